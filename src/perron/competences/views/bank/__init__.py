"""Pages of the bank: the framework for everybody, the questions for those who write them."""

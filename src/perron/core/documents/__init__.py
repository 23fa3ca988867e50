"""Hand-written YAML: read strictly, checked in plain words, and written in one form."""

"""What templates are given: plain dictionaries, made from rows that were read before."""

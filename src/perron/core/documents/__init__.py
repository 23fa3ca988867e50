"""Hand-written YAML: read strictly, checked against a schema in plain words, written in one form."""

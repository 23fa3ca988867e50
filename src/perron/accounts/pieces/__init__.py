"""Plain dictionaries that the pages of an account show."""

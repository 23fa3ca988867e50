"""What the pages of calls show, as plain dictionaries."""

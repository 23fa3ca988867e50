"""What the pages of a sitting show."""

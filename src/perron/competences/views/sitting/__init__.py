"""Pages of a sitting."""

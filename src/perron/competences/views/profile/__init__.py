"""Pages of a profile, for whoever holds its sitting."""

"""German: the hour has its word."""

"""Forms of a sitting."""

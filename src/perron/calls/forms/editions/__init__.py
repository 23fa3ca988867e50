"""Forms with which officers keep editions."""

"""Pages of jurors, and of those who keep juries."""

"""What comes into calls as a file."""

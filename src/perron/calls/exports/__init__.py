"""What leaves calls as a file."""

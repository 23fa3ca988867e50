"""What funding registers with the floors below."""

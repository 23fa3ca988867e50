"""What people fill in about their account."""

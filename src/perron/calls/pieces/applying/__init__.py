"""What pages of applications show."""

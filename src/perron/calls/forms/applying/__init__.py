"""What is sent from pages of applications."""

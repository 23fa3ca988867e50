"""What applying registers: rights, letters, what is owed, personal data."""

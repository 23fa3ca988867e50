"""What judging registers: rights, letters, what is owed, personal data."""

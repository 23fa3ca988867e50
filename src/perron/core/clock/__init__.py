"""One clock, both ways: whatever the agency owes or is owed, until when, and what became of it."""

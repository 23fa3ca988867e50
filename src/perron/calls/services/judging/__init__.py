"""Juries: naming, conflicts, assigning, scoring, agreeing, sealing."""

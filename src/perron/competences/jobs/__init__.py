"""Doors from the queue into competences."""

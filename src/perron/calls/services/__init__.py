"""Deeds about editions, applications, juries and decisions."""

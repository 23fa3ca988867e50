"""Doors for machines: each reads, and answers one document."""

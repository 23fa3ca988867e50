"""Figures of those who took the test: counted, kept, made public."""

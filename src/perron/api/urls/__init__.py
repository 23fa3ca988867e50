"""Addresses of open data: those for machines, outside of every language, and the page about it."""

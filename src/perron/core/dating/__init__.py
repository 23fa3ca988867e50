"""Dates of a language where Django's own are not what European readers write."""

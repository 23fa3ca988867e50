"""Keeping measures current: who looks after them, what holders are asked, what they answer."""

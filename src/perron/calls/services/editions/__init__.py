"""Deeds about editions: defining, publishing, correcting, extending; facts by which they decide."""

"""Refusals of competences, each a sentence."""

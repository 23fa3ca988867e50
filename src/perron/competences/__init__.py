"""Competences: the bank of questions, sittings of the adaptive test, profiles and panels."""

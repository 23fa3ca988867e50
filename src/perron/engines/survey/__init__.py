"""Surveys: weights, estimates with their uncertainty, and tables from which nobody is read."""

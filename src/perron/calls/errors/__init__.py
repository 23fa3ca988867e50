"""Refusals of calls, by the work in which they come up."""

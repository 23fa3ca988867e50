"""Sittings of the test: begun, answered, left and come back to, looked at, erased."""

"""Deeds from the sealed ranking to the published decision."""

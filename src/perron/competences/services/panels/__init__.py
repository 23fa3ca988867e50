"""Panels: made, entered by a code, estimated, published."""

"""The shape of what readers ask of a list."""

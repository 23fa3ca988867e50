"""Pages of panels: where codes are typed, and where panels are kept."""

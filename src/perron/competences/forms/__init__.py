"""Forms of competences."""

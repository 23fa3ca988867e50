"""Pages of decisions: at the desk, for deciders, for everybody."""

"""The journal of decisions: append-only, hash-chained per app."""

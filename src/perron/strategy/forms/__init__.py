"""Forms of the strategy: what a holder answers."""

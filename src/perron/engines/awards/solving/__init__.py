"""The optimiser: which applications are funded, from which money, and how far from the best."""

from perron.engines.awards.solving.run import solve

__all__ = ["solve"]

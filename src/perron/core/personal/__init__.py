"""Personal data: what is held, given out, erased and forgotten."""

from perron.core.personal.register import Holding, Holdings, Rows, Subject, holdings

__all__ = ["Holding", "Holdings", "Rows", "Subject", "holdings"]

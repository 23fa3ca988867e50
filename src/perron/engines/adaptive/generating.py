"""Invented banks of one law, for the bench and for trying: the same seed gives the same bank."""

import numpy as np

from perron.engines.adaptive.bank import Bank, Item, checked

GUESSED = (0.10, 0.25)


def a_bank(
    items: int, rng: np.random.Generator, *, guessed: bool = False, centre: float = 0.0
) -> Bank:
    """Discriminations exp(N(0.15, 0.30²)), difficulties N(centre, 1.2²), floors U(0.10, 0.25)."""
    a = np.exp(rng.normal(0.15, 0.30, items))
    b = rng.normal(centre, 1.2, items)
    c = rng.uniform(*GUESSED, items) if guessed else np.zeros(items)
    return checked([Item(float(a[one]), float(b[one]), float(c[one])) for one in range(items)])

"""The normal distribution, where its tails matter."""

import math

import numpy as np

from perron.engines.adaptive.bank import Floats


def two_sided(z: Floats) -> Floats:
    """P(|Z| ≥ |z|) for each."""
    flat = np.atleast_1d(z)
    return np.array([math.erfc(abs(float(one)) / math.sqrt(2)) for one in flat]).reshape(flat.shape)

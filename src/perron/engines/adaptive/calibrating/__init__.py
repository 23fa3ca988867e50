"""Items' parameters from answers, by marginal maximum likelihood."""

from perron.engines.adaptive.calibrating.fitting import Calibration, Options, calibrate
from perron.engines.adaptive.calibrating.responses import (
    Chunk,
    Responses,
    Work,
    responses,
    spread_out,
)

__all__ = [
    "Calibration",
    "Chunk",
    "Options",
    "Responses",
    "Work",
    "calibrate",
    "responses",
    "spread_out",
]

"""The flat frame of a region's map: degrees to map coordinates and back."""

from dataclasses import dataclass
from math import cos, radians
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

WIDTH = 1000.0
MARGIN = 2.0
SMALLEST_SPAN = 0.01

G = TypeVar("G", bound=BaseGeometry)
N = TypeVar("N", float, NDArray[np.float64])


@dataclass(frozen=True, slots=True)
class Frame:
    """A local equirectangular projection, true to scale at the middle latitude.

    x grows eastwards from 0 to ``width``, y southwards from 0 to ``height``. ``east`` and
    ``south`` are map units per degree. Good for a region of a few degrees; a territory across the
    180th meridian is not served.
    """

    longitude: float
    latitude: float
    east: float
    south: float
    width: float
    height: float

    @classmethod
    def around(cls, bounds: tuple[float, float, float, float]) -> "Frame":
        """Fit a frame of width 1000 around west, south, east, north (degrees), with a margin."""
        west, low, east, high = bounds
        wide = max(east - west, SMALLEST_SPAN)
        tall = max(high - low, SMALLEST_SPAN)
        longitude, latitude = (west + east) / 2, (low + high) / 2
        per_degree = (WIDTH - 2 * MARGIN) / wide
        down = per_degree / cos(radians(latitude))
        return cls(
            longitude=longitude - wide / 2 - MARGIN / per_degree,
            latitude=latitude + tall / 2 + MARGIN / down,
            east=per_degree,
            south=down,
            width=WIDTH,
            height=round(tall * down + 2 * MARGIN, 1),
        )

    def place(self, longitude: N, latitude: N) -> tuple[N, N]:
        """Answer x and y of a point, or of arrays of points, given in degrees."""
        return (longitude - self.longitude) * self.east, (self.latitude - latitude) * self.south

    def locate(self, x: N, y: N) -> tuple[N, N]:
        """Answer longitude and latitude of a point, or of arrays of points, of the map."""
        return self.longitude + x / self.east, self.latitude - y / self.south

    def drawn(self, area: G) -> G:
        """Put a geometry given in degrees on the map."""
        return shapely.transform(area, self._to_map)

    def undrawn(self, area: G) -> G:
        """Give a geometry of the map back in degrees."""
        return shapely.transform(area, self._to_degrees)

    def _to_map(self, spots: NDArray[np.float64]) -> NDArray[np.float64]:
        placed = self.place(spots[:, 0], spots[:, 1])
        return np.stack(placed, axis=1)

    def _to_degrees(self, spots: NDArray[np.float64]) -> NDArray[np.float64]:
        located = self.locate(spots[:, 0], spots[:, 1])
        return np.stack(located, axis=1)

"""Distances on the globe, to find what is near."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088  # mean radius of the WGS 84 ellipsoid (IUGG)


def great_circle_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Answer the distance in kilometres between two points (longitude, latitude in degrees).

    Haversine formula on the mean sphere: within 0.6 % of the distance on the ellipsoid.
    """
    west, low = map(radians, a)
    east, high = map(radians, b)
    chord = sin((high - low) / 2) ** 2 + cos(low) * cos(high) * sin((east - west) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, chord)))

"""How far two points on the earth are from each other, as the crow flies."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from attrs import frozen

EARTH = 6371.0088
"""Mean radius of the earth in kilometres (IUGG)."""


@frozen
class Point:
    """A place on the earth, in degrees of WGS84."""

    longitude: float
    latitude: float


def measure_distance(one: Point, other: Point) -> float:
    """Kilometres between two points by the haversine formula; the earth counts as a ball, so half a percent may be off."""
    across = radians(other.longitude - one.longitude)
    up = radians(other.latitude - one.latitude)
    chord = sin(up / 2) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(across / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(chord)))


def read_point(longitude: str, latitude: str) -> Point | None:
    """The point that two texts name; None where they name none."""
    try:
        point = Point(float(longitude), float(latitude))
    except ValueError:
        return None
    return point if abs(point.longitude) <= 180 and abs(point.latitude) <= 90 else None

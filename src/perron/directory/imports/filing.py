"""What an importer read, as records that can be published."""

from typing import Any

from shapely import Polygon, get_coordinates, get_exterior_ring, get_parts, unary_union

from perron.directory.imports.territory import Territory

SEAM = 0.2  # map units that rounded borders may stand apart
SURFACE = 3  # corners from which a ring has a surface


def territory_records(territory: Territory) -> dict[str, dict[str, Any]]:
    """Districts and municipalities as records by kind and code."""
    return {
        "district": {
            row.code: {
                "code": row.code,
                "name": row.names,
                "outline": _around(territory, row.code),
            }
            for row in territory.districts
        },
        "municipality": {
            row.code: {
                "code": row.code,
                "name": row.names,
                "district": row.district,
                "postal_codes": list(row.postal_codes),
                "longitude": row.point[0] if row.point else None,
                "latitude": row.point[1] if row.point else None,
                "outline_kind": row.outline_kind,
                "outline": [[list(spot) for spot in ring] for ring in row.outline],
            }
            for row in territory.municipalities
        },
    }


def _around(territory: Territory, district: str) -> list[list[list[float]]]:
    """The outer rings of a district's municipalities together."""
    outlines = [row.outline for row in territory.municipalities if row.district == district]
    rings = [ring for outline in outlines for ring in outline if len(ring) >= SURFACE]
    whole = unary_union([Polygon(ring).buffer(SEAM) for ring in rings]).buffer(-SEAM)
    return [
        [[round(x, 1), round(y, 1)] for x, y in get_coordinates(get_exterior_ring(part))]
        for part in get_parts(whole.simplify(SEAM))
    ]

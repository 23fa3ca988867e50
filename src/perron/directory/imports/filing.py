"""What an importer read, as records that can be published."""

from typing import Any

from perron.directory.imports.territory import Territory


def territory_records(territory: Territory) -> dict[str, dict[str, Any]]:
    """Districts and municipalities as records by kind and code."""
    return {
        "district": {
            row.code: {"code": row.code, "name": row.names} for row in territory.districts
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

"""``perron territory``: municipalities and their map, and official boundaries."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from perron.cli.errors import NoTerritory
from perron.core.records.proposing import publish_records
from perron.directory.imports.filing import territory_records
from perron.directory.imports.territory import read_boundaries, read_settings, read_territory

FILE = "territory.yaml"


def add_to(commands: Any) -> None:
    """Add ``perron territory …`` to the grammar."""
    group = commands.add_parser("territory", help="load municipalities and their boundaries")
    verbs = group.add_subparsers(title="verbs", required=True)
    load = verbs.add_parser("load", help="load the region's municipalities")
    load.add_argument("--boundaries", type=Path, help="official outlines: GeoJSON or TopoJSON")
    load.add_argument("--property", help="the property that holds the municipality's code")
    load.set_defaults(command=_load)


def _load(arguments: Namespace) -> int:
    return load_territory(arguments.boundaries, arguments.property)


def load_territory(boundaries: Path | None = None, code_property: str | None = None) -> int:
    """Load the territory that the region's folder describes."""
    folder = settings.REGION.folder
    if not (folder / FILE).exists():
        raise NoTerritory
    territory = read_territory(read_settings(folder / FILE), folder=folder)
    if boundaries:
        territory = read_boundaries(boundaries, territory, code_property=code_property)
    publish_records(territory_records(territory), by=None, at=timezone.now())
    print(
        f"{len(territory.municipalities)} municipalities in {len(territory.districts)} districts."
    )
    for finding in territory.findings:
        print(f"  {finding}")
    return 0

"""The region's bank, loaded, for ``bench.sittings``; and afterwards what the database holds.

Prints one JSON document: nothing much before, and after it every answer that is kept.
"""

import json
import os
import sys
from importlib import import_module
from typing import Any

import django


def fill() -> dict[str, Any]:
    """Load the bank of the region."""
    import_module("perron.cli.bank").load_region()
    models = import_module("perron.competences.models")
    return {"items": models.Item.objects.count()}


def outcome() -> dict[str, Any]:
    """Answers by sitting: the numbers of what was answered, and whether any stands twice."""
    models = import_module("perron.competences.models")
    rows = models.Response.objects.exclude(answered_at=None)
    kept: dict[str, list[int]] = {}
    for key, place in rows.values_list("sitting__key", "place"):
        kept.setdefault(str(key), []).append(place)
    counted = dict(models.Sitting.objects.values_list("key", "answered"))
    return {"kept": kept, "counted": {str(key): number for key, number in counted.items()}}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perron.config.settings")
    django.setup()
    told = fill() if sys.argv[1] == "fill" else outcome()
    sys.stdout.write("\n" + json.dumps(told) + "\n")

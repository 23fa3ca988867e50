"""The framework's statements, outcomes and terms, taken from the supplement its owner publishes."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from perron.competences.enums import PartKind
from perron.competences.errors.bank import CountsDiffer, NoSupplement
from perron.competences.models import FrameworkPart
from perron.competences.services.bank.frameworks import DEFAULT, framework
from perron.core.journal.lines import Entry, digest_of, record
from perron.core.publications import next_publication, take_turn

CHAIN, MOST_BYTES, LANGUAGE = "competences", 10_000_000, "en"
TYPES: Mapping[str, PartKind] = {
    "CompetenceArea": PartKind.AREA,
    "Competence": PartKind.COMPETENCE,
    "CompetenceStatement": PartKind.STATEMENT,
    "LearningOutcome": PartKind.OUTCOME,
    "Glossary": PartKind.TERM,
}
COUNTED = {
    PartKind.STATEMENT: "statements",
    PartKind.OUTCOME: "outcomes",
    PartKind.TERM: "terms",
}
FURTHER = ("type", "ai_label", "name")


@transaction.atomic
def import_framework(source: bytes, *, at: datetime) -> dict[str, int]:
    """Keep the official supplement (JSON-LD) and answer how many parts there are of each kind.

    What was kept before is replaced. Raises ``NoSupplement`` for another file, ``CountsDiffer``
    where statements, outcomes or terms are not as many as the framework has.
    """
    parts = list(_parts(source))
    counts = Counter(part.kind for part in parts)
    asked = framework().counts
    for kind, name in COUNTED.items():
        if counts[kind] != asked[name]:
            raise CountsDiffer(kind=name, found=counts[kind], asked=asked[name])
    take_turn(at)
    FrameworkPart.objects.filter(framework=DEFAULT).delete()
    FrameworkPart.objects.bulk_create(parts, batch_size=500)
    change = {"digest": digest_of([[one.code, one.words] for one in parts])}
    record(CHAIN, Entry("framework.imported", "framework", DEFAULT, change), by=None, at=at)
    next_publication(at)
    return {str(kind): counts[kind] for kind in PartKind}


def _parts(source: bytes) -> Iterator[FrameworkPart]:
    try:
        graph = json.loads(source[:MOST_BYTES])["@graph"]
        for place, node in enumerate(graph):
            if node["@type"] in TYPES:
                yield _part(node, place)
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise NoSupplement from fault


def _part(node: Mapping[str, Any], place: int) -> FrameworkPart:
    code = node["@id"].partition("/")[2]
    kind = TYPES[node["@type"]]
    of = node.get("competence_id", "").partition("/")[2]
    level = node.get("four_levels_proficiency_name", "").partition("/")[2]
    return FrameworkPart(
        framework=DEFAULT,
        kind=kind,
        code=code,
        competence=of or (code if kind in {PartKind.AREA, PartKind.COMPETENCE} else ""),
        level=level.lower().replace(" ", "-").replace("_", "-"),
        place=place,
        words={LANGUAGE: node.get("description") or node["explanation"]},
        further={key: node[key] for key in FURTHER if key in node},
    )

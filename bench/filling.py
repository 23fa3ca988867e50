"""A region of 10,000 measures and 5,000 organisations, the same for every run."""

import random
from datetime import UTC, datetime
from typing import Any

import django
from django.core.management import call_command

WORDS = (
    "school region data skills network company citizen training robot coding office health"
    " energy water forest town library market museum teacher pupil factory bridge station"
    " garden archive service platform privacy signal fibre tablet harbour canal valley"
).split()
MEASURES, ORGANISATIONS, PROGRAMMES, NODES, REFERENCES = 10_000, 5_000, 40, 60, 500
AT = datetime(2026, 1, 5, 12, tzinfo=UTC)
BATCH = 1000


def sentence(chance: random.Random, words: int) -> str:
    """Some words in a row; about as long as a real summary."""
    return " ".join(chance.choice(WORDS) for _ in range(words)).capitalize()


def texts(chance: random.Random, words: int) -> dict[str, str]:
    """A text in the three languages."""
    return {code: f"{sentence(chance, words)} {code}" for code in ("fr", "de", "en")}


def records(chance: random.Random) -> dict[str, dict[str, dict[str, Any]]]:
    """The small kinds, which are published the usual way."""
    pairs = [
        *(("unit", code) for code in ("euro", "people", "applications")),
        *(("fact", code) for code in ("budget", "reached", "applications")),
        *(("level", "theme"), ("role", "partner"), ("role", "holder"), ("measure-type", "call")),
        *(("measure-type", "campaign"), ("organisation-kind", "public"), ("organisation-kind", "company")),
    ]
    terms = {
        f"{vocabulary}/{code}": {
            "list": vocabulary,
            "code": code,
            "name": {"fr": code, "de": code, "en": code},
            "nature": "money" if code == "euro" else "",
        }
        for vocabulary, code in pairs
    }
    return {
        "term": terms,
        "reference": {
            f"r{n}": {"code": f"r{n}", "title": texts(chance, 6), "url": f"https://example.org/{n}"}
            for n in range(REFERENCES)
        },
        "organisation": {
            "agency": {"code": "agency", "name": texts(chance, 3), "kind": "public"}
        },
        "strategy": {"plan": {"code": "plan", "name": texts(chance, 3), "agency": "agency"}},
        "version": {
            f"v{n}": {
                "code": f"v{n}",
                "strategy": "plan",
                "place": n + 1,
                "name": texts(chance, 2),
                "adopted": f"{2015 + 3 * n}-06",
            }
            for n in range(3)
        },
        "node": {
            f"n{n}": {
                "code": f"n{n}",
                "version": f"v{n % 3}",
                "level": "theme",
                "place": n + 1,
                "name": texts(chance, 3),
            }
            for n in range(NODES)
        },
        "programme": {
            f"p{n}": {
                "code": f"p{n}",
                "strategy": "plan",
                "name": texts(chance, 4),
                "summary": texts(chance, 25),
                "nodes": [{"node": f"n{n}"}],
            }
            for n in range(PROGRAMMES)
        },
    }


def fill() -> None:
    """Fill an empty, migrated database."""
    from django.contrib.contenttypes.models import ContentType

    from perron.core.models import Fact, Reference
    from perron.core.records.kinds import kinds
    from perron.core.records.proposing import publish_records
    from perron.core.searching.folding import order_key
    from perron.core.searching.indexing import index_things
    from perron.core.text import Text
    from perron.directory.models import Municipality, Organisation
    from perron.strategy.models import (
        Measure,
        MeasureNode,
        MeasurePartner,
        Milestone,
        Node,
        Programme,
        Strategy,
    )

    chance = random.Random(20181206)  # noqa: S311 -- the same data each time
    publish_records(records(chance), by=None, at=AT)
    strategy = Strategy.objects.get()
    programmes, nodes = list(Programme.objects.all()), list(Node.objects.all())
    references, towns = list(Reference.objects.all()), list(Municipality.objects.all())
    organisations = [
        Organisation(
            code=f"o{n}",
            name=(name := Text(texts(chance, 3))),
            kind=chance.choice(("public", "company")),
            summary=Text(texts(chance, 15)),
            municipality=chance.choice(towns) if towns else None,
            order_key=order_key(name),
        )
        for n in range(ORGANISATIONS)
    ]
    Organisation.objects.bulk_create(organisations, batch_size=BATCH)
    measures = [
        Measure(
            code=f"m{n}",
            strategy=strategy,
            programme=chance.choice(programmes),
            name=(name := Text(texts(chance, 5))),
            summary=Text(texts(chance, 25)),
            type=chance.choice(("call", "campaign")),
            state=chance.choice(("planned", "open", "running", "completed")),
            start=f"{chance.randint(2015, 2025)}-{chance.randint(1, 12):02}",
            order_key=order_key(name),
        )
        for n in range(MEASURES)
    ]
    Measure.objects.bulk_create(measures, batch_size=BATCH)
    kind = ContentType.objects.get_for_model(Measure)
    facts, attachments, partners, milestones = [], [], [], []
    for measure in measures:
        attachments.append(MeasureNode(measure=measure, node=chance.choice(nodes)))
        milestones.append(Milestone(measure=measure, name=Text(texts(chance, 4)), due="2022-03"))
        for place, organisation in enumerate(chance.sample(organisations, 2)):
            role = ("holder", "partner")[place]
            partners.append(
                MeasurePartner(measure=measure, organisation=organisation, role=role, place=place)
            )
        for place, (of, unit) in enumerate(
            (("budget", "euro"), ("reached", "people"), ("applications", "applications"))
        ):
            number = chance.randint(10, 5_000_000)
            facts.append(
                Fact(owner_type=kind, owner_pk=measure.pk, place=place, of=of, number=number, unit=unit)
            )
    MeasureNode.objects.bulk_create(attachments, batch_size=BATCH)
    MeasurePartner.objects.bulk_create(partners, batch_size=BATCH)
    Milestone.objects.bulk_create(milestones, batch_size=BATCH)
    Fact.objects.bulk_create(facts, batch_size=BATCH)
    for model, things in ((Fact, facts), (Measure, measures)):
        through = model.sources.through
        column = f"{model.__name__.lower()}_id"
        rows = [
            through(**{column: thing.pk, "reference_id": chance.choice(references).pk})
            for thing in things
        ]
        through.objects.bulk_create(rows, batch_size=BATCH)
    for name, things in (("measure", measures), ("organisation", organisations)):
        index_things(kinds[name], [thing.pk for thing in things])


if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0)
    from perron.cli.territory import load_territory

    load_territory()
    fill()

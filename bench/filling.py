"""A region of 10,000 measures and 5,000 organisations, the same for every run."""

import os
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import django

MEASURES, ORGANISATIONS, PROGRAMMES, NODES, REFERENCES = 10_000, 5_000, 40, 60, 500
AT = datetime(2026, 1, 5, 12, tzinfo=UTC)
BATCH = 1000
WORDS = (
    "school region data skills network company citizen training robot coding office health "
    "energy water forest town library market museum teacher pupil factory bridge station "
    "garden archive service platform privacy signal fibre tablet harbour canal valley"
)
TERMS = (
    *(("unit", "euro"), ("unit", "people"), ("unit", "applications"), ("fact", "budget")),
    *(("fact", "reached"), ("fact", "applications"), ("level", "theme"), ("role", "partner")),
    *(("role", "holder"), ("measure-type", "call"), ("measure-type", "campaign")),
    *(("organisation-kind", "public"), ("organisation-kind", "company")),
)
FACTS = (("budget", "euro"), ("reached", "people"), ("applications", "applications"))
Entries = dict[str, dict[str, Any]]


class Pen:
    """Writes words by chance; the same seed writes the same."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 -- nothing secret
        self.words = WORDS.split(" ")

    def text(self, words: int) -> dict[str, str]:
        """A text in the three languages, about as long as a real one."""
        return {
            code: " ".join(self.chance.choices(self.words, k=words)).capitalize() + f" {code}"
            for code in ("fr", "de", "en")
        }


def entries(pen: Pen) -> dict[str, Entries]:
    """The small kinds, which are published in the usual way."""
    terms = {
        f"{vocabulary}/{code}": {
            "list": vocabulary,
            "code": code,
            "name": {"fr": code, "de": code, "en": code},
            "nature": "money" if code == "euro" else "",
        }
        for vocabulary, code in TERMS
    }
    plan = {"code": "plan", "name": pen.text(3), "agency": "agency"}
    return {
        "term": terms,
        "reference": {f"r{n}": {"code": f"r{n}", "title": pen.text(6)} for n in range(REFERENCES)},
        "organisation": {"agency": {"code": "agency", "name": pen.text(3), "kind": "public"}},
        "strategy": {"plan": plan},
        "version": {f"v{n}": _version(pen, n) for n in range(3)},
        "node": {f"n{n}": _node(pen, n) for n in range(NODES)},
        "programme": {f"p{n}": _programme(pen, n) for n in range(PROGRAMMES)},
    }


def _version(pen: Pen, n: int) -> dict[str, Any]:
    adopted = f"{2015 + 3 * n}-06"
    return {
        "code": f"v{n}",
        "strategy": "plan",
        "place": n + 1,
        "name": pen.text(2),
        "adopted": adopted,
    }


def _node(pen: Pen, n: int) -> dict[str, Any]:
    version = f"v{n % 3}"
    return {"code": f"n{n}", "version": version, "level": "theme", "place": n, "name": pen.text(3)}


def _programme(pen: Pen, n: int) -> dict[str, Any]:
    return {
        "code": f"p{n}",
        "strategy": "plan",
        "name": pen.text(4),
        "summary": pen.text(25),
        "nodes": [{"node": f"n{n}"}],
    }


def organisations(pen: Pen, tools: Any) -> list[Any]:
    """Rows of organisations, somewhere in the territory."""
    towns = list(tools.Municipality.objects.all())
    rows = []
    for n in range(ORGANISATIONS):
        name = tools.Text(pen.text(3))
        rows.append(
            tools.Organisation(
                code=f"o{n}",
                name=name,
                kind=pen.chance.choice(("public", "company")),
                summary=tools.Text(pen.text(15)),
                municipality=pen.chance.choice(towns),
                order_key=tools.order_key(name),
            )
        )
    return list(tools.Organisation.objects.bulk_create(rows, batch_size=BATCH))


def measures(pen: Pen, tools: Any) -> list[Any]:
    """Rows of measures under the programmes."""
    strategy, programmes = tools.Strategy.objects.get(), list(tools.Programme.objects.all())
    rows = []
    for n in range(MEASURES):
        name = tools.Text(pen.text(5))
        rows.append(
            tools.Measure(
                code=f"m{n}",
                strategy=strategy,
                programme=pen.chance.choice(programmes),
                name=name,
                summary=tools.Text(pen.text(25)),
                type=pen.chance.choice(("call", "campaign")),
                state=pen.chance.choice(("planned", "open", "running", "completed")),
                start=f"{pen.chance.randint(2015, 2025)}-{pen.chance.randint(1, 12):02}",
                order_key=tools.order_key(name),
            )
        )
    return list(tools.Measure.objects.bulk_create(rows, batch_size=BATCH))


def parts(pen: Pen, tools: Any, *, of: Sequence[Any], holders: Sequence[Any]) -> Iterator[Any]:
    """What belongs to each measure: its place in the tree, partners, a milestone, facts."""
    nodes = list(tools.Node.objects.all())
    owner_type = tools.ContentType.objects.get_for_model(tools.Measure)
    for measure in of:
        yield tools.MeasureNode(measure=measure, node=pen.chance.choice(nodes))
        yield tools.Milestone(measure=measure, name=tools.Text(pen.text(4)), due="2022-03")
        for place, holder in enumerate(pen.chance.sample(holders, 2)):
            role = ("holder", "partner")[place]
            yield tools.MeasurePartner(measure=measure, organisation=holder, role=role, place=place)
        for place, (fact, unit) in enumerate(FACTS):
            yield tools.Fact(
                owner_type=owner_type,
                owner_pk=measure.pk,
                place=place,
                of=fact,
                number=pen.chance.randint(10, 5_000_000),
                unit=unit,
            )


def cite(pen: Pen, tools: Any, things: Sequence[Any]) -> None:
    """Give each thing one source."""
    sources = list(tools.Reference.objects.values_list("pk", flat=True))
    through = type(things[0]).sources.through
    column = f"{type(things[0]).__name__.lower()}_id"
    rows = [
        through(**{column: thing.pk, "reference_id": pen.chance.choice(sources)})
        for thing in things
    ]
    through.objects.bulk_create(rows, batch_size=BATCH)


def fill() -> None:
    """Fill an empty, migrated database that has its territory."""
    tools = import_module("bench.tools")
    pen = Pen(20181206)
    tools.publish_records(entries(pen), by=None, at=AT)
    holders, rows = organisations(pen, tools), measures(pen, tools)
    written: dict[type[Any], list[Any]] = {}
    for part in parts(pen, tools, of=rows, holders=holders):
        written.setdefault(type(part), []).append(part)
    for model, pieces in written.items():
        model.objects.bulk_create(pieces, batch_size=BATCH)
    cite(pen, tools, rows)
    cite(pen, tools, written[tools.Fact])
    for name, things in (("measure", rows), ("organisation", holders)):
        tools.index_things(tools.kinds[name], [thing.pk for thing in things])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    if import_module("django.db").connection.introspection.table_names():
        raise SystemExit("The database holds something: the bench fills only an empty one.")
    import_module("django.core.management").call_command("migrate", verbosity=0)
    import_module("perron.cli.territory").load_territory()
    fill()

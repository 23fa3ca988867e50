"""What a set of awards does: by district, network and level; who enters and who leaves."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from perron.calls.models import Application, Edition, Scenario
from perron.calls.pieces.deciding.applicants import fact_name, value_name
from perron.calls.rules.conditions import fact_words
from perron.calls.services.deciding.changes import is_further
from perron.calls.services.deciding.instances import floor_id
from perron.calls.services.deciding.keeping import named_in
from perron.calls.services.deciding.solving import floor_dropped
from perron.calls.services.deciding.wording import money, points

USUAL = ("district", "network", "level")
MOST_NAMED = 200
Awarded = Mapping[str, int]


def facts_shown(edition: Edition) -> list[str]:
    """The facts by which effects are shown: the usual ones, and those that make cells."""
    cells = edition.definition["award"].get("cells", ())
    return list(dict.fromkeys([*USUAL, *cells]))


def by_fact(
    edition: Edition, facts: Mapping[str, Mapping[str, Any]], awarded: Awarded
) -> list[dict[str, Any]]:
    """For each fact that is known of somebody: its values with applications, awards, cents."""
    words, tables = fact_words(), []
    for fact in facts_shown(edition):
        counted: dict[Any, list[int]] = {}
        for number, known in facts.items():
            if known.get(fact) in (None, "") or isinstance(known[fact], list):
                continue
            row = counted.setdefault(known[fact], [0, 0, 0])
            row[0] += 1
            row[1] += number in awarded
            row[2] += awarded.get(number, 0)
        rows = [
            {
                "value": value_name(words, fact, value),
                "of": row[0],
                "awards": row[1],
                "cents": row[2],
            }
            for value, row in sorted(counted.items(), key=lambda pair: str(pair[0]))
        ]
        if rows:
            tables.append({"fact": fact, "name": fact_name(words, fact).capitalize(), "rows": rows})
    return tables


def facts_by_number(edition: Edition, numbers: Iterable[str] | None = None) -> dict[str, Any]:
    """Application to its frozen facts."""
    rows = Application.objects.filter(edition=edition)
    if numbers is not None:
        rows = rows.filter(number__in=list(numbers))
    return dict(rows.values_list("number", "facts"))


def scenario_title(scenario: Scenario) -> str:
    """What a scenario is called: by whoever asked, else by what it is."""
    if scenario.title:
        return scenario.title
    dropped = floor_dropped(scenario.changes)
    if dropped:
        floors = scenario.edition.definition["award"].get("floors", ())
        name = named_in(floors, dropped.partition(":")[2])
        return _("Without the floor “%(name)s”") % {"name": name}
    if is_further(scenario.changes):
        return _("Who comes next, with the money that is left")
    if not scenario.changes:
        return _("The edition's own rule (%(method)s)") % {"method": method_name(scenario.method)}
    return method_name(scenario.method).capitalize()


def method_name(method: str) -> str:
    """The name of a method."""
    return pgettext("method", "plain rank") if method == "rank" else pgettext("method", "optimiser")


def column_of(scenario: Scenario, facts: Mapping[str, Any]) -> dict[str, Any]:
    """A computed scenario as a column beside others."""
    result, edition = scenario.result, scenario.edition
    awarded = {row["id"]: row["amount"] for row in result["awards"]}
    rank = set(result["rank"]["awards"])
    places = {row["application"]: row["place"] for row in scenario.ranking.rows}
    rules = edition.definition["award"]
    return {
        "scenario": scenario,
        "title": scenario_title(scenario),
        "method": method_name(scenario.method),
        "awards": len(awarded),
        "cents": sum(awarded.values()),
        "money": money(sum(awarded.values())),
        "enter": _placed([one for one in awarded if one not in rank], places),
        "leave": _placed([one for one in rank if one not in awarded], places),
        "quality": result["quality"]["total"],
        "gap": result["quality"]["gap_ppm"] / 10_000,
        "ended": result["ended"],
        "shortfall": money(result["shortfall"]["total"]),
        "shortfall_cents": result["shortfall"]["total"],
        "floors": [_floor(row, rules) for row in result["floors"]],
        "spent": [
            {"name": named_in(rules["envelopes"], code), "money": money(cents)}
            for code, cents in result["spent"]["sources"].items()
        ],
        "cutoffs": cutoff_rows(edition, result["cutoffs"]),
        "inside": result["passing_over"]["inside"],
        "across": result["passing_over"]["across"],
        "across_points": points(result["passing_over"]["across"]["most_points"]),
        "open": len(result["open"]),
        "effects": by_fact(edition, facts, awarded),
    }


def cutoff_rows(edition: Edition, cutoffs: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Cut-offs by cell and money, in words."""
    moneys = edition.definition["award"]["moneys"]
    return [
        {
            "cell": cell_name(edition, one["cell"]),
            "money": named_in(moneys, one["money"]),
            "score": "" if one["score"] is None else points(one["score"]),
        }
        for one in cutoffs
    ]


def moved_rows(edition: Edition, moved: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Cut-offs that departures move, in words."""
    moneys = edition.definition["award"]["moneys"]
    return [
        {
            "cell": cell_name(edition, one["cell"]),
            "money": named_in(moneys, one["money"]),
            "before": points(one["before"]) if one["before"] is not None else "–",
            "after": points(one["after"]) if one["after"] is not None else "–",
        }
        for one in moved
    ]


def cell_name(edition: Edition, cell: str) -> str:
    """A cell as a reader knows it."""
    facts = edition.definition["award"].get("cells", ())
    if not facts:
        return _("everybody")
    words = fact_words()
    values = zip(facts, cell.split("/"), strict=False)
    return ", ".join(value_name(words, fact, value) for fact, value in values)


def group_name(edition: Edition, group: str) -> str:
    """The name of a floor or ceiling by its name for the engine."""
    rules = edition.definition["award"]
    code = group.partition(":")[2]
    part = "floors" if group == floor_id(code) else "ceilings"
    return named_in(rules.get(part, ()), code)


def _floor(row: Mapping[str, Any], rules: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": named_in(rules.get("floors", ()), row["group"].partition(":")[2]),
        "floor": money(row["floor"]),
        "granted": money(row["granted"]),
        "shortfall": money(row["shortfall"]) if row["shortfall"] else "",
    }


def _placed(numbers: Sequence[str], places: Mapping[str, int]) -> list[dict[str, Any]]:
    rows = [{"number": one, "place": places.get(one)} for one in numbers]
    return sorted(rows, key=lambda row: row["place"] or 0)[:MOST_NAMED]


def prices_of(columns: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What each floor costs: the quality gained, in percent, and the shortfall without it."""
    listed = list(columns)
    whole = next(
        (
            one
            for one in listed
            if one["scenario"].method == "optimise" and set(one["scenario"].changes) <= {"method"}
        ),
        None,
    )
    if whole is None or not whole["quality"]:
        return []
    priced = []
    for one in listed:
        dropped = floor_dropped(one["scenario"].changes)
        if dropped:
            gained = (one["quality"] - whole["quality"]) / whole["quality"] * 100
            priced.append({"title": one["title"], "percent": round(gained, 2)})
    return priced

"""Digests, totals, floors, and how the search says it ended."""

from collections.abc import Iterator

from perron.engines.awards.verifying.formats import MILLION
from perron.engines.awards.verifying.trials import Trial


def spent_told(trial: Trial) -> Iterator[str]:
    """What each source pays, in all and in each limited year."""
    told = trial.result["spent"]
    by_source = {source: trial.spent[source] for source in trial.case.sources}
    if told["sources"] != by_source:
        yield f"The sources pay {by_source} cents, and {told['sources']} are written."
    by_year: dict[str, dict[str, int]] = {}
    for source, year in trial.case.years:
        by_year.setdefault(source, {})[year] = trial.spent_in[source, year]
    if told["years"] != by_year:
        yield f"By year the sources pay {by_year} cents; the result says otherwise."


def floors_told(trial: Trial) -> Iterator[str]:
    """Each floor with what its group gets and lacks, and the sum."""
    expected = {
        group: {
            "group": group,
            "floor": floor,
            "granted": trial.granted[group],
            "shortfall": trial.shortfalls[group],
        }
        for group, floor in trial.case.floors.items()
    }
    rows = trial.result["floors"]
    if [row["group"] for row in rows] != sorted(expected):
        yield "The floors of the result are not those of the instance, by group."
    for row in rows:
        if row["group"] in expected and row != expected[row["group"]]:
            right = expected[row["group"]]
            yield (
                f"Group {row['group']} gets {right['granted']} cents of a floor of"
                f" {right['floor']} and lacks {right['shortfall']}; the result says otherwise."
            )
    total = trial.result["shortfall"]["total"]
    if total != trial.shortfall:
        yield f"The floors lack {trial.shortfall} cents together, and {total} are written."


def quality_told(trial: Trial) -> Iterator[str]:
    """The sum of score times grant, and the gap to its bound, rounded up."""
    told = trial.result["quality"]
    if told["total"] != trial.quality:
        yield f"The quality is {trial.quality}, and {told['total']} is written."
    gap = gap_ppm(trial.quality, told["bound"])
    if told["gap_ppm"] != gap:
        yield f"The gap is {gap} millionths, and {told['gap_ppm']} are written."


def gap_ppm(total: int, bound: int) -> int:
    """How far a total may be from the best, in millionths of the bound, rounded up."""
    return -((total - bound) * MILLION // bound) if bound > 0 else 0


def ending_told(trial: Trial) -> Iterator[str]:
    """The method is that of the rules, and a gap named as reached is reached."""
    rules, result = trial.case.rules, trial.result
    if result["method"] != rules["method"]:
        yield f"The rules ask for {rules['method']}, and the result is made by {result['method']}."
    if (result["ended"] == "ranked") != (not trial.case.is_optimised):
        yield f"A search by {rules['method']} does not end as {result['ended']}."
    gap = result["quality"]["gap_ppm"]
    if result["ended"] == "gap" and gap > rules["gap_ppm"]:
        yield f"A gap of {gap} millionths is not within the {rules['gap_ppm']} of the rules."


def is_bound_reached(trial: Trial) -> bool:
    """Whether quality and shortfall are as good as their bounds say they can be."""
    quality, shortfall = trial.result["quality"], trial.result["shortfall"]
    return bool(quality["total"] == quality["bound"] and shortfall["total"] == shortfall["bound"])

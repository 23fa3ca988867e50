"""One result against its instance: every check of the contract, in order."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from perron.engines.awards.verifying import (
    canon,
    fairness,
    keeping,
    passing,
    proving,
    ranking,
    sums,
    telling,
)
from perron.engines.awards.verifying.bounding import Bounds
from perron.engines.awards.verifying.cases import read_case
from perron.engines.awards.verifying.formats import INSTANCE, RESULT
from perron.engines.awards.verifying.sense import problems
from perron.engines.awards.verifying.trials import Trial, stray
from perron.engines.awards.verifying.verdicts import Verdict

MOST_TOLD = 50
UNREADABLE = "Nothing else is checked: what is written here cannot be read as instance and result."

CHECKS: tuple[tuple[str, Callable[[Trial], Iterator[str]]], ...] = (
    ("The method is that of the rules, and the ending agrees with the gap.", sums.ending_told),
    ("Each award is from a money and at a level open to it.", keeping.awards_allowed),
    ("Each amount and each source's part are right to the cent.", keeping.amounts_right),
    ("The awards are listed in the order.", keeping.awards_in_order),
    ("Sources keep within their limits, in each year too.", keeping.sources_within),
    ("Groups keep within their ceilings.", keeping.ceilings_kept),
    ("Boards keep within their limits.", keeping.boards_kept),
    ("Exclusions and requirements hold.", keeping.exclusions_kept),
    ("Nobody is passed over inside a cell without an excuse.", fairness.nobody_passed_over),
    ("Only applications at a cut-off are awarded in part.", fairness.parts_at_cutoffs),
    ("The table of cut-offs is complete and right.", fairness.cutoffs_told),
    ("What each source pays is added up rightly.", sums.spent_told),
    ("Each floor and the shortfall are added up rightly.", sums.floors_told),
    ("Quality and gap are computed rightly.", sums.quality_told),
    ("Plain rank and the changes against it are right.", ranking.rank_told),
    ("Passing over, inside cells and across, is counted rightly.", passing.passing_told),
    ("Every sentence has the right code, facts and text.", telling.sentences_told),
)

CHECKS_OF_RANK = tuple(
    (sentence, check) for sentence, check in CHECKS if check is not fairness.nobody_passed_over
)


def verify(instance: Mapping[str, Any], result: Mapping[str, Any]) -> Verdict:
    """Check a result against its instance. No JSON makes it raise: a fault is a sentence.

    Takes about as long as sorting the applications, times 2 to the number of moneys in a cell for
    the bounds.
    """
    for stage in readings(instance, result):
        faults = list(islice(stage, MOST_TOLD))
        if faults:
            return Verdict(ok=False, failures=(*faults, UNREADABLE), proved=(), not_proved=())
    trial = Trial(read_case(instance), result)
    failures: list[str] = []
    proved: list[str] = []
    for sentence, found in findings(trial, instance):
        faults = list(found)
        failures += shortened(faults)
        proved += [] if faults else [sentence]
    return Verdict(
        ok=not failures,
        failures=tuple(failures),
        proved=tuple(proved),
        not_proved=tuple(proving.not_proved(trial)),
    )


def readings(instance: Mapping[str, Any], result: Mapping[str, Any]) -> Iterator[Iterator[str]]:
    """What must hold before anything can be computed; each only if those before it do."""
    yield INSTANCE(instance, "instance")
    yield problems(instance)
    yield RESULT(result, "result")
    yield stray(read_case(instance), result)


def findings(trial: Trial, instance: Mapping[str, Any]) -> Iterator[tuple[str, Iterator[str]]]:
    """Each thing that is checked, as a sentence, with what is found against it."""
    yield (
        "The digests are those of the instance, its rules and the result.",
        canon.digests_told(instance, trial.result),
    )
    for sentence, check in CHECKS if trial.case.is_optimised else CHECKS_OF_RANK:
        yield sentence, check(trial)
    bounds = Bounds(trial)
    faults = list(bounds.faults())
    yield "The multipliers are prices of limits that the instance has.", iter(faults)
    if not faults:
        yield from proving.bounds_told(trial, bounds)


def shortened(faults: list[str]) -> list[str]:
    """The first faults of one kind; how many more there are is said."""
    if len(faults) <= MOST_TOLD:
        return faults
    return [*faults[:MOST_TOLD], f"{len(faults) - MOST_TOLD} more failures of this kind follow."]

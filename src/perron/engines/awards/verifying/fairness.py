"""Rule 3: cut-offs, and nobody passed over inside a cell for a lower score."""

from collections.abc import Iterator

from perron.engines.awards.verifying.cases import Candidate
from perron.engines.awards.verifying.trials import Trial


def nobody_passed_over(trial: Trial) -> Iterator[str]:
    """Whoever stands before a cut-off that it is eligible for is funded or excused."""
    for candidate in trial.refused:
        for money in envied(trial, candidate):
            last = trial.cutoffs[candidate.cell, money]
            yield (
                f"In {candidate.cell}, {candidate.id} ({candidate.score}) is passed over for"
                f" {last.id} ({last.score}), the last funded from {money}."
            )


def envied(trial: Trial, candidate: Candidate) -> Iterator[str]:
    """Moneys from which somebody after a refused application is funded, and nothing excuses it."""
    for money in trial.ahead_of(candidate):
        if not trial.is_excused(candidate, money):
            yield money


def parts_at_cutoffs(trial: Trial) -> Iterator[str]:
    """Only the application at a cut-off, and before no other, may be awarded in part."""
    for candidate in trial.funded:
        _, level = trial.awards[candidate.id]
        if level < candidate.full:
            for money in trial.ahead_of(candidate):
                yield f"{candidate.id} gets {level} % and stands before the cut-off of {money}."


def cutoffs_told(trial: Trial) -> Iterator[str]:
    """The table of cut-offs has each pair of cell and money once, with its last funded."""
    expected = {
        (candidate.cell, money): (None, None)
        for candidate in trial.case.order
        for money in candidate.eligible
    } | {pair: (last.id, last.score) for pair, last in trial.cutoffs.items()}
    rows = trial.result["cutoffs"]
    pairs = [(row["cell"], row["money"]) for row in rows]
    if pairs != sorted(expected):
        yield "The cut-offs do not list each cell and money once, by cell and money."
    for row, pair in zip(rows, pairs, strict=True):
        told = (row["id"], row["score"])
        if told != expected.get(pair, told):
            yield f"The cut-off of {pair[1]} in {pair[0]} is told as {told[0]} with {told[1]}."

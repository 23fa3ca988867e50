"""The bounds of a result held against those that its multipliers prove, and what stays open."""

from collections.abc import Iterator

from perron.engines.awards.verifying.bounding import Bounds
from perron.engines.awards.verifying.sums import is_bound_reached
from perron.engines.awards.verifying.trials import Trial


def quality_bounded(trial: Trial, bounds: Bounds) -> Iterator[str]:
    """The bounds on quality are not lower than what the multipliers prove."""
    told = trial.result["quality"]
    proven = bounds.quality()
    if told["bound"] < proven:
        yield f"The multipliers bound the quality by {proven}; {told['bound']} is not proved."
    free = told["without_cutoffs"]
    proven = bounds.quality_free(bounds.for_quality_free)
    if free["bound"] < proven:
        yield (
            f"Without cut-offs the multipliers bound the quality by {proven};"
            f" {free['bound']} is not proved."
        )


def shortfall_bounded(trial: Trial, bounds: Bounds) -> Iterator[str]:
    """The bounds on the shortfall are not higher than what the multipliers prove."""
    told = trial.result["shortfall"]
    proven = bounds.shortfall()
    if told["bound"] > proven:
        yield f"The multipliers prove a shortfall of {proven} cents, not of {told['bound']}."
    free = told["without_cutoffs"]
    proven = bounds.shortfall_free(bounds.for_shortfall_free)
    if free["bound"] > proven:
        yield (
            f"Without cut-offs the multipliers prove a shortfall of {proven} cents, not of"
            f" {free['bound']}."
        )
    if free["total"] < free["bound"]:
        yield f"Without cut-offs {free['total']} cents are less than their own bound."
    if bounds.with_cutoffs and free["total"] > told["total"]:
        yield f"Without cut-offs at most {told['total']} cents need lack, not {free['total']}."


def open_told(trial: Trial, bounds: Bounds) -> Iterator[str]:
    """Those whose fate the bound on quality does not settle are named as open, and no others."""
    named = trial.result["open"]
    strangers = [name for name in named if name not in trial.case.known]
    if strangers:
        yield f"{strangers[0]} is named as open, and the instance does not hold it."
        return
    lots = [trial.case.known[name].lot for name in named]
    if lots != sorted(set(lots)):
        yield "The open applications are not listed once each, by their lots."
    unsettled = set(bounds.unsettled())
    missing = sorted(unsettled.difference(named))
    if missing:
        yield (
            f"The bound leaves the fate of {len(missing)} more applications open than are named;"
            f" {missing[0]} is one."
        )
    settled = sorted(set(named) - unsettled)
    if settled:
        yield f"{settled[0]} is named as open, and the bound settles its fate."


def open_empty(trial: Trial) -> Iterator[str]:
    """Plain rank leaves nothing open: it searches nothing."""
    if trial.result["open"]:
        yield "Plain rank searches nothing, and applications are named as open."


def bounds_told(trial: Trial, bounds: Bounds) -> Iterator[tuple[str, Iterator[str]]]:
    """Each bound as a sentence with its figures, and what is found against it."""
    quality, shortfall = trial.result["quality"]["bound"], trial.result["shortfall"]["bound"]
    lacking, known = trial.shortfall, len(trial.case.order)
    most = f"No result that lacks at most {lacking} cents to its floors has more quality than"
    yield f"{most} {quality}; this one has {trial.quality}.", quality_bounded(trial, bounds)
    least = f"No result lacks less than {shortfall} cents to its floors;"
    yield f"{least} this one lacks {lacking}.", shortfall_bounded(trial, bounds)
    if bounds.with_cutoffs:
        settled = known - len(trial.result["open"])
        fate = (
            f"{settled} of {known} applications share one fate in every result that lacks no more"
        )
        yield f"{fate} and has no less quality.", open_told(trial, bounds)
    else:
        yield "Nothing is open.", open_empty(trial)


def not_proved(trial: Trial) -> Iterator[str]:
    """How far the word of a verification does not go."""
    quality, shortfall = trial.result["quality"], trial.result["shortfall"]
    yield "That what the instance says is right: scores, sums asked, eligibility, groups."
    if trial.case.is_optimised:
        yield "That no equally good result changes less from plain rank, or comes first by lot."
    else:
        inside = trial.result["passing_over"]["inside"]
        yield f"That nobody is passed over inside a cell: plain rank passes over {inside}."
    if quality["total"] < quality["bound"]:
        yield f"That none has more quality: up to {quality['gap_ppm']} millionths are not excluded."
    if shortfall["bound"] < shortfall["total"]:
        yield (
            f"That the floors cannot lack less: between {shortfall['bound']} and"
            f" {shortfall['total']} cents nothing is excluded."
        )
    if trial.result["ended"] == "optimal" and not is_bound_reached(trial):
        yield "That the result is optimal, as it says: its bounds do not show it."
    free = shortfall["without_cutoffs"]
    if free["bound"] < free["total"]:
        yield f"That without cut-offs the floors would lack as much as {free['total']} cents."
    steps, ended = trial.result["nodes"], trial.result["ended"]
    yield f"That the search took {steps} steps and ended as it says: {ended}."

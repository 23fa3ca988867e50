"""What every result keeps, checked before anything is written; a fault is a sentence."""

from collections import Counter
from collections.abc import Iterator, Sequence

from perron.engines.awards.instances import Instance
from perron.engines.awards.outcomes import Award, Proof
from perron.engines.awards.standing import Standing

RANKED = "ranked"
ENDINGS = ("optimal", "gap", "nodes", "clock", RANKED)
MILLION = 1_000_000


def award_faults(instance: Instance, awards: Sequence[Award]) -> list[str]:
    """Rule 1: funded once, from a money that it is eligible for, at one of its levels."""
    times = Counter(award.application for award in awards)
    faults = [f"{key} is funded {count} times." for key, count in times.items() if count > 1]
    for award in awards:
        application = instance.by_id.get(award.application)
        if application is None:
            faults.append(f"{award.application} is funded and is none of the applications.")
        elif award.money not in instance.eligible(application):
            faults.append(f"{application.id} is funded from {award.money}, not being eligible.")
        elif award.level not in application.levels:
            faults.append(f"{application.id} is funded at {award.level} %, none of its levels.")
    return faults


def standing_faults(standing: Standing) -> list[str]:
    """Rules 2 and 3, the last one where awards are not taken by plain rank."""
    rules = [_sources, _ceilings, _boards, _exclusive, _required]
    if standing.instance.rules.method != "rank":
        rules += [_passed_over, _in_part]
    return [fault for rule in rules for fault in rule(standing)]


def proof_faults(standing: Standing, proof: Proof) -> list[str]:
    """Bounds on the right side of what was reached, and an ending that they bear out."""
    faults = []
    if proof.ended not in ENDINGS:
        faults.append(f"The search ended in no known way: {proof.ended}.")
    if proof.quality.value < standing.quality:
        faults.append("The quality passes its bound.")
    if standing.shortfall < proof.shortfall.value:
        faults.append("The shortfall is less than its bound.")
    least, bound = proof.free_shortfall
    if not bound.value <= least <= standing.shortfall:
        faults.append("The shortfall without cut-offs passes the one with them, or its bound.")
    gap = gap_ppm(standing.quality, proof.quality.value)
    if proof.ended == "gap" and gap > standing.instance.rules.gap_ppm:
        faults.append(f"The gap of {gap} millionths is more than the rules let pass.")
    strange = sorted(set(proof.open) - standing.instance.by_id.keys())
    return [*faults, *(f"{key} is open and is none of the applications." for key in strange)]


def gap_ppm(total: int, bound: int) -> int:
    """How far below its bound a total is, in millionths of the bound, rounded up."""
    return -(-MILLION * (bound - total) // bound) if bound else 0


def _sources(standing: Standing) -> Iterator[str]:
    taken = standing.taken
    for source in standing.instance.sources.values():
        if taken.spent[source.id] > source.limit:
            yield f"{source.id} pays more than its limit."
        for year, limit in source.years.items():
            if taken.paid[source.id, year] > limit:
                yield f"{source.id} pays more in {year} than its limit."


def _ceilings(standing: Standing) -> Iterator[str]:
    for group in standing.instance.groups.values():
        if group.ceiling is not None and standing.taken.granted[group.id] > group.ceiling:
            yield f"The group {group.id} passes its ceiling."


def _boards(standing: Standing) -> Iterator[str]:
    taken = standing.taken
    for board in standing.instance.boards.values():
        if board.most_awards is not None and taken.board_awards[board.id] > board.most_awards:
            yield f"The board {board.id} has more awards than it may."
        if board.most_money is not None and taken.board_money[board.id] > board.most_money:
            yield f"The board {board.id} is granted more money than it may."


def _exclusive(standing: Standing) -> Iterator[str]:
    for funded in standing.funded.values():
        both = [rival for rival in funded.application.rivals if rival in standing.funded]
        if both:
            yield f"{funded.application.id} is funded, and {both[0]}, exclusive with it, too."


def _required(standing: Standing) -> Iterator[str]:
    for funded in standing.funded.values():
        missing = standing.missing(funded.application)
        if missing is not None:
            yield f"{funded.application.id} is funded without {missing}, which it requires."


def _passed_over(standing: Standing) -> Iterator[str]:
    for application in standing.instance.applications:
        if standing.is_passed_over(application):
            yield f"{application.id} is passed over for a lower place in its cell."


def _in_part(standing: Standing) -> Iterator[str]:
    for application, award, _cost in standing.funded.values():
        if award.level == application.levels[0]:
            continue
        last = standing.cutoffs[application.cell, award.money]
        if last is not application or standing.passed_for(application):
            yield f"{application.id} is funded in part and is not at its cut-off alone."

"""What a refused request would have to be to fit into what is left of a money."""

from perron.engines.awards.verifying.cases import Candidate
from perron.engines.awards.verifying.formats import WHOLE_SHARE
from perron.engines.awards.verifying.trials import Trial


def euros_less(trial: Trial, candidate: Candidate, money: str) -> int | None:
    """Cents by which the request is too large; None if not even half of it fits.

    What fits is reckoned from above, as the contract says, so that more never fits than less.
    """
    level = candidate.full
    least, most = 0, candidate.asked * level // 100
    while least < most:
        base = (least + most + 1) // 2
        if fits(trial, candidate, money, base=base):
            least = base
        else:
            most = base - 1
    fitting = min(candidate.asked, (100 * (least + 1) - 1) // level)
    return candidate.asked - fitting if least and 2 * fitting >= candidate.asked else None


def fits(trial: Trial, candidate: Candidate, money: str, *, base: int) -> bool:
    """Whether every source has room for its share of a base, in each year too."""
    parts = trial.case.parts[money]
    spare = 1 if len(parts) > 1 else 0
    return all(
        source_has_room(trial, candidate, source, cents=base * part // WHOLE_SHARE + spare)
        for source, part in parts
    )


def source_has_room(trial: Trial, candidate: Candidate, source: str, *, cents: int) -> bool:
    """Whether a source can pay so much, at most a cent more in its last year for each other."""
    case = trial.case
    if trial.spent[source] + cents > case.sources[source]:
        return False
    last = len(candidate.profile) - 1
    for place, (year, share) in enumerate(candidate.profile):
        part = cents * share // WHOLE_SHARE + (last if place == last else 0)
        limit = case.years.get((source, year))
        if limit is not None and trial.spent_in[source, year] + part > limit:
            return False
    return True

"""Plain rank, computed once more: taken in the order, each in full or not at all."""

from collections import Counter
from collections.abc import Hashable, Iterator

from perron.engines.awards.verifying.cases import Candidate, Case, Grant
from perron.engines.awards.verifying.trials import Trial


class Purse:
    """What plain rank has used so far of each limit."""

    def __init__(self, case: Case) -> None:
        """Nothing is used yet."""
        self.case = case
        self.used: Counter[Hashable] = Counter()
        self.funded: dict[str, tuple[str, int]] = {}
        self.rooms: dict[Hashable, int] = {
            **{("source", source): limit for source, limit in case.sources.items()},
            **{("year", pair): limit for pair, limit in case.years.items()},
        }
        self.leaves: dict[Hashable, int] = {
            **{("ceiling", group): limit for group, limit in case.ceilings.items()},
            **{("list", row.list): 1 for row in case.order if row.list is not None},
            **{("awards", name): most for name, most in case.most_awards.items()},
            **{("money", name): most for name, most in case.most_money.items()},
        }

    def uses(self, candidate: Candidate, grant: Grant) -> Iterator[tuple[Hashable, int]]:
        """What an award takes of every limit that could concern it."""
        for source, cents in grant.sources:
            yield ("source", source), cents
        for pair, cents in grant.years:
            yield ("year", pair), cents
        for group in candidate.groups:
            yield ("ceiling", group), grant.amount
        yield ("list", candidate.list), 1
        yield ("awards", candidate.board), 1
        yield ("money", candidate.board), grant.amount

    def keeps(self, limits: dict[Hashable, int], candidate: Candidate, grant: Grant) -> bool:
        """Whether an award stays within some limits."""
        return all(
            self.used[key] + more <= limits[key]
            for key, more in self.uses(candidate, grant)
            if key in limits
        )

    def lacks(self, candidate: Candidate) -> bool:
        """Whether something that it requires is not funded yet."""
        return any(name not in self.funded for name in candidate.requires)

    def take(self, candidate: Candidate, money: str) -> None:
        """Fund it."""
        self.funded[candidate.id] = (money, candidate.full)
        grant = self.case.grant(candidate, money, candidate.full)
        for key, more in self.uses(candidate, grant):
            self.used[key] += more


def plain_rank(case: Case) -> dict[str, tuple[str, int]]:
    """Money and level by id, in the order."""
    purse = Purse(case)
    for candidate in case.order:
        if purse.lacks(candidate):
            continue
        offers = [
            (money, case.grant(candidate, money, candidate.full)) for money in candidate.eligible
        ]
        allowed = [
            (money, grant) for money, grant in offers if purse.keeps(purse.leaves, candidate, grant)
        ]
        fits = [money for money, grant in allowed if purse.keeps(purse.rooms, candidate, grant)]
        if fits:
            purse.take(candidate, fits[0])
        elif allowed and not case.rules.get("skip", True):
            break
    return purse.funded


def rank_told(trial: Trial) -> Iterator[str]:
    """Plain rank stands beside the result as it comes out here, with the count of changes."""
    case, told = trial.case, trial.result["rank"]
    funded = plain_rank(case)
    if told["awards"] != list(funded):
        yield f"Plain rank funds {len(funded)} applications; the list beside the result differs."
    grants = {
        name: case.grant(case.known[name], money, level) for name, (money, level) in funded.items()
    }
    quality = sum(case.known[name].score * grant.amount for name, grant in grants.items())
    if told["quality"] != quality:
        yield f"Plain rank has a quality of {quality}, and {told['quality']} is written."
    granted = Counter[str]()
    for name, grant in grants.items():
        granted.update(dict.fromkeys(case.known[name].groups, grant.amount))
    lacking = sum(max(0, floor - granted[group]) for group, floor in case.floors.items())
    if told["shortfall"] != lacking:
        yield f"Plain rank falls short by {lacking} cents, and {told['shortfall']} are written."
    changes = len(funded.keys() ^ trial.awards.keys())
    if told["changes"] != changes:
        yield f"{changes} applications change against plain rank; {told['changes']} are written."
    if not case.is_optimised and trial.awards != funded:
        yield "The method is plain rank, and the awards are not those of plain rank."

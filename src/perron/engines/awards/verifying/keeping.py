"""Rules 1 and 2: each award is allowed, and sources, groups, boards, exclusions hold."""

from collections import Counter
from collections.abc import Iterator

from perron.engines.awards.verifying.trials import Trial


def awards_allowed(trial: Trial) -> Iterator[str]:
    """Rule 1: each award is from a money that the application is eligible for, at its levels."""
    for candidate in trial.funded:
        money, level = trial.awards[candidate.id]
        if money not in candidate.moneys:
            yield f"{candidate.id} is funded from {money}, which is not among its moneys."
        if not candidate.eligible:
            least = trial.case.rules["threshold"]
            yield f"{candidate.id} is funded with {candidate.score}, under the least of {least}."
        if level not in candidate.levels:
            yield f"{candidate.id} is funded at {level} %, which is none of its levels."


def amounts_right(trial: Trial) -> Iterator[str]:
    """Each award's amount and each source's share follow the contract's arithmetic."""
    for award in trial.result["awards"]:
        grant = trial.grants[award["id"]]
        if award["amount"] != grant.amount:
            yield f"{award['id']} gets {grant.amount} cents, and {award['amount']} are written."
        if award["sources"] != dict(grant.sources):
            yield f"The sources of {award['id']} do not pay what the contract's arithmetic says."


def awards_in_order(trial: Trial) -> Iterator[str]:
    """Awards are listed in the order of the applications."""
    listed = [award["id"] for award in trial.result["awards"]]
    for name, expected in zip(listed, trial.funded, strict=True):
        if name != expected.id:
            yield f"Among the awards {name} stands where {expected.id} belongs."
            return


def sources_within(trial: Trial) -> Iterator[str]:
    """Rule 2: no source pays more than its limit, in all and in each year."""
    for source, limit in trial.case.sources.items():
        if trial.spent[source] > limit:
            yield f"Source {source} pays {trial.spent[source]} cents of {limit}."
    for (source, year), limit in trial.case.years.items():
        paid = trial.spent_in[source, year]
        if paid > limit:
            yield f"Source {source} pays {paid} cents of {limit} in {year}."


def ceilings_kept(trial: Trial) -> Iterator[str]:
    """Rule 2: no group gets more than its ceiling."""
    for group, ceiling in trial.case.ceilings.items():
        if trial.granted[group] > ceiling:
            yield f"Group {group} gets {trial.granted[group]} cents of {ceiling}."


def boards_kept(trial: Trial) -> Iterator[str]:
    """Rule 2: no board has more awards or more money than it may."""
    awards: Counter[str | None] = Counter()
    cents: Counter[str | None] = Counter()
    for candidate in trial.funded:
        awards[candidate.board] += 1
        cents[candidate.board] += trial.grants[candidate.id].amount
    for name, most in trial.case.most_awards.items():
        if awards[name] > most:
            yield f"Board {name} has {awards[name]} awards of {most}."
    for name, most in trial.case.most_money.items():
        if cents[name] > most:
            yield f"Board {name} gets {cents[name]} cents of {most}."


def exclusions_kept(trial: Trial) -> Iterator[str]:
    """Rule 2: at most one of each exclusive list, and nothing without what it requires."""
    for candidate in trial.funded:
        rival = trial.first_rival(candidate)
        if rival is not None:
            yield f"{rival} and {candidate.id} exclude each other, and both are funded."
        for name in candidate.requires:
            if name not in trial.awards:
                yield f"{candidate.id} is funded without {name}, which it requires."

"""The sentence that decides for each application: its code, its facts and its English text."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from perron.engines.awards.verifying.cases import Candidate
from perron.engines.awards.verifying.room import euros_less
from perron.engines.awards.verifying.trials import Trial

TEXTS = {
    "funded": (
        "Funded in full from {money}: {amount}. Score {score}; the last funded from {money} in its"
        " cell scored {cutoff}."
    ),
    "funded_in_part": (
        "Funded at {level} % from {money}: {amount}. Score {score}; it is the last funded from"
        " {money} in its cell."
    ),
    "below_threshold": (
        "Not funded: the score of {score} is {points_short} below the least that may be funded,"
        " {threshold}."
    ),
    "no_money": "Not funded: it is eligible for no money.",
    "excused_exclusive": (
        "Not funded: it scored {score}, and {by}, which excludes it and stands before it, is"
        " funded."
    ),
    "excused_required": (
        "Not funded: it scored {score}, and it requires {by}, which is not funded."
    ),
    "excused_board": (
        "Not funded: it scored {score}, and with it the board {by} would pass its limit."
    ),
    "no_room": (
        "Not funded: it scored {score}, and when its turn came there was no room for all of it."
    ),
    "below_cutoff": (
        "Not funded: it scored {score}, and the last funded from {money} in its cell scored"
        " {cutoff}. A score higher by {points_short} would have stood before it."
    ),
    "no_cutoff": (
        "Not funded: it scored {score}, and nothing in its cell was funded from a money that it is"
        " eligible for."
    ),
}
SMALLER = " A request smaller by {euros_less} would have fitted into what {money} has left."
AS_IT_IS = " Its request would have fitted into what {money} has left."
IN_POINTS = ("score", "cutoff", "threshold", "points_short")
IN_MONEY = ("amount", "euros_less")


class Fate(NamedTuple):
    """A code and its facts."""

    code: str
    facts: dict[str, Any]


class Sentences:
    """The sentences of a result, from its awards alone."""

    def __init__(self, trial: Trial) -> None:
        """Nothing is computed before it is asked for."""
        self.trial = trial

    def fate(self, candidate: Candidate) -> Fate:
        """The first code whose condition holds, with its facts."""
        if candidate.id in self.trial.awards:
            return self._of_funded(candidate)
        threshold = self.trial.case.rules["threshold"]
        if candidate.score < threshold:
            short = threshold - candidate.score
            facts = {"score": candidate.score, "threshold": threshold, "points_short": short}
            return Fate("below_threshold", facts)
        if not candidate.moneys:
            return Fate("no_money", {})
        return self._excused(candidate) or self._after_cutoffs(candidate)

    def _of_funded(self, candidate: Candidate) -> Fate:
        money, level = self.trial.awards[candidate.id]
        facts = {
            "money": money,
            "amount": self.trial.grants[candidate.id].amount,
            "score": candidate.score,
        }
        if level < candidate.full:
            return Fate("funded_in_part", {**facts, "level": level})
        cutoff = self.trial.cutoffs[candidate.cell, money].score
        return Fate("funded", {**facts, "cutoff": cutoff})

    def _excused(self, candidate: Candidate) -> Fate | None:
        trial, score = self.trial, candidate.score
        rival = trial.first_rival(candidate)
        if rival is not None:
            return Fate("excused_exclusive", {"score": score, "by": rival})
        lacking = trial.lacking(candidate)
        if lacking is not None:
            return Fate("excused_required", {"score": score, "by": lacking})
        ahead = trial.ahead_of(candidate)
        if ahead and all(trial.board_is_full(candidate, money) for money in ahead):
            return Fate("excused_board", {"score": score, "by": candidate.board})
        if ahead and not trial.case.is_optimised:
            return Fate("no_room", {"score": score})
        return None

    def _after_cutoffs(self, candidate: Candidate) -> Fate:
        nearest = self.nearest(candidate)
        money = nearest or candidate.moneys[0]
        facts: dict[str, Any] = {
            "score": candidate.score,
            "money": money,
            "euros_less": self._euros_less(candidate, money),
        }
        if nearest is None:
            return Fate("no_cutoff", facts)
        last = self.trial.cutoffs[candidate.cell, money]
        short = last.score - candidate.score
        stands_first = (candidate.tie, candidate.lot) < (last.tie, last.lot)
        facts |= {"cutoff": last.score, "points_short": short if stands_first else short + 1}
        return Fate("below_cutoff", facts)

    def nearest(self, candidate: Candidate) -> str | None:
        """The money whose cut-off in its cell is the last in the order."""
        cutoffs = self.trial.cutoffs
        found = [
            (cutoffs[candidate.cell, money].place, money)
            for money in candidate.eligible
            if (candidate.cell, money) in cutoffs
        ]
        return max(found)[1] if found else None

    @cached_property
    def next_ones(self) -> dict[tuple[str, str], str]:
        """By cell and money, the first in the order that only its place keeps from being funded."""
        found: dict[tuple[str, str], str] = {}
        for candidate in self.trial.refused:
            if self._excused(candidate) is None:
                for money in candidate.eligible:
                    found.setdefault((candidate.cell, money), candidate.id)
        return found

    def _euros_less(self, candidate: Candidate, money: str) -> int | None:
        if self.next_ones.get((candidate.cell, money)) != candidate.id:
            return None
        return euros_less(self.trial, candidate, money)

    def text(self, fate: Fate) -> str:
        """The English text of a fate."""
        told = {name: self._told(name, value) for name, value in fate.facts.items()}
        less = fate.facts.get("euros_less")
        more = "" if less is None else SMALLER if less > 0 else AS_IT_IS
        return (TEXTS[fate.code] + more).format(**told)

    def _told(self, name: str, value: Any) -> str:
        if name in IN_POINTS:
            return points(value)
        if name in IN_MONEY and value is not None:
            return f"{value // 100:,}.{value % 100:02d} {self.trial.case.currency}"
        return str(value)


def points(thousandths: int) -> str:
    """A score as people write it: 68.5."""
    whole, rest = divmod(thousandths, 1000)
    return f"{whole}.{rest:03d}".rstrip("0").rstrip(".")


def sentences_told(trial: Trial) -> Iterator[str]:
    """Every application has its sentence, in the order, with the right code, facts and text."""
    rows = trial.result["sentences"]
    if [row["id"] for row in rows] != [candidate.id for candidate in trial.case.order]:
        yield "The sentences do not tell of each application once, in the order."
        return
    sentences = Sentences(trial)
    for row, candidate in zip(rows, trial.case.order, strict=True):
        fate = sentences.fate(candidate)
        if row["code"] != fate.code:
            yield f"The sentence of {candidate.id} should be {fate.code}, not {row['code']}."
        elif row["facts"] != fate.facts:
            yield f"The facts of {candidate.id} should be {fate.facts}; others are written."
        elif row["text"] != sentences.text(fate):
            yield f"The text of {candidate.id} is not what its facts say."

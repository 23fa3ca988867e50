"""One application's story: where it stands, why it was funded or not, and what would change it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from perron.engines.awards.amounts import grant
from perron.engines.awards.errors import UnknownApplication
from perron.engines.awards.instances import Application, Instance
from perron.engines.awards.reasons import Reasons, points_short
from perron.engines.awards.results import Result, read_standing
from perron.engines.awards.sentences import money_text, points_text, text_of
from perron.engines.awards.standing import Standing

Document = Mapping[str, Any]
Solve = Callable[[Document], Result]

BY_POINTS = {"below_threshold", "below_cutoff"}


@dataclass(frozen=True, slots=True)
class CutOff:
    """A money's cut-off in the cell, None where nobody is funded; ``points_short`` in thousandths.

    ``points_short`` is what it lacks to stand before the cut-off: 0 where it stands there already,
    None where there is no cut-off.
    """

    money: str
    id: str | None
    score: int | None
    points_short: int | None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Whoever stands next to it in its cell."""

    id: str
    score: int
    code: str


@dataclass(frozen=True, slots=True)
class Change:
    """What would have had to be otherwise: ``field`` is ``score`` or ``asked``, with the value."""

    field: str
    value: int


@dataclass(frozen=True, slots=True)
class Story:
    """All that a result says about one application. Scores in thousandths, money in cents.

    ``changes`` would have funded it by the published cut-offs; ``barred`` says why it would not
    have been funded even before the nearest of them, where that is so.
    """

    id: str
    score: int
    asked: int
    cell: str
    place: int
    of: int
    code: str
    text: str
    cutoffs: tuple[CutOff, ...]
    before: Neighbour | None
    after: Neighbour | None
    changes: tuple[Change, ...]
    barred: str | None
    by_rank: bool
    open: bool
    currency: str


@dataclass(frozen=True, slots=True)
class Again:
    """What came of a change when everything was solved again."""

    change: Change
    funded: bool
    text: str


def explain(instance: Instance, result: Result, application: str) -> str:
    """One application's story in English, a sentence a line."""
    return "\n".join(lines_of(tell(instance, result, application)))


def tell(instance: Instance, result: Result, application: str) -> Story:
    """One application's story; UnknownApplication or ResultRefused if there is none."""
    standing = read_standing(instance, result)
    own = instance.by_id.get(application)
    if own is None:
        raise UnknownApplication(application)
    told = {row["id"]: row for row in result["sentences"]}
    codes = {key: row["code"] for key, row in told.items()}
    changes, barred = _counterfactuals(standing, own, told[own.id])
    cell = instance.cells[own.cell]
    place = cell.index(own)
    return Story(
        id=own.id,
        score=own.score,
        asked=own.asked,
        cell=own.cell,
        place=place + 1,
        of=len(cell),
        code=codes[own.id],
        text=told[own.id]["text"],
        cutoffs=tuple(_cutoffs(standing, own)),
        before=_neighbour(cell[place - 1], codes) if place else None,
        after=_neighbour(cell[place + 1], codes) if place + 1 < len(cell) else None,
        changes=changes,
        barred=barred,
        by_rank=own.id in result["rank"]["awards"],
        open=own.id in result["open"],
        currency=instance.currency,
    )


def solve_again(document: Document, story: Story, solve: Solve) -> Iterator[Again]:
    """Apply each change of a story alone, solve, and tell whether it is then funded."""
    for change in story.changes:
        result = solve(with_change(document, story.id, change))
        sentence = next(row for row in result["sentences"] if row["id"] == story.id)
        yield Again(change, sentence["code"].startswith("funded"), sentence["text"])


def with_change(document: Document, application: str, change: Change) -> Document:
    """The same instance with one number of one application changed."""
    rows = [
        {**row, change.field: change.value} if row["id"] == application else row
        for row in document["applications"]
    ]
    return {**document, "applications": rows}


def lines_of(story: Story) -> Iterator[str]:
    """The story in English."""
    yield (
        f"{story.id} scored {points_text(story.score)} and asked for "
        f"{money_text(story.asked, story.currency)}: place {story.place} of {story.of} in the cell "
        f"{story.cell}."
    )
    yield story.text
    for cutoff in story.cutoffs:
        yield f"  {_cutoff_line(cutoff)}"
    for word, neighbour in (("before", story.before), ("after", story.after)):
        if neighbour is not None:
            score = points_text(neighbour.score)
            yield f"  Next {word} it: {neighbour.id}, {score}, {neighbour.code}."
    for change in story.changes:
        yield f"  With the published cut-offs, {change_text(story, change)} would have been enough."
    if story.barred is not None:
        yield f"  Before that cut-off too: {story.barred}"
    yield f"  By plain rank alone it would {'' if story.by_rank else 'not '}have been funded."
    if story.open:
        yield (
            "  The proof leaves it open: a result as good that decides otherwise about it cannot "
            "be excluded; the lots, drawn beforehand, decided."
        )


def change_text(story: Story, change: Change) -> str:
    """A change in words."""
    if change.field == "score":
        return f"a score of {points_text(change.value)}"
    return f"a request for {money_text(change.value, story.currency)}"


def again_line(story: Story, again: Again) -> str:
    """What came of a change, in words."""
    came = "it came true" if again.funded else "it did not come true"
    return f"Solved again with {change_text(story, again.change)}: {came}. {again.text}"


def _cutoff_line(cutoff: CutOff) -> str:
    if cutoff.id is None or cutoff.score is None:
        return f"{cutoff.money}: nobody in its cell is funded from it."
    line = (
        f"{cutoff.money}: the last funded in its cell is {cutoff.id}, {points_text(cutoff.score)}"
    )
    if cutoff.points_short:
        return f"{line}; it lacks {points_text(cutoff.points_short)}."
    return f"{line}; it stands there or before."


def _neighbour(application: Application, codes: Mapping[str, str]) -> Neighbour:
    return Neighbour(application.id, application.score, codes[application.id])


def _cutoffs(standing: Standing, own: Application) -> Iterator[CutOff]:
    for money in own.moneys:
        last = standing.cutoffs.get((own.cell, money))
        if last is None:
            yield CutOff(money, None, None, None)
        else:
            short = points_short(own, last) if own.place > last.place else 0
            yield CutOff(money, last.id, last.score, short)


def _counterfactuals(
    standing: Standing, own: Application, row: Mapping[str, Any]
) -> tuple[tuple[Change, ...], str | None]:
    """What would have funded it with the other awards as they are, and why a score would not."""
    changes, barred = [], None
    score = _score_before(standing, own) if row["code"] in BY_POINTS else None
    if score is not None:
        change = Change("score", score)
        barred = _excuse(_with(standing, own, change), own.id)
        if barred is None:
            changes.append(change)
    less = row["facts"].get("euros_less")
    if less:
        change = Change("asked", own.asked - less)
        if _is_free(_with(standing, own, change), own.id, row["facts"]["money"]):
            changes.append(change)
    return tuple(changes), barred


def _score_before(standing: Standing, own: Application) -> int | None:
    """The least score, the threshold reached, with which it stands before the nearest cut-off."""
    short = [cutoff.points_short for cutoff in _cutoffs(standing, own)]
    nearest = min((points for points in short if points is not None), default=None)
    return nearest and max(own.score + nearest, standing.instance.rules.threshold)


def _with(standing: Standing, own: Application, change: Change) -> Standing:
    """The same awards, one number of one application changed."""
    by_score = change.field == "score"
    changed = replace(own, score=change.value) if by_score else replace(own, asked=change.value)
    rows = [changed if one is own else one for one in standing.instance.applications]
    ordered = tuple(sorted(rows, key=lambda one: one.place))
    awards = [funded.award for funded in standing.funded.values()]
    return Standing(replace(standing.instance, applications=ordered, grants={}), awards)


def _excuse(standing: Standing, application: str) -> str | None:
    """The sentence of what keeps it out although it stands before a cut-off, if something does."""
    code, facts = Reasons(standing).of(standing.instance.by_id[application])
    excused = code.startswith("excused")
    return text_of(code, facts, standing.instance.currency) if excused else None


def _is_free(standing: Standing, application: str, money: str) -> bool:
    """Whether it could be added to what is funded, nobody else being touched."""
    own, instance = standing.instance.by_id[application], standing.instance
    offer = grant(instance, own, instance.moneys[money], level=own.levels[0])
    taken = standing.taken
    return taken.allows(own) and taken.permits(own, offer) and taken.has_room(offer)

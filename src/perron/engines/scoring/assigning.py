"""Who reviews what: jurors assigned to applications, evenly, fittingly, never in conflict.

First that every application has its jurors; among such assignments the most even loads (the least
sum of their squares); among those the best match of expertise; then few repeated pairs of jurors.
What remains open is settled by lots from the seed, and so is who lacks a review where not all can
have theirs: the same request gives the same assignment, whatever the order of its lists.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from perron.engines.scoring.diversity import diversify, together
from perron.engines.scoring.flow import Flags, Flow, Numbers
from perron.engines.scoring.juries import Request, Table, tables
from perron.engines.scoring.refusals import Problem

NOISE = 1 << 16
UNBOUNDED = 10**6


@dataclass(frozen=True, slots=True)
class Lacking:
    """An application without enough jurors, and why each of the others cannot take it.

    ``full``: could, but they and all to whom they could hand something on have their most.
    """

    application: str
    missing: int
    forbidden: tuple[str, ...]
    language: tuple[str, ...]
    expertise: tuple[str, ...]
    full: tuple[str, ...]

    @property
    def problem(self) -> Problem:
        """The same as a sentence."""
        return Problem.of(
            "jurors_lacking",
            "“{application}” lacks {missing} of its reviews: {forbidden} jurors are barred by a "
            "conflict, {language} do not read its language, {expertise} do not know its field, "
            "{full} have all the reviews they take.",
            application=self.application,
            missing=self.missing,
            forbidden=len(self.forbidden),
            language=len(self.language),
            expertise=len(self.expertise),
            full=len(self.full),
        )


@dataclass(frozen=True, slots=True)
class Assignment:
    """(application, juror) pairs, sorted, and what is to be said of them.

    ``added``: pairs that were not there before; ``loads``: reviews by juror, calibration included;
    ``mismatched``: pairs without a shared field; ``most_together``: applications in common of the
    two jurors who meet most, calibration left aside.
    """

    pairs: tuple[tuple[str, str], ...]
    added: tuple[tuple[str, str], ...]
    loads: Mapping[str, int]
    mismatched: tuple[tuple[str, str], ...]
    most_together: int
    lacking: tuple[Lacking, ...]


Pairs = Sequence[tuple[str, str]]


def assign(request: Request, kept: Pairs = ()) -> Assignment:
    """Assign jurors. What cannot be done is told in ``lacking``; the rest is done nevertheless.

    ``kept``: (application, juror) pairs that stand and are not handed on; those whose application
    or juror is not in the request, or which a conflict bars by now, are left out.
    """
    table, common = tables(request)
    standing = set(kept)
    shared = ~common.forbidden & ~common.unread
    flow = _flow(table, _held(table, standing), shared.sum(axis=0))
    lacking = _give_all(flow, [one.reviews or request.reviews for one in table.applications])
    diversify(flow, table.unknown)
    pairs = sorted([*table.pairs(flow.has), *common.pairs(shared)])
    return Assignment(
        pairs=tuple(pairs),
        added=tuple(pair for pair in pairs if pair not in standing),
        loads=dict(zip([one.id for one in table.jurors], flow.load.tolist(), strict=True)),
        mismatched=table.pairs(flow.has & table.unknown),
        most_together=int(together(flow.has).max()),
        lacking=(
            *(
                _lacking(table, ~flow.has[row], at=row, missing=missing)
                for row, missing in lacking.items()
            ),
            *_uncalibrated(common, shared),
        ),
    )


def reassign(request: Request, current: Pairs, gone: frozenset[str]) -> Assignment:
    """Give the reviews of jurors who drop out to others; every other pair stays as it is."""
    left = tuple(one for one in request.jurors if one.id not in gone)
    return assign(replace(request, jurors=left), current)


def _held(table: Table, standing: set[tuple[str, str]]) -> Flags:
    """The pairs that stand, but for those that a conflict bars by now."""
    rows = [
        [(one.id, juror.id) in standing for juror in table.jurors] for one in table.applications
    ]
    held = np.array(rows, dtype=bool).reshape(table.forbidden.shape)
    return held & ~table.forbidden


def _flow(table: Table, held: Flags, shared: Numbers) -> Flow:
    """The assignment before anything is given.

    One even load outweighs all matches together, and one match all lots together.
    """
    units = sum(one.reviews or table.request.reviews for one in table.applications) + 1
    lots = [
        [_noise(table, one.id, juror.id) for juror in table.jurors] for one in table.applications
    ]
    noise = np.array(lots, dtype=np.int64).reshape(held.shape)
    mismatch = NOISE * units
    most = [UNBOUNDED if one.most is None else one.most for one in table.jurors]
    return Flow(
        costs=noise + mismatch * table.unknown,
        may=table.may,
        has=held.copy(),
        held=held,
        load=shared + held.sum(axis=0),
        limit=np.array(most),
        weight=mismatch * units,
    )


def _noise(table: Table, application: str, juror: str) -> int:
    digest = hashlib.sha256(f"{table.request.seed}:{application}:{juror}".encode()).digest()
    return int.from_bytes(digest[:2])


def _give_all(flow: Flow, wanted: Sequence[int]) -> dict[int, int]:
    """Give every application a first juror, then every one a second, and so on; tell who lacks."""
    lacking: dict[int, int] = {}
    for already in range(max(wanted, default=0)):
        for row, reviews in enumerate(wanted):
            has = int(flow.has[row].sum())
            if has <= already < reviews and not flow.give(row):
                lacking[row] = reviews - has
    return dict(sorted(lacking.items()))


def _lacking(table: Table, left: Flags, *, at: int, missing: int) -> Lacking:
    """Why each juror without this application cannot take it, by the first reason that holds."""
    forbidden = left & table.forbidden[at]
    left = left & ~forbidden
    unread = left & table.unread[at]
    left = left & ~unread
    unknown = left & table.unknown[at] & table.request.expertise_required
    return Lacking(
        table.applications[at].id,
        missing,
        forbidden=table.names(forbidden),
        language=table.names(unread),
        expertise=table.names(unknown),
        full=table.names(left & ~unknown),
    )


def _uncalibrated(common: Table, shared: Flags) -> list[Lacking]:
    """Calibration applications that some jurors cannot review."""
    counts = (~shared).sum(axis=1).tolist()
    return [
        replace(_lacking(common, ~shared[row], at=row, missing=count), expertise=(), full=())
        for row, count in enumerate(counts)
        if count
    ]

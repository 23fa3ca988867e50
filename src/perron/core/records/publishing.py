"""Publishing: the one way in which a record changes, with its journal line and its index entry."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from perron.core.errors import NotAllowed, UnknownCode
from perron.core.journal.lines import Actor, Entry, record_many
from perron.core.publications import next_publication
from perron.core.records.errors import StillNamed
from perron.core.records.kinds import Kind, kinds
from perron.core.records.planning import Change
from perron.core.searching.indexing import forget, index_things

MARK = "demonstration"


class Shelf:
    """Finds rows by code, looking each code up once."""

    def __init__(self) -> None:
        self._pks: dict[tuple[str, str], int] = {}

    def pk(self, kind: str, code: str) -> int:
        if (kind, code) not in self._pks:
            row = kinds[kind].with_keys([code]).prefetch_related(None).first()
            if row is None:
                raise UnknownCode(kind=kinds[kind].label, code=code)
            self.put(kind, code, row.pk)
        return self._pks[kind, code]

    def put(self, kind: str, code: str, pk: int) -> None:
        self._pks[kind, code] = pk


@transaction.atomic
def publish(changes: Iterable[Change], *, by: Actor | None, at: datetime) -> int:
    """Make these changes together; answer the number of the new publication.

    ``by=None`` is the operator at the command line. Raises :class:`NotAllowed` when the person
    may not edit one of the kinds, :class:`StillNamed` when something removed is still named.
    """
    todo = list(changes)
    for change in todo:
        if by is not None and not change.kind.may_edit(by):
            raise NotAllowed(thing=change.key)
    return publish_as_allowed(todo, by=by, at=at)


@transaction.atomic
def publish_as_allowed(changes: Iterable[Change], *, by: Actor | None, at: datetime) -> int:
    """Publish without asking who may edit a kind, for a service that asked another question.

    A merger is one: it moves a name in what others have judged, and leaves the judgement.
    """
    todo = list(changes)
    shelf = Shelf()
    _write(todo, shelf, by)
    _remove(todo)
    _remember(todo, by, at)
    return next_publication(at)


def _write(changes: list[Change], shelf: Shelf, by: Actor | None) -> None:
    """First every row with its own values, then what points to rows of the same load."""
    written: dict[Kind, list[tuple[Any, Change]]] = {}
    for change in changes:
        if change.after is not None:
            thing = _row(change)
            if hasattr(thing, MARK):
                setattr(thing, MARK, bool(getattr(by, "is_demonstration", False)))
            for codec in change.kind.codecs:
                codec.assign(thing, change.after.get(codec.key), shelf)
            thing.save()
            shelf.put(change.kind.name, change.key, thing.pk)
            written.setdefault(change.kind, []).append((thing, change))
    for kind, pairs in written.items():
        for thing, change in pairs:
            _attach(thing, change, shelf)
        index_things(kind, [thing.pk for thing, _change in pairs])


def _attach(thing: Any, change: Change, shelf: Shelf) -> None:
    after, changed = change.after or {}, change.differences()
    for codec in change.kind.codecs:
        if codec.key in changed:
            codec.attach(thing, after.get(codec.key), shelf)


def _row(change: Change) -> Any:
    if change.before is None:
        return change.kind.model()
    return change.kind.with_keys([change.key]).prefetch_related(None).get()


def _remove(changes: list[Change]) -> None:
    for change in changes:
        if change.after is None:
            try:
                change.kind.with_keys([change.key]).get().delete()
            except ProtectedError as protected:
                others = ", ".join(sorted(str(other) for other in protected.protected_objects)[:5])
                raise StillNamed(thing=change.key, others=others) from protected
            forget(change.kind.name, change.key)


def _remember(changes: list[Change], by: Actor | None, at: datetime) -> None:
    chains: dict[str, list[Entry]] = {}
    for change in changes:
        entry = Entry(
            f"{change.kind.name}.{change.verb}",
            change.kind.name,
            change.key,
            change.differences(),
        )
        chains.setdefault(change.kind.chain, []).append(entry)
    for chain in sorted(chains):
        record_many(chain, chains[chain], by=by, at=at)

"""Merging a duplicate into another organisation: everything that names it moves, in one go."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from perron.accounts.models import User
from perron.core.errors import NotAllowed, UnknownCode
from perron.core.journal.lines import Entry, record
from perron.core.publications import take_turn
from perron.core.records.codecs import Codec, Link, Links, Many, Translated
from perron.core.records.kinds import Record, kinds
from perron.core.records.planning import Change, clean, plan
from perron.core.records.proposing import publish_records
from perron.core.records.publishing import publish, publish_as_allowed
from perron.core.records.survivors import parts_once
from perron.directory.enums import AffiliationState
from perron.directory.errors import SameOrganisation
from perron.directory.models import Affiliation, Contact, Merger, Organisation
from perron.directory.rules import edits_directory

CHAIN = "directory"
ORGANISATION = "organisation"
ADDRESS = ("street", "postal_code", "municipality")
FILLED = ("enterprise_number", "website")
LIVE = (AffiliationState.ASKED, AffiliationState.APPROVED)


@transaction.atomic
def merge_organisations(
    duplicate: Organisation, into: Organisation, *, by: User, at: datetime
) -> Organisation:
    """Move all that names the duplicate, remove it, and let its old address lead on.

    What ``into`` says of itself stays; languages, facts, sources and numbers that only the
    duplicate has are added. Records of every kind follow, those that this person may not edit
    too: in them nothing but the name moves. Raises :class:`UnknownCode` when somebody else has
    merged or removed one of the two.
    """
    if not edits_directory(by):
        raise NotAllowed(thing=duplicate)
    if duplicate.pk == into.pk:
        raise SameOrganisation(organisation=into)
    take_turn(at)
    kind = kinds[ORGANISATION]
    pair = kind.with_keys([duplicate.code, into.code]).select_for_update(of=("self",))
    known = {row.code: kind.read(row) for row in pair}
    if missing := {duplicate.code, into.code} - {*known}:
        raise UnknownCode(kind=kind.label, code=min(missing))
    gone, kept = known[duplicate.code], known[into.code]
    _move_names(duplicate.code, into.code, by=by, at=at)
    _move_people(duplicate, into, at)
    publish([Change(kind, duplicate.code, gone, None)], by=by, at=at)
    publish_records({ORGANISATION: {into.code: combined(kind.codecs, kept, gone)}}, by=by, at=at)
    Merger.objects.create(old_code=duplicate.code, organisation=into, at=at)
    entry = Entry("organisation.merged", ORGANISATION, duplicate.code, {"into": into.code})
    record(CHAIN, entry, by=by, at=at)
    return into


def _move_names(old: str, new: str, *, by: User, at: datetime) -> None:
    """Publish what names ``old``: who keeps the directory may say which of two names is right."""
    if changes := plan(clean(moved_records(old, new))).changes:
        publish_as_allowed(changes, by=by, at=at)


def moved_records(old: str, new: str) -> dict[str, dict[str, Record]]:
    """Every record that names the organisation ``old``, naming ``new`` instead."""
    moved: dict[str, dict[str, Record]] = {}
    for kind in kinds:
        naming = Q(pk__in=[])
        for path in _paths(kind.codecs):
            naming |= Q(**{f"{path}__code": old})
        for thing in kind.rows().filter(naming).distinct():
            record_now = renamed(kind.codecs, kind.read(thing), old=old, new=new)
            moved.setdefault(kind.name, {})[kind.key_of_thing(thing)] = record_now
    return moved


def _paths(codecs: Iterable[Codec]) -> Iterable[str]:
    """The ways from a row to the organisations that its record names."""
    for codec in codecs:
        if isinstance(codec, Link | Links) and codec.kind == ORGANISATION:
            yield codec.name
        elif isinstance(codec, Many):
            yield from (f"{codec.name}__{path}" for path in _paths(codec.codecs))


def renamed(codecs: Iterable[Codec], entry: Record, *, old: str, new: str) -> Record:
    """A record, or a part of one, that names ``new`` wherever it named ``old``."""
    result = dict(entry)
    for codec in codecs:
        value = entry.get(codec.key)
        if isinstance(codec, Link) and codec.kind == ORGANISATION and value == old:
            result[codec.key] = new
        elif isinstance(codec, Links) and codec.kind == ORGANISATION and value:
            result[codec.key] = sorted({new if code == old else code for code in value})
        elif isinstance(codec, Many) and value:
            parts = [renamed(codec.codecs, part, old=old, new=new) for part in value]
            result[codec.key] = value if parts == value else parts_once(parts)
    return result


def combined(codecs: Iterable[Codec], kept: Mapping[str, Any], gone: Mapping[str, Any]) -> Record:
    """The record that stays, with what only the other one knows."""
    result = dict(kept)
    for codec in codecs:
        key = codec.key
        if isinstance(codec, Translated):
            result[key] = {**gone.get(key, {}), **kept.get(key, {})}
        elif isinstance(codec, Links):
            result[key] = sorted({*kept.get(key, ()), *gone.get(key, ())})
        elif isinstance(codec, Many):
            result[key] = parts_once([*kept.get(key, ()), *gone.get(key, ())])
        elif key in FILLED:
            result[key] = kept.get(key) or gone.get(key)
    if not any(kept.get(part) for part in ADDRESS):
        result |= {part: gone.get(part) for part in ADDRESS}
    return result


def _move_people(duplicate: Organisation, into: Organisation, at: datetime) -> None:
    """Contacts, those who speak for it and older mergers follow."""
    Contact.objects.filter(organisation=duplicate).update(organisation=into)
    Merger.objects.filter(organisation=duplicate).update(organisation=into)
    there = Affiliation.objects.filter(organisation=into, state__in=LIVE)
    claims = Affiliation.objects.filter(organisation=duplicate)
    doubled = claims.filter(state__in=LIVE, person__in=there.values("person"))
    doubled.update(state=AffiliationState.ENDED, decided_at=at)
    claims.update(organisation=into)

"""Editions are drafted, revised, published; from then on their rules stand."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction

from perron.calls.enums import EditionState
from perron.calls.errors.editions import DraftMoved, DraftUnready, EditionExists, EditionFrozen
from perron.calls.models import Edition
from perron.calls.records import edition_kind
from perron.calls.rules.definition import EnvelopeRule, read_definition
from perron.calls.services.editions.reading import EditionFile, check_definition
from perron.core.errors import NotAllowed
from perron.core.journal.lines import Actor, Entry, digest_of, record
from perron.core.publications import next_publication, take_turn
from perron.core.searching.folding import order_key
from perron.core.searching.indexing import index_things
from perron.core.text import Text
from perron.funding.enums import SourceKind
from perron.funding.models import Source
from perron.funding.services import NewEnvelope, keep_source, open_envelope

CHAIN = "calls"
KIND = "edition"
RIGHT = "calls.keep"
SEED_BYTES = 16


class Keeper(Actor, Protocol):
    """Whoever keeps editions."""

    def may(self, right: str) -> bool:
        """Whether this person has a right."""


def refuse_strangers(by: Keeper | None, thing: object) -> None:
    """Raise ``NotAllowed`` for who may not keep calls; None is the operator, or the clock."""
    if by and not by.may(RIGHT):
        raise NotAllowed(thing=thing)


def remember(
    verb: str, edition: Edition, change: Mapping[str, Any], *, by: Actor | None, at: datetime
) -> None:
    """A line about an edition; there is nothing personal in it."""
    record(CHAIN, Entry(f"edition.{verb}", KIND, edition.code, change), by=by, at=at)


@transaction.atomic
def define_edition(file: EditionFile, *, by: Keeper | None, at: datetime) -> Edition:
    """Keep a new edition as a draft; raises ``EditionExists``."""
    refuse_strangers(by, file.definition["code"])
    take_turn(at)
    code = file.definition["code"]
    if Edition.objects.filter(code=code).exists():
        raise EditionExists(code=code)
    edition = Edition(code=code)
    take_over(edition, file.definition)
    edition.save()
    remember("defined", edition, {"draft": digest_of(edition.definition)}, by=by, at=at)
    return edition


@transaction.atomic
def revise_draft(
    edition: Edition, file: EditionFile, seen: str = "", *, by: Keeper | None, at: datetime
) -> Edition:
    """Keep another text of a draft.

    ``seen`` is the digest of the draft that was looked at, empty where nobody looked. Raises
    ``EditionFrozen``, ``DraftMoved``, and ``EditionExists`` where the new code is taken.
    """
    refuse_strangers(by, edition)
    kept = locked(edition, at)
    if kept.state != EditionState.DRAFT:
        raise EditionFrozen(edition=kept)
    before = digest_of(kept.definition)
    if seen and seen != before:
        raise DraftMoved(edition=kept)
    code = file.definition["code"]
    if code != kept.code and Edition.objects.filter(code=code).exists():
        raise EditionExists(code=code)
    take_over(kept, file.definition)
    kept.code = code
    kept.save()
    change = {"draft": [before, digest_of(kept.definition)]}
    remember("revised", kept, change, by=by, at=at)
    return kept


@transaction.atomic
def discard_draft(edition: Edition, *, by: Keeper | None, at: datetime) -> None:
    """Throw a draft away; raises ``EditionFrozen`` for what was published."""
    refuse_strangers(by, edition)
    kept = locked(edition, at)
    if kept.state != EditionState.DRAFT:
        raise EditionFrozen(edition=kept)
    remember("discarded", kept, {"draft": digest_of(kept.definition)}, by=by, at=at)
    kept.delete()


@transaction.atomic
def publish_edition(edition: Edition, *, by: Keeper | None, at: datetime) -> Edition:
    """Publish a draft: its digest and that of the lots' seed, and its envelopes with their money.

    Raises ``EditionFrozen``, ``DraftUnready`` and, for a draft that no longer makes sense (a fact
    is gone from the region), :class:`DocumentRefused`.
    """
    refuse_strangers(by, edition)
    kept = locked(edition, at)
    if kept.state != EditionState.DRAFT:
        raise EditionFrozen(edition=kept)
    check_definition(kept.definition)
    if kept.closes_at and kept.closes_at <= at:
        raise DraftUnready(edition=kept)
    kept.digest = digest_of(kept.definition)
    kept.seed = secrets.token_hex(SEED_BYTES)
    kept.state, kept.published_at = EditionState.PUBLISHED, at
    kept.save()
    open_envelopes(kept, by=by, at=at)
    change = {"digest": kept.digest, "seed": seed_digest(kept)}
    remember("published", kept, change, by=by, at=at)
    index_things(edition_kind, [kept.pk])
    next_publication(at)
    return kept


def seed_digest(edition: Edition) -> str:
    """SHA-256 of the text of the public draw, published before the text is."""
    return hashlib.sha256(edition.seed.encode()).hexdigest() if edition.seed else ""


def open_envelopes(
    edition: Edition, *, by: Actor | None, at: datetime, demonstration: bool = False
) -> None:
    """Open the edition's envelopes in the ledger, and name sources that it does not know yet."""
    invented = demonstration or edition.demonstration
    for envelope in read_definition(edition.definition).award.envelopes:
        if not Source.objects.filter(code=envelope.source).exists():
            told = settings.REGION.sources.get(envelope.source, {})
            name, kind = told.get("name", envelope.name), SourceKind(told.get("kind", "own"))
            keep_source(envelope.source, name, kind, by=by, at=at)
        if envelope.amount:
            new = _new_envelope(edition, envelope, invented=invented)
            open_envelope(new, envelope.amount, by=by, at=at)


def _new_envelope(edition: Edition, envelope: EnvelopeRule, *, invented: bool) -> NewEnvelope:
    return NewEnvelope(
        code=f"{edition.code}-{envelope.code}",
        name=envelope.name,
        source=envelope.source,
        purpose=edition.code,
        demonstration=invented,
    )


def locked(edition: Edition, at: datetime) -> Edition:
    """The row as it is now, held until the transaction ends; everybody waits for the turn first."""
    take_turn(at)
    return Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)


def take_over(edition: Edition, definition: dict[str, Any]) -> None:
    """What an edition's row repeats of its document, so that it can be listed and found."""
    read = read_definition(definition)
    edition.definition = definition
    edition.call, edition.measure_code = read.call, read.measure
    edition.name, edition.summary = read.name, read.summary
    edition.opens_at, edition.closes_at = read.calendar.opens, read.calendar.closes
    edition.history = dict(definition.get("history", {}))
    edition.order_key = order_key(Text(read.name))

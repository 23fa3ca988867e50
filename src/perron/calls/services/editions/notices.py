"""What changes of a published edition: numbered corrections and more time, told to all drafts."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from perron.calls.enums import ApplicationState, EditionState, NoticeKind
from perron.calls.errors.editions import (
    ClosingNotLater,
    NoClosing,
    NothingCorrected,
    NotPublished,
    RulesFixed,
    WordsMissing,
)
from perron.calls.models import Edition, Member, Notice
from perron.calls.records import edition_kind
from perron.calls.services.editions.keeping import (
    Keeper,
    locked,
    refuse_strangers,
    remember,
    take_over,
)
from perron.calls.services.editions.reading import EditionFile, check_definition
from perron.core.formats import date_in_words
from perron.core.journal.lines import COMMAND_LINE, digest_of
from perron.core.publications import next_publication
from perron.core.searching.indexing import index_things
from perron.core.text import Text
from perron.letters.services.writing import Addressee, write_letter

LETTER = "edition-changed"
# What may still change once applications are taken: words, days after the closing, publication.
LOOSE = frozenset(
    (
        "gap",
        "history",
        "measure",
        "name",
        "publication",
        "remedy",
        "retention",
        "sources",
        "summary",
    )
)
LOOSE_DAYS = ("decision_by", "questions_until", "silence_days")
WORDS = ("help", "label", "name", "reason", "title", "unknown")
STILL = (ApplicationState.WITHDRAWN, ApplicationState.RENOUNCED)
Place = tuple[str | int, ...]


@transaction.atomic
def correct_edition(
    edition: Edition,
    file: EditionFile,
    reason: Mapping[str, str],
    *,
    by: Keeper | None,
    at: datetime,
) -> Notice:
    """Correct a published edition by a numbered notice that says why in every language.

    Before it opens everything but the code may be corrected; afterwards what decides about
    applications stays. Raises ``NotPublished``, ``RulesFixed``, ``NothingCorrected``,
    ``WordsMissing``.
    """
    refuse_strangers(by, edition)
    kept = _running(edition, at)
    _refuse_wordless(kept, reason)
    changed = list(_differences(kept.definition, file.definition, ()))
    if not changed:
        raise NothingCorrected
    is_open = kept.opens_at is not None and kept.opens_at <= at
    if fixed := [_written(place) for place, _pair in changed if _is_fixed(place, is_open=is_open)]:
        raise RulesFixed(edition=kept, places=", ".join(sorted(fixed)))
    change = {_written(place): list(pair) for place, pair in changed}
    take_over(kept, file.definition)
    return _noticed(kept, NoticeKind.ERRATUM, change, reason=reason, by=by, at=at)


@transaction.atomic
def extend_edition(
    edition: Edition,
    closes: datetime,
    reason: Mapping[str, str],
    *,
    kind: NoticeKind = NoticeKind.EXTENSION,
    by: Keeper | None,
    at: datetime,
) -> Notice:
    """Move the closing of a published edition back, for everyone.

    Raises ``NotPublished``, ``NoClosing``, ``ClosingNotLater``, ``WordsMissing``.
    """
    refuse_strangers(by, edition)
    kept = _running(edition, at)
    _refuse_wordless(kept, reason)
    if kept.closes_at is None:
        raise NoClosing(edition=kept)
    if closes <= max(kept.closes_at, at):
        raise ClosingNotLater(closes=date_in_words(kept.closes_at))
    before = kept.definition["calendar"]["closes"]
    definition = deepcopy(kept.definition)
    definition["calendar"]["closes"] = _local(closes)
    decision = definition["calendar"].get("decision_by")
    change: dict[str, Any] = {"calendar/closes": [before, definition["calendar"]["closes"]]}
    if decision and decision < definition["calendar"]["closes"][:10]:
        definition["calendar"]["decision_by"] = definition["calendar"]["closes"][:10]
        change["calendar/decision_by"] = [decision, definition["calendar"]["decision_by"]]
    take_over(kept, check_definition(definition).definition)
    return _noticed(kept, kind, change, reason=reason, by=by, at=at)


def _noticed(
    edition: Edition,
    kind: NoticeKind,
    change: Mapping[str, Any],
    *,
    reason: Mapping[str, str],
    by: Keeper | None,
    at: datetime,
) -> Notice:
    """Keep the change with its number, and tell everybody who writes an application."""
    digest = digest_of(edition.definition)
    said = {**change, "digest": [edition.digest, digest]}
    edition.digest = digest
    edition.save()
    notice = Notice.objects.create(
        edition=edition,
        number=edition.notices.count() + 1,
        kind=kind,
        reason=Text({code: words.strip() for code, words in reason.items() if words.strip()}),
        change=said,
        at=at,
        by=by.actor_name if by else COMMAND_LINE,
    )
    remember(kind.value, edition, {"notice": notice.number, **said}, by=by, at=at)
    _tell(notice, at)
    index_things(edition_kind, [edition.pk])
    next_publication(at)
    return notice


def _tell(notice: Notice, at: datetime) -> None:
    edition = notice.edition
    members = Member.objects.filter(application__edition=edition, person__is_active=True)
    told = members.exclude(application__state__in=STILL).select_related("application", "person")
    for member in told.order_by("pk"):
        language = member.application.language
        context = {
            "edition": edition.name.spoken(language)[0],
            "kind": NoticeKind(notice.kind).label,
            "number": notice.number,
            "reason": notice.reason.spoken(language)[0],
            "application": member.application.number,
            "closes": edition.closes_at,
            "moved": notice.kind != NoticeKind.ERRATUM,
            "path": f"/{language}/calls/{edition.code}/",
        }
        write_letter(
            LETTER,
            to=Addressee(member.person.email, language, f"person:{member.person.key}"),
            reference=f"notice:{edition.code}:{notice.number}:{member.application_id}",
            context=context,
            at=at,
        )


def _running(edition: Edition, at: datetime) -> Edition:
    kept = locked(edition, at)
    if kept.state != EditionState.PUBLISHED:
        raise NotPublished(edition=kept)
    return kept


def _refuse_wordless(edition: Edition, reason: Mapping[str, str]) -> None:
    names = dict(settings.LANGUAGES)
    missing = [
        str(names.get(code, code))
        for code in edition.definition["languages"]
        if not reason.get(code, "").strip()
    ]
    if missing:
        raise WordsMissing(languages=", ".join(missing))


def _differences(before: Any, after: Any, place: Place) -> Iterator[tuple[Place, tuple[Any, Any]]]:
    """Every value that differs, with its place; lists of another length differ as a whole."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted({*before, *after}):
            yield from _differences(before.get(key), after.get(key), (*place, key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for at, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _differences(one, other, (*place, at))
    elif before != after:
        yield place, (before, after)


def _is_fixed(place: Place, *, is_open: bool) -> bool:
    """Whether a value may not change any more; the closing has a notice of its own."""
    if place[0] in ("code", "call", "format") or place == ("calendar", "closes"):
        return True
    if not is_open or place[0] in LOOSE:
        return False
    if place[0] == "calendar":
        return place[1] not in LOOSE_DAYS
    # The words of a level are what a juror scores by.
    return not any(step in WORDS for step in place[-2:]) or "levels" in place


def _written(place: Place) -> str:
    return "/".join(map(str, place))


def _local(moment: datetime) -> str:
    zone = ZoneInfo(settings.REGION.timezone)
    return moment.astimezone(zone).replace(tzinfo=None).isoformat(timespec="minutes")

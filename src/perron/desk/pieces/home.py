"""The first page of the desk: what is begun, what waits, what happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.core.models import Draft
from perron.core.records.kinds import Kind, kinds
from perron.core.text import Text
from perron.desk.pieces.changes import recent_deeds
from perron.desk.pieces.owed import counted_owed
from perron.desk.pieces.work import (
    Lack,
    claims_waiting,
    counted_sources,
    counted_translations,
    stale_indicators,
    unconfirmed_organisations,
)
from perron.desk.records.choices import names_of
from perron.desk.records.labels import id_of, labels_of
from perron.desk.rules import editable_kinds, kinds_of, sees_owed, visible_drafts
from perron.directory.models import Affiliation
from perron.directory.rules import edits_directory
from perron.strategy.models import UpdateRequest
from perron.strategy.rules import edits_strategy

RECENT = 8


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in a list."""

    draft: Draft
    kind: str
    title: str
    is_new: bool
    may_write: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing in a record, with the way to where it is filled in."""

    title: str
    part: str
    language: str
    url: str


def office_of(user: User, at: datetime) -> dict[str, Any]:
    """What somebody of the agency, an evaluator or an auditor sees first."""
    seen = seen_kinds(user)
    return {
        "drafts": draft_lines(visible_drafts(user).select_related("author"), user),
        "languages": languages_lacking(seen),
        "missing_sources": sum(counted_sources()[kind] for kind in seen),
        "stale": len(stale_indicators(at)) if "indicator" in seen else None,
        "unconfirmed": unconfirmed_organisations(at).count() if "organisation" in seen else None,
        "claims": claims_waiting().count() if "organisation" in seen else None,
        "owed": counted_owed(at) if sees_owed(user) else None,
        "updates": UpdateRequest.objects.proposed().count() if edits_strategy(user) else None,
        "kinds": kinds_of(user)[::-1],
        "deeds": recent_deeds(RECENT),
        "keeps_directory": edits_directory(user),
    }


def own_organisations(user: User) -> list[Affiliation]:
    """The organisations that somebody speaks for, or asked to."""
    return list(Affiliation.objects.filter(person=user).select_related("organisation"))


def seen_kinds(user: User) -> dict[str, Kind]:
    """The kinds whose gaps concern this person: those one may edit; all of them for auditors."""
    listed = editable_kinds() if user.role == Role.AUDITOR else kinds_of(user)
    return {kind.name: kind for kind in listed}


def draft_lines(drafts: Iterable[Draft], user: User) -> list[DraftLine]:
    """Drafts with the names of what they are about."""
    return [
        DraftLine(
            draft,
            str(kinds[draft.kind].label),
            title_of(draft),
            is_new=not draft.base,
            may_write=draft.author_id == user.pk and kinds[draft.kind].may_edit(user),
        )
        for draft in drafts
    ]


def title_of(draft: Draft) -> str:
    """The name that the draft gives, or its code."""
    return record_title(draft.record, draft.code)


def record_title(record: dict[str, Any], code: str) -> str:
    """The name, title or text of a record, or its code."""
    for part in ("name", "title", "text"):
        if isinstance(record.get(part), dict) and (words := str(Text(record[part]))):
            return words
    return code


def languages_lacking(seen: Iterable[str]) -> list[dict[str, Any]]:
    """How many texts of these kinds each language of the region lacks."""
    counts, listed = counted_translations(), list(seen)
    names = settings.REGION.language_names
    return [
        {"code": code, "name": names[code], "count": sum(counts[kind, code] for kind in listed)}
        for code in settings.REGION.languages
    ]


def gaps_of(lacks: list[Lack], user: User) -> list[Gap]:
    """Lacks in words, with the names of their records: a query for each kind among them."""
    wanted: dict[str, set[str]] = {}
    for lack in lacks:
        wanted.setdefault(lack.kind, set()).add(lack.key)
    titles = {kind: names_of(kinds[kind], keys) for kind, keys in wanted.items()}
    return [_gap(lack, titles[lack.kind].get(lack.key, ""), user) for lack in lacks]


def _gap(lack: Lack, title: str, user: User) -> Gap:
    kind = kinds[lack.kind]
    place = (*lack.path, lack.language) if lack.language else lack.path
    url = ""
    if kind.may_edit(user):
        url = f"{reverse('desk:edit', args=[kind.name, lack.key])}#{id_of(place, kind)}"
    spoken = settings.REGION.language_names.get(lack.language, "")
    return Gap(title or lack.key, labels_of(lack.path, kind), spoken, url)

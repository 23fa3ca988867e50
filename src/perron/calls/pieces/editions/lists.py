"""The list of calls: open, coming, past, narrowed by language and by what is given."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from perron.calls.models import Edition
from perron.calls.pieces.editions.sentences import KINDS, by_when
from perron.calls.pieces.editions.states import COMING, OPEN, PAST, standing_of


def listed(asked: Mapping[str, str], at: datetime) -> dict[str, Any]:
    """Everything that the list shows, for what was asked in its form."""
    language, kind = asked.get("language", ""), asked.get("kind", "")
    rows = [
        edition
        for edition in Edition.published.all()
        if (not language or language in edition.definition.get("languages", ()))
        and (not kind or edition.definition.get("kind") == kind)
    ]
    lines = [line_of(edition, at) for edition in rows]
    titles = {OPEN: _("Open now"), COMING: _("Coming"), PAST: _("Past")}
    return {
        "groups": [
            {
                "code": group,
                "title": title,
                "lines": [line for line in lines if line["group"] == group],
            }
            for group, title in titles.items()
        ],
        "count": len(lines),
        "languages_of": [
            {"code": code, "name": name, "chosen": code == language}
            for code, name in settings.REGION.language_names.items()
            if code in dict(settings.LANGUAGES)
        ],
        "kinds": [
            {"code": code, "name": name, "chosen": code == kind} for code, name in KINDS.items()
        ],
        "is_narrowed": bool(language or kind),
    }


def line_of(edition: Edition, at: datetime) -> dict[str, Any]:
    """One line of the list."""
    standing = standing_of(edition, at)
    names = settings.REGION.language_names
    spoken = edition.definition.get("languages", ())
    return {
        "url": reverse("calls:edition", args=[edition.code]),
        "name": edition.name,
        "summary": edition.summary,
        "group": standing.group,
        "tone": standing.tone,
        "word": standing.word,
        "when": by_when(edition, is_past=standing.group == PAST),
        "kind": KINDS[edition.definition["kind"]],
        "languages": ", ".join(names.get(code, code) for code in spoken),
    }

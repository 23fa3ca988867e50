"""The sources of one page: numbered where they are named, listed in full at its end."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from perron.core.models import Reference
from perron.core.phrases import on
from perron.portal.pieces.facts import Piece, source_of

Named = dict[tuple[str, int], list[Reference]]


class Citations:
    """Numbers sources in the order in which the page first names them."""

    def __init__(self, named: Mapping[tuple[str, int], list[Reference]]) -> None:
        self._named = named
        self._numbers: dict[int, int] = {}
        self._listed: list[Reference] = []
        self._marks: dict[int, SafeString] = {}

    def of(self, thing: Model) -> list[Reference]:
        """The references of a thing, by code."""
        found = self._named.get((str(thing._meta.model_name), int(thing.pk)), [])
        return sorted(found, key=lambda reference: reference.code)

    def marks(self, *things: Model) -> SafeString | str:
        """Small links to the page's list of sources; nothing where no source is named."""
        references = {one.pk: one for thing in things for one in self.of(thing)}
        if not references:
            return ""
        ordered = sorted(references.values(), key=self.number)
        marks = ((self._mark(reference),) for reference in ordered)
        return format_html('<span class="cites">{}</span>', format_html_join(" ", "{}", marks))

    def _mark(self, reference: Reference) -> SafeString:
        if reference.pk not in self._marks:
            number = self.number(reference)
            self._marks[reference.pk] = format_html(
                '<a class="cite" href="#source-{}" title="{}"><span class="visually-hidden">{} '
                "</span>{}</a>",
                reference.code,
                reference.title,
                _("Source"),
                number,
            )
        return self._marks[reference.pk]

    def number(self, reference: Reference) -> int:
        """The reference's place in the page's list."""
        if reference.pk not in self._numbers:
            self._listed.append(reference)
            self._numbers[reference.pk] = len(self._listed)
        return self._numbers[reference.pk]

    def first_of(self, thing: Model) -> Piece | None:
        """The first source as a full mark, for a headline; it is listed too."""
        found = self.of(thing)
        for reference in found:
            self.number(reference)
        return source_of(found[0]) if found else None

    def latest(self, *things: Model) -> str:
        """When the newest source of these things was published, or nothing."""
        dates = [reference.published for thing in things for reference in self.of(thing)]
        return max(dates, default="")

    def listed(self) -> list[dict[str, Any]]:
        """Every source that the page named, in order; ask last."""
        seen = _("seen %(when)s")
        return [
            {
                **source_of(reference),
                "code": reference.code,
                "original": reference.url,
                "seen_words": seen % {"when": on(reference.seen)} if reference.seen else "",
            }
            for reference in self._listed
        ]

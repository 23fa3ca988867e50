"""What a juror sees of an application: the one place where a blind phase hides anything."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from perron.calls.models import Application, Attachment
from perron.calls.pieces.applying.questions import in_words
from perron.calls.rules.definition import Definition, Field, FieldKind, Page, definition_of
from perron.calls.services.applying.form import asked_fields
from perron.calls.services.judging.terms import SCORING
from perron.core.templatetags.perron import spoken
from perron.core.text import Text

SHORTEST_NAME = 3
REACHED_BY = re.compile(
    r"[\w.+-]+@[\w-]+(\.[\w-]+)+"  # addresses of people
    r"|(https?://|www\.)\S+"  # addresses of pages
    r"|(?<![\w])(\+|00|0)\d[\d ./-]{6,}\d"  # numbers to ring
)
Shown = dict[str, Any]


def is_blind(definition: Definition, phase: str) -> bool:
    """Whether a phase hides who applies."""
    return definition.jury.blind and phase == SCORING


@dataclass(frozen=True, slots=True)
class _Sight:
    """An application as one reader sees it: which questions, which files, what is hidden."""

    application: Application
    definition: Definition
    fields: frozenset[str]
    files: dict[str, list[Shown]]
    hidden: re.Pattern[str] | None

    def page(self, page: Page) -> Shown:
        """The questions of a page with their answers."""
        answers = [self.answer(one) for one in page.fields if one.code in self.fields]
        return {"title": spoken(page.title), "answers": answers}

    def answer(self, field: Field) -> Shown:
        """One answer, as lines."""
        given = self.application.answers.get(field.code)
        is_file = field.kind is FieldKind.FILE
        said = "" if is_file else in_words(field, given, self.definition)
        return {
            "label": spoken(field.label),
            "said": [self.shown(one) for one in _lines(said)],
            "files": self.files.get(field.code, []),
        }

    def shown(self, words: str) -> str:
        """What was written, without what is hidden."""
        return self.hidden.sub(_("[hidden]"), words) if self.hidden else words


def as_juror_sees(application: Application, phase: str) -> Shown:
    """An application as a juror reads it in a phase, in the reader's language.

    ``pages`` hold ``title`` and ``answers`` (``label``, ``said`` as a list of texts, ``files``).
    In a blind phase there is no name, place or person: fields marked blind are left out, names
    that are known here are hidden in what was written, and files bear their number alone.
    ``who`` is empty then.
    """
    definition = definition_of(application.edition)
    blind = is_blind(definition, phase)
    sight = _Sight(
        application,
        definition,
        frozenset(_fields_seen(application, definition, blind=blind)),
        _files(attachments_seen(application, phase), blind=blind),
        _pattern(_names(application)) if blind else None,
    )
    pages = [sight.page(page) for _step, page in definition.form.pages]
    return {
        "number": application.number,
        "title": sight.shown(application.title),
        "language": application.language,
        "who": [] if blind else _who(application),
        "blind": blind,
        "pages": [page for page in pages if page["answers"]],
    }


def attachments_seen(application: Application, phase: str) -> list[Attachment]:
    """The files that a juror may open in a phase, in the order of their numbers."""
    definition = definition_of(application.edition)
    fields = list(_fields_seen(application, definition, blind=is_blind(definition, phase)))
    rows = Attachment.objects.filter(application=application, erased_at=None, field__in=fields)
    return list(rows)


def file_name_seen(attachment: Attachment, number: int, *, blind: bool) -> str:
    """Under what name a juror gets a file: its number alone in a blind phase."""
    if not blind:
        return attachment.name
    ending = attachment.name.rpartition(".")[2].lower()
    return f"{_('attachment')}-{number}.{ending if ending.isalnum() else 'bin'}"


def _fields_seen(application: Application, definition: Definition, *, blind: bool) -> Iterator[str]:
    """The questions that were asked of it; in a blind phase without those marked so."""
    for one in asked_fields(application, definition):
        if not (blind and one.blind):
            yield one.code


def _lines(said: Any) -> list[str]:
    """An answer as paragraphs or lines."""
    if isinstance(said, str):
        return [one for one in said.split("\n") if one.strip()]
    return [str(one) for one in said or ()]


def _files(seen: Iterable[Attachment], *, blind: bool) -> dict[str, list[Shown]]:
    files: dict[str, list[Shown]] = {}
    for number, one in enumerate(seen, 1):
        name = file_name_seen(one, number, blind=blind)
        files.setdefault(one.field, []).append(
            {"key": str(one.key), "name": name, "size": one.size}
        )
    return files


def _who(application: Application) -> list[tuple[str, str]]:
    """Who applies, where names are not hidden."""
    rows: list[tuple[str, Any]] = [
        (_("Applicant"), application.organisation or application.applicant),
        (_("Site"), application.site or ""),
        (_("Municipality"), application.municipality or ""),
        *((_("Together with"), one.organisation) for one in application.sharers.all()),
    ]
    return [(label, str(value)) for label, value in rows if value]


def _names(application: Application) -> Iterator[str]:
    """Every name by which an application could be known: bodies, places, people."""
    yield application.applicant
    site, town = application.site, application.municipality
    named: list[Text] = []
    if application.organisation:
        named.append(application.organisation.name)
    if town:
        named += [town.name, town.district.name]
    if site:
        named += [site.name, site.organisation.name]
    if site and site.municipality:
        named.append(site.municipality.name)
    for sharer in application.sharers.select_related("organisation", "site"):
        named += [sharer.organisation.name, *([sharer.site.name] if sharer.site else [])]
    for name in named:
        yield from name.values()
    for member in application.members.select_related("person"):
        yield from (member.person.name, member.person.email)
        yield from member.person.name.split()


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """What is hidden: known names as whole words, and ways to reach somebody."""
    long_enough = {one.strip() for one in names if len(one.strip()) >= SHORTEST_NAME}
    words = "|".join(re.escape(one) for one in sorted(long_enough, key=len, reverse=True))
    named = rf"|(?<!\w)({words})(?!\w)" if words else ""
    return re.compile(REACHED_BY.pattern + named, re.IGNORECASE)

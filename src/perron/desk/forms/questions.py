"""A record as questions: what a template needs to ask for every part of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from perron.core.records.codecs import (
    Choice,
    Codec,
    Link,
    Links,
    Many,
    Number,
    Path,
    Plain,
    Raw,
    Translated,
    Word,
    Words,
)
from perron.core.records.kinds import Finding, Kind
from perron.core.text import Text
from perron.core.words import word
from perron.desk.forms.typed import number_shown
from perron.desk.records.choices import FEW, Choices, Option, words_of
from perron.desk.records.labels import field_id, hint_of, label_of

SHORT = 300
WIDE = {"url", "website", "street", "publisher"}


@dataclass(frozen=True, slots=True)
class Wording:
    """One language of a text."""

    name: str
    id: str
    language: str
    spoken: str
    words: str
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One part of a record. ``shape`` says which template asks for it.

    ``names`` is the kind of record whose names are typed; ``is_asked`` when they are too many for
    the page and are asked for while one types.
    """

    name: str
    id: str
    label: str
    hint: str
    required: bool
    shape: str = "line"
    value: Any = ""
    options: tuple[Option, ...] = ()
    chosen: tuple[Option, ...] = ()
    wordings: tuple[Wording, ...] = ()
    rows: tuple["Row", ...] = ()
    names: str = ""
    is_asked: bool = False
    is_wide: bool = False
    has_default: bool = False
    errors: tuple[str, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether something in it is to be put right."""
        inside = any(row.has_errors for row in self.rows)
        return inside or bool(self.errors or any(one.errors for one in self.wordings))

    @property
    def needs_blank(self) -> bool:
        """Whether a list of choices needs a line for nothing chosen."""
        return not self.has_default and all(option.value for option in self.options)


@dataclass(frozen=True, slots=True)
class Row:
    """One part of a list, with its own questions."""

    id: str
    place: int
    title: str
    questions: tuple[Question, ...]
    is_first: bool
    is_last: bool

    @property
    def has_errors(self) -> bool:
        """Whether something in it is to be put right."""
        return any(question.has_errors for question in self.questions)


def errors_by_path(findings: Iterable[Finding]) -> dict[Path, tuple[str, ...]]:
    """Sentences by the path that they are about."""
    errors: dict[Path, tuple[str, ...]] = {}
    for finding in findings:
        said = f"{finding.sentence} {finding.remedy}".strip()
        errors[finding.path] = (*errors.get(finding.path, ()), said)
    return errors


def questions_of(
    kind: Kind, record: Mapping[str, Any], *, choices: Choices, findings: Iterable[Finding] = ()
) -> tuple[Question, ...]:
    """A question for every part that a person may write; the identity is not asked again."""
    choices.prepare(kind.codecs, record)
    asked = tuple(codec for codec in kind.codecs if codec.key not in kind.identity)
    return Asker(choices, errors_by_path(findings)).ask(asked, record, Spot((), kind.model))


def names_asked(questions: Iterable[Question]) -> set[str]:
    """The kinds of which names are typed somewhere in these questions."""
    found: set[str] = set()
    for question in questions:
        found |= {question.names} if question.names else set()
        for row in question.rows:
            found |= names_asked(row.questions)
    return found


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the record one is: a path, and the model whose columns have the words."""

    path: Path
    model: type[models.Model]


class Asker:
    """Makes questions; all of them share the names of things and what is wrong by path."""

    def __init__(self, choices: Choices, errors: Mapping[Path, tuple[str, ...]]) -> None:
        self._choices = choices
        self._errors = errors

    def ask(
        self, codecs: Iterable[Codec], record: Mapping[str, Any], spot: Spot
    ) -> tuple[Question, ...]:
        """A question for each of these parts."""
        return tuple(
            self._question(codec, record.get(codec.key), spot)
            for codec in codecs
            if not isinstance(codec, Raw)
        )

    def _question(self, codec: Codec, value: Any, spot: Spot) -> Question:
        path = (*spot.path, codec.key)
        name = ".".join(map(str, path))
        bare = Question(
            name=name,
            id=field_id(name),
            label=label_of(codec, spot.model),
            hint=hint_of(codec),
            required=codec.required,
            errors=self._about(path, codec),
        )
        if isinstance(codec, Many):
            rows = self._rows(codec, value or (), path)
            return replace(bare, shape="rows", rows=rows)
        if isinstance(codec, Translated):
            shape = "line" if codec.longest <= SHORT else "area"
            wordings = self._wordings(value or {}, path)
            return replace(bare, shape="languages", value=shape, wordings=wordings)
        if isinstance(codec, Links):
            chosen = tuple(self._named(codec.kind, code) for code in value or ())
            asked = replace(bare, shape="lookups", chosen=chosen, names=codec.kind)
            return replace(asked, is_asked=not self._choices.options(codec.kind))
        if isinstance(codec, Link):
            return self._lookup(bare, codec, value)
        return _simple(bare, codec, value)

    def _about(self, path: Path, codec: Codec) -> tuple[str, ...]:
        """What is wrong with a part; a list of ticks tells it of each of them."""
        told = self._errors.get(path, ())
        if isinstance(codec, Links | Words):
            for place, few in self._errors.items():
                told = (*told, *few) if place[:-1] == path else told
        return told

    def _lookup(self, bare: Question, codec: Link, value: str | None) -> Question:
        """One other record: chosen from a short list, or typed."""
        options = self._choices.options(codec.kind)
        if options and len(options) <= FEW:
            listed = _with_unknown(options, [value] if value else ())
            return replace(bare, shape="select", hint="", options=listed, value=value or "")
        shown = self._named(codec.kind, value).label if value else ""
        asked = replace(bare, shape="lookup", value=shown, names=codec.kind, is_wide=True)
        return replace(asked, is_asked=not options)

    def _named(self, kind: str, code: str) -> Option:
        """A chosen record as “Name (code)”; what is not known stays as it was typed."""
        name = self._choices.name(kind, code)
        return Option(code, f"{name} ({code})" if name else code)

    def _wordings(self, value: Mapping[str, str], path: Path) -> tuple[Wording, ...]:
        """A field for each language of the region, and for any other that the text has."""
        spoken = settings.REGION.language_names
        name = ".".join(map(str, path))
        return tuple(
            Wording(
                name=f"{name}.{language}",
                id=field_id(f"{name}.{language}"),
                language=language,
                spoken=spoken.get(language, language),
                words=value.get(language, ""),
                errors=self._errors.get((*path, language), ()),
            )
            for language in dict.fromkeys([*settings.REGION.languages, *value])
        )

    def _rows(self, codec: Many, parts: Sequence[Mapping[str, Any]], path: Path) -> tuple[Row, ...]:
        """The parts of a list, each with its own questions."""
        return tuple(
            Row(
                id=field_id(".".join(map(str, (*path, place)))),
                place=place,
                title=self._title(codec, part),
                questions=self.ask(codec.codecs, part, Spot((*path, place), codec.model)),
                is_first=place == 0,
                is_last=place == len(parts) - 1,
            )
            for place, part in enumerate(parts)
        )

    def _title(self, codec: Many, part: Mapping[str, Any]) -> str:
        """What a part is about, from the first thing that it says."""
        for inner in codec.codecs:
            value = part.get(inner.key)
            if isinstance(inner, Link) and value:
                return self._choices.name(inner.kind, value) or str(value)
            if isinstance(inner, Word) and value:
                return str(word(inner.vocabulary, value).name)
            if isinstance(inner, Translated) and value:
                return str(Text(value))
            if isinstance(inner, Plain) and value:
                return str(value)
        return ""


def _simple(bare: Question, codec: Codec, value: Any) -> Question:
    """Choices from short lists, and everything that is typed."""
    if isinstance(codec, Words):
        listed = _with_unknown(words_of(codec.vocabulary), value or ())
        return replace(bare, shape="checks", options=listed, value=tuple(value or ()))
    if isinstance(codec, Word):
        listed = _with_unknown(words_of(codec.vocabulary), [value] if value else ())
        return replace(bare, shape="select", options=listed, value=value or "")
    if isinstance(codec, Choice):
        options = tuple(Option(str(one), str(label)) for one, label in codec.choices.choices)
        default = bool(codec.default)
        asked = replace(bare, shape="select", options=options, has_default=default)
        return replace(asked, value=value or codec.default)
    return _typed(bare, codec, "" if value is None else value)


def _typed(bare: Question, codec: Codec, value: Any) -> Question:
    """Everything that is typed, and the one that is ticked."""
    if isinstance(codec, Number):
        return replace(bare, shape="number", value=number_shown(value))
    if isinstance(codec, Plain) and codec.type == "integer":
        return replace(bare, shape="number", value=str(value))
    if isinstance(codec, Plain) and codec.type == "boolean":
        return replace(bare, shape="tick", value=value)
    return replace(bare, value=value, is_wide=codec.key in WIDE)


def _with_unknown(options: Iterable[Option], values: Iterable[str]) -> tuple[Option, ...]:
    """The list, and values that are no longer in it: nothing is lost by opening a form."""
    listed = tuple(options)
    known = {option.value for option in listed}
    unlisted = _("%(code)s (not in the list)")
    extra = (Option(one, unlisted % {"code": one}) for one in values if one not in known)
    return (*listed, *extra)

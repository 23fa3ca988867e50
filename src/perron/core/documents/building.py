"""Builds the values of a document from the parser's events, and refuses what is not plain."""

from typing import NoReturn

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from yaml import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
)

from perron.core.documents.places import OpenList, OpenMapping, Place, Position
from perron.core.documents.problems import DocumentRefused, Problem, Sentence, say
from perron.core.documents.scalars import (
    FORBIDDEN,
    MOST_DEPTH,
    MOST_DIGITS,
    MOST_KEY_CHARACTERS,
    NotANumber,
    NumberTooLong,
    Scalar,
    meaning,
)

MOST_PROBLEMS = 1_000
STANDARD_TAG = "tag:yaml.org,2002:"

RIGHT_FILE = _("Check that it is the right file.")
NO_REFERENCES = _("Write the value out, or put it in double quotes if it is a text.")
NO_TAGS = _("Remove it, or put the value in double quotes if it is a text.")


class Builder:
    """Takes the parser's events one by one; refuses what could be read in two ways.

    Problems are collected, so that a person sees all of them at once; what makes the rest
    meaningless raises ``DocumentRefused`` on the spot.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self._documents = OpenList(Place(1, 1, 1, 1))
        self._open: list[OpenList | OpenMapping] = [self._documents]

    @property
    def innermost(self) -> Position:
        """Where the list or mapping begins that is being read."""
        place = self._open[-1].place
        return place.line, place.column

    def take(self, event: Event) -> None:
        """Take the next event; raises ``DocumentRefused``."""
        mark = event.start_mark
        at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        if isinstance(event, ScalarEvent):
            self._take_scalar(event, at)
        elif isinstance(event, CollectionStartEvent):
            self._begin_collection(event, at)
        elif isinstance(event, CollectionEndEvent):
            self._open.pop()
        elif isinstance(event, AliasEvent):
            self._take_alias(event, at)
        elif isinstance(event, DocumentStartEvent):
            self._begin_document(event, at)

    def finish(self) -> tuple[dict[str, object], Place]:
        """Answer the document and the places of its values; raises ``DocumentRefused``."""
        document = next(iter(self._documents.entries), None)
        place = self._documents.place.inside.get(0, self._documents.place)
        if document is None:
            self._refuse((1, 1), say(_("The file is empty.")), RIGHT_FILE)
        elif not isinstance(document, dict):
            sentence = say(_("The file does not consist of lines of the form “key: value”."))
            self._refuse((place.line, place.column), sentence, RIGHT_FILE)
        elif not self.problems:
            return document, place
        raise DocumentRefused(self.problems)

    def _begin_document(self, event: DocumentStartEvent, at: Position) -> None:
        if event.tags:
            self._refuse(at, say(_("“%(tag)s” is a tag; tags are not read."), tag="%TAG"), NO_TAGS)
        if self._documents.entries:
            sentence = say(_("A second document begins here; a file holds one."))
            remedy = _("Remove the line “---”, or save what follows as a file of its own.")
            self._stop(at, sentence, remedy)

    def _take_alias(self, event: AliasEvent, at: Position) -> None:
        self._open[-1].begin()
        word = f"*{event.anchor}"
        sentence = say(_("“%(word)s” is a reference; references are not read."), word=word)
        self._refuse(at, sentence, NO_REFERENCES)
        self._keep(word, word, at)

    def _take_scalar(self, event: ScalarEvent, at: Position) -> None:
        self._open[-1].begin()
        self._refuse_properties(event, at)
        value: Scalar = event.value
        if event.implicit[0]:
            value = self._meaning(event.value, at)
        elif found := FORBIDDEN.search(event.value):
            sentence = say(
                _("The text holds a control character (%(code)s), written with a backslash."),
                code=f"U+{ord(found[0]):04X}",
            )
            self._refuse(at, sentence, _("Remove the backslash and the code after it."))
        self._keep(value, event.value, at)

    def _meaning(self, word: str, at: Position) -> Scalar:
        try:
            return meaning(word)
        except NotANumber:
            sentence = say(_("“%(word)s” is not a number to count with."), word=word)
        except NumberTooLong:
            sentence = say(_("The number has more than %(most)d digits."), most=MOST_DIGITS)
        remedy = _("Write a number, leave the value empty, or put a text in double quotes.")
        self._refuse(at, sentence, remedy)
        return word

    def _keep(self, value: Scalar, word: str, at: Position) -> None:
        top = self._open[-1]
        if isinstance(top, OpenMapping) and top.waits_for_key:
            self._check_key(value, word, at)
            top.take_key(word, at)
            self._refuse_twin(top, word, at)
        else:
            top.add(value, at)

    def _check_key(self, value: Scalar, word: str, at: Position) -> None:
        """Years and other whole numbers are fine as keys, and are kept as they are written."""
        if len(word) > MOST_KEY_CHARACTERS:
            sentence = say(
                _("The key is longer than %(most)d characters."), most=MOST_KEY_CHARACTERS
            )
            self._refuse(at, sentence, _("Write a short key, and the text after the colon."))
        if isinstance(value, bool) or not isinstance(value, str | int):
            sentence = say(_("“%(word)s” is not a text and cannot be a key."), word=word)
            self._refuse(at, sentence, _("Put the key in double quotes."))

    def _refuse_twin(self, top: OpenMapping, key: str, at: Position) -> None:
        if key not in top.entries:
            return
        sentence = say(
            _("“%(key)s” stands twice here: on line %(first)d and on line %(second)d."),
            key=key,
            first=top.place.inside[key].key_line,
            second=at[0],
        )
        self._refuse(at, sentence, _("Keep one of the two, or rename one."))

    def _begin_collection(self, event: CollectionStartEvent, at: Position) -> None:
        top = self._open[-1]
        top.begin()
        self._refuse_properties(event, at)
        if top.waits_for_key:
            sentence = say(_("A list or a group of lines cannot be a key."))
            self._stop(at, sentence, _("Write a word before the colon."))
        if len(self._open) > MOST_DEPTH:
            sentence = say(_("The file is nested deeper than %(most)d levels."), most=MOST_DEPTH)
            self._stop(at, sentence, RIGHT_FILE)
        opened: OpenList | OpenMapping
        if isinstance(event, MappingStartEvent):
            mapping: dict[str, object] = {}
            opened = OpenMapping(top.add(mapping, at), mapping)
        else:
            entries: list[object] = []
            opened = OpenList(top.add(entries, at), entries)
        self._open.append(opened)

    def _refuse_properties(self, event: ScalarEvent | CollectionStartEvent, at: Position) -> None:
        """Refuse tags, and anchors, with which a small file can grow without bound."""
        if event.anchor is not None:
            word = f"&{event.anchor}"
            sentence = say(_("“%(word)s” is a reference; references are not read."), word=word)
            self._refuse(at, sentence, NO_REFERENCES)
        if event.tag is not None:
            tag = event.tag.replace(STANDARD_TAG, "!!")
            self._refuse(at, say(_("“%(tag)s” is a tag; tags are not read."), tag=tag), NO_TAGS)

    def _refuse(self, at: Position, sentence: Sentence, remedy: str | Promise) -> None:
        levels = self._open[1:]
        if levels and levels[-1].waits_for_key:
            levels.pop()
        path = tuple(level.step for level in levels)
        self.problems.append(Problem(self.name, *at, path, sentence, say(remedy)))
        if len(self.problems) == MOST_PROBLEMS:
            raise DocumentRefused(self.problems)

    def _stop(self, at: Position, sentence: Sentence, remedy: str | Promise) -> NoReturn:
        self._refuse(at, sentence, remedy)
        raise DocumentRefused(self.problems)

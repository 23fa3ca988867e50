"""What a visitor sees of a page: its words with their source marks, its links and its forms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
UNSEEN_TAGS = {"script", "style", "svg", "template", "noscript"}
UNSEEN_CLASSES = {"visually-hidden", "facet-count"}
SOURCE = re.compile(r"(?:^#source-|^/[a-z]{2}/sources/)([a-z0-9-]+)/?$")
SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")

Attributes = Mapping[str, str]


@dataclass(slots=True)
class Form:
    """A form that is sent by GET: where to, what it holds, what can be ticked and pressed."""

    action: str
    role: str
    fields: dict[str, str] = field(default_factory=dict)
    choices: dict[str, tuple[str, str]] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Seen:
    """A page as it is seen; in ``words`` a source mark reads [code of the reference]."""

    words: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    folds: list[str] = field(default_factory=list)


def one_line(words: str) -> str:
    """The words with single plain spaces, none before a full stop or a comma."""
    return re.sub(r" ([.,])", r"\1", SPACES.sub(" ", words)).strip()


def seen(markup: str) -> Seen:
    """Read a page."""
    reader = Reader()
    reader.feed(markup)
    reader.close()
    reader.page.words = one_line("".join(reader.main))
    return reader.page


@dataclass(slots=True)
class Element:
    """An element that is open, and what was read in it."""

    tag: str
    attributes: Attributes
    is_unseen: bool
    words: list[str] = field(default_factory=list)
    box: tuple[str, str] | None = None


class Reader(HTMLParser):
    """Reads the words of the main part, and all links, forms and folds."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Seen()
        self.main: list[str] = []
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.page.forms.append(Form(given.get("action", ""), given.get("role", "")))
        if tag == "input":
            self._input(given)
        if tag not in VOID:
            self._open.append(Element(tag, given, self._hides(tag, given)))
            self._say(" ")

    def _hides(self, tag: str, given: Attributes) -> bool:
        classes = set(given.get("class", "").split())
        hides = tag in UNSEEN_TAGS or "hidden" in given or bool(classes & UNSEEN_CLASSES)
        return hides or bool(self._open and self._open[-1].is_unseen)

    def _input(self, given: Attributes) -> None:
        name, value = given.get("name", ""), given.get("value", "")
        kind = given.get("type", "text")
        if not self.page.forms:
            return
        if kind == "checkbox":
            for element in self._open:
                element.box = (name, value) if element.tag == "label" else element.box
        elif name:
            self.page.forms[-1].fields[name] = value

    def handle_data(self, data: str) -> None:
        if not (self._open and self._open[-1].is_unseen):
            self._say(data)

    def _say(self, words: str) -> None:
        for element in self._open:
            element.words.append(words)
        if any(element.tag == "main" for element in self._open):
            self.main.append(words)

    def handle_endtag(self, tag: str) -> None:
        if not any(element.tag == tag for element in self._open):
            return
        while self._open:
            element = self._open.pop()
            if element.tag == tag:
                self._closed(element)
                return

    def _closed(self, element: Element) -> None:
        words = one_line("".join(element.words))
        if element.tag == "a":
            self._link(words, element.attributes.get("href", ""))
        elif element.tag == "summary":
            self.page.folds.append(words)
        elif element.tag == "button" and self.page.forms:
            self.page.forms[-1].buttons.append(words)
        elif element.tag == "label" and element.box:
            self.page.forms[-1].choices[words] = element.box
        self._say(" ")

    def _link(self, words: str, address: str) -> None:
        self.page.links.append((words, address))
        if found := SOURCE.match(address):
            number = self.main.pop() if self.main and self.main[-1].strip() == words else ""
            self._say(f" [{found[1]}] " if number.isdigit() else f"{number} [{found[1]}] ")

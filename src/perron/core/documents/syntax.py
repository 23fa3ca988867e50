"""What the YAML parser complains about, in words for somebody who does not know YAML."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from yaml import MarkedYAMLError

from perron.core.documents.problems import Problem, say


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a complaint of the parser means, and how it is recognised by the parser's words."""

    sentence: str | Promise
    remedy: str | Promise
    words: str = "(?!)"
    at_the_beginning: bool = False


TABULATOR = Complaint(
    _("The line is indented with a tab."),
    _("Indent with spaces, two for each level."),
)
AFTER_A_VALUE = Complaint(
    _("Something follows a value that is already complete."),
    _(
        "Put the whole value in one pair of double quotes; "
        "inside single quotes an apostrophe is written twice."
    ),
)
INDENTATION = Complaint(
    _("The line does not fit the lines above: its indentation differs from theirs."),
    _("Give it exactly as many spaces as the lines of the same level."),
    words=r"expected key|'-' indicator|document start",
)
BRACKET = Complaint(
    _("A bracket is opened here and not closed, or a comma is missing inside."),
    _("Close it, or write the entries on lines of their own."),
    words=r"expected ',' or",
    at_the_beginning=True,
)
ENDS_TOO_SOON = Complaint(BRACKET.sentence, BRACKET.remedy)
BEGINNING = Complaint(
    _("A value cannot begin with “%(character)s”."),
    _("Put the value in double quotes."),
    words=r"cannot start any token|expected node content",
)
OTHERWISE = Complaint(
    _("The line cannot be read as YAML (%(words)s)."),
    _("Compare it with a line that is correct."),
)
COMPLAINTS = (
    INDENTATION,
    BRACKET,
    BEGINNING,
    Complaint(
        _("A quotation mark is opened here and never closed."),
        _("Close it with the same mark; inside single quotes an apostrophe is written twice."),
        words=r"unexpected end of stream|unexpected document indicator",
        at_the_beginning=True,
    ),
    Complaint(
        _("A backslash in double quotes begins a code, and this code is not known."),
        _("Write the backslash twice, or use single quotes."),
        words=r"escape character|escape code|hexdecimal",
    ),
    Complaint(
        _(
            "There is a colon where none can stand: a second one on the line, "
            "or one on a line that is indented too far."
        ),
        _("Put text that holds a colon in double quotes, or align the line with its neighbours."),
        words=r"mapping values",
    ),
    Complaint(
        _("The line is not of the form “key: value”."),
        _("Add a colon and a space after the key, or indent the line if it continues a text."),
        words=r"could not find expected ':'",
        at_the_beginning=True,
    ),
    Complaint(
        _("A value cannot begin with “%(character)s”: references to other places are not read."),
        _("Put the value in double quotes, or write it out."),
        words=r"anchor|alias",
        at_the_beginning=True,
    ),
    Complaint(
        _("Tags and directives (beginning with “!” or “%%”) are not read."),
        _("Remove it, or put a value that begins with “!” in double quotes."),
        words=r"\btag\b|directive|incompatible",
    ),
    Complaint(
        _("A list cannot begin on the line of its key."),
        _("Begin it on the next line: two spaces, a dash, a space, the entry."),
        words=r"sequence entries",
    ),
    Complaint(
        _("Only a line break may follow “|” or “>”, and the text is indented with spaces."),
        _("Begin the text on the next line, or put it in double quotes."),
        words=r"block scalar",
    ),
)


def syntax_problem(
    error: MarkedYAMLError, text: str, *, name: str, inside: tuple[int, int]
) -> Problem:
    """Tell where and why the parser gave up.

    ``text`` is what it was reading, and ``inside`` the line and column, from 1, where the list or
    mapping begins that was not complete.
    """
    words = " ".join(part for part in (error.context, error.problem) if part)
    lines = f"{text}\n".split("\n")
    line, column = _place(error, at_the_beginning=False)
    complaint = _meaning(words, lines[line], column)
    if complaint is ENDS_TOO_SOON:
        line, column = inside[0] - 1, inside[1] - 1
    elif complaint.at_the_beginning:
        line, column = _place(error, at_the_beginning=True)
    sentence = say(complaint.sentence, words=words, character=lines[line][column : column + 1])
    return Problem(name, line + 1, column + 1, (), sentence, say(complaint.remedy))


def _place(error: MarkedYAMLError, *, at_the_beginning: bool) -> tuple[int, int]:
    """Line and column of the complaint, or of the beginning of what it is about; both from 0."""
    first, second = error.problem_mark, error.context_mark
    mark = (second or first) if at_the_beginning else (first or second)
    return (mark.line, mark.column) if mark else (0, 0)


def _meaning(words: str, line: str, column: int) -> Complaint:
    indentation = line[: len(line) - len(line.lstrip())]
    if "\t" in indentation or line[column : column + 1] == "\t":
        return TABULATOR
    complaint = next((each for each in COMPLAINTS if re.search(each.words, words)), OTHERWISE)
    if complaint is INDENTATION and column > len(indentation):
        return AFTER_A_VALUE
    if complaint is BEGINNING and column >= len(line):
        return ENDS_TOO_SOON
    return complaint

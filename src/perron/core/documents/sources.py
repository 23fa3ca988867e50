"""From the bytes of a file to its text, or to the reason why they are not taken."""

import codecs
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from itertools import islice

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from perron.core.documents.problems import WHOLE_FILE, DocumentRefused, Problem, Sentence, say
from perron.core.documents.scalars import FORBIDDEN, FORBIDDEN_IN_FILE

MOST_CHARACTERS_NAMED = 20
QUOTED_BYTES = 40


@dataclass(frozen=True, slots=True)
class Megabytes:
    """A number of bytes in millions, rounded up to a tenth, in the notation of its reader."""

    size: int

    def __str__(self) -> str:
        tenths = (Decimal(self.size) / 100_000).to_integral_value(rounding=ROUND_UP)
        return number_format(tenths / 10)


def text_of(source: bytes, *, name: str, limit: int) -> str:
    r"""Decode a file of at most ``limit`` bytes; line ends become ``\n``, a byte-order mark goes.

    Raises ``DocumentRefused`` for a file that is too large, not UTF-8, or holds control characters.
    """
    if len(source) > limit:
        raise DocumentRefused([_too_large(name, len(source), limit)])
    source = source.removeprefix(codecs.BOM_UTF8)
    try:
        text = source.decode()
    except UnicodeDecodeError as error:
        raise DocumentRefused([_not_utf8(name, source, error.start)]) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = islice(FORBIDDEN_IN_FILE.finditer(text), MOST_CHARACTERS_NAMED)
    if problems := [_forbidden(name, text, match.start()) for match in found]:
        raise DocumentRefused(problems)
    return text


def _too_large(name: str, size: int, limit: int) -> Problem:
    sentence = say(
        _(
            "The file is %(size)s MB; region and strategy files are at most %(limit)s MB. "
            "Nothing was read."
        ),
        size=Megabytes(size),
        limit=Megabytes(limit),
    )
    return Problem(name, WHOLE_FILE, 1, (), sentence, say(_("Check that it is the right file.")))


def _not_utf8(name: str, source: bytes, start: int) -> Problem:
    line = source.count(b"\n", 0, start) + 1
    line_start = source.rfind(b"\n", 0, start) + 1
    column = len(source[line_start:start].decode()) + 1
    remedy = say(_("Save it again with the encoding UTF-8."))
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        sentence = say(_("The file is not UTF-8: it looks like UTF-16. Nothing was read."))
    elif _looks_like_latin_1(source, start):
        sentence = _latin_1(source[line_start:], at=start - line_start, byte=start + 1)
        remedy = say(
            _(
                "Save it again with the encoding UTF-8, or convert it: "
                "iconv -f WINDOWS-1252 -t UTF-8 old.yaml > new.yaml"
            )
        )
    else:
        sentence = say(
            _(
                "The file is not UTF-8: byte %(byte)d (%(value)s) belongs to no character. "
                "Nothing was read."
            ),
            byte=start + 1,
            value=f"0x{source[start]:02X}",
        )
    return Problem(name, line, column, (), sentence, remedy)


def _looks_like_latin_1(source: bytes, start: int) -> bool:
    """Whether nothing before the odd byte is UTF-8 and the whole can be read as Windows-1252.

    Windows-1252 is Latin-1 with printed characters where Latin-1 has controls.
    """
    try:
        text = source.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return source[:start].isascii() and FORBIDDEN.search(text.replace("\r", "")) is None


def _latin_1(rest: bytes, *, at: int, byte: int) -> Sentence:
    line = rest.split(b"\n", 1)[0]
    return say(
        _(
            "The file is not UTF-8 at byte %(byte)d: it looks like Latin-1, as older programs "
            "write it (“%(text)s”). Nothing was read."
        ),
        byte=byte,
        text=line[max(0, at - QUOTED_BYTES) : at + QUOTED_BYTES].decode("cp1252").strip(),
    )


def _forbidden(name: str, text: str, position: int) -> Problem:
    sentence = say(
        _(
            "There is an invisible character (%(code)s) that does not belong in a text. "
            "Nothing was read."
        ),
        code=f"U+{ord(text[position]):04X}",
    )
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    remedy = say(_("Delete it, or type the line again."))
    return Problem(name, line, column, (), sentence, remedy)

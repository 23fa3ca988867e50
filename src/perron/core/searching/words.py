"""Reading a text as words: elisions, hyphens, acronyms with dots, names written together."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from perron.core.models.search import LONGEST_WORD
from perron.core.searching.folding import fold
from perron.core.searching.languages import REMEMBERED

LONE_MARKS = dict.fromkeys(range(0x0300, 0x0370))
UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))  # soft hyphen, joiners
ONE_SIGN = str.maketrans(dict.fromkeys("’ʼ‘´`′", "'") | dict.fromkeys("‐‑", "-"))
CLEANER = LONE_MARKS | UNSEEN | ONE_SIGN

TOKEN = re.compile(
    r"""
      (?P<acronym> (?<![^\W_]) (?:[^\W\d_]{1,2}\.){2,} (?:[^\W\d_]{1,2})? (?![^\W_]) )
    | (?P<elision> \b (?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu) ' (?=\w) )
    | (?P<genitive> (?<=\w) 's \b )
    | (?P<word> [^\W_]+ (?: - [^\W_]++ (?!') )* )
    """,
    re.VERBOSE | re.IGNORECASE,
)
PIECE = re.compile(r"[^-]+")
TOGETHER = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
READ = frozenset({"acronym", "word"})
SHORT = 2
LEAST_PART = 3


class Word(NamedTuple):
    """A word as written, folded, with the parts it is made of, and where it stands."""

    written: str
    folded: str
    parts: tuple[str, ...]
    start: int
    end: int


def clean(text: str) -> str:
    """Compose the letters, use one kind of apostrophe and hyphen, and drop what nobody sees."""
    return unicodedata.normalize("NFC", text).translate(CLEANER)


def words_of(text: str) -> Iterator[Word]:
    """Read a clean text. “l'école” is one word, “S.P.W.” is “SPW”, “Wi-Fi” is also “WiFi”.

    The words stand where they are in their token; :func:`placed_words` says where in the text.
    """
    for token in TOKEN.finditer(text):
        if token.lastgroup in READ:
            yield from read_token(token[0])


def placed_words(text: str) -> Iterator[Word]:
    """Read a clean text, and say where in it each word stands."""
    for token in TOKEN.finditer(text):
        if token.lastgroup in READ:
            for word in read_token(token[0]):
                start, end = token.start() + word.start, token.start() + word.end
                yield word._replace(start=start, end=end)


@lru_cache(maxsize=REMEMBERED)
def read_token(token: str) -> tuple[Word, ...]:
    """Take a chain apart at its hyphens, but a pair with a short half is one (“e-learning”)."""
    pieces = list(PIECE.finditer(token))
    halves = tuple(piece[0] for piece in pieces)
    found: list[tuple[str, tuple[str, ...], int, int]]
    if "." in token:
        found = [(token.replace(".", ""), (), 0, len(token))]
    elif len(halves) == SHORT and min(map(len, halves)) <= SHORT:
        found = [("".join(halves), halves, 0, len(token))]
    else:
        found = [(it[0], written_together(it[0]), it.start(), it.end()) for it in pieces]
    words = (Word(it[0][:LONGEST_WORD], folded_word(it[0]), *it[1:]) for it in found)
    return tuple(word for word in words if word.folded)


def folded_word(written: str) -> str:
    """Fold one word; the odd sign that unfolds into several words becomes one."""
    return "".join(fold(written[:LONGEST_WORD].lower()).split())[:LONGEST_WORD]


def written_together(written: str) -> tuple[str, ...]:
    """Take a name such as “CoderDojo” or “Code4Kids” apart; nothing where there is one part."""
    parts = TOGETHER.split(written[:LONGEST_WORD])
    if len(parts) == 1 or max(map(len, parts)) < LEAST_PART:
        return ()
    return tuple(part for part in parts if part.isdigit() or len(part) >= LEAST_PART)

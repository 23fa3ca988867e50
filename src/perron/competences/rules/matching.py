"""Whether what was written is what was meant: spelling, spaces and ways of writing numbers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from perron.competences.rules.bank.shape import spoken
from perron.competences.rules.bank.words import folded

OUTER = " \t.,;:!?…«»“”„‚‘’'\"()[]{}<>*_-–—/\\"
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"})
QUOTES = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "–": "-", "—": "-", "\xa0": " "})
ARTICLES: Mapping[str, re.Pattern[str]] = {
    "fr": re.compile(r"^(?:l'|d'|(?:les?|la|une?|des|du|de la|de) )(?=.)"),
    "de": re.compile(r"^(?:der|die|das|den|dem|ein|eine|einen) (?=.)"),
    "en": re.compile(r"^(?:the|an?) (?=.)"),
}
DIGIT = re.compile(r"[0-9]")
LEAST_LETTERS = 5
# A number as people write it: groups of three by point, comma, space or apostrophe, and a decimal
# point or comma.
NUMBER = re.compile(r"[-−+]?[0-9](?:[0-9.,'’\s\u00a0\u202f]*[0-9])?")
SPACES = re.compile(r"[\s\u00a0\u202f'’]")
GROUP = 3


def is_accepted(given: str, accepted: Iterable[Any], *, language: str, slips: int) -> bool:
    """Whether an answer is one of those accepted, in this language or in none."""
    forms = set(_forms(given, language))
    for text in accepted:
        for form in _forms(spoken(text, language), language):
            if form in forms or any(_near(one, form, slips) for one in forms):
                return True
    return False


def _forms(text: str, language: str) -> Iterator[str]:
    """The ways in which a text may be written: umlauts, a leading article, spaces by digits."""
    text = text.translate(QUOTES)
    for spelt in (text, text.translate(UMLAUTS)):
        form = folded(spelt).strip(OUTER)
        yield form
        bare = ARTICLES[language].sub("", form) if language in ARTICLES else form
        yield bare
        if DIGIT.search(form):
            yield form.replace(" ", "")


def _near(one: str, other: str, slips: int) -> bool:
    """Whether two answers differ by so many letters, in words that are long enough for it."""
    left, right = one.split(), other.split()
    if not slips or len(left) != len(right):
        return False
    spent = 0
    for mine, theirs in zip(left, right, strict=True):
        if mine == theirs:
            continue
        if len(theirs) < LEAST_LETTERS or DIGIT.search(mine + theirs):
            return False
        spent += distance(mine, theirs, slips)
        if spent > slips:
            return False
    return True


def distance(one: str, other: str, most: int) -> int:
    """Letters that were left out, added, changed, or swapped with their neighbour.

    Optimal string alignment; anything above ``most`` is answered as ``most + 1``.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, mine in enumerate(one, 1):
        two_back, before, row = before, row, [at]
        for place, theirs in enumerate(other, 1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (mine != theirs))
            if at > 1 and place > 1 and mine == other[place - 2] and one[at - 2] == theirs:
                cost = min(cost, two_back[place - 2] + 1)
            row.append(cost)
    return min(row[-1], most + 1)


def numbers_in(text: str) -> set[Decimal]:
    """What a number that somebody wrote may mean; nothing where there is none, or several.

    “1.250” may be a thousand and more, or one and a quarter.
    """
    found = NUMBER.findall(text)
    if len(found) != 1:
        return set()
    plain = SPACES.sub("", found[0]).replace("−", "-")
    return {value for value in map(_decimal, _readings(plain)) if value is not None}


def _readings(plain: str) -> Iterator[str]:
    for point, comma in ((".", ","), (",", ".")):
        whole, separator, rest = plain.rpartition(point)
        if not separator:
            yield _grouped(plain, comma)
        elif point not in whole and rest.isdigit():
            yield f"{_grouped(whole, comma)}.{rest}"


def _grouped(whole: str, mark: str) -> str:
    """A whole number without the marks between its thousands; as it is where they mark others."""
    first, *others = whole.split(mark)
    fits = 1 <= len(first.lstrip("+-")) <= GROUP and all(len(one) == GROUP for one in others)
    return "".join([first, *others]) if fits and others else whole


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None

"""Sentences and words of a text, as far as a check of plain language needs them."""

import re
import unicodedata
from collections.abc import Iterable

WORD = re.compile(r"[^\W_]+(?:['’.,:/@-][^\W_]+)*")
# A sentence ends where a new one visibly begins; "9. Dezember" and "8.15 Uhr" go on.
END = re.compile(r"(?<=[.!?…])[»”’\")\]]*\s+(?=[«“„\"'(\[]?\s?[^\W\d_a-zà-ÿ])|\n+")
# What ends in a point and ends no sentence.
SHORTENED = re.compile(
    r"\b(?:M|Mr|Mrs|Ms|Dr|St|Ste|p\. ?ex|z\. ?B|d\. ?h|u\. ?a|e\.g|i\.e|ca|env|Nr|Art|Abs|tél|Tel)"
    r"\.$"
)
ORDINAL = re.compile(r"\b\d{1,2}\.$")
# What comes after an ordinal number in German, and hardly ever begins a sentence.
ORDERED = re.compile(
    r"(?:Jan|Feb|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Klasse|Stock|Etage|Jahr|Geburtstag)"
)
NUMBER = re.compile(r"\d")
TRIPLE = 3


def words_of(text: str) -> list[str]:
    """The words of a text; an address or a number is one."""
    return WORD.findall(text)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, each as it stands there."""
    found: list[str] = []
    begin = 0
    for end in END.finditer(text):
        sentence = text[begin : end.start()].strip()
        if "\n" not in end[0] and _goes_on(sentence, text[end.end() :]):
            continue
        found.append(sentence)
        begin = end.end()
    found.append(text[begin:].strip())
    return [one for one in found if WORD.search(one)]


def _goes_on(sentence: str, rest: str) -> bool:
    """Whether the point before a large letter ends a shortened word or an ordinal number."""
    if SHORTENED.search(sentence):
        return True
    return bool(ORDINAL.search(sentence) and ORDERED.match(rest))


def folded(text: str) -> str:
    """A text without case and accents, its spaces single; œ, æ and ß are written out."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(kept.split())


def triples_of(texts: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """All runs of three words inside a sentence, without names and numbers.

    A name is what is written large inside a sentence; in German that takes the nouns along, so
    that another language of the region has to be looked at as well.
    """
    found: set[tuple[str, ...]] = set()
    for text in texts:
        for sentence in sentences_of(text):
            kept = _without_names(words_of(sentence))
            found.update(
                tuple(kept[at : at + TRIPLE]) for at in range(max(len(kept) - TRIPLE + 1, 0))
            )
    return frozenset(found)


def _without_names(words: list[str]) -> list[str]:
    return [
        folded(word)
        for at, word in enumerate(words)
        if not NUMBER.search(word) and (at == 0 or not word[0].isupper())
    ]

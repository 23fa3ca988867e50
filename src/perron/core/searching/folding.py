"""Folding: letters without accents or case, so that searching and sorting forgive both."""

import unicodedata

from django.conf import settings

from perron.core.text import Text

LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "’": "'", "ʼ": "'"})
LONGEST = 200


def fold(words: str) -> str:
    """Small letters without accents; ligatures written out."""
    apart = unicodedata.normalize("NFKD", words.casefold().translate(LETTERS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def order_key(text: Text) -> str:
    """The key by which lists sort: the region's first language that the text has, folded."""
    return fold(text.spoken(settings.REGION.languages[0])[0])[:LONGEST]

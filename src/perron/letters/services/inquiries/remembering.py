"""What all deeds about inquiries share: plain words, the journal's line, who is nobody known."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from perron.core.journal.lines import Actor, Entry, record
from perron.letters.errors import WordsRefused
from perron.letters.models import Inquiry

CHAIN = "letters"
LONGEST_WORDS, LONGEST_ANSWER, LONGEST_TITLE = 5000, 10_000, 200


class Someone:
    """Whoever asks without an account, as the journal names them."""

    actor_name = "someone"

    def vouch(self, at: datetime) -> None:
        """There is no right to lose: everybody may ask."""


SOMEONE = Someone()


def plain_words(words: str, most: int) -> str:
    """Words with ends of lines of one form; raises ``WordsRefused``.

    Mark-up is neither read nor taken out: pages and letters show it as the letters it is made of.
    """
    kept = words.replace("\r\n", "\n").replace("\r", "\n").strip()
    unseen = any(not (sign.isprintable() or sign in "\n\t\u00ad\u200d") for sign in kept)
    if unseen or not 0 < len(kept) <= most:
        raise WordsRefused(most=most)
    return kept


def one_line(words: str, most: int) -> str:
    """A name or a title: one line of printable signs, cut to what is kept."""
    return "".join(sign for sign in " ".join(words.split()) if sign.isprintable())[:most]


def remember(
    verb: str,
    inquiry: Inquiry,
    change: Mapping[str, Any],
    *,
    by: Actor | None,
    at: datetime,
    private: Mapping[str, Any] | None = None,
) -> None:
    """A line in the journal; whatever may name a person stands beside it."""
    entry = Entry(f"inquiry.{verb}", "inquiry", str(inquiry.key), change, private=private or {})
    record(CHAIN, entry, by=by or SOMEONE, at=at)

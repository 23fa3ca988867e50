"""What a letter is emptied of when it is forgotten: all but its kind, its state and its days."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from perron.letters.models import Letter
from perron.letters.services.couriers import kept_file
from perron.letters.services.writing import ERASED

WORDS = ("subject", "text", "html")
FORGOTTEN = ("address", "party", *WORDS, "fault")
BATCH = 500


def emptied(letter: Letter) -> dict[str, str]:
    """The columns of a forgotten letter; its key keeps the place of its reason."""
    return {**dict.fromkeys(FORGOTTEN, ""), "reference": f"{ERASED}{letter.key}"}


def forget_letters(letters: Iterable[Letter]) -> int:
    """Empty these letters; a mail that a demonstration keeps goes once that is certain."""
    forgotten = list(letters)
    for letter in forgotten:
        for name, value in emptied(letter).items():
            setattr(letter, name, value)
        drop_kept_file(letter)
    Letter.objects.bulk_update(forgotten, ["reference", *FORGOTTEN], batch_size=BATCH)
    return len(forgotten)


def forget_words(letters: Iterable[Letter]) -> int:
    """Empty what these letters say; that somebody got them stays."""
    silenced = list(letters)
    for letter in silenced:
        letter.subject = letter.text = letter.html = ""
        drop_kept_file(letter)
    Letter.objects.bulk_update(silenced, WORDS, batch_size=BATCH)
    return len(silenced)


def drop_kept_file(letter: Letter) -> None:
    """Remove the mail from the folder of a demonstration when the transaction is through."""
    path = kept_file(letter.message_id)
    transaction.on_commit(partial(path.unlink, missing_ok=True))

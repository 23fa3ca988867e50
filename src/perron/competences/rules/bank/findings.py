"""What a check of the bank finds: where, what, and what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise

from perron.core.documents.problems import Path, Sentence, say

Findings = Iterator["Finding"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right, with its place in the document."""

    path: Path
    sentence: Sentence
    remedy: Sentence


def finding(path: Path, sentence: str | Promise, remedy: str | Promise, **facts: object) -> Finding:
    """A finding whose sentence and remedy may name the same facts."""
    return Finding(path, say(sentence, **facts), say(remedy, **facts))

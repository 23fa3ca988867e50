"""What a check of an edition finds: where, what, and what to do about it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from perron.core.documents.problems import Path, Sentence, say

Definition = Mapping[str, Any]
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


def numbered(entries: Iterable[Any], *path: str | int) -> Iterator[tuple[Path, Any]]:
    """The entries of a list, each with its path."""
    for place, entry in enumerate(entries):
        yield (*path, place), entry


def fields_with_paths(definition: Definition) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Every field of the form, with its path."""
    for step_path, step in numbered(definition["form"]["steps"], "form", "steps"):
        for page_path, page in numbered(step["pages"], *step_path, "pages"):
            yield from numbered(page["fields"], *page_path, "fields")

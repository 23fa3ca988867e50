"""A score sheet as it is read: each criterion with the level that was chosen and its sentence."""

from collections.abc import Collection
from typing import Any

from perron.calls.models import Review
from perron.calls.rules.definition import definition_of
from perron.core.formats import number_in_words

THOUSAND = 1000
Shown = dict[str, Any]


def points(thousandths: int | None) -> str:
    """Points as one reads them; empty where there are none yet."""
    return "" if thousandths is None else number_in_words(thousandths / THOUSAND)


def sheet_lines(review: Review, missing: Collection[str]) -> list[Shown]:
    """The criteria of a review; ``missing`` are those named in a refusal."""
    lines = []
    for one in definition_of(review.application.edition).criteria:
        given = review.marks.get(one.code)
        level = None if given is None else one.level(given)
        lines.append(
            {
                "code": one.code,
                "name": one.name,
                "points": points(given),
                "level": level.text if level else "",
                "sentence": review.sentences.get(one.code, ""),
                "is_missing": one.code in missing,
            }
        )
    return lines

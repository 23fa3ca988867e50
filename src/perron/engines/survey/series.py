"""Successive publications of one growing table: what subtracting one from another would tell.

Counts only grow: whoever was counted stays counted. A number published twice gives away how many
came in between, so those who came are a table of their own, which must be as safe as the whole.
What was hidden once stays hidden; then each pair of neighbours can be audited by itself, because
no equation ties two of them together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from perron.engines.survey.errors import SurveyRefused
from perron.engines.survey.hiding import (
    LEAST,
    Counts,
    Exposed,
    Mask,
    exposed,
    hide,
    with_margins,
)


@dataclass(frozen=True, slots=True)
class Published:
    """A table (r, c) as it was counted, and what of it and its margins (r + 1, c + 1) is hidden."""

    counts: Counts
    hidden: Mask


def first(counts: Counts, *, least: int = LEAST) -> Published:
    """The first publication of a table."""
    return Published(np.asarray(counts, dtype=np.int64), hide(counts, least=least))


def following(before: Published, counts: Counts, *, least: int = LEAST) -> Published:
    """The next publication: hidden is what was, and what the whole or the newcomers need."""
    came = _came(before.counts, counts)
    mask = before.hidden
    while True:
        grown = hide(came, least=least, hidden=hide(counts, least=least, hidden=mask))
        if (grown == mask).all():
            return Published(np.asarray(counts, dtype=np.int64), mask)
        mask = grown


def adds_hidden(before: Published, after: Published) -> bool:
    """Whether the newer table would show less than the older one."""
    return bool((after.hidden & ~before.hidden).any())


def exposed_between(before: Published, after: Published, *, least: int = LEAST) -> list[Exposed]:
    """What subtracting tells too well about those who came between the two publications."""
    if (before.hidden & ~after.hidden).any():
        raise SurveyRefused("A number that was hidden may not be shown later in the same series.")
    return exposed(_came(before.counts, after.counts), after.hidden, least=least)


def exposed_in_series(series: Sequence[Published], *, least: int = LEAST) -> list[Exposed]:
    """Everything that is known too well from all publications together."""
    found = [one for table in series for one in exposed(table.counts, table.hidden, least=least)]
    for before, after in pairwise(series):
        found += exposed_between(before, after, least=least)
    return found


def _came(before: Counts, after: Counts) -> Counts:
    came = np.asarray(after, dtype=np.int64) - np.asarray(before, dtype=np.int64)
    if came.shape != np.shape(before) or (came < 0).any():
        raise SurveyRefused("A growing table keeps its form, and nobody leaves it.")
    with_margins(came)
    return came

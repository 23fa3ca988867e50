"""The strata of a panel as people write them: one on each line, code; name; population; drawn."""

from typing import Any

from django.core.validators import slug_re
from django.utils.translation import gettext as _

CELLS, MOST = 4, 1_000_000
FEWEST = 2  # without two people in a stratum nothing shows how they differ


class StratumFault(Exception):
    """A line that can't be read: its number, and why."""

    def __init__(self, line: int, why: str) -> None:
        self.line, self.why = line, why
        super().__init__(line, why)


def read_strata(text: str) -> list[dict[str, Any]]:
    """The strata, checked; raises :class:`StratumFault`."""
    strata: list[dict[str, Any]] = []
    for line, words in enumerate(text.splitlines(), 1):
        if not words.strip():
            continue
        stratum = _stratum(words, line)
        if any(stratum["code"] == other["code"] for other in strata):
            raise StratumFault(line, _("the code stands twice"))
        strata.append(stratum)
    if not strata:
        raise StratumFault(1, _("there is none"))
    return strata


def _stratum(words: str, line: int) -> dict[str, Any]:
    cells = [cell.strip() for cell in words.split(";")]
    if len(cells) != CELLS or not cells[1]:
        raise StratumFault(line, _("it does not have four parts"))
    code, name, population, drawn = cells
    if not slug_re.match(code):
        raise StratumFault(line, _("its code holds something else than letters, digits, hyphens"))
    numbers = [_whole(population, line), _whole(drawn, line)]
    if numbers[1] < FEWEST or numbers[1] > numbers[0]:
        raise StratumFault(line, _("at least two people are drawn, and no more than there are"))
    if numbers[1] > MOST:
        raise StratumFault(line, _("more than a million people are drawn"))
    return {"code": code, "name": name, "population": numbers[0], "drawn": numbers[1]}


def _whole(words: str, line: int) -> int:
    plain = words.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace(".", "")
    plain = plain.replace("\N{NARROW NO-BREAK SPACE}", "").replace("'", "")
    if not (plain.isascii() and plain.isdigit()):
        raise StratumFault(line, _("“%(words)s” is no whole number") % {"words": words})
    return int(plain)

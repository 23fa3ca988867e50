"""How many rows of a list each choice would leave: a bit for each row, kept per publication.

A list of ten thousand rows is asked for many combinations of few values. Counting them in the
database reads the rows once for each facet; here a value is one long number whose bits say which
rows have it, and a combination is counted with “and”, “or” and a count of bits.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from operator import and_, or_
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet

from perron.core.publications import publication_number

ALL = -1  # every bit is set
KEPT_SECONDS = 24 * 3600
Columns = Mapping[str, str]
Marks = dict[str, dict[Any, int]]


class Tally:
    """The rows of one list, by the values of its facets (``columns`` by the facets’ names)."""

    def __init__(self, kind: str, rows: Callable[[], QuerySet[Any]], columns: Columns) -> None:
        self._rows = rows
        self._columns = columns
        self._kind = kind
        self._marks: Marks = kept(f"marks:{kind}", self._marked)

    def _marked(self) -> Marks:
        places = self.places()
        marks: Marks = {}
        for name, column in self._columns.items():
            of_value = marks.setdefault(name, {})
            for code, value in self._rows().order_by().values_list("code", column):
                if value not in (None, "") and code in places:
                    of_value[value] = of_value.get(value, 0) | 1 << places[code]
        return marks

    def places(self) -> dict[str, int]:
        """Which bit stands for which code; only words need to know."""

        def placed() -> dict[str, int]:
            codes = self._rows().order_by("pk").values_list("code", flat=True)
            return {code: place for place, code in enumerate(codes)}

        places: dict[str, int] = kept(f"places:{self._kind}", placed)
        return places

    def values(self, facet: str) -> list[Any]:
        """Every value that a row of the list has."""
        return list(self._marks[facet])

    def of_codes(self, codes: Iterable[str]) -> int:
        """The rows with these codes."""
        places = self.places()
        return reduce(or_, (1 << places[code] for code in codes if code in places), 0)

    def counts(
        self, facet: str, chosen: Mapping[str, Iterable[str]], within: int = ALL
    ) -> dict[Any, int]:
        """How many rows each value of a facet would leave beside what is chosen in the others."""
        others = {name: values for name, values in chosen.items() if name != facet}
        left = self._left(others, within)
        found = {value: (bits & left).bit_count() for value, bits in self._marks[facet].items()}
        return {value: count for value, count in found.items() if count}

    def count(self, chosen: Mapping[str, Iterable[str]], within: int = ALL) -> int:
        """How many rows have what is chosen."""
        left = self._left(chosen, within)
        if left != ALL:
            return left.bit_count()
        whole: int = kept(f"count:{self._kind}", self._rows().count)
        return whole

    def _left(self, chosen: Mapping[str, Iterable[str]], within: int) -> int:
        wanted = (
            reduce(or_, (self._marks[name].get(value, 0) for value in values), 0)
            for name, values in chosen.items()
            if values
        )
        return reduce(and_, wanted, within)


def kept(name: str, compute: Callable[[], Any]) -> Any:
    """A figure about a whole list, computed once per publication."""
    key = f"{name}:{publication_number()}"
    found = cache.get(key)
    if found is None:
        found = compute()
        cache.set(key, found, KEPT_SECONDS)
    return found

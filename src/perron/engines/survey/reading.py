"""A survey from CSV: one line per person, with columns for the answer, weight, stratum, cluster."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from math import isfinite

from perron.engines.survey.errors import SurveyRefused


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of words by name."""

    columns: dict[str, tuple[str, ...]]

    def words(self, name: str) -> tuple[str, ...]:
        """A column as it is written."""
        if name not in self.columns:
            known = ", ".join(self.columns)
            raise SurveyRefused(f"There is no column {name}. The file has {known}.")
        return self.columns[name]

    def numbers(self, name: str) -> list[float]:
        """A column of numbers; the refusal names the line."""
        found = []
        for line, word in enumerate(self.words(name), 2):
            try:
                number = float(word)
            except ValueError:
                number = float("nan")
            if not isfinite(number):
                raise SurveyRefused(f"Line {line}: “{word}” in the column {name} is no number.")
            found.append(number)
        return found


def read_table(content: bytes) -> Table:
    """Read UTF-8 CSV with a line of names first. SurveyRefused says what is wrong, and where."""
    try:
        rows: Sequence[list[str]] = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    except UnicodeDecodeError as fault:
        raise SurveyRefused("The file is not written in UTF-8.") from fault
    except csv.Error as fault:
        raise SurveyRefused(f"The file is no CSV: {fault}.") from fault
    lines = [(number, row) for number, row in enumerate(rows, 1) if row]
    if not lines:
        raise SurveyRefused("The file is empty.")
    header = [name.strip() for name in lines[0][1]]
    twice = [name for place, name in enumerate(header) if name in header[:place]]
    if twice:
        raise SurveyRefused(f"The column {twice[0]} stands twice in the first line.")
    for number, row in lines[1:]:
        if len(row) != len(header):
            raise SurveyRefused(
                f"Line {number} has {len(row)} cells, and the first line {len(header)} names."
            )
    return Table(
        {
            name: tuple(row[place].strip() for _number, row in lines[1:])
            for place, name in enumerate(header)
        }
    )

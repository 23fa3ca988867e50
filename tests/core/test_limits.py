"""What no database can hold is refused in a strategy file, with its line, on every database."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models

from perron.core.documents.problems import DocumentRefused
from perron.core.records.codecs import Choice, Codec, Many, Number, Plain
from perron.core.records.codecs.values import LARGEST_INTEGER
from perron.core.records.files import read_strategy_file
from perron.core.records.kinds import kinds

FILE = """\
format: perron-strategy/1
strategy:
  code: plan
  name:
    en: Plan
terms:
  - list: unit
    code: people
    name:
      en: People
  - list: fact
    code: pupils
    name:
      en: Pupils
references:
  - code: gazette
    title:
      en: The gazette
    publisher: The printer
indicators:
  - code: pupils
    strategy: plan
    name:
      en: Pupils
    unit: people
    comparable: true
    values:
      - period: 2018
        number: 12
        sample: 900
        sources: [gazette]
"""
NUMBER, SAMPLE, PERIOD, COMPARABLE = "number: 12", "sample: 900", "period: 2018", "true"
PUBLISHER, LIST, TITLE = "The printer", "list: unit", "en: The gazette"
EXACTLY = "cannot be kept exactly"


def problems(text: str) -> list[str]:
    with pytest.raises(DocumentRefused) as refused:
        read_strategy_file(text.encode(), name="plan.yaml", alone=True)
    return [str(problem) for problem in refused.value.problems]


def leaves(codecs: tuple[Codec, ...], model: Any, at: str) -> Iterator[tuple[str, Codec, Any]]:
    """Every codec with the place it has in its kind, and the column that it writes to."""
    for codec in codecs:
        if isinstance(codec, Many):
            yield from leaves(codec.codecs, codec.model, f"{at}.{codec.key}")
        elif isinstance(codec, Plain | Number | Choice):
            yield f"{at}.{codec.key}", codec, model._meta.get_field(codec.name)


COLUMNS = [entry for kind in kinds for entry in leaves(kind.codecs, kind.model, kind.name)]


def test_the_file_itself_is_sound() -> None:
    file = read_strategy_file(FILE.encode(), name="plan.yaml", alone=True)

    assert file.strategy == "plan"
    assert file.records["indicator"]["pupils"]["values"][0]["period"] == "2018"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (NUMBER, "number: 10000000000000000", EXACTLY),
        (NUMBER, "number: -10000000000000000", EXACTLY),
        (NUMBER, "number: 0.00001", EXACTLY),
        (NUMBER, "number: 1e400", EXACTLY),
        (NUMBER, f"number: {'9' * 1001}", "more than 1000 digits"),
        (NUMBER, "number: .nan", "not a number to count with"),
        (NUMBER, "number: -.inf", "not a number to count with"),
        (NUMBER, "number: .INF", "not a number to count with"),
        (NUMBER, "number: nan", "must be a number"),
        (NUMBER, "number: true", "must be a number"),
        (NUMBER, 'number: "12"', "must be a number"),
        (SAMPLE, "sample: 2147483648", "at most 2147483647 is allowed"),
        (SAMPLE, "sample: -1", "at least 0 is needed"),
        (SAMPLE, "sample: 1.0", "must be a whole number"),
        (SAMPLE, "sample: true", "must be a whole number"),
        (COMPARABLE, "1", "must be true or false"),
        (COMPARABLE, "0", "must be true or false"),
        (COMPARABLE, "yes", "must be true or false"),
        (PERIOD, "period: 1799", "lies too far away"),
        (PERIOD, "period: 2201-01", "lies too far away"),
        (PERIOD, "period: 9999-12-31", "lies too far away"),
        (PERIOD, "period: 20181", "must be a date"),
        (PERIOD, "period: -2018", "must be a date"),
        (PERIOD, "period: 2018.0", "must be"),
        (PERIOD, "period: true", "must be"),
        (PUBLISHER, "x" * 201, "201 characters"),
        (LIST, f"list: {'x' * 40}", "40 characters"),
        (PUBLISHER, '"The \\0 printer"', "U+0000"),
        (PUBLISHER, '"The \\x07 printer"', "U+0007"),
        (PUBLISHER, '"The \\ud83d printer"', "this code is not known"),
        (PUBLISHER, '"The \\ufffe printer"', "U+FFFE"),
        (TITLE, '"e\\0n": The gazette', "U+0000"),
        (PUBLISHER, "The \x00 printer", "U+0000"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_line(old: str, new: str, says: str) -> None:
    line = FILE[: FILE.index(old)].count("\n") + 1
    found = problems(FILE.replace(old, new, 1))

    assert len(found) == 1
    assert found[0].startswith(f"plan.yaml:{line}:")
    assert says in found[0]


def test_half_a_character_is_no_text() -> None:
    source = FILE.replace(PUBLISHER, "\ud83d").encode(errors="surrogatepass")

    with pytest.raises(DocumentRefused, match=r"plan\.yaml:19: .*not UTF-8"):
        read_strategy_file(source, name="plan.yaml", alone=True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (NUMBER, "number: 9999999999999999.9999"),
        (NUMBER, "number: -9999999999999999.9999"),
        (NUMBER, "number: 12.50000"),
        (SAMPLE, f"sample: {LARGEST_INTEGER}"),
        (SAMPLE, "sample: 0"),
        (PERIOD, "period: 1800-01-01"),
        (PERIOD, "period: 2200-12-31"),
        (PUBLISHER, "x" * 200),
    ],
)
def test_what_just_fits_is_read(old: str, new: str) -> None:
    read_strategy_file(FILE.replace(old, new, 1).encode(), name="plan.yaml", alone=True)


@pytest.mark.parametrize(
    ("codec", "column"), [it[1:] for it in COLUMNS], ids=[it[0] for it in COLUMNS]
)
def test_nothing_that_a_schema_allows_is_too_large_for_its_column(codec: Any, column: Any) -> None:
    shape = codec.schema()
    if isinstance(column, models.DecimalField):
        assert shape["format"] == "amount"
        assert (column.max_digits, column.decimal_places) == (20, 4)
    elif isinstance(column, models.PositiveIntegerField):
        assert shape["maximum"] == LARGEST_INTEGER
    elif isinstance(column, models.CharField):
        longest = (
            max(map(len, codec.choices.values)) if isinstance(codec, Choice) else codec.longest
        )
        assert longest <= (column.max_length or 0)
    else:
        assert isinstance(column, models.BooleanField | models.FloatField)

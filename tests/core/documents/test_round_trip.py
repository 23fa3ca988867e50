"""What is written reads back the same, whoever reads it."""

import re
from decimal import Decimal

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from perron.core.documents.reading import read_document
from perron.core.documents.scalars import FORBIDDEN_IN_FILE, is_too_long
from perron.core.documents.writing import write_document

ODD = st.sampled_from(
    [*"-?:,[]{}#&*!|>'\"%@`~\\ \n\t0.1", ": ", " #", "\n  ", "e", "\u2028", "\ufeff"]
)
TEXTS = (
    st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"))
    | st.lists(ODD, max_size=12).map("".join)
    | st.from_regex(r"[-+0-9.:_exnaif]{0,8}", fullmatch=True)
    | st.from_regex(r"[12][0-9]{3}-[01][0-9](-[0-3][0-9])?", fullmatch=True)
    | st.sampled_from(["true", "No", "null", "~", "<<", "NaN", "---", "..."])
)
NUMBERS = st.integers() | st.decimals(allow_nan=False, allow_infinity=False).filter(
    lambda number: not is_too_long(number)
)
SCALARS = TEXTS | NUMBERS | st.booleans() | st.none()
KEYS = TEXTS.filter(lambda text: len(text) <= 150)
VALUES = st.recursive(
    SCALARS,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(KEYS, inside, max_size=3),
    max_leaves=6,
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, max_size=3)


@settings(deadline=None, max_examples=60)
@given(DOCUMENTS, st.text(st.characters(exclude_categories=["Cc", "Cs"])))
@example({"a": ["\n", "a\n", "a\nb", " \n"], "b": [["a\n"], {"c": "d\ne"}]}, "header\n\nmore")
@example({"0": Decimal("-0.00"), "-": "-"}, "---")
def test_what_is_written_reads_back_and_is_written_the_same(
    data: dict[str, object], header: str
) -> None:
    header = FORBIDDEN_IN_FILE.sub("", header)
    text = write_document(data, header=header)
    again = read_document(text.encode(), name="x.yaml").data
    assert again == data
    assert list(again) == list(data)
    assert write_document(again, header=header) == text


@settings(deadline=None, max_examples=30)
@given(DOCUMENTS)
def test_other_readers_of_yaml_take_texts_truths_and_lists_for_the_same(
    data: dict[str, object],
) -> None:
    for loader in (yaml.BaseLoader, yaml.CBaseLoader):
        assert loader(write_document(data)).get_single_data() == _as_words(data)


def _as_words(value: object) -> object:
    """The values as a reader sees them that takes every single value for a text."""
    if isinstance(value, dict):
        return {key: _as_words(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [_as_words(inside) for inside in value]
    if isinstance(value, str):
        return value
    return write_document({"k": value}).removeprefix("k: ").removesuffix("\n")


@settings(deadline=None)
@given(TEXTS)
def test_text_is_text_to_a_reader_of_yaml_1_1(text: str) -> None:
    (found,) = yaml.safe_load(write_document({"k": [text]}))["k"]
    assert found == text or (str(found) == text and re.fullmatch(r"\d{4}-\d\d-\d\d", text))

"""Organisations that look alike are found; those that can't be one are left apart."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from perron.directory.services.duplicates import (
    Known,
    Likeness,
    Pair,
    find_duplicates,
    folded_name,
    folded_names,
)
from tests.directory.make import a_region
from tests.make import an_organisation


def known(code: str, name: str, number: str = "", *, municipality: str = "") -> Known:
    return Known(code, folded_names({"en": name}), number, municipality)


def test_a_name_is_compared_without_accents_order_or_points() -> None:
    assert folded_name("A.S.B.L. Le Pont-Élevé") == folded_name("le pont eleve (ASBL)")


def test_the_same_number_is_the_surest_sign() -> None:
    found = find_duplicates([known("b", "Bridge", "1"), known("a", "Other", "1")])

    assert found == [Pair("a", "b", Likeness.NUMBER)]


def test_the_same_name_in_one_place_is_a_pair() -> None:
    one, other = known("a", "The Bridge", municipality="1"), known("b", "Bridge, the")

    assert find_duplicates([one, other]) == [Pair("a", "b", Likeness.NAME)]


def test_a_few_letters_more_or_less_are_a_pair() -> None:
    found = find_duplicates(
        [known("a", "Digital Bridge Centre"), known("b", "Digital Bridge Center")]
    )

    assert found == [Pair("a", "b", Likeness.NEAR)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (known("a", "Bridge", municipality="1"), known("b", "Bridge", municipality="2")),
        (known("a", "Bridge", "1"), known("b", "Bridge", "2")),
        (known("a", "Village school 1"), known("b", "Village school 2")),
        (known("a", "Village school"), known("b", "Village museum")),
        (known("a", "abcdefghij"), known("b", "jihgfedcba")),
    ],
)
def test_what_keeps_two_apart_is_respected(one: Known, other: Known) -> None:
    assert find_duplicates([one, other]) == []


def test_names_in_two_languages_do_not_make_a_pair_with_oneself() -> None:
    one = Known(
        "a", folded_names({"en": "Digital Centre", "de": "Digital Centrum", "fr": ""}), "", ""
    )

    assert find_duplicates([one]) == []


@pytest.mark.django_db
def test_the_whole_directory_is_compared_in_one_query() -> None:
    a_region(an_organisation("town-2", name={"en": "TOWN"}), an_organisation("mill"))

    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = find_duplicates()

    assert found == [Pair("town", "town-2", Likeness.NAME)]
    assert len(queries) == 1

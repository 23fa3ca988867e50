"""Every table that may name a person is in a holding, or says here why it is in none."""

from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import override

from perron.core.personal import Holding, Holdings, Subject, holdings

PERSONAL = {
    *("actor", "address", "author", "email", "first_name", "grounds", "last_name", "name", "party"),
    *("owed_by", "owed_to", "person", "phone", "proxy", "telephone", "user", "username", "words"),
}
# Reviewed by hand: nothing in these tables is about a person.
NOBODY = {
    "auth.Group": "Django's; never used here",
    "auth.Permission": "Django's; never used here",
    "calls.Override": "reasons written by the agency for the public register",
    "calls.SiteFact": "the code of a fact about a site, a body or a municipality",
    "competences.Flag": "what was seen in the figures of a question, by the site itself",
    "core.Owed": "parties by key only; titles and reasons are written by the agency for everybody",
    "core.Work": "names of jobs, keys of rows",
    "socialaccount.SocialApp": "the provider's own name",
}


def personal_fields(model: type[models.Model]) -> list[str]:
    """The fields that may say who somebody is: by type, by name, or by leading to a person."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.EmailField)
        or (field.name in PERSONAL and isinstance(field, models.CharField | models.TextField))
        or (field.is_relation and field.related_model is apps.get_model(settings.AUTH_USER_MODEL))
    ]


def test_a_table_that_may_name_a_person_is_in_a_holding() -> None:
    held = {table for holding in holdings for table in holding.tables}
    named = {model._meta.label: personal_fields(model) for model in apps.get_models()}

    forgotten = {
        label: fields
        for label, fields in named.items()
        if fields and label not in held and label not in NOBODY
    }
    assert forgotten == {}
    assert {label for label in NOBODY if not named.get(label)} == set()


def test_a_holding_names_tables_that_exist() -> None:
    known = {model._meta.label for model in apps.get_models()}
    held = {table for holding in holdings for table in holding.tables}

    assert held - known == set()
    assert set(NOBODY) & held == set()


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_every_holding_says_why_until_when_and_who_sees_it(language: str) -> None:
    with override(language):
        for holding in holdings:
            said = (holding.label, holding.why, holding.until, holding.seen)
            assert all(str(words).strip() for words in said), holding.name
            assert "%(" not in holding.until, holding.name


def test_what_is_purged_has_a_time_after_which_it_goes() -> None:
    timeless = {holding.name for holding in holdings if holding.purge and not holding.days}

    assert timeless == {"sessions"}, "a session knows itself when it ends"


@pytest.mark.django_db
def test_nobody_in_particular_has_no_data() -> None:
    for holding in holdings:
        assert holding.export(Subject()) == [], holding.name


def a_holding(name: str = "letters") -> Holding:
    words: dict[str, Any] = dict.fromkeys(("label", "why", "kept", "seen"), "words")
    return Holding(
        name=name, tables=(), export=lambda _: [], erase=lambda _subject, _at: 0, **words
    )


def test_two_holdings_never_have_one_name() -> None:
    register = Holdings()
    assert register.add(a_holding()) is register["letters"]
    with pytest.raises(ValueError, match="letters"):
        register.add(a_holding())


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("ann@x.example", True),
        ("Write to <Ann@X.example>.", True),
        ("'ann@x.example'", True),
        ("joann@x.example", False),
        ("ann@x.example.org", False),
        ("o'ann@x.example", False),
        ("ann@x.example-land", False),
        ({"a": [1, {"b": "to: ann@x.example"}]}, True),
        ({"ann@x.example": None}, True),
        (None, False),
    ],
)
def test_an_address_is_found_as_a_whole_and_never_inside_another(
    words: Any, *, named: bool
) -> None:
    assert Subject(address=" ANN@x.example ").is_named_in(words) is named
    assert not Subject().is_named_in(words)

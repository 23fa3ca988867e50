"""Headings are understood in French, German, English and as the keys of the record."""

import pytest

from perron.core.records.kinds import kinds
from perron.directory.errors import SpreadsheetRefused
from perron.directory.imports.spreadsheets.columns import match_columns, meaning_of


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("name_fr", ("name", "fr")),
        ("Name (DE)", ("name", "de")),
        ("Nom", ("name", "fr")),
        ("Dénomination", ("name", "fr")),
        ("Bezeichnung", ("name", "de")),
        ("name", ("name", "fr")),
        ("Title", ("name", "en")),
        ("Nom DE", ("name", "de")),
        ("description", ("summary", "fr")),
        ("Type", ("kind", "")),
        ("N° d'entreprise", None),
        ("Numéro d'entreprise", ("enterprise_number", "")),
        ("Unternehmensnummer", ("enterprise_number", "")),
        ("Code postal", ("postal_code", "")),
        ("PLZ", ("postal_code", "")),
        ("Straße", ("street", "")),
        ("Straße DE", None),
        ("Commune", ("municipality", "")),
        ("Gemeinde", ("municipality", "")),
        ("ville", ("municipality", "")),
        ("founded", ("founded", "")),
        ("services", None),
        ("facts", None),
        ("", None),
        ("fr", None),
    ],
)
def test_a_heading_means_a_part_of_an_organisation(
    heading: str, meaning: tuple[str, str] | None
) -> None:
    assert meaning_of(heading, kinds["organisation"]) == meaning


def test_places_have_headings_of_their_own() -> None:
    assert meaning_of("Dienste", kinds["place"]) == ("services", "")
    assert meaning_of("Accessibilité", kinds["place"]) == ("access", "fr")


def test_columns_that_mean_nothing_are_named_and_left() -> None:
    columns = match_columns(["Nom", "Genre", "Couleur", ""], kinds["organisation"], name="x.csv")

    assert [column.codec.key for column in columns.read] == ["name", "kind"]
    assert columns.left == ("Couleur", "(column 4)")


def test_two_columns_for_one_thing_are_refused() -> None:
    with pytest.raises(SpreadsheetRefused, match="two columns mean the same: “Nom” and “name_fr”"):
        match_columns(["Nom", "name_fr", "Type"], kinds["organisation"], name="x.csv")


def test_a_missing_column_is_named_with_what_was_found() -> None:
    with pytest.raises(SpreadsheetRefused, match=r"no column is called kind, name \(found: Rue"):
        match_columns(["Rue", "Ville"], kinds["organisation"], name="x.csv")


def test_a_code_is_never_needed() -> None:
    columns = match_columns(["Nom", "Organisme"], kinds["site"], name="x.csv")

    assert columns.heading_of("organisation") == "Organisme"
    assert columns.heading_of("code") == "code"

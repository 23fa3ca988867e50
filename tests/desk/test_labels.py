"""Every part of every record that the desk edits has a label in words."""

import pytest

from perron.core.records.codecs import Codec, Link, Many, Number, Path, Plain
from perron.core.records.kinds import Kind, kinds
from perron.desk.records.labels import hint_of, id_of, label_of, labels_of
from perron.desk.rules import editable_kinds
from perron.directory.models import Organisation

EDITED = [kind.name for kind in editable_kinds()]


def parts(kind: Kind) -> list[tuple[Codec, str]]:
    found = [(codec, label_of(codec, kind.model)) for codec in kind.codecs]
    for codec in kind.codecs:
        if isinstance(codec, Many):
            found += [(inner, label_of(inner, codec.model)) for inner in codec.codecs]
    return found


@pytest.mark.parametrize("name", EDITED)
def test_no_label_is_a_bare_key(name: str) -> None:
    labels = [label for _codec, label in parts(kinds[name])]

    assert all(label[0].isupper() for label in labels)
    assert [label for label in labels if "_" in label] == []


def test_the_territory_is_not_edited_here() -> None:
    assert {"district", "municipality"}.isdisjoint(EDITED)
    assert {"measure", "term", "card", "site"} <= set(EDITED)


def test_a_part_without_words_of_its_own_is_called_by_its_key() -> None:
    assert label_of(Plain(key="opening_hours"), Organisation) == "Opening hours"


@pytest.mark.parametrize(
    ("codec", "hint"),
    [
        (Plain(key="start", format="partial-date"), "As precise as the source"),
        (Plain(key="web", format="uri"), "The whole address"),
        (Number(key="amount"), "In digits"),
        (Plain(key="enterprise_number"), "With or without points"),
        (Link(key="body", kind="organisation"), "Type a few letters"),
        (Plain(key="street"), ""),
    ],
)
def test_hints_say_how_to_fill_in(codec: Codec, hint: str) -> None:
    assert hint_of(codec).startswith(hint)


def test_a_place_in_a_record_is_named_in_words() -> None:
    measure = kinds["measure"]

    assert labels_of(("facts", 1, "number"), measure) == "Figures and statements 2, Number"
    assert labels_of(("name", "fr"), measure) == "Name"
    assert labels_of(("facts",), measure) == "Figures and statements"
    assert labels_of(("unheard",), measure) == ""


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("facts", 1, "number"), "f-facts-1-number"),
        (("facts", 1), "f-facts-1"),
        (("name", "fr"), "f-name-fr"),
        (("sources", 2), "f-sources"),
        (("facts", 1, "sources", 0), "f-facts-1-sources"),
        (("audience", 1), "f-audience"),
        ((), "f-"),
    ],
)
def test_a_place_in_a_record_has_its_field_on_the_page(path: Path, field: str) -> None:
    assert id_of(path, kinds["measure"]) == field

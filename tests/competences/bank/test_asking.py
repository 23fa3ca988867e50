"""What is shown of a question: the same for the same seed, and never its key."""

import io
import zipfile
from itertools import permutations

import pytest

from perron.competences.rules.asking import guessing, show
from perron.competences.rules.opening import file_bytes
from tests.competences.bank.written import a_family, a_written, text

STEPS = [text(word) for word in ("one", "two", "three", "four")]


def test_choices_are_drawn_by_lot_and_stay_as_they_were_drawn() -> None:
    family = a_family()
    orders = {
        tuple(one.text for one in show(family, "bank", language="en", seed=seed).choices)
        for seed in range(200)
    }

    assert len(orders) == 24
    assert show(family, "bank", language="en", seed=5) == show(
        family, "bank", language="en", seed=5
    )


def test_a_token_is_the_place_among_those_shown() -> None:
    shown = show(a_family(), "bank", language="fr", seed=9)

    assert [one.token for one in shown.choices] == ["1", "2", "3", "4"]
    assert shown.choose == 1
    assert shown.asks == "What do you do?"


def test_choices_that_are_fixed_stay_where_they_are() -> None:
    family = a_family()
    family["variants"][0]["fixed"] = True

    shown = show(family, "bank", language="en", seed=3)

    assert [one.text for one in shown.choices][1] == "Call the bank"


def test_what_is_to_be_put_in_order_never_is_in_order() -> None:
    family = a_written("order", order=STEPS)
    seen = {
        tuple(one.text for one in show(family, "bank", language="en", seed=seed).choices)
        for seed in range(400)
    }

    assert ("one", "two", "three", "four") not in seen
    assert len(seen) == len(list(permutations(STEPS))) - 1


@pytest.mark.parametrize(
    ("family", "chance"),
    [
        (a_family(), 1 / 4),
        (a_written("order", order=STEPS), 1 / 24),
        (a_written("short", number=3), 0.0),
        (
            a_written(
                "match",
                pairs=[{"left": one, "right": one} for one in STEPS[:3]],
                extra=STEPS[3:],
            ),
            1 / 24,
        ),
        (
            a_written(
                "match",
                pairs=[
                    {"left": STEPS[0], "right": STEPS[0]},
                    {"left": STEPS[1], "right": STEPS[1]},
                    {"left": STEPS[2], "right": STEPS[1]},
                ],
            ),
            1 / 8,
        ),
    ],
)
def test_the_floor_is_the_chance_of_choosing_blindly(
    family: dict[str, object], chance: float
) -> None:
    assert guessing(family, "bank") == pytest.approx(chance)


def test_several_right_options_are_guessed_together() -> None:
    family = a_family(kind="multiple")
    family["variants"][0]["options"][0]["right"] = True

    assert guessing(family, "bank") == pytest.approx(1 / 6)
    assert show(family, "bank", language="en", seed=1).choose == 2


def test_material_is_shown_block_by_block_in_one_language() -> None:
    family = a_family()
    family["variants"][0]["material"] = [
        {"text": {"fr": "Un\n\nDeux", "de": "Eins", "en": "One"}},
        {"message": {"from": "Mum", "subject": "Hello", "body": text("Line one\nline two")}},
        {"address": "https://a.example/"},
        {"list": {"items": [text("a"), "b"]}},
        {"table": {"head": ["x", "y"], "rows": [["1", text("two")]]}},
        {"screen": {"title": "Settings", "lines": ["On"], "buttons": ["Save"]}},
    ]

    told, message, address, items, table, screen = show(
        family, "bank", language="fr", seed=1
    ).material

    assert told.lines == ("Un", "Deux")
    assert (message.sender, message.title, message.lines) == (
        "Mum",
        "Hello",
        ("Line one", "line two"),
    )
    assert address.title == "https://a.example/"
    assert items.lines == ("a", "b")
    assert (table.head, table.rows) == (("x", "y"), (("1", "two"),))
    assert (screen.title, screen.lines, screen.buttons) == ("Settings", ("On",), ("Save",))


def with_file(**body: object) -> dict[str, object]:
    family = a_written("file", number=3)
    family["variants"][0]["material"].append({"file": body})
    return family


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        ("txt", "a\nb", b"a\nb"),
        ("csv", "a;b", b"\xef\xbb\xbfa;b\n"),
        ("ics", "BEGIN\nEND\n", b"BEGIN\r\nEND\r\n"),
    ],
)
def test_a_text_file_is_what_its_type_asks_for(kind: str, content: str, expected: bytes) -> None:
    told, got = file_bytes(with_file(name=f"x.{kind}", type=kind, content=content), "bank", "fr")

    assert (told.name, got) == (f"x.{kind}", expected)


def test_a_page_says_its_language_and_its_letters() -> None:
    _told, got = file_bytes(with_file(name="x.html", type="html", content="<p>é"), "bank", "fr")

    assert b'lang="fr"' in got
    assert b'charset="utf-8"' in got


def test_a_workbook_and_an_archive_are_the_same_bytes_each_time() -> None:
    sheets = [{"name": "A:B", "rows": [["Name", 3], [text("x")]]}]
    book = with_file(name="b.xlsx", type="xlsx", sheets=sheets)
    archive = with_file(name="c.zip", type="zip", files=[{"name": "d.txt", "content": text("in")}])

    assert file_bytes(book, "bank", "en") == file_bytes(book, "bank", "en")
    assert zipfile.ZipFile(io.BytesIO(file_bytes(book, "bank", "en")[1])).testzip() is None
    held = zipfile.ZipFile(io.BytesIO(file_bytes(archive, "bank", "en")[1]))
    assert held.read("d.txt") == b"in"


def test_a_question_without_a_file_has_none() -> None:
    with pytest.raises(KeyError):
        file_bytes(a_family(), "bank", "en")
    with pytest.raises(KeyError):
        show(a_family(), "unknown", language="en", seed=1)

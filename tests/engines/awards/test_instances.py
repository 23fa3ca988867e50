"""Reading an instance: what it means, and everything that is refused, with its place."""

from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perron.engines.awards.errors import InstanceRefused
from perron.engines.awards.instances import read_instance
from tests.engines.awards.editions import Document, an_application, an_edition, an_instance

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.text(st.characters(categories=["Cs"]), max_size=2)
    | st.sampled_from(["a", "region", "regional", "perron-awards-instance/1"]),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(st.text(max_size=5), below),
    max_leaves=20,
)


def problems_of(document: Any) -> tuple[str, ...]:
    with pytest.raises(InstanceRefused) as refused:
        read_instance(document)
    assert "Nothing was solved" in str(refused.value)
    return refused.value.problems


def edition(**more: Any) -> Document:
    return an_edition(an_application("a", 80_000), an_application("b", 70_000), **more)


def test_the_order_is_score_then_tie_then_lot() -> None:
    rows = [
        an_application("low", 1_000),
        an_application("tied-2", 5_000, tie=2),
        an_application("tied-1", 5_000, tie=1),
        *(an_application(f"lot-{number}", 5_000, tie=3) for number in range(5)),
    ]

    order = [application.id for application in an_instance(*rows).applications]

    lots = sorted(
        (f"lot-{number}" for number in range(5)),
        key=lambda name: sha256(f"drawn:{name}".encode()).hexdigest(),
    )
    assert order == ["tied-1", "tied-2", *lots, "low"]


def test_an_instance_knows_its_cells_its_lots_and_its_places() -> None:
    instance = an_instance(
        an_application("a", 3_000, cell="south"),
        an_application("b", 2_000),
        an_application("c", 1_000, cell="south"),
        rules={"threshold": 1_500},
    )

    cells = {cell: [one.id for one in ones] for cell, ones in instance.cells.items()}
    assert cells == {"north": ["b"], "south": ["a", "c"]}
    assert instance.places == {"a": 0, "b": 1, "c": 2}
    assert [one.lot for one in instance.by_lot] == sorted(one.lot for one in instance.applications)
    assert instance.eligible(instance.by_id["b"]) == ("regional",)
    assert instance.eligible(instance.by_id["c"]) == ()


def test_what_is_not_told_has_its_plain_meaning() -> None:
    instance = an_instance(an_application("a", 1_000))

    (application,) = instance.applications
    assert application.levels == (100,)
    assert (application.board, application.groups, application.profile) == (None, (), {})
    assert instance.rules.skip


def test_rivals_are_the_others_of_the_exclusive_list() -> None:
    rows = [an_application(name, 1_000) for name in "abcd"]

    instance = an_instance(*rows, exclusive=[["c", "a", "b"]])

    assert instance.by_id["b"].rivals == ("a", "c")
    assert instance.by_id["d"].rivals == ()


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        ({}, "The file: format, edition, currency, rules, sources, moneys, applications missing."),
        (edition(applications=[]), "applications: the list has fewer than 1 entries."),
        (edition(extra=1), "The file: nobody knows what “extra” means here."),
        (edition(currency="euro"), "currency: “euro” does not have the form ^[A-Z]{3}$."),
        (edition(rules={"seed": ""}), "rules.seed: the text is empty."),
        (edition(rules={"seed": "s" * 1001}), "rules.seed: the text is longer than 1000"),
        (edition(rules={"method": "luck"}), "rules.method: “luck” is none of optimise, rank."),
        (edition(rules={"skip": 1}), "rules.skip: “1” is not of the type “boolean”."),
        (edition(rules={"gap_ppm": 0.5}), "rules.gap_ppm: “0.5” is not a whole number."),
        (edition(format="x"), "format: “x” should be “perron-awards-instance/1”."),
        (
            edition(edition="a\n"),
            "edition: the text holds half a character or a sign that nobody sees.",
        ),
        (
            edition(moneys=[{"id": "regional", "parts": {}}]),
            "moneys[0].parts: nothing is named here.",
        ),
        (
            edition(sources=[{"id": "region", "limit": -1}]),
            "sources[0].limit: “-1” is less than 0.",
        ),
        (
            edition(sources=[{"id": "region", "limit": 10**70}]),
            "sources[0].limit: the number has more than 60 digits.",
        ),
        (
            edition(sources=[{"id": "region", "limit": 1, "years": {"soon": 1}}]),
            "“soon” does not have the form ^[0-9]{4}$.",
        ),
        (
            edition(groups=[{"id": "g", "floor": "x" * 100}]),
            f"groups[0].floor: “{'x' * 59}…” is not of the type “integer”.",
        ),
        (
            edition(groups=[{"id": ["g"]}]),
            "groups[0].id: a list is not of the type “string”.",
        ),
        (
            edition(groups=[{"id": {"g": 1}}]),
            "groups[0].id: an object is not of the type “string”.",
        ),
        (
            edition(exclusive=[["a", "a"]]),
            "exclusive[0]: the same stands here twice.",
        ),
        (
            edition(moneys=[{"id": f"m-{n}", "parts": {"region": 1}} for n in range(9)]),
            "moneys: the list has more than 8 entries.",
        ),
        (
            edition(
                sources=[
                    {"id": "region", "limit": 1, "years": {f"{n}": 1 for n in range(2000, 2060)}}
                ]
            ),
            "sources[0].years: more than 50 are named here.",
        ),
    ],
)
def test_what_breaks_the_schema_is_named_with_its_place(document: Any, problem: str) -> None:
    problems = problems_of(document)

    assert len(problems) == 1
    assert problem in problems[0]


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        (
            {"sources": [{"id": "region", "limit": 1}] * 2},
            "sources: “region” stands here 2 times; an id names one thing.",
        ),
        (
            {"moneys": [{"id": "regional", "parts": {"moon": 1}}]},
            "moneys: “regional” is paid by “moon”, which is no source.",
        ),
        (
            {
                "sources": [{"id": "region", "limit": 1}, {"id": "union", "limit": 1}],
                "moneys": [{"id": "regional", "parts": {"region": 9_000, "union": 2_000}}],
            },
            "moneys: the parts of “regional” sum to 11000, more than 10000.",
        ),
        (
            {"groups": [{"id": "g", "floor": 2, "ceiling": 1}]},
            "groups: the floor of “g” is above its ceiling.",
        ),
        ({"exclusive": [["a", "z"]]}, "exclusive: “z” is none of the applications."),
        (
            {"exclusive": [["a", "b"], ["b", "a"]]},
            "exclusive: “a” stands in 2 lists; write one list of all of them.",
        ),
        (
            {"sources": [{"id": "region", "limit": 1, "years": {"2026": 1}}]},
            "applications: “a” has no profile, and region may pay it, with limits by year.",
        ),
    ],
)
def test_what_cannot_be_meant_is_told(more: Document, problem: str) -> None:
    assert problem in problems_of(edition(**more))


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"moneys": ["moon"]}, "applications: “c” names “moon”, which is none of the moneys."),
        ({"groups": ["moon"]}, "applications: “c” names “moon”, which is none of the groups."),
        ({"board": "moon"}, "applications: “c” names “moon”, which is none of the boards."),
        (
            {"requires": ["moon"]},
            "applications: “c” names “moon”, which is none of the applications.",
        ),
        ({"requires": ["c"]}, "applications: c require each other in a circle."),
        ({"levels": [80, 100]}, "applications: the levels of “c” do not descend."),
        (
            {"profile": {"2026": 5_000, "2027": 4_000}},
            "applications: the profile of “c” sums to 9000, not to 10000.",
        ),
    ],
)
def test_an_application_that_cannot_be_meant_is_told(more: Document, problem: str) -> None:
    document = an_edition(an_application("a", 1_000), an_application("c", 1_000, **more))

    assert problem in problems_of(document)


def test_everything_that_is_wrong_is_told_at_once_and_a_circle_is_found_behind_a_chain() -> None:
    rows = [
        an_application("a", 1_000),
        an_application("b", 1_000, requires=["a"]),
        an_application("c", 1_000, requires=["d", "b"]),
        an_application("d", 1_000, requires=["e"]),
        an_application("e", 1_000, requires=["c"], moneys=["moon"]),
        an_application("f", 1_000, requires=["b", "a"]),
    ]

    assert problems_of(an_edition(*rows)) == (
        "applications: “e” names “moon”, which is none of the moneys.",
        "applications: c, d, e require each other in a circle.",
    )


def test_after_fifty_problems_the_rest_is_counted() -> None:
    rows = [an_application(f"a-{number}", -1) for number in range(60)]

    with pytest.raises(InstanceRefused, match=r"10 further problems are not shown\."):
        read_instance(an_edition(*rows))


def test_halves_of_characters_and_endless_depth_are_refused() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]

    assert problems_of(edition(edition="\ud800")) == (
        "edition: the text holds half a character or a sign that nobody sees.",
    )
    assert problems_of({"\ud800": 1}) == ("The file: a name is no text.",)
    assert problems_of(edition(groups=deep)) == (
        "groups[0][0][0][0][0][0][0][0][0][0][0][0]: nested too deeply.",
    )


@given(JSON)
def test_no_json_breaks_the_reader(document: Any) -> None:
    with pytest.raises(InstanceRefused):
        read_instance(document)


@given(st.sampled_from(sorted(edition())), JSON)
def test_no_json_in_one_place_breaks_the_reader(key: str, value: Any) -> None:
    try:
        read_instance({**edition(), key: value})
    except InstanceRefused as refused:
        told = refused.problems
    else:
        told = ("it was read",)
    assert all(told)


@given(st.sampled_from([*sorted(an_application("a", 1)), "board", "levels", "profile"]), JSON)
def test_no_json_in_an_application_breaks_the_reader(key: str, value: Any) -> None:
    try:
        read_instance(an_edition({**an_application("a", 1_000), key: value}))
    except InstanceRefused as refused:
        told = refused.problems
    else:
        told = ("it was read",)
    assert all(told)

"""What an award costs: to the cent, by source and by year."""

from hypothesis import given
from hypothesis import strategies as st

from perron.engines.awards.amounts import Grant, grant, yearly
from tests.engines.awards.editions import an_application, an_instance

MIX = {"west": 3_333, "east": 5_000, "south": 1_667}


def mixed(asked: int, parts: dict[str, int], level: int = 100, **more: object) -> Grant:
    sources = [{"id": name, "limit": 10**9, **more} for name in parts]
    row = an_application(
        "a", 0, asked, moneys=["mix"], profile={"2026": 3_333, "2027": 3_333, "2028": 3_334}
    )
    moneys = [{"id": "mix", "parts": parts}]
    instance = an_instance(row, sources=sources, moneys=moneys)
    (application,) = instance.applications
    return grant(instance, application, instance.moneys["mix"], level=level)


def test_a_level_is_a_part_of_what_is_asked_rounded_down() -> None:
    assert mixed(1_999, {"west": 10_000}, 60).amount == 1_199


def test_what_the_parts_leave_open_is_the_applicants_own() -> None:
    cost = mixed(1_000, {"west": 4_000, "east": 5_000})

    assert cost == Grant(900, {"east": 500, "west": 400}, {})


def test_cents_left_over_go_to_the_sources_in_the_order_of_their_ids() -> None:
    assert mixed(2, MIX).sources == {"east": 2, "south": 0, "west": 0}
    assert mixed(3, MIX).sources == {"east": 2, "south": 1, "west": 0}


def test_only_limited_years_are_told_and_the_rest_falls_in_the_last_of_the_profile() -> None:
    cost = mixed(1_000, {"west": 10_000}, years={"2025": 9, "2026": 9, "2028": 9})

    assert cost.years == {"west": {"2025": 0, "2026": 333, "2028": 334}}
    assert yearly(10, {"2026": 5_000, "2027": 5_000}, {"2027": 0}) == {"2027": 5}
    assert yearly(11, {"2026": 5_000, "2027": 5_000}, {"2027": 0}) == {"2027": 6}


@given(
    st.integers(1, 10**11),
    st.integers(1, 100),
    st.lists(st.integers(1, 3_333), min_size=1, max_size=3),
)
def test_sources_pay_the_grant_to_the_cent(asked: int, level: int, shares: list[int]) -> None:
    parts = dict(zip(MIX, shares, strict=False))

    cost = mixed(asked, parts, level, years={"2026": 1, "2027": 1, "2028": 1})

    assert sum(cost.sources.values()) == cost.amount <= asked
    for source, paid in cost.sources.items():
        assert sum(cost.years[source].values()) == paid


def test_a_grant_is_computed_once() -> None:
    instance = an_instance(an_application("a", 0))
    (application,) = instance.applications
    money = instance.moneys["regional"]

    first = grant(instance, application, money, level=100)

    assert grant(instance, application, money, level=100) is first

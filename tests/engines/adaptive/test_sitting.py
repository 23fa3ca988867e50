"""A sitting: the blueprint is met, kindness is kept, and what was dropped was never asked."""

from dataclasses import replace

import numpy as np
import pytest

from perron.engines.adaptive.ability import Prior
from perron.engines.adaptive.bank import Item
from perron.engines.adaptive.blueprint import Blueprint, Facts, Quota, plan
from perron.engines.adaptive.choosing import KIND, Moment, Rules, bound_of, choose, worth_of
from perron.engines.adaptive.errors import AdaptiveRefused
from perron.engines.adaptive.exposure import WARMING, Exposure, unexposed
from perron.engines.adaptive.generating import a_bank
from perron.engines.adaptive.sitting import Design, Sitting, look, misses_in_a_row, next_item, sit
from perron.engines.adaptive.stopping import Stopping
from perron.engines.adaptive.tables import tabulate

RNG = np.random.default_rng
BANK = a_bank(60, RNG(5))
TABLES = tabulate(BANK)
FACTS = [
    Facts(
        area=f"area {item % 3}",
        competence=f"competence {item % 6}",
        family=f"family {item // 2}" if item < 40 else "",
        enemies="pair" if item in {3, 44, 50} else "",
        modalities=frozenset({"keyboard"} if item % 10 else {}),
        languages=frozenset({"fr", "de"}),
    )
    for item in range(60)
]
BLUEPRINT = Blueprint(
    12,
    areas={f"area {one}": Quota(3, 5) for one in range(3)},
    competences={f"competence {one}": Quota(1, 3) for one in range(6)},
    modalities=frozenset({"keyboard"}),
    language="de",
)
DESIGN = Design(TABLES, plan(FACTS, BLUEPRINT))
PLAIN = Design(TABLES, plan([Facts()] * 60, Blueprint(20)))


@pytest.mark.parametrize("seed", range(12))
def test_a_blueprint_is_met_whatever_is_answered(seed: int) -> None:
    rng = RNG(seed)
    design = replace(DESIGN, rules=Rules(best_of=5))
    sitting = sit(design, float(rng.normal()), rng)

    asked = [item for item, _ in sitting.answers]
    assert len(asked) == 12
    assert DESIGN.plan.is_met(asked)
    for kind, quotas in (("area", BLUEPRINT.areas), ("competence", BLUEPRINT.competences)):
        for name, quota in quotas.items():
            count = sum(getattr(FACTS[item], kind) == name for item in asked)
            assert quota.least <= count <= (quota.most or 0)
    families = [FACTS[item].family for item in asked if FACTS[item].family]
    assert len(families) == len(set(families))
    assert sum(FACTS[item].enemies == "pair" for item in asked) <= 1
    assert all("keyboard" in FACTS[item].modalities for item in asked)


def test_an_item_whose_enemies_are_needed_elsewhere_is_not_asked_too_early() -> None:
    facts = [
        Facts("A", "1", enemies="x"),
        Facts("A", "2", enemies="x"),
        Facts("A", "1"),
        Facts("A", "1"),
    ]
    made = plan(facts, Blueprint(2, competences={"1": Quota(1), "2": Quota(1)}))

    assert made.open_items([]).tolist() == [False, True, True, True]
    assert made.open_items([1]).tolist() == [False, False, True, True]


@pytest.mark.parametrize(
    ("blueprint", "said"),
    [
        (Blueprint(61), "too few items"),
        (Blueprint(5, areas={"area 9": Quota(1)}), "asks for area 9"),
        (Blueprint(5, language="nl"), "too few items"),
        (Blueprint(3, areas={f"area {one}": Quota(2) for one in range(3)}), "too few items"),
    ],
)
def test_a_blueprint_that_no_test_meets_is_refused(blueprint: Blueprint, said: str) -> None:
    with pytest.raises(AdaptiveRefused, match=said):
        plan(FACTS, blueprint)


def test_a_competence_lies_in_one_area() -> None:
    with pytest.raises(AdaptiveRefused, match="lies in two areas"):
        plan([Facts("A", "1"), Facts("B", "1")], Blueprint(1))


def test_dropping_an_item_equals_never_having_asked_it() -> None:
    answers = tuple((item, item % 2) for item in (4, 9, 21, 33))
    dropped = look(PLAIN, Sitting(answers).without(21))
    never = look(PLAIN, Sitting(tuple(one for one in answers if one[0] != 21)))

    assert (dropped.weights == never.weights).all()
    assert dropped.estimate == never.estimate
    asked_again = next_item(PLAIN, Sitting(answers).without(21), RNG(1))
    assert asked_again not in {4, 9, 21, 33}


def test_a_sitting_that_is_resumed_is_the_same() -> None:
    whole = sit(DESIGN, 0.4, RNG(3))
    half = Sitting(whole.answers[:6])

    assert next_item(DESIGN, half, RNG(1)) == whole.answers[6][0]
    assert look(DESIGN, whole).ended == "length"
    assert next_item(DESIGN, whole, RNG(1)) is None
    assert sit(DESIGN, 0.4, RNG(3)) == whole


def test_an_item_is_answered_once() -> None:
    with pytest.raises(AdaptiveRefused, match="answered before"):
        Sitting(((3, 1),)).answered(3, 0)


def test_a_certain_level_ends_a_sitting_and_so_does_precision() -> None:
    sure = replace(PLAIN, stopping=Stopping(least=3, cuts=(0.0,), certainty=0.9))
    able = Sitting(tuple((int(item), 1) for item in np.argsort([one.b for one in BANK])[-4:]))
    precise = replace(PLAIN, stopping=Stopping(sd=0.9))

    assert look(sure, able).ended == "decision"
    assert look(sure, able).levels[1] > 0.9
    assert look(sure, Sitting(able.answers[:2])).ended == ""
    assert look(precise, able).ended == "precision"
    assert look(PLAIN, able).ended == ""


def test_no_sitting_ends_before_its_least_quotas_are_met() -> None:
    hasty = replace(DESIGN, stopping=Stopping(sd=5.0))

    assert look(hasty, Sitting(((1, 1),))).ended == ""
    assert DESIGN.plan.is_met([item for item, _ in sit(hasty, 0.0, RNG(2)).answers])


def test_a_kind_test_asks_no_question_below_its_chance_and_is_easier_after_a_miss() -> None:
    weights = PLAIN.before
    everything = np.ones(60, dtype=bool)
    chances = TABLES.share @ weights
    asked = [
        choose(TABLES, weights, everything, rules=KIND, moment=Moment(misses), rng=RNG(1))
        for misses in (0, 1)
    ]

    assert chances[asked[0]] >= 0.70
    assert chances[asked[1]] >= min(0.79, chances.max())
    assert [bound_of(KIND, Moment(n)) for n in (0, 1, 2)] == pytest.approx([0.70, 0.79, 0.853])
    assert bound_of(KIND, Moment(is_last=True)) == pytest.approx(0.85)
    hard = chances < 0.6
    at_most = choose(TABLES, weights, hard, rules=KIND, moment=Moment(), rng=RNG(1))
    assert chances[at_most] == pytest.approx(chances[hard].max())


def test_misses_are_counted_from_the_end_and_partial_credit_by_half() -> None:
    design = Design(
        tabulate([Item(1, 0, steps=(0, 1, 2)), *BANK[:4]]), plan([Facts()] * 5, Blueprint(4))
    )

    assert misses_in_a_row(design, Sitting(((1, 1), (2, 0), (0, 1)))) == 2
    assert misses_in_a_row(design, Sitting(((1, 0), (0, 2)))) == 0
    assert misses_in_a_row(design, Sitting(((1, 0), (2, 0)))) == 2


def test_information_is_taken_at_the_estimate_or_over_the_posterior() -> None:
    plain = worth_of(TABLES, PLAIN.before, Rules())

    np.testing.assert_allclose(plain, TABLES.information[:, 40], rtol=1e-9)
    weighted = worth_of(TABLES, PLAIN.before, Rules(criterion="weighted"))
    np.testing.assert_allclose(weighted, TABLES.information @ PLAIN.before)


def test_one_of_the_best_is_drawn_and_none_open_is_refused() -> None:
    one = np.zeros(60, dtype=bool)
    rules = Rules(best_of=3)
    drawn = {
        choose(TABLES, PLAIN.before, ~one, rules=rules, moment=Moment(), rng=RNG(seed))
        for seed in range(20)
    }
    assert len(drawn) == 3
    with pytest.raises(AdaptiveRefused, match="No item can be asked"):
        choose(TABLES, PLAIN.before, one, rules=rules, moment=Moment(), rng=RNG(1))


def test_no_item_is_given_in_more_than_three_sittings_of_ten() -> None:
    rng, exposure = RNG(6), unexposed(60)
    for _ in range(150):
        drawn = exposure.draw(rng)
        design = replace(PLAIN, plan=plan([Facts()] * 60, Blueprint(8), drawn))
        sitting = sit(design, float(rng.normal()), rng)
        exposure = exposure.after(drawn, np.array([item for item, _ in sitting.answers]))

    assert exposure.sittings == 150
    assert exposure.rates().max() <= 0.30


def test_a_new_bank_is_open_until_shares_can_be_told() -> None:
    assert unexposed(4).draw(RNG(1)).all()
    given = np.array([WARMING, 0])
    assert Exposure(given, given, 12).draw(RNG(1)).tolist() == [False, True]


def test_a_graded_answer_is_drawn_from_its_curve() -> None:
    items = [Item(1.5, 0, steps=(-1, 0, 1)), Item(1, 0)]
    design = Design(tabulate(items), plan([Facts()] * 2, Blueprint(2)), Prior(0, 1))
    scores = [dict(sit(design, 5.0, RNG(seed)).answers)[0] for seed in range(10)]

    assert np.mean(scores) > 2.5

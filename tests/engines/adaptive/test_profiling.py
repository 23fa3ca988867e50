"""A sitting over 21 competences: kind, in turn, the same when resumed or with an item dropped."""

from dataclasses import replace

import numpy as np
import pytest

from perron.engines.adaptive.bank import Item
from perron.engines.adaptive.blueprint import Blueprint, Facts, Quota
from perron.engines.adaptive.choosing import Rules
from perron.engines.adaptive.errors import AdaptiveRefused
from perron.engines.adaptive.generating import a_bank
from perron.engines.adaptive.profiling import (
    Conduct,
    Frame,
    ProfileDesign,
    Seeds,
    Start,
    ability_weights,
    look,
    lot,
    next_item,
    profile_bank,
    profile_design,
)
from perron.engines.adaptive.seeding import places
from perron.engines.adaptive.sitting import Sitting
from perron.engines.adaptive.stopping import Stopping
from perron.engines.adaptive.tables import logistic, points_of_ability

RNG = np.random.default_rng
AREAS = [0] * 3 + [1] * 6 + [2] * 4 + [3] * 4 + [4] * 4
FRAME = Frame(
    tuple(f"competence {one}" for one in range(21)), tuple(f"area {one}" for one in AREAS)
)
ITEMS = a_bank(378, RNG(4), centre=-1.5)
# Six families of three in each competence; of each family one variant can't be asked by keyboard.
FACTS = [
    Facts(
        area=f"area {AREAS[item // 18]}",
        competence=f"competence {item // 18}",
        family=f"family {item // 3}",
        enemies="pair" if item in {0, 40} else "",
        modalities=frozenset({"keyboard"} if item % 3 else {}),
        languages=frozenset({"fr", "de"}),
    )
    for item in range(378)
]
BANK = profile_bank(ITEMS, FACTS, FRAME)
BLUEPRINT = Blueprint(
    42,
    competences={name: Quota(1) for name in FRAME.competences},
    modalities=frozenset({"keyboard"}),
    language="de",
)
CUTS = Stopping(cuts=(-1.5, 0.0, 1.5))
DESIGN = profile_design(BANK, BLUEPRINT, Start(-1.0), conduct=Conduct(stopping=CUTS))
SOME = Sitting(tuple((item, item % 5 % 2) for item in range(1, 370, 31)))


def taken(design: ProfileDesign, ability: float, seed: int = 1) -> Sitting:
    """A whole sitting of somebody who is as able in all competences."""
    rng, sitting, start = RNG(seed), Sitting(), None
    while True:
        view = look(design, sitting, start=start)
        start = view.mode
        if (item := next_item(design, sitting, lot(seed, sitting), view=view)) is None:
            return sitting
        one = ITEMS[item]
        chance = float(logistic(np.array(one.a * (ability - one.b))))
        sitting = sitting.answered(item, int(rng.random() < chance))


@pytest.mark.parametrize("ability", [-3.0, -0.5, 2.5])
def test_each_competence_is_asked_of_and_a_family_once(ability: float) -> None:
    sitting = taken(DESIGN, ability)

    asked = [item for item, _ in sitting.answers]
    assert len(asked) == 42
    assert {item // 18 for item in asked} == set(range(21))
    assert len({item // 3 for item in asked}) == 42
    assert all(item % 3 for item in asked)
    assert look(DESIGN, sitting).ended == "length"
    assert next_item(DESIGN, sitting, RNG(1)) is None


def test_it_begins_easy_and_has_touched_each_area_twice_after_ten() -> None:
    sitting = taken(replace(DESIGN, conduct=Conduct(opening=10)), -1.0)

    asked = [item for item, _ in sitting.answers]
    areas = [AREAS[item // 18] for item in asked[:10]]
    assert sorted(areas) == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert set(areas[:5]) == set(range(5))
    hard = np.array([ITEMS[item].b for item in asked])
    assert hard[:3].mean() < hard[10:].mean() - 0.5


def test_no_question_is_below_its_chance_until_harder_ones_are_asked_for() -> None:
    sitting, view = SOME, look(DESIGN, SOME)

    def chance(item: int | None) -> float:
        assert item is not None
        of = view.posterior
        ability = of.means[item // 18] + of.sds[item // 18] * RNG(1).normal(size=2000)
        return float(np.mean(logistic(ITEMS[item].a * (ability - ITEMS[item].b))))

    kind = [chance(next_item(DESIGN, sitting, RNG(seed))) for seed in range(8)]
    harder = replace(sitting, harder_from=len(sitting.answers))
    keen = [chance(next_item(DESIGN, harder, RNG(seed))) for seed in range(8)]
    ending = chance(next_item(DESIGN, harder, RNG(1), last=True))
    later = replace(sitting, harder_from=99)

    assert min(kind) > 0.67
    assert max(keen) < 0.67
    assert ending > 0.82
    assert next_item(DESIGN, later, RNG(1)) == next_item(DESIGN, sitting, RNG(1))


def test_after_misses_a_question_is_easier() -> None:
    missed = Sitting((*SOME.answers[:-2], *((item, 0) for item, _ in SOME.answers[-2:])))
    plain = Conduct(replace(DESIGN.conduct.rules, ease=1.0, best_of=1))
    easing = Conduct(replace(DESIGN.conduct.rules, best_of=1))
    without = next_item(replace(DESIGN, conduct=plain), missed, RNG(1))
    found = next_item(replace(DESIGN, conduct=easing), missed, RNG(1))

    assert without is not None
    assert found is not None
    assert ITEMS[found].b < ITEMS[without].b


def test_where_nothing_is_easy_enough_the_easiest_is_asked() -> None:
    hard = profile_design(BANK, BLUEPRINT, Start(-8.0))
    item = next_item(hard, Sitting(), RNG(1))
    allowed = [one.b for one, facts in zip(ITEMS, FACTS, strict=True) if facts.modalities]

    assert item is not None
    assert ITEMS[item].b < np.quantile(allowed, 0.05)


def test_the_order_of_answers_and_where_newton_begins_change_nothing() -> None:
    view = look(DESIGN, SOME)
    turned = look(DESIGN, Sitting(SOME.answers[::-1]))
    begun = look(DESIGN, SOME, start=np.full(21, 3.0))

    assert turned.competences == view.competences
    assert turned.overall == view.overall
    np.testing.assert_allclose(
        [(one.mean, one.sd) for one in begun.competences],
        [(one.mean, one.sd) for one in view.competences],
        atol=1e-6,
    )


def test_dropping_an_item_equals_never_having_asked_it() -> None:
    gone = SOME.answers[4]
    never = Sitting(tuple(one for one in SOME.answers if one != gone))
    dropped = SOME.without(gone[0])

    assert look(DESIGN, dropped).competences == look(DESIGN, never).competences
    assert look(DESIGN, dropped).areas == look(DESIGN, never).areas
    again = {next_item(DESIGN, dropped, RNG(seed)) for seed in range(20)}
    assert not again & {item for item, _ in SOME.answers}


def test_a_sitting_that_is_resumed_asks_the_same() -> None:
    whole = taken(DESIGN, 0.0, seed=3)
    for so_far in (0, 1, 7, 20, 41):
        half = Sitting(whole.answers[:so_far])
        assert next_item(DESIGN, half, lot(3, half)) == whole.answers[so_far][0]


def test_areas_and_the_whole_are_weighed_sums_with_smaller_errors() -> None:
    view = look(DESIGN, SOME)
    means = [one.mean for one in view.competences]

    assert view.areas["area 0"].mean == pytest.approx(np.mean(means[:3]))
    assert view.overall.mean == pytest.approx(np.mean(means))
    assert view.overall.sd < min(one.sd for one in view.areas.values())
    assert all(sum(one.levels) == pytest.approx(1) for one in view.competences)
    assert view.overall.low < view.overall.mean < view.overall.high
    assert len(view.overall.levels) == 4
    able = look(DESIGN, Sitting(tuple((item, 1) for item in range(1, 370, 10))))
    assert able.overall.levels[-1] > 0.5


def test_items_that_are_not_well_known_widen_every_error() -> None:
    vague = [replace(one, se_a=0.3, se_b=0.5) for one in ITEMS]
    design = profile_design(profile_bank(vague, FACTS, FRAME), BLUEPRINT, Start(-1.0))
    view, known = look(design, SOME), look(DESIGN, SOME)

    assert view.overall.mean == known.overall.mean
    assert view.overall.sd > known.overall.sd
    moved = [
        Item(one.a, one.b + (0.5 if number == SOME.answers[0][0] else 0.0))
        for number, one in enumerate(ITEMS)
    ]
    single = [
        replace(one, se_b=0.5 if number == SOME.answers[0][0] else 0.0)
        for number, one in enumerate(ITEMS)
    ]
    by_hand = look(profile_design(profile_bank(moved, FACTS, FRAME), BLUEPRINT, Start(-1.0)), SOME)
    told = look(profile_design(profile_bank(single, FACTS, FRAME), BLUEPRINT, Start(-1.0)), SOME)
    added = np.sqrt(told.overall.sd**2 - known.overall.sd**2)
    assert added == pytest.approx(abs(by_hand.overall.mean - known.overall.mean), rel=0.15)
    assert look(design, Sitting()).overall.sd == look(DESIGN, Sitting()).overall.sd


def test_a_sitting_ends_when_the_whole_or_each_competence_is_told() -> None:
    asked = Sitting(tuple((item, 1) for item in range(7, 378, 9)))
    hasty = Conduct(stopping=Stopping(least=5, sd=0.8))
    decided = Conduct(stopping=Stopping(cuts=(-3.0,), certainty=0.9))

    assert look(DESIGN, asked).ended == "length"
    longer = profile_design(BANK, replace(BLUEPRINT, length=60), conduct=hasty)
    assert look(longer, asked).ended == "precision"
    assert look(replace(longer, conduct=replace(hasty, each=True)), asked).ended == ""
    assert look(replace(longer, conduct=decided), asked).ended == "decision"
    assert look(replace(longer, conduct=replace(decided, each=True)), asked).ended in {
        "",
        "decision",
    }
    assert look(longer, Sitting(asked.answers[:30])).ended == ""


def test_items_out_of_the_lot_and_barred_ones_are_not_asked_while_a_test_can_be_held() -> None:
    lucky = np.arange(378) % 9 > 3
    drawn = profile_design(BANK, BLUEPRINT, Start(0.0, lucky, frozenset(range(9, 18))))
    asked = [item for item, _ in taken(drawn, 0.0).answers]

    assert not drawn.unbounded
    assert all(lucky[asked])
    assert not set(asked) & set(range(9, 18))
    unlucky = profile_design(BANK, BLUEPRINT, Start(0.0, np.arange(378) > 360))
    assert unlucky.unbounded
    with pytest.raises(AdaptiveRefused, match="too few items"):
        profile_design(BANK, BLUEPRINT, Start(barred=frozenset(range(18))))


def test_new_items_have_their_places_and_move_nothing() -> None:
    fresh = np.arange(378) % 18 < 3
    chosen = places(46, RNG(2), first=8)
    seeds = Seeds(fresh, chosen, np.arange(378))
    design = profile_design(BANK, BLUEPRINT, Start(0.0), seeds=seeds)
    sitting = taken(design, 0.0)

    at = [number for number, (item, _) in enumerate(sitting.answers) if fresh[item]]
    assert len(chosen) == 4
    assert min(chosen) >= 8
    assert at
    assert set(at) <= set(chosen)
    assert len(sitting.answers) == 42 + len(at)
    assert len({item // 3 for item, _ in sitting.answers}) == len(sitting.answers)
    apart = Sitting(tuple(one for one in sitting.answers if not fresh[one[0]]))
    assert look(design, sitting).competences == look(design, apart).competences
    none_easy = profile_design(BANK, BLUEPRINT, Start(-9.0), seeds=seeds)
    assert not fresh[[item for item, _ in taken(none_easy, -9.0).answers]].any()


def test_more_new_items_than_a_tenth_are_refused() -> None:
    seeds = Seeds(np.arange(378) < 20, tuple(range(8, 14)), np.zeros(378, dtype=np.int64))
    with pytest.raises(AdaptiveRefused, match="a tenth"):
        profile_design(BANK, BLUEPRINT, seeds=seeds)


def test_a_new_item_is_fitted_to_the_posterior_of_its_competence() -> None:
    view, points = look(DESIGN, SOME), points_of_ability()
    weights = ability_weights(view, 3, points)

    assert weights.sum() == pytest.approx(1)
    assert weights @ points == pytest.approx(view.competences[3].mean, abs=1e-3)


@pytest.mark.parametrize(
    ("answers", "said"),
    [(((999, 1),), "no item 999"), (((3, 2),), "no score 2"), (((3, 1), (3, 1)), "twice")],
)
def test_answers_that_cannot_be_are_refused(
    answers: tuple[tuple[int, int], ...], said: str
) -> None:
    with pytest.raises(AdaptiveRefused, match=said):
        look(DESIGN, Sitting(answers))


def test_a_bank_that_does_not_fit_the_frame_is_refused() -> None:
    with pytest.raises(AdaptiveRefused, match="no competence elsewhere"):
        profile_bank(ITEMS[:1], [Facts("area 0", "elsewhere")], FRAME)
    with pytest.raises(AdaptiveRefused, match="has no steps"):
        profile_bank([Item(1, 0, steps=(0, 1))], FACTS[:1], FRAME)


def test_a_sitting_goes_on_where_what_was_dropped_leaves_no_way_to_the_blueprint() -> None:
    four = Blueprint(4, competences={"competence 0": Quota(2), "competence 1": Quota(2)})
    design = profile_design(BANK, four, conduct=Conduct(Rules(best_of=1)))
    elsewhere = Sitting(((100, 1), (120, 1)))

    assert not design.plan.open_items([100, 120]).any()
    assert next_item(design, elsewhere, RNG(1)) is not None
    short = profile_design(BANK, Blueprint(2), Start(barred=frozenset(range(6, 378))))
    gone = Sitting(((0, 1), (3, 1)), frozenset({0, 3}))
    with pytest.raises(AdaptiveRefused, match="No item is left"):
        next_item(short, gone, RNG(1))

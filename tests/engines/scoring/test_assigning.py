"""Who reviews what: everyone has their jurors, loads are even, conflicts and languages hold."""

from collections import Counter
from dataclasses import replace
from itertools import combinations, product
from time import perf_counter

import numpy as np
import pytest

from perron.engines.scoring.assigning import Assignment, assign, reassign
from perron.engines.scoring.diversity import diversify, together
from perron.engines.scoring.flow import Flow
from perron.engines.scoring.juries import Juror, Request, ToReview
from perron.engines.scoring.refusals import ScoringRefused

FIELDS = ("networks", "pedagogy", "energy", "data", "inclusion")


def some(jurors: int, applications: int, seed: int = 1, *, required: bool = False) -> Request:
    """A request with fields, two languages and conflicts, drawn."""
    rng = np.random.default_rng(seed)
    jury = [
        Juror(
            f"j{at:02d}",
            frozenset(rng.choice(FIELDS, 2, replace=False).tolist()),
            frozenset(["fr", "de"] if rng.random() < 0.4 else ["fr"]),
        )
        for at in range(jurors)
    ]
    files = [
        ToReview(
            f"a{at:04d}",
            frozenset({str(rng.choice(FIELDS))}),
            "de" if rng.random() < 0.05 else "fr",
        )
        for at in range(applications)
    ]
    barred = {
        (f"j{rng.integers(jurors):02d}", f"a{rng.integers(3, applications):04d}")
        for _ in range(applications // 2)
    }
    return Request(
        tuple(jury),
        tuple(files),
        "seed",
        calibration=frozenset({"a0000"}),
        forbidden=frozenset(barred),
        expertise_required=required,
    )


def plain(jurors: str, applications: str) -> Request:
    return Request(
        tuple(Juror(one) for one in jurors), tuple(ToReview(one) for one in applications), "seed"
    )


def check(request: Request, found: Assignment) -> None:
    """What every assignment keeps."""
    jurors = {one.id: one for one in request.jurors}
    files = {one.id: one for one in request.applications}
    assert len(set(found.pairs)) == len(found.pairs)
    for application, juror in found.pairs:
        file = files[application]
        assert (juror, application) not in request.forbidden
        assert not file.language or file.language in jurors[juror].languages
        if request.expertise_required and application not in request.calibration:
            assert file.expertise & jurors[juror].expertise
    loads = Counter(juror for _, juror in found.pairs)
    assert found.loads == {one: loads[one] for one in jurors}
    missing = {one.application: one.missing for one in found.lacking}
    given = Counter(application for application, _ in found.pairs)
    for one in files.values():
        wanted = len(jurors) if one.id in request.calibration else one.reviews or request.reviews
        assert given[one.id] + missing.get(one.id, 0) == wanted


@pytest.mark.parametrize("required", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_every_rule_is_kept_and_loads_are_even(seed: int, *, required: bool) -> None:
    request = some(12, 90, seed, required=required)
    found = assign(request)

    check(request, found)
    assert not any(one.full for one in found.lacking), "nobody is full where there is no limit"
    if not required:
        assert max(found.loads.values()) - min(found.loads.values()) <= 1


@pytest.mark.slow
def test_a_thousand_applications_take_a_few_seconds_and_few_meet_often() -> None:
    request = Request(
        tuple(Juror(f"j{at}") for at in range(40)),
        tuple(ToReview(f"a{at}") for at in range(1000)),
        "seed",
    )
    began = perf_counter()
    found = assign(request)

    assert perf_counter() - began < 8
    check(request, found)
    assert set(found.loads.values()) == {50}
    assert found.most_together <= 2  # 780 pairs of jurors for 1,000 applications


def brute(request: Request) -> tuple[int, int, int]:
    """Fewest missing reviews, least squares of loads, fewest mismatches, by trying all."""
    jurors = request.jurors
    choices = []
    for one in request.applications:
        allowed = [
            at
            for at, juror in enumerate(jurors)
            if (juror.id, one.id) not in request.forbidden
            and (not one.language or one.language in juror.languages)
        ]
        choices.append([c for n in range(request.reviews + 1) for c in combinations(allowed, n)])
    best = (10**9, 0, 0)
    for chosen in product(*choices):
        loads = [sum(at in one for one in chosen) for at in range(len(jurors))]
        if any(j.most is not None and load > j.most for j, load in zip(jurors, loads, strict=True)):
            continue
        missing = request.reviews * len(choices) - sum(loads)
        wrong = sum(
            bool(one.expertise) and not one.expertise & jurors[at].expertise
            for one, them in zip(request.applications, chosen, strict=True)
            for at in them
        )
        best = min(best, (missing, sum(load**2 for load in loads), wrong))
    return best


@pytest.mark.parametrize("seed", range(12))
def test_no_assignment_is_fuller_more_even_or_fitter(seed: int) -> None:
    rng = np.random.default_rng(seed)
    request = some(3, 4, seed)
    jurors = tuple(
        replace(juror, most=int(rng.integers(1, 5)) if rng.random() < 0.6 else None)
        for juror in request.jurors
    )
    request = replace(request, jurors=jurors, calibration=frozenset())
    found = assign(request)

    check(request, found)
    missing = sum(one.missing for one in found.lacking)
    squares = sum(load**2 for load in found.loads.values())
    best = brute(request)
    assert missing == best[0]
    if not missing:
        assert (squares, len(found.mismatched)) == best[1:]


def test_a_juror_hands_on_what_only_they_were_given_for_what_only_they_can_take() -> None:
    request = Request(
        (Juror("both", languages=frozenset({"de"}), most=1), Juror("one", most=1)),
        (ToReview("anyone"), ToReview("german", language="de")),
        "seed",
        reviews=1,
    )
    for seed in "abcdef":
        found = assign(replace(request, seed=seed))
        assert found.pairs == (("anyone", "one"), ("german", "both"))


def test_the_order_of_the_lists_changes_nothing_and_the_seed_does() -> None:
    request = some(10, 60)
    turned = replace(request, jurors=request.jurors[::-1], applications=request.applications[::-1])

    assert assign(request) == assign(turned)
    assert assign(request).pairs != assign(replace(request, seed="another")).pairs


def test_calibration_applications_go_to_everyone_but_those_in_conflict() -> None:
    found = assign(
        replace(
            plain("xyz", "abc"),
            calibration=frozenset("a"),
            forbidden=frozenset({("y", "a")}),
        )
    )

    assert [pair for pair in found.pairs if pair[0] == "a"] == [("a", "x"), ("a", "z")]
    (lacking,) = found.lacking
    assert (lacking.application, lacking.missing, lacking.forbidden) == ("a", 1, ("y",))
    assert lacking.full == ()


def test_what_cannot_be_done_is_explained_juror_by_juror_and_the_rest_is_done() -> None:
    request = Request(
        (
            Juror("barred", frozenset("f"), frozenset({"de"})),
            Juror("french", frozenset("f"), frozenset({"fr"})),
            Juror("other", frozenset("g"), frozenset({"de"})),
            Juror("busy", frozenset("f"), frozenset({"de"}), most=0),
        ),
        (ToReview("hard", frozenset("f"), "de"), ToReview("easy", reviews=3)),
        "seed",
        forbidden=frozenset({("barred", "hard")}),
        expertise_required=True,
    )
    found = assign(request)
    (lacking,) = found.lacking

    assert (lacking.application, lacking.missing) == ("hard", 2)
    assert (lacking.forbidden, lacking.language) == (("barred",), ("french",))
    assert (lacking.expertise, lacking.full) == (("other",), ("busy",))
    assert "1 jurors are barred by a conflict" in str(lacking.problem)
    assert [juror for _, juror in found.pairs] == ["barred", "french", "other"]


def test_a_juror_takes_no_more_than_they_said() -> None:
    request = plain("wxyz", "abcdef")
    jurors = (replace(request.jurors[0], most=1), *request.jurors[1:])
    found = assign(replace(request, jurors=jurors))

    assert sorted(found.loads.values()) == [1, 3, 4, 4]
    assert found.loads["w"] == 1


def test_when_a_juror_drops_out_only_their_reviews_go_to_others() -> None:
    request = some(12, 90)
    before = assign(request)
    after = reassign(request, before.pairs, frozenset({"j03"}))

    assert {pair for pair in before.pairs if pair[1] != "j03"} == set(after.pairs) - set(
        after.added
    )
    assert {one for one, _ in after.added} < {one for one, juror in before.pairs if juror == "j03"}
    assert "j03" not in after.loads
    assert max(after.loads.values()) - min(after.loads.values()) <= 2


def test_a_pair_that_a_new_conflict_bars_is_given_to_somebody_else() -> None:
    request = plain("wxyz", "abcd")
    before = assign(request)
    application, juror = before.pairs[0]
    after = assign(replace(request, forbidden=frozenset({(juror, application)})), before.pairs)

    assert set(before.pairs) - set(after.pairs) == {(application, juror)}
    assert len(after.added) == 1


def test_a_third_review_is_added_to_the_two_that_are_there() -> None:
    request = plain("wxyz", "abcd")
    before = assign(request)
    wanted = (ToReview("a", reviews=3), *request.applications[1:])
    after = assign(replace(request, applications=wanted), before.pairs)

    assert set(before.pairs) < set(after.pairs)
    assert [application for application, _ in after.added] == ["a"]


def test_nothing_to_review_is_assigned_to_nobody() -> None:
    found = assign(plain("xy", ""))

    assert (found.pairs, found.loads, found.most_together) == ((), {"x": 0, "y": 0}, 0)


def test_a_request_that_makes_no_sense_is_refused_with_every_reason() -> None:
    with pytest.raises(ScoringRefused) as refusal:
        Request(
            (Juror("x", most=-1), Juror("x")),
            (ToReview("a"), ToReview("a", reviews=-1)),
            "",
            calibration=frozenset("b"),
        )
    assert [problem.code for problem in refusal.value.problems] == [
        "no_seed",
        "jurors_twice",
        "applications_twice",
        "no_reviews",
        "most_negative",
        "calibration_unknown",
    ]
    with pytest.raises(ScoringRefused, match="no jurors"):
        plain("", "a")


@pytest.mark.parametrize("reviews", [2, 3])
def test_swaps_make_repeated_pairs_fewer_and_keep_loads_holds_and_matches(reviews: int) -> None:
    rng = np.random.default_rng(reviews)
    has = np.zeros((60, 9), dtype=bool)
    for row in range(60):
        start = 3 * (row % 3)
        has[row, start : start + reviews] = True
    may = has | (rng.random(has.shape) < 0.9)
    wrong = rng.random(has.shape) < 0.3
    held = has & (rng.random(has.shape) < 0.1)
    zeros = np.zeros(9, dtype=np.int64)
    flow = Flow(np.zeros(has.shape, dtype=np.int64), may, has.copy(), held, zeros, zeros, weight=1)
    diversify(flow, wrong)

    assert (together(flow.has) ** 2).sum() < 0.5 * (together(has) ** 2).sum()
    assert (flow.has.sum(axis=0) == has.sum(axis=0)).all()
    assert (flow.has.sum(axis=1) == reviews).all()
    assert (flow.has <= may).all()
    assert (held <= flow.has).all()
    assert (flow.has & wrong).sum() <= (has & wrong).sum()


def test_swapping_may_be_cut_short() -> None:
    has = np.zeros((40, 4), dtype=bool)
    has[::2, :2] = has[1::2, 2:] = True
    zeros, none = np.zeros(4, dtype=np.int64), np.zeros_like(has)
    flow = Flow(none.astype(np.int64), ~none, has.copy(), none, zeros, zeros, weight=1)
    diversify(flow, none, passes=0)
    assert (flow.has == has).all()

    diversify(flow, none, passes=1)
    assert together(flow.has).max() < together(has).max()

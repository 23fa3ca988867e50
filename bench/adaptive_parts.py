"""The parts of the bench of adaptive tests; each prints a table."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter, thread_time

import numpy as np

from bench.adaptive import SEEDS, beside, median, timed
from bench.adaptive_profile import profiles
from perron.engines.adaptive.ability import Prior
from perron.engines.adaptive.bank import Bank, Floats
from perron.engines.adaptive.blueprint import Blueprint, Facts, Quota, plan
from perron.engines.adaptive.calibrating import calibrate, responses
from perron.engines.adaptive.calibrating.responses import Small
from perron.engines.adaptive.choosing import KIND, Rules
from perron.engines.adaptive.exposure import unexposed
from perron.engines.adaptive.fairness import differences
from perron.engines.adaptive.generating import a_bank
from perron.engines.adaptive.joint import (
    JointBank,
    JointView,
    correlated,
    joint_bank,
    joint_next,
    joint_posterior,
)
from perron.engines.adaptive.simulating import simulate
from perron.engines.adaptive.sitting import Design, Sitting, look, next_item, sit
from perron.engines.adaptive.tables import tabulate

AREAS = [0] * 3 + [1] * 6 + [2] * 4 + [3] * 4 + [4] * 4
BANK_SEED = 20261123
LEAST, MOST = 3, 5  # of an area, in a test of twenty
MIDDLING = 1.5


def heading(names: str) -> None:
    """The head of a table."""
    print(f"\n| {names} |\n| --- |" + " ---: |" * names.count("|"))


def precision(folder: Path) -> None:
    """20 items, 20,000 persons, two priors; catsim with 200 persons."""
    print(
        "| bank, prior SD | RMSE | 95 % intervals hold | persons/s |\n| --- | ---: | ---: | ---: |"
    )
    for name, guessed in (("2PL", False), ("3PL", True)):
        bank = a_bank(300, np.random.default_rng(BANK_SEED), guessed=guessed)
        file = folder / f"{name}.csv"
        lines = [f"{one.a!r},{one.b!r},{one.c!r},1" for one in bank]
        file.write_text("a,b,c,d\n" + "\n".join(lines), encoding="utf-8")
        tables = tabulate(bank)
        rows: dict[float, list[tuple[float, ...]]] = {1.0: [], 1.5: []}
        others = []
        for seed in SEEDS:
            for sd, found in rows.items():
                rng = np.random.default_rng(seed)
                abilities, prior = rng.normal(size=20_000), Prior(0, sd)
                begun = perf_counter()
                told = simulate(tables, abilities, 20, prior=prior, rng=rng)
                found.append((told.rmse, told.coverage(), 20_000 / (perf_counter() - begun)))
            if other := beside("catsim", str(file), "--seed", str(seed)):
                others.append((float(other["rmse"]), float(other["rate"])))
        for sd, found in rows.items():
            rmse, cover, _ = np.mean(found, axis=0)
            rate = median(one[2] for one in found)
            print(f"| {name}, {sd:g} | {rmse:.4f} | {100 * cover:.2f} % | {rate:,.0f} |")
        if others:
            rmse, rate = np.mean([one[0] for one in others]), median(one[1] for one in others)
            print(f"| {name}, catsim | {rmse:.3f} | | {rate:,.0f} |")


def constrained(_folder: Path, persons: int = 4000) -> None:
    """A blueprint of five areas and a bound on exposure, person after person."""
    bank = a_bank(300, np.random.default_rng(BANK_SEED))
    facts = [Facts(area=f"area {one % 5}") for one in range(300)]
    quotas = {f"area {one}": Quota(LEAST, MOST) for one in range(5)}
    tables = tabulate(bank)
    heading("rules | RMSE | most exposed | blueprint met | p50, p99 CPU ms")
    for name, blueprint, bounded in (
        ("none", Blueprint(20), False),
        ("blueprint, exposure at most 0.30", Blueprint(20, quotas), True),
    ):
        rng, exposure = np.random.default_rng(2), unexposed(300)
        errors, met, times = [], 0, list[float]()
        for _ in range(persons):
            drawn = exposure.draw(rng) if bounded else None
            design = Design(tables, plan(facts, blueprint, drawn), Prior(0, 1))
            ability = float(rng.normal())
            sitting = timed_sitting(design, ability, rng, times=times)
            asked = np.array([item for item, _ in sitting.answers])
            everything = np.ones(300, dtype=bool) if drawn is None else drawn
            exposure = exposure.after(everything, asked)
            counts = np.bincount(asked % 5, minlength=5)
            met += bool(((counts >= LEAST) & (counts <= MOST)).all())
            errors.append(look(design, sitting).estimate.mean - ability)
        rmse, most = np.sqrt(np.mean(np.square(errors))), exposure.rates().max()
        half, slow = np.percentile(times, [50, 99])
        print(
            f"| {name} | {rmse:.4f} | {most:.3f} | {met / persons:.1%} | {half:.3f}, {slow:.3f} |"
        )


def timed_sitting(
    design: Design, ability: float, rng: np.random.Generator, *, times: list[float]
) -> Sitting:
    """A sitting of which the processor's time for each question is kept, in ms."""
    sitting = Sitting()
    while True:
        begun = thread_time()
        item = next_item(design, sitting, rng)
        times.append(1000 * (thread_time() - begun))
        if item is None:
            return sitting
        one = design.tables.bank[item]
        chance = one.c + (one.d - one.c) / (1 + np.exp(-one.a * (ability - one.b)))
        sitting = sitting.answered(item, int(rng.random() < chance))


def kindness(_folder: Path, persons: int = 3000) -> None:
    """Abilities N(-1.5, 0.8²), 20 questions: most information, and the kind rules.

    Priors N(-1.5, 1) unless told: wider than the abilities are.
    """
    print("\n| bank, rules | right | three misses in a row | RMSE |\n| --- | ---: | ---: | ---: |")
    for name, centre, rules, sd in (
        ("bench bank, information", 0.0, Rules(), 1.0),
        ("easy bank, information", -2.5, Rules(), 1.0),
        ("easy bank, kind", -2.5, KIND, 1.0),
        ("easy bank, kind, prior SD 1.5", -2.5, KIND, 1.5),
    ):
        tables = tabulate(a_bank(300, np.random.default_rng(BANK_SEED), centre=centre))
        everything = plan([Facts()] * 300, Blueprint(20))
        design = Design(tables, everything, Prior(-1.5, sd), rules)
        rng = np.random.default_rng(3)
        right, thrice, errors = [], 0, []
        for ability in rng.normal(-1.5, 0.8, persons):
            sitting = sit(design, float(ability), rng)
            scores = [score for _, score in sitting.answers]
            right.append(np.mean(scores))
            thrice += "000" in "".join(map(str, scores))
            errors.append(look(design, sitting).estimate.mean - ability)
        rmse = np.sqrt(np.mean(np.square(errors)))
        print(f"| {name} | {np.mean(right):.1%} | {thrice / persons:.1%} | {rmse:.3f} |")


def competences(_folder: Path, persons: int = 1000) -> None:
    """21 correlated competences, 42 items, 630 in the bank."""
    covariance = correlated(AREAS)
    heading("seed | RMSE, a competence | overall | hold | p50, p99 CPU ms")
    told = []
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        bank = joint_bank(
            [(one.a, one.b, one.c, one.d) for one in a_bank(630, rng)],
            [one % 21 for one in range(630)],
            covariance,
        )
        errors, times, held = [], list[float](), []
        for _ in range(persons):
            true = rng.multivariate_normal(np.zeros(21), covariance)
            view = joint_sitting(bank, true, rng, times=times)
            errors.append(view.means - true)
            held.append(np.abs(errors[-1]) < 1.96 * view.sds)
        rmse, whole = root(np.array(errors)), root(np.mean(errors, axis=1))
        half, slow = np.percentile(times, [50, 99])
        told.append((rmse, whole))
        print(
            f"| {seed} | {rmse:.3f} | {whole:.3f} | {np.mean(held):.1%} | {half:.2f}, {slow:.2f} |"
        )
    print("| mean | {:.3f} | {:.3f} | | |".format(*np.mean(told, axis=0)))


def joint_sitting(
    bank: JointBank, true: Floats, rng: np.random.Generator, *, times: list[float]
) -> JointView:
    """42 items of one person; the processor's time for each is kept, in ms."""
    answers, view = list[tuple[int, int]](), joint_posterior(bank, [])
    still = np.ones(len(bank.a), dtype=bool)
    for _ in range(42):
        begun = thread_time()
        item = joint_next(bank, view, still)
        between = thread_time() - begun
        still[item] = False
        chance = 1 / (1 + np.exp(bank.a[item] * (bank.b[item] - true[item % 21])))
        answers.append((item, int(rng.random() < chance)))
        begun = thread_time()
        view = joint_posterior(bank, answers, view.mode)
        times.append(1000 * (between + thread_time() - begun))
    return view


def calibration(folder: Path, persons: int = 50_000, items: int = 200) -> None:
    """50,000 x 200, errors included; girth with a tenth of the persons."""
    print(
        "\n| calibration | seconds | RMSE a, b | beside the floor |\n| --- | ---: | ---: | ---: |"
    )
    ratios = []
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        bank = a_bank(items, rng)
        a, b = np.array([one.a for one in bank]), np.array([one.b for one in bank])
        scores = answered(bank, rng.normal(size=persons), rng)
        seconds, found = timed(partial(calibrate, responses(scores)))
        by = [root(found.parameters.a - a), root(found.b - b)]
        floor = [root(found.se_a), root(found.se_b)]
        ratios.append([by[0] / floor[0], by[1] / floor[1]])
        print(
            f"| seed {seed} | {seconds:.1f} | {by[0]:.4f}, {by[1]:.4f} "
            f"| {by[0] / floor[0]:.2f}, {by[1] / floor[1]:.2f} |"
        )
    mean = np.mean(ratios, axis=0)
    print(f"| mean of the seeds | | | {mean[0]:.2f}, {mean[1]:.2f} |")
    few = folder / "few.npy"
    np.save(few, scores[: persons // 10])
    seconds, found = timed(lambda: calibrate(responses(scores[: persons // 10])))
    by = [root(found.parameters.a - a), root(found.b - b)]
    print(f"| a tenth of the persons | {seconds:.2f} | {by[0]:.4f}, {by[1]:.4f} | |")
    if other := beside("girth", str(few)):
        by = [root(np.array(other["a"]) - a), root(np.array(other["b"]) - b)]
        print(f"| a tenth, girth | {other['seconds']:.1f} | {by[0]:.4f}, {by[1]:.4f} | |")


def root(of: Floats) -> float:
    """The root of the mean square."""
    return float(np.sqrt(np.mean(np.square(of))))


def answered(bank: Bank, abilities: Floats, rng: np.random.Generator) -> Small:
    """Everyone answers everything, (N, J)."""
    a, b = np.array([one.a for one in bank]), np.array([one.b for one in bank])
    chance = 1 / (1 + np.exp(-a * (abilities[:, None] - b)))
    found: Small = (rng.random(chance.shape) < chance).astype(np.int8)
    return found


def groups(_folder: Path, rounds: int = 20) -> None:
    """50 items, five of them 0.64 logits harder for the second of two groups of 500."""
    hits, false = 0, 0
    group = np.repeat([False, True], 500)
    for seed in range(rounds):
        rng = np.random.default_rng(seed)
        bank = a_bank(50, rng)
        a, b = np.array([one.a for one in bank]), np.array([one.b for one in bank])
        planted = rng.choice(np.flatnonzero(np.abs(b) < MIDDLING), 5, replace=False)
        logits = a * ((rng.normal(size=1000) - 0.5 * group)[:, None] - b)
        logits[np.ix_(np.flatnonzero(group), planted)] -= 0.64
        scores = (rng.random(logits.shape) < 1 / (1 + np.exp(-logits))).astype(np.int8)
        flags = {one.item for one in differences(scores, group).differences if one.flagged}
        hits += len(flags & set(planted.tolist()))
        false += len(flags - set(planted.tolist()))
    print(
        f"\nDIF of 0.64 found: {hits / (5 * rounds):.1%}; false flags: {false / (45 * rounds):.2%}"
    )


PARTS: dict[str, Callable[[Path], None]] = {
    "precision": precision,
    "constrained": constrained,
    "kindness": kindness,
    "competences": competences,
    "profiles": profiles,
    "calibration": calibration,
    "groups": groups,
}

"""The part of the bench of adaptive tests that takes whole profiles, under all rules."""

from pathlib import Path
from time import thread_time

import numpy as np

from perron.engines.adaptive.bank import Item
from perron.engines.adaptive.blueprint import Blueprint, Facts, Quota
from perron.engines.adaptive.choosing import Rules
from perron.engines.adaptive.exposure import unexposed
from perron.engines.adaptive.generating import a_bank
from perron.engines.adaptive.joint import correlated
from perron.engines.adaptive.profiling import (
    KIND_PROFILE,
    Conduct,
    Frame,
    ProfileDesign,
    Start,
    look,
    lot,
    next_item,
    profile_bank,
    profile_design,
)
from perron.engines.adaptive.sitting import Sitting

AREAS = [0] * 3 + [1] * 6 + [2] * 4 + [3] * 4 + [4] * 4
FRAME = Frame(tuple(f"c{one}" for one in range(21)), tuple(f"a{one}" for one in AREAS))
FAMILIES, VARIANTS = 252, 3
BANK_SEED = 20261123
LENGTH = 42


def profiles(_folder: Path, persons: int = 300) -> None:
    """42 questions over 21 competences: 252 families of three variants, exposure at most 0.30."""
    rng = np.random.default_rng(BANK_SEED)
    items = [one for one in a_bank(FAMILIES, rng, centre=-1.5) for _ in range(VARIANTS)]
    facts = [
        Facts(f"a{AREAS[one // VARIANTS % 21]}", f"c{one // VARIANTS % 21}", str(one // VARIANTS))
        for one in range(len(items))
    ]
    bank = profile_bank(items, facts, FRAME)
    print(
        "\n| rules, abilities | right | of the first eight | RMSE, a competence | overall "
        "| hold | most exposed | blueprint met | p50, p99 CPU ms |\n| --- |" + " ---: |" * 8
    )
    for name, rules, centre, spread in (
        ("information, N(0, 1)", Rules(), 0.0, 1.0),
        ("kind, N(0, 1)", KIND_PROFILE, 0.0, 1.0),
        ("kind, N(-1.5, 0.8²)", KIND_PROFILE, -1.5, 0.8),
    ):
        covariance = correlated(AREAS, sd=spread)
        exposure, times, rows = unexposed(len(items)), list[float](), []
        for person in range(persons):
            drawn = exposure.draw(rng)
            design = profile_design(
                bank,
                Blueprint(LENGTH, competences={one: Quota(1) for one in FRAME.competences}),
                Start(centre, drawn),
                conduct=Conduct(rules),
            )
            true = rng.multivariate_normal(np.full(21, centre), covariance)
            sitting = taken(design, true, lots=(person, rng), times=times)
            asked = np.array([item for item, _ in sitting.answers])
            exposure = exposure.after(drawn, asked)
            rows.append(told(design, sitting, true))
        right, first, squares, whole, held, met = np.mean(rows, axis=0)
        half, slow = np.percentile(times, [50, 99])
        print(
            f"| {name} | {right:.1%} | {first:.1%} | {squares**0.5:.3f} | {whole**0.5:.3f} "
            f"| {held:.1%} | {exposure.rates().max():.3f} | {met:.1%} | {half:.2f}, {slow:.2f} |"
        )


def taken(
    design: ProfileDesign,
    true: np.ndarray[tuple[int], np.dtype[np.float64]],
    *,
    lots: tuple[int, np.random.Generator],
    times: list[float],
) -> Sitting:
    """A sitting, with the processor's time for each question, in ms: what is known, what comes."""
    seed, rng = lots
    sitting, start = Sitting(), None
    while True:
        begun = thread_time()
        view = look(design, sitting, start=start)
        item = next_item(design, sitting, lot(seed, sitting), view=view)
        times.append(1000 * (thread_time() - begun))
        if item is None:
            return sitting
        start = view.mode
        one: Item = design.bank.items[item]
        chance = 1 / (1 + np.exp(-one.a * (true[design.joint.competence[item]] - one.b)))
        sitting = sitting.answered(item, int(rng.random() < chance))


def told(
    design: ProfileDesign, sitting: Sitting, true: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> tuple[float, ...]:
    """Shares of right answers, squared errors, intervals that hold, and the blueprint."""
    view = look(design, sitting)
    scores = [score for _, score in sitting.answers]
    errors = np.array([one.mean for one in view.competences]) - true
    held = [one.low <= of <= one.high for one, of in zip(view.competences, true, strict=True)]
    competences = {int(design.joint.competence[item]) for item, _ in sitting.answers}
    families = {design.bank.facts[item].family for item, _ in sitting.answers}
    return (
        float(np.mean(scores)),
        float(np.mean(scores[:8])),
        float(np.mean(errors**2)),
        float(errors.mean() ** 2),
        float(np.mean(held)),
        float(len(scores) == LENGTH == len(families) and len(competences) == len(AREAS)),
    )

"""What ``perron adaptive`` answers: files are read here, the engine computes."""

import json
from argparse import Namespace
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from perron.cli.files import FileRefused
from perron.engines.adaptive.ability import Prior
from perron.engines.adaptive.bank import read_bank
from perron.engines.adaptive.calibrating import Options, responses
from perron.engines.adaptive.calibrating import calibrate as calibrated
from perron.engines.adaptive.errors import AdaptiveRefused
from perron.engines.adaptive.fairness import Fairness, differences
from perron.engines.adaptive.reading import FREQUENCY, Table, read_responses
from perron.engines.adaptive.simulating import simulate as simulated
from perron.engines.adaptive.tables import tabulate

__all__ = ["AdaptiveRefused", "FileRefused", "calibrate", "dif", "simulate"]

FEWEST_GROUPS = 2


def simulate(arguments: Namespace) -> int:
    """Tell how close the estimates come, how honest the intervals are, and how fast it went."""
    try:
        text = _content(arguments.bank).decode("utf-8")
    except UnicodeDecodeError as fault:
        raise FileRefused(f"{arguments.bank} is not written in UTF-8.") from fault
    tables = tabulate(read_bank(text))
    rng = np.random.default_rng(arguments.seed)
    abilities = rng.normal(size=arguments.examinees)
    prior = Prior(0.0, arguments.prior_sd)
    begun = perf_counter()
    found = simulated(tables, abilities, arguments.items, prior=prior, rng=rng)
    seconds = perf_counter() - begun
    told = {
        "examinees": arguments.examinees,
        "items": arguments.items,
        "seed": arguments.seed,
        "prior_sd": arguments.prior_sd,
        "rmse": found.rmse,
        "bias": float(np.mean(found.means - found.abilities)),
        "mean_sd": float(np.mean(found.sds)),
        "coverage95": found.coverage(),
        "examinees_per_second": arguments.examinees / seconds,
    }
    _tell(arguments, told, [f"{name:21} {value:.6g}" for name, value in told.items()])
    return 0


def calibrate(arguments: Namespace) -> int:
    """Tell each item's parameters with their standard errors."""
    table = read_responses(_content(arguments.responses))
    answers = responses(table.scores, table.times())
    found = calibrated(answers, Options(model=arguments.model))
    columns = {
        "a": found.parameters.a,
        "b": found.b,
        "d": found.parameters.d,
        "se_a": found.se_a,
        "se_b": found.se_b,
        "se_d": found.se_d,
    }
    items = [
        {"item": name, **{column: _number(of[place]) for column, of in columns.items()}}
        for place, name in enumerate(table.items)
    ]
    told = {
        "model": arguments.model,
        "persons": float(table.times().sum()),
        "loglik": found.loglik,
        "steps": found.steps,
        "settled": found.settled,
        "items": items,
    }
    lines = [f"log likelihood {found.loglik:.3f}"] + [
        "  ".join([f"{one['item']:>12}", *(f"{name} {one[name]:.4f}" for name in columns)])
        for one in items
    ]
    _tell(arguments, told, lines)
    return 0


def dif(arguments: Namespace) -> int:
    """Tell which items are harder or easier for each group than for the largest one."""
    table = read_responses(_content(arguments.responses), [arguments.group])
    counts = Counter(word for word in table.others[arguments.group] if word)
    if len(counts) < FEWEST_GROUPS:
        raise AdaptiveRefused(f"The column {arguments.group} names fewer than two groups.")
    if FREQUENCY in table.others:
        raise AdaptiveRefused("Groups are compared line by line: the column freq has no place.")
    reference = min(counts, key=lambda name: (-counts[name], name))
    groups = [
        {"group": name, **_compared(table, (arguments.group, reference, name), arguments.alpha)}
        for name in sorted(counts)
        if name != reference
    ]
    told = {"reference": reference, "alpha": arguments.alpha, "groups": groups}
    lines = [
        f"{of['group']}: {one['item']} is {abs(one['dif']):.2f} logits "
        f"{'harder' if one['dif'] > 0 else 'easier'} than for {reference} (p {one['p']:.2g})"
        for of in groups
        for one in of["items"]
        if one["flagged"]
    ]
    _tell(arguments, told, lines or ["No item works differently."])
    return 0


def _compared(table: Table, names: tuple[str, str, str], alpha: float) -> dict[str, Any]:
    column, reference, name = names
    words = np.array(table.others[column])
    both = (words == reference) | (words == name)
    found: Fairness = differences(table.scores[both], words[both] == name, alpha=alpha)
    items = []
    for one in found.differences:
        row = asdict(one)
        row["item"], row["dif"] = table.items[one.item], row.pop("apart")
        items.append(row)
    flagged = [row["item"] for row in items if row["flagged"]]
    return {"mean": found.mean, "sd": found.sd, "flagged": flagged, "items": items}


def _content(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as fault:
        raise FileRefused(f"{name} cannot be read: {fault.strerror}. Nothing was done.") from fault


def _number(value: float) -> float | None:
    """A number that JSON can hold."""
    return float(value) if np.isfinite(value) else None


def _tell(arguments: Namespace, told: Mapping[str, Any], lines: list[str]) -> None:
    if arguments.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return
    print("\n".join(lines))

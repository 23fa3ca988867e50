"""What ``perron survey`` answers: files are read here, the engine computes."""

import json
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from perron.cli.files import FileRefused
from perron.engines.survey.errors import SurveyRefused
from perron.engines.survey.estimating import Estimate, estimate_mean, estimate_share
from perron.engines.survey.reading import Table, read_table
from perron.engines.survey.samples import Sample, sample

__all__ = ["FileRefused", "SurveyRefused", "estimate"]


def estimate(arguments: Namespace) -> int:
    """Tell each column's mean or share, its error, its interval and what the design cost."""
    try:
        content = Path(arguments.file).read_bytes()
    except OSError as fault:
        raise FileRefused(
            f"{arguments.file} cannot be read: {fault.strerror}. Nothing was done."
        ) from fault
    table = read_table(content)
    of = _sample(table, arguments)
    told = {name: _told(_estimated(of, table.numbers(name), arguments)) for name in arguments.value}
    if arguments.json:
        print(json.dumps({"people": of.people, "estimates": told}, ensure_ascii=False, indent=1))
        return 0
    for name, one in told.items():
        print(
            f"{name}: {one['value']:.6g} (standard error {one['se']:.4g}; "
            f"{one['low']:.6g} to {one['high']:.6g}, {one['method']}; design effect "
            f"{one['effect'] if one['effect'] is None else round(one['effect'], 3)})"
        )
    return 0


def _sample(table: Table, arguments: Namespace) -> Sample:
    strata = table.words(arguments.strata) if arguments.strata else None
    clusters = table.words(arguments.clusters) if arguments.clusters else None
    sizes: dict[object, float] = {}
    if arguments.sizes:
        names: Sequence[object] = strata or [""] * len(table.words(arguments.sizes))
        for name, size in zip(names, table.numbers(arguments.sizes), strict=True):
            if sizes.setdefault(name, size) != size:
                raise SurveyRefused(f"The stratum {name} has two sizes in {arguments.sizes}.")
    return sample(table.numbers(arguments.weight), strata, clusters, drawn_of=sizes)


def _estimated(of: Sample, values: list[float], arguments: Namespace) -> Estimate:
    if arguments.share:
        return estimate_share(of, np.array(values), level=arguments.level)
    return estimate_mean(of, np.array(values), level=arguments.level)


def _told(one: Estimate) -> dict[str, Any]:
    found = asdict(one)
    interval = found.pop("interval")
    numbers = {name: (value if np.isfinite(value) else None) for name, value in found.items()}
    return {**numbers, **interval}

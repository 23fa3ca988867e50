"""catsim or girth on the same task, in the environment that has them; answers one line of JSON.

``python -m bench.adaptive`` starts it as a script with that environment's Python.
"""

import argparse
import json
import time
from importlib import import_module

import numpy as np

ITEMS = 20


def simulated(bank: str, persons: int, seed: int) -> dict[str, float]:
    """catsim: items of most information, ability by its bounded search, 20 items."""
    items = np.loadtxt(bank, delimiter=",", skiprows=1)
    true = np.random.default_rng(seed).normal(size=persons)
    parts = [import_module(f"catsim.{name}") for name in ("initialization", "selection")]
    estimation, stopping = (import_module(f"catsim.{name}") for name in ("estimation", "stopping"))
    simulator = import_module("catsim.simulation").Simulator(
        import_module("catsim.item_bank").ItemBank(items),
        true,
        parts[0].FixedPointInitializer(0.0),
        parts[1].MaxInfoSelector(),
        estimation.NumericalSearchEstimator(),
        stopping.TestLengthStopper(max_items=ITEMS),
        seed=seed,
    )
    begun = time.perf_counter()
    simulator.simulate()
    seconds = time.perf_counter() - begun
    found = np.array([of[-1] for of in simulator.estimations])
    given = {len(items) for items in simulator.administered_items}
    if given != {ITEMS}:
        raise SystemExit(f"catsim gave {given} items, not {ITEMS}.")
    return {"rmse": float(np.sqrt(np.mean((found - true) ** 2))), "rate": persons / seconds}


def calibrated(file: str) -> dict[str, object]:
    """girth: marginal maximum likelihood of the two-parameter model."""
    scores = np.load(file).astype(int)
    begun = time.perf_counter()
    found = import_module("girth").twopl_mml(scores.T)
    return {
        "seconds": time.perf_counter() - begun,
        "a": found["Discrimination"].tolist(),
        "b": found["Difficulty"].tolist(),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("catsim", "girth"))
    parser.add_argument("file")
    parser.add_argument("--persons", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    told: object = (
        simulated(asked.file, asked.persons, asked.seed)
        if asked.what == "catsim"
        else calibrated(asked.file)
    )
    print(json.dumps(told))

"""The award engine beside HiGHS: the same editions, a compact mixed-integer program with cut-offs.

    python -m bench.awards_peer [--seeds 3] [--files 955] [--seconds 60]

The program is the usual one: an award of an application from a money is a binary; for each cell and
money one falling sequence says how far down its cut-off lies; whoever stands before a cut-off is
funded. First the least shortfall of the floors, then the most score times money at that shortfall.
Boards, rival files and requirements are left out of the editions, for both. Runs are interleaved.
HiGHS's result is told with its own bound; its awards are not checked to the cent.
"""

import argparse
import time
from collections import defaultdict
from typing import Any

import highspy
import numpy as np

from perron.engines.awards.amounts import grant
from perron.engines.awards.generating import generate
from perron.engines.awards.instances import Application, Instance, read_instance
from perron.engines.awards.solving import solve

TIGHT = {300: 0.6, 955: 0.7, 1300: 0.38, 2600: 0.3}
EUROS = 100.0
POINTS = 1000.0


def plain(files: int, seed: int) -> dict[str, Any]:
    """An invented edition without boards, rival files and requirements."""
    document = generate(files, TIGHT.get(files, 0.5), seed)
    document |= {"boards": [], "exclusive": []}
    for application in document["applications"]:
        application.pop("board", None)
        application.pop("requires", None)
    return document


class Program:
    """The compact program of one edition."""

    def __init__(self, instance: Instance, seconds: float) -> None:
        self.solver = highspy.Highs()
        self.solver.silent()
        self.solver.setOptionValue("time_limit", seconds)
        self.solver.setOptionValue("mip_rel_gap", 1e-3)
        self.solver.setOptionValue("threads", 2)
        self.columns = 0
        self.worth: dict[int, float] = {}
        self.paid: dict[str, dict[int, float]] = defaultdict(dict)
        self.granted: dict[str, dict[int, float]] = defaultdict(dict)
        self.short: list[int] = []
        self._awards(instance)

    def column(self, upper: float, *, whole: bool = False) -> int:
        """A variable from nothing to its upper bound."""
        self.solver.addVar(0.0, upper)
        if whole:
            self.solver.changeColIntegrality(self.columns, highspy.HighsVarType.kInteger)
        self.columns += 1
        return self.columns - 1

    def row(self, low: float, high: float, terms: dict[int, float]) -> None:
        """A limit on a sum of variables."""
        index = np.array(list(terms), dtype=np.int32)
        self.solver.addRow(low, high, len(terms), index, np.array(list(terms.values())))

    def _awards(self, instance: Instance) -> None:
        cells: dict[str, list[dict[str, int]]] = defaultdict(list)
        for one in instance.applications:
            chosen = {money: self._award(instance, one, money) for money in instance.eligible(one)}
            if chosen:
                self.row(0.0, 1.0, dict.fromkeys(chosen.values(), 1.0))
                cells[one.cell].append(chosen)
        for source, terms in self.paid.items():
            self.row(0.0, instance.sources[source].limit / EUROS, terms)
        for group in instance.groups.values():
            self._group(group.floor, group.ceiling, self.granted[group.id])
        for listed in cells.values():
            self._cutoffs(listed)

    def _award(self, instance: Instance, one: Application, money: str) -> int:
        """The binary of one award, known to its sources and groups."""
        offer = grant(instance, one, instance.moneys[money], level=one.levels[0])
        place = self.column(1.0, whole=True)
        self.worth[place] = one.score / POINTS * offer.amount / EUROS
        for source, cents in offer.sources.items():
            self.paid[source][place] = cents / EUROS
        for group in one.groups:
            self.granted[group][place] = offer.amount / EUROS
        return place

    def _group(self, floor: int | None, ceiling: int | None, terms: dict[int, float]) -> None:
        if ceiling is not None and terms:
            self.row(0.0, ceiling / EUROS, terms)
        if floor:
            self.short.append(self.column(floor / EUROS))
            self.row(floor / EUROS, highspy.kHighsInf, {**terms, self.short[-1]: 1.0})

    def _cutoffs(self, listed: list[dict[str, int]]) -> None:
        """One falling sequence for each money: y <= t there, and t of the next <= funded."""
        for money in sorted({name for chosen in listed for name in chosen}):
            before: tuple[int, dict[str, int]] | None = None
            for chosen in (one for one in listed if money in one):
                step = self.column(1.0)
                self.row(-1.0, 0.0, {chosen[money]: 1.0, step: -1.0})
                if before is not None:
                    funded = dict.fromkeys(before[1].values(), 1.0)
                    self.row(0.0, highspy.kHighsInf, {**funded, step: -1.0})
                    self.row(0.0, 1.0, {before[0]: 1.0, step: -1.0})
                before = (step, chosen)

    def best(self) -> tuple[float, float, float]:
        """The shortfall in euros, then points times euros with its bound."""
        for each in self.short:
            self.solver.changeColCost(each, 1.0)
        self.solver.run()
        short = self.solver.getInfo().objective_function_value
        self.row(0.0, short + 0.01, dict.fromkeys(self.short, 1.0))
        for each in self.short:
            self.solver.changeColCost(each, 0.0)
        for each, worth in self.worth.items():
            self.solver.changeColCost(each, -worth)
        self.solver.run()
        found = self.solver.getInfo()
        return short, -found.objective_function_value, -found.mip_dual_bound


def main() -> None:
    """Solve each edition by both, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--files", type=int, default=955)
    parser.add_argument("--seconds", type=float, default=60.0)
    chosen = parser.parse_args()
    print("| edition, method | clock s | work s | shortfall € | quality | bound, ‰ above it |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for seed in range(1, chosen.seeds + 1):
        document = plain(chosen.files, seed)
        clock, work = time.perf_counter(), time.process_time()
        ours = solve(document)
        told(f"{seed} Perron", (clock, work), _ours(ours))
        clock, work = time.perf_counter(), time.process_time()
        program = Program(read_instance(document), chosen.seconds)
        told(f"{seed} HiGHS, compact", (clock, work), program.best())


def _ours(result: dict[str, Any]) -> tuple[float, float, float]:
    quality = result["quality"]
    unit = EUROS * POINTS
    return result["shortfall"]["total"] / EUROS, quality["total"] / unit, quality["bound"] / unit


def told(name: str, begun: tuple[float, float], found: tuple[float, float, float]) -> None:
    """One row."""
    clock, work = time.perf_counter() - begun[0], time.process_time() - begun[1]
    short, quality, bound = found
    above = (bound - quality) / quality * 1000
    cells = (
        name,
        f"{clock:.1f}",
        f"{work:.1f}",
        f"{short:,.2f}",
        f"{quality:,.0f}",
        f"{above:.2f}",
    )
    print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()

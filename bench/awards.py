"""Awards: how close to the best, how fast, and what plain rank and quotas first would have done.

    python -m bench.awards [--seeds 10] [--sizes 955,1300,2600,5000]

Ten invented editions of each size, one after the other, each result checked by the verifier.
Tables give medians with the worst case in brackets; a time is the processor's, since other programs
may use the machine, with the clock's beside it.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from perron.engines.awards.amounts import grant
from perron.engines.awards.generating import generate
from perron.engines.awards.instances import Application, Instance, read_instance
from perron.engines.awards.outcomes import Award
from perron.engines.awards.plain_rank import plain_rank
from perron.engines.awards.solving import solve
from perron.engines.awards.standing import Standing
from perron.engines.awards.taken import Taken
from perron.engines.awards.verifying import verify

TIGHT = {
    955: 0.70,
    1300: 0.38,
    2600: 0.30,
    5000: 0.30,
}  # part of what is asked that the moneys cover
PER_MILLE = 1_000


@dataclass(frozen=True)
class Run:
    """One edition solved: seconds, parts per million, cents."""

    seed: int
    clock: float
    work: float
    gap: int
    price: float  # of cut-offs: quality lost against what no result without them can pass
    short: int
    proven: int
    ended: str
    valid: bool
    missed: int  # floors
    unspent: int
    instance: Instance
    quality: int


def quotas_first(instance: Instance) -> tuple[Award, ...]:
    """Each floor filled in the order from its own members, then everybody in the order."""
    taken, awards = Taken(instance), list[Award]()
    for group in instance.groups.values():
        for application in instance.applications:
            if taken.granted[group.id] >= (group.floor or 0):
                break
            if group.id in application.groups:
                _take(taken, awards, application)
    for application in instance.applications:
        _take(taken, awards, application)
    return tuple(awards)


def _take(taken: Taken, awards: list[Award], application: Application) -> None:
    """Fund an application from the first of its moneys that has room, unless it is funded."""
    if application.id in taken.funded or not taken.allows(application):
        return
    instance = taken.instance
    for money in instance.eligible(application):
        level = application.levels[0]
        offer = grant(instance, application, instance.moneys[money], level=level)
        if taken.permits(application, offer) and taken.has_room(offer):
            taken.add(application, offer)
            awards.append(Award(application.id, money, level))
            return


def run(files: int, seed: int) -> Run:
    """Solve one invented edition and check the result."""
    document = generate(files, TIGHT.get(files, 0.3), seed)
    clock, work = time.perf_counter(), time.process_time()
    result: dict[str, Any] = solve(document)
    clock, work = time.perf_counter() - clock, time.process_time() - work
    instance = read_instance(document)
    quality, shortfall = result["quality"], result["shortfall"]
    free = quality["without_cutoffs"]["bound"]
    return Run(
        seed=seed,
        clock=clock,
        work=work,
        gap=quality["gap_ppm"],
        price=(free - quality["total"]) * 1_000_000 / free,
        short=shortfall["total"],
        proven=shortfall["bound"],
        ended=result["ended"],
        valid=verify(document, result).ok and result["passing_over"]["inside"] == 0,
        missed=sum(floor["shortfall"] > 0 for floor in result["floors"]),
        unspent=_unspent(instance, result["spent"]["sources"]),
        instance=instance,
        quality=quality["total"],
    )


def _unspent(instance: Instance, spent: dict[str, int]) -> int:
    return sum(source.limit - spent[source.id] for source in instance.sources.values())


def beside(runs: Sequence[Run], name: str, method: Callable[[Instance], Iterable[Award]]) -> str:
    """A row for a method that solves nothing."""
    standings = [(each, Standing(each.instance, tuple(method(each.instance)))) for each in runs]
    quality = [(one.quality / each.quality - 1) * 100 for each, one in standings]
    missed = [sum(short > 0 for short in one.shortfalls.values()) for _, one in standings]
    short = [(one.shortfall - each.short) / 100_000 for each, one in standings]
    unspent = [_unspent(one.instance, dict(one.taken.spent)) / 100_000 for _, one in standings]
    envy = [sum(map(one.is_passed_over, one.instance.applications)) for _, one in standings]
    cells = [_told(quality, "+.2f", worst=min), _told(missed, ".0f"), _told(short, ",.0f")]
    cells += [_told(unspent, ",.0f"), _told(envy, ".0f")]
    return f"| {name} | " + " | ".join(cells) + " |"


def _told(
    figures: Sequence[float], form: str, *, worst: Callable[[Sequence[float]], float] = max
) -> str:
    """A median, with the worst in brackets."""
    return f"{format(statistics.median(figures), form)} ({format(worst(figures), form)})"


def first_row(files: int, runs: Sequence[Run]) -> str:
    """What was proved and what it took."""
    cells = [
        f"{files:,}",
        _told([each.work for each in runs], ".1f"),
        _told([each.clock for each in runs], ".1f"),
        _told([each.gap / PER_MILLE for each in runs], ".2f"),
        _told([each.price / PER_MILLE for each in runs], ".2f"),
        f"{sum(each.proven > 0 for each in runs)}",
        f"{sum(each.short == each.proven for each in runs)} of {len(runs)}",
        f"{sum(each.valid for each in runs)} of {len(runs)}",
    ]
    return "| " + " | ".join(cells) + " |"


def engine_row(runs: Sequence[Run]) -> str:
    """The engine's own line among the methods."""
    missed = [each.missed for each in runs]
    unspent = _told([each.unspent / 100_000 for each in runs], ",.2f")
    return f"| Perron | 0 | {_told(missed, '.0f')} | 0 | {unspent} | 0 (0) |"


def main() -> None:
    """Solve, check, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--sizes", default="955,1300,2600")
    chosen = parser.parse_args()
    runs = {
        files: [run(files, seed) for seed in range(1, chosen.seeds + 1)]
        for files in map(int, chosen.sizes.split(","))
    }
    print("| files | work s | clock s | gap ‰ | below no cut-offs ‰ | floors out of reach", end="")
    print(" | least shortfall proved | verified |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for files, each in runs.items():
        print(first_row(files, each))
    for files, each in runs.items():
        print(f"\n{files:,} files\n")
        print(
            "| method | quality % | floors missed | short by more, k€ | unspent k€ | passed over |"
        )
        print("| --- | ---: | ---: | ---: | ---: | ---: |")
        print(engine_row(each))
        print(beside(each, "rank order", plain_rank))
        print(beside(each, "quotas first, then rank", quotas_first))


if __name__ == "__main__":
    main()

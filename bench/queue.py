"""The queue: transactions that enqueue and jobs done, per second, by one worker and by two.

    python -m bench.queue
    python -m tests.postgres python -m bench.queue

Each job writes one row. Rounds are interleaved; medians are printed. What a worker's own process
spends on a job is told beside the rate: it depends less on what else the machine does.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORKERS = (1, 2)
KINDS = {"bench.row": "one transaction", "bench.steps": "under a lease"}


def words(call: str) -> list[str]:
    """The words that start Python with Django ready, for one call."""
    program = f"import django; django.setup(); import bench.queue_tools as tools; tools.{call}"
    return [sys.executable, "-c", program]


def told(call: str, surroundings: dict[str, str]) -> str:
    """Make one call in a process of its own; answer what it printed."""
    done = subprocess.run(
        words(call), env=surroundings, cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout


def drain(workers: int, surroundings: dict[str, str]) -> tuple[float, float]:
    """Let workers that are ready begin together: seconds until the last is done, CPU seconds."""
    hands = [
        subprocess.Popen(
            words("answer()"),
            env=surroundings,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(workers)
    ]
    for hand in hands:
        if hand.stdout:
            hand.stdout.readline()
    begun = time.perf_counter()
    for hand in hands:
        if hand.stdin:
            hand.stdin.write("go\n")
            hand.stdin.flush()
    spent = sum(float(hand.communicate()[0]) for hand in hands)
    return time.perf_counter() - begun, spent


def measure(
    jobs: int, rounds: int, surroundings: dict[str, str]
) -> dict[str, list[tuple[float, float]]]:
    """Seconds and CPU seconds of enqueueing, and of working by kind and number of workers."""
    found: dict[str, list[tuple[float, float]]] = {}
    for _ in range(rounds):
        for name, kind in KINDS.items():
            for workers in WORKERS:
                told("prepare()", surroundings)
                seconds, spent = told(f"ask({name!r}, {jobs})", surroundings).split()
                found.setdefault("enqueue", []).append((float(seconds), float(spent)))
                pair = drain(workers, surroundings)
                told(f"check({jobs})", surroundings)
                found.setdefault(f"jobs, {kind}, workers: {workers}", []).append(pair)
    return found


def main() -> int:
    """Measure on the database that DATABASE_URL names, or on SQLite."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="perron-bench-") as var:
        surroundings = {
            **os.environ,
            "PERRON_VAR": var,
            "DJANGO_SETTINGS_MODULE": "perron.config.settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        }
        found = measure(arguments.jobs, arguments.rounds, surroundings)
    database = os.environ.get("DATABASE_URL", "sqlite").partition(":")[0]
    print(f"\n| {database} | per second | CPU ms each |\n| --- | ---: | ---: |")
    for what, pairs in found.items():
        rate = statistics.median(arguments.jobs / seconds for seconds, _ in pairs)
        spent = statistics.median(1000 * spent / arguments.jobs for _, spent in pairs)
        print(f"| {what} | {rate:,.0f} | {spent:.2f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())

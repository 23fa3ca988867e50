"""Adaptive tests: how close, how honest, how kind, how fast; catsim and girth beside them.

    python -m bench.adaptive

Banks are invented by the law that docs/reference/adaptive.md names, with a seed of their own.
catsim and girth run from an environment under build/, into which they are installed once; without
it their rows are left out. Rounds are interleaved, and medians told.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BESIDE = ROOT / "build" / "adaptive-beside" / "env"
SEEDS = (1, 2, 3)
ALONE = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}


def beside(what: str, file: str, *more: str) -> dict[str, Any] | None:
    """What another tool answers, None where it can't be had."""
    python = BESIDE / "bin" / "python"
    if not python.exists():
        return None
    script = str(ROOT / "bench" / "adaptive_beside.py")
    told = subprocess.run(
        [str(python), "-P", script, what, file, *more],
        capture_output=True,
        text=True,
        check=False,
        env=ALONE,
    )
    if told.returncode:
        print(told.stderr.strip().splitlines()[-1:], file=sys.stderr)
        return None
    found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return found


def install() -> None:
    """Make the environment of the tools beside, away from the project's own."""
    if not BESIDE.exists():
        subprocess.run([sys.executable, "-m", "venv", str(BESIDE)], check=False)
        pip = [str(BESIDE / "bin" / "pip"), "install", "--quiet", "catsim", "girth"]
        subprocess.run(pip, check=False)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what came out."""
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


def median(of: Iterable[float]) -> float:
    return statistics.median(of)


def main() -> None:
    """Run all parts, or those that are named."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded
    parts = import_module("bench.adaptive_parts")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=list(parts.PARTS))
    chosen = parser.parse_args().parts
    install()
    with TemporaryDirectory() as folder:
        for name in chosen:
            parts.PARTS[name](Path(folder))


if __name__ == "__main__":
    main()

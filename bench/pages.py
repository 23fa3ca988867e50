"""Pages under load, beside a bare view with one indexed query: same server, same run.

Rounds are interleaved (bare, page, page, …, bare, …) so that whatever else the machine does hits
all of them alike; medians over the rounds and their ratio to the bare view’s are printed. The
database is SQLite in a folder of its own, or the empty one that DATABASE_URL names: for PostgreSQL,
“python -m tests.postgres python -m bench.pages”.
"""

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
PYTHON = str(ROOT / ".venv" / "bin" / "python")
PATIENCE = 60
CONNECTIONS = 8
BARE = "/bare/?code=m4711"
PAGES = {
    "home": "/fr/",
    "list": "/fr/measures/",
    "list, narrowed": "/fr/measures/?state=running&type=call",
    "search": "/fr/search/?q=ecole+reseau",
    "measure": "/fr/measures/m4711/",
    "programme": "/fr/programmes/p3/",
    "theme": "/fr/themes/n3/",
    "version": "/fr/versions/v1/",
    "organisation": "/fr/organisations/o123/",
}


@dataclass(slots=True)
class Row:
    """The rounds of one address: requests per second and the 95th percentile in milliseconds."""

    rates: list[float]
    p95s: list[float]


def answers(port: int, address: str) -> int:
    """Get a page once; answer its status."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", address)
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()


@contextmanager
def server(surroundings: dict[str, str], processes: int) -> Iterator[int]:
    """Granian as the site starts it, on a free port."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    words = [PYTHON, "-m", "granian", "perron.config.wsgi:application", "--interface", "wsgi"]
    words += ["--host", "127.0.0.1", "--port", str(port), "--workers", str(processes)]
    words += ["--blocking-threads", "1", "--no-ws", "--log-level", "error"]
    site = subprocess.Popen(words, env=surroundings, cwd=ROOT)
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                answers(port, BARE)
                break
            except OSError:
                time.sleep(0.2)
        yield port
    finally:
        site.terminate()
        site.wait(30)


def load(port: int, address: str, seconds: int) -> tuple[float, float]:
    """Load one address with wrk: requests per second, 95th percentile in milliseconds."""
    words = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s"]
    words += ["-s", str(ROOT / "bench" / "report.lua"), f"http://127.0.0.1:{port}{address}"]
    told = subprocess.run(words, capture_output=True, text=True, check=True)
    found = json.loads(told.stdout.splitlines()[-1])
    if found["failed"]:
        raise SystemExit(f"{address}: {found['failed']} requests failed")
    return found["requests"] / found["seconds"], found["p95"]


def measure(surroundings: dict[str, str], rounds: int, seconds: int) -> dict[str, Row]:
    """All addresses in interleaved rounds."""
    rows = {name: Row([], []) for name in ("bare", *PAGES)}
    with server(surroundings, processes=1) as port:
        for name, address in PAGES.items():
            if (status := answers(port, address)) != HTTPStatus.OK:
                raise SystemExit(f"{name}: {address} answers {status}")
        for _ in range(rounds):
            for name, address in {"bare": BARE, **PAGES}.items():
                rate, p95 = load(port, address, seconds)
                rows[name].rates.append(rate)
                rows[name].p95s.append(p95)
    return rows


def told(title: str, rows: dict[str, Row]) -> str:
    """The rounds as a Markdown table."""
    bare = statistics.median(rows["bare"].rates)
    lines = [f"\n### {title}\n", "| page | requests/s (median) | p95 ms | part of bare |"]
    lines.append("| --- | ---: | ---: | ---: |")
    for name, row in rows.items():
        rate, p95 = statistics.median(row.rates), statistics.median(row.p95s)
        part = "1" if name == "bare" else f"1/{bare / rate:.1f}"
        lines.append(f"| {name} | {rate:,.0f} | {p95:.1f} | {part} |")
    return "\n".join(lines)


def main() -> int:
    """Fill a region, then measure it with pages kept and with pages made anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2, help="of each address in each round")
    arguments = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("wrk is not installed: Debian's package is “wrk”.")
    database = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
    with TemporaryDirectory(prefix="perron-bench-") as var:
        surroundings = {
            **os.environ,
            "PERRON_VAR": var,
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "PYTHONPATH": str(ROOT),
        }
        begun = time.monotonic()
        for words in (
            ["-m", "bench.filling"],
            ["-m", "django", "collectstatic", "--noinput", "-v0"],
        ):
            subprocess.run([PYTHON, *words], env=surroundings, cwd=ROOT, check=True)
        print(f"{database}: filled in {time.monotonic() - begun:.0f} s.", flush=True)
        for title, kept in (("Pages kept", "true"), ("Pages made anew", "false")):
            rows = measure(
                {**surroundings, "PAGE_CACHE": kept}, arguments.rounds, arguments.seconds
            )
            print(told(f"{title}, {database}", rows), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

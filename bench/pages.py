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
from dataclasses import dataclass, field
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
    """The rounds of one address: requests per second, and two times in milliseconds.

    ``works`` is the processor’s time that the server spends on one answer: unlike the rate, it is
    nearly the same when other programs take their share of the machine.
    """

    rates: list[float] = field(default_factory=list)
    p95s: list[float] = field(default_factory=list)
    works: list[float] = field(default_factory=list)


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
def server(surroundings: dict[str, str], processes: int) -> Iterator[tuple[int, int]]:
    """Granian as the site starts it: the free port that it took, and its process."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    words = [PYTHON, "-m", "granian", "perron.config.wsgi:application", "--interface", "wsgi"]
    words += ["--host", "127.0.0.1", "--port", str(port), "--workers", str(processes)]
    words += ["--blocking-threads", "128", "--no-ws", "--log-level", "error"]
    site = subprocess.Popen(words, env=surroundings, cwd=ROOT)
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                answers(port, BARE)
                break
            except OSError:
                time.sleep(0.2)
        yield port, site.pid
    finally:
        site.terminate()
        site.wait(30)


def spent(process: int) -> float:
    """The seconds of the processor that a process and its children have spent (Linux)."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, told = stat.read_text().rsplit(")", 1)
        except OSError:  # it has ended meanwhile
            continue
        words = told.split()
        if process in {int(name.split()[0]), int(words[1])}:
            ticks += int(words[11]) + int(words[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def load(row: Row, site: tuple[int, int], address: str, *, seconds: int) -> None:
    """Load one address with wrk for one round."""
    port, process = site
    before = spent(process)
    words = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s"]
    words += ["-s", str(ROOT / "bench" / "report.lua"), f"http://127.0.0.1:{port}{address}"]
    told = subprocess.run(words, capture_output=True, text=True, check=True)
    found = json.loads(told.stdout.splitlines()[-1])
    if found["failed"]:
        raise SystemExit(f"{address}: {found['failed']} requests failed")
    row.rates.append(found["requests"] / found["seconds"])
    row.p95s.append(found["p95"])
    row.works.append((spent(process) - before) / max(found["requests"], 1) * 1000)


def measure(surroundings: dict[str, str], rounds: int, seconds: int) -> dict[str, Row]:
    """All addresses in interleaved rounds."""
    rows = {name: Row() for name in ("bare", *PAGES)}
    with server(surroundings, processes=1) as site:
        for name, address in PAGES.items():
            if (status := answers(site[0], address)) != HTTPStatus.OK:
                raise SystemExit(f"{name}: {address} answers {status}")
        for _ in range(rounds):
            for name, address in {"bare": BARE, **PAGES}.items():
                load(rows[name], site, address, seconds=seconds)
    return rows


def told(title: str, rows: dict[str, Row]) -> str:
    """The rounds as a Markdown table."""
    bare, least = statistics.median(rows["bare"].rates), statistics.median(rows["bare"].works)
    heads = ("page", "requests/s (median)", "p95 ms", "part of bare", "work ms", "times bare")
    lines = [f"\n### {title}\n", f"| {' | '.join(heads)} |", "| --- " + "| ---: " * 5 + "|"]
    for name, row in rows.items():
        rate, p95 = statistics.median(row.rates), statistics.median(row.p95s)
        work = statistics.median(row.works)
        part = f"1/{bare / rate:.1f}" if rate else "none"
        times = f"{work / least:.1f}" if least else "none"
        lines.append(f"| {name} | {rate:,.0f} | {p95:.1f} | {part} | {work:.2f} | {times} |")
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

"""Measure the site under load: "perron run" with data of its own, and wrk beside it.

DATABASE_URL chooses an empty PostgreSQL database; PAGE_CACHE=false builds every page anew. The
pages are those linked from the home page's header. Rates depend on what else the machine does:
compare the processor time of a request, and its multiple of the style sheet's, between two runs.
"""

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120  # seconds for the first start: it fills the database
TICKS = os.sysconf("SC_CLK_TCK")
CONNECTIONS = 16
MOST_PAGES = 12


@dataclass(frozen=True, slots=True)
class Measured:
    """One address under load: rate in requests per second, times in milliseconds."""

    address: str
    rate: float
    p95: float
    cost: float
    failed: int


def fetch(port: int, address: str) -> tuple[int, str, str]:
    """Get a page from loopback: status, where it sends one on to, text."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        return answer.status, answer.headers.get("Location", ""), text
    finally:
        connection.close()


def wait_for(port: int, site: subprocess.Popen[bytes]) -> None:
    """Return once the site answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and site.poll() is None:
        try:
            fetch(port, "/")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The site did not start (see above).")


@contextmanager
def running_site() -> Iterator[tuple[int, int]]:
    """Run the site in a folder of its own; give its port and process number."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    with tempfile.TemporaryDirectory(prefix="perron-bench-") as var:
        surroundings = {**os.environ, "PERRON_VAR": var, "PORT": str(port)}
        command = [str(ROOT / ".venv" / "bin" / "perron"), "run"]
        site = subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL)
        try:
            wait_for(port, site)
            yield port, site.pid
        finally:
            site.terminate()
            site.wait(30)


def family(parent: int) -> set[int]:
    """Number every process that descends from one."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            after_name = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it ended just now
            continue
        parents[int(folder.name)] = int(after_name[1])
    found, new = {parent}, {parent}
    while new := {child for child, over in parents.items() if over in new} - found:
        found |= new
    return found


def processor_seconds(processes: set[int]) -> float:
    """Add up the processor time that some processes have used."""
    total = 0
    for process in processes:
        after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        total += int(after_name[11]) + int(after_name[12])
    return total / TICKS


def addresses(port: int) -> list[str]:
    """Find what to load: the style sheet, the home page and the pages of its header."""
    home = "/"
    _, onwards, text = fetch(port, home)
    while onwards:
        home = urlsplit(onwards).path
        _, onwards, text = fetch(port, home)
    style = re.findall(r'href="(/static/[^"]*site[^"]*\.css)"', text)
    header = re.search(r"<header\b.*?</header>", text, re.DOTALL)
    links = re.findall(r'href="(/[^"#]*)"', header.group() if header else "")
    pages = [
        link for link in dict.fromkeys([home, *links]) if fetch(port, link)[0] == HTTPStatus.OK
    ]
    if not style or not pages:
        raise SystemExit("The home page does not open, so nothing was measured.")
    return [*style[:1], *pages[:MOST_PAGES]]


def measure(port: int, address: str, *, site: int, seconds: int) -> Measured:
    """Load one address for some seconds."""
    for _ in range(3):
        fetch(port, address)
    processes = family(site)
    before = processor_seconds(processes)
    load = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(ROOT / "tools" / "bench.lua")]
    command = ["wrk", *load, f"http://127.0.0.1:{port}{address}"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = json.loads(answer.splitlines()[-1])
    spent = processor_seconds(processes) - before
    requests = max(found["requests"], 1)
    rate = requests / found["seconds"]
    return Measured(address, rate, found["p95"], spent / requests * 1000, found["failed"])


def main() -> int:
    """Print one line for every address; a request that failed fails the whole."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=5, help="for each address")
    seconds = parser.parse_args().seconds
    if not shutil.which("wrk"):
        raise SystemExit("wrk is not installed: Debian's package is “wrk”.")
    failed = 0
    with running_site() as (port, site):
        found = [measure(port, address, site=site, seconds=seconds) for address in addresses(port)]
        least = found[0].cost or 1.0
        print(
            f"{'requests/s':>10} {'p95 ms':>8} {'CPU ms':>8} {'× first':>8} {'failed':>7}  address"
        )
        for it in found:
            failed += it.failed
            times = it.cost / least
            print(
                f"{it.rate:10.0f} {it.p95:8.1f} {it.cost:8.2f} {times:8.1f} {it.failed:7}"
                f"  {it.address}"
            )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

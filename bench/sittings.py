"""A thousand people take the test at once; in the middle the server is killed and started again.

    python -m tests.postgres python -m bench.sittings

Each person is a browser of their own, which begins a test and then answers one question every ten
seconds on average: it reads the question, sends “I don't know” or a guess, and reads what became
of it. Half-way all processes of the web server are killed (SIGKILL) and started again; whoever got
no answer sends it once more, as a person would. Clients, site and database share the machine. Told
are the times until the next question is fixed (the answer sent) and until it is read, how many
answers the clients were told are kept and how many the database holds, and how many stand twice.
"""

import argparse
import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
PERRON = str(ROOT / ".venv" / "bin" / "perron")
PATIENCE = 30.0
BETWEEN = 9.5  # seconds to think, on average; the rest of the ten is the site's
PAUSE = 1.0  # before somebody who got no answer tries again
UNSURE = 0.3
STARTING = 20.0  # seconds over which people come
COOKIE = re.compile(rb"sessionid=([^;]+);")
NEXT = re.compile(rb'href="(/en/skills/[0-9a-f-]{36}/(?:\d+|picture)/)"')
FIELD = re.compile(rb'name="(answer[-\d]*)" value="(\d+)"')
TOKEN = "a" * 32
MOVED, OK = 302, 200


@dataclass(slots=True)
class Seen:
    """What the clients saw: seconds by what was asked, answers they were told are kept, faults."""

    sent: list[float] = field(default_factory=list)
    read: list[float] = field(default_factory=list)
    told: dict[str, set[int]] = field(default_factory=dict)
    again: int = 0
    faults: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Site:
    """Where the site is, until when people answer, and what they see."""

    port: int
    ends: float
    seen: Seen


async def asked(port: int, words: bytes) -> tuple[int, bytes]:
    """Send one request on a connection of its own; the status (0: no answer) and the reply."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(words)
        await writer.drain()
        told = await asyncio.wait_for(reader.read(), PATIENCE)
        writer.close()
        return int(told.split(b" ", 2)[1]), told
    except (OSError, TimeoutError, IndexError, ValueError):
        return 0, b""


def request(method: str, address: str, session: str = "", *, body: str = "") -> bytes:
    """The bytes of one request."""
    cookies = f"csrftoken={TOKEN}" + (f"; sessionid={session}" if session else "")
    heads = [
        f"{method} {address} HTTP/1.1",
        "Host: 127.0.0.1",
        "Connection: close",
        f"Cookie: {cookies}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    return ("\r\n".join(heads) + "\r\n\r\n" + body).encode()


async def until_answered(site: Site, words: bytes, times: list[float]) -> bytes:
    """Send until an answer comes; the time of the first try counts where it was answered."""
    first, seen = True, site.seen
    while time.time() < site.ends + PATIENCE:
        begun = time.perf_counter()
        status, told = await asked(site.port, words)
        if status in {OK, MOVED}:
            if first:
                times.append(time.perf_counter() - begun)
            return told
        first = False
        seen.faults[status] = seen.faults.get(status, 0) + 1
        seen.again += 1
        await asyncio.sleep(PAUSE)
    return b""


def form_for(page: bytes, chance: np.random.Generator) -> str:
    """“I don't know”, or the first choice where the question is one of choices."""
    fields = FIELD.findall(page)[:1]
    if chance.random() < UNSURE or not fields or fields[0][0] != b"answer":
        return f"csrfmiddlewaretoken={TOKEN}&do=unknown"
    return f"csrfmiddlewaretoken={TOKEN}&do=answer&answer={fields[0][1].decode()}"


async def person(site: Site, number: int) -> None:
    """One person: begins, then reads, answers and reads what became of it, until the end."""
    chance = np.random.default_rng(number)
    await asyncio.sleep(chance.uniform(0, STARTING))
    begin = request("POST", "/en/skills/begin/", body=f"csrfmiddlewaretoken={TOKEN}&counts=on")
    told = await until_answered(site, begin, [])
    if b"ocation: " not in told:
        return
    session = (COOKIE.search(told) or [b"", b""])[1].decode()
    address = told.split(b"ocation: ", 1)[1].split(b"\r\n", 1)[0].decode()
    key = address.split("/")[3]
    site.seen.told[key] = set()
    while time.time() < site.ends:
        page = await until_answered(site, request("GET", address, session), site.seen.read)
        await asyncio.sleep(chance.exponential(BETWEEN))
        if time.time() >= site.ends:
            return
        body = form_for(page, chance)
        reply = await until_answered(
            site, request("POST", address, session, body=body), site.seen.sent
        )
        if b" 302 " in reply[:20]:
            site.seen.told[key].add(int(address.rstrip("/").rpartition("/")[2]))
        found = await until_answered(site, request("GET", address, session), site.seen.read)
        address = next_address(found, address)
        if address.endswith("/picture/"):
            found = await until_answered(site, request("GET", address, session), site.seen.read)
            ways = [way.decode() for way in NEXT.findall(found) if not way.endswith(b"picture/")]
            if not ways:
                return
            address = ways[0]


def next_address(page: bytes, address: str) -> str:
    """Where the page leads on; the same question where it was not answered."""
    ways = [way.decode() for way in NEXT.findall(page)]
    return next((way for way in ways if way != address), address)


@contextmanager
def server(surroundings: dict[str, str], port: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The site as operators start it; the list holds the process of now."""
    held = [started(surroundings, port)]
    try:
        yield held
    finally:
        os.killpg(held[0].pid, signal.SIGKILL)
        held[0].wait(30)


def started(surroundings: dict[str, str], port: int) -> subprocess.Popen[bytes]:
    """One web server with its processes, in a session of its own."""
    program = (
        "import django, os; django.setup(); from perron.cli.serving import server_command; "
        f"words = server_command('127.0.0.1', {port}, 2); os.execv(words[0], words)"
    )
    words = [sys.executable, "-c", program]
    return subprocess.Popen(words, env=surroundings, cwd=ROOT, start_new_session=True)


async def run(
    port: int, people: int, seconds: float, *, held: list[subprocess.Popen[bytes]], again: Any
) -> Seen:
    """All people at once; half-way the server is killed and started again."""
    site = Site(port, time.time() + seconds, Seen())
    crowd = [asyncio.create_task(person(site, number)) for number in range(people)]
    await asyncio.sleep(seconds / 2)
    os.killpg(held[0].pid, signal.SIGKILL)
    held[0].wait(30)
    held[0] = again()
    await asyncio.gather(*crowd)
    return site.seen


def wait_for(port: int) -> None:
    """Until the site answers; refuses to go on where it does not."""
    begun = time.time()
    while time.time() < begun + 4 * PATIENCE:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(PAUSE)
        else:
            return
    raise TimeoutError(port)


def python(surroundings: dict[str, str], *words: str) -> Any:
    """Run a module with the site's settings; the JSON of its last line."""
    done = subprocess.run(
        [sys.executable, *words], env=surroundings, cwd=ROOT, check=True, stdout=subprocess.PIPE
    )
    return json.loads(done.stdout.splitlines()[-1])


def report(seen: Seen, found: dict[str, Any], people: int) -> tuple[str, int]:
    """The outcome as Markdown, and how many answers are lost or stand twice."""
    kept = found["kept"]
    lost = sum(len(places - set(kept.get(key, []))) for key, places in seen.told.items())
    twice = sum(len(places) - len(set(places)) for places in kept.values())
    wrong = sum(len(kept.get(key, [])) != number for key, number in found["counted"].items())
    rows: dict[str, object] = {
        "people": people,
        "answers told as kept": sum(map(len, seen.told.values())),
        "answers in the database": sum(map(len, kept.values())),
        "lost": lost,
        "counted twice": twice,
        "sittings whose count differs from their answers": wrong,
        "sent again, as no answer came": seen.again,
        "other answers than expected": dict(sorted(seen.faults.items())),
    }
    for name, times in (("answer sent, next fixed", seen.sent), ("page read", seen.read)):
        waits = sorted(times) or [0.0]
        rows |= {
            f"{name}: median, ms": round(1000 * waits[len(waits) // 2]),
            f"{name}: p95, ms": round(1000 * waits[int(len(waits) * 0.95)]),
            f"{name}: p99, ms": round(1000 * waits[int(len(waits) * 0.99)]),
        }
    lines = [
        "| sittings | |",
        "| --- | ---: |",
        *(f"| {name} | {row} |" for name, row in rows.items()),
    ]
    return "\n".join(lines), lost + twice + wrong


def main() -> int:
    """Fill, start, answer, kill, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=300)
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="perron-bench-") as var:
        surroundings = {
            **os.environ,
            "PERRON_VAR": var,
            "DJANGO_SETTINGS_MODULE": "perron.config.settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        }
        subprocess.run([PERRON, "migrate"], env=surroundings, cwd=ROOT, check=True)
        python(surroundings, "-m", "bench.sittings_filling", "fill")
        words = (
            "import django; django.setup(); from django.core.management import call_command as c; "
        )
        words += "c('collectstatic', verbosity=0, interactive=False)"
        subprocess.run([sys.executable, "-c", words], env=surroundings, cwd=ROOT, check=True)
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
        with server(surroundings, port) as held:
            wait_for(port)
            again = partial(started, surroundings, port)
            seen = asyncio.run(
                run(port, arguments.people, arguments.seconds, held=held, again=again)
            )
        found = python(surroundings, "-m", "bench.sittings_filling", "told")
    words, faults = report(seen, found, arguments.people)
    print(words)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

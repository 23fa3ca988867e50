"""The closing minute: 500 teams hand in, most of them at the very end, none is lost.

    python -m tests.postgres python -m bench.closing

Each team opens the page on which it reads everything once more, and presses the button at a moment
drawn beforehand: half of them in the last ten seconds, a tenth too late. The site is started as
operators start it, with its worker; clients, site and database share the machine. Told are how
many were in, told that they were late, or got no answer, beside what the database says; and how
long an answer took.
"""

import argparse
import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PERRON = str(ROOT / ".venv" / "bin" / "perron")
READY = 25.0  # seconds for the site to start, before the last minute begins
MINUTE = 60.0
TOKEN = "a" * 32  # of the form: the cookie and the field hold the same
PATIENCE = 120.0


@dataclass(slots=True)
class Answer:
    """What one team was told, when it pressed, and how long it waited."""

    number: str
    pressed: float
    status: int
    seconds: float


async def asked(port: int, words: bytes) -> int:
    """Send one request on a connection of its own; answer the status, 0 where none came."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(words)
        await writer.drain()
        told = await asyncio.wait_for(reader.read(), PATIENCE)
        writer.close()
        return int(told.split(b" ", 2)[1])
    except (OSError, TimeoutError, IndexError, ValueError):
        return 0


def request(method: str, team: dict[str, str], body: str = "") -> bytes:
    """The bytes of one request of a signed-in team."""
    heads = [
        f"{method} {team['address']} HTTP/1.1",
        "Host: 127.0.0.1",
        "Connection: close",
        f"Cookie: sessionid={team['session']}; csrftoken={TOKEN}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    return ("\r\n".join(heads) + "\r\n\r\n" + body).encode()


async def one_team(port: int, team: dict[str, str], moment: float) -> Answer:
    """Read everything once more some seconds before, then press at the moment."""
    await asyncio.sleep(max(0.0, moment - 8 - time.time()))
    await asked(port, request("GET", team))
    await asyncio.sleep(max(0.0, moment - time.time()))
    pressed, begun = time.time(), time.perf_counter()
    status = await asked(port, request("POST", team, f"csrfmiddlewaretoken={TOKEN}"))
    return Answer(team["number"], pressed, status, time.perf_counter() - begun)


def moments(teams: int, closes: float, seed: int) -> list[float]:
    """When each team presses: half in the last ten seconds, a tenth within ten seconds after."""
    chance = random.Random(seed)  # noqa: S311 -- nothing secret
    late, last = teams // 10, teams // 2
    drawn = [closes + chance.uniform(0.2, 10) for _ in range(late)]
    drawn += [closes - chance.uniform(0.2, 10) for _ in range(last)]
    drawn += [closes - chance.uniform(10, MINUTE) for _ in range(teams - late - last)]
    chance.shuffle(drawn)
    return drawn


@contextmanager
def site(surroundings: dict[str, str]) -> Iterator[int]:
    """The site with its worker, as operators start them; both are stopped in the end."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    commands = [[PERRON, "serve", "--port", str(port)], [PERRON, "worker"]]
    started = [subprocess.Popen(words, env=surroundings, cwd=ROOT) for words in commands]
    try:
        yield port
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(30)


def python(surroundings: dict[str, str], *words: str) -> Any:
    """Run a module or program with the site's settings; answer the JSON that it printed."""
    done = subprocess.run(
        [sys.executable, *words], env=surroundings, cwd=ROOT, check=True, stdout=subprocess.PIPE
    )
    return json.loads(done.stdout) if done.stdout else None


async def pressed(port: int, plan: dict[str, Any], seed: int) -> list[Answer]:
    """All teams at once."""
    teams = plan["teams"]
    at = moments(len(teams), plan["closes"], seed)
    return await asyncio.gather(
        *(one_team(port, team, moment) for team, moment in zip(teams, at, strict=True))
    )


def told(answers: list[Answer], closes: float, found: dict[str, Any]) -> str:
    """The outcome as Markdown."""
    kept = set(found["in"])
    early = [one for one in answers if one.pressed < closes]
    lost = [one for one in early if one.number not in kept]
    waits = sorted(one.seconds for one in answers)
    rows = {
        "teams": len(answers),
        "pressed before the closing": len(early),
        "of these in": len(early) - len(lost),
        "of these not in": len(lost),
        "pressed after it": len(answers) - len(early),
        "of these told so (409)": sum(
            one.status == HTTPStatus.CONFLICT for one in answers if one.pressed >= closes
        ),
        "without an answer": sum(one.status == 0 for one in answers),
        "in the database: handed in": len(kept),
        "in the database: drafts kept": found["drafts"],
        "in the database: receipts": found["submissions"],
        "in the database: stamped after the closing": found["after closing"],
    }
    times = {
        "median answer, s": statistics.median(waits),
        "p95 answer, s": waits[int(len(waits) * 0.95)],
        "longest answer, s": waits[-1],
    }
    lines = ["| the closing minute | |", "| --- | ---: |"]
    lines += [f"| {name} | {value:,} |" for name, value in rows.items()]
    lines += [f"| {name} | {value:.2f} |" for name, value in times.items()]
    return "\n".join(lines)


def main() -> int:
    """Fill, start, press, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teams", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="perron-bench-") as var:
        surroundings = {
            **os.environ,
            "PERRON_VAR": var,
            "DJANGO_SETTINGS_MODULE": "perron.config.settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        }
        subprocess.run([PERRON, "migrate"], env=surroundings, cwd=ROOT, check=True)
        words = ("-m", "bench.closing_filling", str(arguments.teams), str(READY + MINUTE))
        plan = python(surroundings, *words)
        with site(surroundings) as port:
            answers = asyncio.run(pressed(port, plan, arguments.seed))
            found = python(
                surroundings,
                "-c",
                "import django, json; django.setup(); import bench.closing_tools as tools; "
                "print(json.dumps(tools.outcome()))",
            )
    print(told(answers, plan["closes"], found))
    lost = {one.number for one in answers if one.pressed < plan["closes"]} - set(found["in"])
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())

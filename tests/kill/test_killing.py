"""Workers and the web process are killed at random moments: nothing is lost, nothing is doubled."""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread, Timer
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from perron.cli.serving import server_command
from tests.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
WORKERS = 2
dice = secrets.SystemRandom()


class Counting(BaseHTTPRequestHandler):
    """The outside: counts each call before it answers, and takes its time over it."""

    calls: "Counter[str]" = Counter()

    def do_POST(self) -> None:  # the name is the library's
        self.calls[self.path.strip("/")] += 1
        time.sleep(dice.uniform(0, 0.01))
        try:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Length", "0")
            self.end_headers()
        except OSError:
            return  # whoever called was killed meanwhile

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@contextmanager
def outside() -> Iterator[tuple[int, "Counter[str]"]]:
    """A counter on loopback: its port, and what it counted."""
    Counting.calls = Counter()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Counting)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield int(server.server_address[1]), Counting.calls
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def database(var: Path) -> Iterator[dict[str, str]]:
    """A database of the test's own, of the kind that the suite runs on."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield {"DATABASE_URL": f"sqlite:///{var / 'kill.sqlite3'}"}
        return
    name = f"kill_{secrets.token_hex(4)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        yield {"DATABASE_URL": urlsplit(address)._replace(path=f"/{name}").geturl()}
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def with_django(call: str) -> list[str]:
    """The words that start Python with Django ready, for one call."""
    program = f"import django; django.setup(); from tests.kill import deeds, stable; {call}"
    return [sys.executable, "-c", program]


class Platform:
    """The web process and its workers, each of which can be killed and comes back at once."""

    def __init__(self, surroundings: dict[str, str]) -> None:
        self.surroundings = surroundings
        self.port = free_port()
        self.kills: Counter[str] = Counter()
        self.stable = self.start(with_django("stable.serve()"), piped=True)
        self.told_by_stable()
        self.workers: list[int] = []
        self.web = self.start(server_command("127.0.0.1", self.port, 1))

    def start(self, words: list[str], *, piped: bool = False) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE if piped else subprocess.DEVNULL
        return subprocess.Popen(
            words,
            env=self.surroundings,
            cwd=ROOT,
            stdin=pipe,
            stdout=pipe,
            text=True,
            start_new_session=True,
        )

    def told_by_stable(self) -> str:
        assert self.stable.stdout
        return self.stable.stdout.readline().strip()

    def another(self, word: str) -> int:
        """Have a process forked that does a word; its number."""
        assert self.stable.stdin
        self.stable.stdin.write(f"{word}\n")
        self.stable.stdin.flush()
        return int(self.told_by_stable())

    def kill_worker(self) -> None:
        """Kill one worker, whatever it is doing; another takes its place."""
        os.kill(self.workers.pop(dice.randrange(WORKERS)), signal.SIGKILL)
        self.kills["worker"] += 1
        self.workers.append(self.another("work"))

    def kill_web(self) -> None:
        """Kill the web server and its processes; start it again."""
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()
        self.kills["web"] += 1
        self.web = self.start(server_command("127.0.0.1", self.port, 1))

    def ask(self, name: str, code: str) -> None:
        """Ask over HTTP until the answer is yes, as a person does whose page did not come."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            page = HTTPConnection("127.0.0.1", self.port, timeout=20)
            try:
                page.request("POST", f"/ask/{name}/{code}/")
                if page.getresponse().status == HTTPStatus.OK:
                    return
            except (OSError, HTTPException):
                time.sleep(0.05)
            finally:
                page.close()
        raise TimeoutError(code)

    def told(self, word: str) -> str:
        """What a process of the stable prints when it is done."""
        self.another(word)
        return self.told_by_stable()

    def stop_workers(self) -> None:
        while self.workers:
            os.kill(self.workers.pop(), signal.SIGKILL)

    def stop(self) -> None:
        self.stop_workers()
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()
        self.stable.communicate()


@contextmanager
def platform(var: Path, counter: int, address: dict[str, str]) -> Iterator[Platform]:
    surroundings = {
        **os.environ,
        **address,
        "DJANGO_SETTINGS_MODULE": "tests.kill.settings",
        "KILL_COUNTER": str(counter),
        "PERRON_VAR": str(var),
        "PYTHONWARNINGS": "ignore",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
    }
    subprocess.run(with_django("deeds.prepare()"), env=surroundings, cwd=ROOT, check=True)
    here = Platform(surroundings)
    try:
        yield here
    finally:
        here.stop()


def kill_at_random(here: Platform, wanted: list[tuple[str, str]], deeds: list[str]) -> None:
    """Ask for everything over HTTP; meanwhile, at a random moment of each turn, kill someone.

    A third is asked before the first worker comes, so that none of them is ever idle.
    """
    ahead = len(wanted) // 3
    for name, code in wanted[:ahead]:
        here.ask(name, code)
    here.workers = [here.another("work") for _ in range(WORKERS)]
    wanted = wanted[ahead:]
    share = -(-len(wanted) // len(deeds))
    for turn, deed in enumerate(deeds):
        kill: Callable[[], None] = here.kill_web if deed == "web" else here.kill_worker
        timer = Timer(dice.uniform(0, 0.15), kill)
        timer.start()
        for name, code in wanted[turn * share : (turn + 1) * share]:
            here.ask(name, code)
        timer.join()


def run(var: Path, wanted: list[tuple[str, str]], deeds: list[str]) -> dict[str, Any]:
    """All of it; answer what the database says, what the outside counted, and who was killed."""
    begun = time.monotonic()
    with ExitStack() as stack:
        address = stack.enter_context(database(var))
        port, counted = stack.enter_context(outside())
        here = stack.enter_context(platform(var, port, address))
        kill_at_random(here, wanted, deeds)
        assert here.told("wait") == "0", "jobs are left over"
        here.stop_workers()
        found: dict[str, Any] = json.loads(here.told("report"))
    seconds = time.monotonic() - begun
    return {**found, "counted": counted, "kills": here.kills, "seconds": seconds}


@pytest.mark.slow
@pytest.mark.parametrize(
    "size",
    [(100, 40, 14), pytest.param((1000, 200, 100), marks=pytest.mark.kill)],
    ids=["some", "many"],
)
def test_whoever_is_killed_every_job_is_done_and_none_twice(
    tmp_path: Path, size: tuple[int, int, int]
) -> None:
    lines, calls, kills = size
    wanted = [("kill.line", f"line-{n}") for n in range(lines)]
    wanted += [("kill.call", f"call-{n}") for n in range(calls)]
    dice.shuffle(wanted)

    found = run(tmp_path, wanted, ["web" if n % 10 == 3 else "worker" for n in range(kills)])

    assert found["kills"].total() == kills
    assert found["interrupted"] > kills / 10, "the kills came at idle moments"
    assert found["asked"] == found["works"] == lines + calls
    assert "failed" not in found["states"]
    assert sorted(found["lines"]) == sorted(code for _, code in wanted if code[0] == "l")
    assert found["journal_faults"] == 0
    assert found["ticks"] == found["ticks_done"] <= found["seconds"] / 0.3 + 1
    assert set(found["counted"].values()) == {1}
    in_doubt = {code for code, state in found["calls"].items() if state != "ended"}
    assert set(found["calls"]) - set(found["counted"]) <= in_doubt
    assert "new" not in found["calls"].values()
    assert len(in_doubt) <= found["kills"]["worker"] + WORKERS
    print({name: found[name] for name in ("kills", "interrupted", "ticks", "seconds")})
    print(f"calls in doubt: {len(in_doubt)}")

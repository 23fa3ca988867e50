"""A platform whose workers and web process are killed at random moments."""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

import psycopg

from perron.cli.serving import server_command
from tests.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
WORKERS = 2
dice = secrets.SystemRandom()


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

    def report(self) -> dict[str, Any]:
        """What the database says."""
        found: dict[str, Any] = json.loads(self.told("report"))
        return found

    def stop_workers(self) -> None:
        while self.workers:
            os.kill(self.workers.pop(), signal.SIGKILL)

    def stop(self) -> None:
        self.stop_workers()
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()
        self.stable.communicate()


@contextmanager
def killed_platform(var: Path, more: Mapping[str, str]) -> Iterator[Platform]:
    """A platform on a database of its own, with more in its surroundings."""
    with database(var) as address:
        surroundings = {
            **os.environ,
            **address,
            **more,
            "DJANGO_SETTINGS_MODULE": "tests.kill.settings",
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

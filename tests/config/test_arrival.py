"""What counts is when a request arrived, not when its turn came: with a real server."""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from perron.cli.serving import server_command

pytestmark = [pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
MINE = ("DATABASE_URL", "PERRON_REGION", "DEBUG", "HTTPS", "PERRON_VAR")


class Server:
    """A site on a free port, with one process and one working slot."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._people = ThreadPoolExecutor(12)

    def post(self, path: str) -> Any:
        """Send a form and wait for the answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("POST", path)
            answer = connection.getresponse().read()
        finally:
            connection.close()
        return json.loads(answer) if answer.startswith(b"{") else answer.decode()

    def begin(self, path: str) -> Future[Any]:
        """Send a form without waiting."""
        return self._people.submit(self.post, path)


@contextmanager
def served(var: Path, **settings: str) -> Iterator[tuple[Server, subprocess.Popen[bytes]]]:
    """The site's own server with the addresses of the test, on a free port."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    outside = {name: value for name, value in os.environ.items() if name not in MINE}
    surroundings = {
        **outside,
        "PERRON_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "tests.calls.arriving.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        **settings,
    }
    words = server_command("127.0.0.1", port, 1)
    site = subprocess.Popen(words, env=surroundings, cwd=ROOT, start_new_session=True)
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield Server(port), site
    finally:
        if site.poll() is None:
            site.terminate()
        site.wait(30)


def test_a_request_in_the_backlog_across_the_closing_counts_by_its_arrival(tmp_path: Path) -> None:
    with served(tmp_path) as (server, _site):
        queue_across_the_closing(server)


def queue_across_the_closing(server: Server) -> None:
    """The one slot is taken; a hand-in waits for it from before the closing until after it."""
    in_time, queued, late = server.post("/prepare/3/")["keys"]
    assert server.post(f"/hand-over/{in_time}/")["is_in"]
    closes = server.post("/close/2000/")["closes"]

    busy = server.begin("/slow/4000/")  # the one slot works until long after the closing
    time.sleep(0.5)
    waiting = server.begin(f"/hand-over/{queued}/")
    while time.time() < closes + 0.3:
        time.sleep(0.05)
    too_late = server.begin(f"/hand-over/{late}/")

    first, second = waiting.result(PATIENCE), too_late.result(PATIENCE)
    assert busy.result(PATIENCE) == "at last"
    assert first["arrived"] < closes < first["worked"]
    assert first["is_in"]
    assert second["arrived"] > closes
    assert not second["is_in"]
    assert "Your draft is kept" in second["says"]


def test_a_server_killed_on_the_last_day_moves_the_closing_for_everyone(tmp_path: Path) -> None:
    beating = {"HEARTBEAT": "on", "OUTAGE_MINUTES": "0.05"}
    with served(tmp_path) as (server, _site):
        server.post("/prepare/1/")
        closes = server.post("/close/1800000/")["closes"]  # in half an hour
    with served(tmp_path, **beating) as (server, site):
        time.sleep(2)
        assert server.post("/closing/") == {"closes": closes, "notices": []}
        os.killpg(site.pid, signal.SIGKILL)
    time.sleep(3.5)
    with served(tmp_path, **beating) as (server, _site):
        until = time.monotonic() + PATIENCE
        while not (told := server.post("/closing/"))["notices"] and time.monotonic() < until:
            time.sleep(0.3)

    assert told["notices"] == ["outage"]
    assert told["closes"] - time.time() > 23.9 * 3600

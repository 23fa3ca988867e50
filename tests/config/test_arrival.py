"""What counts is when a request arrived, not when its turn came: with a real server."""

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
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


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """The site's own server with the addresses of the test."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    outside = {name: value for name, value in os.environ.items() if name not in MINE}
    surroundings = {
        **outside,
        "PERRON_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tests.calls.arriving.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
    }
    site = subprocess.Popen(server_command("127.0.0.1", port, 1), env=surroundings, cwd=ROOT)
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield Server(port)
    finally:
        site.terminate()
        site.wait(30)


def test_a_request_in_the_backlog_across_the_closing_counts_by_its_arrival(server: Server) -> None:
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

"""Workers and the web process are killed at random moments: nothing is lost, nothing is doubled."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.kill.killing import WORKERS, dice, kill_at_random, killed_platform


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


def run(var: Path, wanted: list[tuple[str, str]], deeds: list[str]) -> dict[str, Any]:
    """All of it; answer what the database says, what the outside counted, and who was killed."""
    begun = time.monotonic()
    with ExitStack() as stack:
        port, counted = stack.enter_context(outside())
        here = stack.enter_context(killed_platform(var, {"KILL_COUNTER": str(port)}))
        kill_at_random(here, wanted, deeds)
        assert here.told("wait") == "0", "jobs are left over"
        here.stop_workers()
        found = here.report()
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

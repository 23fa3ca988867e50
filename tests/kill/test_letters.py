"""Whoever is killed while letters leave: none leaves twice, and the uncertain ones are listed."""

import asyncio
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.kill.killing import dice, kill_at_random, killed_platform
from tests.postgres import free_port


class Postbox:
    """A mail server that takes its time over each letter and counts whom it is for."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        vars(self)["handle_DATA"] = self.take  # the name is the library's

    async def take(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        del server, session
        self.taken.update(envelope.rcpt_tos)
        await asyncio.sleep(dice.uniform(0, 0.02))
        return "250 taken"


@contextmanager
def postbox() -> Iterator[tuple[int, "Counter[str]"]]:
    """A mail server on loopback: its port, and what it took."""
    handler, port = Postbox(), free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port, handler.taken
    finally:
        controller.stop()


@pytest.mark.slow
@pytest.mark.parametrize(
    "size", [(60, 10), pytest.param((300, 60), marks=pytest.mark.kill)], ids=["some", "many"]
)
def test_whoever_is_killed_no_letter_leaves_twice(tmp_path: Path, size: tuple[int, int]) -> None:
    letters, kills = size
    wanted = [("kill.letter", f"letter-{n}") for n in range(letters)]
    with ExitStack() as stack:
        port, taken = stack.enter_context(postbox())
        mail = {"EMAIL_URL": f"smtp://127.0.0.1:{port}", "EMAIL_TIMEOUT": "5"}
        here = stack.enter_context(killed_platform(tmp_path, mail))
        kill_at_random(here, wanted, ["web" if n % 10 == 3 else "worker" for n in range(kills)])
        assert here.told("wait") == "0", "letters are left over"
        here.stop_workers()
        states: dict[str, str] = here.report()["letters"]

    assert len(states) == letters
    assert set(states.values()) <= {"handed", "uncertain"}
    assert set(taken.values()) == {1}
    handed = {address for address, state in states.items() if state == "handed"}
    assert handed <= set(taken)
    assert letters - len(handed) <= here.kills["worker"] + 2, "more in doubt than were killed"
    print(f"{os.linesep}{here.kills}: {letters - len(handed)} letters uncertain")

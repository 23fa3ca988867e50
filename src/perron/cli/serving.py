"""``perron run|serve|worker|migrate``: starting and stopping the platform."""

import os
import signal
import socket
import subprocess
import sys
import threading
from argparse import Namespace
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command

from perron.cli.errors import PortTaken
from perron.cli.first_start import prepare_site
from perron.core.operating.beating import ASKED_FOR
from perron.core.operating.metrics import forget_processes
from perron.core.queue import work, work_off
from perron.core.schedule import enqueue_due

GRACE = 10
WAITING = os.environ.get("WAITING_THREADS", "128")  # they stamp arrivals; slots do the work
LONGEST_HEAD = 65_536  # bytes of a request's line and headers


def add_to(commands: Any) -> None:
    """Add the commands that start things to the grammar."""
    run = commands.add_parser("run", help="prepare the site, then serve it with a worker")
    serve = commands.add_parser("serve", help="serve the site")
    for command in (run, serve):
        command.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        command.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        command.add_argument("--processes", type=int, default=int(os.environ.get("PROCESSES", "2")))
    run.set_defaults(command=_run)
    serve.set_defaults(command=_serve)
    worker = commands.add_parser("worker", help="do background work")
    worker.add_argument("--once", action="store_true", help="do what is due, then stop")
    worker.set_defaults(command=_worker)
    commands.add_parser("migrate", help="prepare the database").set_defaults(command=_migrate)


def server_command(host: str, port: int, processes: int) -> list[str]:
    """The words that start granian under WSGI: measured the cheapest way to serve sync views."""
    return [
        *(sys.executable, "-m", "granian", "perron.config.wsgi:application"),
        *("--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(processes), "--blocking-threads", WAITING, "--backpressure", "256"),
        *("--http1-buffer-size", str(LONGEST_HEAD), "--http1-header-read-timeout", "10000"),
        *("--no-ws", "--log-level", "error"),
    ]


def _migrate(arguments: Namespace) -> int:
    del arguments
    call_command("migrate", verbosity=0)
    print("The database is ready.")
    return 0


def _serve(arguments: Namespace) -> int:
    _refuse_taken_port(arguments.host, arguments.port)
    os.environ.setdefault(ASKED_FOR, "on")
    forget_processes(settings.METRICS_FOLDER)
    call_command("collectstatic", verbosity=0, interactive=False)
    words = server_command(arguments.host, arguments.port, arguments.processes)
    return _until_stopped([_started(words)])


def _worker(arguments: Namespace) -> int:
    """Work until told to stop: one signal lets the job at hand finish, a second one does not."""
    if arguments.once:
        enqueue_due()
        print(f"Jobs begun: {work_off()}.")
        return 0
    asked: list[int] = []

    def ask(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask)
    work(lambda: bool(asked), tick=enqueue_due)
    return 0


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            raise PortTaken(port=port, next=port + 1) from taken


def _run(arguments: Namespace) -> int:
    _refuse_taken_port(arguments.host, arguments.port)
    os.environ.setdefault(ASKED_FOR, "on")
    forget_processes(settings.METRICS_FOLDER)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    signs = prepare_site()
    commands = (
        server_command(arguments.host, arguments.port, arguments.processes),
        [sys.executable, "-m", "perron.cli", "worker"],
    )
    children = [_started(command) for command in commands]

    def announce() -> bool:
        """Say where the site is, once it answers there."""
        if not _answers(arguments.host, arguments.port):
            return False
        print(f"\n{settings.REGION.code} is served at http://{arguments.host}:{arguments.port}/")
        for sign in signs:
            print(f"  {sign}")
        print("Stop with Ctrl-C.", flush=True)
        return True

    return _until_stopped(children, announce)


def _answers(host: str, port: int) -> bool:
    """Whether somebody listens there."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def _started(words: list[str]) -> subprocess.Popen[bytes]:
    """A child in a session of its own, so that Ctrl-C reaches only the parent."""
    return subprocess.Popen(words, start_new_session=True)  # noqa: S603 -- our own words


def _until_stopped(
    children: list[subprocess.Popen[bytes]], announce: Callable[[], bool] = lambda: True
) -> int:
    """Wait for Ctrl-C, for a signal, or for a child that died; then stop every child.

    ``announce`` is asked again and again until it has said what it has to say.
    """
    asked, announced = threading.Event(), False
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    while not asked.wait(0.5):
        announced = announced or announce()
        if any(child.poll() is not None for child in children):
            print("A part of the platform stopped; stopping the others.", file=sys.stderr)
            break
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(GRACE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    print("Stopped.")
    return 0 if asked.is_set() else 1

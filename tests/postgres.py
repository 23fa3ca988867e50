"""A PostgreSQL server of the suite's own: made for one command, gone when the command ends.

    python -m tests.postgres pytest -m "not e2e"

The command finds the server's address in DATABASE_URL. No cluster of the machine is touched.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import psycopg

PATIENCE = 60  # seconds until a server that does not answer is given up
ACCOUNT = "postgres"  # Debian's package makes it; the server refuses to run as root
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")  # nothing here is kept


class ServerMissingError(Exception):
    """PostgreSQL is not installed, or did not start."""


def find_programs() -> Path:
    """Find the folder of the server's programs; Debian keeps it off the PATH, newest last."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda found: float(found.parent.name)
    )
    on_path = shutil.which("initdb")
    folders = [*([Path(on_path).resolve().parent] if on_path else []), *folders]
    for folder in reversed(folders):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise ServerMissingError("PostgreSQL is not installed: Debian's package is “postgresql”.")


def free_port() -> int:
    """Ask the system for a port that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def as_server(*, bound: bool = False) -> list[str]:
    """Put words before a command: another account for root, and no life after ours."""
    words = ["setpriv", "--pdeathsig", "INT"] if bound and shutil.which("setpriv") else []
    if os.geteuid() == 0:
        words = words or ["setpriv"]
        words += [f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}", "--init-groups"]
    return words


def make_cluster(programs: Path, home: Path) -> str:
    """Make an empty cluster and return the password that it was given."""
    password = secrets.token_urlsafe(16)
    note = home / "password"
    note.write_text(password)
    if os.geteuid() == 0:
        shutil.chown(home, ACCOUNT, ACCOUNT)
        shutil.chown(note, ACCOUNT, ACCOUNT)
    flags = ["--no-locale", "--encoding=UTF8", "--no-sync", "--auth=scram-sha-256"]
    who = ["--username=perron", f"--pwfile={note}", f"--pgdata={home / 'data'}"]
    command = [*as_server(), str(programs / "initdb"), *flags, *who]
    subprocess.run(command, cwd=home, check=True, stdout=subprocess.DEVNULL)
    return password


def wait_for(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Return once the server answers; say what it wrote when it does not."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            psycopg.connect(address, connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise ServerMissingError(f"PostgreSQL did not start:\n{log.read_text()}")


def stop(server: subprocess.Popen[bytes]) -> None:
    """Stop the server at once, connections or not."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait(10)


@contextmanager
def running_server() -> Iterator[str]:
    """Run a server on loopback and give its address as a URL."""
    programs = find_programs()
    home = Path(tempfile.mkdtemp(prefix="perron-postgres-"))
    log = home / "log"
    try:
        password, port = make_cluster(programs, home), free_port()
        address = f"postgres://perron:{password}@127.0.0.1:{port}/postgres"
        settings = (*HASTE, "listen_addresses=127.0.0.1", f"port={port}", "max_connections=60")
        flags = [word for line in settings for word in ("-c", line)]
        where = ["-D", str(home / "data"), "-k", str(home)]
        command = [*as_server(bound=True), str(programs / "postgres"), *where, *flags]
        with log.open("wb") as out:
            server = subprocess.Popen(
                command, cwd=home, stdout=out, stderr=out, start_new_session=True
            )
        try:
            wait_for(server, address, log)
            yield address
        finally:
            stop(server)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def give_up(number: int, frame: FrameType | None) -> None:
    """Turn a request to end into an exception, so that everything is still put away."""
    del frame
    sys.exit(128 + number)


def main(command: list[str]) -> int:
    """Run a command beside a server of its own and return the command's verdict."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, give_up)
    try:
        with running_server() as address:
            child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": address})
            try:
                return child.wait()
            except BaseException:
                child.terminate()
                child.wait(30)
                raise
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except ServerMissingError as missing:
        print(missing, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A worker that is asked to stop, by a signal, ends as it should."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


def wait_for_first_tick(database: Path) -> None:
    """Return once the worker has written down what comes round."""
    until = time.monotonic() + PATIENCE
    with closing(sqlite3.connect(database)) as connection:
        while not connection.execute("SELECT count(*) FROM core_due").fetchone()[0]:
            assert time.monotonic() < until
            time.sleep(0.1)


@pytest.mark.slow
def test_a_worker_that_is_told_to_stop_ends_as_it_should(tmp_path: Path) -> None:
    database = tmp_path / "worker.sqlite3"
    address = {"DATABASE_URL": f"sqlite:///{database}", "PERRON_VAR": str(tmp_path)}
    surroundings = {**os.environ, **address}
    perron = [sys.executable, "-m", "perron.cli"]
    subprocess.run([*perron, "migrate"], env=surroundings, cwd=ROOT, check=True)
    worker = subprocess.Popen([*perron, "worker"], env=surroundings, cwd=ROOT)
    wait_for_first_tick(database)
    worker.send_signal(signal.SIGTERM)

    assert worker.wait(PATIENCE) == 0

"""Seconds and memory of a backup and a restore of 10,000 measures.

python -m bench.backups

The backup is of the database that DATABASE_URL names, else of SQLite; it is restored into SQLite.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def measured(words: list[str], env: dict[str, str]) -> str:
    """Run one command; tell its wall-clock and processor seconds and the most memory it held."""
    begun = time.monotonic()
    child = subprocess.Popen([sys.executable, "-m", "perron.cli", *words], env=env)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{words[0]} failed")
    seconds, busy = time.monotonic() - begun, used.ru_utime + used.ru_stime
    return f"{words[0]}: {seconds:.1f} s, processor {busy:.1f} s, {used.ru_maxrss >> 10} MiB"


def main() -> None:
    """Fill a site, write a backup, check it, restore it into a new SQLite file."""
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder, "first"), Path(folder, "second")
        for var in (first, second):
            var.mkdir()
        file = Path(folder, "site.backup")
        env = {**os.environ, "PERRON_VAR": str(first)}
        subprocess.run([sys.executable, "-m", "bench.filling"], env=env, check=True)
        print(measured(["backup", str(file)], env), f"{file.stat().st_size >> 10} KiB", flush=True)
        print(measured(["backup", "--check", str(file)], env), flush=True)
        alone = {name: value for name, value in env.items() if name != "DATABASE_URL"}
        print(measured(["restore", str(file)], {**alone, "PERRON_VAR": str(second)}), flush=True)


if __name__ == "__main__":
    main()

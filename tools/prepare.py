"""Make this folder ready to run: environment, packages, front end and catalogues.

Needs nothing but Python; every step is skipped when what it is made from has not changed.
"""

import argparse
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
STAMPS = ENVIRONMENT / "stamps"
PROGRAMS = ENVIRONMENT / "bin"
OLDEST_PYTHON = (3, 11)
CATALOGUES = ("locale/*/LC_MESSAGES/*.po", "regions/*/locale/*/LC_MESSAGES/*.po")


def digest(paths: Iterable[Path], *words: str) -> str:
    """Name the content of files, so that a step is repeated when, and only when, it changes."""
    total = hashlib.sha256("\0".join(words).encode())
    for path in sorted(paths):
        total.update(f"\0{path.relative_to(ROOT)}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def is_done(step: str, key: str) -> bool:
    """Say whether a step was finished for this very key."""
    stamp = STAMPS / step
    return stamp.is_file() and stamp.read_text() == key


def mark_done(step: str, key: str) -> None:
    """Remember that a step was finished for this key."""
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / step).write_text(key)


def run(program: str, *arguments: str) -> None:
    """Run a program of the environment from the root; the machine's own node is never found."""
    path = os.pathsep.join([str(PROGRAMS), os.environ.get("PATH", os.defpath)])
    outside = {"VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME"}
    surroundings = {name: value for name, value in os.environ.items() if name not in outside}
    surroundings |= {"PATH": path, "VIRTUAL_ENV": str(ENVIRONMENT)}
    command = [str(PROGRAMS / program), *arguments]
    subprocess.run(command, cwd=ROOT, env=surroundings, check=True)


def make_environment() -> None:
    """Make .venv anew when it is missing, was moved or belongs to another Python."""
    key = f"{sys.version} {ENVIRONMENT}"
    if is_done("environment", key) and (PROGRAMS / "python").exists():
        return
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it in a package of its own
        subprocess.run([ROOT / "tools" / "system-packages", "python3-venv"], check=True)
    print("Making .venv", flush=True)
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    venv.create(ENVIRONMENT, with_pip=True)
    mark_done("environment", key)


def install_packages(*, dev: bool) -> None:
    """Install what the locks name, hashes checked; development tools stay once they are there."""
    build = ROOT / "requirements-build.txt"
    key = digest([build])
    if not is_done("build", key):
        print("Installing what sets the project up", flush=True)
        run("python", "-m", "pip", "install", "-qq", "--require-hashes", "-r", build.name)
        mark_done("build", key)
    dev = dev or (STAMPS / "dev").exists()
    lock = ROOT / ("requirements-dev.txt" if dev else "requirements.txt")
    step = "dev" if dev else "run"
    key = digest([lock, build])
    if not is_done(step, key):
        print(f"Installing {lock.name}", flush=True)
        run("uv", "pip", "sync", "--quiet", "--require-hashes", *{build.name, lock.name})
        mark_done(step, key)
        (STAMPS / "project").unlink(missing_ok=True)


def install_project() -> None:
    """Put the project itself in last, without looking anything up."""
    key = digest([ROOT / "pyproject.toml"])
    if not is_done("project", key):
        flags = ["--quiet", "--no-deps", "--no-build-isolation"]
        run("uv", "pip", "install", *flags, "--editable", ".")
        mark_done("project", key)


def build_front_end() -> None:
    """Bundle styles and scripts, and copy fonts and icons, into build/static."""
    locks = [ROOT / name for name in (".npmrc", "package.json", "package-lock.json")]
    key = digest(locks)
    if not is_done("npm", key) or not (ROOT / "node_modules").is_dir():
        print("Installing the front end's packages", flush=True)
        run("npm", "ci", "--ignore-scripts", "--loglevel=error")
        mark_done("npm", key)
    script = ROOT / "tools" / "build_assets.mjs"
    sources = [path for path in (ROOT / "assets").rglob("*") if path.is_file()]
    key = digest([*locks, script, *sources])
    if not is_done("assets", key) or not (ROOT / "build" / "static").is_dir():
        run("node", str(script))
        mark_done("assets", key)


def compile_catalogues() -> None:
    """Compile the translations with Babel, so that gettext is not needed."""
    sources = [path for pattern in CATALOGUES for path in ROOT.glob(pattern)]
    key = digest(sources)
    if is_done("catalogues", key) and all(path.with_suffix(".mo").exists() for path in sources):
        return
    for path in sources:
        flags = ["--input-file", str(path), "--output-file", str(path.with_suffix(".mo"))]
        run("pybabel", "--quiet", "compile", *flags)
    mark_done("catalogues", key)


def main() -> int:
    """Take every step in order; one sentence says what is missing when one cannot be taken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="with the tools of development")
    dev = parser.parse_args().dev
    if sys.version_info < OLDEST_PYTHON:
        print("Perron needs Python 3.11 or newer: say which with PYTHON=…", file=sys.stderr)
        return 1
    if Path(sys.prefix) == ENVIRONMENT:  # the environment cannot remake itself
        outside = str(Path(sys.base_prefix) / "bin" / "python3")
        os.execv(outside, [outside, *sys.argv])
    folder = os.open(ROOT, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)  # two set-ups at once would undo each other
    try:
        make_environment()
        install_packages(dev=dev)
        install_project()
        build_front_end()
        compile_catalogues()
    except subprocess.CalledProcessError as error:
        step = Path(error.cmd[0]).name
        print(f"Set-up stopped: {step} failed (see above). Run it again.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

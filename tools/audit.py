"""Ask the advisory services about every package, and bandit about our own code.

A service that knows nothing is reported as "not audited", never as "nothing found". The exit
status is 0 when nothing was found, 1 when something was, 2 when something was not audited.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = ROOT / ".venv" / "bin"
CLEAN, FOUND, NOT_AUDITED = 0, 1, 2
WORDS = {CLEAN: "nothing found", FOUND: "FOUND", NOT_AUDITED: "NOT AUDITED"}

Verdict = tuple[int, str]


def ask(program: str, *arguments: str) -> tuple[int, str, str]:
    """Run a scanner and return its status, its answer and its complaint."""
    path = os.pathsep.join([str(PROGRAMS), os.environ.get("PATH", os.defpath)])
    command = [str(PROGRAMS / program), *arguments]
    surroundings = {**os.environ, "PATH": path}
    done = subprocess.run(
        command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


def first_line(text: str) -> str:
    """Give the first line that says something."""
    return next((line for line in text.splitlines() if line.strip()), "no answer")


def audit_python() -> Verdict:
    """Ask pip-audit about the locked packages; a package it skipped was not audited."""
    lock = ("--requirement", "requirements-dev.txt", "--disable-pip", "--require-hashes")
    _, answer, complaint = ask("pip-audit", *lock, "--format=json", "--progress-spinner=off")
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError):
        return NOT_AUDITED, first_line(complaint)
    skipped = [package for package in packages if "skip_reason" in package]
    faults = [
        f"{package['name']}: {fault['id']}"
        for package in packages
        for fault in package.get("vulns", [])
    ]
    if faults:
        return FOUND, "; ".join(faults)
    if skipped or not packages:
        return NOT_AUDITED, f"the index has no advisories for {len(skipped)} of {len(packages)}"
    return CLEAN, f"{len(packages)} packages"


def audit_npm() -> Verdict:
    """Ask the npm registry about the locked packages of the front end."""
    _, answer, complaint = ask("npm", "audit", "--json", "--audit=true")
    try:
        report = json.loads(answer)
    except ValueError:
        return NOT_AUDITED, first_line(complaint)
    if "metadata" not in report:
        return NOT_AUDITED, str(report.get("message", "the registry has no advisories"))
    counts = report["metadata"]["vulnerabilities"]
    return (FOUND if counts["total"] else CLEAN), f"{counts['total']} advisories"


def audit_own_code() -> Verdict:
    """Let bandit read our own code."""
    status, answer, complaint = ask("bandit", "--recursive", "src", "--quiet", "--format=json")
    try:
        report = json.loads(answer)
    except ValueError:
        return NOT_AUDITED, first_line(complaint)
    lines = [
        f"{fault['filename']}:{fault['line_number']} {fault['test_id']} {fault['issue_text']}"
        for fault in report["results"]
    ]
    if report["errors"]:
        return NOT_AUDITED, f"{len(report['errors'])} files could not be read"
    return (FOUND if lines or status else CLEAN), "; ".join(lines) or "every file was read"


AUDITS: dict[str, Callable[[], Verdict]] = {
    "Python packages (pip-audit)": audit_python,
    "npm packages (npm audit)": audit_npm,
    "own code (bandit)": audit_own_code,
}


def main() -> int:
    """Run every audit and return the gravest verdict, what was found before what is unknown."""
    verdicts = []
    for name, audit in AUDITS.items():
        verdict, words = audit()
        verdicts.append(verdict)
        print(f"{name}: {WORDS[verdict]} ({words})", flush=True)
    return FOUND if FOUND in verdicts else max(verdicts)


if __name__ == "__main__":
    sys.exit(main())

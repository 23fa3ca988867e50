"""The rules of the house that no tool knows: sizes, words, and what stays out of the tree."""

import re
import subprocess
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template.utils import get_app_template_dirs

ROOT = Path(__file__).resolve().parent.parent
TEXT = {".css", ".html", ".js", ".json", ".md", ".mjs", ".py", ".toml", ".txt", ".yaml", ".yml"}
MOST_LINES = {"src": 300, "tests": 400, "template": 150, "tools": 300, "bench": 300}
MOST_SUPPRESSIONS = 10
CODE = ("src/", "tests/", "tools/", "bench/")
LOCKS = ("requirements.txt", "requirements-build.txt", "requirements-dev.txt", "package-lock.json")

REGION_WORDS = re.compile(
    r"wallo+n|digitalwallonia|wallcode|namur|\bli[eè]ge\b|charleroi|hainaut|luxembourg"
    r"|agence du num[eé]rique|\bfwb\b|jecliq",
    re.IGNORECASE,
)
EMPTY_NAMES = {"common", "data", "handler", "helper", "info", "manager", "misc", "process", "util"}
SUPPRESSION = re.compile(r"#\s*(noqa|type:\s*ignore|pragma|nosec|fmt:\s*(off|skip))")
EXPLAINED = re.compile(
    r"#\s*(noqa: [A-Z]+\d+(, ?[A-Z]+\d+)*|type: ignore\[[\w, -]+\]|pragma: no (cover|branch)"
    r"|nosec [A-Z]\d+|fmt: (off|skip))\s+(#|—|--?)\s*\w+"
)
LATER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
MACHINE_PATH = re.compile(r"(?<![\w.*}])/(work|root|home)/\w")
REGISTRY = re.compile(r"pythonhosted\.org|pypi\.org/simple|registry\.npmjs|deb\.debian\.org")
INLINE = {
    # A data block is no script: browsers never run it, and search engines read nothing else.
    "a script in the page": re.compile(
        r"<script(?![^>]*\ssrc=)(?! type=\"application/ld\+json\">)", re.IGNORECASE
    ),
    "a style sheet in the page": re.compile(r"<style\b", re.IGNORECASE),
    "a style on an element": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a script on an element": re.compile(r"<[^>]*\s(hx-)?on[a-z:-]+\s*=", re.IGNORECASE),
}
TEMPLATE_TAG = re.compile(r"{[%{#].*?[%}#]}")
CLOCK = re.compile(r"\b(timezone|datetime)\.(now|utcnow)\(|\bdate\.today\(|\blocaldate\(\)")
CLOCKLESS = {"engines", "models", "records", "rules", "services"}
BY_OTHERS = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}


def tree() -> list[Path]:
    """Every file that is in the repository or about to be."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = (ROOT / name for name in listed.split("\0") if name)
    return sorted(path for path in files if path.is_file())


FILES = tree()
TEXTS = {path: path.read_text(encoding="utf-8") for path in FILES if path.suffix in TEXT}
THIS = Path(__file__).resolve()


def within(*folders: str, suffix: str = "") -> Iterator[tuple[str, str]]:
    """Name and text of every file in these folders."""
    for path, text in TEXTS.items():
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(folders) and name.endswith(suffix):
            yield name, text


def lines_with(pattern: re.Pattern[str], files: Iterable[tuple[str, str]]) -> list[str]:
    """Every line that holds a pattern, with its place; this file may name what it forbids."""
    return [
        f"{name}:{number}: {line.strip()}"
        for name, text in files
        if ROOT / name != THIS
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def most_lines(name: str) -> int:
    """How long a file may be; a migration is what Django writes."""
    if "/migrations/" in name:
        return 10_000
    return MOST_LINES["template" if name.endswith(".html") else name.partition("/")[0]]


def test_a_file_fits_in_one_reading() -> None:
    too_long = [
        f"{name}: {len(text.splitlines())} lines, {most_lines(name)} at most"
        for name, text in within(*CODE)
        if name.endswith((".py", ".html")) and len(text.splitlines()) > most_lines(name)
    ]

    assert too_long == []


def test_a_silenced_rule_is_rare_named_and_explained() -> None:
    silenced = lines_with(SUPPRESSION, within(*CODE, suffix=".py"))

    assert [line for line in silenced if not EXPLAINED.search(line)] == []
    assert len(silenced) <= MOST_SUPPRESSIONS, silenced


def test_nothing_is_left_for_later() -> None:
    assert lines_with(LATER, within(*CODE, "assets/", "docs/")) == []


@pytest.mark.parametrize("what", INLINE)
def test_a_page_carries_no_code_of_its_own(what: str) -> None:
    pages = within("src/", suffix=".html")
    marks = ((name, TEMPLATE_TAG.sub("", text)) for name, text in pages)

    assert lines_with(INLINE[what], marks) == []


def test_the_program_knows_no_region() -> None:
    assert lines_with(REGION_WORDS, within("src/", "assets/")) == []


def test_a_file_is_named_for_what_it_holds() -> None:
    empty = [
        name
        for name, _ in within(*CODE, suffix=".py")
        if any(word.rstrip("s") in EMPTY_NAMES for word in Path(name).stem.split("_"))
    ]

    assert empty == []


def test_no_path_of_a_machine_is_written_down() -> None:
    assert lines_with(MACHINE_PATH, within("")) == []


def test_a_lock_names_no_address() -> None:
    address = re.compile(r'://|"resolved"')
    locks = [(name, text) for name, text in within(*LOCKS) if name in LOCKS]
    funding = re.compile(r'^ +"url": "https://(github\.com/sponsors|opencollective\.com)/')

    found = [line for name, text in locks for line in text.splitlines() if address.search(line)]
    assert [line for line in found if not funding.search(line)] == []
    assert len(locks) == len(LOCKS)


def test_no_registry_is_named_anywhere() -> None:
    assert lines_with(REGISTRY, within("")) == []


def test_time_comes_from_the_caller() -> None:
    rooms = [
        (name, text)
        for name, text in within("src/", suffix=".py")
        if CLOCKLESS & {Path(name).stem, *Path(name).parent.parts} and "/migrations/" not in name
    ]

    assert lines_with(CLOCK, rooms) == []


def is_from_a_package(name: str) -> bool:
    """Say whether a template takes the place of one that a package brings along."""
    folders = map(Path, get_app_template_dirs("templates"))
    return any((folder / name).exists() for folder in folders if ROOT / "src" not in folder.parents)


def is_composed(name: str, sources: str) -> bool:
    """Say whether a view puts a template's name together from a quoted word."""
    forms = [re.sub(r"{[^}]*}", "*", form) for form in re.findall(r'f"([\w/{}.]+)"', sources)]
    return f'"{Path(name).stem}"' in sources and any(fnmatch(name, form) for form in forms)


def test_every_template_is_used() -> None:
    sources = "\n".join(text for _, text in within("src/"))
    names = {
        path.as_posix().split("/templates/", 1)[1]
        for path in FILES
        if "/templates/" in path.as_posix() and path.is_relative_to(ROOT / "src")
    }

    idle = {name for name in names - BY_OTHERS if name not in sources}
    idle -= {name for name in idle if is_from_a_package(name) or is_composed(name, sources)}
    assert idle == set()


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)

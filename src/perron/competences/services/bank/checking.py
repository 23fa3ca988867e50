"""Checking a folder of the bank, the whole of it or a part: every problem with file and line."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from perron.competences.rules.bank.findings import finding
from perron.competences.rules.bank.whole import (
    alike_findings,
    coverage_findings,
    share_findings,
)
from perron.competences.services.bank.frameworks import framework
from perron.competences.services.bank.reading import (
    FamilyFile,
    read_family,
    read_settings,
    told,
)
from perron.core.documents.places import Place
from perron.core.documents.problems import WHOLE_FILE, DocumentRefused, Problem
from perron.core.documents.reading import Document

FOLDER, SETTINGS = "bank", "bank.yaml"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: how many families it read, problems, and notes that may stay."""

    families: int
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def bank_folder() -> Path:
    """Where the region keeps its bank."""
    return settings.REGION.folder / FOLDER


def family_files(folder: Path) -> list[Path]:
    """All families below a folder, in a fixed order."""
    return [path for path in sorted(folder.glob("**/*.yaml")) if path.name != SETTINGS]


def check_bank(folder: Path) -> Checked:
    """Check a whole bank: its settings, each family, and all of them together."""
    problems: list[Problem] = []
    try:
        read_settings((folder / SETTINGS).read_bytes(), name=_name(folder / SETTINGS))
    except DocumentRefused as refused:
        problems += refused.problems
    read = read_files(family_files(folder))
    codes = [one.code for one in framework().competences]
    problems += _together(read, folder, codes)
    problems += told(_nowhere(folder), share_findings(_good(read)))
    return _checked(read, problems)


def check_part(paths: Sequence[Path]) -> Checked:
    """Check some families, and the competences whose whole folder is among what is checked."""
    files = sorted({file for path in paths for file in _files(path)})
    read = read_files(files)
    problems: list[Problem] = []
    for folder in sorted({path for path in paths if path.is_dir()}):
        inside = {path: one for path, one in read.items() if path.is_relative_to(folder)}
        codes = {path.parent.name for path in inside} & {
            one.code for one in framework().competences
        }
        problems += _together(inside, folder, sorted(codes))
    return _checked(read, problems)


def _files(path: Path) -> list[Path]:
    return family_files(path) if path.is_dir() else [path]


def read_files(paths: Sequence[Path]) -> dict[Path, FamilyFile]:
    """Read files; one that cannot even be read is there with its problems alone."""
    return {path: _read(path) for path in paths}


def _read(path: Path) -> FamilyFile:
    name = _name(path)
    try:
        one = read_family(path.read_bytes(), name=name, code=path.stem)
    except DocumentRefused as refused:
        return FamilyFile(Document(name, {}, Place(1, 1, 1, 1)), {}, refused.problems)
    if one.definition and one.definition["competence"] != path.parent.name:
        elsewhere = finding(
            ("competence",),
            _("The family is of competence %(code)s, but its folder is “%(folder)s”."),
            _("Move the file, or correct the competence."),
            code=one.definition["competence"],
            folder=path.parent.name,
        )
        problems = (*one.problems, *told(one.document, [elsewhere]))
        return replace(one, problems=problems)
    return one


def _together(
    read: dict[Path, FamilyFile], folder: Path, codes: Sequence[str]
) -> Iterator[Problem]:
    """What only shows when families are seen side by side."""
    by_competence = defaultdict(list)
    for definition in _good(read):
        by_competence[definition["competence"]].append(definition)
    for code in codes:
        yield from told(_nowhere(folder), coverage_findings(code, by_competence[code]))
    files: dict[str, FamilyFile] = {}
    for one in read.values():
        if one.definition:
            yield from _twin(files, one)
            files.setdefault(one.definition["family"], one)
    definitions = {code: one.definition for code, one in files.items()}
    for code, found in alike_findings(definitions, settings.REGION.languages[0]):
        yield from told(files[code].document, [found])


def _twin(files: dict[str, FamilyFile], one: FamilyFile) -> Iterator[Problem]:
    code = one.definition["family"]
    if code in files:
        twice = finding(
            ("family",),
            _("There is another family “%(code)s”: %(other)s."),
            _("Give one of them another name; also its file."),
            code=code,
            other=files[code].document.name,
        )
        yield from told(one.document, [twice])


def _good(read: dict[Path, FamilyFile]) -> list[dict[str, object]]:
    return [one.definition for one in read.values() if one.definition]


def _checked(read: dict[Path, FamilyFile], together: Sequence[Problem]) -> Checked:
    problems = [problem for one in read.values() for problem in one.problems + one.unread]
    problems += together
    notes = [note for one in read.values() for note in one.notes]
    return Checked(
        len(read), tuple(sorted(problems, key=lambda one: (one.name, one.line))), tuple(notes)
    )


def _nowhere(folder: Path) -> Document:
    """A whole folder, of which something is said that stands on no line."""
    return Document(_name(folder), {}, Place(WHOLE_FILE, 1, WHOLE_FILE, 1))


def _name(path: Path) -> str:
    """How a file is called: as short as it can be found from here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)

"""Loading the bank from files, and writing it back: the same files change nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from perron.competences.enums import VersionState
from perron.competences.models import BankState, Family, FamilyVersion
from perron.competences.services.bank.keeping import (
    Keeper,
    refuse_strangers,
    remember,
    settle_items,
    take_over,
)
from perron.competences.services.bank.reading import FamilyFile, written_family
from perron.competences.services.bank.revising import hold_bank, next_revision
from perron.core.documents.problems import DocumentRefused
from perron.core.journal.lines import COMMAND_LINE, digest_of


@dataclass(frozen=True, slots=True)
class LoadedBank:
    """What a load did: codes of families that came, that changed, and how many stayed."""

    came: tuple[str, ...]
    changed: tuple[str, ...]
    stayed: int
    settings_changed: bool

    @property
    def is_change(self) -> bool:
        return bool(self.came or self.changed or self.settings_changed)


@transaction.atomic
def load_bank(
    files: Sequence[FamilyFile],
    told: Mapping[str, Any] | None = None,
    *,
    by: Keeper | None,
    at: datetime,
) -> LoadedBank:
    """Take families from files, and the settings of ``bank.yaml`` where they are told.

    The files are what was agreed on, with their reviews inside, so they go straight into the bank.
    One family with a problem keeps all of them out: raises :class:`DocumentRefused` with every
    line, and the bank is as it was. Families that are not among the files stay.
    """
    refuse_strangers(by, "bank")
    problems = [problem for one in files for problem in one.problems]
    if problems:
        raise DocumentRefused(problems)
    state = hold_bank(at)
    settings_changed = told is not None and dict(told) != state.settings
    if settings_changed and told is not None:
        state.settings = dict(told)
    done: dict[str, list[str]] = {"came": [], "changed": [], "stayed": []}
    for one in files:
        done[_take(one.definition, state, by=by, at=at)].append(one.definition["family"])
    loaded = LoadedBank(
        tuple(done["came"]), tuple(done["changed"]), len(done["stayed"]), settings_changed
    )
    if loaded.is_change:
        next_revision(at, state.settings)
    return loaded


def _take(definition: dict[str, Any], state: BankState, *, by: Keeper | None, at: datetime) -> str:
    digest = digest_of(definition)
    family = Family.objects.filter(code=definition["family"]).first()
    before = published_version(family) if family else None
    if before and before.digest == digest:
        return "stayed"
    family = family or Family(code=definition["family"])
    take_over(family, definition)
    family.save()
    version = FamilyVersion(
        family=family,
        definition=definition,
        digest=digest,
        author_name=by.actor_name if by else COMMAND_LINE,
        reviewer_name=", ".join(one["by"] for one in definition["reviews"])[:160],
        made_at=at,
    )
    put_in_bank(version, before, state.settings, at=at)
    change = {"version": version.number, "digest": digest}
    remember("loaded", family, change, by=by, at=at)
    return "changed" if before else "came"


def put_in_bank(
    version: FamilyVersion,
    before: FamilyVersion | None,
    told: Mapping[str, Any],
    *,
    at: datetime,
) -> dict[str, int]:
    """Make a version the one that is asked; the one before is kept as replaced."""
    if before:
        before.state, before.changed_at = VersionState.REPLACED, at
        before.save(update_fields=["state", "changed_at"])
    if not version.number:
        version.number = next_number(version.family)
    version.state, version.changed_at, version.published_at = VersionState.PUBLISHED, at, at
    version.save()
    return settle_items(version, told)


def published_version(family: Family) -> FamilyVersion | None:
    """The version of a family that is in the bank."""
    return family.versions.filter(state=VersionState.PUBLISHED).first()


def next_number(family: Family) -> int:
    """The number of the next version of a family."""
    last = family.versions.order_by("-number").first()
    return last.number + 1 if last else 1


def dumped_bank() -> Iterator[tuple[Family, str]]:
    """Every family that is in the bank, with its canonical file."""
    rows = FamilyVersion.objects.filter(
        state=VersionState.PUBLISHED, family__withdrawn_at=None
    ).select_related("family")
    for version in rows.order_by("family__competence", "family__code"):
        yield version.family, written_family(version.definition)

"""A whole edition as its document defines it, read into typed parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings

from perron.calls.models import Edition
from perron.calls.rules.conditions import fact_vocabulary, field_vocabulary, read_condition
from perron.calls.rules.definition.awarding import (
    AwardRules,
    Boards,
    Bound,
    Demonstration,
    EnvelopeRule,
    Grant,
    Method,
    Money,
    Publication,
    Remedy,
    Total,
)
from perron.calls.rules.definition.form import Catalogue, Field, Form, Page, Step
from perron.calls.rules.definition.judging import (
    Admission,
    ExAequo,
    Judged,
    Jury,
    WeightingStep,
    read_grid,
    read_weighting,
)
from perron.core.text import Text
from perron.engines.scoring.criteria import Grid
from perron.engines.scoring.rules import Rule, Vocabulary
from perron.engines.scoring.weighting import Weighting

CONTINUOUS = "continuous"


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies: a site or an organisation, of which kinds, how many together (1: alone)."""

    unit: str
    kinds: tuple[str, ...]
    together: int
    signature: bool

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        together = said.get("together", {}).get("most", 1)
        kinds = tuple(said.get("kinds", ()))
        return cls(said["unit"], kinds, together, said.get("signature", False))


@dataclass(frozen=True, slots=True)
class Calendar:
    """Moments and days; None where the edition says nothing."""

    opens: datetime
    closes: datetime | None
    questions_until: datetime | None
    decision_by: date | None
    silence_days: int | None

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        closes, questions = said.get("closes"), said.get("questions_until")
        by = said.get("decision_by")
        return cls(
            opens=moment(said["opens"]),
            closes=moment(closes) if closes else None,
            questions_until=moment(questions) if questions else None,
            decision_by=date.fromisoformat(by) if by else None,
            silence_days=said.get("silence_days"),
        )


@dataclass(frozen=True, slots=True)
class Requirement:
    """A rule of eligibility, what is said when it fails, and when its fact is missing."""

    code: str
    when: Rule
    reason: Text
    unknown: Text


@dataclass(frozen=True, slots=True)
class Definition:
    """One edition; ``document`` is what it was read from, and what its digest is of."""

    document: Mapping[str, Any]
    code: str
    call: str
    measure: str
    kind: str
    name: Text
    summary: Text
    gap: Text
    sources: tuple[str, ...]
    languages: tuple[str, ...]
    applicant: Applicant
    calendar: Calendar
    eligibility: tuple[Requirement, ...]
    form: Form
    catalogue: Catalogue | None
    grant: Grant
    admissibility: tuple[Admission, ...]
    grid: Grid
    criteria: tuple[Judged, ...]
    weighting: Weighting | None
    weighting_steps: tuple[WeightingStep, ...]
    jury: Jury
    ex_aequo: tuple[ExAequo, ...]
    award: AwardRules
    publication: Publication
    remedy: Remedy
    refused_days: int
    awarded_days: int
    history: Mapping[str, Total]
    demonstration: Demonstration | None
    vocabulary: Vocabulary

    @property
    def is_continuous(self) -> bool:
        """Whether it takes applications without a closing day."""
        return self.kind == CONTINUOUS

    def criterion(self, code: str) -> Judged | None:
        """The criterion of this code, in words."""
        return next((one for one in self.criteria if one.code == code), None)


def definition_of(edition: Edition) -> Definition:
    """What an edition's document defines; raises ScoringRefused for one that was never checked."""
    return read_definition(edition.definition)


def read_definition(said: Mapping[str, Any]) -> Definition:
    """The same from a document that was checked."""
    fields = [
        one for step in said["form"]["steps"] for page in step["pages"] for one in page["fields"]
    ]
    vocabulary = fact_vocabulary() | field_vocabulary(fields)
    retention, demonstration = said["retention"], said.get("demonstration")
    weighting = said.get("weighting", [])
    return Definition(
        document=said,
        code=said["code"],
        call=said["call"],
        measure=said.get("measure", ""),
        kind=said["kind"],
        name=Text(said["name"]),
        summary=Text(said.get("summary", {})),
        gap=Text(said.get("gap", {})),
        sources=tuple(said.get("sources", ())),
        languages=tuple(said["languages"]),
        applicant=Applicant.read(said["applicant"]),
        calendar=Calendar.read(said["calendar"]),
        eligibility=tuple(_requirement(one, vocabulary) for one in said["eligibility"]),
        form=_form(said["form"], vocabulary),
        catalogue=Catalogue.read(said["catalogue"]) if "catalogue" in said else None,
        grant=Grant.read(said["grant"]),
        admissibility=tuple(map(Admission.read, said["admissibility"])),
        grid=read_grid(said["grid"]),
        criteria=tuple(map(Judged.read, said["grid"]["criteria"])),
        weighting=read_weighting(weighting) if weighting else None,
        weighting_steps=tuple(map(WeightingStep.read, weighting)),
        jury=Jury.read(said["jury"]),
        ex_aequo=tuple(map(ExAequo.read, said["ranking"]["ex_aequo"])),
        award=_award(said["award"], vocabulary),
        publication=Publication.read(said["publication"]),
        remedy=Remedy.read(said["remedy"]),
        refused_days=retention["refused_days"],
        awarded_days=retention["awarded_days"],
        history={name: Total.read(one) for name, one in said.get("history", {}).items()},
        demonstration=Demonstration.read(demonstration) if demonstration else None,
        vocabulary=vocabulary,
    )


def moment(written: str) -> datetime:
    """A moment as an edition writes it, in the region's time zone; raises ValueError."""
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(settings.REGION.timezone))


def _requirement(said: Mapping[str, Any], vocabulary: Vocabulary) -> Requirement:
    return Requirement(
        said["code"],
        read_condition(said["when"], vocabulary),
        Text(said["reason"]),
        Text(said.get("unknown", {})),
    )


def _when(said: Mapping[str, Any], vocabulary: Vocabulary) -> Rule | None:
    return read_condition(said["when"], vocabulary) if "when" in said else None


def _form(said: Mapping[str, Any], vocabulary: Vocabulary) -> Form:
    return Form(
        said["version"],
        tuple(
            Step(
                step["code"],
                Text(step["title"]),
                step.get("minutes", 0),
                tuple(
                    Page(
                        page["code"],
                        Text(page["title"]),
                        tuple(Field.read(one, _when(one, vocabulary)) for one in page["fields"]),
                    )
                    for page in step["pages"]
                ),
            )
            for step in said["steps"]
        ),
    )


def _bounds(said: list[dict[str, Any]], vocabulary: Vocabulary) -> tuple[Bound, ...]:
    return tuple(
        Bound(
            one["code"], Text(one["name"]), read_condition(one["when"], vocabulary), one["amount"]
        )
        for one in said
    )


def _award(said: Mapping[str, Any], vocabulary: Vocabulary) -> AwardRules:
    return AwardRules(
        method=Method(said["method"]),
        skip=said.get("skip", True),
        envelopes=tuple(map(EnvelopeRule.read, said["envelopes"])),
        moneys=tuple(
            Money(one["code"], Text(one["name"]), dict(one["parts"]), _when(one, vocabulary))
            for one in said["moneys"]
        ),
        cells=tuple(said.get("cells", ())),
        floors=_bounds(said.get("floors", []), vocabulary),
        ceilings=_bounds(said.get("ceilings", []), vocabulary),
        boards=Boards.read(said["boards"]) if "boards" in said else None,
        levels=tuple(said.get("levels", (100,))),
        gap_ppm=said.get("gap_ppm", 1000),
        node_limit=said.get("node_limit", 20_000),
        reserve_until=said.get("reserve_until", ""),
    )

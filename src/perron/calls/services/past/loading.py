"""Loading an edition from a file: a past one with its invented applications, another as a draft."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from perron.calls.enums import (
    ApplicationState,
    DecisionState,
    EditionState,
    Outcome,
    ScenarioState,
)
from perron.calls.errors.editions import EditionFrozen, HistoryNotReached
from perron.calls.models import Application, Award, Decision, Edition, Ranking, Scenario
from perron.calls.records import edition_kind
from perron.calls.rules.definition import Definition, read_definition
from perron.calls.services.deciding.instances import instance_of
from perron.calls.services.deciding.preparing import award_of, computed, number_reserve
from perron.calls.services.deciding.solving import solved
from perron.calls.services.editions.keeping import (
    Keeper,
    define_edition,
    open_envelopes,
    refuse_strangers,
    remember,
    revise_draft,
    take_over,
)
from perron.calls.services.editions.reading import EditionFile
from perron.calls.services.past.inventing import invent
from perron.core.journal.lines import COMMAND_LINE, digest_of
from perron.core.publications import next_publication, take_turn
from perron.core.searching.indexing import index_things
from perron.funding.services import Deed, commit

BATCH = 500
DECIDER = "Demonstration"
STATES = {
    Outcome.AWARDED: ApplicationState.AWARDED,
    Outcome.RESERVE: ApplicationState.RESERVE,
    Outcome.REFUSED: ApplicationState.REFUSED,
    Outcome.INADMISSIBLE: ApplicationState.INADMISSIBLE,
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: the edition, whether anything changed, and what was invented."""

    edition: Edition
    changed: bool
    applications: int = 0
    awards: int = 0
    cents: int = 0


@transaction.atomic
def load_edition(file: EditionFile, *, by: Keeper | None, at: datetime) -> Loaded:
    """Keep an edition from a file: one with history as a past one, any other as a draft.

    A past edition is kept once; the same file again changes nothing. Raises ``EditionFrozen`` for
    another text of what is published or past, ``HistoryNotReached`` where the invented awards
    would not come to the published number and sum.
    """
    refuse_strangers(by, file.definition["code"])
    take_turn(at)
    known = Edition.objects.filter(code=file.definition["code"]).first()
    if known and known.definition == file.definition:
        return Loaded(known, changed=False)
    if known and known.state != EditionState.DRAFT:
        raise EditionFrozen(edition=known)
    if "history" not in file.definition:
        kept = known and revise_draft(known, file, by=by, at=at)
        return Loaded(kept or define_edition(file, by=by, at=at), changed=True)
    return _past(known or Edition(code=file.definition["code"]), file, by=by, at=at)


def _past(edition: Edition, file: EditionFile, *, by: Keeper | None, at: datetime) -> Loaded:
    definition = read_definition(file.definition)
    take_over(edition, file.definition)
    edition.state = EditionState.HISTORY
    edition.digest = digest_of(file.definition)
    edition.seed = hashlib.sha256(f"{edition.code}:demonstration".encode()).hexdigest()
    edition.published_at = edition.opens_at
    edition.save()
    awards = _demonstrate(edition, definition, by=by, at=at) if definition.demonstration else []
    given = [one for one in awards if one.outcome == Outcome.AWARDED]
    cents = sum(one.amount for one in given)
    said = {"applications": len(awards), "awards": len(given), "cents": cents}
    change = {"digest": edition.digest, "invented": said}
    remember("loaded", edition, change, by=by, at=at)
    index_things(edition_kind, [edition.pk])
    next_publication(at)
    return Loaded(edition, changed=True, applications=len(awards), awards=len(given), cents=cents)


def _demonstrate(
    edition: Edition, definition: Definition, *, by: Keeper | None, at: datetime
) -> list[Award]:
    """Invented applications, ranked and awarded by the engine as any others."""
    made, rows = invent(edition, definition, at)
    Application.objects.bulk_create([one.application for one in made], batch_size=BATCH)
    actor = by.actor_name if by else COMMAND_LINE
    ranking = Ranking.objects.create(
        edition=edition,
        number=1,
        rows=rows,
        digest=digest_of(rows),
        sealed_at=edition.closes_at or at,
        sealed_by=actor,
    )
    instance = instance_of(ranking)
    scenario = Scenario.objects.create(
        edition=edition,
        ranking=ranking,
        title=DECIDER,
        method=definition.award.method,
        instance=instance,
        result=solved(instance),
        state=ScenarioState.SOLVED,
        asked_at=at,
        asked_by=actor,
        solved_at=at,
    )
    decision = _decision(edition, scenario, actor=actor, at=at)
    found = computed(scenario)
    awards = [award_of(decision, one.application, found, words=[]) for one in made]
    number_reserve(awards)
    _refuse_other_totals(edition, definition, awards)
    Award.objects.bulk_create(awards, batch_size=BATCH)
    for award in awards:
        award.application.state = STATES[Outcome(award.outcome)]
    Application.objects.bulk_update(
        [one.application for one in awards], ["state"], batch_size=BATCH
    )
    _spend(edition, awards, by=by, at=at)
    return awards


def _decision(edition: Edition, scenario: Scenario, *, actor: str, at: datetime) -> Decision:
    announced = edition.closes_at or at
    return Decision.objects.create(
        edition=edition,
        number=1,
        scenario=scenario,
        decider=DECIDER,
        state=DecisionState.ANNOUNCED,
        prepared_at=announced,
        prepared_by=actor,
        announced_at=announced,
        shown_on=announced.date(),
    )


def _refuse_other_totals(edition: Edition, definition: Definition, awards: list[Award]) -> None:
    wanted = definition.demonstration
    given = [one.amount for one in awards if one.outcome == Outcome.AWARDED]
    if wanted and (len(given), sum(given)) != (wanted.awards, wanted.amount):
        raise HistoryNotReached(
            edition=edition,
            awards=len(given),
            cents=sum(given),
            wanted=wanted.awards,
            wanted_cents=wanted.amount,
        )


def _spend(edition: Edition, awards: list[Award], *, by: Keeper | None, at: datetime) -> None:
    """The invented money in envelopes marked as a demonstration: one entry for each."""
    open_envelopes(edition, by=by, at=at, demonstration=True)
    for envelope in edition.definition["award"]["envelopes"]:
        cents = sum(one.sources.get(envelope["code"], 0) for one in awards)
        if cents:
            code = f"{edition.code}-{envelope['code']}"
            deed = Deed(f"{edition.code}:demonstration:{envelope['code']}", "edition", edition.code)
            commit(code, cents, deed, by=by, at=at)

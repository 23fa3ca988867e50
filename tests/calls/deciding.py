"""What tests of decisions share: an edition with a ranking, a computed scenario, a signed act."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.calls.enums import MemberRole
from perron.calls.models import Application, Decision, Edition, Member, Scenario
from perron.calls.services.deciding.announcing import announce_decision, tell_applicants
from perron.calls.services.deciding.preparing import prepare_decision
from perron.calls.services.deciding.signing import Act, Visa, sign_decision
from perron.calls.services.deciding.solving import begin_scenarios, solve_scenario
from perron.calls.services.editions.keeping import open_envelopes
from tests.calls.make import DEFINITION, a_ranked, a_ranking, an_edition
from tests.make import NOON

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"
LATER = NOON + timedelta(days=60)
SIGNED_ON = LATER.date()
REASONS = " ".join(["because the council of ministers found a need that no criterion measures"] * 2)


def a_decider() -> User:
    """Decides on awards."""
    return User.objects.create_user(
        "denise@example.org", "chemin-des-vignes-5", name="Denise", role=Role.DECIDER
    )


def an_auditor() -> User:
    """Sees everything, changes nothing."""
    return User.objects.create_user(
        "anatole@example.org", "allee-du-lac-9", name="Anatole", role=Role.AUDITOR
    )


def award_rules(**changes: Any) -> dict[str, Any]:
    """The award rules of the small edition, with changes."""
    return {**DEFINITION["award"], **changes}


def a_ranked_edition(
    scores: dict[str, int | None] | None = None, *, amount: int = 2_000_000, **changes: Any
) -> Edition:
    """An edition with a sealed ranking and its envelope open; 10,000 EUR asked by each."""
    envelope = {**DEFINITION["award"]["envelopes"][0], "amount": amount}
    rules = {"award": award_rules(envelopes=[envelope])} | changes
    edition = an_edition(**rules)
    said = scores or {"T-1": 90_000, "T-2": 80_000, "T-3": 70_000, "T-4": 40_000}
    for number in said:
        a_ranked(edition, number)
    open_envelopes(edition, by=None, at=NOON)
    a_ranking(edition, said)
    return edition


def solved(edition: Edition, by: User) -> Scenario:
    """The edition's own rule, computed."""
    for one in begin_scenarios(edition, by=by, at=LATER):
        solve_scenario(one.pk, LATER)
    return edition.scenarios.get(changes={})


def prepared(edition: Edition, by: User) -> Decision:
    """A decision of the edition's own rule."""
    return prepare_decision(solved(edition, by), "The Minister", by=by, at=LATER)


def an_act(**fields: Any) -> Act:
    """A signed act with a visa."""
    visas = [Visa("Finance inspector", SIGNED_ON, "favourable")]
    given: dict[str, Any] = {
        "content": PDF,
        "name": "act.pdf",
        "signed_on": SIGNED_ON,
        "visas": visas,
    }
    return Act(**given | fields)


def announced(edition: Edition, officer: User, decider: User) -> Decision:
    """A decision that went all the way, its letters written."""
    decision = sign_decision(prepared(edition, officer), an_act(), by=decider, at=LATER)
    announce_decision(decision, by=officer, at=LATER)
    tell_applicants(decision.pk, LATER)
    return Decision.objects.get(pk=decision.pk)


def at_once(edition: Edition, officer: User, decider: User) -> Decision:
    """Signed and announced at the tests' own moment."""
    now = timezone.now()
    decision = sign_decision(prepared(edition, officer), an_act(), by=decider, at=now)
    announce_decision(decision, by=officer, at=now)
    tell_applicants(decision.pk, now)
    return Decision.objects.get(pk=decision.pk)


def belongs(person: User, application: Application, role: MemberRole = MemberRole.LEAD) -> User:
    """A colleague on the application."""
    Member.objects.create(application=application, person=person, role=role, since=NOON)
    return person

"""Editions at every stage, and in each an application of strangers whose words are its own."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.calls.enums import (
    ApplicationState,
    ConflictKind,
    Declaration,
    EditionState,
    MemberRole,
    Outcome,
)
from perron.calls.models import (
    Admission,
    Appeal,
    Application,
    Attachment,
    Completion,
    Conflict,
    Edition,
    Feedback,
    Interest,
    Invitation,
    Juror,
    Review,
    Sharer,
    Signing,
    Submission,
)
from perron.calls.services.applying.members import token_of
from perron.calls.services.deciding.announcing import announce_decision
from perron.calls.services.deciding.overriding import Departure, override_award
from perron.calls.services.deciding.preparing import prepare_decision
from perron.calls.services.deciding.signing import Act, Visa, sign_decision
from perron.calls.services.deciding.solving import begin_scenarios, solve_scenario
from perron.calls.services.editions.keeping import open_envelopes
from perron.calls.services.files import keep_file
from perron.directory.models import Organisation
from tests.calls.deciding import PDF, award_rules, belongs
from tests.calls.make import DEFINITION, a_ranked, a_ranking, an_edition, said
from tests.desk.make import person
from tests.make import NOON

Numbers = dict[str, Any]
NAMED = "draft_application mine handed mine_handed told told_first mine_told waiting_mine signed"
KEYS = "completion mine_completion attachment draft_file mine_file judged_file seat appeal scenario"
READ = "review handed_review prepared quiet_decision"
ABSENT: Numbers = {
    **dict.fromkeys(f"{NAMED} {KEYS} {READ}".split(), UUID(int=7)),
    **dict.fromkeys(["open", "judged", "ranked", "quiet", "shown", "hidden_edition"], "nothing"),
    **dict.fromkeys(["judged_number", "ranked_number", "mine_number"], "nothing"),
    "invited": "nothing",
    **dict.fromkeys(("share", "receipt", "signature", "member"), 987654),
}
WORDS = "because the minister found a need that no criterion measures and that cannot wait "


def the_calls(officer: User) -> Numbers:
    """What the addresses of calls name."""
    speaker = User.objects.get(email="speaker@example.org")
    strangers = _somebody("only-team", "Only-team-name")
    decider = person(Role.DECIDER, "only-decider")
    return {
        **_open(officer, speaker, strangers),
        **_judged(officer, strangers),
        **_ranked(officer, decider, speaker=speaker, strangers=strangers),
        "hidden_edition": _edition("hidden", EditionState.DRAFT, name=said("Only-edition-draft")),
    }


def _somebody(address: str, name: str) -> User:
    """A person without a role, of whom the name is one word and the address another."""
    return User.objects.create_user(f"{address}@example.org", "x", name=name)


def _edition(code: str, state: EditionState = EditionState.PUBLISHED, **fields: Any) -> str:
    now = timezone.now()
    opens = fields.pop("opens", now - timedelta(days=30))
    closes = fields.pop("closes", now + timedelta(days=30))
    fields.setdefault("name", said(f"Call {code}"))
    an_edition(state, code=code, call=code, opens=opens, closes=closes, **fields)
    return code


def _answers(word: str) -> dict[str, Any]:
    return {
        "title": f"Only-{word}-title",
        "aims": f"Only-{word}-words",
        "robots": "no",
        "lead": f"Only-{word}-person",
        "choice": {"laptop": "2"},
    }


def _application(code: str, word: str, team: User, *, state: ApplicationState) -> Application:
    """One of this team, who are known by no other name."""
    edition = Edition.objects.get(code=code)
    answers = _answers(f"{code}-{word}")
    application = a_ranked(
        edition,
        f"{code}-{word}",
        state=state,
        answers=answers,
        title=answers["title"],
        applicant=f"Only-{code}-{word}-applicant",
        asked=120_000,
        arrived_at=None if state == ApplicationState.DRAFT else timezone.now(),
    )
    belongs(team, application)
    return application


def _file(application: Application, word: str) -> Attachment:
    return Attachment.objects.create(
        application=application,
        field="plan",
        name=f"only-{word}-file.pdf",
        kind="application/pdf",
        size=99,
        digest=keep_file(f"%PDF-1.7 only-{word}-file %%EOF".encode()),
        added_at=NOON,
        added_by="person",
    )


def _completion(application: Application, word: str, officer: User) -> Completion:
    return Completion.objects.create(
        application=application,
        missing=["aims"],
        words=f"Only-{word}-missing",
        asked_at=NOON,
        asked_by=officer.actor_name,
        due=timezone.localdate() + timedelta(days=9),
    )


def _receipt(application: Application) -> None:
    content = {
        "step": 1,
        "answers": application.answers,
        "facts": application.facts,
        "asked": application.asked,
        "files": [],
    }
    Submission.objects.create(
        application=application, number=1, content=content, digest="d" * 64, arrived_at=NOON, by="x"
    )


def _open(officer: User, speaker: User, strangers: User) -> Numbers:
    """Drafts, and what was handed in and lacks something, of strangers and of the speaker."""
    states, code, numbers = ApplicationState, _edition("open"), {}
    for name, team in (("theirs", strangers), ("mine", speaker)):
        draft = _application(code, f"{name}-draft", team, state=states.DRAFT)
        handed = _application(code, f"{name}-handed", team, state=states.INCOMPLETE)
        _receipt(handed)
        completion = _completion(handed, name, officer)
        file = _file(handed, name)
        numbers[name] = (draft, handed, completion, file)
    theirs, mine = numbers["theirs"], numbers["mine"]
    invitation = Invitation.objects.create(
        application=theirs[0],
        address="only-invited@example.org",
        role=MemberRole.WRITER,
        sent_at=timezone.now(),
        sent_by="person",
    )
    findings = {"signed": {"holds": False, "words": "Only-findings"}}
    Admission.objects.create(
        application=theirs[1], is_admissible=False, findings=findings, at=NOON, by="x"
    )
    Feedback.objects.create(
        application=theirs[1], step=1, words="Only-feedback", goes_on=False, at=NOON, by="x"
    )
    asking = _application(code, "asking", strangers, state=states.DRAFT)
    town, mill = (Organisation.objects.get(code=one) for one in ("town", "mill"))
    claim = Signing.objects.create(
        person=strangers, organisation=mill, grounds="Only-signing-grounds", asked_at=NOON
    )
    return {
        "open": code,
        "draft_application": theirs[0].key,
        "handed": theirs[1].key,
        "completion": theirs[2].key,
        "attachment": theirs[3].key,
        "draft_file": _file(theirs[0], "draft").key,
        "mine": mine[0].key,
        "mine_handed": mine[1].key,
        "mine_number": mine[1].number,
        "mine_completion": mine[2].key,
        "mine_file": mine[3].key,
        "invited": token_of(invitation),
        "share": Sharer.objects.create(application=asking, organisation=town, share=20_000).pk,
        "receipt": 1,
        "signature": claim.pk,
        "member": theirs[0].members.get().pk,
        "later": timezone.localdate() + timedelta(days=30),
    }


def _judged(officer: User, strangers: User) -> Numbers:
    """A jury of persons without a role: what one of them wrote, handed in and not, and a tie."""
    closes = timezone.now() - timedelta(days=1)
    code = _edition("judged", closes=closes, jury={**DEFINITION["jury"], "reviews": 1})
    read = _application(code, "judged", strangers, state=ApplicationState.ADMISSIBLE)
    written = _application(code, "scored", strangers, state=ApplicationState.ADMISSIBLE)
    tied = _application(code, "tied", strangers, state=ApplicationState.ADMISSIBLE)
    juror = _somebody("only-juror", "Only-juror-name")
    edition, at = read.edition, NOON
    seat = Juror.objects.create(
        edition=edition, person=juror, named_at=at, named_by=officer.actor_name, accepted_at=at
    )
    Interest.objects.create(
        person=juror,
        organisation=Organisation.objects.get(code="mill"),
        kind="employer",
        declared_at=at,
        declared_by=juror.actor_name,
    )
    Conflict.objects.create(
        juror=seat,
        application=tied,
        kind=ConflictKind.DECLARED,
        words="Only-conflict-words",
        found_at=at,
    )
    begun = _review(seat, read, "begun")
    handed = _review(seat, written, "handed", handed_at=at, total=100_000)
    return {
        "judged": code,
        "judged_number": written.number,
        "judged_file": _file(read, "judged").key,
        "seat": seat.key,
        "review": begun.key,
        "handed_review": handed.key,
    }


def _review(seat: Juror, application: Application, word: str, **fields: Any) -> Review:
    codes = ("aims", "strategy", "value")
    return Review.objects.create(
        juror=seat,
        application=application,
        assigned_at=NOON,
        declaration=Declaration.NONE,
        declared_at=NOON,
        marks=dict.fromkeys(codes, 100_000),
        sentences=dict.fromkeys(codes, f"Only-{word}-sentence"),
        language="en",
        **fields,
    )


def _ranked(officer: User, decider: User, *, speaker: User, strangers: User) -> Numbers:
    """A decision prepared, one that only the applicants know, and one for everybody."""
    numbers: Numbers = {"ranked": "ranked", "quiet": "quiet", "shown": "shown"}
    teams = {"theirs": strangers, "mine": speaker}
    for code, days in (("ranked", 15), ("signed", 15), ("quiet", 15), ("shown", 0)):
        _ranked_edition(code, days, teams)
        decision = _prepared(code, officer)
        numbers |= {f"{code}_decision": decision.key}
        if code != "ranked":
            sign_decision(decision, _act(code), by=decider, at=timezone.now())
            decision.refresh_from_db()
        if code not in {"ranked", "signed"}:
            announce_decision(decision, by=officer, at=timezone.now())
    award = Application.objects.get(number="quiet-theirs").awards.get()
    appeal = Appeal.objects.create(
        award=award, words="Only-appeal-words", at=timezone.now(), by=strangers.actor_name
    )
    told = dict(Application.objects.filter(edition__code="quiet").values_list("number", "key"))
    return {
        **numbers,
        "prepared": numbers["ranked_decision"],
        "ranked_number": "ranked-theirs",
        "waiting_mine": Application.objects.get(number="ranked-mine").key,
        "signed": numbers["signed_decision"],
        "scenario": Edition.objects.get(code="ranked").scenarios.get(changes={}).key,
        "told": told["quiet-theirs"],
        "told_first": told["quiet-first"],
        "mine_told": told["quiet-mine"],
        "appeal": appeal.key,
    }


def _ranked_edition(code: str, days: int, teams: Mapping[str, User]) -> None:
    """Money for one: the strangers come second, and are awarded off the result."""
    envelope = {**DEFINITION["award"]["envelopes"][0], "amount": 240_000}
    publication = {"internal_days": days, "show": {"scores": True, "refused": "numbered"}}
    _edition(
        code,
        closes=timezone.now() - timedelta(days=2),
        award=award_rules(envelopes=[envelope]),
        publication=publication,
    )
    edition = Edition.objects.get(code=code)
    open_envelopes(edition, by=None, at=NOON)
    scores: dict[str, int | None] = {}
    for word, score in (("first", 90_000), ("mine", 80_000), ("passed", 70_000), ("theirs", 30)):
        team = teams["mine" if word == "mine" else "theirs"]
        application = _application(code, word, team, state=ApplicationState.ADMISSIBLE)
        scores[application.number] = score
    _jury_words(edition)
    a_ranking(edition, scores)


def _jury_words(edition: Edition) -> None:
    """What a juror wrote, from which each letter takes its reasons."""
    juror = User.objects.get(email="only-juror@example.org")
    seat = Juror.objects.create(
        edition=edition, person=juror, named_at=NOON, named_by="x", accepted_at=NOON
    )
    for application in edition.applications.all():
        _review(seat, application, application.number, handed_at=NOON, total=100_000)


def _prepared(code: str, officer: User) -> Any:
    edition, at = Edition.objects.get(code=code), timezone.now()
    for one in begin_scenarios(edition, by=officer, at=at):
        solve_scenario(one.pk, at)
    decision = prepare_decision(
        edition.scenarios.get(changes={}), "The Minister", by=officer, at=at
    )
    award = decision.awards.get(application__number=f"{code}-passed")
    departure = Departure(
        Outcome.REFUSED, "The Minister", f"Only-{code}-ground", WORDS + WORDS, money="region"
    )
    override_award(award, departure, by=officer, at=at)
    decision.refresh_from_db()
    return decision


def _act(code: str) -> Act:
    today = timezone.localdate()
    visas = [Visa(f"Only-{code}-visa", today, "favourable")]
    return Act(PDF, f"only-{code}-act.pdf", today, visas)

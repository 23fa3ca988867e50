"""Pages of decisions: who comes in, what they can do there, what the public reads and when."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from perron.accounts.models import User
from perron.calls.enums import Outcome
from perron.calls.models import Appeal, Application, Decision, Edition
from perron.calls.services.deciding.announcing import announce_decision
from perron.calls.services.deciding.overriding import Departure, override_award
from perron.calls.services.deciding.signing import sign_decision
from perron.calls.services.deciding.solving import solve_scenario
from perron.engines.awards.canonical import canonical_instance, digest
from perron.engines.awards.verifying import verify
from tests.calls.deciding import (
    LATER,
    PDF,
    REASONS,
    a_decider,
    a_ranked_edition,
    an_act,
    an_auditor,
    at_once,
    award_rules,
    belongs,
    prepared,
    solved,
)
from tests.calls.make import said
from tests.make import aline, bruno, chantal

pytestmark = pytest.mark.django_db
MARK = "Quercus"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages speak of the tests' own day."""
    monkeypatch.setattr(timezone, "now", lambda: LATER)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(name: str, *args: object) -> str:
    return reverse(f"calls:{name}", args=args)


def every_address(edition: Edition, decision: Decision) -> list[str]:
    """Every address of decisions that could show something of this one."""
    application = Application.objects.get(number="T-1")
    return [
        address("overrides"),
        address("decisions"),
        address("own_decision", application.key),
        address("award_order", application.key),
        address("deciding", edition.code),
        address("compare", edition.code),
        address("decision", decision.key),
        address("decision_act", decision.key),
        address("decision_application", decision.key, "T-1"),
        address("results", edition.code),
        address("awards_file", edition.code, "csv"),
        address("awards_file", edition.code, "json"),
        address("certificate", edition.code),
        address("certificate_file", edition.code, decision.number, "instance"),
        address("certificate_file", edition.code, decision.number, "result"),
    ]


def test_nothing_is_public_before_announcement_and_internal_days() -> None:
    edition = a_ranked_edition()
    Application.objects.update(applicant=MARK, title=MARK)
    officer, decider = chantal(), a_decider()
    decision = prepared(edition, officer)
    stranger = signed_in(bruno())
    steps: list[Callable[[], object]] = [
        lambda: None,
        lambda: sign_decision(decision, an_act(), by=decider, at=timezone.now()),
        lambda: announce_decision(decision, by=officer, at=timezone.now()),
    ]
    for step in steps:
        step()
        for reader in (Client(), stranger):
            for one in every_address(edition, decision):
                answer = reader.get(one)
                assert MARK not in answer.content.decode(errors="replace"), one
                assert answer.status_code in {200, 302, 404}
                if answer.status_code == 200:
                    assert one == address("overrides")


def test_after_the_internal_days_everybody_reads_the_results() -> None:
    edition = a_ranked_edition()
    Application.objects.update(applicant=MARK)
    decision = at_once(edition, chantal(), a_decider())
    Decision.objects.update(shown_on=timezone.localdate() - timedelta(days=1))
    page = Client().get(address("results", edition.code)).content.decode()
    assert page.count(MARK) == 3  # two awarded, one on the reserve list; refused ones by number
    assert "T-4" in page
    rows = json.loads(Client().get(address("awards_file", edition.code, "json")).content)
    assert [row["amount"] for row in rows] == ["10000.00", "10000.00"]
    table = Client().get(address("awards_file", edition.code, "csv")).content.decode()
    assert table.count(MARK) == 2
    assert Client().get(address("certificate", edition.code)).status_code == 200
    assert decision.number == 1


def test_the_certificate_is_what_decided_and_anyone_can_verify_it() -> None:
    edition = a_ranked_edition()
    Application.objects.update(applicant=MARK)
    at_once(edition, chantal(), a_decider())
    Decision.objects.update(shown_on=timezone.localdate())
    files = [
        Client().get(address("certificate_file", edition.code, 1, name)).content
        for name in ("instance", "result")
    ]
    assert all(MARK.encode() not in one for one in files)
    instance, result = map(json.loads, files)
    assert digest(canonical_instance(instance)) == result["instance"]
    assert verify(instance, result).ok
    assert Client().get(address("certificate_file", edition.code, 2, "result")).status_code == 404
    assert Client().get(address("certificate_file", edition.code, 1, "other")).status_code == 404
    assert Client().get(address("awards_file", edition.code, "exe")).status_code == 404


def test_a_departure_is_visible_to_the_public_with_its_reasons() -> None:
    edition = a_ranked_edition()
    officer, decider = chantal(), a_decider()
    decision = prepared(edition, officer)
    now = timezone.now()
    for number, outcome, money in (("T-1", "reserve", ""), ("T-3", "awarded", "region")):
        award = decision.awards.get(application__number=number)
        departure = Departure(Outcome(outcome), "The Minister", "Article 7", REASONS, money=money)
        override_award(award, departure, by=officer, at=now)
    sign_decision(decision, an_act(), by=decider, at=now)
    announce_decision(decision, by=officer, at=now)
    Decision.objects.update(shown_on=timezone.localdate())
    page = Client().get(address("overrides")).content.decode()
    assert "Article 7" in page
    assert REASONS in page
    assert "1 better placed application waits, at place 1." in page


@pytest.mark.parametrize("policy", ["named", "numbered", "hidden"])
def test_refused_ones_are_shown_as_the_edition_s_policy_says(policy: str) -> None:
    publication = {"internal_days": 0, "show": {"scores": False, "refused": policy}}
    edition = a_ranked_edition(publication=publication)
    at_once(edition, chantal(), a_decider())
    page = Client().get(address("results", edition.code)).content.decode()
    assert ("Demonstration school T-4" in page) == (policy == "named")
    assert ("T-4" in page) == (policy != "hidden")
    assert "90 " not in page


def test_the_inside_is_not_there_for_contacts_and_there_for_officers_auditors_deciders() -> None:
    edition = a_ranked_edition()
    officer = chantal()
    decision = prepared(edition, officer)
    inside = [
        address("decisions"),
        address("deciding", edition.code),
        address("compare", edition.code),
        address("decision", decision.key),
        address("decision_application", decision.key, "T-1"),
    ]
    for person in (officer, a_decider(), an_auditor()):
        for one in inside:
            assert signed_in(person).get(one).status_code == 200, one
    for one in inside:
        assert signed_in(bruno_again()).get(one).status_code == 404
        assert Client().get(one).status_code == 302


def bruno_again() -> User:
    return User.objects.filter(email="bruno@example.org").first() or bruno()


def test_an_officer_goes_from_the_ranking_to_a_prepared_decision() -> None:
    when = {"fact": "district", "is": "north"}
    floor = {"code": "north", "name": said("North"), "when": when, "amount": 100}
    envelope = {**award_rules()["envelopes"][0], "amount": 2_000_000}
    edition = a_ranked_edition(award=award_rules(envelopes=[envelope], floors=[floor]))
    client = signed_in(chantal())
    here = address("deciding", edition.code)
    assert client.post(here, {"do": "begin"}).status_code == 302
    assert client.post(here, {"do": "prices"}).status_code == 302
    asked = {"do": "ask", "title": "Less", "method": "", "envelopes-region": "10000"}
    assert client.post(here, {**asked, "title": ""}).status_code == 422
    assert client.post(here, {**asked, "floors-north": ""}).status_code == 302
    assert edition.scenarios.get(title="Less").changes == {
        "envelopes": {"region": 1_000_000},
        "floors": {"north": None},
    }
    for one in edition.scenarios.filter(method="rank"):
        solve_scenario(one.pk, timezone.now())
    compared = client.get(address("compare", edition.code)).content.decode()
    assert "Less" in compared
    own = edition.scenarios.get(changes={})
    prepare = {"do": "prepare", "scenario": str(own.key), "decider": ""}
    assert client.post(here, prepare).status_code == 422
    done = client.post(here, {**prepare, "decider": "The Minister"})
    assert done.status_code == 302
    assert client.post(here, {**prepare, "decider": "The Minister"}).status_code == 409
    assert client.post(here, {"do": "further"}).status_code == 409
    assert client.post(here, {"do": "queue"}).status_code == 409


def test_a_decision_goes_through_its_page() -> None:
    edition = a_ranked_edition()
    officer, decider = signed_in(chantal()), signed_in(a_decider())
    decision = prepared(edition, User.objects.get(email="chantal@example.org"))
    here = address("decision", decision.key)
    assert officer.post(here, {"do": "announce"}).status_code == 409
    sign = {"do": "sign", "signed_on": timezone.localdate().isoformat(), "visas": "nobody"}
    assert decider.post(here, sign | {"act": _pdf()}).status_code == 422
    sign["visas"] = "Finance inspector, 2026-02-30\n"
    assert decider.post(here, sign | {"act": _pdf()}).status_code == 422
    sign["visas"] = "\nFinance inspector, 2026-04-30, favourable"
    assert officer.post(here, sign | {"act": _pdf()}).status_code == 403
    assert decider.post(here, sign | {"act": _pdf()}).status_code == 302
    assert decider.get(address("decision_act", decision.key)).content == PDF
    show = {"do": "show", "day": "2026-05-08", "reason": "Sooner"}
    assert officer.post(here, {**show, "reason": ""}).status_code == 422
    assert officer.post(here, show).status_code == 302
    assert officer.post(here, {"do": "announce"}).status_code == 302
    assert decider.post(here, {"do": "withdraw", "reason": "No"}).status_code == 409
    assert officer.post(here, {"do": "nonsense"}).status_code == 404
    assert officer.get(f"{here}?show=awarded").content.decode().count("T-") >= 2


def _pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("act.pdf", PDF, content_type="application/pdf")


def test_an_act_that_was_not_kept_is_not_there() -> None:
    edition = a_ranked_edition()
    officer = chantal()
    decision = prepared(edition, officer)
    assert signed_in(officer).get(address("decision_act", decision.key)).status_code == 404
    sent = {"do": "withdraw", "reason": "A mistake"}
    assert signed_in(officer).post(address("decision", decision.key), sent).status_code == 302


def test_departing_through_the_page_says_what_is_missing_and_keeps_what_was_typed() -> None:
    edition = a_ranked_edition()
    officer = chantal()
    decision = prepared(edition, officer)
    here = address("decision_application", decision.key, "T-1")
    client = signed_in(officer)
    sent = {"outcome": "refused", "decider": "The Minister", "ground": "Article 7", "words": "No."}
    refused = client.post(here, sent)
    assert refused.status_code == 422
    assert "at least 20 words" in refused.content.decode()
    assert "Article 7" in refused.content.decode()
    assert client.post(here, {"outcome": "perhaps"}).status_code == 422
    assert client.post(here, {**sent, "words": REASONS}).status_code == 302
    assert "Article 7" in client.get(address("decision", decision.key)).content.decode()


def test_applicants_read_their_decision_in_their_language_print_their_order_and_appeal() -> None:
    edition = a_ranked_edition()
    first, third = (Application.objects.get(number=one) for one in ("T-1", "T-3"))
    person = aline()
    belongs(person, first)
    belongs(person, third)
    officer = chantal()
    at_once(edition, officer, a_decider())
    client = signed_in(person)
    with translation.override("de"):
        assert client.get(address("own_decision", third.key)).status_code == 200
    assert "10" in client.get(address("award_order", first.key)).content.decode()
    assert client.get(address("award_order", third.key)).status_code == 404
    here = address("own_decision", third.key)
    assert client.post(here, {"do": "appeal", "words": ""}).status_code == 422
    assert client.post(here, {"do": "appeal", "words": "Page three."}).status_code == 302
    assert client.post(here, {"do": "appeal", "words": "Again."}).status_code == 409
    assert client.post(here, {"do": "withdraw"}).status_code == 302
    assert client.post(here, {"do": "withdraw"}).status_code == 404
    assert client.post(here, {"do": "appeal", "words": "Once more."}).status_code == 302
    _answered(edition, officer)


def _answered(edition: Edition, officer: User) -> None:
    """The officer answers through the page, and decides anew."""
    appeal = Appeal.objects.get(state="open")
    here, client = address("appeal", appeal.key), signed_in(officer)
    assert "Once more." in client.get(here).content.decode()
    assert client.post(here, {"do": "answer", "upheld": "yes", "answer": ""}).status_code == 422
    sent = {"do": "answer", "upheld": "yes", "answer": "You are right."}
    assert client.post(here, sent).status_code == 302
    assert client.post(here, sent).status_code == 409
    assert client.post(here, {"do": "prepare", "decider": ""}).status_code == 422
    assert client.post(here, {"do": "prepare", "decider": "The Minister"}).status_code == 302
    assert edition.decisions.count() == 2


def test_solved_scenarios_are_compared_four_at_a_time() -> None:
    edition = a_ranked_edition()
    officer = chantal()
    solved(edition, officer)
    page = signed_in(officer).get(address("compare", edition.code))
    assert page.status_code == 200

"""The words of decisions: the jury's sentences, names of cells and scenarios, jobs, the act."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test.utils import override_settings
from django.utils import timezone, translation

from perron.accounts.models import User
from perron.calls.enums import ApplicationState
from perron.calls.errors.deciding import EnvelopeNotOpen
from perron.calls.models import Admission, Application, Consensus, Decision, Juror, Review
from perron.calls.pieces.deciding.applicants import applicant_of, place_of
from perron.calls.pieces.deciding.effects import cell_name, column_of, group_name, scenario_title
from perron.calls.pieces.deciding.panel import decision_panel, remarks_about
from perron.calls.services.deciding.acts import act_file, keep_act
from perron.calls.services.deciding.announcing import announce_decision, show_decisions
from perron.calls.services.deciding.jury import jury_words
from perron.calls.services.deciding.preparing import prepare_decision
from perron.calls.services.deciding.signing import sign_decision
from perron.calls.services.deciding.solving import ask_scenario, solve_scenario
from perron.calls.services.deciding.wording import counterfactual, deciding_sentence
from perron.core.queue import jobs
from perron.core.text import Text
from perron.directory.models import Organisation, Site
from perron.funding.models import Envelope
from tests.calls.deciding import (
    LATER,
    PDF,
    a_decider,
    a_ranked_edition,
    an_act,
    announced,
    award_rules,
    belongs,
    prepared,
    solved,
)
from tests.calls.make import a_ranked, an_edition, said
from tests.make import NOON, aline, bruno, chantal

pytestmark = pytest.mark.django_db


def a_review(application: Application, **fields: Any) -> Review:
    """What a juror handed in."""
    juror, _fresh = Juror.objects.get_or_create(
        edition=application.edition,
        person=fields.pop("by"),
        defaults={"named_at": NOON, "named_by": "person:chantal", "accepted_at": NOON},
    )
    given: dict[str, Any] = {"assigned_at": NOON, "handed_at": NOON, "language": "fr"}
    return Review.objects.create(juror=juror, application=application, **given | fields)


def test_the_jury_s_sentences_are_the_letter_s_reasons() -> None:
    edition = a_ranked_edition()
    first, second = (Application.objects.get(number=one) for one in ("T-1", "T-2"))
    a_review(first, by=aline(), marks={"aims": 70_000}, sentences={"aims": "Clair."})
    a_review(first, by=bruno(), marks={"aims": 75_001}, sentences={"aims": "Précis."})
    agreed = {"aims": {"words": "Agreed.", "language": "en"}, "value": "Fair."}
    Consensus.objects.create(
        application=second, marks={"aims": 50_000}, sentences=agreed, total=1, at=NOON, by="x"
    )
    words = jury_words(edition, [first, second])
    assert words[first.pk][0] == {
        "code": "aims",
        "points": 72_501,
        "sentences": [
            {"words": "Clair.", "language": "fr"},
            {"words": "Précis.", "language": "fr"},
        ],
    }
    assert words[second.pk][0]["sentences"] == [{"words": "Agreed.", "language": "en"}]
    assert words[second.pk][2]["sentences"] == [{"words": "Fair.", "language": ""}]


def test_remarks_are_there_only_once_the_decision_is_announced() -> None:
    edition = a_ranked_edition()
    application = Application.objects.get(number="T-3")
    a_review(application, by=aline(), marks={"aims": 70_000}, sentences={"aims": "Clair."})
    officer, decider = chantal(), a_decider()
    decision = prepared(edition, officer)
    assert remarks_about(application) == []
    assert decision_panel(application, None, LATER) == {}
    sign_decision(decision, an_act(), by=decider, at=LATER)
    announce_decision(decision, by=officer, at=LATER)
    assert remarks_about(application) == [{"name": "Aims", "points": "70", "sentences": ["Clair."]}]
    assert decision_panel(application, None, LATER)["would"] == {"points": "10.001"}


def test_the_sentence_is_in_the_reader_s_language_with_its_numbers() -> None:
    edition = an_edition()
    facts = {"score": 68_500, "money": "region", "cutoff": 71_000, "points_short": 2_500}
    reasons = {"code": "below_cutoff", "facts": {**facts, "euros_less": 320_000}}
    with translation.override("de"):
        assert "68,5" in deciding_sentence(edition, reasons)
    assert "€3,200" in deciding_sentence(edition, reasons)
    assert counterfactual(reasons) == {"points": "2.5", "money": "€3,200"}
    fitting = {"code": "no_cutoff", "facts": {**facts, "euros_less": 0}}
    assert "would have fitted" in deciding_sentence(edition, fitting)
    assert "fitted" not in deciding_sentence(edition, {"code": "no_cutoff", "facts": {"score": 1}})
    unknown = {"code": "below_cutoff", "facts": {**facts, "cutoff": None}}
    assert "has ;" in deciding_sentence(edition, unknown)
    assert deciding_sentence(edition, {"code": "of the future"}) == ""


def test_floors_cells_and_scenarios_have_names() -> None:
    when = {"fact": "district", "is": "north"}
    floor = {"code": "north", "name": said("The north"), "when": when, "amount": 100}
    rules = award_rules(floors=[floor], ceilings=[floor], cells=["district"])
    edition = a_ranked_edition(award=rules)
    officer = chantal()
    assert group_name(edition, "floor:north") == "The north"
    assert group_name(edition, "ceiling:north") == "The north"
    assert cell_name(edition, "north") == "north"
    dropped = ask_scenario(edition, "", {"floors": {"north": None}}, by=officer, at=LATER)
    assert scenario_title(dropped) == "Without the floor “The north”"
    other = edition.scenarios.get(changes={"method": "optimise"})
    assert scenario_title(other) == "Optimiser"
    own = edition.scenarios.get(changes={})
    assert scenario_title(own) == "The edition's own rule (plain rank)"
    own.changes = {"only": [], "envelopes": {}}
    assert scenario_title(own) == "Who comes next, with the money that is left"
    column = column_of(solve_scenario(own.pk, LATER), {"T-1": {"district": ["a", "list"]}})
    assert column["floors"][0]["name"] == "The north"
    assert column["effects"] == []


def test_an_applicant_is_a_site_a_body_or_a_name() -> None:
    body = Organisation(pk=1, code="board", name=Text({"en": "Board"}))
    site = Site(pk=1, code="site", name=Text({"en": "Site"}))
    assert applicant_of(Application(number="A")) == "A"
    application = Application(number="A", organisation=body)
    assert applicant_of(application) == "Board"
    application.site = site
    assert applicant_of(application) == "Site"
    assert place_of(application) == ""


def test_jobs_are_doors_to_the_services() -> None:
    edition = a_ranked_edition()
    belongs(aline(), Application.objects.get(number="T-1"))
    scenario = solved(edition, chantal())
    jobs["calls.solve"].do(scenario.pk)
    officer = User.objects.get(email="chantal@example.org")
    decision = prepare_decision(scenario, "The Minister", by=officer, at=LATER)
    sign_decision(decision, an_act(), by=a_decider(), at=LATER)
    announce_decision(decision, by=officer, at=LATER)
    jobs["calls.tell"].do(decision.pk)
    Decision.objects.update(shown_on=timezone.localdate() - timedelta(days=1))
    jobs["calls.show"].do()
    assert Decision.objects.get().shown_at is not None
    assert show_decisions(LATER) == 0


def test_an_act_is_kept_once_under_its_digest(tmp_path: Path) -> None:
    with override_settings(VAR=tmp_path):
        digest = keep_act(PDF, "act.pdf")
        assert keep_act(PDF, "the same.pdf") == digest
        assert act_file(digest).read_bytes() == PDF
        assert [one.name for one in act_file(digest).parent.iterdir()] == [digest]


def test_an_envelope_that_the_ledger_does_not_know_stops_the_signature() -> None:
    edition = a_ranked_edition()
    decision = prepared(edition, chantal())
    Envelope.objects.update(code="another")
    with pytest.raises(EnvelopeNotOpen):
        sign_decision(decision, an_act(), by=a_decider(), at=LATER)


def test_inadmissible_ones_are_told_which_criterion_failed() -> None:
    edition = a_ranked_edition()
    refused = a_ranked(edition, "T-9", state=ApplicationState.INADMISSIBLE)
    Admission.objects.create(
        application=refused,
        is_admissible=False,
        findings={"signed": {"holds": False, "words": "No signature."}},
        at=NOON,
        by="person:chantal",
    )
    announced(edition, chantal(), a_decider())
    panel = decision_panel(refused, None, LATER)
    assert panel["findings"] == [{"name": "The board agrees", "words": "No signature."}]

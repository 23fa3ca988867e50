"""What is owed and what was answered is there for machines, as the policy shows it."""

from datetime import timedelta
from typing import Any

import jsonschema
import pytest
from django.utils import timezone

from perron.api.schemas.document import openapi
from perron.core.clock.owing import NewOwed, owe
from perron.core.text import Text
from perron.letters.enums import InquiryKind
from perron.letters.models import Inquiry
from perron.letters.services.inquiries import (
    NewInquiry,
    answer_inquiry,
    ask,
    owed_for,
    stop_publishing,
    word_title,
)
from tests.api.conftest import Ask
from tests.make import chantal

pytestmark = pytest.mark.django_db
UNTOLD = "zoe.untold@example.org"


def answered() -> Inquiry:
    """A question by Zoé, answered, titled and published."""
    at, officer = timezone.now(), chantal()
    asked = NewInquiry(
        kind=InquiryKind.QUESTION,
        language="fr",
        words="Qui paie, demande Zoé ?",
        name="Zoé",
        address=UNTOLD,
        may_publish=True,
        about=("measure", "tablets"),
    )
    inquiry = ask(asked, by=None, at=at)
    inquiry = word_title(inquiry, "Qui paie les tablettes ?", by=officer, at=at)
    return answer_inquiry(inquiry, "La Région.", by=officer, at=at)


def fits(entry: dict[str, Any], name: str) -> None:
    document = openapi()
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    jsonschema.validate(entry, schema)


def test_a_published_answer_and_what_was_owed_name_each_other_and_nobody(
    ask_api: Ask,
) -> None:
    inquiry = answered()
    (told,), (owed,) = ask_api("answers")["answers"], ask_api("owed")["owed"]

    assert (told["number"], told["title"]) == (inquiry.pk, "Qui paie les tablettes ?")
    assert (owed["answer"], owed["state"], owed["owed_to"]) == (inquiry.pk, "settled", "someone")
    fits(told, "answer")
    fits(owed, "owed")
    for words in (UNTOLD, "Zoé", "demande", str(inquiry.key)):
        assert words not in str([told, owed])


def test_an_answer_whose_consent_was_taken_back_is_gone(ask_api: Ask) -> None:
    stop_publishing(answered(), by=None, at=timezone.now())

    assert ask_api("answers")["answers"] == []
    assert ask_api("owed")["owed"][0]["answer"] is None


def test_what_is_not_late_yet_is_not_told_before_its_time(ask_api: Ask) -> None:
    inquiry = ask(
        NewInquiry(kind=InquiryKind.QUESTION, language="fr", words="?"), by=None, at=timezone.now()
    )

    assert ask_api("owed")["owed"] == []
    assert owed_for(inquiry).pk


def test_a_list_comes_in_pages(ask_api: Ask) -> None:
    today = timezone.localdate()
    for number in range(3):
        new = NewOwed(
            f"trial:{number}",
            "renewal",
            Text({"en": f"Agreement {number}"}),
            owed_by="organisation:town",
            owed_to="agency",
            due=today + timedelta(days=number),
        )
        owe(new, by=None, at=timezone.now())

    first = ask_api("owed?limit=2")
    second = ask_api(first["next"].replace("http://127.0.0.1:8000/api/v1/", ""))
    titles = [one["title"]["en"] for one in (*first["owed"], *second["owed"])]
    assert titles == ["Agreement 2", "Agreement 1", "Agreement 0"]
    assert second["next"] is None
    assert first["owed"][0]["owed_by"] == "organisation:town"


@pytest.fixture
def ask_api(ask: Ask) -> Ask:
    """The fixture under a name that leaves ``ask`` to the service."""
    return ask

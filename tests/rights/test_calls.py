"""The deeds of calls: one address takes several, and each is somebody's own."""

import json
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from perron.accounts.enums import Role
from perron.calls.models import Application, Member
from perron.core.models import JournalLine
from tests.calls.deciding import PDF, belongs
from tests.desk.make import person
from tests.rights import calls
from tests.rights.region import Numbers, a_mandate
from tests.rights.roles import LATE, NO, NONE, OK, ROLES, browser, entered
from tests.rights.walking import Walk
from tests.rights.words import leaks

pytestmark = pytest.mark.django_db
LENT = ("strategy.edit", "desk.see", "inquiries.answer", "organisation.speak")


def sent(fields: dict[str, str], numbers: Numbers) -> dict[str, Any]:
    """The form of a deed, with the signed act where it is one."""
    form: dict[str, Any] = {name: value.format(**numbers) for name, value in fields.items()}
    if form.get("do") == "sign":
        form["act"] = BytesIO(PDF)
        form["act"].name = "act.pdf"
    return form


@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what(role: str, numbers: Numbers) -> None:
    walk, found, said = Walk(role), {}, {}
    for deed, (address, fields, _row) in calls.DEEDS.items():
        walk.browser.cookies.clear()
        walk.browser.cookies.update(walk.cookies)
        with transaction.atomic():
            path = f"{calls.BASE}{address}"
            answer = walk.browser.post(path.format(**numbers), sent(fields, numbers))
            transaction.set_rollback(True)
        found[deed] = answer.status_code
        if words := sorted(leaks(role, path, answer.content)):
            said[deed] = words

    place = ROLES.index(role)
    assert found == {deed: row[place] for deed, (_path, _fields, row) in calls.DEEDS.items()}
    assert said == {}


@pytest.mark.parametrize("role", ["auditor", "contact", "visitor", "evaluator"])
def test_who_only_reads_leaves_calls_as_they_were(role: str, numbers: Numbers) -> None:
    walk = Walk(role)
    with transaction.atomic():
        before = list(JournalLine.objects.filter(chain="calls").values_list("pk", flat=True))
        for address, fields, _row in calls.DEEDS.values():
            walk.browser.post(f"{calls.BASE}{address}".format(**numbers), sent(fields, numbers))
        for address in calls.SENT:
            if "join" not in address:
                walk.browser.post(f"{calls.BASE}{address}".format(**numbers))
        written = JournalLine.objects.filter(chain="calls").exclude(pk__in=before)
        verbs = sorted(written.values_list("verb", flat=True))
        transaction.set_rollback(True)

    assert [verb for verb in verbs if verb != "personal.read"] == []


@pytest.mark.parametrize("right", LENT)
def test_a_mandate_for_something_else_opens_no_application(right: str, numbers: Numbers) -> None:
    lender, proxy = person(Role.ADMINISTRATOR, "lender"), person(Role.CONTACT, "proxy")
    belongs(lender, Application.objects.get(key=numbers["mine_told"]))
    client = entered(proxy)
    client.post(f"/en/account/mandates/{a_mandate(lender, proxy, right).key}/act/")

    own = "/en/calls/decisions/of/{mine_told}/".format(**numbers)
    appeal = {"do": "appeal", "words": "We do not agree."}
    paths = ("/en/calls/applications/{mine_told}/", "/en/calls/applications/{mine_told}/team/")
    answers = [client.get(path.format(**numbers)).status_code for path in paths]
    answers += [client.get(own).status_code, client.post(own, appeal).status_code]

    lends = right == "organisation.speak"
    assert answers == ([OK, OK, OK, LATE] if lends else [NONE] * 4)  # awarded: nothing to appeal


def test_somebody_who_only_reads_an_application_changes_nothing_of_it(numbers: Numbers) -> None:
    reader = person(Role.CONTACT, "reader")
    for name in ("mine", "mine_told"):
        application = Application.objects.get(key=numbers[name])
        Member.objects.create(
            application=application, person=reader, role="reader", since=timezone.now()
        )
    client = entered(reader)
    base = "/en/calls/applications/{mine}/".format(**numbers)
    deeds: tuple[tuple[str, dict[str, str]], ...] = (
        ("pages/idea/", {"title": "Mine"}),
        ("hand-in/", {}),
        ("withdraw/", {"reason": "No"}),
        ("reopen/", {}),
        ("team/", {"do": "invite", "address": "new@example.org", "role": "lead"}),
    )

    shown = client.get(base).status_code
    answers = {path: client.post(f"{base}{path}", form).status_code for path, form in deeds}
    appeal = {"do": "appeal", "words": "We do not agree."}
    path = "/en/calls/decisions/of/{mine_told}/".format(**numbers)
    answers["appeal"] = client.post(path, appeal).status_code

    assert shown == OK
    assert set(answers.values()) == {NO}


@pytest.mark.parametrize("role", ["visitor", "contact", "speaker", "evaluator"])
def test_the_public_journal_and_the_certificate_name_nobody(role: str, numbers: Numbers) -> None:
    client = browser(role)
    paths = ("/en/journal/", "/api/v1/journal?limit=500", "/en/calls/{shown}/certificate/1/")
    pages = [client.get(path.format(**numbers)) for path in paths[:2]]
    pages += [
        client.get(f"{paths[2]}{name}.json".format(**numbers)) for name in ("instance", "result")
    ]

    words = "\n".join(page.content.decode() for page in pages).casefold()
    assert "only-" not in words
    assert json.loads(pages[-1].content)["awards"]

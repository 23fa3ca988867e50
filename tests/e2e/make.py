"""A small region in French and German, and the people whose days are walked through it."""

import re
from datetime import datetime, timedelta
from http import HTTPStatus

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.core.models import Draft
from perron.core.records.files import load_strategy_file
from perron.core.records.kinds import Record, kinds
from perron.core.records.proposing import publish_records
from perron.desk.services import begin_record
from perron.directory.models import Organisation
from perron.letters.enums import InquiryKind
from perron.letters.models import Inquiry, Letter
from perron.letters.services.inquiries import NewInquiry, ask
from perron.strategy.models import Measure, UpdateRequest
from perron.strategy.services.asking import ask_holder
from perron.strategy.services.officers import take_measure
from tests.directory.make import speaks_for
from tests.make import NOON, aline, chantal, records
from tests.portal.conftest import PLAN

MILL = {
    "code": "mill",
    "name": {"fr": "Moulin du lac", "de": "Seemühle"},
    "kind": "council",
    "sources": ["gazette"],
}
HELD: Record = {
    "strategy": "lakes",
    "state": "running",
    "start": "2020-01",
    "nodes": [{"node": "v2-skills", "sources": ["gazette"]}],
    "partners": [{"organisation": "mill", "role": "holder", "sources": ["gazette"]}],
    "sources": ["gazette"],
}
READING = HELD | {
    "code": "reading",
    "name": {"fr": "Lire en ligne", "de": "Lesen im Netz"},
    "summary": {"fr": "Des livres à l’écran.", "de": "Bücher auf dem Bildschirm."},
    "milestones": [{"name": {"fr": "Cent livres", "de": "Hundert Bücher"}, "due": "2021-06"}],
}
ROBOTS = HELD | {
    "code": "robots",
    "name": {"fr": "Robots à l’école", "de": "Roboter in der Schule"},
    "summary": {"fr": "Un robot par classe.", "de": "Ein Roboter je Klasse."},
}
LATE = timedelta(days=60)


def the_lakes() -> Measure:
    """Publish the strategy; Chantal looks after a measure that the mill holds, Aline's mill."""
    load_strategy_file(PLAN.read_bytes(), name=PLAN.name, by=None, at=NOON)
    publish_records(records(organisation=[MILL]), by=None, at=NOON)
    publish_records(records(measure=[READING, ROBOTS]), by=None, at=NOON)
    reading, officer = Measure.objects.get(code="reading"), speaking(chantal(), "fr")
    mill = Organisation.objects.get(code="mill")
    speaks_for(speaking(aline(), "de"), mill, officer=officer)
    take_measure(reading, by=officer, at=timezone.now())
    return reading


def speaking(person: User, language: str) -> User:
    """Somebody who gets letters in a language."""
    person.language = language
    person.save(update_fields=["language"])
    return person


def somebody(name: str, role: Role, language: str) -> User:
    """One person more."""
    return User.objects.create_user(
        f"{name.lower()}@example.org", name=name, role=role, language=language
    )


def a_question(words: str, *, at: datetime, name: str = "") -> Inquiry:
    """What somebody wants to know about the measure."""
    new = NewInquiry(
        kind=InquiryKind.QUESTION,
        language="fr",
        words=words,
        about=("measure", "reading"),
        name=name,
        may_publish=True,
    )
    return ask(new, by=None, at=at)


def two_questions() -> tuple[Inquiry, Inquiry]:
    """One that is late, and one that has time."""
    now = timezone.now()
    late = a_question("Combien de livres ?", at=now - LATE)
    return late, a_question("Et en allemand ?", at=now)


def asked(code: str) -> UpdateRequest:
    """What Chantal asks the mill about a measure."""
    officer = User.objects.get(email="chantal@example.org")
    mill = Organisation.objects.get(code="mill")
    return ask_holder(Measure.objects.get(code=code), mill, by=officer, at=timezone.now())


def a_draft() -> Draft:
    """What Chantal has begun."""
    officer = User.objects.get(email="chantal@example.org")
    record = READING | {"code": "plays", "name": {"fr": "Jouer", "de": "Spielen"}}
    return begin_record(kinds["measure"], record, by=officer, at=timezone.now())


def looked_at(person: User, *, by: User) -> None:
    """Somebody opens the page of a person at the desk."""
    client = Client()
    client.force_login(by)
    answer = client.get(reverse("desk:person", args=[person.key]))
    assert answer.status_code == HTTPStatus.OK


def link_in(request: UpdateRequest) -> str:
    """Where the link in the letter about a request leads."""
    letter = Letter.objects.get(kind="update-asked", text__contains=request.key.hex)
    found = re.search(r"https?://[^/\s]+(/\S*/update/\S+)", letter.text)
    assert found, "no link in the letter"
    return found[1]

"""A juror with a link can't open an application by any address, export or letter; nor anybody."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from itertools import product
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from perron.accounts.models import User
from perron.calls.enums import MemberRole
from perron.calls.models import Application, Attachment, Edition, Juror, Member, Review
from perron.calls.services.files import keep_file
from perron.calls.services.judging.declaring import declare_conflict, declare_free
from perron.calls.services.judging.leaving import leave_jury
from perron.directory.models import District, Municipality, Organisation
from perron.letters.models import Letter
from tests.calls.judging import (
    LATER,
    a_judged_edition,
    a_juror,
    a_jury,
    a_person,
    marks,
    readers_of,
    scored,
)
from tests.make import NOON

pytestmark = pytest.mark.django_db
MARK = "Xyloquark"  # stands in everything that the application says
HIDDEN = "Zephyrville"  # stands in every name by which it could be known
MOST_HERE, MOST_ELSEWHERE = 10, 1  # addresses that one pattern is tried with
SKIPPED = re.compile(r"^(static|media)|logout|sign-out")


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Any, settings: Any) -> None:
    settings.VAR = tmp_path
    settings.LANGUAGE_CODE = "en"


def a_secret_application(edition: Edition, number: str = "A-001") -> Application:
    """One that says the secret everywhere, and whose applicant has names to hide."""
    town = Municipality.objects.create(
        code="zv",
        name={"en": HIDDEN},
        district=District.objects.create(code="d", name={"en": f"{HIDDEN} North"}),
    )
    body = Organisation.objects.create(code="body", name={"en": f"{HIDDEN} School"}, kind="public")
    application = Application.objects.get(edition=edition, number=number)
    application.organisation, application.municipality = body, town
    application.applicant = f"{HIDDEN} School"
    application.title = f"{MARK} in {HIDDEN}"
    application.answers = {
        "title": application.title,
        "aims": f"{MARK}: the {HIDDEN} school plays. Write to zoe@{HIDDEN}.example.",
        "lead": f"Zoe {HIDDEN} {MARK}",
    }
    application.save()
    member = a_person("Zoe", language="en")
    User.objects.filter(pk=member.pk).update(name=f"Zoe {HIDDEN}")
    Member.objects.create(application=application, person=member, role=MemberRole.LEAD, since=NOON)
    Attachment.objects.create(
        application=application,
        field="plan",
        name=f"{HIDDEN}-plan.pdf",
        kind="application/pdf",
        size=9,
        digest=keep_file(f"%PDF {MARK}".encode()),
        added_at=NOON,
        added_by="person",
    )
    return application


def a_client(person: User | None) -> Client:
    """A browser of this person, or of nobody."""
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person)
    return client


def bytes_of(client: Client, address: str, *, post: bool = False) -> tuple[int, bytes]:
    """The answer to one request, whose deed is undone."""
    with transaction.atomic():
        answer = client.post(address, {"do": "free"}) if post else client.get(address)
        content = answer.getvalue() if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer.status_code, content


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every address of the site with its converters."""
    for one in resolver.url_patterns:
        way = before + str(one.pattern).lstrip("^")
        if isinstance(one, URLResolver):
            yield from patterns(one, way)
        elif isinstance(one, URLPattern):
            yield way, one.pattern.converters


def addresses(application: Application, seats: list[Juror]) -> list[str]:
    """Every address that could name the application, its readings, files, or its edition."""
    review_keys = [str(one.key) for one in Review.objects.filter(application=application)]
    uuids = [
        str(application.key),
        *review_keys,
        *(str(one.key) for one in application.attachments.all()),
        *(str(one.key) for one in seats),
    ]
    numbers = {"int": ["1", str(application.pk)], "uuid": uuids}
    words = [application.edition.code, application.number, "body", str(application.key)]
    found = []
    for way, _converters in patterns(get_resolver()):
        if SKIPPED.match(way):
            continue
        names = re.findall(r"<(?:(\w+):)?(\w+)>", way)
        choices = [numbers.get(kind, words) for kind, _name in names]
        most = MOST_HERE if "calls/" in way else MOST_ELSEWHERE
        for chosen in list(product(*choices))[:most]:
            address = way
            for value in chosen:
                address = re.sub(r"<[^>]+>", value, address, count=1)
            found.append("/" + address.replace("\\Z", "").replace("$", ""))
    files = [str(one.key) for one in application.attachments.all()]
    found += [reverse("calls:review_file", args=pair) for pair in product(review_keys, files)]
    return [one for one in found if "(" not in one and "[" not in one]


def the_cast(edition: Edition) -> dict[str, User | None]:
    """Everybody with a link who may not read it."""
    a_jury(edition, 5)
    readers = readers_of("A-001")
    declare_conflict(readers[0], "My brother.", by=readers[0].juror.person, at=LATER)
    undeclared = readers[1]
    gone = next(
        seat
        for seat in edition.jurors.exclude(pk__in=[one.juror_id for one in readers])
        if not seat.reviews.filter(application__number="A-001").exists()
    )
    Review.objects.create(
        juror=gone, application=undeclared.application, declaration="none", assigned_at=LATER
    )
    leave_jury(gone, by=gone.person, at=LATER)
    other = Edition.objects.get(pk=edition.pk)
    other.pk, other.code = None, "another"
    other.save()
    elsewhere = a_juror(other, "Nora")
    return {
        "a juror in conflict": readers[0].juror.person,
        "a juror who has not declared": undeclared.juror.person,
        "a juror who left": gone.person,
        "a juror of another edition": elsewhere.person,
        "a stranger with the link": a_person("Bruno"),
        "nobody signed in": None,
    }


@pytest.mark.slow
def test_nobody_but_its_readers_opens_an_application_at_any_address() -> None:
    edition = a_judged_edition(3)
    application = a_secret_application(edition)
    cast = the_cast(edition)
    asked = addresses(application, list(edition.jurors.all()))
    keys = [str(application.key), *(str(one.key) for one in Review.objects.all())]
    assert len(asked) > 200
    assert reverse("calls:review", args=[readers_of("A-001")[0].key]) in asked
    leaks = []
    for who, person in cast.items():
        client = a_client(person)
        cache.clear()
        everywhere = who == "a juror in conflict"
        for address in (one for one in asked if everywhere or "/calls/" in one):
            named = any(key in address for key in keys)
            for post in (False, True) if named else (False,):
                _status, content = bytes_of(client, address, post=post)
                if MARK.encode() in content:
                    leaks.append((who, address, post))
    assert leaks == []
    reader = readers_of("A-001")[1]
    declare_free(reader, by=reader.juror.person, at=LATER)
    rightful = a_client(reader.juror.person)
    assert any(MARK.encode() in bytes_of(rightful, address)[1] for address in asked)


def test_searching_and_the_interface_for_machines_find_nothing() -> None:
    edition = a_judged_edition(3)
    a_secret_application(edition)
    for person in the_cast(edition).values():
        client = a_client(person)
        for address in ("/en/search/", "/api/v1/search", "/en/calls/", "/api/v1/measures"):
            _status, content = bytes_of(client, f"{address}?q={MARK}")
            assert content.count(MARK.encode()) == content.count(f"q={MARK}".encode()) or (
                b"Project" not in content
            )


def test_each_reading_answers_404_to_all_who_may_not_read_it() -> None:
    edition = a_judged_edition(3)
    application = a_secret_application(edition)
    cast = the_cast(edition)
    for review in Review.objects.filter(application=application):
        for who, person in cast.items():
            if person is None or (review.juror.person == person and "declared" in who):
                continue
            client = a_client(person)
            for name in ("review", "review_check"):
                answer = client.get(reverse(f"calls:{name}", args=[review.key]))
                assert answer.status_code == HTTPStatus.NOT_FOUND, (who, name)
            posted = client.post(reverse("calls:review_declare", args=[review.key]), {"do": "free"})
            assert posted.status_code == HTTPStatus.NOT_FOUND, who
            file = application.attachments.get().key
            kept = client.get(reverse("calls:review_file", args=[review.key, file]))
            assert kept.status_code == HTTPStatus.NOT_FOUND, who


def test_before_the_declaration_only_the_number_is_shown() -> None:
    edition = a_judged_edition(1)
    application = a_secret_application(edition)
    a_jury(edition, 2)
    review = readers_of("A-001")[0]
    client = a_client(review.juror.person)
    file = application.attachments.get().key

    gate = client.get(reverse("calls:review", args=[review.key]))
    assert b"A-001" in gate.content
    assert MARK.encode() not in gate.content
    for address in (
        reverse("calls:review_check", args=[review.key]),
        reverse("calls:jury_seat", args=[review.juror.key]),
        reverse("calls:jury_offline", args=[review.juror.key]),
    ):
        assert MARK.encode() not in client.get(address).content
    kept = client.get(reverse("calls:review_file", args=[review.key, file]))
    assert kept.status_code == HTTPStatus.NOT_FOUND


def test_a_blind_phase_hides_names_places_people_and_names_of_files() -> None:
    edition = a_judged_edition(1)
    application = a_secret_application(edition)
    a_jury(edition, 2)
    review = readers_of("A-001")[0]
    declare_free(review, by=review.juror.person, at=LATER)
    client = a_client(review.juror.person)
    file = application.attachments.get().key

    for address in (
        reverse("calls:review", args=[review.key]),
        reverse("calls:jury_offline", args=[review.juror.key]),
    ):
        content = client.get(address).content
        assert MARK.encode() in content
        assert HIDDEN.encode() not in content
        assert b"Zoe" not in content
        assert HIDDEN.lower().encode() not in content
    kept = client.get(reverse("calls:review_file", args=[review.key, file]))
    assert kept.getvalue().endswith(MARK.encode())
    assert HIDDEN not in kept["Content-Disposition"]
    assert kept["X-Content-Type-Options"] == "nosniff"
    assert kept["Content-Disposition"].startswith("attachment")
    assert not Letter.objects.filter(text__contains=HIDDEN).exists()
    assert not Letter.objects.filter(text__contains=MARK).exists()


def test_an_open_phase_says_who_applies() -> None:
    edition = a_judged_edition(1, jury={"blind": False})
    a_secret_application(edition)
    a_jury(edition, 2)
    review = readers_of("A-001")[0]
    declare_free(review, by=review.juror.person, at=LATER)

    page = a_client(review.juror.person).get(reverse("calls:review", args=[review.key]))

    assert f"{HIDDEN} School".encode() in page.content
    assert f"{HIDDEN}-plan.pdf".encode() in page.content


def test_a_juror_never_sees_the_scores_of_another() -> None:
    edition = a_judged_edition(1)
    a_jury(edition, 2)
    one, other = readers_of("A-001")
    scored(one)
    said = marks().sentences["aims"]
    declare_free(other, by=other.juror.person, at=LATER)
    client = a_client(other.juror.person)

    for name, key in (("review", other.key), ("jury_seat", other.juror.key)):
        content = client.get(reverse(f"calls:{name}", args=[key])).content.decode()
        assert said not in content
        assert one.juror.person.name not in content

"""The pages of a profile: what they say, what they do not say, and for whom they are there."""

import csv
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from perron.accounts.models import User
from perron.competences.models import Response, Sitting
from perron.competences.services.profile.helping import places_near
from perron.competences.services.sitting.leaving import stop
from perron.directory.models import District, Municipality, Place
from tests.competences.figures.make import a_profile
from tests.competences.sitting.made import a_bank, answered, begun
from tests.make import NOON, aline, bruno

pytestmark = pytest.mark.django_db
PAGES = (
    "profile/",
    "answers/",
    "learn/",
    "sheet/",
    "profile/profile.json",
    "profile/profile.csv",
    "profile/answers.csv",
)


@pytest.fixture(autouse=True)
def _bank(db: None) -> None:
    del db
    cache.clear()
    a_bank()


def signed_in(owner: User) -> Client:
    browser = Client()
    browser.force_login(owner, "allauth.account.auth_backends.AuthenticationBackend")
    return browser


def page(browser: Client, sitting: Sitting, part: str) -> str:
    return browser.get(f"/en/skills/{sitting.key}/{part}").content.decode()


def answering(browser: Client, *scores: int) -> Sitting:
    sitting = begun(browser)
    answered(sitting, *scores, at=timezone.now())
    return sitting


@pytest.mark.parametrize("part", PAGES)
def test_a_profile_is_there_only_for_who_holds_the_sitting(client: Client, part: str) -> None:
    sitting = answering(client, 1, 0)

    found = client.get(f"/en/skills/{sitting.key}/{part}")

    assert found.status_code == 200
    assert found["Cache-Control"] == "private, no-store"
    assert Client().get(f"/en/skills/{sitting.key}/{part}").status_code == 404
    assert signed_in(bruno()).get(f"/en/skills/{sitting.key}/{part}").status_code == 404


@pytest.mark.parametrize("part", PAGES)
def test_before_the_first_answer_there_is_nothing_and_no_fault(client: Client, part: str) -> None:
    assert client.get(f"/en/skills/{begun(client).key}/{part}").status_code == 200


def test_after_some_answers_it_says_what_is_known_and_what_is_not(client: Client) -> None:
    words = page(client, answering(client, 1, 1, 0, 1), "profile/")

    assert "On the whole" in words
    assert "in 10)" in words
    assert "it rests on 4 answers" in words
    assert "Not asked yet, so not known" in words
    assert "judged by its authors" in words
    assert "compared with nobody" in words
    assert "Go on: each answer makes it sharper" in words


def test_at_the_end_every_competence_that_was_asked_has_its_row(client: Client) -> None:
    sitting = answering(client, *[1] * 12)

    words = page(client, sitting, "profile/")

    assert words.count('class="reach"') == 1 + 5 + 10
    assert "sketch" not in words
    assert "below the first level" in words or "DigComp 2.2" in words


def test_a_calibrated_bank_is_said_to_be_measured(client: Client) -> None:
    sitting = answering(client, *[1] * 12)
    row = Sitting.objects.get(pk=sitting.pk)
    row.profile["calibrated"] = True
    row.save()

    words = page(client, sitting, "profile/")

    assert "was measured from the answers" in words
    assert "judged by its authors" not in words


def test_all_answers_are_told_with_the_right_one_and_why(client: Client) -> None:
    sitting = answering(client, 1, 0, 1)

    assert page(client, sitting, "answers/").count("so it is (en)") == 3
    assert page(client, sitting, "answers/?show=missed").count("so it is (en)") == 1
    assert "You answered" in page(client, sitting, "answers/?show=missed")
    assert page(client, sitting, "answers/?show=right").count("so it is (en)") == 2
    assert page(client, sitting, "answers/?show=nonsense").count("so it is (en)") == 3


def test_the_question_that_waits_is_not_given_away(client: Client) -> None:
    sitting = answering(client, 1)
    waiting = Response.objects.get(sitting=sitting, answered_at=None)
    number = waiting.item.family.code.rpartition("-")[2]

    assert f"What of {number}?" not in page(client, sitting, "answers/")


def test_an_answer_whose_words_were_forgotten_says_so(client: Client) -> None:
    sitting = answering(client, 0)
    Response.objects.filter(sitting=sitting).update(given=None)

    assert "no longer kept" in page(client, sitting, "answers/")


def test_next_come_one_to_three_steps_with_how_to_learn_them(client: Client) -> None:
    sitting = answering(client, *[1, 0] * 6)

    words = page(client, sitting, "learn/")

    assert 1 <= words.count('class="learn-step"') <= 3
    assert "try it (en)" in words
    assert "https://learn.example" in words
    assert 'class="learn-step"' in page(client, sitting, "sheet/")


def test_what_was_right_is_no_next_step(client: Client) -> None:
    sitting = answering(client, *[1] * 12)
    right = Response.objects.filter(sitting=sitting, score=1).select_related("item__family")
    words = page(client, sitting, "learn/")

    for one in right:
        assert f">do {one.item.family.code.rpartition('-')[2]} (en)<" not in words


def test_a_municipality_that_is_not_known_is_no_fault_and_none_is_kept(client: Client) -> None:
    sitting = answering(client, 1)
    before = dict(client.session.items())

    for asked in ("nowhere", "x" * 500, "'", "%00"):
        assert "Nearest to" not in page(client, sitting, f"learn/?municipality={asked}")
    assert dict(client.session.items()) == before


def test_everything_can_be_taken_along(client: Client) -> None:
    sitting = answering(client, 1, 0)

    whole = json.loads(page(client, sitting, "profile/profile.json"))
    rows = list(csv.DictReader(StringIO(page(client, sitting, "profile/answers.csv")[1:])))
    known = list(csv.DictReader(StringIO(page(client, sitting, "profile/profile.csv")[1:])))

    assert whole["format"] == "perron-sitting/1"
    assert [one["right"] for one in whole["answers"]] == [True, False]
    assert [row["right"] for row in rows] == ["True", "False"]
    assert [row["row"] for row in known][:2] == ["overall", "1"]
    assert sum(float(known[0][name]) for name in list(known[0])[1:5]) == pytest.approx(1, abs=1e-3)
    assert client.get(f"/en/skills/{sitting.key}/profile/other.exe").status_code == 404


def test_as_many_queries_for_many_answers_as_for_few(client: Client) -> None:
    few, many = answering(client, 1), answering(client, *[1, 0] * 5)
    counts: dict[str, set[int]] = {}
    for part in ("profile/", "answers/", "learn/", "sheet/"):
        for sitting in (many, few, many):
            page(client, sitting, part)
        for sitting in (few, many):
            with CaptureQueriesContext(connection) as asked:
                page(client, sitting, part)
            counts.setdefault(part, set()).add(len(asked))

    assert {part: len(found) for part, found in counts.items()} == dict.fromkeys(counts, 1)


def finished(owner: User, chances: list[float], mean: float, *, days: int = 0) -> Sitting:
    at = NOON + timedelta(days=days)
    held = a_profile(chances)
    for one in (held["overall"], *held["areas"].values(), *held["competences"].values()):
        one |= {"mean": mean, "answers": 42}
    return Sitting.objects.create(
        person=owner,
        state="ended",
        ended_by="length",
        language="en",
        seed=1,
        answered=42,
        profile={**held, "answers": 42},
        design={},
        started_at=at,
        last_at=at,
        ended_at=at,
    )


LOW, HIGH = [0.9, 0.1, 0.0, 0.0], [0.0, 0.1, 0.9, 0.0]


def test_ones_own_tests_are_seen_by_oneself_alone() -> None:
    owner = aline()
    finished(owner, LOW, -2.0)
    words = {
        who: signed_in(who).get("/en/skills/mine/").content.decode() for who in (owner, bruno())
    }

    assert Client().get("/en/skills/mine/").status_code == 302
    assert ["very probably on the way to basic" in one for one in words.values()] == [True, False]
    assert ["No test is in your account" in one for one in words.values()] == [False, True]


@pytest.mark.parametrize(
    ("means", "words"),
    [
        ((-2.0, 0.5), "greater than chance explains"),
        ((0.5, -2.0), "Less went well than the last time"),
        ((-2.0, -1.8), "nothing can be said for certain"),
    ],
)
def test_a_change_is_told_honestly(means: tuple[float, float], words: str) -> None:
    owner = aline()
    finished(owner, LOW, means[0])
    finished(owner, HIGH, means[1], days=30)

    found = signed_in(owner).get("/en/skills/mine/progress/").content.decode()

    assert words in found
    assert words in signed_in(owner).get("/en/account/").content.decode()


def test_anothers_test_cannot_be_compared() -> None:
    owner, stranger = aline(), bruno()
    other = finished(stranger, HIGH, 0.0)
    own = finished(owner, LOW, -2.0)
    finished(owner, HIGH, 0.0, days=9)
    browser = signed_in(owner)

    for asked in (str(other.key), "nonsense"):
        path = f"/en/skills/mine/progress/?before={own.key}&after={asked}"
        assert browser.get(path).status_code == 404
    same = browser.get(f"/en/skills/mine/progress/?before={own.key}&after={own.key}")
    assert "Choose two different tests" in same.content.decode()


def test_with_no_finished_test_there_is_nothing_to_compare() -> None:
    assert signed_in(bruno()).get("/en/skills/mine/progress/")["Location"] == "/en/skills/mine/"


def test_difficulties_of_another_origin_are_told() -> None:
    owner = aline()
    finished(owner, LOW, -2.0)
    later = finished(owner, HIGH, 0.5, days=30)
    later.profile["calibrated"] = True
    later.save()

    found = signed_in(owner).get("/en/skills/mine/progress/").content.decode()

    assert "measured anew" in found


def test_a_sitting_that_was_stopped_without_an_answer_has_no_profile(client: Client) -> None:
    sitting = begun(client)
    stop(sitting, at=timezone.now())

    assert "nothing to show yet" in page(client, sitting, "profile/")


def test_the_nearest_places_come_first_and_those_without_a_point_last() -> None:
    district = District.objects.create(code="d", name={"en": "D"})
    towns = [
        Municipality.objects.create(
            code=code, name={"en": code}, district=district, longitude=east, latitude=north
        )
        for code, east, north in (("here", 4.0, 50.0), ("far", 6.0, 50.0), ("blank", None, None))
    ]
    for town in towns:
        Place.objects.create(code=f"at-{town.code}", name={"en": town.code}, municipality=town)
    Place.objects.create(code="show", name={"en": "x"}, municipality=towns[0], demonstration=True)

    near = places_near(towns[0])

    assert [one.place.code for one in near] == ["at-here", "at-far", "at-blank"]
    assert near[0].kilometres == 0
    assert near[1].kilometres == pytest.approx(143, abs=1)


def test_places_are_told_with_how_far_they_are(client: Client) -> None:
    district = District.objects.create(code="d", name={"en": "D"})
    towns = [
        Municipality.objects.create(
            code=code, name={"en": code}, district=district, longitude=east, latitude=50.0
        )
        for code, east in (("here", 4.0), ("away", 4.2))
    ]
    sitting = answering(client, 1)
    assert "No places are listed yet" in page(client, sitting, "learn/?municipality=here")
    for town in towns:
        Place.objects.create(code=f"at-{town.code}", name={"en": "Hall"}, municipality=town)

    words = page(client, sitting, "learn/?municipality=here")

    assert "Nearest to here" in words
    assert "in your municipality" in words
    assert "about 14 km as the crow flies" in words

"""Panels: made with codes, entered once, estimated with weights, published once."""

import csv
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from perron.accounts.models import User
from perron.competences.errors.panels import (
    CodeEarly,
    CodeLate,
    CodeUnknown,
    CodeUsed,
    NoCodesTwice,
    PanelExists,
    PanelRuns,
    PanelSilent,
    PanelTooSmall,
    PublishedAlready,
    StrataUnclear,
    TooManyCodes,
)
from perron.competences.models import Invitation, Panel, Picture
from perron.competences.services.figures.keeping import make_picture
from perron.competences.services.panels.estimating import estimate_panel, publish_panel
from perron.competences.services.panels.joining import join_panel, usable_digest
from perron.competences.services.panels.keeping import (
    NewPanel,
    draw_codes,
    make_panel,
    response_by_stratum,
)
from perron.core.errors import NotAllowed, Refusal
from perron.core.models import JournalLine
from perron.indicators.services import computed
from tests.competences.figures.make import a_finished, many_finished, says
from tests.make import NOON, bruno, chantal

pytestmark = pytest.mark.django_db
OVER = NOON + timedelta(days=30)
STRATA = "young; 16 to 34 years; 10 000; 100\nold; 35 and more; 30.000; 100\n\n"


def a_panel(code: str = "adults", *, by: User | None = None, **fields: Any) -> Panel:
    given: dict[str, Any] = {
        "code": code,
        "name": {"en": "Adults 2026", "fr": "Adultes 2026"},
        "population": {"en": "Everybody over 15"},
        "source": "National Register",
        "strata": STRATA,
        "opens_at": NOON,
        "closes_at": OVER,
        **fields,
    }
    return make_panel(NewPanel(**given), by=by, at=NOON)


def answered(panel: Panel, *, young: list[int], old: list[int], at: datetime = NOON) -> None:
    """People of each stratum who finished, so many at each level."""
    for stratum, counts in (("young", young), ("old", old)):
        free = panel.invitations.filter(stratum=stratum, used_at=None).order_by("pk")
        for invitation, sitting in zip(free, many_finished(*counts, at=at), strict=False):
            join_panel(sitting, invitation.digest, at=at)


def test_codes_are_drawn_once_and_only_digests_are_kept() -> None:
    panel = a_panel()
    codes = draw_codes(panel, by=None, at=NOON)

    assert len({code for code, _stratum in codes}) == 200
    kept = set(Invitation.objects.values_list("digest", flat=True))
    assert len(kept) == 200
    assert not kept & {code for code, _stratum in codes}
    assert not any(
        code in str(line.change) for line in JournalLine.objects.all() for code, _ in codes
    )
    assert set(panel.invitations.values_list("stratum", "weight")) == {("young", 100), ("old", 300)}
    with pytest.raises(NoCodesTwice):
        draw_codes(panel, by=None, at=NOON)


@pytest.mark.parametrize(
    ("strata", "why"),
    [
        ("", "there is none"),
        ("young; 16 to 34; 100", "four parts"),
        ("y o; name; 100; 10", "letters, digits, hyphens"),
        ("young; name; many; 10", "no whole number"),
        ("young; name; 100; 1", "at least two"),
        ("young; name; 100; 101", "no more than there are"),
        ("young; name; 9000000; 2000000", "a million"),
        ("a; x; 100; 10\na; y; 100; 10", "twice"),
    ],
)
def test_strata_that_cannot_be_read_are_refused_with_their_line(strata: str, why: str) -> None:
    with pytest.raises(StrataUnclear) as refused:
        a_panel(strata=strata)

    assert why in str(refused.value)
    assert not Panel.objects.exists()


def test_a_code_is_taken_with_or_without_dashes_and_in_small_letters() -> None:
    code = draw_codes(a_panel(), by=None, at=NOON)[0][0]

    assert usable_digest(code, at=NOON) == usable_digest(f" {code.lower()} ", at=NOON)
    assert usable_digest(code.replace("-", ""), at=NOON)


def test_a_code_that_is_wrong_early_late_or_used_is_refused_in_a_sentence() -> None:
    code = draw_codes(a_panel(), by=None, at=NOON)[0][0]

    for wrong in ("AAAA-BBBB-CCCC", "", "x", "ILO0-1111-AAAA", "A" * 40):
        with pytest.raises(CodeUnknown):
            usable_digest(wrong, at=NOON)
    with pytest.raises(CodeEarly):
        usable_digest(code, at=NOON - timedelta(hours=1))
    with pytest.raises(CodeLate):
        usable_digest(code, at=OVER)
    sitting = a_finished()
    join_panel(sitting, usable_digest(code, at=NOON), at=NOON)
    with pytest.raises(CodeUsed, match="come back"):
        usable_digest(code, at=NOON)
    with pytest.raises(CodeUsed):
        join_panel(a_finished(), sitting.invitation.digest, at=NOON)
    with pytest.raises(CodeUnknown):
        join_panel(a_finished(), "0" * 64, at=NOON)
    assert join_panel(a_finished(), "", at=NOON) is None


def test_who_tries_codes_has_to_wait() -> None:
    code = draw_codes(a_panel(), by=None, at=NOON)[0][0]
    for _try in range(20):
        with pytest.raises(CodeUnknown):
            usable_digest("AAAA-BBBB-CCCC", at=NOON, network="192.0.2.1")

    with pytest.raises(TooManyCodes):
        usable_digest(code, at=NOON, network="192.0.2.1")
    assert usable_digest(code, at=NOON, network="192.0.2.2")
    assert usable_digest(code, at=NOON + timedelta(hours=1), network="192.0.2.1")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_people_with_one_code_at_once_one_begins() -> None:
    code = draw_codes(a_panel(), by=None, at=NOON)[0][0]
    digest = usable_digest(code, at=NOON)
    said: list[str] = []

    def enter(place: int) -> None:
        try:
            join_panel(sittings[place], digest, at=NOON)
            said.append("begun")
        except Refusal as refusal:
            said.append(type(refusal).__name__)
        finally:
            connection.close()

    sittings = [a_finished(), a_finished()]
    threads = [Thread(target=enter, args=(place,)) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) == ["CodeUsed", "begun"]


def test_estimates_weigh_strata_and_those_who_did_not_answer() -> None:
    panel = a_panel()
    draw_codes(panel, by=None, at=NOON)
    answered(panel, young=[10, 30], old=[30, 10])

    table = estimate_panel(panel)
    basic = table["rows"]["overall"]["basic"]

    assert (table["drawn"], table["answered"]) == (200, 80)
    assert basic["value"] == pytest.approx((10_000 * 0.75 + 30_000 * 0.25) / 40_000)
    assert basic["low"] < basic["value"] < basic["high"]
    assert basic["effect"] > 1
    assert table["declared"] is None
    assert sum(one["value"] for one in table["rows"]["1.1"]["levels"]) == pytest.approx(1)
    assert [row["finished"] for row in response_by_stratum(panel)] == [40, 40]


def test_what_the_panel_says_of_itself_stands_beside_what_it_showed() -> None:
    panel = a_panel()
    draw_codes(panel, by=None, at=NOON)
    answered(panel, young=[10, 30], old=[30, 10])
    for place, one in enumerate(panel.invitations.exclude(sitting=None)):
        assert one.sitting is not None
        says(one.sitting, everything=place % 4 != 0)

    assert estimate_panel(panel)["declared"]["value"] == pytest.approx(0.75)


def test_a_panel_is_published_once_and_only_when_it_is_over() -> None:
    panel = a_panel()
    draw_codes(panel, by=None, at=NOON)
    answered(panel, young=[5, 10], old=[10, 5])
    with pytest.raises(PanelRuns):
        publish_panel(panel, by=None, at=OVER - timedelta(minutes=1))
    with pytest.raises(PanelTooSmall, match="30 people"):
        publish_panel(panel, by=None, at=OVER)

    answered(panel, young=[10, 10], old=[10, 10])
    picture = publish_panel(panel, by=None, at=OVER)

    assert picture.people == 70
    with pytest.raises(PublishedAlready):
        publish_panel(panel, by=None, at=OVER)
    assert "skills-measured" in {one.figure.code for one in computed(OVER)}


def test_a_stratum_in_which_nobody_answered_is_told() -> None:
    panel = a_panel()
    draw_codes(panel, by=None, at=NOON)
    answered(panel, young=[30, 30], old=[])

    with pytest.raises(PanelSilent, match="Nobody answered in the cell old"):
        estimate_panel(panel)


def test_a_demonstration_and_a_panel_never_mix_with_anything(client: Client) -> None:
    panel = a_panel(is_demonstration=True)
    draw_codes(panel, by=None, at=NOON)
    answered(panel, young=[10, 30], old=[30, 10])
    publish_panel(panel, by=None, at=OVER)

    assert not panel.invitations.filter(sitting__is_demonstration=False).exists()
    assert make_picture(OVER) is None
    assert "Adults 2026" not in client.get("/en/skills/figures/").content.decode()
    assert client.get("/en/skills/figures/panels/adults.csv").status_code == 404
    assert "skills-measured" not in {one.figure.code for one in computed(OVER)}


def test_a_demonstration_account_with_a_real_code_stays_a_demonstration() -> None:
    panel = a_panel()
    draw_codes(panel, by=None, at=NOON)
    answered(panel, young=[10, 30], old=[30, 10])
    sitting = a_finished(is_demonstration=True)
    free = panel.invitations.filter(used_at=None).first()
    assert free is not None
    join_panel(sitting, free.digest, at=NOON)

    sitting.refresh_from_db()
    assert sitting.is_demonstration
    assert estimate_panel(panel)["answered"] == 80


def test_the_page_says_panel_people_interval_and_days(client: Client) -> None:
    panel = a_panel()
    draw_codes(panel, by=None, at=NOON)
    answered(panel, young=[10, 30], old=[30, 10])
    publish_panel(panel, by=None, at=OVER)

    page = client.get("/en/skills/figures/").content.decode()
    rows = list(
        csv.DictReader(
            client.get("/en/skills/figures/panels/adults.csv").content.decode().splitlines()
        )
    )

    assert "37.5%" in page
    assert "80 people answered of 200 who were drawn" in page
    assert "National Register" in page
    assert {row["level"] for row in rows} >= {"basic_or_above", "before_basic", "advanced"}


def entered(who: User) -> Client:
    client = Client()
    client.force_login(who)
    return client


def sent(**more: Any) -> dict[str, Any]:
    return {
        "code": "adults",
        "name_fr": "Adultes",
        "population_fr": "Tout le monde",
        "source": "Registre",
        "strata": STRATA,
        "opens": "2020-01-01T09:00",
        "closes": "2020-02-01T09:00",
        **more,
    }


def test_an_officer_makes_a_panel_takes_the_codes_and_sees_who_answers() -> None:
    client = entered(chantal())
    assert "There is no panel yet" in client.get("/en/skills/panels/").content.decode()
    assert client.get("/en/skills/panels/new/").status_code == 200
    made = client.post("/en/skills/panels/new/", sent())
    assert "Draw the codes" in client.get(made["Location"]).content.decode()

    file = client.post("/en/skills/panels/adults/codes/")
    lines = file.content.decode().splitlines()

    assert file["Cache-Control"] == "private, no-store"
    assert len(lines) == 201
    assert client.post("/en/skills/panels/adults/codes/").status_code == 409
    page = client.get("/en/skills/panels/adults/").content.decode()
    assert "at least 50 are needed" in page
    assert lines[1].split(",")[0] not in page
    answer = client.post("/en/skills/panels/adults/publish/", follow=True)
    assert "Nothing was published" in answer.content.decode()
    panel = Panel.objects.get()
    joined = datetime(2020, 1, 10, tzinfo=NOON.tzinfo)
    answered(panel, young=[10, 30], old=[30, 10], at=joined)
    assert "Publish these figures" in client.get("/en/skills/panels/adults/").content.decode()
    answer = client.post("/en/skills/panels/adults/publish/", follow=True)
    assert "The figures of the panel are published" in answer.content.decode()
    assert Picture.objects.get().panel == panel
    assert "Adultes" in client.get("/en/skills/panels/").content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"closes": "2019-01-01T09:00"}, "closes after it opens"),
        ({"strata": "nothing"}, "four parts"),
        ({"code": "Not a code"}, "valid"),
        ({"name_fr": ""}, "required"),
    ],
)
def test_a_panel_that_makes_no_sense_is_refused_in_a_sentence(
    fields: dict[str, str], words: str
) -> None:
    answer = entered(chantal()).post("/en/skills/panels/new/", sent(**fields))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Panel.objects.exists()


def test_a_code_that_is_taken_is_refused_and_a_running_panel_shows_no_estimate() -> None:
    client = entered(chantal())
    a_panel(closes_at=datetime(2100, 1, 1, tzinfo=NOON.tzinfo))
    draw_codes(Panel.objects.get(), by=None, at=NOON)

    assert "There is a panel" in client.post("/en/skills/panels/new/", sent()).content.decode()
    with pytest.raises(PanelExists):
        a_panel()
    assert "nobody can stop" in client.get("/en/skills/panels/adults/").content.decode()
    assert client.post("/en/skills/panels/adults/publish/").status_code == 409


@pytest.mark.parametrize("deed", [make_panel, draw_codes, publish_panel])
def test_a_stranger_does_nothing_with_panels(deed: Callable[..., Any]) -> None:
    panel, who = a_panel(), bruno()
    given = NewPanel("x", {}, {}, "", STRATA, NOON, OVER) if deed is make_panel else panel

    with pytest.raises(NotAllowed):
        deed(given, by=who, at=OVER)
    for path in ("", "new/", "adults/"):
        assert entered(who).get(f"/en/skills/panels/{path}").status_code == 403


def test_the_page_of_codes_tells_what_is_wrong_and_leads_on(client: Client) -> None:
    code = draw_codes(
        a_panel(closes_at=datetime(2100, 1, 1, tzinfo=NOON.tzinfo)), by=None, at=NOON
    )[0][0]
    assert "Twelve letters and digits" in client.get("/en/skills/invited/").content.decode()
    wrong = client.post("/en/skills/invited/", {"code": "AAAA-BBBB-CCCC"})
    assert wrong.status_code == 404
    assert "We do not know this code" in wrong.content.decode()
    assert client.post("/en/skills/invited/", {"code": ""}).status_code == 422

    answer = client.post("/en/skills/invited/", {"code": code})

    assert answer["Location"] == "/en/skills/"
    assert client.session["invited"] == Invitation.objects.order_by("pk")[0].digest

"""Pages of the bank: the framework for everybody, the questions for those who keep them."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from perron.accounts.enums import Role
from perron.accounts.models import User
from perron.competences.errors.bank import CountsDiffer, NoSupplement
from perron.competences.models import Family, FamilyVersion, FrameworkPart, Item
from perron.competences.services.bank.frameworks import framework
from perron.competences.services.bank.loading import load_bank
from perron.competences.services.bank.outcomes import import_framework
from perron.competences.services.bank.reading import written_family
from tests.competences.bank.written import TOLD, a_family, a_file, a_written, text
from tests.make import NOON, bruno, chantal

pytestmark = pytest.mark.django_db
DESK = "/en/skills/bank/"
ONE = f"{DESK}strange-messages/"


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


@pytest.fixture
def keeper(client: Client) -> Client:
    client.force_login(chantal())
    load_bank([a_file(a_family())], TOLD, by=None, at=NOON)
    return client


@pytest.fixture
def reader() -> Client:
    client = Client()
    client.force_login(
        User.objects.create_user("denis@example.org", "rue-haute-22", name="D", role=Role.OFFICER)
    )
    return client


@pytest.mark.parametrize(
    ("language", "title"), [("en", "content"), ("fr", "contenus"), ("de", "Inhalte")]
)
def test_everybody_reads_the_framework(client: Client, language: str, title: str) -> None:
    told = page(client, f"/{language}/skills/framework/")

    assert title in told
    assert "10.2760/0001149" in told
    assert all(one.code in told for one in framework().competences)


def test_a_competence_tells_its_names_elsewhere_and_how_many_families_there_are(
    client: Client,
) -> None:
    load_bank([a_file(a_family())], TOLD, by=None, at=NOON)

    told = page(client, "/fr/skills/framework/2.5/")

    assert "Netiquette" in told
    assert "S’insérer dans le monde numérique" in told
    assert "Digital behaviour" in told
    page(client, "/en/skills/framework/9.9/", 404)


def test_the_framework_is_whole() -> None:
    kept = framework()

    assert (len(kept.areas), len(kept.competences)) == (5, 21)
    assert [step for level in kept.levels for step in level["steps"]] == list(range(1, 9))
    assert kept.level(5)["code"] == "advanced"
    with pytest.raises(KeyError):
        kept.level(9)


def supplement(**counts: int) -> bytes:
    """A file of the form of the official one, with words of our own."""
    many = {"CompetenceStatement": 362, "LearningOutcome": 523, "Glossary": 126} | counts
    graph: list[dict[str, Any]] = [
        {"@type": "Competence", "@id": "Competence/1.1", "name": "x", "description": "About it."}
    ]
    for kind, count in many.items():
        graph += [
            {
                "@type": kind,
                "@id": f"{kind}/{at}",
                "description": f"Words {at}",
                "type": "Skill",
                "competence_id": "Competence/1.1",
                "four_levels_proficiency_name": "ProficiencyLevel/Highly advanced",
            }
            for at in range(count)
        ]
    return json.dumps({"@graph": graph}).encode()


def test_the_official_supplement_is_imported_whole_or_not_at_all(client: Client) -> None:
    assert import_framework(supplement(), at=NOON)["outcome"] == 523

    for broken in (b"{", b"[]", b'{"@graph": [1]}', b'{"@graph": [{"@type": "Glossary"}]}'):
        with pytest.raises(NoSupplement):
            import_framework(broken, at=NOON)
    with pytest.raises(CountsDiffer):
        import_framework(supplement(Glossary=125), at=NOON)

    assert FrameworkPart.objects.count() == 362 + 523 + 126 + 1
    told = page(client, "/en/skills/framework/1.1/")
    assert "About it." in told
    assert "Words 7" in told


def test_a_stranger_does_not_see_the_bank(client: Client) -> None:
    client.force_login(bruno())
    for address in (DESK, f"{DESK}new/", ONE, f"{ONE}1/"):
        page(client, address, 403)


def test_the_list_tells_what_is_there_and_what_is_lacking(keeper: Client) -> None:
    told = page(keeper, DESK)

    assert "Recognise a strange message" in told
    assert "it needs 6" in told
    assert "what its authors expect" in told


def test_the_list_asks_as_many_questions_of_the_database_with_more_families(
    keeper: Client, django_assert_max_num_queries: Any
) -> None:
    page(keeper, DESK)
    load_bank([a_file(a_family(f"more-{at}")) for at in range(5)], TOLD, by=None, at=NOON)

    with django_assert_max_num_queries(14):
        page(keeper, DESK)


def test_a_family_tells_its_versions_and_its_questions(keeper: Client) -> None:
    told = page(keeper, ONE)

    assert all(word in told for word in ("bank", "parcel", "tax", "Version 1", "authors"))


@pytest.mark.parametrize(
    "family",
    [
        a_family(),
        a_family(kind="multiple"),
        a_written("order", order=[text(one) for one in "abc"]),
        a_written("match", pairs=[{"left": text(one), "right": text(one * 2)} for one in "abc"]),
        a_written("short", number=3, unit=text("pieces")),
    ],
)
def test_every_kind_is_seen_as_a_sitting_shows_it(keeper: Client, family: dict[str, Any]) -> None:
    Family.objects.update(kind=family["kind"])
    FamilyVersion.objects.update(definition=family)

    told = page(keeper, f"{ONE}1/preview/bank/?in=de")

    assert "What do you do?" in told
    assert "No honest body" in told
    page(keeper, f"{ONE}1/preview/nothing/", 404)
    page(keeper, f"{ONE}1/preview/bank/file/", 404)


def test_a_file_is_handed_out_and_never_shown_as_a_page(keeper: Client) -> None:
    family = a_written("file", number=3)
    body = {"name": "été 1.html", "type": "html", "content": text("<script>alert(1)</script>")}
    family["variants"][0]["material"].append({"file": body})
    FamilyVersion.objects.update(definition=family)

    response = keeper.get(f"{ONE}1/preview/bank/file/?in=fr")

    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


def begun(keeper: Client) -> FamilyVersion:
    assert keeper.post(f"{ONE}begin/")["Location"] == f"{ONE}2/"
    return FamilyVersion.objects.get(number=2)


def test_a_version_goes_through_the_pages_into_the_bank(keeper: Client, reader: Client) -> None:
    draft = begun(keeper)
    words = written_family({**draft.definition, "seconds": 55})

    saved = keeper.post(f"{ONE}2/", {"text": words, "seen": draft.digest})
    assert saved["Location"] == f"{ONE}2/"
    keeper.post(f"{ONE}2/hand-in/")
    assert "somebody else has to read it" in page(keeper, f"{ONE}2/")
    assert keeper.post(f"{ONE}2/publish/").status_code == 403
    assert "You are the second person" in page(reader, f"{ONE}2/")
    reader.post(f"{ONE}2/send-back/", {"remark": "A comma."})
    assert "A comma." in page(keeper, f"{ONE}2/")
    keeper.post(f"{ONE}2/hand-in/")
    assert reader.post(f"{ONE}2/publish/")["Location"] == ONE

    assert Item.objects.filter(seconds=55).count() == 3
    told = page(keeper, f"{ONE}1-2/")
    assert "seconds: 55" in told
    assert "seconds: 40" in told


def test_two_windows_show_both_texts(keeper: Client) -> None:
    draft = begun(keeper)
    first = written_family({**draft.definition, "seconds": 51})
    second = written_family({**draft.definition, "seconds": 52})
    keeper.post(f"{ONE}2/", {"text": first, "seen": draft.digest})

    refused = keeper.post(f"{ONE}2/", {"text": second, "seen": draft.digest})

    told = refused.content.decode()
    assert refused.status_code == 422
    assert "saved in another window" in told
    assert "seconds: 51" in told
    assert "seconds: 52" in told


def test_what_has_not_the_form_of_a_family_is_told_by_line_and_not_kept(keeper: Client) -> None:
    draft = begun(keeper)

    refused = keeper.post(f"{ONE}2/", {"text": "format: nothing\n", "seen": draft.digest})

    assert refused.status_code == 422
    assert "Line 1" in refused.content.decode()
    draft.refresh_from_db()
    assert draft.definition == a_family()


def test_a_new_family_is_kept_as_a_draft(keeper: Client) -> None:
    page(keeper, f"{DESK}new/")
    refused = keeper.post(f"{DESK}new/", {"text": "\tno"})
    assert refused.status_code == 422

    kept = keeper.post(f"{DESK}new/", {"text": written_family(a_family("brand-new"))})

    assert kept["Location"] == f"{DESK}brand-new/1/"
    again = keeper.post(f"{DESK}new/", {"text": written_family(a_family("brand-new"))})
    assert "already working" in again.content.decode()
    assert keeper.post(f"{DESK}brand-new/1/discard/")["Location"] == DESK


def test_a_family_is_withdrawn_with_its_reason(keeper: Client) -> None:
    page(keeper, f"{ONE}withdraw/")
    assert keeper.post(f"{ONE}withdraw/", {"reason": ""}).status_code == 422

    assert keeper.post(f"{ONE}withdraw/", {"reason": "Old."})["Location"] == ONE

    assert "withdrawn" in page(keeper, ONE)


def test_an_auditor_looks_on_and_changes_nothing(client: Client) -> None:
    load_bank([a_file(a_family())], TOLD, by=None, at=NOON)
    client.force_login(
        User.objects.create_user("odile@example.org", "rue-basse-9", name="O", role=Role.AUDITOR)
    )

    for address in (DESK, ONE, f"{ONE}1/", f"{ONE}1/preview/bank/"):
        page(client, address)
    assert client.post(f"{ONE}begin/").status_code == 403
    assert client.post(f"{ONE}withdraw/", {"reason": "x"}).status_code == 403


def test_the_supplement_that_was_published_fits(tmp_path: Path) -> None:
    path = tmp_path / "supplement.jsonld"
    path.write_bytes(supplement())

    assert import_framework(path.read_bytes(), at=NOON)["term"] == 126

"""Two calls in words that people read, and schools and towns that apply."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from perron.accounts.models import User
from perron.calls.models import Application, Edition, SiteFact
from perron.calls.services.applying.drafts import Begun, begin_application
from perron.core.searching.folding import fold
from perron.core.text import Text
from perron.directory.models import Organisation, Site
from tests.calls.applying import an_affiliation
from tests.calls.make import CLOSES, OPENS, a_criterion, a_field, an_edition
from tests.e2e.make import speaking
from tests.make import NOON, aline

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def said(french: str, german: str) -> dict[str, str]:
    """The same in both languages."""
    return {"fr": french, "de": german, "en": french}


def asked(code: str, kind: str, label: dict[str, str], **fields: Any) -> dict[str, Any]:
    """A question with words of its own."""
    return a_field(code, kind, **fields) | {"label": label}


def a_page(code: str, title: dict[str, str], *fields: dict[str, Any]) -> dict[str, Any]:
    return {"code": code, "title": title, "fields": list(fields)}


def a_form(*pages: dict[str, Any]) -> dict[str, Any]:
    """A form of one step."""
    step = {"code": "project", "title": said("Le projet", "Das Projekt"), "minutes": 45}
    return {"version": 1, "steps": [{**step, "pages": list(pages)}]}


def the_rest() -> dict[str, Any]:
    """What both editions say alike, in words of their readers' languages."""
    names = {
        "aims": said("Objectifs", "Ziele"),
        "strategy": said("Stratégie", "Strategie"),
        "value": said("Valeur", "Nutzen"),
    }
    criteria = [a_criterion(code) | {"name": name} for code, name in names.items()]
    for one in criteria:
        for level, words in zip(one["levels"], ("–", "+", "++"), strict=True):
            level["text"] = said(words, words)
    region = {"code": "region", "name": said("Région", "Region")}
    envelope = {**region, "source": "region", "amount": 10_000_000}
    return {
        "calendar": {"opens": OPENS, "closes": CLOSES, "decision_by": "2026-06-30"},
        "admissibility": [{"code": "signed", "label": said("Signé", "Unterschrieben")}],
        "grid": {"scale": 100_000, "threshold": 50_000, "criteria": criteria},
        "remedy": {"days": 60, "words": said("Un recours est possible.", "Einspruch ist möglich.")},
        "award": {
            "method": "rank",
            "envelopes": [envelope],
            "moneys": [{**region, "parts": {"region": 10_000}}],
            "reserve_until": "2026-12-31",
        },
    }


def tablets() -> Edition:
    """An edition in kind for schools, open now for two days more."""
    now = timezone.now()
    choices = {"yes": said("Oui", "Ja"), "no": said("Non", "Nein")}
    idea = a_page(
        "idea",
        said("L’idée", "Die Idee"),
        asked("title", "text", said("Titre", "Titel"), required=True, most=120),
        asked("aims", "long", said("Objectifs", "Ziele"), required=True, most=2000),
        asked("pupils", "number", said("Élèves", "Schülerinnen und Schüler"), least=1, most=5000),
        asked(
            "robots",
            "choice",
            said("Des robots ?", "Kommen Roboter zum Einsatz?"),
            choices=[{"code": code, "label": label} for code, label in choices.items()],
        ),
        asked(
            "robots-why",
            "long",
            said("Pourquoi ?", "Warum Roboter?"),
            required=True,
            most=500,
            when={"field": "robots", "is": "yes"},
        ),
    )
    things = a_page(
        "things",
        said("Votre choix", "Ihre Auswahl"),
        asked("choice", "catalogue", said("Matériel", "Unterrichtsmaterial"), required=True),
        asked(
            "plan",
            "file",
            said("Plan", "Medienentwicklungsplan"),
            required=True,
            most=2,
            accept=["pdf", "odt"],
        ),
    )
    items = [
        {"code": "laptop", "name": said("Portable", "Notebook"), "price": 60_000, "most": 20},
        {
            "code": "board",
            "name": said("Tableau interactif", "Interaktive Präsentationstafel"),
            "price": 250_000,
        },
    ]
    return an_edition(
        opens=now - timedelta(days=30),
        closes=now + timedelta(days=2),
        name=said("Tablettes 2026", "Digitale Grundausstattung 2026"),
        summary=said("Pour les écoles.", "Für Schulen aller Stufen."),
        eligibility=[
            {
                "code": "not-before",
                "when": {"fact": "awarded", "none_of": ["tablets-2024", "tablets-2025"]},
                "reason": said("Déjà lauréate.", "Schon einmal ausgezeichnet."),
                "unknown": said("Pas connu.", "Hier nicht bekannt."),
            }
        ],
        form=a_form(idea, things),
        catalogue={"ceiling": 1_500_000, "items": items},
        **the_rest(),
    )


def smart_towns() -> Edition:
    """An edition that pays half of the costs, between 10 000 and 25 000 euros."""
    now = timezone.now()
    money = a_page(
        "money",
        said("Le budget", "Das Budget"),
        asked("title", "text", said("Titre", "Titel"), required=True, most=120),
        asked("budget", "budget", said("Lignes du budget", "Posten"), required=True),
    )
    return an_edition(
        opens=now - timedelta(days=30),
        closes=now + timedelta(days=2),
        code="smart-towns-2026",
        call="smart-towns",
        kind="rate",
        name=said("Communes connectées 2026", "Vernetzte Gemeinden 2026"),
        summary=said("Pour les communes.", "Für Gemeinden."),
        applicant={"unit": "organisation", "kinds": ["municipality"], "signature": False},
        eligibility=[],
        form=a_form(money),
        catalogue=None,
        grant={
            "rule": "rate",
            "rate": 5000,
            "least": 1_000_000,
            "most": 2_500_000,
            "project_least": 1_500_000,
        },
        **the_rest(),
    )


def a_head() -> tuple[User, Site]:
    """Aline, who reads German and speaks for the town whose school this is."""
    head = speaking(aline(), "de")
    town = Organisation.objects.create(
        code="town", name=Text(said("Ville du Lac", "Stadt Seeburg")), kind="public"
    )
    name = Text(said("École du Lac", "Gesamtschule am See"))
    site = Site.objects.create(
        code="lake-school",
        name=name,
        order_key=fold("Gesamtschule am See"),
        organisation=town,
        kind="school",
    )
    SiteFact.objects.create(site=site, name="awarded", value=[], as_of=NOON.date())
    an_affiliation(head, town)
    return head, site


def a_town() -> tuple[User, Organisation]:
    """Aline again, who reads French and speaks for a municipality."""
    clerk = speaking(aline(), "fr")
    town = Organisation.objects.create(
        code="lake-town", name=Text(said("Ville du Lac", "Stadt Seeburg")), kind="municipality"
    )
    an_affiliation(clerk, town)
    return clerk, town


def begun(edition: Edition, applicant: Site | Organisation, *, by: User) -> Application:
    """A draft in the language of whoever begins it."""
    site = applicant if isinstance(applicant, Site) else None
    body = applicant.organisation if isinstance(applicant, Site) else applicant
    return begin_application(edition, Begun(body, site, by.language), by=by, at=timezone.now())

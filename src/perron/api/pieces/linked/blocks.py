"""What a page says of itself to search engines: short, in its own language, from its own row."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from perron.api.pieces.addresses import absolute, item_address, page_in
from perron.api.pieces.linked.things import (
    DATES,
    DESCRIPTIONS,
    NAMES,
    TYPES,
    Linked,
    without_silence,
)
from perron.core.records.kinds import Kind
from perron.core.text import Text

SCHEMA = {"@vocab": "https://schema.org/"}


def block_of(kind: Kind, thing: Any) -> Linked:
    """A thing as its page shows it; nothing is asked of the database."""
    key = kind.key_of_thing(thing)
    language = get_language() or settings.LANGUAGE_CODE
    told: Linked = {
        "@context": SCHEMA,
        "@id": item_address(kind, key),
        "@type": TYPES.get(kind.name, "Thing"),
        "identifier": key,
        "name": spoken(thing, NAMES),
        "description": spoken(thing, DESCRIPTIONS),
        "url": page_in(language, kind.name, key),
        "sameAs": getattr(thing, "website", "") or getattr(thing, "url", ""),
    }
    for part, property_ in DATES.get(kind.name, {}).items():
        told[property_] = getattr(thing, part)
    if told["@type"] == "Dataset":
        told |= {"license": settings.REGION.licence, "creator": agency()}
        told["distribution"] = {
            "@type": "DataDownload",
            "encodingFormat": "application/json",
            "contentUrl": item_address(kind, key),
        }
    return without_silence(told)


def spoken(thing: Any, parts: tuple[str, ...]) -> str:
    """The first of these texts that the row has, in the reader's language."""
    return next((str(getattr(thing, part)) for part in parts if getattr(thing, part, None)), "")


def agency() -> Linked:
    """Who publishes the site."""
    return {"@type": "GovernmentOrganization", "name": str(Text(settings.REGION.agency))}


def block_of_site() -> Linked:
    """The site itself, on its first page: who publishes, how to search, where the data is."""
    home, search = absolute(reverse("portal:home")), absolute(reverse("portal:search"))
    name = f"Perron – {Text(settings.REGION.name)}"
    catalogue = {
        "@type": "DataCatalog",
        "@id": absolute(reverse("api:catalogue")),
        "name": name,
        "url": absolute(reverse("open_data:page")),
        "license": settings.REGION.licence,
        "publisher": agency(),
    }
    site = {
        "@type": "WebSite",
        "@id": absolute("/"),
        "name": name,
        "url": home,
        "inLanguage": get_language() or settings.LANGUAGE_CODE,
        "publisher": agency(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{search}?q={{search_term_string}}",
            "query-input": "required name=search_term_string",
        },
    }
    return {"@context": SCHEMA, "@graph": [site, without_silence(catalogue)]}

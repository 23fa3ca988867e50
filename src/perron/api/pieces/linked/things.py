"""A record in the words of schema.org (its meaning) and Dublin Core (its sources and its whole)."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings

from perron.api.pieces.addresses import item_address, list_address, pages_of
from perron.core.records.kinds import Kind, Record, kinds

Linked = dict[str, Any]
CONTEXT: Linked = {"@vocab": "https://schema.org/", "dct": "http://purl.org/dc/terms/"}
TYPES: Mapping[str, str] = {
    "strategy": "CreativeWork",
    "version": "CreativeWork",
    "node": "DefinedTerm",
    "programme": "Project",
    "measure": "Project",
    "organisation": "Organization",
    "indicator": "Dataset",
    "round": "Report",
    "card": "Review",
    "recommendation": "Recommendation",
    "site": "Place",
    "place": "Place",
    "district": "AdministrativeArea",
    "municipality": "AdministrativeArea",
    "reference": "CreativeWork",
    "term": "DefinedTerm",
}
WHOLE = "dct:isPartOf"
NAMES = ("name", "title", "text")
DESCRIPTIONS = ("summary", "tagline", "definition", "goal", "findings", "note", "access")

# Keys that name one other record, by kind: what the tie means.
TIES: Mapping[str, Mapping[str, str]] = {
    "strategy": {"agency": "publisher"},
    "version": {"strategy": WHOLE, "adopter": "creator"},
    "node": {"version": WHOLE, "under": "dct:isReferencedBy"},
    "programme": {"strategy": WHOLE},
    "measure": {"strategy": WHOLE, "programme": "parentOrganization"},
    "organisation": {"municipality": "location"},
    "indicator": {"strategy": WHOLE, "body": "creator", "follows": "dct:replaces"},
    "round": {"version": "about", "body": "author"},
    "card": {"round": WHOLE, "measure": "itemReviewed"},
    "recommendation": {"card": WHOLE},
    "site": {"organisation": "dct:isReferencedBy", "municipality": "containedInPlace"},
    "place": {"municipality": "containedInPlace"},
    "municipality": {"district": "containedInPlace"},
}
DATES: Mapping[str, Mapping[str, str]] = {
    "version": {"adopted": "dateCreated", "published": "datePublished"},
    "programme": {"start": "foundingDate", "end": "dissolutionDate"},
    "measure": {"start": "foundingDate", "end": "dissolutionDate"},
    "organisation": {"founded": "foundingDate", "ended": "dissolutionDate"},
    "round": {"date": "datePublished"},
    "reference": {"published": "datePublished"},
}
# The kind that a key names, where the key is not the name of the kind.
NAMED = {"agency": "organisation", "adopter": "organisation", "body": "organisation"}
NAMED |= {"under": "node", "follows": "indicator"}


def linked_thing(kind: Kind, key: str, record: Record) -> Linked:
    """One record, whole enough to be joined with others; every address is a whole one."""
    told: Linked = {
        "@context": CONTEXT,
        "@id": item_address(kind, key),
        "@type": TYPES.get(kind.name, "Thing"),
        "identifier": key,
        "name": in_languages(first_of(record, NAMES)) or key,
        "description": in_languages(first_of(record, DESCRIPTIONS)),
        "url": list(pages_of(kind, key).values()),
        "sameAs": record.get("website") or record.get("url"),
        "dct:source": ids("reference", record.get("sources", ())),
    }
    for part, property_ in TIES.get(kind.name, {}).items():
        if record.get(part):
            told[property_] = ids(NAMED.get(part, part), [record[part]])[0]
    for part, property_ in DATES.get(kind.name, {}).items():
        told[property_] = record.get(part)
    own = OWN.get(kind.name)
    return without_silence({**told, **(own(record) if own else {})})


def first_of(record: Record, parts: Iterable[str]) -> Any:
    """The first of these texts that the record has."""
    return next((record[part] for part in parts if record.get(part)), None)


def in_languages(text: Mapping[str, str] | None) -> list[Linked]:
    """A text as literals with their language."""
    return [{"@language": code, "@value": words} for code, words in (text or {}).items()]


def ids(kind: str, keys: Iterable[str]) -> list[Linked]:
    """Names of other records."""
    return [{"@id": item_address(kinds[kind], key)} for key in keys]


def without_silence(told: Linked) -> Linked:
    """Leave out what the record does not say."""
    return {key: value for key, value in told.items() if value not in (None, "", [], {})}


def period_of(record: Record) -> Linked:
    """From when to when something held."""
    if not record.get("start"):
        return {}
    return {"temporalCoverage": f"{record['start']}/{record.get('end', '..')}"}


def partners_of(record: Record) -> Linked:
    """Who does what."""
    roles = [
        {
            "@type": "OrganizationRole",
            "roleName": partner["role"],
            "member": ids("organisation", [partner["organisation"]])[0],
        }
        for partner in record.get("partners", ())
    ]
    return {"member": roles}


def address_of(record: Record) -> Linked:
    """Where an organisation or a place stands."""
    parts = {"streetAddress": record.get("street"), "postalCode": record.get("postal_code")}
    said = without_silence(parts)
    if not said:
        return {}
    country = settings.REGION.country
    return {"address": {"@type": "PostalAddress", **said, "addressCountry": country}}


def measured(record: Record) -> Linked:
    """What an indicator measures, with its dated values; sources stand beside each."""
    values = [
        without_silence(
            {
                "@type": "Observation",
                "observationDate": value["period"],
                "value": value["number"],
                "unitText": record["unit"],
                "description": in_languages(value.get("note")),
                "dct:source": ids("reference", value.get("sources", ())),
            }
        )
        for value in record.get("values", ())
    ]
    kind = kinds["indicator"]
    download = {
        "@type": "DataDownload",
        "encodingFormat": "application/json",
        "contentUrl": item_address(kind, record["code"]),
    }
    return {
        "variableMeasured": {
            "@type": "PropertyValue",
            "name": in_languages(record["name"]),
            "unitText": record["unit"],
        },
        "hasPart": values,
        "license": settings.REGION.licence and {"@id": settings.REGION.licence},
        "distribution": download,
        "includedInDataCatalog": {"@id": list_address(kind)},
    }


def judged(record: Record) -> Linked:
    """The colour of a card."""
    return {"reviewRating": {"@type": "Rating", "ratingValue": record["colour"]}}


def located(record: Record) -> Linked:
    """The point of a municipality."""
    if "longitude" not in record or "latitude" not in record:
        return {}
    point = {"longitude": record["longitude"], "latitude": record["latitude"]}
    return {"geo": {"@type": "GeoCoordinates", **point}}


def published_by(record: Record) -> Linked:
    """Who published a source."""
    name = record.get("publisher")
    return {"publisher": {"@type": "Organization", "name": name}} if name else {}


def registered(record: Record) -> Linked:
    """An organisation's own number and its address."""
    return {"taxID": record.get("enterprise_number"), **address_of(record)}


OWN: Mapping[str, Callable[[Record], Linked]] = {
    "version": period_of,
    "programme": partners_of,
    "measure": partners_of,
    "organisation": registered,
    "site": address_of,
    "place": address_of,
    "indicator": measured,
    "card": judged,
    "municipality": located,
    "reference": published_by,
}

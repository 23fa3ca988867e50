"""The catalogue of the datasets as DCAT-AP 3 wants it, whole in one document of JSON-LD.

Source: DCAT-AP 3.0.1 (SEMIC, European Commission), https://semiceu.github.io/DCAT-AP/releases/3.0.1/
and the authority tables of the Publications Office that it names. Nothing is fetched: the context
stands in the document.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from perron.api.pieces.addresses import absolute, in_each_language, list_address, usual_page
from perron.api.pieces.datasets import Dataset, datasets, in_each
from perron.api.pieces.linked.things import Linked, in_languages, without_silence

AUTHORITY = "http://publications.europa.eu/resource/authority"
MEDIA = "https://www.iana.org/assignments/media-types"
LANGUAGES = {"en": "ENG", "fr": "FRA", "de": "DEU", "nl": "NLD", "it": "ITA", "es": "SPA"}
COUNTRIES = {"BE": "BEL", "CH": "CHE", "FR": "FRA", "DE": "DEU", "LU": "LUX", "NL": "NLD"}
CONTEXT: Linked = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
CONCEPT = "skos:Concept"
EVERYTHING = _("Everything public on this site, record by record, in all its languages.")
JOURNAL = _("Journal of decisions")
JOURNAL_SAYS = _("Every decision about what is public here, chained line by line.")
FORMATS = {
    "json": ("JSON", "application/json"),
    "csv": ("CSV", "text/csv"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "yaml": ("YAML", "application/yaml"),
    "atom": ("ATOM", "application/atom+xml"),
}


def catalogue(strategies: list[str], modified: datetime | None) -> Linked:
    """The catalogue with its datasets and its service; ``strategies`` are codes."""
    told = [dataset_of(one, strategies, modified) for one in datasets()]
    told.append(journal_of(modified))
    region = settings.REGION
    return {
        "@context": CONTEXT,
        **without_silence(
            {
                "@id": absolute(reverse("api:catalogue")),
                "@type": "dcat:Catalog",
                "dct:title": in_languages(
                    {code: f"Perron – {name}" for code, name in region.name.items()}
                ),
                "dct:description": in_languages(in_each(EVERYTHING)),
                "dct:publisher": publisher(),
                "dct:language": languages(),
                "dct:license": licence(),
                "dct:modified": moment(modified),
                "dct:spatial": spatial(),
                "foaf:homepage": document_at(in_each_language("open_data:page").values()),
                "dcat:dataset": told,
                "dcat:service": service(told),
            }
        ),
    }


def dataset_of(one: Dataset, strategies: list[str], modified: datetime | None) -> Linked:
    """All records of a kind, and the forms in which they can be had."""
    address = list_address(one.kind)
    forms = [
        distribution(address, "json"),
        distribution(list_address(one.kind, {"format": "csv"}), "csv", whole=True),
    ]
    if one.has_spreadsheet:
        page = usual_page("portal:download", [one.path, "xlsx"])
        forms.append(distribution(page, "xlsx", whole=True))
    if one.kind.single:
        for code in strategies:
            file = absolute(reverse("api:strategy_file", args=[code]))
            forms.append(distribution(file, "yaml", whole=True))
    return described(address, title=one.title, says=one.description, forms=forms, modified=modified)


def journal_of(modified: datetime | None) -> Linked:
    """The decisions about what is public."""
    journal = absolute(reverse("api:journal"))
    forms = [distribution(journal, "json"), distribution(absolute(reverse("api:changes")), "atom")]
    return described(journal, title=JOURNAL, says=JOURNAL_SAYS, forms=forms, modified=modified)


def described(
    address: str, *, title: Any, says: Any, forms: list[Linked], modified: datetime | None
) -> Linked:
    """A dataset, with all that DCAT-AP asks of one."""
    return without_silence(
        {
            "@id": f"{address}#dataset",
            "@type": "dcat:Dataset",
            "dct:identifier": address,
            "dct:title": in_languages(in_each(title)),
            "dct:description": in_languages(in_each(says)),
            "dct:publisher": publisher(),
            "dcat:contactPoint": contact(),
            "dct:language": languages(),
            "dct:modified": moment(modified),
            "dct:accrualPeriodicity": typed(f"{AUTHORITY}/frequency/IRREG", "dct:Frequency"),
            "dct:accessRights": typed(f"{AUTHORITY}/access-right/PUBLIC", "dct:RightsStatement"),
            "dcat:theme": typed(f"{AUTHORITY}/data-theme/GOVE", CONCEPT),
            "dct:spatial": spatial(),
            "dcat:landingPage": document_at(in_each_language("open_data:page").values()),
            "dcat:distribution": forms,
        }
    )


def distribution(address: str, form: str, *, whole: bool = False) -> Linked:
    """One form of a dataset; a ``whole`` one is a file that can be taken away."""
    name, media = FORMATS[form]
    told = {
        "@id": f"{address}#distribution",
        "@type": "dcat:Distribution",
        "dct:title": name,
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address} if whole else None,
        "dct:format": typed(f"{AUTHORITY}/file-type/{name}", "dct:MediaTypeOrExtent"),
        "dcat:mediaType": typed(f"{MEDIA}/{media}", "dct:MediaType"),
        "dct:license": licence(),
    }
    return without_silence(told)


def service(told: list[Linked]) -> Linked:
    """The interface itself."""
    start = absolute(reverse("api:index"))
    about = absolute(reverse("api:openapi"))
    return without_silence(
        {
            "@id": start,
            "@type": "dcat:DataService",
            "dct:title": {"@language": "en", "@value": "Perron API"},
            "dcat:endpointURL": {"@id": start},
            "dcat:endpointDescription": {"@id": about},
            "dct:license": licence(),
            "dcat:servesDataset": [{"@id": one["@id"]} for one in told],
        }
    )


def publisher() -> Linked:
    """The agency."""
    agency = f"{absolute('/')}#publisher"
    return {"@id": agency, "@type": "foaf:Agent", "foaf:name": in_languages(settings.REGION.agency)}


def contact() -> Linked:
    """Where to ask: the page, since a site names no mailbox of its own."""
    name = settings.REGION.agency
    return {
        "@id": f"{absolute('/')}#contact",
        "@type": ["vcard:Organization", "vcard:Kind"],
        "vcard:fn": name.get(settings.LANGUAGE_CODE) or next(iter(name.values())),
        "vcard:hasURL": {"@id": usual_page("open_data:page")},
    }


def licence() -> Linked | None:
    """The licence that the region states, if it states one."""
    stated = settings.REGION.licence
    return typed(stated, "dct:LicenseDocument") if stated else None


def spatial() -> Linked | None:
    """The country, from the authority table; a region has no number there."""
    code = COUNTRIES.get(settings.REGION.country)
    return typed(f"{AUTHORITY}/country/{code}", "dct:Location") if code else None


def languages() -> list[Linked]:
    """The languages of the records that the authority table is known to have."""
    known = [LANGUAGES[code] for code in settings.REGION.languages if code in LANGUAGES]
    return [typed(f"{AUTHORITY}/language/{code}", "dct:LinguisticSystem") for code in known]


def document_at(paths: Any) -> list[Linked]:
    """Pages, as documents."""
    return [typed(absolute(path), "foaf:Document") for path in paths]


def typed(address: str, kind: str) -> Linked:
    """Something elsewhere, with what it is."""
    return {"@id": address, "@type": kind}


def moment(at: datetime | None) -> Linked | None:
    """A moment as RDF writes it."""
    return {"@type": "xsd:dateTime", "@value": at.isoformat()} if at else None

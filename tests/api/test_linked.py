"""Linked data: the catalogue, every thing, and what pages say of themselves to search engines."""

import html
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client
from django.test.utils import override_settings
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, Graph, Literal, URIRef

from perron.api.rules import open_kinds
from perron.core.records.proposing import publish_records
from tests.api.conftest import Ask
from tests.make import NOON, a_measure, a_plan, records

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib"),  # rdflib's of itself
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pyshacl"),
]
HERE = Path(__file__).parent
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
SCHEMA_ORG = "https://schema.org/"


def graph_of(told: dict[str, Any]) -> Graph:
    """The triples of a document; nothing is fetched."""
    assert isinstance(told["@context"], dict)
    return Graph().parse(data=json.dumps(told), format="json-ld")


def faults(graph: Graph, shapes: str) -> str:
    """What the shapes find wrong, nothing when all is well."""
    holds, _report, words = validate(graph, shacl_graph=str(HERE / shapes))
    return "" if holds else str(words)


@pytest.mark.usefixtures("lakes")
def test_the_catalogue_is_as_dcat_ap_wants_it(ask: Ask) -> None:
    graph = graph_of(ask("catalogue.jsonld"))

    assert faults(graph, "dcat_ap.ttl") == ""
    datasets = set(graph.subjects(RDF.type, DCAT.Dataset))
    assert len(datasets) == len(open_kinds()) + 1
    for dataset in datasets:
        said = {
            title.language
            for title in graph.objects(dataset, DCTERMS.title)
            if isinstance(title, Literal)
        }
        assert said == {"en", "fr", "de"}


@pytest.mark.usefixtures("lakes")
def test_the_shapes_see_what_is_missing(ask: Ask) -> None:
    graph = graph_of(ask("catalogue.jsonld"))
    graph.remove((None, DCAT.accessURL, None))
    graph.remove((None, DCTERMS.title, None))

    assert faults(graph, "dcat_ap.ttl").count("minCount") + 1 > len(open_kinds())


@pytest.mark.usefixtures("lakes")
def test_every_form_in_the_catalogue_can_be_had(client: Client, ask: Ask) -> None:
    graph = graph_of(ask("catalogue.jsonld"))

    for _form, address in graph.subject_objects(DCAT.accessURL):
        path = str(address).removeprefix(site.SITE_ADDRESS)
        assert client.get(path).status_code == 200, path


@pytest.mark.usefixtures("lakes")
def test_a_licence_stands_in_the_catalogue_only_when_the_region_states_one(ask: Ask) -> None:
    assert set(graph_of(ask("catalogue.jsonld")).objects(None, DCTERMS.license)) == set()
    assert ask("")["licence"] is None

    stated = "https://creativecommons.org/licenses/by/4.0/"
    with override_settings(REGION=replace(site.REGION, licence=stated), PAGE_CACHE=False):
        graph = graph_of(ask("catalogue.jsonld"))
        assert set(graph.objects(None, DCTERMS.license)) == {URIRef(stated)}
        assert faults(graph, "dcat_ap.ttl") == ""


@pytest.mark.usefixtures("lakes")
def test_the_catalogue_has_one_form_and_says_so(client: Client) -> None:
    address = "/api/v1/catalogue.jsonld"

    refused = client.get(address, headers={"Accept": "text/turtle"})

    assert (refused.status_code, refused.json()["status"]) == (406, 406)
    assert "application/ld+json" in refused.json()["next"]
    for accepted in ("application/ld+json", "*/*", "text/html, application/*;q=0.5"):
        assert client.get(address, headers={"Accept": accepted}).status_code == 200


@pytest.mark.usefixtures("lakes")
def test_every_thing_is_valid_linked_data_and_its_ties_lead_somewhere(ask: Ask) -> None:
    whole = Graph()
    for path, kind in open_kinds().items():
        for record in ask(f"{path}?limit=500")["records"]:
            whole += graph_of(ask(f"{path}/{kind.key_of(record)}.jsonld"))

    assert faults(whole, "things.ttl") == ""
    named = {str(one) for one in whole.objects() if "/api/v1/" in str(one) and "#" not in str(one)}
    described = {str(one) for one in whole.subjects(RDF.type)}
    lists = {f"{site.SITE_ADDRESS}/api/v1/indicators"}
    assert named - described - lists == set()
    assert len(list(whole.subjects(RDF.type, URIRef(f"{SCHEMA_ORG}Observation")))) > 3


PAGES = {
    "": {"WebSite", "SearchAction", "DataCatalog", "GovernmentOrganization"},
    "measures/school-2020/": {"Project"},
    "programmes/school/": {"Project"},
    "organisations/agency/": {"Organization"},
    "versions/lakes-1/": {"CreativeWork"},
    "evaluations/first-report/": {"Report"},
    "indicators/profiles/": {"Dataset", "DataDownload", "GovernmentOrganization"},
}


def block_on(page: str) -> dict[str, Any]:
    """The data block of a page."""
    found = BLOCK.findall(page)
    assert len(found) == 1
    told: dict[str, Any] = json.loads(found[0])
    return told


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_what_it_is_about(client: Client, path: str) -> None:
    page = client.get(f"/fr/{path}").text

    told = block_on(page)
    graph = graph_of(told)

    kinds = {str(one).removeprefix(SCHEMA_ORG) for one in graph.objects(None, RDF.type)}
    assert kinds >= PAGES[path]
    for address in re.findall(r'<link rel="alternate" type="[^"]+" href="([^"]+)"', page):
        named = html.unescape(address).removeprefix(site.SITE_ADDRESS)
        assert client.get(named).status_code == 200, address


def test_no_text_of_a_record_can_end_the_block(client: Client) -> None:
    nasty = "</script><script>alert(1)</script><!-- & “”"
    a_plan(measure=[a_measure("nasty", name={"en": nasty})])
    publish_records(records(measure=[a_measure("plain")]), by=None, at=NOON)

    page = client.get("/en/measures/nasty/").text

    assert block_on(page)["name"] == nasty
    assert "<script>alert" not in page


def test_a_page_about_nothing_says_nothing(client: Client) -> None:
    a_plan()

    for path in ("about/", "measures/", "measures/nothing/", "journal/", "open-data/"):
        page = client.get(f"/en/{path}").text
        assert BLOCK.search(page) is None
        assert "/api/v1/measures/nothing" not in page

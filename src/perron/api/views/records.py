"""Lists of records and single records, for every public kind alike."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from perron.api.errors import NothingThere
from perron.api.pieces.addresses import item_address, list_address, pages_of
from perron.api.pieces.linked.things import linked_thing
from perron.api.pieces.rows import Page, narrowed, page_of
from perron.api.pieces.writing import as_json
from perron.api.rules import open_kinds
from perron.api.schemas.filters import filters_of, parameters_of
from perron.api.schemas.parameters import asked_of, limit_of, moment_of
from perron.api.views.answering import JSON_LD, answers, document
from perron.core.records.files import dump_strategy
from perron.core.records.kinds import Kind
from perron.core.records.tables import TYPES, as_csv
from perron.directory.models import Contact, Merger

YAML = "application/yaml"


@answers()
def records(request: HttpRequest, path: str) -> HttpResponse:
    """One page of the records of a kind, in the order of their keys; or a table."""
    kind = kind_at(path)
    asked = asked_of(request.GET, parameters_of(kind))
    wanted = {one.lookup: asked[one.name] for one in filters_of(kind) if one.name in asked}
    since = moment_of(asked["changed_since"]) if "changed_since" in asked else None
    is_table = asked.get("format") == "csv"
    limit = None if is_table and "limit" not in asked else limit_of(asked)
    page = page_of(kind, narrowed(kind, wanted, since), cursor=asked.get("cursor", ""), limit=limit)
    links = links_of(kind, asked, page)
    if is_table:
        name = f'attachment; filename="{path}.csv"'
        content = as_csv(kind, [record for _key, record in page.records])
        return document(content, TYPES["csv"], links=links, Content_Disposition=name)
    told = {
        "kind": kind.name,
        "count": page.count,
        "records": [record for _key, record in page.records],
        "next": links.get("next"),
    }
    return document(as_json(told), links=links)


def links_of(kind: Kind, asked: dict[str, Any], page: Page) -> dict[str, str]:
    """The first page of a list, and the next one where there is more."""
    found = {"first": list_address(kind, {key: asked[key] for key in asked if key != "cursor"})}
    if page.following:
        found["next"] = list_address(kind, {**asked, "cursor": page.following})
    return found


@answers()
def record(request: HttpRequest, path: str, key: str) -> HttpResponse:
    """One record, as it stands in strategy files."""
    kind = kind_at(path)
    asked_of(request.GET, ())
    if moved := became(kind, key):
        return moved_to(item_address(kind, moved))
    thing = thing_at(kind, key)
    links = {f'alternate;hreflang="{code}"': url for code, url in pages_of(kind, key).items()}
    links[f'alternate;type="{JSON_LD}"'] = item_address(kind, key, ".jsonld")
    return document(as_json(kind.read(thing)), links={**links, "collection": list_address(kind)})


@answers(JSON_LD)
def linked_record(request: HttpRequest, path: str, key: str) -> HttpResponse:
    """One record in the words of schema.org and Dublin Core."""
    kind = kind_at(path)
    asked_of(request.GET, ())
    if moved := became(kind, key):
        return moved_to(item_address(kind, moved, ".jsonld"))
    told = linked_thing(kind, key, kind.read(thing_at(kind, key)))
    return document(as_json(told), JSON_LD, links={"describes": item_address(kind, key)})


@answers()
def contacts(request: HttpRequest, key: str) -> HttpResponse:
    """Whom to reach at an organisation: those who agree to be shown, and no one else."""
    kind = kind_at("organisations")
    asked_of(request.GET, ())
    if moved := became(kind, key):
        return moved_to(item_address(kind, moved, "/contacts"))
    thing = thing_at(kind, key)
    told = [
        {"name": one.name, "role": one.role, "email": one.email or None, "phone": one.phone or None}
        for one in Contact.objects.shown().filter(organisation=thing)
    ]
    return document(
        as_json({"organisation": key, "confirmed_at": thing.confirmed_at, "contacts": told})
    )


@answers()
def strategy_file(request: HttpRequest, key: str) -> HttpResponse:
    """A strategy with everything that it names, as the file that loads it."""
    asked_of(request.GET, ())
    thing_at(open_kinds()["strategies"], key)
    name = f'attachment; filename="{key}.yaml"'
    return document(dump_strategy(key).encode(), YAML, Content_Disposition=name)


def kind_at(path: str) -> Kind:
    """The public kind that a word stands for."""
    kind = open_kinds().get(path)
    if kind is None:
        raise Http404(path)
    return kind


def thing_at(kind: Kind, key: str) -> Any:
    """The row of a key; a reader of a wrong key is told where the right ones are."""
    well_formed = key.count("/") == len(kind.identity) - 1 and "\x00" not in key
    thing = kind.with_keys([key]).first() if well_formed else None
    if thing is None:
        raise NothingThere(kind=kind.name, code=key[:80], url=list_address(kind))
    return thing


def became(kind: Kind, key: str) -> str:
    """The code of what a thing was merged into, empty when it was not."""
    if kind.name != "organisation" or "\x00" in key:
        return ""
    merged = Merger.objects.filter(old_code=key).select_related("organisation").first()
    return merged.organisation.code if merged else ""


def moved_to(url: str) -> HttpResponse:
    """The address for ever of something that was merged."""
    return HttpResponsePermanentRedirect(url)

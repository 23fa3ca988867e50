"""What every page says to machines: where its record is, what changed, and what it is about."""

from typing import Any

from django import template
from django.template import Context
from django.urls import ResolverMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from perron.api.pieces.addresses import absolute, feed_address, item_address
from perron.api.pieces.linked.blocks import block_of, block_of_site
from perron.api.pieces.writing import inside_a_page
from perron.api.rules import open_kinds
from perron.core.records.kinds import Kind

HOME = "portal:home"
Alternate = tuple[str, str, str]

register = template.Library()


@register.inclusion_tag("api/for_machines.html", takes_context=True)
def for_machines(context: Context) -> dict[str, Any]:
    """Links to the record behind a page and to its feed, and a data block; nothing elsewhere."""
    request = context.get("request")
    match: ResolverMatch | None = getattr(request, "resolver_match", None)
    if match is None or not match.view_name:
        return {}
    if match.view_name == HOME:
        return {"alternates": alternates_of_site(), "block": inside_a_page(block_of_site())}
    kind = next((one for one in open_kinds().values() if one.page == match.view_name), None)
    thing = thing_of(context, kind, match) if kind else None
    if kind is None or thing is None:
        return {}
    return {
        "alternates": alternates_of(kind, kind.key_of_thing(thing)),
        "block": inside_a_page(block_of(kind, thing)),
    }


def thing_of(context: Context, kind: Kind, match: ResolverMatch) -> Any:
    """The row that the page shows: it has it already, or it is read once more by its code."""
    shown = context.get(kind.name)
    if isinstance(shown, kind.model):
        return shown
    code = match.kwargs.get("code", "")
    return kind.model._default_manager.filter(code=code).first() if code else None


def alternates_of(kind: Kind, key: str) -> list[Alternate]:
    """Other forms of a page: the record, linked data, and the feed of what changed."""
    return [
        ("application/json", item_address(kind, key), ""),
        ("application/ld+json", item_address(kind, key, ".jsonld"), ""),
        ("application/atom+xml", in_this_language(feed_address(kind, key)), _("What changed here")),
    ]


def alternates_of_site() -> list[Alternate]:
    """The same for the site as a whole."""
    changes = in_this_language(absolute(reverse("api:changes")))
    seals = in_this_language(absolute(reverse("api:seals_feed")))
    return [
        ("application/ld+json", absolute(reverse("api:catalogue")), ""),
        ("application/atom+xml", changes, _("What changed")),
        ("application/atom+xml", seals, _("Seals of the journal")),
    ]


def in_this_language(address: str) -> str:
    """The address of a document that has one language: the page's own."""
    return f"{address}?language={get_language()}"

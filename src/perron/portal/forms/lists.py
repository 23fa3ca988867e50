"""The lists of the public face: what they hold and how they narrow."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from perron.core.models import Reference
from perron.core.templatetags.perron import spoken
from perron.core.text import Text
from perron.core.words import word, words
from perron.directory.models import District, Municipality, Organisation, Place
from perron.portal.forms.listing import Facet, Listing
from perron.strategy.enums import MeasureState
from perron.strategy.models import Measure, Node, Programme


def district_word() -> str:
    """The region's own word for its districts, as a heading."""
    return capfirst(str(Text(settings.REGION.district_word)))


DISTRICT = lazy(district_word, str)()
NAME_SORT = {"name": (_("by name"), ("order_key", "code"))}


def of_list(vocabulary: str) -> Callable[[list[Any]], dict[Any, Any]]:
    """Labels from one of the region's lists, in the list's order."""

    def label(codes: list[Any]) -> dict[Any, Any]:
        known = [entry for (name, _code), entry in words().items() if name == vocabulary]
        ordered = sorted(known, key=lambda entry: (entry.place, str(entry.name).casefold()))
        found = {entry.code: spoken(entry.name) for entry in ordered}
        return found | {code: word(vocabulary, code).name for code in codes if code not in found}

    return label


def of_choices(choices: Any) -> Callable[[list[Any]], dict[Any, Any]]:
    """Labels from a closed list of the code."""
    return lambda _codes: dict(choices.choices)


def of_model(model: Any) -> Callable[[list[Any]], dict[Any, Any]]:
    """Labels from the names of other things, in the order of their lists."""

    def label(codes: list[Any]) -> dict[Any, Any]:
        return {thing.code: spoken(thing.name) for thing in model.objects.filter(code__in=codes)}

    return label


def themes(codes: list[Any]) -> dict[Any, Any]:
    """Nodes with the version that they belong to."""
    nodes = Node.objects.filter(code__in=codes).select_related("version")
    return {
        node.code: f"{node.name} ({node.version.code})"
        for node in nodes.order_by("-version__place", "place", "code")
    }


MEASURES = Listing(
    kind="measure",
    rows=Measure.objects.for_list,
    facets=(
        Facet(name="state", legend=_("State"), column="state", label=of_choices(MeasureState)),
        Facet(name="type", legend=_("Type"), column="type", label=of_list("measure-type")),
        Facet(name="theme", legend=_("Theme"), column="attachments__node__code", label=themes),
        Facet(
            name="programme",
            legend=_("Programme"),
            column="programme__code",
            label=of_model(Programme),
        ),
    ),
    sorts={
        **NAME_SORT,
        "newest": (_("newest first"), ("-start", "order_key", "code")),
        "oldest": (_("oldest first"), ("start", "order_key", "code")),
    },
)

PROGRAMMES = Listing(
    kind="programme",
    rows=lambda: Programme.objects.prefetch_related("attachments__node__version"),
    facets=(
        Facet(name="theme", legend=_("Theme"), column="attachments__node__code", label=themes),
    ),
    sorts={**NAME_SORT, "newest": (_("newest first"), ("-start", "order_key", "code"))},
)

ORGANISATIONS = Listing(
    kind="organisation",
    rows=lambda: Organisation.objects.select_related("municipality__district"),
    facets=(
        Facet(name="kind", legend=_("Kind"), column="kind", label=of_list("organisation-kind")),
        Facet(
            name="district",
            legend=DISTRICT,
            column="municipality__district__code",
            label=of_model(District),
        ),
    ),
    sorts=NAME_SORT,
)

PLACES = Listing(
    kind="place",
    rows=lambda: Place.objects.select_related("municipality__district", "organisation"),
    facets=(
        Facet(name="kind", legend=_("Kind"), column="kind", label=of_list("place-kind")),
        Facet(
            name="district",
            legend=DISTRICT,
            column="municipality__district__code",
            label=of_model(District),
        ),
    ),
    sorts=NAME_SORT,
)

MUNICIPALITIES = Listing(
    kind="municipality", rows=lambda: Municipality.objects.select_related("district")
)
REFERENCES = Listing(kind="reference", rows=Reference.objects.all)

LISTINGS = {
    listing.record_kind.section: listing
    for listing in (MEASURES, PROGRAMMES, ORGANISATIONS, PLACES, MUNICIPALITIES, REFERENCES)
}

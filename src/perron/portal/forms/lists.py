"""The lists of the public face: what they hold and how they narrow."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When
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
from perron.strategy.models import Measure, MeasurePartner, Node, Programme
from perron.strategy.rules import HOLDER, is_holder


def district_word() -> str:
    """The region's own word for its districts, as a heading."""
    return capfirst(str(Text(settings.REGION.district_word)))


DISTRICT = lazy(district_word, str)()
NAME_SORT = {"name": (_("by name"), ("order_key", "code"))}
HELD = {"named": _("A source says who holds it."), "unnamed": _("No source says who holds it.")}


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


def held_measures() -> QuerySet[Measure]:
    """Measures with whether a source names anybody who holds them (``held``, a code of HELD)."""
    roles = [code for vocabulary, code in words() if vocabulary == "role" and is_holder(code)]
    holders = MeasurePartner.objects.filter(measure=OuterRef("pk"), role__in=[HOLDER, *roles])
    held = Case(When(Exists(holders), then=Value("named")), default=Value("unnamed"))
    return Measure.objects.for_list().annotate(held=held)


MEASURES = Listing(
    kind="measure",
    rows=held_measures,
    facets=(
        Facet(name="state", legend=_("State"), column="state", label=of_choices(MeasureState)),
        Facet(name="held", legend=_("Who"), column="held", label=lambda _codes: HELD),
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

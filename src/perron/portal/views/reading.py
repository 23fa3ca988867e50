"""Reading what a page shows in few queries: sources of everything on it, facts of many things."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar, cast

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, Q, QuerySet, Value

from perron.core.models import Fact, JournalLine, Reference
from perron.core.words import words
from perron.portal.pieces.citations import Citations, Named
from perron.portal.pieces.facts import MONEY

MOST_LINES = 20
Thing = TypeVar("Thing", bound=Model)


def citations_of(*groups: Iterable[Model]) -> Citations:
    """The sources of everything on a page, in two queries whatever stands on it."""
    by_model: dict[type[Model], list[int]] = defaultdict(list)
    for group in groups:
        for thing in group:
            by_model[type(thing)].append(cast("int", thing.pk))
    pairs = _pairs(by_model)
    found = Reference.objects.in_bulk({reference for _label, _pk, reference in pairs})
    named: Named = defaultdict(list)
    for label, pk, reference in pairs:
        named[label, pk].append(found[reference])
    return Citations(named)


def _pairs(by_model: dict[type[Model], list[int]]) -> Sequence[tuple[str, int, int]]:
    queries = [_pairs_of(model, pks) for model, pks in by_model.items() if pks]
    if not queries:
        return []
    first, *others = queries
    return list(first.union(*others, all=True) if others else first)


def _pairs_of(model: type[Model], pks: list[int]) -> QuerySet[Any, tuple[str, int, int]]:
    relation = cast("Any", model._meta.get_field("sources"))
    through = relation.remote_field.through
    owner = f"{relation.m2m_field_name()}_id"
    label = Value(model._meta.model_name, output_field=CharField())
    rows = through.objects.filter(**{f"{owner}__in": pks}).order_by()
    return cast(
        "QuerySet[Any, tuple[str, int, int]]", rows.values_list(label, owner, "reference_id")
    )


def facts_of(model: type[Model], pks: Iterable[int]) -> list[Fact]:
    """The facts of several things of one kind, in the order of the things' numbers."""
    kind = ContentType.objects.get_for_model(model)
    rows = Fact.objects.filter(owner_type=kind, owner_pk__in=list(pks))
    return list(rows.order_by("owner_pk", "place", "pk"))


def lines_about(kind: str, code: str) -> list[JournalLine]:
    """The journal's latest lines about a thing, newest first."""
    return list(JournalLine.objects.filter(about_kind=kind, about_code=code)[:MOST_LINES])


def money_of(things: Sequence[Thing], most: int) -> list[tuple[Fact, Thing]]:
    """Amounts of money published about these things, the largest first, each with its thing."""
    types = ContentType.objects.get_for_models(*{type(thing) for thing in things})
    owners = {(types[type(thing)].pk, thing.pk): thing for thing in things}
    where = Q(pk__in=[])
    for model, kind in types.items():
        pks = [thing.pk for thing in things if isinstance(thing, model)]
        where |= Q(owner_type=kind, owner_pk__in=pks)
    units = [
        code for (name, code), entry in words().items() if (name, entry.nature) == ("unit", MONEY)
    ]
    facts = Fact.objects.filter(where, unit__in=units).order_by("-number", "pk")[:most]
    return [(fact, owners[fact.owner_type_id, fact.owner_pk]) for fact in facts]

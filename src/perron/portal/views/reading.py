"""Reading what a page shows, in plain SQL: a page holds many short lists of rows.

Building a query through the ORM costs several times what the database takes to answer it, and a
page about one thing asks a dozen of the simplest kind. Names of tables and columns come from the
models; values are always parameters.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar, cast

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model, Q

from perron.core.journal.public import PUBLIC_CHAINS
from perron.core.models import Fact, JournalLine, Reference
from perron.core.words import words
from perron.indicators.models import Indicator, SeriesBreak, Target, Value
from perron.portal.pieces.citations import Citations, Named
from perron.portal.pieces.facts import MONEY
from perron.portal.pieces.series import Series

BY_COLUMN = "SELECT * FROM {table} WHERE {column} IN ({marks}) ORDER BY {order}"
BY_LINK = (
    "SELECT thing.* FROM {table} thing JOIN {through} link ON link.{far} = thing.id "
    "WHERE link.{near} = %s ORDER BY thing.order_key, thing.code"
)
OF_OWNERS = (
    "SELECT * FROM core_fact WHERE owner_type_id = %s AND owner_pk IN ({marks}) "
    "ORDER BY owner_pk, place, id"
)
CITED = (
    "SELECT reference.*, cited.label, cited.thing FROM core_reference reference "
    "JOIN ({arms}) cited ON cited.reference_id = reference.id"
)
CITED_BY = (
    "SELECT %s AS label, {column} AS thing, reference_id FROM {table} WHERE {column} IN ({marks})"
)
ABOUT = (
    "SELECT * FROM core_journalline WHERE about_kind = %s AND about_code = %s "
    "AND chain IN ({marks}) ORDER BY at DESC, chain, seq DESC LIMIT 20"
)
PARTS = "place, id"
Thing = TypeVar("Thing", bound=Model)


def rows_of(
    model: type[Thing], column: str, values: Iterable[Any], *, order: str = PARTS
) -> list[Thing]:
    """Rows whose column has one of these values."""
    wanted = list(values)
    if not wanted:
        return []
    names = {"table": model._meta.db_table, "column": column, "order": order}
    return read(model, BY_COLUMN.format(marks=_marks(wanted), **names), wanted)


def with_each(rows: Sequence[Thing], name: str) -> Sequence[Thing]:
    """The same rows, each with the thing that it points to, read together."""
    if rows:
        field = cast("Any", type(rows[0])._meta.get_field(name))
        wanted = {getattr(row, field.attname) for row in rows} - {None}
        found = {one.pk: one for one in rows_of(field.related_model, "id", wanted, order="id")}
        for row in rows:
            setattr(row, name, found.get(getattr(row, field.attname)))
    return rows


def linked_by(thing: Model, name: str) -> list[Any]:
    """What a thing is linked to, in the order of its list."""
    field = cast("Any", thing._meta.get_field(name))
    near, far = field.m2m_column_name(), field.m2m_reverse_name()
    return _linked(field.related_model, field, near=near, far=far, pk=thing.pk)


def linked_to(model: type[Thing], name: str, thing: Model) -> list[Thing]:
    """The rows of a model that are linked to a thing, in the order of their list."""
    field = cast("Any", model._meta.get_field(name))
    near, far = field.m2m_reverse_name(), field.m2m_column_name()
    return _linked(model, field, near=near, far=far, pk=thing.pk)


def _linked(model: type[Thing], field: Any, *, near: str, far: str, pk: Any) -> list[Thing]:
    names = {"table": model._meta.db_table, "through": field.m2m_db_table()}
    return read(model, BY_LINK.format(near=near, far=far, **names), [pk])


def read(model: type[Thing], statement: str, values: Sequence[Any] = ()) -> list[Thing]:
    """The rows of a statement as things; columns that are no field stand on them as they came."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
        names = tuple(column[0] for column in cursor.description)
    if not rows:
        return []
    fields, others = _places(model, names)
    attributes = [field.attname for field, _place, _steps in fields]
    things = []
    for row in rows:
        own = [_value(row[place], steps) for _field, place, steps in fields]
        thing = model.from_db(connection.alias, attributes, own)
        for name, place in others:
            setattr(thing, name, row[place])
        things.append(thing)
    return things


@cache
def _places(model: type[Model], names: tuple[str, ...]) -> tuple[list[Any], list[tuple[str, int]]]:
    """Where each field stands in a row and what the database’s value goes through.

    Django’s raw queries work this out for each query, which costs more than the query.
    """
    found = {name: place for place, name in enumerate(names)}
    fields = [
        (field, found.pop(field.column), _steps(field))
        for field in cast("Any", model._meta.concrete_fields)
        if field.column in found
    ]
    return fields, list(found.items())


def _steps(field: Any) -> list[Any]:
    column = field.get_col(field.model._meta.db_table)
    steps = [*connection.ops.get_db_converters(column), *field.get_db_converters(connection)]
    return [(step, column) for step in steps]


def _value(value: Any, steps: list[Any]) -> Any:
    for step, column in steps:
        value = step(value, column, connection)
    return value


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def facts_of(model: type[Model], pks: Iterable[int]) -> list[Fact]:
    """The facts of several things of one kind, in the order of the things' numbers."""
    owners = list(pks)
    if not owners:
        return []
    kind = ContentType.objects.get_for_model(model)
    return read(Fact, OF_OWNERS.format(marks=_marks(owners)), [kind.pk, *owners])


def lines_about(kind: str, code: str) -> list[JournalLine]:
    """The latest lines of the public journal about a thing, newest first."""
    chains = list(PUBLIC_CHAINS)
    return read(JournalLine, ABOUT.format(marks=_marks(chains)), [kind, code, *chains])


def series_of(indicators: Sequence[Indicator]) -> list[Series]:
    """Indicators with their values, targets and breaks, earliest first."""
    if not indicators:
        return []
    pks = [one.pk for one in indicators]
    values, targets, breaks = (
        _by_indicator(rows_of(model, "indicator_id", pks, order="period, place, id"))
        for model in (Value, Target, SeriesBreak)
    )
    return [Series(one, values[one.pk], targets[one.pk], breaks[one.pk]) for one in indicators]


def _by_indicator(rows: Iterable[Any]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row.indicator_id].append(row)
    return groups


def citations_of(*groups: Iterable[Model]) -> Citations:
    """The sources of everything on a page, in one query whatever stands on it."""
    by_model: dict[type[Model], list[Any]] = {}
    for group in groups:
        for thing in group:
            by_model.setdefault(type(thing), []).append(thing.pk)
    named: Named = defaultdict(list)
    if by_model:
        arms = " UNION ALL ".join(_arm(model, pks) for model, pks in by_model.items())
        values = [one for model, pks in by_model.items() for one in (model._meta.model_name, *pks)]
        for reference in read(Reference, CITED.format(arms=arms), values):
            marked = cast("Any", reference)
            named[marked.label, marked.thing].append(reference)
    return Citations(named)


def _arm(model: type[Model], pks: Sequence[Any]) -> str:
    field = cast("Any", model._meta.get_field("sources"))
    names = {"table": field.m2m_db_table(), "column": field.m2m_column_name()}
    return CITED_BY.format(marks=_marks(pks), **names)


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

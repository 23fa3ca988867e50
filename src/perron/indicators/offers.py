"""The live figures that this floor and those below offer."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from perron.core.models import Fact
from perron.core.records.codecs import Codec, Many, Translated
from perron.core.records.kinds import kinds
from perron.directory.models import Organisation, Place
from perron.directory.models.organisations import CONFIRMATION_LASTS
from perron.indicators.models import Value
from perron.indicators.services import LiveFigure, registry
from perron.strategy.enums import MeasureState
from perron.strategy.models import Measure, Programme

RECORDS = "records"


def count(rows: QuerySet[Any]) -> Callable[[datetime], int]:
    """How many rows there are, whatever the time."""

    def compute(at: datetime) -> int:
        del at
        return rows.count()

    return compute


def page(name: str, *args: str, query: str = "") -> Callable[[Any], str]:
    """The same address for everyone."""

    def opens(user: Any) -> str:
        del user
        return reverse(name, args=args) + query

    return opens


def confirmed_organisations(at: datetime) -> int:
    """Organisations whose own people confirmed their page within the year."""
    return Organisation.objects.filter(confirmed_at__gte=at - CONFIRMATION_LASTS).count()


def open_disputes(at: datetime) -> int:
    """Questions about which two published figures disagree."""
    del at
    facts = Fact.objects.exclude(dispute="").values("owner_type", "owner_pk", "dispute").distinct()
    values = Value.objects.exclude(dispute="").values("indicator", "dispute").distinct()
    return facts.count() + values.count()


def sourced_facts(at: datetime) -> int:
    """Facts that name at least one source."""
    del at
    return Fact.objects.filter(sources__isnull=False).distinct().count()


def texts_of(model: type[models.Model], codecs: tuple[Codec, ...]) -> Iterator[tuple[Any, str]]:
    """Every translated column of a kind of record and of its parts: model and column."""
    for codec in codecs:
        if isinstance(codec, Translated):
            yield model, codec.name
        elif isinstance(codec, Many):
            yield from texts_of(codec.model, codec.codecs)


def untranslated(language: str, at: datetime) -> int:
    """Texts that exist, but not in this language; each column is counted once."""
    del at
    columns: dict[Any, set[str]] = {}
    for kind in kinds.filed():
        for model, column in texts_of(kind.model, kind.codecs):
            columns.setdefault(model, set()).add(column)
    return sum(_silent(model, names, language) for model, names in columns.items())


def _silent(model: Any, columns: set[str], language: str) -> int:
    counts = {
        f"without_{name}": Count(
            "pk", filter=~Q(**{name: {}}) & Q(**{f"{name}__{language}__isnull": True})
        )
        for name in columns
    }
    found: dict[str, int] = model._meta.default_manager.aggregate(**counts)
    return sum(found.values())


def offer(
    code: str, name: Any, *, counts: Callable[[datetime], int], opens: Callable[[Any], str]
) -> None:
    """Register one figure that counts records."""
    registry.add(LiveFigure(code=code, name=name, unit=RECORDS, compute=counts, opens=opens))


for state in MeasureState:
    offer(
        f"measures-{state.value}",
        format_lazy(_("Measures: {state}"), state=state.label),
        counts=count(Measure.objects.filter(state=state.value)),
        opens=page("portal:measures", query=f"?state={state.value}"),
    )

offer(
    "programmes",
    _("Programmes"),
    counts=count(Programme.objects.all()),
    opens=page("portal:programmes"),
)
offer(
    "organisations",
    _("Organisations"),
    counts=count(Organisation.objects.all()),
    opens=page("portal:organisations"),
)
offer(
    "organisations-confirmed",
    _("Organisations confirmed within the year"),
    counts=confirmed_organisations,
    opens=page("portal:organisations"),
)
offer(
    "places",
    _("Places where the public is helped"),
    counts=count(Place.objects.all()),
    opens=page("portal:places"),
)
offer(
    "disputes",
    _("Questions on which sources disagree"),
    counts=open_disputes,
    opens=page("portal:disputes"),
)
offer(
    "facts",
    _("Facts with their source"),
    counts=sourced_facts,
    opens=page("portal:sources"),
)

for language, spoken_name in settings.REGION.language_names.items():
    offer(
        f"untranslated-{language}",
        format_lazy(_("Texts not translated yet: {language}"), language=spoken_name),
        counts=partial(untranslated, language),
        opens=page("portal:untranslated", language),
    )

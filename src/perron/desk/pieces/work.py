"""What waits to be done: missing translations, missing sources, figures that have grown old."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from perron.core.dates import first_day
from perron.core.models import Fact
from perron.core.publications import publication_number
from perron.core.records.codecs import Codec, Links, Many, Translated
from perron.core.records.kinds import Kind
from perron.desk.rules import editable_kinds
from perron.directory.enums import AffiliationState
from perron.directory.models import Affiliation, Organisation
from perron.directory.models.organisations import CONFIRMATION_LASTS
from perron.indicators.enums import Periodicity
from perron.indicators.models import Indicator

KEPT_SECONDS = 24 * 3600
SOURCES = "sources"
T = TypeVar("T")
# How old the newest value may be: twice the rhythm, because figures come out late.
RHYTHM = {
    Periodicity.MONTHLY: timedelta(days=62),
    Periodicity.QUARTERLY: timedelta(days=183),
    Periodicity.YEARLY: timedelta(days=731),
    Periodicity.BIENNIAL: timedelta(days=1461),
}


@dataclass(frozen=True, slots=True)
class Lack:
    """A place in a record where something is missing: a language, or a source."""

    kind: str
    key: str
    path: tuple[str | int, ...]
    language: str = ""


def missing_translations() -> list[Lack]:
    """Every text that is written in some language and not in all of the region's."""
    return _kept("missing", lambda: [lack for kind in editable_kinds() for lack in _unspoken(kind)])


def missing_sources() -> list[Lack]:
    """Every thing, and every part of one, that could name a source and names none."""
    return _kept("unsourced", lambda: [lack for kind in editable_kinds() for lack in _bare(kind)])


def counted_translations() -> Counter[tuple[str, str]]:
    """How many texts each kind lacks in each language."""
    return _kept(
        "missing-counts",
        lambda: Counter((lack.kind, lack.language) for lack in missing_translations()),
    )


def counted_sources() -> Counter[str]:
    """How many sources each kind lacks."""
    return _kept("unsourced-counts", lambda: Counter(lack.kind for lack in missing_sources()))


def _kept(name: str, compute: Callable[[], T]) -> T:
    """What is computed once for each publication."""
    key = f"desk:{name}:{publication_number()}"
    found: T | None = cache.get(key)
    if found is None:
        found = compute()
        cache.set(key, found, KEPT_SECONDS)
    return found


def _unspoken(kind: Kind) -> Iterator[Lack]:
    """One query for the kind, one for each of its lists that has texts."""
    texts = [codec for codec in kind.codecs if isinstance(codec, Translated)]
    for key, *values in _rows(kind, [codec.name for codec in texts]):
        for codec, text in zip(texts, values, strict=True):
            for language in _absent(text):
                yield Lack(kind.name, key, (codec.key,), language)
    for many in kind.codecs:
        if isinstance(many, Many):
            yield from _unspoken_parts(kind, many)


def _unspoken_parts(kind: Kind, many: Many) -> Iterator[Lack]:
    texts = [codec for codec in many.codecs if isinstance(codec, Translated)]
    for key, place, *values in _parts(kind, many, [codec.name for codec in texts]):
        for codec, text in zip(texts, values, strict=True):
            for language in _absent(text):
                yield Lack(kind.name, key, (many.key, place, codec.key), language)


def _absent(text: dict[str, str]) -> Iterator[str]:
    """The region's languages that a text lacks; an empty text lacks none."""
    if any(text.values()):
        yield from (one for one in settings.REGION.languages if not text.get(one))


def _bare(kind: Kind) -> Iterator[Lack]:
    if _has_sources(kind.codecs):
        bare = kind.rows().prefetch_related(None).filter(sources__isnull=True)
        for (key,) in _rows(kind, [], bare):
            yield Lack(kind.name, key, (SOURCES,))
    for many in kind.codecs:
        if isinstance(many, Many) and _has_sources(many.codecs) and many.owner:
            for key, place, source in _parts(kind, many, [SOURCES]):
                if source is None:
                    yield Lack(kind.name, key, (many.key, place, SOURCES))


def _has_sources(codecs: tuple[Codec, ...]) -> bool:
    return any(isinstance(codec, Links) and codec.key == SOURCES for codec in codecs)


def _rows(
    kind: Kind, columns: list[str], rows: QuerySet[Any] | None = None
) -> Iterator[tuple[Any, ...]]:
    """The key and these columns of every row."""
    names = {codec.key: codec.name for codec in kind.codecs}
    identity = [names[part] for part in kind.identity]
    rows = kind.rows().prefetch_related(None) if rows is None else rows
    width = len(identity)
    for row in rows.values_list(*identity, *columns):
        yield "/".join(row[:width]), *row[width:]


def _parts(kind: Kind, many: Many, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    """The key of the owner, the place in its list, and these columns of every part."""
    if not columns:
        return
    parts: QuerySet[Any]
    if many.owner:
        parts = QuerySet(many.model).order_by(many.owner, "place", "pk")
        yield from _numbered(parts, f"{many.owner}__code", columns)
        return
    codes = dict(kind.rows().prefetch_related(None).values_list("pk", "code"))
    parts = Fact.objects.filter(owner_type=ContentType.objects.get_for_model(kind.model))
    numbered = _numbered(parts.order_by("owner_pk", "place", "pk"), "owner_pk", columns)
    yield from ((codes[pk], *rest) for pk, *rest in numbered if pk in codes)


def _numbered(rows: QuerySet[Any], owner: str, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    """Places counted from the order of the list, as forms count them."""
    last, place, part = None, -1, None
    for key, pk, *values in rows.values_list(owner, "pk", *columns):
        if key != last:
            last, place = key, -1
        if pk != part:
            place, part = place + 1, pk
        yield key, place, *values


def stale_indicators(at: datetime) -> list[Indicator]:
    """Indicators with a rhythm whose newest value is older than it allows, or that have none."""
    today = timezone.localdate(at)
    rows = Indicator.objects.filter(periodicity__in=RHYTHM).annotate(newest=Max("values__period"))
    return [
        one for one in rows if _is_stale(one.newest, RHYTHM[Periodicity(one.periodicity)], today)
    ]


def _is_stale(newest: str | None, rhythm: timedelta, today: date) -> bool:
    return newest is None or today - last_day(newest) > rhythm


def last_day(partial: str) -> date:
    """The last day that a partial date can mean."""
    first = first_day(partial)
    if len(partial) == len("2018"):
        return date(first.year, 12, 31)
    if len(partial) == len("2018-12"):
        return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first


def unconfirmed_organisations(at: datetime) -> QuerySet[Organisation]:
    """Organisations whose own people did not confirm the page within the last year."""
    return Organisation.objects.filter(
        Q(confirmed_at__isnull=True) | Q(confirmed_at__lt=at - CONFIRMATION_LASTS)
    )


def claims_waiting() -> QuerySet[Affiliation]:
    """Claims to organisations that an officer has to decide, the oldest first."""
    asked = Affiliation.objects.filter(state=AffiliationState.ASKED)
    return asked.select_related("person", "organisation").order_by("asked_at", "pk")

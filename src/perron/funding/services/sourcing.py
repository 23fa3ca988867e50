"""Sources of money and co-financing mixes are kept by their codes."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from perron.core.journal.lines import Actor, Entry, record
from perron.core.text import Text
from perron.funding.enums import SourceKind
from perron.funding.errors import MixIncomplete
from perron.funding.models import Mix, Source
from perron.funding.services.entering import CHAIN

WHOLE = 10_000


@transaction.atomic
def keep_source(
    code: str, name: Mapping[str, str], kind: SourceKind, *, by: Actor | None, at: datetime
) -> Source:
    """Make a source, or give it another name; what is kept already leaves no line."""
    found = Source.objects.filter(code=code).first()
    said = {"name": dict(name), "kind": kind.value}
    if found and (dict(found.name), found.kind) == (said["name"], said["kind"]):
        return found
    source, _fresh = Source.objects.update_or_create(
        code=code, defaults={"name": Text(name), "kind": kind}
    )
    record(CHAIN, Entry("source.kept", "source", code, said), by=by, at=at)
    return source


@transaction.atomic
def keep_mix(
    code: str,
    name: Mapping[str, str],
    parts: Mapping[str, int],
    *,
    by: Actor | None,
    at: datetime,
) -> Mix:
    """Make or change a mix of sources that exist; the shares are at most the whole."""
    shares = sum(parts.values())
    if not parts or min(parts.values()) <= 0 or shares > WHOLE:
        raise MixIncomplete(mix=code, shares=shares)
    for source in parts:
        Source.objects.get(code=source)
    mix, _fresh = Mix.objects.update_or_create(
        code=code, defaults={"name": Text(name), "parts": dict(parts)}
    )
    said = {"name": dict(name), "parts": dict(parts)}
    record(CHAIN, Entry("mix.kept", "mix", code, said), by=by, at=at)
    return mix

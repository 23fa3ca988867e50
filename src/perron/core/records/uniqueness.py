"""Values that only one record of a kind may have: an enterprise number, a card in a round."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from perron.core.records.codecs import Link
from perron.core.records.kinds import Finding, Kind, Record

CHUNK = 500
Values = tuple[Any, ...]


def doubled(
    kind: Kind, filed: Mapping[str, Record], *, alone: bool
) -> Iterator[tuple[str, Finding]]:
    """Records with values that another one has, in the file or (unless ``alone``) published."""
    for keys in kind.unique:
        wanted = {key: tuple(record.get(part) for part in keys) for key, record in filed.items()}
        owners = {} if alone else _published(kind, keys, wanted)
        for key, values in wanted.items():
            owner = key if None in values else owners.setdefault(values, key)
            if owner != key:
                facts = {"values": " / ".join(map(str, values)), "owner": owner}
                sentence = _("“%(values)s” belongs to “%(owner)s” already.") % facts
                yield key, Finding((keys[-1],), sentence, _("Correct it, or make the two one."))


def _published(
    kind: Kind, keys: tuple[str, ...], wanted: Mapping[str, Values]
) -> dict[Values, str]:
    """Who has these values among the published records that the file leaves as they are."""
    columns = {
        codec.key: f"{codec.name}__code" if isinstance(codec, Link) else codec.name
        for codec in kind.codecs
    }
    lasts = sorted({str(values[-1]) for values in wanted.values() if None not in values})
    names = [columns[key] for key in keys]
    found: dict[Values, str] = {}
    for start in range(0, len(lasts), CHUNK):
        some = {f"{names[-1]}__in": lasts[start : start + CHUNK]}
        rows = kind.model._default_manager.filter(**some).values_list("code", *names)
        found |= {values: code for code, *values_ in rows if (values := tuple(values_))}
    return {values: code for values, code in found.items() if code not in wanted}

"""The register of record kinds: each app says in its ``records.py`` what it can file."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise

from perron.core.records.codecs import Codec, Path, object_schema, read_fields
from perron.core.text import Text

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a record: where in it, what, and what to do."""

    path: Path
    sentence: str | Promise
    remedy: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Findable:
    """What the search index keeps of a thing: texts with their weight (a title weighs 8)."""

    title: Text
    summary: Text = field(default_factory=Text)
    body: tuple[tuple[Text, int], ...] = ()


Records = Mapping[str, Mapping[str, Record]]
Check = Callable[[Record, Records], Iterable[Finding]]
Moved = tuple[str, str, datetime]  # a code, what it became, when


@dataclass(frozen=True, kw_only=True, eq=False)
class Kind:
    """A kind of thing that has records.

    ``section`` is its key in a strategy file, ``order`` its place there and in loading,
    ``chain`` the journal it writes to, ``page`` the name of its public address; one without a page
    may be ``shown_with`` another kind. ``of_strategy`` is absent for kinds that several strategies
    share: a file carries those that it names, unless they are not ``filed`` at all and come from an
    importer of their own. ``merged`` tells which of
    some codes became others, ``unique`` which keys together no two records may share.
    """

    name: str
    section: str
    model: type[models.Model]
    order: int
    chain: str
    codecs: tuple[Codec, ...]
    label: str | Promise
    identity: tuple[str, ...] = ("code",)
    page: str = ""
    shown_with: str = ""
    single: bool = False
    filed: bool = True
    of_strategy: Callable[[str], models.QuerySet[Any]] | None = None
    find: Callable[[Any], Findable] | None = None
    may_edit: Callable[[Any], bool] = lambda _: False
    checks: tuple[Check, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    merged: Callable[[Collection[str]], Iterable[Moved]] | None = None
    says: str = ""

    def key_of(self, record: Mapping[str, Any]) -> str:
        return "/".join(str(record[part]) for part in self.identity)

    def key_of_thing(self, thing: Any) -> str:
        names = {codec.key: codec.name for codec in self.codecs}
        return "/".join(str(getattr(thing, names[part])) for part in self.identity)

    def schema(self) -> dict[str, Any]:
        return object_schema(self.codecs)

    def read(self, thing: Any) -> Record:
        return read_fields(self.codecs, thing)

    def rows(self) -> models.QuerySet[Any]:
        """All rows with what reading their records needs, in a constant number of queries."""
        paths = [path for codec in self.codecs for path in codec.prefetch]
        return self.model._default_manager.prefetch_related(*paths)

    def with_keys(self, keys: Iterable[str]) -> models.QuerySet[Any]:
        """The rows of these keys."""
        names = {codec.key: codec.name for codec in self.codecs}
        if len(self.identity) == 1:
            return self.rows().filter(**{f"{names[self.identity[0]]}__in": list(keys)})
        wanted = models.Q(pk__in=[])
        for key in keys:
            parts = zip(self.identity, key.split("/"), strict=True)
            wanted |= models.Q(**{names[name]: value for name, value in parts})
        return self.rows().filter(wanted)

    def all_keys(self, most: int) -> set[str]:
        """The published codes, so many at the most."""
        names = {codec.key: codec.name for codec in self.codecs}
        rows = self.model._default_manager.values_list(*(names[part] for part in self.identity))
        return {"/".join(parts) for parts in rows.order_by("pk")[:most]}

    def address(self, key: str) -> str:
        return reverse(self.page, args=[key]) if self.page else ""


class Register:
    """The kinds, by name."""

    def __init__(self) -> None:
        self._kinds: dict[str, Kind] = {}

    def add(self, kind: Kind) -> Kind:
        if kind.name in self._kinds:
            raise ValueError(kind.name)
        self._kinds[kind.name] = kind
        return kind

    def __getitem__(self, name: str) -> Kind:
        return self._kinds[name]

    def get(self, name: str) -> Kind | None:
        return self._kinds.get(name)

    def __contains__(self, name: object) -> bool:
        return name in self._kinds

    def __iter__(self) -> Iterator[Kind]:
        return iter(sorted(self._kinds.values(), key=lambda kind: (kind.order, kind.name)))

    def filed(self) -> list[Kind]:
        """The kinds that stand in strategy files."""
        return [kind for kind in self if kind.filed]


kinds = Register()

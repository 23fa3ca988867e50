"""How lists of records narrow: by every word and every link that a record of the kind has."""

from collections.abc import Iterator

from perron.api.rules import open_kinds
from perron.api.schemas.parameters import CHANGED_SINCE, LIMIT, Parameter
from perron.core.records.codecs import Choice, Codec, Link, Links, Word
from perron.core.records.kinds import Kind

KEY = "^[a-z0-9-]{1,80}(/[a-z0-9-]{1,80})?$"
CURSOR = Parameter(
    name="cursor",
    says="Where the page begins: take it from the address of the next page.",
    schema={"type": "string", "pattern": KEY, "maxLength": 161},
)
FORMAT = Parameter(
    name="format",
    says="json, or csv: a table whose first line names the columns; without limit, all of it.",
    schema={"type": "string", "enum": ["json", "csv"], "default": "json"},
)

# What lists of pages narrow by, and what no record of the kind itself says.
FARTHER: dict[str, dict[str, str]] = {
    "measure": {
        "node": "attachments__node__code",
        "version": "attachments__node__version__code",
        "organisation": "partners__organisation__code",
    },
    "programme": {
        "node": "attachments__node__code",
        "version": "attachments__node__version__code",
        "organisation": "partners__organisation__code",
    },
    "organisation": {"district": "municipality__district__code"},
    "place": {"district": "municipality__district__code"},
    "card": {"version": "round__version__code", "programme": "measure__programme__code"},
    "recommendation": {"round": "card__round__code", "measure": "card__measure__code"},
}


def filters_of(kind: Kind) -> tuple[Parameter, ...]:
    """The parameters that narrow a list of this kind."""
    own = {parameter.name: parameter for parameter in _own(kind)}
    for name, lookup in FARTHER.get(kind.name, {}).items():
        own.setdefault(name, _by_code(name, lookup))
    return tuple(own.values())


def parameters_of(kind: Kind) -> tuple[Parameter, ...]:
    """Everything that a list of this kind may be asked."""
    return (LIMIT, CURSOR, CHANGED_SINCE, FORMAT, *filters_of(kind))


def _own(kind: Kind) -> Iterator[Parameter]:
    for codec in kind.codecs:
        found = _of_codec(codec)
        if found and codec.key not in kind.identity:
            yield found


def _of_codec(codec: Codec) -> Parameter | None:
    if isinstance(codec, Choice):
        return Parameter(
            name=codec.key,
            says=f"Only those whose “{codec.key}” is one of these.",
            schema={"type": "string", "enum": [value for value in codec.choices.values if value]},
            many=True,
            lookup=codec.name,
        )
    if isinstance(codec, Word):
        says = (
            f"Only those whose “{codec.key}” is one of these codes of the list {codec.vocabulary}."
        )
        return Parameter(name=codec.key, says=says, many=True, lookup=codec.name)
    if isinstance(codec, Link):
        return _by_code(codec.key, f"{codec.name}__code")
    return _by_code(codec.kind, f"{codec.name}__code") if isinstance(codec, Links) else None


def _by_code(name: str, lookup: str) -> Parameter:
    says = f"Only those that belong to one of these codes: {name}."
    return Parameter(name=name, says=says, many=True, lookup=lookup)


def kind_parameter() -> Parameter:
    """One public kind of records."""
    return Parameter(
        name="kind",
        says="Only things of one kind.",
        schema={"type": "string", "enum": [kind.name for kind in open_kinds().values()]},
    )

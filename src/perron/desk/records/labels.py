"""The parts of records in words: labels and hints for forms and for comparisons."""

from collections.abc import Iterator

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perron.core.records.codecs import (
    PARTIAL_DATE,
    Codec,
    Link,
    Links,
    Many,
    Number,
    Path,
    Plain,
    Words,
)
from perron.core.records.kinds import Kind

# Links, words and lists: their columns have no words of their own.
LABELS: dict[str, str | Promise] = {
    "agency": _("agency"),
    "adopter": _("adopted by"),
    "audience": _("audience"),
    "became": _("what became of it"),
    "body": _("who is responsible"),
    "breaks": _("breaks in the series"),
    "card": _("evaluation card"),
    "declared": _("cards as declared"),
    "districts": _("districts"),
    "facts": _("figures and statements"),
    "follow_ups": _("what was done since"),
    "follows": _("earlier definition"),
    "measure": _("measure"),
    "measures": _("measures"),
    "milestones": _("milestones"),
    "municipalities": _("municipalities"),
    "municipality": _("municipality"),
    "node": _("node of the tree"),
    "nodes": _("places in the tree"),
    "numbers": _("numbers in other registers"),
    "organisation": _("organisation"),
    "owner": _("who answers for it"),
    "partners": _("partners"),
    "programme": _("programme"),
    "programmes": _("programmes"),
    "round": _("evaluation round"),
    "services": _("services"),
    "sources": _("sources"),
    "strategy": _("strategy"),
    "targets": _("targets"),
    "under": _("stands under"),
    "values": _("values"),
    "version": _("version"),
}

HINTS: dict[str, str | Promise] = {
    "dispute": _(
        "A short word such as budget-2019. What has the same word here disagrees, and is shown "
        "side by side."
    ),
    "gap": _("What the public record does not say. Readers see it as a gap, never as a zero."),
    "enterprise_number": _("With or without points. Its check digits are verified."),
    "facts": _("Each says one thing and rests on at least one source."),
    "nature": _("For a unit: money, percent, people, attendances."),
    "place": _("Place among its neighbours, from 1."),
    "sources": _("Who says so."),
    "summary": _("Two or three sentences for somebody who has never heard of it."),
    "comparable": _("Only then are both drawn on one line."),
}
DATE_HINT = _("As precise as the source: 2018, 2018-12 or 2018-12-06.")
NUMBER_HINT = _("In digits. A comma or a point before decimals.")
ADDRESS_HINT = _("The whole address, beginning with https://")
CODE_HINT = _("Small letters without accents, digits and hyphens.")
LINK_HINT = _("Type a few letters of the name, then choose.")
FORMAT_HINTS: dict[str, str | Promise] = {
    PARTIAL_DATE: DATE_HINT,
    "uri": ADDRESS_HINT,
    "code": CODE_HINT,
}


def label_of(codec: Codec, model: type[models.Model]) -> str:
    """What a part of a record is called."""
    if codec.key in LABELS and isinstance(codec, Link | Links | Many | Words):
        return _capital(LABELS[codec.key])
    try:
        column = model._meta.get_field(codec.name)
    except FieldDoesNotExist:
        return _capital(codec.key.replace("_", " "))
    return _capital(getattr(column, "verbose_name", codec.key))


def hint_of(codec: Codec) -> str:
    """How to fill it in; empty where the label says it."""
    if codec.key in HINTS:
        return str(HINTS[codec.key])
    if isinstance(codec, Number):
        return str(NUMBER_HINT)
    if isinstance(codec, Link | Links):
        return str(LINK_HINT)
    return str(FORMAT_HINTS.get(codec.format, "")) if isinstance(codec, Plain) else ""


def _capital(words: str | Promise) -> str:
    said = str(words)
    return said[:1].upper() + said[1:]


def field_id(name: str) -> str:
    """The id on the page of a field, from its name: “facts.0.of” is “f-facts-0-of”."""
    return "f-" + name.replace(".", "-")


def id_of(path: Path, kind: Kind) -> str:
    """The id on the page of the field that asks for this part; all ticks of a list share one."""
    last = codec_at(path[:-1], kind) if path else None
    asked = path[:-1] if isinstance(last, Links | Words) else path
    return field_id(".".join(map(str, asked)))


def codec_at(path: Path, kind: Kind) -> Codec | None:
    """The codec of the part at a path; nothing where the path ends in an entry of a list."""
    codecs, codec = kind.codecs, None
    for step in path:
        if isinstance(step, int) and isinstance(codec, Many):
            codecs, codec = codec.codecs, None
        else:
            codec = next((one for one in codecs if one.key == step), None)
    return codec


def labels_of(path: Path, kind: Kind) -> str:
    """The way to a part of a record in words: “Figures and statements 2, Number”."""
    return ", ".join(_steps(path, kind))


def _steps(path: Path, kind: Kind) -> Iterator[str]:
    codecs, model = kind.codecs, kind.model
    step = 0
    while step < len(path):
        codec = next((one for one in codecs if one.key == path[step]), None)
        if codec is None:
            return
        label = label_of(codec, model)
        if isinstance(codec, Many) and step + 1 < len(path):
            label = pgettext_lazy("entry of a list", "%(list)s %(number)s") % {
                "list": label,
                "number": int(path[step + 1]) + 1,
            }
            codecs, model = codec.codecs, codec.model
            step += 1
        yield str(label)
        step += 1

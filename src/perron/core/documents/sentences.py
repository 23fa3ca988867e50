"""What an error of the schema means to the person who wrote the document, and what to do."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from jsonschema import ValidationError

from perron.core.documents.branches import (
    fixed_values,
    missing_keys,
    other_values,
    wrong_types,
)
from perron.core.documents.formats import wording_of
from perron.core.documents.phrases import (
    field_of,
    listed,
    nearest,
    one_of_kinds,
    shown,
    written,
)
from perron.core.documents.problems import Path, Sentence, say
from perron.core.documents.wordings import (
    BOUNDS,
    FORMATS,
    REMOVE,
    SIZES,
    WRITE_AS,
    WRITE_OR_REMOVE,
)

Told = tuple[Sentence, Sentence]


@dataclass(frozen=True, slots=True)
class Finding:
    """An error with what its sentence is made of: the value, and what its keyword asks."""

    error: ValidationError
    path: Path
    keyword: str
    asked: object
    value: object
    schema: Mapping[str, Any]

    @classmethod
    def of(cls, error: ValidationError) -> "Finding":
        schema = error.schema if isinstance(error.schema, Mapping) else {}
        path = tuple(error.absolute_path)
        return cls(error, path, str(error.validator), error.validator_value, error.instance, schema)

    def says(self, template: str | Promise, **facts: object) -> Sentence:
        """Make a sentence that may name the field, the value and what is asked."""
        return say(
            template,
            field=field_of(self.path),
            value=shown(self.value),
            asked=written(self.asked),
            **facts,
        )

    def advice(self) -> Sentence | None:
        """Answer what the schema itself tells people about this place, if it does."""
        examples = self.schema.get("examples")
        if isinstance(examples, list) and examples:
            return say(_("For example: %(examples)s."), examples=listed(examples))
        description = self.schema.get("description")
        return say("%(text)s", text=description) if description else None


def told(error: ValidationError) -> Told:
    """Answer what is wrong and what to do about it."""
    finding = Finding.of(error)
    return TELLERS.get(finding.keyword, _otherwise)(finding)


def _bound(finding: Finding) -> Told:
    remedy = _("Check the number, and where its point stands.")
    return finding.says(BOUNDS[finding.keyword]), say(remedy)


def _size(finding: Finding) -> Told:
    value = finding.value
    count = len(value) if isinstance(value, str | list | dict) else 0
    if not count:
        return finding.says(_("%(field)s is empty.")), say(WRITE_OR_REMOVE)
    is_short = finding.keyword.startswith("min")
    remedy = _("Add what is missing.") if is_short else _("Shorten it.")
    return finding.says(SIZES[finding.keyword], count=count), say(remedy)


def _type(finding: Finding) -> Told:
    asked = finding.asked
    return _other_kind(finding, asked if isinstance(asked, list) else [str(asked)])


def _other_kind(finding: Finding, names: list[str]) -> Told:
    sentence = finding.says(
        _("%(field)s must be %(expected)s, but it is %(value)s."), expected=one_of_kinds(names)
    )
    value = finding.value
    if value is None:
        return sentence, say(WRITE_OR_REMOVE)
    if "string" in names and isinstance(value, int | Decimal):
        return sentence, say(_('Put it in double quotes: "%(value)s".'), value=written(value))
    return sentence, say(WRITE_AS[names[0]])


def _required(finding: Finding) -> Told:
    key = str(finding.asked)
    known = finding.schema.get("properties", {})
    near = nearest(key, _keys_unknown_to(known, finding.value)) if known else None
    sentence = say(_("“%(key)s” is missing."), key=key)
    if near is None:
        return sentence, say(_("Add a line “%(key)s: …”."), key=key)
    return sentence, say(_("Did you write “%(near)s” instead? Then rename it."), near=near)


def _keys_unknown_to(known: Mapping[str, object], value: object) -> Iterable[str]:
    return (key for key in value if key not in known) if isinstance(value, dict) else ()


def _dependent_required(finding: Finding) -> Told:
    given, key = finding.asked if isinstance(finding.asked, tuple) else ("", "")
    sentence = say(_("“%(given)s” needs “%(key)s” beside it."), given=given, key=key)
    remedy = say(_("Add a line “%(key)s: …”, or remove “%(given)s”."), given=given, key=key)
    return sentence, remedy


def _unknown_key(finding: Finding) -> Told:
    key = finding.path[-1]
    known = list(finding.schema.get("properties", {}))
    near = nearest(key, known)
    sentence = say(_("“%(key)s” is not known here."), key=key)
    if near is not None:
        return sentence, say(_("Did you mean “%(near)s”?"), near=near)
    if known:
        return sentence, say(_("Known here: %(known)s."), known=listed(known))
    return sentence, say(REMOVE)


def _key_name(finding: Finding) -> Told:
    sentence = say(_("“%(key)s” cannot be a key here."), key=finding.value)
    return sentence, told(finding.error.context[0])[1]


def _fixed(finding: Finding) -> Told:
    return _other_value(finding, fixed_values(finding.error))


def _other_value(finding: Finding, allowed: list[object]) -> Told:
    if len(allowed) == 1:
        sentence = finding.says(
            _("%(field)s must be %(expected)s, but it is %(value)s."), expected=shown(allowed[0])
        )
        return sentence, say(_("Write %(allowed)s."), allowed=written(allowed[0]))
    sentence = finding.says(_("%(field)s cannot be %(value)s."))
    near = nearest(finding.value, allowed)
    if near is None:
        return sentence, say(_("Write one of: %(allowed)s."), allowed=listed(allowed))
    remedy = _("Did you mean “%(near)s”? These are possible: %(allowed)s.")
    return sentence, say(remedy, near=near, allowed=listed(allowed))


def _pattern(finding: Finding) -> Told:
    sentence = finding.says(_("%(field)s does not have the form that is expected: %(value)s."))
    rule = say(_("Compare it with an accepted one; the rule is %(rule)s."), rule=finding.asked)
    return sentence, finding.advice() or rule


def _format(finding: Finding) -> Told:
    sentence, remedy = FORMATS[wording_of(str(finding.asked), finding.value)]
    return finding.says(sentence), say(remedy)


def _twin(finding: Finding) -> Told:
    first = finding.asked if isinstance(finding.asked, int) else 0
    *above, step = finding.path
    sentence = finding.says(
        _("%(value)s stands twice in %(list)s: as entry %(first)d and as entry %(second)d."),
        list=field_of(tuple(above)),
        first=first + 1,
        second=int(step) + 1,
    )
    return sentence, say(_("Remove one of the two."))


def _choice(finding: Finding) -> Told:
    """Tell of a choice whose forms differ in one thing, or of which several fit."""
    error = finding.error
    if names := wrong_types(error):
        return _other_kind(finding, names)
    if allowed := other_values(error):
        return _other_value(finding, allowed)
    if keys := missing_keys(error):
        sentence = say(_("One of these is missing: %(keys)s."), keys=listed(keys))
        return sentence, say(_("Add one of them."))
    sentence = finding.says(_("%(field)s fits more than one of the forms that are possible here."))
    return sentence, finding.advice() or say(_("Keep the lines of one form only."))


def _refused(finding: Finding) -> Told:
    return finding.says(_("%(field)s cannot stand here as it is.")), finding.advice() or say(REMOVE)


def _otherwise(finding: Finding) -> Told:
    sentence = finding.says(
        _("%(field)s does not follow the rule “%(rule)s”."), rule=finding.keyword
    )
    return sentence, finding.advice() or say(_("Compare it with an accepted one."))


TELLERS: Mapping[str, Callable[[Finding], Told]] = {
    **dict.fromkeys(BOUNDS, _bound),
    **dict.fromkeys(SIZES, _size),
    "None": _refused,
    "additionalProperties": _unknown_key,
    "anyOf": _choice,
    "const": _fixed,
    "dependentRequired": _dependent_required,
    "enum": _fixed,
    "format": _format,
    "not": _refused,
    "oneOf": _choice,
    "pattern": _pattern,
    "patternProperties": _refused,
    "properties": _refused,
    "propertyNames": _key_name,
    "required": _required,
    "type": _type,
    "uniqueItems": _twin,
}

"""What is wrong with the shape of a record, in sentences for a person who fills in a form."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from jsonschema import ValidationError
from jsonschema.protocols import Validator

from perron.core.documents.branches import meant_errors
from perron.core.documents.formats import MOST_DECIMALS, MOST_DIGITS, wording_of
from perron.core.documents.keywords import validator_for
from perron.core.documents.phrases import shortened
from perron.core.records.codecs import LARGEST_INTEGER, is_empty
from perron.core.records.kinds import Finding, Kind

NEEDED = gettext_lazy("This is still needed.")
DIGITS = {"digits": MOST_DIGITS, "decimals": MOST_DECIMALS}
Wording = tuple[Promise, Promise | str]
BOUNDS = frozenset({"minimum", "maximum"})
OUT_OF_BOUNDS: Wording = (gettext_lazy("This number must lie between 0 and %(most)s."), "")
AS_TYPE: Mapping[str, Wording] = {
    "number": (
        gettext_lazy("“%(value)s” is not a number."),
        gettext_lazy("Write it in digits, such as 1250 or 0.5."),
    ),
    "integer": (
        gettext_lazy("“%(value)s” is not a whole number."),
        gettext_lazy("Write it in digits, such as 12."),
    ),
}
AS_FORMAT: Mapping[str, Wording] = {
    "amount": (
        gettext_lazy("At most %(digits)s digits and %(decimals)s decimals can be kept."),
        "",
    ),
    "far-date": (
        gettext_lazy("“%(value)s” lies too far away."),
        gettext_lazy("Write a date between 1800 and 2200."),
    ),
    "partial-date": (
        gettext_lazy("“%(value)s” is not a date."),
        gettext_lazy("Write 2018, 2018-12 or 2018-12-06, as precise as the source is."),
    ),
    "uri": (
        gettext_lazy("“%(value)s” is not a web address."),
        gettext_lazy("Write the whole address, beginning with https:// or http://."),
    ),
    "code": (
        gettext_lazy("“%(value)s” is not a code."),
        gettext_lazy("Use small letters without accents, digits and hyphens: new-skills."),
    ),
}


def shape_findings(kind: Kind, record: Mapping[str, Any]) -> list[Finding]:
    """Everything that the kind's schema does not allow in a cleaned record, with its place."""
    return list(_findings(kind, record))


def _findings(kind: Kind, record: Mapping[str, Any]) -> Iterator[Finding]:
    for found in _validator(kind).iter_errors(record):
        for error in meant_errors(found):
            yield _finding(error)


@lru_cache(maxsize=64)
def _validator(kind: Kind) -> Validator:
    return validator_for(kind.schema())


def _finding(error: ValidationError) -> Finding:
    path, asked = tuple(error.absolute_path), error.validator_value
    most = LARGEST_INTEGER if error.validator in BOUNDS else asked
    facts = {"value": shortened(str(error.instance)), "most": most, **DIGITS}
    if error.validator == "required":
        return Finding((*path, str(asked)), NEEDED)
    if is_empty(error.instance) and error.validator != "additionalProperties":
        return Finding(path, NEEDED)
    if error.validator == "maxLength":
        sentence = _("This has %(count)s characters; at most %(most)s fit.")
        return Finding(
            path, sentence % {"count": len(str(error.instance)), **facts}, _("Shorten it.")
        )
    if error.validator == "uniqueItems":
        return Finding(path, _("“%(value)s” stands here twice.") % facts, _("Remove one of them."))
    if wording := _wording(str(error.validator), _name(asked), error.instance):
        return Finding(path, str(wording[0]) % facts, wording[1])
    return Finding(path, _("“%(value)s” can't stand here.") % facts, _("Choose something else."))


def _wording(keyword: str, asked: str, value: object) -> Wording | None:
    if keyword in BOUNDS:
        return OUT_OF_BOUNDS
    if keyword == "type":
        return AS_TYPE.get(asked)
    return AS_FORMAT.get(wording_of(asked, value)) if keyword == "format" else None


def _name(asked: object) -> str:
    return str(asked[0]) if isinstance(asked, list) and asked else str(asked)

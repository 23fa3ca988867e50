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
from perron.core.documents.keywords import validator_for
from perron.core.documents.phrases import shortened
from perron.core.records.codecs import is_empty
from perron.core.records.kinds import Finding, Kind

NEEDED = gettext_lazy("This is still needed.")
AS_TYPE: Mapping[str, tuple[Promise, Promise]] = {
    "number": (
        gettext_lazy("“%(value)s” is not a number."),
        gettext_lazy("Write it in digits, such as 1250 or 0.5."),
    ),
    "integer": (
        gettext_lazy("“%(value)s” is not a whole number."),
        gettext_lazy("Write it in digits, such as 12."),
    ),
}
AS_FORMAT: Mapping[str, tuple[Promise, Promise]] = {
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
    facts = {"value": shortened(str(error.instance)), "most": asked}
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
    wordings = {"type": AS_TYPE, "format": AS_FORMAT}.get(str(error.validator), {})
    if wording := wordings.get(_name(asked)):
        return Finding(path, str(wording[0]) % facts, wording[1])
    return Finding(path, _("“%(value)s” can't stand here.") % facts, _("Choose something else."))


def _name(asked: object) -> str:
    return str(asked[0]) if isinstance(asked, list) and asked else str(asked)

"""The wording of what a schema asks: by keyword, by format and by kind of value."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

REMOVE = _("Remove it.")
WRITE_OR_REMOVE = _("Write a value after the colon, or remove the line.")
WRITE_AS: Mapping[str, Promise] = {
    "array": _("Write each entry on a line of its own, beginning with a dash and a space."),
    "boolean": _("Write true or false."),
    "integer": _("Write the digits alone: no point, no spaces, no unit, no quotes."),
    "null": _("Leave the value empty."),
    "number": _(
        "Write the digits alone, with a point for decimals: no spaces, no unit, no quotes."
    ),
    "object": _("Write lines of the form “key: value” below, indented by two more spaces."),
    "string": _("Write a text after the colon."),
}
FORMATS: Mapping[str, tuple[Promise, Promise]] = {
    "amount": (
        _("%(field)s is %(value)s, which cannot be kept exactly."),
        _("Write at most 16 digits before the point and 4 after it; check where the point stands."),
    ),
    "code": (
        _("%(field)s must be a code, but it is %(value)s."),
        _("Write lower-case letters without accents and digits, joined by hyphens: new-skills."),
    ),
    "date": (
        _("%(field)s must be a date, but it is %(value)s."),
        _("Write a day of the calendar as 2018-12-06."),
    ),
    "far-date": (
        _("%(field)s is %(value)s, which lies too far away."),
        _("Write a date between 1800 and 2200; check the digits of the year."),
    ),
    "partial-date": (
        _("%(field)s must be a date, but it is %(value)s."),
        _("Write a day as 2018-12-06, a month as 2018-12 or a year as 2018."),
    ),
    "uri": (
        _("%(field)s must be an address of the web, but it is %(value)s."),
        _("Write the whole address, beginning with https:// or http://."),
    ),
}
BOUNDS = {
    "minimum": _("%(field)s is %(value)s, but at least %(asked)s is needed."),
    "maximum": _("%(field)s is %(value)s, but at most %(asked)s is allowed."),
    "exclusiveMinimum": _("%(field)s is %(value)s, but it must be more than %(asked)s."),
    "exclusiveMaximum": _("%(field)s is %(value)s, but it must be less than %(asked)s."),
    "multipleOf": _("%(field)s is %(value)s, which is not a multiple of %(asked)s."),
}
SIZES = {
    "minItems": ngettext_lazy(
        "%(field)s has %(count)d entry, but needs at least %(asked)s.",
        "%(field)s has %(count)d entries, but needs at least %(asked)s.",
        "count",
    ),
    "maxItems": ngettext_lazy(
        "%(field)s has %(count)d entry, but may have at most %(asked)s.",
        "%(field)s has %(count)d entries, but may have at most %(asked)s.",
        "count",
    ),
    "minLength": ngettext_lazy(
        "%(field)s has %(count)d character, but needs at least %(asked)s.",
        "%(field)s has %(count)d characters, but needs at least %(asked)s.",
        "count",
    ),
    "maxLength": ngettext_lazy(
        "%(field)s has %(count)d character, but may have at most %(asked)s.",
        "%(field)s has %(count)d characters, but may have at most %(asked)s.",
        "count",
    ),
    "minProperties": ngettext_lazy(
        "%(field)s has %(count)d line, but needs at least %(asked)s.",
        "%(field)s has %(count)d lines, but needs at least %(asked)s.",
        "count",
    ),
    "maxProperties": ngettext_lazy(
        "%(field)s has %(count)d line, but may have at most %(asked)s.",
        "%(field)s has %(count)d lines, but may have at most %(asked)s.",
        "count",
    ),
}

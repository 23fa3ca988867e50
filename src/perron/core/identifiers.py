"""Enterprise numbers, checked by the scheme that the region names."""

from importlib import import_module
from types import ModuleType

from django.conf import settings
from django.utils.translation import gettext as _
from stdnum.exceptions import InvalidChecksum, ValidationError


def number_scheme() -> ModuleType | None:
    """The python-stdnum module of the region's numbers, such as ``stdnum.be.vat``."""
    name = settings.REGION.identifier
    return import_module(f"stdnum.{name}") if name else None


def compact_number(number: str) -> str:
    """The number without spaces and points, as it is kept; as given when it is not valid."""
    scheme = number_scheme()
    try:
        return str(scheme.validate(number)) if scheme and number else number
    except ValidationError:
        return number


def number_finding(number: str) -> str:
    """What is wrong with an enterprise number, in a sentence; empty when nothing is."""
    scheme = number_scheme()
    if scheme is None or not number:
        return ""
    try:
        scheme.validate(number)
    except InvalidChecksum:
        return _("The enterprise number “%(number)s” has wrong check digits.") % {"number": number}
    except ValidationError:
        return _("“%(number)s” is not an enterprise number.") % {"number": number}
    return ""

"""The register of checks, and asking all of them without one stopping the others."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from perron.core.health.findings import Finding, State

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at; ``serving``: without it no page can be answered."""

    name: str
    label: str | Promise
    look: Callable[[datetime], Finding]
    serving: bool = False


_checks: dict[str, Check] = {}


def register_check(check: Check) -> Check:
    """Have a thing looked at; a name has one check."""
    if check.name in _checks:
        raise ValueError(check.name)
    _checks[check.name] = check
    return check


def look_around(at: datetime, *, serving: bool = False) -> list[tuple[Check, Finding]]:
    """Everything there is to find, those that serving rests on first; nothing is raised.

    ``serving`` asks only for what pages can't be answered without. After a fault there the rest
    is not looked at: it would only repeat it.
    """
    found = [(check, _look(check, at)) for check in _checks.values() if check.serving]
    if serving or any(finding.state is State.FAULT for _check, finding in found):
        return found
    return found + [(check, _look(check, at)) for check in _checks.values() if not check.serving]


def is_serving(at: datetime) -> bool:
    """Whether pages can be answered."""
    return all(finding.state is not State.FAULT for _, finding in look_around(at, serving=True))


def _look(check: Check, at: datetime) -> Finding:
    try:
        return check.look(at)
    except (DatabaseError, OSError, ValueError) as fault:
        log.warning("the check %s could not be made: %s", check.name, type(fault).__name__)
        sentence = _("It could not be looked at (%(fault)s).") % {"fault": type(fault).__name__}
        return Finding(State.FAULT, sentence)

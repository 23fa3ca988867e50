"""One's own tests over time, and what changed between two of them."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from perron.accounts.models import User
from perron.competences.models import Sitting
from perron.competences.pieces.profile.rows import name_of, upper
from perron.competences.rules.progressing import Change, Verdict
from perron.competences.rules.telling import in_ten, told
from perron.competences.services.profile.comparing import (
    Progress,
    finished_of,
    profile_kept_by,
    progress_between,
)
from perron.competences.services.sitting.looking import Known

Piece = dict[str, Any]


def history(person: User) -> list[Piece]:
    """All one's own tests, the newest first; what has ended says what it found."""
    return [_test(one) for one in Sitting.objects.of(person)]


def _test(sitting: Sitting) -> Piece:
    found = profile_kept_by(sitting) if sitting.profile else None
    return {"sitting": sitting, "told": told(found.overall.chances) if found else None}


def compared(before: Sitting, after: Sitting) -> Piece:
    """Two tests side by side, with what can be said of the change."""
    old, new = profile_kept_by(before), profile_kept_by(after)
    progress = progress_between(old, new)
    lines = [
        _line(name_of(code), (old.areas[code], new.areas[code]), one)
        for code, one in progress.areas.items()
    ]
    return {
        "before": before,
        "after": after,
        "overall": _line(_("On the whole"), (old.overall, new.overall), progress.overall),
        "lines": lines,
        "sentence": _sentence(progress),
        "same_measure": progress.same_measure,
    }


def _line(name: str, known: tuple[Known, Known], change: Change) -> Piece:
    old, new = known
    return {
        "name": name,
        "before": told(old.chances),
        "after": told(new.chances),
        "verdict": _verdict(change),
        "is_open": change.verdict is Verdict.OPEN,
    }


def _verdict(change: Change) -> str:
    if change.verdict is Verdict.UP:
        return _("You know more: chance alone does not explain it")
    if change.verdict is Verdict.DOWN:
        return _("Less went well: chance alone does not explain it")
    return _("Nothing can be said: chance alone may explain it")


def _sentence(progress: Progress) -> str:
    change = progress.overall
    words = {"chance": in_ten(change.chance)}
    if change.verdict is Verdict.UP:
        return _("You have come on: the change is greater than chance explains.")
    if change.verdict is Verdict.DOWN:
        return _(
            "Less went well than the last time, by more than chance explains. A bad day, another "
            "device or harder questions can do that; what you have learnt is not lost."
        )
    return (
        _(
            "The two tests differ by less than chance explains: nothing can be said for certain. "
            "That you know more than then: %(chance)s."
        )
        % words
    )


def progress_section(request: HttpRequest) -> Piece | None:
    """For the account page: the first and the last test; None for fewer than two."""
    person = request.user
    if not isinstance(person, User):
        return None
    found = finished_of(person)
    if len(found) < len(("first", "last")):
        return None
    first, last = found[0], found[-1]
    progress = progress_between(profile_kept_by(first), profile_kept_by(last))
    return {"first": first, "last": last, "sentence": upper(_sentence(progress))}

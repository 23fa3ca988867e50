"""Who reads what: the applications that all score first, then each one's readers."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from perron.accounts.models import User
from perron.calls.enums import ApplicationState
from perron.calls.errors.judging import JurorsMissing, NothingToAssign
from perron.calls.models import Application, Conflict, Edition, Juror, Review
from perron.calls.rules.definition import Jury
from perron.calls.services.judging.conflicts import find_conflicts
from perron.calls.services.judging.journal import in_turn, keeps_calls, remember
from perron.calls.services.judging.telling import tell_given
from perron.calls.services.judging.terms import SCORING, jury_terms
from perron.engines.scoring import juries as engine
from perron.engines.scoring.assigning import Lacking, assign
from perron.engines.scoring.ranking import lot

NAMED = 12  # so many applications are named in a refusal
Pair = tuple[str, str]


def assign_reviews(edition: Edition, *, by: User, at: datetime) -> list[Review]:
    """Give every admissible application the readers it lacks; what was given stays.

    The applications that all score first go to every juror who may read them. Ties are looked for
    before. Raises ``NothingToAssign``, or ``JurorsMissing`` naming applications: then nothing is
    given at all. Jurors are written to.
    """
    keeps_calls(by, edition)
    find_conflicts(edition, at=at)
    return _assign(edition, by=by, at=at)


@transaction.atomic
def _assign(edition: Edition, *, by: User, at: datetime) -> list[Review]:
    edition = in_turn(edition)
    rows = Application.objects.filter(edition=edition, state=ApplicationState.ADMISSIBLE)
    applications = {one.number: one for one in rows.order_by("number")}
    jurors = {str(one.pk): one for one in edition.jurors.sitting().select_related("person")}
    if not applications:
        raise NothingToAssign
    if not jurors:
        raise JurorsMissing(why=_("nobody who was named has accepted the rules of the jury yet."))
    first = _all_first(edition, list(applications.values()))
    standing, over = _pairs(edition)
    request = _request(edition, list(jurors.values()), applications, barred=over, first=first)
    found = assign(request, sorted(standing))
    if found.lacking:
        raise JurorsMissing(why=_short(found.lacking))
    given = [
        Review(
            juror=jurors[juror],
            application=applications[number],
            phase=SCORING,
            calibration=number in first,
            assigned_at=at,
        )
        for number, juror in found.added
    ]
    if not given:
        raise NothingToAssign
    Review.objects.bulk_create(given)
    change = {
        "reviews": len(given),
        "applications": len({one.application_id for one in given}),
        "first": sorted(first),
    }
    remember("reviews.assigned", edition, change, by=by, at=at)
    tell_given(edition, given, at=at)
    return given


def _pairs(edition: Edition) -> tuple[set[Pair], set[Pair]]:
    """(application, juror) pairs that stand, and (juror, application) pairs that may not be."""
    mine = Review.objects.filter(application__edition=edition, phase=SCORING)
    rows = mine.standing().values_list("application__number", "juror")
    standing = {(number, str(juror)) for number, juror in rows}
    tied = Conflict.objects.filter(application__edition=edition)
    ever = {
        (str(juror), number)
        for number, juror in (
            *mine.values_list("application__number", "juror"),
            *tied.values_list("application__number", "juror"),
        )
    }
    return standing, {pair for pair in ever if pair[::-1] not in standing}


def _request(
    edition: Edition,
    jurors: Sequence[Juror],
    applications: dict[str, Application],
    *,
    barred: set[Pair],
    first: frozenset[str],
) -> engine.Request:
    """What the engine is asked for; a juror who named no language reads all."""
    terms: Jury = jury_terms(edition)
    spoken = frozenset(one.language for one in applications.values())
    return engine.Request(
        jurors=tuple(
            engine.Juror(
                str(one.pk), frozenset(one.expertise), frozenset(one.languages) or spoken, one.most
            )
            for one in jurors
        ),
        applications=tuple(
            engine.ToReview(number, frozenset(terms.needs), one.language)
            for number, one in applications.items()
        ),
        seed=f"{edition.seed}:jury",
        reviews=terms.reviews,
        calibration=first,
        forbidden=frozenset(
            pair
            for pair in barred
            if pair[0] in {str(one.pk) for one in jurors} and pair[1] in applications
        ),
    )


def _all_first(edition: Edition, applications: Sequence[Application]) -> frozenset[str]:
    """Numbers of what all score first: those chosen before, else the first of a draw."""
    rows = Review.objects.filter(application__edition=edition, calibration=True)
    chosen = set(rows.values_list("application__number", flat=True))
    numbers = [one.number for one in applications]
    if chosen:
        return frozenset(number for number in numbers if number in chosen)
    drawn = sorted(numbers, key=lambda number: lot(f"{edition.seed}:first", number))
    return frozenset(drawn[: jury_terms(edition).calibration])


def _short(lacking: Sequence[Lacking]) -> str:
    """Which applications lack readers, and what stands in the way of most jurors."""
    numbers = sorted({one.application for one in lacking})
    named, more = ", ".join(numbers[:NAMED]), len(numbers) - NAMED
    said = _("too few jurors may read %(numbers)s.") % {"numbers": named}
    if more > 0:
        said = _("too few jurors may read %(numbers)s and %(more)s more.") % {
            "numbers": named,
            "more": more,
        }
    one = lacking[0]
    why = _(
        "Of the jurors not reading %(number)s, %(tied)s are tied to it, %(language)s do not read "
        "its language, and %(full)s read as much as they may."
    )
    facts = {
        "number": one.application,
        "tied": len(one.forbidden),
        "language": len(one.language),
        "full": len(one.full),
    }
    return f"{said} {why % facts}"

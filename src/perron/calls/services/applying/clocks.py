"""The clocks of an application: news that the agency owes, and what it asked for."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from perron.accounts.models import User
from perron.calls.enums import ApplicationState, EditionState
from perron.calls.models import Application, Completion, Edition
from perron.calls.rules.definition import Calendar, definition_of
from perron.core.clock.owing import NewOwed, owe, settle
from perron.core.clock.parties import AGENCY
from perron.core.enums import OwedState
from perron.core.models import Owed
from perron.core.publications import take_turn
from perron.core.text import Text

NEWS, DECIDING, COMPLETION = "application-decision", "edition-decision", "application-completion"
APPLICANT = "applicant:"
SILENCE_DAYS = 120
AWAITING = (
    ApplicationState.SUBMITTED,
    ApplicationState.INCOMPLETE,
    ApplicationState.ADMISSIBLE,
)


def start_news_clocks(at: datetime) -> int:
    """After the closing, owe every applicant a word; answer how many clocks were begun.

    Continuous editions have no closing: there each clock begins when the application arrived.
    """
    begun = 0
    running = Edition.objects.filter(state__in=[EditionState.PUBLISHED, EditionState.RANKED])
    for edition in running.filter(demonstration=False):
        if edition.closes_at is None or edition.closes_at <= at:
            begun += _start(edition, at)
    return begun


@transaction.atomic
def _start(edition: Edition, at: datetime) -> int:
    """One reminder for the officers by edition, and one clock, without reminders, by applicant."""
    take_turn(at)
    calendar = definition_of(edition).calendar
    waiting = Application.objects.filter(edition=edition, state__in=AWAITING)
    if edition.closes_at and waiting.exists():
        due = due_of(calendar, edition.closes_at)
        owe(_deciding(edition, due), by=None, at=at)
    known = set(
        Owed.objects.filter(reference__startswith=f"{NEWS}:").values_list("reference", flat=True)
    )
    new = [one for one in waiting.select_related("edition") if reference_of(one) not in known]
    for application in new:
        begins = edition.closes_at or application.arrived_at or at
        owe(_news(application, due_of(calendar, begins), begins), by=None, at=at)
    return len(new)


def due_of(calendar: Calendar, begins: datetime) -> date:
    """The day by which there is news: the edition's, else so many days after its closing."""
    silence = timedelta(days=calendar.silence_days or SILENCE_DAYS)
    return calendar.decision_by or timezone.localdate(begins) + silence


def reference_of(application: Application) -> str:
    """Under which name the clock knows what the agency owes an applicant."""
    return f"{NEWS}:{application.key}"


def _news(application: Application, due: date, opened: datetime) -> NewOwed:
    return NewOwed(
        reference=reference_of(application),
        kind=NEWS,
        title=_in_languages(
            application.edition, gettext_noop("A decision on an application to “%(edition)s”")
        ),
        owed_by=AGENCY,
        owed_to=f"{APPLICANT}{application.key}",
        about=("application", application.number),
        due=due,
        alerts=(),
        opened=opened,
    )


def _deciding(edition: Edition, due: date) -> NewOwed:
    return NewOwed(
        reference=f"{DECIDING}:{edition.code}",
        kind=DECIDING,
        title=_in_languages(edition, gettext_noop("The decision on “%(edition)s”")),
        owed_by=AGENCY,
        owed_to=APPLICANT,
        about=("edition", edition.code),
        due=due,
        opened=edition.closes_at,
    )


def _in_languages(edition: Edition, words: str) -> Text:
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = translation.gettext(words) % {
                "edition": edition.name.spoken(language)[0]
            }
    return Text(said)


def settle_news(application: Application, *, by: User | None, at: datetime) -> None:
    """The applicant has news: what the agency owed is done."""
    owed = Owed.objects.open().filter(reference=reference_of(application)).first()
    if owed:
        settle(owed, by=by, at=at)


def settle_deciding(edition: Edition, *, by: User | None, at: datetime) -> None:
    """The edition is decided and announced."""
    owed = Owed.objects.open().filter(reference=f"{DECIDING}:{edition.code}").first()
    if owed:
        settle(owed, by=by, at=at)


def ask_completion_of(completion: Completion, *, by: User, at: datetime) -> Owed:
    """The applicant owes the agency what is missing, until the day that was said."""
    application = completion.application
    party = application.organisation
    words = gettext_noop("What is missing in an application to “%(edition)s”")
    wanted = NewOwed(
        reference=f"{COMPLETION}:{completion.key}",
        kind=COMPLETION,
        title=_in_languages(application.edition, words),
        owed_by=f"organisation:{party.code}" if party else f"{APPLICANT}{application.key}",
        owed_to=AGENCY,
        about=("application", application.number),
        due=completion.due,
    )
    return owe(wanted, by=by, at=at)


def stop_clock(
    completion: Completion,
    *,
    by: User | None,
    at: datetime,
    state: OwedState = OwedState.SETTLED,
) -> None:
    """What was asked for is no longer awaited."""
    owed = Owed.objects.open().filter(reference=f"{COMPLETION}:{completion.key}").first()
    if owed:
        settle(owed, by=by, at=at, state=state)

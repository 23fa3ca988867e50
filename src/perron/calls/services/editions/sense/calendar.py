"""The calendar: real moments, in their order, and a closing where the kind of call has one."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from perron.calls.services.editions.sense.findings import Definition, Findings, finding

CONTINUOUS = "continuous"
MOMENTS = ("opens", "closes", "questions_until")


def calendar_findings(definition: Definition) -> Findings:
    """Moments that do not exist, and those that come before what they follow."""
    calendar = definition["calendar"]
    unreal = [name for name in MOMENTS if name in calendar and _moment(calendar[name]) is None]
    for name in unreal:
        yield finding(
            ("calendar", name),
            _("“%(moment)s” is no moment of the calendar."),
            _("Write the day and the time as 2020-03-04T22:00."),
            moment=calendar[name],
        )
    yield from _closing(definition)
    if not unreal:
        yield from _order(definition)


def _moment(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


def _closing(definition: Definition) -> Findings:
    closes = definition["calendar"].get("closes")
    if definition["kind"] == CONTINUOUS and closes:
        yield finding(
            ("calendar", "closes"),
            _("A continuous edition does not close."),
            _("Take “closes” away, or say another kind."),
        )
    if definition["kind"] != CONTINUOUS and not closes:
        yield finding(
            ("calendar",),
            _("It is not said when the edition closes."),
            _("Add “closes” with the day and the minute, or say that it is continuous."),
        )


def _order(definition: Definition) -> Findings:
    calendar = definition["calendar"]
    opens, closes = calendar["opens"], calendar.get("closes")
    if closes and closes <= opens:
        yield finding(
            ("calendar", "closes"),
            _("The edition would close before it opens."),
            _("Check both days and times."),
        )
        return
    questions = calendar.get("questions_until")
    if questions and not (opens <= questions <= (closes or questions)):
        yield finding(
            ("calendar", "questions_until"),
            _("Questions could be asked only outside the time in which the edition is open."),
            _("Choose a moment between opening and closing."),
        )
    decision, last = calendar.get("decision_by"), closes or opens
    if decision and date.fromisoformat(decision) < datetime.fromisoformat(last).date():
        yield finding(
            ("calendar", "decision_by"),
            _("The decision would come before the edition closes."),
            _("Choose a day after the closing."),
        )

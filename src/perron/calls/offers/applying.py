"""What applying registers: letters, what is owed, personal data, who is owed."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from perron.calls.pieces.applying.mine import applications_section
from perron.calls.services.applying.clocks import APPLICANT, COMPLETION, DECIDING, NEWS
from perron.calls.services.applying.holding import HOLDINGS
from perron.calls.services.applying.outages import note_web
from perron.core.account_sections import AccountSection, register_section
from perron.core.clock.parties import Party, namings
from perron.core.clock.policy import OwedKind, Shown, owed_kinds
from perron.core.operating.beating import beats
from perron.core.personal import holdings
from perron.letters.services.kinds import DECISIONS, REMINDERS, LetterKind, register_kind

for kind in (
    LetterKind("application-received", DECISIONS.name, _("Receipt of an application")),
    LetterKind("application-reopened", DECISIONS.name, _("An application was opened again")),
    LetterKind("application-withdrawn", DECISIONS.name, _("An application was withdrawn")),
    LetterKind("application-renounced", DECISIONS.name, _("An award was renounced")),
    LetterKind("application-incomplete", DECISIONS.name, _("Something is missing")),
    LetterKind("application-lapsed", DECISIONS.name, _("What was missing did not come")),
    LetterKind("application-inadmissible", DECISIONS.name, _("An application is not admissible")),
    LetterKind("application-feedback", DECISIONS.name, _("Feedback on a first step")),
    LetterKind("application-share", DECISIONS.name, _("Asked to take part in an application")),
    LetterKind("application-invitation", DECISIONS.name, _("Invited to share an application")),
    LetterKind("signing-approved", DECISIONS.name, _("You may sign for a body")),
    LetterKind("signing-refused", DECISIONS.name, _("A right to sign was refused")),
    LetterKind("signing-ended", DECISIONS.name, _("A right to sign has ended")),
    LetterKind("signing-expires", REMINDERS.name, _("A right to sign ends soon")),
):
    register_kind(kind)

owed_kinds.add(OwedKind(NEWS, _("news about an application"), days=120, shown=Shown.WHEN_LATE))
owed_kinds.add(OwedKind(DECIDING, _("the decision on a call"), days=120, shown=Shown.WHEN_LATE))
owed_kinds.add(OwedKind(COMPLETION, _("what is missing"), days=14, shown=Shown.NEVER))

beats.append(note_web)
for holding in HOLDINGS:
    holdings.add(holding)


def _applicants(codes: Iterable[str]) -> Mapping[str, Party]:
    """Who applied is nobody's business before it is decided."""
    return {code: Party(_now("an applicant") if code else _now("the applicants")) for code in codes}


namings[APPLICANT.rstrip(":")] = _applicants

register_section(
    AccountSection(
        name="applications",
        order=64,
        title=_("My applications"),
        template="calls/applying/section.html",
        context=applications_section,
    )
)

"""The kinds of letters that belong to the post and to inquiries; for how long answers are owed."""

from django.utils.translation import gettext_lazy as _

from perron.core.clock.policy import OwedKind, Shown, owed_kinds
from perron.core.health import Check, register_check
from perron.core.personal import holdings
from perron.letters.enums import InquiryKind
from perron.letters.services.health import look_at_post
from perron.letters.services.holding import HOLDINGS
from perron.letters.services.kinds import ANSWERS, SERVICE, LetterKind, register_kind

TEST = register_kind(LetterKind("test", SERVICE.name, _("A letter to try the mail server")))

for inquiry, days, shown in (
    (InquiryKind.QUESTION, 30, Shown.WHEN_LATE),
    (InquiryKind.CORRECTION, 15, Shown.WHEN_LATE),
    (InquiryKind.ACCESSIBILITY, 30, Shown.WHEN_LATE),
    (InquiryKind.RIGHTS, 30, Shown.NEVER),
):
    owed_kinds.add(OwedKind(inquiry.value, inquiry.label, days=days, shown=shown))

for answer, label in (
    ("inquiry-received", _("What you asked has arrived")),
    ("inquiry-answered", _("The answer")),
    ("inquiry-refused", _("A refusal to answer, with its reason")),
    ("inquiry-delayed", _("The answer takes longer")),
):
    register_kind(LetterKind(answer, ANSWERS.name, label))

for holding in HOLDINGS:
    holdings.add(holding)

register_check(Check("letters", _("Letters"), look_at_post))

"""Whether letters leave: what a person who looks after the site must know."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perron.core.health import Finding, State
from perron.letters.enums import LetterState
from perron.letters.models import Letter
from perron.letters.services.couriers import is_mail_named

LONG = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Post:
    """The state of what leaves: counts by state, and since when the oldest letter waits."""

    named: bool
    waiting: int
    uncertain: int
    waiting_since: datetime | None

    def is_well(self, at: datetime) -> bool:
        """Whether nothing asks for a person."""
        late = self.waiting_since is not None and at - self.waiting_since > LONG
        return not self.uncertain and not late

    def sentences(self, at: datetime) -> list[str]:
        """What is wrong, each with what to do; none where all is well."""
        said = []
        if not self.named and self.waiting:
            said.append(_("No mail server is named (EMAIL_URL): letters are kept and wait."))
        elif self.waiting_since and at - self.waiting_since > LONG:
            said.append(_("Letters wait for longer than they should: see “perron letters list”."))
        if self.uncertain:
            said.append(
                ngettext(
                    "%(count)s letter may have left or not: a person decides whether it is sent "
                    "again.",
                    "%(count)s letters may have left or not: a person decides whether they are "
                    "sent again.",
                    self.uncertain,
                )
                % {"count": self.uncertain}
            )
        return said


def state_of_post() -> Post:
    """How many letters wait, how many are uncertain; one query."""
    waits = Q(state__in=[LetterState.WAITING, LetterState.SENDING])
    found = Letter.objects.filter(waits | Q(state=LetterState.UNCERTAIN)).aggregate(
        waiting=Count("pk", filter=waits),
        uncertain=Count("pk", filter=Q(state=LetterState.UNCERTAIN)),
        since=Min("written_at", filter=waits),
    )
    return Post(is_mail_named(), found["waiting"], found["uncertain"], found["since"])


def look_at_post(at: datetime) -> Finding:
    """What the health of the site says about letters."""
    post = state_of_post()
    since = post.waiting_since
    figures = {
        "letters_waiting": post.waiting,
        "letters_uncertain": post.uncertain,
        "letters_oldest_waiting_seconds": max((at - since).total_seconds(), 0) if since else 0,
    }
    said = " ".join(post.sentences(at)) or _("Letters leave.")
    return Finding(State.WELL if post.is_well(at) else State.FAULT, said, figures)

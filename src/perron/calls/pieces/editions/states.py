"""How far an edition is, by its state and by the clock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from perron.calls.enums import EditionState
from perron.calls.models import Edition

OPEN, COMING, PAST = "open", "coming", "past"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an edition stands: a group of the list, a tone and a word."""

    group: str
    tone: str
    word: str | Promise


STANDINGS = {
    EditionState.RANKED: Standing(PAST, "waiting", _("the decision is being prepared")),
    EditionState.DECIDED: Standing(PAST, "waiting", _("decided, not announced yet")),
    EditionState.ANNOUNCED: Standing(PAST, "done", _("decided and announced")),
    EditionState.HISTORY: Standing(PAST, "done", _("past")),
    EditionState.DRAFT: Standing(COMING, "draft", _("being prepared")),
}
OPENS_LATER = Standing(COMING, "waiting", _("opens soon"))
NOW_OPEN = Standing(OPEN, "going", _("open"))
NEVER_CLOSES = Standing(OPEN, "going", _("open all the time"))
BEING_JUDGED = Standing(PAST, "waiting", _("closed, being judged"))


def standing_of(edition: Edition, at: datetime) -> Standing:
    """Where an edition stands at this moment."""
    if edition.state != EditionState.PUBLISHED:
        return STANDINGS[EditionState(edition.state)]
    if edition.opens_at and at < edition.opens_at:
        return OPENS_LATER
    if edition.is_open(at):
        return NOW_OPEN if edition.closes_at else NEVER_CLOSES
    return BEING_JUDGED


def state_line(edition: Edition, at: datetime) -> dict[str, Any]:
    """The state line of the page: what, since when, until when."""
    standing = standing_of(edition, at)
    line: dict[str, Any] = {"tone": standing.tone, "word": standing.word}
    if standing is OPENS_LATER:
        line["begins"] = edition.opens_at
    elif standing.group == OPEN:
        line["until"] = edition.closes_at
    return line

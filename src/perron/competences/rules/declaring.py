"""The Digital Skills Indicator 2.0: five areas, their activities, thresholds, six levels.

Source: Eurostat, isoc_sk_dskl_i21; S. Vuorikari et al. (2022), JRC130341, doi 10.2760/897803. An
activity done within the last three months (twelve for buying) counts as the skill. The wording of
the activities is ours. “None” for no more than one area is read from the scale's order.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NONE, BASIC, ABOVE = 0, 1, 2
NOT_ASSESSED = "not-assessed"


@dataclass(frozen=True, slots=True)
class Area:
    """An area: its number in the framework, what it is called, activities, how many are above."""

    code: str
    name: Promise
    activities: tuple[tuple[str, Promise], ...]
    above: int


AREAS = (
    Area(
        "1",
        _("Finding and judging information"),
        (
            ("goods", _("looked for information about a product or a service")),
            ("health", _("looked for information about health")),
            ("news", _("read the news online")),
            ("checked", _("checked whether something found online was true")),
        ),
        2,
    ),
    Area(
        "2",
        _("Communicating and working together"),
        (
            ("mail", _("sent or read e-mails")),
            ("calls", _("made a call or a video call over the internet")),
            ("messages", _("sent messages in an app")),
            ("networks", _("used a social network")),
            ("opinions", _("gave an opinion on public or political matters online")),
            ("consultations", _("took part in a consultation or a vote online")),
        ),
        2,
    ),
    Area(
        "3",
        _("Creating content"),
        (
            ("texts", _("wrote a text in a word processor")),
            ("tables", _("used a spreadsheet")),
            ("pictures", _("edited photos, videos or sound")),
            ("files", _("copied or moved files between folders, devices or online storage")),
            ("mixed", _("made something that mixes texts, pictures, tables or charts")),
            ("formulas", _("used formulas, sorting or charts of a spreadsheet")),
            ("code", _("wrote program code")),
        ),
        3,
    ),
    Area(
        "4",
        _("Staying safe"),
        (
            ("secure", _("checked that a site was safe before giving it personal data")),
            ("privacy", _("read what a service says about privacy before giving it data")),
            ("place", _("limited or refused that one's location is seen")),
            ("profile", _("limited who sees a profile or shared files")),
            ("advertising", _("refused that one's data is used for advertising")),
            ("cookies", _("changed the browser's settings for cookies")),
        ),
        3,
    ),
    Area(
        "5",
        _("Solving problems"),
        (
            ("installed", _("installed an app or a program")),
            ("settings", _("changed settings of an app, a program or a device")),
            ("bought", _("bought something online (within the last 12 months)")),
            ("sold", _("sold something online")),
            ("learnt", _("took a course or learnt with material online")),
            ("bank", _("used online banking")),
            ("job", _("looked for a job or applied for one online")),
        ),
        3,
    ),
)
LEVELS: dict[str, Promise] = {
    "above-basic": pgettext_lazy("declared skills", "above basic"),
    "basic": pgettext_lazy("declared skills", "basic"),
    "low": pgettext_lazy("declared skills", "low: four areas of five"),
    "narrow": pgettext_lazy("declared skills", "narrow: three areas of five"),
    "limited": pgettext_lazy("declared skills", "limited: two areas of five"),
    "none": pgettext_lazy("declared skills", "no area, or one of five"),
    NOT_ASSESSED: pgettext_lazy("declared skills", "not assessed"),
}
AREA_LEVELS: tuple[Promise, ...] = (
    pgettext_lazy("declared skills", "nothing of this area"),
    pgettext_lazy("declared skills", "basic"),
    pgettext_lazy("declared skills", "above basic"),
)
BELOW = {5: "basic", 4: "low", 3: "narrow", 2: "limited"}
ACTIVITIES = frozenset(code for area in AREAS for code, _words in area.activities)
AT_LEAST_BASIC = frozenset({"basic", "above-basic"})


@dataclass(frozen=True, slots=True)
class Declared:
    """What the answers come to: 0, 1 or 2 for each area, and the level overall."""

    areas: dict[str, int]
    overall: str


def declared(done: Collection[str], *, used: bool = True) -> Declared:
    """Score the activities that somebody has done.

    Whoever has not ``used`` the internet within three months is not assessed, as in the survey.
    """
    if not used:
        return Declared({}, NOT_ASSESSED)
    areas = {area.code: _level(area, done) for area in AREAS}
    if all(level == ABOVE for level in areas.values()):
        return Declared(areas, "above-basic")
    held = sum(level >= BASIC for level in areas.values())
    return Declared(areas, BELOW.get(held, "none"))


def _level(area: Area, done: Collection[str]) -> int:
    count = sum(code in done for code, _words in area.activities)
    if count == 0:
        return NONE
    return ABOVE if count >= area.above else BASIC


def answered(used: object, done: Any) -> dict[str, Any]:
    """Answers as they are kept: only activities that exist, in their order."""
    chosen = set(done or ()) if used else set()
    codes = [code for area in AREAS for code, _words in area.activities if code in chosen]
    return {"used": bool(used), "done": codes}

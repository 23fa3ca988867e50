"""Whether a family makes sense: its place in the framework, its difficulty, who looked at it."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from perron.competences.rules.bank.findings import Finding, Findings, finding
from perron.competences.rules.bank.shape import Definition

# Where the difficulty of a family of this level lies, on the scale of abilities.
BANDS: Mapping[int, tuple[float, float]] = {
    1: (-3.5, -1.5),
    2: (-2.6, -0.8),
    3: (-1.5, 0.3),
    4: (-0.6, 1.0),
    5: (0.2, 1.8),
    6: (0.8, 2.6),
    7: (1.4, 3.2),
    8: (2.0, 4.0),
}
REVIEWS = 2
LOOKED_AT = ("content", "language")


def sense_findings(definition: Definition, competences: Collection[str]) -> Findings:
    """Codes that are not there or stand twice, and a difficulty that does not fit the level."""
    if competences and definition["competence"] not in competences:
        yield finding(
            ("competence",),
            _("The framework has no competence “%(code)s”."),
            _("It has: %(known)s."),
            code=definition["competence"],
            known=", ".join(competences),
        )
    low, high = BANDS[definition["level"]]
    if not low <= float(definition["difficulty"]) <= high:
        yield finding(
            ("difficulty",),
            _("At level %(level)d the difficulty lies between %(low)s and %(high)s."),
            _("Change the level, the difficulty, or the question."),
            level=definition["level"],
            low=low,
            high=high,
        )
    codes = [one["variant"] for one in definition["variants"]]
    for at, code in enumerate(codes):
        if code in codes[:at]:
            yield finding(
                ("variants", at, "variant"),
                _("Two variants have the code “%(code)s”."),
                _("Give one of them another code."),
                code=code,
            )


def review_findings(definition: Definition) -> Findings:
    """Families that were not looked at by two hands, or only at one side of them."""
    reviews: list[Mapping[str, Any]] = definition["reviews"]
    seen = {side for review in reviews for side in review["looked_at"]}
    hands = {review["by"].casefold() for review in reviews}
    missing = [side for side in LOOKED_AT if side not in seen]
    if len(hands) < REVIEWS:
        yield _unread(len(hands))
    elif missing:
        yield finding(
            ("reviews",),
            _("Nobody looked at: %(missing)s."),
            _("Let somebody read it for that, and add the review."),
            missing=", ".join(missing),
        )


def _unread(hands: int) -> Finding:
    return finding(
        ("reviews",),
        _("Two different people look at a family, but here it is %(hands)d."),
        _("Let another person answer every variant, and add the review."),
        hands=hands,
    )

"""The one sentence that decides, from its code and facts, in the language of whoever reads it."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perron.calls.models import Edition
from perron.calls.services.deciding.keeping import named_in
from perron.core.formats import money_in_words, number_in_words
from perron.core.money import euros

POINTS = frozenset({"score", "cutoff", "threshold", "points_short"})
CENTS = frozenset({"amount", "euros_less"})
THOUSAND = 1000

SENTENCES: Mapping[str, str | Promise] = {
    "funded": _(
        "Awarded in full, %(amount)s from “%(money)s”: it has %(score)s points, and the last one "
        "awarded from this money in its group has %(cutoff)s."
    ),
    "funded_in_part": _(
        "Awarded at %(level)s %%, %(amount)s from “%(money)s”: it has %(score)s points and is the "
        "last one awarded from this money in its group."
    ),
    "below_threshold": _(
        "Not awarded: it has %(score)s points. At least %(threshold)s are needed, "
        "%(points_short)s more."
    ),
    "below_least": _("Not awarded: a criterion that needs a least number of points has fewer."),
    "no_money": _("Not awarded: none of the moneys of this edition is meant for it."),
    "excused_exclusive": _(
        "Not awarded: it has %(score)s points, and application %(by)s, which concerns the same "
        "site and stands before it, is awarded."
    ),
    "excused_required": _(
        "Not awarded: it has %(score)s points, and it needs application %(by)s, which is not "
        "awarded."
    ),
    "excused_board": _(
        "Not awarded: it has %(score)s points, and with it the most that one board may receive "
        "would be passed."
    ),
    "no_room": _(
        "Not awarded: it has %(score)s points, and when its turn came the money that was left did "
        "not suffice for all of it."
    ),
    "below_cutoff": _(
        "Not awarded: it has %(score)s points. The last one awarded from “%(money)s” in its group "
        "has %(cutoff)s; %(points_short)s points more would have stood before it."
    ),
    "no_cutoff": _(
        "Not awarded: it has %(score)s points, and nothing in its group was awarded from a money "
        "that is meant for it."
    ),
    "inadmissible": _("Not admissible, so that it was not scored."),
    "override": pgettext_lazy(
        "deciding sentence",
        "Decided otherwise than the published rule does, by %(decider)s, on this ground: "
        "%(ground)s.",
    ),
    "left": _("It was withdrawn or renounced before the decision."),
}
LESS = _(" A request smaller by %(euros_less)s would have fitted into what was left of this money.")
AS_ASKED = _(" Its request would have fitted into what was left of this money.")


def deciding_sentence(edition: Edition, reasons: Mapping[str, Any]) -> str:
    """The sentence of an award's ``reasons`` in the language in force."""
    code, facts = reasons.get("code", ""), reasons.get("facts", {})
    if code not in SENTENCES:
        return ""
    words = {name: _word(edition, name, value) for name, value in facts.items()}
    said = str(SENTENCES[code]) % words
    less = facts.get("euros_less")
    if less is None:
        return said
    return said + str(LESS if less else AS_ASKED) % words


def counterfactual(reasons: Mapping[str, Any]) -> dict[str, str]:
    """What would have changed the outcome: points more, euros less; empty where nothing would."""
    facts = reasons.get("facts", {})
    found = {}
    if facts.get("points_short"):
        found["points"] = points(facts["points_short"])
    if facts.get("euros_less"):
        found["money"] = money(facts["euros_less"])
    return found


def points(thousandths: int) -> str:
    """Thousandths of a point as the reader writes them."""
    return number_in_words(euros(thousandths * 100) / THOUSAND)


def money(cents: int) -> str:
    """Cents as the reader writes an amount."""
    return money_in_words(euros(cents))


def _word(edition: Edition, name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in POINTS:
        return points(value)
    if name in CENTS:
        return money(value)
    if name == "money":
        return named_in(edition.definition["award"]["moneys"], value)
    return str(value)

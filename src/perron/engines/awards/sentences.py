"""Why each application is funded or not: a code, the facts, and one English sentence."""

from collections.abc import Mapping
from decimal import Decimal

from perron.engines.awards.instances import Application
from perron.engines.awards.reasons import Reasons
from perron.engines.awards.standing import Standing

TEXTS: Mapping[str, str] = {
    "funded": (
        "Funded in full from {money}: {amount}. Score {score}; the last funded from {money} in its "
        "cell scored {cutoff}."
    ),
    "funded_in_part": (
        "Funded at {level} % from {money}: {amount}. Score {score}; it is the last funded from "
        "{money} in its cell."
    ),
    "below_threshold": (
        "Not funded: the score of {score} is {points_short} below the least that may be funded, "
        "{threshold}."
    ),
    "no_money": "Not funded: it is eligible for no money.",
    "excused_exclusive": (
        "Not funded: it scored {score}, and {by}, which excludes it and stands before it, is "
        "funded."
    ),
    "excused_required": (
        "Not funded: it scored {score}, and it requires {by}, which is not funded."
    ),
    "excused_board": (
        "Not funded: it scored {score}, and with it the board {by} would pass its limit."
    ),
    "no_room": (
        "Not funded: it scored {score}, and when its turn came there was no room for all of it."
    ),
    "below_cutoff": (
        "Not funded: it scored {score}, and the last funded from {money} in its cell scored "
        "{cutoff}. A score higher by {points_short} would have stood before it."
    ),
    "no_cutoff": (
        "Not funded: it scored {score}, and nothing in its cell was funded from a money that it is "
        "eligible for."
    ),
}
LESS = " A request smaller by {euros_less} would have fitted into what {money} has left."
AS_ASKED = " Its request would have fitted into what {money} has left."
POINTS = {"score", "cutoff", "threshold", "points_short"}
CENTS = {"amount", "euros_less"}


def sentences(standing: Standing) -> list[dict[str, object]]:
    """``id``, ``code``, ``facts`` and ``text`` of every application, in the order."""
    reasons = Reasons(standing)
    return [_row(application, reasons) for application in standing.instance.applications]


def text_of(code: str, facts: Mapping[str, str | int | None], currency: str) -> str:
    """The English sentence of a code with its facts."""
    words = {name: _word(name, value, currency) for name, value in facts.items()}
    text = TEXTS[code].format(**words)
    less = facts.get("euros_less")
    if less is None:
        return text
    return text + (LESS if less else AS_ASKED).format(**words)


def points_text(thousandths: int) -> str:
    """Points as one writes them: 68500 is 68.5."""
    return f"{(Decimal(thousandths) / 1000).normalize():f}"


def money_text(cents: int, currency: str) -> str:
    """An amount as one writes it: 1234560 is 12,345.60 EUR."""
    return f"{cents // 100:,}.{cents % 100:02d} {currency}"


def _row(application: Application, reasons: Reasons) -> dict[str, object]:
    code, facts = reasons.of(application)
    currency = reasons.instance.currency
    text = text_of(code, facts, currency)
    return {"id": application.id, "code": code, "facts": facts, "text": text}


def _word(name: str, value: str | int | None, currency: str) -> str:
    if isinstance(value, int):
        if name in POINTS:
            return points_text(value)
        if name in CENTS:
            return money_text(value, currency)
    return str(value)

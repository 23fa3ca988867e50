"""Money: what can be asked for, envelopes, the moneys that draw on them, limits."""

from django.utils.translation import gettext_lazy as _

from perron.calls.rules.conditions import fact_vocabulary
from perron.calls.services.editions.sense.findings import Definition, Findings, finding, numbered

NEEDS = {"catalogue": (), "rate": ("rate",), "fixed": ("amount",)}
WHOLE = 10_000


def money_findings(definition: Definition) -> Findings:
    """What is wrong about the grant and the award."""
    yield from _grant(definition)
    yield from _moneys(definition)
    yield from _cells(definition)
    yield from _levels(definition)


def _grant(definition: Definition) -> Findings:
    grant = definition["grant"]
    for key in NEEDS[grant["rule"]]:
        if key not in grant:
            yield finding(
                ("grant",),
                _("What may be asked for cannot be reckoned: “%(key)s” is missing."),
                _("Add “%(key)s”."),
                key=key,
            )
    if grant["rule"] == "catalogue" and "catalogue" not in definition:
        yield finding(
            ("grant", "rule"),
            _("What may be asked for is the choice from a catalogue, and the edition has none."),
            _("Add “catalogue”, or choose another rule."),
        )
    if grant.get("least", 0) > grant.get("most", grant.get("least", 0)):
        yield finding(
            ("grant", "least"),
            _("The least grant is more than the most."),
            _("Check both amounts (cents)."),
        )


def _moneys(definition: Definition) -> Findings:
    award = definition["award"]
    known = {one["code"] for one in award["envelopes"]}
    drawn = {code for one in award["moneys"] for code in one["parts"]}
    for path, money in numbered(award["moneys"], "award", "moneys"):
        if unknown := sorted(set(money["parts"]) - known):
            yield finding(
                (*path, "parts"),
                _("It draws on envelopes that there are not: %(codes)s."),
                _("Name envelopes of this edition."),
                codes=", ".join(unknown),
            )
        if sum(money["parts"].values()) > WHOLE:
            yield finding(
                (*path, "parts"),
                _("The parts come to more than the whole."),
                _("Parts are ten-thousandths and come to at most 10000."),
            )
    for path, envelope in numbered(award["envelopes"], "award", "envelopes"):
        if envelope["code"] not in drawn:
            yield finding(
                path,
                _("No money draws on the envelope “%(code)s”: it would stay full."),
                _("Add a money that draws on it, or take it away."),
                code=envelope["code"],
            )
        if "years" in envelope and sum(envelope["years"].values()) < envelope["amount"]:
            yield finding(
                (*path, "years"),
                _("The years come to less than the envelope: some of it could never be spent."),
                _("Check the amounts (cents)."),
            )


def _cells(definition: Definition) -> Findings:
    award, facts = definition["award"], fact_vocabulary()
    named = [(("award", "cells", at), fact) for at, fact in enumerate(award.get("cells", ()))] + [
        (("award", "boards", "fact"), one["fact"]) for one in [award.get("boards")] if one
    ]
    for path, fact in named:
        if fact not in facts:
            yield finding(
                path,
                _("There is no fact “%(fact)s”."),
                _("Name a fact that the region declares."),
                fact=fact,
            )


def _levels(definition: Definition) -> Findings:
    levels = definition["award"].get("levels", [100])
    if levels != sorted(levels, reverse=True):
        yield finding(
            ("award", "levels"),
            _("Levels go from the highest to the lowest."),
            _("Put them in order."),
        )

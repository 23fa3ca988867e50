"""What an edition gives, to whom and until when, each as one sentence in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from perron.calls.models import Edition
from perron.calls.rules.conditions import fact_words
from perron.calls.rules.definition import Definition, Grant, GrantRule
from perron.core.formats import date_in_words, money_in_words, percent_in_words
from perron.core.money import euros

KINDS = {
    "in-kind": gettext_lazy("things chosen from a catalogue"),
    "rate": gettext_lazy("a share of the cost"),
    "fixed": gettext_lazy("a fixed sum"),
    "continuous": gettext_lazy("help all year round"),
}
UNITS = {
    "site": gettext_lazy("sites, each for itself"),
    "organisation": gettext_lazy("organisations"),
}
METHODS = {
    "rank": gettext_lazy(
        "Applications are funded in the order of the ranking, as far as the money goes."
    ),
    "optimise": gettext_lazy(
        "The award is computed: with one published cut-off for each cell and money, nobody is "
        "passed over for a lower score that the same money paid."
    ),
}


def amount(cents: int) -> str:
    """Cents as an amount in words."""
    return money_in_words(euros(cents))


def share(ten_thousandths: int) -> str:
    """Ten-thousandths as a percentage in words."""
    return percent_in_words(ten_thousandths / 100)


def what_is_given(definition: Definition) -> list[str]:
    """What one may ask for, in sentences."""
    grant = definition.grant
    if grant.rule == GrantRule.CATALOGUE and definition.catalogue:
        given = _("Things from a catalogue, up to %(ceiling)s for each application.")
        return [given % {"ceiling": amount(definition.catalogue.ceiling)}]
    if grant.rule == GrantRule.FIXED:
        return [
            _("A fixed sum of %(amount)s for each application.") % {"amount": amount(grant.amount)}
        ]
    return _rate(grant)


def _rate(grant: Grant) -> list[str]:
    said = [_("%(rate)s of the cost.") % {"rate": share(grant.rate)}]
    if grant.least and grant.most:
        bounds = {"least": amount(grant.least), "most": amount(grant.most)}
        said.append(_("At least %(least)s and at most %(most)s.") % bounds)
    elif grant.most:
        said.append(_("At most %(most)s.") % {"most": amount(grant.most)})
    if grant.project_least:
        project = {"amount": amount(grant.project_least)}
        said.append(_("The project costs at least %(amount)s.") % project)
    return said


def for_whom(definition: Definition) -> list[str]:
    """Who may apply, in sentences."""
    unit = {"unit": UNITS[definition.applicant.unit]}
    said = [_("It is for %(unit)s.") % unit]
    if definition.applicant.together > 1:
        most = definition.applicant.together
        said.append(
            ngettext(
                "Up to %(most)s may apply together.", "Up to %(most)s may apply together.", most
            )
            % {"most": most}
        )
    if definition.applicant.signature:
        said.append(_("Somebody who may sign for the body hands the application in."))
    return said


def by_when(edition: Edition, *, is_past: bool = False) -> str:
    """When one may apply, or could, as one sentence."""
    opens, closes = date_in_words(edition.opens_at), date_in_words(edition.closes_at)
    if not edition.closes_at:
        return _("One may apply at any time since %(opens)s.") % {"opens": opens}
    days = {"opens": opens, "closes": closes}
    if is_past:
        return _("Applications were taken from %(opens)s to %(closes)s.") % days
    return _("Applications are taken from %(opens)s to %(closes)s.") % days


def ex_aequo(definition: Definition) -> list[str]:
    """What separates equal scores, in order; the public draw comes last."""
    words = fact_words()
    said = []
    for tie in definition.ex_aequo:
        criterion = definition.criterion(tie.criterion)
        name = str(criterion.name) if criterion else str(words[tie.fact].title)
        highest = tie.first == "high"
        sentence = _("the higher “%(name)s” first") if highest else _("the lower “%(name)s” first")
        said.append(sentence % {"name": name})
    return [*said, _("then by lot: the SHA-256 of the public seed and the application's number")]

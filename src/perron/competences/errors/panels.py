"""Refusals about panels and their codes: what happened, why, and what is safe or next."""

from django.utils.translation import gettext_lazy as _

from perron.core.errors import Refusal


class CodeUnknown(Refusal):
    """No invitation has this code."""

    sentence = _(
        "We do not know this code. Look at your letter once more: it holds twelve letters and "
        "digits, and never the letters I, L or O. Nothing was used up."
    )
    status = 404


class CodeUsed(Refusal):
    """The code has begun a test already."""

    sentence = _(
        "This code has begun a test already, and each code is for one person. If that was you, go "
        "on with the code to come back that you were given then."
    )


class CodeEarly(Refusal):
    """The panel has not begun."""

    sentence = _("This code can be used from %(day)s on. It stays good: come back then.")


class CodeLate(Refusal):
    """The panel is over."""

    sentence = _(
        "This survey ended on %(day)s, so the code no longer begins a test for it. You can still "
        "take the test for yourself, without a code."
    )
    status = 410


class TooManyCodes(Refusal):
    """Somebody tries codes."""

    sentence = _(
        "Too many codes were tried from here. Wait an hour, then try again; your code stays good."
    )
    status = 429


class PanelExists(Refusal):
    """The code of the panel is taken."""

    sentence = _(
        "There is a panel “%(code)s” already. Nothing was made: give the new one another code."
    )


class StrataUnclear(Refusal):
    """The strata can't be read."""

    sentence = _(
        "Line %(line)s of the strata can't be used: %(why)s. Write one stratum on each line: code; "
        "name; people in the population; people drawn. Nothing was made."
    )
    status = 422


class NoCodesTwice(Refusal):
    """Codes were made already, and only their digests are kept."""

    sentence = _(
        "The codes of “%(panel)s” were made already and can't be shown again, because only their "
        "digests are kept. If the file is lost, make a new panel."
    )


class PanelTooSmall(Refusal):
    """Too few people answered."""

    sentence = _(
        "%(answered)s people of “%(panel)s” have finished the test; at least %(least)s are needed "
        "for an estimate. Nothing was published."
    )


class PanelSilent(Refusal):
    """The engine could not estimate; it says why."""

    sentence = _("“%(panel)s” can't be estimated: %(why)s Nothing was published.")


class PanelRuns(Refusal):
    """Figures come when the panel is over."""

    sentence = _(
        "“%(panel)s” takes answers until %(day)s. Publish its figures after that: what is "
        "published once is not changed."
    )


class PublishedAlready(Refusal):
    """A panel is published once."""

    sentence = _("The figures of “%(panel)s” are published and stay as they are.")

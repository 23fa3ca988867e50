"""Refusals: a rule said no, in a sentence that says what happened, why, and what is safe."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """A rule said no.

    Subclasses give the sentence with named places, the raiser gives the facts. ``status`` is the
    HTTP status of the page that shows it.
    """

    sentence: ClassVar[str | Promise]
    status: ClassVar[int] = 409

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(facts)

    def __str__(self) -> str:
        return str(self.sentence) % self.facts


class NotAllowed(Refusal):
    """The person has no right to this deed."""

    sentence = _(
        "You may not do this with “%(thing)s”. It belongs to people with another role; "
        "nothing was changed."
    )
    status = 403


class UnknownCode(Refusal):
    """A code names nothing."""

    sentence = _("No %(kind)s has the code “%(code)s”. Nothing was changed.")
    status = 404


class ChangedMeanwhile(Refusal):
    """Someone else published since the draft was begun."""

    sentence = _(
        "“%(thing)s” was published by someone else after this draft was begun. Your draft is "
        "kept; compare the two, then publish again."
    )


class NoReason(Refusal):
    """A decision that others must live with was given no reason."""

    sentence = _("Say why: the reason is kept with the decision. Nothing was changed.")
    status = 422


class SettledAlready(Refusal):
    """The clock was stopped before."""

    sentence = _("“%(what)s” is no longer awaited: %(state)s. Nothing was changed.")


class DueTooEarly(Refusal):
    """More time must be more time."""

    sentence = _("The new date must be later than today and than %(due)s. Nothing was changed.")
    status = 422


class KeyMissing(Refusal):
    """There is no key to sign the journal's heads with."""

    sentence = _(
        "There is no key at %(file)s to sign the journal with. Make one with “perron journal key "
        "--new”, keep a copy away from this machine, and give every worker the same file. "
        "Nothing was sealed; no line of the journal is lost."
    )


class KeyUnreadable(Refusal):
    """The file holds no such key."""

    sentence = _("%(file)s holds no Ed25519 private key in PEM. Nothing was sealed.")


class HeadUnreadable(Refusal):
    """What was given is no head and no seal."""

    sentence = _(
        "“%(head)s” is no seal and no head. Give DAY:DIGEST as it is printed on letters, "
        "CHAIN:NUMBER:DIGEST, or the file of a seal. Nothing was checked."
    )

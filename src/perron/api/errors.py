"""Refusals of the interface for machines: what is wrong with a request, why, and what to do next.

They are answered as problem documents (RFC 9457), always in English, the language of the code.
"""

from typing import ClassVar

from perron.core.errors import Refusal


class Problem(Refusal):
    """A request that can't be answered; ``name`` is its place on the page about open data."""

    name: ClassVar[str]
    title: ClassVar[str]
    remedy: ClassVar[str]
    status = 422

    @property
    def next_step(self) -> str:
        return self.remedy % self.facts


class UnknownParameter(Problem):
    """The address asks something that this resource does not know."""

    name = "unknown-parameter"
    title = "Unknown parameter"
    sentence = "This address knows no parameter “%(parameter)s”, so nothing was read."
    remedy = "Use one of these, or none: %(known)s."


class WrongValue(Problem):
    """A parameter has a value that it can't have."""

    name = "wrong-value"
    title = "Wrong value of a parameter"
    sentence = "The parameter “%(parameter)s” does not take “%(value)s”: %(why)s."
    remedy = "%(says)s"


class GivenTwice(Problem):
    """A parameter that stands for one value was given several times."""

    name = "given-twice"
    title = "Parameter given twice"
    sentence = "The parameter “%(parameter)s” was given %(times)s times, but takes one value."
    remedy = "Keep one of them."


class NothingThere(Problem):
    """The code names nothing public."""

    name = "nothing-there"
    title = "Nothing there"
    sentence = "There is no public %(kind)s under the code “%(code)s”."
    remedy = "The list at %(url)s has every code; the journal tells what was removed."
    status = 404


class NoSuchAddress(Problem):
    """The interface has no such address."""

    name = "no-such-address"
    title = "No such address"
    sentence = "The interface has nothing at “%(path)s”."
    remedy = "Start at %(url)s, which lists everything that there is."
    status = 404


class OnlyRead(Problem):
    """Open data is only read."""

    name = "only-read"
    title = "Open data is only read"
    sentence = "%(method)s is not answered here: this interface changes nothing."
    remedy = "Use GET or HEAD."
    status = 405


class OtherFormat(Problem):
    """The reader accepts no form in which the document exists."""

    name = "other-format"
    title = "Not in this format"
    sentence = "This document exists as %(there)s only, which the request does not accept."
    remedy = "Send “Accept: %(there)s”, or no Accept at all."
    status = 406


class RuleSaidNo(Problem):
    """A refusal of another part of the program."""

    name = "refused"
    title = "Refused"
    sentence = "%(why)s"
    remedy = "Nothing was changed; start at %(url)s."

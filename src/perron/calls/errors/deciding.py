"""Refusals between the sealed ranking and the published decision."""

from django.utils.translation import gettext_lazy as _

from perron.core.errors import Refusal


class NothingRanked(Refusal):
    """The ranking holds nobody, or there is none."""

    sentence = _(
        "The sealed ranking of “%(edition)s” holds no application, so there is nothing to compute. "
        "Nothing was changed."
    )


class NotSealed(Refusal):
    """Amounts are joined to scores only once the ranking is sealed."""

    sentence = _(
        "The ranking of “%(edition)s” is not sealed yet. Scenarios begin once it is: until then "
        "nobody sees scores beside amounts. Nothing was computed."
    )


class ScoresMissing(Refusal):
    """A missing score is never a zero."""

    sentence = _(
        "These applications have no score in the sealed ranking: %(numbers)s. Nothing was computed."
    )


class AmountsMissing(Refusal):
    """Whoever asks for nothing, or for less, can't be weighed."""

    sentence = _(
        "These applications do not ask for an amount above zero: %(numbers)s. Put them right "
        "first. Nothing was computed."
    )


class NotOfTheRanking(Refusal):
    """The ranking names what the edition does not hold."""

    sentence = _(
        "The sealed ranking names applications that the edition does not hold: %(numbers)s. "
        "Nothing was computed."
    )


class CellUnknown(Refusal):
    """The facts do not say to which cell an application belongs."""

    sentence = _(
        "The fact “%(fact)s” decides in which cell an application stands, and these do not have "
        "it: %(numbers)s. Nothing was computed."
    )


class SitesTangled(Refusal):
    """Applications share sites in a chain."""

    sentence = _(
        "These applications share sites in a chain, so that no rule says which excludes which: "
        "%(numbers)s. Settle first which of them stand. Nothing was computed."
    )


class InstanceUnsound(Refusal):
    """The engine refused what it was given."""

    sentence = _("The rules of this edition can't be computed: %(problems)s")
    status = 422


class ChangeUnknown(Refusal):
    """A scenario changes what the edition does not have."""

    sentence = _(
        "This edition has no “%(what)s” to change. A scenario can change the method, the "
        "threshold, envelopes, floors, ceilings and levels. Nothing was computed."
    )
    status = 422


class ChangeNotPossible(Refusal):
    """A value that can't be meant."""

    sentence = _("“%(value)s” can't be the value of “%(what)s”. Nothing was computed.")
    status = 422


class ScenarioNotSolved(Refusal):
    """A decision stands on a computed result."""

    sentence = _(
        "The scenario “%(scenario)s” is not computed (%(state)s). Nothing was prepared; wait, or "
        "choose another."
    )


class NotTheRule(Refusal):
    """Only the edition's own rule decides; every other scenario advises."""

    sentence = _(
        "The rules of “%(edition)s”, published when it opened, say how it is decided. "
        "“%(scenario)s” changes them, so it can advise, and nothing else. Nothing was prepared."
    )


class RankingReplaced(Refusal):
    """The scenario stands on a ranking that was made anew."""

    sentence = _(
        "The ranking was sealed anew after “%(scenario)s” was computed. Compute it again. Nothing "
        "was prepared."
    )


class DeciderUnnamed(Refusal):
    """A decision is somebody's."""

    sentence = _("Name who decides: the body or the office. Nothing was prepared.")
    status = 422


class DecisionUnderWay(Refusal):
    """One decision at a time."""

    sentence = _("Another decision of “%(edition)s” is %(state)s. Finish it or withdraw it first.")


class NothingToDecide(Refusal):
    """A further decision without anybody to award."""

    sentence = _("This would award nobody: there is nothing to decide. Nothing was prepared.")


class DecisionNotThere(Refusal):
    """The decision has come further, or not so far."""

    sentence = _(
        "Decision %(number)s of “%(edition)s” is %(state)s, and this can't be done with it now. "
        "Nothing was changed."
    )


class NotSignedYet(Refusal):
    """Nothing is announced before the decision is signed."""

    sentence = _(
        "Decision %(number)s of “%(edition)s” is not signed. Nothing is announced before the "
        "signed act is here; nobody was told anything."
    )


class OffTheRule(Refusal):
    """An award off the computed result needs somebody who answers for it."""

    sentence = _(
        "Awarding place %(place)s while %(count)s better placed wait, the first at place "
        "%(first)s, departs from the published rule. It needs a named decider, a ground and at "
        "least %(words)s words of reasons, and everybody will read them. Nothing was changed."
    )
    status = 422


class ReasonsTooShort(Refusal):
    """Departing from the result in any direction is reasoned."""

    sentence = _(
        "“%(application)s” would be decided otherwise than the published rule does. It needs a "
        "named decider, a ground and at least %(words)s words of reasons, and everybody will read "
        "them. Nothing was changed."
    )
    status = 422


class NoDeparture(Refusal):
    """An override that overrides nothing."""

    sentence = _("That is what the decision says already. Nothing was changed.")
    status = 422


class OutcomeNotPossible(Refusal):
    """An outcome that an override can't give."""

    sentence = _("“%(application)s” can't be decided so: %(why)s. Nothing was changed.")
    status = 422


class BeyondEnvelope(Refusal):
    """The money would not suffice."""

    sentence = _(
        "“%(envelope)s” holds %(limit)s; with this, %(wanted)s would be awarded from it. Take an "
        "award away first. Nothing was changed."
    )


class PreparedByYou(Refusal):
    """Two people for one decision."""

    sentence = _(
        "You had a hand in preparing this decision, so somebody else must sign it. Nothing was "
        "changed."
    )
    status = 403


class ActRefused(Refusal):
    """The file is no act."""

    sentence = _("“%(name)s” can't be taken as the signed act: %(why)s. Nothing was changed.")
    status = 422


class SignedOnImpossible(Refusal):
    """A day on which it can't have been signed."""

    sentence = _(
        "It can't have been signed on %(day)s: it was prepared on %(prepared)s, and today is "
        "%(today)s. Nothing was changed."
    )
    status = 422


class VisasMissing(Refusal):
    """An act without a visa."""

    sentence = _(
        "Enter at least one visa: who gave it, and on which day (2026-05-31), one on each line. "
        "Nothing was changed."
    )
    status = 422


class NothingLeft(Refusal):
    """No money is left, or nobody waits."""

    sentence = _(
        "“%(edition)s” has nobody left whom the remaining money could reach. Nothing was computed."
    )


class ApplicationsUndecided(Refusal):
    """Applications of which nobody has said whether they are admissible, or that have no score."""

    sentence = _(
        "Nobody has found yet whether these applications are admissible, or they are missing in "
        "the ranking: %(numbers)s. Nothing was prepared."
    )


class EnvelopeNotOpen(Refusal):
    """The ledger does not know the envelope."""

    sentence = _(
        "“%(envelope)s” is not open in the ledger, so nothing can be committed from it. Nothing "
        "was signed."
    )


class DayNotPossible(Refusal):
    """A day on which a decision can't become public."""

    sentence = _(
        "It can't become public on %(day)s: it is public already, or it was not signed by then. "
        "Nothing was changed."
    )
    status = 422


class NotAQueue(Refusal):
    """An edition that a jury ranks."""

    sentence = _("“%(edition)s” is ranked by its jury, not by a queue. Nothing was sealed.")


class QueueFactsMissing(Refusal):
    """Facts by which the queue stands."""

    sentence = _("The queue can't be put in order yet: %(problems)s")

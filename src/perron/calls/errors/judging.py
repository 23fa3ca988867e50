"""Refusals about juries: who may read, what a score needs, what a ranking needs."""

from django.utils.translation import gettext_lazy as _

from perron.core.errors import Refusal


class JurorNotFree(Refusal):
    """Who keeps calls, oversees them or decides on them does not judge."""

    sentence = _(
        "%(person)s keeps, oversees or decides calls here, so can't also judge them. Nobody was "
        "named."
    )


class JurorApplies(Refusal):
    """Nobody judges an edition in which they apply."""

    sentence = _(
        "%(person)s takes part in an application of “%(edition)s”, so can't judge it. Nobody was "
        "named."
    )


class JurorAlready(Refusal):
    """One seat each."""

    sentence = _("%(person)s is on this jury already. Nothing was changed.")


class JurorUnknown(Refusal):
    """A juror needs an account."""

    sentence = _(
        "Nobody with the address “%(address)s” has an account here. Ask the person to sign in "
        "once, or have an administrator open the account; then name them."
    )
    status = 422


class JuryOver(Refusal):
    """The edition is not judged, or not any more."""

    sentence = _("“%(edition)s” is %(state)s: its jury can't be changed. Nothing was changed.")


class RulesNotAccepted(Refusal):
    """The rules of the jury come first."""

    sentence = _("Accept the rules of the jury first. Nothing of the applications is shown before.")


class DeclareFirst(Refusal):
    """Nothing of an application is shown before the declaration."""

    sentence = _(
        "Say first whether something ties you to application %(number)s. It is shown to you after "
        "that."
    )


class DeclaredAlready(Refusal):
    """A conflict is told once."""

    sentence = _(
        "You have told what ties you to application %(number)s. Nothing was changed; you need not "
        "do anything."
    )


class ConflictUnexplained(Refusal):
    """A conflict is told in words."""

    sentence = _("Say in a few words what ties you to the application. The officers read it.")
    status = 422


class InConflict(Refusal):
    """A tie between juror and application: it is not scored by this one."""

    sentence = _(
        "Something ties you to application %(number)s (%(kinds)s), so you do not score it. An "
        "officer sees this and gives it to another juror; what you scored elsewhere is kept."
    )
    status = 403


class ConflictsRemain(Refusal):
    """Nobody decides on an application to which something ties them."""

    sentence = _(
        "%(people)s can't take part in this decision: %(ties)s. Nothing was changed. Somebody "
        "else has to do it."
    )


class CalibrationFirst(Refusal):
    """The applications that everybody scores come first."""

    sentence = _(
        "Score the applications that the whole jury reads first (%(numbers)s) and hand them in. "
        "Then the others open. Your draft is kept."
    )


class ReviewLocked(Refusal):
    """What was handed in is not changed by its juror."""

    sentence = _(
        "You handed in your scores of application %(number)s on %(day)s, and they are locked. Ask "
        "an officer to reopen them, with a reason. Nothing was changed."
    )


class ReviewChanged(Refusal):
    """Saved from another window since."""

    sentence = _(
        "Your scores of application %(number)s were saved in another window after this page was "
        "opened. Nothing was overwritten: compare, then save again."
    )


class ScoresIncomplete(Refusal):
    """A missing score is never a zero, and a score without its sentence is no reason."""

    sentence = _(
        "Application %(number)s is not handed in yet. Missing: %(missing)s. What you wrote is kept."
    )
    status = 422

    def __init__(
        self, *, scores: tuple[str, ...], sentences: tuple[str, ...], **facts: object
    ) -> None:
        super().__init__(**facts)
        self.scores, self.sentences = scores, sentences


class ScoreUnknown(Refusal):
    """A level or a criterion that does not exist."""

    sentence = _("“%(criterion)s” has no score “%(mark)s”. Choose one of its levels.")
    status = 422


class SentenceTooLong(Refusal):
    """A reason is a sentence or a few."""

    sentence = _("The sentence about “%(criterion)s” is longer than %(most)s characters.")
    status = 422


class NotHandedIn(Refusal):
    """Only what was handed in can be reopened."""

    sentence = _("The scores of %(number)s are not handed in, so there is nothing to reopen.")


class JurorsMissing(Refusal):
    """Some applications can't be given enough readers."""

    sentence = _(
        "The applications can't all be given their readers: %(why)s Nothing was assigned. Name "
        "more jurors, or let some read more."
    )


class NothingToAssign(Refusal):
    """Every admissible application has its readers, or there is none."""

    sentence = _("No admissible application waits for a reader. Nothing was changed.")


class ConsensusTooEarly(Refusal):
    """A consensus is one of reviews that were handed in."""

    sentence = _(
        "Application %(number)s has %(handed)s scores handed in; a consensus needs at least two, "
        "and none still being written. Nothing was changed."
    )


class ConsensusUnexplained(Refusal):
    """A score that moves is explained."""

    sentence = _(
        "The score of %(number)s moves from %(before)s to %(after)s. Say why: the note is kept "
        "with it. Nothing was changed."
    )
    status = 422


class EditionStillOpen(Refusal):
    """Nothing is ranked while more can come."""

    sentence = _("“%(edition)s” takes applications until %(closes)s. It can be ranked after that.")


class NothingToRank(Refusal):
    """An edition without an admissible application."""

    sentence = _("“%(edition)s” has no admissible application, so there is nothing to rank.")


class NotReadyToRank(Refusal):
    """A score is missing somewhere."""

    sentence = _(
        "The ranking can't be sealed: %(why)s A missing score is not a zero. Nothing was changed."
    )


class SealedAlready(Refusal):
    """A second ranking needs a reason."""

    sentence = _(
        "A ranking was sealed on %(day)s. To seal another one, say why: both stay to be seen. "
        "Nothing was changed."
    )


class ScoresFileRefused(Refusal):
    """A file of scores that can't be taken."""

    sentence = _("The file was not taken: %(why)s Nothing was changed.")
    status = 422

"""States of editions, applications, reviews and decisions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EditionState(models.TextChoices):
    """How far an edition has come; whether it takes applications is a question of the clock."""

    DRAFT = "draft", _("being prepared")
    PUBLISHED = "published", _("published")
    RANKED = "ranked", _("ranking sealed")
    DECIDED = "decided", _("decided")
    ANNOUNCED = "announced", _("announced")
    HISTORY = "history", _("past")


class NoticeKind(models.TextChoices):
    """Why something about an open edition changed."""

    ERRATUM = "erratum", _("correction")
    EXTENSION = "extension", _("more time")
    OUTAGE = "outage", _("more time after a fault of the platform")


class ApplicationState(models.TextChoices):
    """Where an application stands."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("handed in")
    INCOMPLETE = "incomplete", _("something is missing")
    ADMISSIBLE = "admissible", _("admissible")
    INADMISSIBLE = "inadmissible", _("not admissible")
    AWARDED = "awarded", _("awarded")
    RESERVE = "reserve", _("on the reserve list")
    REFUSED = "refused", _("not awarded")
    WITHDRAWN = "withdrawn", _("withdrawn")
    RENOUNCED = "renounced", _("renounced")


class MemberRole(models.TextChoices):
    """What a colleague may do with a draft."""

    LEAD = "lead", _("leads")
    WRITER = "writer", _("writes")
    READER = "reader", _("reads")


class SigningState(models.TextChoices):
    """How far a person's claim to sign for a body has come."""

    ASKED = "asked", _("asked for")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    ENDED = "ended", _("ended")


class RequestState(models.TextChoices):
    """What became of a request for what is missing."""

    OPEN = "open", _("awaited")
    ANSWERED = "answered", _("answered")
    LAPSED = "lapsed", _("not answered in time")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Declaration(models.TextChoices):
    """What a juror says of an application before reading it."""

    NONE = "none", _("no conflict of interest")
    CONFLICT = "conflict", _("conflict of interest")


class ConflictKind(models.TextChoices):
    """Why a juror stays away from an application."""

    DECLARED = "declared", _("declared by the juror")
    EMPLOYER = "employer", _("same employer")
    BOARD = "board", _("same board")
    MUNICIPALITY = "municipality", _("office in the municipality")
    APPLICANT = "applicant", _("takes part in an application of this edition")
    PAST_STAFF = "past-staff", _("worked there not long ago")


class InterestKind(models.TextChoices):
    """How a person is tied to a body or a municipality."""

    EMPLOYER = "employer", _("works there")
    BOARD = "board", _("sits on the board")
    COUNCIL = "council", _("holds an office in the municipality")
    PAST_STAFF = "past-staff", _("worked there")
    FAMILY = "family", _("close family works there")


class ScenarioState(models.TextChoices):
    """Where the computing of a scenario stands."""

    WAITING = "waiting", _("waits")
    SOLVING = "solving", _("is being computed")
    SOLVED = "solved", _("computed")
    FAILED = "failed", _("failed")


class DecisionState(models.TextChoices):
    """Where a decision stands: nothing is announced before it is signed."""

    PREPARED = "prepared", _("prepared")
    SIGNED = "signed", _("signed")
    ANNOUNCED = "announced", _("announced")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Outcome(models.TextChoices):
    """What a decision says of one application."""

    AWARDED = "awarded", _("awarded")
    RESERVE = "reserve", _("on the reserve list")
    REFUSED = "refused", _("not awarded")
    INADMISSIBLE = "inadmissible", _("not admissible")


class AppealState(models.TextChoices):
    """What became of an appeal."""

    OPEN = "open", _("awaits an answer")
    UPHELD = "upheld", _("upheld")
    DISMISSED = "dismissed", _("dismissed")
    WITHDRAWN = "withdrawn", _("withdrawn")

"""Refusals about keeping measures current."""

from django.utils.translation import gettext_lazy as _

from perron.core.errors import Refusal


class NotItsHolder(Refusal):
    """Only who holds a measure is asked how it stands."""

    sentence = _(
        "“%(organisation)s” does not hold “%(measure)s” in the public record, so it was not asked. "
        "Name it as the holder first."
    )


class NobodyToAsk(Refusal):
    """The holder has no address."""

    sentence = _(
        "Nobody at “%(organisation)s” has an address here: no letter was written. Add a contact to "
        "the organisation, or ask by telephone and enter the answer."
    )


class AnswerWaits(Refusal):
    """The holder has answered; an officer has to decide first."""

    sentence = _(
        "“%(organisation)s” has already proposed a change of “%(measure)s”. Publish or decline it "
        "first; nobody was asked again."
    )


class UpdateSuperseded(Refusal):
    """A newer letter replaced this one."""

    sentence = _(
        "A newer request has replaced this one, so nothing was changed. Open the link in the "
        "newest letter."
    )
    status = 410


class UpdateWithdrawn(Refusal):
    """The agency no longer asks."""

    sentence = _(
        "The agency no longer asks for this update. You need not do anything; nothing was changed."
    )
    status = 410


class UpdateAnswered(Refusal):
    """The link was used."""

    sentence = _(
        "This request was answered on %(day)s, and it takes one answer. Nothing was changed by "
        "this one. If something is different now, write to the agency."
    )


class UpdateExpired(Refusal):
    """The link was not used in time."""

    sentence = _(
        "This link could be used until %(day)s. Nothing was changed. Write to the agency, and it "
        "will send a new one."
    )
    status = 410


class MeasureGone(Refusal):
    """The measure is no longer published."""

    sentence = _(
        "The measure “%(measure)s” is no longer published, so there is nothing to update. Nothing "
        "was changed."
    )
    status = 410


class PublishedMeanwhile(Refusal):
    """What was looked at is no longer what is published."""

    sentence = _(
        "“%(measure)s” was published anew after this page was opened. Nothing was sent. Look at "
        "what is published now, then answer again; what you wrote is still here."
    )


class ComparedWithOlder(Refusal):
    """An officer decided beside a record that is no longer the published one."""

    sentence = _(
        "“%(measure)s” was published anew after you opened this page. Nothing was published by "
        "you: compare the proposal with what stands there now, then decide."
    )


class NothingProposed(Refusal):
    """A proposal that says what is published already."""

    sentence = _(
        "This says what is published already. Choose another state, or write what was reached; if "
        "all is as before, choose “Nothing has changed”."
    )
    status = 422


class EvidenceRefused(Refusal):
    """The source is no address of a page."""

    sentence = _(
        "“%(address)s” is no address of a page. Write it whole, beginning with https://, or leave "
        "it empty."
    )
    status = 422


class UpdateNotWaiting(Refusal):
    """Somebody else decided first, or there is nothing to decide."""

    sentence = _("This request no longer waits for a decision: it is %(state)s. Nothing was done.")


class NotAnOfficer(Refusal):
    """Only who may edit measures can look after one."""

    sentence = _("%(person)s may not edit measures, so nothing was handed over.")


class NotYourMeasure(Refusal):
    """What one does not look after can't be handed over."""

    sentence = _("You do not look after “%(measure)s”. Nothing was changed.")

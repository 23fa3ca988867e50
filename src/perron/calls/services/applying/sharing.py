"""Several sites or bodies in one application: each agrees, and the shares are the whole."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from perron.accounts.models import User
from perron.calls.enums import ApplicationState
from perron.calls.errors.applying import (
    NotAgreed,
    NotForBody,
    SharedAlready,
    SharesDiffer,
    TooManySharers,
)
from perron.calls.models import Application, Sharer
from perron.calls.rules.definition import definition_of
from perron.calls.services.applying.eligible import refuse_ineligible
from perron.calls.services.applying.remembering import (
    led_by,
    locked,
    refuse_state,
    remember,
    tell_person,
)
from perron.core.formats import money_in_words
from perron.core.money import euros
from perron.directory.models import Organisation, Site
from perron.directory.rules import acts_for
from perron.directory.services.parties import speakers_of


@transaction.atomic
def add_sharer(
    application: Application,
    organisation: Organisation,
    site: Site | None,
    *,
    by: User,
    at: datetime,
) -> Sharer:
    """Ask another site or body to take part; whoever speaks for it is written to and agrees."""
    kept = led_by(application, by)
    refuse_state(kept, [ApplicationState.DRAFT])
    most = definition_of(kept.edition).applicant.together
    if kept.sharers.count() + 1 >= most:
        raise TooManySharers(most=most)
    own = kept.organisation == organisation and kept.site == site
    if own or kept.sharers.filter(organisation=organisation, site=site).exists():
        raise SharedAlready(organisation=site or organisation)
    refuse_ineligible(kept.edition, site or organisation, at)
    sharer = Sharer.objects.create(application=kept, organisation=organisation, site=site)
    remember("shared", kept, {"with": (site or organisation).code}, by=by, at=at)
    for person in speakers_of(organisation.code):
        reason = f"share:{sharer.pk}"
        page = reverse("calls:share", args=[sharer.pk])
        link = f"{settings.SITE_ADDRESS.rstrip('/')}{page}"
        context = {"organisation": str(site or organisation), "link": link}
        tell_person("application-share", person, kept, reason=reason, at=at, context=context)
    return sharer


@transaction.atomic
def set_shares(application: Application, shares: dict[int, int], *, by: User, at: datetime) -> None:
    """Say how much of what is asked goes to each; a changed share has to be agreed to again."""
    kept = led_by(application, by)
    refuse_state(kept, [ApplicationState.DRAFT])
    for sharer in kept.sharers.all():
        share = shares.get(sharer.pk)
        if share is not None and share >= 0 and share != sharer.share:
            sharer.share, sharer.agreed_at, sharer.agreed_by = share, None, ""
            sharer.save(update_fields=["share", "agreed_at", "agreed_by"])
    remember("shares-set", kept, {"shares": shares_of(kept)}, by=by, at=at)


@transaction.atomic
def agree_to_share(sharer: Sharer, *, by: User, at: datetime) -> Sharer:
    """Agree for a site or body to its share."""
    kept = locked(sharer.application)
    refuse_state(kept, [ApplicationState.DRAFT])
    found = kept.sharers.select_related("organisation", "site").get(pk=sharer.pk)
    if not acts_for(by, found.organisation):
        raise NotForBody(organisation=found.organisation)
    if found.agreed_at is None:
        found.agreed_at, found.agreed_by = at, by.actor_name
        found.save(update_fields=["agreed_at", "agreed_by"])
        change = {"who": (found.site or found.organisation).code, "share": found.share}
        remember("share-agreed", kept, change, by=by, at=at)
    return found


@transaction.atomic
def remove_sharer(sharer: Sharer, *, by: User, at: datetime) -> None:
    """Take no part any more: by whoever leads, or by whoever speaks for the body."""
    kept = locked(sharer.application)
    refuse_state(kept, [ApplicationState.DRAFT])
    if not acts_for(by, sharer.organisation):
        led_by(kept, by)
    remember(
        "share-removed", kept, {"who": (sharer.site or sharer.organisation).code}, by=by, at=at
    )
    kept.sharers.filter(pk=sharer.pk).delete()


def shares_of(application: Application) -> list[dict[str, object]]:
    """Who takes part with how much; the applicant itself has the rest."""
    rows = application.sharers.select_related("organisation", "site")
    return [{"who": (one.site or one.organisation).code, "share": one.share} for one in rows]


def own_share(application: Application) -> int:
    """What is left for the applicant itself, in cents; negative when too much is shared out."""
    return application.asked - sum(one.share for one in application.sharers.all())


def refuse_unshared(application: Application) -> None:
    """Raise ``NotAgreed`` or ``SharesDiffer`` where a joint application is not settled."""
    for sharer in application.sharers.select_related("organisation", "site"):
        if sharer.agreed_at is None:
            raise NotAgreed(organisation=sharer.site or sharer.organisation)
    rest = own_share(application)
    if rest < 0:
        raise SharesDiffer(
            shares=money_in_words(euros(application.asked - rest)),
            asked=money_in_words(euros(application.asked)),
        )

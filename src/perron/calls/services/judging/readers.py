"""One more reader for one application: the third, or another in place of one who stays away."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q

from perron.calls.models import Application, Conflict, Edition, Juror, Review
from perron.calls.services.judging.journal import remember
from perron.calls.services.judging.standings import Standing, judged_one
from perron.calls.services.judging.telling import tell_given
from perron.calls.services.judging.terms import SCORING, jury_terms
from perron.core.journal.lines import Actor


def free_jurors(application: Application, edition: Edition) -> list[Juror]:
    """Who may still read it, the least loaded first: of its language, untied, not a reader before.

    Whoever reads the fewest comes first, then whoever was named first.
    """
    taken = Review.objects.filter(application=application, phase=SCORING).values("juror")
    tied = Conflict.objects.filter(application=application).values("juror")
    load = Count("reviews", filter=Q(reviews__withdrawn_at=None))
    rows = edition.jurors.sitting().exclude(pk__in=taken).exclude(pk__in=tied)
    rows = rows.exclude(person__applications__application=application)
    ordered = rows.annotate(load=load).order_by("load", "named_at", "pk")
    free = [(one, getattr(one, "load", 0)) for one in ordered]
    return [one for one, load in free if load < one.most and speaks(one, application.language)]


def speaks(juror: Juror, language: str) -> bool:
    """Whether a juror reads this language; one who named none reads all."""
    return not juror.languages or language in juror.languages


def call_a_third(
    application: Application, edition: Edition, *, by: Actor | None, at: datetime
) -> Review | None:
    """Give it a third reader where two scores want one and nobody was asked yet.

    None where no third is wanted, or where nobody is free: officers see that.
    """
    found = judged_one(application, edition)
    if found is None or found.standing is not Standing.NEEDS_THIRD or found.missing:
        return None
    return give_to_one_more(application, edition, third=True, by=by, at=at)


def fill_up(
    applications: Iterable[Application], edition: Edition, *, by: Actor | None, at: datetime
) -> list[Review]:
    """Give each application the readers that it lacks, as far as jurors are free."""
    wanted = jury_terms(edition).reviews
    given = []
    for application in applications:
        standing = Review.objects.standing().filter(application=application, phase=SCORING)
        for _place in range(standing.count(), wanted):
            review = give_to_one_more(application, edition, third=False, by=by, at=at)
            if review:
                given.append(review)
        third = call_a_third(application, edition, by=by, at=at)
        if third:
            given.append(third)
    return given


def give_to_one_more(
    application: Application, edition: Edition, *, third: bool, by: Actor | None, at: datetime
) -> Review | None:
    """The application goes to the juror with the least to read; None where nobody is free."""
    juror = next(iter(free_jurors(application, edition)), None)
    if juror is None:
        return None
    review = Review.objects.create(
        juror=juror, application=application, phase=SCORING, third=third, assigned_at=at
    )
    change = {"application": application.number, "third": third}
    private = {"juror": str(juror.person.key)}
    remember("review.assigned", review, change, by=by, at=at, private=private)
    tell_given(edition, [review], at=at)
    return review

"""The personal data of juries: given out, erased."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perron.calls.models import Conflict, Interest, Juror, Review
from perron.core.personal import Holding, Rows, Subject


def export_seats(subject: Subject) -> Rows:
    """The juries on which a person sits or sat."""
    rows = Juror.objects.filter(person__key=subject.key) if subject.key else Juror.objects.none()
    return [
        {
            "edition": one.edition.code,
            "named_at": one.named_at,
            "accepted_at": one.accepted_at,
            "left_at": one.left_at,
            "expertise": one.expertise,
            "languages": one.languages,
        }
        for one in rows.select_related("edition")
    ]


def export_reviews(subject: Subject) -> Rows:
    """What a juror declared, scored and wrote."""
    if not subject.key:
        return []
    rows = Review.objects.filter(juror__person__key=subject.key).select_related("application")
    return [
        {
            "application": one.application.number,
            "declared_at": one.declared_at,
            "declaration": one.declaration,
            "marks": one.marks,
            "sentences": one.sentences,
            "handed_at": one.handed_at,
        }
        for one in rows
    ]


def export_interests(subject: Subject) -> Rows:
    """What a person told of their ties, and the conflicts that came of it."""
    if not subject.key:
        return []
    ties = Interest.objects.filter(person__key=subject.key)
    found = Conflict.objects.filter(juror__person__key=subject.key)
    return [
        *(
            {
                "kind": one.kind,
                "organisation": one.organisation.code if one.organisation else "",
                "municipality": one.municipality.code if one.municipality else "",
                "until": one.until,
                "declared_at": one.declared_at,
            }
            for one in ties.select_related("organisation", "municipality")
        ),
        *(
            {
                "kind": one.kind,
                "application": one.application.number,
                "words": one.words,
                "found_at": one.found_at,
            }
            for one in found.select_related("application")
        ),
    ]


def erase_seats(subject: Subject, at: datetime) -> int:
    """Leave every jury; the row stays without the person's words, for its scores decided."""
    rows = Juror.objects.filter(person__key=subject.key) if subject.key else Juror.objects.none()
    rows.filter(left_at=None).update(left_at=at)
    return rows.update(expertise=[], languages=[])


def erase_reviews(subject: Subject, at: datetime) -> int:
    """Drafts go; sentences that were handed in are the jury's reasons, and name nobody."""
    if not subject.key:
        return 0
    rows = Review.objects.filter(juror__person__key=subject.key, handed_at=None)
    return rows.filter(~Q(marks={}) | ~Q(sentences={})).update(
        marks={}, sentences={}, withdrawn_at=at
    )


def erase_interests(subject: Subject, at: datetime) -> int:
    """Ties are forgotten; that there was a conflict stays, without its words."""
    del at
    if not subject.key:
        return 0
    gone: int = Interest.objects.filter(person__key=subject.key).delete()[0]
    found = Conflict.objects.filter(juror__person__key=subject.key).exclude(words="")
    return gone + found.update(words="")


HOLDINGS = (
    Holding(
        name="jury-seats",
        label=_("Juries on which you sit"),
        why=_("So that each application is read by people who know the matter and are not tied."),
        kept=_("As long as the edition's decision can be checked; your account's end empties it."),
        seen=_("The officers and auditors."),
        tables=("calls.Juror",),
        export=export_seats,
        erase=erase_seats,
        order=64,
    ),
    Holding(
        name="jury-reviews",
        label=_("What you scored as a juror"),
        why=_("Scores and their sentences are the reasons of a decision."),
        kept=_("What was handed in stays with the decision, without your name once you erase it."),
        seen=_("The officers and auditors; applicants read your sentences without your name."),
        tables=("calls.Review",),
        export=export_reviews,
        erase=erase_reviews,
        order=65,
    ),
    Holding(
        name="jury-ties",
        label=_("What ties you to bodies and municipalities"),
        why=_("So that nobody judges where they are tied."),
        kept=_("Until your account ends; that there was a conflict stays, without its words."),
        seen=_("The officers and auditors."),
        tables=("calls.Interest", "calls.Conflict"),
        export=export_interests,
        erase=erase_interests,
        order=66,
    ),
)

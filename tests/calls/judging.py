"""Builders for tests of juries: jurors who accepted, applications to read, scores handed in."""

from datetime import timedelta
from typing import Any

from perron.accounts.models import User
from perron.calls.enums import Declaration
from perron.calls.models import Application, Edition, Juror, Review
from perron.calls.services.judging.assigning import assign_reviews
from perron.calls.services.judging.declaring import declare_free
from perron.calls.services.judging.naming import NewJuror, accept_jury, name_juror
from perron.calls.services.judging.scoring import Written, hand_in_review, save_marks
from tests.calls.make import a_ranked, an_edition
from tests.make import NOON, chantal

LATER = NOON + timedelta(days=10)
NAMES = ("Dora", "Edgar", "Flora", "Gil", "Hanna")


def the_officer() -> User:
    """Chantal, once."""
    return User.objects.filter(email="chantal@example.org").first() or chantal()


def a_person(name: str, **fields: Any) -> User:
    """Somebody with an account and no right."""
    return User.objects.create_user(f"{name.lower()}@example.org", name=name, **fields)


def a_juror(edition: Edition, name: str, **brings: Any) -> Juror:
    """Somebody who was named and accepted the rules."""
    new = NewJuror(a_person(name), **brings)
    seat = name_juror(edition, new, by=the_officer(), at=NOON)
    return accept_jury(seat, [], by=seat.person, at=NOON)


def a_judged_edition(applications: int = 4, *, calibration: int = 0, **changes: Any) -> Edition:
    """A closed edition with so many admissible applications, from A-001 on."""
    jury = {"reviews": 2, "gap": 20_000, "combine": "closest", "blind": True}
    jury |= {"calibration": calibration} | changes.pop("jury", {})
    edition = an_edition(jury=jury, **changes)
    for number in range(1, applications + 1):
        an_application_to_read(edition, f"A-{number:03}")
    return edition


def an_application_to_read(edition: Edition, number: str, **fields: Any) -> Application:
    """An admissible application with answers."""
    answers = {"title": f"Project {number}", "aims": f"What {number} wants.", "lead": "Zoe Zola"}
    return a_ranked(edition, number, **{"answers": answers} | fields)


def a_jury(edition: Edition, jurors: int = 3, **brings: Any) -> list[Juror]:
    """Jurors who read the edition's applications."""
    seats = [a_juror(edition, name, **brings) for name in NAMES[:jurors]]
    assign_reviews(edition, by=the_officer(), at=LATER)
    return seats


def marks(level: str = "full") -> Written:
    """The same level and a sentence for each criterion of the small edition."""
    codes = ("aims", "strategy", "value")
    said = {code: f"The {code} are {level}." for code in codes}
    return Written(dict.fromkeys(codes, level), said, "en")


def scored(review: Review, level: str = "full") -> Review:
    """A review that its juror declared free for, wrote and handed in."""
    by = review.juror.person
    if review.declaration != Declaration.NONE:
        declare_free(review, by=by, at=LATER)
    review.refresh_from_db()
    save_marks(review, marks(level), revision=review.revision, by=by, at=LATER)
    return hand_in_review(review, by=by, at=LATER)


def all_scored(edition: Edition, level: str = "full") -> None:
    """Every review that stands is handed in, those of calibration first."""
    rows = Review.objects.standing().filter(application__edition=edition, handed_at=None)
    for review in rows.order_by("-calibration", "pk").select_related("juror__person"):
        scored(review, level)


def readers_of(number: str) -> list[Review]:
    """The reviews of an application that stand, in the order of the jurors."""
    rows = Review.objects.standing().filter(application__number=number)
    return list(rows.select_related("juror__person", "application").order_by("juror"))

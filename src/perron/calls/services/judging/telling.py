"""Letters to jurors; none of them names an application, a body or a person but the reader."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from perron.calls.models import Edition, Juror, Review
from perron.letters.services.wording import spoken_language
from perron.letters.services.writing import Addressee, write_letter


def tell_named(seat: Juror, *, at: datetime) -> None:
    """You are asked to sit on a jury."""
    _tell("juror-named", seat, {"name": seat.person.name}, at=at)


def tell_given(edition: Edition, given: Iterable[Review], *, at: datetime) -> None:
    """So many applications wait for you."""
    numbers = Counter(review.juror_id for review in given)
    rows = Juror.objects.filter(pk__in=numbers).select_related("person", "edition")
    for seat in rows.filter(edition=edition):
        _tell("reviews-given", seat, {"count": numbers[seat.pk]}, at=at)


def _tell(kind: str, seat: Juror, said: dict[str, object], *, at: datetime) -> None:
    person = seat.person
    language = spoken_language(person.language)
    with translation.override(language):
        way = reverse("calls:jury_seat", args=[seat.key])
    context = {
        **said,
        "edition": seat.edition.name.spoken(language)[0],
        "link": f"{settings.SITE_ADDRESS.rstrip('/')}{way}",
    }
    to = Addressee(person.email, language, person.actor_name)
    reference = f"{kind}:{seat.key}:{at:%Y%m%dT%H%M%S%f}"
    write_letter(kind, to=to, reference=reference, context=context, at=at)

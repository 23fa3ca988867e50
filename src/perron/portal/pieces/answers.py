"""Published answers as lines; which things have some."""

from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst

from perron.core.publications import publication_number
from perron.letters.models import Inquiry
from perron.portal.pieces.things import named_things

KEPT_SECONDS = 24 * 3600


def answer_lines(inquiries: Iterable[Inquiry]) -> list[dict[str, Any]]:
    """Each answer: its neutral title, what it is about, when it was asked and answered."""
    listed = list(inquiries)
    about = named_things({(one.about_kind, one.about_code) for one in listed})
    return [
        {
            "number": one.pk,
            "url": reverse("portal:answer", args=[one.pk]),
            "title": one.title,
            "kind": capfirst(one.get_kind_display()),
            "language": one.language,
            "about": about.get((one.about_kind, one.about_code)),
            "about_key": f"{one.about_kind}/{one.about_code}" if one.about_code else "",
            "asked": one.asked_at.date(),
            "answered": one.answered_at.date() if one.answered_at else None,
            "answer": one.answer,
        }
        for one in listed
    ]


def answers_about(kind: str, code: str) -> int:
    """How many published answers are about a thing; counted once per publication for all."""
    key = f"answers-about:{publication_number()}"
    counted: dict[tuple[str, str], int] | None = cache.get(key)
    if counted is None:
        counted = {}
        for pair in Inquiry.objects.shown().values_list("about_kind", "about_code"):
            counted[pair] = counted.get(pair, 0) + 1
        cache.set(key, counted, KEPT_SECONDS)
    return counted.get((kind, code), 0)


def asking_of(kind: str, code: str) -> dict[str, Any]:
    """The two quiet links on the page of a thing: ask about it, and read what was answered."""
    about = urlencode({"about": f"{kind}/{code}"})
    count = answers_about(kind, code)
    return {
        "url": f"{reverse('portal:ask')}?{about}",
        "answers": count,
        "answers_url": f"{reverse('portal:answers')}?{about}" if count else "",
    }

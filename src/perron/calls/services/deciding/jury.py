"""What the jury found of each application, by criterion: the reasons that its letter gives."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from perron.calls.models import Application, Consensus, Edition, Review

Found = list[dict[str, Any]]


def jury_words(edition: Edition, applications: Iterable[Application]) -> dict[int, Found]:
    """Application (its key in the database) to ``{"code", "points", "sentences"}`` by criterion.

    ``points`` are thousandths: what the jury agreed on, else the mean of its readings. Each
    sentence is ``{"words", "language"}``; who wrote it is not told. Three queries whatever the
    number.
    """
    wanted = [one.pk for one in applications]
    reviews: dict[int, list[Review]] = defaultdict(list)
    for review in Review.objects.standing().handed().filter(application__edition=edition):
        reviews[review.application_id].append(review)
    agreed = {
        one.application_id: one for one in Consensus.objects.filter(application__edition=edition)
    }
    codes = [one["code"] for one in edition.definition.get("grid", {}).get("criteria", ())]
    return {
        pk: [_criterion(code, reviews[pk], agreed.get(pk)) for code in codes]
        for pk in wanted
        if reviews.get(pk) or pk in agreed
    }


def _criterion(code: str, reviews: Iterable[Review], agreed: Consensus | None) -> dict[str, Any]:
    read = list(reviews)
    marks = [one.marks[code] for one in read if code in one.marks]
    points = agreed.marks.get(code) if agreed else None
    if points is None and marks:
        points = (2 * sum(marks) + len(marks)) // (2 * len(marks))
    sentences = [
        {"words": one.sentences[code], "language": one.language}
        for one in read
        if one.sentences.get(code)
    ]
    said = agreed.sentences.get(code) if agreed else None
    if said:
        sentences = [_agreed(said)]
    return {"code": code, "points": points, "sentences": sentences}


def _agreed(said: Any) -> dict[str, str]:
    """A sentence that the jury agreed on, in the form in which it was kept."""
    if isinstance(said, Mapping):
        return {"words": str(said.get("words", "")), "language": str(said.get("language", ""))}
    return {"words": str(said), "language": ""}

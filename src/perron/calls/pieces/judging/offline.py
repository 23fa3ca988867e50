"""One file with all that a juror may read, and score sheets that save themselves to a file."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from perron.accounts.models import User
from perron.calls.enums import Declaration
from perron.calls.models import Juror, Review
from perron.calls.pieces.judging.scored import points
from perron.calls.pieces.judging.seen import as_juror_sees
from perron.calls.rules.definition import definition_of
from perron.calls.services.judging.offline import FORMAT
from perron.calls.services.judging.terms import SCORING, level_code

PARTS = Path(__file__).parents[2] / "templates" / "calls" / "judging"


def offline_page(seat: Juror, person: User) -> str:
    """The file, in the reader's language: what the phase shows, of declared applications alone."""
    criteria = definition_of(seat.edition).criteria
    rows = Review.objects.of(person).filter(
        juror=seat, phase=SCORING, declaration=Declaration.NONE, handed_at=None
    )
    sheets = []
    for review in rows.select_related("application__edition").order_by("application__number"):
        questions = [
            {
                "code": one.code,
                "name": one.name,
                "chosen": level_code(one, review.marks),
                "levels": [
                    {"code": level.code, "points": points(level.points), "text": level.text}
                    for level in one.levels
                ],
                "sentence": review.sentences.get(one.code, ""),
            }
            for one in criteria
        ]
        seen = as_juror_sees(review.application, review.phase)
        sheets.append({"review": review, "seen": seen, "questions": questions})
    context = {
        "seat": seat,
        "sheets": sheets,
        "format": FORMAT,
        "style": _embedded("style", "offline.css"),
        "script": _embedded("script", "offline.js"),
    }
    return render_to_string("calls/judging/offline.html", context)


def _embedded(element: str, name: str) -> SafeString:
    """One of our own files inside the page: it is opened where nothing can be fetched."""
    source = (PARTS / name).read_text(encoding="utf-8")
    return SafeString(f"<{element}>{source}</{element}>")

"""The nights: what was counted, of whom, and what came of it."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perron.competences.enums import AgeBand, CalibrationState
from perron.competences.models import Calibration
from perron.competences.rules.calibrating import AGE, DRIFT, ITEMS, LANGUAGE
from perron.competences.services.calibrating.reporting import newest_runs
from perron.core.formats import date_in_words, number_in_words

Piece = dict[str, Any]
TONES = {
    CalibrationState.RUNNING: "going",
    CalibrationState.DONE: "done",
    CalibrationState.REFUSED: "stopped",
}


def runs_table() -> Piece | None:
    """The last runs as a table, nothing before the first."""
    runs = newest_runs()
    if not runs:
        return None
    titles = [_("Night"), _("What was counted"), _("People"), _("Answers"), _("What came of it")]
    titles.append(_("State"))
    numeric = {2, 3}
    return {
        "caption": _("What was counted in the last nights"),
        "columns": [
            {"title": title, "numeric": place in numeric} for place, title in enumerate(titles)
        ],
        "rows": [
            [
                {"title": title, "numeric": place in numeric, **cell}
                for place, (title, cell) in enumerate(zip(titles, _cells(run), strict=True))
            ]
            for run in runs
        ],
    }


def _cells(run: Calibration) -> list[Piece]:
    state = CalibrationState(run.state)
    return [
        {"text": date_in_words(run.begun_at)},
        {"text": kind_in_words(run.kind)},
        {"text": _number(run.found.get("people"))},
        {"text": _number(run.found.get("answers"))},
        {"text": run.reason or _found(run)},
        {"text": str(state.label), "tone": TONES[state]},
    ]


def kind_in_words(kind: str) -> str:
    """What a calibration counts."""
    if kind == ITEMS:
        return _("how hard each question is")
    if kind == DRIFT:
        return _("whether answers drift away from what was measured")
    return _("whether questions are alike for: %(group)s") % {"group": group_in_words(kind)}


def group_in_words(kind: str) -> str:
    """The group that is compared with everybody else."""
    if kind.startswith(LANGUAGE):
        code = kind.removeprefix(LANGUAGE)
        return str(settings.REGION.language_names.get(code, code))
    band = kind.removeprefix(AGE)
    return str(AgeBand(band).label) if band in AgeBand.values else kind


def _number(told: int | None) -> str:
    return "–" if told is None else number_in_words(told)


def _found(run: Calibration) -> str:
    """What came of a run, in a few words."""
    if run.state != CalibrationState.DONE:
        return "–"
    found = run.found
    if run.kind == ITEMS:
        return _(
            "%(measured)s of %(all)s questions measured, %(taken)s new ones taken into use"
        ) % {
            "measured": number_in_words(found.get("calibrated", 0)),
            "all": number_in_words(found.get("of", 0)),
            "taken": number_in_words(found.get("taken", 0)),
        }
    flagged = int(found.get("flagged", 0))
    return ngettext("%(n)s question taken out", "%(n)s questions taken out", flagged) % {
        "n": number_in_words(flagged)
    }

"""What the page of one panel shows to those who keep it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from perron.competences.errors.panels import PanelSilent, PanelTooSmall
from perron.competences.models import Panel
from perron.competences.pieces.figures import panel_table, row_names, share
from perron.competences.services.figures.counting import OVERALL
from perron.competences.services.panels.estimating import estimate_panel
from perron.competences.services.panels.keeping import response_by_stratum
from perron.core.formats import number_in_words, percent_in_words


def panel_page(panel: Panel, at: datetime) -> dict[str, Any]:
    """The panel, its strata, what can be done now; estimates only once it is over."""
    rows = response_by_stratum(panel)
    has_codes = any(row["codes"] for row in rows)
    is_over = at >= panel.closes_at
    context: dict[str, Any] = {
        "panel": panel,
        "has_codes": has_codes,
        "is_over": is_over,
        "table": _response(rows),
        "may_publish": is_over and has_codes and not panel.published_at,
    }
    if is_over and has_codes:
        context |= _estimated(panel)
    return context


def _estimated(panel: Panel) -> dict[str, Any]:
    picture = panel.pictures.first()
    try:
        table = picture.table if picture else estimate_panel(panel)
    except (PanelTooSmall, PanelSilent) as refusal:
        return {"refusal": str(refusal), "may_publish": False}
    return {
        "basic": share(table["rows"][OVERALL]["basic"]),
        "estimates": panel_table(table, row_names()),
        "answered": number_in_words(table["answered"]),
    }


def _response(rows: list[dict[str, Any]]) -> dict[str, Any]:
    titles = [_("Stratum"), _("Population"), _("Drawn"), _("Codes used"), _("Tests finished")]
    titles.append(_("Response"))
    lines = [
        [
            row["name"],
            *(number_in_words(row[name]) for name in ("population", "drawn", "used", "finished")),
            percent_in_words(round(100 * row["finished"] / row["drawn"], 1)),
        ]
        for row in rows
    ]
    return {
        "caption": _("Who answers, by stratum"),
        "columns": [{"title": title, "numeric": place > 0} for place, title in enumerate(titles)],
        "rows": [
            [
                {"text": text, "title": title, "numeric": place > 0}
                for place, (text, title) in enumerate(zip(line, titles, strict=True))
            ]
            for line in lines
        ],
    }

"""The public page of figures, and its tables to take away."""

import csv
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from perron.competences.models import Picture
from perron.competences.pieces.figures import (
    declared_figure,
    levels_in_words,
    panel_pieces,
    row_names,
    takers,
)
from perron.competences.rules.picturing import shown_row
from perron.competences.services.figures.keeping import latest_of_takers
from perron.core.pages import public_page

CSV = "text/csv; charset=utf-8"
LEVEL_CODES = ("before_basic", "basic", "intermediate", "advanced")


@public_page
def figures(request: HttpRequest) -> HttpResponse:
    """Who took the test, by area and level; what panels say; what people say of themselves."""
    picture = latest_of_takers()
    context = {
        "takers": takers(picture) if picture else None,
        "panels": panel_pieces(),
        "declared": declared_figure(),
        "levels": levels_in_words(),
        "downloads": [{"format": "CSV", "url": reverse("competences:takers_csv")}],
        "breadcrumbs": [
            (_("Home"), reverse("portal:home")),
            (_("The test of digital skills"), reverse("competences:start")),
        ],
    }
    return render(request, "competences/figures/figures.html", context)


@public_page
def takers_csv(request: HttpRequest) -> HttpResponse:
    """The newest picture of those who took the test; a hidden number is an empty cell."""
    del request
    picture, names = latest_of_takers(), row_names()
    rows: list[list[object]] = [["row", "name", *LEVEL_CODES, "people", "as_of"]]
    for row, held in (picture.table["rows"] if picture else {}).items():
        shown = shown_row(held)
        if shown is not None:
            rows.append([row, names.get(row, row), *shown, held["day"]])
    return written(rows, "people-who-took-the-test.csv")


@public_page
def panel_csv(request: HttpRequest, code: str) -> HttpResponse:
    """What a published panel says of the population; demonstrations have no figures."""
    del request
    found = Picture.objects.filter(panel__is_demonstration=False)
    picture = get_object_or_404(found, panel__code=code)
    names = row_names()
    told = ("value", "low", "high", "se", "effect", "people")
    rows: list[list[object]] = [["row", "name", "level", *told]]
    for row, held in picture.table["rows"].items():
        both = [("basic_or_above", held["basic"]), *zip(LEVEL_CODES, held["levels"], strict=True)]
        for level, one in both:
            rows.append([row, names.get(row, row), level, *(one[name] for name in told)])
    return written(rows, f"panel-{code}.csv")


def written(rows: list[list[object]], name: str) -> HttpResponse:
    """A table as a file to take away."""
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    answer = HttpResponse(text.getvalue(), content_type=CSV)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

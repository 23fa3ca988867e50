"""The pieces say what they are given, and what colour alone would say they say in words."""

import re
from datetime import date
from typing import Any

from django.template.loader import render_to_string

SOURCE = {"title": "The gazette", "url": "https://gazette.example/1", "date": date(2019, 9, 16)}


def piece(name: str, **context: Any) -> str:
    """A piece in plain words: tags away, spaces folded."""
    mark_up = render_to_string(f"core/pieces/{name}.html", context)
    return " ".join(re.sub(r"<[^>]+>", " ", mark_up).split())


def test_a_figure_shows_its_number_unit_period_and_source() -> None:
    figure = {"label": "Reach", "value": "55", "unit": "%", "period": "2023", "source": SOURCE}
    said = piece("figure", figure=figure)
    assert [word for word in ("Reach", "55", "%", "2023", "The gazette") if word not in said] == []


def test_sources_that_disagree_are_all_shown_and_none_is_chosen() -> None:
    claims = [{"value": "40,000", "source": SOURCE}, {"value": "15,000", "source": SOURCE}]
    said = piece("conflict", conflict={"question": "How many?", "claims": claims})
    assert "40,000" in said
    assert "15,000" in said
    assert said.count("The gazette") == len(claims)


def test_a_silence_is_said_and_is_not_a_zero() -> None:
    said = piece("gap", gap={"unknown": "The number of applications is not known."})
    assert "The public record is silent here." in said
    assert "0" not in said


def test_an_evaluation_colour_comes_with_its_word() -> None:
    colours = ("green", "yellow", "orange", "red", "white")
    said = [piece("card_mark", colour=colour, word=f"word of {colour}") for colour in colours]
    assert said == [f"word of {colour}" for colour in colours]


def test_evaluation_colours_have_signs_of_their_own() -> None:
    signs = {
        render_to_string("core/pieces/card_icon.html", {"colour": colour})
        for colour in ("green", "yellow", "orange", "red", "white")
    }
    assert len(signs) == 5


def test_a_state_tells_who_has_it_and_how_long_nobody_answered() -> None:
    state = {"tone": "waiting", "word": "Waiting", "holder": "The agency", "silent_days": 120}
    said = piece("state_line", state=state)
    assert "with The agency" in said
    assert "unanswered for 120 days" in said


def test_every_cell_of_a_table_names_its_column_for_the_phone() -> None:
    cells = [{"text": "2020"}, {"text": "679", "title": "Selected", "numeric": True}]
    columns = [{"title": "Edition"}, {"title": "Selected", "numeric": True}]
    table = {"caption": "Awards", "columns": columns, "rows": [cells]}
    mark_up = render_to_string("core/pieces/table.html", {"table": table})
    assert re.search(r'<td data-label="Selected" class="number">\s*<span>679', mark_up)


def test_a_bar_is_as_long_as_its_share_whatever_the_reader_s_decimal_sign() -> None:
    bars = [{"label": "Union", "value": "55,6 %", "percent": 55.6}]
    assert 'width="55.6%"' in render_to_string("core/pieces/bars.html", {"bars": bars})


def test_what_happened_may_be_known_by_its_year_only() -> None:
    said = piece("timeline", entries=[{"date_text": "2017", "title": "Pilot"}])
    assert said == "2017 Pilot"

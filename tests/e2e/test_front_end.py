"""The front end that set-up built reaches a browser."""

from playwright.sync_api import Page

FONT = "atkinson-hyperlegible-next-latin-wght-normal.woff2"


def test_style_sheet_and_font_are_served(page: Page) -> None:
    answers = {
        name: page.request.get(f"/static/perron/{name}") for name in ("site.css", f"fonts/{FONT}")
    }

    assert {name: answer.status for name, answer in answers.items()} == dict.fromkeys(answers, 200)
    assert FONT in answers["site.css"].text()

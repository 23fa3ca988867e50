"""Looking at pages: their words without mark-up, and parts of them."""

import html
import re


def words(markup: str) -> str:
    """What a reader reads."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def main_of(page: str) -> str:
    """The page without what stands around every page."""
    return page.partition("<main")[2].partition("</main>")[0]


def part(page: str, start: str, end: str = "</section>") -> str:
    """From one mark to the next."""
    assert start in page
    return page[page.index(start) :].partition(end)[0]

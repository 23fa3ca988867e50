"""The few marks of a letter's source, and the two forms that are made from them.

Blank lines part paragraphs. ``- `` begins an entry of a list, ``> `` a line that somebody else
wrote, four spaces set a line apart (a code to type). A paragraph whose last line is nothing but an
address of this site is an action: what stands before it is its label.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from textwrap import fill

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 76  # columns of the text form
APART = "    "
ADDRESS = re.compile(r"https?://\S+")
AFTER_LABEL = " \u00a0\u202f:"

Look = Mapping[str, SafeString]


class Mark(StrEnum):
    """What a block of a letter is."""

    PARAGRAPH = "paragraph"
    ACTION = "action"
    ENTRIES = "entries"
    QUOTE = "quote"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Block:
    """One block: a paragraph's sentence, a list's entries, or a quotation's lines."""

    mark: Mark
    lines: tuple[str, ...]
    address: str = ""


def read_blocks(source: str, *, site: str) -> list[Block]:
    """The blocks of a source; ``site`` ends in a slash and begins every address of an action."""
    blocks: list[Block] = []
    for chunk in re.split(r"\n\s*\n", source.strip("\n")):
        lines = [line.rstrip() for line in chunk.splitlines() if line.strip()]
        for mark, marked in groupby(lines, _mark_of):
            block = _block(mark, list(marked), site)
            if blocks and block.mark == blocks[-1].mark == Mark.ENTRIES:
                block = Block(Mark.ENTRIES, blocks.pop().lines + block.lines)
            blocks.append(block)
    return blocks


def _mark_of(line: str) -> Mark:
    if line.startswith(APART):
        return Mark.APART
    if line.startswith("- "):
        return Mark.ENTRIES
    return Mark.QUOTE if line.startswith(">") else Mark.PARAGRAPH


def _block(mark: Mark, lines: list[str], site: str) -> Block:
    if mark == Mark.ENTRIES:
        return Block(mark, tuple(line[2:].strip() for line in lines))
    if mark == Mark.QUOTE:
        return Block(mark, tuple(line[1:].strip() for line in lines))
    if mark == Mark.APART:
        return Block(mark, tuple(line.strip() for line in lines))
    *before, last = lines
    if ADDRESS.fullmatch(last) and last.startswith(site):
        return Block(Mark.ACTION, (_joined(before) or last,), last)
    return Block(mark, (_joined(lines),))


def _joined(lines: Iterable[str]) -> str:
    return " ".join(line.strip() for line in lines)


def text_of(blocks: Iterable[Block]) -> str:
    """The blocks as plain text of short lines; an address is never broken."""
    return "\n\n".join("\n".join(_text_lines(block)) for block in blocks)


def _text_lines(block: Block) -> Iterator[str]:
    first, rest = {
        Mark.ENTRIES: ("- ", "  "),
        Mark.QUOTE: ("> ", "> "),
        Mark.APART: (APART, APART),
    }.get(block.mark, ("", ""))
    for line in block.lines:
        if not block.address or line != block.address:
            yield (
                fill(
                    line,
                    WIDTH,
                    initial_indent=first,
                    subsequent_indent=rest,
                    break_long_words=False,
                    break_on_hyphens=False,
                )
                or first.rstrip()
            )
    if block.address:
        yield block.address


def html_of(blocks: Iterable[Block], look: Look) -> SafeString:
    """The blocks as HTML, every word escaped; ``look`` has the attributes of each element."""
    return format_html_join("\n", "{}", ((_element(block, look),) for block in blocks))


def _element(block: Block, look: Look) -> SafeString:
    if block.mark == Mark.ENTRIES:
        entries = ((look["entry"], line) for line in block.lines)
        inside = format_html_join("", "<li {}>{}</li>", entries)
        return format_html("<ul {}>{}</ul>", look["entries"], inside)
    if block.mark == Mark.QUOTE:
        inside = format_html_join(
            "", "<p {}>{}</p>", ((look["quoted"], x) for x in block.lines if x)
        )
        return format_html("<blockquote {}>{}</blockquote>", look["quote"], inside)
    if block.mark == Mark.ACTION:
        link = '<p {}><a {} href="{}">{}</a></p>'
        label = block.lines[0].rstrip(AFTER_LABEL)
        return format_html(link, look["paragraph"], look["action"], block.address, label)
    return format_html_join("\n", "<p {}>{}</p>", ((look[block.mark], x) for x in block.lines))

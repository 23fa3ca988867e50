"""Whether a page speaks one language: no sentence of ours stands in English on another's page."""

import re
from dataclasses import dataclass
from functools import cache

from babel.messages.pofile import read_po
from django.conf import settings
from playwright.sync_api import Page

SHOWN = r"""() => {
  const language = document.documentElement.lang, found = document.title.split(" – ");
  const ours = box => !box.closest("script, style, code, template, [translate=no]")
    && box.closest("[lang]").lang === language;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode())
    if (ours(walk.currentNode.parentElement)) found.push(walk.currentNode.textContent);
  for (const name of ["aria-label", "title", "placeholder", "alt", "data-label"])
    for (const box of document.querySelectorAll(`[${name}]`))
      if (ours(box)) found.push(box.getAttribute(name));
  return [...new Set(found.map(text => text.replace(/\s+/g, " ").trim()))].filter(text => text);
}"""
TAG = re.compile(r"<[^>]+>")
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd%]")
LEAST = 8  # letters beside the places to fill in: fewer would fit nearly anything
ENGLISH = re.compile(
    r"\b(the|is|are|were|this|your|you|with|which|nobody|everybody|of|has|who)\b", re.IGNORECASE
)
OTHERWISE = re.compile(r"\b(der|die|das|und|le|la|les|et|du)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class English:
    """Sentences of the source: whole ones and those with places that a language says otherwise.

    ``unsaid`` are those that it has no words for yet: the check of the catalogues names them.
    """

    whole: frozenset[str]
    fitting: list[list[str]]
    unsaid: list[list[str]]


@cache
def english(language: str) -> English:
    """What would be English on a page in this language, from its catalogue."""
    path = settings.ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as lines:
        pairs = [(_forms(one.id), _forms(one.string or "")) for one in read_po(lines) if one.id]
    said = {form for _source, spoken in pairs for form in spoken}
    known = {form for source, spoken in pairs if all(spoken) for form in source} - said
    unsaid = [form for source, spoken in pairs if not all(spoken) for form in source]
    return English(
        frozenset(form for form in known if not PLACE.search(form)),
        [PLACE.split(form) for form in known if PLACE.search(form) and _letters(form) >= LEAST],
        [PLACE.split(form) for form in unsaid],
    )


def _forms(words: str | tuple[str, ...] | list[str]) -> list[str]:
    """The forms of a message as a page shows them: cut at its tags, all capitals alike."""
    forms = [words] if isinstance(words, str) else words
    return [_plain(part) for form in forms for part in TAG.split(form) if part.strip() or not form]


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def _letters(form: str) -> int:
    return sum(letter.isalpha() for letter in PLACE.sub("", form))


def _fits(text: str, parts: list[str]) -> bool:
    """Whether a text is a sentence whose places are filled in; found part by part, in order."""
    first, *between = parts
    if not between:
        return text == first
    last, reached = between.pop(), len(first)
    if not (text.startswith(first) and text.endswith(last)):
        return False
    for part in between:
        found = text.find(part, reached)
        if found < 0:
            return False
        reached = found + len(part)
    return reached <= len(text) - len(last)


@cache
def is_english(text: str, language: str) -> bool:
    """Whether a text is a sentence of the source left in English, or was never a sentence of it."""
    known, plain = english(language), _plain(text)
    if any(_fits(plain, parts) for parts in known.unsaid):
        return False
    if plain in known.whole or any(_fits(plain, parts) for parts in known.fitting):
        return True
    return len(ENGLISH.findall(plain)) > 1 and not OTHERWISE.search(plain)


def mind_the_language(page: Page) -> list[str]:
    """The texts of a page that are English and not marked as such; an English page has none."""
    language = page.locator("html").get_attribute("lang") or "en"
    if language == "en":
        return []
    return [text for text in page.evaluate(SHOWN) if is_english(text, language)]

"""From a template and its context to a letter's subject, text and HTML, in one language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from django.utils.functional import Promise

from perron.core.models import Seal
from perron.core.text import Text
from perron.letters.services.kinds import LetterKind, categories
from perron.letters.services.links import preferences_address
from perron.letters.services.looks import foot_look, look
from perron.letters.services.markup import html_of, read_blocks, text_of

LONGEST_SUBJECT = 200
SEAL_DIGITS = 16
BEFORE_FOOT = "\n\n-- \n"
# Ends of lines and other control characters, and the marks that turn the order of letters around.
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


class Quoted(str):
    """Words that somebody wrote, of several lines: shown as theirs, never as the site's own."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """A letter in words."""

    subject: str
    text: str
    html: str


def spoken_language(language: str) -> str:
    """The language itself where letters are written in it, else the site's first."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def word_letter(
    kind: LetterKind, context: Mapping[str, Any], *, language: str, address: str
) -> Wording:
    """Write a letter out; raises ``TypeError`` for a context that holds more than plain values.

    Values take one line each, so that no name can end the subject or begin a paragraph. Every
    template has ``site``, the site's address without its last slash.
    """
    with translation.override(language):
        site = settings.SITE_ADDRESS.rstrip("/")
        facts = {"site": site} | {name: _plain(value) for name, value in context.items()}
        subject, _end, source = _rendered(kind.template, facts).lstrip().partition("\n")
        subject = CONTROLS.sub(" ", subject).strip()[:LONGEST_SUBJECT]
        body = read_blocks(source, site=f"{site}/")
        below = _rendered("letters/foot.txt", _foot(kind, address, site))
        foot = read_blocks(below, site=f"{site}/")
        whole = look()
        parts = {
            "language": language,
            "subject": subject,
            "look": whole,
            "sender": _agency(),
            "body": html_of(body, whole),
            "foot": html_of(foot, foot_look(whole)),
        }
        html = get_template("letters/layout.html").render(parts)
    return Wording(subject, f"{text_of(body)}{BEFORE_FOOT}{text_of(foot)}\n", str(html))


def _rendered(template: str, context: dict[str, Any]) -> str:
    """A text template, without the escaping that only HTML needs."""
    found: Any = get_template(template)
    return str(found.template.render(Context(context, autoescape=False)))


def _agency() -> str:
    return str(Text(settings.REGION.agency))


def _foot(kind: LetterKind, address: str, site: str) -> dict[str, Any]:
    category = categories[kind.category]
    seal = Seal.objects.first()
    return {
        "agency": _agency(),
        "region": str(Text(settings.REGION.name)),
        "site": site,
        "why": str(category.why),
        "stop": preferences_address(address, category.name) if category.refusable else "",
        "sealed": seal.day if seal else None,
        "digest": seal.digest[:SEAL_DIGITS] if seal else "",
    }


def _plain(value: Any) -> Any:
    """A value that a template may show, in one line; raises ``TypeError`` for a living thing."""
    if isinstance(value, Quoted):
        return "\n".join(f"> {CONTROLS.sub(' ', line)}".rstrip() for line in value.splitlines())
    if isinstance(value, Text | str | Promise):
        return CONTROLS.sub(" ", str(value))
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if value is None or isinstance(value, bool | int | float | Decimal | date):
        return value
    raise TypeError(type(value).__name__)

"""Template words of the house: texts with a visible fallback, numbers, money, dates, words."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django import template
from django.conf import settings
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from perron.core import formats, phrases
from perron.core.text import Text
from perron.core.words import word as word_of

register = template.Library()


@register.filter
def spoken(text: Text | str) -> SafeString | str:
    """A text in the reader's language, or in another one, visibly marked as such."""
    if not isinstance(text, Text):
        return text
    words, language = text.spoken()
    if not words or language == get_language():
        return words
    name = settings.REGION.language_names.get(language, language)
    return format_html(
        '<span lang="{}">{}</span> <span class="fallback-note">'
        '<abbr class="fallback-tag" title="{}">{}</abbr></span>',
        language,
        words,
        _("Only available in %(language)s") % {"language": name},
        language,
    )


@lru_cache(maxsize=256)
def _drawn(name: str, says: str) -> SafeString:
    if says:
        spoken_one = '<svg class="icon" role="img" aria-label="{}" focusable="false">{}</svg>'
        return format_html(spoken_one, says, format_html('<use href="#i-{}"/>', name))
    silent = '<svg class="icon" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>'
    return format_html(silent, name)


@register.simple_tag
def icon(name: str, says: str = "") -> SafeString:
    """One drawn sign of sprite.html; ``says`` are words for a sign that stands alone."""
    return _drawn(name, str(says))


_lasting: dict[tuple[object, ...], SafeString] = {}


@register.simple_tag(takes_context=True)
def lasting(context: Context, name: str, *keys: object) -> SafeString:
    """A part of every page that depends on the language and on these keys alone, made once."""
    key = (name, get_language(), *keys)
    if key not in _lasting:
        template = context.template.engine.get_template(name)  # type: ignore[union-attr]  # while rendering
        _lasting[key] = template.render(context)
    return _lasting[key]


@register.filter
def named(name: Text) -> SafeString | str:
    """A proper name: said in whatever language it has, without apology."""
    words, language = name.spoken()
    if language == get_language():
        return words
    return format_html('<span lang="{}">{}</span>', language, words)


@register.filter
def when(value: str | date | datetime | None) -> str:
    """A date in words, as precise as it is known."""
    return formats.date_in_words(value)


@register.filter
def since(value: str | date | datetime | None) -> str:
    """A date with the “since” that it needs: “since 2019”, “depuis le 3 mars 2019”."""
    return phrases.since(value)


@register.filter
def until(value: str | date | datetime | None) -> str:
    """A date with its “until”."""
    return phrases.until(value)


@register.filter
def on(value: str | date | datetime | None) -> str:
    """A date with its “on” or “in”."""
    return phrases.on(value)


@register.filter
def day(value: str | date | datetime | None) -> str:
    """A date for machines."""
    return formats.date_for_machines(value)


@register.filter
def number(value: Decimal | float | None) -> str:
    """A number in the reader's locale."""
    return "" if value is None else formats.number_in_words(value)


@register.filter
def money(value: Decimal | float | None) -> str:
    """An amount in the region's currency."""
    return "" if value is None else formats.money_in_words(value)


@register.filter
def word(code: str, vocabulary: str) -> SafeString | str:
    """The name of a code of one of the region's lists."""
    return spoken(word_of(vocabulary, code).name) if code else ""


TONES = {
    "planned": "waiting",
    "open": "going",
    "running": "going",
    "suspended": "late",
    "completed": "done",
    "stopped": "stopped",
    "unknown": "unknown",
    "partly": "going",
    "done": "done",
    "refused": "stopped",
    "overtaken": "stopped",
}


@register.filter
def tone(state: str) -> str:
    """The tone in which a state is shown."""
    return TONES.get(state, "unknown")

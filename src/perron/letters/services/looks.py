"""How letters look: the region's palette by day and by night, put on each element.

Mail programs read styles only on the elements themselves; those that know the night read the
style sheet too. No table, no picture, nothing fetched.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from perron.core.context import THEME_FILE

TOKEN = re.compile(r"--(light|dark)-([a-z0-9-]+):\s*(#[0-9a-fA-F]{3,8})\s*;")
PALETTE = {
    "light": {
        "paper": "#fbfaf7",
        "surface": "#ffffff",
        "mist": "#eef1f3",
        "line": "#cbd3d9",
        "ink": "#1d2730",
        "stone": "#3d4b57",
        "accent": "#b4182d",
        "step-1": "#1d2a34",
        "step-3": "#2e3e4b",
    },
    "dark": {
        "paper": "#131b22",
        "surface": "#1b252d",
        "mist": "#202c35",
        "line": "#3a4853",
        "ink": "#f0f3f4",
        "stone": "#c0cad1",
        "accent": "#ff8a94",
        "step-1": "#1f2b35",
        "step-3": "#2f3f4c",
    },
}
FONT = "font-family:Atkinson Hyperlegible Next,Atkinson Hyperlegible,Verdana,Segoe UI,sans-serif"

# Form first, colours after: only the colours change at night.
FORMS = {
    "page": "margin:0;padding:0",
    "letter": f"max-width:36em;margin:0 auto;padding:24px 16px 40px;{FONT};font-size:18px;"
    "line-height:1.5;overflow-wrap:break-word",
    "sender": "margin:0 0 24px;padding:0 0 12px;border-bottom:4px solid;font-size:16px",
    "title": "margin:0 0 24px;font-size:26px;line-height:1.25;font-weight:700",
    "paragraph": "margin:0 0 20px",
    "action": "display:inline-block;padding:12px 24px;border:2px solid;border-bottom-width:5px;"
    "border-radius:4px;font-weight:700;text-decoration:none",
    "entries": "margin:0 0 20px;padding:0 0 0 24px",
    "entry": "margin:0 0 8px",
    "quote": "margin:0 0 20px;padding:12px 16px;border-left:4px solid",
    "quoted": "margin:0 0 8px",
    "apart": "margin:0 0 20px;padding:12px 16px;font-family:Consolas,Menlo,monospace;"
    "font-size:24px;letter-spacing:2px",
    "foot": "margin:40px 0 0;padding:16px 0 0;border-top:1px solid;font-size:16px",
    "note": "margin:0 0 12px",
    "link": "text-decoration:underline",
}
COLOURS = {
    "page": "background-color:{paper};color:{ink}",
    "letter": "color:{ink}",
    "sender": "border-color:{accent};color:{stone}",
    "title": "color:{ink}",
    "paragraph": "color:{ink}",
    "action": "background-color:{step-3};border-color:{step-1};color:#ffffff",
    "entries": "color:{ink}",
    "entry": "color:{ink}",
    "quote": "background-color:{mist};border-color:{line};color:{ink}",
    "quoted": "color:{ink}",
    "apart": "background-color:{mist};color:{ink}",
    "foot": "border-color:{line};color:{stone}",
    "note": "color:{stone}",
    "link": "color:{ink}",
}
FOOT = {"paragraph": "note", "action": "link", "apart": "note"}


@lru_cache(maxsize=8)
def palette(theme: Path) -> dict[str, dict[str, str]]:
    """The colours by hour and token: the house's, and over them those of a region's theme."""
    colours = {hour: dict(tokens) for hour, tokens in PALETTE.items()}
    if theme.exists():
        for hour, token, colour in TOKEN.findall(theme.read_text(encoding="utf-8")):
            colours[hour][token] = colour
    return colours


def look() -> dict[str, SafeString]:
    """Attributes by the name of an element, and ``sheet``, which holds the night."""
    return _look(settings.REGION.folder / "static" / THEME_FILE)


def foot_look(whole: Mapping[str, SafeString]) -> dict[str, SafeString]:
    """The same for the foot of a letter: small, and with links in place of buttons."""
    return {**whole, **{name: whole[quiet] for name, quiet in FOOT.items()}}


@lru_cache(maxsize=8)
def _look(theme: Path) -> dict[str, SafeString]:
    colours = palette(theme)
    day, night = (
        {name: _filled(rule, colours[hour]) for name, rule in COLOURS.items()} for hour in colours
    )
    attributes = {
        name: format_html('class="{}" style="{}"', name, f"{form};{day[name]}")
        for name, form in FORMS.items()
    }
    rules = "".join(f".{name}{{{_stronger(rule)}}}" for name, rule in night.items())
    sheet = f":root{{color-scheme:light dark}}@media (prefers-color-scheme:dark){{{rules}}}"
    return {**attributes, "sheet": format_html("<style>{}</style>", sheet)}


def _filled(rule: str, colours: Mapping[str, str]) -> str:
    return re.sub(r"{([a-z0-9-]+)}", lambda found: colours[found[1]], rule)


def _stronger(rule: str) -> str:
    return ";".join(f"{part} !important" for part in rule.split(";"))

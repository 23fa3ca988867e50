"""Every pair of colours that carries words or marks can be told apart, in every region."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})\s*;", re.IGNORECASE)
OURS = dict(TOKEN.findall((ROOT / "assets/css/tokens.css").read_text(encoding="utf-8")))
THEMES = {path.parents[1].name: path for path in ROOT.glob("regions/*/static/theme.css")}
GROUNDS = ("paper", "surface", "mist")
BY_HOUR = [
    *((front, ground, 7.0) for front in ("ink", "stone") for ground in GROUNDS),
    *((front, ground, 4.5) for front in ("accent", "alarm", "good", "warn") for ground in GROUNDS),
    *(("edge", ground, 3.0) for ground in GROUNDS),
    *(("ink", f"{kind}-wash", 7.0) for kind in ("sun", "accent", "alarm", "good")),
    ("alarm", "alarm-wash", 4.5),
]
ALWAYS = [
    ("on-sun", "sun", 7.0),
    *((f"on-card-{name}", f"card-{name}", 4.5) for name in ("green", "yellow", "orange")),
    *((f"on-card-{name}", f"card-{name}", 4.5) for name in ("red", "white")),
]


def brightness(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, as WCAG 2 defines it."""
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


def colours_of(theme: Path | None) -> dict[str, str]:
    """The tokens in force: ours, then what the region says."""
    said = TOKEN.findall(theme.read_text(encoding="utf-8")) if theme else ()
    return OURS | dict(said)


@pytest.mark.parametrize("theme", [None, *THEMES.values()], ids=["ours", *THEMES])
@pytest.mark.parametrize("hour", ["light", "dark"])
def test_words_and_marks_stand_out_from_their_ground(theme: Path | None, hour: str) -> None:
    colours = colours_of(theme)
    pairs = [(f"{hour}-{front}", f"{hour}-{ground}", least) for front, ground, least in BY_HOUR]
    pairs += [
        (front, f"{hour}-step-{step}", 4.5)
        for step in range(1, 6)
        for front in ("on-step", "on-step-quiet")
    ]
    weak = {
        f"{front} on {ground}": round(contrast(colours[front], colours[ground]), 2)
        for front, ground, least in pairs + ALWAYS
        if contrast(colours[front], colours[ground]) < least
    }
    assert not weak


def test_a_region_only_sets_colours_that_the_house_knows() -> None:
    unknown = {
        region: set(dict(TOKEN.findall(path.read_text(encoding="utf-8")))) - set(OURS)
        for region, path in THEMES.items()
    }
    assert not {region: names for region, names in unknown.items() if names}

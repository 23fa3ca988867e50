"""The region that this installation serves: names, languages, money, territory; all data."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

UI_LANGUAGES = ("en", "fr", "de")
REGION_FILE = "region.yaml"


@dataclass(frozen=True, slots=True)
class Region:
    """One region, as its folder describes it.

    ``languages`` are the content languages in order of preference; ``currency`` is an ISO 4217
    code; ``locales`` gives the CLDR locale of a language; ``identifier`` names the python-stdnum
    module that checks enterprise numbers; ``licence`` is the address of the licence of the open
    data, empty while nobody has stated one; ``owed`` is the policy of the one clock: days, alerts
    and publication of each kind of thing owed; ``kept`` is for how many days personal data of a
    holding is kept; ``privacy`` says whom to ask about it and which authority watches;
    ``complaints`` are the bodies to which people may complain about the agency, each with a name
    and an address; ``facts`` are those of sites and bodies by which editions of calls decide: type,
    name and choices of each; ``sources`` are those of money: name and kind.
    """

    code: str
    name: dict[str, str]
    agency: dict[str, str]
    languages: tuple[str, ...]
    language_names: dict[str, str]
    currency: str
    timezone: str
    country: str
    identifier: str
    district_word: dict[str, str]
    strategies: tuple[str, ...]
    folder: Path
    credit: dict[str, str] = field(default_factory=dict)
    locales: dict[str, str] = field(default_factory=dict)
    licence: str = ""
    owed: dict[str, dict[str, Any]] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    complaints: tuple[dict[str, Any], ...] = ()
    privacy: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)


def read_region(folder: Path) -> Region:
    """Read ``region.yaml`` of a region's folder; raises ``FileNotFoundError`` or ``KeyError``."""
    entries: dict[str, Any] = yaml.safe_load((folder / REGION_FILE).read_text(encoding="utf-8"))
    languages: dict[str, str] = entries["languages"]
    return Region(
        code=entries["code"],
        name=entries["name"],
        agency=entries["agency"],
        languages=tuple(languages),
        language_names=languages,
        currency=entries["currency"],
        timezone=entries["timezone"],
        country=entries["country"],
        identifier=entries.get("identifier", ""),
        district_word=entries["district_word"],
        strategies=tuple(entries["strategies"]),
        folder=folder,
        credit=entries.get("credit", {}),
        locales=entries.get("locales", {}),
        owed=entries.get("owed", {}),
        kept=entries.get("kept", {}),
        complaints=tuple(entries.get("complaints", ())),
        privacy=entries.get("privacy", {}),
        facts=entries.get("facts", {}),
        sources=entries.get("sources", {}),
        licence=entries.get("licence") or "",
    )

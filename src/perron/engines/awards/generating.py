"""Invents an edition of a call of the size and price of real ones, under ids that say so.

Calibrated on what was published of yearly calls for school equipment: 955 files asking about
13,000 EUR each with a ceiling of 15,000 for most, four sources of money of which one way of paying
is a mix (40 % / 50 % / 10 % own share), districts and networks, twelve floors. Larger sites score
better, first-time applicants and poorer neighbourhoods lower: that is what makes floors bite.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator

DISTRICTS = ("amber", "basalt", "cedar", "dune", "elm", "fern")
DISTRICT_SHARES = (0.26, 0.22, 0.19, 0.15, 0.11, 0.07)
DISTRICT_POINTS = (2.0, 1.0, 0.0, -1.0, -2.5, -4.0)
NETWORKS = ("one", "two", "three", "four")
NETWORK_SHARES = (0.40, 0.35, 0.15, 0.10)
NETWORK_POINTS = (1.5, 0.0, -1.5, -2.0)
SOURCE_SHARES = {"invented-community": 0.20, "invented-recovery": 0.30, "invented-region": 0.40}
UNION_SHARE = 0.10
THRESHOLD = 50_000
REMOTE_POINTS = 22.0
CEILING = 1_500_000
LEVELS = (100, 80, 60)
YEARS = ("2031", "2032")
WHOLE = 10_000  # ten-thousandths
FIRST_YEAR = (4_000, 5_000, 6_000, WHOLE)
POOREST = 6  # neighbourhoods that a floor is for
POORER = 8  # neighbourhoods that the recovery money is for
LAST_NETWORK = 3  # the community does not pay for it
LARGE_BOARD = 5

# Parts of the applications, or of the editions, of which something is true.
FIRST_TIME, SECONDARY, IN_PART = 0.45, 0.30, 0.20
MIXED, COMMUNITY, REGION = 0.40, 0.80, 0.90
REMOTE, BY_MONEY = 0.30, 0.12

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Site:
    """Where an invented application comes from; district and network are places in the lists."""

    district: int
    network: int
    pupils: int
    neighbourhood: int  # 1 (poorest) to 20
    first: bool
    secondary: bool

    @property
    def cell(self) -> str:
        return f"{DISTRICTS[self.district]}/{NETWORKS[self.network]}"

    @property
    def groups(self) -> list[str]:
        groups = [
            f"district-{DISTRICTS[self.district]}",
            f"network-{NETWORKS[self.network]}",
        ]
        if self.first:
            groups.append("first-time")
        if self.neighbourhood <= POOREST:
            groups.append("poorer-neighbourhood")
        return groups


def generate(files: int, tight: float, seed: int) -> Document:
    """An instance of that many applications whose moneys cover the part `tight` of what is asked.

    The same three arguments give the same instance. Raises ValueError unless files >= 1 and
    0 < tight <= 1.
    """
    if files < 1 or not 0 < tight <= 1:
        raise ValueError("files is at least 1, and tight above 0 and at most 1")
    rng = np.random.default_rng(seed)
    sites = [_site(rng) for _ in range(files)]
    remote = bool(rng.random() < REMOTE)
    applications = [
        _application(rng, site, f"invented-{place + 1:04d}", remote=remote)
        for place, site in enumerate(sites)
    ]
    boards = _boards(rng, sites, applications)
    exclusive = _exclusive(rng, applications)
    total = int(tight * sum(row["asked"] for row in applications)) // 100_000 * 100_000
    return {
        "format": "perron-awards-instance/1",
        "edition": f"invented-{files}-{seed}",
        "currency": "EUR",
        "rules": {
            "method": "optimise",
            "threshold": THRESHOLD,
            "seed": f"invented draw {seed}",
            "gap_ppm": 1000,
            "node_limit": 100_000,
            "skip": True,
        },
        "sources": _sources(total),
        "moneys": [
            *({"id": source, "parts": {source: WHOLE}} for source in SOURCE_SHARES),
            {"id": "invented-mix", "parts": {"invented-region": 5_000, "invented-union": 4_000}},
        ],
        "groups": _groups(rng, applications, total),
        "boards": boards,
        "exclusive": exclusive,
        "applications": applications,
    }


def _site(rng: Generator) -> _Site:
    district = int(rng.choice(len(DISTRICTS), p=DISTRICT_SHARES))
    return _Site(
        district=district,
        network=int(rng.choice(len(NETWORKS), p=NETWORK_SHARES)),
        pupils=int(min(1_500, max(25, rng.lognormal(5.4, 0.7)))),
        neighbourhood=int(np.clip(round(rng.normal(10.5 - 0.8 * (district - 2.5), 5)), 1, 20)),
        first=bool(rng.random() < FIRST_TIME),
        secondary=bool(rng.random() < SECONDARY),
    )


def _points(rng: Generator, site: _Site, *, remote: bool) -> int:
    """Two jurors' mean in thousandths, to a quarter of a point: equal scores happen.

    In a ``remote`` edition hardly a file of the smallest district reaches the threshold.
    """
    far = remote and site.district == len(DISTRICTS) - 1
    expected = (
        66.0
        + 4.0 * np.log(site.pupils / 220)
        + 0.45 * (site.neighbourhood - 10.5)
        - (4.0 if site.first else 0.0)
        + DISTRICT_POINTS[site.district]
        + NETWORK_POINTS[site.network]
        - (REMOTE_POINTS if far else 0.0)
    )
    points = float(np.clip(rng.normal(expected, 10.0), 5.0, 99.0))
    return round(points * 4) * 250


def _asked(rng: Generator, site: _Site) -> int:
    """Cents: about 13,000 EUR; two thirds ask close to the ceiling that holds for them."""
    wish = 1_420_000 * (site.pupils / 220) ** 0.12 * rng.lognormal(0.0, 0.16)
    ceiling = CEILING if not site.secondary else CEILING * 5 // 4
    return int(min(ceiling, max(250_000, wish)))


def _moneys(rng: Generator, site: _Site) -> list[str]:
    """Those that an application is eligible for, the one that costs the region least first."""
    moneys = []
    if site.secondary or site.neighbourhood <= POORER:
        moneys.append("invented-recovery")
    if rng.random() < MIXED:
        moneys.append("invented-mix")
    if site.network < LAST_NETWORK and rng.random() < COMMUNITY:
        moneys.append("invented-community")
    if rng.random() < REGION:
        moneys.append("invented-region")
    return moneys


def _application(rng: Generator, site: _Site, name: str, *, remote: bool) -> Document:
    score = _points(rng, site, remote=remote)
    row: Document = {
        "id": name,
        "score": score,
        "tie": int(rng.integers(0, 4)),
        "asked": _asked(rng, site),
        "cell": site.cell,
        "moneys": _moneys(rng, site),
        "groups": site.groups,
    }
    if rng.random() < IN_PART:
        row["levels"] = list(LEVELS)
    first = int(rng.choice(FIRST_YEAR))
    row["profile"] = (
        {YEARS[0]: first, YEARS[1]: WHOLE - first} if first < WHOLE else {YEARS[0]: WHOLE}
    )
    return row


def _sources(total: int) -> list[Document]:
    """The limits; payments from one source must also fall within its years."""
    sources: list[Document] = [
        {"id": source, "limit": int(total * share)} for source, share in SOURCE_SHARES.items()
    ]
    recovery = sources[1]
    recovery["years"] = {
        YEARS[0]: int(recovery["limit"] * 0.70),
        YEARS[1]: int(recovery["limit"] * 0.55),
    }
    sources.append({"id": "invented-union", "limit": int(total * UNION_SHARE)})
    return sources


def _groups(rng: Generator, applications: list[Document], total: int) -> list[Document]:
    """Floors near each group's part of what is asked, lower where money is scarce.

    Nobody sees, when they are written down, that a small group whose applications miss the
    threshold cannot reach its floor; the engine has to say it.
    """
    members: dict[str, list[Document]] = {}
    for row in applications:
        for name in row["groups"]:
            members.setdefault(name, []).append(row)
    asked = {name: sum(row["asked"] for row in rows) for name, rows in members.items()}
    whole = sum(row["asked"] for row in applications)
    scarce = 0.74 + 0.36 * total / whole
    floors = {
        name: int(scarce * total * asked[name] / whole * rng.uniform(0.78, 0.95))
        for name in sorted(members)
    }
    largest = max(floors, key=lambda name: (floors[name], name))
    groups: list[Document] = [{"id": name, "floor": floor} for name, floor in floors.items()]
    for group in groups:
        if group["id"] == largest:
            group["ceiling"] = max(group["floor"], int(total * 0.62))
    return groups


def _boards(rng: Generator, sites: list[_Site], applications: list[Document]) -> list[Document]:
    """Boards hold sites of one cell, those of the last network anywhere; no large one wins all."""
    reach: dict[str, list[int]] = {}
    for place, site in enumerate(sites):
        wide = site.network == LAST_NETWORK
        reach.setdefault(NETWORKS[site.network] if wide else site.cell, []).append(place)
    boards: list[Document] = []
    for name in sorted(reach):
        members = [reach[name][int(turn)] for turn in rng.permutation(len(reach[name]))]
        while members:
            size = min(len(members), int(min(14, rng.geometric(0.35))))
            board, members = members[:size], members[size:]
            if size > 1:
                by_money = bool(rng.random() < BY_MONEY)
                boards.append(_board(f"board-{len(boards) + 1:03d}", size, by_money=by_money))
                for place in board:
                    applications[place]["board"] = boards[-1]["id"]
    return boards


def _board(name: str, size: int, *, by_money: bool) -> Document:
    if size < LARGE_BOARD:
        return {"id": name}
    awards = size * 2 // 3
    if by_money:
        return {"id": name, "most_money": awards * CEILING}
    return {"id": name, "most_awards": awards}


def _exclusive(rng: Generator, applications: list[Document]) -> list[list[str]]:
    """One file in a hundred has a rival for the same site; as many need another to be funded."""
    order = [int(place) for place in rng.permutation(len(applications))]
    few = len(applications) // 100
    rivals = [order[2 * turn : 2 * turn + 2] for turn in range(few)]
    needing = [order[2 * few + 2 * turn : 2 * few + 2 * turn + 2] for turn in range(few)]
    for first, second in needing:
        applications[second]["requires"] = [applications[first]["id"]]
    return [[applications[place]["id"] for place in pair] for pair in rivals]

"""Tiny editions of a call, drawn at random, in which every rule of the contract has work to do."""

from typing import Any

from tests.engines.awards.drawing import Draw

SOURCES = ("north", "south", "east")
GROUPS = ("first-time", "rural", "small")
BOARDS = ("board-1", "board-2")
CELLS = ("cell-a", "cell-b")
YEARS = ("2026", "2027")


def an_edition(seed: int, most: int = 6) -> dict[str, Any]:
    """An instance of at most so many applications; the same for the same seed."""
    draw = Draw(1, seed, most)
    count = draw.number(2, most)
    names = [f"app-{place}" for place in range(1, count + 1)]
    sources = draw.some(SOURCES, draw.number(1, 3))
    moneys = some_moneys(draw, sources)
    edition: dict[str, Any] = {
        "format": "perron-awards-instance/1",
        "edition": f"tiny-{seed}",
        "currency": "EUR",
        "rules": {
            "method": "optimise",
            "threshold": draw.pick([0, 40_000]),
            "seed": f"drawn in public {draw.number(0, 9)}",
            "gap_ppm": draw.pick([0, 1000, 50_000]),
            "node_limit": 100_000,
            "skip": draw.chance(0.7),
        },
        "sources": [{"id": name, "limit": draw.number(500, 600 * count)} for name in sources],
        "moneys": moneys,
        "groups": [a_group(draw, name, count) for name in GROUPS],
        "boards": [a_board(draw, name) for name in BOARDS],
        "applications": [
            an_application(draw, name, [money["id"] for money in moneys]) for name in names
        ],
    }
    tie_together(draw, edition, names)
    if draw.chance(0.3):
        pay_by_year(draw, edition)
    return edition


def a_knotty_edition(seed: int, most: int = 6) -> dict[str, Any]:
    """One in which nearly everybody is bound to somebody else, and scores are often equal."""
    draw = Draw(11, seed, most)
    edition = an_edition(seed, most)
    rows = edition["applications"]
    for place, row in enumerate(rows):
        row |= {"score": draw.number(9, 13) * 5_000, "tie": draw.number(0, 1)}
        if draw.chance(0.6):
            row["board"] = draw.pick(BOARDS)
        if draw.chance(0.5):
            row["levels"] = draw.pick([[100, 60], [100, 80, 50], [90, 30]])
        row["requires"] = []
        if place > 0 and draw.chance(0.4):
            row["requires"] = [draw.pick(rows[:place])["id"]]
    names = draw.some([row["id"] for row in rows], len(rows))
    half = len(names) // 2
    edition["exclusive"] = [part for part in (names[:half], names[half:]) if 2 <= len(part) <= 3]
    if draw.chance(0.5):
        pay_by_year(draw, edition)
    return edition


def some_moneys(draw: Draw, sources: list[str]) -> list[dict[str, Any]]:
    """One to three ways to pay, mixes among them."""
    moneys: list[dict[str, Any]] = [
        {"id": f"from-{source}", "parts": {source: 10_000}} for source in sources
    ]
    if len(sources) > 1 and draw.chance(0.7):
        parts = {sources[0]: draw.pick([4_000, 3_333]), sources[1]: 5_000}
        moneys[-1] = {"id": "mixed", "parts": parts}
    return moneys


def a_group(draw: Draw, name: str, count: int) -> dict[str, Any]:
    """A group with a floor, a ceiling, both or neither."""
    group: dict[str, Any] = {"id": name}
    if draw.chance(0.5):
        group["floor"] = draw.number(100, 400 * count)
    if draw.chance(0.3):
        group["ceiling"] = draw.number(group.get("floor", 800), 2_500 * count)
    return group


def a_board(draw: Draw, name: str) -> dict[str, Any]:
    """A board with a limit of its awards, of its money, both or neither."""
    board: dict[str, Any] = {"id": name}
    if draw.chance(0.5):
        board["most_awards"] = draw.number(1, 2)
    if draw.chance(0.5):
        board["most_money"] = draw.number(600, 2_000)
    return board


def an_application(draw: Draw, name: str, moneys: list[str]) -> dict[str, Any]:
    """An application that asks for a few euros; equal scores are frequent."""
    application: dict[str, Any] = {
        "id": name,
        "score": draw.number(7, 18) * 5_000 + draw.pick([0, 0, 500]),
        "tie": draw.number(0, 2),
        "asked": draw.number(300, 999),
        "cell": draw.pick(CELLS),
        "moneys": draw.some(moneys, draw.number(0 if draw.chance(0.1) else 1, len(moneys))),
    }
    if draw.chance(0.7):
        application["groups"] = draw.some(GROUPS, draw.number(1, 2))
    if draw.chance(0.4):
        application["board"] = draw.pick(BOARDS)
    if draw.chance(0.4):
        application["levels"] = draw.pick([[100, 60], [100, 80, 50], [90]])
    return application


def tie_together(draw: Draw, edition: dict[str, Any], names: list[str]) -> None:
    """Two applications for one site, perhaps; one that needs another, perhaps."""
    if draw.chance(0.5):
        edition["exclusive"] = [draw.some(names, 2)]
    if draw.chance(0.4):
        first, second = draw.some(names, 2)
        edition["applications"][names.index(first)]["requires"] = [second]


def pay_by_year(draw: Draw, edition: dict[str, Any]) -> None:
    """Sources have limits by year, and applications a profile."""
    for source in edition["sources"]:
        source["years"] = {year: draw.number(200, source["limit"]) for year in YEARS}
    for application in edition["applications"]:
        first = draw.pick([3_333, 5_000])
        application["profile"] = {"2026": first, "2027": 10_000 - first}

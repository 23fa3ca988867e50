"""A solver for tiny editions, straight from the contract: it looks at every allowed result.

Nothing here is taken from the engine or from its verifier, so that both can be compared with it.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Award = tuple[str, int]  # money and level
Awards = dict[str, Award]
Used = Counter[tuple[str, ...]]

BOARD_KINDS = "most_awards most_money"


@dataclass(frozen=True)
class Best:
    """The result that the four aims choose, and how many results were allowed."""

    awards: Awards
    shortfall: int
    quality: int
    changes: int
    allowed: int


@dataclass
class Edition:
    """What an instance says, ready to be looked up."""

    document: dict[str, Any]
    rows: list[dict[str, Any]] = field(init=False)
    limits: dict[tuple[str, ...], int] = field(init=False)
    parts: dict[str, dict[str, int]] = field(init=False)
    known_uses: dict[tuple[str, Award], dict[tuple[str, ...], int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the applications, collect the limits."""
        document = self.document
        self.rows = sorted(document["applications"], key=self.place)
        self.parts = {money["id"]: money["parts"] for money in document["moneys"]}
        self.limits = {("source", source["id"]): source["limit"] for source in document["sources"]}
        for source in document["sources"]:
            for year, limit in source.get("years", {}).items():
                self.limits["year", source["id"], year] = limit
        for group in document.get("groups", []):
            if "ceiling" in group:
                self.limits["group", group["id"]] = group["ceiling"]
        for board in document.get("boards", []):
            for kind in ("most_awards", "most_money"):
                if kind in board:
                    self.limits[kind, board["id"]] = board[kind]

    def lot(self, row: dict[str, Any]) -> str:
        """The draw of an application."""
        text = self.document["rules"]["seed"] + ":" + row["id"]
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    def place(self, row: dict[str, Any]) -> tuple[int, int, str]:
        """What the order is made by."""
        return -row["score"], row["tie"], self.lot(row)

    def moneys(self, row: dict[str, Any]) -> list[str]:
        """Those that an application is eligible for."""
        least = self.document["rules"]["threshold"]
        return list(row["moneys"]) if row["score"] >= least else []

    def payments(self, row: dict[str, Any], award: Award) -> dict[str, int]:
        """Cents by source; those left over go to the first by id."""
        money, level = award
        base = row["asked"] * level // 100
        parts = self.parts[money]
        paid = {source: base * parts[source] // 10_000 for source in sorted(parts)}
        left_over = base * sum(parts.values()) // 10_000 - sum(paid.values())
        for source in list(paid)[:left_over]:
            paid[source] += 1
        return paid

    def amount(self, row: dict[str, Any], award: Award) -> int:
        """Cents granted."""
        return sum(self.payments(row, award).values())

    def uses(self, row: dict[str, Any], award: Award) -> dict[tuple[str, ...], int]:
        """What an award takes from each limit that there may be."""
        key = (row["id"], award)
        if key not in self.known_uses:
            self.known_uses[key] = dict(self.all_uses(row, award))
        return self.known_uses[key]

    def all_uses(self, row: dict[str, Any], award: Award) -> Iterator[tuple[tuple[str, ...], int]]:
        """The same, one after the other."""
        for source, cents in self.payments(row, award).items():
            yield ("source", source), cents
            profile = row.get("profile", {})
            parts = {year: cents * share // 10_000 for year, share in profile.items()}
            for year, part in parts.items():
                rest = cents - sum(parts.values()) if year == max(parts) else 0
                yield ("year", source, year), part + rest
        for group in row.get("groups", []):
            yield ("group", group), self.amount(row, award)
        if "board" in row:
            yield ("most_awards", row["board"]), 1
            yield ("most_money", row["board"]), self.amount(row, award)

    def rivals(self, row: dict[str, Any]) -> set[str]:
        """Applications that exclude this one."""
        lists = self.document.get("exclusive", [])
        return {name for names in lists if row["id"] in names for name in names} - {row["id"]}

    def fits(self, used: Used, row: dict[str, Any], award: Award, *, kinds: str = "") -> bool:
        """Whether limits (of some kinds) leave room for an award."""
        return all(
            used[key] + more <= self.limits[key]
            for key, more in self.uses(row, award).items()
            if key in self.limits and (not kinds or key[0] in kinds.split())
        )

    def used(self, awards: Awards) -> Used:
        """What some awards take from each limit."""
        used: Used = Counter()
        for row in self.rows:
            if row["id"] in awards:
                for key, more in self.uses(row, awards[row["id"]]).items():
                    used[key] += more
        return used


def is_excused(edition: Edition, awards: Awards, row: dict[str, Any], *, money: str) -> bool:
    """Whether somebody before a cut-off may be passed over."""
    before = [other["id"] for other in edition.rows[: edition.rows.index(row)]]
    if any(name in awards for name in edition.rivals(row) & set(before)):
        return True
    if any(name not in awards for name in row.get("requires", [])):
        return True
    funded_before = {name: awards[name] for name in before if name in awards}
    used = edition.used(funded_before)
    return not edition.fits(used, row, (money, row_levels(row)[0]), kinds=BOARD_KINDS)


def row_levels(row: dict[str, Any]) -> list[int]:
    """Levels of an application, the highest first."""
    return list(row.get("levels", [100]))


def keeps_cutoffs(edition: Edition, awards: Awards) -> bool:
    """Rule 3, word by word."""
    for place, row in enumerate(edition.rows):
        own = awards.get(row["id"])
        after = [
            awards[other["id"]][0]
            for other in edition.rows[place + 1 :]
            if other["cell"] == row["cell"] and other["id"] in awards
        ]
        stands_before = [money for money in edition.moneys(row) if money in after]
        if own is not None and own[1] < row_levels(row)[0] and stands_before:
            return False
        if own is None and not all(
            is_excused(edition, awards, row, money=money) for money in stands_before
        ):
            return False
    return True


def allowed(edition: Edition) -> Iterator[Awards]:
    """Every result that keeps rules 1 to 3."""
    for awards in within_limits(edition, 0, {}, used=Counter()):
        required = [
            name for row in edition.rows if row["id"] in awards for name in row.get("requires", [])
        ]
        if all(name in awards for name in required) and keeps_cutoffs(edition, awards):
            yield awards


def is_allowed(document: dict[str, Any], awards: Awards) -> bool:
    """Whether a result keeps rules 1 to 3."""
    edition = Edition(document)
    rows = [row for row in edition.rows if row["id"] in awards]
    used = edition.used(awards)
    return (
        all(awards[row["id"]][0] in edition.moneys(row) for row in rows)
        and all(awards[row["id"]][1] in row_levels(row) for row in rows)
        and all(used[key] <= limit for key, limit in edition.limits.items())
        and not any(name in awards for row in rows for name in edition.rivals(row))
        and all(name in awards for row in rows for name in row.get("requires", []))
        and keeps_cutoffs(edition, awards)
    )


def within_limits(edition: Edition, place: int, awards: Awards, *, used: Used) -> Iterator[Awards]:
    """Every choice of awards from a place on that no limit and no exclusion forbids."""
    if place == len(edition.rows):
        yield awards
        return
    row = edition.rows[place]
    yield from within_limits(edition, place + 1, awards, used=used)
    if any(name in awards for name in edition.rivals(row)):
        return
    for money in edition.moneys(row):
        for level in row_levels(row):
            if edition.fits(used, row, (money, level)):
                more = Counter(edition.uses(row, (money, level)))
                chosen = {**awards, row["id"]: (money, level)}
                yield from within_limits(edition, place + 1, chosen, used=used + more)


def plain_rank(edition: Edition) -> Awards:
    """The awards of plain rank."""
    awards: Awards = {}
    for row in edition.rows:
        if any(name in awards for name in edition.rivals(row)):
            continue
        if any(name not in awards for name in row.get("requires", [])):
            continue
        used = edition.used(awards)
        tries = [(money, row_levels(row)[0]) for money in edition.moneys(row)]
        kinds = "group " + BOARD_KINDS
        permitted = [award for award in tries if edition.fits(used, row, award, kinds=kinds)]
        fitting = [award for award in permitted if edition.fits(used, row, award)]
        if fitting:
            awards[row["id"]] = fitting[0]
        elif permitted and not edition.document["rules"].get("skip", True):
            break
    return awards


def greedy(edition: Edition) -> Awards:
    """Some allowed result: in the order, a money being closed in a cell to all after a refusal."""
    awards: Awards = {}
    closed: set[tuple[str, str]] = set()
    for row in edition.rows:
        used = edition.used(awards)
        barred = any(name in awards for name in edition.rivals(row)) or any(
            name not in awards for name in row.get("requires", [])
        )
        tries = [
            (money, row_levels(row)[0])
            for money in edition.moneys(row)
            if (row["cell"], money) not in closed
        ]
        fitting = [award for award in tries if edition.fits(used, row, award)]
        if fitting and not barred:
            awards[row["id"]] = fitting[0]
        else:
            closed |= {(row["cell"], money) for money in edition.moneys(row)}
    return awards


def shortfall(edition: Edition, awards: Awards) -> int:
    """What the floors lack together."""
    granted: Counter[str] = Counter()
    for row in edition.rows:
        if row["id"] in awards:
            for group in row.get("groups", []):
                granted[group] += edition.amount(row, awards[row["id"]])
    groups = edition.document.get("groups", [])
    return sum(max(0, group.get("floor", 0) - granted[group["id"]]) for group in groups)


def quality(edition: Edition, awards: Awards) -> int:
    """Σ score · grant."""
    funded = [row for row in edition.rows if row["id"] in awards]
    return sum(row["score"] * edition.amount(row, awards[row["id"]]) for row in funded)


def by_lots(edition: Edition, awards: Awards) -> tuple[list[bool], list[int], list[int]]:
    """What the fourth aim compares: lower comes first."""
    rows = sorted(edition.rows, key=edition.lot)
    funded = [row for row in rows if row["id"] in awards]
    return (
        [row["id"] not in awards for row in rows],
        [row["moneys"].index(awards[row["id"]][0]) for row in funded],
        [-awards[row["id"]][1] for row in funded],
    )


def solve(document: dict[str, Any]) -> Best:
    """The result that the four aims choose among all that are allowed."""
    edition = Edition(document)
    rank = plain_rank(edition)
    found = [
        (
            shortfall(edition, awards),
            -quality(edition, awards),
            len(awards.keys() ^ rank.keys()),
            by_lots(edition, awards),
            awards,
        )
        for awards in allowed(edition)
    ]
    least, worth, changes, _, awards = min(found, key=lambda result: result[:4])
    return Best(awards, least, -worth, changes, len(found))

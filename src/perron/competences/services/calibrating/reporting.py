"""What is known of the questions, for those who look after them: runs, flags, curves."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from perron.competences.enums import CalibrationState, SittingState
from perron.competences.models import Calibration, Flag, Item, Response
from perron.competences.rules.calibrating import AGE, DRIFT, compares
from perron.competences.services.calibrating.gathering import in_group
from perron.engines.adaptive.bank import Floats
from perron.engines.adaptive.bank import Item as Curve
from perron.engines.adaptive.tables import item_chances

NEWEST = 60  # runs that are shown
AT_MOST = 20_000  # answers from which a curve is drawn: the newest
BANDS, FEWEST = 5, 10
NODES = 9


@dataclass(frozen=True, slots=True)
class Measured:
    """How many items may be asked, and of how many the difficulty was measured."""

    measured: int
    asked: int

    @property
    def share(self) -> int:
        """In whole percent; all only where it is all."""
        return 100 * self.measured // self.asked if self.asked else 0


@dataclass(frozen=True, slots=True)
class Band:
    """People whose ability is alike, from ``low`` to ``high``: shares of right answers.

    ``foretold``: what the item's curve says of the same people. ``group`` and ``others`` are None
    where nobody is compared, or where fewer than ten are told of.
    """

    low: float
    high: float
    people: int
    right: float
    foretold: float
    group: float | None
    others: float | None


def measured_items() -> Measured:
    """Counted over what may be asked now."""
    told = (
        Item.objects.askable()
        .order_by()
        .aggregate(asked=Count("pk"), measured=Count("pk", filter=Q(calibrated_at__isnull=False)))
    )
    return Measured(told["measured"], told["asked"])


def newest_runs() -> list[Calibration]:
    """The last runs, without what they held while they ran."""
    return list(Calibration.objects.defer("held")[:NEWEST])


def flags_in_order() -> QuerySet[Flag]:
    """All flags with their items, the open ones first, then the newest."""
    rows = Flag.objects.select_related("item__family", "item__version")
    return rows.order_by(F("settled_at").desc(nulls_first=True), "-raised_at", "-pk")


def open_flags() -> int:
    """How many flags wait for somebody."""
    return Flag.objects.filter(settled_at=None).count()


def drift_of(item: int) -> tuple[float, float]:
    """The two sums of an item after the last night: easier, harder."""
    last = Calibration.objects.filter(kind=DRIFT, state=CalibrationState.DONE).first()
    found = last.found if last else {}
    easier, harder = (found.get(name, {}).get(str(item), 0.0) for name in ("easier", "harder"))
    return float(easier), float(harder)


def bands_of(item: Item, group: str = "") -> list[Band]:
    """Observed and foretold answers by ability, in at most five groups of people of equal size.

    The ability is what the ended sitting knew of the item's competence, this answer included; what
    the curve foretells is averaged over that sitting's uncertainty. ``group``: the kind of a
    calibration that compares. Empty for fewer than ten people.
    """
    rows = _answers(item, group)
    if len(rows) < FEWEST:
        return []
    score, mean, sd, mine = np.array(rows, dtype=float).T
    foretold = _foretold(item, mean, sd)
    parts = np.array_split(np.argsort(mean, kind="stable"), min(BANDS, len(rows) // FEWEST))
    return [
        Band(
            float(mean[part].min()),
            float(mean[part].max()),
            len(part),
            float(score[part].mean()),
            float(foretold[part].mean()),
            _share(score[part][mine[part] == 1]) if compares(group) else None,
            _share(score[part][mine[part] == 0]) if compares(group) else None,
        )
        for part in parts
    ]


def _answers(item: Item, group: str) -> list[tuple[Any, ...]]:
    """Score, mean, SD, and 1 for the group, of the newest answers that count."""
    of_competence = f"sitting__profile__competences__{item.family.competence}"
    rows = Response.objects.filter(
        item=item,
        answered_at__isnull=False,
        dropped_at=None,
        sitting__state=SittingState.ENDED,
        sitting__counts=True,
        sitting__is_demonstration=False,
        **({"sitting__age_band__gt": ""} if group.startswith(AGE) else {}),
        **{f"{of_competence}__mean__isnull": False},
    ).annotate(mine=Case(When(in_group(group, "sitting__"), then=Value(1)), default=Value(0)))
    names = ("score", f"{of_competence}__mean", f"{of_competence}__sd", "mine")
    return list(rows.order_by("-pk").values_list(*names)[:AT_MOST])


def _foretold(item: Item, mean: Floats, sd: Floats) -> Floats:
    """The chance of a right answer for each person, averaged over a normal of their ability."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    at = mean[:, None] + sd[:, None] * nodes
    chances = item_chances(Curve(item.a, item.b, item.c), at.ravel())[1].reshape(at.shape)
    return np.asarray(chances @ weights / weights.sum(), float)


def _share(scores: Floats) -> float | None:
    return float(scores.mean()) if len(scores) >= FEWEST else None

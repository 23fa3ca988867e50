"""A small bank and the sittings of invented people, for what is learnt from answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from perron.competences.enums import ItemState, SittingState, VersionState
from perron.competences.models import Chunk, Family, FamilyVersion, Item, Response, Sitting
from perron.competences.services.bank.revising import next_revision
from perron.competences.services.calibrating.running import begin, count_chunk
from tests.make import NOON

SETTINGS = {
    "length": 42,
    "first_picture": 8,
    "least": 1,
    "most": 3,
    "least_of_area": 4,
    "exposure": 0.3,
    "prior": {"mean": -0.8, "sd": 1.5},
    "correlations": {"within": 0.8, "across": 0.65},
    "steps": {"1": -2.2, "3": -0.3, "5": 1.4},
    "slope": 1.2,
}
COMPETENCES = ("1.1", "1.2", "2.1", "2.2")


@dataclass(frozen=True)
class Who:
    """A group of people; ``harder``: items that are harder for them alone, in logits."""

    language: str = "fr"
    age: str = ""
    harder: Mapping[int, float] = field(default_factory=dict)


EVERYBODY = Who()


def a_bank(items: int = 16, *, guessed: float = 0.6) -> tuple[list[Item], list[float]]:
    """Items whose authors guessed their difficulty; answers the items and how hard they are."""
    rng = np.random.default_rng(4)
    true = rng.normal(-1.0, 1.0, items)
    made = []
    for number, b in enumerate(true):
        family = Family.objects.create(
            code=f"family-{number}",
            competence=COMPETENCES[number % len(COMPETENCES)],
            level=1,
            kind="single",
        )
        guess = float(b + rng.normal(0, guessed))
        version = FamilyVersion.objects.create(
            family=family,
            number=1,
            definition={"difficulty": guess},
            digest=str(number),
            state=VersionState.PUBLISHED,
            made_at=NOON,
            changed_at=NOON,
        )
        made.append(
            Item.objects.create(
                family=family, version=version, variant="a", digest="d", a=1.2, b=guess
            )
        )
    next_revision(NOON, SETTINGS)
    return made, [float(one) for one in true]


def sat(
    items: list[Item],
    true: list[float],
    people: int,
    *,
    seed: int = 1,
    who: Who = EVERYBODY,
    at: datetime = NOON,
) -> None:
    """Invented people answer all items."""
    rng = np.random.default_rng(seed)
    extra = np.array([who.harder.get(number, 0.0) for number in range(len(items))])
    sittings = Sitting.objects.bulk_create(
        Sitting(
            state=SittingState.ENDED,
            language=who.language,
            age_band=who.age,
            seed=1,
            started_at=at,
            last_at=at,
            ended_at=at,
        )
        for _ in range(people)
    )
    levels = np.array([COMPETENCES.index(one.family.competence) for one in items])
    cov = 1.5**2 * (0.7 + 0.3 * np.eye(len(COMPETENCES)))
    abilities = rng.multivariate_normal(np.full(len(COMPETENCES), -0.8), cov, people)
    chances = 1 / (1 + np.exp(-1.2 * (abilities[:, levels] - np.array(true)) + extra))
    right = rng.random(chances.shape) < chances
    Response.objects.bulk_create(
        Response(
            sitting=sitting,
            place=place + 1,
            item=item,
            asked_at=at,
            answered_at=at,
            score=int(right[person, place]),
            counts=item.state != ItemState.NEW,
        )
        for person, sitting in enumerate(sittings)
        for place, item in enumerate(items)
    )


def run(kind: str, *, at: datetime = NOON, backwards: bool = False) -> None:
    """Begin a calibration and count all its chunks, in one order or the other."""
    begin(kind, at=at)
    order = "-pk" if backwards else "pk"
    while left := list(
        Chunk.objects.filter(sums__isnull=True).order_by(order).values_list("pk", flat=True)
    ):
        for pk in left:
            count_chunk(pk, at=at + timedelta(minutes=5))

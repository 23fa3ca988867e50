"""Invented juries for the tests of severity, agreement and robustness."""

import numpy as np

from perron.engines.scoring.designs import Given

# Six targets scored by four judges: table 2 of Shrout and Fleiss (1979), in points.
TEXTBOOK = (
    (9, 2, 5, 8),
    (6, 1, 3, 2),
    (8, 4, 6, 8),
    (7, 1, 2, 6),
    (10, 5, 6, 9),
    (6, 2, 4, 7),
)


def textbook() -> list[Given]:
    """The published example, in thousandths."""
    return [
        Given(f"judge-{judge}", f"target-{target}", points * 1000)
        for target, row in enumerate(TEXTBOOK, 1)
        for judge, points in enumerate(row, 1)
    ]


def a_jury(
    rng: np.random.Generator,
    *,
    jurors: int,
    applications: int,
    sds: tuple[float, float, float],
    calibration: int = 3,
) -> tuple[dict[str, float], list[Given]]:
    """True effects, and reviews by two jurors each, and by all of the calibration applications.

    ``sds``: of applications, jurors and errors, in thousandths.
    """
    of_applications, of_jurors, of_errors = sds
    names = [f"juror-{at:02d}" for at in range(jurors)]
    effects = rng.normal(0, of_jurors, jurors)
    worths = rng.normal(60_000, of_applications, applications + calibration)
    given = []
    for at, worth in enumerate(worths):
        judges = range(jurors) if at < calibration else rng.choice(jurors, 2, replace=False)
        for judge in judges:
            points = worth + effects[judge] + rng.normal(0, of_errors)
            given.append(Given(names[judge], f"application-{at:04d}", round(float(points))))
    return dict(zip(names, effects.tolist(), strict=True)), given

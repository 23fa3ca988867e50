"""What panels register: the right to keep them, live figures of the test."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from perron.accounts.offers import KEEPERS
from perron.competences.services.figures.keeping import latest_of_takers
from perron.competences.services.panels.estimating import measured_basic
from perron.core.rights import Right, rights
from perron.indicators.services import LiveFigure, registry

rights.add(Right("panels.keep", _("keep panels of the test and see its figures"), KEEPERS))


def tests_finished(at: datetime) -> int | None:
    """People who finished the test by themselves, as the newest picture says; never fewer than ten.

    A number that is counted anew each day would tell of the few who came since yesterday.
    """
    del at
    picture = latest_of_takers()
    return picture.people if picture else None


def population_at_basic(at: datetime) -> Decimal | None:
    """Per cent of the population at basic level or above, from the last panel.

    Its interval, the number of people and the days stand on the page that it opens.
    """
    del at
    told = measured_basic()
    return None if told is None else Decimal(str(round(100 * told["value"], 1)))


def figures_page(user: Any) -> str:
    """Where both stand with all that belongs to them."""
    del user
    return reverse("competences:figures")


registry.add(
    LiveFigure(
        code="tests-finished",
        name=_("People who took the test of digital skills (not the population)"),
        unit="people",
        compute=tests_finished,
        opens=figures_page,
    )
)
registry.add(
    LiveFigure(
        code="skills-measured",
        name=_("Population at basic level or above, measured by a panel"),
        unit="percent",
        compute=population_at_basic,
        opens=figures_page,
    )
)

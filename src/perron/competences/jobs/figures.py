"""A door from the queue: every night it is asked whether a new picture can be made."""

from datetime import time

from django.utils import timezone

from perron.competences.services.figures.keeping import make_picture
from perron.core.queue import job
from perron.core.schedule import NIGHTLY

NAME = "competences.figures"


@job(NAME)
def make() -> None:
    """Make a picture where enough people finished the test since the last one."""
    make_picture(timezone.now())


NIGHTLY[NAME] = time(4, 10)

"""Two of one's own tests, one after the other: what changed beyond chance."""

from dataclasses import dataclass

from perron.accounts.models import User
from perron.competences.enums import SittingState
from perron.competences.models import Sitting
from perron.competences.rules.progressing import PART, WHOLE, Change, change
from perron.competences.services.sitting.looking import Known, Profile, profile_read


@dataclass(frozen=True, slots=True)
class Progress:
    """The change of everything together and of each area.

    ``same_measure``: whether both rest on difficulties of the same origin.
    """

    overall: Change
    areas: dict[str, Change]
    same_measure: bool


def finished_of(person: User) -> list[Sitting]:
    """One's own tests that ended with something to tell, the oldest first."""
    rows = Sitting.objects.of(person).filter(state=SittingState.ENDED).order_by("ended_at", "pk")
    return [one for one in rows if one.profile]


def progress_between(before: Profile, after: Profile) -> Progress:
    """What changed from one test to another."""
    return Progress(
        _change(before.overall, after.overall, WHOLE),
        {
            code: _change(before.areas[code], known, PART)
            for code, known in after.areas.items()
            if code in before.areas
        },
        before.calibrated == after.calibrated,
    )


def profile_kept_by(sitting: Sitting) -> Profile:
    """What a finished test keeps."""
    return profile_read(sitting.profile)


def _change(before: Known, after: Known, limit: float) -> Change:
    return change((before.mean, before.sd), (after.mean, after.sd), limit=limit)

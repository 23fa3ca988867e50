"""The families of the bank that somebody may learn next, by what their answers tell."""

from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean

from perron.competences.rules.nearing import Step, chance_of, nearest
from perron.competences.services.bank.live import LiveItem, live_bank
from perron.competences.services.sitting.designing import Turn
from perron.competences.services.sitting.looking import Profile
from perron.competences.services.sitting.showing import item_of


def next_steps(turn: Turn, profile: Profile) -> list[Step]:
    """Two or three families that lie nearest, in the sitting's language and modalities."""
    right = {item_of(turn, one).family for one in turn.kept if one.score}
    missed = {item_of(turn, one).family for one in turn.kept if not one.score}
    modalities = set(turn.sitting.modalities)
    families: dict[str, list[LiveItem]] = defaultdict(list)
    for item in live_bank().items:
        fits = turn.sitting.language in item.languages and modalities <= set(item.modalities)
        if fits and item.family not in right and item.competence in profile.competences:
            families[item.family].append(item)
    return nearest(_step(items, profile, missed) for items in families.values())


def _step(items: Sequence[LiveItem], profile: Profile, missed: set[str]) -> Step:
    first = items[0]
    known = profile.competences[first.competence]
    chance = chance_of(
        known.mean, known.sd, a=fmean(one.a for one in items), b=fmean(one.b for one in items)
    )
    return Step(first.family, first.competence, first.version_id, chance, first.family in missed)

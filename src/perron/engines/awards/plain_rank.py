"""Plain rank: taken in the order, each funded in full if there is room, as most calls do it."""

from perron.engines.awards.amounts import grant
from perron.engines.awards.instances import Instance
from perron.engines.awards.outcomes import Award
from perron.engines.awards.taken import Taken


def plain_rank(instance: Instance) -> tuple[Award, ...]:
    """The awards of plain rank, in the order."""
    taken = Taken(instance)
    awards = []
    for application in instance.applications:
        moneys = instance.eligible(application)
        if not moneys or not taken.allows(application):
            continue
        level = application.levels[0]
        offers = (
            (money, grant(instance, application, instance.moneys[money], level=level))
            for money in moneys
        )
        permitted = [(money, offer) for money, offer in offers if taken.permits(application, offer)]
        fitting = [(money, offer) for money, offer in permitted if taken.has_room(offer)]
        if fitting:
            money, offer = fitting[0]
            taken.add(application, offer)
            awards.append(Award(application.id, money, level))
        elif permitted and not instance.rules.skip:
            break
    return tuple(awards)

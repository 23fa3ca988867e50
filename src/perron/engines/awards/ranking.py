"""Plain rank as a method of its own, with the plainest bounds."""

from perron.engines.awards.amounts import grant
from perron.engines.awards.instances import Application, Instance
from perron.engines.awards.outcomes import Bound, Multipliers, Proof
from perron.engines.awards.plain_rank import plain_rank
from perron.engines.awards.reporting import report
from perron.engines.awards.soundness import RANKED
from perron.engines.awards.standing import Standing

NOTHING = Multipliers(scale=1, sources={}, years={}, ceilings={}, floors={})


def solve_by_rank(instance: Instance) -> dict[str, object]:
    """The result of plain rank; what bounds it is what everyone eligible asks for."""
    awards = plain_rank(instance)
    eligible = [one for one in instance.applications if instance.eligible(one)]
    most = sum(one.score * _most(instance, one) for one in eligible)
    quality, shortfall = Bound(most, NOTHING), Bound(0, NOTHING)
    return report(
        instance,
        awards,
        Proof(
            ended=RANKED,
            nodes=len(instance.applications),
            quality=quality,
            shortfall=shortfall,
            free_quality=quality,
            free_shortfall=(Standing(instance, awards).shortfall, shortfall),
            open=(),
        ),
    )


def _most(instance: Instance, application: Application) -> int:
    level = application.levels[0]
    moneys = (instance.moneys[money] for money in application.moneys)
    return max(grant(instance, application, money, level=level).amount for money in moneys)

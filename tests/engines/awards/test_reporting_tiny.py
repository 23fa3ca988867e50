"""The result that a brute-force search chooses, reported, satisfies the verifier."""

from collections import Counter
from typing import Any

from perron.engines.awards.instances import Instance, read_instance
from perron.engines.awards.outcomes import Award, Bound, Proof
from perron.engines.awards.reporting import report
from perron.engines.awards.schemas import shape_problems
from perron.engines.awards.verifying import verify
from tests.engines.awards.editions import FREE, NONE
from tests.engines.awards.oracle import solve
from tests.engines.awards.tiny import an_edition

SEEDS = range(120)


def a_plain_proof(instance: Instance, shortfall: int) -> Proof:
    """Bounds without prices: as if everybody were funded with all that is asked."""
    most = Bound(sum(one.score * one.asked for one in instance.applications), FREE)
    return Proof(
        ended="nodes",
        nodes=1,
        quality=most,
        shortfall=NONE,
        free_quality=most,
        free_shortfall=(shortfall, NONE),
        open=tuple(one.id for one in instance.applications if instance.eligible(one)),
    )


def test_the_verifier_accepts_what_is_reported_and_every_reason_occurs() -> None:
    codes: Counter[str] = Counter()
    for seed in SEEDS:
        document = an_edition(seed)
        instance = read_instance(document)
        best = solve(document)
        awards = [Award(key, money, level) for key, (money, level) in best.awards.items()]

        result: dict[str, Any] = report(instance, awards, a_plain_proof(instance, best.shortfall))

        verdict = verify(document, result)
        assert verdict.ok, (seed, verdict.failures)
        assert shape_problems("result", result) == []
        codes.update(row["code"] for row in result["sentences"])
    assert sorted(codes) == [
        "below_cutoff",
        "below_threshold",
        "excused_board",
        "excused_exclusive",
        "excused_required",
        "funded",
        "funded_in_part",
        "no_cutoff",
        "no_money",
    ]

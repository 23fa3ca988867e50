"""What the optimiser reports satisfies the verifier, as it is and as it may be published."""

from collections import Counter
from typing import Any

from perron.engines.awards.publishing import strip
from perron.engines.awards.schemas import shape_problems
from perron.engines.awards.solving import solve
from perron.engines.awards.verifying import verify
from tests.engines.awards.tiny import an_edition

SEEDS = (0, 1, 2, 3, 7, 21, 40, 59)  # every reason occurs in the last four


def test_the_verifier_accepts_what_is_reported_and_every_reason_occurs() -> None:
    codes: Counter[str] = Counter()
    for seed in SEEDS:
        document = an_edition(seed, 5)

        result: dict[str, Any] = solve(document)

        verdict = verify(document, result)
        assert verdict.ok, (seed, verdict.failures)
        assert shape_problems("result", result) == []
        codes.update(row["code"] for row in result["sentences"])
        public = strip(document, result, salt="known to the agency")
        verdict = verify(public.instance, public.result)
        assert verdict.ok, (seed, verdict.failures)
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

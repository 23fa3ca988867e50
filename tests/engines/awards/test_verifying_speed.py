"""A verification takes about a second for the largest editions that there were."""

import time

import pytest

from perron.engines.awards.generating import generate
from perron.engines.awards.verifying import verify
from perron.engines.awards.verifying.cases import read_case
from perron.engines.awards.verifying.ranking import plain_rank
from tests.engines.awards import making
from tests.engines.awards.drawing import Draw

MOST_SECONDS = 4.0  # of this process; under one where nothing else runs


@pytest.mark.slow
def test_2600_applications_are_verified_in_about_a_second() -> None:
    instance = generate(2600, 0.3, 1)
    case = read_case(instance)
    prices = {
        name: making.some_prices(Draw(9), case, scored="quality" in name) for name in making.BOUNDS
    }
    result = making.make_result(instance, plain_rank(case), prices)

    begun = time.process_time()
    verdict = verify(instance, result)

    assert time.process_time() - begun < MOST_SECONDS
    assert verdict.proved

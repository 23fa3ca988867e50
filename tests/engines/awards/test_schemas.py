"""The schemas are of draft 2020-12, and the engine's quick checks answer what a validator does."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from perron.engines.awards.instances import read_instance
from perron.engines.awards.reporting import report
from perron.engines.awards.schemas import NAMES, schema, shape_problems
from perron.engines.awards.schemas.checking import check_of
from tests.engines.awards.editions import a_proof, awards
from tests.engines.awards.tiny import an_edition

VALIDATORS = {name: Draft202012Validator(schema(name)) for name in NAMES}
INSTANCE = an_edition(5)
RESULT = report(read_instance(an_edition(5)), [], a_proof())
SCALARS = st.none() | st.booleans() | st.integers(-2, 2**70) | st.text("aZ0-/ 2", max_size=4)
VALUES = st.recursive(
    SCALARS,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text("a20", max_size=4), below),
    max_leaves=5,
)


def changed(document: Any, data: st.DataObject) -> Any:
    """The same document, with one place somewhere within it replaced, added or taken away."""
    if not isinstance(document, dict | list) or not document or data.draw(st.integers(0, 4)) == 0:
        return data.draw(VALUES)
    keys = list(document) if isinstance(document, dict) else list(range(len(document)))
    key = data.draw(st.sampled_from(keys))
    made: Any = document.copy()
    if data.draw(st.integers(0, 9)) == 0:
        del made[key]
    elif isinstance(made, dict) and data.draw(st.integers(0, 9)) == 0:
        made[data.draw(st.text("a20", max_size=4))] = data.draw(VALUES)
    elif isinstance(made, list) and data.draw(st.integers(0, 9)) == 0:
        made.append(made[0])
    else:
        made[key] = changed(made[key], data)
    return made


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize(("name", "document"), [("instance", INSTANCE), ("result", RESULT)])
@given(data=st.data())
def test_the_quick_checks_answer_what_a_validator_does(
    name: str, document: dict[str, Any], data: st.DataObject
) -> None:
    other = changed(document, data)

    assert (shape_problems(name, other) == []) == VALIDATORS[name].is_valid(other)


def test_a_word_that_the_checks_do_not_know_is_no_schema_for_them() -> None:
    with pytest.raises(KeyError, match="multipleOf"):
        check_of({"multipleOf": 2}, {})


def test_a_result_with_something_funded_follows_its_schema() -> None:
    instance = read_instance(an_edition(5))
    first = next(one for one in instance.applications if instance.eligible(one))
    told = awards(f"{first.id}:{first.moneys[0]}:{first.levels[0]}")

    assert shape_problems("result", report(instance, told, a_proof())) == []

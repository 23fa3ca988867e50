"""A result as somebody hands it back: its form, its digests, and the awards in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from perron.engines.awards.canonical import digest
from perron.engines.awards.errors import ResultRefused
from perron.engines.awards.instances import Instance
from perron.engines.awards.outcomes import Award
from perron.engines.awards.schemas import shape_problems
from perron.engines.awards.soundness import award_faults
from perron.engines.awards.standing import Standing

Result = Mapping[str, Any]


def read_standing(instance: Instance, result: Result) -> Standing:
    """How a result's awards stand in an instance; ResultRefused if they are not of it.

    This checks that the file is whole. Whether it keeps the rules is the verifier's question.
    """
    problems = shape_problems("result", result) or _digest_problems(instance, result)
    if not problems:
        awards = awards_of(result)
        problems = award_faults(instance, awards) or _sentence_problems(instance, result)
    if problems:
        raise ResultRefused(problems)
    return Standing(instance, awards)


def awards_of(result: Result) -> Sequence[Award]:
    """The awards of a result whose form was checked."""
    return [Award(row["id"], row["money"], row["level"]) for row in result["awards"]]


def _digest_problems(instance: Instance, result: Result) -> list[str]:
    problems = []
    if result["instance"] != instance.digest:
        problems.append("The result was made from another instance: the digests differ.")
    rest = {key: value for key, value in result.items() if key != "digest"}
    if digest(rest) != result["digest"]:
        problems.append("The result was changed since it was made: its digest differs.")
    return problems


def _sentence_problems(instance: Instance, result: Result) -> list[str]:
    told = [row["id"] for row in result["sentences"]]
    if told == [application.id for application in instance.applications]:
        return []
    return ["The result does not tell about every application once, in the order."]

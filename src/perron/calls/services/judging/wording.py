"""What the engine says of a ranking or a jury, in the reader's language."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from perron.engines.scoring.refusals import Problem, told

SENTENCES = {
    "missing_fact": _(
        "The fact “{fact}”, by which “{step}” is weighted, is missing. Nothing was computed."
    ),
    "value_not_foreseen": _(
        "“{step}” does not say what to do where “{fact}” is {value!r}. Nothing was computed."
    ),
    "missing_keys": _("“{id}” has no {keys:names}, by which equal scores are separated."),
    "no_seed": _("There is no seed for the lots. Publish one beforehand."),
    "no_reviews": _("There are no scores yet."),
    "too_few_shared": _(
        "Too few applications were scored by several jurors to tell severity from chance."
    ),
    "jurors_alone": _(
        "{jurors:names} scored nothing that others scored: their severity is not known."
    ),
    "groups_apart": _(
        "The jury falls into {count} groups without an application in common. Severities of "
        "different groups cannot be compared."
    ),
}


def worded(problem: Problem, names: Mapping[str, str] | None = None) -> str:
    """The sentence of a problem; ``names`` are those of jurors by the key that the engine knows."""
    facts = dict(problem.facts)
    if names and "jurors" in facts:
        facts["jurors"] = [names.get(str(one), str(one)) for one in _listed(facts["jurors"])]
    sentence = SENTENCES.get(problem.code)
    return told(str(sentence), facts) if sentence else str(problem)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]

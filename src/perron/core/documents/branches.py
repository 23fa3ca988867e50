"""Of several allowed forms, the one that the writer most likely meant."""

from collections.abc import Iterator

from jsonschema import ValidationError

CHOICES = frozenset({"anyOf", "oneOf"})
FIXED = frozenset({"const", "enum"})
TYPE = frozenset({"type"})

Branch = list[ValidationError]


def meant_errors(error: ValidationError) -> Iterator[ValidationError]:
    """Answer the errors to tell a person about: for a choice, those of the form that was meant.

    A choice stays one error when its forms differ in one thing only: the kind of value, the value
    itself, or which key must be there.
    """
    branches = branches_of(error)
    if not branches or wrong_types(error) or other_values(error) or missing_keys(error):
        yield error
        return
    for cause in min(branches, key=_distance):
        yield from meant_errors(cause)


def branches_of(error: ValidationError) -> list[Branch]:
    """Answer the errors of each form of a choice; none for other errors or too many matches."""
    branches: dict[str | int, Branch] = {}
    for cause in error.context if error.validator in CHOICES else ():
        branches.setdefault(cause.relative_schema_path[0], []).append(cause)
    return list(branches.values())


def wrong_types(error: ValidationError) -> list[str]:
    """Answer the allowed types when every form of a choice asks for another kind of value."""
    causes = [_first(branch, TYPE) for branch in branches_of(error)]
    asked = [cause.validator_value for cause in causes if cause is not None]
    if len(asked) < len(causes):
        return []
    names = (each if isinstance(each, list) else [each] for each in asked)
    return list(dict.fromkeys(str(name) for several in names for name in several))


def other_values(error: ValidationError) -> list[object]:
    """Answer the allowed values when every form of a choice fixes the value itself."""
    causes = [_first(branch, FIXED) for branch in branches_of(error)]
    found = [cause for cause in causes if cause is not None]
    if len(found) < len(causes):
        return []
    return [value for cause in found for value in fixed_values(cause)]


def missing_keys(error: ValidationError) -> list[str]:
    """Answer the keys of which one is needed when the forms differ in nothing else."""
    branches = branches_of(error)
    causes = [branch[0] for branch in branches if len(branch) == 1]
    if len(causes) < len(branches):
        return []
    if any(cause.validator != "required" or cause.relative_path for cause in causes):
        return []
    return [str(cause.validator_value) for cause in causes]


def fixed_values(error: ValidationError) -> list[object]:
    """Answer the values that ``enum`` or ``const`` allows."""
    allowed = error.validator_value
    return list(allowed) if error.validator == "enum" and isinstance(allowed, list) else [allowed]


def _first(branch: Branch, keywords: frozenset[str]) -> ValidationError | None:
    """Find the first error about the value itself, not about something inside it."""
    here = (cause for cause in branch if not cause.relative_path)
    return next((cause for cause in here if cause.validator in keywords), None)


def _distance(branch: Branch) -> tuple[bool, bool, int]:
    """Tell how far a form is from what was written: another kind, another label, more errors."""
    label_differs = any(
        cause.validator in FIXED and len(cause.relative_path) <= 1 for cause in branch
    )
    return _first(branch, TYPE) is not None, label_differs, len(branch)

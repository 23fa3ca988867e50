"""Which pages and questions of a form count for an application: by its step and by conditions."""

from collections.abc import Iterator, Mapping
from typing import Any

from perron.calls.models import Application, Edition
from perron.calls.rules.conditions import FIELD, FIELD_TYPES
from perron.calls.rules.definition import Definition, Field, FieldKind, Form, Page, definition_of
from perron.engines.scoring.eligibility import Verdict, decide
from perron.engines.scoring.refusals import ScoringRefused

Answers = Mapping[str, Any]


def form_of(edition: Edition) -> Form:
    """The form of an edition."""
    return definition_of(edition).form


def pages_of(form: Form, step: int) -> tuple[Page, ...]:
    """All pages up to and with a step: earlier ones can still be put right."""
    return tuple(page for one in form.steps[:step] for page in one.pages)


def fields_until(form: Form, step: int) -> Iterator[Field]:
    """All questions up to and with a step."""
    for page in pages_of(form, step):
        yield from page.fields


def fields_on(form: Form, code: str) -> tuple[Field, ...]:
    """The questions of one page."""
    return next((page.fields for _step, page in form.pages if page.code == code), ())


def sent_name(field: Field) -> str:
    """The name under which an answer is sent from a page."""
    return f"q-{field.code}"


def asked_fields(application: Application, definition: Definition) -> tuple[Field, ...]:
    """The questions of its steps so far whose conditions hold."""
    known = known_facts(definition.form, application.answers, application.facts)
    return tuple(
        one for one in fields_until(definition.form, application.step) if is_asked(one, known)
    )


def known_facts(form: Form, answers: Answers, facts: Answers) -> dict[str, Any]:
    """Facts, and answers beside them, as conditions look at them."""
    given = {
        f"{FIELD}{field.code}": _plain(field, answers[field.code])
        for field in form.fields
        if field.kind in FIELD_TYPES and field.code in answers
    }
    return {**facts, **given}


def is_asked(field: Field, known: Answers) -> bool:
    """Whether the condition of a field holds; what is not answered holds nothing."""
    if field.when is None:
        return True
    try:
        return decide(field.when, known, {}).verdict is Verdict.ELIGIBLE
    except ScoringRefused:  # an answer that cannot be read is not one to go by
        return False


def _plain(field: Field, answer: Any) -> Any:
    if field.kind == FieldKind.YES_NO:
        return {"yes": True, "no": False}.get(answer)
    return answer

"""What a new draft begins with: facts of the site or body, and its last application's answers."""

from collections.abc import Mapping
from typing import Any

from perron.calls.enums import ApplicationState
from perron.calls.models import Application, Edition
from perron.calls.rules.definition import Field, FieldKind, Form
from perron.directory.models import Organisation, Site

UNREAD = (ApplicationState.DRAFT, ApplicationState.WITHDRAWN)


def previous_of(
    edition: Edition, organisation: Organisation, site: Site | None
) -> Application | None:
    """The last application that this site or body handed in to another edition of the call."""
    rows = Application.objects.filter(organisation=organisation, site=site)
    rows = rows.filter(edition__call=edition.call).exclude(edition=edition)
    return rows.exclude(state__in=UNREAD).order_by("-arrived_at", "-pk").first()


def first_answers(
    form: Form, facts: Mapping[str, Any], previous: Application | None
) -> dict[str, Any]:
    """Answers by field: the directory's facts first, then what was answered last time.

    A choice from the catalogue and files are never taken over: prices and papers grow old.
    """
    before = previous.answers if previous else {}
    found = {one.code: _first(one, facts, before) for one in form.fields}
    return {code: value for code, value in found.items() if value not in (None, "", [], {})}


def _first(field: Field, facts: Mapping[str, Any], before: Mapping[str, Any]) -> Any:
    if field.kind in {FieldKind.FILE, FieldKind.CATALOGUE}:
        return None
    if field.fact and facts.get(field.fact) is not None:
        fact = facts[field.fact]
        return {True: "yes", False: "no"}[fact] if isinstance(fact, bool) else fact
    value = before.get(field.code)
    offered = {one.code for one in field.choices}
    if offered and isinstance(value, list):
        return [code for code in value if code in offered]
    return value if not offered or value in offered else None

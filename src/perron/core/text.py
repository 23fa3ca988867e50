"""Texts in several languages: one JSON column per text, with a visible fallback."""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGE = re.compile(r"[a-z]{2}")


class Text(dict[str, str]):
    """A text by language code. ``str()`` gives the reader's language or the nearest one."""

    def __str__(self) -> str:
        return self.spoken()[0]

    def spoken(self, language: str | None = None) -> tuple[str, str]:
        """Answer the text and the language it is in, which may be another than asked for."""
        wanted = language or get_language() or settings.LANGUAGE_CODE
        for code in (wanted, *settings.REGION.languages):
            if self.get(code):
                return self[code], code
        for code, words in self.items():
            if words:
                return words, code
        return "", wanted

    def missing(self) -> tuple[str, ...]:
        """Languages of the region in which this text is not written yet."""
        return tuple(code for code in settings.REGION.languages if not self.get(code))


class IsObject(models.Func):
    """True where a JSON column holds an object: the database checks the shape of texts."""

    arity = 1
    output_field = models.BooleanField()
    conditional = True

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="(json_type(%(expressions)s) = 'object')", **context
        )

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="(jsonb_typeof(%(expressions)s) = 'object')", **context
        )


class TextField(models.JSONField[Any, Any]):
    """A text in several languages, read as :class:`Text`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Text)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Text:
        return Text(super().from_db_value(value, expression, connection) or {})

    def to_python(self, value: Any) -> Text:
        return value if isinstance(value, Text) else Text(value or {})

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if not is_text(value):
            raise ValidationError(_("A text is written by language: {“fr”: “…”, “de”: “…”}."))


def is_text(value: object) -> bool:
    """Whether this is a mapping from language codes to strings."""
    return isinstance(value, Mapping) and all(
        isinstance(code, str) and LANGUAGE.fullmatch(code) and isinstance(words, str)
        for code, words in value.items()
    )


def text_check(model: str, *fields: str) -> list[models.BaseConstraint]:
    """Database constraints that each of these text columns holds an object."""
    return [
        models.CheckConstraint(
            name=f"{model}_{field}_is_text",
            condition=IsObject(models.F(field)),
            violation_error_message=_("A text is written by language."),
        )
        for field in fields
    ]

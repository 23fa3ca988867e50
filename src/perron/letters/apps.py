"""Every message: letters to people, and what people ask."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """The floor of letters."""

    name = "perron.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"

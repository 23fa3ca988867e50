"""Every message: letters to people, and what people ask."""

from importlib import import_module

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """The floor of letters."""

    name = "perron.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("perron.letters.offers")
        import_module("perron.letters.jobs")

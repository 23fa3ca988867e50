"""The competences app."""

from importlib import import_module

from django.apps import AppConfig


class CompetencesConfig(AppConfig):
    """Registers what competences offer to the floors below."""

    name = "perron.competences"
    label = "competences"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("perron.competences.offers")
        import_module("perron.competences.jobs")

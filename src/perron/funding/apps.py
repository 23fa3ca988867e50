"""The funding app."""

from importlib import import_module

from django.apps import AppConfig


class FundingConfig(AppConfig):
    """Registers what funding offers to the floors below."""

    name = "perron.funding"
    label = "funding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("perron.funding.offers")

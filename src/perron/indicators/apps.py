"""The indicators app."""

from importlib import import_module

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Registers what the indicators offers to the floors below."""

    name = "perron.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("perron.indicators.records")
        import_module("perron.indicators.offers")

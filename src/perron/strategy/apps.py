"""The strategy app."""

from importlib import import_module

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """Registers what the strategy offers to the floors below."""

    name = "perron.strategy"
    label = "strategy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("perron.strategy.records")
        import_module("perron.strategy.offers")

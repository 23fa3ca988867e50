"""The calls app."""

from importlib import import_module

from django.apps import AppConfig


class CallsConfig(AppConfig):
    """Registers what calls offer to the floors below."""

    name = "perron.calls"
    label = "calls"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("perron.calls.offers")
        import_module("perron.calls.jobs")

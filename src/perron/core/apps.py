"""What every floor above stands on."""

from importlib import import_module

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The ground floor with a database."""

    name = "perron.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("perron.core.records.shared")
        import_module("perron.core.jobs")
        import_module("perron.core.health.checks")
        import_module("perron.core.offers")

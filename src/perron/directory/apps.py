"""The directory app."""

from importlib import import_module

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Registers what the directory offers to the floors below."""

    name = "perron.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("perron.directory.records")
        import_module("perron.directory.offers")

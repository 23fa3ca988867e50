"""The desk app."""

from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk."""

    name = "perron.desk"
    label = "desk"

    def ready(self) -> None:
        import_module("perron.desk.offers")

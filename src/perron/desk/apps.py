"""The desk app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk."""

    name = "perron.desk"
    label = "desk"

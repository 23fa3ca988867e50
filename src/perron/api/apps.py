"""Open data: everything that is public, for machines."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The interface for machines."""

    name = "perron.api"
    label = "api"

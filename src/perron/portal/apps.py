"""The portal app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The portal."""

    name = "perron.portal"
    label = "portal"

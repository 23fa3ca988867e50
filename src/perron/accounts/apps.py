"""People, roles and sign-in."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The floor of people."""

    name = "perron.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("perron.accounts.offers")
        import_module("perron.accounts.jobs")

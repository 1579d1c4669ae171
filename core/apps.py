from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    """Fills the registries: each app's `registrations.py` says what lower floors must know."""

    name = "core"

    def ready(self) -> None:
        autodiscover_modules("registrations")

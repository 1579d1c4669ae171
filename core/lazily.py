"""Large libraries that few requests need take no memory of a web worker before one does."""

from functools import partial
from importlib import import_module
from typing import Any

from django.utils.functional import SimpleLazyObject


def module(name: str) -> Any:
    """Stands for the module, which is imported when something of it is first used."""
    return SimpleLazyObject(partial(import_module, name))

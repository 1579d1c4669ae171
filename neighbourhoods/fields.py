"""What forms of several apps ask of a place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Area, Neighbourhood


class BuurtField(forms.ModelChoiceField[Area]):
    """One of the buurten of a neighbourhood, or none: it is about all of it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Area.objects.none(),
            required=False,
            error_messages={"invalid_choice": _("Kies een buurt uit de lijst.")},
            **kwargs,
        )

    def within(self, neighbourhood: Neighbourhood) -> None:
        self.queryset = Area.objects.within(neighbourhood.areas.all()).for_lists().by_name()

    def label_from_instance(self, obj: Area) -> str:
        return obj.short_name

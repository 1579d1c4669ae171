"""Whom one puts in the light, and why (O38)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, DayField, KeyedForm

from ..states.thanks import LONGEST, SHOWN_FOR

TEAM, PERSON = "team", "persoon"


class SpotlightForm(KeyedForm):
    """`teams` and `people` are those one can choose, with their keys."""

    who = forms.ChoiceField(
        label=_("Wie zet u in het zonnetje?"),
        help_text=_("Die krijgt eerst een vraag. Zonder een ja staat het nergens."),
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("Kies wie u in het zonnetje zet.")
        ),
    )
    words = CleanCharField(
        label=_("Waarom?"),
        help_text=_("Een paar warme woorden. Iedereen kan ze lezen, na een ja."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf in een paar woorden waarom.")},
    )
    until = DayField(
        label=_("Tot en met welke dag?"),
        help_text=_("Daarna verdwijnt het vanzelf, zodat er plaats komt voor anderen."),
    )

    def __init__(
        self,
        *args: Any,
        teams: Sequence[tuple[int, str]],
        people: Sequence[tuple[int, str]],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["until"].initial = today + timedelta(days=SHOWN_FOR)
        field = self.fields["who"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("Kies een team of een bewoner")),
            (_("Teams"), [(f"{TEAM}-{key}", name) for key, name in teams]),
            (_("Bewoners uit een team"), [(f"{PERSON}-{key}", name) for key, name in people]),
        ]

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        if not self.today <= day <= self.today + timedelta(days=LONGEST):
            raise ValidationError(_("Kies een dag vanaf vandaag, binnen een jaar."))
        return day

    @property
    def chosen(self) -> tuple[str, int]:
        """Of what sort, and its key."""
        sort, _dash, key = str(self.cleaned_data["who"]).partition("-")
        return sort, int(key)

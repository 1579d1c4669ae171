"""What a party promises another one for a goal."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, DayField, KeyedForm, near
from partners.models import Organisation

from ..actions.pledges import Pledge


class PledgeForm(KeyedForm):
    """`makers` are those in whose name it can be, `receivers` the parties of the goal. Of one there
    is nothing to choose."""

    maker = forms.ChoiceField(label=_("Namens wie?"), widget=forms.RadioSelect)
    text = CleanCharField(
        label=_("Wat zegt u toe?"),
        help_text=_("In één regel, zoals: elke woensdag een begeleider op het plein."),
        max_length=200,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf wat u toezegt.")},
    )
    receiver = forms.ChoiceField(
        label=_("Aan wie?"),
        help_text=_("Die zegt straks of het gedaan is."),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies aan wie.")),
    )
    due_on = DayField(label=_("Uiterlijk op"))

    def __init__(
        self,
        *args: Any,
        makers: list[Organisation],
        receivers: list[Organisation],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.makers = {str(one.pk): one for one in makers}
        self.receivers = {str(one.pk): one for one in receivers}
        if len(makers) == 1:
            del self.fields["maker"]
            self.receivers.pop(str(makers[0].pk), None)
        for name, choices in (("maker", self.makers), ("receiver", self.receivers)):
            field = self.fields.get(name)
            if isinstance(field, forms.ChoiceField):
                field.choices = [(key, one.name) for key, one in choices.items()]

    def clean_due_on(self) -> date:
        return near(self.cleaned_data["due_on"], self.today)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        if "maker" in clean and clean.get("receiver") == clean["maker"]:
            self.add_error("receiver", _("Kies een ander dan uzelf."))
        return clean

    @property
    def pledge(self) -> Pledge:
        clean = self.cleaned_data
        maker = clean["maker"] if "maker" in self.fields else next(iter(self.makers))
        return Pledge(
            clean["text"], self.makers[maker], self.receivers[clean["receiver"]], clean["due_on"]
        )

    @property
    def line(self) -> str:
        """The agreement that it becomes, in one line."""
        pledge = self.pledge
        return gettext("%(maker)s, voor %(receiver)s: %(text)s, uiterlijk %(day)s") % {
            "maker": pledge.maker.name,
            "receiver": pledge.receiver.name,
            "text": pledge.text,
            "day": date_format(pledge.due_on, "j F Y"),
        }

    @property
    def is_shown(self) -> bool:
        """Who presses had this very line in front of them."""
        return self.data.get("shown") == self.line

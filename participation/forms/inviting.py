"""Organisations are asked to come, and answer."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import SometimesField
from partners.models import Organisation

from ..models import Invited
from ..states.meetings import Reply


class InviteForm(forms.Form):
    """`organisations` are those that can still be asked."""

    who = forms.MultipleChoiceField(
        label=_("Wie nodigt u uit?"),
        help_text=_("Zij krijgen bericht. Op de pagina staat wie komt en wie nog niet antwoordde."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Kies minstens één organisatie."),
            "invalid_choice": _("Kies organisaties uit de lijst."),
        },
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        field = self.fields["who"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, one.name) for key, one in self.organisations.items()]

    @property
    def chosen(self) -> list[Organisation]:
        return [self.organisations[key] for key in self.cleaned_data["who"]]


class ReplyForm(forms.Form):
    """`invited` are the invitations that somebody answers; of one there is nothing to choose."""

    invited = forms.ChoiceField(
        label=_("Voor welke organisatie antwoordt u?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies een organisatie.")),
    )
    reply = forms.ChoiceField(
        label=_("Komt er iemand?"),
        choices=[
            (Reply.COMING.value, _("Ja, wij komen")),
            (Reply.NOT_COMING.value, _("Nee, wij komen niet")),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies ja of nee.")),
    )
    words = SometimesField(
        label=_("Toelichting"),
        when=_("nodig als u niet komt"),
        help_text=_("Waarom niet, en wat u wel doet. Iedereen kan dit lezen."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )

    def __init__(self, *args: Any, invited: Sequence[Invited], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitations = {str(one.pk): one for one in invited}
        if len(self.invitations) == 1:
            del self.fields["invited"]
            return
        field = self.fields["invited"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, one.organisation.name) for key, one in self.invitations.items()]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        if clean.get("reply") == Reply.NOT_COMING and not clean.get("words"):
            self.add_error("words", _("Schrijf waarom u niet komt, en wat u wel doet."))
        return clean

    @property
    def chosen(self) -> Invited:
        key = self.cleaned_data.get("invited") or next(iter(self.invitations))
        return self.invitations[key]

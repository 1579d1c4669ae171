"""What the team and those who join write."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField

from ..states import Stage
from .idea import NameForm


class KeyedForm(forms.Form):
    """A form that makes something: its key makes that pressing twice is pressing once.

    `ids` begins the ids of its fields, so that two of them can stand on one page.
    """

    ids = "id"
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{self.ids}_%s"} | kwargs)


class UpdateForm(KeyedForm):
    text = CleanCharField(
        label=_("Wat is er gebeurd?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf eerst wat u wilt vertellen.")},
    )


class StageForm(forms.Form):
    stage = forms.ChoiceField(
        label=_("Hoe ver bent u?"),
        choices=[(stage, capfirst(label)) for stage, label in Stage.choices],
    )
    words = CleanCharField(
        label=_("Wilt u daar iets bij zeggen?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ParticipantNameForm(NameForm):
    class Meta(NameForm.Meta):
        help_texts = {"name": _("Zo kennen anderen u hier. Een voornaam is genoeg.")}


class JoinForm(forms.Form):
    can_do = CleanCharField(
        label=_("Wat kunt u doen, en wanneer?"),
        help_text=_("Alleen het team leest dit."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )


class ReconsiderForm(forms.Form):
    why = CleanCharField(
        label=_("Waarom vraagt u om er nog eens naar te kijken?"),
        help_text=_("Iedereen kan dit lezen."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Vertel kort waarom de gemeente nog eens moet kijken.")},
    )


class ReplyForm(forms.Form):
    answer = CleanCharField(
        label=_("Uw antwoord"),
        help_text=_("Iedereen kan dit lezen."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf eerst uw antwoord.")},
    )

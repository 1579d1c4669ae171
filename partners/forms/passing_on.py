"""Asking a group of residents to pass something on, and what it answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, KeyedForm

from ..states import Group, Language


class ReachForm(forms.Form):
    """Whom a group must reach; a choice that does not exist is no choice."""

    taal = forms.ChoiceField(
        label=_("Taal"), required=False, choices=[("", _("Alle talen")), *Language.choices]
    )
    groep = forms.ChoiceField(
        label=_("Voor wie"), required=False, choices=[("", _("Alle groepen")), *Group.choices]
    )

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}


class AskToPassOnForm(KeyedForm):
    words = CleanCharField(
        label=_("Een woord erbij"),
        help_text=_("Waarom vraagt u het juist hun?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )


class PassedOnForm(forms.Form):
    """`languages` are those that the group reaches; Dutch always may."""

    language = forms.ChoiceField(label=_("In welke taal?"), required=False)

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        spoken = [word for word in Language if word in {*languages, Language.DUTCH}]
        field.choices = [
            ("", _("Dat zeggen wij liever niet")),
            *[(word.value, word.label) for word in spoken],
        ]

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class LinkForm(forms.Form):
    """Which of one's own initiatives, and whether it adds to the goal from now on."""

    initiative = forms.ChoiceField(
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies een initiatief."))
    )
    want = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")], required=False)

    def __init__(self, *args: Any, initiatives: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        initiative = self.fields["initiative"]
        assert isinstance(initiative, forms.ChoiceField)
        initiative.choices = [(str(key), str(key)) for key in initiatives]

    @property
    def chosen(self) -> tuple[int, bool]:
        """Its key, and yes unless somebody said no."""
        return int(self.cleaned_data["initiative"]), self.cleaned_data["want"] != "no"

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..selections.matrix import NAME, NEWEST


class MatrixForm(forms.Form):
    """Whose column somebody looks for, and in which order; what does not exist is no choice."""

    partij = forms.ChoiceField(label=_("Met wie"), required=False)
    volgorde = forms.ChoiceField(
        label=_("Volgorde"),
        required=False,
        choices=[
            ("", _("Meeste partners eerst")),
            (NEWEST, _("Nieuwste eerst")),
            (NAME, _("Op naam")),
        ],
    )

    def __init__(self, *args: Any, parties: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partij = self.fields["partij"]
        assert isinstance(partij, forms.ChoiceField)
        partij.choices = [("", _("Iedereen")), *parties]

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}

"""What a figure means, in somebody's own words."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, KeyedForm
from partners.models import Organisation


class MeaningForm(KeyedForm):
    """`organisations` are those for which one may speak; of none there is nothing to choose."""

    words = CleanCharField(
        label=_("Wat betekent dit cijfer volgens u?"),
        help_text=_("Wat ziet u in de wijk? Klopt het cijfer daarmee? Noem geen andere mensen."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf wat dit cijfer volgens u betekent.")},
    )
    organisation = forms.TypedChoiceField(
        label=_("Namens wie schrijft u?"), required=False, coerce=int
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {one.pk: one for one in organisations}
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Namens mijzelf")), *((one.pk, one.name) for one in organisations)]
        if not organisations:
            del self.fields["organisation"]

    @property
    def organisation_chosen(self) -> Organisation | None:
        return self.known.get(self.cleaned_data.get("organisation") or 0)

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField

from ..models import Photo

MOST_AT_ONCE = 30


class PhotosInput(forms.FileInput):
    allow_multiple_selected = True
    template_name = "components/forms/photos.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        accept = "image/jpeg,image/png,image/webp,image/heic,image/heif"
        super().__init__({"accept": accept, "multiple": True, "data-photo": True} | (attrs or {}))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[File[bytes]]:
        chosen: list[File[bytes]] = files.getlist(name)
        return chosen


class PhotosField(forms.Field):
    """Its cleaned value is the list of files, none of them looked at."""

    widget = PhotosInput

    def validate(self, value: Any) -> None:
        if not value:
            raise forms.ValidationError(_("Kies eerst een foto, of een paar."), code="required")
        if len(value) > MOST_AT_ONCE:
            raise forms.ValidationError(
                _("Kies er hoogstens %(most)d tegelijk."),
                code="too_many",
                params={"most": MOST_AT_ONCE},
            )


class PhotosForm(forms.Form):
    """`key` is of all that were chosen together, `number` that of the first of them."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    number = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=1000, required=False
    )
    photos = PhotosField(
        label=_("Kies foto’s"),
        help_text=_(
            "U kunt er meer tegelijk kiezen. Waar en wanneer ze gemaakt zijn, halen wij eruit."
        ),
    )

    def numbered(self) -> Iterable[tuple[int, File[bytes]]]:
        """The files, each with its number among those that were chosen together."""
        return enumerate(self.cleaned_data["photos"], self.cleaned_data["number"] or 0)


class DescriptionForm(forms.ModelForm[Photo]):
    class Meta:
        model = Photo
        fields = ["description"]
        labels = {"description": _("Wat staat er op deze foto?")}
        field_classes = {"description": CleanCharField}
        widgets = {"description": forms.TextInput(attrs={"data-count": True})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"photo-{self.instance.pk}-%s"

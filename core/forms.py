"""What every form of ours shares: how it is drawn, clean text, and photos."""

import re
import unicodedata
from datetime import date, timedelta
from os import SEEK_END
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from core import text
from core.images import MAX_BYTES, ImageRefused, Photo, check_photo, is_pdf, read_photo
from core.sheets import Sheet, SheetRefused, read_sheet

MOST_OPEN = 20  # who asks more people at once shares a link
_BREAK = re.compile(r"\s*[\n\t]\s*")


class Renderer(TemplatesSetting):
    form_template_name = "components/forms/form.html"
    field_template_name = "components/forms/field.html"


class CleanCharField(forms.CharField):
    """Text as a person meant it: no control characters, one way to write é and one to end a line.

    A field of one line has no line breaks, so that a name never becomes a second mail header.
    Where `data-count` counts, the browser takes what is too long as well: a `maxlength` cuts what
    is pasted without a word.
    """

    default_error_messages = {
        "max_length": _(
            "Maak de tekst korter: u gebruikt %(show_value)d tekens, er passen er %(limit_value)d."
        ),
    }

    def to_python(self, value: Any) -> str | None:
        if value in self.empty_values:
            return super().to_python(value)
        lines = str(value).replace("\r\n", "\n").replace("\r", "\n")
        written = unicodedata.normalize("NFC", text.clean(lines))
        if not isinstance(self.widget, forms.Textarea):
            written = _BREAK.sub(" ", written)
        return super().to_python(written)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        if "data-count" in widget.attrs and "maxlength" in attrs:
            attrs["data-count"] = attrs.pop("maxlength")
        return attrs


class SometimesField(CleanCharField):
    """Text that is needed with some answers: `when` says with which, beside the label."""

    def __init__(self, *, when: Any, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.when = when


class DayField(forms.DateField):
    """A day as a browser sends it, or as people write it."""

    def __init__(self, *, label: Any, help_text: Any = "", required: bool = True) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
            error_messages={
                "required": _("Kies een datum."),
                "invalid": _("Schrijf de datum als dag-maand-jaar, zoals 31-12-2027."),
            },
        )


class ClockField(forms.TimeField):
    """A time of the day as a browser sends it, or as people write it."""

    def __init__(self, *, label: Any, help_text: Any = "", required: bool = True) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            input_formats=["%H:%M", "%H:%M:%S", "%H.%M", "%H"],
            error_messages={
                "required": _("Kies een tijd."),
                "invalid": _("Schrijf de tijd als uren en minuten, zoals 19:30."),
            },
        )


LONGEST = timedelta(days=3 * 366)
SAME_DAY = _("Dat is de datum die er al staat. Kies een andere.")
NOT_NEAR = _("Kies een datum vanaf vandaag, binnen drie jaar.")


def is_near(day: date, today: date) -> bool:
    """Not over, and not so far away that it promises nothing."""
    return today <= day <= today + LONGEST


def near(day: date, today: date) -> date:
    """A day that can be promised; raises ValidationError for another one."""
    if not is_near(day, today):
        raise ValidationError(NOT_NEAR)
    return day


class KeyedForm(forms.Form):
    """A form that makes something: its key makes that pressing twice is pressing once.

    `ids` begins the ids of its fields, so that two of them can stand on one page.
    """

    ids = "id"
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{self.ids}_%s"} | kwargs)


class SeenField(forms.IntegerField):
    """The version of a thing that somebody had in front of them: who was overtaken is told so."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)


class OutcomeForm(KeyedForm):
    """How it ended: a subclass asks for the `outcome`, of which `CANNOT` is the no, and for the
    `reason`. A no says what is possible (rule R3)."""

    CANNOT = "cannot"
    field_order = ("key", "seen", "outcome", "reason", "possible")
    seen = SeenField()
    possible = SometimesField(
        label=_("Wat kan er wel?"),
        when=_("nodig als het niet kan"),
        help_text=_("Wat u wel doet, of wat bewoners nu kunnen doen."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        is_left_out = not clean.get("possible") and "possible" not in self.errors
        if clean.get("outcome") == self.CANNOT and is_left_out:
            self.add_error("possible", _("Schrijf wat er wel kan. Er is altijd iets."))
        return clean


PHOTOS = "image/jpeg,image/png,image/webp,image/heic,image/heif"
PDF_END = 2048  # bytes in which a PDF that came whole says that it ends


class PhotoInput(forms.FileInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        ours = {
            "accept": PHOTOS,
            "data-photo": True,
        }
        super().__init__(ours | (attrs or {}))


class PhotoField(forms.FileField):
    """Its cleaned value is the file, of which the headers were checked: a photo that we can use.

    None when nothing was chosen.
    """

    widget = PhotoInput

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is None:
            return None
        try:
            return self.looked_at(file)
        except ImageRefused as refused:
            raise ValidationError(refused.reason.label, code=refused.reason.value) from refused

    def looked_at(self, file: File[Any]) -> Any:
        check_photo(file)
        return file

    def clean(self, data: Any, initial: Any = None) -> Any:
        # Without a new photo Django hands back the one that is there, which is no file.
        return super().clean(data) if data or not initial else None


class ReceiptInput(PhotoInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": f"{PHOTOS},application/pdf"} | (attrs or {}))


class ReceiptField(PhotoField):
    """A photo, or a PDF as a shop sends it."""

    widget = ReceiptInput

    def looked_at(self, file: File[Any]) -> Any:
        if not is_pdf(file):
            return super().looked_at(file)
        if (file.size or 0) > MAX_BYTES:
            raise ValidationError(_("Dit bestand is te groot. Kies een PDF van hoogstens 15 MB."))
        file.seek(-min(PDF_END, file.size or 0), SEEK_END)
        if b"%%EOF" not in file.read():
            raise ValidationError(_("Deze PDF is niet heel. Bewaar hem opnieuw, en kies die."))
        return file


class PortraitField(PhotoField):
    """Its cleaned value is the `Photo` that was read, for what is made of it at once."""

    def looked_at(self, file: File[Any]) -> Photo:
        return read_photo(file)


class SheetInput(forms.FileInput):
    template_name = "components/forms/sheet.html"


class SheetField(forms.FileField):
    """Its cleaned value is the `Sheet` that was read."""

    widget = SheetInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"})

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is None:
            return None
        try:
            return read_sheet(file)
        except SheetRefused as refused:
            raise ValidationError(refused.reason.label, code=refused.reason.value) from refused

    def clean(self, data: Any, initial: Any = None) -> Sheet:
        sheet: Sheet = super().clean(data)
        return sheet


class InviteForm(forms.Form):
    """Asks one person in, by mail; `own` is the address of who asks, `open_now` how many were asked
    and did not answer yet."""

    email = forms.EmailField(
        label=_("E-mailadres van wie u wilt vragen"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Vul een e-mailadres in.")},
    )

    def __init__(self, *args: Any, own: str | None, open_now: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own, self.open_now = own, open_now

    def clean_email(self) -> str:
        if self.open_now >= MOST_OPEN:
            raise ValidationError(
                _("Er staan al veel uitnodigingen open. Trek er een in, of deel de link.")
            )
        email = str(self.cleaned_data["email"])
        if self.own and email.lower() == self.own.lower():
            raise ValidationError(_("Dit is uw eigen adres. Vul dat van een ander in."))
        return email

"""Beginning, finishing and publishing a report."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, SometimesField

from ..content import Line
from ..selections.editing import Edited
from ..selections.periods import Choice
from ..states.reports import Chapter

MOST_STORIES = 99


class BeginForm(forms.Form):
    """`periods` are those that have no report yet."""

    period = forms.ChoiceField(
        label=_("Waarover gaat het verslag?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("Kies een kwartaal of jaar.")
        ),
    )

    def __init__(self, *args: Any, periods: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.code, one.label) for one in periods]


class EditedLine(NamedTuple):
    """A line that can be left out, and of a story where it stands."""

    line: Line
    is_out: bool
    place: forms.BoundField | None


class ChapterForm(forms.Form):
    """`edited` is the chapter as it is."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    words = CleanCharField(
        label=_("Uw eigen woorden bij dit hoofdstuk"),
        required=False,
        help_text=_("Namens de wijk, in gewone taal. Noem geen namen van mensen."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6, "data-count": True}),
    )
    left_out = forms.MultipleChoiceField(
        label=_("Laat weg"),
        required=False,
        error_messages={
            "invalid_choice": _("Wat u wilde weglaten, is er niet meer. Kijk het nog eens na.")
        },
    )
    why = SometimesField(
        label=_("Waarom laat u dit weg?"),
        when=_("nodig als u iets weglaat"),
        help_text=_("Iedereen kan dit lezen. Wat niet goed ging, hoort in een eerlijk verslag."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "data-count": True}),
    )

    def __init__(self, *args: Any, chapter: Chapter, edited: Edited, **kwargs: Any) -> None:
        self.chapter, self.edited = chapter, edited
        initial = {
            "seen": edited.seen,
            "words": edited.words,
            "left_out": sorted(edited.left_out),
            "why": edited.why,
        }
        super().__init__(*args, **kwargs | {"initial": initial})
        left_out = self.fields["left_out"]
        assert isinstance(left_out, forms.MultipleChoiceField)
        left_out.choices = [(one.key, one.title) for one in edited.lines]
        if chapter == Chapter.LACKS:
            self.fields["words"].help_text = _(
                "Dit moet er staan. Eerlijk en kort, in gewone taal. Noem geen namen van mensen."
            )
        if chapter != Chapter.STORIES:
            return
        del self.fields["why"]
        for place, line in enumerate(edited.lines, start=1):
            self.fields[f"place-{line.key}"] = forms.IntegerField(
                label=_("Plek"),
                min_value=1,
                max_value=MOST_STORIES,
                initial=place,
                required=False,
                error_messages=dict.fromkeys(
                    ["invalid", "min_value", "max_value"], _("Kies een getal van 1 tot en met 99.")
                ),
            )

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        is_silent = not clean.get("why") and "why" in self.fields and "why" not in self.errors
        if clean.get("left_out") and is_silent:
            self.add_error("why", _("Schrijf waarom u dit weglaat. Iedereen kan het lezen."))
        return clean

    @property
    def rows(self) -> list[EditedLine]:
        out = set(self["left_out"].value() or [])
        return [
            EditedLine(
                line,
                line.key in out,
                self[f"place-{line.key}"] if f"place-{line.key}" in self.fields else None,
            )
            for line in self.edited.lines
        ]

    @property
    def order(self) -> list[str] | None:
        """Keys of the stories by the place that they got; who has none stands behind."""
        if self.chapter != Chapter.STORIES:
            return None
        given = [
            (self.cleaned_data.get(f"place-{line.key}") or MOST_STORIES + 1, number, line.key)
            for number, line in enumerate(self.edited.lines)
        ]
        return [key for _place, _number, key in sorted(given)]


class PublishForm(forms.Form):
    """`heard`: residents had their part in it (rule R5)."""

    explanation = SometimesField(
        label=_("Waarom zonder bewoners?"),
        when=_("nodig als geen bewoner er een deel in had"),
        help_text=_("Dit staat in het verslag. Iedereen kan het lezen."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
    )

    def __init__(self, *args: Any, heard: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if heard:
            del self.fields["explanation"]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        if "explanation" in self.fields and not clean.get("explanation") and not self.errors:
            self.add_error(
                "explanation",
                _("Leg uit waarom bewoners er geen deel in hadden. Iedereen kan het lezen."),
            )
        return clean

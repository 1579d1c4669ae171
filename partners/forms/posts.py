"""What an organisation tells a neighbourhood."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, ClockField, DayField, KeyedForm, near
from neighbourhoods.models import Neighbourhood

from ..actions.posts import Written
from ..models import Post
from ..models.post import EVENING
from ..selections.posts import ACTIVITIES, NEWS, OVER
from ..states import Group
from .programmes import PlaceField


class NewsForm(KeyedForm):
    """`places` are the neighbourhoods that can be told; of one there is nothing to choose, and of
    what stands already (none) neither."""

    title = CleanCharField(
        label=_("Titel"),
        max_length=100,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf een korte titel.")},
    )
    text = CleanCharField(
        label=_("Wat wilt u vertellen?"),
        help_text=_("In gewone woorden. Noem geen mensen die dat niet weten."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6, "data-count": True}),
        error_messages={"required": _("Schrijf wat u de wijk wilt vertellen.")},
    )
    neighbourhood = PlaceField(
        label=_("Voor welke wijk?"),
        queryset=Neighbourhood.objects.none(),
        to_field_name="slug",
        empty_label=None,
        error_messages={"required": _("Kies een wijk.")},
    )

    def __init__(self, *args: Any, places: QuerySet[Neighbourhood], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = list(places)
        field = self.fields["neighbourhood"]
        assert isinstance(field, PlaceField)
        field.queryset = places
        if len(self.places) < 2:
            del self.fields["neighbourhood"]

    @property
    def place(self) -> Neighbourhood:
        """Which neighbourhood is told."""
        chosen: Neighbourhood = self.cleaned_data.get("neighbourhood") or self.places[0]
        return chosen

    @property
    def written(self) -> Written:
        return Written(self.cleaned_data["title"], self.cleaned_data["text"])


class ActivityForm(NewsForm):
    """`stood` is the day that stands there already: that one may have passed."""

    day = DayField(label=_("Welke dag?"))
    begins = ClockField(label=_("Hoe laat begint het?"))
    ends = ClockField(label=_("Tot hoe laat?"), required=False)
    where = CleanCharField(
        label=_("Waar is het?"),
        help_text=_("In uw eigen woorden, zoals “in het buurthuis, zaal 2”."),
        max_length=120,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf waar het is.")},
    )
    group = forms.ChoiceField(
        label=_("Voor wie is het?"),
        choices=Group.choices,
        error_messages={"required": _("Kies voor wie het is.")},
    )
    field_order = ("key", "title", "day", "begins", "ends", "where", "group", "text")

    def __init__(self, *args: Any, stood: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stood = stood

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        return day if day == self.stood else near(day, timezone.localdate())

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        begins, ends = clean.get("begins"), clean.get("ends")
        is_past_midnight = begins and ends and ends < begins and begins >= EVENING
        if begins and ends and ends <= begins and not is_past_midnight:
            self.add_error(
                "ends",
                _("Kies een tijd die later is dan het begin. Na middernacht kan vanaf 18:00 uur."),
            )
        return clean

    @property
    def written(self) -> Written:
        clean = self.cleaned_data
        return Written(
            title=clean["title"],
            text=clean["text"],
            day=clean["day"],
            begins=clean["begins"],
            ends=clean["ends"],
            place=clean["where"],
            group=clean["group"],
        )


def as_it_stands(post: Post) -> dict[str, object]:
    """What one begins to change."""
    names = ("title", "text", "day", "begins", "ends", "group", "key")
    return {name: getattr(post, name) for name in names} | {"where": post.place}


class PostFilterForm(forms.Form):
    """What somebody wants to read; a choice that does not exist is no choice."""

    soort = forms.ChoiceField(
        label=_("Soort"),
        required=False,
        choices=[
            ("", _("Alles")),
            (ACTIVITIES, _("Activiteiten die komen")),
            (NEWS, _("Nieuws")),
            (OVER, _("Wat is geweest")),
        ],
    )
    van = forms.ChoiceField(label=_("Van wie"), required=False)

    def __init__(self, *args: Any, parties: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        van = self.fields["van"]
        assert isinstance(van, forms.ChoiceField)
        van.choices = [("", _("Iedereen")), *parties]

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}

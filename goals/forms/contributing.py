"""Writing down what was done for a goal: one, or several at once."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, DayField, KeyedForm, PhotoField
from core.personal import WithoutPeople
from initiatives.models import Initiative, SupportRequest
from partners.models import Organisation
from partners.states import Approach

from ..actions.contributing import Done
from ..models import Contribution, ContributionPhoto, Goal
from ..quarters import quarter_of

# How a refusal of an action reads; the form itself says the first four beside the day.
WORDS = {
    "future": _("Kies vandaag of een dag die is geweest."),
    "closed": _("Over dit kwartaal is het gesprek al geweest. Wat er staat, blijft zo staan."),
    "other_year": _("Kies een dag in het jaar van dit doel."),
    "not_running": _("Dit jaar is afgesloten. Kies een doel van nu."),
    "not_in_force": _("Dit doel is net gestopt of bereikt. Kies een ander doel."),
    "too_many": _("U schreef net al veel op. Wacht even, en druk dan nog eens."),
    "removed": _("Deze bijdrage is net weggehaald."),
}
ABOUT_THE_DAY = {"future", "closed", "other_year"}
ANSWERS = {"initiative": Initiative, "request": SupportRequest}


def choice(option: Initiative | SupportRequest) -> str:
    """As a list of both calls it."""
    kind = "initiative" if isinstance(option, Initiative) else "request"
    return f"{kind}-{option.pk}"


class HoursField(forms.DecimalField):
    """With a comma or a point, as people write it."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Uren"),
            help_text=_("Van iedereen samen. Een half uur is 0,5."),
            required=False,
            min_value=0,
            max_value=9999,
            max_digits=6,
            decimal_places=1,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            error_messages=dict.fromkeys(
                ["invalid", "min_value", "max_value", "max_digits", "max_decimal_places",
                 "max_whole_digits"],
                _("Schrijf een getal, zoals 2 of 1,5."),
            ),
        )  # fmt: skip

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else str(value).replace(".", ",")


class DayMixin(forms.Form):
    """For which goal something was done, and when; of one goal there is nothing to choose.

    `closed` are quarters, by key of their plan, of which the review has been.
    """

    AS_LIST = False  # of goals to choose from

    def __init__(
        self,
        *args: Any,
        goals: list[Goal],
        today: date,
        closed: Collection[tuple[int, int]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.goals, self.today, self.closed = goals, today, closed
        if len(goals) > 1:
            self.fields = {"goal": goal_field(goals, as_list=self.AS_LIST)} | self.fields

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        self.check_day(self._goal_in(clean), clean.get("day"))
        return clean

    def refuse(self, reason: str) -> None:
        self.add_error("day" if reason in ABOUT_THE_DAY else None, WORDS[reason])

    def check_day(self, goal: Goal | None, day: date | None) -> None:
        """Beside the day; the action asks again, with the review locked."""
        if day and day > self.today:
            self.refuse("future")
        elif goal is None or day is None:
            return
        elif day.year != goal.plan.year:
            self.refuse("other_year")
        elif (goal.plan_id, quarter_of(day).number) in self.closed:
            self.refuse("closed")

    @property
    def chosen_goal(self) -> Goal:
        found = self._goal_in(self.cleaned_data)
        assert found, "the form has checked it"
        return found

    def _goal_in(self, clean: Mapping[str, Any]) -> Goal | None:
        if "goal" not in self.fields:
            return self.goals[0]
        return next((one for one in self.goals if str(one.pk) == clean.get("goal")), None)


class PartyMixin(forms.Form):
    """In whose name; of one party there is nothing to choose."""

    def __init__(self, *args: Any, parties: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = parties
        if len(parties) > 1:
            self.fields["organisation"] = forms.ChoiceField(
                label=_("Namens wie?"),
                choices=[(str(one.pk), one.name) for one in parties],
                error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies namens wie.")),
            )

    @property
    def party(self) -> Organisation:
        wanted = self.cleaned_data.get("organisation", str(self.parties[0].pk))
        return next(one for one in self.parties if str(one.pk) == wanted)


def goal_field(goals: Collection[Goal], *, as_list: bool) -> forms.ChoiceField:
    """With the year beside it where there are two."""
    years = {goal.plan.year for goal in goals}
    names = [
        (str(goal.pk), f"{goal.title} ({goal.plan.year})" if len(years) > 1 else goal.title)
        for goal in goals
    ]
    return forms.ChoiceField(
        label=_("Voor welk doel?"),
        choices=[("", _("Kies een doel")), *names] if as_list else names,
        widget=forms.Select if as_list else forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies een doel.")),
    )


def what_field() -> CleanCharField:
    return CleanCharField(
        label=_("Wat deed u?"),
        help_text=_(
            "In één regel. Alleen wat u deed: geen namen of adressen van mensen of gezinnen."
        ),
        max_length=300,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf in één regel wat u deed.")},
    )


class ContributionForm(WithoutPeople, PartyMixin, DayMixin, KeyedForm):
    """One contribution.

    `answers` are the initiatives and open requests that it can answer, in groups. `short` leaves
    three questions. `stands` is the contribution that is corrected, `kept` the photo that was
    chosen before and not sent yet.
    """

    GUARDED = ("what", "materials")
    MORE = ("hours_spent", "euros", "materials", "approach", "without", "answers", "photo")

    what = what_field()
    day = DayField(label=_("Wanneer?"))
    hours_spent = HoursField()
    euros = forms.IntegerField(
        label=_("Geld, in hele euro’s"),
        required=False,
        min_value=0,
        max_value=100_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ["invalid", "min_value", "max_value"], _("Schrijf een heel getal, zoals 150.")
        ),
    )
    materials = CleanCharField(
        label=_("Materiaal"),
        help_text=_("Zoals “twintig stoelen” of “de zaal”."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
    )
    approach = forms.TypedChoiceField(
        label=_("Wat voor werk was het?"),
        help_text=_("Van voorkomen tot ingrijpen."),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", _("Zeg ik liever niet")),
            *((step.value, f"{step.value}. {capfirst(step.label)}") for step in Approach),
        ],
        error_messages={"invalid_choice": _("Kies een stap uit de lijst.")},
    )
    without = forms.BooleanField(
        label=_("Het is opgelost zonder gemeente of politie te bellen"), required=False
    )
    answers = forms.ChoiceField(
        label=_("Hoort het bij een initiatief of een vraag?"),
        required=False,
        error_messages={"invalid_choice": _("Kies er een uit de lijst.")},
    )
    photo = PhotoField(
        label=_("Een foto"),
        help_text=_("Liever geen mensen erop. Waar en wanneer u hem maakte, halen wij eruit."),
        required=False,
    )
    drop_photo = forms.BooleanField(label=_("Haal de foto weg"), required=False)

    def __init__(
        self,
        *args: Any,
        answers: Collection[tuple[str, list[Any]]] = (),
        short: bool = False,
        stands: Contribution | None = None,
        kept: ContributionPhoto | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.options = {choice(one): one for _name, group in answers for one in group}
        self.order_fields(["goal", "organisation"])
        self._drop = self.fields.pop("drop_photo")
        if kept or (stands and hasattr(stands, "photo")):
            self.offer_to_drop()
        if short:
            for name in self.MORE:
                del self.fields[name]
            return
        field = self.fields["answers"]
        assert isinstance(field, forms.ChoiceField)
        groups = [(name, [(choice(one), str(one)) for one in group]) for name, group in answers]
        field.choices = [("", _("Nee, of het staat er niet bij")), *groups]

    def offer_to_drop(self) -> None:
        """The photo that is there, or was chosen before."""
        self.fields["drop_photo"] = self._drop

    @property
    def is_wide(self) -> bool:
        """Whether what is folded away shows: somebody filled it in, or it is wrong."""
        return any(
            name in self.fields and (self.errors.get(name) or self[name].value())
            for name in self.MORE
        )

    @property
    def done(self) -> Done:
        clean = self.cleaned_data
        answer = self.options.get(clean.get("answers", ""))
        return Done(
            what=clean["what"],
            day=clean["day"],
            hours_spent=clean.get("hours_spent"),
            euros=clean.get("euros"),
            materials=clean.get("materials", ""),
            approach=clean.get("approach"),
            without=clean.get("without", False),
            initiative=answer if isinstance(answer, Initiative) else None,
            request=answer if isinstance(answer, SupportRequest) else None,
        )


def as_it_stands(contribution: Contribution) -> dict[str, object]:
    """What one begins to correct."""
    names = ("key", "what", "day", "hours_spent", "euros", "materials", "approach", "without")
    answer = contribution.initiative or contribution.request
    return {name: getattr(contribution, name) for name in names} | {
        "answers": choice(answer) if answer else ""
    }


class RowForm(WithoutPeople, DayMixin):
    """One of several at once. A row in which nothing was written is left out."""

    GUARDED = ("what",)
    AS_LIST = True

    what = what_field()
    day = DayField(label=_("Wanneer?"))
    hours_spent = HoursField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].help_text = self.fields["hours_spent"].help_text = ""

    @property
    def is_blank(self) -> bool:
        """A goal or a day that was chosen says nothing by itself."""
        words = (self.data.get(self.add_prefix(name), "") for name in ("what", "hours_spent"))
        return not any(word.strip() for word in words)

    @property
    def done(self) -> Done:
        clean = self.cleaned_data
        return Done(what=clean["what"], day=clean["day"], hours_spent=clean["hours_spent"])


class ManyForm(PartyMixin, KeyedForm):
    """What holds for all rows: for whom, and how many rows there are."""

    FIRST, MORE, MOST = 5, 5, 50

    number = forms.IntegerField(
        widget=forms.HiddenInput, min_value=FIRST, max_value=MOST, initial=FIRST
    )

    @classmethod
    def rows_of(cls, sent: Mapping[str, str]) -> int:
        """How many rows to show: those that were sent, and more where more were asked for."""
        said = sent.get("number", "")
        number = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else cls.FIRST
        return max(cls.FIRST, min(number + (cls.MORE if "more" in sent else 0), cls.MOST))

    def say_empty(self) -> None:
        self.add_error(None, _("Schrijf in minstens één regel wat u deed."))


class ContributionFilterForm(forms.Form):
    """What of the list somebody wants to see; a choice that does not exist is no choice."""

    van = forms.ChoiceField(label=_("Van wie"), required=False)
    kwartaal = forms.ChoiceField(
        label=_("Kwartaal"),
        required=False,
        choices=[
            ("", _("Het hele jaar")),
            ("1", _("Januari tot en met maart")),
            ("2", _("April tot en met juni")),
            ("3", _("Juli tot en met september")),
            ("4", _("Oktober tot en met december")),
        ],
    )

    def __init__(self, *args: Any, parties: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        van = self.fields["van"]
        assert isinstance(van, forms.ChoiceField)
        van.choices = [("", _("Iedereen")), *parties]

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}

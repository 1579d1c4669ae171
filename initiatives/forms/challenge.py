"""What team and municipality write about the right to challenge. Several can stand on one page, and
what was typed in all of them is one draft: no two of their fields have the same name."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import NOT_NEAR, SAME_DAY, CleanCharField, DayField, KeyedForm, is_near

from ..actions.challenges import Agreed, Request
from ..models import ChallengeAgreement
from ..states import DECISIONS, ChallengeState
from .review import SeenForm

About, Side = ChallengeAgreement.About, ChallengeAgreement.Side


def _text(label: Any, most: int, *, help_text: Any = "", required: Any = "") -> CleanCharField:
    return CleanCharField(
        label=label,
        help_text=help_text,
        max_length=most,
        required=bool(required),
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": required} if required else None,
    )


def _line(label: Any, *, required: bool) -> CleanCharField:
    return CleanCharField(
        label=label,
        max_length=300,
        required=required,
        widget=forms.Textarea(attrs={"rows": 2, "data-count": True}),
        error_messages={"required": _("Schrijf wat u hierover afspreekt.")},
    )


def _who(*, required: bool) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Wie doet dat?"),
        choices=[(side.value, capfirst(str(side.label))) for side in Side],
        required=required,
    )


def _when(*, required: bool) -> DayField:
    return DayField(label=_("Vóór welke dag?"), required=required)


class RequestForm(KeyedForm):
    ids = "request"
    task = CleanCharField(
        label=_("Welke taak van de gemeente wilt u overnemen?"),
        help_text=_("Bijvoorbeeld: het groen op het plein onderhouden."),
        max_length=200,
        widget=forms.TextInput(attrs={"data-count": True}),
        error_messages={"required": _("Schrijf welke taak u wilt overnemen.")},
    )
    approach = _text(
        _("Hoe gaat u het doen?"),
        2000,
        help_text=_("Wie doet wat, hoe vaak, en wat wordt er beter van?"),
        required=_("Vertel in een paar zinnen hoe u het gaat doen."),
    )
    money = _text(
        _("Wat kost het, en wat vraagt u van de gemeente?"),
        1000,
        help_text=_(
            "Weet u wat de gemeente er nu aan uitgeeft? Zet dat erbij. Weet u het niet? "
            "Schrijf dat op: dan zoekt de gemeente het uit."
        ),
        required=_("Schrijf wat het kost, of dat u dat nog niet weet."),
    )
    quality = _text(
        _("Hoe zorgt u dat het goed blijft?"),
        1000,
        help_text=_("Ook als iemand ziek wordt, of stopt."),
        required=_("Schrijf hoe u zorgt dat het goed blijft."),
    )

    def arguments(self) -> dict[str, Any]:
        clean = self.cleaned_data
        names = ("task", "approach", "money", "quality")
        return {"request": Request(**{name: clean[name] for name in names}), "key": clean["key"]}


class StepForm(SeenForm):
    """`arguments` are those of the action; dates are from `today` on, and `due_at` is the one that
    stands."""

    def __init__(
        self, *args: Any, today: date, due_at: datetime | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.due_at = today, due_at
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.widget.attrs["min"] = today.isoformat()

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        for name, given in list(clean.items()):
            if isinstance(given, date) and not is_near(given, self.today):
                self.add_error(name, NOT_NEAR)
        return clean

    def arguments(self) -> dict[str, Any]:
        return self.cleaned_data


class ConfirmForm(StepForm):
    ids = "confirm"
    decider = CleanCharField(
        label=_("Wie beslist?"),
        help_text=_("Bijvoorbeeld: het college van B en W, of wethouder De Boer."),
        max_length=120,
        widget=forms.TextInput(attrs={"data-count": True}),
        error_messages={"required": _("Schrijf wie beslist.")},
    )
    decide_on = DayField(
        label=_("Uiterlijk op welke dag?"),
        help_text=_("Deze datum staat op de pagina. Uw gemeente houdt zich eraan."),
    )


class DateForm(StepForm):
    ids = "date"
    new_day = DayField(
        label=_("Uiterlijk op welke dag komt het besluit?"),
        help_text=_("Spreek dit eerst met het team af. De oude datum blijft ook te lezen."),
    )
    new_day_reason = _text(
        _("Waarom een andere datum?"),
        1000,
        help_text=_("Iedereen kan dit lezen."),
        required=_("Schrijf waarom het een andere datum wordt."),
    )

    def clean_new_day(self) -> date:
        day: date = self.cleaned_data["new_day"]
        if self.due_at and day == timezone.localdate(self.due_at):
            raise forms.ValidationError(SAME_DAY)
        return day

    def arguments(self) -> dict[str, Any]:
        clean = self.cleaned_data
        fixed = {name: clean[name] for name in ("seen", "key")}
        return {"day": clean["new_day"], "reason": clean["new_day_reason"]} | fixed


class DecideForm(StepForm):
    ids = "decide"
    outcome = forms.TypedChoiceField(
        label=_("Wat is het besluit?"),
        choices=[
            (state.value, capfirst(str(state.label)))
            for state in ChallengeState
            if state in DECISIONS
        ],
        coerce=ChallengeState,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat er is besloten.")},
    )
    reason = _text(
        _("Waarom?"),
        2000,
        help_text=_("Iedereen kan dit lezen. Schrijf eerlijk en zonder ambtelijke woorden."),
        required=_("Schrijf waarom. Zonder reden kan het besluit niet weg."),
    )
    possible = _text(
        _("Wat kan er wel?"),
        2000,
        help_text=_("Ook na een ja: wat kunnen de bewoners nu al doen?"),
        required=_("Schrijf wat er wel kan. Er is altijd iets."),
    )


class ObjectForm(StepForm):
    ids = "object"
    why = _text(
        _("Waarom vraagt u een nieuw besluit?"),
        2000,
        help_text=_("Iedereen kan dit lezen."),
        required=_("Vertel kort waarom de gemeente opnieuw moet beslissen."),
    )


class ProposeForm(StepForm):
    """A line about money and one about quality; two more where there is more to agree."""

    ids = "propose"
    LINES = (
        (About.MONEY, "money_line"),
        (About.QUALITY, "quality_line"),
        (About.OTHER, "third_line"),
        (About.OTHER, "fourth_line"),
    )
    money_line = _line(_("Afspraak over geld"), required=True)
    money_line_side = _who(required=True)
    money_line_day = _when(required=True)
    quality_line = _line(_("Afspraak over kwaliteit"), required=True)
    quality_line_side = _who(required=True)
    quality_line_day = _when(required=True)
    third_line = _line(_("Nog een afspraak"), required=False)
    third_line_side = _who(required=False)
    third_line_day = _when(required=False)
    fourth_line = _line(_("En nog een"), required=False)
    fourth_line_side = _who(required=False)
    fourth_line_day = _when(required=False)
    evaluate_on = DayField(
        label=_("Wanneer kijkt u samen terug?"), help_text=_("Bijvoorbeeld na een jaar.")
    )

    def clean(self) -> dict[str, Any]:
        clean = super().clean()
        for _about, name in self.LINES:
            if clean.get(name) and f"{name}_day" in clean and not clean[f"{name}_day"]:
                self.add_error(f"{name}_day", _("Kies een datum."))
        return clean

    def lines(self) -> list[list[forms.BoundField]]:
        """The three fields of each line."""
        return [
            [self[name], self[f"{name}_side"], self[f"{name}_day"]] for _about, name in self.LINES
        ]

    def arguments(self) -> dict[str, Any]:
        clean = self.cleaned_data
        agreed = [
            Agreed(about, clean[name], clean[f"{name}_side"] or Side.BOTH, clean[f"{name}_day"])
            for about, name in self.LINES
            if clean[name]
        ]
        return {
            "agreed": agreed,
            "evaluate_on": clean["evaluate_on"],
            "seen": clean["seen"],
            "key": clean["key"],
        }


class AgreeForm(StepForm):
    ids = "agree"


class SendBackForm(StepForm):
    ids = "send_back"
    changes = _text(
        _("Wat moet er anders?"),
        1000,
        help_text=_("Iedereen kan dit lezen. De gemeente doet een nieuw voorstel."),
        required=_("Schrijf wat er anders moet."),
    )


class EvaluateForm(StepForm):
    ids = "evaluate"
    text = _text(
        _("Hoe ging het?"),
        2000,
        help_text=_("Wat ging goed, en wat niet? Iedereen kan dit lezen."),
        required=_("Schrijf hoe het ging."),
    )


class WithdrawForm(StepForm):
    ids = "withdraw"
    words = _text(_("Wilt u er iets bij zeggen?"), 1000, help_text=_("Iedereen kan dit lezen."))

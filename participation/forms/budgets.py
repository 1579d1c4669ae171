"""A round of the residents' budget: its rules and days."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import NOT_NEAR, CleanCharField, DayField, KeyedForm, is_near, near
from partners.models import Organisation

from ..actions.budgets import Terms
from ..models import BudgetRound
from ..states.budgets import RULE_WORDS, Rule
from .money import MoneyField

ENDS_FIRST = _("Deze stap eindigt voordat hij begint. Kies een latere dag.")
STEPS = ("propose_until", "check_until", "vote_until")


class RoundForm(KeyedForm):
    """`checkers` are who can say whether a proposal can be done; `first_day` is the first that can
    be chosen."""

    title = CleanCharField(
        label=_("Hoe heet deze ronde?"),
        help_text=_("Zoals: Geld voor groen in de wijk."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Geef de ronde een naam.")},
    )
    budget = MoneyField(label=_("Hoeveel geld is er?"), help_text=_("In euro’s."))
    terms = CleanCharField(
        label=_("Wat zijn de regels?"),
        help_text=_("In gewone woorden: waar het geld voor mag zijn, en waar niet voor."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "data-count": True}),
        error_messages={"required": _("Schrijf de regels op, in gewone woorden.")},
    )
    who_may = CleanCharField(
        label=_("Wie mag meedoen en stemmen?"),
        help_text=_("Zoals: iedereen van 12 jaar en ouder die in de wijk woont."),
        max_length=300,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf wie mag meedoen.")},
    )
    begins_on = DayField(label=_("Vanaf welke dag kunnen mensen plannen inleveren?"))
    propose_until = DayField(label=_("Plannen inleveren kan tot en met"))
    checker = forms.ChoiceField(
        label=_("Wie kijkt of een plan kan?"),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies wie dat doet.")),
    )
    check_until = DayField(label=_("En zegt dat uiterlijk op"))
    vote_until = DayField(label=_("Daarna stemmen, tot en met"))
    rule = forms.ChoiceField(
        label=_("Hoe tellen wij de stemmen?"),
        choices=Rule.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies hoe wij tellen.")),
    )
    most_number = forms.IntegerField(
        label=_("Hoeveel plannen mag iemand kiezen?"),
        help_text=_("Laat het leeg als iedereen zoveel plannen mag kiezen als hij wil."),
        required=False,
        min_value=1,
        max_value=500,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ["invalid", "min_value", "max_value"], _("Schrijf een heel getal van 1 tot 500.")
        ),
    )
    most_total = MoneyField(
        label=_("Voor hoeveel geld mag iemand plannen kiezen?"),
        help_text=_("Laat het leeg als dat niet uitmaakt."),
        required=False,
    )

    def __init__(
        self, *args: Any, checkers: list[Organisation], first_day: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.first_day = first_day
        self.checkers = {str(one.pk): one for one in checkers}
        field = self.fields["checker"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, one.name) for key, one in self.checkers.items()]
        rule = self.fields["rule"]
        assert isinstance(rule, forms.ChoiceField)
        rule.choices = [(one.value, RULE_WORDS[one]) for one in Rule]

    def clean_begins_on(self) -> date:
        return near(self.cleaned_data["begins_on"], self.first_day)

    def clean(self) -> dict[str, Any]:
        """Each step begins the day after the one before."""
        clean = super().clean() or self.cleaned_data
        begins = clean.get("begins_on")
        for name in STEPS:
            ends = clean.get(name)
            if begins and ends and ends < begins:
                self.add_error(name, ENDS_FIRST)
            elif ends and not is_near(ends, self.first_day):
                self.add_error(name, NOT_NEAR)
            begins = ends + timedelta(days=1) if ends else None
        budget, most = clean.get("budget"), clean.get("most_total")
        if budget and most and most > budget:
            self.add_error("most_total", _("Dit is meer dan er in deze ronde is."))
        return clean

    @property
    def written(self) -> Terms:
        clean = self.cleaned_data
        return Terms(
            **{name: clean[name] for name in clean if name not in {"key", "checker"}},
            checker=self.checkers[clean["checker"]],
        )


def as_it_is(round_: BudgetRound) -> dict[str, object]:
    """What one begins to change."""
    return {
        "key": round_.key,
        "title": round_.title,
        "budget": round_.budget,
        "terms": round_.terms,
        "who_may": round_.who_may,
        "begins_on": round_.begins_on,
        "propose_until": round_.propose_until,
        "checker": str(round_.checker_id),
        "check_until": round_.check_until,
        "vote_until": round_.vote_until,
        "rule": round_.rule,
        "most_number": round_.most_number,
        "most_total": round_.most_total,
    }

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, KeyedForm

from ..states import Kind
from .team import StageForm

EXPLAINED = {
    Kind.ACTIVITY: _("Iets doen, één keer of vaker. Dit zijn de meeste."),
    Kind.CARE: _("Een plek, dieren of mensen waar u steeds voor zorgt."),
    Kind.COMPANY: _("Een bedrijf van bewoners, waarvan de winst in de wijk blijft."),
    Kind.EXPERIMENT: _("U probeert iets uit, en vertelt wat u leerde."),
    Kind.CHALLENGE: _("U neemt een taak van de gemeente over, met het geld dat erbij hoort."),
}
NAMED = {
    Kind.ACTIVITY: _("Een activiteit"),
    Kind.CARE: _("We zorgen voor iets"),
    Kind.COMPANY: _("Een wijkonderneming"),
    Kind.EXPERIMENT: _("Een experiment"),
    Kind.CHALLENGE: _("We gebruiken het uitdaagrecht"),
}


class KindSelect(forms.RadioSelect):
    """Each kind with what it means."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["help"] = EXPLAINED[Kind(value)]
        return option


class StageAndKindForm(StageForm):
    """How far it is, and what sort; without a choice the kind stays as it is."""

    kind = forms.ChoiceField(
        label=_("Wat voor initiatief is het?"),
        choices=list(NAMED.items()),
        required=False,
        widget=KindSelect(attrs={"class": "wijk-tiles--single"}),
    )
    field_order = ("stage", "words", "kind")


def _text(label: Any, help_text: Any, most: int) -> CleanCharField:
    return CleanCharField(
        label=label,
        help_text=help_text,
        max_length=most,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )


class ExperimentForm(KeyedForm):
    """Three short texts, each when the team knows it; `seen` is what its writer had read."""

    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
    question = _text(
        _("Wat wilt u te weten komen?"),
        _("Bijvoorbeeld: blijft het schoon als we samen een keer per maand vegen?"),
        500,
    )
    tryout = _text(
        _("Wat probeert u, en tot wanneer?"), _("Zo weet iedereen wanneer het klaar is."), 1000
    )
    learned = _text(
        _("Wat leerde u?"), _("Dit kan later. Ook wat niet lukte, helpt anderen verder."), 2000
    )

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        given = [clean.get(name) for name in ("question", "tryout", "learned")]
        if not self.errors and not any(given):
            raise ValidationError(_("Vul één van de drie in, of kom later terug."))
        return clean

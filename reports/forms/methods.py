"""How somebody did it (O52)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, KeyedForm
from initiatives.states import Theme
from partners.models import Organisation

from ..actions.methods import Described
from ..models import Method

MYSELF = "0"
TEXTS = ("title", "theme", "what", "for_whom", "takes", "steps", "look_out", "costs")


def _long(
    label: Any, length: int, *, rows: int = 3, help_text: Any = "", error: Any = ""
) -> CleanCharField:
    """Needed where there is an `error` to say so."""
    return CleanCharField(
        label=label,
        help_text=help_text,
        max_length=length,
        required=bool(error),
        widget=forms.Textarea(attrs={"rows": rows, "data-count": True}),
        error_messages={"required": error},
    )


class MethodForm(KeyedForm):
    """`organisations` are those in whose name somebody can write; `builds`: also for themselves."""

    title = CleanCharField(
        label=_("Hoe heet het?"),
        help_text=_("Zoals “Een soepbus die langs de flats rijdt”."),
        max_length=100,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Geef het een naam.")},
    )
    what = _long(
        _("Wat is het, in één of twee zinnen?"),
        400,
        rows=2,
        error=_("Schrijf in één of twee zinnen wat het is."),
    )
    theme = forms.ChoiceField(
        label=_("Waar gaat het over?"),
        choices=[("", _("Kies een onderwerp")), *Theme.choices],
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies een onderwerp.")),
    )
    for_whom = _long(_("Voor wie is het?"), 300, rows=2)
    takes = _long(_("Wat is ervoor nodig?"), 500, help_text=_("Mensen, tijd, spullen, een plek."))
    steps = _long(
        _("Hoe doet u het, stap voor stap?"),
        2000,
        rows=8,
        help_text=_("Elke stap op een nieuwe regel."),
        error=_("Schrijf op hoe u het doet. Kort mag."),
    )
    look_out = _long(_("Waar moet een ander op letten?"), 1000)
    costs = CleanCharField(
        label=_("Wat kost het?"),
        help_text=_("Zoals “ongeveer 200 euro per jaar”."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
    )
    of = forms.ChoiceField(
        label=_("Namens wie schrijft u dit?"),
        help_text=_("Wie er meer van wil weten, stelt daar via deze site een vraag."),
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("Kies namens wie u dit schrijft.")
        ),
    )
    field_order = ("key", *TEXTS, "of")

    def __init__(
        self, *args: Any, organisations: Sequence[Organisation], builds: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        choices: list[tuple[str, Any]] = [
            (key, one.name) for key, one in self.organisations.items()
        ]
        if builds:
            choices.append((MYSELF, _("Mijzelf, als losmaker in de wijk")))
        field = self.fields["of"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        if len(choices) == 1:
            field.initial = choices[0][0]

    @property
    def described(self) -> Described:
        return Described(**{name: self.cleaned_data[name] for name in TEXTS})

    @property
    def organisation(self) -> Organisation | None:
        return self.organisations.get(self.cleaned_data["of"])


def as_it_stands(method: Method) -> dict[str, Any]:
    """What one begins to change."""
    texts = {name: getattr(method, name) for name in TEXTS}
    return texts | {"of": str(method.organisation_id or MYSELF), "key": method.key}

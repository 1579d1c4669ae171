"""What an officer writes. Answer, question and note stand in one form, so that sending one of
them takes the texts of the others along; no two of their fields have the same name."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField

from ..states import Status
from .team import KeyedForm


class SeenForm(KeyedForm):
    """`seen` is the version of the review that the officer had in front of them."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)


class AnswerForm(SeenForm):
    ids = "answer"
    status = forms.ChoiceField(
        label=_("Wat doet de gemeente?"),
        choices=[
            (Status.JOINING.value, _("We doen mee")),
            (Status.PARTLY.value, _("We doen deels mee")),
            (Status.NOT_NOW.value, _("Nu niet")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat de gemeente doet.")},
    )
    reason = CleanCharField(
        label=_("Waarom?"),
        help_text=_("Iedereen kan dit lezen. Schrijf eerlijk en zonder ambtelijke woorden."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf waarom. Zonder reden kan het antwoord niet weg.")},
    )
    possible = CleanCharField(
        label=_("Wat kan er wel?"),
        help_text=_("Wat u gaat doen, of wat de bewoners nu al kunnen doen."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf wat er wel kan. Er is altijd iets.")},
    )


class QuestionForm(SeenForm):
    ids = "ask"
    question = CleanCharField(
        label=_("Uw vraag aan het team"),
        help_text=_("Het team krijgt een mail. De datum van uw antwoord verandert niet."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf eerst uw vraag.")},
    )


class NoteForm(KeyedForm):
    ids = "note"
    note = CleanCharField(
        label=_("Notitie voor collega’s"),
        help_text=_("Alleen wie in deze wijk voor de gemeente werkt, ziet dit."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf eerst uw notitie.")},
    )


class HideForm(forms.Form):
    reason = CleanCharField(
        label=_("Welke huisregel, en waarom?"),
        help_text=_(
            "Het team krijgt deze reden. Verberg geen idee omdat u het er niet mee eens bent."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf welke huisregel het is, en waarom.")},
    )

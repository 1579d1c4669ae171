"""What people write of what was done says nothing of who it was done for: numbers of citizens are
stopped, and a name with an address is asked about."""

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
# Digits as people group them: 1234.56.782 or 123 456 782.
_NUMBERS = re.compile(r"\d(?:[\s.]?\d)*")
_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b")
_HOUSE = re.compile(
    r"\b\w*(?:straat|laan|weg|plein|gracht|kade|hof|pad|dreef|singel|plantsoen|steeg|dijk|erf|park)"
    r"\s+\d{1,4}\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"\b(?i:mevrouw|mevr|mw|meneer|mijnheer|dhr|de heer|familie|fam|gezin)\b\.?\s+"
    r"(?:(?i:van|de|der|den|ten|ter|te|het|el|al|’t|'t)\s+)*[A-Z]\.?\s?\w*"
)
CONFIRMED = "about_nobody"


def is_service_number(digits: str) -> bool:
    """Nine digits that pass the eleven-test; eight are nine that begin with a zero."""
    nine = digits.zfill(9) if len(digits) == 8 else digits
    if len(nine) != 9 or not nine.isdecimal() or not int(nine):
        return False
    return sum(weight * int(one) for weight, one in zip(WEIGHTS, nine, strict=True)) % 11 == 0


def has_service_number(text: str) -> bool:
    """Whether a citizen service number (BSN) stands in it.

    Eight digits count only where nothing stands between them: else every eleventh date would.
    """
    return any(_is_one(found) for found in _NUMBERS.findall(text))


def no_service_number(text: str) -> None:
    """For fields that everybody reads. Raises ValidationError when such a number stands in it."""
    if has_service_number(text):
        raise ValidationError(
            _("Hier lijkt een burgerservicenummer te staan. Dat mag hier niet. Haal het weg.")
        )


def _is_one(found: str) -> bool:
    digits = "".join(one for one in found if one.isdecimal())
    if len(digits) == 9 or len(found) == 8:
        return is_service_number(digits)
    # A number before or after it, as in "3 123456782".
    parts = ["".join(one for one in part if one.isdecimal()) for part in found.split()]
    return any(len(part) == 9 and is_service_number(part) for part in parts)


def names_somebody_at_home(text: str) -> bool:
    """Whether it looks as if somebody stands in it by name, with where they live."""
    has_address = _POSTCODE.search(text) or _HOUSE.search(text)
    return bool(has_address and _SOMEBODY.search(text))


class WithoutPeople(forms.Form):
    """A form whose `GUARDED` texts are about activities, never about persons.

    A citizen service number stops it. What looks like a name with an address asks for a tick that
    it is not; the form shows that box only then, so its page shows `about_nobody` if it is there.
    """

    GUARDED: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.add_prefix(CONFIRMED) in self.data:
            self._ask()

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        for name in self.GUARDED:
            words = str(clean.get(name) or "")
            if has_service_number(words):
                self.add_error(
                    name,
                    _(
                        "Hier lijkt een burgerservicenummer te staan. Dat mag hier niet. "
                        "Haal het weg: schrijf wat u deed, niet voor wie."
                    ),
                )
            elif names_somebody_at_home(words) and not clean.get(CONFIRMED):
                self._ask()
                self.add_error(
                    name,
                    _(
                        "Hier lijkt een naam met een adres te staan. Haal die weg. "
                        "Is het geen persoon? Zet dan een vinkje, en druk nog eens."
                    ),
                )
        return clean

    def _ask(self) -> None:
        self.fields[CONFIRMED] = forms.BooleanField(
            label=_("Er staat niets over personen in"), required=False
        )

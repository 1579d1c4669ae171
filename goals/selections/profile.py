"""Who live in a neighbourhood according to CBS, and which ways of working fit that (O14).

CBS does not tell how many people of a wijk moved. What can be told is whether it grew or shrank,
and of what age people are; so it says what it knows, and residents say whether it is so.
"""

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from neighbourhoods.models import Neighbourhood

from ..models import Figure

RESIDENTS, HOUSEHOLD = "inwoners", "gem_hh_grootte"
AGES = {
    "pct_0_15": gettext_lazy("kinderen tot 15 jaar"),
    "pct_15_25": gettext_lazy("jongeren van 15 tot 25 jaar"),
    "pct_25_45": gettext_lazy("mensen van 25 tot 45 jaar"),
    "pct_45_65": gettext_lazy("mensen van 45 tot 65 jaar"),
    "pct_65plus": gettext_lazy("mensen van 65 jaar en ouder"),
}
# Ours, to suggest by: a tenth more or fewer residents, or half of them between 15 and 45, the age
# at which people move most; a fifth children; a fifth older people.
CHANGED, MOVING, MANY = Decimal(10), Decimal(50), Decimal(20)


class Age(NamedTuple):
    label: str
    percent: str
    width: Decimal  # of a hundred


class Way(NamedTuple):
    """A way of working, and why it may fit here."""

    why: str
    what: list[str]


class Profile(NamedTuple):
    residents: str
    year: int
    change: str
    household: str
    ages: list[Age]
    ways: list[Way]


def profile_of(neighbourhood: Neighbourhood) -> Profile | None:
    """Of all its wijken together, percentages weighed by residents; None where CBS tells nothing.
    One query."""
    known = _known(neighbourhood)
    counted = {
        year: sum(by_area.values(), Decimal(0)) for year, by_area in known[RESIDENTS].items()
    }
    years = sorted(year for year, number in counted.items() if number)
    if not years:
        return None
    first, last = years[0], years[-1]
    weights = known[RESIDENTS][last]
    parts = {name: _weighed(known[name].get(last, {}), weights) for name in AGES}
    ages = {name: part for name, part in parts.items() if part is not None}
    change = 100 * (counted[last] - counted[first]) / counted[first]
    size = _weighed(known[HOUSEHOLD].get(last, {}), weights)
    return Profile(
        residents=number_format(counted[last], decimal_pos=0, force_grouping=True),
        year=last,
        change=_change(change, first) if first != last else "",
        household=number_format(size, decimal_pos=1) if size else "",
        ages=[
            Age(str(AGES[name]), number_format(part, decimal_pos=0), part.quantize(Decimal("0.1")))
            for name, part in ages.items()
        ],
        ways=_ways(change, ages),
    )


Known = dict[str, dict[int, dict[str, Decimal]]]


def _known(neighbourhood: Neighbourhood) -> Known:
    """By series, year and area."""
    rows = Figure.objects.filter(
        series__municipality=None,
        series__name__in=[RESIDENTS, HOUSEHOLD, *AGES],
        area_code__in=neighbourhood.areas.values("code"),
    )
    known: Known = defaultdict(lambda: defaultdict(dict))
    for name, year, code, value in rows.values_list("series__name", "year", "area_code", "value"):
        known[name][year][code] = value
    return known


def _weighed(values: dict[str, Decimal], weights: dict[str, Decimal]) -> Decimal | None:
    both = {code: value for code, value in values.items() if weights.get(code)}
    total = sum(weights[code] for code in both)
    return sum(value * weights[code] for code, value in both.items()) / total if total else None


def _change(change: Decimal, since: int) -> str:
    amount = number_format(abs(change), decimal_pos=0)
    if abs(change) < 1:
        return _("Dat is bijna evenveel als in %(year)s.") % {"year": since}
    words = (
        _("Dat is %(amount)s procent meer dan in %(year)s.")
        if change > 0
        else _("Dat is %(amount)s procent minder dan in %(year)s.")
    )
    return words % {"amount": amount, "year": since}


def _ways(change: Decimal, ages: dict[str, Decimal]) -> list[Way]:
    """What to begin with; the first is about who comes and goes."""
    young = ages.get("pct_15_25", Decimal(0)) + ages.get("pct_25_45", Decimal(0))
    ways = [_for_who_comes() if abs(change) >= CHANGED or young >= MOVING else _for_who_stays()]
    if ages.get("pct_0_15", Decimal(0)) >= MANY:
        ways.append(
            Way(
                _("Een op de vijf mensen hier is een kind."),
                [_("Werk samen met de school."), _("Kies een tijd waarop kinderen mee kunnen.")],
            )
        )
    if ages.get("pct_65plus", Decimal(0)) >= MANY:
        ways.append(
            Way(
                _("Een op de vijf mensen hier is 65 jaar of ouder."),
                [_("Spreek ook overdag af."), _("Bel, of ga langs; niet iedereen leest dit.")],
            )
        )
    return ways


def _for_who_comes() -> Way:
    return Way(
        _("Hier komen waarschijnlijk vaak nieuwe mensen wonen."),
        [
            _("Vraag het elk jaar opnieuw: wie er vorig jaar was, is er nu misschien niet."),
            _("Begin met iets kleins dat snel klaar is."),
            _("Heet nieuwe buren welkom, ook in hun taal, en vertel wie men kan aanspreken."),
        ],
    )


def _for_who_stays() -> Way:
    return Way(
        _("Hier wonen waarschijnlijk veel mensen al langer."),
        [
            _("Begin bij mensen die de wijk kennen en bij groepen die er al zijn."),
            _("Laat bewoners het trekken; zij zijn er volgend jaar ook."),
            _("Maak afspraken voor langere tijd."),
        ],
    )

"""Who live in a neighbourhood, and which ways of working fit that (O14)."""

import pytest
from django.test import Client

from goals.models import Figure, FigureSeries
from goals.selections.profile import profile_of
from neighbourhoods.models import Neighbourhood
from tests.factories import AreaFactory, NeighbourhoodFactory
from tests.html import problems

pytestmark = pytest.mark.django_db
COMES = "Hier komen waarschijnlijk vaak nieuwe mensen wonen."
STAYS = "Hier wonen waarschijnlijk veel mensen al langer."


@pytest.fixture
def place() -> Neighbourhood:
    return NeighbourhoodFactory(slug="rietwijk")


def told(place: Neighbourhood, **figures: dict[int, float]) -> None:
    """Of one more wijk of this neighbourhood, by series and year."""
    area = AreaFactory(municipality=place.municipality)
    place.areas.add(area)
    for name, by_year in figures.items():
        series, _is_new = FigureSeries.objects.get_or_create(
            name=name, defaults={"label": name, "unit": "", "source": "CBS KWB"}
        )
        for year, value in by_year.items():
            Figure.objects.create(
                series=series, area_code=area.code, division=2024, year=year, value=value
            )


def page() -> str:
    return Client().get("/wijk/rietwijk/doelen/wie-hier-wonen/").content.decode()


def test_a_neighbourhood_that_grew_is_one_where_people_come(place):
    told(place, inwoners={2016: 1000, 2024: 1200}, pct_0_15={2024: 12}, pct_65plus={2024: 14})

    html = page()

    assert problems(html) == []
    assert "In 2024 woonden hier 1.200 mensen." in html
    assert "Dat is 20 procent meer dan in 2016." in html
    assert COMES in html
    assert "Een op de vijf" not in html


def test_one_that_stayed_the_same_is_one_where_people_stay(place):
    told(
        place,
        inwoners={2016: 1000, 2024: 1005},
        pct_0_15={2024: 21},
        pct_65plus={2024: 24},
        gem_hh_grootte={2024: 2.3},
    )

    html = page()

    assert "bijna evenveel als in 2016" in html
    assert STAYS in html
    assert "Een op de vijf mensen hier is een kind." in html
    assert "65 jaar of ouder" in html
    assert "gemiddeld 2,3 mensen" in html


def test_where_half_are_of_the_age_at_which_people_move_they_come_as_well(place):
    told(place, inwoners={2016: 1000, 2024: 1000}, pct_15_25={2024: 20}, pct_25_45={2024: 30})

    assert COMES in page()


def test_several_wijken_are_weighed_by_who_lives_there(place):
    told(place, inwoners={2024: 3000}, pct_65plus={2024: 10})
    told(place, inwoners={2024: 1000}, pct_65plus={2024: 30})

    profile = profile_of(place)

    assert profile
    assert (profile.residents, profile.change) == ("4.000", "")
    assert [age.percent for age in profile.ages] == ["15"]


def test_where_nothing_is_known_it_says_so(place):
    told(place, inwoners={2024: 0})

    assert profile_of(place) is None
    assert "Van deze wijk zijn er nog geen cijfers." in page()


def test_it_is_one_question_to_the_database(place, django_assert_num_queries):
    for _number in range(3):
        told(place, inwoners={2016: 900, 2024: 1000}, pct_0_15={2024: 12})

    with django_assert_num_queries(1):
        profile_of(place)

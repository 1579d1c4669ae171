"""Official figures: those of the project, and how a figure is read on a page."""

import csv
import gzip
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from activity.models import Event
from goals.actions import figures, judging
from goals.actions.figures import FIGURES, SERIES
from goals.models import Figure, FigureSeries
from goals.selections.figures import Way, of_goal, series_for
from goals.states import Direction
from neighbourhoods.models import Neighbourhood
from portal.actions import steering
from tests.factories import (
    AreaFactory,
    FigureSeriesFactory,
    MunicipalityFactory,
    OfficialIndicatorFactory,
    UserFactory,
)
from tests.goals.figuring import browser_of, follow, make_home, official, series_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def home(db):
    return make_home()


def said(*arguments):
    lines = []

    class Out:
        def write(self, text):
            lines.append(text)

    call_command("load_figures", *arguments, stdout=Out())
    return "".join(lines)


def test_only_figures_of_cbs_come_with_the_project():
    with gzip.open(FIGURES, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    assert all(row["source"].startswith("CBS KWB") for row in rows)
    assert len({(row["code"], row["series"], row["year"]) for row in rows}) == len(rows)
    with SERIES.open(encoding="utf-8") as file:
        series = {row["name"]: row for row in csv.DictReader(file)}
    assert {row["series"] for row in rows} == set(series)
    assert all(row["licence"] and row["source"] for row in series.values())
    assert FIGURES.stat().st_size < 2_000_000


def test_figures_are_loaded_once_and_only_of_wijken_with_a_wijkaanpak(home):
    AreaFactory(code="WK001401")

    first, second = said(), said()

    assert "nieuw" in first
    assert second == "De cijfers staan er al; er is niets veranderd. Bron: CBS.\n"
    assert set(Figure.objects.values_list("area_code", flat=True)) == {"WK001400"}
    assert Figure.objects.filter(division=2024).count() == Figure.objects.count() > 15
    assert FigureSeries.objects.count() == 11


def test_all_wijken_can_be_loaded_as_well(home):
    AreaFactory(code="WK001401")

    said("--all")

    assert Figure.objects.filter(area_code="WK001401").exists()


def test_a_figure_that_was_computed_says_so(home):
    said()
    residents = Figure.objects.filter(series__name="inwoners")

    assert residents.get(year=2024).method == ""
    assert residents.get(year=2016).method
    assert residents.get(year=2016).source == "CBS KWB 2016"


def test_a_figure_that_changed_is_brought_up_to_date(home):
    said()
    Figure.objects.filter(series__name="inwoners", year=2024).update(value=1)
    FigureSeries.objects.filter(name="inwoners").update(label="Anders")

    assert "1 gewijzigd" in said()
    assert Figure.objects.get(series__name="inwoners", year=2024).value > 1
    assert FigureSeries.objects.get(name="inwoners").label == "Aantal inwoners"


def test_a_neighbourhood_that_opens_has_its_figures_at_once(db):
    area = AreaFactory(code="WK001400")

    steering.open_neighbourhood(area.municipality, [area], name="Centrum", by=UserFactory())

    assert Figure.objects.filter(area_code="WK001400", series__name="inwoners").count() == 2


@pytest.mark.parametrize("codes", [["WK001400"], ["WK001400", "WK001401", "WK001402"]])
def test_loading_asks_as_much_for_one_wijk_as_for_three(codes, db, django_assert_num_queries):
    figures.load(codes)
    with django_assert_num_queries(5):  # the series twice, the figures, and a savepoint
        figures.load(codes)


def test_one_chooses_from_the_figures_that_there_are_here(home):
    mine = series_of(home, {2024: "12"}, label="Bomen")
    FigureSeriesFactory(label="Zonder cijfers")
    series_of(home, {2024: "1"}, municipality=MunicipalityFactory(), label="Van een ander")
    own = series_of(home, {2024: "1"}, municipality=home.neighbourhood.municipality, label="Eigen")

    assert set(series_for(home.neighbourhood)) == {mine, own}
    assert series_for(home.neighbourhood, theme="verkeer") == []


def test_the_same_code_of_another_division_is_another_wijk(home):
    series = series_of(home, {2024: "12"})
    Figure.objects.create(
        series=series, area_code=home.area.code, division=2016, year=2016, value=99
    )
    follow(home, official(home, series))

    (figure,) = of_goal(home.goal, today=TODAY)
    assert [row.period for row in figure.rows] == ["2024"]


@pytest.mark.parametrize(
    ("values", "direction", "way"),
    [
        ({2016: "10", 2024: "12"}, Direction.UP, Way.BETTER),
        ({2016: "10", 2024: "12"}, Direction.DOWN, Way.WORSE),
        ({2016: "12", 2024: "10"}, Direction.DOWN, Way.BETTER),
        ({2016: "12", 2024: "12"}, Direction.UP, Way.SAME),
        ({2024: "12"}, Direction.UP, Way.UNKNOWN),
    ],
)
def test_where_a_figure_goes_is_said_in_a_sentence(home, values, direction, way):
    series = series_of(home, values)
    OfficialIndicatorFactory(
        goal=home.goal, series=series, area_code=home.area.code, direction=direction, target=20
    )

    with translation.override("nl"):
        (figure,) = of_goal(home.goal, today=TODAY)

    assert figure.way == way
    assert "Het doel is 20%." in figure.trend
    assert "12%" in figure.trend
    if way not in {Way.UNKNOWN, Way.SAME}:
        assert figure.trend.startswith(f"Van {values[2016]}% in 2016 naar {values[2024]}% in 2024.")


def test_a_baseline_is_where_one_began(home):
    series = series_of(home, {2016: "10", 2024: "12"})
    OfficialIndicatorFactory(
        goal=home.goal, series=series, area_code=home.area.code, baseline=Decimal(20)
    )

    with translation.override("nl"):
        (figure,) = of_goal(home.goal, today=TODAY)

    assert figure.way == Way.WORSE
    assert figure.trend.startswith("Wij begonnen bij 20%. In 2024 was het 12%.")


def test_the_page_of_a_figure_has_its_chart_table_source_and_licence(home):
    indicator = follow(home, official(home, series_of(home, {2016: "10", 2024: "12"})))

    html = browser_of().get(indicator.get_absolute_url()).content.decode()

    assert 'role="img"' in html
    assert "Van 10% in 2016 naar 12% in 2024." in html
    assert "omgerekend naar de wijk van nu" in html
    assert "CBS KWB 2016" in html
    assert "CC BY 4.0, CBS" in html
    assert "style=" not in html.split("<main")[1]


def test_the_page_of_the_goal_asks_for_its_figures(home):
    follow(home, official(home, series_of(home, {2024: "12"}, label="Ouderen")))

    page = browser_of().get(home.goal.get_absolute_url()).content.decode()
    part = browser_of().get(
        f"/doel/{home.goal.pk}/cijfers/", headers={"HX-Request": "true", "HX-Target": "figures"}
    )

    assert f'href="/doel/{home.goal.pk}/cijfers/"' in page
    assert "<html" not in part.content.decode()
    assert "Ouderen" in part.content.decode()


def test_what_history_says_of_figures_is_public_as_long_as_the_goal_is(home):
    follow(home, official(home, series_of(home, {2024: "12"})))
    told = Event.objects.filter(verb="indicator_added", is_public=True)
    assert told.exists()

    judging.hide(home.goal, "Er stond een naam in.", by=home.place.officer)

    assert not told.exists()


def test_a_figure_of_a_hidden_or_closed_place_is_not_there(home):
    indicator = follow(home, official(home, series_of(home, {2024: "12"})))
    Neighbourhood.objects.update(is_public=False)

    assert browser_of().get(indicator.get_absolute_url()).status_code == 404
    assert browser_of().get(f"/doel/{home.goal.pk}/cijfers/").status_code == 404

"""Which figures are followed for a goal, and what those who count fill in."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from activity.models import Event
from goals.actions import indicators
from goals.models import Goal, GoalParty, Indicator, Measurement, QuarterlyReview
from goals.quarters import quarter_of
from goals.selections.indicators import open_periods
from goals.states import Confidence, Count, Direction, GoalState, Part, Refused, ReviewState, Source
from tests.factories import (
    AreaFactory,
    OrganisationFactory,
    QuarterlyReviewFactory,
    UserFactory,
)
from tests.goals.figuring import (
    browser_of,
    follow,
    make_home,
    of_party,
    of_site,
    official,
    series_of,
)
from tests.threads import at_once

TODAY = timezone.localdate()
NOW = quarter_of(TODAY)


@pytest.fixture
def home(db):
    return make_home()


def official_form(series, **more):
    return {"key": str(uuid4()), "series": series.pk, "direction": "down"} | more


def party_form(home, **more):
    plain = {
        "key": str(uuid4()),
        "organisation": home.place.organisation.pk,
        "title": "Kinderen bij de club",
        "direction": "up",
    }
    return plain | more


def close(review):
    QuarterlyReview.objects.filter(pk=review.pk).update(
        state=ReviewState.CLOSED, closed_at=timezone.now(), frozen={}, lacks="Te weinig tijd."
    )


# --- Choosing


def test_the_coordinator_first_chooses_the_kind(home):
    html = browser_of(home.coordinator).get(home.new).content.decode()

    for kind in ("officieel", "site", "organisatie"):
        assert f'href="{home.new}{kind}/"' in html


def test_an_official_figure_is_followed_with_where_one_wants_to_go(home):
    series = series_of(home, {2016: "10", 2024: "12"}, label="Ouderen", unit="%")

    response = browser_of(home.coordinator).post(
        f"{home.new}officieel/", official_form(series, target="9,5", baseline="1.234,5")
    )

    indicator = Indicator.objects.get()
    assert response.status_code == 302
    assert indicator.title == "Ouderen"
    assert indicator.unit == "%"
    assert indicator.area_code == home.area.code
    assert indicator.division == 2024
    assert indicator.target == Decimal("9.5")
    assert indicator.baseline == Decimal("1234.5")
    assert Event.objects.about(home.goal).filter(verb="indicator_added", is_public=True).exists()


def test_of_two_wijken_one_is_chosen_and_named(home):
    series = series_of(home, {2024: "12"}, label="Ouderen")
    other = AreaFactory(municipality=home.area.municipality, short_name="Havenkwartier")
    home.neighbourhood.areas.add(other)
    browser = browser_of(home.coordinator)

    empty = browser.post(f"{home.new}officieel/", official_form(series, area=other.code))
    right = browser.post(f"{home.new}officieel/", official_form(series, area=home.area.code))

    assert empty.status_code == 422
    assert "Van deze wijk is dit cijfer er niet" in empty.content.decode()
    assert right.status_code == 302
    assert Indicator.objects.get().title == "Ouderen, Rietwijk"


def test_series_are_shown_by_theme(home):
    series_of(home, {2024: "12"}, label="Ouderen", theme="bevolking")
    series_of(home, {2024: "12"}, label="Auto’s", theme="verkeer")

    html = browser_of(home.coordinator).get(f"{home.new}officieel/?thema=verkeer").content.decode()

    assert "Auto’s" in html
    assert "Ouderen" not in html


def test_what_this_site_counts_is_followed_and_the_quarters_before_are_counted(home):
    response = browser_of(home.coordinator).post(
        f"{home.new}site/", {"key": str(uuid4()), "count": "kept"}
    )

    indicator = Indicator.objects.get()
    assert response.status_code == 302
    assert indicator.source == Source.PLATFORM
    assert indicator.direction == Direction.UP
    assert indicator.measurements.count() == NOW.number - 1


def test_what_an_organisation_counts_is_followed(home):
    response = browser_of(home.coordinator).post(f"{home.new}organisatie/", party_form(home))

    indicator = Indicator.objects.get()
    assert response.status_code == 302
    assert indicator.counted_by == home.place.organisation
    assert not Measurement.objects.exists()


def test_a_number_that_is_none_is_told_next_to_its_field_and_kept(home):
    response = browser_of(home.coordinator).post(
        f"{home.new}organisatie/", party_form(home, target="veel", title="Meer groen")
    )

    html = response.content.decode()
    assert response.status_code == 422
    assert "Schrijf een getal, zoals 12 of 12,5." in html
    assert 'value="veel"' in html
    assert 'value="Meer groen"' in html
    assert not Indicator.objects.exists()


def test_pressing_twice_is_following_once(home):
    form = party_form(home)
    browser = browser_of(home.coordinator)

    first, second = (browser.post(f"{home.new}organisatie/", form) for _press in range(2))

    assert first.url == second.url
    assert Indicator.objects.count() == 1


def test_the_same_figure_is_not_followed_twice(home):
    follow(home, of_site(Count.KEPT))

    response = browser_of(home.coordinator).post(
        f"{home.new}site/", {"key": str(uuid4()), "count": "kept"}
    )

    assert response.status_code == 422
    assert "Dit cijfer staat al bij dit doel" in response.content.decode()


def test_a_sixth_figure_is_refused(home):
    for number in range(5):
        follow(home, of_party(home, f"Cijfer {number}"))

    response = browser_of(home.coordinator).post(f"{home.new}organisatie/", party_form(home))

    assert response.status_code == 422
    assert "staan al vijf cijfers" in response.content.decode()
    assert Indicator.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_five_are_followed():
    home = make_home()

    made = at_once([lambda n=n: follow(home, of_party(home, f"Cijfer {n}")) for n in range(8)])

    assert sum(isinstance(one, Indicator) for one in made) == 5
    assert sum(isinstance(one, Refused) for one in made) == 3
    assert Indicator.objects.count() == 5


@pytest.mark.parametrize("state", [GoalState.PROPOSED, GoalState.WITHDRAWN])
def test_figures_belong_to_a_goal_that_was_chosen(home, state):
    Goal.objects.update(state=state)

    assert browser_of(home.coordinator).get(home.new).status_code == 404
    with pytest.raises(Refused, match="not_chosen"):
        follow(home, of_site(Count.KEPT))


def test_who_speaks_for_a_party_that_leads_may_choose_as_well(home):
    member, other = home.place.member, UserFactory()
    assert browser_of(member).get(home.new).status_code == 403
    GoalParty.objects.create(
        goal=home.goal, organisation=home.place.organisation, part=Part.LEADS, by=member
    )

    response = browser_of(member).post(f"{home.new}organisatie/", party_form(home))

    assert response.status_code == 302
    assert Event.objects.get(verb="indicator_added").side == "partner"
    assert browser_of(other).get(home.new).status_code == 403


def test_an_organisation_that_is_not_here_cannot_be_chosen(home):
    elsewhere = OrganisationFactory()

    response = browser_of(home.coordinator).post(
        f"{home.new}organisatie/", party_form(home, organisation=elsewhere.pk)
    )

    assert response.status_code == 422


# --- Taking away and adjusting


def test_a_figure_is_taken_away_and_put_back_with_all_that_it_had(home):
    indicator = follow(home, of_party(home))
    fill_in(home, indicator, "12")
    browser, page = browser_of(home.coordinator), indicator.get_absolute_url()

    browser.post(f"{page}weg/")
    browser.post(f"{page}weg/")

    assert "Zet het terug" in browser.get(page).content.decode()
    assert browser_of().get(page).status_code == 404
    assert "Kinderen" not in browser_of().get(f"/doel/{home.goal.pk}/cijfers/").content.decode()

    browser.post(f"{page}terug/")
    browser.post(f"{page}terug/")
    assert browser_of().get(page).status_code == 200
    assert indicator.measurements.count() == 1


def test_a_sixth_one_does_not_come_back(home):
    first = follow(home, of_party(home, "Het eerste"))
    browser, page = browser_of(home.coordinator), first.get_absolute_url()
    browser.post(f"{page}weg/")
    for number in range(5):
        follow(home, of_party(home, f"Cijfer {number}"))

    html = browser.post(f"{page}terug/", follow=True).content.decode()

    assert "staan al vijf cijfers" in html
    first.refresh_from_db()
    assert first.removed_at


def adjusted(**more):
    plain = {"direction": "up", "confidence": "unknown", "confidence_words": ""}
    return plain | more


def test_how_sure_we_are_is_said_with_a_sentence(home):
    indicator = follow(home, of_party(home))
    browser, page = browser_of(home.coordinator), indicator.get_absolute_url()

    bare = browser.post(f"{page}aanpassen/", adjusted(confidence="likely"))
    whole = browser.post(
        f"{page}aanpassen/",
        adjusted(confidence="likely", confidence_words="De club is twee keer zo groot."),
    )

    assert bare.status_code == 422
    assert "Schrijf in één zin waarom u dat denkt." in bare.content.decode()
    assert whole.status_code == 302
    html = browser_of().get(page).content.decode()
    assert str(Confidence.LIKELY.label).capitalize() in html
    assert "De club is twee keer zo groot." in html


def test_another_aim_leaves_a_trace(home):
    indicator = follow(home, of_party(home, unit="uur"))
    browser, page = browser_of(home.coordinator), indicator.get_absolute_url()
    browser.post(f"{page}aanpassen/", adjusted(target="10"))
    browser.post(f"{page}aanpassen/", adjusted(target="8,5"))
    browser.post(f"{page}aanpassen/", adjusted(target="8,5"))

    words = [one.words for one in Event.objects.filter(verb="indicator_changed").order_by("pk")]
    assert words == [
        "Kinderen bij de huiswerkclub: – → 10 uur",
        "Kinderen bij de huiswerkclub: 10 uur → 8,5 uur",
    ]


# --- What an organisation counts


def fill_in(home, indicator, value, quarter=NOW.number):
    return indicators.fill_in(
        indicator,
        Decimal(value),
        year=NOW.year,
        quarter=quarter,
        by=home.place.member,
        now=timezone.now(),
    )


@pytest.mark.parametrize("written", ["1.234,5", "1234,5", "1234.5"])
def test_a_member_fills_in_what_was_counted(home, written):
    indicator = follow(home, of_party(home))

    response = browser_of(home.place.member).post(
        f"{indicator.get_absolute_url()}meting/",
        {"period": f"{NOW.year}-{NOW.number}", "value": written},
    )

    measured = Measurement.objects.get()
    assert response.status_code == 302
    assert measured.value == Decimal("1234.5")
    assert (measured.year, measured.quarter) == tuple(NOW)
    assert "1.234,5" in browser_of().get(indicator.get_absolute_url()).content.decode()


def test_the_last_one_said_counts_and_the_same_twice_is_once(home):
    indicator = follow(home, of_party(home))
    for value in ("12", "12", "15"):
        fill_in(home, indicator, value)

    assert Measurement.objects.get().value == 15
    assert Event.objects.filter(verb="measured").count() == 2


def test_a_whole_year_stands_beside_its_quarters(home):
    indicator = follow(home, of_party(home))
    browser = browser_of(home.place.member)

    response = browser.post(
        f"{indicator.get_absolute_url()}meting/", {"period": f"{NOW.year - 1}-0", "value": "7"}
    )

    assert response.status_code == 302
    assert Measurement.objects.get().quarter is None


def test_a_quarter_is_not_compared_with_a_whole_year(home):
    indicator = follow(home, of_party(home))
    for year, quarter, value in ((2024, None, 400), (2025, 3, 90), (2025, 4, 100)):
        Measurement.objects.create(indicator=indicator, year=year, quarter=quarter, value=value)

    html = browser_of().get(indicator.get_absolute_url()).content.decode()

    assert "Van 90 in kwartaal 3 van 2025 naar 100 in kwartaal 4 van 2025." in html
    assert "400" in html, "in the table"


def test_after_its_review_is_closed_a_quarter_stays_as_it_was(home):
    indicator = follow(home, of_party(home))
    fill_in(home, indicator, "12")
    close(QuarterlyReviewFactory(plan=home.goal.plan, quarter=NOW.number))
    browser, address = browser_of(home.place.member), f"{indicator.get_absolute_url()}meting/"

    response = browser.post(address, {"period": f"{NOW.year}-{NOW.number}", "value": "99"})

    assert response.status_code == 422
    assert 'value="99"' in response.content.decode()
    with pytest.raises(Refused, match="closed"):
        fill_in(home, indicator, "99")
    assert Measurement.objects.get().value == 12


def test_a_quarter_that_has_not_begun_cannot_be_filled_in(home):
    indicator = follow(home, of_party(home))
    first_day = timezone.datetime(NOW.year, 1, 1).date()

    periods = open_periods(indicator, first_day + timedelta(days=40))

    assert periods == [
        (NOW.year, 1),
        (NOW.year, None),
        (NOW.year - 1, None),
        (NOW.year - 2, None),
    ]


def test_only_who_counts_fills_in(home):
    indicator, counted = follow(home, of_party(home)), follow(home, of_site(Count.KEPT))

    assert (
        browser_of(home.coordinator).get(f"{indicator.get_absolute_url()}meting/").status_code
        == 403
    )
    assert (
        browser_of(home.place.member).get(f"{counted.get_absolute_url()}meting/").status_code == 403
    )
    html = browser_of(home.place.member).get(indicator.get_absolute_url()).content.decode()
    assert "Vul een meting in" in html
    assert (
        "Vul een meting in" not in browser_of().get(indicator.get_absolute_url()).content.decode()
    )


@pytest.mark.django_db(transaction=True)
def test_of_two_who_fill_in_at_once_one_stays():
    home = make_home()
    indicator = follow(home, of_party(home))

    at_once([lambda value=value: fill_in(home, indicator, value) for value in ("12", "15", "18")])

    assert Measurement.objects.count() == 1


def test_official_figures_of_one_wijk_are_followed_once(home):
    series = series_of(home, {2024: "12"})
    follow(home, official(home, series))
    with pytest.raises(Refused, match="there"):
        follow(home, official(home, series))

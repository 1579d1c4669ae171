"""A closed review shows what it showed, whatever happens to figures, people and agreements."""

import re
from uuid import uuid4

import pytest

from accounts.actions.people import erase
from goals.actions.judging import hide
from goals.models import (
    Contribution,
    Figure,
    FigureSeries,
    Goal,
    GoalParty,
    Indicator,
    Measurement,
    QuarterlyReview,
    Voice,
)
from partners.actions import agreements
from partners.models import Agreement, Member, Organisation, Party
from tests.factories import ContributionFactory, PartyIndicatorFactory, UserFactory
from tests.partners.conftest import browser_of

from .quarter import NOW, Looking, answer, day, end, looking_back, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def looking() -> Looking:
    return looking_back()


def page_of(looking, more=""):
    html = browser_of().get(looking.path + more).content.decode()
    return re.sub(r"\s+", " ", html)


def filled(looking) -> Looking:
    """With everything that a review shows."""
    place, goal = looking.place, looking.goal
    ContributionFactory(
        goal=goal, organisation=place.organisation, what="Een middag spelen",
        day=day(2026, 2, 3).date(), hours_spent="2.5", euros=40,
    )  # fmt: skip
    ContributionFactory(goal=goal, what="Uit een ander kwartaal", day=day(2026, 4, 3).date())
    counted = PartyIndicatorFactory(goal=goal, title="Nagekomen")
    for year, quarter, value in ((2025, 4, 9), (2026, 1, 4)):
        Measurement.objects.create(indicator=counted, year=year, quarter=quarter, value=value)
    series = FigureSeries.objects.create(
        name="verhuizingen", label="Verhuizingen", unit="%", source="CBS KWB"
    )
    for year, percent in ((2024, "12.5"), (2025, "11")):
        Figure.objects.create(
            series=series, area_code="WK001", division=2025, year=year, value=percent
        )
    Indicator.objects.create(
        goal=goal, source="official", title="Wie verhuist", unit="%", direction="down",
        series=series, area_code="WK001", division=2025, added_by=place.coordinator,
    )  # fmt: skip
    agreement = agreements.agree(
        "Een bank bij het veld",
        maker=Party(place.organisation),
        receiver=Party(person=UserFactory(name="Fatma")),
        due_on=day(2026, 3, 1).date(),
        neighbourhood=place.neighbourhood,
        key=uuid4(),
        by=place.coordinator,
    )
    goal.agreements.create(agreement=agreement)
    answer(looking, ["yes"] * 5 + ["no"], on_parties={place.organisation.pk: 4})
    say(looking, table="De verlichting", saw="Meer kinderen buiten.")
    return looking


SHOWN = (
    "Samen buiten", "Een middag spelen", "1 bijdrage dit kwartaal", "2,5 uur", "40 euro",
    "Nagekomen", "<strong>4</strong>", "(daarvoor 9)", "Wie verhuist", "<strong>11</strong>",
    "Een bank bij het veld", "De Zaanoever, voor Fatma", "Te laat: 1", "Ja: 5", "Nee: 1",
    "De verlichting", "Meer kinderen buiten.", "7 bewoners gaven een stem", "12 bewoners",
    "Carla Coördinator",
)  # fmt: skip


def test_all_that_it_showed_is_frozen(looking):
    end(filled(looking))

    page = page_of(looking)

    for words in SHOWN:
        assert words in page, words
    assert "Uit een ander kwartaal" not in page


def test_it_shows_the_same_after_everything_changed(looking):
    end(filled(looking))
    page, words = page_of(looking), page_of(looking, "stemmen/")

    Figure.objects.update(value=99)  # reloaded
    Measurement.objects.update(value=77)
    Indicator.objects.update(title="Iets anders")
    FigureSeries.objects.update(label="Iets anders")
    Contribution.objects.update(what="Anders", euros=1, removed_at=NOW)
    Organisation.objects.update(name="Hernoemd BV")
    Member.objects.all().delete()
    GoalParty.objects.all().delete()
    Goal.objects.update(title="Anders", want="Anders")
    Agreement.objects.update(text="Anders", state="kept", ended_at=NOW)
    Voice.objects.update(saw="Anders", table="Anders", is_resident=False)
    for voice in Voice.objects.all():
        voice.on_goals.all().delete()
        voice.on_parties.all().delete()
    for voice in Voice.objects.select_related("person"):
        erase(voice.person, now=NOW) if voice.person else None

    assert page_of(looking) == page
    assert page_of(looking, "stemmen/") == words


def test_of_who_is_erased_only_the_name_goes(looking):
    end(filled(looking))
    before = page_of(looking)

    for name in ("Fatma", "Carla Coördinator"):
        person = type(looking.place.coordinator).objects.get(name=name)
        type(person).objects.filter(pk=person.pk).update(
            name="", email=None, is_active=False, erased_at=NOW
        )

    after = page_of(looking)
    assert "Fatma" not in after
    assert "Carla" not in after
    gone = "Iemand die is gestopt"
    expected = before.replace("Fatma", gone).replace("Carla Coördinator", gone)
    assert after == expected


def test_no_name_of_a_person_is_in_what_is_frozen(looking):
    end(filled(looking))

    frozen = str(QuarterlyReview.objects.get().frozen)

    assert "Fatma" not in frozen
    assert "Carla" not in frozen
    assert "De Zaanoever" in frozen


def test_the_house_rules_hold_for_what_is_frozen_too(looking):
    end(filled(looking))
    voice = Voice.objects.get(table="De verlichting")

    hide(voice, "Dit hoort hier niet.", by=looking.place.officer)

    for more in ("", "stemmen/"):
        assert "De verlichting" not in page_of(looking, more)
    assert "Ja: 5" in page_of(looking)
    hide(Goal.objects.get(pk=looking.goal.pk), "Dit ook niet.", by=looking.place.officer)
    assert "Samen buiten" not in page_of(looking)
    Agreement.objects.update(is_public=False)
    assert "Een bank bij het veld" not in page_of(looking)


def test_what_residents_see_and_systems_report_may_differ(looking):
    filled(looking)
    answer(looking, ["yes"] * 4)

    page = page_of(looking)

    # Ten said that it goes better; one figure went the wrong way and one the right one.
    assert "Dit verschilt." in page
    Measurement.objects.filter(year=2025).update(value=1)
    assert "Dit verschilt." not in page_of(looking)


def test_the_open_page_says_what_the_frozen_one_will_say(looking):
    filled(looking)
    live = page_of(looking)

    for words in SHOWN[:10]:
        assert words in live

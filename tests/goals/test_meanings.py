"""A figure says little until somebody from the neighbourhood says what it means."""

from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.actions.people import erase
from activity import actions as activity
from activity.models import Event, Flag
from goals.actions import judging, meanings
from goals.actions.indicators import take_away
from goals.models import Meaning
from goals.quarters import quarter_of
from goals.selections.counting import counted
from goals.states import Count
from tests.factories import MeaningFactory, UserFactory
from tests.goals.figuring import browser_of, follow, make_home, of_site

BARE = "Nog zonder duiding"


@pytest.fixture
def home(db):
    return make_home()


@pytest.fixture
def indicator(home):
    return follow(home, of_site(Count.KEPT))


def give(indicator, person, **more):
    form = {"key": str(uuid4()), "words": "Er wordt meer afgemaakt."} | more
    return browser_of(person).post(f"{indicator.get_absolute_url()}duiding/", form)


def read(address, person=None):
    return browser_of(person).get(address).content.decode()


def test_a_figure_without_meaning_is_marked_wherever_it_stands(home, indicator):
    page, part = indicator.get_absolute_url(), f"/doel/{home.goal.pk}/cijfers/"
    assert BARE in read(page)
    assert BARE in read(part)

    give(indicator, UserFactory(name="Fatma"))

    for address in (page, part):
        html = read(address)
        assert BARE not in html
        assert "Er wordt meer afgemaakt." in html
        assert "Fatma" in html


def test_who_is_signed_in_writes_and_leads_to_their_words(indicator):
    response = give(indicator, UserFactory())

    meaning = Meaning.objects.get()
    assert response.url == f"{indicator.get_absolute_url()}#duiding-{meaning.pk}"
    assert f'id="duiding-{meaning.pk}"' in read(indicator.get_absolute_url())


def test_a_visitor_is_told_why_to_sign_in(indicator):
    response = browser_of().get(f"{indicator.get_absolute_url()}duiding/", follow=True)

    assert "wat dit cijfer volgens u betekent" in response.content.decode()


def test_the_newest_comes_first(indicator):
    first, second = MeaningFactory(indicator=indicator), MeaningFactory(indicator=indicator)

    html = read(indicator.get_absolute_url())

    assert html.index(second.words) < html.index(first.words)


def test_one_writes_for_an_organisation_that_one_belongs_to(home, indicator):
    response = give(indicator, home.place.member, organisation=home.place.organisation.pk)
    other = give(indicator, UserFactory(), organisation=home.place.organisation.pk)

    assert response.status_code == other.status_code == 302
    assert [one.organisation for one in Meaning.objects.order_by("pk")] == [
        home.place.organisation,
        None,
    ]
    assert "De Zaanoever" in read(indicator.get_absolute_url())


def test_without_words_there_is_no_meaning(indicator):
    response = give(indicator, UserFactory(), words=" \n ")

    assert response.status_code == 422
    assert "Schrijf wat dit cijfer volgens u betekent." in response.content.decode()


def test_too_long_words_are_kept_and_not_cut(indicator):
    words = "woord " * 90

    response = give(indicator, UserFactory(), words=words)

    assert response.status_code == 422
    assert words.strip() in response.content.decode()


def test_pressing_twice_is_writing_once(indicator):
    person, key = UserFactory(), str(uuid4())

    for _press in range(2):
        give(indicator, person, key=key)

    assert Meaning.objects.count() == 1
    assert Event.objects.filter(verb="meaning_given").count() == 1


def test_who_writes_very_much_waits_a_moment(indicator):
    person = UserFactory()
    for _each in range(meanings.MOST):
        MeaningFactory(indicator=indicator, person=person)

    assert give(indicator, person).status_code == 422


def test_ones_own_words_are_taken_back_for_good(home, indicator):
    person = UserFactory()
    give(indicator, person)
    meaning = Meaning.objects.get()
    activity.flag(meaning, Flag.Reason.OTHER, by=UserFactory(), neighbourhood=home.neighbourhood)
    address = f"{indicator.get_absolute_url()}duiding/{meaning.pk}/weg/"

    assert "niet terug" in read(address, person)
    assert Meaning.objects.exists(), "opening the page takes nothing away"
    browser = browser_of(person)
    first, second = browser.post(address), browser.post(address)

    assert first.url == second.url == indicator.get_absolute_url()
    assert not Meaning.objects.exists()
    assert not Event.objects.filter(verb="meaning_given").exists()
    assert Flag.objects.get().decision == Flag.Decision.GONE


def test_nobody_takes_back_the_words_of_another(indicator):
    meaning = MeaningFactory(indicator=indicator)
    address = f"{indicator.get_absolute_url()}duiding/{meaning.pk}/weg/"

    assert browser_of(UserFactory()).post(address).status_code == 404
    assert Meaning.objects.exists()


def test_hidden_words_are_there_for_their_writer_alone(home, indicator):
    meaning = MeaningFactory(indicator=indicator)
    judging.hide(meaning, "Er stond een naam in.", by=home.place.officer)
    page = indicator.get_absolute_url()

    assert BARE in read(page), "hidden words are no meaning"
    assert meaning.words not in read(page)
    own = read(page, meaning.person)
    assert meaning.words in own
    assert "Er stond een naam in." in own
    assert f'href="/melden/duiding/{meaning.pk}/bezwaar/"' in own


def test_others_can_flag_and_who_wrote_cannot(indicator):
    meaning = MeaningFactory(indicator=indicator)
    flag = f'href="/melden/duiding/{meaning.pk}/"'

    assert flag in read(indicator.get_absolute_url())
    assert flag not in read(indicator.get_absolute_url(), meaning.person)


def test_of_somebody_who_left_the_words_stay_without_a_name(indicator):
    meaning = MeaningFactory(indicator=indicator)
    name = meaning.person.name
    erase(meaning.person, now=timezone.now())

    html = read(indicator.get_absolute_url())

    assert meaning.words in html
    assert name not in html


def test_nothing_is_written_at_a_figure_that_was_taken_away(home, indicator):
    take_away(indicator, by=home.coordinator, side=activity.Side.MUNICIPALITY, now=timezone.now())

    assert give(indicator, home.coordinator).status_code == 404


def test_an_officer_who_writes_is_no_active_resident(home, indicator):
    give(indicator, home.place.officer)

    assert Event.objects.get(verb="meaning_given").side == "municipality"
    assert counted(home.goal, quarter_of(timezone.localdate()))[Count.ACTIVE] == 4

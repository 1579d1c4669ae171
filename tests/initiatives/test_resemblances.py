"""Two initiatives that look like each other find each other, and neither is closed by it (R1)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from activity.models import Event
from initiatives.actions import initiatives, resemblances
from initiatives.models import Initiative, Resemblance, Review
from initiatives.states import NotPossible
from outbox.models import Message
from tests.factories import (
    InitiativeFactory,
    MembershipFactory,
    ReviewFactory,
    UserFactory,
)
from tests.html import problems
from tests.initiatives.conftest import browser_of, make_place
from tests.threads import at_once


@pytest.fixture
def pair(place):
    one = place.send(title="Moestuin")
    two = initiatives_of(place, "Samen groente kweken")
    Message.objects.all().delete()
    return one, two


def initiatives_of(place, title):
    """Of another resident."""
    other = type(place)(
        place.neighbourhood, place.officer, place.coordinator, UserFactory(name="Bram Buur")
    )
    return other.send(title=title)


def address(initiative):
    return reverse("initiatives:alike", args=[initiative.pk])


def mark(person, one, two):
    return browser_of(person).post(address(one), {"ander": two.pk}, follow=True)


def unmark(person, one, two):
    gone = reverse("initiatives:unmark", args=[one.pk, two.pk])
    return browser_of(person).post(gone, follow=True)


def page_of(initiative, person=None):
    html = browser_of(person).get(initiative.get_absolute_url()).content.decode()
    assert problems(html) == []
    return html


def test_it_stands_on_both_pages(place, pair):
    one, two = pair

    html = mark(place.officer, one, two).content.decode()

    assert "Het staat nu op beide pagina’s." in html
    for this, that in (pair, (two, one)):
        assert "misschien kunnen jullie samen." in page_of(this)
        assert that.get_absolute_url() in page_of(this)
        assert "Dit lijkt op een ander initiatief" in page_of(this)
        listed = browser_of(None).get(address(this)).content.decode()
        assert that.title in listed
        assert "Lijkt er niet op" not in listed


def test_both_teams_are_told_once_whatever_is_pressed(place, pair):
    one, two = pair
    for _ in range(2):
        mark(place.officer, one, two)
        mark(place.officer, two, one)
    unmark(place.officer, one, two)
    mark(place.officer, two, one)

    assert Message.objects.count() == 2
    told = {message.subject: message for message in Message.objects.all()}
    assert set(told) == {"Iets dat lijkt op Moestuin", "Iets dat lijkt op Samen groente kweken"}
    mail = told["Iets dat lijkt op Moestuin"]
    assert mail.to == place.starter.email
    assert f"/initiatief/{two.pk}/" in mail.body
    assert two.title not in mail.body, "its team may take that away"


def test_neither_is_changed_by_it(place, pair):
    fields = ("stage", "visibility")
    before = list(Initiative.objects.values(*fields)), list(Review.objects.values())

    mark(place.officer, *pair)

    assert (list(Initiative.objects.values(*fields)), list(Review.objects.values())) == before


def test_it_is_taken_back_by_either_team_and_from_both_pages(place, pair):
    one, two = pair
    mark(place.officer, one, two)

    unmark(place.starter, two, one)

    for initiative in pair:
        assert "misschien kunnen jullie samen" not in page_of(initiative)
    assert Event.objects.filter(verb="resembles_not").count() == 2


@pytest.mark.parametrize("who", ["officer", "coordinator", "starter"])
def test_its_team_and_who_answers_here_may_say_so(place, pair, who):
    assert mark(getattr(place, who), *pair).status_code == 200
    assert Resemblance.objects.count() == 2


def test_others_may_not(place, pair):
    for person in (UserFactory(), MembershipFactory().person):
        assert mark(person, *pair).status_code == 403
        assert unmark(person, *pair).status_code == 403
    assert not Resemblance.objects.exists()


def test_what_is_hidden_afterwards_is_named_nowhere(place, pair):
    one, two = pair
    mark(place.officer, one, two)
    initiatives.hide(two, "Een reden", by=place.officer)

    for person in (None, UserFactory(), place.starter, place.officer):
        assert two.title not in page_of(one, person)
        assert two.title not in browser_of(person).get(address(one)).content.decode()

    initiatives.show(two, by=place.officer)
    assert two.title in page_of(one)


def test_what_is_hidden_cannot_be_pointed_at(place, pair):
    one, two = pair
    initiatives.hide(two, "Een reden", by=place.officer)

    assert mark(place.starter, one, two).status_code == 404
    assert "Dat kan alleen met twee" in mark(place.officer, one, two).content.decode()
    assert not Resemblance.objects.exists()


def test_of_what_was_taken_away_no_word_is_left(place, pair):
    one, two = pair
    title = two.title
    mark(place.officer, one, two)
    initiatives.take_away(two, by=UserFactory())

    assert title not in page_of(one)
    assert not Message.objects.filter(body__contains=title, to=place.starter.email).exists()


def test_an_initiative_does_not_look_like_itself(place, pair):
    with pytest.raises(NotPossible):
        resemblances.mark(pair[0], pair[0], by=place.officer)


def test_one_finds_the_other_by_words_in_its_title(place, pair):
    one, two = pair
    client = browser_of(place.officer)

    found = client.get(address(one), {"zoek": "groente"}).content.decode()
    assert two.title in found
    assert problems(found) == []
    nothing = client.get(address(one), {"zoek": "olifant"}).content.decode()
    assert "Niets gevonden. Probeer een ander woord." in nothing


def test_what_stands_there_is_not_offered_again(place, pair):
    one, two = pair
    mark(place.officer, one, two)

    html = browser_of(place.officer).get(address(one)).content.decode()

    assert html.count(two.title + "</a>") == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_say_it_at_once_it_is_said_once():
    place = make_place()
    one, two = place.send(title="Moestuin"), place.send(title="Groente")
    before = Message.objects.count()

    at_once(
        [
            lambda: resemblances.mark(one, two, by=place.officer),
            lambda: resemblances.mark(two, one, by=place.coordinator),
        ]
    )

    assert Resemblance.objects.count() == 2
    assert Message.objects.count() == before + 2
    resemblances.unmark(two, one, by=place.officer, now=timezone.now())
    assert not Resemblance.objects.shown().exists()


def test_a_key_beyond_a_thousand_is_written_without_a_point(place, pair):
    far = ReviewFactory(
        initiative=InitiativeFactory(
            pk=54321, neighbourhood=place.neighbourhood, title="Verre tuin"
        )
    ).initiative

    html = browser_of(place.officer).get(address(pair[0])).content.decode()

    assert 'name="ander" value="54321"' in html
    assert mark(place.officer, pair[0], far).status_code == 200
    assert "Verre tuin" in page_of(pair[0])

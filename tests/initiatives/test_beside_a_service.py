"""What a team says of what stands beside it, and of who carries on when the money stops."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from activity.models import Event
from initiatives.actions import initiatives
from initiatives.models import Initiative, SupportRequest
from initiatives.states import AskedOf, Help, HelpState, Kind, Stage
from tests.html import problems

TYPED = {"title": "Moestuin", "plan": "Samen tuinieren.", "theme": "green"}
SERVICE = "het groenonderhoud van de gemeente"


def address(initiative, name="edit"):
    return reverse(f"initiatives:{name}", args=[initiative.pk])


def save(client, initiative, **more):
    seen = Initiative.objects.get(pk=initiative.pk).edited_as or ""
    return client.post(address(initiative), TYPED | {"key": uuid4(), "seen": seen} | more)


def page_of(browser, initiative, person=None):
    return browser(person).get(initiative.get_absolute_url()).content.decode()


@pytest.fixture
def starter(place, browser):
    return browser(place.starter)


# A professional service (O60)


@pytest.mark.parametrize(
    ("beside", "words"), [("instead", "Komt deels in plaats van"), ("adds", "Vult aan")]
)
def test_its_page_says_in_one_line_what_it_stands_beside(
    initiative, starter, browser, beside, words
):
    assert save(starter, initiative, service=SERVICE, beside=beside).status_code == 302
    page = page_of(browser, initiative)
    assert f"{words}: {SERVICE}" in page
    assert problems(page) == []
    form = starter.get(address(initiative)).content.decode()
    assert SERVICE in form
    assert problems(form) == []

    assert save(starter, initiative).status_code == 302
    assert SERVICE not in page_of(browser, initiative)


def test_nothing_is_said_where_nothing_was_filled_in(initiative, starter, browser):
    assert save(starter, initiative).status_code == 302
    page = page_of(browser, initiative)
    assert "in plaats van" not in page
    assert "Vult aan" not in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"beside": "adds"}, "Schrijf welk werk dat is"),
        ({"service": SERVICE}, "Kies hoe het naast dit werk staat"),
        ({"service": SERVICE, "beside": "zoek"}, "Kies een van deze drie"),
        ({"service": "a" * 141, "beside": "adds"}, "Maak de tekst korter"),
        ({"service": "\0", "beside": "adds\0"}, "Schrijf welk werk dat is"),
    ],
)
def test_half_an_answer_is_asked_for_and_the_rest_is_kept(initiative, starter, wrong, words):
    response = save(starter, initiative, **wrong)
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page
    assert TYPED["plan"] in page
    assert problems(page) == []


def test_the_pages_of_the_right_to_challenge_say_it_too(place, initiative, starter):
    Initiative.objects.update(kind=Kind.CHALLENGE, service=SERVICE, beside="instead")
    page = starter.get(address(initiative, "challenge")).content.decode()
    assert f"Komt deels in plaats van: {SERVICE}" in page
    assert problems(page) == []


def test_the_database_wants_both_or_neither(initiative):
    for wrong in ({"service": SERVICE}, {"beside": "adds"}, {"service": "x", "beside": "zoek"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Initiative.objects.update(**wrong)


# Who carries on (O100)


def how_is_it(client, initiative, **sent):
    return client.post(address(initiative, "how_is_it"), {"words": "", "goes_on": "1"} | sent)


def test_an_ongoing_initiative_says_who_carries_on(initiative, starter, browser):
    Initiative.objects.update(stage=Stage.ONGOING)
    form = starter.get(address(initiative, "how_is_it")).content.decode()
    assert "Wie gaat ermee door als het geld stopt?" in form
    assert problems(form) == []
    for _press in range(2):
        assert how_is_it(starter, initiative, heir="de tuingroep zelf").status_code == 302
    assert "Als het geld stopt, gaat dit door met: de tuingroep zelf" in page_of(
        browser, initiative
    )
    assert Event.objects.filter(verb="goes_on").count() == 1
    assert "de tuingroep zelf" in starter.get(address(initiative, "how_is_it")).content.decode()

    how_is_it(starter, initiative, heir="")
    assert "Als het geld stopt" not in page_of(browser, initiative)


def test_it_is_asked_where_there_is_money_and_else_not(place, initiative, starter):
    def asks():
        page = starter.get(address(initiative, "how_is_it")).content.decode()
        return "als het geld stopt" in page

    assert not asks()
    SupportRequest.objects.create(
        initiative=initiative,
        kind=Help.MONEY,
        text="Geld voor een kas",
        asked_of=AskedOf.NEIGHBOURS,
        state=HelpState.AGREED,
        by=place.starter,
    )
    assert asks()


def test_what_is_not_asked_is_not_wiped(initiative, starter):
    Initiative.objects.update(heir="de tuingroep zelf")
    how_is_it(starter, initiative, heir="iets anders")
    assert Initiative.objects.get().heir == "de tuingroep zelf"


def test_asking_for_a_buddy_tells_nobody_who_carries_on(initiative, starter):
    Initiative.objects.update(stage=Stage.ONGOING)
    sent = {"words": "", "buddy": "1", "heir": "de tuingroep zelf"}
    starter.post(address(initiative, "how_is_it"), sent)
    assert Initiative.objects.get().heir == ""


def test_too_long_is_said_and_kept(initiative, starter):
    Initiative.objects.update(stage=Stage.ONGOING)
    response = how_is_it(starter, initiative, heir="a" * 201)
    assert response.status_code == 422
    assert "a" * 201 in response.content.decode()


def test_both_are_gone_with_an_initiative_that_is_taken_away(place, initiative):
    Initiative.objects.update(service=SERVICE, beside="adds", heir="Samira")
    initiatives.take_away(initiative, by=place.starter)
    gone = Initiative.objects.get()
    assert (gone.service, gone.beside, gone.heir) == ("", "", "")


def test_the_page_asks_no_more_of_the_database(initiative, browser, django_assert_max_num_queries):
    Initiative.objects.update(service=SERVICE, beside="adds", heir="de tuingroep")
    with django_assert_max_num_queries(8):
        page_of(browser, initiative)

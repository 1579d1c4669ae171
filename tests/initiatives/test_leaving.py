"""When the last of a team has themselves erased: somebody hears of it, or it goes along."""

import re
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import erase
from activity.models import Event
from initiatives.actions import initiatives, reviews
from initiatives.models import Initiative, Note, Participant, Photo, Question, Review, Update
from initiatives.states import Stage, Visibility
from neighbourhoods.models import Membership
from neighbourhoods.states import Role
from outbox.models import Message
from partners.models import Member
from tests.factories import MembershipFactory, UserFactory
from tests.html import problems
from tests.initiatives.conftest import MONDAY, attached, stored
from tests.initiatives.test_photos import sent

ERASE = "/mijn/gegevens/wissen/"
STAY = "Laat het staan: de buurt kan het overnemen"
AWAY = "Haal mijn initiatief ook weg"
LEFT = "Wie dit begon, is gestopt. Wilt u verder?"
# What only who began it could have written.
OWN_WORDS = {
    "title": "Kippenhok van Samira",
    "plan": "Kippen houden achter nummer 12.",
    "needs": "Gaas en een hamer.",
    "place": "achter nummer 12",
}
OWN_NEWS, OWN_REPLY, OWN_STAGE = "De eerste eieren zijn er.", "Vier stuks.", "Het hok staat."


def field(initiative):
    return f"initiative-{initiative.pk}"


def leave(client, *, away=(), stay=()):
    choices = {field(one): "away" for one in away} | {field(one): "stay" for one in stay}
    return client.post(ERASE, {"sure": "on"} | choices)


@pytest.fixture
def teammate(initiative):
    person = UserFactory(name="Tom")
    Member.objects.create(organisation=initiative.team, person=person)
    return person


# What one is asked


def test_before_one_is_erased_one_reads_what_one_alone_runs(place, initiative, browser):
    theirs = place.send(title="Buurtfeest")
    with_others = place.send(title="Leesclub")
    Member.objects.create(organisation=with_others.team, person=UserFactory())
    page = browser(place.starter).get(ERASE).content.decode()
    for one in (initiative, theirs):
        assert f"Wat gebeurt er met “{one.title}”?" in page
    assert "Leesclub" not in page
    assert page.count(STAY) == page.count(AWAY) == 2
    assert page.count("checked") == len(re.findall('value="stay"[^>]* checked', page)) == 2
    assert problems(page) == []


def test_who_runs_nothing_alone_is_asked_nothing(initiative, teammate, browser):
    for person in (teammate, UserFactory()):
        page = browser(person).get(ERASE).content.decode()
        assert STAY not in page
        assert leave(browser(person)).status_code == 302


def test_a_choice_that_was_not_made_is_asked_for(place, initiative, browser):
    client = browser(place.starter)
    for choices in ({}, {field(initiative): "iets"}):
        response = client.post(ERASE, {"sure": "on"} | choices)
        assert response.status_code == 422
    place.starter.refresh_from_db()
    assert place.starter.erased_at is None


def test_nobody_takes_away_what_others_run(place, initiative, teammate, browser):
    stranger = UserFactory()
    for person in (stranger, teammate):
        leave(browser(person), away=[initiative])
    initiative.refresh_from_db()
    assert initiative.is_public
    assert initiative.title == "Moestuin"


# It stays


def test_what_stays_says_kindly_that_it_is_free_and_whom_to_ask(place, initiative, browser):
    assert LEFT not in browser(None).get(initiative.get_absolute_url()).content.decode()
    leave(browser(place.starter), stay=[initiative])
    for person in (None, UserFactory()):
        page = browser(person).get(initiative.get_absolute_url()).content.decode()
        assert LEFT in page
        assert f'href="{reverse("portal:about", args=["rietwijk"])}"' in page
        assert "Moestuin" in page
        assert "Samira" not in page
        assert problems(page) == []


def test_its_officer_hears_once_that_somebody_is_to_be_found(place, initiative, browser):
    initiatives.join(initiative, can_do="", by=UserFactory())
    Message.objects.all().delete()
    leave(browser(place.starter), stay=[initiative])
    mail = Message.objects.get()
    assert mail.to == place.officer.email
    assert mail.subject == "Wie wil verder met Moestuin?"
    assert "Er doet 1 buur mee." in mail.body
    assert "Samira" not in mail.body
    assert Event.objects.filter(verb="starter_left").count() == 1


def test_the_coordinator_hears_where_there_is_no_officer(place, initiative, browser):
    Membership.objects.filter(person=place.officer).delete()
    Review.objects.update(officer=None)
    Message.objects.all().delete()
    leave(browser(place.starter), stay=[initiative])
    assert Message.objects.get().to == place.coordinator.email


def test_who_answers_for_it_themselves_leaves_it_to_who_remains(place, browser):
    """An officer with an idea of their own: a colleague must hear of it."""
    alone = MembershipFactory(neighbourhood=place.neighbourhood, role=Role.COORDINATOR).person
    Membership.objects.exclude(person__in=[alone, place.coordinator]).delete()
    place.send()
    Member.objects.update(person=alone)
    Review.objects.update(officer=alone)
    Message.objects.all().delete()
    erase(alone, now=timezone.now())
    assert Message.objects.get().to == place.coordinator.email


@pytest.mark.parametrize("stage", [Stage.COMPLETED, Stage.STOPPED])
def test_for_what_is_over_nobody_has_to_be_found(place, initiative, browser, stage):
    initiatives.set_stage(initiative, stage, words="", by=place.starter)
    Message.objects.all().delete()
    leave(browser(place.starter), stay=[initiative])
    assert not Message.objects.exists()
    assert LEFT not in browser(None).get(initiative.get_absolute_url()).content.decode()


def test_while_a_teammate_goes_on_nothing_is_said(place, initiative, teammate, browser):
    leave(browser(place.starter))
    assert LEFT not in browser(None).get(initiative.get_absolute_url()).content.decode()
    assert not Event.objects.filter(verb="starter_left").exists()
    leave(browser(teammate), stay=[initiative])
    assert LEFT in browser(None).get(initiative.get_absolute_url()).content.decode()


def test_who_joins_then_is_heard_by_the_municipality(place, initiative, browser):
    leave(browser(place.starter), stay=[initiative])
    Message.objects.all().delete()
    person = UserFactory(name="Noor")
    client, join = browser(person), reverse("initiatives:join", args=[initiative.pk])
    page = client.get(join).content.decode()
    assert "De gemeente krijgt uw naam en helpt u op weg." in page
    assert "Alleen wie hier voor de gemeente werkt, leest dit." in page
    assert "Alleen het team leest dit" not in page
    response = client.post(join, {"can_do": "Ik wil verder!"})
    assert "De gemeente weet ervan." in client.get(response["Location"]).content.decode()
    mail = Message.objects.get()
    assert mail.to == place.officer.email
    assert "Ik wil verder!" in mail.body


# It goes along


@pytest.fixture
def full(place):
    """An initiative to which everybody has added something."""
    initiative = place.send(**OWN_WORDS)
    attached(sent(), initiative=initiative, description="Samira bij het hok")
    initiatives.set_stage(initiative, Stage.ACTIVE, words=OWN_STAGE, by=place.starter)
    initiatives.post_update(initiative, OWN_NEWS, key=uuid4(), by=place.starter)
    ask = {"seen": 0, "by": place.officer, "now": MONDAY}
    asked = reviews.ask(initiative.review, "Hoeveel kippen?", key=uuid4(), **ask)
    reviews.reply(asked, OWN_REPLY, by=place.starter)
    reviews.note(initiative.review, "Bel de buren.", key=uuid4(), by=place.officer)
    initiatives.join(initiative, can_do="Ik timmer.", by=UserFactory(name="Noor"))
    return initiative


def test_what_is_taken_away_is_there_for_nobody(place, full, browser):
    leave(browser(place.starter), away=[full])
    for person in (None, UserFactory(), place.officer, place.coordinator):
        client = browser(person)
        for address in (full.get_absolute_url(), f"/initiatief/{full.pk}/"):
            assert client.get(address).status_code == 404, person
        for address in ("/", "/wijk/rietwijk/", "/wijk/rietwijk/initiatieven/"):
            page = client.get(address).content.decode()
            assert "Kippenhok" not in page
            assert "weggehaald" not in page
    officer = browser(place.officer)
    assert officer.get(reverse("initiatives:review", args=[full.pk])).status_code == 404
    for address in ("/mijn/werk/", "/mijn/werk/?wie=allen"):
        assert "weggehaald" not in officer.get(address).content.decode()


def test_their_words_photo_and_place_are_wiped_everywhere(place, full, browser):
    Message.objects.filter(to=place.officer.email).update(sent_at=timezone.now())
    own = (*OWN_WORDS.values(), OWN_NEWS, OWN_REPLY, OWN_STAGE, "Samira")
    assert len(places_of(own)) > 8
    assert stored()
    leave(browser(place.starter), away=[full])
    assert places_of(own) == set()
    assert not Photo.objects.exists()
    assert not Update.objects.exists()
    assert not stored()


def test_what_others_wrote_and_promised_stays_as_rows(place, full, browser):
    leave(browser(place.starter), away=[full])
    assert Question.objects.get().text == "Hoeveel kippen?"
    assert Note.objects.get().text == "Bel de buren."
    assert Participant.objects.get().can_do == "Ik timmer."
    assert Initiative.objects.get().visibility == Visibility.GONE


def test_nobody_has_to_answer_what_is_gone(place, full, browser):
    leave(browser(place.starter), away=[full])
    Message.objects.all().delete()
    for review in reviews.to_remind(timezone.now()):
        reviews.remind(review, now=timezone.now())
    successor = MembershipFactory(neighbourhood=place.neighbourhood).person
    assert reviews.hand_over(place.officer, successor, place.neighbourhood) == 0
    assert not Message.objects.exists()


def test_a_message_about_it_leads_to_the_neighbourhood(place, full, browser):
    follower = Participant.objects.get().person
    initiatives.post_update(full, OWN_NEWS, key=uuid4(), by=place.starter)
    leave(browser(place.starter), away=[full])
    client = browser(follower)
    page = client.get("/mijn/berichten/").content.decode()
    assert "Een initiatief dat is weggehaald" in page
    assert "Kippenhok" not in page
    message = follower_message(follower)
    assert client.post(f"/mijn/berichten/{message.pk}/")["Location"] == "/wijk/rietwijk/"
    assert "weggehaald" not in client.get("/mijn/").content.decode()


def follower_message(person):
    return apps.get_model("activity", "Notification").objects.filter(person=person).latest("pk")


def test_it_cannot_be_hidden_or_shown_again(place, full, browser):
    leave(browser(place.starter), away=[full])
    initiatives.show(full, by=place.officer)
    initiatives.hide(full, "Waarom niet", by=place.officer)
    assert Initiative.objects.get().visibility == Visibility.GONE


def test_of_two_one_may_stay_and_the_other_go(place, full, browser):
    stays = place.send(title="Leesclub")
    leave(browser(place.starter), away=[full], stay=[stays])
    assert browser(None).get(stays.get_absolute_url()).status_code == 200
    assert browser(None).get(full.get_absolute_url()).status_code == 404
    assert "1 initiatief" in browser(None).get("/wijk/rietwijk/initiatieven/").content.decode()


def places_of(words):
    return {where for where, text in texts() if any(word in text for word in words)}


def texts():
    """Every text of every row that is not of the areas: table.column, and the text."""
    for model in apps.get_models():
        for row in model._default_manager.all():
            for column in model._meta.concrete_fields:
                if isinstance(column, models.CharField | models.TextField | models.JSONField):
                    yield f"{model._meta.label}.{column.name}", str(column.value_from_object(row))

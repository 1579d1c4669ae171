"""Rule R1: the stage is the team's alone, and only the house rules hide an initiative."""

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.actions.people import erase
from activity.models import Event, Notification
from initiatives.actions import initiatives, reviews
from initiatives.models import Initiative
from initiatives.states import ENDED, Stage, Status, Visibility
from neighbourhoods.models import Neighbourhood
from neighbourhoods.states import Role
from outbox.models import Message
from partners.models import Member
from tests.factories import AdministratorFactory, MembershipFactory, UserFactory
from tests.initiatives.conftest import MONDAY

REASON = "Er stond een telefoonnummer in de tekst."


def address(name, initiative, *more):
    return reverse(f"initiatives:{name}", args=[initiative.pk, *more])


# Stage


@pytest.mark.parametrize("to", Stage)
@pytest.mark.parametrize("start", Stage)
def test_the_team_sets_any_stage_from_any(place, initiative, browser, start, to):
    Initiative.objects.update(stage=start)
    response = browser(place.starter).post(address("stage", initiative), {"stage": to})
    ends = to in ENDED and to != start
    after = address("look_back", initiative) if ends else initiative.get_absolute_url()
    assert response["Location"] == after
    initiative.refresh_from_db()
    assert initiative.stage == to


@pytest.fixture
def others(place, initiative):
    """Everybody who is not of the team, signed in."""
    elsewhere = MembershipFactory().person
    builder = MembershipFactory(neighbourhood=place.neighbourhood, role=Role.BUILDER).person
    administrator = AdministratorFactory(municipality=place.neighbourhood.municipality).person
    other_team = Member.objects.exclude(organisation=initiative.team).first()
    assert other_team is None
    return [
        place.officer, place.coordinator, administrator, builder, elsewhere, UserFactory(),
    ]  # fmt: skip


def test_nobody_else_sets_the_stage_or_speaks_for_the_team(place, initiative, others, browser):
    question = reviews.ask(
        initiative.review, "Waar?", seen=0, key=uuid4(), by=place.officer, now=MONDAY
    )
    for person in others:
        client = browser(person)
        for name, fields in (
            ("stage", {"stage": "stopped"}),
            ("update", {"text": "Nieuws", "key": uuid4()}),
            ("reconsider", {"why": "Omdat."}),
        ):
            assert client.post(address(name, initiative), fields).status_code == 403, person
            assert client.get(address(name, initiative)).status_code == 403, person
        reply = address("reply", initiative, question.pk)
        assert client.post(reply, {"answer": "Hier"}).status_code == 403
    initiative.refresh_from_db()
    assert initiative.stage == Stage.IDEA
    assert not initiative.updates.exists()


def test_nobody_but_the_office_answers_asks_or_notes(place, initiative, browser):
    builder = MembershipFactory(neighbourhood=place.neighbourhood, role=Role.BUILDER).person
    elsewhere = MembershipFactory().person
    for person in (place.starter, builder, elsewhere, UserFactory()):
        client = browser(person)
        assert client.get(address("review", initiative)).status_code == 403
        for name in ("answer", "ask", "note"):
            assert client.post(address(name, initiative), {"text": "x"}).status_code == 403
        for name in ("hide", "show"):
            assert client.post(address(name, initiative), {"reason": "x"}).status_code == 403
    initiative.refresh_from_db()
    assert initiative.visibility == Visibility.PUBLIC
    assert initiative.review.status == Status.AWAITING


@pytest.mark.parametrize("stage", ["", "klaar", "IDEA", "<script>"])
def test_a_stage_that_does_not_exist_is_refused_and_the_words_are_kept(
    place, initiative, browser, stage
):
    response = browser(place.starter).post(
        address("stage", initiative), {"stage": stage, "words": "Wij zijn zover!"}
    )
    assert response.status_code == 422
    assert "Wij zijn zover!" in response.content.decode()


def test_a_stage_that_is_set_again_is_no_news(place, initiative):
    initiatives.set_stage(initiative, Stage.ACTIVE, words="", by=place.starter)
    initiatives.set_stage(initiative, Stage.ACTIVE, words="", by=place.starter)
    assert Event.objects.filter(verb="stage_set").count() == 1


def test_an_answer_of_the_municipality_does_not_touch_the_stage(place, initiative):
    initiatives.set_stage(initiative, Stage.ACTIVE, words="", by=place.starter)
    reviews.answer(
        initiative.review, Status.NOT_NOW, reason="Geen geld.", possible="Samen zoeken.",
        seen=0, key=uuid4(), by=place.officer,
    )  # fmt: skip
    initiative.refresh_from_db()
    assert initiative.stage == Stage.ACTIVE
    assert initiative.visibility == Visibility.PUBLIC


# Hidden


@pytest.fixture
def hidden(place):
    initiative = place.send(title="Geheim kippenhok")
    initiatives.post_update(initiative, "De kippen zijn er!", key=uuid4(), by=place.starter)
    return initiatives.hide(initiative, REASON, by=place.officer)


def test_a_stranger_finds_nothing_of_what_is_hidden(place, hidden, browser):
    question = reviews.ask(
        hidden.review, "Waar?", seen=0, key=uuid4(), by=place.officer, now=MONDAY
    )
    gets = [
        hidden.get_absolute_url(),
        *(
            address(name, hidden)
            for name in ("short", "sent", "support", "join", "update", "stage", "reconsider",
                         "review", "hide")
        ),
        address("reply", hidden, question.pk),
    ]  # fmt: skip
    posts = [
        *(
            address(name, hidden)
            for name in ("support", "follow", "join", "leave", "update", "stage", "reconsider",
                         "answer", "ask", "note", "hide", "show")
        ),
        address("reply", hidden, question.pk),
    ]  # fmt: skip
    client = browser(UserFactory())
    assert {path: client.get(path).status_code for path in gets} == dict.fromkeys(gets, 404)
    answers = {path: client.post(path, {"text": "x"}).status_code for path in posts}
    assert answers == dict.fromkeys(posts, 404)
    assert browser(None).get(hidden.get_absolute_url()).status_code == 404


def test_no_public_page_tells_of_what_is_hidden(place, hidden, browser):
    place.send(title="Zichtbare tuin")
    for client in (browser(None), browser(UserFactory())):
        for path in (
            "/",
            "/wijken/",
            "/wijk/rietwijk/",
            "/wijk/rietwijk/wie/",
            "/wijk/rietwijk/initiatieven/",
            "/wijk/rietwijk/initiatieven/?zoek=kippenhok",
            "/?q=kippenhok",
            f"/gemeente/{place.neighbourhood.municipality.slug}/",
        ):
            page = client.get(path).content.decode()
            assert "Geheim" not in page, path
            assert "kippen zijn er" not in page, path
    page = browser(None).get("/wijk/rietwijk/initiatieven/").content.decode()
    assert "1 initiatief" in page


def test_what_happens_while_it_is_hidden_is_told_to_the_team_and_nobody_else(place, hidden):
    follower = UserFactory()
    initiatives.support(hidden, by=follower)
    Message.objects.all().delete()
    Notification.objects.all().delete()
    initiatives.post_update(hidden, "Toch nieuws!", key=uuid4(), by=place.starter)
    initiatives.set_stage(hidden, Stage.ACTIVE, words="", by=place.starter)
    reviews.answer(
        hidden.review, Status.JOINING, reason="Leuk.", possible="Wij helpen.",
        seen=0, key=uuid4(), by=place.officer,
    )  # fmt: skip
    reviews.ask_to_reconsider(hidden.review, "Toch.", by=place.starter, now=MONDAY)
    assert not Notification.objects.filter(person=follower).exists()
    assert not Message.objects.filter(to=follower.email).exists()
    assert Message.objects.filter(to=place.starter.email).exists()


def test_the_team_and_the_office_see_it_with_the_reason(place, hidden, browser):
    for person in (place.starter, place.officer, place.coordinator):
        page = browser(person).get(hidden.get_absolute_url()).content.decode()
        assert "Geheim kippenhok" in page
        assert REASON in page


def test_the_team_gets_the_reason_by_mail(place, hidden):
    mail = Message.objects.filter(to=place.starter.email).latest("pk")
    assert mail.subject == "Dit initiatief is verborgen vanwege de huisregels: Geheim kippenhok"
    assert REASON in mail.body


def test_hiding_takes_a_reason(place, initiative, browser):
    client = browser(place.officer)
    for reason in ("", "   ", "\0"):
        response = client.post(address("hide", initiative), {"reason": reason, "x": "1"})
        assert response.status_code == 422
    response = client.post(address("hide", initiative), {"reason": "r" * 501})
    assert response.status_code == 422
    assert "r" * 501 in response.content.decode()
    initiative.refresh_from_db()
    assert initiative.visibility == Visibility.PUBLIC


def test_hiding_twice_keeps_the_first_reason_and_tells_once(place, hidden):
    before = Message.objects.count()
    initiatives.hide(hidden, "Iets anders", by=place.coordinator)
    hidden.refresh_from_db()
    assert hidden.hidden_reason == REASON
    assert Message.objects.count() == before


def test_the_reason_stays_inside(place, hidden, browser):
    initiatives.show(hidden, by=place.officer)
    for path in (hidden.get_absolute_url(), "/wijk/rietwijk/"):
        page = browser(None).get(path).content.decode()
        assert REASON not in page
        assert "verborgen" not in page


def test_shown_again_everything_is_there_as_before(place, hidden, browser):
    browser(place.officer).post(address("show", hidden))
    client = browser(None)
    assert "De kippen zijn er!" in client.get(hidden.get_absolute_url()).content.decode()
    assert "Geheim kippenhok" in client.get("/wijk/rietwijk/").content.decode()
    assert "Nieuws van het team" in client.get("/wijk/rietwijk/").content.decode()


def test_who_may_hide_may_also_see_it_and_show_it_again(place, initiative, browser):
    administrator = AdministratorFactory(municipality=place.neighbourhood.municipality).person
    client = browser(administrator)
    response = client.post(address("hide", initiative), {"reason": REASON})
    page = client.get(response["Location"])
    assert page.status_code == 200
    assert REASON in page.content.decode()
    client.post(address("show", initiative))
    initiative.refresh_from_db()
    assert initiative.is_public


def test_an_initiative_of_a_neighbourhood_that_is_not_public_is_for_its_own_people(
    place, initiative, browser
):
    Neighbourhood.objects.update(is_public=False)
    for person in (None, UserFactory()):
        assert browser(person).get(initiative.get_absolute_url()).status_code == 404
        assert "Moestuin" not in browser(person).get("/").content.decode()
    for person in (place.starter, place.officer):
        assert browser(person).get(initiative.get_absolute_url()).status_code == 200


def test_notes_for_colleagues_are_never_seen_outside(place, initiative, browser):
    note = "Wethouder zei: alleen als het niets kost."
    reviews.note(initiative.review, note, key=uuid4(), by=place.officer)
    follower = UserFactory()
    initiatives.support(initiative, by=follower)
    for person in (None, follower, place.starter):
        client = browser(person)
        for path in (initiative.get_absolute_url(), "/wijk/rietwijk/", "/"):
            assert "Wethouder" not in client.get(path).content.decode()
    for person in (follower, place.starter):
        assert "Wethouder" not in browser(person).get("/mijn/gegevens/download/").content.decode()
    own = browser(place.officer).get("/mijn/gegevens/download/").content.decode()
    assert note in own
    assert not Message.objects.filter(body__contains="Wethouder").exists()
    assert not Event.objects.filter(words__contains="Wethouder").exists()
    assert note in browser(place.coordinator).get(address("review", initiative)).content.decode()


def test_when_everybody_in_it_is_erased_the_story_stays_without_their_names(
    place, initiative, browser
):
    question = reviews.ask(
        initiative.review, "Waar?", seen=0, key=uuid4(), by=place.officer, now=MONDAY
    )
    reviews.reply(question, "Hier.", by=place.starter)
    for person in (place.starter, place.officer):
        erase(person, now=MONDAY)
    page = browser(None).get(initiative.get_absolute_url()).content.decode()
    for text in ("Moestuin", "Waar?", "Hier.", "Iemand die is gestopt"):
        assert text in page
    for name in ("Samira", "Olga"):
        assert name not in page
    page = browser(place.coordinator).get(address("review", initiative)).content.decode()
    assert "Samira" not in page
    initiative.review.refresh_from_db()
    assert initiative.review.officer is None

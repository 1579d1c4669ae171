"""Questions and reactions: anybody writes, the team and the officer are recognised, and one's own
words stay one's own."""

from datetime import timedelta
from html import unescape
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.core.signing import Signer
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import erase, export
from accounts.models import Draft
from activity import actions as activity
from activity.models import Event, Flag, Notification
from core import privacy
from initiatives.actions import conversation, initiatives
from initiatives.models import Initiative, Reaction, Update
from initiatives.states import ReactionState, TooLate, TooMany, Visibility
from outbox.models import Message
from tests.factories import AdministratorFactory, UserFactory
from tests.html import problems
from tests.initiatives.conftest import make_place
from tests.threads import at_once

LATER = timedelta(hours=1)


def react(initiative, text="Mag ik ook een bak?", *, by, now=None, **more):
    now = now or timezone.now()
    return conversation.react(initiative, text, key=uuid4(), by=by, now=now, **more)


def page_of(client, initiative, query=""):
    response = client.get(address(initiative) + query)
    assert response.status_code == 200
    return response.content.decode()


def address(initiative):
    return reverse("initiatives:reactions", args=[initiative.pk])


def fields(text="Mag ik ook een bak?", **more):
    return {"text": text, "key": str(uuid4())} | more


def opened(seconds_ago):
    moment = timezone.now().timestamp() - seconds_ago
    return Signer(salt="initiatives.reaction").sign(f"{moment:.1f}")


def mails():
    return list(Message.objects.filter(subject__contains="reageert").values_list("to", flat=True))


@pytest.fixture
def noor(db):
    return UserFactory(name="Noor", email="noor@voorbeeld.example")


# Writing


def test_a_reaction_stands_on_the_page_with_the_name_of_its_writer(initiative, noor, browser):
    response = browser(noor).post(address(initiative), fields())

    reaction = Reaction.objects.get()
    assert response["Location"] == initiative.get_absolute_url() + reaction.anchor
    html = page_of(browser(None), initiative)
    assert "Mag ik ook een bak?" in html
    assert "Noor" in html
    assert problems(html) == []


def test_pressing_twice_is_reacting_once(initiative, noor, browser):
    sent = fields()
    for _ in range(2):
        assert browser(noor).post(address(initiative), sent).status_code == 302
    assert Reaction.objects.count() == 1
    assert Event.objects.filter(verb="reacted").count() == 1


def test_a_visitor_writes_first_and_signs_in_after(initiative, client):
    """What they wrote waits; tests/journeys/test_a_conversation.py goes on from here."""
    response = client.post(address(initiative), fields(opened=opened(5)))
    draft = Draft.objects.get()
    assert response["Location"] == f"/account/inloggen/?{urlencode({'next': go_on(draft)})}"
    assert draft.fields["text"] == "Mag ik ook een bak?"
    assert not Reaction.objects.exists()


def go_on(draft):
    return reverse("accounts:go_on", args=[draft.key])


def test_reading_a_page_gives_a_visitor_no_cookie(initiative, client):
    assert not client.get(initiative.get_absolute_url()).cookies


def test_who_has_no_name_yet_is_asked_for_one_and_keeps_the_words(initiative, browser):
    nameless = UserFactory(name="")
    response = browser(nameless).post(address(initiative), fields("Wat een plan!"))
    assert response.status_code == 422
    html = response.content.decode()
    assert "Hoe wilt u hier heten?" in html
    assert "Wat een plan!" in html
    assert not Reaction.objects.exists()
    assert browser(nameless).post(address(initiative), fields(name="Bo")).status_code == 302
    assert "Bo reageert bij" in Message.objects.filter(subject__contains="reageert").get().subject


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001])
def test_nothing_or_too_much_is_refused_and_kept(initiative, noor, browser, text):
    response = browser(noor).post(address(initiative), fields(text))
    assert response.status_code == 422
    assert text.strip() in response.content.decode()
    assert not Reaction.objects.exists()


def test_a_program_that_fills_in_everything_is_stopped(initiative, noor, browser):
    for client in (browser(noor), browser(None)):
        sent = fields("Koop nu", website="https://spam.example", opened=opened(9))
        response = client.post(address(initiative), sent)
        assert response.status_code == 422
        assert "Koop nu" in response.content.decode()
    assert not Reaction.objects.exists()


@pytest.mark.parametrize("stamp", ["", "1.0", "1.0:vals", "now"])
def test_who_is_too_fast_to_be_a_person_presses_again(initiative, client, stamp):
    """For whom nobody knows yet; the second press of a person comes later, and is taken."""
    stamp = opened(0) if stamp == "now" else stamp
    response = client.post(address(initiative), fields("Snel", opened=stamp))
    assert response.status_code == 422
    html = response.content.decode()
    assert "Druk nog een keer" in html
    assert "Snel" in html
    fresh = html.partition('name="opened" value="')[2].partition('"')[0]
    moment = float(Signer(salt="initiatives.reaction").unsign(fresh))
    assert timezone.now().timestamp() - moment < 60


def test_who_is_signed_in_may_be_fast(initiative, noor, browser):
    assert browser(noor).post(address(initiative), fields(opened=opened(0))).status_code == 302


def test_ten_in_ten_minutes_is_enough_and_the_next_is_kept(initiative, noor, browser):
    client = browser(noor)
    for number in range(10):
        react(initiative, f"Vraag {number}", by=noor)
    response = client.post(address(initiative), fields("De elfde vraag"))
    assert response.status_code == 422
    html = response.content.decode()
    assert "Wacht even" in html
    assert "De elfde vraag" in html
    with pytest.raises(TooMany):
        react(initiative, by=noor)
    react(initiative, by=noor, now=timezone.now() + timedelta(minutes=11))
    react(initiative, by=UserFactory())


def test_what_one_may_not_see_one_cannot_react_to(initiative, noor, browser):
    Initiative.objects.update(visibility=Visibility.HIDDEN, hidden_reason="Reclame")
    assert browser(noor).post(address(initiative), fields()).status_code == 404
    assert browser(noor).get(address(initiative)).status_code == 404


# Replies and news


def test_a_reply_to_a_reply_stands_under_the_first(place, initiative, noor, browser):
    first = react(initiative, "Eerste", by=noor)
    second = react(initiative, "Tweede", by=place.starter, parent=first)
    third = react(initiative, "Derde", by=noor, parent=second)
    assert (second.parent, third.parent) == (first, first)
    html = page_of(browser(None), initiative)
    assert html.index("Eerste") < html.index("Tweede") < html.index("Derde")


def test_newest_come_first_and_older_ones_are_one_press_away(initiative, noor, browser):
    now = timezone.now()
    for number in range(25):
        react(initiative, f"Vraag {number:02}.", by=noor, now=now + LATER * number)
    html = page_of(browser(None), initiative)
    assert html.index("Vraag 24.") < html.index("Vraag 05.")
    assert "Vraag 04." not in html
    link = html.partition('<p id="earlier">')[2].partition('href="')[2].partition('"')[0]
    whole = browser(None).get(link)
    part = browser(None).get(link, headers={"HX-Request": "true", "HX-Target": "earlier"})
    for response in (whole, part):
        older = response.content.decode()
        assert older.index("Vraag 04.") < older.index("Vraag 00.")
        assert "Vraag 05." not in older
        assert 'id="earlier"' not in older, "there is nothing earlier"
    assert "<html" not in part.content.decode()


def test_the_address_of_a_reaction_shows_it_however_many_came_after(initiative, noor, browser):
    now = timezone.now()
    old = react(initiative, "De allereerste.", by=noor)
    for number in range(25):
        react(initiative, "Later.", by=noor, now=now + LATER * (number + 1))
    assert "De allereerste." not in page_of(browser(None), initiative)
    path = old.get_absolute_url().partition("#")[0]
    html = browser(None).get(path).content.decode()
    assert "De allereerste." in html
    assert f'id="{old.name}"' in html


def test_a_long_row_of_replies_is_one_press_away(initiative, noor, browser):
    """The page stays light, and the link in the mail about the last one leads to it."""
    first = react(initiative, "Wie komt er?", by=noor)
    for number in range(25):
        last = Reaction.objects.create(
            initiative=initiative, author=noor, parent=first, text=f"Ik {number:02}."
        )
    html = page_of(browser(None), initiative)
    assert "Ik 19." in html
    assert "Ik 20." not in html
    link = html.partition("Nog 5 antwoorden")[0].rpartition('href="')[2].partition("#")[0]
    for path in (unescape(link), last.get_absolute_url().partition("#")[0]):
        whole = browser(None).get(path).content.decode()
        assert whole.index("Ik 00.") < whole.index("Ik 24.")
        assert "Nog 5" not in whole


def test_pressing_twice_at_once_is_reacting_once(transactional_db):
    initiative, noor, key = make_place().send(), UserFactory(), uuid4()

    def press():
        now = timezone.now()
        return conversation.react(initiative, "Hoi", key=key, by=noor, now=now).pk

    assert len(set(at_once([press] * 4))) == 1
    assert Event.objects.filter(verb="reacted").count() == 1


def test_one_reacts_to_a_piece_of_news(place, initiative, noor, browser):
    news = initiatives.post_update(initiative, "De sla staat.", key=uuid4(), by=place.starter)
    link = f"{address(initiative)}?nieuws={news.pk}"
    assert link in browser(None).get(initiative.get_absolute_url()).content.decode()
    assert "De sla staat." in browser(noor).get(link).content.decode()
    browser(noor).post(address(initiative), fields("Lekker!", nieuws=news.pk))
    assert Reaction.objects.get().update == news
    assert "over het nieuws van" in page_of(browser(None), initiative)


def test_large_keys_are_written_as_keys(place, initiative, noor, browser):
    """A number on a page has points between its thousands; an address never."""
    news = Update.objects.create(pk=54321, initiative=initiative, author=noor, text="Nieuws")
    for nth in range(22):
        Reaction.objects.create(
            pk=12345 + nth, initiative=initiative, author=noor, text="Hoi", update=news
        )
    html = page_of(browser(noor), initiative)
    for link in ("?op=12366", "#nieuws-54321", "?vanaf=12346", 'id="reactie-12366"'):
        assert link in html
    form = browser(noor).get(f"{address(initiative)}?op=12345&nieuws=54321").content.decode()
    assert 'name="op" value="12345"' in form
    assert 'name="nieuws" value="54321"' in form


@pytest.mark.parametrize("name", ["op", "nieuws"])
@pytest.mark.parametrize("value", ["", "abc", "9" * 30, "-1", "12345"])
def test_what_it_is_about_need_not_exist(initiative, noor, browser, name, value):
    sent = fields(**{name: value})
    assert browser(noor).post(address(initiative), sent).status_code == 302
    assert browser(None).get(f"{address(initiative)}?{name}={value}").status_code == 200
    assert (Reaction.objects.get().parent, Reaction.objects.get().update) == (None, None)


def test_a_reply_never_goes_to_another_initiative(place, initiative, noor, browser):
    other = place.send(title="Straatfeest")
    elsewhere = react(other, by=noor)
    browser(noor).post(address(initiative), fields(op=elsewhere.pk))
    assert Reaction.objects.get(initiative=initiative).parent is None


# Who is who, and who hears


def test_team_and_officer_are_recognised(place, initiative, noor, browser):
    for person, text in ((place.starter, "A."), (place.officer, "B."), (noor, "C.")):
        react(initiative, text, by=person)
    html = page_of(browser(None), initiative)
    badges = [part.partition("</span>")[0] for part in html.split("wijk-badge ")[1:]]
    assert [badge.rpartition(">")[2] for badge in badges] == ["gemeente", "team"]


def test_team_hears_once_and_followers_and_officer_do_not(place, initiative, noor):
    follower = UserFactory()
    activity.follow(initiative, by=follower)
    react(initiative, "Wat leuk!", by=noor)
    assert mails() == [place.starter.email]
    assert "Wat leuk!" in Message.objects.get(subject__contains="reageert").body
    assert not Notification.objects.filter(person=noor, event__verb="reacted").exists()


@pytest.mark.parametrize("text", ["Kan de gemeente hier maaien?", "Dag Olga, wanneer komt u?"])
def test_the_officer_hears_what_is_said_to_the_municipality(place, initiative, noor, text):
    react(initiative, text, by=noor)
    assert sorted(mails()) == sorted([place.starter.email, place.officer.email])


def test_the_officer_hears_when_the_team_has_left(place, initiative, noor):
    erase(place.starter, now=timezone.now())
    react(initiative, "Wie gaat er verder?", by=noor)
    assert mails() == [place.officer.email]


def test_who_is_replied_to_hears_that(place, initiative, noor):
    first = react(initiative, by=noor)
    Message.objects.all().delete()
    react(initiative, "Natuurlijk!", by=place.starter, parent=first)
    mail = Message.objects.get()
    assert mail.to == noor.email
    assert "antwoordt u" in mail.body
    assert "omdat u hier iets schreef of meldde" in mail.body
    react(initiative, "Fijn", by=noor, parent=first)
    assert not Message.objects.filter(to=noor.email).exclude(pk=mail.pk).exists()


def test_the_story_stays_the_team_s(initiative, noor, browser):
    react(initiative, by=noor)
    assert not Event.objects.get(verb="reacted").is_public
    assert "schreef een reactie" not in page_of(browser(None), initiative)
    assert Event.objects.get(verb="reacted").words == ""


# One's own words


def test_an_author_changes_their_words_for_a_quarter_of_an_hour(initiative, noor, browser):
    reaction = react(initiative, "Met een foud", by=noor)
    own = reverse("initiatives:own_reaction", args=[initiative.pk, reaction.pk])
    assert browser(noor).post(own, {"text": "Zonder fout"}).status_code == 302
    assert "Zonder fout" in page_of(browser(None), initiative)
    assert "aangepast" in page_of(browser(None), initiative)
    Reaction.objects.update(at=timezone.now() - timedelta(minutes=16))
    late = browser(noor).post(own, {"text": "Te laat bedacht"})
    assert late.status_code == 422
    assert "Te laat bedacht" in late.content.decode()
    assert "eerste kwartier" in late.content.decode()
    assert Reaction.objects.get().text == "Zonder fout"


def test_what_is_hidden_is_not_written_anew(place, initiative, noor):
    reaction = react(initiative, by=noor)
    conversation.hide(reaction, "Huisregel 1", by=place.officer)
    with pytest.raises(TooLate):
        conversation.edit(reaction, "Toch weer", by=noor, now=timezone.now())


def test_nobody_else_changes_or_takes_away_somebody_s_words(place, initiative, noor, browser):
    reaction = react(initiative, by=noor)
    for name in ("own_reaction", "remove_reaction"):
        path = reverse(f"initiatives:{name}", args=[initiative.pk, reaction.pk])
        for person in (place.starter, place.officer, place.coordinator, UserFactory()):
            assert browser(person).post(path, {"text": "Nee"}).status_code == 404
    assert Reaction.objects.get().text == "Mag ik ook een bak?"


def test_words_taken_away_leave_nothing_behind(initiative, noor, browser):
    """Not on the page, in the database, in a mail or in the queue of who moderates."""
    reaction = react(initiative, "Mijn geheim", by=noor)
    activity.flag(
        reaction, Flag.Reason.OTHER, by=UserFactory(), neighbourhood=initiative.neighbourhood
    )
    path = reverse("initiatives:remove_reaction", args=[initiative.pk, reaction.pk])
    for _ in range(2):
        assert browser(noor).post(path).status_code in {302, 404}
    assert "Mijn geheim" not in page_of(browser(noor), initiative)
    assert "weggehaald" not in page_of(browser(None), initiative)
    assert not Message.objects.filter(body__contains="Mijn geheim").exists()
    assert not Flag.objects.open().exists()
    assert Reaction.objects.get().text == ""
    assert Event.objects.filter(verb="reaction_removed").count() == 1


def test_replies_stay_when_what_they_answer_is_taken_away(place, initiative, noor, browser):
    reaction = react(initiative, "Mijn geheim", by=noor)
    react(initiative, "Een goed antwoord", by=place.starter, parent=reaction)
    conversation.remove(reaction, by=noor, now=timezone.now())
    html = page_of(browser(None), initiative)
    assert "Deze reactie is weggehaald" in html
    assert "Een goed antwoord" in html
    assert "Mijn geheim" not in html


def test_mail_of_another_reaction_stays(initiative, noor):
    """Keys of which one begins as the other ends are not mistaken."""
    now = timezone.now()
    for number in range(1, 13):
        react(initiative, f"Nummer {number}!", by=noor, now=now + LATER * number)
    gone = Reaction.objects.get(text="Nummer 2!")
    conversation.remove(gone, by=noor, now=now)
    assert Message.objects.filter(subject__contains="reageert").count() == 11


# Moderated


def test_hidden_words_are_for_their_author_and_who_moderates(place, initiative, noor, browser):
    reaction = react(initiative, "Onaardige woorden", by=noor)
    conversation.hide(reaction, "Huisregel 1: wees vriendelijk.", by=place.officer)
    administrator = AdministratorFactory(municipality=place.neighbourhood.municipality).person
    for person in (noor, place.officer, place.coordinator, administrator):
        html = page_of(browser(person), initiative)
        assert "Onaardige woorden" in html
        assert "Huisregel 1: wees vriendelijk." in html
    for person in (None, place.starter, UserFactory()):
        html = page_of(browser(person), initiative)
        assert "Onaardige woorden" not in html
        assert "Huisregel 1" not in html
    mail = Message.objects.get(subject__contains="verborgen")
    assert mail.to == noor.email
    assert "Huisregel 1: wees vriendelijk." in mail.body
    assert f"/melden/reactie/{reaction.pk}/bezwaar/" in mail.body
    conversation.show(reaction, by=place.coordinator)
    assert "Onaardige woorden" in page_of(browser(None), initiative)


def test_replies_to_hidden_words_stay_under_a_quiet_line(place, initiative, noor, browser):
    reaction = react(initiative, "Onaardige woorden", by=noor)
    react(initiative, "Rustig aan", by=place.starter, parent=reaction)
    conversation.hide(reaction, "Huisregel 1", by=place.officer)
    html = page_of(browser(None), initiative)
    assert "Deze reactie is niet te lezen" in html
    assert "Rustig aan" in html
    assert "Onaardige woorden" not in html


def test_a_newcomer_s_first_words_wait_where_the_neighbourhood_wants_that(
    place, initiative, noor, browser
):
    place.neighbourhood.holds_first_posts = True
    place.neighbourhood.save()
    response = browser(noor).post(address(initiative), fields("Mijn eerste"), follow=True)
    assert "leest uw reactie eerst even" in response.content.decode()
    mine = page_of(browser(noor), initiative)
    assert "Mijn eerste" in mine
    assert "Wacht op de wijk" in mine
    assert "Mijn eerste" not in page_of(browser(None), initiative)
    assert "Mijn eerste" not in page_of(browser(place.starter), initiative)
    assert mails() == []
    reaction = Reaction.objects.get()
    conversation.show(reaction, by=place.coordinator)
    assert "Mijn eerste" in page_of(browser(None), initiative)
    assert mails() == [place.starter.email]
    assert react(initiative, "Mijn tweede", by=noor).state == ReactionState.PUBLIC


def test_team_and_office_never_wait(place, initiative):
    place.neighbourhood.holds_first_posts = True
    place.neighbourhood.save()
    for person in (place.starter, place.officer, place.coordinator):
        assert react(initiative, by=person).state == ReactionState.PUBLIC
    assert not Flag.objects.exists()


def test_who_wrote_twice_before_anybody_looked_waits_twice(place, initiative, noor):
    place.neighbourhood.holds_first_posts = True
    place.neighbourhood.save()
    states = {react(initiative, f"{number}", by=noor).state for number in range(2)}
    assert states == {ReactionState.WAITING}
    assert Flag.objects.open().count() == 2


# Being forgotten


def test_reactions_of_who_is_erased_stay_without_a_name(initiative, noor, browser):
    react(initiative, "Goed plan", by=noor)
    assert "Reacties die u schreef" in export(noor)
    erase(noor, now=timezone.now())
    html = page_of(browser(None), initiative)
    assert "Goed plan" in html
    assert "Noor" not in html
    assert "Iemand die is gestopt" in html


def test_who_is_erased_may_take_all_reactions_along(initiative, noor, browser):
    react(initiative, "Goed plan", by=noor)
    page = browser(noor).get("/mijn/gegevens/wissen/").content.decode()
    assert "Iets draait nog alleen op u" not in page
    assert "wat u bij initiatieven schreef" in page
    (key,) = privacy.legacy_of(noor.pk)
    sent = {"sure": "on", key: "away"}
    assert browser(noor).post("/mijn/gegevens/wissen/", sent).status_code == 302
    assert "Goed plan" not in page_of(browser(None), initiative)
    assert Reaction.objects.get().text == ""


def test_an_initiative_that_is_taken_away_leaves_nothing_to_moderate(place, initiative, noor):
    reaction = react(initiative, by=noor)
    for thing in (reaction, initiative):
        activity.flag(thing, Flag.Reason.OTHER, by=UserFactory(), neighbourhood=place.neighbourhood)
    initiatives.take_away(initiative, by=place.starter)
    assert not Flag.objects.open().exists()

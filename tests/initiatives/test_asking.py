"""One thing is asked of one person, who said yes to being asked, and no oftener than they said."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import erase
from activity.models import Event, Notification
from initiatives.actions import asking, initiatives, requests, slots
from initiatives.actions.asking import Message
from initiatives.forms.asking import sensible
from initiatives.models import Ask
from initiatives.models.asking import askable
from initiatives.states import AskedOf, Help, NotPossible
from initiatives.tasks import forget_asks, remind
from outbox.models import Message as Mail
from partners.models import Agreement, Asset
from tests.factories import AssetFactory, UserFactory
from tests.html import problems
from tests.initiatives.conftest import browser_of
from tests.threads import at_once

NOW = timezone.now()
TODAY = timezone.localdate()
DAY = TODAY + timedelta(days=10)
WEEK = TODAY + timedelta(days=7)


@pytest.fixture
def fatma(db):
    return UserFactory(name="Fatma Aydın", email="fatma@voorbeeld.nl")


@pytest.fixture
def skill(place, fatma):
    return willing(place, fatma)


@pytest.fixture
def wanted(place, initiative):
    return want(initiative, place.starter)


def willing(place, person, **more) -> Asset:
    plain = {"kind": "skill", "title": "Timmeren", "asked_at_most": 1}
    return AssetFactory(neighbourhood=place.neighbourhood, person=person, **plain | more)


def want(initiative, by, *, asked_of=AskedOf.NEIGHBOURS):
    return requests.ask(
        initiative,
        Help.HANDS,
        "Wie kan er timmeren?",
        asked_of=asked_of,
        organisation=None,
        wanted_on=None,
        key=uuid4(),
        by=by,
        now=NOW,
    )


def ask(request, asset, *, now=NOW, key=None) -> Ask:
    message = Message("Een hek timmeren", DAY, "Wilt u ons helpen?", WEEK)
    return asking.ask(request, asset, message, key=key or uuid4(), by=request.by, now=now)


def form(**more) -> dict[str, str]:
    return {
        "key": str(uuid4()),
        "text": "Een hek timmeren",
        "due_on": DAY.isoformat(),
        "words": "Wilt u ons helpen?",
        "until": WEEK.isoformat(),
    } | more


def form_of(request, asset) -> str:
    return reverse("initiatives:ask_person", args=[request.initiative_id, request.pk, asset.pk])


def page(address, person=None, status=200) -> str:
    response = browser_of(person).get(address)
    html = response.content.decode()
    assert response.status_code == status
    assert problems(html) == []
    return html


def mails_to(person) -> list[Mail]:
    return list(Mail.objects.filter(to=person.email).order_by("pk"))


# Asking


def test_a_team_asks_one_person_who_gets_one_mail(place, wanted, skill, fatma):
    begin = page(form_of(wanted, skill), place.starter)
    assert 'value="Wie kan er timmeren?"' in begin
    assert "U schreef bij ‘wat er al is’: Timmeren." in begin
    assert fatma.email not in begin

    team, sent = browser_of(place.starter), form()
    for _press in range(2):
        team.post(form_of(wanted, skill), sent)

    asked = Ask.objects.get()
    (mail,) = mails_to(fatma)
    assert mail.subject == "Samira Starter van “Moestuin” vraagt u iets"
    for words in (
        "Wilt u ons helpen?",
        "Een hek timmeren",
        asked.link,
        "U krijgt deze vraag omdat u bij “Timmeren” zei dat u iets gevraagd mag worden.",
        "U zei: hooguit 1 keer per maand.",
    ):
        assert words in mail.body
    assert place.starter.email not in mail.body
    assert Event.objects.filter(verb="person_asked").count() == 1
    assert not Event.objects.filter(words__contains="helpen?").exists()


def test_after_asking_the_only_one_who_fits_the_page_says_so(place, wanted, skill):
    ask(wanted, skill)
    html = page(
        reverse("initiatives:matching", args=[wanted.initiative_id, wanted.pk]), place.starter
    )
    assert "U vroeg het Fatma Aydın." in html
    assert "Vraag het de" not in html


def test_a_mail_greets_once_and_asks_what_the_team_asked(place, wanted, skill, fatma):
    long = "Wie kan er timmeren? " * 14
    wanted.text = long.strip()
    wanted.save()
    begin = sensible(wanted, skill, TODAY)
    assert len(begin["text"]) <= 200
    assert begin["text"].startswith("Wie kan er timmeren? Wie")
    form_ = form(text=begin["text"], words=begin["words"])
    assert browser_of(place.starter).post(form_of(wanted, skill), form_).status_code == 302
    (mail,) = mails_to(fatma)
    assert mail.body.count("Fatma Aydın") == 1


def test_bad_input_gets_a_message_and_keeps_what_was_typed(place, wanted, skill):
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    later = (DAY + timedelta(days=1)).isoformat()
    team = browser_of(place.starter)
    for more, words in [
        ({"text": ""}, "Schrijf wat u vraagt."),
        ({"words": "\0"}, "Schrijf een zin aan wie u het vraagt."),
        ({"text": "x" * 201}, "Maak de tekst korter"),
        ({"due_on": yesterday}, "Kies een datum vanaf vandaag"),
        ({"until": later}, "Kies een dag die niet na de dag zelf komt."),
    ]:
        response = team.post(form_of(wanted, skill), form(words="Beste buur") | more)
        assert response.status_code == 422
        assert words in response.content.decode()
        assert "words" in more or "Beste buur" in response.content.decode()
    assert not Ask.objects.exists()


def test_who_did_not_say_yes_to_being_asked_cannot_be_asked(place, wanted, fatma):
    for more in ({"asked_at_most": 0}, {"removed_at": NOW}, {"until": TODAY - timedelta(days=1)}):
        never = willing(place, fatma, **more)
        page(form_of(wanted, never), place.starter, 404)
        with pytest.raises(NotPossible):
            ask(wanted, never)
    assert not mails_to(fatma)


def test_a_hidden_initiative_asks_nobody(place, wanted, skill, fatma):
    initiatives.hide(wanted.initiative, "Reclame.", by=place.officer)
    with pytest.raises(NotPossible):
        ask(wanted, skill)
    assert not mails_to(fatma)


def test_one_person_at_a_time_and_nobody_twice(place, wanted, skill):
    ask(wanted, skill)
    other = willing(place, UserFactory(name="Ali"))
    assert "Wacht eerst op Fatma Aydın." in page(
        reverse("initiatives:matching", args=[wanted.initiative_id, wanted.pk]), place.starter
    )
    response = browser_of(place.starter).post(form_of(wanted, other), form(words="Dag Ali"))
    assert response.status_code == 409
    assert "Wacht eerst op dat antwoord." in response.content.decode()
    assert "Dag Ali" in response.content.decode()
    asking.say_rather_not(Ask.objects.get(), now=NOW)
    second = willing(place, skill.person, title="Zagen", asked_at_most=4)
    with pytest.raises(NotPossible):
        ask(wanted, second)
    ask(wanted, other)
    assert Ask.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Ask.objects.filter(person=skill.person).update(state="asked", ended_at=None)


@pytest.mark.parametrize(
    ("often", "days", "may"),
    [
        ((1, "month"), 31, True),
        ((1, "month"), 30, False),
        ((2, "month"), 1, True),
        ((1, "quarter"), 91, False),
        ((1, "quarter"), 92, True),
    ],
)
def test_nobody_is_asked_more_often_than_they_said_by_all_teams(place, fatma, often, days, may):
    asked_at_most, per = often
    skill = willing(place, fatma, asked_at_most=asked_at_most, asked_per=per)
    before = want(place.send(title="Een ander plan"), place.starter)
    asking.withdraw(ask(before, skill, now=NOW - timedelta(days=days)), by=before.by, now=NOW)
    now_wanted = want(place.send(), place.starter)
    assert askable(now_wanted, NOW).exists() == may
    if may:
        ask(now_wanted, skill)
    else:
        with pytest.raises(NotPossible):
            ask(now_wanted, skill)


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_two_teams_that_ask_at_once_ask_once(place, fatma):
    """Because of two things of theirs, each with its own row."""
    each = [willing(place, fatma, title=title) for title in ("Timmeren", "Zagen")]
    wants = [want(place.send(title=title), place.starter) for title in ("Een", "Twee")]
    done = at_once(
        [
            lambda asset=asset, request=request: ask(request, asset)
            for asset, request in zip(each, wants, strict=True)
        ]
    )
    assert sorted(type(one).__name__ for one in done) == ["Ask", "NotPossible"]
    assert len(mails_to(fatma)) == 1


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_one_team_that_asks_two_people_at_once_asks_one(place, wanted, fatma):
    people = [willing(place, fatma), willing(place, UserFactory())]
    done = at_once([lambda asset=asset: ask(wanted, asset) for asset in people])
    assert sorted(type(one).__name__ for one in done) == ["Ask", "OneAtATime"]


# Answering


def test_no_needs_no_signing_in_and_no_reason(place, wanted, skill, fatma):
    asked = ask(wanted, skill)
    html = page(asked.link)
    assert "Voor nee hoeft dat niet." in html
    assert "Zegt u ja, dan wordt dit de afspraak" in html
    assert place.starter.email not in html
    visitor = browser_of()
    for _press in range(2):
        html = visitor.post(asked.link, {"want": "no"}, follow=True).content.decode()
    assert "U zei liever niet. Dat is helemaal goed." in html
    assert "dan wordt dit de afspraak" not in html
    (mail,) = Mail.objects.filter(subject="Uw vraag aan Fatma Aydın")
    assert mail.to == place.starter.email
    assert fatma.email not in mail.body
    assert skill.asked_at_most == 1
    assert not Agreement.objects.exists()


def test_yes_leads_through_signing_in_to_the_agreement_that_both_read(place, wanted, skill, fatma):
    asked = ask(wanted, skill)
    answer = browser_of().post(asked.link, {"want": "yes"})
    assert answer.url.startswith("/account/")
    assert asked.token in answer.url

    html = page(asked.link, fatma)
    assert "Fatma Aydın, voor Moestuin, uiterlijk" in html
    person = browser_of(fatma)
    for _press in range(2):
        done = person.post(asked.link, {"want": "yes"})

    agreement = Agreement.objects.get()
    assert done.url == agreement.get_absolute_url()
    assert (agreement.text, agreement.due_on) == ("Een hek timmeren", DAY)
    assert (agreement.maker_person, agreement.receiver) == (fatma, wanted.initiative.team)
    wanted.refresh_from_db()
    assert (wanted.state, wanted.agreement) == ("agreed", agreement)
    (mail,) = [one for one in mails_to(place.starter) if "Een hek timmeren" in one.body]
    assert fatma.email not in mail.body
    assert len(mails_to(fatma)) == 1
    assert "Dit is de afspraak" in page(asked.link)


def test_a_yes_of_a_neighbour_leaves_the_municipality_its_answer(place, initiative, skill):
    request = want(initiative, place.starter, asked_of=AskedOf.MUNICIPALITY)
    asking.say_yes(ask(request, skill), now=NOW)
    request.refresh_from_db()
    assert request.is_open


def test_a_yes_leaves_open_what_hands_are_still_to_come_for(place, wanted, skill):
    starts = NOW + timedelta(days=3)
    when = slots.When(starts, starts + timedelta(hours=2), "Op het veldje", 3)
    slots.add(wanted, when, key=uuid4(), by=place.starter, now=NOW)
    asking.say_yes(ask(wanted, skill), now=NOW)
    wanted.refresh_from_db()
    assert wanted.is_open


def test_who_is_signed_in_as_somebody_else_answers_nothing(place, wanted, skill):
    asked = ask(wanted, skill)
    other = UserFactory()
    html = page(asked.link, other)
    assert "Deze vraag is voor iemand anders" in html
    for words in ("Een hek timmeren", "Ja, dat doe ik", "Liever niet", "voorlopig niets"):
        assert words not in html
    for want_ in ("yes", "no", "nothing"):
        response = browser_of(other).post(asked.link, {"want": want_})
        assert response.status_code == 409
        assert "Deze vraag is voor iemand anders" in response.content.decode()
    skill.refresh_from_db()
    asked.refresh_from_db()
    assert (skill.asked_at_most, asked.state) == (1, "asked")


def test_one_press_and_one_is_asked_nothing_more(place, wanted, skill):
    asked = ask(wanted, skill)
    html = browser_of().post(asked.link, {"want": "nothing"}, follow=True).content.decode()
    assert "U wordt hierom niets meer gevraagd." in html
    assert "Vraag mij hierom voorlopig niets" not in html
    skill.refresh_from_db()
    asked.refresh_from_db()
    assert (skill.asked_at_most, asked.state) == (0, "rather_not")
    assert not askable(want(wanted.initiative, place.starter), NOW + timedelta(days=60)).exists()


def test_a_message_leads_each_side_to_its_page(place, wanted, skill, fatma):
    asked = ask(wanted, skill)
    assert browser_of(fatma).get(asked.get_absolute_url()).url == asked.link
    assert "wie-past" in browser_of(place.starter).get(asked.get_absolute_url()).url
    page(asked.get_absolute_url(), UserFactory(), 404)


def test_what_one_is_asked_waits_on_ones_own_page(place, wanted, skill, fatma):
    asked = ask(wanted, skill)
    html = page(reverse("portal:my_neighbourhood"), fatma)
    assert "Samira Starter vraagt het u persoonlijk:" in html
    assert asked.get_absolute_url() in html
    asking.say_rather_not(asked, now=NOW)
    assert "vraagt het u persoonlijk" not in page(reverse("portal:my_neighbourhood"), fatma)


# How it ends


def test_without_an_answer_it_passes_and_the_team_hears_once(place, wanted, skill, fatma):
    asked = ask(wanted, skill)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: NOW + timedelta(days=9))
        for _run in range(2):
            remind()
        html = page(asked.link)
    assert "U hoeft niets meer te doen" in html
    (mail,) = Mail.objects.filter(subject="Uw vraag aan Fatma Aydın")
    assert "Wij vragen het niet nog eens." in mail.body
    assert len(mails_to(fatma)) == 1
    with pytest.raises(NotPossible):
        asking.say_yes(asked, now=NOW)


def test_the_next_can_be_asked_as_soon_as_the_day_has_passed(place, wanted, skill):
    asked = ask(wanted, skill)
    later = NOW + timedelta(days=8)
    asking.ask(
        wanted,
        willing(place, UserFactory()),
        Message("Een hek timmeren", DAY, "Wilt u?", DAY),
        key=uuid4(),
        by=place.starter,
        now=later,
    )
    asked.refresh_from_db()
    assert asked.state == "passed"


def test_what_the_team_takes_back_is_told(place, wanted, skill, fatma):
    asked = ask(wanted, skill)
    address = reverse("initiatives:withdraw_ask", args=[wanted.initiative_id, wanted.pk, asked.pk])
    for _press in range(2):
        browser_of(place.starter).post(address)
    _asked, taken_back = mails_to(fatma)
    assert taken_back.subject == "Niet meer nodig voor “Moestuin”"
    with pytest.raises(NotPossible):
        asking.say_yes(asked, now=NOW)


def test_what_the_team_needs_no_longer_is_told_too(place, wanted, skill, fatma):
    asked = ask(wanted, skill)
    requests.withdraw(wanted, by=place.starter, now=NOW)
    assert "U hoeft niets meer te doen" in page(asked.link)
    with pytest.raises(NotPossible):
        asking.say_yes(asked, now=NOW)
    remind()
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    assert len(mails_to(fatma)) == 2


def test_the_link_ends(place, wanted, skill):
    asked = ask(wanted, skill)
    Ask.objects.update(until=TODAY - timedelta(days=31))
    page(asked.link, None, 404)
    Ask.objects.update(until=WEEK)
    initiatives.hide(wanted.initiative, "Reclame.", by=place.officer)
    page(asked.link, None, 404)


def test_after_a_year_it_is_forgotten(place, wanted, skill):
    asked = asking.say_yes(ask(wanted, skill), now=NOW)
    forget_asks()
    assert Ask.objects.exists()
    Ask.objects.update(at=NOW - timedelta(days=366))
    forget_asks()
    assert not Ask.objects.exists()
    assert Agreement.objects.filter(pk=asked.agreement_id).exists()


def test_who_is_erased_is_asked_nothing_more(place, wanted, skill, fatma):
    asked = ask(wanted, skill)
    address = fatma.email
    erase(fatma, now=NOW)
    page(asked.link, None, 404)
    asked.refresh_from_db()
    assert asked.words == ""
    assert not Mail.objects.filter(to=address).exists()
    remind()
    asked.refresh_from_db()
    assert asked.state == "passed"
    assert "Fatma" not in page(
        reverse("initiatives:matching", args=[wanted.initiative_id, wanted.pk]), place.starter
    )


# What holds for all of it


def test_whatever_happens_only_the_willing_are_reached_and_no_address_is_seen(place):
    """A wijk of people who said yes and people who did not, asked by two teams in turn."""
    yes = [UserFactory(name=f"Ja {n}", email=f"ja{n}@geheim.nl") for n in range(3)]
    no = [UserFactory(name=f"Nee {n}", email=f"nee{n}@geheim.nl") for n in range(3)]
    for person in yes:
        willing(place, person, asked_at_most=1, asked_per="month")
    for person in no:
        willing(place, person, asked_at_most=0)
    seen = []
    for title in ("Een", "Twee"):
        request = want(place.send(title=title), place.starter)
        team = browser_of(place.starter)
        matching = reverse("initiatives:matching", args=[request.initiative_id, request.pk])
        for asset in Asset.objects.order_by("pk"):
            seen += [team.get(matching), team.get(form_of(request, asset))]
            seen.append(team.post(form_of(request, asset), form()))
            for asked in Ask.objects.open():
                person = browser_of(asked.person)
                want_ = "yes" if asked.person == yes[0] else "no"
                seen += [person.get(asked.link), person.post(asked.link, {"want": want_})]
                seen.append(person.get(asked.link))
    bodies = [response.content.decode() for response in seen]
    assert not any(f"Nee {n}" in body for body in bodies for n in range(3))
    assert not any("@geheim.nl" in body or place.starter.email in body for body in bodies)
    told = Notification.objects.filter(person__in=no)
    assert not told.exists()
    assert not Mail.objects.filter(to__startswith="nee").exists()
    assert Ask.objects.count() == 3  # the second team found all of them asked already
    for mail in Mail.objects.all():
        others = {person.email for person in [*yes, *no, place.starter]} - {mail.to}
        assert not any(address in mail.body for address in others)

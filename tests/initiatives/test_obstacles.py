"""What blocks residents: reported, counted, arranged or not, and told to everybody (O69)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import erase
from activity import flags
from activity.models import Event
from initiatives.actions import obstacles
from initiatives.actions.joining_forces import accept, propose
from initiatives.models import MetObstacle, Obstacle, ObstacleAnswer
from initiatives.states import ObstacleState, Overtaken, ProposalKind, TooMany
from initiatives.tasks import remind
from neighbourhoods import holdings
from neighbourhoods.models import Absence, Membership, Term
from neighbourhoods.states import Role
from neighbourhoods.working_days import due_at
from outbox.models import Message
from tests.factories import (
    InitiativeFactory,
    MemberFactory,
    MembershipFactory,
    OrganisationFactory,
    ReviewFactory,
    UserFactory,
)
from tests.html import fragment_problems, problems
from tests.initiatives.conftest import MONDAY, browser_of, make_place
from tests.threads import at_once

LIST = "/wijk/rietwijk/belemmeringen/"
NEW = f"{LIST}melden/"
TYPED = {"title": "Drie formulieren voor elk straatfeest", "organisation": "gemeente"}
ARRANGED, CANNOT = ObstacleState.ARRANGED, ObstacleState.CANNOT


@pytest.fixture
def other(place):
    """A second initiative, with a team of its own."""
    initiative = InitiativeFactory(neighbourhood=place.neighbourhood, title="Buurtkeuken")
    ReviewFactory(initiative=initiative)
    MemberFactory(organisation=initiative.team, person__name="Kees Keuken")
    return initiative


@pytest.fixture
def woon(place):
    """A housing corporation with one member."""
    organisation = OrganisationFactory(
        name="De Zaanoever", kind="housing", neighbourhood=place.neighbourhood
    )
    MemberFactory(organisation=organisation, person__name="Pieter Partner", is_contact=True)
    return organisation


def people(organisation):
    return [one.person for one in organisation.members.order_by("pk")]


def of(initiative):
    return people(initiative.team)[0]


def send(initiative, by, *, title=TYPED["title"], organisation=None, now=MONDAY, key=None):
    return obstacles.report(
        obstacles.Report(title, "Elke keer opnieuw.", organisation, initiative),
        neighbourhood=initiative.neighbourhood,
        key=key or uuid4(),
        by=by,
        now=now,
    )


def end(obstacle, by, outcome=ARRANGED, **more):
    obstacle.refresh_from_db()
    plain = {"reason": "Er is nu één formulier.", "possible": "", "seen": obstacle.version}
    return obstacles.answer(
        obstacle, outcome, **plain | {"key": uuid4()} | more, by=by, now=timezone.now()
    )


def page(address, person=None, status=200):
    response = browser_of(person).get(address)
    html = response.content.decode()
    assert response.status_code == status
    assert problems(html) == []
    return html


def path(name, obstacle):
    return reverse(f"initiatives:{name}", args=[obstacle.pk])


def mails(words):
    return {mail.to: mail.body for mail in Message.objects.filter(subject__contains=words)}


# Reporting


def test_a_team_reports_and_gets_an_officer_and_a_date(place, initiative):
    only = f'<input type="hidden" name="initiative" value="{initiative.pk}"'
    for address in (NEW, f"{NEW}?initiatief={initiative.pk}", f"{NEW}?initiatief=999"):
        assert only in page(address, place.starter), "with one team nothing is asked"

    sent = browser_of(place.starter).post(
        NEW, TYPED | {"key": uuid4(), "initiative": initiative.pk, "text": "Elke keer opnieuw."}
    )

    obstacle = Obstacle.objects.get()
    assert sent.url == obstacle.get_absolute_url()
    assert (obstacle.officer, obstacle.state) == (place.officer, ObstacleState.REPORTED)
    assert obstacle.due_at == due_at(obstacle.reported_at, 20)
    assert obstacle.organisation.kind == "municipality"
    assert place.officer.email in mails("Een belemmering voor u")
    assert "Olga Officier van de gemeente antwoordt" in mails("Gemeld:")[place.starter.email]
    html = page(sent.url)
    assert "Olga Officier (gemeente) antwoordt uiterlijk" in html
    assert "Moestuin" in html
    assert place.starter.public_name not in html
    listed = page(LIST)
    assert TYPED["title"] in listed
    assert "1 keer tegengekomen" in listed


def test_the_term_is_that_of_the_municipality(place, initiative):
    municipality = place.neighbourhood.municipality
    Term.objects.create(municipality=municipality, kind="obstacle", working_days=3)
    assert send(initiative, place.starter).due_at == due_at(MONDAY, 3)


def test_bad_input_gets_a_message_and_keeps_what_was_typed(place, initiative, other):
    MemberFactory(organisation=other.team, person=place.starter)
    sent = browser_of(place.starter).post(
        NEW, {"key": uuid4(), "title": "a\0" * 130, "organisation": "999", "text": "Bewaar dit"}
    )
    html = sent.content.decode()
    assert sent.status_code == 422
    for words in ("Maak de tekst korter", "Kies de gemeente of", "Kies een initiatief.", "Bewaar"):
        assert words in html
    elsewhere = InitiativeFactory()
    sent = browser_of(place.starter).post(NEW, TYPED | {"key": uuid4(), "initiative": elsewhere.pk})
    assert "Kies een initiatief." in sent.content.decode()
    assert not Obstacle.objects.exists()


def test_pressing_twice_reports_once(place, initiative):
    form = TYPED | {"key": uuid4(), "initiative": initiative.pk}
    answers = [browser_of(place.starter).post(NEW, form) for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert Obstacle.objects.count() == 1


def test_who_reports_very_often_waits_and_loses_nothing(place, initiative):
    for number in range(10):
        send(initiative, place.starter, title=f"Regel {number}", now=timezone.now())
    with pytest.raises(TooMany):
        send(initiative, place.starter, now=timezone.now())
    sent = browser_of(place.starter).post(
        NEW, TYPED | {"key": uuid4(), "initiative": initiative.pk}
    )
    assert sent.status_code == 422
    assert TYPED["title"] in sent.content.decode()


def test_an_officer_reports_what_they_meet_in_their_own_work(place):
    browser_of(place.officer).post(NEW, TYPED | {"key": uuid4(), "initiative": "ambtenaar"})
    met = MetObstacle.objects.get()
    assert (met.initiative, met.by) == (None, place.officer)
    assert "1 keer tegengekomen" in page(met.obstacle.get_absolute_url())


def test_where_nobody_is_the_coordinator_hears(place, initiative):
    Membership.objects.filter(role=Role.OFFICER).update(ended_at=timezone.now())
    obstacle = send(initiative, place.starter)
    assert place.coordinator.email in mails("Een belemmering voor u")
    assert "De gemeente antwoordt uiterlijk" in page(obstacle.get_absolute_url())
    end(obstacle, place.coordinator)
    obstacle.refresh_from_db()
    assert obstacle.officer == place.coordinator


# Met again


def test_what_is_alike_is_shown_first_and_then_counted_once(place, initiative, other):
    obstacle = send(initiative, place.starter)
    browser, kees = browser_of(of(other)), of(other)
    form = TYPED | {
        "key": uuid4(),
        "title": "Drie formulieren voor een feest",
        "initiative": other.pk,
    }

    typing = browser.post(f"{NEW}lijkt-op/", {"title": "Straatfeesten: formulieren"})
    part = typing.content.decode()
    assert fragment_problems(part) == []
    assert "Is het deze?" in part

    shown = browser.post(NEW, form).content.decode()
    assert problems(shown) == []
    assert "Is het deze?" in shown
    assert "Drie formulieren voor een feest" in shown
    assert Obstacle.objects.count() == 1

    for _ in range(2):
        assert browser.post(NEW, form | {"same": obstacle.pk}).url == obstacle.get_absolute_url()
    assert obstacle.met.count() == 2
    html = page(obstacle.get_absolute_url(), kees)
    assert "2 keer tegengekomen" in html
    assert "Buurtkeuken" in html

    assert browser.post(NEW, form | {"other": "1"}).status_code == 302
    assert Obstacle.objects.count() == 2


def test_what_was_typed_stands_on_the_page_of_the_one_that_was_there(place, initiative, other):
    obstacle = send(initiative, place.starter)
    browser = browser_of(of(other))
    typed = {"title": "Formulieren", "initiative": other.pk, "same": obstacle.pk}
    assert browser.post(NEW, typed | {"text": "a" * 1001}).status_code == 422
    for told, answer in (
        ("Bij ons waren het er vier.", "Geteld bij wat er al stond."),
        ("En nu vijf.", "Uw team stond er al bij."),
        ("En nu vijf.", "Uw team stond er al bij."),
    ):
        html = browser.post(NEW, typed | {"text": told}, follow=True).content.decode()
        assert answer in html
        assert html.count(told) == 1
        assert "2 keer tegengekomen" in html
    assert "Bij ons waren het er vier." in page(obstacle.get_absolute_url())


def test_something_else_is_not_alike(place, initiative):
    send(initiative, place.starter)
    part = browser_of().post(f"{NEW}lijkt-op/", {"title": "De sleutel van het buurthuis"})
    assert part.content.decode().strip() == ""


def test_a_team_counts_once_whoever_of_it_presses(place, initiative, other):
    obstacle = send(initiative, place.starter)
    second = MemberFactory(organisation=other.team).person
    for person in (of(other), second, of(other)):
        browser_of(person).post(path("meet_obstacle", obstacle), {"initiative": other.pk})
    for _ in range(2):
        browser_of(place.officer).post(path("meet_obstacle", obstacle), {"initiative": "ambtenaar"})
    assert obstacle.met.count() == 3
    assert "Dit houdt ons ook tegen" not in page(obstacle.get_absolute_url(), second)


def test_who_has_no_team_reads_that_it_is_for_teams(place, initiative):
    obstacle = send(initiative, place.starter)
    stranger = UserFactory()
    assert "U zit nog niet in een team" in page(path("meet_obstacle", obstacle), stranger)
    sent = browser_of(stranger).post(path("meet_obstacle", obstacle), {"initiative": initiative.pk})
    assert sent.status_code == 403


def test_who_cannot_report_reads_who_can_and_what_to_do_instead(place, initiative):
    for person in (None, UserFactory()):
        html = page(LIST, person)
        assert "Teams van initiatieven melden hier wat hen tegenhoudt." in html
        assert "/wijk/rietwijk/wie/" in html
    assert "Teams van initiatieven melden hier" not in page(LIST, place.starter)
    html = page(NEW, UserFactory(), status=403)
    assert "Teams van initiatieven melden hier wat hen tegenhoudt." in html
    assert "Meld het" not in html


def test_what_two_teams_met_counts_once_when_they_go_on_as_one(place, initiative, other):
    obstacle = send(initiative, place.starter)
    obstacles.meet(obstacle, initiative=other, by=of(other), now=MONDAY)
    alone = send(other, of(other), title="Geen sleutel van het buurthuis")
    proposal = propose(
        other, initiative, ProposalKind.INTO_THEIRS, words="", key=uuid4(), by=of(other)
    )
    accept(proposal, words="", by=place.starter)
    assert [one.initiative for one in obstacle.met.all()] == [initiative]
    assert [one.initiative for one in alone.met.all()] == [initiative]


# Taking it up, and how it ends


def test_an_officer_takes_it_up_and_the_team_hears_who(place, initiative):
    obstacle = send(initiative, place.starter)
    press = path("take_up_obstacle", obstacle)
    for _ in range(2):
        browser_of(place.coordinator).post(press, {"seen": 0})
    obstacle.refresh_from_db()
    assert (obstacle.state, obstacle.officer) == (ObstacleState.ASSIGNED, place.coordinator)
    assert (
        "Carla Coördinator van de gemeente pakt dit op" in mails("Dit wordt")[place.starter.email]
    )
    assert Event.objects.filter(verb="obstacle_assigned").count() == 1
    assert "Carla Coördinator (gemeente) pakt dit op" in page(obstacle.get_absolute_url())


def test_a_colleague_who_gets_it_hears_and_the_date_stays(place, initiative):
    obstacle = send(initiative, place.starter)
    form = path("hand_on_obstacle", obstacle)
    assert "Welke collega pakt dit op?" in page(form, place.officer)
    stranger = {"seen": 0, "officer": place.starter.pk}
    assert browser_of(place.officer).post(form, stranger).status_code == 422
    browser_of(place.officer).post(form, {"seen": 0, "officer": place.coordinator.pk})
    before = obstacle.due_at
    obstacle.refresh_from_db()
    assert (obstacle.officer, obstacle.due_at) == (place.coordinator, before)
    assert "Olga Officier vraagt u om dit op te pakken" in mails("voor u")[place.coordinator.email]


def test_everybody_of_the_teams_that_met_it_hears_once_how_it_ended(place, initiative, other):
    obstacle = send(initiative, place.starter)
    obstacles.meet(obstacle, initiative=other, by=of(other), now=MONDAY)
    MemberFactory(organisation=other.team, person=place.starter)
    form = {"key": uuid4(), "seen": 0, "outcome": "arranged", "reason": "Eén formulier is genoeg."}
    for _ in range(2):
        browser_of(place.officer).post(path("answer_obstacle", obstacle), form)

    told = Message.objects.filter(subject__startswith="Geregeld:")
    assert sorted(one.to for one in told) == sorted({one.email for one in people(other.team)})
    assert ObstacleAnswer.objects.count() == 1
    html = page(obstacle.get_absolute_url())
    assert "Eén formulier is genoeg." in html
    assert "Eén formulier is genoeg." in page(LIST)
    assert "Eén formulier is genoeg." in page(
        f"{LIST}?stand=geregeld&wie={obstacle.organisation_id}"
    )
    assert "Hiervan is er niets" in page(f"{LIST}?stand=kan-niet")


def test_no_needs_a_reason_and_what_is_possible(place, initiative):
    obstacle = send(initiative, place.starter)
    form = {"key": uuid4(), "seen": 0, "outcome": "cannot", "reason": "De wet wil het zo."}
    address = path("answer_obstacle", obstacle)
    refused = browser_of(place.officer).post(address, form)
    assert refused.status_code == 422
    assert "Schrijf wat er wel kan" in refused.content.decode()
    assert "(nodig als het niet kan)" in page(address, place.officer)
    assert "(niet verplicht)" not in page(address, place.officer)
    assert "De wet wil het zo." in refused.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        end(obstacle, place.officer, CANNOT)

    browser_of(place.officer).post(address, form | {"possible": "Wij vullen ze samen in."})

    html = page(obstacle.get_absolute_url())
    assert "De wet wil het zo." in html
    assert "Wij vullen ze samen in." in html
    assert "Wij vullen ze samen in." in mails("Dit kan niet")[place.starter.email]


def test_whom_a_colleague_was_ahead_of_keeps_their_words(place, initiative):
    obstacle = send(initiative, place.starter)
    end(obstacle, place.coordinator)
    late = browser_of(place.officer).post(
        path("answer_obstacle", obstacle),
        {"key": uuid4(), "seen": 0, "outcome": "arranged", "reason": "Mijn woorden"},
    )
    assert late.status_code == 409
    assert "Mijn woorden" in late.content.decode()
    assert "Er is nu één formulier." in late.content.decode()


def test_a_team_says_that_it_can_go_on(place, initiative, other):
    obstacle = send(initiative, place.starter)
    obstacles.meet(obstacle, initiative=other, by=of(other), now=MONDAY)
    press = path("obstacle_solved", obstacle)
    browser_of(of(other)).post(press)
    assert not obstacle.met.exclude(solved_at=None).exists(), "it is open"
    end(obstacle, place.officer)
    assert "Ja, wij kunnen verder" in page(obstacle.get_absolute_url(), of(other))
    for _ in range(2):
        browser_of(of(other)).post(press)
    assert "1 van de 2 kunnen verder" in page(obstacle.get_absolute_url())
    assert Event.objects.filter(verb="obstacle_solved").count() == 1
    assert browser_of(UserFactory()).post(press).status_code == 403


def test_not_solved_opens_it_again_with_the_same_officer_and_a_new_date(place, initiative):
    obstacle = send(initiative, place.starter)
    end(obstacle, place.officer)
    obstacles.say_solved(obstacle, by=place.starter, now=timezone.now())
    form = path("obstacle_not_solved", obstacle)
    assert "Zet het weer open" in page(form, place.starter)
    assert browser_of(place.starter).post(form, {"seen": 1}).status_code == 422
    browser_of(place.starter).post(form, {"seen": 1, "why": "Het zijn er nog steeds drie."})

    obstacle.refresh_from_db()
    assert (obstacle.state, obstacle.officer) == (ObstacleState.ASSIGNED, place.officer)
    assert timezone.localdate(obstacle.due_at) == timezone.localdate(due_at(timezone.now(), 20))
    assert not obstacle.met.exclude(solved_at=None).exists()
    assert "Het zijn er nog steeds drie." in mails("Nog niet opgelost")[place.officer.email]
    html = page(obstacle.get_absolute_url())
    assert "Eerder antwoord" in html
    assert "Er is nu één formulier." not in page(LIST), "what is open has no outcome"


def test_the_page_tells_what_it_is_before_how_it_ends(place, initiative):
    obstacle = send(initiative, place.starter)
    html = page(obstacle.get_absolute_url(), place.starter)
    assert html.index("Wat er aan de hand is<") < html.index("Elke keer opnieuw.")
    assert html.index("Elke keer opnieuw.") < html.index("Hoe het afloopt")
    assert "U hoort hoe het afloopt." in html

    end(obstacle, place.officer)

    html = page(obstacle.get_absolute_url(), place.starter)
    assert "U bent meegeteld." in html
    assert "U hoort hoe het afloopt." not in html


def test_where_the_officer_left_another_gets_it(place, initiative):
    obstacle = send(initiative, place.starter)
    end(obstacle, place.officer)
    Membership.objects.filter(person=place.officer).update(ended_at=timezone.now())
    new = MembershipFactory(neighbourhood=place.neighbourhood).person
    obstacle = obstacles.say_not_solved(
        obstacle, "Nee.", seen=1, by=place.starter, now=timezone.now()
    )
    assert obstacle.officer == new


# Of a partner


def test_a_partner_hears_of_it_and_replies_while_the_officer_answers(place, initiative, woon):
    pieter = people(woon)[0]
    sent = browser_of(place.starter).post(
        NEW, TYPED | {"key": uuid4(), "initiative": initiative.pk, "organisation": woon.pk}
    )
    obstacle = Obstacle.objects.get()
    assert (obstacle.organisation, obstacle.officer) == (woon, place.officer)
    assert place.starter.email not in mails("Bewoners lopen ergens")[pieter.email]
    assert "Reageer namens De Zaanoever" in page(sent.url, pieter)

    form = {"key": uuid4(), "text": "De sleutel mag niet mee; een beheerder mag wel."}
    for _ in range(2):
        browser_of(pieter).post(path("reply_to_obstacle", obstacle), form)

    assert obstacle.replies.count() == 1
    html = page(sent.url)
    assert "een beheerder mag wel" in html
    assert {place.officer.email, place.starter.email} == set(mails("De Zaanoever reageert"))
    obstacle.refresh_from_db()
    assert (obstacle.is_open, obstacle.officer) == (True, place.officer)
    for person in (place.officer, place.starter):
        assert browser_of(person).post(path("reply_to_obstacle", obstacle)).status_code == 403
    end(obstacle, place.officer)
    assert pieter.email in mails("Geregeld:")


def test_nobody_reports_their_own_organisation(place, initiative, woon):
    MemberFactory(organisation=woon, person=place.starter)
    assert "De Zaanoever" not in page(NEW, place.starter)


# The clock, Mijn werk, and who answers


def test_who_owes_the_answer_is_reminded_and_the_coordinator_hears_when_it_is_late(
    place, initiative, time_machine
):
    obstacle = send(initiative, place.starter)
    Message.objects.all().delete()
    time_machine.move_to(obstacle.due_at - timedelta(days=2), tick=False)
    remind()
    remind()
    soon = mails("Over twee werkdagen moet er antwoord zijn op een belemmering")
    assert set(soon) == {place.officer.email}
    time_machine.move_to(obstacle.due_at + timedelta(hours=12), tick=False)
    remind()
    late = mails("Het antwoord op een belemmering is te laat")
    assert set(late) == {place.officer.email, place.coordinator.email}
    assert "had op" in page(obstacle.get_absolute_url())
    assert "Antwoord is te laat" in page(f"{LIST}?stand=laat")


def test_it_stands_in_the_one_list_of_what_is_owed(place, initiative):
    send(initiative, place.starter, now=timezone.now())
    html = page("/mijn/werk/", place.officer)
    assert TYPED["title"] in html
    assert "Belemmering: zoek uit wat er kan" in html
    assert TYPED["title"] in page("/mijn/werk/?wie=mij&zoek=formulieren", place.officer)
    for nothing in ("wie=niemand", "wie=mij&thema=green", "wie=mij&zoek=sleutel"):
        assert TYPED["title"] not in page(f"/mijn/werk/?{nothing}", place.officer)
    share = page(reverse("portal:load", args=["rietwijk"]), place.coordinator)
    assert "2" in share


def test_who_stands_in_sees_it_and_is_reminded(place, initiative, time_machine):
    obstacle = send(initiative, place.starter)
    cover = MembershipFactory(neighbourhood=place.neighbourhood).person
    time_machine.move_to(obstacle.due_at - timedelta(days=2), tick=False)
    today = timezone.localdate()
    Absence.objects.create(
        neighbourhood=place.neighbourhood,
        person=place.officer,
        first_day=today,
        back_on=today + timedelta(days=9),
        stand_in=cover,
    )
    remind()
    assert set(mails("Over twee werkdagen")) >= {place.officer.email, cover.email}
    assert TYPED["title"] in page("/mijn/werk/", cover)


def test_it_moves_along_with_a_hand_over_on_the_same_date(place, initiative):
    obstacle = send(initiative, place.starter)
    assert holdings.held_by(place.officer, place.neighbourhood) == 2  # with the review
    obstacles.hand_over(place.officer, place.coordinator, place.neighbourhood)
    before = obstacle.due_at
    obstacle.refresh_from_db()
    assert (obstacle.officer, obstacle.due_at) == (place.coordinator, before)
    assert "Carla Coördinator" in mails("Dit wordt opgepakt")[place.starter.email]


# Where one finds it, and the house rules


def test_a_section_appears_when_it_is_first_used(place, initiative):
    assert LIST not in page("/wijk/rietwijk/")
    assert LIST not in page("/wijk/rietwijk/wie/")
    assert f"{NEW}?initiatief={initiative.pk}" in page(initiative.get_absolute_url(), place.starter)
    assert "Er is nog niets gemeld" in page(LIST)
    send(initiative, place.starter)
    assert LIST in page("/wijk/rietwijk/")
    assert LIST in page("/wijk/rietwijk/wie/")
    assert TYPED["title"] in page(reverse("initiatives:helping", args=[initiative.pk]))


def test_what_is_hidden_shows_nowhere(place, initiative, other):
    obstacle = send(initiative, place.starter)
    flaggable = flags.of_path("belemmering")
    assert flaggable is not None
    flaggable.hide(obstacle, "Er staat een naam in.", place.officer)
    assert "Er staat een naam in." in mails("verborgen vanwege de huisregels")[place.starter.email]
    for person, status in ((None, 404), (of(other), 404), (place.starter, 200)):
        assert browser_of(person).get(obstacle.get_absolute_url()).status_code == status
    for address in (LIST, "/wijk/rietwijk/", f"/initiatief/{initiative.pk}/hulp/"):
        assert TYPED["title"] not in page(address)
    part = browser_of(of(other)).post(f"{NEW}lijkt-op/", {"title": TYPED["title"]})
    assert part.content.decode().strip() == ""
    assert browser_of(of(other)).post(NEW, {"same": obstacle.pk}).status_code == 404
    assert TYPED["title"] not in page("/mijn/werk/", place.officer)
    flaggable.show(obstacle, place.officer)
    assert TYPED["title"] in page(LIST)


def test_who_is_erased_leaves_the_obstacle_and_the_coordinator_hears_of_what_they_owed(
    place, initiative
):
    obstacle = send(initiative, place.starter)
    obstacle = obstacles.assign(obstacle, place.officer, seen=0, by=place.officer)
    MemberFactory(organisation=initiative.team)
    for person in (place.starter, place.officer):
        erase(person, now=timezone.now())
    obstacle.refresh_from_db()
    assert (obstacle.officer, obstacle.state) == (None, ObstacleState.REPORTED)
    html = page(obstacle.get_absolute_url())
    assert TYPED["title"] in html
    assert "Samira" not in html
    assert "Olga" not in html


# At once


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres_only
def test_two_officers_who_answer_at_once_make_one_answer_and_one_is_told():
    place = make_place()
    obstacle = send(place.send(), place.starter)

    both = at_once(
        [
            lambda: end(obstacle, place.officer, seen=0),
            lambda: end(obstacle, place.coordinator, CANNOT, possible="Later.", seen=0),
        ]
    )

    assert sum(isinstance(one, Overtaken) for one in both) == 1
    assert ObstacleAnswer.objects.count() == 1
    assert Message.objects.filter(to=place.starter.email, subject__contains=": Drie").count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres_only
def test_a_team_that_presses_at_once_counts_once():
    place = make_place()
    initiative = place.send()
    obstacle = send(initiative, place.starter)
    second = place.send(title="Buurtkeuken")

    at_once([lambda: obstacles.meet(obstacle, initiative=second, by=place.starter, now=MONDAY)] * 4)

    assert obstacle.met.count() == 2


# What it asks of the database


@pytest.mark.parametrize("number", [1, 3, 300])
def test_pages_ask_as_much_for_one_as_for_many(
    place, initiative, woon, number, django_assert_num_queries
):
    first = send(initiative, place.starter, now=timezone.now())
    of_woon = send(initiative, place.starter, organisation=woon, now=timezone.now())
    Obstacle.objects.bulk_create(
        Obstacle(
            neighbourhood=place.neighbourhood,
            title=f"Formulier {each}",
            organisation=first.organisation,
            reporter=place.starter,
            officer=place.officer,
            due_at=first.due_at,
        )
        for each in range(1, number)
    )
    MetObstacle.objects.bulk_create(
        MetObstacle(
            obstacle=first,
            initiative=InitiativeFactory(neighbourhood=place.neighbourhood),
            by=place.officer,
        )
        for each in range(1, min(number, 3))
    )
    pages = {
        of_woon.get_absolute_url(): {None: 5, place.starter: 12, people(woon)[0]: 12},
        LIST: {None: 4, place.starter: 9, place.officer: 10},
        first.get_absolute_url(): {None: 4, place.starter: 10, place.officer: 10},
        NEW: {place.starter: 9, place.officer: 9},
        "/mijn/werk/": {place.officer: 9},
    }
    for address, queries in pages.items():
        for who, pinned in queries.items():
            client = browser_of(who)
            with django_assert_num_queries(pinned, info=f"{who} at {address}"):
                assert client.get(address).status_code == 200
    with django_assert_num_queries(3):
        browser_of().post(f"{NEW}lijkt-op/", {"title": "Formulieren voor een feest"})

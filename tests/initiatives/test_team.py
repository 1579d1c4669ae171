"""The team: asked by mail or by link, each invitation for whom it is, and nobody left alone."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import erase
from activity.models import Event, Follow
from core.forms import MOST_OPEN
from initiatives.actions import initiatives, team
from initiatives.models import Participant
from outbox.models import Message
from partners.actions import members as partners
from partners.actions.members import LastMember, NotInvited
from partners.models import Invitation, Member
from partners.tasks import forget_invitations
from tests.factories import MemberFactory, UserFactory
from tests.html import problems
from tests.initiatives.conftest import browser_of, make_place
from tests.threads import at_once

NOW = timezone.now()


def address(name, *keys):
    return reverse(f"initiatives:{name}", args=keys)


def members(initiative):
    people = Member.objects.filter(organisation=initiative.team_id).order_by("pk")
    return [member.person for member in people.select_related("person")]


@pytest.fixture
def initiative(place):
    return place.send(now=NOW)


@pytest.fixture
def neighbour(db):
    return UserFactory(name="Noor", email="noor@voorbeeld.nl")


def ask(place, initiative, email="noor@voorbeeld.nl"):
    page = browser_of(place.starter)
    page.post(address("team", initiative.pk), {"email": email})
    return Invitation.objects.latest("pk")


def opened(person, invitation):
    return browser_of(person).get(address("invitation", invitation.token))


def accept(person, invitation):
    return browser_of(person).post(address("invitation", invitation.token), follow=True)


# Asked by mail


def test_a_neighbour_who_is_asked_by_mail_comes_into_the_team(place, initiative, neighbour):
    invitation = ask(place, initiative)
    mail = Message.objects.get(to="noor@voorbeeld.nl")
    assert address("invitation", invitation.token) in mail.body
    assert place.starter.public_name in mail.subject
    page = accept(neighbour, invitation)
    assert "Welkom in het team!" in page.content.decode()
    assert members(initiative) == [place.starter, neighbour]
    assert browser_of(neighbour).get(address("update", initiative.pk)).status_code == 200
    assert Message.objects.filter(to=place.starter.email, subject__contains="Noor").count() == 1
    assert Follow.objects.of(initiative).filter(person=neighbour).exists()


def test_who_has_no_account_reads_first_and_signs_in_after_saying_yes(place, initiative):
    invitation = ask(place, initiative, "nieuw@voorbeeld.nl")
    visitor = Client()
    page = visitor.get(address("invitation", invitation.token))
    assert initiative.title in page.content.decode()
    to_sign_in = visitor.post(address("invitation", invitation.token))
    assert to_sign_in.url.startswith(reverse("account_login"))
    assert address("invitation", invitation.token).replace("/", "%2F") in to_sign_in.url


def test_the_page_is_the_same_whether_the_address_has_an_account_or_not(place, initiative):
    UserFactory(email="bekend@voorbeeld.nl")
    pages = [
        Client().get(address("invitation", ask(place, initiative, email).token)).content.decode()
        for email in ("bekend@voorbeeld.nl", "onbekend@voorbeeld.nl")
    ]
    without_token = [re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", page) for page in pages]
    assert without_token[0] == without_token[1]
    answers = [
        browser_of(place.starter).post(address("team", initiative.pk), {"email": email})
        for email in ("bekend@voorbeeld.nl", "onbekend@voorbeeld.nl")
    ]
    assert [answer.status_code for answer in answers] == [302, 302]


def test_who_is_asked_twice_gets_one_mail(place, initiative):
    ask(place, initiative)
    ask(place, initiative, "Noor@Voorbeeld.NL")
    assert Invitation.objects.count() == 1
    assert Message.objects.filter(to="noor@voorbeeld.nl").count() == 1


def test_a_wrong_address_is_said_next_to_the_field_and_kept(place, initiative):
    page = browser_of(place.starter).post(address("team", initiative.pk), {"email": "noor(a)nl"})
    assert page.status_code == 422
    assert 'value="noor(a)nl"' in page.content.decode()
    assert not Invitation.objects.exists()


def test_a_team_asks_so_many_at_once_and_no_more(place, initiative):
    for number in range(MOST_OPEN):
        ask(place, initiative, f"buur{number}@voorbeeld.nl")
    page = browser_of(place.starter).post(
        address("team", initiative.pk), {"email": "een@teveel.nl"}
    )
    assert page.status_code == 422
    assert Invitation.objects.count() == MOST_OPEN


def test_teammates_do_not_read_whom_another_asked(place, initiative, neighbour):
    MemberFactory(organisation=initiative.team, person=neighbour)
    ask(place, initiative, "derde@voorbeeld.nl")
    shown = browser_of(neighbour).get(address("team", initiative.pk)).content.decode()
    assert "derde@voorbeeld.nl" not in shown
    assert place.starter.public_name in shown


# Over, or for another


def test_an_invitation_by_mail_is_used_once(place, initiative, neighbour):
    invitation = ask(place, initiative)
    accept(neighbour, invitation)
    page = accept(UserFactory(name="Ander"), invitation)
    assert "al gebruikt" in page.content.decode()
    assert members(initiative) == [place.starter, neighbour]


def test_who_is_in_the_team_already_is_told_so(place, initiative, neighbour):
    invitation = ask(place, initiative)
    accept(neighbour, invitation)
    page = browser_of(neighbour).get(address("invitation", invitation.token), follow=True)
    assert "U hoort al bij dit team" in page.content.decode()
    accept(neighbour, invitation)
    assert Event.objects.filter(verb="team_joined").count() == 1


def test_somebody_else_cannot_use_a_mail_that_was_passed_on(place, initiative):
    invitation = ask(place, initiative)
    page = accept(UserFactory(name="Ander"), invitation)
    assert page.status_code == 409
    assert "voor een ander e-mailadres" in page.content.decode()
    assert "noor@voorbeeld.nl" not in page.content.decode()
    assert members(initiative) == [place.starter]


def test_a_withdrawn_invitation_says_so(place, initiative, neighbour):
    invitation = ask(place, initiative)
    browser_of(place.starter).post(address("withdraw_invitation", initiative.pk, invitation.pk))
    assert "ingetrokken" in opened(neighbour, invitation).content.decode()
    accept(neighbour, invitation)
    assert members(initiative) == [place.starter]


def test_an_invitation_ends_after_thirty_days(place, initiative, neighbour):
    invitation, _is_new = partners.invite(
        initiative.team, neighbour.email, by=place.starter, now=NOW - timedelta(days=31)
    )
    assert "te lang geleden" in opened(neighbour, invitation).content.decode()
    with pytest.raises(NotInvited):
        team.accept(initiative, invitation, by=neighbour, now=NOW)


def test_an_invitation_to_what_is_hidden_leads_nowhere(place, initiative, neighbour):
    invitation = ask(place, initiative)
    initiatives.hide(initiative, "Huisregels.", by=place.officer)
    assert opened(neighbour, invitation).status_code == 404


def test_a_token_that_nobody_made_leads_nowhere(db):
    for token in ("x", "%00", "a" * 3000):
        assert Client().get(f"/uitnodiging/{token}/").status_code == 404


# By link and QR code


def test_a_link_lets_in_everybody_who_has_it_until_it_is_taken_away(place, initiative):
    starter = browser_of(place.starter)
    starter.post(address("team_link", initiative.pk))
    link = Invitation.objects.get()
    page = starter.get(address("team", initiative.pk)).content.decode()
    assert link.token in page
    assert "QR-code" in page
    assert not problems(page)
    first, second = UserFactory(name="Een"), UserFactory(name="Twee")
    accept(first, link)
    accept(second, link)
    assert members(initiative) == [place.starter, first, second]
    starter.post(address("team_link", initiative.pk), {"want": "no"})
    accept(UserFactory(name="Drie"), link)
    assert len(members(initiative)) == 3
    assert link.token not in starter.get(address("team", initiative.pk)).content.decode()


def test_asking_for_the_link_twice_gives_one_link(place, initiative):
    for _ in range(2):
        browser_of(place.starter).post(address("team_link", initiative.pk))
    assert Invitation.objects.count() == 1


def test_who_has_no_name_gives_one_first(place, initiative):
    browser_of(place.starter).post(address("team_link", initiative.pk))
    link, nameless = Invitation.objects.get(), UserFactory(name="")
    assert accept(nameless, link).status_code == 422
    page = browser_of(nameless).post(address("invitation", link.token), {"name": "Bo"}, follow=True)
    assert "Welkom in het team!" in page.content.decode()
    nameless.refresh_from_db()
    assert nameless.name == "Bo"


def test_who_takes_part_and_comes_into_the_team_is_counted_once(place, initiative, neighbour):
    initiatives.join(initiative, can_do="Spitten", by=neighbour)
    accept(neighbour, ask(place, initiative))
    assert not Participant.objects.filter(initiative=initiative).exists()


@pytest.mark.django_db(transaction=True)
def test_ten_people_with_one_mail_are_one_new_member():
    place = make_place()
    initiative = place.send(now=NOW)
    invitation, _new = partners.invite(
        initiative.team, "noor@voorbeeld.nl", by=place.starter, now=NOW
    )
    neighbour = UserFactory(name="Noor", email="noor@voorbeeld.nl")

    at_once([lambda: team.accept(initiative, invitation, by=neighbour, now=NOW)] * 10)
    assert len(members(initiative)) == 2
    assert Event.objects.filter(verb="team_joined").count() == 1


# Out of the team, and who is spoken to first


def test_who_is_alone_finds_an_heir_before_leaving(place, initiative, neighbour):
    starter = browser_of(place.starter)
    page = starter.post(address("leave_team", initiative.pk))
    assert "U bent de enige in het team" in page.content.decode()
    with pytest.raises(LastMember):
        team.leave(initiative, by=place.starter)
    accept(neighbour, ask(place, initiative))
    starter.post(address("leave_team", initiative.pk))
    assert members(initiative) == [neighbour]
    assert Member.objects.get(person=neighbour).is_contact


@pytest.mark.django_db(transaction=True)
def test_two_who_leave_at_the_same_moment_leave_one_behind():
    place = make_place()
    initiative = place.send(now=NOW)
    other = MemberFactory(organisation=initiative.team).person

    gone = at_once(
        [
            lambda: team.leave(initiative, by=place.starter),
            lambda: team.leave(initiative, by=other),
        ]
    )
    assert len(members(initiative)) == 1
    assert [type(one) for one in gone].count(LastMember) == 1


def test_somebody_who_was_erased_is_no_heir(place, initiative):
    erase(MemberFactory(organisation=initiative.team).person, now=NOW)
    with pytest.raises(LastMember):
        team.leave(initiative, by=place.starter)


def test_the_team_hands_on_who_is_spoken_to_first(place, initiative, neighbour):
    MemberFactory(organisation=initiative.team, person=neighbour)
    starter = browser_of(place.starter)
    for _ in range(2):
        starter.post(address("team_contact", initiative.pk), {"person": neighbour.pk})
    contacts = Member.objects.filter(organisation=initiative.team_id, is_contact=True)
    assert [contact.person for contact in contacts] == [neighbour]
    assert Event.objects.filter(verb="team_contact").count() == 1


def test_a_stranger_does_not_become_the_one_who_is_spoken_to(place, initiative, neighbour):
    browser_of(place.starter).post(address("team_contact", initiative.pk), {"person": neighbour.pk})
    assert Member.objects.get(organisation=initiative.team_id).is_contact


def test_where_nobody_is_left_the_officer_asks_somebody_to_carry_on(place, initiative, neighbour):
    assert browser_of(place.officer).get(address("team", initiative.pk)).status_code == 403
    initiatives.leave_behind(initiative, by=place.starter)
    erase(place.starter, now=NOW)
    page = browser_of(place.officer).post(
        address("team", initiative.pk), {"email": neighbour.email}
    )
    assert page.status_code == 302
    accept(neighbour, Invitation.objects.get())
    assert Member.objects.get(person=neighbour).is_contact
    assert browser_of(place.officer).get(address("team", initiative.pk)).status_code == 403


# What history keeps of it


def quiet(verb):
    """How often it was recorded; never in public."""
    events = Event.objects.filter(verb=verb)
    assert not events.public().exists()
    assert not any(event.words for event in events)
    return events.count()


def test_asking_and_withdrawing_are_recorded_once_and_not_in_public(place, initiative):
    page = browser_of(place.starter)
    for _press in range(2):
        invitation = ask(place, initiative)
    for _press in range(2):
        page.post(address("withdraw_invitation", initiative.pk, invitation.pk))
    for want in ("yes", "yes", "no", "no"):
        page.post(address("team_link", initiative.pk), {"want": want})

    assert quiet("team_invited") == 1
    assert quiet("team_link_shared") == 1
    assert quiet("team_invitation_withdrawn") == 2
    sides = Event.objects.filter(verb__startswith="team_").values_list("side", flat=True)
    assert set(sides) == {"team"}


def test_where_nobody_is_left_it_is_the_municipality_that_asked(place, initiative):
    erase(place.starter, now=NOW)
    browser_of(place.officer).post(address("team", initiative.pk), {"email": "noor@voorbeeld.nl"})
    assert Event.objects.get(verb="team_invited").side == "municipality"


# Kept no longer than needed


def test_invitations_are_forgotten_thirty_days_after_they_are_over(place, initiative):
    for days in (59, 61):
        partners.invite(
            initiative.team,
            f"buur{days}@voorbeeld.nl",
            by=place.starter,
            now=timezone.now() - timedelta(days=days),
        )
    forget_invitations()
    assert [one.email for one in Invitation.objects.all()] == ["buur59@voorbeeld.nl"]


def test_erasing_somebody_takes_their_invitations_and_what_was_sent_to_them(
    place, initiative, neighbour
):
    MemberFactory(organisation=initiative.team, person=neighbour)
    ask(place, initiative, "derde@voorbeeld.nl")
    mine, _new = partners.invite(initiative.team, "vierde@voorbeeld.nl", by=neighbour, now=NOW)
    to_me, _new = partners.invite(initiative.team, neighbour.email, by=place.starter, now=NOW)
    erase(neighbour, now=NOW)
    left = Invitation.objects.values_list("pk", flat=True)
    assert mine.pk not in left
    assert to_me.pk not in left
    assert len(left) == 1

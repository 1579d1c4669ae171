"""A focus group: closed to all but whom was invited, with a summary that everybody reads."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from activity.models import Event, Notification
from goals.states import Refused
from outbox.models import Message
from participation.actions import groups as actions
from participation.actions.judging import hide
from participation.models import FocusGroup, GroupInvitation, GroupMember, GroupMessage
from tests.factories import FocusGroupFactory, MemberFactory, UserFactory
from tests.html import problems
from tests.partners.conftest import Place, browser_of, make_place
from tests.threads import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return make_place()


@pytest.fixture
def group(place) -> FocusGroup:
    found: FocusGroup = FocusGroupFactory(
        neighbourhood=place.neighbourhood, begun_by=place.coordinator, title="Jongeren"
    )
    return found


def path_of(group, more=""):
    return f"/focusgroep/{group.pk}/{more}"


def member_of(group, **more):
    person = UserFactory(**more)
    GroupMember.objects.create(group=group, person=person)
    return person


def test_for_others_it_does_not_exist(place, group):
    member = member_of(group)
    browser_of(member).post(path_of(group), {"key": uuid4(), "words": "Wij willen licht."})

    assert browser_of(member).get(path_of(group)).status_code == 200
    assert browser_of(place.coordinator).get(path_of(group)).status_code == 200
    words = GroupMessage.objects.get()
    for person in (None, UserFactory(), place.officer, place.member):
        browser = browser_of(person)
        assert browser.get(path_of(group)).status_code == 404
        assert browser.post(path_of(group), {"key": uuid4(), "words": "Ik"}).status_code == 404
        listed = browser.get(f"{place.path}meedoen/focusgroepen/").content.decode()
        assert "Jongeren" not in listed
        if person:
            flag = browser.get(f"/melden/bericht-in-focusgroep/{words.pk}/")
            assert flag.status_code == 404
    assert (
        browser_of(member_of(group)).get(f"/melden/bericht-in-focusgroep/{words.pk}/").status_code
        == 200
    )
    assert not Event.objects.exists()


def test_somebody_is_invited_by_mail_and_comes_in(place, group):
    me = browser_of(place.coordinator)
    for _press in range(2):
        me.post(path_of(group, "mensen/"), {"email": "Aniek@voorbeeld.nl"})
    asked = GroupInvitation.objects.get()
    mail = Message.objects.get()
    assert mail.to == "aniek@voorbeeld.nl"
    assert f"/focusgroep/uitnodiging/{asked.token}/" in mail.body
    link = f"/focusgroep/uitnodiging/{asked.token}/"
    page = browser_of().get(link).content.decode()
    assert "Praat u mee?" in page
    assert problems(page) == []
    assert browser_of().post(link).headers["Location"].startswith("/account/")
    other = browser_of(UserFactory()).post(link)
    assert other.status_code == 409
    assert "ander e-mailadres" in other.content.decode()

    person = UserFactory(email="aniek@voorbeeld.nl")
    mine = browser_of(person)
    assert mine.post(link).headers["Location"] == path_of(group)
    mine.post(link)

    assert GroupMember.objects.get().person == person
    again = browser_of(UserFactory()).get(link).content.decode()
    assert "werkt niet meer" in again


def test_a_link_lets_in_until_it_is_taken_away(place, group):
    me = browser_of(place.coordinator)
    me.post(path_of(group, "mensen/link/"))
    page = me.get(path_of(group, "mensen/")).content.decode()
    assert problems(page) == []
    asked = GroupInvitation.objects.get()
    link = f"/focusgroep/uitnodiging/{asked.token}/"
    browser_of(UserFactory()).post(link)
    browser_of(UserFactory()).post(link)
    assert GroupMember.objects.count() == 2

    me.post(path_of(group, "mensen/link/"), {"want": "no"})
    assert browser_of(UserFactory()).post(link).status_code == 200
    assert GroupMember.objects.count() == 2


def test_closed_everybody_reads_the_summary_and_nobody_the_conversation(place, group):
    member = member_of(group, name="Aniek")
    actions.say(group, "Wij willen licht.", key=uuid4(), by=member)
    me = browser_of(place.coordinator)
    empty = me.post(path_of(group, "sluiten/"), {"summary": " "})
    assert empty.status_code == 422

    me.post(path_of(group, "sluiten/"), {"summary": "Jongeren willen licht op het veld."})
    me.post(path_of(group, "sluiten/"), {"summary": "Nog eens."})

    page = browser_of().get(path_of(group)).content.decode()
    assert "Jongeren willen licht op het veld." in page
    assert "Wij willen licht." not in page
    assert "Aniek" not in page
    assert problems(page) == []
    inside = browser_of(member).get(path_of(group)).content.decode()
    assert "Wij willen licht." in inside
    assert problems(inside) == []
    assert [one.person for one in Notification.objects.all()] == [member]
    assert Event.objects.get().is_public


def test_who_speaks_too_late_keeps_the_words(place, group):
    member = member_of(group)
    actions.close(group, "Klaar.", by=place.coordinator, now=timezone.now())

    page = browser_of(member).post(path_of(group), {"key": uuid4(), "words": "Nog dit"})

    assert page.status_code == 409
    assert "Nog dit" in page.content.decode()
    assert not GroupMessage.objects.exists()
    with pytest.raises(Refused):
        actions.invite(group, "a@b.nl", by=place.coordinator, now=timezone.now())


def test_pressing_twice_says_it_once(group):
    me, fields = browser_of(member_of(group)), {"key": uuid4(), "words": "Wij willen licht."}

    me.post(path_of(group), fields)
    me.post(path_of(group), fields)

    assert GroupMessage.objects.count() == 1


def test_what_is_hidden_only_its_author_reads(place, group):
    member, other = member_of(group), member_of(group)
    words = actions.say(group, "Lelijke woorden", key=uuid4(), by=member)

    hide(words, "Dit past niet.", by=place.officer)

    assert "Lelijke woorden" not in browser_of(other).get(path_of(group)).content.decode()
    assert "Verborgen" in browser_of(member).get(path_of(group)).content.decode()


def test_a_member_leaves(group):
    me = browser_of(member_of(group))

    me.post(path_of(group, "stoppen/"))

    assert me.get(path_of(group)).status_code == 404


def test_invitations_are_forgotten_after_thirty_days(place, group):
    now = timezone.now()
    asked = actions.invite(group, "a@voorbeeld.nl", by=place.coordinator, now=now)
    assert actions.forget(now + timedelta(days=31)) == 0
    actions.forget(now + timedelta(days=61))
    assert not GroupInvitation.objects.filter(pk=asked.pk).exists()


def test_a_neighbour_of_the_same_organisation_is_not_inside(place, group):
    member = member_of(group)
    MemberFactory(organisation=place.organisation, person=member)

    assert browser_of(place.member).get(path_of(group)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_an_invitation_lets_in_one_person_once():
    place = make_place()
    group = FocusGroupFactory(neighbourhood=place.neighbourhood, begun_by=place.coordinator)
    now = timezone.now()
    asked = actions.invite(group, "aniek@voorbeeld.nl", by=place.coordinator, now=now)
    person = UserFactory(email="aniek@voorbeeld.nl")

    done = at_once([lambda: actions.accept(asked, by=person, now=now)] * 4)

    assert not [one for one in done if isinstance(one, Exception)]
    assert GroupMember.objects.count() == 1

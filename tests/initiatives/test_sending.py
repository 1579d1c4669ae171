"""A draft becomes a public initiative, once, with a named officer and a date of answer."""

from datetime import date, datetime
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import Draft
from activity.models import Event, Follow, Notification
from initiatives.actions import initiatives, reviews
from initiatives.actions.initiatives import Idea
from initiatives.models import Initiative, Photo, Review
from initiatives.states import Stage, Status, Visibility
from neighbourhoods.models import Membership, Term
from neighbourhoods.states import AnswerTo
from outbox.models import Message
from partners.models import Member, Organisation
from partners.states import Kind
from tests.core.test_images import corners, saved
from tests.factories import MembershipFactory, ReviewFactory, UserFactory
from tests.initiatives.conftest import AMSTERDAM, MONDAY, attached, make_place, stored
from tests.threads import at_once

IDEA = Idea(title="Moestuin", plan="Samen tuinieren.", theme="green", place="bij de speeltuin")


def send(place, key=None, idea=IDEA, now=MONDAY, by=None):
    return initiatives.send(
        idea,
        neighbourhood=place.neighbourhood,
        key=key or uuid4(),
        by=by or place.starter,
        now=now,
    )


def test_what_is_sent_is_public_at_once(place):
    initiative = send(place)
    assert initiative.visibility == Visibility.PUBLIC
    assert initiative.stage == Stage.IDEA
    assert initiative.sent_at == MONDAY
    assert initiative in Initiative.objects.visible_to(UserFactory())


def test_the_starter_is_the_team_and_follows_it(place):
    initiative = send(place)
    assert initiative.team.kind == Kind.RESIDENTS_TEAM
    assert not initiative.team.is_listed
    assert [member.person for member in Member.objects.filter(organisation=initiative.team)] == [
        place.starter
    ]
    assert Follow.objects.of(initiative).get().person == place.starter


def test_the_starter_keeps_a_mail_with_the_name_and_the_date(place):
    initiative = send(place)
    mail = Message.objects.get(to=place.starter.email)
    assert mail.subject == "Uw initiatief staat op de wijkpagina: Moestuin"
    assert "Uw contactambtenaar is Olga Officier." in mail.body
    assert "uiterlijk maandag 14 december" in mail.body
    assert initiative.get_absolute_url() in mail.body


def test_the_officer_hears_with_a_link_to_where_they_answer(place):
    initiative = send(place)
    mail = Message.objects.get(to=place.officer.email)
    assert mail.subject == "Nieuw initiatief: Moestuin"
    assert "maandag 14 december" in mail.body
    assert f"/initiatief/{initiative.pk}/beoordelen/" in mail.body
    assert not Message.objects.filter(to=place.coordinator.email).exists()


def test_the_history_begins_with_who_started_it(place):
    event = Event.objects.about(send(place)).get()
    assert event.sentence == "Samira Starter startte dit initiatief"
    assert event.is_public


# Who answers


def test_the_officer_with_the_least_to_answer_gets_it(place):
    second = MembershipFactory(neighbourhood=place.neighbourhood).person
    assert [send(place).review.officer for _ in range(4)] == [
        place.officer, second, place.officer, second,
    ]  # fmt: skip


def test_what_is_answered_does_not_count_as_work(place):
    second = MembershipFactory(neighbourhood=place.neighbourhood).person
    for _ in range(3):
        ReviewFactory(officer=place.officer, status=Status.NOT_NOW)
    ReviewFactory(officer=second)
    assert send(place).review.officer == place.officer


def test_work_in_another_neighbourhood_counts_too(place):
    second = MembershipFactory(neighbourhood=place.neighbourhood).person
    ReviewFactory(officer=place.officer)
    assert send(place).review.officer == second


def test_an_officer_who_left_gets_nothing(place):
    Membership.objects.filter(person=place.officer).update(ended_at=timezone.now())
    assert send(place).review.officer is None


def test_without_an_officer_the_coordinators_are_told(place):
    Membership.objects.filter(person=place.officer).delete()
    initiative = send(place)
    assert initiative.review.officer is None
    assert Notification.objects.get(person=place.coordinator).reason == "coordinator"
    assert Message.objects.get(to=place.coordinator.email).subject == "Nieuw initiatief: Moestuin"
    mail = Message.objects.get(to=place.starter.email)
    assert "uiterlijk maandag 14 december" in mail.body
    assert "None" not in mail.body


def test_an_officer_who_starts_something_gets_one_mail(place):
    send(place, by=place.officer)
    mail = Message.objects.get(to=place.officer.email)
    assert mail.subject.startswith("Uw initiatief staat op de wijkpagina")


# Before when


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        (datetime(2026, 11, 23, 0, 0, tzinfo=AMSTERDAM), date(2026, 12, 14)),
        (datetime(2026, 11, 23, 23, 59, tzinfo=AMSTERDAM), date(2026, 12, 14)),
        # Two days off at Christmas, one at New Year.
        (datetime(2026, 12, 18, 9, 0, tzinfo=AMSTERDAM), date(2027, 1, 12)),
        # Good Friday, Easter Monday, King's Day.
        (datetime(2027, 3, 25, 9, 0, tzinfo=AMSTERDAM), date(2027, 4, 19)),
        # Both changes of clock.
        (datetime(2026, 10, 20, 9, 0, tzinfo=AMSTERDAM), date(2026, 11, 10)),
        (datetime(2026, 3, 27, 23, 30, tzinfo=AMSTERDAM), date(2026, 4, 21)),
    ],
)
def test_the_answer_is_due_at_the_end_of_the_fifteenth_working_day(place, sent, due):
    due_at = timezone.localtime(send(place, now=sent).review.due_at)
    assert due_at.date() == due
    assert (due_at.hour, due_at.minute) == (23, 59)


def test_a_municipality_can_promise_to_be_quicker(place):
    municipality = place.neighbourhood.municipality
    Term.objects.create(municipality=municipality, kind=AnswerTo.INITIATIVE, working_days=5)
    assert timezone.localdate(send(place).review.due_at) == date(2026, 11, 30)


# Once


def test_the_same_key_twice_gives_one_initiative(place):
    key = uuid4()
    assert send(place, key) == send(place, key)
    assert Initiative.objects.count() == Review.objects.count() == Organisation.objects.count() == 1
    assert Message.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_key_from_four_threads_at_the_same_moment_gives_one_initiative():
    place, key = make_place(), uuid4()
    results = at_once([lambda: send(place, key)] * 4)
    assert len({initiative.pk for initiative in results}) == 1
    assert Initiative.objects.count() == Organisation.objects.count() == 1
    assert Message.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_many_at_the_same_moment_are_shared_fairly_among_the_officers():
    place = make_place()
    second = MembershipFactory(neighbourhood=place.neighbourhood).person
    at_once([lambda: send(place)] * 6)
    assert Review.objects.filter(officer=place.officer).count() == 3
    assert Review.objects.filter(officer=second).count() == 3


def test_a_sending_that_fails_leaves_nothing_behind(place, monkeypatch):
    def fails(*args, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr("outbox.models.Message.objects.bulk_create", fails)
    with pytest.raises(OSError, match="disk"), transaction.atomic():
        send(place)
    assert not Initiative.objects.exists()
    assert not Organisation.objects.exists()
    assert not Event.objects.exists()


# The draft and its photo


@pytest.fixture
def draft(place):
    return Draft.objects.create(form="initiative:rietwijk", person=place.starter)


def test_the_photo_of_the_draft_becomes_that_of_the_initiative(place, draft):
    photo = attached(saved_file(), draft=draft, description="Het veldje")
    before = stored()
    initiative = send(place, draft.key)
    assert list(initiative.photos.all()) == [photo]
    assert not Draft.objects.exists()
    assert stored() == before
    assert Photo.objects.get().description == "Het veldje"


def test_the_photo_of_another_draft_stays_where_it_is(place, draft):
    other = Draft.objects.create(form="initiative:elders", person=place.starter)
    attached(saved_file(), draft=other)
    assert send(place, draft.key).photo is None
    assert Photo.objects.get().draft == other


def saved_file():
    return BytesIO(saved(corners(1000, 500)))


# What people write


HOSTILE = [
    "<script>alert(1)</script>",
    "Tuin & <Co>",
    '"; DROP TABLE initiatives_initiative; --',
    "{{ settings.SECRET_KEY }} {% debug %}",
    "🌱🌻👩‍👩‍👧‍👦",
    "حديقة الحي",
    "\u202eomgekeerd\u202c",
    "100% %(who)s %s",
    "=cmd|' /C calc'!A0",
    "é" * 100,
    "../../etc/passwd",
    "-",
    "İstanbul ẞ ﬁ",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_is_shown_as_it_was_typed(place, client, title):
    initiative = send(place, idea=Idea(title=title, plan=title * 2, theme="other", needs=title))
    response = client.get(initiative.get_absolute_url())
    assert response.status_code == 200
    page = response.content.decode()
    assert "<script>alert" not in page
    assert "only-for-tests" not in page
    for address in ("/wijk/rietwijk/", "/wijk/rietwijk/initiatieven/", "/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
    mail = Message.objects.get(to=place.starter.email)
    assert title in mail.body
    reviews.ask(initiative.review, title, seen=0, key=uuid4(), by=place.officer, now=MONDAY)
    assert client.get(initiative.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("title", HOSTILE)
def test_every_title_gives_an_address_that_works(place, client, title):
    initiative = send(place, idea=Idea(title=title, plan="x", theme="other"))
    assert client.get(initiative.get_absolute_url()).status_code == 200
    wrong = f"/initiatief/{initiative.pk}-iets-anders/"
    assert client.get(wrong)["Location"] == initiative.get_absolute_url()
    short = f"/initiatief/{initiative.pk}/"
    assert client.get(short)["Location"] == initiative.get_absolute_url()

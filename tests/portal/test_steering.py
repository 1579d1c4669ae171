"""Opening and running a neighbourhood, without pages."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.actions.people import erase
from accounts.models import User
from activity.models import Event, Notification
from initiatives.actions import initiatives
from initiatives.models import Review
from initiatives.states import Status
from neighbourhoods.models import Administrator, Membership, Neighbourhood, Term
from neighbourhoods.states import AnswerTo, Role
from outbox.models import Message
from partners.models import Organisation
from partners.states import Kind
from portal.actions import steering
from tests.factories import (
    AreaFactory,
    InitiativeFactory,
    MembershipFactory,
    MunicipalityFactory,
    NeighbourhoodFactory,
    ReviewFactory,
    UserFactory,
)
from tests.threads import at_once

SQUARE = {
    "boundary": "[[480000,5240000,1000,0,0,700,-1000,0]]",  # steps in 1e-5 degrees
    "west": 4.80,
    "south": 52.40,
    "east": 4.81,
    "north": 52.407,
}

db = pytest.mark.django_db


@pytest.fixture
def by(request):
    return UserFactory()


def open_one(areas, name="Rietwijk", *, by):
    return steering.open_neighbourhood(areas[0].municipality, areas, name=name, by=by)


@db
def test_opening_makes_a_public_page_and_a_line_of_history(by):
    area = AreaFactory()

    opened = open_one([area], by=by)

    assert (opened.slug, opened.is_public, list(opened.areas.all())) == ("rietwijk", True, [area])
    assert Event.objects.get().sentence == "De wijkaanpak in Rietwijk is begonnen"


@db
def test_the_picture_of_the_area_is_drawn_when_it_opens(by):
    area = AreaFactory(short_name="Rietveld", **SQUARE)

    opened = open_one([area], by=by)

    assert opened.drawing is not None
    assert opened.drawing["area"].startswith("M")
    assert [name["text"] for name in opened.drawing["names"]] == ["Rietwijk"]


@db
def test_a_wijk_belongs_to_one_wijkaanpak(by):
    area = AreaFactory()
    open_one([area], by=by)

    with pytest.raises(steering.AreaTaken):
        open_one([AreaFactory(municipality=area.municipality), area], "Nog een", by=by)
    assert Neighbourhood.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_at_once_one_opens_the_wijk():
    area, by = AreaFactory(), UserFactory()

    outcomes = at_once([lambda: open_one([area], by=by)] * 2)

    assert sorted(type(one).__name__ for one in outcomes) == ["AreaTaken", "Neighbourhood"]
    assert Neighbourhood.objects.count() == 1


@db
@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Poelenburg", "poelenburg"),
        ("Het Hoge Land", "het-hoge-land"),
        ("Curaçaobuurt", "curacaobuurt"),
        ("Wijk 4 & 5!", "wijk-4-5"),
        ("…", "waterstad"),
        ("حي النهر", "waterstad"),
        ("Een heel lange naam van een wijk die niet in een adres past", None),
    ],
)
def test_a_neighbourhood_gets_an_address_from_its_name(by, name, slug):
    area = AreaFactory(municipality=MunicipalityFactory(name="Waterstad", slug="waterstad"))

    opened = open_one([area], name, by=by)

    assert slug is None or opened.slug == slug
    assert len(opened.slug) <= 60
    assert not opened.slug.startswith("-")
    assert not opened.slug.endswith("-")


@db
def test_an_address_that_is_taken_gets_the_municipality_and_then_a_number(by):
    waterstad = MunicipalityFactory(name="Waterstad", slug="waterstad")
    NeighbourhoodFactory(slug="centrum")

    slugs = [
        open_one([AreaFactory(municipality=waterstad)], "Centrum", by=by).slug for _ in range(3)
    ]

    assert slugs == ["centrum-waterstad", "centrum-waterstad-2", "centrum-waterstad-3"]


@db
def test_somebody_new_gets_a_mail_and_no_password(by):
    place = NeighbourhoodFactory(name="Rietwijk")

    given = steering.give_role(
        place, Role.OFFICER, email="Fatima@Waterstad.nl", name="Fatima", by=by
    )

    assert (given.person.email, given.person.name) == ("fatima@waterstad.nl", "Fatima")
    assert not given.person.has_usable_password()
    mail = Message.objects.get()
    assert mail.to == "fatima@waterstad.nl"
    assert "contactambtenaar in Rietwijk" in mail.subject
    assert Notification.objects.get().person == given.person


@db
def test_a_role_that_is_given_twice_is_given_once(by):
    place = NeighbourhoodFactory()

    first, second = (
        steering.give_role(place, Role.OFFICER, email="f@waterstad.nl", by=by) for _ in range(2)
    )

    assert first == second
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_role_that_two_give_at_once_is_given_once():
    place, by = NeighbourhoodFactory(), UserFactory()

    outcomes = at_once(
        [lambda: steering.give_role(place, Role.OFFICER, email="f@waterstad.nl", by=by)] * 2
    )

    assert outcomes[0] == outcomes[1]
    assert Message.objects.count() == 1


@db
def test_the_name_that_somebody_chose_stays(by):
    person = UserFactory(name="Fatima")

    given = steering.give_role(
        NeighbourhoodFactory(), Role.OFFICER, email=str(person.email), name="Mevrouw El A.", by=by
    )

    assert given.person.name == "Fatima"


@db
def test_who_had_no_name_yet_gets_the_one_that_comes_with_the_role(by):
    person = UserFactory(name="")

    given = steering.give_role(
        NeighbourhoodFactory(), Role.OFFICER, email=str(person.email), name="Fatima", by=by
    )

    assert given.person.name == "Fatima"
    assert User.objects.get(pk=person.pk).name == "Fatima"


@db
def test_a_role_that_ended_can_be_given_again(by):
    place = NeighbourhoodFactory()
    first = steering.give_role(place, Role.BUILDER, email="y@waterstad.nl", by=by)
    steering.end_role(first, successor=None, by=by, now=timezone.now())

    second = steering.give_role(place, Role.BUILDER, email="y@waterstad.nl", by=by)

    assert second != first
    assert list(Membership.objects.current()) == [second]


@db
def test_erasing_a_person_ends_their_roles_and_takes_the_face_along(by):
    membership = MembershipFactory(hours="di 9-12", phone="06-12345678")
    steering.set_presence(
        membership, hours="di 9-12", place="", phone="06", portrait=b"a face", by=by
    )
    face = f"portraits/{membership.portrait}.jpg"

    erase(membership.person, now=timezone.now())
    membership.refresh_from_db()

    assert membership.ended_at is not None
    assert (membership.hours, membership.phone, membership.portrait) == ("", "", "")
    assert not default_storage.exists(face)


@db
def test_a_new_face_replaces_the_old_file(by):
    membership = MembershipFactory()
    presence = {"hours": "", "place": "", "phone": ""}
    faces = []
    for portrait in (b"one", b"two", None):
        steering.set_presence(membership, **presence, portrait=portrait, by=by)
        faces.append(f"portraits/{membership.portrait}.jpg")

    assert not default_storage.exists(faces[0])
    with default_storage.open(faces[1]) as face:
        assert face.read() == b"two"
    assert faces[2] == faces[1], "without a new one the face stays"


def held(membership, **fields):
    """A review of an initiative in the neighbourhood of this officer."""
    initiative = InitiativeFactory(neighbourhood=membership.neighbourhood)
    return ReviewFactory(initiative=initiative, officer=membership.person, **fields)


@db
def test_a_role_that_ends_leaves_nothing_of_the_person_in_view(by):
    membership = MembershipFactory(role=Role.BUILDER, place="De Poelenburcht")
    steering.set_presence(
        membership, hours="di", place="De Poelenburcht", phone="06", portrait=b"a face", by=by
    )
    face = f"portraits/{membership.portrait}.jpg"

    steering.end_role(membership, successor=None, by=by, now=timezone.now())
    membership.refresh_from_db()

    assert (membership.hours, membership.place, membership.phone) == ("", "", "")
    assert membership.portrait == ""
    assert not default_storage.exists(face)


@db
def test_what_an_officer_holds_needs_a_successor(by):
    membership = MembershipFactory()
    review = held(membership)

    with pytest.raises(steering.NeedsSuccessor):
        steering.end_role(membership, successor=None, by=by, now=timezone.now())
    membership.refresh_from_db()
    review.refresh_from_db()
    assert (membership.ended_at, review.officer) == (None, membership.person)


@db
def test_an_officer_who_holds_nothing_goes_without(by):
    membership = MembershipFactory()
    held(membership, status=Status.JOINING)

    ended = steering.end_role(membership, successor=None, by=by, now=timezone.now())

    assert ended.ended_at is not None


@db
def test_the_successor_takes_all_and_keeps_the_dates(by):
    membership = MembershipFactory()
    successor = MembershipFactory(neighbourhood=membership.neighbourhood).person
    due = timezone.now() + timedelta(days=3)
    waiting, answered = held(membership, due_at=due), held(membership, status=Status.JOINING)
    elsewhere = held(MembershipFactory(person=membership.person))

    steering.end_role(membership, successor=successor, by=by, now=timezone.now())

    officers = dict(Review.objects.values_list("pk", "officer"))
    assert officers[waiting.pk] == officers[answered.pk] == successor.pk
    assert officers[elsewhere.pk] == membership.person.pk
    waiting.refresh_from_db()
    assert waiting.due_at == due


@db
def test_the_teams_are_told_who_it_is_from_now_on(by):
    membership = MembershipFactory()
    resident = UserFactory(name="Samira")
    initiatives.send(
        initiatives.Idea("Moestuin", "Samen.", "green"),
        neighbourhood=membership.neighbourhood,
        key=uuid4(),
        by=resident,
        now=timezone.now(),
    )
    successor = MembershipFactory(
        neighbourhood=membership.neighbourhood, person=UserFactory(name="Joost de Wit")
    ).person
    Message.objects.all().delete()

    steering.end_role(membership, successor=successor, by=by, now=timezone.now())

    told = {message.to: message.body for message in Message.objects.all()}
    assert {resident.email, successor.email} <= set(told)
    assert "Joost de Wit" in told[resident.email]


@db
def test_a_role_ends_once(by):
    membership = MembershipFactory(role=Role.BUILDER)
    moments = [timezone.now(), timezone.now() + timedelta(days=1)]

    for now in moments:
        ended = steering.end_role(membership, successor=None, by=by, now=now)

    assert ended.ended_at == moments[0]
    assert Event.objects.count() == 1


@db
def test_the_last_coordinator_waits_for_the_next(by):
    """Else nobody would hear that an answer is late."""
    last = MembershipFactory(role=Role.COORDINATOR)
    MembershipFactory(role=Role.COORDINATOR)  # of another neighbourhood

    with pytest.raises(steering.LastCoordinator):
        steering.end_role(last, successor=None, by=by, now=timezone.now())
    MembershipFactory(neighbourhood=last.neighbourhood, role=Role.COORDINATOR)
    ended = steering.end_role(last, successor=None, by=by, now=timezone.now())

    assert ended.ended_at is not None


@pytest.mark.django_db(transaction=True)
def test_of_two_last_coordinators_who_leave_at_once_one_stays():
    by, place = UserFactory(), NeighbourhoodFactory()
    two = [MembershipFactory(neighbourhood=place, role=Role.COORDINATOR) for _ in range(2)]

    outcomes = at_once(
        [
            lambda one=one: steering.end_role(one, successor=None, by=by, now=timezone.now())
            for one in two
        ]
    )

    assert sorted(type(one).__name__ for one in outcomes) == ["LastCoordinator", "Membership"]
    assert Membership.objects.coordinators().count() == 1


@pytest.mark.django_db(transaction=True)
def test_no_initiative_falls_between_an_officer_who_leaves_and_the_next():
    """It is either refused because there is something to hand over, or never theirs."""
    leaving = MembershipFactory()
    by, resident = UserFactory(), UserFactory()

    def send():
        return initiatives.send(
            initiatives.Idea("Moestuin", "Samen.", "green"),
            neighbourhood=leaving.neighbourhood,
            key=uuid4(),
            by=resident,
            now=timezone.now(),
        )

    at_once([send, lambda: steering.end_role(leaving, successor=None, by=by, now=timezone.now())])

    leaving.refresh_from_db()
    officer = Review.objects.get().officer
    assert (officer is None) is (leaving.ended_at is not None)


@db
def test_a_new_term_leaves_promised_dates_as_they_are(by):
    membership = MembershipFactory()
    municipality = membership.neighbourhood.municipality
    review = held(membership)
    before = review.due_at

    steering.set_term(municipality, AnswerTo.INITIATIVE, 5, by=by)
    steering.set_term(municipality, AnswerTo.INITIATIVE, 10, by=by)

    review.refresh_from_db()
    assert review.due_at == before
    assert Term.objects.get().working_days == 10


@db
def test_the_first_administrator_comes_with_the_municipalitys_organisation():
    municipality = MunicipalityFactory(name="Waterstad")

    first, second = (
        steering.open_municipality(municipality, email="Bo@Waterstad.nl", name="Bo")
        for _ in range(2)
    )

    assert first == second
    assert Administrator.objects.get().person.email == "bo@waterstad.nl"
    organisation = Organisation.objects.get(kind=Kind.MUNICIPALITY)
    assert organisation.name == "Gemeente Waterstad"

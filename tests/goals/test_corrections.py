"""What was written down can be put right until the review of its quarter, and leaves a trace."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from accounts.actions.people import erase
from activity.models import Event
from goals.actions import contributing
from goals.actions.contributing import Done
from goals.models import Contribution, ContributionChange, ContributionPhoto, QuarterlyReview
from goals.states import Refused, ReviewState, YearState
from goals.tasks import forget_contributions, make_photos
from tests.core.test_images import corners, saved
from tests.factories import QuarterlyReviewFactory, UserFactory
from tests.goals.room import NOW, TODAY, Room, make_room
from tests.html import problems
from tests.partners.conftest import browser_of
from tests.threads import at_once


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=True) as travelled:
        yield travelled


@pytest.fixture
def room(db) -> Room:
    return make_room()


def picture():
    return SimpleUploadedFile("a.jpg", saved(corners()), content_type="image/jpeg")


def sent(made, **more):
    return {"key": str(made.key), "what": made.what, "day": f"{made.day}"} | more


def read(address, person=None, status=200):
    response = browser_of(person).get(address)
    assert response.status_code == status
    return response.content.decode()


def change(made, person, **more):
    return browser_of(person).post(f"{made.get_absolute_url()}aanpassen/", sent(made, **more))


def test_anybody_of_the_party_corrects_it_and_what_stood_there_stays_readable(room):
    made = room.log("Middag spelen", hours_spent=Decimal("2.5"))
    response = change(made, room.contact, what="Avond spelen", hours_spent="3")

    assert response.status_code == 302
    made.refresh_from_db()
    assert (made.what, made.hours_spent, made.by) == ("Avond spelen", 3, room.worker)
    html = read(made.get_absolute_url())
    assert "Zo stond het eerst" in html
    assert "Wat er is gedaan: Middag spelen" in html
    assert "Uren: 2,5 uur" in html
    assert "Ruud" not in html
    assert "verbeterd" in read(f"/doel/{room.goal.pk}/hoe-het-gaat/")
    assert problems(html) == []


def test_what_is_as_it_was_leaves_no_trace(room):
    made = room.log()
    for _press in range(2):
        assert change(made, room.worker).status_code == 302

    assert not ContributionChange.objects.exists()
    change(made, room.worker, what="Anders")
    change(made, room.worker, what="Anders")
    assert ContributionChange.objects.count() == 1
    made.refresh_from_db()
    assert made.changed_at


def test_every_kind_of_change_can_be_read(room):
    made = room.log(
        hours_spent=Decimal(1),
        euros=10,
        materials="Een zaal",
        approach=1,
        without=True,
        initiative=room.initiative,
    )
    change(made, room.worker, day="2026-11-17", what="Iets anders", approach="2")
    change(made, room.worker, day="2026-11-16", what="Nog iets", answers="")
    html = read(made.get_absolute_url())

    for words in (
        "Wanneer: 18 november 2026",
        "Wanneer: 17 november 2026",
        "Geld: € 10",
        "Materiaal: Een zaal",
        "Voorkomen of ingrijpen: Voorkomen",
        "Zonder gemeente of politie: ja",
        "Bij welk initiatief: iets anders",
    ):
        assert words in html
    assert "Samen voor het plein" not in html


@pytest.mark.parametrize("who", ["neighbour", "officer", "coordinator"])
def test_others_are_refused(room, who):
    made = room.log()
    person = getattr(room, who)

    assert change(made, person, what="Anders").status_code == 403
    for what in ("weghalen", "terugzetten"):
        address = f"{made.get_absolute_url()}{what}/"
        assert browser_of(person).post(address).status_code == 403
    assert "Aanpassen" not in read(made.get_absolute_url(), person)
    made.refresh_from_db()
    assert (made.what, made.removed_at) == ("Een middag spelen", None)


@pytest.mark.parametrize(("party", "who"), [("team", "neighbour"), ("town", "coordinator")])
def test_a_team_and_the_municipality_correct_their_own_alike(room, party, who):
    made = room.log(organisation=getattr(room, party), by=room.neighbour)

    assert change(made, getattr(room, who), what="Anders").status_code == 302
    assert change(made, room.worker, what="Weer anders").status_code == 403


def test_after_the_review_nothing_changes_any_more(room):
    made = room.log()
    room.close()
    html = read(made.get_absolute_url(), room.worker)

    assert "Wat er staat, blijft zo staan." in html
    assert "Aanpassen" not in html
    page = (
        browser_of(room.worker)
        .post(f"{made.get_absolute_url()}weghalen/", follow=True)
        .content.decode()
    )
    assert "Over dit kwartaal is het gesprek al geweest." in page
    assert change(made, room.worker, what="Anders").status_code == 302
    with pytest.raises(Refused):
        contributing.correct(made, Done("Anders", TODAY), by=room.worker, now=NOW)
    made.refresh_from_db()
    assert (made.what, made.removed_at) == ("Een middag spelen", None)


def test_it_does_not_move_into_or_out_of_a_closed_quarter(room):
    room.close(quarter=3)
    made = room.log()

    assert change(made, room.worker, day="2026-09-30").status_code == 422
    with pytest.raises(Refused):
        contributing.correct(made, Done("Anders", TODAY.replace(month=9)), by=room.worker, now=NOW)


def test_a_year_that_is_closed_is_closed(room):
    made = room.log()
    room.plan.state = YearState.CLOSED
    room.plan.save()

    assert "Aanpassen" not in read(made.get_absolute_url(), room.worker)
    assert change(made, room.worker, what="Anders").status_code == 302
    made.refresh_from_db()
    assert made.what == "Een middag spelen"


def test_a_wrong_correction_keeps_what_was_typed(room):
    made = room.log()
    response = change(made, room.worker, what="Voor 123456782", materials="Twintig stoelen")

    html = response.content.decode()
    assert response.status_code == 422
    assert "Twintig stoelen" in html
    assert problems(html) == []


def test_what_is_taken_away_is_gone_and_can_come_back_for_a_day(room, clock):
    made = room.log()
    client = browser_of(room.worker)
    page = client.post(f"{made.get_absolute_url()}weghalen/", follow=True).content.decode()

    assert "Dat kan vandaag nog terug." in page
    assert problems(page) == []
    read(made.get_absolute_url(), status=404)
    assert "Een middag spelen" not in read(f"/doel/{room.goal.pk}/hoe-het-gaat/")
    assert not Event.objects.get(verb="contributed").is_public
    client.post(f"{made.get_absolute_url()}terugzetten/")
    assert "Een middag spelen" in read(f"/doel/{room.goal.pk}/hoe-het-gaat/")
    assert Event.objects.get(verb="contributed").is_public
    client.post(f"{made.get_absolute_url()}weghalen/")
    clock.move_to(NOW + timedelta(hours=23))
    forget_contributions()
    assert Contribution.objects.exists()
    clock.move_to(NOW + timedelta(hours=25))
    forget_contributions()
    assert not Contribution.objects.exists()
    assert not Event.objects.filter(subject_kind="contribution").exists()


def test_one_of_two_that_goes_leaves_the_line_of_the_other(room):
    made = room.log()
    room.log("Nog een middag")
    contributing.take_away(made, by=room.worker, now=NOW)

    assert Event.objects.get(verb="contributed").is_public


def test_taking_away_and_putting_back_twice_is_once(room):
    made = room.log()
    for _press in range(2):
        contributing.take_away(made, by=room.worker, now=NOW)
    for _press in range(2):
        contributing.put_back(made, by=room.worker, now=NOW)

    verbs = Event.objects.filter(subject_kind="contribution").values_list("verb", flat=True)
    assert sorted(verbs) == ["contribution_put_back", "contribution_removed"]


def test_a_photo_is_replaced_and_taken_away(room):
    made = room.log(photo=picture())
    make_photos()
    first = ContributionPhoto.objects.get()
    change(made, room.worker, photo=picture())
    make_photos()
    second = ContributionPhoto.objects.get()

    assert first.name != second.name
    assert not default_storage.exists(first.path(first.widths[0], "webp"))
    assert "Haal de foto weg" in read(f"{made.get_absolute_url()}aanpassen/", room.worker)
    change(made, room.worker, drop_photo="on")
    assert not ContributionPhoto.objects.exists()
    assert not default_storage.exists(second.path(second.widths[0], "webp"))
    assert "Foto: ja" in read(made.get_absolute_url())


def test_a_photo_is_kept_while_the_correction_is_refused(room):
    made = room.log()
    refused = change(made, room.worker, what="", photo=picture())
    assert "Uw foto is bewaard" in refused.content.decode()

    change(made, room.worker, what="Met foto")

    assert ContributionPhoto.objects.get().contribution == made
    assert "Foto: nee" in read(made.get_absolute_url())


def test_a_refused_correction_leaves_no_files(room):
    made = room.log()
    room.close()
    with pytest.raises(Refused):
        contributing.correct(made, Done("Anders", TODAY), photo=picture(), by=room.worker, now=NOW)

    assert not ContributionPhoto.objects.exists()
    assert default_storage.listdir("contributions")[0] == []


def test_what_somebody_wrote_stays_when_they_are_erased(room):
    made = room.log()
    change(made, room.worker, what="Anders")
    erase(room.worker, now=NOW)

    html = read(made.get_absolute_url())
    assert "Anders" in html
    assert "Zo stond het eerst" in html


def test_somebody_who_left_the_party_corrects_no_more(room):
    made = room.log()
    room.organisation.members.filter(person=room.worker).delete()

    assert change(made, room.worker, what="Anders").status_code == 403
    assert change(made, UserFactory(), what="Anders").status_code == 403


def close_for_good(review: QuarterlyReview) -> None:
    """As closing a review does: its row is locked first."""
    with transaction.atomic():
        locked = QuarterlyReview.objects.select_for_update().get(pk=review.pk)
        locked.state, locked.lacks, locked.frozen = ReviewState.CLOSED, "Niets.", {}
        locked.frozen = {"told": list(Contribution.objects.standing().values_list("what"))}
        locked.closed_at = NOW
        locked.save()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(3))
def test_a_review_that_closes_meanwhile_has_the_correction_or_refuses_it(turn):
    room = make_room()
    made = room.log()
    review = QuarterlyReviewFactory(plan=room.plan, quarter=4)

    def correct():
        contributing.correct(made, Done("Anders", TODAY), by=room.worker, now=NOW)
        return "corrected"

    def log():
        room.log("Nieuw", key=uuid4())
        return "logged"

    results = at_once([correct, lambda: close_for_good(review), log])
    review.refresh_from_db()
    told = {what for (what,) in review.frozen["told"]}
    assert ("Anders" in told) is (results[0] == "corrected")
    assert ("Nieuw" in told) is (results[2] == "logged")
    for one in (results[0], results[2]):
        assert isinstance(one, str | Refused), (one, connection.vendor)

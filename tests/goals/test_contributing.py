"""What a party did for a goal is written down in a minute, and read by everybody."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actions.people import erase
from accounts.models import Draft
from activity.models import Event
from goals.actions import contributing, judging
from goals.actions.contributing import Done, Row, RowRefused
from goals.models import Contribution, ContributionPhoto, Goal
from goals.states import GoalState, Refused, YearState
from goals.tasks import make_photos
from initiatives.models import Initiative
from initiatives.states import Visibility
from partners.models import Organisation
from tests.core.test_images import corners, saved
from tests.factories import (
    ContributionFactory,
    GoalFactory,
    MemberFactory,
    OrganisationFactory,
    QuarterlyReviewFactory,
    UserFactory,
    YearPlanFactory,
)
from tests.goals.room import NOW, TODAY, Room, make_room
from tests.html import fragment_problems, problems
from tests.partners.conftest import browser_of
from tests.threads import at_once

YESTERDAY = TODAY - timedelta(days=1)
MANY = "/wijk/rietwijk/doelen/bijdragen/nieuw/"


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def room(db) -> Room:
    return make_room()


def sent(**more):
    return {"key": str(uuid4()), "what": "Een middag spelen", "day": f"{YESTERDAY}"} | more


def read(address, person=None, status=200):
    response = browser_of(person).get(address)
    assert response.status_code == status
    return response.content.decode()


def refusal(call, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return refused.value.reason


def test_a_contribution_of_three_answers_is_read_by_everybody(room):
    page = browser_of(room.worker).post(room.path, sent(), follow=True).content.decode()

    assert "Opgeschreven. Het staat bij het doel." in page
    made = Contribution.objects.get()
    assert (made.organisation, made.by, made.day) == (room.organisation, room.worker, YESTERDAY)
    for address in (
        f"/doel/{room.goal.pk}/hoe-het-gaat/",
        f"/doel/{room.goal.pk}/bijdragen/",
        made.get_absolute_url(),
        "/organisatie/de-zaanoever/bijdragen/",
    ):
        html = read(address)
        assert "Een middag spelen" in html
        assert problems(html) == []
        assert "Mila" not in html, "never a name of a person"


@pytest.mark.parametrize("who", ["worker", "neighbour", "officer", "coordinator"])
def test_every_party_writes_on_the_same_page(room, who):
    """A residents' team, a corporation and the municipality alike."""
    person = getattr(room, who)
    html = read(room.path, person)
    named = {"worker": room.organisation, "neighbour": room.team}.get(who, room.town)

    assert f"Namens {named.name}" in html
    browser_of(person).post(room.path, sent())
    assert Contribution.objects.get().organisation == named


def test_who_speaks_for_nobody_here_is_refused(room):
    elsewhere = OrganisationFactory()
    for person in (UserFactory(), MemberFactory(organisation=elsewhere).person):
        assert browser_of(person).get(room.path).status_code == 403
        assert browser_of(person).post(room.path, sent()).status_code == 403
        assert "Schrijf op wat u deed" not in read(f"/doel/{room.goal.pk}/hoe-het-gaat/", person)
    assert not Contribution.objects.exists()


def test_who_speaks_for_two_parties_says_for_which(room):
    MemberFactory(organisation=room.team, person=room.worker)
    client = browser_of(room.worker)

    assert client.post(room.path, sent()).status_code == 422
    client.post(room.path, sent(organisation=str(room.team.pk)))
    assert Contribution.objects.get().organisation == room.team
    other = OrganisationFactory(neighbourhood=room.neighbourhood)
    assert client.post(room.path, sent(organisation=str(other.pk))).status_code == 422


def test_all_that_one_may_add_is_kept_and_shown(room):
    words = sent(
        hours_spent="2,5",
        euros="150",
        materials="Twintig stoelen",
        approach="1",
        without="on",
        answers=f"initiative-{room.initiative.pk}",
    )
    browser_of(room.worker).post(room.path, words)

    made = Contribution.objects.get()
    html = read(made.get_absolute_url())
    for text in (
        "2,5 uur, € 150, Twintig stoelen",
        "1, voorkomen",
        "zonder gemeente of politie",
        room.initiative.get_absolute_url(),
    ):
        assert text in html
    sums = read(f"/doel/{room.goal.pk}/bijdragen/")
    assert "2,5 uur" in sums
    assert "Voorkomen: 1" in sums
    assert "0 van de 1 bijdragen komen van groepen en teams van bewoners" in sums


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("what", "", "Schrijf in één regel wat u deed."),
        ("what", "a" * 301, "Maak de tekst korter"),
        ("what", "Hulp aan 123456782", "burgerservicenummer"),
        ("materials", "Voor 123.456.782", "burgerservicenummer"),
        ("day", "", "Kies een datum."),
        ("day", "2026-11-19", "Kies vandaag of een dag die is geweest."),
        ("day", "2025-12-31", "Kies een dag in het jaar van dit doel."),
        ("hours_spent", "veel", "Schrijf een getal, zoals 2 of 1,5."),
        ("hours_spent", "-1", "Schrijf een getal, zoals 2 of 1,5."),
        ("hours_spent", "NaN", "Schrijf een getal, zoals 2 of 1,5."),
        ("hours_spent", "1e9", "Schrijf een getal, zoals 2 of 1,5."),
        ("hours_spent", "1,55", "Schrijf een getal, zoals 2 of 1,5."),
        ("euros", "1.5.5", "Schrijf een heel getal, zoals 150."),
        ("euros", "9" * 30, "Schrijf een heel getal, zoals 150."),
        ("approach", "9", "Kies een stap uit de lijst."),
        ("answers", "initiative-999999", "Kies er een uit de lijst."),
        ("key", "onzin", "UUID"),
    ],
)
def test_a_wrong_answer_says_what_is_wrong_and_keeps_the_rest(room, field, value, says):
    words = sent(materials="Twintig stoelen") | {field: value}
    response = browser_of(room.worker).post(room.path, words)

    html = response.content.decode()
    assert response.status_code == 422
    assert says in html
    assert problems(html) == []
    for typed in {"Een middag spelen", "Twintig stoelen"} - {"", words[field]}:
        assert typed in html or typed not in words.values()
    assert not Contribution.objects.exists()


def test_a_name_with_an_address_goes_past_with_a_tick(room):
    client, words = browser_of(room.worker), "Muurtje bij familie Steen, Rietstraat 12"
    html = client.post(room.path, sent(what=words)).content.decode()

    assert "Er staat niets over personen in" in html
    assert words in html
    assert problems(html) == []
    client.post(room.path, sent(what=words, about_nobody="on"))
    assert Contribution.objects.get().what == words


def test_the_form_says_that_it_is_about_activities(room):
    assert "geen namen of adressen van mensen of gezinnen" in read(room.path, room.worker)


def test_pressing_twice_is_pressing_once(room):
    words, client = sent(), browser_of(room.worker)

    first, second = (client.post(room.path, words) for _press in range(2))
    assert first["Location"] == second["Location"]
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize("state", sorted(set(GoalState) - {GoalState.CHOSEN}))
def test_only_a_goal_in_force_takes_contributions(room, state):
    Goal.objects.update(state=state, reason="Het lukte.", possible="Een feest.")

    assert browser_of(room.worker).get(room.path).status_code == 404
    assert refusal(room.log) == "not_in_force"


def test_only_a_year_that_runs_takes_contributions(room):
    room.plan.state = YearState.CLOSED
    room.plan.save()

    assert browser_of(room.worker).get(room.path).status_code == 404
    assert browser_of(room.worker).get("/wijk/rietwijk/doelen/bijdrage/").status_code == 404
    assert refusal(room.log) == "not_running"


def test_a_quarter_whose_review_was_closed_takes_no_more(room):
    room.close(quarter=3)
    response = browser_of(room.worker).post(room.path, sent(day="2026-09-30"))

    assert response.status_code == 422
    assert "Over dit kwartaal is het gesprek al geweest." in response.content.decode()
    assert refusal(room.log, day=TODAY.replace(month=9)) == "closed"
    assert browser_of(room.worker).post(room.path, sent(day="2026-10-01")).status_code == 302


def test_the_year_before_is_written_down_until_its_last_review(room):
    with time_machine.travel(NOW.replace(year=2027, month=1, day=5), tick=True):
        assert 'value="2026-12-31"' in read(room.path, room.worker)
        assert browser_of(room.worker).post(room.path, sent()).status_code == 302


def test_one_chooses_the_goal_where_there_are_more(room):
    other = GoalFactory(plan=room.plan, title="Veilig naar school")
    address = "/wijk/rietwijk/doelen/bijdrage/"
    client = browser_of(room.worker)

    assert "Veilig naar school" in read(address, room.worker)
    assert client.post(address, sent()).status_code == 422
    too_late = client.post(address, sent(day="2026-11-19")).content.decode()
    assert "Kies een doel." in too_late
    assert "Kies vandaag of een dag die is geweest." in too_late
    client.post(address, sent(goal=str(other.pk)))
    assert Contribution.objects.get().goal == other
    Goal.objects.filter(pk=other.pk).update(visibility="hidden", hidden_reason="Een naam.")
    assert "Veilig naar school" not in read(address, room.worker)


def test_a_photo_comes_with_it_without_what_it_knows(room):
    with_place = SimpleUploadedFile("a.jpg", saved(corners()), content_type="image/jpeg")
    browser_of(room.worker).post(room.path, sent(photo=with_place))
    made = Contribution.objects.get()
    own = browser_of(room.worker).get(made.get_absolute_url()).content.decode()
    assert "Wij maken uw foto klaar." in own
    assert problems(own) == []
    assert "Wij maken uw foto klaar." not in read(made.get_absolute_url())

    make_photos()
    photo = ContributionPhoto.objects.get()
    assert photo.small in read(made.get_absolute_url())
    assert browser_of().get(photo.small).getvalue()
    judging.hide(room.goal, "Er stond een naam in.", by=room.coordinator)
    assert browser_of().get(photo.small).status_code == 404
    assert browser_of(room.coordinator).get(photo.small).getvalue()
    assert default_storage.exists(photo.path(photo.widths[0], "webp"))


def photo_of():
    return SimpleUploadedFile("a.jpg", saved(corners()), content_type="image/jpeg")


def test_a_photo_is_kept_while_the_form_around_it_is_refused(room):
    client, key = browser_of(room.worker), str(uuid4())

    refused = client.post(room.path, sent(key=key, what="", photo=photo_of()))

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Uw foto is bewaard" in page
    assert "Wij maken uw foto klaar." in page
    assert problems(page) == []
    make_photos()
    kept = ContributionPhoto.objects.get()
    page = client.post(room.path, sent(key=key, what="")).content.decode()
    assert kept.small in page
    assert problems(page) == []
    assert client.get(kept.small).getvalue()
    for other in (None, room.neighbour):
        assert browser_of(other).get(kept.small).status_code == 404
    assert "Uw foto is bewaard" in client.post(room.path, sent(key=key, what="")).content.decode()
    assert Draft.objects.count() == 1

    made = client.post(room.path, sent(key=key))

    assert made.status_code == 302
    assert ContributionPhoto.objects.get() == kept
    assert kept.small in read(made.url)
    assert not Draft.objects.exists()
    client.post(room.path, sent(key=key))
    assert Contribution.objects.get().photo == kept


def test_a_kept_photo_is_replaced_left_out_and_forgotten(room):
    client, key = browser_of(room.worker), str(uuid4())
    client.post(room.path, sent(key=key, what="", photo=photo_of()))
    make_photos()
    first = ContributionPhoto.objects.get()
    client.post(room.path, sent(key=key, what="", photo=photo_of()))
    second = ContributionPhoto.objects.get()
    assert first.name != second.name
    assert not default_storage.exists(first.path(first.widths[0], "webp"))

    gone = client.post(room.path, sent(key=key, what="", drop_photo="on")).content.decode()
    assert "Uw foto is bewaard" not in gone
    assert not ContributionPhoto.objects.exists()

    client.post(room.path, sent(key=key, what="", photo=photo_of()))
    third = ContributionPhoto.objects.get()
    assert default_storage.exists(third.original)
    erase(room.worker, now=NOW)
    assert not ContributionPhoto.objects.exists()
    assert not default_storage.exists(third.original)


def test_without_a_key_or_of_somebody_else_no_photo_is_kept(room):
    client = browser_of(room.worker)
    for key in ("", "x", "\0"):
        assert client.post(room.path, sent(key=key, photo=photo_of())).status_code == 422
    assert not ContributionPhoto.objects.exists()
    key = str(uuid4())
    client.post(room.path, sent(key=key, what="", photo=photo_of()))

    other = browser_of(room.neighbour).post(room.path, sent(key=key, what=""))

    assert "Uw foto is bewaard" not in other.content.decode()


def test_a_photo_that_cannot_be_read_says_so(room):
    response = browser_of(room.worker).post(
        room.path, sent(photo=SimpleUploadedFile("a.jpg", b"<svg/>"))
    )
    assert response.status_code == 422
    assert "Dit soort afbeelding kunnen wij niet lezen." in response.content.decode()


def test_what_stands_with_a_hidden_party_is_hidden_with_it(room):
    made = room.log()
    Organisation.objects.filter(pk=room.organisation.pk).update(hidden_reason="Het is reclame.")

    read(made.get_absolute_url(), status=404)
    assert "Een middag spelen" not in read(f"/doel/{room.goal.pk}/hoe-het-gaat/")
    assert "Een middag spelen" in read(f"/doel/{room.goal.pk}/hoe-het-gaat/", room.worker)
    assert "Een middag spelen" not in read(f"/doel/{room.goal.pk}/bijdragen/")
    assert "De Zaanoever" not in read(f"/doel/{room.goal.pk}/bijdragen/")


def test_what_a_team_did_is_hidden_with_its_initiative(room):
    made = room.log(organisation=room.team, by=room.neighbour)
    read(made.get_absolute_url())
    Initiative.objects.update(visibility=Visibility.HIDDEN, hidden_reason="Een naam.")

    read(made.get_absolute_url(), status=404)
    assert "Samen voor het plein" not in read(f"/doel/{room.goal.pk}/bijdragen/")
    review = QuarterlyReviewFactory(plan=room.plan, quarter=4)
    assert "Een middag spelen" not in read(review.get_absolute_url())
    Initiative.objects.update(visibility=Visibility.PUBLIC, hidden_reason="")
    assert "Een middag spelen" in read(review.get_absolute_url())


def test_an_initiative_that_is_hidden_is_not_named(room):
    room.log(organisation=room.organisation, initiative=room.initiative)
    Initiative.objects.update(visibility=Visibility.HIDDEN, hidden_reason="Een naam.")

    assert "Samen voor het plein" not in read(Contribution.objects.get().get_absolute_url())
    assert "Samen voor het plein" not in read(room.path, room.worker)


def test_the_neighbourhood_reads_one_line_of_a_party_a_day(room):
    for _each in range(3):
        room.log()
    event = Event.objects.get(verb="contributed")

    assert event.is_public
    assert event.subject_url == f"/doel/{room.goal.pk}/#how"
    judging.hide(room.goal, "Er stond een naam in.", by=room.coordinator)
    assert not Event.objects.get(verb="contributed").is_public
    judging.show(room.goal, by=room.coordinator)
    assert Event.objects.get(verb="contributed").is_public


def test_the_list_is_read_by_party_and_quarter(room):
    room.log("In de herfst")
    room.log("In de zomer", day=TODAY.replace(month=7), organisation=room.team, by=room.neighbour)
    address = f"/doel/{room.goal.pk}/bijdragen/"

    assert "In de zomer" not in read(f"{address}?kwartaal=4")
    assert "In de herfst" not in read(f"{address}?van={room.team.pk}")
    assert "Hier staat niets bij." in read(f"{address}?van={room.team.pk}&kwartaal=4")
    html = read(f"{address}?van=onzin&kwartaal=9&page=abc")
    assert "In de zomer" in html
    assert "1 van de 2 bijdragen komen van groepen en teams van bewoners" in html
    part = (
        browser_of()
        .get(address, headers={"HX-Request": "true", "HX-Target": "results"})
        .content.decode()
    )
    assert "<html" not in part
    assert fragment_problems(part) == []


def test_the_part_on_the_page_of_an_organisation_shows_a_few(room):
    htmx = {"HX-Request": "true", "HX-Target": "contributions-of"}
    address = "/organisatie/de-zaanoever/bijdragen/"
    assert browser_of().get(address, headers=htmx).content.decode().strip() == ""
    for number in range(8):
        room.log(f"Middag {number}")
    part = browser_of().get(address, headers=htmx).content.decode()

    assert fragment_problems(part) == []
    assert part.count("<li") == 6
    assert "Alle bijdragen" in part
    assert f'data-hx-get="{address}"' in read("/organisatie/de-zaanoever/")


def row(number, **more):
    plain = {"what": f"Middag {number}", "day": f"{YESTERDAY}", "hours_spent": ""}
    return {f"rij{number}-{name}": value for name, value in (plain | more).items()}


def test_several_are_written_down_at_once(room):
    words = {"key": str(uuid4()), "number": "5"} | row(1, hours_spent="3") | row(4)
    client = browser_of(room.worker)
    page = client.post(MANY, words, follow=True).content.decode()

    assert "2 bijdragen opgeschreven." in page
    assert set(Contribution.objects.values_list("what", flat=True)) == {"Middag 1", "Middag 4"}
    client.post(MANY, words)
    assert Contribution.objects.count() == 2, "twice is once"


def test_one_wrong_row_stops_all_and_says_which(room):
    words = {"key": str(uuid4()), "number": "5"} | row(1) | row(2, day="2026-11-19")
    response = browser_of(room.worker).post(MANY, words | row(3, what="BSN 123456782"))

    html = response.content.decode()
    assert response.status_code == 422
    assert not Contribution.objects.exists()
    assert problems(html) == []
    assert 'href="#id_rij2-day"' in html
    assert 'href="#id_rij3-what"' in html
    assert "Kies vandaag of een dag die is geweest." in html
    assert 'value="Middag 1"' in html


def test_nothing_written_says_so(room):
    response = browser_of(room.worker).post(MANY, {"key": str(uuid4()), "number": "5"})

    assert response.status_code == 422
    assert "Schrijf in minstens één regel wat u deed." in response.content.decode()


def test_five_rows_more_keep_what_was_typed(room):
    key = str(uuid4())
    words = {"key": key, "number": "5", "more": "1"} | row(2, day="onzin", hours_spent="veel")
    response = browser_of(room.worker).post(MANY, words)

    html = response.content.decode()
    assert response.status_code == 200
    assert html.count("<legend") == 10
    for typed in ('value="Middag 2"', 'value="onzin"', 'value="veel"', key, 'value="10"'):
        assert typed in html
    assert "Fout:" not in html
    assert problems(html) == []


@pytest.mark.parametrize("number", ["", "-3", "0", "50", "999", "9" * 400, "٣", "%00"])
def test_there_are_never_too_many_rows(room, number):
    words = {"key": "onzin", "number": number, "more": "1"}
    html = browser_of(room.worker).post(MANY, words).content.decode()

    assert 5 <= html.count("<legend") <= 50


def test_all_or_nothing_holds_in_the_action_too(room):
    rows = [
        Row(room.goal, Done("Een", TODAY), uuid4()),
        Row(room.goal, Done("Twee", TODAY + timedelta(days=1)), uuid4()),
    ]
    with pytest.raises(RowRefused) as refused:
        contributing.log_many(rows, organisation=room.organisation, by=room.worker, now=NOW)

    assert (refused.value.row, refused.value.reason) == (1, "future")
    assert not Contribution.objects.exists()


def test_nobody_writes_down_without_end(room, monkeypatch):
    monkeypatch.setattr(contributing, "MOST", 2)
    room.log()
    room.log()

    assert refusal(room.log) == "too_many"
    response = browser_of(room.worker).post(room.path, sent())
    assert "U schreef net al veel op." in response.content.decode()


def test_a_closed_neighbourhood_has_none_of_it(room):
    made = room.log()
    room.neighbourhood.is_public = False
    room.neighbourhood.save()

    for address in (room.path, "/wijk/rietwijk/doelen/bijdrage/", MANY):
        read(address, room.worker, status=404)
    read(made.get_absolute_url(), status=404)


def test_a_next_year_that_is_prepared_takes_none(room):
    plan = YearPlanFactory(
        neighbourhood=room.neighbourhood, year=2027, state=YearState.PREPARING, chosen_at=None
    )
    goal = GoalFactory(plan=plan, state=GoalState.PROPOSED)

    read(f"/doel/{goal.pk}/bijdrage/", room.worker, status=404)
    assert 'id="how"' not in read(goal.get_absolute_url())


def test_a_long_list_is_paged(room):
    for _each in range(45):
        ContributionFactory(goal=room.goal, organisation=room.organisation, by=room.worker)
    html = read(f"/doel/{room.goal.pk}/bijdragen/?page=3&kwartaal=4")

    assert len(re.findall(r'href="/bijdrage/\d+/"', html)) == 5
    assert "Pagina 3 van 3" in html
    assert "kwartaal=4&amp;page=2" in html


@pytest.mark.django_db(transaction=True)
def test_one_form_pressed_many_times_at_once_is_one_contribution():
    room, key = make_room(), uuid4()
    made = at_once([lambda: room.log(key=key)] * 6)

    assert len({one.pk for one in made}) == 1
    assert Contribution.objects.count() == 1
    assert Event.objects.filter(verb="contributed").count() == 1


def test_what_was_just_done_stands_on_the_page_of_the_year(room):
    year = f"/wijk/rietwijk/doelen/{room.plan.year}/"
    for number in range(8):
        room.log(what=f"Spelen {number}")
    hidden = GoalFactory(plan=room.plan, visibility="hidden", hidden_reason="Er stond een naam in.")
    ContributionFactory(goal=hidden, what="Niet te lezen")

    part = (
        browser_of()
        .get(f"{year}bijdragen/", headers={"HX-Request": "true", "HX-Target": "done"})
        .content.decode()
    )

    assert fragment_problems(part) == []
    assert part.count('class="wijk-item"') == 6
    assert room.goal.title in part
    assert "Alles wat er is gedaan" in part
    assert "Schrijf op wat u deed" not in part
    assert f'data-hx-get="{year}bijdragen/"' in read(year)
    everything = read(f"{year}bijdragen/", room.worker)
    assert "Spelen 0" in everything
    assert "Schrijf op wat u deed" in everything
    assert "Niet te lezen" not in everything

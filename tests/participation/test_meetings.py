"""A meeting is called, changed and called off; and it stands in the agenda of everybody."""

import re
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from activity.models import Event
from goals.models import QuarterlyReview
from neighbourhoods.states import Role
from participation.actions import meetings, registering
from participation.models import Meeting
from participation.selections.agenda import coming, lines, share_of
from participation.states.meetings import Comes
from partners.states import Group
from tests.factories import (
    MembershipFactory,
    PostFactory,
    ProcessFactory,
    QuarterlyReviewFactory,
    UserFactory,
    YearPlanFactory,
)
from tests.partners.conftest import Place, browser_of, make_place

from .hosting import amsterdam, as_sent, call_of, mailed, meeting_of, read, sent, team_here, told


@pytest.fixture
def place(db) -> Place:
    return make_place()


AGENDA = "/wijk/rietwijk/agenda/"
NEW = f"{AGENDA}nieuw/"


def test_a_partner_calls_a_meeting_and_everybody_finds_it(place):
    done = browser_of(place.member).post(NEW, sent(places="30"))

    meeting = Meeting.objects.get()
    assert done.url == meeting.get_absolute_url()
    assert (meeting.host, meeting.places, meeting.called_by) == (
        place.organisation,
        30,
        place.member,
    )
    page = read(meeting.get_absolute_url())
    assert "De Zaanoever" in page
    assert "19:30–21:00" in page
    assert "Wijkgesprek over de speeltuin" in read(AGENDA)
    assert Event.objects.public().filter(verb="meeting_called").count() == 1


def test_pressing_twice_is_one_meeting(place):
    fields = sent()
    client = browser_of(place.member)

    addresses = {client.post(NEW, fields).url for _press in range(2)}

    assert addresses == {Meeting.objects.get().get_absolute_url()}


def test_who_has_no_part_here_calls_none(place):
    somebody = UserFactory()

    assert browser_of(somebody).get(NEW).status_code == 403
    assert NEW not in read(AGENDA, somebody)
    assert NEW in read(AGENDA, place.member)


def test_a_builder_calls_one_without_an_organisation(place):
    builder = UserFactory(name="Bram")
    MembershipFactory(neighbourhood=place.neighbourhood, person=builder, role=Role.BUILDER)

    assert browser_of(builder).post(NEW, sent()).status_code == 302

    assert Meeting.objects.get().host is None


def test_who_has_more_than_one_part_says_in_whose_name(place):
    fatma = UserFactory(name="Fatma")
    team = team_here(place, fatma)
    MembershipFactory(neighbourhood=place.neighbourhood, person=fatma, role=Role.BUILDER)
    client = browser_of(fatma)

    asked = client.post(NEW, sent())
    assert asked.status_code == 422
    assert "Kies wie uitnodigt." in asked.content.decode()
    client.post(NEW, sent(host=str(team.pk)))

    assert Meeting.objects.get().initiative == team.initiative


def test_the_team_of_an_initiative_calls_one(place):
    fatma = UserFactory(name="Fatma")
    initiative = team_here(place, fatma).initiative
    address = f"/initiatief/{initiative.pk}/bijeenkomst/"

    assert browser_of(place.member).get(address).status_code == 403
    assert "Namens Moestuin" in read(address, fatma)
    browser_of(fatma).post(address, sent())

    meeting = Meeting.objects.get()
    assert (meeting.initiative, meeting.host) == (initiative, initiative.team)
    assert "Voor wie deze bijeenkomst leidt" in read(meeting.get_absolute_url(), fatma)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ends": "19:00"}, "Het einde moet later zijn dan het begin."),
        ({"ends": "19:30"}, "Het einde moet later zijn dan het begin."),
        ({"day": "2020-01-01"}, "Kies een datum vanaf vandaag"),
        ({"day": "zomaar"}, "Schrijf de datum als dag-maand-jaar"),
        ({"place": ""}, "Schrijf waar het is"),
        ({"places": "0"}, "Schrijf een getal vanaf 1."),
        ({"places": "9" * 30}, "Schrijf een getal tot en met"),
        ({"places": "veel"}, "Schrijf een getal, zoals 30."),
        ({"invites_residents": ""}, "Een bijeenkomst zonder bewoners? Schrijf waarom."),
        ({"title": "\x00"}, "Schrijf hoe de bijeenkomst heet."),
        ({"video_url": "javascript:alert(1)"}, "Plak het hele adres"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_all_is_kept(place, wrong, words):
    answer = browser_of(place.member).post(NEW, sent(about="Over de wip") | wrong)

    assert answer.status_code == 422
    html = answer.content.decode()
    assert words.lower() in html.lower()
    assert "Over de wip" in html
    assert not Meeting.objects.exists()


def test_a_meeting_without_residents_says_why_to_everybody(place):
    why = "Wij spreken over de huur van één gezin."
    browser_of(place.member).post(NEW, sent(invites_residents="", explanation=why))

    page = read(Meeting.objects.get().get_absolute_url())

    assert "Zonder bewoners" in page
    assert "huur van één gezin" in page
    assert "/aanmelden/" not in page


def test_an_evening_may_end_in_the_night(place):
    browser_of(place.member).post(NEW, sent(begins="22:00", ends="00:30"))

    meeting = Meeting.objects.get()
    assert meeting.ends_at - meeting.begins_at == timedelta(hours=2, minutes=30)


def test_the_time_is_that_of_the_neighbourhood_before_and_after_the_clock_changes(place):
    year = timezone.localdate().year + 1
    for month, offset in ((1, 1), (7, 2)):
        browser_of(place.member).post(NEW, sent(day=f"{year}-{month:02}-15"))
        meeting = Meeting.objects.latest("pk")
        assert timezone.localtime(meeting.begins_at).time() == time(19, 30)
        assert timezone.localtime(meeting.begins_at).utcoffset() == timedelta(hours=offset)


def test_an_hour_that_the_clock_jumps_over_is_refused(place):
    last = next(
        day
        for day in (date(timezone.localdate().year + 1, 3, 31 - back) for back in range(7))
        if day.weekday() == 6
    )
    answer = browser_of(place.member).post(NEW, sent(day=last.isoformat(), begins="02:30"))

    assert answer.status_code == 422
    assert "Dit tijdstip bestaat niet" in answer.content.decode()


def test_who_comes_hears_of_another_time_once_and_of_another_title_nothing(place):
    meeting, now = meeting_of(place), timezone.now()
    going = UserFactory(name="Gaat")
    registering.register(meeting, by=going, now=now)
    client = browser_of(place.coordinator)
    address = f"{meeting.get_absolute_url()}aanpassen/"

    client.post(address, as_sent(meeting, title="Een andere naam"))
    assert told("meeting_changed") == set()
    meeting.refresh_from_db()
    client.post(address, as_sent(meeting, begins="10:00", ends="11:00"))

    assert told("meeting_changed") == {"Gaat"}
    assert len(mailed("Veranderd: Een andere naam")) == 1


def test_who_was_overtaken_keeps_what_they_wrote(place):
    meeting = meeting_of(place)
    client, address = browser_of(place.coordinator), f"{meeting.get_absolute_url()}aanpassen/"
    client.post(address, as_sent(meeting, title="De eerste"))

    late = client.post(address, as_sent(meeting, title="De tweede"))

    assert late.status_code == 409
    assert 'value="De tweede"' in late.content.decode()
    meeting.refresh_from_db()
    assert meeting.title == "De eerste"


def test_fewer_places_than_people_is_refused(place):
    meeting = meeting_of(place)
    for _nth in range(2):
        registering.register(meeting, by=UserFactory(), now=timezone.now())
    address = f"{meeting.get_absolute_url()}aanpassen/"

    answer = browser_of(place.coordinator).post(address, as_sent(meeting, places="1"))

    assert answer.status_code == 422
    assert "Er komen al 2 mensen" in answer.content.decode()


def test_all_who_come_or_wait_hear_once_that_it_does_not_go_on(place):
    meeting, now = meeting_of(place, places=1), timezone.now()
    for name in ("Gaat", "Wacht"):
        registering.register(meeting, by=UserFactory(name=name), now=now)
    client, address = browser_of(place.coordinator), f"{meeting.get_absolute_url()}gaat-niet-door/"

    assert client.post(address, {"words": ""}).status_code == 422
    for _press in range(2):
        client.post(address, {"words": "De zaal is gesloten."})

    assert told("meeting_cancelled") == {"Gaat", "Wacht"}
    assert len(mailed("Gaat niet door")) == 2
    page = read(meeting.get_absolute_url())
    assert "De zaal is gesloten." in page
    assert "/aanmelden/" not in page
    assert "Gaat niet door" in read(AGENDA)


def test_the_day_before_who_comes_is_reminded_once_and_again_when_it_is_moved(place):
    meeting = meeting_of(place, begins_at=amsterdam(2027, 3, 10, 19, 30))
    was = amsterdam(2027, 3, 1, 9)
    registering.register(meeting, by=UserFactory(name="Gaat"), now=was)
    assert meetings.to_remind(amsterdam(2027, 3, 8, 12)) == []

    for _run in range(2):
        for one in meetings.to_remind(amsterdam(2027, 3, 9, 8)):
            meetings.remind(one, now=amsterdam(2027, 3, 9, 8))
    assert len(mailed("Morgen of vandaag")) == 1
    later = call_of(
        meeting,
        begins_at=amsterdam(2027, 3, 12, 19, 30),
        ends_at=amsterdam(2027, 3, 12, 21),
    )
    meetings.change(meeting, later, seen=0, by=place.coordinator, now=amsterdam(2027, 3, 9, 9))
    for one in meetings.to_remind(amsterdam(2027, 3, 11, 8)):
        meetings.remind(one, now=amsterdam(2027, 3, 11, 8))

    assert len(mailed("Morgen of vandaag")) == 2


def test_the_agenda_has_all_that_comes_in_one_order(place):
    today = timezone.localdate()
    meeting_of(place, days=3, title="Het gesprek")
    PostFactory(
        organisation=place.organisation,
        neighbourhood=place.neighbourhood,
        title="De soep",
        day=today + timedelta(days=2),
        begins=time(12),
        place="De Poort",
        group=Group.EVERYBODY,
    )
    plan = YearPlanFactory(neighbourhood=place.neighbourhood)
    QuarterlyReviewFactory(plan=plan, meets_on=today + timedelta(days=4), meets_where="De Poort")

    rows = coming(place.neighbourhood, UserFactory(), now=timezone.now())

    assert [one.title for one in lines(rows, "rietwijk")] == [
        "De soep",
        "Het gesprek",
        f"Kwartaalgesprek 1 van {plan.year}",
    ]
    page = read(AGENDA)
    for words in ("De soep", "Het gesprek", "Kwartaalgesprek 1", "De Zaanoever"):
        assert words in page


def test_a_review_that_a_meeting_hosts_stands_there_once(place):
    today = timezone.localdate()
    plan = YearPlanFactory(neighbourhood=place.neighbourhood)
    review = QuarterlyReviewFactory(
        plan=plan, meets_on=today + timedelta(days=7), meets_where="De Poort"
    )
    fields = sent(hosted=f"review-{review.pk}")

    browser_of(place.coordinator).post(NEW, fields)

    meeting = Meeting.objects.get()
    assert meeting.review == review
    rows = coming(place.neighbourhood, place.officer, now=timezone.now())
    assert [one.title for one in lines(rows)] == ["Wijkgesprek over de speeltuin"]
    assert str(QuarterlyReview.objects.get()) in read(meeting.get_absolute_url())


def test_a_meeting_of_a_process_stands_on_both_pages(place):
    process = ProcessFactory(neighbourhood=place.neighbourhood, title="De nieuwe speeltuin")
    elsewhere = ProcessFactory(title="Het plein van een andere wijk")
    form = read(f"{NEW}?traject={process.pk}", place.member)
    assert f'<option value="{process.pk}" selected>De nieuwe speeltuin' in form
    assert elsewhere.title not in form

    refused = browser_of(place.member).post(NEW, sent(process=elsewhere.pk))
    assert refused.status_code == 422
    assert "Kies een traject uit de lijst" in refused.content.decode()
    browser_of(place.member).post(NEW, sent(process=process.pk))

    meeting = Meeting.objects.get()
    assert process.get_absolute_url() in read(meeting.get_absolute_url())
    assert meeting.title in read(f"{process.get_absolute_url()}bijeenkomsten/")
    fields = as_sent(meeting, process="")
    browser_of(place.member).post(f"{meeting.get_absolute_url()}aanpassen/", fields)
    assert meeting.title not in read(f"{process.get_absolute_url()}bijeenkomsten/")


def test_a_walk_is_called_with_its_route(place):
    assert "Ontdekwandeling" in read(NEW, place.member)
    browser_of(place.member).post(NEW, sent(kind="walk", route="De moskee\nHet plein"))
    browser_of(place.member).post(NEW, sent(kind="talk", route="Vergeten"))
    assert browser_of(place.member).post(NEW, sent(kind="iets")).status_code == 422

    walk, talk = Meeting.objects.order_by("pk")
    assert (walk.is_walk, walk.stops) == (True, ["De moskee", "Het plein"])
    assert (talk.is_walk, talk.route) == (False, "")
    change = read(f"{walk.get_absolute_url()}aanpassen/", place.member)
    assert re.search(r'value="walk"[^>]*checked', change)


def test_only_who_runs_the_year_lets_a_meeting_host_a_review(place):
    plan = YearPlanFactory(neighbourhood=place.neighbourhood)
    review = QuarterlyReviewFactory(plan=plan)

    browser_of(place.member).post(NEW, sent(hosted=f"review-{review.pk}"))

    assert Meeting.objects.get().review is None


def test_a_day_has_a_programme_of_parts(place):
    day = meeting_of(place, title="Dag van de wijkaanpak")
    address = f"{NEW}?deel-van={day.pk}"
    client = browser_of(place.coordinator)

    assert "Een onderdeel in het programma" in read(address, place.coordinator)
    client.post(address, sent(title="Rondleiding"))

    part = Meeting.objects.get(title="Rondleiding")
    assert part.part_of == day
    assert "Rondleiding" in read(day.get_absolute_url())
    assert "Dag van de wijkaanpak" in read(part.get_absolute_url())
    agenda = read(AGENDA)
    assert "Dag van de wijkaanpak" in agenda
    assert "Rondleiding" not in agenda


@pytest.mark.parametrize("key", ["%00", "9" * 40, "-1", "abc", "999999"])
def test_a_day_that_is_not_there_is_no_day(place, key):
    assert browser_of(place.coordinator).get(f"{NEW}?deel-van={key}").status_code == 200


def test_how_many_meetings_were_with_residents_is_public(place):
    for nth in range(5):
        without = {"invites_residents": False, "explanation": "Geheim"} if nth == 0 else {}
        meeting_of(place, days=-nth - 2, **without)

    assert share_of(place.neighbourhood, now=timezone.now()) == (4, 5)
    assert "4 van de 5 bijeenkomsten waren met bewoners" in read(AGENDA)
    assert "Wijkgesprek" in read(f"{AGENDA}geweest/")


@pytest.mark.parametrize("query", ["page=%00", "page=-1", "page=" + "9" * 30, "page=x"])
def test_no_page_of_the_agenda_breaks(place, query):
    for address in (AGENDA, f"{AGENDA}geweest/"):
        assert browser_of().get(f"{address}?{query}").status_code == 200


def test_a_meeting_of_a_hidden_initiative_is_not_there(place):
    initiative = team_here(place, UserFactory()).initiative
    meeting = meeting_of(place, host=initiative.team, initiative=initiative)
    initiative.visibility, initiative.hidden_reason = "hidden", "Reclame"
    initiative.save()

    read(meeting.get_absolute_url(), status=404)
    assert meeting.title not in read(AGENDA)


def test_mine_is_where_i_go_and_what_i_called(place):
    meeting, other = meeting_of(place), meeting_of(place, title="Een ander gesprek")
    me = UserFactory()
    registering.register(meeting, by=me, now=timezone.now())

    mine = read("/mijn/agenda/", me)
    assert meeting.title in mine
    assert other.title not in mine
    assert other.title in read("/mijn/agenda/", place.coordinator)
    assert "Aangemeld" in read(AGENDA, me)
    assert meeting.registrations.get().state == Comes.GOING


def test_the_same_key_is_the_same_meeting_whoever_sends_it(place):
    key, now = uuid4(), timezone.now()
    call = call_of(meeting_of(place))
    first = meetings.call(
        call, neighbourhood=place.neighbourhood, key=key, by=place.member, now=now
    )
    again = meetings.call(
        call, neighbourhood=place.neighbourhood, key=key, by=place.member, now=now
    )

    assert first == again

"""Who hosts invites partners, the minutes are written, and what was promised is kept account of."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from goals.actions import closing
from goals.models import ResidentInput
from goals.states import Heard, ReviewState
from participation.actions import barriers, inviting, minutes, registering
from participation.actions.meetings import KEPT, forget
from participation.models import Attendance, Barrier, Invited, MeetingAgreement, MinutesVersion
from participation.states.meetings import Bars, MinutesState, Reply
from partners.models import Agreement
from tests.factories import (
    OrganisationFactory,
    QuarterlyReviewFactory,
    UserFactory,
    YearPlanFactory,
)
from tests.partners.conftest import Place, browser_of, make_place
from tests.threads import at_once

from .hosting import amsterdam, mailed, meeting_of, member_of, read, team_here, told


@pytest.fixture
def place(db) -> Place:
    return make_place()


# --- Partners are invited


def invited(place, meeting=None):
    meeting = meeting or meeting_of(place)
    now = timezone.now()
    inviting.invite(meeting, [place.organisation], by=place.coordinator, now=now)
    return Invited.objects.get(meeting=meeting)


def test_a_team_invites_partners_who_hear_it_and_answer_in_public(place):
    fatma = UserFactory(name="Fatma")
    initiative = team_here(place, fatma).initiative
    meeting = meeting_of(place, host=initiative.team, initiative=initiative, called_by=fatma)
    address = meeting.get_absolute_url()

    browser_of(fatma).post(f"{address}uitnodigen/", {"who": [str(place.organisation.pk)]})

    assert told("meeting_partner_invited") == {"Mila", "Ruud Bakker"}
    assert "Nog geen antwoord" in read(address)
    assert "U bent gevraagd namens De Zaanoever" in read(address, place.member)
    browser_of(place.member).post(f"{address}antwoord/", {"reply": "coming", "words": "Met twee."})
    page = read(address)
    assert "Met twee." in page
    assert "Nog geen antwoord" not in page
    assert told("meeting_partner_replied") == {"Fatma"}


def test_no_goes_with_words(place):
    meeting = invited(place).meeting
    address = f"{meeting.get_absolute_url()}antwoord/"

    refused = browser_of(place.member).post(address, {"reply": "not_coming"})
    assert refused.status_code == 422
    assert "Schrijf waarom u niet komt" in refused.content.decode()
    words = {"reply": "not_coming", "words": "Wij sturen een brief."}
    browser_of(place.member).post(address, words)

    assert "Wij sturen een brief." in read(meeting.get_absolute_url())


def test_who_was_not_invited_finds_no_such_page(place):
    meeting = invited(place).meeting

    assert (
        browser_of(UserFactory()).get(f"{meeting.get_absolute_url()}antwoord/").status_code == 404
    )
    assert (
        browser_of(place.member).get(f"{meeting.get_absolute_url()}uitnodigen/").status_code == 403
    )


def test_inviting_twice_is_once(place):
    one = invited(place)

    number = inviting.invite(
        one.meeting, [place.organisation], by=place.coordinator, now=timezone.now()
    )

    assert number == 0
    assert len(mailed("Komt uw organisatie?")) == 2, "of two members one each"


def test_who_is_silent_is_reminded_once(place):
    meeting = meeting_of(place, begins_at=amsterdam(2027, 6, 30, 19, 30))
    asked = amsterdam(2027, 6, 7, 10)
    inviting.invite(meeting, [place.organisation], by=place.coordinator, now=asked)

    for day in (8, 9, 10, 11, 14):
        for one in inviting.to_remind(amsterdam(2027, 6, day, 9)):
            inviting.remind(one, now=amsterdam(2027, 6, day, 9))

    assert len(mailed("Uw antwoord ontbreekt nog")) == 2, "of two members one each"
    one = Invited.objects.get()
    inviting.reply(one, Reply.COMING, "", by=place.member, now=asked)
    assert inviting.to_remind(amsterdam(2027, 6, 15, 9)) == []


def test_a_member_of_two_says_for_which(place):
    other = OrganisationFactory(name="Buurtteam", neighbourhood=place.neighbourhood)
    both = member_of(other, "Beide")
    meeting = invited(place).meeting
    inviting.invite(meeting, [other], by=place.coordinator, now=timezone.now())
    place.organisation.members.create(person=both)
    address = f"{meeting.get_absolute_url()}antwoord/"

    assert browser_of(both).post(address, {"reply": "coming"}).status_code == 422
    chosen = Invited.objects.get(organisation=other)
    browser_of(both).post(address, {"reply": "coming", "invited": str(chosen.pk)})

    assert Invited.objects.get(organisation=other).reply == Reply.COMING
    assert Invited.objects.get(organisation=place.organisation).reply == ""


# --- Minutes


def test_minutes_are_public_once_the_host_approved_them(place):
    meeting = meeting_of(place, days=-1)
    address = meeting.get_absolute_url()
    going = UserFactory(name="Was erbij")
    registering.register(meeting, by=going, now=meeting.begins_at - timedelta(days=2))

    browser_of(place.officer).post(f"{address}verslag/", {"seen": 0, "text": "Wij spraken."})
    assert "Wij spraken." not in read(address)
    assert "Stel het verslag vast" in read(f"{address}verslag/", place.coordinator)
    assert "Stel het verslag vast" not in read(f"{address}verslag/", place.officer)
    browser_of(place.coordinator).post(f"{address}verslag/vaststellen/", {"seen": 1})

    assert "Wij spraken." in read(address)
    assert told("meeting_minutes") == {"Was erbij"}
    again = browser_of(place.officer).post(f"{address}verslag/", {"seen": 1, "text": "Anders."})
    assert again.status_code == 422
    meeting.refresh_from_db()
    assert meeting.minutes == "Wij spraken."


def test_two_who_write_at_once_both_find_their_text(place):
    meeting = meeting_of(place, days=-1)
    address = f"{meeting.get_absolute_url()}verslag/"

    first = browser_of(place.officer).post(address, {"seen": 0, "text": "Tekst van Olga."})
    second = browser_of(place.coordinator).post(address, {"seen": 0, "text": "Tekst van Carla."})

    assert first.status_code == 302
    assert second.status_code == 409
    html = second.content.decode()
    assert "Tekst van Olga." in html
    assert "Tekst van Carla." in html
    assert 'name="seen" value="1"' in html
    assert f"{place.officer.public_name} bewaarde net ook iets" in html


def test_who_writes_along_reads_who_saved_last_and_what_was_there_before(place):
    meeting = meeting_of(place, days=-1)
    address = f"{meeting.get_absolute_url()}verslag/"
    texts = ("Wij spraken over het hek.", "Wij spraken over het hek en de bank.")
    for seen, (who, text) in enumerate(zip((place.officer, place.coordinator), texts, strict=True)):
        browser_of(who).post(address, {"seen": seen, "text": text})

    page = read(address, place.officer)
    assert f"Het laatst bewaard door {place.coordinator.public_name}" in page
    versions = read(f"{address}versies/", place.officer)
    assert all(text in versions for text in texts)
    assert place.officer.public_name in versions
    assert browser_of(UserFactory()).get(f"{address}versies/").status_code == 403

    forget(meeting.ends_at + KEPT + timedelta(days=1))
    assert not MinutesVersion.objects.exists()


def test_what_changed_is_not_approved_unread(place):
    meeting = meeting_of(place, days=-1)
    now = timezone.now()
    for seen, text in enumerate(("Een.", "Een. Twee.")):
        minutes.write(meeting, text, seen=seen, by=place.officer, now=now)

    for seen in ("1", "", "-4", "9" * 30):
        browser_of(place.coordinator).post(
            f"{meeting.get_absolute_url()}verslag/vaststellen/", {"seen": seen}
        )

    meeting.refresh_from_db()
    assert meeting.minutes_state == MinutesState.DRAFT


def test_nothing_is_written_before_it_began(place):
    meeting = meeting_of(place)
    address = meeting.get_absolute_url()

    answer = browser_of(place.coordinator).post(f"{address}verslag/", {"seen": 0, "text": "Al?"})

    assert answer.status_code == 422
    assert browser_of(place.coordinator).get(f"{address}verslag/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_told(place):
    meeting, now = meeting_of(place, days=-1), timezone.now()

    found = at_once(
        [
            lambda text=text: minutes.write(meeting, text, seen=0, by=place.officer, now=now)
            for text in ("Een.", "Twee.")
        ]
    )

    assert sum(isinstance(one, Exception) for one in found) == 1


# --- What was promised, and who were there


def test_an_action_point_is_an_agreement_in_the_register(place):
    meeting = meeting_of(place, days=-1)
    team = team_here(place, UserFactory(name="Fatma", email="fatma@voorbeeld.example"))
    inviting_now = meeting.begins_at - timedelta(days=3)
    inviting.invite(meeting, [place.organisation, team], by=place.coordinator, now=inviting_now)
    address = f"{meeting.get_absolute_url()}actiepunt/"
    fields = {
        "key": str(uuid4()),
        "text": "Een bank bij de speeltuin",
        "maker": str(place.organisation.pk),
        "receiver": str(team.pk),
        "due_on": (timezone.localdate() + timedelta(days=30)).isoformat(),
    }
    client = browser_of(place.coordinator)

    same = client.post(address, fields | {"receiver": fields["maker"]})
    assert same.status_code == 422
    for _press in range(2):
        client.post(address, fields)

    agreement = Agreement.objects.get()
    assert MeetingAgreement.objects.get().agreement == agreement
    assert "Een bank bij de speeltuin" in read(meeting.get_absolute_url())
    assert "Een bank bij de speeltuin" in read("/wijk/rietwijk/afspraken/")
    assert meeting.get_absolute_url() in read(agreement.get_absolute_url())
    assert {"fatma@voorbeeld.example", "ruud@zaanoever.example"} <= {one.to for one in mailed("")}


def attend(meeting, place, residents=12, **more):
    fields = {"residents": residents, "others": 3, "who": [str(place.organisation.pk)]}
    address = f"{meeting.get_absolute_url()}wie-er-was/"
    return browser_of(place.coordinator).post(address, fields | more)


def test_who_were_there_is_numbers_and_organisations(place):
    meeting = meeting_of(place, days=-1)

    attend(meeting, place)
    attend(meeting, place, residents=14)

    page = read(meeting.get_absolute_url())
    assert "14 bewoners" in page
    assert "De Zaanoever" in page
    assert Attendance.objects.count() == 1
    assert "14" in read(f"{meeting.get_absolute_url()}wie-er-was/", place.coordinator)


@pytest.mark.parametrize("residents", ["", "-1", "9" * 30, "veel"])
def test_a_number_that_is_none_is_refused(place, residents):
    answer = attend(meeting_of(place, days=-1), place, residents=residents)

    assert answer.status_code == 422


def test_of_a_review_that_it_hosts_it_is_the_input_of_residents_once(place):
    plan = YearPlanFactory(neighbourhood=place.neighbourhood)
    review = QuarterlyReviewFactory(plan=plan)
    meeting = meeting_of(place, days=-1, review=review)

    attend(meeting, place)
    attend(meeting, place, residents=14)

    found = ResidentInput.objects.get(review=review)
    assert (found.kind, found.residents, found.others) == (Heard.MEETING, 14, 3)
    assert found.plan == plan


def test_who_closes_that_review_counts_the_same_people_once(place):
    plan = YearPlanFactory(neighbourhood=place.neighbourhood)
    review = QuarterlyReviewFactory(plan=plan)
    attend(meeting_of(place, days=-1, review=review), place)
    outcome = closing.Outcome(judged={}, lacks="Jongeren.", residents=13, others=3)

    closing.close(review, outcome, by=place.coordinator, now=timezone.now())

    assert [one.residents for one in ResidentInput.objects.all()] == [13]
    assert Attendance.objects.get().input is None


def test_who_closes_that_review_finds_who_were_there_filled_in(place):
    review = QuarterlyReviewFactory(plan=YearPlanFactory(neighbourhood=place.neighbourhood))
    address = f"{review.get_absolute_url()}sluiten/"
    assert 'name="residents" value="0"' in read(address, place.coordinator)

    attend(meeting_of(place, days=-1, review=review), place)
    attend(meeting_of(place, days=-2, review=review), place, residents=5)
    page = read(address, place.coordinator)

    assert 'name="residents" value="17"' in page
    assert 'name="others" value="6"' in page
    assert page.count("De Zaanoever") == 1


def test_of_a_review_that_is_closed_nothing_changes(place):
    plan = YearPlanFactory(neighbourhood=place.neighbourhood)
    review = QuarterlyReviewFactory(
        plan=plan,
        state=ReviewState.CLOSED,
        closed_at=timezone.now(),
        frozen={},
        lacks="Jongeren.",
    )

    attend(meeting_of(place, days=-1, review=review), place)

    assert not ResidentInput.objects.exists()
    assert Attendance.objects.get().residents == 12


# --- Who cannot take part


def tell(meeting, person=None, **more):
    fields = {"key": str(uuid4()), "bars": "stairs", "words": "Ik zit in een rolstoel."} | more
    return browser_of(person).post(f"{meeting.get_absolute_url()}ik-kan-niet/", fields)


def test_who_cannot_come_says_so_without_an_account_and_the_answer_is_shown(place):
    meeting = meeting_of(place)

    assert tell(meeting).status_code == 302
    barrier = Barrier.objects.get()
    assert barrier.officer == place.officer
    assert told("barrier_told") == {"Olga Officier"}
    assert "rolstoel" not in read(meeting.get_absolute_url())
    assert "Iemand kan niet meedoen" in read("/mijn/werk/bijeenkomsten/", place.officer)
    address = f"/kan-niet/{barrier.pk}/antwoord/"
    assert "rolstoel" in read(address, place.officer)
    browser_of(place.officer).post(address, {"words": "Wij zitten beneden."})

    page = read(meeting.get_absolute_url())
    assert "Wij zitten beneden." in page
    assert "rolstoel" not in page


def test_who_has_an_account_hears_the_answer_and_is_named_to_nobody(place):
    meeting = meeting_of(place)
    tell(meeting, UserFactory(name="Geheime Gast"))

    barriers.answer(
        Barrier.objects.get(), "Wij zitten beneden.", by=place.officer, now=timezone.now()
    )

    assert told("barrier_answered") == {"Geheime Gast"}
    assert "Geheime Gast" not in read(meeting.get_absolute_url(), place.officer)
    assert not [one for one in mailed("Iemand kan niet") if "Geheime" in one.body]


def test_it_is_once_and_nothing_without_a_kind(place):
    meeting = meeting_of(place)
    key = str(uuid4())
    for _press in range(2):
        tell(meeting, key=key)

    assert Barrier.objects.count() == 1
    for bars in ("", "anders"):
        assert tell(meeting, bars=bars).status_code == 422


def test_the_second_answer_is_told_that_there_is_one(place):
    tell(meeting_of(place))
    address = f"/kan-niet/{Barrier.objects.get().pk}/antwoord/"

    browser_of(place.officer).post(address, {"words": "Beneden."})
    late = browser_of(place.coordinator).post(address, {"words": "Met een lift."})

    assert late.status_code == 409
    assert "Beneden." in late.content.decode()
    assert "Met een lift." in late.content.decode()


def test_who_owes_the_answer_is_reminded(place):
    meeting = meeting_of(place, begins_at=amsterdam(2027, 6, 30, 19, 30))
    barriers.tell(meeting, Bars.CARE, "", key=uuid4(), person=None, now=amsterdam(2027, 6, 7, 10))

    for day in (10, 14, 15):
        for one in barriers.to_remind(amsterdam(2027, 6, day, 9)):
            barriers.remind(one, now=amsterdam(2027, 6, day, 9))

    assert told("barrier_late") == {"Olga Officier", "Carla Coördinator"}

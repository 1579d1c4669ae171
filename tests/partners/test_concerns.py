"""Clean, whole, safe: from what somebody sees to what is solved, and everybody hears the truth."""

from datetime import datetime, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from accounts.actions.people import erase
from accounts.models import Draft
from activity import flags
from activity.models import Event, Flag
from neighbourhoods import holdings
from neighbourhoods.models import Area, Membership
from neighbourhoods.states import Role
from outbox.models import Message
from partners.actions import concerns
from partners.actions.concerns import Report
from partners.models import Concern, ConcernAnswer, ConcernPhoto, ConcernRoute, MeToo
from partners.selections.concerns import Holder
from partners.states import ConcernState, Kind, Overtaken, TooMany, Visibility
from partners.tasks import forget_photos, make_photos, remind
from portal.actions import moderating
from tests.factories import MemberFactory, MembershipFactory, TeamFactory, UserFactory
from tests.initiatives.conftest import MONDAY, Place, answer_of, browser_of, make_place

BOARD = "/wijk/rietwijk/schoon-heel-veilig/"
NEW = f"{BOARD}melden/"
CHECK = f"{NEW}controleren/"
TYPED = {"kind": "litter", "place": "bij de speeltuin", "text": "Vuilniszakken naast de container"}


@pytest.fixture
def place(db) -> Place:
    return make_place()


@pytest.fixture
def woon(place):
    """A housing corporation with one member."""
    organisation = TeamFactory(
        name="Woonstichting", kind=Kind.HOUSING, neighbourhood=place.neighbourhood, is_listed=True
    )
    MemberFactory(
        organisation=organisation, person=UserFactory(name="Pieter Partner"), is_contact=True
    )
    return organisation


def send(home: Place, *, now: datetime = MONDAY, by=None, **texts) -> Concern:
    return concerns.report(
        Report(**TYPED | texts),
        neighbourhood=home.neighbourhood,
        key=uuid4(),
        by=by or home.starter,
        now=now,
    )


def arrange(concern: Concern, by, *, outcome=ConcernState.ARRANGED, **more) -> ConcernAnswer:
    concern.refresh_from_db()
    given = {"reason": "De bak is geleegd.", "possible": "", "photo": None, "key": uuid4()}
    return concerns.answer(concern, outcome, **given | {"seen": concern.version} | more, by=by)


def photo(name: str = "a.jpg") -> SimpleUploadedFile:
    file = BytesIO()
    picture = Image.effect_noise((640, 480), 50).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "Telefoon van Samira"
    picture.save(file, "JPEG", exif=exif)
    return SimpleUploadedFile(name, file.getvalue(), content_type="image/jpeg")


def read(address: str, person=None) -> str:
    return browser_of(person).get(address).content.decode()


def mails_about(words: str) -> dict[str, str]:
    return {mail.to: mail.body for mail in Message.objects.filter(subject__contains=words)}


# --- Reporting


def test_a_concern_gets_a_named_owner_and_a_date_of_answer_in_working_days(place):
    concern = send(place)

    assert concern.owner == place.officer
    assert concern.state == ConcernState.ASSIGNED
    assert timezone.localtime(concern.due_at).strftime("%A %d %H:%M") == "Monday 30 23:59"
    assert place.officer.email in mails_about("Een ergernis voor u")
    assert (
        "Olga Officier antwoordt u uiterlijk maandag 30 november"
        in (mails_about("Wij hebben uw melding")[place.starter.email])
    )


def test_where_nobody_is_the_coordinator_hears(place):
    Membership.objects.filter(role=Role.OFFICER).update(ended_at=timezone.now())
    concern = send(place)

    assert concern.state == ConcernState.REPORTED
    assert place.coordinator.email in mails_about("Een ergernis voor u")


def test_a_visitor_types_gets_a_code_and_sends_once(place, client):
    response = client.post(NEW, TYPED | {"photo": photo(), "group": "Buurtapp Rietlaan"})
    assert response.headers["Location"] == CHECK
    page = client.get(CHECK).content.decode()
    assert "Vuilniszakken naast de container" in page
    assert client.post(CHECK, {"email": "samira@voorbeeld.nl"}).status_code == 302
    draft = Draft.objects.get()
    Draft.objects.update(person=place.starter, browser="")  # as signing in does
    signed_in = browser_of(place.starter)
    for _press in range(2):
        sent = signed_in.post(CHECK, {"key": str(draft.key)}, follow=True)
        assert "Olga Officier (gemeente) antwoordt uiterlijk" in sent.content.decode()
    assert "Voor in de groep: Buurtapp Rietlaan" in sent.content.decode()
    concern = Concern.objects.get()
    assert not Draft.objects.exists()
    make_photos()
    kept = ConcernPhoto.objects.get(concern=concern)
    with default_storage.open(kept.path(kept.widths[0], "jpeg")) as file:
        assert b"Telefoon van Samira" not in file.read()


def test_a_text_that_is_wrong_is_said_and_kept(place, client):
    for wrong, words in (
        ({"place": ""}, "Schrijf waar het is"),
        ({"kind": "onzin"}, "Kies wat het is"),
        ({"text": "a" * 1001}, "Maak de tekst korter"),
        ({"place": "\0 \0"}, "Schrijf waar het is"),
        ({"buurt": "999999"}, "Kies een buurt uit de lijst"),
    ):
        response = client.post(NEW, TYPED | wrong)
        assert response.status_code == 422, wrong
        assert words in response.content.decode(), wrong
    assert (
        client.post(NEW, TYPED | {"text": "Een \0kapotte\0 lamp", "buurt": ""}).status_code == 302
    )
    assert "Een kapotte lamp" in client.get(CHECK).content.decode()


def test_a_disguised_photo_is_refused_and_the_words_stay(place, client):
    fake = SimpleUploadedFile("foto.jpg", b"<svg onload=alert(1)>", content_type="image/jpeg")
    response = client.post(NEW, TYPED | {"photo": fake})

    assert response.status_code == 422
    assert "Vuilniszakken naast de container" in response.content.decode()
    assert not ConcernPhoto.objects.exists()


def test_a_photo_of_a_draft_is_replaced_and_taken_away_with_its_files(place, client):
    client.post(NEW, TYPED | {"photo": photo()})
    make_photos()
    first = ConcernPhoto.objects.get()
    client.post(NEW, TYPED | {"photo": photo()})
    make_photos()
    second = ConcernPhoto.objects.get()
    assert not default_storage.exists(first.path(480, "jpeg"))
    assert answer_of(client, second.url(480)) == 200
    assert browser_of().get(second.url(480)).status_code == 404
    client.post(f"{NEW}foto/weg/", TYPED)
    assert not ConcernPhoto.objects.exists()
    assert not default_storage.exists(second.path(480, "jpeg"))


def test_photos_of_drafts_that_expired_are_swept(place, client, time_machine):
    client.post(NEW, TYPED | {"photo": photo()})
    make_photos()
    kept = ConcernPhoto.objects.get()
    assert default_storage.exists(kept.path(480, "jpeg"))
    Draft.objects.all().delete()
    time_machine.move_to(timezone.now() + timedelta(hours=3))
    forget_photos()
    assert not default_storage.exists(kept.path(480, "jpeg"))


def test_near_ones_are_shown_first_and_one_press_is_enough(place):
    other = UserFactory()
    near = send(place)
    send(place, kind="light", place="op de hoek")
    done = send(place, place="achter de school")
    arrange(done, place.officer)
    client = browser_of(other)
    client.post(NEW, TYPED | {"text": "Rommel bij de wip"})
    page = client.get(CHECK).content.decode()
    assert "Is het een van deze?" in page
    assert f"/ergernis/{near.pk}/ik-ook/" in page
    assert f"/ergernis/{done.pk}/" not in page
    assert "op de hoek" not in page
    pressed = client.post(f"/ergernis/{near.pk}/ik-ook/", {"instead": "1"}, follow=True)
    assert "2 bewoners hebben hier last van" in pressed.content.decode()
    assert not Draft.objects.filter(person=other).exists()
    assert Concern.objects.count() == 3


def test_near_is_the_same_kind_in_the_same_buurt(place):
    area = Area.objects.get(level="buurt")
    here = send(place, buurt=area)
    somewhere = send(place, place="ergens")

    assert set(Concern.objects.about("litter", area)) == {here, somewhere}
    assert not Concern.objects.about("light", area).exists()


def test_nobody_floods_the_neighbourhood(place):
    for _number in range(concerns.MOST):
        send(place)
    with pytest.raises(TooMany):
        send(place)
    client = browser_of(place.starter)
    client.post(NEW, TYPED)
    draft = Draft.objects.get()
    with_words = client.post(CHECK, {"key": str(draft.key)}, follow=True)
    # MONDAY may be long ago: only what was sent within the hour counts
    assert with_words.status_code == 200


# --- Who gets it


def test_the_coordinator_sends_a_kind_to_an_organisation(place, woon):
    coordinator = browser_of(place.coordinator)
    address = f"{BOARD}wie/"
    response = coordinator.post(
        address, {"kind": "broken", "buurt": "", "holder": f"organisation-{woon.pk}"}, follow=True
    )
    assert "Woonstichting" in response.content.decode()
    broken = send(place, kind="broken")
    assert (broken.organisation, broken.owner.name) == (woon, "Pieter Partner")
    assert send(place).organisation is None
    coordinator.post(address, {"kind": "broken", "buurt": "", "holder": "always"})
    assert send(place, kind="broken").owner == place.officer


def test_a_buurt_goes_before_the_whole(place, woon):
    area = Area.objects.get(level="buurt")
    colleague = MembershipFactory(neighbourhood=place.neighbourhood).person
    by = place.coordinator
    concerns.set_route(place.neighbourhood, "litter", None, Holder(woon, None), by=by)
    concerns.set_route(place.neighbourhood, "litter", area, Holder(None, colleague), by=by)

    assert send(place, buurt=area).owner == colleague
    assert send(place).organisation == woon


def test_a_route_to_who_is_gone_is_passed_over(place, woon):
    by = place.coordinator
    concerns.set_route(place.neighbourhood, "litter", None, Holder(woon, None), by=by)
    woon.members.all().delete()
    assert send(place).owner == place.officer
    left = MembershipFactory(neighbourhood=place.neighbourhood)
    concerns.set_route(place.neighbourhood, "light", None, Holder(None, left.person), by=by)
    left.ended_at = timezone.now()
    left.save()
    assert send(place, kind="light").owner == place.officer


def test_a_route_that_does_not_exist_is_refused(place):
    response = browser_of(place.coordinator).post(
        f"{BOARD}wie/", {"kind": "broken", "holder": "organisation-999"}
    )
    assert response.status_code == 422
    assert not ConcernRoute.objects.exists()


def test_sending_on_needs_a_reason_and_keeps_the_date(place, woon):
    concern = send(place)
    MeToo.objects.create(concern=concern, person=(neighbour := UserFactory()))
    officer = browser_of(place.officer)
    address = f"/ergernis/{concern.pk}/doorsturen/"
    asked = {"seen": 0, "holder": f"organisation-{woon.pk}"}
    assert "Schrijf waarom" in officer.post(address, asked).content.decode()
    officer.post(address, asked | {"reason": "De container is van de corporatie."})
    due = concern.due_at
    concern.refresh_from_db()
    assert (concern.organisation, concern.due_at) == (woon, due)
    told = mails_about("Een ander pakt dit op")
    assert {place.starter.email, neighbour.email} <= set(told)
    assert "De container is van de corporatie." in told[neighbour.email]
    partner = woon.members.get().person
    assert partner.email in mails_about("Een ergernis voor u")
    waiting = read("/mijn/ergernissen/", partner)
    assert "Zwerfafval, bij de speeltuin" in waiting


def test_an_organisation_answers_what_was_sent_to_it_and_nothing_else(place, woon):
    partner = browser_of(woon.members.get().person)
    ours, theirs = send(place, kind="broken"), send(place)
    concerns.send_on(
        ours, Holder(woon, woon.members.get().person), reason="x", seen=0, by=place.officer
    )
    assert partner.get(f"/ergernis/{ours.pk}/antwoord/").status_code == 200
    assert partner.get(f"/ergernis/{theirs.pk}/antwoord/").status_code == 403
    given = {"outcome": "arranged", "reason": "De lamp doet het weer.", "seen": 1, "key": uuid4()}
    partner.post(f"/ergernis/{ours.pk}/antwoord/", given)
    assert "Pieter Partner, Woonstichting" in read(ours.get_absolute_url())


# --- The answer


def test_who_reported_and_who_said_me_too_hear_that_it_is_arranged(place):
    concern = send(place)
    neighbour = UserFactory()
    concerns.say_me_too(concern, by=neighbour)
    officer = browser_of(place.officer)
    given = {
        "outcome": "arranged",
        "reason": "De bak is geleegd.",
        "seen": 0,
        "key": uuid4(),
        "photo": photo(),
    }
    for _press in range(2):
        given["photo"].seek(0)
        officer.post(f"/ergernis/{concern.pk}/antwoord/", given)
    assert ConcernAnswer.objects.count() == 1
    assert set(mails_about("Opgelost: ")) == {place.starter.email, neighbour.email}
    make_photos()
    page = read(concern.get_absolute_url())
    assert "Zo is het nu" in page
    assert len(default_storage.listdir("concerns")[0]) == 1  # the second press left no file


def test_no_no_without_a_reason_and_what_is_possible(place):
    concern = send(place)
    officer = browser_of(place.officer)
    address = f"/ergernis/{concern.pk}/antwoord/"
    given = {"outcome": "cannot", "reason": "Er is geen geld.", "seen": 0, "key": uuid4()}
    assert "Schrijf wat er wel kan" in officer.post(address, given).content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        arrange(concern, place.officer, outcome=ConcernState.CANNOT)
    officer.post(address, given | {"possible": "In het voorjaar kijken we opnieuw."})
    page = read(concern.get_absolute_url())
    assert "Er is geen geld." in page
    assert "In het voorjaar kijken we opnieuw." in page


def test_two_who_answer_at_once_make_one_answer(place):
    concern = send(place)
    arrange(concern, place.officer)
    with pytest.raises(Overtaken):
        arrange(concern, place.coordinator, seen=0)
    response = browser_of(place.coordinator).post(
        f"/ergernis/{concern.pk}/antwoord/",
        {"outcome": "arranged", "reason": "Ook gedaan", "seen": 0, "key": uuid4()},
    )
    assert response.status_code == 409
    assert "Een ander was u voor" in response.content.decode()


def test_not_satisfied_opens_it_again_with_the_same_person_and_a_new_date(place):
    concern = send(place)
    neighbour = UserFactory()
    concerns.say_me_too(concern, by=neighbour)
    MembershipFactory(neighbourhood=place.neighbourhood)  # who has nothing to do
    arrange(concern, place.officer)
    client = browser_of(neighbour)
    assert "Nee, het is niet goed" in client.get(concern.get_absolute_url()).content.decode()
    address = f"/ergernis/{concern.pk}/niet-tevreden/"
    assert client.post(address, {"seen": 1, "why": ""}).status_code == 422
    client.post(address, {"seen": 1, "why": "De zakken staan er weer."})
    due = concern.due_at
    concern.refresh_from_db()
    assert concern.is_open
    assert concern.owner == place.officer
    assert concern.due_at > due
    assert "De zakken staan er weer." in mails_about("Nog niet opgelost")[place.officer.email]
    assert "De zakken staan er weer." in read(concern.get_absolute_url())


def test_only_who_is_bothered_says_that_it_is_not_solved(place):
    concern = send(place)
    arrange(concern, place.officer)
    stranger = browser_of(UserFactory())
    assert stranger.get(f"/ergernis/{concern.pk}/niet-tevreden/").status_code == 403


def test_an_answer_that_came_meanwhile_is_not_undone_unseen(place):
    concern = send(place)
    arrange(concern, place.officer)
    concerns.say_not_satisfied(concern, "Nee", seen=1, by=place.starter, now=MONDAY)
    arrange(concern, place.officer)
    with pytest.raises(Overtaken):
        concerns.say_not_satisfied(concern, "Nee", seen=1, by=place.starter, now=MONDAY)


def test_who_left_is_followed_up_by_who_is_here(place):
    concern = send(place)
    arrange(concern, place.officer)
    Membership.objects.filter(person=place.officer).update(ended_at=timezone.now())
    successor = MembershipFactory(neighbourhood=place.neighbourhood).person
    again = concerns.say_not_satisfied(concern, "Nee", seen=1, by=place.starter, now=MONDAY)

    assert again.owner == successor


def test_me_too_counts_once_and_can_be_taken_back(place):
    concern = send(place)
    neighbour = browser_of(UserFactory())
    address = f"/ergernis/{concern.pk}/ik-ook/"
    for _press in range(2):
        neighbour.post(address)
    browser_of(place.starter).post(address)  # counts already
    assert MeToo.objects.count() == 1
    part = neighbour.post(
        address, {"want": "no"}, headers={"HX-Request": "true", "HX-Target": "me-too"}
    )
    assert "1 bewoner heeft hier last van" in part.content.decode()
    assert "<html" not in part.content.decode()


# --- Reminders, and handing over


def test_the_owner_is_reminded_before_and_on_the_day_and_late_the_coordinator_too(
    place, time_machine
):
    concern = send(place)
    steps = [
        (timedelta(days=3), 0),  # Thursday 26: two working days before Monday 30
        (timedelta(days=7), 0),
        (timedelta(days=8), 1),
    ]
    for number, (later, of_coordinator) in enumerate(steps, 1):
        time_machine.move_to(MONDAY + later)
        remind()
        remind()
        mails = Message.objects.filter(subject__contains="ergernis: Zwerf")
        mails |= Message.objects.filter(subject__contains="te laat: Zwerf")
        assert mails.filter(to=place.officer.email).count() == number
        assert mails.filter(to=place.coordinator.email).count() == of_coordinator
    arrange(concern, place.officer)
    time_machine.move_to(MONDAY + timedelta(days=30))
    before = Message.objects.count()
    remind()
    assert Message.objects.count() == before


def test_who_stops_hands_over_what_they_hold(place):
    concern = send(place)
    done = send(place)
    arrange(done, place.officer)
    concerns.set_route(
        place.neighbourhood, "light", None, Holder(None, place.officer), by=place.coordinator
    )
    successor = MembershipFactory(neighbourhood=place.neighbourhood).person
    assert holdings.held_by(place.officer, place.neighbourhood) == 1
    holdings.hand_over(place.officer, successor, place.neighbourhood, words="Ik ben Noor.")
    concern.refresh_from_db()
    done.refresh_from_db()
    assert (concern.owner, done.owner) == (successor, place.officer)
    assert ConcernRoute.objects.get().officer == successor
    assert "Ik ben Noor." in mails_about("Een ander pakt dit op")[place.starter.email]


def test_new_ones_go_to_who_has_the_least_to_answer(place):
    second = MembershipFactory(neighbourhood=place.neighbourhood).person
    assert {send(place).owner, send(place).owner} == {place.officer, second}


# --- The board


def test_the_board_puts_what_bothers_most_first_without_names(place):
    shared, once = send(place), send(place, place="op het plein")
    for number in range(3):
        concerns.say_me_too(shared, by=UserFactory(name=f"Geheime buur {number}"))
    page = read(BOARD)
    assert "4 bewoners hebben hier last van" in page
    top = page.split("Alle ergernissen")[0]
    assert f"/ergernis/{shared.pk}/" in top
    assert f"/ergernis/{once.pk}/" not in top
    detail = read(shared.get_absolute_url())
    for html in (page, detail):
        assert "Geheime buur" not in html
        assert "Samira" not in html


def test_the_board_is_filtered_by_kind_and_state(place):
    late, solved = send(place), send(place, kind="light", place="op de hoek")
    arrange(solved, place.officer)
    Concern.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(days=1))
    page = read(f"{BOARD}?stand=laat")
    assert "Antwoord is te laat" in page
    assert "op de hoek" not in page
    assert "op de hoek" in read(f"{BOARD}?stand=opgelost")
    assert "Hiervan is er niets" in read(f"{BOARD}?soort=traffic")


def test_solved_stands_there_with_before_and_after(place):
    client = browser_of(place.starter)
    client.post(NEW, TYPED | {"photo": photo()})
    client.post(CHECK, {"key": str(Draft.objects.get().key)})
    concern = Concern.objects.get()
    browser_of(place.officer).post(
        f"/ergernis/{concern.pk}/antwoord/",
        {"outcome": "arranged", "reason": "Weg", "seen": 0, "key": uuid4(), "photo": photo()},
    )
    make_photos()
    page = read(BOARD)
    assert "Zo was het" in page
    assert "Zo is het nu" in page


@pytest.mark.parametrize("number", [1, 3, 40])
def test_pages_ask_as_much_for_one_as_for_many(place, number, django_assert_num_queries):
    for one in range(number):
        concern = send(place, by=UserFactory(), place=f"op plek {one}")
        concerns.say_me_too(concern, by=UserFactory())
    visitor, officer = browser_of(), browser_of(place.officer)
    for client, address, queries in (
        (visitor, BOARD, 6),
        (visitor, f"{BOARD}?stand=open", 4),
        (visitor, concern.get_absolute_url(), 4),
        (officer, concern.get_absolute_url(), 11),
        (officer, "/mijn/ergernissen/", 6),
    ):
        with django_assert_num_queries(queries, info=address):
            assert client.get(address).status_code == 200


# --- The house rules, and privacy


def test_what_breaks_the_house_rules_is_hidden_with_its_history_and_shown_again(place):
    concern = send(place)
    arrange(concern, place.officer)
    kind = flags.of_path("ergernis")
    neighbour = UserFactory()
    moderating.report(kind, concern, Flag.Reason.PERSONAL, words="Een naam", by=neighbour)
    queue = read("/wijk/rietwijk/moderatie/", place.coordinator)
    assert "Vuilniszakken naast de container" in queue
    moderating.decide(
        kind, concern.pk, Flag.Decision.HIDDEN, reason="Huisregel 2", by=place.coordinator
    )
    for address in (concern.get_absolute_url(), f"/ergernis/{concern.pk}/ik-ook/"):
        assert browser_of(neighbour).get(address).status_code == 404
    visitor = browser_of()
    assert "bij de speeltuin" not in visitor.get(BOARD).content.decode()
    assert "bij de speeltuin" not in visitor.get("/wijk/rietwijk/").content.decode()
    assert "Huisregel 2" in mails_about("verborgen")[place.starter.email]
    assert "Maak bezwaar" in read(concern.get_absolute_url(), place.starter)
    moderating.show_again(kind, concern.pk, by=place.coordinator)
    assert visitor.get(concern.get_absolute_url()).status_code == 200


def test_a_hidden_concern_reminds_nobody(place, time_machine):
    concern = send(place)
    Concern.objects.update(visibility=Visibility.HIDDEN, hidden_reason="x")
    time_machine.move_to(MONDAY + timedelta(days=30))
    assert concerns.remind(concern, now=timezone.now()) is None
    assert concerns.to_remind(timezone.now()) == []


def test_who_is_erased_leaves_the_concern_and_nothing_of_themselves(place):
    concern = send(place, group="Buurtapp")
    neighbour = UserFactory()
    concerns.say_me_too(concern, by=neighbour)
    for person in (place.starter, neighbour, place.officer):
        erase(person, now=timezone.now())
    concern.refresh_from_db()
    assert concern.text == TYPED["text"]
    assert concern.group == ""
    assert concern.owner is None
    assert not MeToo.objects.exists()
    assert "Iemand die is gestopt" in str(concern.reporter)
    concerns.remind(concern, now=concern.due_at)
    assert Event.objects.filter(verb="concern_due_today", subject_id=concern.pk).exists()
    assert place.coordinator.email in mails_about("Vandaag moet er antwoord zijn")

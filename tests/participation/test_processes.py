"""A process begins, goes on when what was agreed is reported on, and ends with every answer."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from activity.models import Event, Follow, Notification
from goals.models import GoalSupport
from goals.states import Refused
from neighbourhoods.states import Role
from participation.actions import processes
from participation.actions.processes import Promise
from participation.models import PhaseAgreement, Process, RuleDone, RulePhoto
from participation.states.processes import PhaseKind, PhaseState
from participation.states.rules import RULES
from participation.tasks import make_photos
from partners.actions import agreements
from tests.factories import (
    GoalFactory,
    InitiativeFactory,
    InputFactory,
    MembershipFactory,
    ProcessFactory,
    RoundFactory,
    UserFactory,
    YearPlanFactory,
)
from tests.html import problems
from tests.partners.conftest import browser_of
from tests.threads import at_once

from .running import NOW, Running, answer, close, go_on, running, say, to_the_end

pytestmark = pytest.mark.django_db


@pytest.fixture
def now_running(db) -> Running:
    return running()


def sent(town, **more):
    return {
        "key": str(uuid4()),
        "seen": "0",
        "title": "Het park",
        "subject": "Het park is kaal. Wat moet er komen?",
        "asked_by": str(town.pk),
        "say": "decide_along",
        "say_words": "Bewoners en gemeente kiezen samen.",
    } | more


def photo():
    file = BytesIO()
    Image.new("RGB", (640, 480), "green").save(file, "JPEG")
    return SimpleUploadedFile("plein.jpg", file.getvalue(), content_type="image/jpeg")


def promised(this: Running):
    return processes.promise(
        this.process,
        Promise(
            "Een tekening van het plein",
            this.town,
            this.place.organisation,
            timezone.localdate() + timedelta(days=30),
        ),
        key=uuid4(),
        by=this.place.coordinator,
    )


# --- Beginning


def test_a_coordinator_begins_and_who_has_a_part_hears(now_running):
    place = now_running.place
    goal = GoalFactory(plan=YearPlanFactory(neighbourhood=place.neighbourhood))
    fan, builder = UserFactory(), UserFactory()
    GoalSupport.objects.create(goal=goal, person=fan)
    MembershipFactory(neighbourhood=place.neighbourhood, person=builder, role=Role.BUILDER)
    fields = sent(
        now_running.town,
        goal=str(goal.pk),
        fixed="De school blijft.",
        fixed_why="Die is net gebouwd.",
        preparation_begins="2026-05-01",
        preparation_ends="2026-06-01",
    )

    response = browser_of(place.coordinator).post(f"{place.path}meedoen/beginnen/", fields)

    made = Process.objects.get(title="Het park")
    assert response.url == made.get_absolute_url()
    assert [(one.kind, one.state) for one in made.phases.order_by("pk")] == [
        ("preparation", "open"), ("implementation", "coming"), ("evaluation", "coming"),
    ]  # fmt: skip
    assert made.goal == goal
    event = Event.objects.get(verb="process_begun")
    assert event.is_public
    told = set(Notification.objects.filter(event=event).values_list("person", flat=True))
    assert told == {fan.pk, builder.pk}
    page = browser_of().get(made.get_absolute_url()).content.decode()
    assert "Bewoners beslissen mee." in page
    assert "Die is net gebouwd." in page


def test_pressing_twice_begins_once(now_running):
    client = browser_of(now_running.place.coordinator)
    fields = sent(now_running.town)
    for _press in range(2):
        client.post(f"{now_running.place.path}meedoen/beginnen/", fields)
    assert Process.objects.filter(title="Het park").count() == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (
            {"evaluation_begins": "2026-09-02", "evaluation_ends": "2026-09-01"},
            "Dit is eerder dan de eerste dag van deze fase.",
        ),
        (
            {"preparation_begins": "2026-09-02", "implementation_begins": "2026-09-01"},
            "Deze fase begint voor de vorige.",
        ),
        ({"fixed": "De school blijft."}, "Schrijf waarom dat vaststaat."),
        ({"say": "everything"}, "Kies wat bewoners beslissen."),
        ({"asked_by": "0"}, "Kies wie het vraagt."),
        ({"goal": "99999999999999999999"}, ""),
        ({"seen": "9" * 30}, ""),
        ({"title": "\0"}, "Schrijf in een paar woorden"),
    ],
)
def test_bad_input_says_what_is_wrong_and_writes_nothing(now_running, more, words):
    place = now_running.place
    GoalFactory(plan=YearPlanFactory(neighbourhood=place.neighbourhood))
    response = browser_of(place.coordinator).post(
        f"{place.path}meedoen/beginnen/", sent(now_running.town, **more)
    )
    assert response.status_code == 422
    assert words in response.content.decode()
    assert "Het park is kaal." in response.content.decode()
    assert Process.objects.count() == 1


def test_who_was_overtaken_while_changing_is_told_so(now_running):
    client = browser_of(now_running.place.coordinator)
    address = f"{now_running.path}aanpassen/"
    assert client.get(address).status_code == 200
    first = client.post(address, sent(now_running.town, say_words="Eerst dit."))
    second = client.post(address, sent(now_running.town, say_words="Toch dat."))
    now_running.process.refresh_from_db()
    assert (first.status_code, second.status_code) == (302, 422)
    assert "Iemand anders paste dit net aan." in second.content.decode()
    assert now_running.process.say_words == "Eerst dit."


def test_what_it_belonged_to_is_kept_when_it_is_no_choice_any_more(now_running):
    hidden = InitiativeFactory(
        neighbourhood=now_running.place.neighbourhood, visibility="hidden", hidden_reason="Reclame."
    )
    Process.objects.filter(pk=now_running.process.pk).update(initiative=hidden)
    page = browser_of(now_running.place.coordinator).get(f"{now_running.path}aanpassen/")
    assert f'value="{hidden.pk}" selected' in page.content.decode()
    for address in (now_running.path, f"{now_running.path}document/"):
        assert hidden.title not in browser_of().get(address).content.decode()


# --- Phases


def test_the_next_phase_opens_when_what_was_agreed_is_reported_on(now_running):
    say(now_running)
    promised(now_running)
    with pytest.raises(Refused, match="agreements"):
        go_on(now_running, PhaseKind.PREPARATION)
    go_on(now_running, PhaseKind.PREPARATION, report="De tekening is in de maak.")

    assert now_running.phase().state == PhaseState.DONE
    assert now_running.phase(PhaseKind.IMPLEMENTATION).state == PhaseState.OPEN
    page = browser_of().get(now_running.path).content.decode()
    assert "De tekening is in de maak." in page
    assert "Een tekening van het plein" in page


def test_what_was_kept_needs_no_report_and_what_was_renewed_does(now_running):
    say(now_running)
    agreement = promised(now_running)
    by = now_running.place.coordinator
    renewed = agreements.renew(
        agreement,
        agreement.due_on + timedelta(days=9),
        words="De tekenaar is ziek.",
        key=uuid4(),
        seen=0,
        by=by,
        now=NOW,
    )
    with pytest.raises(Refused, match="agreements"):
        go_on(now_running, PhaseKind.PREPARATION)
    agreements.claim(renewed, seen=0, by=by, now=NOW)
    agreements.confirm(renewed, seen=1, by=now_running.place.member, now=NOW)
    go_on(now_running, PhaseKind.PREPARATION)
    assert now_running.phase().state == PhaseState.DONE


def test_without_anybody_heard_it_goes_on_with_an_explanation_that_everybody_reads(now_running):
    client = browser_of(now_running.place.coordinator)
    fields = {"key": str(uuid4()), "phase": "preparation", "report": "", "explanation": ""}
    response = client.post(f"{now_running.path}verder/", fields)
    assert response.status_code == 422
    assert "Nog niemand uit de wijk is gehoord." in response.content.decode()
    client.post(f"{now_running.path}verder/", fields | {"explanation": "Er was brand."})
    assert "Er was brand." in browser_of().get(now_running.path).content.decode()


def test_what_somebody_from_the_municipality_says_is_no_resident_heard(now_running):
    say(now_running, now_running.place.officer, is_resident=False)
    with pytest.raises(Refused, match="residents"):
        go_on(now_running, PhaseKind.PREPARATION)
    RoundFactory(process=now_running.process)
    go_on(now_running, PhaseKind.PREPARATION)


def test_a_second_press_does_not_skip_a_phase(now_running):
    say(now_running)
    for _press in range(2):
        go_on(now_running, PhaseKind.PREPARATION)
    assert now_running.phase(PhaseKind.IMPLEMENTATION).state == PhaseState.OPEN
    assert Event.objects.filter(verb="phase_opened").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres_only
def test_of_many_who_press_at_once_one_opens_the_phase():
    this = running()
    say(this)
    at_once([lambda: go_on(this, PhaseKind.PREPARATION) for _each in range(6)])
    assert Event.objects.filter(verb="phase_opened").count() == 1


def test_an_agreement_of_a_phase_is_made_in_two_presses(now_running):
    fields = {
        "key": str(uuid4()),
        "maker": str(now_running.town.pk),
        "text": "Een tekening",
        "receiver": str(now_running.place.organisation.pk),
        "due_on": (timezone.localdate() + timedelta(days=9)).isoformat(),
    }
    client = browser_of(now_running.place.coordinator)
    wrong = fields | {"receiver": fields["maker"]}
    assert client.post(f"{now_running.path}afspreken/", wrong).status_code == 422
    for _press in range(2):
        assert client.post(f"{now_running.path}afspreken/", fields).status_code == 302
    linked = PhaseAgreement.objects.get()
    assert linked.phase == now_running.phase()
    assert linked.agreement.about_url == f"{now_running.path}#fase-preparation"


# --- Rules of thumb


def test_every_phase_has_five_to_eight_rules():
    assert set(RULES) == set(PhaseKind)
    assert all(5 <= len(rules) <= 8 for rules in RULES.values())
    keys = [one.key for rules in RULES.values() for one in rules]
    assert len(keys) == len(set(keys))


def test_what_was_done_for_a_rule_is_a_line_and_a_photo_that_everybody_sees(now_running):
    client = browser_of(now_running.place.coordinator)
    address = f"{now_running.path}vuistregels/preparation/near/"
    words = "Wij stonden op het schoolplein."
    assert client.post(address, {"photo": photo()}).status_code == 422
    assert client.post(address, {"words": words, "photo": photo()}).status_code == 302
    page = browser_of().get(f"{now_running.path}vuistregels/").content.decode()
    assert words in page
    assert problems(page) == []
    assert "Wij maken uw foto klaar" in client.get(address).content.decode()
    make_photos()
    kept = RulePhoto.objects.get()
    assert kept.small in browser_of().get(f"{now_running.path}vuistregels/").content.decode()
    response = browser_of().get(kept.small)
    assert response.getvalue().startswith(b"\xff\xd8")  # a JPEG

    client.post(address, {"words": "Op het plein.", "drop_photo": "on"})
    assert not RulePhoto.objects.exists()
    client.post(address, {"words": ""})
    assert not RuleDone.objects.exists()
    assert client.get(f"{now_running.path}vuistregels/preparation/nothing/").status_code == 404
    assert client.get(f"{now_running.path}vuistregels/nothing/near/").status_code == 404


# --- Ending


def test_it_does_not_end_while_an_objection_has_no_answer(now_running):
    objection = say(now_running, kind="objection", words="Mijn raam komt in de schaduw.")
    to_the_end(now_running)
    with pytest.raises(Refused, match="objections"):
        close(now_running)
    answer(now_running, objection, done="not", reason="Het kan niet.", possible="Een lage boom.")
    close(now_running)
    page = browser_of().get(now_running.path).content.decode()
    assert "Het plein is af." in page
    assert "Eerder beginnen." in page
    assert "Zeg wat u vindt" not in page


def test_an_objection_that_is_hidden_by_the_house_rules_waits_for_no_answer(now_running):
    say(now_running)
    InputFactory(
        process=now_running.process, kind="objection", visibility="hidden", hidden_reason="Reclame."
    )
    to_the_end(now_running)
    assert close(now_running).is_closed


def test_it_does_not_end_before_its_last_phase_nor_without_residents(now_running):
    with pytest.raises(Refused, match="phases"):
        close(now_running)
    to_the_end(now_running)
    client = browser_of(now_running.place.coordinator)
    fields = {"key": str(uuid4()), "outcome": "Het is af.", "learned": "Veel.", "explanation": ""}
    response = client.post(f"{now_running.path}afsluiten/", fields)
    assert response.status_code == 422
    assert "Niemand uit de wijk is gehoord." in response.content.decode()
    close(now_running, explanation="Er deed niemand mee.")
    assert "Er deed niemand mee." in browser_of().get(now_running.path).content.decode()


def test_who_gave_something_hears_how_it_ended_once(now_running):
    fatma = UserFactory()
    say(now_running, fatma)
    to_the_end(now_running)
    for _press in range(2):
        close(now_running)
    event = Event.objects.get(verb="process_closed")
    assert Notification.objects.filter(event=event, person=fatma).count() == 1


def test_what_is_closed_takes_nothing_more(now_running):
    given = say(now_running)
    to_the_end(now_running)
    close(now_running)
    for step in (
        lambda: say(now_running),
        lambda: answer(now_running, given),
        lambda: promised(now_running),
        lambda: processes.tick(
            now_running.phase(), "near", "Iets", by=now_running.place.coordinator, now=NOW
        ),
    ):
        with pytest.raises(Refused, match="closed"):
            step()
    client = browser_of(now_running.place.coordinator)
    for name in ("aanpassen", "verder", "afspreken", "afsluiten", "inbreng/geven"):
        assert client.get(f"{now_running.path}{name}/").status_code == 302


# --- Reading


def test_somebody_follows_it_and_stops(now_running):
    fatma = UserFactory()
    client, address = browser_of(fatma), f"{now_running.path}volgen/"
    client.post(address, {"want": "yes"})
    assert Follow.objects.of(now_running.process).filter(person=fatma).exists()
    assert "Stop met volgen" in client.get(now_running.path).content.decode()
    client.post(address, {"want": "no"})
    assert not Follow.objects.of(now_running.process).exists()


def test_what_runs_stands_first_on_the_page_for_taking_part(now_running):
    place = now_running.place
    to_the_end(now_running)
    close(now_running, explanation="Niemand.")
    ProcessFactory(neighbourhood=place.neighbourhood, title="De speeltuin")
    ProcessFactory(neighbourhood=place.neighbourhood, title="De bus")
    page = browser_of().get(f"{place.path}meedoen/").content.decode()
    assert page.index("De bus<") < page.index("De speeltuin<") < page.index("Het plein<")
    assert page.count("utrecht-button--primary-action") == 1
    assert problems(page) == []
    assert "meedoen/beginnen/" not in page
    assert "meedoen/beginnen/" in (
        browser_of(place.coordinator).get(f"{place.path}meedoen/").content.decode()
    )

"""Recording what happened, and telling whom it concerns."""

import ast
from contextlib import suppress
from datetime import datetime, timedelta
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.models import User
from activity import actions, verbs
from activity.actions import Reason, Side
from activity.models import Event, Follow, Notification, Preference
from activity.states import Kind, Pace
from initiatives.verbs import UPDATE
from outbox.models import Message
from scripts.build_assets import ICONS
from tests.factories import InitiativeFactory, UserFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
NEWS = "initiatives/email/news.txt"


class Undone(Exception):
    pass


@pytest.fixture
def initiative():
    return InitiativeFactory(title="Tuin & <Co>")


def recorded(initiative, by=None, words="Er is koffie."):
    return actions.record(
        UPDATE.name,
        initiative,
        by=by or UserFactory(),
        side=Side.TEAM,
        neighbourhood=initiative.neighbourhood,
        public=True,
        words=words,
    )


def tell(event, initiative, *people, also_actor=False):
    actions.notify(event, people, NEWS, also_actor=also_actor, initiative=initiative)


# Recording


def verbs_in_code():
    """Every Verb that an app of ours declares."""
    for app in apps.get_app_configs():
        room = settings.BASE_DIR / app.name.replace(".", "/")
        for path in [*room.glob("verbs.py"), *room.glob("verbs/[!_]*.py")]:
            name = ".".join(path.relative_to(room).with_suffix("").parts)
            module = import_module(f"{app.name}.{name}")
            yield from (value for value in vars(module).values() if isinstance(value, verbs.Verb))


def test_every_verb_in_the_code_is_registered():
    declared = {verb.name for verb in verbs_in_code()}
    assert len(declared) > 10
    assert declared == {verb.name for verb in verbs.registered()}


def test_no_two_verbs_share_a_name():
    names = [verb.name for verb in verbs_in_code()]
    assert len(names) == len(set(names))


def test_code_names_verbs_by_their_constant():
    """So that a misspelt verb does not import, instead of failing when it is first recorded."""
    for app in apps.get_app_configs():
        folder = settings.BASE_DIR / app.name
        for path in folder.rglob("*.py") if folder.is_dir() else ():
            for call in ast.walk(ast.parse(path.read_text())):
                if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                    continue
                number = {"record": 0, "record_once": 1}.get(call.func.attr)
                if number is not None and len(call.args) > number:
                    assert not isinstance(call.args[number], ast.Constant), path


@pytest.mark.parametrize("verb", verbs.registered(), ids=lambda verb: verb.name)
def test_every_sentence_can_be_read(verb, initiative):
    event = Event.objects.create(
        verb=verb.name,
        actor=UserFactory(name="Noor"),
        side=Side.TEAM,
        subject_kind="initiative",
        subject_id=initiative.pk,
        subject_title="100% groen",
        subject_url="/",
    )
    assert event.sentence
    assert "%(" not in event.sentence
    assert event.icon in {icon.rpartition("/")[2] for icon in ICONS}


def test_an_unknown_verb_is_refused(initiative):
    with pytest.raises(KeyError):
        actions.record(
            "gewonnen", initiative, by=None, side=Side.PLATFORM, neighbourhood=None, public=True
        )


def test_an_event_has_an_actor_unless_the_platform_did_it(initiative):
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.record(
            UPDATE.name, initiative, by=None, side=Side.TEAM, neighbourhood=None, public=True
        )


def test_history_stands_when_its_subject_gets_another_title(initiative):
    event = recorded(initiative)
    initiative.title = "Iets heel anders"
    initiative.save()
    event.refresh_from_db()
    assert event.subject_title == "Tuin & <Co>"


def once(initiative):
    return actions.record_once(
        "laat:1", UPDATE.name, initiative, neighbourhood=initiative.neighbourhood, now=NOON
    )


def test_what_the_platform_records_once_is_recorded_once(initiative):
    assert once(initiative) is not None
    assert once(initiative) is None
    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_four_schedulers_at_the_same_moment_record_it_once(initiative):
    def run():
        with transaction.atomic():
            return once(initiative)

    results = at_once([run] * 4)
    assert [type(result) for result in results if result is not None] == [Event]
    assert Event.objects.count() == 1


# Telling


def test_each_person_hears_of_an_event_once_and_the_first_reason_counts(initiative):
    event, person = recorded(initiative), UserFactory()
    tell(event, initiative, (person, Reason.TEAM), (person, Reason.FOLLOWER))
    tell(event, initiative, (person, Reason.COORDINATOR))
    assert Notification.objects.get().reason == Reason.TEAM
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_told_twice_at_the_same_moment_somebody_hears_once(initiative):
    event, people = recorded(initiative), UserFactory.create_batch(5)
    told = [(person, Reason.FOLLOWER) for person in people]

    def run():
        with transaction.atomic():
            tell(event, initiative, *told)

    assert at_once([run] * 4) == [None] * 4
    assert Notification.objects.count() == Message.objects.count() == 5


def test_who_did_it_knows_already(initiative):
    actor = UserFactory()
    tell(recorded(initiative, by=actor), initiative, (actor, Reason.TEAM))
    assert not Notification.objects.exists()


def test_who_did_it_can_get_a_mail_to_keep(initiative):
    actor = UserFactory()
    tell(recorded(initiative, by=actor), initiative, (actor, Reason.TEAM), also_actor=True)
    assert Message.objects.get().to == actor.email


def test_who_wants_no_mail_still_reads_it_here(initiative):
    person = UserFactory(mail=User.Mail.NONE)
    tell(recorded(initiative), initiative, (person, Reason.FOLLOWER))
    assert Notification.objects.filter(person=person).exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("reason", [Reason.FOLLOWER, Reason.TEAM])
def test_who_muted_it_hears_nothing_about_it_at_all(initiative, reason):
    person = UserFactory()
    Follow.objects.create(
        person=person, subject_kind="initiative", subject_id=initiative.pk, is_muted=True
    )
    tell(recorded(initiative), initiative, (person, reason))
    assert not Notification.objects.exists()
    assert not Message.objects.exists()


def test_who_muted_it_still_hears_of_other_initiatives(initiative):
    person, other = UserFactory(), InitiativeFactory()
    Follow.objects.create(
        person=person, subject_kind="initiative", subject_id=initiative.pk, is_muted=True
    )
    tell(recorded(other), other, (person, Reason.FOLLOWER))
    assert Notification.objects.filter(person=person).exists()


@pytest.mark.parametrize("reason", [Reason.OFFICER, Reason.COORDINATOR])
def test_who_owes_an_answer_cannot_silence_the_clock(initiative, reason):
    person = UserFactory()
    Follow.objects.create(
        person=person, subject_kind="initiative", subject_id=initiative.pk, is_muted=True
    )
    tell(recorded(initiative), initiative, (person, reason))
    assert Message.objects.get().to == person.email


def test_nobody_who_is_gone_is_told(initiative):
    tell(recorded(initiative), initiative, (UserFactory(is_active=False), Reason.TEAM))
    assert not Notification.objects.exists()


def test_what_is_told_and_then_undone_was_never_told(initiative):
    event = recorded(initiative)
    with suppress(Undone), transaction.atomic():
        tell(event, initiative, (UserFactory(), Reason.TEAM))
        raise Undone
    assert not Notification.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        (Reason.TEAM, "omdat u in het team van dit initiatief zit"),
        (Reason.OFFICER, "omdat u hier contactambtenaar bent"),
        (Reason.COORDINATOR, "omdat u hier coördinator bent"),
        (Reason.FOLLOWER, "omdat u dit volgt"),
        (Reason.ROLE, "omdat u een rol in de wijk heeft"),
    ],
)
def test_every_mail_says_why_it_comes_and_how_it_stops(initiative, reason, why):
    tell(recorded(initiative), initiative, (UserFactory(), reason))
    message, notification = Message.objects.get(), Notification.objects.get()
    stop = f"{settings.SITE_URL}/bericht/stop/{notification.token}/"
    assert why in message.body
    assert message.body.endswith(stop)
    assert message.place == initiative.neighbourhood.name
    assert (
        message.headers.items()
        >= {
            "Content-Language": "nl",
            "List-Id": f"<{initiative.neighbourhood.slug}.localhost>",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }.items()
    )


def test_all_mails_about_one_initiative_stand_in_one_thread(initiative):
    request = f"/initiatief/{initiative.pk}/vraag/3/"  # the page of something in it
    for subject, url in ((initiative, ""), (initiative, request), (InitiativeFactory(), "")):
        event = actions.record(
            UPDATE.name,
            subject,
            by=UserFactory(),
            side=Side.TEAM,
            neighbourhood=None,
            public=True,
            url=url,
        )
        tell(event, initiative, (UserFactory(), Reason.TEAM))
    own, of_request, of_other = Message.objects.order_by("pk")
    assert own.headers["References"] == own.headers["In-Reply-To"]
    assert own.headers["References"] == of_request.headers["References"]
    assert own.headers["References"] != of_other.headers["References"]
    assert own.place == ""
    assert "List-Id" not in own.headers


def test_every_reason_has_its_own_words(initiative):
    bodies = set()
    for reason in Reason:
        person = UserFactory()
        Preference.objects.create(person=person, kind=Kind.NEW, pace=Pace.NOW)
        tell(recorded(initiative), initiative, (person, reason))
        bodies.add(Message.objects.latest("pk").body.split("--\n")[1].splitlines()[0])
    assert len(bodies) == len(Reason)


def test_a_mail_is_plain_text_as_it_was_written(initiative):
    tell(recorded(initiative, words="Tuin & <b>"), initiative, (UserFactory(), Reason.TEAM))
    message = Message.objects.get()
    assert message.subject == "Nieuws over Tuin & <Co>"
    assert "Tuin & <b>" in message.body
    assert "&amp;" not in message.body


def test_a_mail_leads_to_the_page(initiative):
    tell(recorded(initiative), initiative, (UserFactory(), Reason.TEAM))
    assert settings.SITE_URL + initiative.get_absolute_url() in Message.objects.get().body


def test_telling_more_people_takes_no_more_questions_than_mails(
    initiative, django_assert_max_num_queries
):
    event, people = recorded(initiative), UserFactory.create_batch(20, mail=User.Mail.NONE)
    with django_assert_max_num_queries(4):
        tell(event, initiative, *((person, Reason.FOLLOWER) for person in people))
    assert Notification.objects.count() == 20


# Following


def test_following_twice_is_following_once(initiative):
    person = UserFactory()
    actions.follow(initiative, by=person)
    actions.follow(initiative, by=person)
    assert actions.followers(initiative) == [(person, Reason.FOLLOWER)]
    actions.unfollow(initiative, by=person)
    actions.unfollow(initiative, by=person)
    assert actions.followers(initiative) == []


@pytest.mark.django_db(transaction=True)
def test_following_from_four_threads_at_the_same_moment_is_following_once(initiative):
    person = UserFactory()
    results = at_once([lambda: actions.follow(initiative, by=person)] * 4)
    assert not [error for error in results if isinstance(error, Exception)]
    assert Follow.objects.of(initiative).count() == 1
    assert Follow.objects.of(initiative.neighbourhood).count() == 1


def test_following_again_undoes_the_mute(initiative):
    person = UserFactory()
    tell(recorded(initiative), initiative, (person, Reason.FOLLOWER))
    actions.stop_about(Notification.objects.get())
    assert actions.followers(initiative) == []
    actions.follow(initiative, by=person)
    assert actions.followers(initiative) == [(person, Reason.FOLLOWER)]


def test_unfollowing_does_not_bring_back_what_was_stopped(initiative):
    """Somebody of the team stopped its messages; withdrawing support must not start them again."""
    person = UserFactory()
    tell(recorded(initiative), initiative, (person, Reason.TEAM))
    actions.stop_about(Notification.objects.get())
    actions.unfollow(initiative, by=person)
    tell(recorded(initiative), initiative, (person, Reason.TEAM))
    assert Notification.objects.count() == 1


def test_reading_marks_only_what_was_not_read(initiative):
    person = UserFactory()
    tell(recorded(initiative), initiative, (person, Reason.TEAM))
    mine = Notification.objects.filter(person=person)
    assert actions.read(mine, now=NOON) == 1
    assert actions.read(mine, now=NOON + timedelta(days=1)) == 0
    assert mine.get().read_at == NOON

"""Everybody can see what is kept of them, and be forgotten: at once, everywhere, for good."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, models
from django.test import Client
from django.utils import timezone

from accounts.actions import drafts, people
from accounts.models import Draft, User
from accounts.tasks import forget
from activity.models import Event, Follow, Notification
from initiatives.actions import initiatives, reviews
from initiatives.models import Initiative, Participant, Photo, Review, Support
from initiatives.states import Stage, Status
from neighbourhoods.models import Administrator, Membership
from neighbourhoods.states import Role
from outbox.models import Message, Unreachable
from portal.actions import steering
from tests.factories import (
    MembershipFactory,
    MunicipalityFactory,
    NeighbourhoodFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NAME, ADDRESS = "Samirawati Zonnebloem", "samirawati@example.org"
PHONE, HOURS, PLACE = "06-55501234", "donderdag van 9 tot 11", "het hoekhuis van Zonnebloem"
WORDS = {
    "draft": "een half concept van Samirawati",
    "can_do": "op zaterdag taart bakken",
}
GONE = "Iemand die is gestopt"


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def texts_of_all_tables():
    """Every text in every row of every model: table.column, and the text."""
    for model in apps.get_models():
        fields = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        if not fields or model._meta.label in {
            "neighbourhoods.Area",
            "neighbourhoods.PostcodeArea",
        }:
            continue
        for row in model._default_manager.all():
            for field in fields:
                value = field.value_from_object(row)
                if model._meta.label == "sessions.Session" and field.name == "session_data":
                    value = row.get_decoded()
                text = value if isinstance(value, str) else json.dumps(value, default=str)
                yield f"{model._meta.label}.{field.name}", text or ""


def places_of(*words):
    return sorted(
        {place for place, text in texts_of_all_tables() if any(word in text for word in words)}
    )


def files_in(folder):
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    return files + [name for sub in folders for name in files_in(f"{folder}/{sub}")]


def draft_with_photo(person):
    draft = drafts.keep("initiative:x", {"plan": WORDS["draft"]}, person=person, browser="")
    photo = Photo.objects.create(draft=draft, width=480, height=320, widths=[480])
    for kind in ("webp", "jpeg"):
        default_storage.save(photo.path(480, kind), ContentFile(b"x"))
    return photo


@pytest.fixture
def busy_person(idea):
    """Somebody who has been everything here: resident, organiser, officer, coordinator, admin."""
    now = timezone.now()
    person = people.welcome(ADDRESS, name=NAME)
    here = NeighbourhoodFactory()
    colleague = MembershipFactory(neighbourhood=here, role=Role.OFFICER).person
    steering.open_municipality(here.municipality, email=ADDRESS)
    for role in (Role.OFFICER, Role.COORDINATOR):
        role_here = steering.give_role(here, role, email=ADDRESS, name=NAME, by=colleague)
    steering.set_presence(
        role_here, hours=HOURS, place=PLACE, phone=PHONE, portrait=b"gezicht", by=person
    )
    own = idea(here, by=person)
    initiatives.set_stage(own, Stage.ACTIVE, words="We zijn begonnen.", by=person)
    other = idea(here, by=UserFactory())
    Review.objects.filter(initiative=other).update(officer=person)
    initiatives.support(other, by=person)
    initiatives.join(other, can_do=WORDS["can_do"], by=person)
    initiatives.post_update(own, "Er is nieuws.", key=own.sent_as, by=person)
    reviews.note(other.review, "Even bellen.", key=own.sent_as, by=person)
    draft_with_photo(person)
    Unreachable.objects.create(address=ADDRESS, last_at=now, times=1)
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    User.objects.filter(pk=person.pk).update(last_login=now)
    person.refresh_from_db()
    return person


@pytest.fixture
def idea():
    numbers = iter(range(1000))

    def send(neighbourhood, *, by):
        key = drafts.keep(f"initiative:i{next(numbers)}", {}, person=by, browser="").key
        return initiatives.send(
            initiatives.Idea("Moestuin", "Samen tuinieren.", "green"),
            neighbourhood=neighbourhood,
            key=key,
            by=by,
            now=timezone.now(),
        )

    return send


def test_after_erasing_nothing_of_the_person_is_left_in_any_table(busy_person, client):
    client.force_login(busy_person)
    Client().post("/account/inloggen/", {"email": ADDRESS})
    Message.objects.exclude(to=ADDRESS).update(sent_at=timezone.now())
    assert len(places_of(NAME, ADDRESS, PHONE, HOURS, PLACE, *WORDS.values())) > 8
    people.erase(busy_person, now=timezone.now())

    assert places_of(NAME, "Samirawati", ADDRESS, PHONE, HOURS, PLACE, *WORDS.values()) == []
    assert files_in("portraits") == []
    assert files_in("photos") == []


def test_every_link_to_an_erased_person_is_history_or_gone(busy_person):
    people.erase(busy_person, now=timezone.now())

    for model in (Draft, Follow, Notification, Participant, Support, Administrator):
        assert not model.objects.filter(person=busy_person).exists(), model
    assert not Membership.objects.current().filter(person=busy_person).exists()
    assert not EmailAddress.objects.filter(user=busy_person).exists()
    assert not Authenticator.objects.filter(user=busy_person).exists()
    assert Initiative.objects.filter(team__members__person=busy_person).exists()
    assert Event.objects.filter(actor=busy_person).exists()


def test_the_name_of_an_organiser_is_gone_from_every_page(busy_person, client):
    own = Initiative.objects.get(team__members__person=busy_person)
    pages = [
        own.get_absolute_url(),
        f"/wijk/{own.neighbourhood.slug}/",
        f"/wijk/{own.neighbourhood.slug}/wie/",
        f"/wijk/{own.neighbourhood.slug}/initiatieven/",
    ]
    assert NAME in client.get(pages[0]).content.decode()
    people.erase(busy_person, now=timezone.now())

    for page in pages:
        response = client.get(page)
        assert response.status_code == 200, page
        assert "Samirawati" not in response.content.decode(), page
    assert GONE in client.get(pages[0]).content.decode()


def test_mails_to_others_that_wait_no_longer_name_the_person(idea):
    person = people.welcome(ADDRESS, name=NAME)
    follower = UserFactory(email="volger@example.org")
    own = idea(NeighbourhoodFactory(), by=person)
    initiatives.support(own, by=follower)
    initiatives.join(own, can_do="Schoffelen", by=follower)
    initiatives.post_update(own, f"Groet, {NAME}.", key=uuid4(), by=person)
    assert Message.objects.filter(body__contains=f"Groet, {NAME}.").exists()
    people.erase(person, now=timezone.now())

    assert not Message.objects.filter(body__contains=NAME).exists()
    assert Message.objects.filter(to=follower.email, body__contains=f"Groet, {GONE}.").exists()
    assert not Message.objects.filter(to=ADDRESS).exists()


def test_mails_about_somebody_else_with_the_same_name_stay_as_they_are(idea):
    """Two people called Noor: one leaves, and the mails of the other are not touched."""
    here = NeighbourhoodFactory()
    leaver, stayer = (UserFactory(name="Noor", email=f"noor{n}@example.org") for n in (1, 2))
    joined, own = idea(here, by=UserFactory(email="a@example.org")), idea(here, by=stayer)
    initiatives.join(joined, can_do="Schoffelen", by=stayer)
    Message.objects.filter(to="noor2@example.org").delete()
    initiatives.join(own, can_do="Harken", by=leaver)
    people.erase(leaver, now=timezone.now())

    about_who_stays = Message.objects.get(to="a@example.org", body__contains="Schoffelen")
    assert about_who_stays.subject.startswith("Noor doet mee")
    to_who_stays = Message.objects.get(to="noor2@example.org")
    assert to_who_stays.subject.startswith(f"{GONE} doet mee")
    assert to_who_stays.body.startswith("Beste Noor,")
    assert f"{GONE} doet mee" in to_who_stays.body


def test_the_officer_who_is_named_in_a_mail_is_forgotten_in_it(idea):
    officer = MembershipFactory(person__name="Joyce Pinas")
    idea(officer.neighbourhood, by=UserFactory(email="a@example.org"))
    assert "Joyce Pinas" in Message.objects.get(to="a@example.org").body
    people.erase(officer.person, now=timezone.now())

    assert "Joyce Pinas" not in Message.objects.get(to="a@example.org").body


def test_an_address_in_a_mail_is_forgotten_wherever_it_stands():
    person = UserFactory(email=ADDRESS)
    Message.objects.create(key="x", to="a@example.org", subject="x", body=f"Mail {ADDRESS}!")
    people.erase(person, now=timezone.now())

    assert Message.objects.get().body == f"Mail {GONE}!"


def test_a_name_inside_another_word_is_left_alone():
    person = UserFactory(name="Jan")
    text = "Beste Jan,\n\nJan, in januari"
    Message.objects.create(
        key="x", to="a@example.org", subject="Januari", body=text, names=f",{person.pk},"
    )
    people.erase(person, now=timezone.now())

    mail = Message.objects.get()
    assert (mail.subject, mail.body) == ("Januari", f"Beste Jan,\n\n{GONE}, in januari")


def test_what_an_erased_officer_had_to_answer_waits_for_the_coordinator(client):
    officer = MembershipFactory(role=Role.OFFICER)
    coordinator = MembershipFactory(
        neighbourhood=officer.neighbourhood, role=Role.COORDINATOR
    ).person
    review = ReviewFactory(initiative__neighbourhood=officer.neighbourhood, officer=officer.person)
    people.erase(officer.person, now=timezone.now())

    review.refresh_from_db()
    assert review.officer is None
    client.force_login(coordinator)
    session = client.session
    session["second_factor"] = coordinator.pk
    session.save()
    assert review.initiative.title in client.get("/mijn/werk/").content.decode()


def test_the_answer_of_an_erased_officer_stands(client):
    officer = MembershipFactory(role=Role.OFFICER, person__name=NAME).person
    review = ReviewFactory(officer=officer)
    reviews.answer(
        review,
        Status.JOINING,
        reason="Een mooi plan.",
        possible="U krijgt de grond.",
        seen=review.version,
        key=review.initiative.sent_as,
        by=officer,
    )
    people.erase(officer, now=timezone.now())
    page = client.get(review.initiative.get_absolute_url()).content.decode()

    assert "Een mooi plan." in page
    assert NAME not in page


def test_an_erased_coordinator_coordinates_nothing(client):
    membership = MembershipFactory(role=Role.COORDINATOR, person__name=NAME)
    client.force_login(membership.person)
    people.erase(membership.person, now=timezone.now())

    slug = membership.neighbourhood.slug
    assert client.get(f"/wijk/{slug}/beheer/").status_code == 302
    assert NAME not in client.get(f"/wijk/{slug}/wie/").content.decode()


def test_erasing_signs_out_everywhere_at_once(client):
    person = UserFactory()
    here, there = Client(), Client()
    for browser in (here, there):
        browser.force_login(person)
    response = here.post("/mijn/gegevens/wissen/", {"sure": "on"})

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert "U bent gewist" in here.get("/").content.decode()
    assert there.get("/mijn/gegevens/")["Location"].startswith("/account/inloggen/")


def test_the_sessions_of_others_stay(client):
    client.force_login(UserFactory())
    people.erase(UserFactory(), now=timezone.now())

    assert client.get("/mijn/").status_code == 200


def test_erasing_twice_is_erasing_once():
    person = UserFactory()
    people.erase(person, now=timezone.now())
    first = User.objects.get(pk=person.pk).erased_at
    people.erase(person, now=timezone.now() + timedelta(days=1))

    assert User.objects.get(pk=person.pk).erased_at == first


def test_what_was_typed_in_another_tab_brings_nobody_back():
    person = UserFactory()
    stale = User.objects.get(pk=person.pk)
    people.erase(person, now=timezone.now())
    people.be_known_as(stale, NAME)
    people.read_in(stale, "en")

    person.refresh_from_db()
    assert (person.name, person.email, person.public_name) == ("", None, GONE)


def test_the_export_holds_all_that_is_registered(busy_person, client):
    client.force_login(busy_person)
    session = client.session
    session["second_factor"] = busy_person.pk
    session.save()
    response = client.get("/mijn/gegevens/download/")
    data = json.loads(response.content)

    assert 'filename="mijn-gegevens.json"' in response["Content-Disposition"]
    assert data["Wie u bent"][0]["naam"] == NAME
    assert data["Uw e-mailadres"][0]["e-mailadres"] == ADDRESS
    assert data["Mail aan u die terugkwam"][0]["hoe vaak"] == 1
    taken_part = data["Waar u aan meedoet"][0]
    assert taken_part["wat u kunt doen"] == WORDS["can_do"]
    assert taken_part["titel van het initiatief"]
    assert data["Uw rollen in wijken"][0]["wijk"]
    assert not [name for rows in data.values() for row in rows for name in row if "_" in name]
    assert any(WORDS["draft"] in json.dumps(row) for rows in data.values() for row in rows)
    assert len(data) >= 12
    assert "JBSWY3DPEHPK3PXP" not in response.content.decode()  # no secret leaves


def test_the_export_has_nothing_of_others(busy_person):
    other = UserFactory(name="Piet Anders", email="piet@example.org")
    initiatives.join(Initiative.objects.first(), can_do="Piets geheim", by=other)

    exported = json.dumps(people.export(busy_person), default=str)
    assert "Piets geheim" not in exported
    assert "piet@example.org" not in exported


def test_an_address_that_was_typed_and_never_proved_is_gone_after_a_day(client):
    client.post("/account/inloggen/", {"email": ADDRESS})
    Unreachable.objects.create(address=ADDRESS, last_at=timezone.now())
    User.objects.update(joined_at=timezone.now() - timedelta(days=1, minutes=1))
    forget()

    assert places_of(ADDRESS) in (
        ["outbox.Message.to"],
        ["outbox.Message.to", "sessions.Session.session_data"],
    )
    assert not User.objects.exists()


def test_who_was_given_a_role_and_has_not_come_yet_is_not_forgotten():
    """And the night's work goes on for all others."""
    steering.open_municipality(MunicipalityFactory(), email="nieuw@example.org")
    people.welcome("vreemd@example.org")
    User.objects.update(joined_at=timezone.now() - timedelta(days=2))

    assert people.forget_unused_addresses(timezone.now()) == 1
    assert User.objects.get().email == "nieuw@example.org"


def test_who_asks_for_a_code_again_is_not_forgotten_meanwhile():
    person = people.welcome(ADDRESS)
    User.objects.update(joined_at=timezone.now() - timedelta(days=2))
    people.welcome(ADDRESS)

    assert people.forget_unused_addresses(timezone.now()) == 0
    assert User.objects.filter(pk=person.pk).exists()


def test_who_signed_in_once_is_never_forgotten_by_the_clock():
    UserFactory(last_login=timezone.now() - timedelta(days=3000))
    User.objects.update(joined_at=timezone.now() - timedelta(days=3000))
    forget()

    assert User.objects.count() == 1


def test_who_lost_key_and_codes_can_begin_again(client, capsys):
    person = UserFactory()
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    client.force_login(person)
    call_command("reset_second_factor", person.email.upper())

    assert not Authenticator.objects.exists()
    assert client.get("/mijn/").status_code == 302
    assert "Gedaan" in capsys.readouterr().out


def test_a_reset_for_an_unknown_address_says_so():
    with pytest.raises(CommandError, match="Niemand logt in met"):
        call_command("reset_second_factor", "vreemd@example.org")


@pytest.mark.django_db(transaction=True)
def test_many_presses_at_once_make_one_person():
    def press(_number):
        try:
            return people.welcome(ADDRESS).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as at_once:
        made = set(at_once.map(press, range(16)))

    assert len(made) == 1
    assert EmailAddress.objects.count() == 1

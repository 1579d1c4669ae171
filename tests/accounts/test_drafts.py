"""What somebody types is kept from the first words, and is theirs alone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.actions import drafts, people
from accounts.models import Draft
from initiatives.models import Initiative, Photo
from tests.accounts.conftest import last_code
from tests.factories import NeighbourhoodFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db

FORM = "initiative:poelenburg"
NOBODY = AnonymousUser()
NEW = "/wijk/poelenburg/initiatieven/nieuw/"
IDEA = {"title": "Moestuin", "plan": "Samen tuinieren.", "theme": "green"}


@pytest.fixture
def poelenburg(db):
    return NeighbourhoodFactory(slug="poelenburg", name="Poelenburg")


def type_in(client, **fields):
    return client.post("/concept/", {"draft": FORM, **fields})


def touch(draft, moment):
    Draft.objects.filter(pk=draft.pk).update(updated_at=moment)


def test_the_first_words_are_kept_without_an_account(client, poelenburg):
    assert type_in(client, title="Moes").content.decode() == "Bewaard"

    assert 'value="Moes"' in client.get(NEW).content.decode()


def test_the_server_keeps_no_token_that_could_be_used(client):
    type_in(client, title="Moes")

    cookie = client.cookies["browser"]
    assert Draft.objects.get().browser not in cookie.value
    assert cookie["httponly"]
    assert cookie["max-age"] == 30 * 86_400


def test_another_browser_sees_nothing(client, poelenburg):
    type_in(client, title="Geheim plan")

    assert "Geheim plan" not in Client().get(NEW).content.decode()


def test_a_token_that_somebody_made_up_is_none(client, poelenburg):
    type_in(client, title="Moes")
    stranger = Client()
    stranger.cookies["browser"] = "zelfbedacht"
    type_in(stranger, title="Anders")

    assert stranger.cookies["browser"].value != "zelfbedacht"
    assert Draft.objects.count() == 2


def test_on_a_shared_device_the_browser_forgets_at_the_end_of_the_session(client):
    type_in(client, title="Moes", shared_device="1")

    assert client.cookies["browser"]["max-age"] == ""


def test_saying_later_that_a_device_is_shared_counts_too(client, poelenburg):
    """The first words are kept before anybody has come to the question."""
    type_in(client, title="Moes")
    type_in(client, title="Moestuin", shared_device="1")

    assert client.cookies["browser"]["max-age"] == ""
    assert Draft.objects.get().fields["title"] == "Moestuin"
    assert "checked" in client.get(NEW).content.decode().split('name="shared_device"')[1][:140]

    type_in(client, title="Moestuin")
    assert client.cookies["browser"]["max-age"] == 30 * 86_400


def test_the_whole_way_from_the_first_words_to_a_sent_initiative(client, poelenburg):
    type_in(client, title="Moes")
    assert client.post(NEW, IDEA)["Location"] == f"{NEW}controleren/"
    assert "Waar mag het antwoord heen?" in client.get(f"{NEW}controleren/").content.decode()

    client.post(f"{NEW}controleren/", {"email": "s@example.org"})
    code = last_code("s@example.org")
    response = client.post("/account/inloggen/code/", {"code": code})
    assert response["Location"] == f"{NEW}controleren/"

    page = client.get(f"{NEW}controleren/").content.decode()
    draft = Draft.objects.get()
    assert "Samen tuinieren." in page
    assert (draft.browser, draft.person.email) == ("", "s@example.org")

    client.post(f"{NEW}controleren/", {"key": draft.key, "name": "Samira"})
    assert Initiative.objects.get().title == "Moestuin"
    assert not Draft.objects.exists()


def test_signing_in_makes_drafts_ones_own(client, sign_in):
    type_in(client, title="Moes")
    sign_in()

    assert Draft.objects.get().person.email == "samira@example.org"


def test_after_signing_out_the_next_person_here_sees_nothing(client, sign_in, poelenburg):
    type_in(client, title="Geheim plan")
    sign_in()
    client.post("/account/uitloggen/")

    assert "Geheim plan" not in client.get(NEW).content.decode()
    assert client.cookies["browser"].value == ""


@pytest.mark.parametrize(("minutes", "stays"), [(5, "in de browser"), (-5, "thuis")])
def test_of_two_drafts_of_one_form_the_last_typed_stays(minutes, stays):
    person = UserFactory()
    at_home = drafts.keep(FORM, {"title": "thuis"}, person=person, browser="")
    here = drafts.keep(FORM, {"title": "in de browser"}, person=NOBODY, browser="b")
    touch(here, at_home.updated_at + timedelta(minutes=minutes))
    drafts.claim("b", by=person)

    assert [draft.fields["title"] for draft in Draft.objects.all()] == [stays]
    assert Draft.objects.get().person == person


def test_a_photo_moves_along_with_its_draft(client, sign_in):
    type_in(client, title="Moes")
    photo = Photo.objects.create(draft=Draft.objects.get(), width=480, height=320, widths=[480])
    sign_in()

    photo.refresh_from_db()
    assert photo.draft.person.email == "samira@example.org"


def test_other_drafts_of_the_person_stay(client):
    person = UserFactory()
    drafts.keep("answer:1", {"reason": "Ja"}, person=person, browser="")
    drafts.keep(FORM, {"title": "Moes"}, person=NOBODY, browser="b")
    drafts.claim("b", by=person)

    assert set(Draft.objects.filter(person=person).values_list("form", flat=True)) == {
        "answer:1",
        FORM,
    }


def test_nobody_claims_without_a_token():
    drafts.keep(FORM, {"title": "Moes"}, person=UserFactory(), browser="")

    assert drafts.claim("", by=UserFactory()) == 0
    assert Draft.objects.get().person is not None


@pytest.mark.django_db(transaction=True)
def test_many_at_once_keep_one_draft_and_lose_no_field():
    def keep(number):
        try:
            drafts.keep(FORM, {f"veld{number}": "tekst"}, person=NOBODY, browser="b")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as at_once:
        list(at_once.map(keep, range(24)))

    assert set(Draft.objects.get().fields) == {f"veld{number}" for number in range(24)}


@pytest.mark.django_db(transaction=True)
def test_typing_on_while_signing_in_is_no_error():
    person = UserFactory()
    drafts.keep(FORM, {"title": "browser"}, person=NOBODY, browser="b")

    def claim(_number):
        try:
            drafts.claim("b", by=person)
        finally:
            connection.close()

    def keep(number):
        try:
            drafts.keep(FORM, {"title": str(number)}, person=person, browser="")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as at_once:
        for job in [at_once.submit(work, number) for number in range(8) for work in (claim, keep)]:
            job.result()

    assert Draft.objects.get().person == person


def test_a_person_keeps_fifty_drafts_the_last_ones():
    person = UserFactory()
    for number in range(60):
        drafts.keep(f"answer:{number}", {"reason": "x"}, person=person, browser="")

    kept = set(Draft.objects.values_list("form", flat=True))
    assert kept == {f"answer:{number}" for number in range(10, 60)}


def test_a_browser_keeps_ten():
    for number in range(15):
        drafts.keep(f"initiative:wijk-{number}", {"title": "x"}, person=NOBODY, browser="b")
    drafts.keep(FORM, {"title": "x"}, person=NOBODY, browser="een ander")

    assert Draft.objects.filter(browser="b").count() == 10
    assert Draft.objects.filter(browser="een ander").exists()


def test_one_draft_has_an_end():
    fields = {f"veld{number}": "é" * 30_000 for number in range(100)}
    draft = drafts.keep(FORM, fields, person=NOBODY, browser="b")

    assert len(draft.fields) <= 60
    assert sum(map(len, draft.fields.values())) <= 60_000


@pytest.mark.parametrize(
    "form", ["", "initiative", "../etc", "posted:/mijn/gegevens/wissen/", "x:" + "y" * 61, "é:1"]
)
def test_a_draft_of_no_form_is_refused(client, form):
    assert client.post("/concept/", {"draft": form, "title": "x"}).status_code == 400
    assert not Draft.objects.exists()


def test_after_thirty_days_a_draft_is_gone():
    old = drafts.keep(FORM, {"title": "oud"}, person=NOBODY, browser="b")
    drafts.keep("answer:2", {"title": "nieuw"}, person=UserFactory(), browser="")
    touch(old, timezone.now() - timedelta(days=30, minutes=1))

    assert drafts.forget(timezone.now()) == 1
    assert Draft.objects.get().fields["title"] == "nieuw"


def test_what_was_pressed_as_the_session_ended_goes_on_with_one_press(client, sign_in):
    review = ReviewFactory()
    pk = review.initiative_id
    stopped = client.post(
        f"/initiatief/{pk}/meedoen/", {"can_do": "Ik kan op zaterdag", "soort": ["a", "b"]}
    )
    assert "/account/inloggen/?next=" in stopped["Location"]
    key = Draft.objects.get().key

    back = sign_in(back=f"/account/verder/{key}/")
    page = client.get(back["Location"]).content.decode()
    assert "Ik kan op zaterdag" in page
    assert f'action="/initiatief/{pk}/meedoen/"' in page
    assert page.count('name="soort"') == 2  # every choice, not only the last

    sent = client.post(
        f"/initiatief/{pk}/meedoen/",
        {"can_do": "Ik kan op zaterdag", "name": "Samira", "kept_as": str(key)},
    )
    assert sent.status_code == 302
    assert not Draft.objects.exists()


def test_what_was_pressed_is_shown_to_nobody_else(client, sign_in):
    review = ReviewFactory()
    client.post(f"/initiatief/{review.initiative_id}/meedoen/", {"can_do": "Geheim plan"})
    key = Draft.objects.get().key
    sign_in("een.ander@example.org", by=(other := Client()))

    assert other.get(f"/account/verder/{key}/").status_code == 404


def test_a_second_press_forgets_what_only_the_first_one_said(client):
    pk = ReviewFactory().initiative_id
    client.post(f"/initiatief/{pk}/meedoen/", {"can_do": "Ja", "ook": "dit"})
    client.post(f"/initiatief/{pk}/meedoen/", {"can_do": "Toch anders"})

    assert Draft.objects.get().fields == {"can_do": "Toch anders"}


def test_an_erased_person_leaves_no_draft():
    person = UserFactory()
    drafts.keep(FORM, {"title": "Moes"}, person=person, browser="")
    people.erase(person, now=timezone.now())

    assert not Draft.objects.exists()

"""The idea, two minutes on an old phone: whatever goes wrong, nothing that was typed is lost."""

import html
import re
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.http import BROWSER_COOKIE
from accounts.models import Draft, User
from core.images import MAX_BYTES, Refusal
from initiatives.models import Initiative, Photo
from initiatives.tasks import make_photos
from neighbourhoods.models import Area, Neighbourhood
from outbox.models import Message
from tests.accounts.conftest import last_code
from tests.core.test_images import (
    corners,
    heic,
    jpeg_header,
    png,
    png_chunk,
    saved,
    webp_header,
    zipped,
)
from tests.factories import BuurtFactory, NeighbourhoodFactory, UserFactory
from tests.html import fragment_problems, problems
from tests.initiatives.conftest import answer_of, stored

NEW = "/wijk/rietwijk/initiatieven/nieuw/"
CHECK = "/wijk/rietwijk/initiatieven/nieuw/controleren/"
TYPED = {
    "title": "Moestuin bij de flat",
    "plan": "Wij willen samen groente kweken.\n\nHet veldje ligt er al.",
    "theme": "green",
    "place": "bij de speeltuin",
    "needs": "Een kraan en tien scheppen.",
    "description": "Het lege veldje",
}

pytestmark = pytest.mark.usefixtures("place")


def upload(content, name="foto.jpg", kind="image/jpeg"):
    return SimpleUploadedFile(name, content, kind)


def post(client, photo=None, **changes):
    fields = {**TYPED, **changes}
    return client.post(NEW, fields | ({"photo": photo} if photo else {}))


def keeps(page, *names, typed=TYPED):
    """All that was typed stands in the form."""
    for name in names or typed:
        if name == "theme":
            assert re.search(rf'<input[^>]*value="{typed[name]}"[^>]*checked', page), name
        else:
            lines = html.escape(typed[name]).splitlines()
            assert all(line in page for line in lines), name


def error_of(page, name):
    """What stands next to the field, and that the field points at it."""
    found = re.search(rf'id="id_{name}_error">(.*?)</div>', page, re.DOTALL)
    assert found, f"no error beside {name}"
    assert f"id_{name}_error" in "".join(re.findall(r'aria-describedby="([^"]*)"', page))
    assert 'aria-invalid="true"' in page
    return html.unescape(re.sub(r"<[^>]+>|Fout:", "", found[1])).strip()


# The way through


def test_an_idea_needs_no_account_and_is_kept_from_the_first_post(client):
    response = post(client)
    assert (response.status_code, response["Location"]) == (302, CHECK)
    draft = Draft.objects.get()
    assert draft.person is None
    assert draft.fields["title"] == TYPED["title"]
    page = client.get(CHECK).content.decode()
    for text in ("Moestuin bij de flat", "Het veldje ligt er al.", "Een kraan", "Groen en natuur"):
        assert text in page


def test_the_browser_is_known_by_a_hash_only(client):
    post(client)
    cookie = client.cookies[BROWSER_COOKIE]
    assert cookie["httponly"]
    assert Draft.objects.get().browser not in cookie.value
    assert cookie.value not in Draft.objects.get().browser


def test_the_whole_way_from_typing_to_sent(client):
    post(client, photo=upload(saved(corners())))
    person = UserFactory(name="")
    Draft.objects.update(person=person, browser="")  # as entering the code does
    client.force_login(person)
    page = client.get(CHECK).content.decode()
    key = Draft.objects.get().key
    assert str(key) in page
    response = client.post(CHECK, {"key": key, "name": "Noor"})
    initiative = Initiative.objects.get()
    assert response["Location"] == reverse("initiatives:sent", args=[initiative.pk])
    page = client.get(response["Location"]).content.decode()
    assert "Olga Officier is uw contactambtenaar" in page
    assert "De gemeente antwoordt uiterlijk" in page
    make_photos()
    assert initiative.photo
    assert [
        str(face) for face in initiative.team.members.values_list("person__name", flat=True)
    ] == ["Noor"]
    assert not Draft.objects.exists()


def test_what_was_typed_is_there_again_when_the_browser_comes_back(client):
    post(client, title="")
    keeps(client.get(NEW).content.decode(), "plan", "theme", "place", "needs", "description")


def test_the_draft_of_another_browser_does_not_exist(client):
    post(client, title="Geheim plan", theme="")
    page = Client().get(NEW).content.decode()
    assert "Geheim plan" not in page
    assert Client().get(CHECK)["Location"] == NEW


def test_the_page_is_valid_html_with_and_without_mistakes(client):
    assert problems(client.get(NEW).content.decode()) == []
    assert problems(post(client, title="", plan="", theme="").content.decode()) == []
    assert problems(post(client, photo=upload(b"geen foto")).content.decode()) == []


def test_htmx_gets_only_the_form(client):
    response = client.post(NEW, {}, headers={"HX-Request": "true", "HX-Target": "form"})
    assert response.status_code == 422
    part = response.content.decode().strip()
    assert part.startswith('<form id="form"')
    assert fragment_problems(part) == []
    assert "HX-Request" in response["Vary"]


# Mistakes in words


@pytest.mark.parametrize("empty", ["", " ", "\n\t ", "\u00a0\u00a0", "\0"])
@pytest.mark.parametrize("name", ["title", "plan"])
def test_an_empty_field_is_asked_for_and_the_rest_is_kept(client, name, empty):
    response = post(client, **{name: empty})
    assert response.status_code == 422
    page = response.content.decode()
    assert error_of(page, name).endswith((".", "genoeg."))
    keeps(page, *(TYPED.keys() - {name}))


@pytest.mark.parametrize("theme", ["", "voetbal", "green ", "<script>", "green\0x"])
def test_a_theme_that_does_not_exist_is_asked_for(client, theme):
    response = post(client, theme=theme)
    assert response.status_code == 422
    assert "<script>" not in response.content.decode()
    keeps(response.content.decode(), *(TYPED.keys() - {"theme"}))
    assert client.get(NEW).status_code == 200
    assert client.get(CHECK)["Location"] == NEW


@pytest.mark.parametrize(
    ("name", "most"),
    [("title", 100), ("plan", 3000), ("place", 120), ("needs", 1000), ("description", 200)],
)
def test_what_is_too_long_is_kept_and_counted(client, name, most):
    long = "ő" * (most + 7)
    response = post(client, **{name: long})
    assert response.status_code == 422
    page = response.content.decode()
    said = error_of(page, name)
    assert f"u gebruikt {most + 7} tekens" in said
    keeps(page, typed=TYPED | {name: long})
    keeps(client.get(NEW).content.decode(), typed=TYPED | {name: long})
    assert post(client, **{name: long[:most]}).status_code == 302


def test_text_is_kept_as_meant(client):
    post(client, title="  \u202eTuin\0\x07 é 🌱  ", plan="Een\r\nTwee\0\rDrie")
    page = client.get(CHECK).content.decode()
    assert "\0" not in page
    assert "🌱" in page


def test_a_title_is_one_line(client):
    post(client, title="Tuin\r\nBcc: allen@example.org")
    assert "Tuin Bcc: allen@example.org" in client.get(CHECK).content.decode()


@pytest.mark.parametrize(
    "buurt", ["abc", "-1", "0", "99999999999999999999", "1.5", "１", "1; DROP TABLE x"]
)
def test_a_buurt_that_does_not_exist_is_refused_in_words(client, buurt):
    response = post(client, buurt=buurt)
    assert response.status_code == 422
    assert error_of(response.content.decode(), "buurt")
    keeps(response.content.decode())
    assert client.get(NEW).status_code == 200


def test_a_buurt_of_another_neighbourhood_is_refused(client):
    other = BuurtFactory()
    NeighbourhoodFactory().areas.add(other.parent)
    assert post(client, buurt=other.pk).status_code == 422


def test_a_buurt_of_this_neighbourhood_is_shown(client):
    post(client, buurt=Area.objects.get(short_name="Rietbuurt").pk)
    assert "Rietbuurt" in client.get(CHECK).content.decode()


def test_a_field_that_is_sent_twice_or_unknown_is_no_error(client):
    response = client.post(
        NEW,
        "title=Een&title=Twee&plan=x&theme=green&onbekend=1&__proto__=2",
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 302


def test_invalid_utf8_is_no_error(client):
    response = client.post(
        NEW,
        b"title=%ff%fe&plan=%c3%28&theme=green",
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code in {302, 400, 422}


# Photos that are none


BOMB = png(10, 1, png_chunk(b"iCCP", b"a\0\0" + b"x" * 100), pixels=b"\0" * 31)
BAD_PHOTOS = {
    "text": (b"hallo buurt", Refusal.NOT_AN_IMAGE),
    "zip": (zipped(), Refusal.NOT_AN_IMAGE),
    "page": (b"<!doctype html><script>alert(1)</script>", Refusal.NOT_AN_IMAGE),
    "pdf": (b"%PDF-1.7\n" + saved(corners()), Refusal.NOT_AN_IMAGE),
    "program": (b"MZ" + saved(corners(), "PNG"), Refusal.NOT_AN_IMAGE),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', Refusal.UNSUPPORTED_FORMAT),
    "svg with a script": (
        b'<?xml version="1.0"?><svg onload="alert(1)"/>',
        Refusal.NOT_AN_IMAGE,
    ),
    "gif": (saved(corners(), "GIF"), Refusal.UNSUPPORTED_FORMAT),
    "half a jpeg": (saved(Image.effect_noise((900, 600), 80))[:9000], Refusal.CORRUPT),
    "half a png": (saved(Image.effect_noise((300, 200), 80), "PNG")[:9000], Refusal.CORRUPT),
    "half a heic": (heic(corners(900, 600))[:900], Refusal.HEIC_UNREADABLE),
    "nothing after the first bytes": (b"\xff\xd8\xff", Refusal.CORRUPT),
    "50 million dots": (saved(Image.new("L", (10_000, 5_000))), Refusal.TOO_MANY_PIXELS),
    "png bomb": (png(60_000, 60_000, pixels=b"\0" * 1_000_000), Refusal.TOO_MANY_PIXELS),
    "jpeg bomb": (jpeg_header(65_500, 65_500), Refusal.TOO_MANY_PIXELS),
    "webp bomb": (webp_header(16_383, 16_383), Refusal.TOO_MANY_PIXELS),
    "16 MB": (saved(corners()) + b"\0" * MAX_BYTES, Refusal.TOO_MANY_BYTES),
}


@pytest.mark.parametrize("name", BAD_PHOTOS)
def test_a_photo_that_cannot_be_used_is_explained_and_everything_is_kept(client, name):
    content, reason = BAD_PHOTOS[name]
    response = post(client, photo=upload(content))
    assert response.status_code == 422
    page = response.content.decode()
    assert error_of(page, "photo") == reason.label
    keeps(page)
    keeps(client.get(NEW).content.decode())
    assert not Photo.objects.exists()
    assert not stored()


def test_an_empty_file_is_explained_and_everything_is_kept(client):
    response = post(client, photo=upload(b""))
    assert response.status_code == 422
    assert "leeg" in error_of(response.content.decode(), "photo")
    keeps(response.content.decode())


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "a" * 400 + ".jpg", "foto\0.jpg", "🌱.jpg", "con.php"]
)
def test_the_name_of_a_file_means_nothing(client, name):
    response = client.post(NEW, TYPED | {"photo": upload(saved(corners()), name)})
    assert response.status_code in {302, 422}
    make_photos()
    assert all(re.fullmatch(r"photos/[0-9a-f-]{36}/\d+\.(webp|jpeg)", path) for path in stored())


def test_a_photo_without_words_is_kept_while_the_words_are_asked_for(client):
    response = post(client, photo=upload(saved(corners())), title="")
    assert response.status_code == 422
    assert "Wij maken uw foto klaar." in response.content.decode()
    make_photos()
    photo = Photo.objects.get()
    assert photo.small in client.get(NEW).content.decode()
    assert answer_of(client, photo.small) == 200


def test_the_photo_of_a_draft_is_for_its_own_browser_only(client, browser):
    post(client, photo=upload(saved(corners())))
    make_photos()
    address = Photo.objects.get().small
    assert answer_of(client, address) == 200
    assert answer_of(Client(), address) == 404
    assert answer_of(browser(UserFactory()), address) == 404


def test_what_is_on_the_photo_can_be_said_later(client):
    post(client, photo=upload(saved(corners())), description="")
    post(client, description="Een leeg veldje met onkruid")
    assert Photo.objects.get().description == "Een leeg veldje met onkruid"


def test_a_new_photo_replaces_the_old_with_its_files(client):
    post(client, photo=upload(saved(corners(1000, 500))))
    make_photos()
    before = stored()
    post(client, photo=upload(saved(corners(600, 300))))
    assert Photo.objects.count() == 1
    assert not before & stored()


def test_taking_the_photo_away_keeps_what_was_typed_meanwhile(client):
    post(client, photo=upload(saved(corners())))
    response = client.post(f"{NEW}foto/weg/", TYPED | {"plan": "Intussen verder getypt."})
    assert response["Location"] == NEW
    assert not Photo.objects.exists()
    assert not stored()
    page = client.get(NEW).content.decode()
    assert "Intussen verder getypt." in page
    keeps(page, "title", "needs")


def test_throwing_it_away_leaves_nothing(client):
    post(client, photo=upload(saved(corners())))
    assert client.post(f"{NEW}weg/", {"sure": "yes"})["Location"] == "/wijk/rietwijk/"
    assert not Draft.objects.exists()
    assert not Photo.objects.exists()
    assert not stored()
    assert TYPED["title"] not in client.get(NEW).content.decode()


def test_throwing_away_what_is_not_there_is_no_error(client):
    assert client.post(f"{NEW}weg/").status_code == 302
    assert client.post(f"{NEW}foto/weg/").status_code == 302


def test_nobody_throws_away_the_draft_of_another(client):
    post(client, photo=upload(saved(corners())))
    Client().post(f"{NEW}weg/", {"sure": "yes"})
    Client().post(f"{NEW}foto/weg/")
    assert Draft.objects.count() == Photo.objects.count() == 1


# Where the answer may go


@pytest.mark.parametrize("typed", ["", "noor", "noor@", "a b@example.org"])
def test_a_mistyped_address_keeps_somebody_in_the_steps(client, typed):
    post(client)
    response = client.post(CHECK, {"email": typed})
    page = response.content.decode()
    assert response.status_code == 422
    assert "e-mailadres" in error_of(page, "email")
    assert f'value="{typed}"' in page or not typed
    for shown in ("Controleren", TYPED["title"], "Waar mag het antwoord heen?"):
        assert shown in page
    assert problems(page) == []
    assert not User.objects.filter(email__contains="noor").exists()


def test_an_address_gets_a_code_and_leads_back_to_the_idea(client):
    post(client)
    assert 'name="email"' in client.get(CHECK).content.decode()
    asked = client.post(CHECK, {"email": "noor@example.org"})
    assert asked["Location"] == f"/account/inloggen/code/?{urlencode({'next': CHECK})}"
    entered = client.post("/account/inloggen/code/", {"code": last_code("noor@example.org")})
    assert entered["Location"] == CHECK
    assert TYPED["title"] in client.get(CHECK).content.decode()


def test_asking_for_codes_too_often_is_said_within_the_steps(client):
    post(client)
    answers = [client.post(CHECK, {"email": "noor@example.org"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 422]
    page = answers[-1].content.decode()
    assert "te vaak achter elkaar" in error_of(page, "email")
    assert TYPED["title"] in page


def test_who_signed_in_in_another_tab_goes_on_with_a_name(client, ready):
    response = client.post(CHECK, {"email": "noor@example.org"})
    assert response.status_code == 200
    assert 'value="Noor"' in response.content.decode()
    assert not Message.objects.filter(to="noor@example.org").exists()


# A device of more people


def test_on_a_shared_device_the_browser_forgets(client):
    post(client, shared_device="1")
    assert not client.cookies[BROWSER_COOKIE]["max-age"]


def test_on_my_own_phone_it_remembers_for_a_month(client):
    post(client)
    assert client.cookies[BROWSER_COOKIE]["max-age"] == 30 * 86_400


def test_saying_later_that_the_device_is_shared_still_counts(client):
    client.post("/concept/", {"draft": "initiative:rietwijk", "title": "Moes"})
    assert client.cookies[BROWSER_COOKIE]["max-age"]
    post(client, shared_device="1", title="")
    assert not client.cookies[BROWSER_COOKIE]["max-age"]
    assert re.search(r'name="shared_device"[^>]*checked', client.get(NEW).content.decode())
    assert "Moestuin" not in client.cookies[BROWSER_COOKIE].value
    keeps(client.get(NEW).content.decode(), "plan")


# Pressing twice, and going back


@pytest.fixture
def ready(client):
    """Signed in, and all is filled in: the key that the page for checking carries."""
    client.force_login(UserFactory(name="Noor"))
    post(client)
    return Draft.objects.get().key


def test_pressing_send_twice_is_sending_once(client, ready):
    first = client.post(CHECK, {"key": ready, "name": "Noor"})
    second = client.post(CHECK, {"key": ready, "name": "Noor"})
    assert first["Location"] == second["Location"]
    assert Initiative.objects.count() == 1


def test_the_back_button_after_sending_leads_to_what_was_sent(client, ready):
    client.post(CHECK, {"key": ready, "name": "Noor"})
    sent = reverse("initiatives:sent", args=[Initiative.objects.get().pk])
    assert client.get(CHECK)["Location"] == sent
    assert client.post(CHECK, {"key": ready, "name": "Noor"})["Location"] == sent
    assert TYPED["title"] not in client.get(NEW).content.decode()
    assert Initiative.objects.count() == 1


def test_somebody_elses_key_sends_nothing_and_shows_nothing(client, ready):
    client.post(CHECK, {"key": ready, "name": "Noor"})
    stranger = Client()
    stranger.force_login(UserFactory(name="Vreemd"))
    response = stranger.post(CHECK, {"key": ready, "name": "Vreemd"})
    assert response["Location"] == NEW
    assert Initiative.objects.count() == 1
    sent = reverse("initiatives:sent", args=[Initiative.objects.get().pk])
    assert stranger.get(sent).status_code == 403


@pytest.mark.parametrize("key", ["", "geen-sleutel", "0" * 500, "\0"])
def test_a_key_that_makes_no_sense_sends_the_draft_that_is_there(client, ready, key):
    client.post(CHECK, {"key": key, "name": "Noor"})
    assert Initiative.objects.get().sent_as == ready


def test_a_name_is_asked_for_and_the_idea_is_kept(client, ready):
    response = client.post(CHECK, {"key": ready, "name": "  "})
    assert response.status_code == 422
    assert "Vul in hoe u hier wilt heten." in response.content.decode()
    assert TYPED["title"] in response.content.decode()
    assert Draft.objects.exists()


def test_sending_when_the_session_has_ended_comes_back_here(client, ready):
    client.logout()
    response = client.post(CHECK, {"key": ready, "name": "Noor"})
    assert "/account/" in response["Location"]
    assert not Initiative.objects.exists()
    assert Draft.objects.get().key == ready


def test_an_incomplete_draft_cannot_be_sent(client):
    client.force_login(UserFactory(name="Noor"))
    post(client, theme="")
    response = client.post(CHECK, {"key": Draft.objects.get().key, "name": "Noor"})
    assert response["Location"] == NEW
    assert not Initiative.objects.exists()


# Places where nothing can be started


@pytest.mark.parametrize("path", ["", "controleren/", "foto/weg/", "weg/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_where_no_wijkaanpak_is_seen_nothing_can_be_started(client, path, method):
    Neighbourhood.objects.update(is_public=False)
    for slug in ("rietwijk", "bestaat-niet"):
        response = getattr(client, method)(f"/wijk/{slug}/initiatieven/nieuw/{path}", TYPED)
        assert response.status_code in ({404} if "weg" not in path or method == "post" else {302})
    assert not Draft.objects.exists()


def test_a_neighbourhood_that_closes_meanwhile_keeps_the_draft_and_sends_nothing(client, ready):
    Neighbourhood.objects.update(is_public=False)
    assert client.post(CHECK, {"key": ready, "name": "Noor"}).status_code == 404
    assert Draft.objects.exists()
    assert not Initiative.objects.exists()


def test_throwing_away_asks_first_and_keeps_what_was_typed(client):
    post(client)
    asked = client.post(NEW + "weg/", TYPED | {"plan": "Nog iets erbij"}).content.decode()
    assert "Wilt u dit weggooien?" in asked
    assert problems(asked) == []
    assert "Nog iets erbij" in client.get(NEW).content.decode()

    client.post(NEW + "weg/", {"sure": "yes"})
    assert not Draft.objects.exists()
    assert "Nog iets erbij" not in client.get(NEW).content.decode()

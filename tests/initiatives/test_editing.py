"""The team edits what its page says: nothing typed is lost, and nobody overwrites a teammate."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.actions import drafts
from accounts.models import Draft
from activity.models import Event
from core.images import Refusal
from initiatives.actions import initiatives
from initiatives.models import Initiative, Photo
from initiatives.tasks import make_photos
from neighbourhoods.models import Area
from outbox.models import Message
from partners.models import Member
from tests.core.test_images import corners, saved
from tests.factories import BuurtFactory, UserFactory
from tests.html import problems
from tests.initiatives.conftest import answer_of, attached, browser_of, make_place, stored
from tests.initiatives.test_photos import sent
from tests.threads import at_once

TEXTS = {
    "title": "Moestuin bij de flat",
    "plan": "Samen groente kweken, en samen eten.",
    "theme": "green",
    "place": "achter de flat",
    "needs": "Een kraan.",
}


def address(name, initiative):
    return reverse(f"initiatives:{name}", args=[initiative.pk])


def hidden_fields(page):
    """What a browser would send along: the key of this form, and what was seen."""
    found = dict(re.findall(r'<input type="hidden" name="(key|seen)"(?: value="([^"]*)")?', page))
    assert set(found) == {"key", "seen"}
    return found


@pytest.fixture
def team(initiative, browser):
    """Opens the form, and sends it with other words: `team(title="...")`."""
    return Editor(initiative, browser(Member.objects.get().person))


class Editor:
    """Somebody of the team, with the form open in a browser."""

    def __init__(self, initiative, client):
        self.address, self.client = address("edit", initiative), client
        self.open()

    def open(self):
        response = self.client.get(self.address)
        assert response.status_code == 200
        self.page = response.content.decode()
        self.along = hidden_fields(self.page)
        return self.page

    def save(self, photo=None, **changes):
        fields = TEXTS | self.along | changes
        return self.client.post(self.address, fields | ({"photo": photo} if photo else {}))


def upload(width=1000, content=None):
    picture = content or saved(corners(width, width // 2))
    return SimpleUploadedFile("foto.jpg", picture, "image/jpeg")


def edits():
    return Event.objects.filter(verb="initiative_edited").count()


# The way through


def test_the_team_edits_what_its_page_says(initiative, team, browser):
    buurt = Area.objects.get(short_name="Rietbuurt")
    response = team.save(buurt=buurt.pk, theme="meeting")
    page = browser(None).get(response["Location"]).content.decode()
    for text in (*TEXTS.values(), "Rietbuurt", "Elkaar ontmoeten"):
        assert text in page or text == "green"
    assert "Het team heeft de tekst of de foto aangepast" in page
    assert "Uw pagina is aangepast" in team.client.get(response["Location"]).content.decode()


def test_the_form_begins_with_what_is_there(place, browser):
    initiative = place.send(**TEXTS)
    page = Editor(initiative, browser(place.starter)).page
    for text in TEXTS.values():
        assert text in page
    assert re.search(r'<input[^>]*value="green"[^>]*checked', page)
    assert problems(page) == []


def test_an_edit_is_no_news_and_mails_nobody(initiative, team):
    initiatives.support(initiative, by=UserFactory())
    Message.objects.all().delete()
    team.save()
    assert not Message.objects.exists()
    assert edits() == 1


def test_history_tells_that_it_was_edited_and_not_what(initiative, team):
    team.save(plan="Het nummer van de buurman is 06-12345678.")
    Editor(initiative, team.client).save(plan="Bel de buurman.")
    assert not Event.objects.filter(words__contains="06-12345678").exists()


def test_the_team_is_called_as_its_initiative(initiative, team):
    team.save(title="Kippenhok")
    initiative.refresh_from_db()
    assert initiative.team.name == "Kippenhok"


def test_who_is_not_of_the_team_finds_nothing(place, initiative, browser):
    for person in (place.officer, place.coordinator, UserFactory()):
        client = browser(person)
        assert client.get(address("edit", initiative)).status_code == 404
        fields = TEXTS | {"key": uuid4(), "seen": ""}
        assert client.post(address("edit", initiative), fields).status_code == 404
        assert client.post(address("discard_edit", initiative)).status_code == 404
    assert Initiative.objects.get().title == "Moestuin"


def test_what_is_hidden_is_edited_by_its_team_so_that_it_may_be_shown_again(
    place, initiative, browser
):
    initiatives.hide(initiative, "Een telefoonnummer", by=place.officer)
    response = Editor(initiative, browser(place.starter)).save()
    assert response["Location"] == Initiative.objects.get().get_absolute_url()
    assert browser(None).get(response["Location"]).status_code == 404


# Once, and nothing for nothing


def test_pressing_twice_is_editing_once(team):
    for _ in range(2):
        response = team.save(photo=upload())
        assert response.status_code == 302
    assert edits() == 1
    assert Photo.objects.count() == 1
    assert stored() == files_of(Photo.objects.get())


def test_saving_what_was_there_changes_nothing_and_says_so(place, browser):
    initiative = place.send(**TEXTS)
    editor = Editor(initiative, browser(place.starter))
    response = editor.save()
    assert edits() == 0
    assert "U veranderde niets" in editor.client.get(response["Location"]).content.decode()


# Mistakes


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        ("title", "", "Geef uw idee een naam."),
        ("plan", " ", "Vertel in een paar zinnen"),
        ("theme", "voetbal", "Selecteer een geldige keuze"),
        ("title", "t" * 101, "u gebruikt 101 tekens, er passen er 100"),
        ("plan", "p" * 3001, "u gebruikt 3001 tekens, er passen er 3000"),
    ],
)
def test_a_mistake_is_said_and_all_that_was_typed_is_kept(team, name, wrong, said):
    response = team.save(**{name: wrong})
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    for field, text in TEXTS.items():
        assert text in page or field == name
    assert edits() == 0
    assert "Hier was u gebleven" in team.open()
    assert TEXTS["needs"] in team.page


def test_a_buurt_of_elsewhere_is_refused(team):
    assert team.save(buurt=BuurtFactory().pk).status_code == 422


def test_a_form_without_its_key_is_refused_and_kept(team):
    for wrong in ({"key": ""}, {"key": "x"}, {"seen": "x"}):
        response = team.save(**wrong)
        assert response.status_code == 422
        assert TEXTS["plan"] in response.content.decode()


def test_what_was_typed_is_there_again_and_can_be_thrown_away(initiative, team):
    team.client.post(
        "/concept/", TEXTS | team.along | {"draft": f"edit:{initiative.pk}", "plan": "Half af"}
    )
    assert "Half af" in team.open()
    assert "Hier was u gebleven" in team.page
    response = team.client.post(address("discard_edit", initiative), {"sure": "yes"})
    assert response["Location"] == team.address
    assert "Half af" not in team.open()
    assert "Samen tuinieren." in team.page


def test_throwing_away_asks_first_and_keeps_what_was_typed(initiative, team):
    asked = team.client.post(address("discard_edit", initiative), TEXTS | {"plan": "Half af"})
    assert "Wilt u dit weggooien?" in asked.content.decode()
    assert problems(asked.content.decode()) == []
    assert "Half af" in team.open()


def test_what_arrives_just_after_saving_does_not_come_back(initiative, team):
    team.save()
    late = {"draft": f"edit:{initiative.pk}", "plan": "Een oude letter"}
    team.client.post("/concept/", TEXTS | team.along | late)
    assert "Een oude letter" not in team.open()
    assert "Hier was u gebleven" not in team.page


# Two teammates


@pytest.fixture
def teammate(initiative, browser):
    person = UserFactory(name="Tom Teamgenoot")
    Member.objects.create(organisation=initiative.team, person=person)
    return Editor(initiative, browser(person))


def test_who_comes_second_sees_what_changed_and_keeps_their_text(team, teammate):
    team.save(plan="Tekst van de eerste")
    response = teammate.save(plan="Tekst van de tweede")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Iemand was u voor" in page
    assert page.index("Zo staat het er nu") < page.index("Tekst van de eerste")
    assert "Tekst van de tweede" in page
    assert problems(page) == []
    assert Initiative.objects.get().plan == "Tekst van de eerste"
    assert edits() == 1

    teammate.along = hidden_fields(page)  # they have read it
    assert teammate.save(plan="Tekst van ons allebei").status_code == 302
    assert Initiative.objects.get().plan == "Tekst van ons allebei"


def test_a_draft_of_yesterday_does_not_undo_what_a_teammate_wrote(initiative, team, teammate):
    half = TEXTS | teammate.along | {"draft": f"edit:{initiative.pk}", "plan": "Van gisteren"}
    teammate.client.post("/concept/", half)
    team.save(plan="Van vandaag")
    page = teammate.open()
    assert "Iemand was u voor" in page
    assert "Van vandaag" in page
    assert "Van gisteren" in page


def test_who_typed_the_same_is_not_told_that_they_were_second(team, teammate):
    team.save()
    assert teammate.save().status_code == 302
    assert edits() == 1


@pytest.mark.django_db(transaction=True)
def test_of_four_who_save_at_the_same_moment_one_is_first_and_nobody_is_lost():
    place = make_place()
    initiative = place.send()
    editors = [Editor(initiative, browser_of(place.starter)) for _ in range(4)]
    answers = at_once(
        [
            lambda n=n, editor=editor: editor.save(plan=f"Tekst {n}", photo=upload()).status_code
            for n, editor in enumerate(editors)
        ]
    )
    assert sorted(answers) == [302, 409, 409, 409]
    assert edits() == 1
    shown = Photo.objects.get(initiative=initiative)
    waiting = Photo.objects.filter(draft__form=f"edit:{initiative.pk}")
    assert waiting.count() <= 1  # of the one person that they all are here
    assert stored() == files_of(shown, *waiting)


# The photo


def files_of(*shown):
    made = {
        photo.path(width, kind)
        for photo in shown
        for width in photo.widths
        for kind in ("webp", "jpeg")
    }
    return made | {photo.original for photo in shown if photo.is_waiting}


@pytest.fixture
def photo(initiative):
    return attached(sent(), initiative=initiative, description="Het veldje")


def test_a_first_photo_is_on_the_page_once_it_is_made(initiative, team, browser):
    team.save(photo=upload(), description="Een leeg veldje")
    make_photos()
    photo = Photo.objects.get(initiative=initiative)
    assert answer_of(browser(None), photo.small) == 200
    page = browser(None).get(Initiative.objects.get().get_absolute_url()).content.decode()
    assert 'alt="Een leeg veldje"' in page


def test_a_new_photo_replaces_the_old_with_its_files(photo, team):
    team.save(photo=upload(600))
    make_photos()
    new = Photo.objects.get()
    assert new.pk != photo.pk
    assert stored() == files_of(new)


def test_the_photo_can_be_taken_away_and_leaves_no_file(photo, team):
    assert photo.small in team.page
    team.save(no_photo="on")
    assert not Photo.objects.exists()
    assert not stored()
    assert edits() == 1


def test_without_a_new_photo_the_old_one_stays(photo, team):
    team.save(description="Het veldje in mei")
    photo.refresh_from_db()
    assert photo.description == "Het veldje in mei"
    assert stored() == files_of(photo)


def test_a_good_photo_in_a_form_with_a_mistake_is_not_lost(photo, team):
    page = team.save(title="", photo=upload(600)).content.decode()
    assert "Wij maken uw foto klaar." in page
    assert "Deze foto komt op de pagina zodra u bewaart." in page
    make_photos()
    new = Photo.objects.exclude(pk=photo.pk).get()
    assert new.small in team.open()
    assert answer_of(team.client, new.small) == 200

    assert team.save().status_code == 302
    assert Photo.objects.get() == new
    assert stored() == files_of(new)
    assert not Draft.objects.exists()


def test_a_photo_that_waits_is_only_seen_by_who_chose_it(team, browser):
    team.save(title="", photo=upload())
    make_photos()
    waiting = Photo.objects.get().small
    assert answer_of(browser(None), waiting) == 404
    assert answer_of(browser(UserFactory()), waiting) == 404


def test_a_photo_that_waits_goes_with_what_was_thrown_away(initiative, photo, team):
    team.save(title="", photo=upload())
    team.client.post(address("discard_edit", initiative), {"sure": "yes"})
    assert Photo.objects.get() == photo
    assert stored() == files_of(photo)


def test_a_photo_that_waits_can_be_left_out(photo, team):
    team.save(title="", photo=upload())
    team.save(no_photo="on")
    assert not Photo.objects.exists()
    assert not stored()


def test_what_is_no_photo_is_explained_and_the_old_one_stays(photo, team):
    response = team.save(photo=upload(content=b"geen foto"))
    assert response.status_code == 422
    assert str(Refusal.NOT_AN_IMAGE.label) in response.content.decode()
    assert TEXTS["plan"] in response.content.decode()
    assert Photo.objects.get() == photo


def test_the_photo_of_who_came_second_waits_for_them(team, teammate):
    team.save()
    response = teammate.save(plan="Anders", photo=upload())
    assert response.status_code == 409
    assert "Wij maken uw foto klaar." in response.content.decode()
    make_photos()
    waiting = Photo.objects.get()
    assert waiting.small in teammate.open()
    assert waiting.draft == Draft.objects.get()
    assert stored() == files_of(waiting)


def test_a_draft_that_goes_takes_no_photo_of_the_page(photo, team):
    team.save(title="")
    drafts.drop(Draft.objects.get().form, person=Member.objects.get().person, browser="")
    assert Photo.objects.get() == photo

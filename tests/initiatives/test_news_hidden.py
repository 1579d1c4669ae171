"""News of a team is flagged, hidden and shown again by itself; the initiative stays."""

from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse

from activity.models import Event, Flag
from initiatives.actions import initiatives, news
from initiatives.models import Photo, Update
from initiatives.states import NewsState
from outbox.models import Message
from partners.models import Member
from tests.factories import UserFactory
from tests.html import problems
from tests.initiatives.conftest import answer_of

REASON = "Huisregel 2: geen gegevens van anderen."
QUEUE = "/wijk/rietwijk/moderatie/"


@pytest.fixture
def told(place, initiative):
    update = initiatives.post_update(
        initiative, "Bel Jan op 06-12345678", key=uuid4(), by=place.starter
    )
    initiatives.post_update(initiative, "De plantjes zijn er", key=uuid4(), by=place.starter)
    Message.objects.all().delete()
    return update


def pages(browser, initiative, person=None):
    """The pages on which the news of an initiative is read."""
    client = browser(person)
    found = [initiative.get_absolute_url(), reverse("initiatives:story", args=[initiative.pk])]
    return [client.get(address).content.decode() for address in found]


def flag_page(update):
    return reverse("portal:flag", args=["nieuws", update.pk])


def appeal_page(update):
    return reverse("portal:appeal", args=["nieuws", update.pk])


def decide(client, update, decision="hidden"):
    sent = {"row": [f"nieuws-{update.pk}"], "decision": decision, "reason": REASON, "form": "bulk"}
    return client.post(QUEUE, sent, follow=True).content.decode()


def test_others_flag_it_by_itself_and_its_team_does_not(place, told, browser):
    for page in pages(browser, told.initiative):
        assert problems(page) == []
        assert f'href="{flag_page(told)}"' in page
    assert not any(
        flag_page(told) in page for page in pages(browser, told.initiative, place.starter)
    )
    assert browser(place.starter).get(flag_page(told)).status_code == 404
    buur = browser(UserFactory())
    asked = buur.get(flag_page(told)).content.decode()
    assert "Bel Jan" in asked
    assert buur.post(flag_page(told), {"reason": "personal", "words": ""}).status_code == 302
    assert Flag.objects.get().subject_kind == "update"


def test_hidden_it_is_read_nowhere_and_the_rest_stays(place, told, browser):
    browser(UserFactory()).post(flag_page(told), {"reason": "personal", "words": ""})
    office = browser(place.officer)
    assert "Bel Jan op 06-12345678" in office.get(QUEUE).content.decode()

    decide(office, told)

    for person in (None, UserFactory(), place.starter, place.officer):
        for page in pages(browser, told.initiative, person):
            assert "06-12345678" not in page
            assert "De plantjes zijn er" in page
    reply = reverse("initiatives:reactions", args=[told.initiative_id])
    assert "06-12345678" not in browser(None).get(f"{reply}?nieuws={told.pk}").content.decode()
    assert browser(UserFactory()).get(flag_page(told)).status_code == 404
    told.initiative.refresh_from_db()
    assert told.initiative.is_public
    assert not Event.objects.filter(verb="news_hidden", is_public=True).exists()


def test_its_team_hears_why_and_objects_once_and_it_is_shown_again(place, told, browser):
    mate = UserFactory()
    Member.objects.create(organisation=told.initiative.team, person=mate)
    news.hide(told, REASON, by=place.officer)
    mails = Message.objects.filter(subject__contains="is verborgen")
    assert set(mails.values_list("to", flat=True)) == {place.starter.email, mate.email}
    body = mails.first().body
    for words in (REASON, "Bel Jan op 06-12345678", appeal_page(told)):
        assert words in body

    team = browser(mate)
    assert "Bel Jan" in team.get(appeal_page(told)).content.decode()
    assert team.post(appeal_page(told), {"words": "Jan wil dat zelf"}).status_code == 302
    assert browser(UserFactory()).get(appeal_page(told)).status_code == 404
    assert "Jan wil dat zelf" in browser(place.officer).get(QUEUE).content.decode()
    decide(browser(place.coordinator), told, "stays")

    assert all("06-12345678" in page for page in pages(browser, told.initiative))
    assert Message.objects.filter(subject__contains="weer lezen", to=mate.email).exists()
    assert not Flag.objects.open().exists()


def test_hiding_is_undone_from_the_queue(place, told, browser):
    browser(UserFactory()).post(flag_page(told), {"reason": "other", "words": ""})
    office = browser(place.officer)
    decide(office, told)
    assert "Bel Jan" in office.get(QUEUE).content.decode()
    office.post(reverse("portal:undo_moderation", args=["rietwijk"]), {"row": f"nieuws-{told.pk}"})
    assert all("06-12345678" in page for page in pages(browser, told.initiative))


def test_hiding_one_piece_of_news_leaves_the_one_whose_number_begins_alike(place, initiative):
    first, other = (
        Update.objects.create(pk=pk, initiative=initiative, author=place.starter, text=f"Nr {pk}")
        for pk in (7, 77)
    )
    for update in (first, other):
        Event.objects.create(
            verb="update_posted", actor=place.starter, side="team", is_public=True,
            subject_kind="initiative", subject_id=initiative.pk, subject_title="x",
            subject_url=update.get_absolute_url(), words=update.text,
        )  # fmt: skip
    news.hide(first, REASON, by=place.officer)
    public = Event.objects.public().filter(verb="update_posted")
    assert list(public.values_list("words", flat=True)) == ["Nr 77"]


def test_pressed_twice_it_is_hidden_once(place, told):
    for _press in range(2):
        news.hide(told, REASON, by=place.officer)
    assert Event.objects.filter(verb="news_hidden").count() == 1
    for _press in range(2):
        news.show(told, by=place.officer)
    assert Event.objects.filter(verb="news_shown").count() == 1


def test_its_photos_go_with_it_but_for_the_team(place, told, browser):
    photo, other = (
        Photo.objects.create(
            initiative=told.initiative, update=update, width=480, height=320, widths=[480]
        )
        for update in (told, None)
    )
    for one in (photo, other):
        default_storage.save(one.path(480, "webp"), ContentFile(b"a picture"))
    everything = reverse("initiatives:photos", args=[told.initiative_id])
    news.hide(told, REASON, by=place.officer)

    for person in (None, UserFactory(), place.officer):
        client = browser(person)
        assert answer_of(client, photo.url(480, "webp")) == 404
        assert answer_of(client, other.url(480, "webp")) == 200
        page = client.get(everything).content.decode()
        assert f"foto-{photo.pk}" not in page
        assert f"foto-{other.pk}" in page
    assert answer_of(browser(place.starter), photo.url(480, "webp")) == 200
    news.show(told, by=place.officer)
    assert answer_of(browser(None), photo.url(480, "webp")) == 200
    assert f"foto-{photo.pk}" in browser(None).get(everything).content.decode()


def test_an_initiative_that_is_taken_away_leaves_no_news_to_judge(place, told, browser):
    browser(UserFactory()).post(flag_page(told), {"reason": "other", "words": ""})
    initiatives.take_away(told.initiative, by=place.starter)
    assert not Flag.objects.open().exists()
    assert "06-12345678" not in browser(place.officer).get(QUEUE).content.decode()


def test_the_database_wants_a_reason_for_what_is_hidden(told):
    with pytest.raises(IntegrityError), transaction.atomic():
        Update.objects.filter(pk=told.pk).update(state=NewsState.HIDDEN)

"""Many photos of one initiative: in, made ready in the background, in order, told of, away."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from activity.models import Event
from core import making
from core.images import ImageRefused, Refusal
from core.photos import PhotoState
from initiatives.actions import album, initiatives, photos
from initiatives.models import Initiative, Photo
from initiatives.states import TooManyPhotos, Visibility
from initiatives.tasks import make_photos
from tests.core.test_images import corners, heic, png, saved, telltale
from tests.factories import UserFactory
from tests.html import fragment_problems, problems
from tests.initiatives.conftest import answer_of, make_place, stored
from tests.threads import at_once


def upload(content=b"", name="IMG_1.jpg"):
    return SimpleUploadedFile(name, content or saved(corners(900, 600)), "image/jpeg")


def add(initiative, content=b"", *, key=None, number=0, by=None, update=None):
    return album.add(
        initiative,
        upload(content),
        key=key or uuid4(),
        number=number,
        by=by or UserFactory(),
        update=update,
    )


def own(initiative, name="own_photos", *more):
    return reverse(f"initiatives:{name}", args=[initiative.pk, *more])


def key_in(page):
    return page.split('name="key" value="')[1].split('"')[0]


# In, and made ready


def test_photos_come_several_at_once_and_are_made_ready_after(place, initiative, browser):
    client = browser(place.starter)
    key = key_in(client.get(own(initiative)).content.decode())
    files = [upload(), upload(heic(corners(800, 600)), "IMG_2.heic")]
    response = client.post(own(initiative), {"key": key, "photos": files}, follow=True)
    page = response.content.decode()
    assert page.count("Deze foto wordt klaargezet") == 2
    assert problems(page) == []
    assert "foto/" not in browser(None).get(initiative.get_absolute_url()).content.decode()

    make_photos()
    assert [photo.state for photo in Photo.objects.all()] == [PhotoState.READY] * 2
    page = browser(None).get(initiative.get_absolute_url()).content.decode()
    assert all(photo.small in page for photo in Photo.objects.all())


def test_what_was_sent_is_kept_no_longer_than_until_it_is_ready(initiative, browser):
    photo = add(initiative, telltale())
    assert default_storage.exists(photo.original)
    assert answer_of(browser(None), f"/foto/{photo.pk}/original") == 404
    make_photos()
    assert not default_storage.exists(photo.original)
    for name in stored():
        with default_storage.open(name) as file:
            content = file.read()
        assert not any(sign in content for sign in (b"Exif", b"EXIF", b"xmp", b"8BIM", b"Fatima"))


def test_sending_the_same_choice_twice_gives_each_photo_once(place, initiative, browser):
    client, key = browser(place.starter), uuid4()
    for _press in range(2):
        files = [upload(), upload(name="IMG_2.jpg")]
        client.post(own(initiative), {"key": key, "photos": files})
    assert Photo.objects.count() == 2
    assert Event.objects.filter(verb="photos_added").count() == 1
    assert len(stored()) == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_photo_from_two_connections_is_there_once():
    initiative, key, by = make_place().send(), uuid4(), UserFactory()
    results = at_once([lambda: add(initiative, key=key, by=by)] * 4)
    assert not [one for one in results if isinstance(one, Exception)]
    assert Photo.objects.count() == len(stored()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_each_photo_once():
    initiative, by = make_place().send(), UserFactory()
    for number in range(4):
        add(initiative, number=number, by=by)
    results = at_once([make_photos] * 2)
    assert not [one for one in results if isinstance(one, Exception)]
    assert Photo.objects.ready().count() == 4
    assert not [name for name in stored() if name.endswith("original")]


def test_a_photo_whose_worker_died_is_made_by_another(initiative):
    photo = add(initiative)
    now = timezone.now()
    Photo.objects.filter(pk=photo.pk).update(free_after=now + making.CLAIM, tries=1)
    assert not photos.make_one(now)
    assert photos.make_one(now + making.CLAIM + timedelta(seconds=1))
    assert Photo.objects.get().is_ready


def test_a_photo_of_which_workers_die_is_left(initiative):
    Photo.objects.filter(pk=add(initiative).pk).update(tries=making.TRIES)
    make_photos()
    photo = Photo.objects.get()
    assert (photo.state, photo.problem) == (PhotoState.FAILED, Refusal.CORRUPT)
    assert not stored()


# Refused


@pytest.mark.parametrize("content", [b"<svg></svg>", b"%PDF-1.7", b"", b"\xff\xd8\xff\xe0 half"])
def test_what_is_no_photo_is_refused_by_name_and_the_others_are_kept(
    place, initiative, browser, content
):
    client = browser(place.starter)
    bad = SimpleUploadedFile("tekening.jpg", content or b" ", "image/jpeg")
    response = client.post(own(initiative), {"key": uuid4(), "photos": [bad, upload()]})
    assert response.status_code == 422
    assert "tekening.jpg" in response.content.decode()
    assert Photo.objects.count() == 1
    assert len(stored()) == 1


def test_a_photo_that_ends_half_way_is_refused_at_once(initiative):
    whole = saved(corners(900, 600))
    with pytest.raises(ImageRefused) as refused:
        add(initiative, whole[: len(whole) // 2])
    assert refused.value.reason == Refusal.CORRUPT
    assert not stored()


def test_a_photo_with_nothing_in_it_fails_in_plain_words(place, initiative, browser):
    add(initiative, png(900, 600))
    make_photos()
    page = browser(place.starter).get(own(initiative)).content.decode()
    assert "Deze foto is beschadigd" in page
    assert problems(page) == []
    assert not stored()


def test_one_by_one_the_page_that_follows_says_what_was_refused(place, initiative, browser):
    client = browser(place.starter)
    bad = SimpleUploadedFile("brief.pdf", b"%PDF-1.7", "application/pdf")
    sent = {"key": uuid4(), "number": "3", "one_by_one": "yes", "photos": bad}
    assert client.post(own(initiative), sent).status_code == 204
    assert "brief.pdf" in client.get(own(initiative)).content.decode()


def test_choosing_nothing_and_choosing_too_many_are_said(place, initiative, browser):
    client = browser(place.starter)
    nothing = client.post(own(initiative), {"key": uuid4()})
    assert nothing.status_code == 422
    assert "Kies eerst een foto" in nothing.content.decode()
    files = [upload(name=f"{number}.jpg") for number in range(31)]
    many = client.post(own(initiative), {"key": uuid4(), "photos": files})
    assert many.status_code == 422
    assert not Photo.objects.exists()


def test_an_initiative_has_room_for_so_many(initiative, monkeypatch):
    monkeypatch.setattr(album, "MOST", 1)
    add(initiative)
    with pytest.raises(TooManyPhotos):
        add(initiative)
    assert len(stored()) == 1


def test_a_refused_file_leaves_nothing(initiative):
    with pytest.raises(ImageRefused):
        add(initiative, b"GIF89a")
    assert not stored()


# Order, words, away


@pytest.fixture
def three(initiative):
    key = uuid4()
    made = [add(initiative, key=key, number=number) for number in range(3)]
    make_photos()
    return [Photo.objects.get(pk=photo.pk) for photo in made]


def order(initiative):
    return [photo.pk for photo in Photo.objects.filter(initiative=initiative)]


def test_the_team_puts_them_in_order_and_the_first_is_the_cover(place, initiative, three, browser):
    first, second, third = (photo.pk for photo in three)
    client = browser(place.starter)
    client.post(own(initiative, "move_photo", third), {"forward": "1"})
    assert order(initiative) == [first, third, second]
    client.post(own(initiative, "move_photo", third), {"forward": "1"})
    client.post(own(initiative, "move_photo", third), {"forward": "1"})
    assert order(initiative) == [third, first, second]
    client.post(own(initiative, "move_photo", third), {"back": "1"})
    assert order(initiative) == [first, third, second]
    listed = browser(None).get("/wijk/rietwijk/initiatieven/").content.decode()
    assert three[0].small in listed
    assert three[2].small not in listed


def test_the_team_says_what_is_on_a_photo(place, initiative, three, browser):
    client = browser(place.starter)
    client.post(own(initiative, "own_photo", three[1].pk), {"description": "De eerste oogst"})
    assert (
        'alt="De eerste oogst"' in browser(None).get(initiative.get_absolute_url()).content.decode()
    )
    long = client.post(own(initiative, "own_photo", three[1].pk), {"description": "x" * 201})
    assert long.status_code == 422
    assert "x" * 201 in long.content.decode()
    assert problems(long.content.decode()) == []


def test_a_photo_that_is_ready_takes_the_place_of_the_waiting_one(place, initiative, browser):
    photo = add(initiative)
    client, htmx = browser(place.starter), {"HX-Request": "true"}
    address = own(initiative, "own_photo", photo.pk)
    waiting = client.get(address, headers=htmx).content.decode()
    assert "data-hx-trigger" in waiting
    make_photos()
    ready = client.get(address, headers=htmx).content.decode()
    assert Photo.objects.get().small in ready
    assert "data-hx-trigger" not in ready
    assert fragment_problems(f"<ul>{ready}</ul>") == []


def test_a_photo_goes_after_it_was_asked_and_takes_its_files_along(
    place, initiative, three, browser
):
    client = browser(place.starter)
    asked = client.get(own(initiative, "remove_own_photo", three[0].pk)).content.decode()
    assert "Wilt u deze foto weghalen?" in asked
    before = len(stored())
    for _press in range(2):
        client.post(own(initiative, "remove_own_photo", three[0].pk))
    assert order(initiative) == [three[1].pk, three[2].pk]
    assert len(stored()) < before
    assert Event.objects.filter(verb="photo_removed").count() == 1
    assert answer_of(browser(None), three[0].small) == 404


def test_a_photo_removed_while_it_is_made_leaves_nothing(initiative):
    photo = add(initiative)
    now = timezone.now()
    claimed = making.claim(Photo, now)
    album.remove(photo, by=UserFactory())
    making.finish(claimed, making.MADE)
    assert not Photo.objects.exists()
    assert not stored()


def test_editing_the_text_changes_the_cover_and_leaves_the_album(place, initiative, three, browser):
    edit = reverse("initiatives:edit", args=[initiative.pk])
    client = browser(place.starter)
    typed = {"title": "Moestuin", "plan": "Samen.", "theme": "green", "key": uuid4()}
    client.post(edit, typed | {"no_photo": "on", "description": ""})
    assert order(initiative) == [three[1].pk, three[2].pk]


def test_what_is_taken_away_takes_all_photos_along(place, initiative, three):
    add(initiative)
    initiatives.take_away(initiative, by=place.starter)
    assert not Photo.objects.exists()
    assert not stored()


# News with photos


def test_news_with_photos_makes_a_small_story(place, initiative, browser):
    client = browser(place.starter)
    page = reverse("initiatives:update", args=[initiative.pk])
    posted = client.post(
        page, {"text": "De kas staat!", "key": uuid4(), "and_photos": "1"}, follow=True
    )
    assert "Foto’s bij uw nieuws" in posted.content.decode()
    address = posted.redirect_chain[-1][0]
    client.post(address, {"key": uuid4(), "photos": [upload()]})
    make_photos()
    photo = Photo.objects.get()
    assert photo.update.text == "De kas staat!"
    shown = browser(None).get(initiative.get_absolute_url()).content.decode()
    assert photo.small in shown.partition("Wat er gebeurde")[2]
    assert photo.small in browser(None).get(own(initiative, "story")).content.decode()
    assert problems(shown) == []
    assert not Event.objects.filter(verb="photos_added").exists()


def test_photos_of_news_are_no_cover(place, initiative, browser):
    news = initiatives.post_update(initiative, "Kijk", key=uuid4(), by=place.starter)
    add(initiative, update=news)
    make_photos()
    assert Initiative.objects.get().photo is None
    assert (
        Photo.objects.get().small
        not in browser(None).get("/wijk/rietwijk/initiatieven/").content.decode()
    )


# Who sees and who may


def test_all_photos_have_their_page_in_pages(initiative, browser):
    key, by = uuid4(), UserFactory()
    for number in range(22):
        add(initiative, saved(corners(60, 40)), key=key, number=number, by=by)
    make_photos()
    photos = own(initiative, "photos")
    first = browser(None).get(photos).content.decode()
    assert first.count("<figure>") == 20
    assert problems(first) == []
    assert browser(None).get(photos, {"page": 2}).content.decode().count("<figure>") == 2
    detail = browser(None).get(initiative.get_absolute_url()).content.decode()
    assert photos in detail


def test_a_thumbnail_leads_to_the_page_on_which_its_photo_stands(place, initiative, browser):
    key, by = uuid4(), place.starter
    old = initiatives.post_update(initiative, "Kijk", key=uuid4(), by=by)
    for number in range(23):
        update = old if number == 22 else None
        add(initiative, saved(corners(60, 40)), key=key, number=number, by=by, update=update)
    make_photos()
    client = browser(None)
    photo = old.photos.get()
    address = f"{own(initiative, 'photos')}?foto={photo.pk}"

    assert f'href="{address}#foto-{photo.pk}"' in (
        client.get(initiative.get_absolute_url()).content.decode()
    )
    assert f'id="foto-{photo.pk}"' in client.get(address).content.decode()
    for photo in Photo.objects.all():
        page = client.get(f"{own(initiative, 'photos')}?foto={photo.pk}").content.decode()
        assert f'id="foto-{photo.pk}"' in page
    for strange in ("0", "999999", "x", "9" * 30, "%00"):
        page = client.get(f"{own(initiative, 'photos')}?foto={strange}&page=2").content.decode()
        assert page.count("<figure>") == 3


def test_the_team_comes_back_to_the_photo_that_it_described(place, initiative, browser):
    key, by, client = uuid4(), place.starter, browser(place.starter)
    for number in range(22):
        add(initiative, saved(corners(60, 40)), key=key, number=number, by=by)
    make_photos()
    last = Photo.objects.album_first().last()
    for name, sent in (("own_photo", {"description": "De kas"}), ("move_photo", {"back": "1"})):
        page = client.post(own(initiative, name, last.pk), sent, follow=True)
        assert page.redirect_chain[-1][0].endswith(f"#foto-{last.pk}")
        assert f'id="foto-{last.pk}"' in page.content.decode()


def test_a_photo_costs_its_page_no_more_queries(initiative, browser, django_assert_num_queries):
    key, by = uuid4(), UserFactory()
    for number in range(22):
        add(initiative, saved(corners(60, 40)), key=key, number=number, by=by)
    make_photos()
    last = Photo.objects.album_first().last()
    with django_assert_num_queries(3):
        browser(None).get(f"{own(initiative, 'photos')}?foto={last.pk}")


def test_photos_of_what_is_hidden_are_hidden(place, initiative, three, browser):
    Initiative.objects.update(visibility=Visibility.HIDDEN, hidden_reason="Een reden")
    for who, status in ((None, 404), (place.starter, 200), (place.officer, 200)):
        assert answer_of(browser(who), three[0].small) == status
        assert browser(who).get(own(initiative, "photos")).status_code == status


def test_only_the_team_sees_to_the_photos(place, initiative, three, browser):
    for who in (place.officer, place.coordinator, UserFactory()):
        client = browser(who)
        assert client.get(own(initiative)).status_code == 404
        for name in ("own_photo", "move_photo", "remove_own_photo"):
            assert client.post(own(initiative, name, three[0].pk)).status_code == 404
    assert Photo.objects.count() == 3


def test_the_photos_of_another_initiative_are_not_found_here(place, initiative, three, browser):
    other = place.send()
    client = browser(place.starter)
    assert client.post(own(other, "remove_own_photo", three[0].pk)).status_code == 404
    assert client.get(own(initiative) + "?nieuws=999999").status_code == 404

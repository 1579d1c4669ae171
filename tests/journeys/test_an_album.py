"""A team shows what it does: many photos at once from a phone, in order, with news."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from initiatives.models import Photo
from initiatives.tasks import make_photos
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def photo(name: str, size: tuple[int, int] = (3000, 2000)) -> Any:
    file = BytesIO()
    Image.effect_noise((size[0] // 4, size[1] // 4), 60).convert("RGB").resize(size).save(
        file, "JPEG", quality=70
    )
    return {"name": name, "mimeType": "image/jpeg", "buffer": file.getvalue()}


def test_photos_are_sent_one_by_one_and_appear_when_they_are_ready(phone, sent, enter, check_page):
    fatma = UserFactory(name="Fatma")
    initiative = sent("Moestuin op het veldje", by=fatma)
    enter(phone.context, fatma)
    phone.goto(initiative.get_absolute_url())
    phone.get_by_role("link", name="Foto’s erbij").click()
    drawing = {"name": "plan.svg", "mimeType": "image/svg+xml", "buffer": b"<svg></svg>"}
    chosen = [photo("1.jpg"), photo("2.jpg"), drawing, photo("3.jpg", (800, 600))]
    phone.get_by_label("Kies foto’s").set_input_files(chosen)
    check_page(phone)
    phone.get_by_role("button", name="Plaats deze foto’s").click()
    expect(phone.get_by_text("Deze foto wordt klaargezet")).to_have_count(3)
    expect(phone.get_by_text("plan.svg: Dit soort afbeelding")).to_be_visible()
    check_page(phone)
    make_photos()
    expect(phone.get_by_text("Deze foto wordt klaargezet")).to_have_count(0, timeout=10_000)
    assert [one.width for one in Photo.objects.order_by("pk")] == [2400, 2400, 800]

    second = phone.get_by_role("listitem").filter(has=phone.get_by_role("button")).nth(1)
    second.get_by_label("Wat staat er op deze foto?").fill("De eerste oogst")
    second.get_by_role("button", name="Bewaar").click()
    expect(phone.get_by_text("Bewaard.")).to_be_visible()
    second.get_by_role("button", name="Naar voren").click()
    phone.goto(initiative.get_absolute_url())
    expect(phone.get_by_role("img", name="De eerste oogst").first).to_be_visible()
    check_page(phone)
    phone.get_by_role("link", name="Alle foto’s").click()
    expect(phone.get_by_role("figure")).to_have_count(3)
    check_page(phone)


def test_news_gets_its_photos_without_scripts(no_js_page, sent, enter, check_html):
    fatma = UserFactory(name="Fatma")
    initiative = sent("Moestuin op het veldje", by=fatma)
    page = no_js_page
    enter(page.context, fatma)
    page.goto(f"/initiatief/{initiative.pk}/nieuws/")
    page.get_by_label("Wat is er gebeurd?").fill("De kas staat!")
    page.get_by_role("button", name="Plaats, en kies foto’s").click()
    page.get_by_label("Kies foto’s").set_input_files([photo("kas.jpg", (900, 600))])
    page.get_by_role("button", name="Plaats deze foto’s").click()
    expect(page.get_by_text("Deze foto wordt klaargezet")).to_be_visible()
    check_html(page)
    make_photos()
    page.get_by_role("link", name="Kijk of alle foto’s klaar zijn").click()
    page.get_by_role("link", name="Haal weg").click()
    page.get_by_role("link", name="Nee, laat staan").click()
    page.goto(initiative.get_absolute_url())
    news = page.get_by_role("listitem").filter(has_text="De kas staat!")
    expect(news.get_by_role("link", name="Bekijk deze foto")).to_have_count(1)
    check_html(page)

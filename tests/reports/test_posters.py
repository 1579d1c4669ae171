"""A poster for every initiative: one page for the wall, that a screen reader can read too (O46)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from initiatives.actions import initiatives
from initiatives.models import Initiative, Photo
from initiatives.states import Visibility
from tests.factories import (
    InitiativeFactory,
    MeetingFactory,
    MemberFactory,
    ReviewFactory,
    UserFactory,
)
from tests.partners.conftest import browser_of
from tests.pdf import alternatives_in, kinds_in, opened, words_in

pytestmark = pytest.mark.django_db
LINK = "Poster om op te hangen (PDF)"


@pytest.fixture
def garden() -> Initiative:
    made = InitiativeFactory(
        title="Moestuin *achter* de flat #1",
        plan="Wij verbouwen groente.\n\nEn wij eten samen.",
        place="Hof 3",
    )
    ReviewFactory(initiative=made)
    return made


def path_of(initiative: Initiative) -> str:
    return f"/initiatief/{initiative.pk}/poster.pdf"


def with_photo(initiative: Initiative, content: bytes) -> None:
    photo = Photo.objects.create(
        width=960,
        height=640,
        widths=[480, 960],
        initiative=initiative,
        description="Bakken met sla",
    )
    default_storage.save(photo.path(960, "jpeg"), ContentFile(content))


def jpeg() -> bytes:
    file = BytesIO()
    Image.new("RGB", (960, 640), "green").save(file, "JPEG")
    return file.getvalue()


def test_a_poster_says_what_where_when_and_how_to_join(garden):
    with_photo(garden, jpeg())
    begins = (timezone.now() + timedelta(days=3)).replace(second=0, microsecond=0)
    MeetingFactory(
        neighbourhood=garden.neighbourhood, initiative=garden, begins_at=begins, place="De kas"
    )
    response = browser_of().get(path_of(garden))

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        'inline; filename="poster-moestuin-achter-de-flat-1.pdf"'
    )
    with opened(response.content) as pdf:
        assert len(pdf.pages) == 1
        assert [round(float(one) / 72 * 25.4) for one in pdf.pages[0].mediabox] == [0, 0, 210, 297]
        assert str(pdf.Root.Lang) == "nl"
        assert str(pdf.docinfo.Title) == garden.title
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        assert {"Title", "Figure", "P", "Link"} <= set(kinds_in(pdf))
        url = f"{settings.SITE_URL}/initiatief/{garden.pk}/"
        assert alternatives_in(pdf) == ["Bakken met sla", f"QR-code naar {url}"]
        words = words_in(pdf)
    starts = timezone.localtime(begins)
    told = [
        garden.neighbourhood.name,
        garden.title,
        "Wij verbouwen groente. En wij eten samen.",
        "Waar: Hof 3",
        "De volgende keer: ",
        f"{starts:%H:%M}",
        "De kas",
        "Meedoen of iets vragen?",
        f"{url.partition('//')[2].rstrip('/')}",
    ]
    places = [words.index(one) for one in told]
    assert places == sorted(places), "a screen reader hears it in this order"


def test_without_a_photo_or_with_a_broken_one_a_pictogram_stands_there(garden):
    for _time in ("none", "broken"):
        with opened(browser_of().get(path_of(garden)).content) as pdf:
            assert alternatives_in(pdf)[0].startswith("Pictogram: ")
            assert "De volgende keer" not in words_in(pdf)
        with_photo(garden, b"no picture")


def test_the_longest_words_and_the_strangest_letters_still_make_one_page():
    long = InitiativeFactory(title="W" * 99 + "💥", plan="🌻 عربي " + "w" * 2900, place="w" * 120)
    ReviewFactory(initiative=long)
    with opened(browser_of().get(path_of(long)).content) as pdf:
        assert len(pdf.pages) == 1
        assert "عربي" in words_in(pdf) or "?" in words_in(pdf)


def test_in_another_language_the_poster_is_in_that_language(garden):
    browser = browser_of()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with opened(browser.get(path_of(garden)).content) as pdf:
        assert str(pdf.Root.Lang) == "en"


def test_a_hidden_initiative_and_one_that_went_on_in_another_have_no_poster(garden):
    member = MemberFactory(organisation=garden.team, person=UserFactory()).person
    for visibility, more in (
        (Visibility.HIDDEN, {"hidden_reason": "Huisregels"}),
        (Visibility.MERGED, {"merged_into": InitiativeFactory(), "hidden_reason": ""}),
    ):
        Initiative.objects.filter(pk=garden.pk).update(visibility=visibility, **more)
        assert browser_of().get(path_of(garden)).status_code == 404
        assert browser_of(member).get(path_of(garden)).status_code == 404


def test_its_team_and_who_helps_find_the_poster_on_the_page(garden):
    member = MemberFactory(organisation=garden.team, person=UserFactory()).person
    helper, other = UserFactory(), UserFactory()
    initiatives.join(garden, by=helper, can_do="")
    pages = {
        person: browser_of(person).get(garden.get_absolute_url()).content.decode()
        for person in (member, helper, other)
    }
    assert f'href="{path_of(garden)}"' in pages[member]
    assert LINK in pages[member]
    assert "Help mee: hang de poster op (PDF)" in pages[helper]
    assert path_of(garden) not in pages[other]

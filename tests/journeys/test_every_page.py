"""Every page, for everybody who may see it: whole on a phone and a wide screen, also in Arabic.

With SCREENSHOTS=/some/folder the pages are kept as pictures, to look at.
"""

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, ViewportSize

from accounts.models import User
from activity import actions as activity
from activity.models import Flag, Notification
from core.images import read_photo, square
from core.sheets import read_sheet
from initiatives.actions import conversation, imports, initiatives, photos, reviews
from initiatives.models import Initiative, Question, Reaction
from initiatives.states import Status
from partners.actions import (
    affiliations,
    assignments,
    join_requests,
    letters,
    organisations,
    people,
)
from partners.models import Organisation
from partners.states import Kind
from portal.actions import steering
from tests.factories import (
    AreaFactory,
    AssetFactory,
    ConcernFactory,
    MemberFactory,
    OrganisationFactory,
    ProgrammeFactory,
    UserFactory,
)

from .conftest import Wijk, overflow

pytestmark = pytest.mark.django_db(transaction=True)

PICTURES = Path(__file__).parents[2] / "wijkaanpak" / "demo" / "pictures"
WIDE = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=360, height=740)
NARROW = ViewportSize(width=320, height=640)


class Lively(NamedTuple):
    """A neighbourhood in which all has happened, and who they are that see it."""

    wijk: Wijk
    people: dict[str, User | None]
    addresses: dict[str, list[str]]


@pytest.fixture
def lively(wijk: Wijk, sent) -> Lively:
    fatma = UserFactory(name="Fatma Aydın", email="fatma@voorbeeld.example")
    ali = UserFactory(name="Ali", email="ali@voorbeeld.example")
    late = sent("Moestuin op het veldje", by=fatma, days_ago=60)
    answered = sent("Een bankje bij de brug voor wie even wil zitten", by=fatma, days_ago=20)
    fresh = sent("Straatfeest", by=ali)
    hidden = sent("Verborgen voorstel", by=fatma)
    _picture(late, "moestuin.webp", "Bakken met sla en een gieter")
    _picture(answered, "bankje.webp", "De brug over de Gouw")
    for number in range(3):
        initiatives.support(answered, by=UserFactory(name=f"Buur {number}"))
    MemberFactory(organisation=answered.team, person=UserFactory(name="Noor van den Berg"))
    asked = _conversation(answered, fatma, wijk)
    waits = _ask(fresh, "Op welke dag?", wijk)
    initiatives.hide(hidden, "Huisregel 2: geen namen van anderen.", by=wijk.officer)
    said, rude = _talk(answered, ali, wijk)
    empty = AreaFactory(short_name="Rooswijk", municipality=wijk.municipality)
    joyce = wijk.officer.memberships.get()
    face = square(_read("gezicht-joyce.webp"), 320)
    steering.set_presence(
        joyce,
        hours="dinsdag 9 tot 12 uur en donderdag 19 tot 21 uur",
        place="buurthuis De Poelenburcht",
        phone="075 123 45 67",
        portrait=face,
        by=wijk.administrator,
    )
    stop = Notification.objects.filter(person=fatma).first()
    assert stop is not None
    theirs, company = _company(wijk, ali)
    bothers = ConcernFactory(
        neighbourhood=wijk.neighbourhood, reporter=ali, owner=wijk.officer, place="bij de brug"
    )
    there = AssetFactory(neighbourhood=wijk.neighbourhood, person=fatma, title="Naaimachine")
    here, town = wijk.path, f"/gemeente/{wijk.municipality.slug}/"
    one, other = f"/initiatief/{answered.pk}/", f"/initiatief/{late.pk}/"
    return Lively(
        wijk,
        people={
            "visitor": None,
            "resident": UserFactory(name="Sevda"),
            "team": fatma,
            "asked": ali,
            "officer": wijk.officer,
            "coordinator": wijk.coordinator,
            "administrator": wijk.administrator,
        },
        addresses={
            "visitor": [
                here,
                answered.get_absolute_url(),
                "/?q=1504",
                f"{here}initiatieven/",
                "/account/inloggen/",
                "/",
                "/?q=9998",
                "/?q=bestaat+niet",
                "/wijken/",
                f"/gebied/{empty.code}/",
                town,
                f"{here}wie/",
                f"{here}initiatieven/?zoek=niets&thema=green",
                f"{here}initiatieven/?zoek=bankjes&hulp=&waar=heel",
                f"{here}initiatieven/waar/",
                "/zoeken/",
                "/zoeken/?zoek=poelenbrug",
                "/zoeken/?zoek=bankjes",
                "/zoeken/plaatsen/?zoek=rooswijk",
                f"{here}initiatieven/nieuw/",
                late.get_absolute_url(),
                fresh.get_absolute_url(),
                "/over/",
                "/privacy/",
                "/toegankelijkheid/",
                "/andere-taal/",
                "/bestaat-niet/",
                f"{one}reacties/",
                f"{one}reacties/?op={said.pk}",
                "/huisregels/",
                f"/bericht/stop/{stop.token}/",
                f"{here}organisaties/",
                f"{here}organisaties/?soort=police",
                f"{here}programmas/",
                theirs,
                f"{theirs}initiatieven/",
                f"{theirs}uitnodiging/{company.invitations.get().token}/",
                f"{here}schoon-heel-veilig/",
                f"{here}schoon-heel-veilig/melden/",
                bothers.get_absolute_url(),
                f"{here}wat-er-al-is/",
                f"{here}wat-er-al-is/nieuw/",
                f"{here}wat-er-al-is/wijkkenner/",
                there.get_absolute_url(),
            ],
            "resident": [
                f"{one}meedoen/",
                f"{here}initiatieven/nieuw/",
                "/mijn/",
                "/mijn/berichten/",
                "/mijn/gegevens/",
                "/mijn/gegevens/wissen/",
                late.get_absolute_url(),
                f"{one}steun/",
                f"{one}nieuws/",
                "/account/veilig/",
                f"/melden/reactie/{said.pk}/",
                f"{here}organisaties/nieuw/",
                f"{theirs}meedoen/",
                f"{theirs}bericht/",
            ],
            "team": [
                "/mijn/",
                f"{one}verstuurd/",
                answered.get_absolute_url(),
                f"{one}nieuws/",
                f"{one}fase/",
                f"{one}heroverwegen/",
                f"{one}vragen/{asked.pk}/",
                hidden.get_absolute_url(),
                "/mijn/berichten/",
            ],
            "asked": [
                f"/initiatief/{fresh.pk}/vragen/{waits.pk}/",
                fresh.get_absolute_url(),
                f"{one}reacties/{said.pk}/",
                f"/melden/reactie/{rude.pk}/bezwaar/",
                theirs,
                f"{theirs}aanpassen/",
                f"{theirs}mensen/",
                f"{theirs}mensen/ik/",
                f"{theirs}mensen/uit/",
                f"{theirs}mensen/vraag/{company.join_requests.get().pk}/",
                f"{theirs}samen/",
                f"{theirs}opdracht/{company.assignments.get().pk}/",
                f"{theirs}aanbod/",
                f"{theirs}aanbod/{company.programmes.get().pk}/",
                f"{theirs}bericht/{company.letters.get().pk}/",
            ],
            "officer": [
                "/mijn/werk/",
                f"{other}beoordelen/",
                f"{one}beoordelen/",
                "/mijn/werk/?wie=allen",
                f"{one}verbergen/",
                hidden.get_absolute_url(),
                "/mijn/berichten/",
                f"{here}moderatie/",
                theirs,
                f"{theirs}opdracht/",
                bothers.get_absolute_url(),
                f"/ergernis/{bothers.pk}/antwoord/",
                f"/ergernis/{bothers.pk}/doorsturen/",
                "/mijn/ergernissen/",
            ],
            "coordinator": [
                f"{here}beheer/",
                f"{here}beheer/rol/{joyce.pk}/",
                f"{here}beheer/rol/",
                f"{here}beheer/rol/{joyce.pk}/stop/",
                "/mijn/werk/",
                f"{here}importeren/",
                f"{here}organisaties/nieuw/",
                f"{here}schoon-heel-veilig/wie/",
                *_lists(wijk),
            ],
            "administrator": [
                f"{town}beheer/wijk/",
                f"{town}beheer/",
                "/mijn/werk/",
                f"{here}beheer/rol/",
                hidden.get_absolute_url(),
            ],
        },
    )


def _company(wijk: Wijk, contact: User) -> tuple[str, Organisation]:
    """A residents' company of which there is everything, with who speaks for it."""
    now, today = timezone.now(), timezone.localdate()
    neighbour = UserFactory(name="Mevrouw Van der Heijden-Oosterhuis")
    made = organisations.add(
        Kind.RESIDENTS_COMPANY,
        "Wijkonderneming Samenwerkende Poelenburgers",
        neighbourhood=wijk.neighbourhood,
        key=uuid4(),
        by=contact,
        now=now,
    )
    texts = organisations.Texts(
        made.name,
        aim="Werk in de wijk voor mensen uit de wijk.",
        conditions="Vraag ons bij het begin.",
        phone="075 123 45 67",
        words=frozenset({"tr", "women"}),
    )
    organisations.edit(made, texts, seen=None, key=uuid4(), by=contact)
    people.invite(made, "noor@voorbeeld.example", by=contact, now=now)
    join_requests.ask(made, "Ik doe de boeken.", key=uuid4(), by=neighbour, now=now)
    letters.send(made, "Doen jullie ook heggen?", key=uuid4(), by=neighbour, now=now)
    terms = assignments.Terms("Het groen", "Snoeien en vegen.", today, today)
    task = assignments.propose(made, terms, key=uuid4(), by=wijk.officer, now=now)
    assignments.confirm(task, by=contact, now=now)
    ProgrammeFactory(organisation=made, neighbourhood=wijk.neighbourhood)
    union = OrganisationFactory(
        name="Coöperatie", kind=Kind.COALITION, neighbourhood=wijk.neighbourhood
    )
    affiliations.ask(union, made, by_coalition=True, by=neighbour, now=now)
    return made.get_absolute_url(), made


def _read(name: str):
    return read_photo(BytesIO((PICTURES / name).read_bytes()))


def _lists(wijk: Wijk) -> list[str]:
    """The pages of a list that waits to be confirmed, and of one that was taken over."""
    rows = "nr;titel;wijk;thema\n1;Vlinderveldje;de school;Groen\n2;;;\n3;Koor;;Regeling 7b\n"
    addresses = []
    for year in (2024, 2023):
        found = imports.bring(
            wijk.neighbourhood,
            read_sheet(BytesIO(rows.encode())),
            name="Buurtbudget",
            year=year,
            key=uuid4(),
            by=wijk.coordinator,
        )
        found = imports.choose(found, columns=found.columns, values={}, now=timezone.now())
        addresses.append(f"{wijk.path}importeren/{found.pk}/")
    now = timezone.now()
    imports.confirm(found, seen=found.version, by=wijk.coordinator, now=now)
    imports.work()
    listed = Initiative.objects.get(title="Koor")
    waiting, done = addresses
    return [
        waiting, f"{waiting}kolommen/", done, f"{done}terugnemen/", listed.get_absolute_url(),
        f"/initiatief/{listed.pk}/beoordelen/",
    ]  # fmt: skip


def _picture(initiative: Initiative, name: str, description: str) -> None:
    file = ContentFile((PICTURES / name).read_bytes())
    photos.attach(file, initiative=initiative, description=description)
    while photos.make_one(timezone.now()):
        pass


def _ask(initiative: Initiative, text: str, wijk: Wijk) -> Question:
    review = initiative.review
    return reviews.ask(
        review, text, seen=review.version, key=uuid4(), by=wijk.officer, now=timezone.now()
    )


def _talk(initiative: Initiative, by: User, wijk: Wijk) -> tuple[Reaction, Reaction]:
    """A question, answered by team and officer and flagged; and one that was hidden."""

    def react(text: str, who: User, parent: Reaction | None = None) -> Reaction:
        now = timezone.now()
        return conversation.react(initiative, text, key=uuid4(), by=who, now=now, parent=parent)

    said = react("Is er straks ook schaduw, voor wie niet in de zon kan zitten?", by)
    react("Ja, onder de lindes. Daar zit het ook uit de wind.", wijk.officer, said)
    rude = react("Heeft die gek van nummer 12 weer een plan?", by)
    place = wijk.neighbourhood
    for thing in (said, rude):
        activity.flag(thing, Flag.Reason.UNKIND, by=UserFactory(), neighbourhood=place)
    conversation.hide(rude, "Huisregel 1: wees vriendelijk.", by=wijk.officer)
    return said, rude


def _conversation(initiative: Initiative, by: User, wijk: Wijk) -> Question:
    """A question with its answer, news, and then the municipality's answer."""
    asked = _ask(initiative, "Voor wie is het?", wijk)
    reviews.reply(asked, "Voor iedereen die van de markt naar huis loopt.", by=by)
    reviews.note(initiative.review, "Bel eerst met beheer.", key=uuid4(), by=wijk.officer)
    initiatives.post_update(initiative, "De planken zijn er al.", key=uuid4(), by=by)
    initiative.review.refresh_from_db()
    reviews.answer(
        initiative.review,
        Status.PARTLY,
        reason="De brug is van het waterschap. Daar mogen wij niets neerzetten.",
        possible="Tien meter verder wel. Daar leggen wij in maart de tegels.",
        seen=initiative.review.version,
        key=uuid4(),
        by=wijk.officer,
    )
    return asked


ROLES = ["visitor", "resident", "team", "asked", "officer", "coordinator", "administrator"]


@pytest.fixture
def come_as(visitor, lively: Lively, enter, live_server) -> Callable[..., BrowserContext]:
    """A browser of somebody with this role, in a language that they chose."""

    def come(role: str, language: str = "nl") -> BrowserContext:
        browser = visitor(viewport=WIDE)
        if person := lively.people[role]:
            enter(browser, person)
        cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}
        browser.add_cookies([cookie])
        return browser

    return come


@pytest.mark.parametrize("roles", [ROLES[:2], ROLES[2:4], ROLES[4:]], ids="-".join)
def test_the_main_pages_are_whole(lively, come_as, check, roles):
    for role in roles:
        _walk(come_as(role), lively.addresses[role][:2], check, f"nl-{role}")


def test_pages_read_from_right_to_left(lively, come_as, check):
    for role in ("visitor", "officer"):
        browser = come_as(role, "ar")
        _walk(browser, lively.addresses[role][:2], check, f"ar-{role}", direction="rtl")


@pytest.mark.full
@pytest.mark.parametrize(("language", "direction"), [("nl", "ltr"), ("ar", "rtl"), ("en", "ltr")])
@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_whole(lively, come_as, check, role, language, direction):
    browser = come_as(role, language)
    _walk(browser, lively.addresses[role], check, f"{language}-{role}", direction=direction)


@pytest.fixture
def check(check_html, check_access) -> tuple[Callable[[Page], None], Callable[[Page], None]]:
    return check_html, check_access


def _walk(
    browser: BrowserContext,
    addresses: list[str],
    check: tuple[Callable[[Page], None], Callable[[Page], None]],
    name: str,
    direction: str = "ltr",
) -> None:
    check_html, check_access = check
    page = browser.new_page()
    for number, address in enumerate(addresses):
        page.set_viewport_size(WIDE)
        page.goto(address)
        assert page.locator("html").get_attribute("dir") == direction, address
        check_html(page)  # on every screen the same
        check_access(page)
        _keep(page, f"{name}-{number:02}-wide")
        page.set_viewport_size(PHONE)
        assert overflow(page) <= 0, f"{address} is wider than a phone"
        check_access(page)
        _keep(page, f"{name}-{number:02}-phone")
        page.set_viewport_size(NARROW)
        assert overflow(page) <= 0, f"{address} is wider than 320 pixels"


def _keep(page: Page, name: str) -> None:
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)

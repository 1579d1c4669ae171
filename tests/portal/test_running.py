"""The desks of the administrator and the coordinator, as they see them."""

import re
from datetime import datetime
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from neighbourhoods.models import Area, Membership, Neighbourhood, Term
from neighbourhoods.states import WORKING_DAYS, Role
from neighbourhoods.working_days import AMSTERDAM
from tests.factories import (
    AdministratorFactory,
    AreaFactory,
    InitiativeFactory,
    MembershipFactory,
    MunicipalityFactory,
    NeighbourhoodFactory,
    ReviewFactory,
    UserFactory,
)
from tests.world import sign_in

pytestmark = pytest.mark.django_db

DESK = "/gemeente/waterstad/beheer/"
OPEN = f"{DESK}wijk/"
TERM = f"{DESK}termijn/"
DAYS = {kind.value: str(days) for kind, days in WORKING_DAYS.items()}
RIETWIJK = "/wijk/rietwijk/beheer/"
GIVE = f"{RIETWIJK}rol/"


@pytest.fixture
def waterstad():
    return MunicipalityFactory(name="Waterstad", slug="waterstad")


@pytest.fixture
def rietwijk(waterstad):
    return NeighbourhoodFactory(name="Rietwijk", slug="rietwijk", municipality=waterstad)


@pytest.fixture
def administrator(client, waterstad):
    person = AdministratorFactory(municipality=waterstad).person
    sign_in(client, person)
    return person


@pytest.fixture
def coordinator(client, rietwijk):
    membership = MembershipFactory(
        neighbourhood=rietwijk, role=Role.COORDINATOR, person__name="Karin"
    )
    sign_in(client, membership.person)
    return membership


def html_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def portrait(size=(600, 800), kind="JPEG"):
    out = BytesIO()
    Image.new("RGB", size, "brown").save(out, kind)
    return SimpleUploadedFile("gezicht.jpg", out.getvalue(), content_type="image/jpeg")


def test_an_administrator_opens_a_neighbourhood_of_several_wijken(client, administrator, waterstad):
    areas = AreaFactory.create_batch(2, municipality=waterstad)

    response = client.post(OPEN, {"name": "Rietwijk", "areas": [area.code for area in areas]})

    assert response["Location"] == RIETWIJK
    assert set(Neighbourhood.objects.get().areas.all()) == set(areas)
    assert "Geef nu iemand de rol van coördinator" in html_of(client.get(RIETWIJK))


def test_only_free_wijken_of_the_own_municipality_are_offered(
    client, administrator, waterstad, rietwijk
):
    free, taken, gone = AreaFactory.create_batch(3, municipality=waterstad)
    elsewhere = AreaFactory()
    rietwijk.areas.add(taken)
    Area.objects.filter(pk=gone.pk).update(is_current=False)

    html = html_of(client.get(OPEN))

    assert free.short_name in html
    for area in (taken, gone, elsewhere):
        assert f'value="{area.code}"' not in html


@pytest.mark.parametrize("wrong", ["elsewhere", "taken", "buurt", "abc", "0", "9" * 20, "-1", ""])
def test_what_is_not_offered_is_refused_and_the_rest_is_kept(
    client, administrator, waterstad, rietwijk, wrong
):
    free, taken = AreaFactory.create_batch(2, municipality=waterstad)
    rietwijk.areas.add(taken)
    values = {"elsewhere": AreaFactory().code, "taken": taken.code}
    chosen = values.get(wrong, wrong)

    response = client.post(OPEN, {"name": "Lisdodde", "areas": [free.code, chosen]})

    html = html_of(response, 422)
    assert "heeft al een wijkaanpak, of ligt niet in uw gemeente" in html
    assert 'value="Lisdodde"' in html
    assert Neighbourhood.objects.count() == 1


def test_pressing_twice_opens_one_and_says_so(client, administrator, waterstad):
    area = AreaFactory(municipality=waterstad)
    for _ in range(2):
        response = client.post(OPEN, {"name": "Rietwijk", "areas": [area.code]})

    assert "Een van deze wijken heeft al een wijkaanpak" in html_of(response, 422)
    assert Neighbourhood.objects.count() == 1


def test_without_name_or_wijk_it_says_what_is_missing(client, administrator):
    html = html_of(client.post(OPEN, {"name": " "}), 422)

    assert "Vul de naam van de wijk in." in html
    assert "Kies minstens één wijk." in html


def test_the_desk_shows_what_runs_and_the_term(client, administrator, rietwijk):
    html = html_of(client.get(DESK))

    assert "Rietwijk" in html
    assert 'value="15"' in html


def test_a_term_is_set_and_shown(client, administrator):
    response = client.post(TERM, DAYS | {"initiative": "10"}, follow=True)

    html = html_of(response)
    assert "Data die al zijn beloofd, blijven staan." in html
    assert 'value="10"' in html
    assert Term.objects.get().working_days == 10


@pytest.mark.parametrize("wrong", ["0", "61", "abc", "", "-5", "1.5", "9" * 30, "½", "1e1"])
def test_a_term_that_cannot_be_is_refused_with_why(client, administrator, wrong):
    html = html_of(client.post(TERM, DAYS | {"initiative": wrong}), 422)

    assert "Vul een aantal werkdagen in, van 1 tot en met 60." in html
    assert f'value="{wrong}"' in html or wrong == ""
    assert not Term.objects.exists()


def test_the_coordinator_sets_the_texts(client, coordinator):
    response = client.post(
        RIETWIJK, {"motto": "Waar buren\nelkaar kennen.", "introduction": "Hallo\r\nallemaal"}
    )

    assert response.status_code == 302
    page = html_of(client.get("/wijk/rietwijk/"))
    assert "Waar buren elkaar kennen." in page
    assert "Hallo<br>allemaal" in html_of(client.get("/wijk/rietwijk/wie/"))


def test_a_text_that_is_too_long_is_kept_and_not_stored(client, coordinator, rietwijk):
    html = html_of(client.post(RIETWIJK, {"motto": "a" * 161, "introduction": "b" * 3001}), 422)

    assert "a" * 161 in html
    assert "b" * 3001 in html
    assert html.count("Maak de tekst korter") >= 2
    rietwijk.refresh_from_db()
    assert rietwijk.motto == ""


def give(client, role, email="fatima@waterstad.nl", name="Fatima"):
    return client.post(GIVE, {"role": role, "email": email, "name": name})


def test_the_coordinator_gives_roles_and_goes_on_to_hours_and_place(client, coordinator, rietwijk):
    response = give(client, "officer")

    given = Membership.objects.officers().get(neighbourhood=rietwijk)
    assert response["Location"] == f"{GIVE}{given.pk}/"
    assert "Fatima" in html_of(client.get("/wijk/rietwijk/wie/"))


def test_a_coordinator_makes_no_coordinators(client, coordinator):
    assert 'value="coordinator"' not in html_of(client.get(GIVE))
    assert "Kies een van deze rollen." in html_of(give(client, "coordinator"), 422)
    assert Membership.objects.coordinators().count() == 1


def test_an_administrator_appoints_the_coordinator(client, administrator, rietwijk):
    assert give(client, "coordinator").status_code == 302
    assert Membership.objects.coordinators().get().person.name == "Fatima"


@pytest.mark.parametrize("role", ["resident", "beheer", "", "officer,coordinator"])
def test_other_roles_are_not_to_give(client, administrator, rietwijk, role):
    assert give(client, role).status_code == 422
    assert not Membership.objects.exists()


@pytest.mark.parametrize(
    "email", ["", "fatima", "fatima@", "a b@c.nl", "x" * 250 + "@waterstad.nl"]
)
def test_an_address_that_cannot_be_is_refused_with_all_that_was_typed(client, coordinator, email):
    html = html_of(give(client, "officer", email=email), 422)

    assert 'value="Fatima"' in html
    assert Membership.objects.count() == 1


def test_a_very_long_but_real_address_is_refused_kindly(client, coordinator):
    email = "f@" + ".".join(["a" * 60] * 4) + ".waterstad.nl"

    html_of(give(client, "officer", email=email), 422)


def test_hours_place_and_face_are_shown_to_the_neighbourhood(client, coordinator, rietwijk):
    officer = MembershipFactory(neighbourhood=rietwijk)

    response = client.post(
        f"{GIVE}{officer.pk}/",
        {"hours": "di 9-12", "place": "De Poelenburcht", "phone": "06", "portrait": portrait()},
    )

    assert response["Location"] == RIETWIJK
    officer.refresh_from_db()
    page = html_of(client.get("/wijk/rietwijk/"))
    assert "De Poelenburcht" in page
    assert officer.portrait_url in page
    face = client.get(officer.portrait_url)
    with Image.open(BytesIO(face.getvalue())) as image:
        assert (image.format, image.size) == ("JPEG", (320, 320))
        assert not image.getexif()


def test_a_face_that_is_no_picture_is_refused_and_the_rest_is_kept(client, coordinator, rietwijk):
    officer = MembershipFactory(neighbourhood=rietwijk)
    fake = SimpleUploadedFile("gezicht.jpg", b"<svg onload=x>", content_type="image/jpeg")

    response = client.post(f"{GIVE}{officer.pk}/", {"hours": "di 9-12", "portrait": fake})

    assert 'value="di 9-12"' in html_of(response, 422)
    officer.refresh_from_db()
    assert (officer.hours, officer.portrait) == ("", "")


def test_a_face_is_served_only_while_the_role_lasts(client, coordinator, rietwijk):
    officer = MembershipFactory(neighbourhood=rietwijk)
    client.post(f"{GIVE}{officer.pk}/", {"portrait": portrait()})
    officer.refresh_from_db()
    face = officer.portrait_url
    assert client.get(face).getvalue()

    client.post(f"{GIVE}{officer.pk}/stop/", {"successor": ""})

    assert client.get(face).status_code == 404


def test_a_role_of_another_neighbourhood_is_not_to_be_found_here(client, coordinator):
    elsewhere = MembershipFactory()

    for address in (f"{GIVE}{elsewhere.pk}/", f"{GIVE}{elsewhere.pk}/stop/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"hours": "x"}).status_code == 404
    elsewhere.refresh_from_db()
    assert elsewhere.ended_at is None


def holding(rietwijk, **fields):
    officer = MembershipFactory(neighbourhood=rietwijk, **fields)
    ReviewFactory(initiative=InitiativeFactory(neighbourhood=rietwijk), officer=officer.person)
    return officer


def test_who_leaves_hands_over_what_waits(client, coordinator, rietwijk):
    officer = holding(rietwijk)
    successor = MembershipFactory(neighbourhood=rietwijk, person__name="Joost")
    address = f"{GIVE}{officer.pk}/stop/"

    form = html_of(client.get(address))
    refused = html_of(client.post(address, {"successor": ""}), 422)
    done = client.post(address, {"successor": successor.person.pk}, follow=True)

    assert "Er wacht nog 1 initiatief op antwoord." in form
    assert "Joost" in form
    assert "Kies wie die overneemt." in refused
    assert "De rol is gestopt." in html_of(done)
    assert officer.person.name not in html_of(client.get("/wijk/rietwijk/wie/"))


def test_without_a_colleague_the_page_says_whom_to_look_for(client, coordinator, rietwijk):
    officer = holding(rietwijk)
    address = f"{GIVE}{officer.pk}/stop/"

    html = html_of(client.get(address)) + html_of(client.post(address, {"successor": ""}), 422)

    assert "Geef eerst iemand anders deze rol." in html
    assert "successor" not in html, "no question without an answer"


@pytest.mark.parametrize("successor", ["themselves", "coordinator", "stranger", "abc", "9" * 20])
def test_only_a_colleague_can_take_over(client, coordinator, rietwijk, successor):
    officer = holding(rietwijk)
    MembershipFactory(neighbourhood=rietwijk)
    people = {
        "themselves": officer.person.pk,
        "coordinator": coordinator.person.pk,
        "stranger": MembershipFactory().person.pk,
    }

    response = client.post(
        f"{GIVE}{officer.pk}/stop/", {"successor": people.get(successor, successor)}
    )

    assert response.status_code == 422
    officer.refresh_from_db()
    assert officer.ended_at is None


def test_the_last_coordinator_hears_why_they_cannot_leave_yet(client, coordinator):
    response = client.post(f"{GIVE}{coordinator.pk}/stop/", {"pressed": "1"})

    assert "Zonder coördinator hoort niemand dat een antwoord te laat is" in html_of(response, 422)


def test_a_coordinator_who_lays_down_their_role_lands_on_a_page_they_may_see(
    client, coordinator, rietwijk
):
    MembershipFactory(neighbourhood=rietwijk, role=Role.COORDINATOR)

    response = client.post(f"{GIVE}{coordinator.pk}/stop/", {"pressed": "1"}, follow=True)

    assert "De rol is gestopt." in html_of(response)
    assert response.redirect_chain == [("/wijk/rietwijk/wie/", 302)]


def test_a_coordinator_does_not_dismiss_another(client, coordinator, rietwijk):
    other = MembershipFactory(
        neighbourhood=rietwijk, role=Role.COORDINATOR, person=UserFactory(name="Ander")
    )
    stop = f"{GIVE}{other.pk}/stop/"

    assert stop not in html_of(client.get(RIETWIJK))
    assert client.post(stop, {"pressed": "1"}).status_code == 403
    other.refresh_from_db()
    assert other.ended_at is None


def test_an_administrator_replaces_a_coordinator(client, administrator, rietwijk):
    old = MembershipFactory(neighbourhood=rietwijk, role=Role.COORDINATOR)
    stop = f"{GIVE}{old.pk}/stop/"
    assert stop in html_of(client.get(RIETWIJK))

    give(client, "coordinator")
    client.post(stop, {"pressed": "1"})

    assert Membership.objects.coordinators().get().person.name == "Fatima"


@pytest.fixture
def city(waterstad):
    return [
        AreaFactory(municipality=waterstad, short_name=name, search_name=name.lower())
        for name in ["Lisdodde", "Rietveld", *(f"Wijk {number:02}" for number in range(15))]
    ]


def find(client, **typed):
    return html_of(client.post(OPEN, {"find": "1", **typed}))


def test_in_a_large_city_one_looks_for_a_wijk_and_keeps_what_was_chosen(
    client, administrator, city
):
    lisdodde, rietveld, other, *_rest = city

    html = find(client, zoek="RIET", name="Waterkant", areas=[lisdodde.code])

    assert rietveld.short_name in html
    assert re.search(rf'<input[^>]*value="{lisdodde.code}"[^>]*\bchecked', html)
    assert other.short_name not in html
    assert 'value="Waterkant"' in html
    assert not Neighbourhood.objects.exists(), "looking opens nothing"


def test_an_empty_search_shows_all_again_and_nothing_found_is_said(client, administrator, city):
    assert all(area.short_name in find(client, zoek=" ") for area in city)
    assert "Geen vrije wijk gevonden met “zee”" in find(client, zoek="zee")


def test_what_was_looked_for_does_not_stand_in_the_way_of_opening(client, administrator, city):
    lisdodde = city[0]

    client.post(OPEN, {"name": "Waterkant", "zoek": "riet", "areas": [lisdodde.code]})

    assert list(Neighbourhood.objects.get().areas.all()) == [lisdodde]


def test_in_a_small_municipality_there_is_nothing_to_look_for(client, administrator, waterstad):
    AreaFactory(municipality=waterstad)

    assert "Zoek een wijk op de kaart" not in html_of(client.get(OPEN))


def test_the_desk_says_where_a_coordinator_is_missing(client, administrator, rietwijk):
    assert "Nog geen coördinator" in html_of(client.get(DESK))
    MembershipFactory(neighbourhood=rietwijk, role=Role.COORDINATOR)
    assert "Nog geen coördinator" not in html_of(client.get(DESK))


@pytest.mark.parametrize("junk", ["\0", "9" * 30, "a" * 5000, "%_'", "💥", ["x"] * 100])
def test_looking_for_anything_gives_an_answer(client, administrator, city, junk):
    find(client, zoek=junk, name=junk, areas=junk)


def test_every_kind_of_question_has_a_term_and_says_what_it_promises(client, administrator):
    with time_machine.travel(datetime(2026, 12, 21, 10, tzinfo=AMSTERDAM), tick=False):
        html = html_of(client.get(DESK))
        for day in ("13 januari 2027", "6 januari 2027", "20 januari 2027", "29 december 2026"):
            assert f"{day} antwoord." in html, day
        html = html_of(client.post(TERM, DAYS | {"concern": "2"}, follow=True))

    assert "Wat vandaag komt, krijgt uiterlijk woensdag 23 december 2026 antwoord." in html
    assert Term.objects.get().kind == "concern", "what stayed as it was is not written"


def test_one_kind_that_cannot_be_keeps_all_that_was_typed(client, administrator):
    html = html_of(client.post(TERM, DAYS | {"request": "0", "obstacle": "33"}), 422)

    assert 'value="33"' in html
    assert html.count("Vul een aantal werkdagen in, van 1 tot en met 60.") == 2  # summary and field
    assert not Term.objects.exists()

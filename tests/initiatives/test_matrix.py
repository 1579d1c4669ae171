"""Who joins where: initiatives and organisations in one picture."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from initiatives.models import InitiativeAgreement, InitiativeParty, Review
from initiatives.states import Status
from partners.actions import agreements, organisations
from partners.models import Agreement, Party
from tests.factories import InitiativeFactory, OrganisationFactory, ReviewFactory, UserFactory
from tests.html import problems
from tests.initiatives.conftest import browser_of, make_place

ADDRESS = "/wijk/rietwijk/wie-doet-mee/"


@pytest.fixture
def place(db):
    return make_place()


def begun(place, title, **more):
    initiative = InitiativeFactory(neighbourhood=place.neighbourhood, title=title, **more)
    ReviewFactory(initiative=initiative)
    return initiative


def joined(place, initiative, name, kind="housing", role="joins"):
    organisation = OrganisationFactory(name=name, kind=kind, neighbourhood=place.neighbourhood)
    InitiativeParty.objects.create(initiative=initiative, organisation=organisation, role=role)
    return organisation


def promise(initiative, maker, text="Een hek", **more):
    agreement = agreements.agree(
        text,
        maker=Party(maker),
        receiver=Party(initiative.team),
        due_on=timezone.localdate() + timedelta(days=9),
        neighbourhood=initiative.neighbourhood,
        key=uuid4(),
        by=UserFactory(),
    )
    InitiativeAgreement.objects.create(initiative=initiative, agreement=agreement)
    Agreement.objects.filter(pk=agreement.pk).update(**more)


def read(query=""):
    response = browser_of().get(ADDRESS + query)
    assert response.status_code == 200
    html = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html[html.index('id="results"') :])), html


def test_each_initiative_says_who_joins_it_and_what_they_promised(place):
    garden, fair = begun(place, "Moestuin"), begun(place, "Buurtfeest")
    housing = joined(place, garden, "De Zaanoever")
    joined(place, garden, "Vrouwen van Oost", kind="self_organisation", role="runs")
    promise(garden, housing)
    promise(garden, housing, "Een kraan", state="kept", ended_at=timezone.now())

    text, html = read()

    assert "De Zaanoever Doet mee; 2 afspraken, 1 nagekomen" in text
    assert "Vrouwen van Oost Organiseert mee" in text
    assert (
        "Nog geen organisatie doet mee." in text.partition(fair.title)[2].partition("Moestuin")[0]
    )
    assert html.count('<th scope="col"') == 3
    assert html.count('<th scope="row"') == 2
    assert problems(html) == []


def test_what_residents_kept_is_not_counted(place):
    garden = begun(place, "Moestuin")
    women = joined(place, garden, "Vrouwen van Oost", kind="self_organisation")
    promise(garden, women, state="kept", ended_at=timezone.now())

    assert "1 afspraak" in read()[0]
    assert "nagekomen" not in read()[0]


def test_the_municipality_joins_with_its_answer(place):
    garden = begun(place, "Moestuin")
    town = organisations.municipality_organisation(place.neighbourhood.municipality)
    assert town.name not in read()[0]

    Review.objects.filter(initiative=garden).update(status=Status.JOINING)

    assert f"{town.name} Doet mee" in read()[0]
    assert "Moestuin" in read(f"?partij={town.pk}")[0]


def test_a_partner_is_chosen_and_the_order(place):
    garden, fair = begun(place, "Moestuin"), begun(place, "Buurtfeest")
    housing = joined(place, garden, "De Zaanoever")

    text, _html = read(f"?partij={housing.pk}")
    assert garden.title in text
    assert fair.title not in text
    assert read()[0].index("Moestuin") < read()[0].index("Buurtfeest")
    assert read("?volgorde=naam")[0].index("Buurtfeest") < read("?volgorde=naam")[0].index(
        "Moestuin"
    )
    assert "Buurtfeest" in read("?partij=x&volgorde=%00&page=99")[0]


def test_what_is_hidden_or_ended_is_in_no_picture(place):
    garden = begun(place, "Moestuin")
    hidden = begun(place, "Verborgen", visibility="hidden", hidden_reason="Reclame.")
    left = joined(place, garden, "Die wegging")
    InitiativeParty.objects.update(ended_at=timezone.now())
    judged = joined(place, garden, "Bedrijf met reclame")
    organisations.hide(judged, "Reclame.", by=place.officer)
    InitiativeParty.objects.create(initiative=garden, organisation=hidden.team, role="joins")

    text, html = read()

    for gone in (left.name, judged.name, hidden.title, hidden.team.name + "</a>"):
        assert gone not in html
    assert "Moestuin" in text


def test_an_empty_neighbourhood_asks_who_is_first(place):
    assert "Wilt u de eerste zijn?" in read()[0]
    town = organisations.municipality_organisation(place.neighbourhood.municipality)
    assert "nog nergens mee" in read(f"?partij={town.pk}")[0]


@pytest.mark.parametrize("number", [1, 3, 25])
def test_the_page_asks_as_much_for_one_as_for_many(place, number, django_assert_num_queries):
    for each in range(number):
        garden = begun(place, f"Moestuin {each}")
        promise(garden, joined(place, garden, f"Partner {each}"))
        other = begun(place, f"Feest {each}")
        InitiativeParty.objects.create(initiative=garden, organisation=other.team, role="joins")
    client = browser_of()
    for query in ("", "?volgorde=nieuwste"):
        with django_assert_num_queries(6, info=query):
            assert client.get(ADDRESS + query).status_code == 200

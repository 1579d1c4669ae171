"""Organisations on an equal footing: one page for every kind, made and changed by their people."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import erase
from activity.models import Event
from core.paging import PER_PAGE
from outbox.models import Message
from partners.actions import organisations
from partners.actions.organisations import Texts
from partners.models import Member, Organisation, Reached
from partners.states import ADDED, Kind, Overtaken
from tests.factories import (
    AdministratorFactory,
    MemberFactory,
    NeighbourhoodFactory,
    OrganisationFactory,
    TeamFactory,
    UserFactory,
)
from tests.html import problems
from tests.partners.conftest import browser_of
from tests.threads import at_once

NOW = timezone.now()
LIST, NEW = "/wijk/rietwijk/organisaties/", "/wijk/rietwijk/organisaties/nieuw/"
TEXTS = {
    "aim": "Huizen die droog en warm zijn.",
    "can": "Een zaal openen.",
    "wants": "Meedoen met wat bewoners bedenken.",
    "cannot": "Huren verlagen.",
    "conditions": "Beslis niet over ons zonder ons.",
}


def html_of(address, person=None):
    response = browser_of(person).get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def page_of(organisation, person=None):
    return html_of(organisation.get_absolute_url(), person)


def edit_address(organisation):
    return reverse("partners:edit", args=[organisation.slug])


def edited(organisation, person, **changes):
    form = {"name": organisation.name, "key": str(uuid4()), "seen": organisation.edited_as or ""}
    return browser_of(person).post(edit_address(organisation), form | changes)


# The page


def test_a_page_says_what_an_organisation_wants_can_and_cannot(place):
    edited(
        place.organisation,
        place.contact,
        **TEXTS,
        languages=["tr", "ar"],
        groups=["women"],
        place="Kantoor aan het plein",
        hours="dinsdag 9-12 uur",
        phone="075 123 45 67",
        places=[place.neighbourhood.slug],
    )

    html = page_of(Organisation.objects.get(pk=place.organisation.pk))

    for text in (*TEXTS.values(), "Arabisch", "Turks", "vrouwen", "075 123 45 67", "Rietwijk"):
        assert text in html
    assert problems(html) == []
    assert Event.objects.filter(verb="organisation_edited").count() == 1


def test_people_are_shown_with_what_they_do_and_never_with_an_address(place):
    browser_of(place.contact).post(
        "/organisatie/de-zaanoever/mensen/ik/", {"role": "wijkbeheerder", "hours": "dinsdag"}
    )

    html = page_of(place.organisation, UserFactory())

    assert "Ruud Bakker" in html
    assert ">RB<" in html
    assert "Wijkbeheerder, aanspreekpunt" in html
    assert "dinsdag" in html
    assert "zaanoever.example" not in html


def test_who_was_erased_is_not_among_the_people(place):
    erase(place.member, now=NOW)

    assert "Iemand die is gestopt" not in page_of(place.organisation)


@pytest.mark.parametrize("kind", ADDED)
def test_every_kind_has_the_same_page(place, kind):
    other = OrganisationFactory(name="Een ander", kind=kind, neighbourhood=place.neighbourhood)
    for name, text in TEXTS.items():
        setattr(other, name, text)
    other.save()

    html = page_of(other)

    assert all(text in html for text in TEXTS.values())
    assert str(kind.label).capitalize() in html


def test_what_is_hidden_or_in_a_closed_neighbourhood_is_not_there_for_others(place):
    closed = OrganisationFactory(neighbourhood=NeighbourhoodFactory(is_public=False))
    organisations.hide(place.organisation, "Reclame.", by=place.coordinator)

    for organisation in (closed, place.organisation):
        address = organisation.get_absolute_url()
        assert browser_of(UserFactory()).get(address).status_code == 404
    assert "Reclame." in page_of(place.organisation, place.contact)
    assert "De Zaanoever" not in html_of(LIST)
    assert Message.objects.filter(to=place.contact.email, body__contains="Reclame.").exists()


def test_what_is_hidden_is_in_no_history_until_it_is_shown_again(place):
    edited(place.organisation, place.contact, aim="Iets")
    assert "De Zaanoever" in html_of(place.path)
    organisations.hide(place.organisation, "Reclame.", by=place.coordinator)
    assert "De Zaanoever" not in html_of(place.path)
    organisations.show(place.organisation, by=place.coordinator)
    assert "De Zaanoever" in html_of(place.path)


# The list


def test_the_list_is_found_by_kind_language_and_group(place):
    for name, word in (("Vereniging Anadolu", "tr"), ("De Vrouwenkamer", "women")):
        made = OrganisationFactory(
            name=name, kind=Kind.SELF_ORGANISATION, neighbourhood=place.neighbourhood
        )
        Reached.objects.create(organisation=made, word=word)

    names = {"De Zaanoever", "Vereniging Anadolu", "De Vrouwenkamer"}
    for query, expected in {
        "": names,
        "?soort=housing": {"De Zaanoever"},
        "?soort=self_organisation": {"Vereniging Anadolu", "De Vrouwenkamer"},
        "?taal=tr": {"Vereniging Anadolu"},
        "?groep=women": {"De Vrouwenkamer"},
        "?taal=tr&groep=women": set(),
        "?soort=onzin&taal=%00": names,
    }.items():
        html = html_of(LIST + query)
        assert {name for name in names if name in html} == expected, query


def test_the_list_is_paged_and_keeps_the_choice(place):
    for _number in range(PER_PAGE + 1):
        OrganisationFactory(kind=Kind.CARE, neighbourhood=place.neighbourhood)

    first = html_of(LIST + "?soort=care")

    assert f"{PER_PAGE + 1} organisaties" in first
    assert "?soort=care&amp;page=2" in first


def test_an_empty_list_says_so_honestly(place):
    place.organisation.members.all().delete()
    place.organisation.delete()

    assert "Hier staat nog geen enkele organisatie" in html_of(LIST)
    assert "Zo’n organisatie staat hier nog niet" in html_of(LIST + "?soort=police")


def test_an_organisation_stands_in_every_neighbourhood_in_which_it_is_active(place):
    other = NeighbourhoodFactory(
        name="Lisdodde", slug="lisdodde", municipality=place.neighbourhood.municipality
    )
    elsewhere = NeighbourhoodFactory(name="Verweg", slug="verweg")
    edited(place.organisation, place.contact, places=[other.slug])

    assert "De Zaanoever" in html_of("/wijk/lisdodde/organisaties/")
    assert "De Zaanoever" in html_of(LIST), "at home it always stays"
    refused = edited(place.organisation, place.contact, places=[elsewhere.slug])
    assert refused.status_code == 422


def test_the_neighbourhoods_page_leads_to_the_list_when_there_is_something(place):
    html = html_of("/wijk/rietwijk/wie/")
    assert LIST in html
    assert "/wijk/rietwijk/wie-doet-mee/" in html
    assert "/wijk/rietwijk/wie-doet-mee/" in html_of(LIST)
    place.organisation.members.all().delete()
    place.organisation.delete()
    assert LIST not in html_of("/wijk/rietwijk/wie/")
    assert LIST in html_of("/wijk/rietwijk/wie/", place.coordinator)


# The municipality


def test_the_municipality_has_the_same_page_kept_by_its_administrator(place):
    administrator = UserFactory(name="Hans")
    AdministratorFactory(municipality=place.neighbourhood.municipality, person=administrator)
    town = organisations.municipality_organisation(place.neighbourhood.municipality)
    assert edited(town, place.coordinator, aim="Nabij zijn").status_code == 403

    edited(town, administrator, aim="Nabij zijn")

    assert "Nabij zijn" in page_of(Organisation.objects.get(pk=town.pk))
    assert town.name in html_of(LIST)
    assert browser_of(UserFactory()).get(f"{town.get_absolute_url()}meedoen/").status_code == 403


# Making one


def test_a_coordinator_adds_one_and_its_first_contact_is_asked_by_mail(place):
    form = {
        "key": str(uuid4()),
        "kind": "police",
        "name": "Politie",
        "contact": "agent@pol.example",
    }

    page = browser_of(place.coordinator).post(NEW, form, follow=True)

    assert "De uitnodiging is verstuurd" in page.content.decode()
    made = Organisation.objects.get(slug="politie")
    assert not Member.objects.filter(organisation=made).exists()
    mail = Message.objects.get(to="agent@pol.example")
    assert "Carla Coördinator" in mail.subject
    assert "/organisatie/politie/uitnodiging/" in mail.body
    html = page_of(made, place.coordinator)
    assert edit_address(made) in html, "who runs the neighbourhood helps while nobody is there"


def test_a_resident_registers_a_company_and_becomes_its_contact(place):
    resident = UserFactory(name="Fatma")
    form = {"key": str(uuid4()), "kind": "residents_company", "name": "Wijkbedrijf Riet"}

    page = browser_of(resident).post(NEW, form, follow=True)

    assert "Vertel nu wie u bent" in page.content.decode()
    member = Member.objects.get(person=resident)
    assert member.is_contact
    assert member.organisation.name == "Wijkbedrijf Riet"
    assert Event.objects.get(verb="organisation_added").is_public


def test_a_resident_cannot_register_what_is_not_of_residents(place):
    form = {"key": str(uuid4()), "kind": "police", "name": "Politie", "contact": "a@b.example"}

    assert browser_of(UserFactory()).post(NEW, form).status_code == 422
    assert not Organisation.objects.filter(name="Politie").exists()


def test_who_is_not_signed_in_enters_a_code_first_and_keeps_what_was_typed(place):
    visitor = Client()

    asked = visitor.post(NEW, {"kind": "self_organisation", "name": "Anadolu"})

    assert asked.status_code == 302
    assert "/account/inloggen/" in asked.url
    assert "verder" in asked.url


def test_two_with_one_name_have_addresses_of_their_own(place):
    made = [
        organisations.add(
            Kind.CARE,
            "Thuiszorg",
            neighbourhood=place.neighbourhood,
            key=uuid4(),
            by=place.member,
            now=NOW,
        )
        for _ in range(2)
    ]

    assert [one.slug for one in made] == ["thuiszorg", f"thuiszorg-{made[1].pk}"]
    assert made[1].name in page_of(made[1])


def test_a_name_in_other_letters_has_an_address_too(place):
    made = organisations.add(
        Kind.SELF_ORGANISATION,
        "مسجد النور",
        neighbourhood=place.neighbourhood,
        key=uuid4(),
        by=place.member,
        now=NOW,
    )

    assert "مسجد النور" in page_of(made)


@pytest.mark.django_db(transaction=True)
def test_pressing_twice_adds_one():
    neighbourhood, person, key = NeighbourhoodFactory(), UserFactory(), uuid4()

    made = at_once(
        [
            lambda: organisations.add(
                Kind.COALITION, "Samen", neighbourhood=neighbourhood, key=key, by=person, now=NOW
            )
        ]
        * 3
    )

    assert {one.pk for one in made} == {Organisation.objects.get().pk}
    assert Member.objects.count() == Event.objects.count() == 1


# Changing it


def test_who_does_not_belong_to_it_changes_nothing(place):
    for person in (UserFactory(), place.coordinator, place.officer):
        assert edited(place.organisation, person, aim="Anders").status_code == 403


def test_saving_what_stands_there_already_is_no_event(place):
    edited(place.organisation, place.contact, places=[place.neighbourhood.slug])

    assert not Event.objects.exists()


def test_whom_a_colleague_was_ahead_of_sees_that_and_keeps_what_they_wrote(place):
    edited(place.organisation, place.contact, aim="Van Ruud")

    late = edited(place.organisation, place.member, aim="Van Mila")

    html = late.content.decode()
    assert late.status_code == 409
    assert "Iemand anders paste de pagina net aan" in html
    assert "Van Mila" in html
    assert Organisation.objects.get(pk=place.organisation.pk).aim == "Van Ruud"


def test_the_same_form_twice_is_one_edit(place):
    key = uuid4()
    for _ in range(2):
        organisations.edit(
            place.organisation, Texts("De Zaanoever", aim="X"), seen=None, key=key, by=place.contact
        )
    assert Event.objects.count() == 1
    with pytest.raises(Overtaken):
        organisations.edit(
            place.organisation, Texts("De Zaanoever"), seen=None, key=uuid4(), by=place.contact
        )


# A residents' team


@pytest.fixture
def team(place):
    team = TeamFactory(name="Moestuin", neighbourhood=place.neighbourhood)
    MemberFactory(organisation=team, person=place.member, is_contact=True)
    return team


def test_a_team_has_a_page_only_when_it_chooses_so(place, team):
    assert "Moestuin" not in html_of(LIST)
    address = f"/team/{team.pk}/pagina/"
    assert browser_of(place.contact).get(address).status_code == 404

    browser_of(place.member).post(address)

    team.refresh_from_db()
    assert "Moestuin" in html_of(LIST)
    assert "Mila" in page_of(team)
    browser_of(place.member).post(address, {"want": "no"})
    assert "Moestuin" not in html_of(LIST)
    assert browser_of().get("/organisatie/moestuin/").status_code == 404
    assert "Moestuin" not in html_of(place.path), "nor in the history of the neighbourhood"


def test_a_team_is_called_as_its_initiative_is(place, team):
    organisations.list_team(team, by=place.member)
    team.refresh_from_db()

    edited(team, place.member, name="Iets anders", aim="Groente")

    team.refresh_from_db()
    assert (team.name, team.aim) == ("Moestuin", "Groente")


# Who is the last


def test_who_is_erased_chooses_what_becomes_of_what_they_alone_run(place):
    erase(place.member, now=NOW)
    field = f"organisation-{place.organisation.pk}"
    assert field in html_of("/mijn/gegevens/wissen/", place.contact)

    erase(place.contact, now=NOW)

    mail = Message.objects.get(to=place.coordinator.email)
    assert "De Zaanoever" in mail.subject
    assert "De gemeente zoekt een aanspreekpunt" in page_of(place.organisation)


def test_what_the_last_one_takes_away_is_gone(place):
    edited(place.organisation, place.contact, aim="Geheim plan")
    erase(place.member, now=NOW)

    erase(place.contact, now=NOW, take_away=[f"organisation-{place.organisation.pk}"])

    assert browser_of().get("/organisatie/de-zaanoever/").status_code == 404
    assert "De Zaanoever" not in html_of(place.path)
    assert not Organisation.objects.filter(aim="Geheim plan").exists()


# The house rules


def test_an_organisation_is_flagged_hidden_and_its_people_may_object(place):
    stranger = UserFactory()
    address = f"/melden/organisatie/{place.organisation.pk}/"
    assert address in page_of(place.organisation, stranger)
    browser_of(stranger).post(address, {"reason": "advertising"})
    organisations.hide(place.organisation, "Huisregel 3.", by=place.officer)

    assert f"{address}bezwaar/" in page_of(place.organisation, place.contact)
    appeal = browser_of(place.contact).post(f"{address}bezwaar/", {"words": "Dit is geen reclame."})

    assert appeal.status_code == 302

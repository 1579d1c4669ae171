"""Organisations together: coalitions of which both sides said yes, and assignments with a term."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone

from activity.models import Event
from outbox.models import Message
from partners.actions import affiliations, assignments
from partners.actions.affiliations import ContainsItself
from partners.actions.assignments import Terms
from partners.models import Affiliation, Assignment
from partners.states import AssignmentState, Kind, NotPossible, RequestState
from tests.factories import MemberFactory, OrganisationFactory, UserFactory
from tests.partners.conftest import browser_of, make_place
from tests.threads import at_once

NOW = timezone.now()
TODAY = timezone.localdate()
SCOPE = "Snoeien en vegen. Niet: de bomen langs de ring."


@pytest.fixture
def union(place):
    return coalition(place, "Coöperatie Samen")


def coalition(place, name):
    made = OrganisationFactory(name=name, kind=Kind.COALITION, neighbourhood=place.neighbourhood)
    speaker = UserFactory(name=f"Spreker van {name}")
    MemberFactory(organisation=made, person=speaker, is_contact=True)
    return made


def speaker_of(organisation):
    return organisation.members.get(is_contact=True).person


def together(organisation):
    return f"/organisatie/{organisation.slug}/samen/"


def ask(organisation, other, way):
    form = {"way": way, "other": other.slug}
    return browser_of(speaker_of(organisation)).post(together(organisation), form)


def join(union, organisation):
    asked = affiliations.ask(union, organisation, by_coalition=True, by=speaker_of(union), now=NOW)
    return affiliations.accept(asked, by=speaker_of(union), now=NOW)


# A coalition


def test_a_coalition_asks_and_the_contact_of_the_other_says_yes(place, union):
    ask(union, place.organisation, "into")
    asked = Affiliation.objects.get()
    assert "Coöperatie Samen" in Message.objects.get(to=place.contact.email).body
    assert "De Zaanoever" not in browser_of().get(union.get_absolute_url()).content.decode()

    browser_of(place.contact).post(f"{together(place.organisation)}{asked.pk}/", {"want": "yes"})

    assert "De Zaanoever" in browser_of().get(union.get_absolute_url()).content.decode()
    html = browser_of().get(place.organisation.get_absolute_url()).content.decode()
    assert "Coöperatie Samen" in html
    assert Event.objects.get(verb="coalition_joined").words == "De Zaanoever"


def test_an_organisation_asks_and_the_coalition_says_rather_not(place, union):
    ask(place.organisation, union, "out")
    asked = Affiliation.objects.get()
    page = browser_of(speaker_of(union)).get(together(union)).content.decode()
    assert "vraagt om in uw coalitie te komen" in page

    browser_of(speaker_of(union)).post(f"{together(union)}{asked.pk}/", {"want": "no"})

    assert Affiliation.objects.get().state == RequestState.DECLINED
    assert Message.objects.filter(to=place.contact.email, body__contains="nu niet samen").exists()
    assert not Event.objects.filter(is_public=True).exists()


def test_who_asked_does_not_answer_for_the_other(place, union):
    ask(union, place.organisation, "into")
    asked = Affiliation.objects.get()

    browser_of(speaker_of(union)).post(f"{together(union)}{asked.pk}/", {"want": "yes"})

    assert Affiliation.objects.get().state == RequestState.ASKED


def test_only_a_contact_speaks_of_coalitions(place, union):
    for person in (place.member, place.coordinator, UserFactory()):
        assert browser_of(person).get(together(place.organisation)).status_code == 403


def test_asking_twice_is_once_and_asking_each_other_is_yes(place, union):
    for _ in range(2):
        ask(union, place.organisation, "into")
    assert Affiliation.objects.count() == 1
    assert Message.objects.filter(to=place.contact.email).count() == 1
    ask(place.organisation, union, "out")
    assert Affiliation.objects.get().state == RequestState.ACCEPTED


def test_a_coalition_that_contains_itself_is_refused_with_a_clear_message(place, union):
    inner, innermost = coalition(place, "Midden"), coalition(place, "Binnen")
    join(union, inner)
    join(inner, innermost)

    for around, into in ((innermost, union), (inner, union), (innermost, inner)):
        page = ask(around, into, "into")
        assert page.status_code == 422
        assert "dan zit een coalitie in zichzelf" in page.content.decode()
    assert ask(union, union, "into").status_code == 422, "nor is it offered to itself"
    with pytest.raises(ContainsItself):
        affiliations.ask(union, union, by_coalition=True, by=speaker_of(union), now=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_halves_of_a_circle_at_once_are_no_circle():
    place = make_place()
    one, other = coalition(place, "Een"), coalition(place, "Ander")
    asked = [
        affiliations.ask(around, into, by_coalition=True, by=speaker_of(around), now=NOW)
        for around, into in ((one, other), (other, one))
    ]

    at_once([partial(affiliations.accept, half, by=place.contact, now=NOW) for half in asked])

    assert Affiliation.objects.standing().count() == 1


def test_what_ended_is_on_no_page_and_may_begin_again(place, union):
    bond = join(union, place.organisation)
    address = f"{together(place.organisation)}{bond.pk}/"
    browser_of(place.contact).post(address, {"want": "stop"})
    assert "De Zaanoever" not in browser_of().get(union.get_absolute_url()).content.decode()
    with pytest.raises(NotPossible):
        affiliations.accept(bond, by=place.contact, now=NOW)
    assert join(union, place.organisation).pk != bond.pk


# An assignment


@pytest.fixture
def company(place):
    made = OrganisationFactory(
        name="Wijkbedrijf Riet", kind=Kind.RESIDENTS_COMPANY, neighbourhood=place.neighbourhood
    )
    MemberFactory(
        organisation=made, person=UserFactory(name="Fatma", email="fatma@riet.nl"), is_contact=True
    )
    return made


def form(**changes):
    return {
        "key": str(uuid4()),
        "title": "Het groen in de wijk",
        "scope": SCOPE,
        "begins_on": TODAY.isoformat(),
        "ends_on": (TODAY + timedelta(days=365)).isoformat(),
    } | changes


def propose(company, by, **changes):
    return browser_of(by).post(f"/organisatie/{company.slug}/opdracht/", form(**changes))


def page_of(company, person=None):
    return browser_of(person).get(company.get_absolute_url()).content.decode()


def address(assignment):
    return f"/organisatie/{assignment.organisation.slug}/opdracht/{assignment.pk}/"


def test_an_assignment_is_public_once_the_organisation_says_yes(place, company):
    propose(company, place.officer)
    assignment = Assignment.objects.get()
    assert SCOPE in Message.objects.get(to="fatma@riet.nl").body
    assert SCOPE not in page_of(company)
    assert not Event.objects.filter(is_public=True).exists()

    browser_of(speaker_of(company)).post(address(assignment), {"want": "yes"})

    html = page_of(company)
    assert SCOPE in html
    assert "van " in html
    assert "loopt" in html
    assert Message.objects.filter(to=place.officer.email).exists()
    assert Event.objects.get(is_public=True).verb == "assignment_confirmed"


def test_either_side_ends_it_with_a_reason_that_everybody_reads(place, company):
    for ender in (place.coordinator, speaker_of(company)):
        propose(company, place.officer)
        assignment = Assignment.objects.latest("pk")
        assignments.confirm(assignment, by=speaker_of(company), now=NOW)

        without = browser_of(ender).post(address(assignment), {"want": "no", "reason": ""})
        assert without.status_code == 422
        browser_of(ender).post(address(assignment), {"want": "no", "reason": "Te duur geworden."})

        assignment.refresh_from_db()
        assert assignment.state == AssignmentState.ENDED
        assert "Te duur geworden." in page_of(company)


def test_the_organisation_may_say_no_and_nobody_else_reads_it(place, company):
    propose(company, place.officer)
    assignment = Assignment.objects.get()

    browser_of(speaker_of(company)).post(
        address(assignment), {"want": "no", "reason": "Wij hebben geen tijd."}
    )

    assert "Wij hebben geen tijd." in Message.objects.get(to=place.officer.email).body
    assert "Wij hebben geen tijd." not in page_of(company)
    with pytest.raises(NotPossible):
        assignments.confirm(assignment, by=speaker_of(company), now=NOW)


def test_only_who_works_for_the_municipality_records_and_only_the_contact_confirms(place, company):
    assert propose(company, place.contact).status_code == 403
    propose(company, place.officer)
    assignment = Assignment.objects.get()
    for person in (place.officer, place.contact, UserFactory()):
        assert browser_of(person).post(address(assignment), {"want": "yes"}).status_code == 403
    assert browser_of(UserFactory()).get(address(assignment)).status_code == 403


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ends_on": (TODAY - timedelta(days=1)).isoformat()}, "Deze dag is al voorbij"),
        (
            {"begins_on": (TODAY + timedelta(days=9)).isoformat(), "ends_on": TODAY.isoformat()},
            "De laatste dag ligt vóór de eerste",
        ),
        ({"ends_on": "morgen"}, "Schrijf de datum als dag-maand-jaar"),
        ({"scope": " "}, "Schrijf wat er wel en niet bij hoort"),
    ],
)
def test_a_wrong_term_is_said_next_to_the_field_and_kept(place, company, changes, message):
    page = propose(company, place.officer, **changes)

    assert page.status_code == 422
    assert message in page.content.decode()
    assert "Het groen in de wijk" in page.content.decode()
    assert not Assignment.objects.exists()


def test_a_term_that_has_passed_is_said_to_be_over(place, company):
    terms = Terms("Groen", SCOPE, TODAY - timedelta(days=9), TODAY - timedelta(days=1))
    made = assignments.propose(company, terms, key=uuid4(), by=place.officer, now=NOW)
    assignments.confirm(made, by=speaker_of(company), now=NOW)

    assert "afgelopen" in page_of(company)


@pytest.mark.django_db(transaction=True)
def test_pressing_twice_records_and_confirms_once():
    place = make_place()
    terms = Terms("Groen", SCOPE, TODAY, TODAY)
    key = uuid4()
    made = at_once(
        [lambda: assignments.propose(place.organisation, terms, key=key, by=place.officer, now=NOW)]
        * 3
    )
    at_once([lambda: assignments.confirm(made[0], by=place.contact, now=NOW)] * 3)
    assert Assignment.objects.count() == 1
    assert Event.objects.filter(verb="assignment_confirmed").count() == 1

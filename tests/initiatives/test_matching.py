"""Who or what fits what a team asks, and why; of people only who said yes to being asked."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from accounts.actions.people import erase
from initiatives.actions import requests
from initiatives.models import Initiative
from initiatives.selections.matching import Fit, fitting
from initiatives.states import AskedOf, Help
from neighbourhoods.models import Area
from partners.models import Member
from tests.factories import AssetFactory, NeighbourhoodFactory, OrganisationFactory, UserFactory
from tests.html import problems
from tests.initiatives.conftest import browser_of

NOW = timezone.now()
SATURDAY = timezone.localdate() + timedelta(days=(5 - timezone.localdate().weekday()) % 7 + 7)


def ask(initiative, by, text="Wie kan er timmeren?", *, kind=Help.HANDS, wanted_on=None):
    return requests.ask(
        initiative,
        kind,
        text,
        asked_of=AskedOf.NEIGHBOURS,
        organisation=None,
        wanted_on=wanted_on,
        key=uuid4(),
        by=by,
        now=NOW,
    )


def willing(place, name="Fatma", **more):
    """Something of a person who may be asked four times a month."""
    person = more.pop("person", None) or UserFactory(name=name, email=f"{uuid4()}@voorbeeld.nl")
    plain = {"kind": "skill", "title": "Timmerwerk", "asked_at_most": 4, "person": person}
    return AssetFactory(neighbourhood=place.neighbourhood, **plain | more)


def titles(fits: list[Fit]) -> list[str]:
    return [fit.card.title for fit in fits]


def why(request) -> list[str]:
    (fit,) = fitting(request, now=NOW)
    return fit.why


def page(request, person, status=200) -> str:
    address = reverse("initiatives:matching", args=[request.initiative_id, request.pk])
    response = browser_of(person).get(address)
    html = response.content.decode()
    assert response.status_code == status
    assert problems(html) == []
    return html


@pytest.mark.parametrize(
    ("asked", "title", "words", "here"),
    [
        ("Wie kan er timmeren?", "Timmerwerk", "", "Timmerwerk"),
        ("Wij zoeken iemand met een boor", "Van alles", "Ik heb vier boren.", "boren"),
        ("Wie heeft er bomen over?", "Een jonge boom", "", "boom"),
        ("Wie wil er schaven?", "Een schaaf", "", "schaaf"),
        ("Een cafe inrichten", "Café Riet", "", "Café"),
    ],
)
def test_a_word_in_another_form_fits_and_is_quoted_as_typed(
    place, initiative, asked, title, words, here
):
    willing(place, kind="group", title=title, words=words)
    request = ask(initiative, place.starter, asked, kind=Help.MONEY)
    (reason,) = why(request)
    assert f"“{here}”" in reason


def test_each_reason_is_said_on_the_page(place, initiative):
    buurt = Area.objects.get(short_name="Rietbuurt")
    Initiative.objects.filter(pk=initiative.pk).update(buurt=buurt)
    initiative.refresh_from_db()
    willing(place, title="Timmeren en zagen", buurt=buurt, hours="Zaterdag, na tien uur")
    request = ask(initiative, place.starter, wanted_on=SATURDAY)
    assert why(request)[:3] == [
        "U vraagt “timmeren”, en hier staat “Timmeren”.",
        "U vraagt hulp, en hier kan iemand iets goed.",
        "In dezelfde buurt: Rietbuurt.",
    ]
    assert "en hier staat “Zaterdag”." in why(request)[3]
    html = page(request, place.starter)
    for words in ("Waarom dit past", "In dezelfde buurt: Rietbuurt.", "Vraag Fatma"):
        assert words in html


def test_the_reasons_are_in_the_language_of_the_reader(place, initiative):
    willing(place)
    request = ask(initiative, place.starter)
    with translation.override("en"):
        assert "Timmerwerk" in why(request)[0]
        assert "U vraagt" not in " ".join(why(request))


def test_what_fits_best_is_first_and_what_does_not_fit_is_not_there(place, initiative):
    willing(place, "Ali", kind="time", title="Een vrije middag")
    willing(place, "Bea", title="Van alles", words="Ik kan timmeren.")
    willing(place, "Cor")
    willing(place, "Dirk", kind="tool", title="Naaimachine")
    AssetFactory(neighbourhood=NeighbourhoodFactory(), title="Timmerwerk elders")
    found = fitting(ask(initiative, place.starter), now=NOW)
    assert titles(found) == ["Timmerwerk", "Van alles", "Een vrije middag"]


def test_a_word_that_says_nothing_is_no_reason(place, initiative):
    willing(place, kind="tool", title="Bakfiets", words="Kom zelf even langs, tussen tien en elf.")
    asked = "Wie komt er even langs tussen de middag en doet zelf mee?"
    assert fitting(ask(initiative, place.starter, asked), now=NOW) == []


def test_what_is_only_of_the_kind_comes_last_and_says_so(place, initiative):
    buurt = Area.objects.get(short_name="Rietbuurt")
    Initiative.objects.filter(pk=initiative.pk).update(buurt=buurt)
    initiative.refresh_from_db()
    willing(place, "Ali", kind="time", title="Een vrije middag", buurt=buurt)
    willing(place, "Bea", kind="tool", title="Van alles", words="Om mee te timmeren.")
    first, last = fitting(ask(initiative, place.starter), now=NOW)
    assert (first.card.title, last.card.title) == ("Van alles", "Een vrije middag")
    assert "Wat u schreef, staat er niet bij." in last.why
    assert "Wat u schreef, staat er niet bij." not in first.why


def test_what_is_gone_by_the_day_is_left_out(place, initiative):
    willing(place, until=SATURDAY - timedelta(days=1))
    assert fitting(ask(initiative, place.starter), now=NOW)
    assert not fitting(ask(initiative, place.starter, wanted_on=SATURDAY), now=NOW)


def test_who_did_not_say_yes_to_being_asked_is_never_suggested(place, initiative):
    """Nor who is in the team, hidden, taken away, erased, or only proposed."""
    person = UserFactory(name="Nel Nee")
    more = [
        {"asked_at_most": 0},
        {"removed_at": NOW},
        {"visibility": "hidden", "hidden_reason": "Reclame."},
        {"until": date(2020, 1, 1)},
        {"agreed_at": None},
    ]
    for one in more:
        willing(place, person=person, **one)
    willing(place, person=place.starter)
    erase(willing(place, "Wim Weg").person, now=NOW)
    request = ask(initiative, place.starter)
    assert fitting(request, now=NOW) == []
    html = page(request, place.starter)
    assert "Nel Nee" not in html
    assert "Uw vraag staat open voor de hele buurt." in html
    assert "Vraag het de buurt" not in html


def test_an_organisation_is_asked_as_organisations_are(place, initiative):
    housing = OrganisationFactory(name="De Zaanoever", neighbourhood=place.neighbourhood)
    for organisation in (housing, initiative.team):
        AssetFactory(
            neighbourhood=place.neighbourhood, kind="space", title="Zaal", organisation=organisation
        )
    AssetFactory(neighbourhood=place.neighbourhood, kind="place", title="Koffiehoek")
    request = ask(initiative, place.starter, "Een zaal voor zondag", kind=Help.PLACE)
    assert titles(fitting(request, now=NOW)) == ["Zaal", "Koffiehoek"]
    html = page(request, place.starter)
    assert "Aan De Zaanoever stelt u een gewone vraag" in html
    assert "Dit is er gewoon." in html
    assert f"wie-past/{fitting(request, now=NOW)[0].card.url.split('/')[-2]}/" not in html


def test_only_the_team_sees_who_fits_and_nobody_an_address(place, initiative):
    asset = willing(place)
    request = ask(initiative, place.starter)
    html = page(request, place.starter)
    assert asset.person.email not in html
    for person in (place.officer, UserFactory()):
        page(request, person, 404)
    assert "wie-past" in browser_of(place.starter).get(request.get_absolute_url()).content.decode()
    assert "wie-past" not in browser_of().get(request.get_absolute_url()).content.decode()


@pytest.mark.parametrize("number", [1, 3, 300])
def test_the_page_asks_as_much_for_one_as_for_many(
    place, initiative, number, django_assert_num_queries
):
    for each in range(number):
        willing(place, f"Buur {each}")
        if each < 3:
            Member.objects.create(organisation=initiative.team, person=UserFactory())
    request = ask(initiative, place.starter)
    client = browser_of(place.starter)
    address = reverse("initiatives:matching", args=[initiative.pk, request.pk])
    client.get(address)
    with django_assert_num_queries(9):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("text", ["?", "de het een", "%_\\", "(.*", "ß" * 300, "🙂 (((("])
def test_whatever_a_team_writes_it_is_answered(place, initiative, text):
    willing(place, words="(.* %_\\ de het een")
    assert titles(fitting(ask(initiative, place.starter, text), now=NOW)) == ["Timmerwerk"]

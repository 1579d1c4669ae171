"""What sort of initiative it is: for its team to say, and most need to say nothing."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Draft
from activity.models import Event
from initiatives.actions import challenges, initiatives, kinds
from initiatives.models import Experiment, Initiative
from initiatives.states import Kind, Overtaken, Stage, StillRuns
from tests.bench.browsers import MEMBER, OFFICER, RESIDENT, VISITOR, made
from tests.bench.browsers import browser as seeded_browser
from tests.factories import MemberFactory, UserFactory
from tests.html import problems
from tests.initiatives.conftest import MONDAY, make_place
from tests.threads import at_once

TEXTS = {"question": "Blijft het schoon?", "tryout": "Vegen, tot 1 mei", "learned": ""}


def address(name, initiative):
    return reverse(f"initiatives:{name}", args=[initiative.pk])


def tell(initiative, by, *, seen=None, key=None, **texts):
    return kinds.tell_experiment(initiative, **TEXTS | texts, seen=seen, key=key or uuid4(), by=by)


def page_of(browser, initiative, person=None):
    return browser(person).get(initiative.get_absolute_url()).content.decode()


def test_who_starts_is_not_asked_what_kind_it_is(place, initiative, browser):
    assert initiative.kind == Kind.ACTIVITY
    form = browser(place.starter).get("/wijk/rietwijk/initiatieven/nieuw/").content.decode()
    assert "Wat voor initiatief" not in form
    assert "Activiteit" not in page_of(browser, initiative)


def test_the_team_says_how_far_it_is_and_what_kind_on_one_page(place, initiative, browser):
    client = browser(place.starter)
    page = client.get(address("stage", initiative)).content.decode()
    assert problems(page) == []
    assert "Een bedrijf van bewoners, waarvan de winst in de wijk blijft." in page
    typed = {"stage": "active", "kind": "company", "words": "We zijn open"}
    for _press in range(2):
        assert client.post(address("stage", initiative), typed).status_code == 302
    initiative.refresh_from_db()
    assert (initiative.stage, initiative.kind) == (Stage.ACTIVE, Kind.COMPANY)
    assert Event.objects.filter(verb="kind_set").count() == 1
    assert Event.objects.filter(verb="stage_set").count() == 1
    assert "Wijkonderneming" in page_of(browser, initiative)


def test_only_what_stands_out_is_said_on_a_card(place, browser):
    for kind in Kind:
        sent = place.send(title=f"Van soort {kind}")
        kinds.set_kind(sent, kind, by=place.starter)
    cards = browser(None).get("/wijk/rietwijk/initiatieven/").content.decode()
    for label in ("Wijkonderneming", "Experiment", "Uitdaagrecht"):
        assert f'wijk-badge--info">{label}<' in cards
    for label in ("Activiteit", "Zorg voor iets"):
        assert f'wijk-badge--info">{label}<' not in cards
    assert [one.kind for one in Initiative.objects.of_kind(Kind.COMPANY)] == [Kind.COMPANY]


def test_the_database_knows_no_other_kind(initiative):
    with pytest.raises(IntegrityError), transaction.atomic():
        Initiative.objects.update(kind="feestje")


def test_without_a_choice_the_kind_stays(place, initiative, browser):
    kinds.set_kind(initiative, Kind.CARE, by=place.starter)
    browser(place.starter).post(address("stage", initiative), {"stage": "ongoing", "words": ""})
    initiative.refresh_from_db()
    assert initiative.kind == Kind.CARE


def test_a_request_that_runs_is_withdrawn_before_the_kind_changes(place, initiative, browser):
    request = challenges.Request("Het groen", "Samen", "Niets", "Een rooster")
    challenges.ask(initiative, request, key=uuid4(), by=place.starter, now=MONDAY)
    with pytest.raises(StillRuns):
        kinds.set_kind(initiative, Kind.CARE, by=place.starter)
    typed = {"stage": "active", "kind": "care", "words": "Nieuws"}
    answer = browser(place.starter).post(address("stage", initiative), typed)
    assert answer.status_code == 422
    assert "Trek die eerst in" in answer.content.decode()
    assert "Nieuws" in answer.content.decode()
    initiative.refresh_from_db()
    assert (initiative.stage, initiative.kind) == (Stage.IDEA, Kind.CHALLENGE)


# An experiment


def test_an_experiment_shows_what_is_still_open_and_what_was_learned_later(
    place, initiative, browser
):
    client = browser(place.starter)
    chosen = client.post(address("stage", initiative), {"stage": "idea", "kind": "experiment"})
    assert chosen["Location"] == address("experiment", initiative)
    assert problems(client.get(chosen["Location"]).content.decode()) == []
    client.post(address("experiment", initiative), TEXTS | {"key": uuid4()})
    page = page_of(browser, initiative)
    assert problems(page) == []
    assert page.index("Blijft het schoon?") < page.index("Vegen, tot 1 mei")
    assert page.index("Vegen, tot 1 mei") < page.index("Dat weten we nog niet.")
    seen = Experiment.objects.get().key
    later = TEXTS | {"learned": "Twee keer is genoeg", "seen": seen, "key": uuid4()}
    for _press in range(2):
        assert client.post(address("experiment", initiative), later).status_code == 302
    assert "Twee keer is genoeg" in page_of(browser, initiative)
    assert "Dat weten we nog niet." not in page_of(browser, initiative)
    verbs = ["experiment_told", "experiment_learned"]
    told = Event.objects.filter(verb__in=verbs).order_by("pk").values_list("verb", flat=True)
    assert list(told) == verbs


def test_one_of_the_three_is_enough_and_none_is_not(place, initiative, browser):
    client = browser(place.starter)
    empty = client.post(address("experiment", initiative), {"key": uuid4()})
    assert empty.status_code == 422
    assert "Vul één van de drie in" in empty.content.decode()
    too_long = client.post(
        address("experiment", initiative), {"question": "x" * 501, "key": uuid4()}
    )
    assert too_long.status_code == 422
    assert "x" * 501 in too_long.content.decode()


def test_nobody_writes_over_what_a_teammate_just_told(place, initiative, browser):
    tell(initiative, place.starter)
    mate = UserFactory()
    MemberFactory(organisation=initiative.team, person=mate)
    client, mine = browser(mate), {"question": "Mijn vraag", "tryout": "", "learned": ""}
    answer = client.post(address("experiment", initiative), mine | {"key": uuid4()})
    assert answer.status_code == 409
    for text in ("Een teamgenoot was u voor", "Mijn vraag", "Blijft het schoon?"):
        assert text in answer.content.decode()
    assert Experiment.objects.get().question == "Blijft het schoon?"
    again = client.get(address("experiment", initiative)).content.decode()
    assert "Een teamgenoot was u voor" in again
    assert "Mijn vraag" in again
    seen = Experiment.objects.get().key
    client.post(address("experiment", initiative), mine | {"key": uuid4(), "seen": seen})
    assert Experiment.objects.get().question == "Mijn vraag"
    assert not Draft.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_tell_at_the_same_moment_one_is_told():
    place = make_place()
    initiative = place.send()
    results = at_once(
        [lambda text=text: tell(initiative, place.starter, question=text) for text in "AB"]
    )
    assert sorted(type(result) for result in results if isinstance(result, Overtaken)) == [
        Overtaken
    ]
    assert Event.objects.filter(verb="experiment_told").count() == 1


def test_what_is_gone_keeps_no_experiment(place, initiative):
    tell(initiative, place.starter)
    initiatives.take_away(initiative, by=place.starter)
    assert not Experiment.objects.exists()
    assert not Event.objects.filter(words__contains="Blijft het schoon").exists()


@pytest.mark.parametrize("kind", [Kind.EXPERIMENT, Kind.CHALLENGE])
def test_a_special_kind_asks_the_database_once_more(db, kind, django_assert_num_queries):
    seeded = made(3)
    initiative, by = seeded.initiative, UserFactory()
    if kind == Kind.CHALLENGE:
        request = challenges.Request("Het groen", "Samen", "Niets", "Een rooster")
        challenges.ask(initiative, request, key=uuid4(), by=by, now=MONDAY)
    else:
        kinds.set_kind(initiative, kind, by=by)
        tell(initiative, by)
    for who, queries in {VISITOR: 7, RESIDENT: 11, MEMBER: 12, OFFICER: 12}.items():
        client = seeded_browser(seeded, who)
        with django_assert_num_queries(queries, info=who):
            page = client.get(initiative.get_absolute_url()).content.decode()
        assert ("Het groen" if kind == Kind.CHALLENGE else "Blijft het schoon?") in page

"""What somebody told is written down by another, stays among few, and leads to something."""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goals.models import Problem, ResidentInput
from goals.states import YearState
from initiatives.models import Initiative
from participation.actions import conversations as actions
from participation.models import CameOfIt, Conversation, LogNote
from participation.selections.conversations import conversations_held, silent_for_long
from participation.states.meetings import MeetingKind
from participation.tasks import forget_names
from partners.models import Asset
from partners.states import TooMany
from tests.factories import (
    ConversationFactory,
    InitiativeFactory,
    MeetingFactory,
    MembershipFactory,
    UserFactory,
    YearPlanFactory,
)
from tests.html import fragment_problems
from tests.html import problems as wrong
from tests.partners.conftest import browser_of, make_place

TODAY = timezone.localdate()
PATH = "/wijk/rietwijk/gesprek/"
TALKS = "/wijk/rietwijk/gesprekken/"


@pytest.fixture
def place(db):
    return make_place()


@pytest.fixture
def builder(place):
    return MembershipFactory(neighbourhood=place.neighbourhood, role="builder").person


def typed(**more):
    return {
        "key": str(uuid4()), "spot": "school", "talent": "Kan goed naaien",
        "day": TODAY.isoformat(), "people": "1", "permission": "on",
    } | more  # fmt: skip


def told(place, by, **more):
    return ConversationFactory(neighbourhood=place.neighbourhood, recorded_by=by, **more)


def read(person, path):
    response = browser_of(person).get(path)
    assert response.status_code == 200
    html = response.content.decode()
    assert wrong(html) == []
    return html


def test_a_neighbour_writes_a_talk_down_and_pressing_twice_is_pressing_once(place):
    neighbour = UserFactory()
    form = typed()
    first = browser_of(neighbour).post(PATH, form)
    again = browser_of(neighbour).post(PATH, form)

    made = Conversation.objects.get()
    assert first["Location"] == again["Location"] == f"/gesprek/{made.pk}/"
    assert "Kan goed naaien" in read(neighbour, made.get_absolute_url())


def test_without_permission_nothing_is_kept_but_what_was_typed(place):
    form = typed(permission="")
    response = browser_of(UserFactory()).post(PATH, form)

    assert response.status_code == 422
    assert "Vraag het eerst" in response.content.decode()
    assert "Kan goed naaien" in response.content.decode()
    assert not Conversation.objects.exists()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"talent": ""}, "Schrijf bij één van de vier vragen"),
        ({"spot": "maan"}, "Kies waar u elkaar sprak."),
        ({"people": "0"}, "Schrijf een heel getal"),
        ({"people": "9" * 30}, "Schrijf een heel getal"),
        ({"day": (TODAY + timedelta(days=1)).isoformat()}, "Kies vandaag, of een dag"),
        ({"buurt": "999999"}, "Kies een buurt uit de lijst."),
        ({"worry": "123456782 slaapt slecht"}, "burgerservicenummer"),
        ({"talent": "a" * 1001}, "Maak de tekst korter"),
    ],
)
def test_what_is_wrong_is_said_beside_the_question(place, more, says):
    response = browser_of(UserFactory()).post(PATH, typed(**more))

    assert response.status_code == 422
    html = response.content.decode()
    assert says in html
    assert wrong(html) == []
    assert not Conversation.objects.exists()


def test_a_visitor_writes_first_and_signs_in_after(place):
    response = browser_of(None).post(PATH, typed())

    assert response["Location"].startswith("/account/")


def test_it_is_read_by_who_wrote_it_and_who_works_there_and_by_nobody_else(place, builder):
    writer, other = UserFactory(), UserFactory()
    talk = told(place, writer, good="De markt is fijn")
    path = talk.get_absolute_url()
    for person in (writer, builder, place.officer):
        assert "De markt is fijn" in read(person, path)
        assert "De markt is fijn" in read(person, TALKS)

    assert browser_of(other).get(path).status_code == 404
    for person in (other, None):
        assert "De markt is fijn" not in read(person, TALKS)


def test_where_fewer_than_five_people_spoke_is_not_shown(place):
    writer = UserFactory()
    told(place, writer, spot="faith", people=4)
    assert "Wie er gehoord is" not in read(None, TALKS)

    told(place, writer, spot="shop", people=6)
    html = read(None, TALKS)
    assert "spraken wij 10 mensen" in html
    assert "op de markt" in html
    assert "moskee" not in html


def test_what_begins_with_a_talk_is_marked_as_for_somebody_else(place):
    writer = UserFactory(name="Noor")
    talk = told(place, writer, idea="Een naaiochtend", spot="school")
    html = unescape(read(writer, talk.get_absolute_url()))
    link = re.search(r'href="([^"]*initiatieven/nieuw/[^"]*)"', html)[1]
    me, new = browser_of(writer), link.partition("?")[0]
    begun = me.get(link).content.decode()
    assert 'value="iemand met wie ik sprak, op school"' in begun
    assert 'value="Een naaiochtend"' in begun
    fields = {
        "title": "Een naaiochtend",
        "plan": "Op school, als de kinderen binnen zijn.",
        "theme": "meeting",
        "for_whom": "de moeders van de Spaanse klas",
    }
    refused = me.post(new, fields)
    assert refused.status_code == 422
    assert "Vraag het eerst, en zet dan een vinkje" in refused.content.decode()
    assert wrong(refused.content.decode()) == []

    checked = me.post(new, fields | {"agreed": "on"}, follow=True).content.decode()
    assert "Ingestuurd voor de moeders van de Spaanse klas" in checked
    key = re.search(r'name="key" value="([^"]+)"', checked)[1]
    sent = me.post(f"{new}controleren/", {"key": key, "name": "Noor"}, follow=True)
    assert "vraag diegene in het team" in sent.content.decode()
    initiative = Initiative.objects.get()
    assert "Ingestuurd voor de moeders" in read(None, initiative.get_absolute_url())
    edit = read(writer, f"/initiatief/{initiative.pk}/aanpassen/")
    assert 'value="de moeders van de Spaanse klas"' in edit


def test_what_was_found_on_a_walk_stands_on_its_page(place):
    walk = MeetingFactory(
        neighbourhood=place.neighbourhood,
        kind=MeetingKind.WALK,
        route="De moskee\n\nHet pleintje",
        begins_at=timezone.now() - timedelta(hours=1),
    )
    page = read(None, walk.get_absolute_url())
    assert "Ontdekwandeling" in page
    assert "<li>Het pleintje</li>" in page
    writer = UserFactory()
    form = read(writer, f"{PATH}?wandeling={walk.pk}")
    assert f'name="walk" value="{walk.pk}"' in form
    assert browser_of(writer).post(PATH, typed(walk=walk.pk + 999)).status_code == 422

    browser_of(writer).post(PATH, typed(walk=walk.pk))
    talk = Conversation.objects.get()
    assert talk.walk == walk
    form = {"key": str(uuid4()), "kind": "skill", "title": "Fietsen maken"}
    browser_of(writer).post(f"{talk.get_absolute_url()}wat-er-is/", form)

    found = f"{walk.get_absolute_url()}gevonden/"
    assert "Fietsen maken" in read(None, found)
    part = browser_of(None).get(found, headers={"HX-Request": "true", "HX-Target": "gevonden"})
    assert fragment_problems(part.content.decode()) == []


def test_a_talk_leads_to_what_is_there_without_a_name(place):
    writer = UserFactory(name="Samira")
    talk = told(place, writer)
    form = {"key": str(uuid4()), "kind": "skill", "title": "Fietsen maken"}
    for _press in range(2):
        browser_of(writer).post(f"{talk.get_absolute_url()}wat-er-is/", form)

    asset = Asset.objects.get()
    assert asset.person is None
    assert CameOfIt.objects.get().asset == asset
    public = read(None, TALKS)
    assert "Fietsen maken" in public
    assert "Samira" not in public


def test_a_talk_leads_to_what_matters_in_the_year_that_is_prepared(place):
    YearPlanFactory(
        neighbourhood=place.neighbourhood, year=TODAY.year + 1, state=YearState.PREPARING
    )
    talk = told(place, UserFactory())
    writer = talk.recorded_by
    path = f"{talk.get_absolute_url()}wat-speelt-er/"
    empty = browser_of(writer).post(path, {"key": str(uuid4()), "words": ""})
    assert empty.status_code == 422
    assert "Schrijf in één zin wat er speelt." in empty.content.decode()

    browser_of(writer).post(path, {"key": str(uuid4()), "words": "De lampen zijn stuk"})
    assert Problem.objects.get().words == "De lampen zijn stuk"
    assert "De lampen zijn stuk" in read(writer, talk.get_absolute_url())


def test_what_was_made_elsewhere_came_of_it_and_hidden_things_do_not_show(place):
    writer = UserFactory()
    talk = told(place, writer, recorded_at=timezone.now() - timedelta(days=1))
    initiative = InitiativeFactory(neighbourhood=place.neighbourhood, title="Fietsenwerkplaats")
    initiative.team.members.create(person=writer)
    form = {"thing": f"initiative-{initiative.pk}"}
    browser_of(writer).post(f"{talk.get_absolute_url()}hieruit-kwam/", form)

    assert "Fietsenwerkplaats" in read(None, TALKS)
    initiative.visibility, initiative.hidden_reason = "hidden", "Huisregels"
    initiative.save()
    assert "Fietsenwerkplaats" not in read(None, TALKS)


def test_what_somebody_else_made_cannot_be_claimed(place):
    writer = UserFactory()
    talk = told(place, writer)
    initiative = InitiativeFactory(neighbourhood=place.neighbourhood)
    form = {"thing": f"initiative-{initiative.pk}"}
    response = browser_of(writer).post(f"{talk.get_absolute_url()}hieruit-kwam/", form)

    assert response.status_code == 422
    assert not CameOfIt.objects.exists()


def test_talks_count_once_as_residents_part_in_a_year(place):
    plan = YearPlanFactory(
        neighbourhood=place.neighbourhood, year=TODAY.year + 1, state=YearState.PREPARING
    )
    writer = UserFactory()
    told(place, writer, people=3)
    told(place, writer, people=4)
    assert "2 gesprekken tellen nog niet mee" in read(place.coordinator, TALKS)

    key = str(uuid4())
    for _press in range(2):
        browser_of(place.coordinator).post(f"{TALKS}meenemen/", {"key": key})
    browser_of(place.coordinator).post(f"{TALKS}meenemen/", {"key": str(uuid4())})

    heard = ResidentInput.objects.get()
    assert (heard.plan, heard.kind, heard.residents) == (plan, "talk", 7)
    assert "tellen nog niet mee" not in read(place.coordinator, TALKS)


def test_a_first_name_goes_after_three_months(place):
    writer = UserFactory()
    old = told(place, writer, called="Fatma", recorded_at=timezone.now() - timedelta(days=91))
    new = told(place, writer, called="Joop", recorded_at=timezone.now() - timedelta(days=89))
    forget_names()

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.called, new.called) == ("", "Joop")


def test_who_wrote_it_takes_it_away_and_nobody_else(place, builder):
    writer = UserFactory()
    talk = told(place, writer)
    path = f"{talk.get_absolute_url()}weg/"
    assert browser_of(builder).post(path).status_code == 403

    browser_of(writer).post(path)
    assert not Conversation.objects.exists()
    assert browser_of(writer).post(path).status_code == 404


def test_a_busy_afternoon_fits_and_a_flood_does_not(place):
    writer, now = UserFactory(), timezone.now()
    for _talk in range(actions.MOST):
        told(place, writer)
    with pytest.raises(TooMany):
        actions.record(
            place.neighbourhood,
            actions.Told(spot="street", day=TODAY, good="Mooi"),
            key=uuid4(),
            by=writer,
            now=now,
        )
    response = browser_of(writer).post(PATH, typed())
    assert response.status_code == 422
    assert "U schreef net al veel op." in response.content.decode()


def test_there_is_a_question_to_ask_and_another_one(place):
    first = read(None, PATH)
    second = read(None, f"{PATH}?vraag=1")
    assert "Waar bent u hier in de buurt graag?" in first
    assert "Wat moet hier vooral zo blijven?" in second
    for odd in ("abc", "-1", "9" * 40, "%00", "٣"):
        assert "Vraag eens" in read(None, f"{PATH}?vraag={odd}")


def test_a_coordinator_adds_a_question_of_their_own_and_takes_it_away(place):
    path = f"{PATH}vragen/"
    form = {"key": str(uuid4()), "about": "good", "words": "Wie is hier uw held?"}
    for _press in range(2):
        assert browser_of(place.coordinator).post(path, form).status_code == 302
    page = read(None, path)
    assert page.count("Wie is hier uw held?") == 1
    assert "Haal weg" not in page
    assert "Wie is hier uw held?" in read(None, PATH)

    question = (
        place.neighbourhood.pk and browser_of(place.coordinator).get(path).context["questions"][0]
    )
    browser_of(place.coordinator).post(f"{path}{question.pk}/weg/")
    assert "Wie is hier uw held?" not in read(None, path)


def test_the_logbook_is_ones_own(place, builder):
    other = UserFactory()
    form = {"key": str(uuid4()), "words": "Koffie bij Fatma", "day": TODAY.isoformat()}
    for _press in range(2):
        browser_of(builder).post("/mijn/logboek/", form)

    assert read(builder, "/mijn/logboek/").count("Koffie bij Fatma") >= 1
    assert "Koffie bij Fatma" not in read(other, "/mijn/logboek/")
    note = LogNote.objects.get()
    assert browser_of(other).post(f"/mijn/logboek/{note.pk}/weg/").status_code == 404
    browser_of(builder).post(f"/mijn/logboek/{note.pk}/weg/")
    assert not LogNote.objects.exists()


def test_who_was_silent_for_long_is_named_until_somebody_talked(place, builder):
    quiet = InitiativeFactory(
        neighbourhood=place.neighbourhood,
        title="Breiclub",
        sent_at=timezone.now() - timedelta(days=100),
    )
    InitiativeFactory(neighbourhood=place.neighbourhood, title="Nieuw plan")
    keys = [place.neighbourhood.pk]
    assert [one.title for one in silent_for_long(builder, keys, timezone.now())] == ["Breiclub"]
    assert "Breiclub" in read(builder, "/mijn/logboek/")

    form = {
        "key": str(uuid4()), "words": "Even gebeld", "day": TODAY.isoformat(),
        "initiative": str(quiet.pk),
    }  # fmt: skip
    browser_of(builder).post("/mijn/logboek/", form)
    assert silent_for_long(builder, keys, timezone.now()) == []


def test_conversations_of_the_last_year_are_counted(place):
    writer = UserFactory()
    told(place, writer)
    told(place, writer, recorded_at=timezone.now() - timedelta(days=400))
    assert conversations_held(place.neighbourhood, timezone.now()) == 1


def test_pages_ask_the_database_as_often_for_one_as_for_forty(
    place, builder, django_assert_num_queries
):
    writer = UserFactory()
    counts = []
    for number in (1, 40):
        while Conversation.objects.count() < number:
            told(place, writer, people=6)
        client = browser_of(builder)
        with CaptureQueriesContext(connection) as asked:
            client.get(TALKS)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12

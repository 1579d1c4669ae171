"""What is already there: put there by choice, without being asked for anything."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions.people import erase
from accounts.models import Draft
from activity import flags
from activity.models import Event, Flag
from outbox.models import Message
from partners.actions import assets
from partners.actions.assets import Description, NotAsked
from partners.models import Asset
from partners.states import AssetKind, Kind, TooMany
from partners.tasks import forget_assets, keep_in_touch
from portal.actions import moderating
from tests.factories import AssetFactory, MemberFactory, TeamFactory, UserFactory
from tests.initiatives.conftest import MONDAY, Place, browser_of, make_place

LIST = "/wijk/rietwijk/wat-er-al-is/"
NEW = f"{LIST}nieuw/"
PROPOSE = f"{LIST}wijkkenner/"


@pytest.fixture
def place(db) -> Place:
    return make_place()


@pytest.fixture
def fatma():
    return UserFactory(name="Fatma Aydın", email="fatma@voorbeeld.nl")


def typed(**more) -> dict[str, str]:
    plain = {"kind": "tool", "title": "Naaimachine", "whose": "mine", "key": str(uuid4())}
    return plain | more


def put(home: Place, by, **more) -> Asset:
    description = Description(**{"kind": "tool", "title": "Naaimachine"} | more)
    return assets.put(
        description, neighbourhood=home.neighbourhood, key=uuid4(), by=by, now=timezone.now()
    )


def propose(home: Place, email: str = "nel@voorbeeld.nl") -> Asset:
    return assets.propose_knower(
        Description(kind=AssetKind.KNOWER, title="Kent elke ondernemer van het plein"),
        email,
        neighbourhood=home.neighbourhood,
        key=uuid4(),
        by=home.starter,
        now=timezone.now(),
    )


def read(address: str, person=None) -> str:
    return browser_of(person).get(address).content.decode()


# --- Putting something there


def test_a_visitor_writes_first_and_signs_in_after(place, client, fatma):
    response = client.post(NEW, typed(name="Fatma"))
    assert response.status_code == 302
    assert not Asset.objects.exists()
    draft = Draft.objects.get()
    assert draft.fields["title"] == "Naaimachine"
    Draft.objects.update(person=fatma, browser="")  # as signing in does
    signed_in = browser_of(fatma)
    for _press in range(2):
        page = signed_in.post(NEW, draft.fields | {"kept_as": str(draft.key)}, follow=True)
    assert "Het staat erbij" in page.content.decode() or Asset.objects.count() == 1
    asset = Asset.objects.get()
    assert (asset.person, asset.asked_at_most) == (fatma, 0)
    assert "Fatma Aydın" in read(LIST)
    assert not Draft.objects.exists()


def test_nobody_is_asked_anything_unless_they_said_so(place, fatma):
    put(place, fatma, person=fatma)
    willing = put(place, fatma, person=fatma, asked_at_most=1, asked_per="quarter")
    put(place, fatma)

    assert list(Asset.objects.may_be_asked(timezone.now())) == [willing]
    with pytest.raises(IntegrityError), transaction.atomic():
        put(place, fatma, asked_at_most=3)  # of nobody


def test_who_wants_to_be_asked_says_how_often(place, fatma):
    client = browser_of(fatma)
    client.post(NEW, typed(asked="month-4"))
    asset = Asset.objects.get()
    assert (asset.asked_at_most, asset.asked_per) == (4, "month")
    assert "hooguit 4 keer per maand" in read(asset.get_absolute_url(), fatma)
    assert "keer per maand" not in read(asset.get_absolute_url())


def test_what_is_simply_there_is_put_by_anybody_without_their_name(place, fatma):
    browser_of(fatma).post(
        NEW, typed(kind="place", title="Koffieochtend", whose="here", hours="di 10-12 uur: Nel")
    )
    page = read(LIST)
    assert "di 10-12 uur: Nel" in page
    assert "Fatma" not in page
    assert not Asset.objects.may_be_asked(timezone.now()).exists()


def test_somebody_speaks_for_their_own_organisation_only(place, fatma):
    ours, theirs = (
        TeamFactory(name=name, kind=Kind.WELFARE, neighbourhood=place.neighbourhood, is_listed=True)
        for name in ("Welzijn Riet", "Zorg Water")
    )
    MemberFactory(organisation=ours, person=fatma)
    theirs.municipality = ours.municipality = place.neighbourhood.municipality
    assert "Zorg Water" not in read(NEW)  # nobody's, and no visitor's either
    client = browser_of(fatma)
    assert "Zorg Water" not in client.get(NEW).content.decode()
    refused = client.post(NEW, typed(whose=f"organisation-{theirs.pk}"))
    assert refused.status_code == 422
    client.post(NEW, typed(whose=f"organisation-{ours.pk}", title="Zaal voor twintig mensen"))
    asset = Asset.objects.get()
    assert (asset.organisation, asset.person) == (ours, None)
    colleague = MemberFactory(organisation=ours).person
    assert browser_of(colleague).get(f"/wat-er-al-is/{asset.pk}/aanpassen/").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Schrijf in een paar woorden wat het is"),
        ({"title": "\0 \0"}, "Schrijf in een paar woorden wat het is"),
        ({"title": "a" * 81}, "Maak de tekst korter"),
        ({"kind": "onzin"}, "Kies wat voor iets het is"),
        ({"whose": ""}, "Kies van wie het is"),
        ({"until": "2020-01-01"}, "Deze dag is al geweest"),
        ({"until": "onzin"}, "Kies een dag"),
        ({"asked": "month-99"}, "Kies hoe vaak"),
        ({"words": "Bel 06 12 34 56 78"}, "Haal het telefoonnummer of e-mailadres weg"),
        ({"words": "fatma@voorbeeld.nl"}, "Haal het telefoonnummer of e-mailadres weg"),
        ({"kind": "knower", "whose": "here"}, "Een wijkkenner zegt zelf ja"),
    ],
)
def test_what_is_wrong_is_said_and_kept(place, fatma, wrong, words):
    response = browser_of(fatma).post(NEW, typed(place="in de Rietlaan") | wrong)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert "in de Rietlaan" in response.content.decode()
    assert not Asset.objects.exists()


def test_who_has_no_name_here_gives_one(place):
    nameless = UserFactory(name="")
    client = browser_of(nameless)
    assert "Vul in hoe u hier wilt heten" in client.post(NEW, typed()).content.decode()
    client.post(NEW, typed(name="Nel"))
    assert "Nel" in read(LIST)


def test_nobody_floods_the_list(place, fatma):
    for _number in range(assets.MOST):
        put(place, fatma)
    with pytest.raises(TooMany):
        put(place, fatma)
    response = browser_of(fatma).post(NEW, typed())
    assert "U plaatste net al veel" in response.content.decode()


# --- Keeping it true


def test_own_things_are_changed_and_taken_away_at_once_and_put_back(place, fatma):
    asset = put(place, fatma, person=fatma)
    client = browser_of(fatma)
    changed = typed(title="Lockmachine", key=str(asset.key))
    client.post(f"/wat-er-al-is/{asset.pk}/aanpassen/", changed)
    assert "Lockmachine" in read(LIST)
    gone = client.post(f"/wat-er-al-is/{asset.pk}/weg/", follow=True).content.decode()
    assert "Zet het terug" in gone
    assert "Lockmachine" not in read(LIST)
    assert browser_of().get(asset.get_absolute_url()).status_code == 404
    client.post(f"/wat-er-al-is/{asset.pk}/terug/")
    assert "Lockmachine" in read(LIST)


def test_what_was_taken_away_is_forgotten_after_a_day(place, fatma, time_machine):
    asset = put(place, fatma, person=fatma)
    assets.take_away(asset, by=fatma, now=timezone.now())
    forget_assets()
    assert Asset.objects.exists()
    time_machine.move_to(timezone.now() + timedelta(days=2))
    forget_assets()
    assert not Asset.objects.exists()
    assert not Event.objects.filter(subject_kind="asset").exists()


@pytest.mark.parametrize("what", ["aanpassen", "weg", "terug", "klopt"])
def test_what_is_of_another_is_theirs(place, fatma, what):
    asset = put(place, fatma, person=fatma)
    stranger = browser_of(UserFactory())
    assert stranger.post(f"/wat-er-al-is/{asset.pk}/{what}/").status_code == 404


def test_nothing_expires_but_on_a_day_that_was_set(place, fatma, time_machine):
    put(place, fatma, title="Altijd")
    put(place, fatma, title="Tot kerst", until=timezone.localdate() + timedelta(days=30))
    time_machine.move_to(timezone.now() + timedelta(days=3 * 365))
    page = read(LIST)
    assert "Altijd" in page
    assert "Tot kerst" not in page


def test_once_a_year_somebody_is_asked_kindly_and_silence_changes_nothing(
    place, fatma, time_machine
):
    asset = put(place, fatma, person=fatma)
    start = timezone.now()

    def asked() -> int:
        keep_in_touch()
        keep_in_touch()
        return Message.objects.filter(to=fatma.email, subject__startswith="Klopt dit nog?").count()

    assert asked() == 0
    time_machine.move_to(start + timedelta(days=366))
    assert asked() == 1
    time_machine.move_to(start + timedelta(days=500))
    assert asked() == 1
    client = browser_of(fatma)
    assert "Ja, dit klopt nog" in client.get(f"/wat-er-al-is/{asset.pk}/klopt/").content.decode()
    client.post(f"/wat-er-al-is/{asset.pk}/klopt/")
    time_machine.move_to(start + timedelta(days=800))
    assert asked() == 1
    time_machine.move_to(start + timedelta(days=900))
    assert asked() == 2
    assert "Naaimachine" in read(LIST)


# --- Wijkkenners, with consent


def test_nothing_of_a_wijkkenner_is_public_before_they_say_yes(place, client):
    asset = propose(place)
    assert propose(place) == asset  # and no second mail
    mail = Message.objects.get(to="nel@voorbeeld.nl")
    assert f"/wijkkenner/{asset.token}/" in mail.body
    for who in (None, place.starter, place.coordinator, UserFactory()):
        assert "Kent elke ondernemer" not in read(LIST, who)
        assert browser_of(who).get(asset.get_absolute_url()).status_code == 404
    assert (
        "Samira Starter denkt aan u" in client.get(f"/wijkkenner/{asset.token}/").content.decode()
    )
    nel = UserFactory(name="Nel", email="nel@voorbeeld.nl")
    yes = {"title": "Ik ken elke winkelier", "asked": "quarter-1", "key": str(asset.key)}
    browser_of(nel).post(f"/wijkkenner/{asset.token}/", yes)
    page = read(LIST)
    assert "Ik ken elke winkelier" in page
    assert "Nel" in page
    asset.refresh_from_db()
    assert (asset.person, asset.email, asset.asked_at_most) == (nel, "", 1)
    assert Message.objects.filter(to=place.starter.email, subject="Nel is wijkkenner").exists()


def test_who_would_rather_not_is_forgotten_at_once(place, client):
    asset = propose(place)
    client.post(f"/wijkkenner/{asset.token}/", {"no": "1"})
    assert not Asset.objects.exists()
    assert client.get(f"/wijkkenner/{asset.token}/").status_code == 404


def test_another_cannot_say_yes_for_them(place):
    asset = propose(place)
    other = UserFactory(name="Ander")
    response = browser_of(other).post(
        f"/wijkkenner/{asset.token}/", {"title": "Ik ken iedereen", "key": str(asset.key)}
    )
    assert response.status_code == 409
    with pytest.raises(NotAsked):
        assets.agree(asset, Description(kind="knower", title="Ik"), by=other, now=timezone.now())
    assert not Asset.objects.shown().exists()


def test_a_proposal_is_forgotten_after_thirty_days(place, time_machine):
    propose(place)
    time_machine.move_to(timezone.now() + timedelta(days=31))
    forget_assets()
    assert not Asset.objects.exists()


def test_a_visitor_proposes_after_signing_in(place, client, fatma):
    proposal = {"email": "nel@voorbeeld.nl", "title": "Kent iedereen", "key": str(uuid4())}
    assert client.post(PROPOSE, proposal).status_code == 302
    assert not Asset.objects.exists()
    assert client.post(PROPOSE, proposal | {"email": "onzin"}).status_code == 422
    browser_of(fatma).post(PROPOSE, proposal)
    assert Asset.objects.get().put_by == fatma


# --- The list, the house rules, and privacy


def test_an_empty_list_invites(place):
    assert "Elke wijk is rijk" in read(LIST)
    assert "Hiervan staat er nog niets" in read(f"{LIST}?soort=tool")


@pytest.mark.parametrize("number", [1, 3, 40])
def test_the_list_asks_as_much_for_one_as_for_many(place, number, django_assert_num_queries):
    for _one in range(number):
        asset = AssetFactory(neighbourhood=place.neighbourhood, person=UserFactory())
    visitor, resident = browser_of(), browser_of(place.starter)
    for client, address, queries in (
        (visitor, LIST, 4),
        (visitor, f"{LIST}?soort=tool", 3),
        (resident, LIST, 8),
        (visitor, asset.get_absolute_url(), 1),
    ):
        with django_assert_num_queries(queries, info=address):
            assert client.get(address).status_code == 200


def test_the_list_is_filtered_by_kind_and_paged(place):
    for number in range(25):
        AssetFactory(neighbourhood=place.neighbourhood, title=f"Boor {number:02}")
    AssetFactory(neighbourhood=place.neighbourhood, kind=AssetKind.SPACE, title="Kelder")
    page = read(f"{LIST}?soort=tool&page=2")
    assert "Boor 00" in page
    assert "Kelder" not in page
    assert "Pagina 2 van 2" in page
    assert "Kelder" in read(f"{LIST}?soort=onzin")


def test_what_breaks_the_house_rules_is_hidden(place, fatma):
    asset = put(place, fatma, person=fatma, title="Reclame voor mijn winkel")
    kind = flags.of_path("wat-er-al-is")
    moderating.report(kind, asset, Flag.Reason.ADVERTISING, words="", by=place.starter)
    moderating.decide(
        kind, asset.pk, Flag.Decision.HIDDEN, reason="Huisregel 4", by=place.coordinator
    )
    assert "Reclame" not in read(LIST)
    assert "Huisregel 4" in read(asset.get_absolute_url(), fatma)
    assert not Asset.objects.may_be_asked(timezone.now()).exists()
    moderating.show_again(kind, asset.pk, by=place.coordinator)
    assert "Reclame" in read(LIST)


def test_who_is_erased_takes_their_own_along_and_leaves_what_is_of_all(place, fatma):
    put(place, fatma, person=fatma, title="Van Fatma")
    put(place, fatma, title="Bankje bij de brug")
    propose(place, "fatma@voorbeeld.nl")
    erase(fatma, now=MONDAY)
    assert [one.title for one in Asset.objects.all()] == ["Bankje bij de brug"]


def test_no_page_labels_people_by_what_they_lack(place):
    page = (read(LIST) + read(NEW) + read(PROPOSE)).lower()
    for word in ("kwetsba", "hulpbehoevend", "eenzaam", "probleem", "achterstand"):
        assert word not in page

"""A promise is visible, is reminded of, and ends as both sides say it did (rule R4)."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from activity.models import Event
from neighbourhoods.states import Role
from outbox.models import Message
from partners.actions import agreements
from partners.actions.organisations import municipality_organisation
from partners.models import Agreement, Party
from partners.selections.agreements import rates
from partners.states import Kind, NotPossible, Overtaken
from tests.factories import (
    MemberFactory,
    MembershipFactory,
    NeighbourhoodFactory,
    OrganisationFactory,
    TeamFactory,
    UserFactory,
)
from tests.html import problems
from tests.initiatives.conftest import browser_of
from tests.threads import at_once

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 23, 10, tzinfo=AMSTERDAM)
FRIDAY = date(2026, 12, 4)


class Promise:
    """The housing corporation promises something to a team."""

    def __init__(self, kind=Kind.HOUSING):
        self.place = NeighbourhoodFactory(name="Rietwijk", slug="rietwijk")
        self.coordinator = MembershipFactory(neighbourhood=self.place, role=Role.COORDINATOR).person
        self.officer = MembershipFactory(neighbourhood=self.place).person
        if kind == Kind.MUNICIPALITY:
            maker, self.ruud = municipality_organisation(self.place.municipality), self.officer
        else:
            maker = OrganisationFactory(name="De Zaanoever", kind=kind, neighbourhood=self.place)
            self.ruud = MemberFactory(organisation=maker).person
        self.maker = maker
        self.team = TeamFactory(name="Moestuin", neighbourhood=self.place)
        self.fatma = MemberFactory(organisation=self.team).person

    def make(self, text="Een kraan op het veld", due_on=FRIDAY, **more):
        return agreements.agree(
            text,
            maker=Party(self.maker),
            receiver=Party(self.team),
            due_on=due_on,
            neighbourhood=self.place,
            key=uuid4(),
            by=self.fatma,
            **{"officer": self.officer if self.maker.kind == Kind.MUNICIPALITY else None} | more,
        )


@pytest.fixture
def promise(db):
    return Promise()


def page(agreement, person=None):
    response = browser_of(person).get(agreement.get_absolute_url())
    html = response.content.decode()
    assert response.status_code == 200
    assert problems(html) == []
    return html


def press(person, name, agreement, **data):
    path = reverse(f"partners:{name}_agreement", args=[agreement.pk])
    agreement.refresh_from_db()
    return browser_of(person).post(path, {"seen": agreement.version} | data, follow=True)


def test_both_sides_hear_and_everybody_can_read_it(promise):
    agreement = promise.make()

    told = Message.objects.filter(subject__startswith="Er is een afspraak gemaakt")
    assert {one.to for one in told} == {promise.ruud.email}, "who made it knows"
    html = page(agreement)
    for words in ("Een kraan op het veld", "De Zaanoever", "Moestuin", "4 december 2026"):
        assert words in html
    assert "Nagekomen" not in html


def test_its_maker_says_nagekomen_and_its_receiver_confirms(promise):
    agreement = promise.make()
    assert "Nagekomen" in page(agreement, promise.ruud)

    press(promise.ruud, "claim", agreement)

    asked = Message.objects.filter(subject__startswith="Een afspraak is klaar. Klopt dat?").get()
    assert asked.to == promise.fatma.email
    assert agreement.get_absolute_url() in asked.body
    assert "Ja, het is gedaan" in page(agreement, promise.fatma)
    assert "Ja, het is gedaan" not in page(agreement, promise.ruud)
    press(promise.fatma, "confirm", agreement)
    agreement.refresh_from_db()
    assert agreement.state == "kept"
    [rate] = rates(promise.place, now=NOW)
    assert (rate.name, rate.kept, rate.ended) == ("De Zaanoever", 1, 1)


def test_what_is_not_good_yet_runs_on_in_plain_sight(promise):
    agreement = promise.make()
    press(promise.ruud, "claim", agreement)

    press(promise.fatma, "dispute", agreement, words="De kraan lekt.")

    agreement.refresh_from_db()
    assert agreement.state == "disputed"
    assert "De kraan lekt." in page(agreement)
    assert "Nagekomen" in page(agreement, promise.ruud)


def test_a_professional_party_gives_a_reason_and_what_is_possible(promise):
    agreement = promise.make()

    refused = press(promise.ruud, "break", agreement, words="Geen geld.", possible="")

    assert refused.status_code == 422
    assert "Schrijf wat er wel kan." in refused.content.decode()
    assert "Geen geld." in refused.content.decode()
    with pytest.raises(NotPossible):
        agreements.break_off(agreement, words="", possible="", seen=0, by=promise.ruud, now=NOW)
    press(promise.ruud, "break", agreement, words="Geen geld.", possible="Een regenton.")
    html = page(agreement)
    assert "Geen geld." in html
    assert "Een regenton." in html


def test_residents_say_no_without_a_reason(db):
    promise = Promise(Kind.RESIDENTS_COMPANY)
    agreement = promise.make()

    press(promise.ruud, "break", agreement)

    agreement.refresh_from_db()
    assert agreement.state == "broken"
    assert rates(promise.place, now=NOW) == [], "nobody counts what residents promise"


def test_renewing_asks_why_and_keeps_both_dates(promise):
    agreement = promise.make(due_on=timezone.localdate() + timedelta(days=3))
    later = timezone.localdate() + timedelta(days=30)
    form = {"key": uuid4(), "due_on": later.isoformat()}

    refused = press(promise.ruud, "renew", agreement, **form)
    assert "Schrijf waarom het later wordt." in refused.content.decode()
    early = {"due_on": (timezone.localdate() - timedelta(days=1)).isoformat(), "words": "Vorst."}
    passed = press(promise.ruud, "renew", agreement, **form | early)
    assert "Kies een datum vanaf vandaag" in passed.content.decode()
    assert "Vorst." in passed.content.decode()
    for _ in range(2):
        press(promise.ruud, "renew", agreement, words="Vorst.", **form)

    agreement.refresh_from_db()
    assert agreement.state == "renewed"
    new = agreement.renewal
    assert new.due_on == later
    assert "Eerst was het" in page(new)
    assert "De nieuwe datum is" in page(agreement)
    assert Agreement.objects.count() == 2


@pytest.mark.parametrize("name", ["claim", "break", "renew"])
def test_only_its_maker_keeps_it(promise, name):
    agreement = promise.make()
    for person in (promise.fatma, promise.officer, UserFactory()):
        assert press(person, name, agreement).status_code == 403


@pytest.mark.parametrize("name", ["confirm", "dispute"])
def test_only_its_receiver_confirms_it(promise, name):
    agreement = promise.make()
    press(promise.ruud, "claim", agreement)
    for person in (promise.ruud, promise.officer, UserFactory()):
        assert press(person, name, agreement).status_code == 403


def test_what_the_municipality_promised_is_kept_by_who_works_here(db):
    promise = Promise(Kind.MUNICIPALITY)
    agreement = promise.make()

    press(promise.coordinator, "claim", agreement)

    agreement.refresh_from_db()
    assert agreement.state == "claimed"


def test_whoever_was_second_sees_how_it_stands_and_keeps_their_words(promise):
    agreement = promise.make()
    path = reverse("partners:break_agreement", args=[agreement.pk])
    press(promise.ruud, "claim", agreement)

    late = browser_of(promise.ruud).post(
        path, {"seen": 0, "words": "Geen geld.", "possible": "Een regenton."}
    )

    assert late.status_code == 409
    assert "Iemand was u voor" in late.content.decode()
    assert "Een regenton." in late.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_do_it_once():
    promise = Promise()
    agreement = promise.make()
    claim = lambda: agreements.claim(  # noqa: E731 a call for each thread
        agreement, seen=0, by=promise.ruud, now=NOW
    )

    results = at_once([claim, claim, claim])

    assert sum(isinstance(one, Overtaken) for one in results) == 2
    assert Event.objects.filter(verb="agreement_claimed").count() == 1


def test_nobody_agrees_with_themselves(promise):
    with pytest.raises(NotPossible):
        agreements.agree(
            "Koffie",
            maker=Party(promise.team),
            receiver=Party(promise.team),
            due_on=FRIDAY,
            neighbourhood=promise.place,
            key=uuid4(),
            by=promise.fatma,
        )


def test_its_maker_is_reminded_before_on_and_after_the_date_once_each(promise):
    promise.make()
    Message.objects.all().delete()
    days = [datetime(2026, 12, day, 9, tzinfo=AMSTERDAM) for day in (1, 2, 2, 4, 4, 5, 6)]
    for day in days:
        agreements.remind_all(day)

    subjects = list(Message.objects.order_by("pk").values_list("subject", flat=True))
    assert [one.partition(":")[0] for one in subjects] == [
        "Over twee werkdagen loopt een afspraak af",
        "Vandaag loopt een afspraak af",
        "Een afspraak is te laat",
    ]
    assert set(Message.objects.values_list("to", flat=True)) == {promise.ruud.email}


def test_of_the_municipality_the_coordinator_hears_when_it_is_late(db):
    promise = Promise(Kind.MUNICIPALITY)
    promise.make()
    Message.objects.all().delete()

    agreements.remind_all(datetime(2026, 12, 7, 9, tzinfo=AMSTERDAM))

    assert {one.to for one in Message.objects.all()} == {
        promise.officer.email,
        promise.coordinator.email,
    }


def test_what_nobody_confirmed_for_twenty_working_days_says_so_and_does_not_count(promise):
    agreement = promise.make()
    agreements.claim(agreement, seen=0, by=promise.ruud, now=timezone.now() - timedelta(days=60))

    assert "Daarom telt het niet mee." in page(agreement)
    assert rates(promise.place, now=timezone.now()) == []


def test_the_register_shows_how_each_stands_and_filters(promise):
    promise.make("Een kraan")
    late = promise.make("Een hek", due_on=timezone.localdate() - timedelta(days=2))
    address = reverse("portal:agreements", args=["rietwijk"])

    everything = browser_of().get(address).content.decode()
    only_late = browser_of().get(address, {"stand": "te-laat"}).content.decode()

    assert problems(everything) == []
    assert "2 afspraken" in everything
    assert "Te laat" in everything
    assert late.text in only_late
    assert "Een kraan" not in only_late
    of_team = browser_of().get(address, {"partij": promise.team.pk}).content.decode()
    assert "2 afspraken" in of_team
    nonsense = browser_of().get(address, {"partij": "x", "stand": "y", "page": "9" * 20})
    assert nonsense.status_code == 200


def test_the_register_asks_the_same_for_one_and_for_many(promise):
    address = reverse("portal:agreements", args=["rietwijk"])

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser_of().get(address)
        return len(queries)

    promise.make()
    one = asked()
    for number in range(5):
        promise.make(f"Nog iets {number}")
    assert asked() == one
    assert one <= 8


def test_an_empty_register_says_what_will_stand_there(promise):
    html = browser_of().get(reverse("portal:agreements", args=["rietwijk"])).content.decode()
    assert "Er zijn nog geen afspraken." in html


def test_a_coordinator_lets_one_go_first(promise):
    promise.make("Een hek", due_on=date(2026, 11, 27))
    agreement = promise.make("Een kraan")
    path = reverse("partners:put_agreement_first", args=[agreement.pk])
    assert browser_of(promise.officer).post(path).status_code == 403
    browser_of(promise.coordinator).post(path)
    html = browser_of().get(reverse("portal:agreements", args=["rietwijk"])).content.decode()
    assert "Eerst dit" in html
    assert html.index("Een kraan") < html.index("Een hek")


def test_what_is_not_public_is_there_for_both_sides_only(promise):
    agreement = promise.make(is_public=False)
    address = agreement.get_absolute_url()
    assert browser_of().get(address).status_code == 404
    assert browser_of(UserFactory()).get(address).status_code == 404
    assert browser_of(promise.fatma).get(address).status_code == 200
    assert browser_of(promise.ruud).get(address).status_code == 200
    listed = browser_of().get(reverse("portal:agreements", args=["rietwijk"]))
    assert agreement.text not in listed.content.decode()


def test_what_an_officer_holds_goes_along_with_a_hand_over(db):
    promise = Promise(Kind.MUNICIPALITY)
    agreement = promise.make()

    agreements.hand_over(promise.officer, promise.coordinator, promise.place)

    agreement.refresh_from_db()
    assert agreement.officer == promise.coordinator
    assert agreement.due_on == FRIDAY

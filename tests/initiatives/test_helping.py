"""Ask, offer, agreement: a team asks, somebody promises, and the team alone says yes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import erase
from activity.models import Event
from initiatives.actions import initiatives, offers, requests
from initiatives.models import (
    InitiativeAgreement,
    InitiativeParty,
    Offer,
    SupportRequest,
)
from initiatives.states import AlreadyAnswered, AskedOf, Help, NotPossible, PartyRole
from initiatives.tasks import remind
from neighbourhoods.models import Term
from neighbourhoods.working_days import due_at
from outbox.models import Message
from partners.models import ActiveIn, Agreement, Party
from tests.factories import MemberFactory, OrganisationFactory, TeamFactory, UserFactory
from tests.html import fragment_problems, problems
from tests.initiatives.conftest import MONDAY, browser_of, make_place
from tests.threads import at_once

DAY = timezone.localdate() + timedelta(days=14)


def housing(place, name="De Zaanoever"):
    organisation = OrganisationFactory(name=name, kind="housing", neighbourhood=place.neighbourhood)
    return organisation, MemberFactory(organisation=organisation).person


def ask(initiative, by, *, asked_of=AskedOf.MUNICIPALITY, organisation=None, now=MONDAY):
    return requests.ask(
        initiative,
        Help.PLACE,
        "Mogen wij het veldje gebruiken?",
        asked_of=asked_of,
        organisation=organisation,
        wanted_on=None,
        key=uuid4(),
        by=by,
        now=now,
    )


def offer(initiative, person, **more):
    plain = {"text": "Twee kruiwagens lenen", "due_on": DAY, "words": "Met liefde."}
    return offers.make(
        initiative, key=uuid4(), by=person, **{"maker": Party(person=person)} | plain | more
    )


def page(address, person=None, status=200):
    response = browser_of(person).get(address)
    html = response.content.decode()
    assert response.status_code == status
    assert problems(html) == []
    return html


# Asking


def test_a_team_asks_the_municipality_and_gets_an_officer_and_a_date(place, initiative):
    form = reverse("initiatives:ask_help", args=[initiative.pk])
    assert "Vraag hulp" in page(form, place.starter)

    sent = browser_of(place.starter).post(
        form,
        {
            "key": uuid4(),
            "kind": "place",
            "text": "Mogen wij het veldje?",
            "asked_of": "municipality",
        },
    )

    request = SupportRequest.objects.get()
    assert sent.url == request.get_absolute_url()
    assert request.officer == place.officer
    assert request.due_at == due_at(request.at, 10)
    mail = Message.objects.get(subject="Een vraag van Moestuin")
    assert mail.to == place.officer.email
    html = page(request.get_absolute_url())
    assert "Antwoord uiterlijk" in html
    assert "Olga Officier antwoordt namens de gemeente." in html
    assert "Hulp en afspraken" in page(initiative.get_absolute_url())


def test_the_term_is_that_of_the_municipality(place, initiative):
    Term.objects.create(
        municipality=place.neighbourhood.municipality, kind="request", working_days=3
    )
    assert ask(initiative, place.starter).due_at == due_at(MONDAY, 3)


def test_bad_input_gets_a_message_and_keeps_what_was_typed(place, initiative):
    housing(place)
    form = reverse("initiatives:ask_help", args=[initiative.pk])
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    sent = browser_of(place.starter).post(
        form,
        {
            "key": uuid4(),
            "kind": "place",
            "text": "Het veldje",
            "asked_of": "organisation",
            "wanted_on": yesterday,
        },
    )
    html = sent.content.decode()
    assert sent.status_code == 422
    assert "Kies een organisatie." in html
    assert "Kies een datum vanaf vandaag" in html
    assert "Het veldje" in html
    empty = browser_of(place.starter).post(form, {"key": uuid4()})
    for words in ("Kies wat u nodig heeft.", "Schrijf wat u vraagt.", "Kies aan wie."):
        assert words in empty.content.decode()


def test_a_team_asks_anybody_but_itself(place, initiative):
    initiative.team.is_listed = True
    initiative.team.save()
    ActiveIn.objects.create(organisation=initiative.team, neighbourhood=place.neighbourhood)
    address = reverse("initiatives:ask_help", args=[initiative.pk])
    browser = browser_of(place.starter)
    assert f'value="{initiative.team_id}"' not in browser.get(address).content.decode()

    sent = {"kind": "permission", "text": "Mag het?", "asked_of": "organisation", "key": uuid4()}
    refused = browser.post(address, sent | {"organisation": initiative.team_id})

    assert refused.status_code == 422
    assert "Mag het?" in refused.content.decode()
    assert not SupportRequest.objects.exists()


def test_pressing_twice_asks_once(place, initiative):
    key = uuid4()
    form = {"key": key, "kind": "place", "text": "Het veldje", "asked_of": "neighbours"}
    for _ in range(2):
        browser_of(place.starter).post(reverse("initiatives:ask_help", args=[initiative.pk]), form)
    assert SupportRequest.objects.count() == 1


def test_yes_makes_an_agreement_that_both_can_read(place, initiative):
    request = ask(initiative, place.starter)
    browser = browser_of(place.officer)
    html = page(request.get_absolute_url(), place.officer)
    assert "Zo komt de afspraak er te staan" in html

    form = {"key": uuid4(), "seen": 0, "text": "Het veldje tot oktober", "due_on": DAY.isoformat()}
    for _ in range(2):
        browser.post(reverse("initiatives:say_yes", args=[initiative.pk, request.pk]), form)

    agreement = Agreement.objects.get()
    assert agreement.maker.kind == "municipality"
    assert agreement.receiver == initiative.team
    assert agreement.officer == place.officer
    assert InitiativeAgreement.objects.get().initiative == initiative
    request.refresh_from_db()
    assert request.state == "agreed"
    assert "Het veldje tot oktober" in page(request.get_absolute_url())
    listed = page(reverse("portal:agreements", args=["rietwijk"]))
    assert "Het veldje tot oktober" in listed
    mail = Message.objects.get(subject="Over een vraag van Moestuin")
    assert "Het antwoord is ja." in mail.body


def test_no_needs_a_reason_and_what_is_possible(place, initiative):
    request = ask(initiative, place.starter)
    path = reverse("initiatives:say_no", args=[initiative.pk, request.pk])

    form = {"key": uuid4(), "seen": 0, "reason": "Vervuild."}
    refused = browser_of(place.officer).post(path, form)
    assert refused.status_code == 422
    assert "Schrijf wat er wel kan." in refused.content.decode()
    assert "Vervuild." in refused.content.decode()

    browser_of(place.officer).post(path, form | {"key": uuid4(), "possible": "Bakken erop."})
    html = page(request.get_absolute_url())
    assert "Vervuild." in html
    assert "Bakken erop." in html


def test_talking_about_it_is_public_and_does_not_move_the_date(place, initiative):
    request = ask(initiative, place.starter)
    path = reverse("initiatives:talk", args=[initiative.pk, request.pk])
    empty = browser_of(place.officer).post(path, {"key": uuid4(), "seen": 0})
    assert empty.status_code == 422
    assert "Schrijf waarover u praat." in empty.content.decode()

    form = {"key": uuid4(), "seen": 0, "words": "We kijken samen naar het veldje."}
    for _ in range(2):
        assert browser_of(place.officer).post(path, form).status_code == 302

    before = request.due_at
    request.refresh_from_db()
    assert (request.state, request.due_at) == ("in_conversation", before)
    html = page(request.get_absolute_url())
    assert "We kijken samen naar het veldje." in html
    assert "Antwoord uiterlijk" in html
    assert "In gesprek." in page(reverse("initiatives:helping", args=[initiative.pk]))
    mail = Message.objects.get(subject="Over een vraag van Moestuin")
    assert mail.to == place.starter.email
    assert "We kijken samen naar het veldje." in mail.body
    requests.say_no(request, reason="Nee.", possible="Later.", seen=1, by=place.officer, now=MONDAY)
    assert "We kijken samen" not in page(request.get_absolute_url())


def test_whom_a_colleague_was_ahead_of_keeps_their_words(place, initiative):
    request = ask(initiative, place.starter)
    requests.say_no(
        request, reason="Nee.", possible="Later.", seen=0, by=place.coordinator, now=MONDAY
    )
    late = browser_of(place.officer).post(
        reverse("initiatives:say_yes", args=[initiative.pk, request.pk]),
        {"key": uuid4(), "seen": 0, "text": "Het veldje", "due_on": DAY.isoformat()},
    )
    assert late.status_code == 409
    assert "Iemand was u voor." in late.content.decode()
    assert "Het veldje" in late.content.decode()
    assert not Agreement.objects.exists()


def test_an_organisation_that_was_asked_answers_itself(place, initiative):
    organisation, ruud = housing(place)
    request = ask(
        initiative, place.starter, asked_of=AskedOf.ORGANISATION, organisation=organisation
    )
    assert Message.objects.filter(to=ruud.email).exists()
    path = reverse("initiatives:say_yes", args=[initiative.pk, request.pk])
    form = {"key": uuid4(), "seen": 0, "text": "Een kraan", "due_on": DAY.isoformat()}
    for person in (place.officer, place.starter, UserFactory()):
        assert browser_of(person).post(path, form).status_code == 403

    browser_of(ruud).post(path, form)

    assert Agreement.objects.get().maker == organisation


def test_who_owes_an_answer_is_reminded_and_the_coordinator_hears_when_it_is_late(
    place, initiative, time_machine
):
    request = ask(initiative, place.starter)
    Message.objects.all().delete()
    time_machine.move_to(request.due_at - timedelta(hours=2), tick=False)
    remind()
    remind()
    today = Message.objects.filter(subject__startswith="Vandaag wacht een team op antwoord")
    assert [one.to for one in today] == [place.officer.email]
    time_machine.move_to(request.due_at + timedelta(hours=12), tick=False)
    remind()
    late = Message.objects.filter(subject__startswith="Een team kreeg te laat antwoord")
    assert {one.to for one in late} == {place.officer.email, place.coordinator.email}
    assert "Het antwoord is te laat" in page(request.get_absolute_url())


def test_what_is_no_longer_needed_waits_for_nobody(place, initiative):
    request = ask(initiative, place.starter)
    path = reverse("initiatives:withdraw_request", args=[initiative.pk, request.pk])
    assert browser_of(place.officer).post(path).status_code == 403
    browser_of(place.starter).post(path)
    assert not SupportRequest.objects.open().exists()
    told = Message.objects.filter(subject="Over een vraag van Moestuin")
    assert [one.to for one in told] == [place.officer.email]


def test_a_request_moves_along_with_a_hand_over_on_the_same_date(place, initiative):
    request = ask(initiative, place.starter)
    requests.hand_over(place.officer, place.coordinator, place.neighbourhood)
    before = request.due_at
    request.refresh_from_db()
    assert (request.officer, request.due_at) == (place.coordinator, before)


# Offering


def test_a_neighbour_offers_and_the_team_says_yes(place, initiative):
    request = ask(initiative, place.starter, asked_of=AskedOf.NEIGHBOURS)
    noor = UserFactory(name="Noor")
    form = reverse("initiatives:make_offer", args=[initiative.pk])
    assert request.text in page(f"{form}?vraag={request.pk}", noor)

    browser_of(noor).post(
        f"{form}?vraag={request.pk}",
        {"key": uuid4(), "text": "Mijn schuur", "due_on": DAY.isoformat(), "words": "Graag!"},
    )

    made = Offer.objects.get()
    mail = Message.objects.get(subject="Een aanbod voor Moestuin")
    assert mail.to == place.starter.email
    assert noor.email not in mail.body
    html = page(made.get_absolute_url(), place.starter)
    assert "Zegt het team ja, dan wordt dit de afspraak" in html
    assert "Noor, voor Moestuin, uiterlijk" in html
    browser_of(place.starter).post(
        reverse("initiatives:accept_offer", args=[initiative.pk, made.pk]), {"words": "Super."}
    )
    agreement = Agreement.objects.get()
    assert agreement.maker_person == noor
    request.refresh_from_db()
    assert request.state == "agreed"
    answer = Message.objects.get(subject="Over uw aanbod voor Moestuin")
    assert "Super." in answer.body
    assert place.starter.email not in answer.body
    assert "Mijn schuur" in page(reverse("initiatives:helping", args=[initiative.pk]))


def test_nobody_but_the_two_sees_an_offer(place, initiative):
    noor = UserFactory()
    made = offer(initiative, noor)
    for person in (None, UserFactory(), place.officer):
        response = browser_of(person).get(made.get_absolute_url())
        assert response.status_code == (302 if person is None else 404)
    assert "kruiwagens" not in page(reverse("initiatives:helping", args=[initiative.pk]))
    assert "kruiwagens" in page(reverse("initiatives:helping", args=[initiative.pk]), place.starter)
    assert not Event.objects.filter(verb="offer_made", is_public=True).exists()


def test_a_team_says_liever_niet_without_a_reason(place, initiative):
    noor = UserFactory()
    made = offer(initiative, noor)
    browser_of(place.starter).post(
        reverse("initiatives:decline_offer", args=[initiative.pk, made.pk])
    )
    made.refresh_from_db()
    assert made.state == "declined"
    assert "Dank u wel dat u het aanbood" in Message.objects.get(to=noor.email).body
    assert not Agreement.objects.exists()


def test_a_team_talks_about_an_offer_first_and_answers_later(place, initiative):
    noor = UserFactory()
    made = offer(initiative, noor)
    path = reverse("initiatives:talk_about_offer", args=[initiative.pk, made.pk])
    assert browser_of(noor).post(path).status_code == 403
    for _ in range(2):
        browser_of(place.starter).post(path, {"words": "Zaterdag bespreken we het."})
    mail = Message.objects.get(to=noor.email)
    assert "Het team praat nog over uw aanbod." in mail.body
    html = page(made.get_absolute_url(), noor)
    assert "Zaterdag bespreken we het." in html
    assert "Trek mijn aanbod in" in html
    assert "Ja, graag" in page(made.get_absolute_url(), place.starter)
    offers.accept(made, words="", by=place.starter, now=MONDAY)
    with pytest.raises(AlreadyAnswered):
        offers.talk(made, words="Nog even.", by=place.starter, now=MONDAY)


def test_a_partner_asks_to_join_and_the_team_decides(place, initiative):
    organisation, ruud = housing(place)
    form = reverse("initiatives:make_offer", args=[initiative.pk])
    html = page(form, ruud)
    assert "Namens wie?" in html

    browser_of(ruud).post(
        form, {"key": uuid4(), "name_of": organisation.pk, "role": "joins", "words": "Wij ook."}
    )
    made = Offer.objects.get()
    assert not InitiativeParty.objects.exists(), "a partner offers, the team accepts"
    browser_of(place.starter).post(
        reverse("initiatives:accept_offer", args=[initiative.pk, made.pk])
    )

    party = InitiativeParty.objects.get()
    assert (party.organisation, party.role) == (organisation, "joins")
    assert "Bekijk wie er samen aan werken" in page(initiative.get_absolute_url())
    assert "De Zaanoever" in page(reverse("initiatives:together", args=[initiative.pk]))
    assert not Agreement.objects.exists(), "it promised nothing more"


def test_somebody_alone_cannot_join_as_an_organisation(place, initiative):
    organisation, ruud = housing(place)
    sent = browser_of(ruud).post(
        reverse("initiatives:make_offer", args=[initiative.pk]),
        {"key": uuid4(), "name_of": "ik", "role": "runs", "words": "Ik"},
    )
    assert "Kies namens welke organisatie u meedoet." in sent.content.decode()
    sent = browser_of(ruud).post(
        reverse("initiatives:make_offer", args=[initiative.pk]),
        {"key": uuid4(), "name_of": organisation.pk, "text": "Zand"},
    )
    assert "Kies een datum." in sent.content.decode()


def test_a_team_offers_nothing_to_itself(place, initiative):
    sent = browser_of(place.starter).get(
        reverse("initiatives:make_offer", args=[initiative.pk]), follow=True
    )
    assert "Dit is uw eigen initiatief." in sent.content.decode()
    with pytest.raises(NotPossible):
        offer(initiative, place.starter)
    with pytest.raises(NotPossible):
        offer(initiative, UserFactory(), maker=Party(initiative.team))


def test_an_offer_is_taken_back_until_the_team_answered(place, initiative):
    noor = UserFactory()
    made = offer(initiative, noor)
    path = reverse("initiatives:withdraw_offer", args=[initiative.pk, made.pk])
    assert browser_of(place.starter).post(path).status_code == 403
    browser_of(noor).post(path)
    with pytest.raises(AlreadyAnswered):
        offers.accept(made, words="", by=place.starter, now=MONDAY)
    assert not Agreement.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_organisers_who_accept_at_once_make_one_agreement():
    place = make_place()
    initiative = place.send()
    second = MemberFactory(organisation=initiative.team).person
    made = offer(initiative, UserFactory())

    results = at_once(
        [
            lambda person=person: offers.accept(made, words="", by=person, now=MONDAY)
            for person in (place.starter, second, place.starter, second)
        ]
    )

    assert [one.state for one in results] == ["agreed"] * 4
    assert Agreement.objects.count() == 1
    assert Event.objects.filter(verb="offer_accepted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_offer_withdrawn_while_it_is_accepted_ends_one_way():
    place = make_place()
    initiative, noor = place.send(), UserFactory()
    made = offer(initiative, noor)

    results = at_once(
        [
            lambda: offers.accept(made, words="", by=place.starter, now=MONDAY),
            lambda: offers.withdraw(made, by=noor, now=MONDAY),
        ]
    )

    assert sum(isinstance(one, AlreadyAnswered) for one in results) == 1
    made.refresh_from_db()
    assert Agreement.objects.count() == (1 if made.state == "agreed" else 0)


@pytest.mark.parametrize("kind", ["housing", "residents_company"])
def test_partners_and_residents_offer_on_the_same_screen(place, initiative, kind):
    organisation = OrganisationFactory(kind=kind, neighbourhood=place.neighbourhood)
    person = MemberFactory(organisation=organisation, person=UserFactory(name="Ruud")).person
    team = MemberFactory(
        organisation=TeamFactory(neighbourhood=place.neighbourhood, name="Buurttuin")
    ).person
    shown = []
    for one in (person, team):
        html = page(reverse("initiatives:make_offer", args=[initiative.pk]), one)
        shown.append([words in html for words in ("Namens wie?", "Wilt u meedoen", "Uiterlijk op")])
    assert shown == [[True] * 3] * 2


# What belongs to it


def test_the_part_for_the_page_is_what_htmx_asks_for(place, initiative):
    ask(initiative, place.starter)
    part = (
        browser_of()
        .get(
            reverse("initiatives:helping", args=[initiative.pk]),
            headers={"HX-Request": "true", "HX-Target": "hulp"},
        )
        .content.decode()
    )
    assert part.strip().startswith('<div id="hulp"')
    assert fragment_problems(part) == []


def test_what_is_hidden_takes_its_requests_and_agreements_along(place, initiative):
    request = ask(initiative, place.starter)
    made = offers.accept(offer(initiative, UserFactory()), words="", by=place.starter, now=MONDAY)
    initiatives.hide(initiative, "Er stond een nummer in.", by=place.officer)
    for address in (request.get_absolute_url(), made.agreement.get_absolute_url()):
        assert browser_of().get(address).status_code == 404
    assert "kruiwagens" not in page(reverse("portal:agreements", args=["rietwijk"]))
    initiatives.show(initiative, by=place.officer)
    assert "kruiwagens" in page(reverse("portal:agreements", args=["rietwijk"]))


def test_who_is_erased_leaves_the_promise_without_a_name(place, initiative):
    noor = UserFactory(name="Noor Naam")
    made = offers.accept(offer(initiative, noor), words="", by=place.starter, now=MONDAY)
    erase(noor, now=timezone.now())
    assert "Noor Naam" not in page(made.agreement.get_absolute_url())


def test_joining_with_a_promise_makes_both(place, initiative):
    organisation, ruud = housing(place)
    made = offer(initiative, ruud, maker=Party(organisation), role=PartyRole.RUNS)
    offers.accept(made, words="", by=place.starter, now=MONDAY)
    assert InitiativeParty.objects.get().role == "runs"
    assert Agreement.objects.get().maker == organisation

"""The house rules: anybody flags, nobody learns who did, and one decision stands."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import erase
from accounts.models import User
from activity import flags
from activity.models import Event, Flag
from initiatives.actions import conversation, initiatives
from initiatives.models import Reaction
from initiatives.states import ReactionState, Visibility
from neighbourhoods.models import Membership
from neighbourhoods.states import Role
from outbox.models import Message
from portal.actions import moderating
from portal.actions.moderating import AlreadyDecided, Decision
from tests.factories import (
    AdministratorFactory,
    MembershipFactory,
    NeighbourhoodFactory,
    UserFactory,
)
from tests.html import problems
from tests.initiatives.conftest import browser_of, make_place
from tests.threads import at_once

REASON = "Huisregel 1: wees vriendelijk."
QUEUE = "/wijk/rietwijk/moderatie/"


@pytest.fixture
def place(db):
    return make_place()


@pytest.fixture
def initiative(place):
    return place.send()


@pytest.fixture
def noor(db):
    return UserFactory(name="Noor")


@pytest.fixture
def rude(initiative, noor):
    """A reaction that is not nice."""
    return said(initiative, "Jullie zijn dom", by=noor)


def said(initiative, text, *, by):
    now = timezone.now()
    return conversation.react(initiative, text, key=uuid4(), by=by, now=now)


def kind_of(thing):
    return next(kind for kind in flags.registered() if isinstance(thing, kind.model))


def flag_page(thing):
    return reverse("portal:flag", args=[kind_of(thing).path, thing.pk])


def appeal_page(thing):
    return reverse("portal:appeal", args=[kind_of(thing).path, thing.pk])


def report(thing, by=None, reason="unkind", words="Dit kan niet."):
    sent = {"reason": reason, "words": words}
    response = browser_of(by or UserFactory()).post(flag_page(thing), sent)
    assert response.status_code == 302
    return Flag.objects.order_by("pk").last()


def row(thing):
    return f"{kind_of(thing).path}-{thing.pk}"


def decide(person, *things, decision="hidden", reason=REASON, form="bulk", follow=True):
    sent = {"row": [row(thing) for thing in things], "decision": decision}
    sent |= {"reason": reason, "form": form}
    return browser_of(person).post(QUEUE, sent, follow=follow)


def talk_of(initiative):
    """What a visitor reads of the conversation."""
    address = reverse("initiatives:reactions", args=[initiative.pk])
    return browser_of(None).get(address).content.decode()


def queue_of(person):
    response = browser_of(person).get(QUEUE)
    assert response.status_code == 200
    html = response.content.decode()
    assert problems(html) == []
    return html


# Flagging


def test_a_flag_reaches_who_moderates_with_words_and_reason(place, rude):
    report(rude)
    html = queue_of(place.officer)
    assert "Jullie zijn dom" in html
    assert "Dit kan niet." in html
    assert "onaardig, haatdragend of bedreigend" in html
    assert "1 keer gemeld" in html


def test_one_person_flags_a_thing_once(place, rude):
    buur = UserFactory()
    for _ in range(2):
        report(rude, by=buur)
    report(rude)
    assert Flag.objects.count() == 2
    assert "2 keer gemeld" in queue_of(place.officer)
    assert queue_of(place.officer).count('class="wijk-quote" dir="auto">Jullie zijn dom') == 1
    assert "U heeft dit al gemeld" in browser_of(buur).get(flag_page(rude)).content.decode()
    assert Event.objects.filter(verb="flagged").count() == 2


def test_nobody_learns_who_flagged(place, initiative, rude, noor):
    """Not the author, not the team, and not who moderates."""
    reporter = UserFactory(name="Klikspaan")
    report(rude, by=reporter)
    decide(place.officer, rude)
    talk = reverse("initiatives:reactions", args=[initiative.pk])
    pages = [initiative.get_absolute_url(), talk, "/wijk/rietwijk/", "/mijn/berichten/"]
    for person in (noor, place.starter, place.officer):
        for path in pages:
            assert "Klikspaan" not in browser_of(person).get(path).content.decode()
    assert "Klikspaan" not in browser_of(place.officer).get(QUEUE).content.decode()
    named = Message.objects.filter(body__contains="Klikspaan")
    assert set(named.values_list("to", flat=True)) == {reporter.email}
    assert not Event.objects.filter(verb="flagged", is_public=True).exists()


# Who hears


def mailed(subject):
    return sorted(Message.objects.filter(subject__contains=subject).values_list("to", flat=True))


def test_who_moderates_hears_of_the_first_flag_of_a_thing_and_not_of_the_next(place, rude, noor):
    for _person in range(3):
        report(rude, words="Klikwoord")
    other = said(rude.initiative, "Ga toch weg", by=noor)
    report(other)

    office = sorted([place.officer.email, place.coordinator.email])
    assert mailed("Er wacht een melding in Rietwijk") == sorted(office * 2)
    mail = Message.objects.filter(to=place.officer.email, subject__contains="melding").first()
    assert QUEUE in mail.body
    for words in ("dom", "Klikwoord", "Moestuin"):
        assert words not in mail.body
    assert not Event.objects.filter(verb="flag_waits").exclude(actor=None, is_public=False).exists()
    assert "Er wacht een melding in Rietwijk" in (
        browser_of(place.officer).get("/mijn/berichten/").content.decode()
    )


def test_after_a_decision_the_next_flag_is_a_first_one_again(place, rude):
    report(rude)
    decide(place.officer, rude, decision="stays", reason="")
    report(rude)
    assert Event.objects.filter(verb="flag_waits").count() == 2


def test_an_objection_is_heard_of_too(place, rude, noor):
    report(rude)
    decide(place.officer, rude)
    Message.objects.all().delete()
    browser_of(noor).post(appeal_page(rude), {"words": "Het was een grapje"})
    assert mailed("Er wacht een melding") == sorted([place.officer.email, place.coordinator.email])


def test_where_nobody_works_the_administrator_hears_and_who_flags_does_not(place, rude):
    report(rude, by=place.officer)
    assert mailed("Er wacht een melding") == [place.coordinator.email]
    Message.objects.all().delete()
    Flag.objects.all().delete()
    Membership.objects.update(ended_at=timezone.now())
    administrator = AdministratorFactory(municipality=place.neighbourhood.municipality).person
    report(rude)
    assert mailed("Er wacht een melding") == [administrator.email]


@pytest.mark.parametrize(
    ("decision", "says"),
    [("hidden", "Het is nu verborgen."), ("stays", "Het past bij de huisregels en blijft staan.")],
)
def test_who_flagged_hears_what_was_decided_and_nothing_more(place, rude, decision, says):
    buur, other = UserFactory(name="Buur"), UserFactory(mail=User.Mail.NONE)
    for person in (buur, other):
        report(rude, by=person)
    decide(place.officer, rude, decision=decision)

    assert mailed("Wat u meldde, is bekeken") == [buur.email]
    body = Message.objects.get(to=buur.email).body
    assert says in body
    assert "U krijgt dit bericht omdat u iets meldde." in body
    for words in ("Jullie zijn dom", "Noor", "Olga", REASON, "Moestuin"):
        assert words not in body
    page = browser_of(other).get("/mijn/berichten/").content.decode()
    assert "Wat u meldde, is bekeken" in page


def test_who_flagged_hears_also_when_its_author_took_it_away(rude, noor):
    buur = UserFactory()
    report(rude, by=buur)
    conversation.remove(rude, by=noor, now=timezone.now())
    assert mailed("Wat u meldde, is bekeken") == [buur.email]
    assert "heeft het zelf weggehaald" in Message.objects.get(to=buur.email).body


def test_who_flagged_hears_also_of_what_was_hidden_on_its_own_page(place, initiative):
    report(initiative, by=(buur := UserFactory()))
    initiatives.hide(initiative, "Een telefoonnummer", by=place.officer)
    assert mailed("Wat u meldde, is bekeken") == [buur.email]


@pytest.mark.django_db(transaction=True)
def test_flags_at_the_same_moment_are_heard_of_once():
    place = make_place()
    thing = said(place.send(), "Jullie zijn dom", by=UserFactory())
    kind = kind_of(thing)

    def press():
        moderating.report(kind, thing, Flag.Reason.UNKIND, words="", by=UserFactory())

    assert at_once([press] * 4) == [None] * 4
    assert Event.objects.filter(verb="flag_waits").count() == 1


def test_a_flag_without_a_reason_is_refused_and_its_words_are_kept(rude):
    sent = {"words": "Kijk hier eens naar"}
    response = browser_of(UserFactory()).post(flag_page(rude), sent)
    assert response.status_code == 422
    assert "Kijk hier eens naar" in response.content.decode()
    assert "Kies wat er mis is." in response.content.decode()
    assert not Flag.objects.exists()


@pytest.mark.parametrize("reason", ["first", "appeal", "onzin"])
def test_nobody_flags_in_the_name_of_an_author(rude, reason):
    response = browser_of(UserFactory()).post(flag_page(rude), {"reason": reason})
    assert response.status_code == 422
    assert not Flag.objects.exists()


def test_what_one_cannot_read_or_wrote_oneself_cannot_be_flagged(place, initiative, rude, noor):
    assert browser_of(noor).get(flag_page(rude)).status_code == 404
    assert browser_of(place.starter).get(flag_page(initiative)).status_code == 404
    conversation.hide(rude, REASON, by=place.officer)
    assert browser_of(UserFactory()).get(flag_page(rude)).status_code == 404
    assert browser_of(UserFactory()).get("/melden/onzin/1/").status_code == 404


def test_a_flag_of_who_is_erased_says_no_more_what_they_wrote(rude):
    buur = UserFactory()
    report(rude, by=buur, words="Hij woont naast mij op nummer 3")
    erase(buur, now=timezone.now())
    flag = Flag.objects.get()
    assert (flag.reason, flag.words) == ("unkind", "")


def test_the_house_rules_can_be_read(client):
    assert "Wees vriendelijk" in client.get("/huisregels/").content.decode()


# Deciding


def test_hiding_tells_the_author_why_and_hides_it_from_others(place, initiative, rude, noor):
    report(rude)
    response = decide(place.officer, rude)
    assert "Wie het schreef, weet waarom." in response.content.decode()
    assert "Jullie zijn dom" not in talk_of(initiative)
    mail = Message.objects.get(to=noor.email)
    assert REASON in mail.body
    assert appeal_page(rude) in mail.body
    flag = Flag.objects.get()
    assert (flag.decision, flag.decided_by) == ("hidden", place.officer)
    assert not list(queue_of(place.coordinator).split('name="row"')[1:][1:])


def test_what_stays_stays_and_its_author_is_not_mailed(place, rude, noor):
    flag = report(rude)
    Message.objects.all().delete()
    response = decide(place.officer, rude, decision="stays", reason="")
    assert "Het blijft staan." in response.content.decode()
    assert Reaction.objects.get().state == ReactionState.PUBLIC
    assert Message.objects.get().to == flag.reporter.email
    assert Event.objects.filter(verb="flag_dismissed", actor=place.officer).count() == 1
    assert "Er is niets gemeld" in queue_of(place.officer)


def test_an_initiative_is_moderated_in_the_same_queue(place, initiative):
    report(initiative)
    decide(place.coordinator, initiative)
    initiative.refresh_from_db()
    assert (initiative.visibility, initiative.hidden_reason) == (Visibility.HIDDEN, REASON)
    mail = Message.objects.filter(to=place.starter.email).latest("pk")
    assert appeal_page(initiative) in mail.body


@pytest.mark.parametrize("form", ["bulk", "of the row"])
def test_hiding_without_a_reason_is_refused_and_all_that_was_chosen_is_kept(
    place, initiative, rude, noor, form
):
    other = said(initiative, "En lelijk ook", by=noor)
    for thing in (rude, other):
        report(thing)
    chosen = [rude, other] if form == "bulk" else [rude]
    form = form if form == "bulk" else row(rude)
    response = decide(place.officer, *chosen, reason=" ", form=form)
    assert response.status_code == 422
    html = response.content.decode()
    assert "Schrijf welke huisregel het is, en waarom." in html
    assert problems(html) == []
    assert html.count("checked") == (2 if form == "bulk" else 0)
    assert Flag.objects.open().count() == 2


def test_several_are_decided_at_once(place, initiative, noor):
    rows = [said(initiative, f"Reclame {number}", by=noor) for number in range(3)]
    for thing in rows:
        report(thing, reason="advertising")
    response = decide(place.officer, *rows[:2], reason="Huisregel 3: geen reclame.")
    assert "2 zijn verborgen" in response.content.decode()
    states = list(Reaction.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["hidden", "hidden", "public"]


def test_nothing_chosen_is_nothing_done(place, rude):
    report(rude)
    response = decide(place.officer)
    assert response.status_code == 422
    assert "Kies eerst waarover u beslist." in response.content.decode()


@pytest.mark.parametrize(
    "key", ["", "onzin", "reactie-", "reactie-x", "reactie-" + "9" * 30, "x-1"]
)
def test_a_row_that_does_not_exist_is_no_error(place, rude, key):
    report(rude)
    sent = {"row": [key], "decision": "hidden", "reason": REASON, "form": "bulk"}
    assert browser_of(place.officer).post(QUEUE, sent).status_code in {302, 422}
    undone = browser_of(place.officer).post(f"{QUEUE}tonen/", {"row": key})
    assert undone.status_code == 302
    assert Reaction.objects.get().state == ReactionState.PUBLIC


def test_the_first_decision_stands_and_the_second_reads_it(place, rude, noor):
    report(rude)
    decide(place.officer, rude, decision="stays")
    response = decide(place.coordinator, rude)
    html = response.content.decode()
    assert "Olga Officier was u voor: blijft staan." in html
    assert Reaction.objects.get().state == ReactionState.PUBLIC
    assert not Message.objects.filter(to=noor.email).exists()


def test_two_who_decide_at_once_do_not_both_decide(transactional_db):
    place = make_place()
    reaction = said(place.send(), "Jullie zijn dom", by=UserFactory())
    report(reaction)
    kind = kind_of(reaction)

    def decide_as(person, decision):
        def act():
            try:
                moderating.decide(kind, reaction.pk, decision, reason=REASON, by=person)
            except AlreadyDecided:
                return "second"
            return "first"

        return act

    first, second = (place.officer, Decision.STAYS), (place.coordinator, Decision.HIDDEN)
    outcomes = at_once([decide_as(*first), decide_as(*second)])
    assert all(isinstance(outcome, str) for outcome in outcomes), outcomes
    assert sorted(outcomes) == ["first", "second"]
    hidden = Reaction.objects.get().state == ReactionState.HIDDEN
    assert Flag.objects.get().decision == ("hidden" if hidden else "stays")


def test_who_does_not_moderate_here_decides_nothing(place, rude, noor):
    report(rude)
    elsewhere = NeighbourhoodFactory()
    people = [
        place.starter,
        noor,
        MembershipFactory(neighbourhood=place.neighbourhood, role=Role.BUILDER).person,
        MembershipFactory(neighbourhood=elsewhere).person,
        AdministratorFactory().person,
    ]
    for person in people:
        assert decide(person, rude).status_code == 403
        undo = browser_of(person).post(f"{QUEUE}tonen/", {"row": row(rude)})
        assert undo.status_code == 403
    assert Flag.objects.open().exists()


def test_a_moderator_decides_nothing_of_another_neighbourhood(place, rude):
    report(rude)
    elsewhere = MembershipFactory(neighbourhood=NeighbourhoodFactory(slug="elders")).person
    sent = {"row": [row(rude)], "decision": "hidden", "reason": REASON, "form": "bulk"}
    assert browser_of(elsewhere).post("/wijk/elders/moderatie/", sent).status_code == 302
    assert Flag.objects.open().exists()
    decide(place.officer, rude)
    browser_of(elsewhere).post("/wijk/elders/moderatie/tonen/", {"row": row(rude)})
    assert Reaction.objects.get().state == ReactionState.HIDDEN


# Objecting and undoing


def test_an_author_objects_once_and_it_is_looked_at_again(place, rude, noor):
    report(rude)
    decide(place.officer, rude)
    sent = {"words": "Het was een grapje onder buren."}
    assert browser_of(noor).post(appeal_page(rude), sent).status_code == 302
    browser_of(noor).post(appeal_page(rude), {"words": "Nog een keer"})
    html = queue_of(place.coordinator)
    assert "Bezwaar" in html
    assert "Het was een grapje onder buren." in html
    assert "Nog een keer" not in html
    decide(place.coordinator, rude, decision="stays", reason="")
    assert Reaction.objects.get().state == ReactionState.PUBLIC
    assert "Iedereen kan uw reactie" in Message.objects.filter(to=noor.email).latest("pk").subject


def test_an_objection_that_is_denied_is_answered_with_a_reason(place, rude, noor):
    report(rude)
    decide(place.officer, rude)
    browser_of(noor).post(appeal_page(rude), {"words": "Het was een grapje."})
    decide(place.coordinator, rude, reason="Ook een grapje kan kwetsen.")
    assert Reaction.objects.get().state == ReactionState.HIDDEN
    mail = Message.objects.filter(to=noor.email).latest("pk")
    assert "Ook een grapje kan kwetsen." in mail.body
    again = browser_of(noor).get(appeal_page(rude)).content.decode()
    assert "Dat kan één keer" in again


def test_only_the_author_objects_and_only_to_what_is_hidden(place, initiative, rude, noor):
    assert browser_of(noor).post(appeal_page(rude), {"words": "Waarom?"}).status_code == 404
    conversation.hide(rude, REASON, by=place.officer)
    for person in (UserFactory(), place.starter, place.officer):
        assert browser_of(person).post(appeal_page(rude), {"words": "x"}).status_code == 404
    assert browser_of(noor).post(appeal_page(rude), {}).status_code == 422
    initiatives.hide(initiative, REASON, by=place.officer)
    sent = {"words": "Er staat niets verkeerds in."}
    assert browser_of(place.starter).post(appeal_page(initiative), sent).status_code == 302


def test_what_was_hidden_can_be_shown_again(place, initiative, rude, noor):
    report(rude)
    decide(place.officer, rude)
    assert "Kort geleden verborgen" in queue_of(place.coordinator)
    for _ in range(2):
        browser_of(place.coordinator).post(f"{QUEUE}tonen/", {"row": row(rude)})
    assert "Jullie zijn dom" in talk_of(initiative)
    assert Event.objects.filter(verb="reaction_shown").count() == 1
    assert "Kort geleden verborgen" not in queue_of(place.officer)


def test_undoing_what_is_not_hidden_decides_nothing(place, rude):
    report(rude)
    browser_of(place.officer).post(f"{QUEUE}tonen/", {"row": row(rude)})
    assert Flag.objects.open().count() == 1


def test_what_is_decided_on_its_own_page_leaves_the_queue(place, initiative):
    """And an objection that waits is not decided by pressing hide once more."""
    report(initiative)
    officer = browser_of(place.officer)
    hide, show = (f"/initiatief/{initiative.pk}/{word}/" for word in ("verbergen", "tonen"))
    officer.post(hide, {"reason": REASON})
    assert not Flag.objects.open().exists()
    browser_of(place.starter).post(appeal_page(initiative), {"words": "Het klopt wel."})
    officer.post(hide, {"reason": REASON})
    assert Flag.objects.open().get().reason == Flag.Reason.APPEAL
    officer.post(show)
    assert not Flag.objects.open().exists()


# A newcomer's first words


def test_a_first_reaction_waits_in_the_queue_and_is_let_through(place, initiative, noor):
    path = reverse("portal:manage_neighbourhood", args=["rietwijk"])
    texts = {"motto": "Samen", "introduction": "Hier is het fijn."}
    coordinator = browser_of(place.coordinator)
    assert coordinator.post(path, texts | {"holds_first_posts": "on"}).status_code == 302
    said(initiative, "Mijn eerste", by=noor)
    assert "Eerste bericht" in queue_of(place.officer)
    decide(place.officer, Reaction.objects.get(), decision="stays", reason="")
    assert "Mijn eerste" in talk_of(initiative)
    assert coordinator.post(path, texts).status_code == 302
    place.neighbourhood.refresh_from_db()
    assert not place.neighbourhood.holds_first_posts


# Mijn werk


def test_work_counts_what_waits_only_when_something_does(place, initiative, rude):
    def work(person):
        return browser_of(person).get("/mijn/werk/").content.decode()

    administrator = AdministratorFactory(municipality=place.neighbourhood.municipality).person
    elsewhere = MembershipFactory().person
    assert "Meldingen" not in work(place.officer)
    for thing in (rude, rude, initiative):
        report(thing)
    for person in (place.officer, place.coordinator, administrator):
        html = work(person)
        assert "Meldingen in Rietwijk" in html
        assert f'href="{QUEUE}"' in html
        assert '<span class="wijk-count wijk-count--quiet">2</span>' in html.replace("\n", "")
    assert "Meldingen" not in work(elsewhere)


@pytest.mark.parametrize("number", [1, 3, 50])
def test_the_queue_asks_as_much_for_one_as_for_many(
    place, initiative, number, django_assert_num_queries
):
    now = timezone.now()
    for nth in range(number):
        reaction = conversation.react(
            initiative, "x", key=uuid4(), by=UserFactory(), now=now + timedelta(hours=nth)
        )
        moderating.report(
            kind_of(reaction), reaction, Flag.Reason.OTHER, words="", by=UserFactory()
        )
    client = browser_of(place.officer)
    with django_assert_num_queries(9):
        client.get(QUEUE)

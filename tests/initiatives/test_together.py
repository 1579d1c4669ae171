"""Teams find each other, act together, or go on as one with everything kept (O116)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import erase
from activity.models import Event, Follow
from initiatives.actions import conversation, initiatives, joining_forces, reviews
from initiatives.models import (
    Initiative,
    InitiativeParty,
    Participant,
    Proposal,
    Support,
)
from initiatives.selections.choosing import MINE, Chosen
from initiatives.selections.finding import similar
from initiatives.selections.work import work_of
from initiatives.states import (
    AlreadyAnswered,
    NotPossible,
    ProposalKind,
    Stage,
    Status,
    Visibility,
)
from initiatives.tasks import bring_along
from neighbourhoods.permissions import office_of
from outbox.models import Message
from partners.models import Member
from tests.factories import MemberFactory, NeighbourhoodFactory, TeamFactory, UserFactory
from tests.html import fragment_problems, problems
from tests.initiatives.conftest import MONDAY, Place, browser_of, make_place
from tests.threads import at_once


@pytest.fixture
def other(place):
    """Of another resident, in the same neighbourhood."""
    return of_another(place).send(title="Samen groente kweken", now=MONDAY + timedelta(days=1))


def of_another(place):
    bram = UserFactory(name="Bram Buur")
    return Place(place.neighbourhood, place.officer, place.coordinator, bram)


def starter_of(initiative):
    return Member.objects.get(organisation=initiative.team, is_contact=True).person


def propose(asker, asked, kind=ProposalKind.TOGETHER, words="Zullen we?"):
    return joining_forces.propose(
        asker, asked, kind, words=words, key=uuid4(), by=starter_of(asker)
    )


def merged(goes, stays):
    proposal = propose(goes, stays, ProposalKind.INTO_THEIRS)
    joining_forces.accept(proposal, words="", by=starter_of(stays))
    goes.refresh_from_db()
    return Initiative.objects.get(pk=stays.pk)


def page(initiative, person=None):
    response = browser_of(person).get(initiative.get_absolute_url())
    html = response.content.decode()
    assert response.status_code == 200
    assert problems(html) == []
    return html


# Proposing


def test_a_team_proposes_and_the_other_says_yes_with_one_press(place, initiative, other):
    mine = browser_of(place.starter)
    found = mine.get(reverse("initiatives:together", args=[initiative.pk]), {"zoek": "groente"})
    assert other.title in found.content.decode()
    form = reverse("initiatives:propose", args=[initiative.pk, other.pk])
    assert "beide blijven bestaan" in mine.get(form).content.decode()
    sent = mine.post(form, {"key": uuid4(), "kind": "together", "words": "Wij zijn buren."})
    assert sent.status_code == 302

    proposal = Proposal.objects.get()
    mail = Message.objects.get(subject="Een voorstel voor Samen groente kweken")
    assert mail.to == starter_of(other).email
    assert "Wij zijn buren." in mail.body
    address = reverse("initiatives:proposal", args=[other.pk, proposal.pk])
    assert address in mail.body
    theirs = browser_of(starter_of(other))
    assert "Ja, we trekken samen op" in theirs.get(address).content.decode()
    theirs.post(
        reverse("initiatives:accept_proposal", args=[other.pk, proposal.pk]),
        {"words": "Leuk!"},
    )

    for this, that in ((initiative, other), (other, initiative)):
        assert "Bekijk wie er samen aan werken" in page(this)
        shown = browser_of(None).get(reverse("initiatives:together", args=[this.pk]))
        assert that.title in shown.content.decode()
    answer = Message.objects.get(subject="Antwoord op uw voorstel: Moestuin")
    assert "Het andere team zei ja." in answer.body
    assert "Leuk!" in answer.body


def test_the_part_of_the_page_is_what_htmx_asks_for(place, initiative, other):
    joining_forces.accept(propose(initiative, other), words="", by=starter_of(other))
    headers = {"HX-Request": "true", "HX-Target": "samen"}

    address = reverse("initiatives:together", args=[initiative.pk])
    part = browser_of(None).get(address, headers=headers).content.decode()

    assert part.strip().startswith('<div id="samen"')
    assert other.title in part
    assert fragment_problems(part) == []


def test_liever_niet_needs_no_reason_and_closes_nothing(place, initiative, other):
    proposal = propose(initiative, other)
    theirs = browser_of(starter_of(other))

    theirs.post(reverse("initiatives:decline_proposal", args=[other.pk, proposal.pk]))

    proposal.refresh_from_db()
    assert proposal.state == "declined"
    assert not InitiativeParty.objects.exists()
    answer = Message.objects.get(subject="Antwoord op uw voorstel: Moestuin")
    assert "doet dit nu liever niet" in answer.body
    assert propose(initiative, other).state == "open", "one may ask again"


def test_one_proposal_at_a_time_between_two(place, initiative, other):
    first = propose(initiative, other)

    assert propose(initiative, other, ProposalKind.INTO_OURS) == first
    assert propose(other, initiative) == first
    assert Message.objects.filter(subject__startswith="Een voorstel voor").count() == 1


def test_a_proposal_is_withdrawn_by_who_made_it(place, initiative, other):
    proposal = propose(initiative, other)
    mine, theirs = browser_of(place.starter), browser_of(starter_of(other))
    path = reverse("initiatives:withdraw_proposal", args=[other.pk, proposal.pk])
    assert theirs.post(path).status_code == 403

    mine.post(reverse("initiatives:withdraw_proposal", args=[initiative.pk, proposal.pk]))

    late = theirs.post(
        reverse("initiatives:accept_proposal", args=[other.pk, proposal.pk]), follow=True
    )
    assert "Iemand was u voor." in late.content.decode()
    assert not InitiativeParty.objects.exists()


def test_others_see_nothing_of_what_teams_propose(place, initiative, other):
    proposal = propose(initiative, other)
    address = reverse("initiatives:proposal", args=[other.pk, proposal.pk])
    for person in (UserFactory(), place.officer):
        assert browser_of(person).get(address).status_code == 403
        shown = browser_of(person).get(reverse("initiatives:together", args=[other.pk]))
        assert "stelt u iets voor" not in shown.content.decode()
    wrong = reverse("initiatives:proposal", args=[other.pk, proposal.pk + 1])
    assert browser_of(starter_of(other)).get(wrong).status_code == 404


def test_what_was_typed_too_long_is_kept_with_a_message(place, initiative, other):
    words = "a" * 501
    form = reverse("initiatives:propose", args=[initiative.pk, other.pk])
    sent = browser_of(place.starter).post(form, {"key": uuid4(), "kind": "", "words": words})
    assert sent.status_code == 422
    assert "Kies wat u voorstelt." in sent.content.decode()
    assert words in sent.content.decode()

    proposal = propose(initiative, other)
    answer = reverse("initiatives:accept_proposal", args=[other.pk, proposal.pk])
    answered = browser_of(starter_of(other)).post(answer, {"words": words})
    assert answered.status_code == 422
    assert words in answered.content.decode()


def test_neither_itself_nor_what_is_hidden_can_be_proposed_to(place, initiative, other):
    mine = browser_of(place.starter)
    to_itself = reverse("initiatives:propose", args=[initiative.pk, initiative.pk])
    assert mine.get(to_itself).status_code == 404
    Initiative.objects.filter(pk=other.pk).update(
        visibility=Visibility.HIDDEN, hidden_reason="Huisregel 1."
    )
    hidden = reverse("initiatives:propose", args=[initiative.pk, other.pk])
    assert mine.get(hidden).status_code == 404
    with pytest.raises(NotPossible):
        propose(initiative, initiative)


def test_those_of_two_neighbourhoods_act_together_and_stay_two(place, initiative):
    far = NeighbourhoodFactory(municipality=place.neighbourhood.municipality)
    away = Place(far, place.officer, place.coordinator, UserFactory(name="Vera Verweg")).send(
        title="Groente in de polder"
    )
    form = reverse("initiatives:propose", args=[initiative.pk, away.pk])
    assert "Samengaan: wij" not in browser_of(place.starter).get(form).content.decode()
    with pytest.raises(NotPossible):
        propose(initiative, away, ProposalKind.INTO_THEIRS)

    joining_forces.accept(propose(initiative, away), words="", by=starter_of(away))

    assert InitiativeParty.objects.standing().count() == 2


def test_who_leads_both_decides_at_once(place, initiative):
    second = place.send(title="Kippenhok")

    proposal = propose(initiative, second)

    assert proposal.state == "accepted"
    assert InitiativeParty.objects.count() == 2


def test_either_team_ends_it_and_may_begin_again(place, initiative, other):
    joining_forces.accept(propose(initiative, other), words="", by=starter_of(other))
    path = reverse("initiatives:part", args=[other.pk, initiative.pk])
    browser_of(starter_of(other)).post(path)
    browser_of(starter_of(other)).post(path)

    assert "Bekijk wie er samen aan werken" not in page(initiative)
    assert Event.objects.filter(verb="apart").count() == 2, "one line each, however often pressed"
    joining_forces.accept(propose(other, initiative), words="", by=starter_of(initiative))
    assert InitiativeParty.objects.standing().count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_of_a_team_who_answer_at_once_give_one_answer():
    place = make_place()
    initiative, other = place.send(), of_another(place).send(title="Kas")
    second = UserFactory()
    MemberFactory(organisation=other.team, person=second)
    proposal = propose(initiative, other, ProposalKind.INTO_THEIRS)

    results = at_once(
        [
            lambda: joining_forces.accept(proposal, words="", by=starter_of(other)),
            lambda: joining_forces.decline(proposal, words="", by=second),
        ]
    )

    refused = [one for one in results if isinstance(one, AlreadyAnswered)]
    assert len(refused) == 1
    proposal.refresh_from_db()
    initiative.refresh_from_db()
    assert (proposal.state == "accepted") == (initiative.merged_into_id == other.pk)


# Going on as one


def test_everybody_who_was_with_either_is_with_the_one_that_stays_once(place, initiative, other):
    both, one = UserFactory(), UserFactory()
    for who, what in ((both, initiative), (both, other), (one, initiative)):
        initiatives.support(what, by=who)
        initiatives.join(what, can_do=f"Koffie bij {what.title}", by=who)

    stays = merged(initiative, other)

    assert set(Support.objects.values_list("person", "initiative")) == {
        (both.pk, stays.pk),
        (one.pk, stays.pk),
    }
    joined = Participant.objects.get(person=both)
    assert joined.can_do == "Koffie bij Samen groente kweken", "as they said last"
    assert Participant.objects.get(person=one).initiative == stays
    assert not Follow.objects.of(initiative).exists()
    assert Follow.objects.of(stays).filter(person=one).count() == 1
    team = set(Member.objects.filter(organisation=stays.team).values_list("person", flat=True))
    assert team == {place.starter.pk, starter_of(stays).pk}


def test_who_pressed_in_the_same_moment_is_brought_along(place, initiative, other):
    late = UserFactory()
    stays = merged(initiative, other)
    Support.objects.create(initiative=initiative, person=late)

    bring_along()
    bring_along()

    assert Support.objects.get(person=late).initiative == stays


def test_its_page_can_be_read_as_it_was_and_leads_on(place, initiative, other):
    initiatives.post_update(initiative, "De bakken staan!", key=uuid4(), by=place.starter)
    before = initiative.get_absolute_url()

    stays = merged(initiative, other)

    html = browser_of(None).get(before).content.decode()
    assert problems(html) == []
    assert "Samen tuinieren." in html
    assert "De bakken staan!" in html
    assert stays.get_absolute_url() in html
    assert "Ik doe mee" not in html
    assert (
        initiative.title
        in browser_of(None).get(reverse("initiatives:together", args=[stays.pk])).content.decode()
    )
    for name in ("story", "photos", "reactions"):
        assert (
            browser_of(None).get(reverse(f"initiatives:{name}", args=[initiative.pk])).status_code
            == 200
        )
    short = browser_of(None).get(reverse("initiatives:short", args=[initiative.pk]))
    assert short.url == before


@pytest.mark.parametrize(
    "name", ["support", "join", "update", "stage", "edit", "team", "review", "propose"]
)
def test_old_links_lead_to_the_page_that_says_where_it_goes_on(place, initiative, other, name):
    """Nothing is done there any more."""
    stays = merged(initiative, other)
    keys = [initiative.pk, stays.pk] if name == "propose" else [initiative.pk]
    for person in (place.starter, place.officer):
        led = browser_of(person).get(reverse(f"initiatives:{name}", args=keys), follow=True)
        assert led.request["PATH_INFO"] == initiative.get_absolute_url()
        assert stays.title in led.content.decode()
    pressed = browser_of(UserFactory()).post(reverse("initiatives:support", args=[initiative.pk]))
    assert pressed.status_code == 302
    assert not Support.objects.filter(initiative=initiative).exists()


def test_nobody_reacts_any_more_but_own_words_can_be_taken_away(place, initiative, other):
    reader = UserFactory()
    browser = browser_of(reader)
    said = conversation.react(initiative, "Mooi plan!", key=uuid4(), by=reader, now=timezone.now())
    merged(initiative, other)
    path = reverse("initiatives:reactions", args=[initiative.pk])
    assert "Mooi plan!" in browser.get(path).content.decode()

    sent = browser.post(path, {"text": "Nog iets", "key": uuid4()})

    assert "Nog iets" not in browser.get(path).content.decode()
    assert sent.status_code in {200, 422}
    own = reverse("initiatives:remove_reaction", args=[initiative.pk, said.pk])
    assert browser.post(own).status_code == 302
    assert "Mooi plan!" not in browser.get(path).content.decode()


def test_it_is_in_no_list_and_no_count(place, initiative, other):
    merged(initiative, other)

    listed = browser_of(None).get(reverse("initiatives:list", args=["rietwijk"])).content.decode()
    assert initiative.title not in listed
    assert "1 initiatief" in listed
    assert not similar("Moestuin", place.neighbourhood).here
    mine = browser_of(place.starter).get(reverse("portal:my_neighbourhood")).content.decode()
    assert initiative.title not in mine
    assert "Samen groente kweken" in mine, "they are in its team now"


def test_the_municipality_owes_the_answer_where_it_goes_on_and_no_later(place, initiative, other):
    promised = initiative.review.due_at
    assert promised < other.review.due_at

    stays = merged(initiative, other)

    review = stays.review
    review.refresh_from_db()
    assert review.due_at == promised
    works_in = office_of(place.officer).works_in
    work = work_of(place.officer, works_in=works_in, now=MONDAY, chosen=Chosen(wie=MINE))
    assert work.total == 1


def test_an_answer_that_was_given_stands_and_what_is_still_owed_opens_again(
    place, initiative, other
):
    reviews.answer(
        other.review,
        Status.JOINING,
        reason="Mooi.",
        possible="Grond.",
        seen=0,
        key=uuid4(),
        by=place.officer,
    )

    stays = merged(initiative, other)

    review = stays.review
    review.refresh_from_db()
    assert review.status == Status.IN_CONVERSATION
    assert review.due_at == initiative.review.due_at
    assert "Grond." in page(stays)


def test_all_hear_once_and_read_where_it_was(place, initiative, other):
    follower = UserFactory()
    initiatives.support(initiative, by=follower)
    Message.objects.all().delete()

    stays = merged(initiative, other)

    subject = "Een ander initiatief gaat verder in Samen groente kweken"
    told = Message.objects.filter(subject=subject)
    assert {message.to for message in told} == {
        place.starter.email,
        follower.email,
        place.officer.email,
    }
    assert reverse("initiatives:short", args=[initiative.pk]) in told[0].body
    lines = [event.verb for event in Event.objects.about(stays).public()]
    assert "merged_here" in lines


def test_what_went_on_in_it_before_goes_along(place, initiative, other):
    third = Place(
        place.neighbourhood, place.officer, place.coordinator, UserFactory(name="Cor")
    ).send(title="Kas")
    first = merged(initiative, other)

    last = merged(first, third)

    assert set(last.merged.values_list("pk", flat=True)) == {initiative.pk, first.pk}
    assert last.get_absolute_url() in page(Initiative.objects.get(pk=initiative.pk))
    assert Member.objects.filter(organisation=last.team).count() == 3


def test_who_joined_one_joins_the_other_and_two_that_acted_together_are_one(
    place, initiative, other
):
    joining_forces.accept(propose(initiative, other), words="", by=starter_of(other))
    third = place.send(title="Kippenhok")
    propose(initiative, third)
    school = TeamFactory(kind="school", neighbourhood=place.neighbourhood, name="De Bron")
    for one in (initiative, other):
        InitiativeParty.objects.create(initiative=one, organisation=school)

    stays = merged(initiative, other)

    rows = set(InitiativeParty.objects.values_list("initiative", "organisation"))
    assert rows == {
        (stays.pk, school.pk),
        (stays.pk, third.team_id),
        (third.pk, stays.team_id),
    }


def test_hidden_and_shown_again_it_is_read_as_before(place, initiative, other):
    stays = merged(initiative, other)
    goes = Initiative.objects.get(pk=initiative.pk)

    initiatives.hide(goes, "Er stond een naam in.", by=place.officer)
    assert browser_of(None).get(initiative.get_absolute_url()).status_code == 404
    initiatives.show(goes, by=place.officer)

    assert stays.title in page(Initiative.objects.get(pk=initiative.pk))


def test_its_last_organiser_takes_all_of_it_away(place, initiative, other):
    stays = merged(initiative, other)
    Member.objects.filter(organisation=stays.team).exclude(person=place.starter).delete()

    initiatives.take_away(stays, by=place.starter)

    for one in (initiative, other):
        assert browser_of(None).get(one.get_absolute_url()).status_code == 404
    assert not Event.objects.filter(is_public=True, subject_title="Moestuin").exists()


def test_erasing_somebody_leaves_what_went_on_right(place, initiative, other):
    stays = merged(initiative, other)

    erase(place.starter, now=timezone.now())

    html = page(Initiative.objects.get(pk=initiative.pk))
    assert "Samira" not in html
    assert "Bram Buur" in page(stays)


def test_a_stage_says_nothing_of_it(place, initiative, other):
    initiatives.set_stage(initiative, Stage.ACTIVE, words="", by=place.starter)

    stays = merged(initiative, other)

    assert stays.stage == Stage.IDEA

"""Whatever teams, moderators and officers do in whatever order: nothing and nobody gets lost."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.actions.people import erase
from accounts.models import User
from activity.models import Event, Follow
from initiatives.actions import initiatives, joining_forces, resemblances, reviews
from initiatives.models import (
    Initiative,
    InitiativeParty,
    Participant,
    Proposal,
    Resemblance,
    Review,
    Support,
)
from initiatives.selections.people import relation_of
from initiatives.states import AlreadyAnswered, HandedOver, NotPossible, ProposalKind, Visibility
from partners.actions.members import LastMember, leave
from partners.models import Member
from tests.anyhow import orders
from tests.factories import MembershipFactory, UserFactory
from tests.initiatives.conftest import Place, make_place

WHAT = (
    *("send", "support", "join", "follow", "merge", "merge", "merge ours", "together", "part"),
    *("hide", "show", "erase", "leave", "hand over", "alike", "propose", "take away"),
)
STEPS = st.lists(
    st.tuples(st.sampled_from(WHAT), st.integers(0, 5), st.integers(0, 5)), min_size=8, max_size=25
)


class Told:
    """A neighbourhood in which the steps happen; its first officer and the coordinator stay."""

    def __init__(self, place: Place) -> None:
        self.place, self.now = place, timezone.now()
        self.people = list(UserFactory.create_batch(4))
        self.officers = [place.officer, MembershipFactory(neighbourhood=place.neighbourhood).person]
        self.supported: dict[int, set[int]] = {}
        self.promised: dict[int, datetime] = {}
        for number in range(3):
            self.send(number)

    def take(self, what: str, who: int, which: int) -> None:
        one, other = self.pair(who, which)
        person = User.objects.get(pk=self.people[who % len(self.people)].pk)
        steps: dict[str, Callable[[], object]] = {
            "send": lambda: self.send(who),
            "support": lambda: self.when_public(one, lambda: self.support(one, person)),
            "join": lambda: self.when_public(
                one, lambda: initiatives.join(one, can_do="Graven", by=person)
            ),
            "follow": lambda: self.when_public(one, lambda: self.support(one, person)),
            "merge": lambda: self.agree(one, other, ProposalKind.INTO_THEIRS),
            "merge ours": lambda: self.agree(one, other, ProposalKind.INTO_OURS),
            "together": lambda: self.agree(one, other, ProposalKind.TOGETHER),
            "propose": lambda: self.propose(one, other, ProposalKind.INTO_THEIRS),
            "part": lambda: joining_forces.part(one, other, by=person, now=self.now),
            "hide": lambda: initiatives.hide(one, "Huisregel 1.", by=self.place.officer),
            "show": lambda: initiatives.show(one, by=self.place.officer),
            "erase": lambda: self.erase(person),
            "leave": lambda: leave(one.team, by=person),
            "hand over": lambda: self.hand_over(one, which),
            "alike": lambda: resemblances.mark(one, other, by=self.place.officer),
            "take away": lambda: self.take_away(one),
        }
        with suppress(NotPossible, AlreadyAnswered, HandedOver, LastMember):
            steps[what]()

    def pair(self, who: int, which: int) -> tuple[Initiative, Initiative]:
        found = list(Initiative.objects.order_by("pk"))
        return found[who % len(found)], found[which % len(found)]

    def send(self, number: int) -> None:
        starter = self.people[number % len(self.people)]
        if not User.objects.get(pk=starter.pk).is_active:
            return
        here = Place(self.place.neighbourhood, self.place.officer, self.place.coordinator, starter)
        made = here.send(title=f"Idee {number}", now=self.now)
        self.promised[made.pk] = made.review.due_at

    def when_public(self, one: Initiative, do: Callable[[], object]) -> None:
        """As the views do: what one does not see, one does not press."""
        if one.is_public:
            do()

    def support(self, one: Initiative, person: User) -> None:
        if person.is_active:
            initiatives.support(one, by=person)
            self.supported.setdefault(one.pk, set()).add(person.pk)

    def propose(self, one: Initiative, other: Initiative, kind: ProposalKind) -> Proposal | None:
        asker = Member.objects.filter(organisation=one.team, person__erased_at=None).first()
        if asker is None:
            return None
        return joining_forces.propose(one, other, kind, words="", key=uuid4(), by=asker.person)

    def agree(self, one: Initiative, other: Initiative, kind: ProposalKind) -> None:
        proposal = self.propose(one, other, kind)
        asked = proposal and Member.objects.filter(organisation=proposal.asked.team).first()
        if proposal and asked and proposal.state == "open":
            joining_forces.accept(proposal, words="", by=asked.person)

    def hand_over(self, one: Initiative, which: int) -> None:
        review = Review.objects.get(initiative=one)
        successor = self.officers[which % 2]
        reviews.hand_over_one(review, successor, seen=review.officer_id, words="", by=successor)

    def erase(self, person: User) -> None:
        if person.is_active:
            erase(person, now=self.now)
            for people in self.supported.values():
                people.discard(person.pk)

    def take_away(self, one: Initiative) -> None:
        if one.visibility == Visibility.PUBLIC:
            members = Member.objects.filter(organisation=one.team)
            initiatives.take_away(one, by=members[0].person)

    def check(self) -> None:
        everything = list(Initiative.objects.select_related("merged_into", "review"))
        for one in everything:
            if one.merged_into is None:
                self.check_standing(one)
            else:
                self.check_gone_on(one)
        self.check_pairs()
        self.check_pages(everything)

    def check_standing(self, one: Initiative) -> None:
        """Everybody who supported it, or what went on in it, counts once; no promise got later."""
        of_it = [one.pk, *one.merged.values_list("pk", flat=True)]
        with_it = set().union(*(self.supported.get(pk, set()) for pk in of_it))
        rows = list(Support.objects.filter(initiative=one).values_list("person", flat=True))
        assert sorted(rows) == sorted(with_it)
        assert relation_of(one, self.place.officer).supporters == len(with_it)
        joined = list(Participant.objects.filter(initiative=one).values_list("person", flat=True))
        assert len(joined) == len(set(joined))
        members = list(Member.objects.filter(organisation=one.team).values_list("person"))
        assert len(members) == len(set(members))
        assert members, "somebody stays in the team, with or without a name"
        assert one.review.due_at == min(self.promised[pk] for pk in of_it)

    def check_gone_on(self, one: Initiative) -> None:
        """Nobody is left behind there, and it goes on in one that stands for itself."""
        assert one.merged_into is not None
        assert one.merged_into.merged_into_id is None
        for model in (Support, Participant):
            assert not model._default_manager.filter(initiative=one).exists()
        assert not Follow.objects.of(one).exists()
        assert not InitiativeParty.objects.filter(initiative=one).exists()
        assert not InitiativeParty.objects.filter(organisation=one.team).exists()
        assert not Proposal.objects.open().of(one).exists()
        assert not Review.objects.open().filter(initiative=one).exists()
        if one.visibility != Visibility.GONE:
            assert Event.objects.about(one).filter(verb="merged_into").count() == 1

    def check_pairs(self) -> None:
        rows = Resemblance.objects.filter(ended_at=None).values_list("initiative", "other")
        assert set(rows) == {(other, one) for one, other in rows}
        parties = InitiativeParty.objects.standing().values_list(
            "initiative", "organisation__initiative"
        )
        assert set(parties) == {(other, one) for one, other in parties}

    def check_pages(self, everything: list[Initiative]) -> None:
        """What a visitor may read is there, and the list has each that stands, once."""
        visitor = Client()
        listed = visitor.get("/wijk/rietwijk/initiatieven/").content.decode()
        for one in everything:
            there = one.visibility in {Visibility.PUBLIC, Visibility.MERGED}
            answer = visitor.get(one.get_absolute_url())
            assert answer.status_code == (200 if there else 404)
            is_listed = f'href="{one.get_absolute_url()}"' in listed
            assert is_listed == (one.visibility == Visibility.PUBLIC)


@pytest.mark.once
@given(steps=STEPS)
@settings(
    max_examples=orders(),
    phases=[Phase.generate],  # making a failing one shorter takes minutes
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_order_of_merging_moderation_hand_over_and_erasure_leaves_all_right(db, steps):
    with transaction.atomic():
        told = Told(make_place())
        told.check()
        for what, who, which in steps:
            told.take(what, who, which)
        told.check()
        transaction.set_rollback(True)

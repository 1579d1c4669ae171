"""Whatever people do in whatever order: what may be read, counted and decided stays right."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actions.people import erase
from accounts.models import User
from activity import flags
from activity.models import Event, Flag
from initiatives.actions import conversation
from initiatives.models import Initiative, Reaction
from initiatives.selections.conversation import conversation as shown
from initiatives.states import ReactionState, TooLate, TooMany
from neighbourhoods.permissions import office_of
from outbox.models import Message
from portal.actions import moderating
from portal.actions.moderating import AlreadyDecided, Decision
from portal.selections.moderation import counts_for, hidden_lately, waiting_in
from tests.anyhow import orders
from tests.factories import UserFactory
from tests.initiatives.conftest import Place, make_place

KIND = next(kind for kind in flags.registered() if kind.model is Reaction)
WHAT = ("react", "reply", "edit", "remove", "flag", "hide", "stay", "appeal", "undo", "erase")
STEPS = st.lists(
    st.tuples(st.sampled_from(WHAT), st.integers(0, 4), st.integers(0, 7)), min_size=8, max_size=30
)


class Told:
    """A neighbourhood in which the steps happen; `turn` makes each text another one."""

    def __init__(self, place: Place) -> None:
        self.place, self.initiative = place, place.send()
        place.neighbourhood.holds_first_posts = True
        place.neighbourhood.save()
        self.initiative = Initiative.objects.select_related("neighbourhood").get()
        self.people = [place.starter, place.officer, *(UserFactory() for _ in range(3))]
        self.now, self.turn = timezone.now(), 0
        self.removed: list[str] = []

    def take(self, what: str, who: int, which: int) -> None:
        self.turn += 1
        person = User.objects.get(pk=self.people[who].pk)
        reaction = self.one(which)
        steps: dict[str, Callable[[User, Reaction], object]] = {
            "reply": self.react,
            "edit": lambda by, one: conversation.edit(
                one, f"Anders {self.turn}.", by=one.author, now=self.now
            ),
            "remove": lambda by, one: self.remove(one),
            "flag": lambda by, one: moderating.report(
                KIND, one, Flag.Reason.OTHER, words="", by=by
            ),
            "hide": lambda by, one: self.decide(one, Decision.HIDDEN),
            "stay": lambda by, one: self.decide(one, Decision.STAYS),
            "appeal": lambda by, one: self.appeal(one),
            "undo": lambda by, one: moderating.show_again(KIND, one.pk, by=self.place.coordinator),
        }
        if not person.is_active:
            return
        if what == "react":
            self.react(person)
        elif what == "erase":
            erase(person, now=self.now)
        elif reaction and not (reaction.removed_at and what in {"flag", "reply"}):
            with suppress(AlreadyDecided, TooLate):
                steps[what](person, reaction)

    def one(self, which: int) -> Reaction | None:
        found = list(Reaction.objects.select_related("author", "initiative").order_by("pk"))
        return found[which % len(found)] if found else None

    def react(self, by: User, to: Reaction | None = None) -> None:
        self.now += timedelta(minutes=2)
        text = f"Woorden {self.turn}."
        with suppress(TooMany):
            conversation.react(self.initiative, text, key=uuid4(), by=by, now=self.now, parent=to)

    def remove(self, one: Reaction) -> None:
        self.removed.append(one.text)
        conversation.remove(one, by=one.author, now=self.now)

    def decide(self, one: Reaction, decision: Decision) -> None:
        moderating.decide(KIND, one.pk, decision, reason="Huisregel 1", by=self.place.coordinator)

    def appeal(self, one: Reaction) -> None:
        if one.state == ReactionState.HIDDEN:
            moderating.appeal(KIND, one, "Toch niet", by=one.author)

    def check(self) -> None:
        reactions = {one.pk: one for one in Reaction.objects.all()}
        talk = shown(self.initiative, AnonymousUser(), moderates=False, now=self.now)
        read = {said.pk: said for top in talk.said for said in (top, *top.replies)}
        for key, one in reactions.items():
            is_public = one.state == ReactionState.PUBLIC and not one.removed_at
            assert is_public == bool(key in read and read[key].text), (one.state, one.removed_at)
            assert one.parent_id is None or reactions[one.parent_id].parent_id is None
        assert all(top.text or top.replies for top in talk.said), "an empty line says nothing"
        for words in filter(None, self.removed):
            assert not Message.objects.filter(body__contains=words).exists()
        self.check_queue(reactions)

    def check_queue(self, reactions: dict[int, Reaction]) -> None:
        place = self.place.neighbourhood
        waiting = waiting_in(place)
        number = sum(one.number for one in counts_for(office_of(self.place.coordinator)))
        assert number == len(waiting) == len({one.key for one in waiting})
        keys = {int(one.key.partition("-")[2]) for one in waiting}
        waits = {one.pk for one in reactions.values() if one.state == ReactionState.WAITING}
        assert waits <= keys, "what waits can be let through"
        hidden = {one.pk for one in reactions.values() if one.state == ReactionState.HIDDEN}
        undone = {int(one.key.partition("-")[2]) for one in hidden_lately(place, set())}
        assert hidden == undone, "what is hidden can be undone"
        assert not Event.objects.filter(verb__startswith="reaction", is_public=True).exists()


@pytest.mark.once
@given(steps=STEPS)
@settings(
    max_examples=orders(),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_order_of_talk_and_moderation_leaves_all_right(db, steps):
    with transaction.atomic():
        told = Told(make_place())
        for what, who, which in steps:
            told.take(what, who, which)
            told.check()
        transaction.set_rollback(True)

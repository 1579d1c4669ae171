"""What a party says of a goal: how it sees it, its own aim, its part and what it brings (O119)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.models import Event
from activity.verbs import Verb
from partners.actions.organisations import side_of
from partners.models import Organisation, Programme
from partners.states import PROFESSIONAL

from .. import emails, verbs
from ..models import Goal, GoalParty, YearPlan
from ..selections.parties import is_open
from ..states import Part, Refused


@dataclass(frozen=True)
class Said:
    """Each may be empty, and one of them is not."""

    part: str = ""
    sees: str = ""
    aim: str = ""
    brings: str = ""


@transaction.atomic
def say(
    goal: Goal,
    organisation: Organisation,
    said: Said,
    *,
    programmes: Collection[Programme] = (),
    by: User,
    now: datetime,
    why: str = "",
) -> GoalParty:
    """What it says now stands in place of what it said before, as do its `programmes` for it.

    Raises Refused("over") for a goal that no longer runs, Refused("nothing"), and Refused("why")
    where a professional party stops leading without a reason (rule R3).
    """
    goal = locked(goal)
    if not any(vars(said).values()) and not programmes:
        raise Refused("nothing")
    party = _of(goal, organisation)
    if party is None:
        party = GoalParty.objects.create(
            goal=goal, organisation=organisation, by=by, at=now, **vars(said)
        )
        party.programmes.set(programmes)
        event = _record(verbs.parties.PARTY_SAID, party, by=by, public=True)
        emails.parties.said(event, party)
        return party
    changed = {name: value for name, value in vars(said).items() if getattr(party, name) != value}
    stood = set(party.programmes.values_list("pk", flat=True))
    if changed or stood != {one.pk for one in programmes}:
        stops = party.part == Part.LEADS and not said.part
        if stops and owes_reason(party) and not why:
            raise Refused("why")
        for name, value in changed.items():
            setattr(party, name, value)
        party.by, party.at = by, now
        party.save(update_fields=[*changed, "by", "at"])
        party.programmes.set(programmes)
        _tell(party, stops=stops, is_other_part="part" in changed, why=why, by=by)
    return party


@transaction.atomic
def withdraw(goal: Goal, organisation: Organisation, *, by: User, why: str = "") -> None:
    """Its place is empty again; a second press finds that done. Raises Refused as `say` does."""
    goal = locked(goal)
    party = _of(goal, organisation)
    if party is None:
        return
    if owes_reason(party) and not why:
        raise Refused("why")
    _record(verbs.parties.PARTY_WITHDREW, party, by=by, public=False)
    if party.part == Part.LEADS:
        _stop(party, why, by=by)
    party.delete()


def locked(goal: Goal) -> Goal:
    """Raises Refused("over") for one that no longer runs."""
    goal = Goal.objects.select_for_update().get(pk=goal.pk)
    # Read after the wait: what is joined to a row that is locked is read as it was before it.
    goal.plan = YearPlan.objects.select_related("neighbourhood").get(pk=goal.plan_id)
    if not is_open(goal):
        raise Refused("over")
    return goal


def _of(goal: Goal, organisation: Organisation) -> GoalParty | None:
    """The goal is locked, so nobody else writes it now."""
    party = GoalParty.objects.filter(goal=goal, organisation=organisation).first()
    if party:
        party.goal, party.organisation = goal, organisation
    return party


def owes_reason(party: GoalParty) -> bool:
    """When it stops leading: a professional one (rule R3)."""
    return party.part == Part.LEADS and party.organisation.kind in PROFESSIONAL


def _tell(party: GoalParty, *, stops: bool, is_other_part: bool, why: str, by: User) -> None:
    """Another part is news for the neighbourhood; other words are not."""
    if stops:
        _stop(party, why, by=by)
    elif is_other_part and party.part:
        _record(verbs.parties.PARTY_PART, party, by=by, public=True)
    else:
        _record(verbs.parties.PARTY_CHANGED, party, by=by, public=False)


def _stop(party: GoalParty, why: str, *, by: User) -> None:
    event = _record(verbs.parties.PARTY_STOPPED, party, by=by, public=True, why=why)
    emails.parties.stopped(event, party)


def _record(verb: Verb, party: GoalParty, *, by: User, public: bool, why: str = "") -> Event:
    """In public with who it is, and its part or why it stops."""
    said = why or party.get_part_display()
    words = f"{party.organisation.name}: {said}" if said else party.organisation.name
    return activity.record(
        verb.name,
        party.goal,
        by=by,
        side=side_of(party.organisation),
        neighbourhood=party.goal.plan.neighbourhood,
        public=public,
        words=words,
    )

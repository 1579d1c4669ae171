"""Hidden by the house rules, or shown again: the same for all that has a visibility."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.models import Flag

from ..states import Visibility

Judged = TypeVar("Judged", bound=Any)  # a model with `visibility` and `hidden_reason`


@transaction.atomic
def judge(
    thing: Judged,
    to: Visibility,
    reason: str = "",
    *,
    by: User,
    locked: Callable[[Judged], Judged],
    tell: Callable[[Judged], None],
) -> Judged:
    """Decides its flags and changes it, and then lets its author be told; a second press finds it
    done. `reason` is for its author, and needed to hide."""
    decision = Flag.Decision.HIDDEN if to == Visibility.HIDDEN else Flag.Decision.STAYS
    if thing.visibility != to:  # else somebody may wait for another look
        activity.close_flags(thing._meta.model_name or "", thing.pk, decision=decision, by=by)
    thing = locked(thing)
    if thing.visibility != to:
        thing.visibility, thing.hidden_reason = to, reason
        thing.save(update_fields=["visibility", "hidden_reason"])
        tell(thing)
    return thing

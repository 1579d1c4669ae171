"""Focus groups as pages show them."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import User

from ..models import FocusGroup, GroupMember, GroupMessage


def is_inside(user: User | AnonymousUser, group: FocusGroup) -> bool:
    """Whether this person reads and talks in it."""
    return FocusGroup.objects.inside(user).filter(pk=group.pk).exists()


def is_member(user: User | AnonymousUser, group: FocusGroup) -> bool:
    if not user.is_authenticated:
        return False
    return GroupMember.objects.filter(group=group, person_id=user.pk).exists()


def members_of(group: FocusGroup) -> list[User]:
    rows = GroupMember.objects.filter(group=group, person__erased_at=None)
    return [one.person for one in rows.select_related("person").order_by("pk")]


def messages_in(group: FocusGroup, user: User | AnonymousUser) -> QuerySet[GroupMessage]:
    """Newest first."""
    rows = GroupMessage.objects.filter(group=group).visible_to(user)
    return rows.select_related("person").order_by("-at", "-pk")

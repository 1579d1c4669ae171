from django.contrib.auth.models import AnonymousUser

from accounts.models import User

from .models import Member


def is_member(user: User | AnonymousUser, organisation_id: int) -> bool:
    if not user.is_authenticated:
        return False
    return Member.objects.filter(organisation_id=organisation_id, person_id=user.pk).exists()

"""Who hears of what concerns an organisation."""

from activity.actions import Reason
from activity.selections import People

from ..models import Member, Organisation


def members(organisation: Organisation) -> People:
    found = Member.objects.filter(organisation=organisation).select_related("person")
    return [(one.person, Reason.MEMBER) for one in found.still_here().order_by("pk")]


def contacts(organisation: Organisation) -> People:
    """Who speaks for it: its contact, or where that one is gone all who are still there."""
    found = Member.objects.filter(organisation=organisation).select_related("person").still_here()
    here = list(found.order_by("pk"))
    speaking = [one for one in here if one.is_contact] or here
    return [(one.person, Reason.MEMBER) for one in speaking]

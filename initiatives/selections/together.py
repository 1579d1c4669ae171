"""Who acts together with an initiative, and what went on in it."""

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser

from partners.states import Kind

from ..models import Initiative, InitiativeParty, Proposal


class Companion(NamedTuple):
    """An organisation, or another initiative (its key in `other`), and how it is with this one."""

    name: str
    url: str
    how: str
    other: int | None = None


def companions(initiative: Initiative) -> list[Companion]:
    """Those that are there for everybody; one query."""
    rows = InitiativeParty.objects.standing().filter(initiative=initiative)
    found = rows.select_related("organisation__initiative__neighbourhood").order_by("since", "pk")
    return [one for one in map(_companion, found) if one]


def gone_on_here(initiative: Initiative) -> list[Companion]:
    """Those that are one with it now; their pages can be read as they were."""
    found = Initiative.objects.readable_by(AnonymousUser()).filter(merged_into=initiative)
    return [
        Companion(one.title, one.get_absolute_url(), "", one.pk) for one in found.order_by("pk")
    ]


def goes_on_in(initiative: Initiative) -> Initiative | None:
    """The one that stands for it now, where everybody may see that."""
    return Initiative.objects.public().filter(merged=initiative).first()


def open_proposals(initiative: Initiative) -> list[Proposal]:
    """Made by its team or to it, and not answered."""
    found = Proposal.objects.open().of(initiative)
    return list(found.select_related("asker", "asked", "by").order_by("at", "pk"))


def proposal_of(initiative: Initiative, pk: int) -> Proposal | None:
    found = Proposal.objects.of(initiative).filter(pk=pk)
    return found.select_related("asker__team", "asked__team", "by").first()


def _companion(party: InitiativeParty) -> Companion | None:
    how = str(party.get_role_display())
    if party.organisation.kind != Kind.RESIDENTS_TEAM:
        return Companion(party.organisation.name, "", how)
    other = party.organisation.initiative
    if not (other.is_public and other.neighbourhood.is_public):
        return None
    return Companion(other.title, other.get_absolute_url(), how, other.pk)

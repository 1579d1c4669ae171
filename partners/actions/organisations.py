"""Everything that changes an organisation. Callers have checked who may."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from neighbourhoods.models import Municipality, Neighbourhood

from ..models import Member, Organisation
from ..states import Kind


def municipality_organisation(municipality: Municipality) -> Organisation:
    """The one organisation of a municipality, made when it is first needed."""
    organisation, _ = Organisation.objects.get_or_create(
        kind=Kind.MUNICIPALITY,
        municipality=municipality,
        defaults={"name": f"Gemeente {municipality.name}", "is_listed": True},
    )
    return organisation


def rename(organisation: Organisation, name: str) -> None:
    organisation.name = name
    organisation.save(update_fields=["name"])


@transaction.atomic
def form_team(name: str, *, neighbourhood: Neighbourhood, by: User) -> Organisation:
    """The residents' team behind an initiative, with who starts it as its first member."""
    team = Organisation.objects.create(
        kind=Kind.RESIDENTS_TEAM,
        name=name,
        municipality=neighbourhood.municipality,
        neighbourhood=neighbourhood,
    )
    Member.objects.create(organisation=team, person=by, is_contact=True)
    return team


def form_teams(names: Iterable[str], *, neighbourhood: Neighbourhood) -> list[Organisation]:
    """Residents' teams in which nobody is yet, in the order of their names."""
    return Organisation.objects.bulk_create(
        Organisation(
            kind=Kind.RESIDENTS_TEAM,
            name=name,
            municipality=neighbourhood.municipality,
            neighbourhood=neighbourhood,
        )
        for name in names
    )

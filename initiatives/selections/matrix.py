"""How it fits together: initiatives, and which organisations run, join or promise what there."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Lower
from django.utils.text import capfirst

from neighbourhoods.models import Neighbourhood
from partners.models import Organisation
from partners.states import PROFESSIONAL, AgreementState, Kind

from ..models import Initiative, InitiativeAgreement, InitiativeParty
from ..models.initiative import InitiativeQuerySet
from ..states import PartyRole, Status, Visibility

NEWEST, NAME = "nieuwste", "naam"  # in the address; nothing there is most partners first


class Mark(NamedTuple):
    """What an organisation does in an initiative; `kept` of what it `promised`.

    What residents keep is not counted in public (rule R4): then `kept` is None.
    """

    who: str
    url: str
    role: str
    promised: int
    kept: int | None


class Row(NamedTuple):
    """An initiative, and for each column what that organisation does there, or None."""

    title: str
    url: str
    marks: list[Mark | None]

    @property
    def is_alone(self) -> bool:
        return not any(self.marks)


class Matrix(NamedTuple):
    columns: list[tuple[str, str]]
    rows: list[Row]


def organisations_in(neighbourhood: Neighbourhood) -> list[Organisation]:
    """Those that run, join or promise something in a public initiative here, and the
    municipality; by name. One query."""
    here = Initiative.objects.public().in_neighbourhood(neighbourhood).values("pk")
    parties = InitiativeParty.objects.standing().filter(initiative__in=here)
    promises = _promises().filter(initiative__in=here)
    seen = Q(initiative=None) | Q(initiative__visibility=Visibility.PUBLIC)
    found = Organisation.objects.filter(
        Q(pk__in=parties.values("organisation"))
        | Q(pk__in=promises.values("agreement__maker"))
        | Q(kind=Kind.MUNICIPALITY, municipality=neighbourhood.municipality_id)
    )
    shown = found.filter(seen, hidden_reason="").select_related("initiative")
    return list(
        shown.only(
            "name", "slug", "kind", "is_listed", "initiative__title"
        ).order_by(Lower("name"), "pk")
    )  # fmt: skip


def listed(
    neighbourhood: Neighbourhood, *, party: Organisation | None, order: str
) -> InitiativeQuerySet:
    """The public initiatives here, all or those in which `party` does something."""
    found = Initiative.objects.public().in_neighbourhood(neighbourhood)
    if party:
        found = found.filter(_with(party))
    if order == NAME:
        found = found.order_by(Lower("title"), "pk")
    elif order == NEWEST:
        found = found.newest_first()
    else:
        partners = _number_of_parties() + Case(
            When(review__status=Status.JOINING, then=1), default=0
        )
        found = found.annotate(partners=partners).order_by("-partners", "-sent_at", "-pk")
    return found.select_related("review").only("title", "team", "review__status")


def matrix(initiatives: Sequence[Initiative], organisations: Sequence[Organisation]) -> Matrix:
    """Only columns of who does something in these; two queries."""
    keys = [one.pk for one in initiatives]
    parties = InitiativeParty.objects.standing().filter(initiative__in=keys)
    roles = {
        (initiative, organisation): role
        for initiative, organisation, role in parties.values_list(
            "initiative", "organisation", "role"
        )
    }
    promised, kept = _promised(keys)
    for one in initiatives:
        for town in organisations:
            if town.kind == Kind.MUNICIPALITY and one.review.status == Status.JOINING:
                roles.setdefault((one.pk, town.pk), PartyRole.JOINS)
    at_work = {organisation for _initiative, organisation in roles | promised}
    columns = [one for one in organisations if one.pk in at_work]
    return Matrix(
        [(one.name, _url(one)) for one in columns],
        [
            Row(
                one.title,
                one.get_absolute_url(),
                [
                    _mark(
                        column,
                        roles.get((one.pk, column.pk), ""),
                        promised[one.pk, column.pk],
                        kept[one.pk, column.pk],
                    )
                    for column in columns
                ],
            )
            for one in initiatives
        ],
    )


def _mark(organisation: Organisation, role: str, promised: int, kept: int) -> Mark | None:
    if not role and not promised:
        return None
    return Mark(
        organisation.name,
        _url(organisation),
        capfirst(str(PartyRole(role).label)) if role else "",
        promised,
        kept if organisation.kind in PROFESSIONAL else None,
    )


def _promised(initiatives: list[int]) -> tuple[Counter[tuple[int, int]], Counter[tuple[int, int]]]:
    """How many each organisation promised each of these, and how many of those it kept."""
    promised: Counter[tuple[int, int]] = Counter()
    kept: Counter[tuple[int, int]] = Counter()
    rows = _promises().filter(initiative__in=initiatives)
    for initiative, maker, state in rows.values_list(
        "initiative", "agreement__maker", "agreement__state"
    ):
        promised[initiative, maker] += 1
        kept[initiative, maker] += state == AgreementState.KEPT
    return promised, kept


def _promises() -> QuerySet[InitiativeAgreement]:
    """Public ones of another organisation than the team; of a new date only the last one."""
    found = InitiativeAgreement.objects.filter(
        agreement__is_public=True, agreement__maker__isnull=False
    )
    return found.exclude(agreement__state=AgreementState.RENEWED).exclude(
        agreement__maker=F("initiative__team")
    )


def _with(party: Organisation) -> Q:
    parties = InitiativeParty.objects.standing().filter(organisation=party)
    promises = _promises().filter(agreement__maker=party)
    found = Q(pk__in=parties.values("initiative")) | Q(pk__in=promises.values("initiative"))
    if party.kind == Kind.MUNICIPALITY:
        found |= Q(review__status=Status.JOINING)
    return found


def _number_of_parties() -> Coalesce:
    parties = InitiativeParty.objects.standing().filter(initiative=OuterRef("pk"))
    counted = parties.order_by().values("initiative").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _url(organisation: Organisation) -> str:
    """Of a team without a page that of its initiative."""
    if organisation.is_team and not organisation.is_listed:
        return organisation.initiative.get_absolute_url()
    return organisation.get_absolute_url()

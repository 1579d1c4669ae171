"""The days that concern one person, besides the meetings to which they go: when they come to help,
what they promised or was promised to them, and the quarterly reviews of where they take part."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from accounts.models import User
from goals.models import CoSignature, QuarterlyReview
from initiatives.models import Initiative, SignUp, Slot
from neighbourhoods.models import Membership
from partners.models import Agreement, Member
from partners.models.agreement import AgreementQuerySet
from partners.states import AgreementState

MOST = 300  # of each
PAST = [AgreementState.BROKEN, AgreementState.RENEWED]  # nothing is due on that day any more


def slots_of(person: User, *, since: datetime) -> QuerySet[Slot]:
    """For which they signed up, the first first; also what was called off."""
    signed_up = SignUp.objects.filter(person=person).values("slot")
    public = Initiative.objects.public().values("pk")
    slots = Slot.objects.filter(pk__in=signed_up, ends_at__gt=since)
    found = slots.filter(request__initiative__in=public).select_related("request__initiative")
    return found.order_by("starts_at", "pk")[:MOST]


def promises_of(person: User, *, since: date) -> AgreementQuerySet:
    """By or to them, by or to whom they speak for, or held by them as an officer; the first due
    first. `is_theirs`: they are the side that keeps it."""
    ours = Member.objects.filter(person=person).values("organisation")
    keeps = Q(maker_person=person) | Q(maker__in=ours) | Q(officer=person)
    gets = Q(receiver_person=person) | Q(receiver__in=ours)
    due = Agreement.objects.filter(keeps | gets, due_on__gte=since).exclude(state__in=PAST)
    return due.annotate(is_theirs=keeps).for_list()[:MOST]


def reviews_of(person: User, *, since: date) -> QuerySet[QuarterlyReview]:
    """With a day, of neighbourhoods in which they have a role or a team, or under whose year they
    put their name; the first first."""
    roles = Membership.objects.current().filter(person=person)
    teams = Member.objects.filter(person=person, organisation__neighbourhood__isnull=False)
    signed = CoSignature.objects.filter(person=person)
    theirs = (
        Q(plan__neighbourhood__in=roles.values("neighbourhood"))
        | Q(plan__neighbourhood__in=teams.values("organisation__neighbourhood"))
        | Q(plan__in=signed.values("plan"))
    )
    found = QuarterlyReview.objects.public().filter(theirs, meets_on__gte=since)
    return found.select_related("plan").defer("frozen").order_by("meets_on", "pk")[:MOST]

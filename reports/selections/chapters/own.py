"""What residents arranged themselves, without calling on services (O66)."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from goals.models import Contribution
from initiatives.models import Initiative, InitiativeParty, SupportRequest, Update
from initiatives.models.initiative import InitiativeQuerySet
from initiatives.states import AskedOf, NewsState, PartyRole, Stage
from partners.states import OF_PEOPLE, PROFESSIONAL

from ...content import Line, Section
from ..span import Span, Ties

MOST = 15
PER_KIND = 8
DONE = (Stage.ACTIVE, Stage.ONGOING, Stage.COMPLETED)
LONGEST = 400  # of a plan; the rest stands on its page


def by_themselves(span: Span) -> InitiativeQuerySet:
    """Of residents, who asked the municipality for nothing; no professional party runs it."""
    asked = SupportRequest.objects.filter(initiative=OuterRef("pk"), asked_of=AskedOf.MUNICIPALITY)
    run = InitiativeParty.objects.standing().filter(
        initiative=OuterRef("pk"), role=PartyRole.RUNS, organisation__kind__in=PROFESSIONAL
    )
    here = Initiative.objects.public().in_neighbourhood(span.place)
    return here.filter(~Exists(asked), ~Exists(run), team__kind__in=OF_PEOPLE, source="")


def own(span: Span, ties: Ties) -> Section:
    initiatives, contributions = _initiatives(span, ties), _contributions(span, ties)
    return Section(initiatives.lines + contributions.lines, initiatives.more + contributions.more)


def _initiatives(span: Span, ties: Ties) -> Section:
    """Under way or done, and begun or told about in this time."""
    news = Update.objects.filter(
        initiative=OuterRef("pk"),
        state=NewsState.PUBLIC,
        at__gte=span.begin,
        at__lt=span.end,
    )
    begun = Q(sent_at__gte=span.begin, sent_at__lt=span.end)
    rows = by_themselves(span).filter(begun | Exists(news), stage__in=DONE)
    lines = [
        Line(
            key=f"initiative:{one.pk}",
            title=one.title,
            text=_short(one.plan),
            day=timezone.localdate(one.sent_at),
            url=one.get_absolute_url(),
            state=f"stage:{one.stage}",
            goal=ties.of_initiative(one.pk),
        )
        for one in rows.newest_first()[:MOST]
    ]
    return Section(lines, max(0, rows.count() - len(lines)))


def _contributions(span: Span, ties: Ties) -> Section:
    rows = (
        Contribution.objects.of_shown_parties()
        .filter(goal__in=[one.pk for one in ties.goals], without=True, day__range=span.days)
        .filter(organisation__kind__in=OF_PEOPLE)
        .select_related("organisation", "goal")
        .newest_first()
    )
    lines = [
        Line(
            key=f"contribution:{one.pk}",
            title=one.what,
            who=one.organisation.name,
            day=one.day,
            url=one.get_absolute_url(),
            goal=one.goal.title,
        )
        for one in rows[:PER_KIND]
    ]
    return Section(lines, max(0, rows.count() - len(lines)))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0] + "…"

"""What was talked about, by whom it may be read, and with whom nobody talked for long."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from activity.models import Event
from goals.models import ResidentInput, YearPlan
from goals.states import Heard
from initiatives.models import Initiative
from initiatives.states import ENDED, Visibility
from neighbourhoods.models import Membership, Neighbourhood
from neighbourhoods.states import OFFICE, Role
from partners.models import Concern

from ..models import CameOfIt, Conversation, LogNote, Meeting, OwnQuestion
from ..models.conversation import ConversationQuerySet
from ..states.conversations import FEWEST_PEOPLE, SPOT_ICONS, Spot
from ..states.questions import QUESTIONS

YEAR = timedelta(days=365)
SILENCE = timedelta(days=60)
MOST_SILENT = 8  # one does not call more people in a week


class Reach(NamedTuple):
    """With how many people was spoken, and where; nothing of fewer than five people."""

    talks: int
    people: int
    spots: list[tuple[str, str]]  # what it is called, and its picture

    @property
    def is_shown(self) -> bool:
        return self.people >= FEWEST_PEOPLE


class Thing(NamedTuple):
    """What came of a conversation, as everybody may read it."""

    title: str
    url: str
    icon: str
    kind: str


class Asked(NamedTuple):
    """A question to ask; `pk` is that of one of the neighbourhood's own."""

    about: str
    words: str
    pk: int | None = None


class Silent(NamedTuple):
    """An initiative that nobody talked with for long; `since` is the last thing that was heard."""

    title: str
    url: str
    since: date
    pk: int


def conversations_held(neighbourhood: Neighbourhood, now: datetime) -> int:
    """In the last year, with those that stand with the goals of a year alone: a survey comes after
    them (O93)."""
    since = now - YEAR
    recent = Conversation.objects.in_neighbourhood(neighbourhood).filter(recorded_at__gt=since)
    told = ResidentInput.objects.filter(plan__neighbourhood=neighbourhood, kind=Heard.TALK)
    return recent.filter(plan=None).count() + told.filter(at__gt=since).count()


def reach_of(neighbourhood: Neighbourhood, now: datetime) -> Reach:
    """Of the last year, in one query."""
    rows = list(
        Conversation.objects.in_neighbourhood(neighbourhood)
        .filter(recorded_at__gt=now - YEAR)
        .values_list("spot")
        .annotate(talks=Count("pk"), people=Sum("people"))
        .order_by("-people", "spot")
    )
    shown = [Spot(spot) for spot, _talks, people in rows if people >= FEWEST_PEOPLE]
    return Reach(
        talks=sum(talks for _spot, talks, _people in rows),
        people=sum(people for _spot, _talks, people in rows),
        spots=[(str(spot.label), SPOT_ICONS[spot]) for spot in shown],
    )


def what_came(neighbourhood: Neighbourhood, most: int = 12) -> list[Thing]:
    """The newest things that everybody may read."""
    return _things(
        CameOfIt.objects.filter(conversation__neighbourhood=neighbourhood).order_by("-at", "-pk"),
        most,
    )


def led_to(conversation: Conversation) -> list[Thing]:
    return _things(CameOfIt.objects.filter(conversation=conversation).order_by("at", "pk"), 50)


def found_on(walk: Meeting) -> list[Thing]:
    """What came of the talks of a walk."""
    return _things(CameOfIt.objects.filter(conversation__walk=walk).order_by("at", "pk"), 50)


def _things(rows: QuerySet[CameOfIt], most: int) -> list[Thing]:
    """Only what is public, each once: two conversations can lead to one thing."""
    found = rows.select_related("asset", "initiative", "concern", "problem__plan__neighbourhood")
    things: dict[str, Thing] = {}
    for row in found[: most * 2]:
        thing = row.thing
        if not thing.is_public or (row.asset and row.asset.removed_at):
            continue
        icon, kind = _kind(row)
        url = thing.get_absolute_url()
        things.setdefault(f"{url} {thing}", Thing(str(thing), url, icon, kind))
    return list(things.values())[:most]


def _kind(row: CameOfIt) -> tuple[str, str]:
    if row.asset:
        return "heart-handshake", _("Wat er al is")
    if row.initiative:
        return "bulb", _("Initiatief")
    if row.concern:
        return "alert-triangle", _("Schoon, heel en veilig")
    return "target-arrow", _("Wat er speelt")


def readable(neighbourhood: Neighbourhood, user: User | AnonymousUser) -> ConversationQuerySet:
    return Conversation.objects.in_neighbourhood(neighbourhood).visible_to(user).newest_first()


def questions_for(neighbourhood: Neighbourhood) -> list[Asked]:
    """Those of the neighbourhood first."""
    own = OwnQuestion.objects.filter(neighbourhood=neighbourhood).order_by("pk")
    return [
        *(Asked(one.about, one.words, one.pk) for one in own),
        *(Asked(one.about, str(one.words)) for one in QUESTIONS),
    ]


def not_taken(neighbourhood: Neighbourhood, now: datetime) -> ConversationQuerySet:
    """Of the last year, and not counted in a year of goals yet."""
    here = Conversation.objects.in_neighbourhood(neighbourhood)
    return here.filter(plan=None, recorded_at__gt=now - YEAR)


def year_in_preparation(neighbourhood: Neighbourhood) -> YearPlan | None:
    plans = YearPlan.objects.in_neighbourhood(neighbourhood).preparing()
    return plans.select_related("neighbourhood").newest_first().first()


def made_meanwhile(conversation: Conversation, user: User) -> list[Initiative | Concern]:
    """What this person made here since, and is not linked yet: theirs to say that it came of it."""
    since = conversation.recorded_at
    linked = CameOfIt.objects.filter(conversation=conversation)
    initiatives = (
        Initiative.objects.filter(
            neighbourhood=conversation.neighbourhood,
            visibility=Visibility.PUBLIC,
            sent_at__gte=since,
            team__members__person_id=user.pk,
        )
        .exclude(pk__in=linked.exclude(initiative=None).values("initiative"))
        .order_by("-sent_at")[:10]
    )
    concerns = (
        Concern.objects.filter(
            neighbourhood=conversation.neighbourhood,
            reporter_id=user.pk,
            reported_at__gte=since,
        )
        .exclude(pk__in=linked.exclude(concern=None).values("concern"))
        .order_by("-pk")[:10]
    )
    return [*initiatives, *concerns]


def places_of(user: User) -> list[Neighbourhood]:
    """Where somebody is builder, officer or coordinator."""
    here = Membership.objects.current().filter(person_id=user.pk, role__in=[Role.BUILDER, *OFFICE])
    public = Neighbourhood.objects.public().filter(pk__in=here.values("neighbourhood"))
    return list(public.order_by("name"))


def initiatives_in(places: Collection[int]) -> list[Initiative]:
    """Those that go on, the newest hundred of them, by name: to say what a note is about."""
    found = Initiative.objects.filter(neighbourhood__in=places, visibility=Visibility.PUBLIC)
    newest = found.exclude(stage__in=ENDED).only("title").order_by("-sent_at")[:100]
    return sorted(newest, key=lambda one: one.title.lower())


def silent_for_long(user: User, places: Collection[int], now: datetime) -> list[Silent]:
    """Initiatives there of which nothing was heard, and that this person wrote nothing about, for
    two months (O107); the longest silent first."""
    about = Event.objects.filter(
        subject_kind=Initiative._meta.model_name, subject_id=OuterRef("pk")
    ).exclude(side=Event.Side.PLATFORM)
    heard = about.order_by("-at").values("at")[:1]
    notes = LogNote.objects.filter(person=user, initiative=OuterRef("pk"))
    note = notes.order_by("-at").values("at")[:1]
    found = (
        Initiative.objects.filter(neighbourhood__in=places, visibility=Visibility.PUBLIC)
        .exclude(stage__in=ENDED)
        .annotate(heard_at=Coalesce(Subquery(heard), "sent_at"), noted_at=Subquery(note))
        .filter(Q(noted_at=None) | Q(noted_at__lte=now - SILENCE), heard_at__lte=now - SILENCE)
        .order_by("heard_at", "pk")[:MOST_SILENT]
    )
    rows = found.values_list("heard_at", flat=True)
    return [
        Silent(one.title, one.get_absolute_url(), timezone.localdate(heard_at), one.pk)
        for one, heard_at in zip(found, rows, strict=True)
    ]


def notes_of(user: User) -> QuerySet[LogNote]:
    return LogNote.objects.filter(person=user).select_related("initiative").order_by("-day", "-pk")


def conversations_of(user: User) -> QuerySet[Conversation]:
    mine = Conversation.objects.filter(recorded_by=user, neighbourhood__is_public=True)
    return mine.select_related("neighbourhood").newest_first()

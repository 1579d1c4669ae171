"""What keeps an initiative going, and what stays of it when it ends (O50, O51, O62, O98, O122).

Nothing of a resident expires: a team that is silent is asked, kindly and once, and never closed.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from activity import actions as activity
from activity.models import Event, EventQuerySet

from .. import emails, verbs
from ..models import Initiative, LookBack, WithinReach
from ..states import ENDED, Stage, Visibility

Side = Event.Side

SILENCE = timedelta(days=120)
BUDDY_AGAIN = timedelta(days=14)
YEAR = timedelta(days=365)


@transaction.atomic
def look_back(
    initiative: Initiative, *, helped: str, otherwise: str, brought: str, key: UUID, by: User
) -> LookBack:
    """The three answers, in public; those that are empty are left out of history."""
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    known = LookBack.objects.filter(initiative=initiative).first()
    if known and known.key == key:
        return known
    answers = {"helped": helped, "otherwise": otherwise, "brought": brought}
    told, _is_new = LookBack.objects.update_or_create(
        initiative=initiative,
        defaults=answers | {"author": by, "key": key, "at": timezone.now()},
    )
    with translation.override(settings.LANGUAGE_CODE):  # history has one language
        asked = (
            (_("Wat hielp"), helped),
            (_("Wat we anders zouden doen"), otherwise),
            (_("Wat het ons bracht"), brought),
        )
        words = "\n\n".join(f"{question}: {answer}" for question, answer in asked if answer)
    _record(verbs.LOOKED_BACK.name, initiative, by, Side.TEAM, words=words)
    return told


@transaction.atomic
def stay_within_reach(initiative: Initiative, *, by: User) -> None:
    """Once a year a hello, until they say no."""
    _kept, is_new = WithinReach.objects.get_or_create(initiative=initiative, person=by)
    if is_new:
        _record(verbs.WITHIN_REACH.name, initiative, by, Side.RESIDENT, public=False)


@transaction.atomic
def leave_reach(initiative: Initiative, *, by: User) -> None:
    if WithinReach.objects.filter(initiative=initiative, person=by).delete()[0]:
        _record(verbs.OUT_OF_REACH.name, initiative, by, Side.RESIDENT, public=False)


@transaction.atomic
def say_it_goes_on(
    initiative: Initiative, words: str, *, heir: str | None = None, by: User, now: datetime
) -> None:
    """The team says it is still there; twice on one day is once. `heir` is who carries on when
    the money stops (O100), where that was asked."""
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if heir is not None and heir != initiative.heir:
        initiative.heir = heir
        initiative.save(update_fields=["heir"])
    told = _of(initiative, verbs.GOES_ON.name).filter(at__gte=now - timedelta(days=1))
    if not told.filter(words=words).exists():
        _record(verbs.GOES_ON.name, initiative, by, Side.TEAM, words=words)


@transaction.atomic
def ask_buddy(initiative: Initiative, words: str, *, by: User, now: datetime) -> bool:
    """Somebody from the neighbourhood who walks along for a while; False if that was just asked.

    The community builders hear, or the coordinators where there are none.
    """
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if _of(initiative, verbs.BUDDY_ASKED.name).filter(at__gte=now - BUDDY_AGAIN).exists():
        return False
    event = _record(verbs.BUDDY_ASKED.name, initiative, by, Side.TEAM, words=words, public=False)
    emails.buddy_asked(event, initiative)
    return True


def to_ask(now: datetime) -> list[Initiative]:
    """Ongoing ones that are a year further, and others that were silent long; see `ask`."""
    history = Event.objects.filter(
        subject_kind=Initiative._meta.model_name, subject_id=OuterRef("pk")
    ).order_by("-at")
    heard = history.filter(side__in=[Side.TEAM, Side.RESIDENT])
    staged = history.filter(verb=verbs.STAGE.name)
    found = Initiative.objects.filter(visibility=Visibility.PUBLIC).exclude(stage__in=ENDED)
    return list(
        found.annotate(
            heard_at=Subquery(heard.values("at")[:1]), staged_at=Subquery(staged.values("at")[:1])
        )
        .filter(
            Q(stage=Stage.ONGOING, staged_at__lte=now - YEAR)
            | Q(stage=Stage.ONGOING, staged_at=None, sent_at__lte=now - YEAR)
            | (~Q(stage=Stage.ONGOING) & Q(heard_at__lte=now - SILENCE))
        )
        .select_related("neighbourhood")
        .order_by("pk")
    )


@transaction.atomic
def ask(initiative: Initiative, *, now: datetime) -> Event | None:
    """Ask a team of `to_ask` how it is going: once per year, or once per silence.

    A clock that was down for a year asks once, and one that runs twice as well.
    """
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if initiative.stage in ENDED or not initiative.is_public:
        return None
    if initiative.stage == Stage.ONGOING:
        staged = _of(initiative, verbs.STAGE.name).order_by("-at").first()
        since = staged.at if staged else initiative.sent_at
        years = (now - since) // YEAR
        key = f"how_is_it:{initiative.pk}:{since:%Y-%m-%d}:{years}" if years else ""
    else:
        heard = _of(initiative).filter(side__in=[Side.TEAM, Side.RESIDENT])
        last = heard.order_by("-at").first()
        is_silent = last is not None and last.at <= now - SILENCE
        key = f"how_is_it:{initiative.pk}:{last.pk}" if last and is_silent else ""
    if not key:
        return None
    event = activity.record_once(
        key,
        verbs.HOW_IS_IT.name,
        initiative,
        neighbourhood=initiative.neighbourhood,
        now=now,
    )
    if event:
        emails.how_is_it(event, initiative)
    return event


def to_greet(now: datetime) -> list[WithinReach]:
    """Who are within reach for a year or more; see `greet`."""
    reach = WithinReach.objects.filter(since__lte=now - YEAR, person__erased_at=None)
    public = reach.filter(initiative__visibility=Visibility.PUBLIC)
    return list(public.select_related("initiative__neighbourhood", "person").order_by("pk"))


@transaction.atomic
def greet(reach: WithinReach, *, now: datetime) -> Event | None:
    """The yearly hello, with what goes on in the neighbourhood: once for each year."""
    years = (now - reach.since) // YEAR
    initiative = reach.initiative
    event = activity.record_once(
        f"hello:{reach.pk}:{years}",
        verbs.HELLO.name,
        initiative,
        neighbourhood=initiative.neighbourhood,
        now=now,
    )
    if event:
        emails.hello(event, reach)
    return event


def _of(initiative: Initiative, verb: str = "") -> EventQuerySet:
    history = Event.objects.filter(
        subject_kind=Initiative._meta.model_name, subject_id=initiative.pk
    )
    return history.filter(verb=verb) if verb else history


def _record(
    verb: str,
    initiative: Initiative,
    by: User,
    side: Side,
    *,
    words: str = "",
    public: bool = True,
) -> Event:
    return activity.record(
        verb,
        initiative,
        by=by,
        side=side,
        neighbourhood=initiative.neighbourhood,
        public=public,
        words=words,
    )

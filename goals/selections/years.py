"""The years of a neighbourhood, and its goals as pages show them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from accounts.models import User
from initiatives.models import Photo
from neighbourhoods.models import Neighbourhood

from ..models import (
    Assessment,
    CoSignature,
    Goal,
    GoalAgreement,
    GoalInitiative,
    GoalParty,
    YearPlan,
)
from ..models.goal import GoalQuerySet, address_of
from ..states import (
    MOST_GOALS,
    THEME_ICONS,
    WAS_CHOSEN,
    GoalState,
    Judgement,
    Part,
    ReviewState,
    Theme,
    YearState,
)

PREPARE_FROM = 8  # the month from which a coordinator is asked to prepare the next year
NAMES = 40  # of who put their name under a year; of more it says how many


class Year(NamedTuple):
    """A year to go to."""

    year: int
    url: str


class Years(NamedTuple):
    """What one finds here: the year that is `shown`, the one that is `preparing` (another one),
    the others that can be read, and the one that can be begun."""

    shown: YearPlan | None
    preparing: YearPlan | None
    others: list[Year]
    to_begin: int | None


class GoalCard(NamedTuple):
    """A goal as a list shows it. `how` says in one honest word how it goes, of which `mark` is the
    kind of badge; `lead` names who leads it; `photo` is empty where there is only the pictogram."""

    pk: int
    title: str
    want: str
    url: str
    icon: str
    theme: str
    lead: str
    how: str
    mark: str
    tint: int
    photo: str
    photo_srcset: str
    supporters: int
    is_mine: bool
    is_hidden: bool


class Supporters(NamedTuple):
    """How many found a goal important, and whether who asks is among them."""

    number: int
    with_me: bool


NOBODY = Supporters(0, False)


class Signatures(NamedTuple):
    """Who put their name under a year: the first of them, and how many more."""

    names: list[str]
    more: int
    is_mine: bool


def plans_at(slug: str) -> list[YearPlan]:
    """Of a public neighbourhood, the newest first, and with it."""
    plans = YearPlan.objects.public().filter(neighbourhood__slug=slug).newest_first()
    here = plans.select_related("neighbourhood")
    return list(here.defer("neighbourhood__drawing", "neighbourhood__introduction"))


def years_of(plans: list[YearPlan], year: int | None, *, today: date) -> Years:
    """Of `plans_at`. Without `year` the one that runs now is shown, else the newest that was
    chosen, else the one that is prepared."""
    shown = _shown(plans, year, today.year)
    preparing = next((one for one in plans if one.is_preparing and one != shown), None)
    others = [one for one in plans if one not in (shown, preparing)]
    return Years(
        shown,
        preparing,
        [Year(one.year, one.get_absolute_url()) for one in others],
        _to_begin({one.year for one in plans}, today),
    )


def _shown(plans: list[YearPlan], year: int | None, today_year: int) -> YearPlan | None:
    if year is not None:
        return next((one for one in plans if one.year == year), None)
    running = [one for one in plans if one.state == YearState.RUNNING]
    now = [one for one in running if one.year == today_year] or running
    chosen = [one for one in plans if not one.is_preparing]
    return next(iter(now or chosen or plans), None)


def _to_begin(known: Collection[int], today: date) -> int | None:
    """This year while there is time left to do something, or else the next."""
    if today.year not in known and today.month < PREPARE_FROM:
        return today.year
    return today.year + 1 if today.year + 1 not in known else None


def for_cards(goals: GoalQuerySet) -> GoalQuerySet:
    """With what the last closed review said of each."""
    said = Assessment.objects.filter(goal=OuterRef("pk"), review__state=ReviewState.CLOSED)
    last = said.order_by("-review__quarter").values("judgement")[:1]
    return goals.annotate(judgement=Subquery(last))


def goals_of_year(plan: YearPlan, user: User | AnonymousUser) -> tuple[list[Goal], list[Goal]]:
    """Those of a year that was chosen, and those that were not, with why: that stands as openly
    (rule R9). One query."""
    found = list(for_cards(Goal.objects.visible_to(user).standing().of_year(plan)))
    chosen = [one for one in found if one.state in WAS_CHOSEN]
    return chosen, [one for one in found if one.state == GoalState.NOT_CHOSEN]


def cards_of(
    plan: YearPlan,
    goals: Collection[Goal],
    *,
    supporters: Mapping[int, Supporters] | None = None,
) -> list[GoalCard]:
    """As they are given; asks for their photos and who leads them, however many."""
    photos, leads = _photos(goals), _leads(goals)
    return [
        _card(
            goal,
            photos.get(goal.pk),
            leads.get(goal.pk, []),
            how=_how(goal, plan),
            supporters=(supporters or {}).get(goal.pk, NOBODY),
        )
        for goal in goals
    ]


def signatures_of(plan: YearPlan, user: User | AnonymousUser) -> Signatures:
    found = CoSignature.objects.filter(plan=plan)
    first = list(found.select_related("person").order_by("at", "pk")[: NAMES + 1])
    more = found.count() - NAMES if len(first) > NAMES else 0
    is_mine = any(one.person_id == user.pk for one in first)
    if more and not is_mine and user.is_authenticated:
        is_mine = found.filter(person_id=user.pk).exists()
    return Signatures([one.person.public_name for one in first[:NAMES]], more, is_mine)


def to_carry(goal: Goal) -> YearPlan | None:
    """The year that is prepared now and to which this goal can go along; none when it went."""
    if not (goal.is_chosen and goal.is_ongoing):
        return None
    later = YearPlan.objects.preparing().filter(
        neighbourhood=goal.plan.neighbourhood_id, year__gt=goal.plan.year
    )
    went = Goal.objects.filter(carried_from=goal)
    return later.exclude(pk__in=went.values("plan")).order_by("year").first()


def to_carry_over(plan: YearPlan) -> list[Goal]:
    """Ongoing goals of an earlier year that did not go along yet."""
    earlier = Goal.objects.in_force().filter(
        plan__neighbourhood=plan.neighbourhood_id, plan__year__lt=plan.year, is_ongoing=True
    )
    went = Goal.objects.filter(carried_from__isnull=False).values("carried_from")
    return list(earlier.exclude(pk__in=went).select_related("plan").order_by("-plan__year", "pk"))


def _photos(goals: Iterable[Goal]) -> dict[int, Photo]:
    """The first photo of an initiative that is linked to each."""
    shown = GoalInitiative.objects.shown().filter(goal__in=[one.pk for one in goals])
    links = list(shown.select_related("initiative").order_by("pk"))
    covers = Photo.objects.covers_of([link.initiative for link in links])
    found: dict[int, Photo] = {}
    for link in links:
        if cover := covers.get(link.initiative_id):
            found.setdefault(link.goal_id, cover)
    return found


def _leads(goals: Iterable[Goal]) -> dict[int, list[str]]:
    leading = GoalParty.objects.filter(goal__in=[one.pk for one in goals], part=Part.LEADS)
    found: dict[int, list[str]] = {}
    for goal, name in leading.order_by("pk").values_list("goal", "organisation__name"):
        found.setdefault(goal, []).append(name)
    return found


def _how(goal: Goal, plan: YearPlan) -> tuple[str, str]:
    """In one honest word, and the kind of badge."""
    if goal.state == GoalState.REACHED:
        return _("Bereikt"), "positive"
    if goal.state == GoalState.STOPPED:
        return _("Gestopt"), "negative"
    if not goal.is_chosen:
        return "", ""
    judgement = getattr(goal, "judgement", None)
    if judgement == Judgement.KEEP:
        return _("Gaat door"), "positive"
    if judgement == Judgement.ADJUST:
        return _("Bijgesteld"), "warning"
    if judgement == Judgement.STOP:
        return _("Gestopt"), "negative"
    if plan.is_over:
        return _("Niet besproken"), "warning"
    if plan.is_running:
        return _("Net begonnen"), "info"
    return _("Begint op 1 januari"), "info"


def _card(
    goal: Goal,
    photo: Photo | None,
    leads: list[str],
    *,
    how: tuple[str, str],
    supporters: Supporters,
) -> GoalCard:
    return GoalCard(
        pk=goal.pk,
        title=goal.title,
        want=goal.want,
        url=address_of(goal.pk),
        icon=goal.icon,
        theme=goal.get_theme_display(),
        lead=", ".join(leads) or goal.get_lead_display(),
        how=how[0],
        mark=how[1],
        tint=goal.pk % 3 + 1,
        photo=photo.small if photo else "",
        photo_srcset=photo.srcset_webp if photo else "",
        supporters=supporters.number,
        is_mine=supporters.with_me,
        is_hidden=not goal.is_public,
    )


class GoalLink(NamedTuple):
    title: str
    url: str
    icon: str


def goals_now(neighbourhood: Neighbourhood) -> list[GoalLink]:
    """Those in force of the newest year that runs; one query."""
    goals = (
        Goal.objects.shown()
        .in_force()
        .filter(plan__neighbourhood=neighbourhood, plan__state=YearState.RUNNING)
    )
    rows = goals.order_by("-plan__year", "place", "pk").values_list(
        "pk", "title", "theme", "plan__year"
    )
    found = list(rows[: 2 * MOST_GOALS])  # of two years when one is not closed yet
    return [
        GoalLink(title, address_of(pk), THEME_ICONS[Theme(theme)])
        for pk, title, theme, year in found
        if year == found[0][3]
    ]


def goals_with_agreements(neighbourhood: Neighbourhood) -> list[tuple[str, str]]:
    """Public ones for which something was agreed, by key and title, the newest year first."""
    agreed = GoalAgreement.objects.filter(agreement__is_public=True)
    goals = Goal.objects.shown().was_chosen().filter(plan__neighbourhood=neighbourhood)
    found = goals.filter(pk__in=agreed.values("goal")).order_by("-plan__year", "place", "pk")
    return [
        (str(pk), f"{title} ({year})")
        for pk, title, year in found.values_list("pk", "title", "plan__year")[:100]
    ]

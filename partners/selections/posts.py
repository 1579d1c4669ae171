"""What organisations tell a neighbourhood, as pages show it."""

from collections.abc import Iterable
from datetime import date, time
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from core.dates import in_words
from neighbourhoods.models import Membership, Neighbourhood

from ..models import Organisation, Post
from ..models.post import PostQuerySet
from ..states import Kind, PostState

# In the address; without any it is news below the first activities that come.
NEWS, ACTIVITIES, OVER = "nieuws", "activiteiten", "geweest"
SHOWN = 3


class PostCard(NamedTuple):
    """What the component `post` shows; `when` is the day of an activity, or that on which news was
    posted, and `hours` from when until when an activity is."""

    title: str
    url: str
    text: str
    who: str
    who_url: str
    when: str
    hours: str
    date: str
    place: str
    group: str
    is_activity: bool
    is_over: bool
    state: str


class Latest(NamedTuple):
    news: list[PostCard]
    coming: list[PostCard]


def listed_in(neighbourhood: Neighbourhood, *, kind: str, party: str, today: date) -> PostQuerySet:
    """News, activities that come or those that have been; `party` is the slug of an organisation,
    or nothing."""
    found = Post.objects.shown().in_neighbourhood(neighbourhood)
    if party:
        found = found.filter(organisation__slug=party)
    if kind == ACTIVITIES:
        return found.coming(today).for_list()
    return (found.over(today) if kind == OVER else found.news()).for_list()


# What `shown` says, of one public neighbourhood.
LATEST = """
    SELECT * FROM (
        SELECT {columns} FROM {shown} AND post.day IS NULL
        ORDER BY post.posted_at DESC, post.id DESC LIMIT {few}
    ) AS news
    UNION ALL
    SELECT * FROM (
        SELECT {columns} FROM {shown} AND post.day >= %(today)s
        ORDER BY post.day, post.begins, post.id LIMIT {few}
    ) AS coming
"""
COLUMNS = """
    post.id, post.title, post.text, post.day, post.begins, post.ends, post.place, post."group",
    post.posted_at, post.state, organisation.name AS who
"""
BY_WHOM = """
    JOIN partners_organisation AS organisation ON organisation.id = post.organisation_id
    LEFT JOIN neighbourhoods_neighbourhood AS home ON home.id = organisation.neighbourhood_id
"""
IS_SHOWN = f"""
    post.state = '{PostState.PUBLIC}' AND post.removed_at IS NULL
    AND organisation.is_listed AND organisation.slug IS NOT NULL
    AND organisation.hidden_reason = '' AND (home.id IS NULL OR home.is_public)
"""
SHOWN_HERE = f"""
    partners_post AS post {BY_WHOM}
    WHERE post.neighbourhood_id = %(here)s AND {IS_SHOWN}
"""


def latest_in(neighbourhood: Neighbourhood, *, today: date) -> Latest:
    """The newest few and the first few that come, in one statement; written out, for it stands on
    the page that everybody comes to."""
    statement = LATEST.format(columns=COLUMNS, shown=SHOWN_HERE, few=SHOWN)
    asked = {"here": neighbourhood.pk, "today": connection.ops.adapt_datefield_value(today)}
    found = list(Post.objects.raw(statement, asked))
    news = sorted(
        (one for one in found if not one.is_activity),
        key=lambda one: (one.posted_at, one.pk),
        reverse=True,
    )
    coming = sorted(
        (one for one in found if one.is_activity), key=lambda one: (one.day, one.begins, one.pk)
    )
    return Latest(_few(news, today), _few(coming, today))


def _few(posts: Iterable[Post], today: date) -> list[PostCard]:
    return [
        _card(post, today=today, who=post.who, who_url="")  # type: ignore[attr-defined]  # a column
        for post in posts
    ]


def parties_in(neighbourhood: Neighbourhood) -> list[tuple[str, str]]:
    """The slugs and names of who posted here, by name."""
    posts = Post.objects.shown().in_neighbourhood(neighbourhood)
    found = Organisation.objects.filter(pk__in=posts.values("organisation"))
    named = found.order_by(Lower("name")).values_list("slug", "name")
    return [(slug, name) for slug, name in named if slug]


def of_organisation(organisation: Organisation, user: User | AnonymousUser) -> PostQuerySet:
    """The newest first; its own people see what waits or is hidden as well."""
    found = Post.objects.visible_to(user).standing().filter(organisation=organisation)
    return found.for_list().order_by("-posted_at", "-pk")


def own_here(
    user: User | AnonymousUser, neighbourhood: Neighbourhood, *, works_here: bool
) -> list[Organisation]:
    """In whose name somebody may post here, by name; `works_here`: for the municipality."""
    if not user.is_authenticated:
        return []
    mine = Q(members__person_id=user.pk)
    office = Q(kind=Kind.MUNICIPALITY) if works_here else Q(pk=None)
    found = Organisation.objects.with_page().active_in(neighbourhood).filter(mine | office)
    return list(found.only("name", "slug", "kind").distinct().order_by("name", "pk"))


def places_to_post(
    organisation: Organisation, user: User | AnonymousUser
) -> QuerySet[Neighbourhood]:
    """Where it is active; of a municipality where this person works for it."""
    here = Neighbourhood.objects.public().for_links().order_by("name")
    if organisation.kind != Kind.MUNICIPALITY:
        return here.filter(pk__in=organisation.places.values("neighbourhood"))
    office = Membership.objects.of_office().filter(person_id=user.pk)
    return here.filter(
        municipality=organisation.municipality_id, pk__in=office.values("neighbourhood")
    )


def cards(posts: Iterable[Post], *, today: date) -> list[PostCard]:
    """Of posts that were fetched with `for_list`; asks the database nothing."""
    return [card(post, today=today) for post in posts]


def card(post: Post, *, today: date) -> PostCard:
    organisation = post.organisation
    return _card(post, today=today, who=organisation.name, who_url=organisation.get_absolute_url())


def _card(post: Post, *, today: date, who: str, who_url: str) -> PostCard:
    day = post.day or timezone.localdate(post.posted_at)
    return PostCard(
        title=post.title,
        url=post.get_absolute_url(),
        text=post.text,
        who=who,
        who_url=who_url,
        when=capfirst(in_words(day, "l j F")) if post.is_activity else in_words(day),
        hours=hours(post.begins, post.ends) if post.begins else "",
        date=day.isoformat(),
        place=post.place,
        group=str(post.get_group_display()),
        is_activity=post.is_activity,
        is_over=post.day is not None and post.day < today,
        state="" if post.is_public else str(PostState(post.state).label),
    )


def hours(begins: time, ends: time | None) -> str:
    if ends is None:
        return _("%(from)s uur") % {"from": f"{begins:%H:%M}"}
    return _("%(from)s tot %(until)s uur") % {"from": f"{begins:%H:%M}", "until": f"{ends:%H:%M}"}

"""What organisations tell, when they are there, and who passed it on: through the same actions."""

from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from accounts.models import User
from neighbourhoods.models import Neighbourhood
from partners.actions import passing_on, posts, presences
from partners.actions.organisations import municipality_organisation
from partners.models import Organisation, Post
from partners.states import Weekday

from .cast import Cast
from .content import Passed, Present, Says, Wijk
from .history import Past, moment

SINCE = timedelta(days=40)  # they were there already
TOWN = "gemeente"  # in the texts, for the municipality's own


def tell_news(wijk: Wijk, neighbourhood: Neighbourhood, cast: Cast, past: Past) -> None:
    with past.at(past.now - SINCE):
        for present in wijk.presences:
            _be_there(present, neighbourhood, cast)
    for says in wijk.posts:
        organisation = _organisation(says.of, neighbourhood)
        day = timezone.localdate(past.now) - timedelta(days=says.posted)
        at = moment(day, says.title, office=False, not_before=organisation.made_at, now=past.now)
        with past.at(at):
            post = _publish(says, organisation, neighbourhood, cast, past, now=at)
        for passed in says.passed_on:
            _pass_on(passed, post, at + timedelta(hours=3), cast, past)


def _be_there(present: Present, neighbourhood: Neighbourhood, cast: Cast) -> None:
    by = cast.known[present.by]
    times = presences.Times(
        neighbourhood=neighbourhood,
        days=[Weekday(int(day)) for day in present.days],
        begins=time.fromisoformat(present.begins),
        ends=time.fromisoformat(present.ends),
        place=present.place,
        person=cast.known[present.who] if present.who else None,
    )
    key = uuid5(NAMESPACE_URL, f"demo/{neighbourhood.slug}/{present}")
    presences.add(_organisation(present.of, neighbourhood), times, key=key, by=by)


def _publish(
    says: Says,
    organisation: Organisation,
    neighbourhood: Neighbourhood,
    cast: Cast,
    past: Past,
    *,
    now: datetime,
) -> Post:
    written = posts.Written(
        title=says.title,
        text=says.text,
        day=_day(says.in_days, past),
        begins=time.fromisoformat(says.begins) if says.begins else None,
        ends=time.fromisoformat(says.ends) if says.ends else None,
        place=says.place,
        group=says.group,
    )
    key = uuid5(NAMESPACE_URL, f"demo/{neighbourhood.slug}/{says.title}")
    return posts.publish(
        organisation, written, neighbourhood=neighbourhood, key=key, by=cast.known[says.by], now=now
    )


def _pass_on(passed: Passed, post: Post, at: datetime, cast: Cast, past: Past) -> None:
    group = _organisation(passed.group, post.neighbourhood)
    asked, answered = (min(one, past.now) for one in (at, at + timedelta(days=1)))
    with past.at(asked):
        passing = passing_on.ask(
            post, group, passed.words, key=uuid5(post.key, group.name), by=post.posted_by, now=asked
        )
    by = _contact(group)
    with past.at(answered):
        if passed.answer == "passed_on":
            passing_on.pass_on(passing, language=passed.language, by=by, now=answered)
        elif passed.answer == "rather_not":
            passing_on.rather_not(passing, by=by, now=answered)


def _organisation(name: str, neighbourhood: Neighbourhood) -> Organisation:
    if name == TOWN:
        return municipality_organisation(neighbourhood.municipality)
    return Organisation.objects.get(name=name, neighbourhood=neighbourhood)


def _contact(organisation: Organisation) -> User:
    return organisation.members.select_related("person").get(is_contact=True).person


def _day(in_days: int | None, past: Past) -> date | None:
    if in_days is None:
        return None
    return timezone.localdate(past.now) + timedelta(days=in_days)

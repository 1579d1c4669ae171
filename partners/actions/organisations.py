"""Everything that changes an organisation. Callers have checked who may."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event, Flag
from neighbourhoods.models import Municipality, Neighbourhood

from .. import emails, verbs
from ..models import ActiveIn, Member, Organisation, PassingOn, Post, Presence, Programme, Reached
from ..states import Kind, Overtaken
from . import members

LONGEST_SLUG = 60


@dataclass(frozen=True)
class Texts:
    """What an organisation says of itself; `words` are the languages and groups it reaches.

    `places` are the neighbourhoods it works in; its own always stays one of them.
    """

    name: str
    aim: str = ""
    can: str = ""
    wants: str = ""
    cannot: str = ""
    conditions: str = ""
    place: str = ""
    hours: str = ""
    phone: str = ""
    words: frozenset[str] = frozenset()
    places: frozenset[int] = frozenset()

    @property
    def fields(self) -> dict[str, str]:
        return {name: value for name, value in vars(self).items() if isinstance(value, str)}


def side_of(organisation: Organisation) -> Side:
    """For whom somebody acts who acts for this organisation."""
    if organisation.kind == Kind.MUNICIPALITY:
        return Side.MUNICIPALITY
    return Side.TEAM if organisation.is_team else Side.PARTNER


def municipality_organisation(municipality: Municipality) -> Organisation:
    """The one organisation of a municipality, made when it is first needed."""
    organisation, _is_new = Organisation.objects.get_or_create(
        kind=Kind.MUNICIPALITY,
        municipality=municipality,
        defaults={"name": f"Gemeente {municipality.name}", "is_listed": True},
    )
    give_address(organisation)
    return organisation


def rename(organisation: Organisation, name: str) -> None:
    """Its address stays: others have written it down."""
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


@transaction.atomic
def add(
    kind: Kind,
    name: str,
    *,
    neighbourhood: Neighbourhood,
    key: UUID,
    by: User,
    now: datetime,
    contact: str = "",
) -> Organisation:
    """An organisation with a page. Without the address of a first `contact`, `by` is it.

    A `key` that was sent before gives the organisation that it made.
    """
    Neighbourhood.objects.select_for_update().get(pk=neighbourhood.pk)
    made = Organisation.objects.filter(made_as=key).first()
    if made:
        return made
    organisation = Organisation.objects.create(
        kind=kind,
        name=name,
        municipality=neighbourhood.municipality,
        neighbourhood=neighbourhood,
        is_listed=True,
        made_as=key,
    )
    give_address(organisation)
    ActiveIn.objects.create(organisation=organisation, neighbourhood=neighbourhood)
    if not contact:
        Member.objects.create(organisation=organisation, person=by, is_contact=True)
    side = Side.MUNICIPALITY if contact else Side.RESIDENT
    record(verbs.ORGANISATION_ADDED.name, organisation, by=by, side=side)
    if contact:
        invitation, _is_new = members.invite(organisation, contact, by=by, now=now)
        emails.invited(invitation)
    return organisation


@transaction.atomic
def edit(
    organisation: Organisation, texts: Texts, *, seen: UUID | None, key: UUID, by: User
) -> Organisation:
    """Nobody is mailed: an edit is not news. A residents' team is called as its initiative is.

    `seen` is the edit that its writer had in front of them: raises Overtaken when somebody else
    was first. The same `key` again, or texts that are as they were, change nothing.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.edited_as == key:
        return organisation
    fields = texts.fields
    if organisation.is_team:
        fields.pop("name")
    changes = [name for name, value in fields.items() if getattr(organisation, name) != value]
    reached = set(organisation.reached.values_list("word", flat=True))
    places = set(organisation.places.values_list("neighbourhood", flat=True))
    wanted = _places_of(organisation, texts, places)
    if not changes and reached == texts.words and places == wanted:
        return organisation
    if organisation.edited_as != seen:
        raise Overtaken(f"edited as {organisation.edited_as}, seen {seen}")
    for name in changes:
        setattr(organisation, name, fields[name])
    organisation.edited_as = key
    organisation.save(update_fields=[*changes, "edited_as"])
    _reach(organisation, texts.words, reached)
    _be_active_in(organisation, wanted, places)
    record(verbs.ORGANISATION_EDITED.name, organisation, by=by)
    return organisation


@transaction.atomic
def list_team(team: Organisation, *, by: User) -> Organisation:
    """A residents' team chooses to be listed among the organisations of its neighbourhood."""
    team = Organisation.objects.select_for_update(of=("self",)).get(pk=team.pk)
    if team.is_listed:
        return team
    team.is_listed = True
    team.save(update_fields=["is_listed"])
    give_address(team)
    assert team.neighbourhood, "a team is of a neighbourhood"
    ActiveIn.objects.get_or_create(organisation=team, neighbourhood=team.neighbourhood)
    _tell_by_its_page(team)
    record(verbs.ORGANISATION_LISTED.name, team, by=by)
    return team


@transaction.atomic
def unlist_team(team: Organisation, *, by: User) -> Organisation:
    """Its page is gone; what it wrote there waits for when it wants one again."""
    team = Organisation.objects.select_for_update(of=("self",)).get(pk=team.pk)
    if not team.is_listed:
        return team
    team.is_listed = False
    team.save(update_fields=["is_listed"])
    _tell_by_its_page(team)
    record(verbs.ORGANISATION_UNLISTED.name, team, by=by, public=False)
    activity.forget(team, title=team.name, url=team.place_url)
    return team


@transaction.atomic
def hide(organisation: Organisation, reason: str, *, by: User) -> Organisation:
    """By the house rules, with a reason for its members."""
    if not organisation.is_hidden:  # else somebody may wait for another look
        activity.close_flags("organisation", organisation.pk, decision=Flag.Decision.HIDDEN, by=by)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.is_hidden:
        return organisation
    organisation.hidden_reason = reason
    return _judge(organisation, verbs.ORGANISATION_HIDDEN.name, by=by)


@transaction.atomic
def show(organisation: Organisation, *, by: User) -> Organisation:
    activity.close_flags("organisation", organisation.pk, decision=Flag.Decision.STAYS, by=by)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not organisation.is_hidden:
        return organisation
    organisation.hidden_reason = ""
    return _judge(organisation, verbs.ORGANISATION_SHOWN.name, by=by)


@transaction.atomic
def leave_behind(organisation: Organisation, *, by: User) -> None:
    """Its last member stops and lets it stand: who runs the neighbourhood hears of it."""
    event = record(verbs.ORGANISATION_LEFT.name, organisation, by=by)
    emails.left(event, organisation)


@transaction.atomic
def take_away(organisation: Organisation, *, by: User) -> None:
    """Its last member stops and wants it gone: no page, no texts, no name in history."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    with translation.override(settings.LANGUAGE_CODE):  # history has one language
        gone = _("Een organisatie die is weggehaald")
    for name in (*Organisation.TEXTS, "place", "hours", "phone"):
        setattr(organisation, name, "")
    organisation.name, organisation.slug, organisation.is_listed = gone, None, False
    organisation.save()
    Programme.objects.filter(organisation=organisation).delete()
    Presence.objects.filter(organisation=organisation).delete()
    PassingOn.objects.filter(organisation=organisation).delete()
    posts = Post.objects.filter(organisation=organisation)
    activity.forget_all("post", list(posts.values_list("pk", flat=True)))
    posts.delete()
    activity.close_flags("organisation", organisation.pk, decision=Flag.Decision.GONE, by=by)
    activity.forget(organisation, title=gone, url=organisation.place_url)


def give_address(organisation: Organisation) -> None:
    """Readable, and its own: of two with one name the second has its number behind it."""
    if organisation.slug:
        return
    slug = slugify(organisation.name)[:LONGEST_SLUG].strip("-") or "organisatie"
    mine = Organisation.objects.filter(pk=organisation.pk)
    try:
        with transaction.atomic():
            mine.update(slug=slug)
    except IntegrityError:
        slug = f"{slug}-{organisation.pk}"
        mine.update(slug=slug)
    organisation.slug = slug


def record(
    verb: str,
    organisation: Organisation,
    *,
    by: User,
    side: Side | None = None,
    public: bool = True,
    words: str = "",
    url: str = "",
) -> Event:
    """One line in the history of an organisation and of the neighbourhood where it is at home."""
    return activity.record(
        verb,
        organisation,
        by=by,
        side=side or side_of(organisation),
        neighbourhood=organisation.neighbourhood,
        public=public,
        words=words,
        url=url,
    )


def _tell_by_its_page(organisation: Organisation) -> None:
    """What it posted is in history for as long as everybody reads its page."""
    posts = Post.objects.filter(organisation=organisation)
    shown = Post.objects.shown().filter(organisation=organisation)
    activity.set_public_only(
        "post",
        list(posts.values_list("pk", flat=True)),
        [verbs.POSTED.name, verbs.ACTIVITY_POSTED.name],
        list(shown.values_list("pk", flat=True)),
    )


def _places_of(organisation: Organisation, texts: Texts, now: set[int]) -> set[int]:
    """A team stays in its own neighbourhood, and the others are never without theirs."""
    if organisation.is_team or organisation.neighbourhood_id is None:
        return now
    return set(texts.places) | {organisation.neighbourhood_id}


def _reach(organisation: Organisation, words: Collection[str], known: set[str]) -> None:
    organisation.reached.exclude(word__in=words).delete()
    Reached.objects.bulk_create(
        Reached(organisation=organisation, word=word) for word in sorted(set(words) - known)
    )


def _be_active_in(organisation: Organisation, places: set[int], known: set[int]) -> None:
    organisation.places.exclude(neighbourhood__in=places).delete()
    ActiveIn.objects.bulk_create(
        ActiveIn(organisation=organisation, neighbourhood_id=place)
        for place in sorted(places - known)
    )


def _judge(organisation: Organisation, verb: str, *, by: User) -> Organisation:
    organisation.save(update_fields=["hidden_reason"])
    _tell_by_its_page(organisation)
    event = record(
        verb,
        organisation,
        by=by,
        side=Side.MUNICIPALITY,
        public=False,
        words=organisation.hidden_reason,
    )
    emails.judged(event, organisation)
    return organisation

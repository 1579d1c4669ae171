"""Who could pass a post on, and who did."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from ..models import Member, Organisation, PassingOn, Post
from ..models.organisation import OrganisationQuerySet
from ..states import OF_PEOPLE, PassingState
from .organisations import listed_in


class PassedOn(NamedTuple):
    """Which group passed a post on, or was asked to; `words` say how it stands."""

    name: str
    url: str
    words: str


def groups_for(post: Post, *, words: Iterable[str] = ()) -> OrganisationQuerySet:
    """Other groups of residents here in which somebody can answer, by name.

    `words` are languages and groups of people: it reaches all of these.
    """
    here = Member.objects.filter(organisation=OuterRef("pk")).still_here()
    found = listed_in(post.neighbourhood, words=words).filter(Exists(here), kind__in=OF_PEOPLE)
    return found.exclude(pk=post.organisation_id)


def could_pass_on(post: Post, *, words: Iterable[str]) -> OrganisationQuerySet:
    """Those that were not asked yet."""
    asked = PassingOn.objects.filter(post=post).values("organisation")
    return groups_for(post, words=words).exclude(pk__in=asked)


def passed_on(post: Post, *, with_asked: bool) -> list[PassedOn]:
    """Who passed it on; `with_asked`: who was asked and did not, or not yet, as well. One query."""
    found = PassingOn.objects.filter(
        post=post, organisation__in=Organisation.objects.public().values("pk")
    )
    if not with_asked:
        found = found.filter(state=PassingState.PASSED_ON)
    return [
        PassedOn(one.organisation.name, one.organisation.get_absolute_url(), in_words(one))
        for one in found.select_related("organisation").order_by("pk")
    ]


def in_words(passing: PassingOn) -> str:
    if passing.state != PassingState.PASSED_ON:
        return str(PassingState(passing.state).label)
    if not passing.language:
        return _("doorgegeven")
    return _("doorgegeven (%(language)s)") % {"language": passing.get_language_display()}


def waiting_for(organisation: Organisation) -> list[PassingOn]:
    """What it is asked to pass on and did not answer; what nobody reads any more waits no more."""
    shown = Post.objects.shown().filter(neighbourhood__is_public=True)
    found = PassingOn.objects.filter(
        organisation=organisation, state=PassingState.ASKED, post__in=shown.values("pk")
    )
    return list(found.select_related("post").order_by("pk"))

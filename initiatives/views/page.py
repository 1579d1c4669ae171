"""What the page of an initiative shows; its own parts answer with the same."""

import re
from uuid import uuid4

from django.utils import timezone

from core.htmx import Request
from neighbourhoods.http import office

from ..forms.conversation import ReactionForm
from ..models import Initiative
from ..selections.album import album_of
from ..selections.answers import officer_card, shown_answer
from ..selections.challenges import stand
from ..selections.conversation import conversation
from ..selections.kinds import challenge_of, experiment_of
from ..selections.people import InTeam, is_left, relation_of, speaking_of
from ..selections.questions import open_question
from ..selections.story import as_read_by_others, beginning_of, story, with_photos
from ..selections.together import goes_on_in
from ..states import ENDED


def join_context(request: Request, initiative: Initiative) -> dict[str, object]:
    """The part `join` alone: who is with it, and whether this person is."""
    return _joined(request, initiative, speaking_of(initiative).team)


def _joined(request: Request, initiative: Initiative, team: list[InTeam]) -> dict[str, object]:
    challenge = challenge_of(initiative)
    return {
        "initiative": initiative,
        "team": [one.face for one in team],
        "relation": relation_of(initiative, request.user),
        "in_team": any(one.key == request.user.pk for one in team),
        "is_left": is_left(initiative, team),
        "is_over": initiative.stage in ENDED,
        "experiment": experiment_of(initiative),
        "challenge": challenge,
        "challenge_stand": stand(challenge) if challenge else None,
    }


def conversation_context(request: Request, initiative: Initiative) -> dict[str, object]:
    """The questions and reactions, from the one in the address on, or the newest."""
    moderates = office(request).moderates(initiative.neighbourhood)
    since = key_of(request, "vanaf")
    talk = conversation(
        initiative,
        request.user,
        moderates=moderates,
        now=timezone.now(),
        since=since,
        whole=key_of(request, "alles"),
    )
    return {"initiative": initiative, "conversation": talk, "since": since}


def key_of(request: Request, name: str) -> int | None:
    """A key in the address or in the form; nothing for what is no number that a key can be."""
    given = request.POST.get(name) or request.GET.get(name, "")
    return int(given) if re.fullmatch(r"[0-9]{1,18}", given) else None


def reaction_form(request: Request) -> ReactionForm | None:
    """For who is signed in; others get it at its own address, so that reading asks no cookie."""
    if not request.user.is_authenticated:
        return None
    return ReactionForm(initial={"key": uuid4()}, now=timezone.now().timestamp())


def merged_context(initiative: Initiative) -> dict[str, object]:
    """The page of one that goes on in another: as it was, without anything to press."""
    review = initiative.review
    told, has_more = beginning_of(story(initiative))
    album = album_of(initiative, [int(one.news) for one in told if one.news])
    team, answers = speaking_of(initiative)
    return {
        "neighbourhood": initiative.neighbourhood,
        "section": "initiatives",
        "initiative": initiative,
        "goes_on_in": goes_on_in(initiative),
        "team": [one.face for one in team],
        "answer": shown_answer(review, answers, officer_card(review)) if answers else None,
        "album": album,
        "story": with_photos(told, album.news),
        "has_more": has_more,
    }


def detail_context(request: Request, initiative: Initiative) -> dict[str, object]:
    review, held, neighbourhood = initiative.review, office(request), initiative.neighbourhood
    speaking = speaking_of(initiative)
    joined = _joined(request, initiative, speaking.team)
    # The page itself is read far more often than what is said under it, which comes on its own;
    # unless the address names a reaction, as in a mail.
    named = key_of(request, "vanaf") is not None
    talk = conversation_context(request, initiative) if named else {}
    told, has_more = beginning_of(story(initiative))
    if initiative.is_public and not joined["in_team"]:
        told = as_read_by_others(told)
    updates = [int(one.news) for one in told if one.news]
    album = album_of(initiative, updates, with_coming=bool(joined["in_team"]))
    return (
        joined
        | talk
        | {
            "neighbourhood": neighbourhood,
            "form": reaction_form(request),
            "section": "initiatives",
            "answer": shown_answer(review, speaking.answers, officer_card(review)),
            "open_question": open_question(review) if joined["in_team"] else None,
            "album": album,
            "coming": album.coming,
            "story": with_photos(told, album.news),
            "has_more": has_more,
            "can_answer": neighbourhood.pk in held.works_in,
            "can_hide": held.moderates(neighbourhood),
        }
    )

"""What the page of an initiative shows; its own parts answer with the same."""

from core.htmx import Request
from neighbourhoods.http import has_office
from neighbourhoods.models import Membership

from .. import permissions
from ..models import Initiative
from ..selections.answers import officer_card, shown_answer
from ..selections.people import faces, relation_of, team_of
from ..selections.story import story


def join_context(request: Request, initiative: Initiative) -> dict[str, object]:
    """The part `join` alone: who is with it, and whether this person is."""
    members = team_of(initiative)
    return {
        "initiative": initiative,
        "team": faces(members),
        "relation": relation_of(initiative, request.user),
        "in_team": any(member.person_id == request.user.pk for member in members),
    }


def detail_context(request: Request, initiative: Initiative) -> dict[str, object]:
    review = initiative.review
    works_somewhere = has_office(request)  # others can do neither of the two below
    can_answer = works_somewhere and permissions.can_answer(request.user, initiative)
    return join_context(request, initiative) | {
        "neighbourhood": initiative.neighbourhood,
        "section": "initiatives",
        "answer": shown_answer(
            review,
            list(review.answers.select_related("officer")[:1]),
            officer_card(review, Membership.objects.in_view()),
        ),
        "questions": list(review.questions.select_related("officer", "answered_by")),
        "story": story(initiative),
        "can_answer": can_answer,
        "can_hide": can_answer
        or (works_somewhere and permissions.can_hide(request.user, initiative)),
    }

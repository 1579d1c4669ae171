"""What the page of an initiative shows; its own parts answer with the same."""

from core.htmx import Request
from neighbourhoods.models import Membership

from .. import permissions
from ..forms.team import JoinForm
from ..models import Initiative
from ..selections.answers import officer_card, shown_answer
from ..selections.people import faces, relation_of, team_of
from ..selections.story import story


def detail_context(request: Request, initiative: Initiative) -> dict[str, object]:
    review = initiative.review
    members = team_of(initiative)
    relation = relation_of(initiative, request.user)
    in_team = any(member.person_id == request.user.pk for member in members)
    return {
        "neighbourhood": initiative.neighbourhood,
        "section": "initiatives",
        "initiative": initiative,
        "answer": shown_answer(
            review,
            list(review.answers.all()[:1]),
            officer_card(review, Membership.objects.in_view()),
        ),
        "questions": list(review.questions.select_related("officer", "answered_by")),
        "story": story(initiative),
        "team": faces(members),
        "relation": relation,
        "in_team": in_team,
        "can_answer": permissions.can_answer(request.user, initiative),
        "join_form": JoinForm(),
    }

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from neighbourhoods.models import Neighbourhood
from neighbourhoods.permissions import can_moderate, can_set_texts, works_in
from partners.models import Member
from partners.permissions import is_member
from partners.states import Kind

from .models import Initiative, MetObstacle, Obstacle, Offer, Review, SupportRequest
from .states import AskedOf


def leads(user: User | AnonymousUser, initiative: Initiative) -> bool:
    """On the initiative's team: stage, updates and asking to reconsider are theirs (rule R1)."""
    return is_member(user, initiative.team_id)


def can_invite(user: User | AnonymousUser, initiative: Initiative) -> bool:
    """The team; where nobody of it is left, who works here looks for somebody to carry on."""
    if leads(user, initiative):
        return True
    members = Member.objects.filter(organisation=initiative.team_id, person__erased_at=None)
    return not members.exists() and can_answer(user, initiative)


def can_answer(user: User | AnonymousUser, initiative: Initiative) -> bool:
    """Officers and coordinators of the neighbourhood speak for the municipality."""
    return works_in(user, initiative.neighbourhood)


def can_hand_over(user: User, review: Review) -> bool:
    """Who holds it, or anybody here where nobody does; the coordinator anybody's."""
    place = review.initiative.neighbourhood
    if can_set_texts(user, place):
        return True
    return review.officer_id in {None, user.pk} and works_in(user, place)


def can_bring_list(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> bool:
    """Who runs the neighbourhood: its coordinator, and the administrator."""
    return can_set_texts(user, neighbourhood)


def can_say_alike(user: User | AnonymousUser, initiative: Initiative) -> bool:
    """That it looks like another one: its team, and who answers here."""
    return leads(user, initiative) or can_answer(user, initiative)


def can_hide(user: User | AnonymousUser, initiative: Initiative) -> bool:
    """By the house rules only, and apart from the municipality's answer."""
    return can_moderate(user, initiative.neighbourhood)


def can_answer_request(user: User | AnonymousUser, request: SupportRequest) -> bool:
    """Whom the team asked: who works here for the municipality, or belongs to the organisation."""
    if request.asked_of == AskedOf.MUNICIPALITY:
        return works_in(user, request.initiative.neighbourhood)
    return request.organisation_id is not None and is_member(user, request.organisation_id)


def made_offer(user: User | AnonymousUser, offer: Offer) -> bool:
    """They can take it back: who made it, or belongs to the organisation that did."""
    if offer.organisation_id is None:
        return offer.person_id == user.pk
    return offer.by_id == user.pk or is_member(user, offer.organisation_id)


def can_report_obstacle(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> bool:
    """Anyone in a team here, and who works here."""
    if not user.is_authenticated:
        return False
    teams = Initiative.objects.of_team_member(user).in_neighbourhood(neighbourhood).standing()
    return teams.exists() or works_in(user, neighbourhood)


def can_arrange(user: User | AnonymousUser, obstacle: Obstacle) -> bool:
    """Takes it up, hands it on and answers it: who works here for the municipality."""
    return works_in(user, obstacle.neighbourhood)


def can_reply_to_obstacle(user: User | AnonymousUser, obstacle: Obstacle) -> bool:
    """Who belongs to the organisation in whose way of working it is; the municipality answers."""
    organisation = obstacle.organisation
    return organisation.kind != Kind.MUNICIPALITY and is_member(user, organisation.pk)


def met_obstacle(user: User | AnonymousUser, obstacle: Obstacle) -> bool:
    """They say whether they can go on."""
    if not user.is_authenticated:
        return False
    return MetObstacle.objects.filter(obstacle=obstacle).of(user).exists()

"""Who hears of what, and with which words. Whether and how is activity's."""

from .challenges import challenge, challenge_due
from .conversation import news_judged, reacted, reaction_judged
from .helping import offer_answered, offered, request_answered, request_due, requested
from .initiatives import (
    hidden,
    invitation_url,
    invited,
    joined,
    left,
    news,
    sent,
    stage_set,
    team_changed,
)
from .joining_forces import merged, proposal_ended, proposed, resembles, together
from .keeping import buddy_asked, hello, how_is_it
from .people import officer
from .reviews import (
    answer_wanted,
    answered,
    asked,
    date_agreed,
    date_kept,
    date_proposed,
    due,
    handed_over,
    handed_to,
    list_waits,
    mentioned,
    reconsider,
    replied,
)

__all__ = [
    "answer_wanted",
    "answered",
    "asked",
    "buddy_asked",
    "challenge",
    "challenge_due",
    "date_agreed",
    "date_kept",
    "date_proposed",
    "due",
    "handed_over",
    "handed_to",
    "hello",
    "hidden",
    "how_is_it",
    "invitation_url",
    "invited",
    "joined",
    "left",
    "list_waits",
    "mentioned",
    "merged",
    "news",
    "news_judged",
    "offer_answered",
    "offered",
    "officer",
    "proposal_ended",
    "proposed",
    "reacted",
    "reaction_judged",
    "reconsider",
    "replied",
    "request_answered",
    "request_due",
    "requested",
    "resembles",
    "sent",
    "stage_set",
    "team_changed",
    "together",
]

"""What is mine: a resident's own page, and what waits for who works here."""

from django.db.models import QuerySet
from django.db.models.functions import Substr
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest, signed_in
from accounts.models import Draft, User
from activity.models import Follow
from core.access import require
from core.htmx import render
from core.paging import page
from initiatives.models import Initiative
from initiatives.selections.cards import cards
from initiatives.selections.choosing import ALL, MINE, chosen_in
from initiatives.selections.questions import mine as asked_and_coming
from initiatives.selections.work import work_of
from neighbourhoods.http import has_office, office
from neighbourhoods.models import Neighbourhood
from neighbourhoods.selections.absences import stood_in_for
from participation.selections.waiting import waiting_for as meetings_waiting_for
from partners.selections.agreements import waiting_for as promises_of
from partners.selections.concerns import waiting_for as concerns_waiting_for
from partners.selections.organisations import concerns_of, organisations_of

from ..forms import SaveFilterForm, filters_of
from ..selections.desk import desk_of
from ..selections.governed import governed_by
from ..selections.moderation import counts_for
from .working import undoable

OWN = 20
BEGUN = "initiative:"  # before the slug, in the name of a draft


@require_safe
@signed_in
def start(request: SignedInRequest) -> HttpResponse:
    """Where signing in leads when it was not on the way to another page."""
    return redirect("portal:work" if has_office(request) else "portal:my_neighbourhood")


@require_safe
@signed_in
def neighbourhood(request: SignedInRequest) -> HttpResponse:
    """What waits for me, when I come to help, my initiatives, what I began and did not send, and
    what I follow."""
    now = timezone.now()
    visible = Initiative.objects.visible_to(request.user)
    followed = Follow.objects.filter(
        person=request.user, subject_kind=Initiative._meta.model_name, is_muted=False
    )
    mine = Initiative.objects.of_team_member(request.user).standing()
    others = visible.filter(pk__in=followed.values("subject_id")).exclude(pk__in=mine.values("pk"))
    own = list(mine.for_cards().newest_first()[:OWN])
    shown = page(others.for_cards().newest_first(), request.GET.get("page"))
    both = cards([*own, *shown.rows])
    organisations = organisations_of(request.user, now=now)
    asked = asked_and_coming(request.user, now=now)
    return render(
        request,
        "portal/mine.html",
        {
            "section": "my_neighbourhood",
            "waiting": asked.waiting,
            "coming": asked.coming,
            "promises": promises_of(request.user, now=now),
            "concerns": concerns_of(organisations),
            "own": both[: len(own)],
            "organisations": organisations,
            "drafts": list(Neighbourhood.objects.public().filter(slug__in=_begun(request.user))),
            "page": shown,
            "followed": both[len(own) :],
        },
    )


def _begun(user: User) -> QuerySet[Draft, str]:
    """Of which neighbourhoods (their slugs) an idea was begun and not sent."""
    drafts = Draft.objects.filter(person=user, form__startswith=BEGUN)
    return drafts.values_list(Substr("form", len(BEGUN) + 1), flat=True)


@require_safe
@signed_in
def work(request: SignedInRequest) -> HttpResponse:
    """What waits for me, or for all when I coordinate: by date, what is late in plain sight."""
    require(has_office(request))
    held = office(request)
    now = timezone.now()
    places, saved = desk_of(request.user, held.works_in, timezone.localdate(now))
    coordinated = [place for place in places if place.pk in held.coordinates]
    chosen = chosen_in(request.GET, otherwise=ALL if coordinated else MINE)
    stood_in = stood_in_for(request.user.pk, places)
    is_open = "filter" in request.GET or not chosen.is_plain
    governed = governed_by(request.user) if held.administers else []
    return render(
        request,
        "portal/work.html",
        {
            "section": "work",
            "work": work_of(
                request.user, works_in=held.works_in, now=now, chosen=chosen, away=stood_in
            ),
            "chosen": chosen,
            "undoable": len(undoable(request)),
            "saved": saved,
            "filters": filters_of(request.user, chosen, places) if is_open else None,
            "keep": SaveFilterForm(initial={"query": chosen.query}) if is_open else None,
            "away": [
                (place, one)
                for place in places
                for one in place.away
                if one.person == request.user.pk
            ],
            "now": timezone.localtime(now),
            "answers_here": bool(held.works_in),
            "places": [place for place in places if place.is_public],
            "coordinated": coordinated,
            "worked_in": places,
            "flagged": counts_for(office(request)),
            "concerns": concerns_waiting_for(request.user, held.works_in, now),
            "meetings": meetings_waiting_for(held.works_in, now),
            "governed": governed,
            "runs": any(one.number for one in governed),
            "gaps": sum(len(one.gaps) for one in governed),
        },
        partial="filters",
    )

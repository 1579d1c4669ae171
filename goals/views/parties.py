"""The joint agenda of a goal: a party says what it does, and takes that back (O119)."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render
from partners.models import Organisation

from .. import permissions
from ..actions import parties
from ..forms.parties import PartyForm, WithdrawForm, as_it_stands
from ..models import Goal, GoalParty
from ..selections.agenda import agenda
from ..selections.linking import adding
from ..selections.parties import is_open, parties_in, programmes_here
from ..selections.pledges import promised
from ..selections.speaking import spoken_for
from ..states import Refused
from .which import frame, goal_of

SENTENCES = {
    "over": gettext_lazy("Dit doel loopt niet meer. Wat u schreef, staat er nog."),
    "nothing": gettext_lazy("Vul ten minste één ding in."),
    "why": gettext_lazy("Schrijf waarom u dit doel niet meer trekt."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def party(request: SignedInRequest, pk: int, organisation: int) -> HttpResponse:
    """The line of one party: any of its people writes and changes it."""
    goal, who = _spoken_for(request, pk, organisation)
    said = GoalParty.objects.filter(goal=goal, organisation=who).first()
    if request.method != "POST" and not is_open(goal):
        return redirect(goal)
    form = PartyForm(
        request.POST if request.method == "POST" else None,
        initial=as_it_stands(said),
        leads=said is not None and parties.owes_reason(said),
        programmes=programmes_here(who, goal.plan.neighbourhood),
    )
    if form.is_valid() and _done(form, lambda: _say(request, goal, who, form)):
        messages.success(request, _("Het staat bij het doel."))
        return redirect(goal.get_absolute_url() + "#wie-doet-wat")
    return _page(request, "goals/party.html", goal, who, form, said)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw(request: SignedInRequest, pk: int, organisation: int) -> HttpResponse:
    """Its place is empty again; who led it says why."""
    goal, who = _spoken_for(request, pk, organisation)
    said = GoalParty.objects.filter(goal=goal, organisation=who).first()
    if said is None or (request.method != "POST" and not is_open(goal)):
        return redirect(goal)
    form = WithdrawForm(
        request.POST if request.method == "POST" else None, leads=parties.owes_reason(said)
    )
    if form.is_valid() and _done(form, lambda: _withdraw(request, goal, who, form)):
        messages.success(request, _("Het is weggehaald. De plek is weer leeg."))
        return redirect(goal.get_absolute_url() + "#wie-doet-wat")
    return _page(request, "goals/withdraw_party.html", goal, who, form, said)


def who_does_what(request: Request, goal: Goal) -> dict[str, object]:
    """What the page of a goal shows of parties, promises and initiatives."""
    place = goal.plan.neighbourhood
    own = spoken_for(request.user, place) if is_open(goal) else []
    found = agenda(goal, own)
    promises = promised(goal, now=timezone.now())
    said = {line.key for line in found.lines}
    can_pledge = goal.is_chosen and any(said - {one.pk} for one in own)
    teams = [one for one in own if one.is_team]
    return {
        "agenda": found,
        "promised": promises,
        "adding": adding(goal),
        "can_pledge": can_pledge,
        "can_link": any(one.initiative.neighbourhood_id == place.pk for one in teams),
    }


def _say(request: SignedInRequest, goal: Goal, who: Organisation, form: PartyForm) -> None:
    parties.say(
        goal,
        who,
        form.said,
        programmes=form.programmes_chosen,
        by=request.user,
        now=timezone.now(),
        why=form.cleaned_data.get("why", ""),
    )


def _withdraw(request: SignedInRequest, goal: Goal, who: Organisation, form: WithdrawForm) -> None:
    parties.withdraw(goal, who, by=request.user, why=form.cleaned_data.get("why", ""))


def _done(form: forms.Form, act: Callable[[], None]) -> bool:
    """What a rule refuses, the form says; what was typed stays."""
    try:
        act()
    except Refused as refused:
        form.add_error(None, SENTENCES[refused.reason])
        return False
    return True


def _spoken_for(request: SignedInRequest, pk: int, organisation: int) -> tuple[Goal, Organisation]:
    goal = goal_of(request, pk)
    place = goal.plan.neighbourhood
    who = get_object_or_404(parties_in(place), pk=organisation)
    require(permissions.speaks_for(request.user, who, place))
    return goal, who


def _page(
    request: SignedInRequest,
    template: str,
    goal: Goal,
    who: Organisation,
    form: forms.Form,
    said: GoalParty | None,
) -> HttpResponse:
    return render(
        request,
        template,
        frame(goal.plan) | {"goal": goal, "organisation": who, "form": form, "said": said},
        partial="form",
        status=422 if form.is_bound else 200,
    )

"""The panel of a neighbourhood: in and out with one press, and what was asked of it before."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render
from core.paging import page
from neighbourhoods.http import office

from .. import permissions
from ..actions import panels as actions
from ..models import Poll
from ..selections.polls import in_panel, panel_size
from ..states.polls import Audience
from .which import TAKING_PART, frame, public_place


@require_safe
def panel(request: Request, slug: str) -> HttpResponse:
    place = public_place(slug)
    asked = Poll.objects.asked().in_neighbourhood(place).filter(audience=Audience.PANEL)
    return render(
        request,
        "participation/panel.html",
        frame(place, TAKING_PART)
        | {
            "members": panel_size(place),
            "is_member": in_panel(request.user, place),
            "can_join": place.pk not in office(request).works_in,
            "page": page(asked.newest_first(), request.GET.get("page")),
        },
    )


@require_POST
@signed_in
def panel_member(request: SignedInRequest, slug: str) -> HttpResponse:
    place = public_place(slug)
    require(permissions.can_join_panel(request.user, place))
    if request.POST.get("want") == "no":
        actions.leave(place, by=request.user)
        messages.success(request, _("U zit niet meer in het panel. Meedoen kan altijd weer."))
    else:
        actions.join(place, by=request.user)
        messages.success(request, _("Welkom in het panel. U krijgt bericht als er een peiling is."))
    return redirect("participation:panel", slug)

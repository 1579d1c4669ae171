"""Going on, or ending well: how is it going, what was learned, and who stays within reach."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest, signed_in
from core.htmx import render
from core.paging import page

from .. import permissions
from ..actions import keeping
from ..forms.keeping import HowIsItForm, LookBackForm
from ..models import Initiative, LookBack, WithinReach
from ..selections.keeping import needs_heir, what_fits, within_reach_of
from .which import frame, own, seen


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def how_is_it(request: SignedInRequest, pk: int) -> HttpResponse:
    """The team answers with one press that it goes on, or asks for a buddy."""
    initiative = own(request, pk)
    form = HowIsItForm(
        request.POST or None, initial={"heir": initiative.heir}, asks_heir=needs_heir(initiative)
    )
    if form.is_valid():
        words, now = form.cleaned_data["words"], timezone.now()
        if "buddy" in request.POST:
            is_new = keeping.ask_buddy(initiative, words, by=request.user, now=now)
            messages.success(
                request,
                _("Gevraagd. U hoort snel van iemand uit de wijk.")
                if is_new
                else _("Dat heeft u net gevraagd. U hoort snel van iemand uit de wijk."),
            )
        else:
            heir = form.cleaned_data.get("heir")
            keeping.say_it_goes_on(initiative, words, heir=heir, by=request.user, now=now)
            messages.success(request, _("Fijn! Op uw pagina staat dat u doorgaat."))
        return redirect(initiative)
    return _page(request, initiative, "how_is_it", form=form, is_bound=form.is_bound)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def look_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Three short questions when it ended; what was answered before stands in the form."""
    initiative = own(request, pk)
    before = LookBack.objects.filter(initiative=initiative).first()
    names = ("helped", "otherwise", "brought")
    known = {name: getattr(before, name) for name in names} if before else {}
    form = LookBackForm(request.POST or None, initial=known | {"key": uuid4()})
    if form.is_valid():
        keeping.look_back(initiative, **form.cleaned_data, by=request.user)
        messages.success(request, _("Dank u wel. Anderen leren ervan."))
        return redirect("initiatives:within_reach", pk)
    return _page(request, initiative, "look_back", form=form, is_bound=form.is_bound)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def within_reach(request: SignedInRequest, pk: int) -> HttpResponse:
    """After it ended: what else would fit, and a hello once a year for who wants that; its team
    reads who do."""
    initiative = seen(request, pk)
    if request.method == "POST":
        if request.POST.get("want") == "no":
            keeping.leave_reach(initiative, by=request.user)
            messages.success(request, _("Goed. U krijgt geen jaarlijks bericht meer."))
        else:
            keeping.stay_within_reach(initiative, by=request.user)
            messages.success(request, _("Fijn! Over een jaar hoort u van ons."))
        return redirect("initiatives:within_reach", pk)
    is_within = WithinReach.objects.filter(initiative=initiative, person=request.user).exists()
    in_team = permissions.leads(request.user, initiative)
    return _page(
        request,
        initiative,
        "within_reach",
        is_within=is_within,
        cards=what_fits(initiative),
        in_team=in_team,
        page=page(within_reach_of(initiative), request.GET.get("page")) if in_team else None,
    )


def _page(
    request: SignedInRequest,
    initiative: Initiative,
    name: str,
    *,
    is_bound: bool = False,
    **more: object,
) -> HttpResponse:
    return render(
        request,
        f"initiatives/{name}.html",
        frame(initiative) | more,
        partial="form",
        status=422 if is_bound else 200,
    )

"""Supporting, following and joining: one press, and another press undoes it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.people import be_known_as
from accounts.http import SignedInRequest, name_form, signed_in
from activity import actions as activity
from core.htmx import render, wants_fragment
from core.paging import page

from .. import permissions
from ..actions import initiatives
from ..forms.team import JoinForm
from ..models import Initiative, Participant
from ..selections.people import is_left, speaking_of
from .page import join_context
from .which import frame, one_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def support(request: SignedInRequest, pk: int) -> HttpResponse:
    """`Ik steun dit`; a visitor who signs in first comes back to this page's one button."""
    initiative = _visible(request, pk)
    if request.method != "POST":
        return render(request, "initiatives/support.html", frame(initiative))
    if request.POST.get("want") == "no":
        initiatives.withdraw_support(initiative, by=request.user)
    else:
        initiatives.support(initiative, by=request.user)
    return _joined_part(request, initiative)


@require_POST
@signed_in
def follow(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = _visible(request, pk)
    if request.POST.get("want") == "no":
        activity.unfollow(initiative, by=request.user)
    else:
        activity.follow(initiative, by=request.user)
    return _joined_part(request, initiative)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def join(request: SignedInRequest, pk: int) -> HttpResponse:
    """`Ik doe mee`: what can you do, and when? The team hears a name, so who has none gives one.

    Who takes part already reads what they wrote, and changes it.
    """
    initiative = _visible(request, pk)
    if request.method != "POST" and permissions.leads(request.user, initiative):
        return _participants(request, initiative)
    sent = request.POST if request.method == "POST" else None
    mine = Participant.objects.filter(initiative=initiative, person=request.user).first()
    nobody_left = is_left(initiative, speaking_of(initiative).team)
    form = JoinForm(
        sent, initial={"can_do": mine.can_do if mine else ""}, for_municipality=nobody_left
    )
    name = name_form(request)
    if form.is_valid() and (name is None or name.is_valid()):
        if name:
            be_known_as(request.user, name.cleaned_data["name"])
        initiatives.join(initiative, can_do=form.cleaned_data["can_do"], by=request.user)
        messages.success(request, _joined_words(is_new=mine is None, nobody_left=nobody_left))
        return redirect(initiative)
    return render(
        request,
        "initiatives/join.html",
        frame(initiative)
        | {
            "form": form,
            "name_form": name,
            "mine": mine,
            "nobody_left": nobody_left,
        },
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _joined_words(*, is_new: bool, nobody_left: bool) -> str:
    if not is_new:
        return _("Bewaard. U doet nog steeds mee.")
    if nobody_left:
        return _("Fijn dat u meedoet! De gemeente weet ervan.")
    return _("Fijn dat u meedoet! Het team weet ervan.")


def _participants(request: SignedInRequest, initiative: Initiative) -> HttpResponse:
    """For the team: who takes part, and what they can do."""
    people = Participant.objects.filter(initiative=initiative).select_related("person")
    return render(
        request,
        "initiatives/participants.html",
        frame(initiative)
        | {
            "page": page(people.order_by("-at", "-pk"), request.GET.get("page")),
        },
    )


@require_POST
@signed_in
def leave(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = _visible(request, pk)
    initiatives.leave(initiative, by=request.user)
    return _joined_part(request, initiative)


def _visible(request: SignedInRequest, pk: int) -> Initiative:
    visible = Initiative.objects.visible_to(request.user)
    return one_of(visible.select_related("neighbourhood"), request, pk)


def _joined_part(request: SignedInRequest, initiative: Initiative) -> HttpResponse:
    """The buttons as they are now; without JavaScript the page."""
    if not wants_fragment(request):
        return redirect(initiative)
    return render(
        request, "initiatives/detail.html", join_context(request, initiative), partial="join"
    )

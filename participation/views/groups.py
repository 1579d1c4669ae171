"""A focus group: closed to all but whom was invited and who coordinates; its summary is public."""

from uuid import uuid4

from django.contrib import messages
from django.forms import ModelForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.people import be_known_as
from accounts.http import SignedInRequest, name_form, signed_in, to_sign_in
from accounts.models import User
from core import qr
from core.access import require
from core.forms import InviteForm
from core.htmx import Request, render
from core.paging import page
from goals.states import Refused
from neighbourhoods.http import office

from .. import emails, permissions
from ..actions import groups as actions
from ..forms.groups import GroupForm, MessageForm, SummaryForm
from ..models import FocusGroup, GroupInvitation
from ..selections.groups import is_inside, is_member, members_of, messages_in
from .which import TAKING_PART, frame, public_place, run_place


@require_safe
def groups(request: Request, slug: str) -> HttpResponse:
    """What came out of those that are closed, and those that one is in."""
    place = public_place(slug)
    here = FocusGroup.objects.seen_by(request.user).in_neighbourhood(place)
    return render(
        request,
        "participation/groups.html",
        frame(place, TAKING_PART)
        | {
            "page": page(here.order_by("-begun_at", "-pk"), request.GET.get("page")),
            "runs": place.pk in office(request).coordinates,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_group(request: SignedInRequest, slug: str) -> HttpResponse:
    place = run_place(request, slug)
    form = GroupForm(request.POST if request.method == "POST" else None, initial={"key": uuid4()})
    if form.is_valid():
        clean = form.cleaned_data
        made = actions.begin(
            place, clean["title"], clean["about"], key=clean["key"], by=request.user
        )
        return redirect("participation:group_people", made.pk)
    return render(
        request,
        "participation/new_group.html",
        frame(place, TAKING_PART) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def group(request: Request, pk: int) -> HttpResponse:
    """The conversation, newest first; posted to, it takes what somebody says."""
    found = group_of(request, pk)
    inside = is_inside(request.user, found)
    if request.method == "POST" and not inside:
        raise Http404
    form = MessageForm(request.POST if request.method == "POST" else None, initial={"key": uuid4()})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        assert request.user.is_authenticated
        try:
            clean = form.cleaned_data
            actions.say(found, clean["words"], key=clean["key"], by=request.user)
        except Refused:
            form.add_error(None, _("De focusgroep is intussen gesloten. Uw tekst staat hieronder."))
            status = 409
        else:
            messages.success(request, _("Het staat in het gesprek."))
            return redirect(found)
    context = frame_of(found) | {"inside": inside, "form": form}
    if inside:
        context |= {
            "page": page(messages_in(found, request.user), request.GET.get("page")),
            "members": members_of(found),
            "is_member": is_member(request.user, found),
            "runs": found.neighbourhood_id in office(request).coordinates,
        }
    return render(request, "participation/group.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def group_people(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who was asked in; posted to, it asks one more by mail."""
    found, now = _run(request, pk), timezone.now()
    if found.is_closed:
        return redirect(found)
    open_now = GroupInvitation.objects.open(now).filter(group=found)
    for_one = list(open_now.exclude(email="").order_by("pk"))
    form = InviteForm(
        request.POST if request.method == "POST" else None,
        own=request.user.email,
        open_now=len(for_one),
    )
    if form.is_valid():
        try:
            actions.invite(found, form.cleaned_data["email"], by=request.user, now=now)
        except Refused:
            return redirect(found)
        messages.success(request, _("De uitnodiging is verstuurd."))
        return redirect("participation:group_people", pk)
    shared = open_now.filter(email="").first()
    address = emails.groups.invitation_url(shared) if shared else ""
    return render(
        request,
        "participation/group_people.html",
        frame_of(found)
        | {
            "form": form,
            "members": members_of(found),
            "asked": [
                (one, reverse("participation:withdraw_group_invitation", args=[pk, one.pk]))
                for one in for_one
            ],
            "link": address,
            "code": qr.code(address) if address else None,
        },
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_POST
@signed_in
def group_link(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make the link to share, or take it away."""
    found, now = _run(request, pk), timezone.now()
    if request.POST.get("want") != "no":
        try:
            actions.share_link(found, by=request.user, now=now)
        except Refused:
            return redirect(found)
    elif shared := GroupInvitation.objects.open(now).filter(group=found, email="").first():
        actions.withdraw(shared, now=now)
        messages.success(request, _("De link werkt niet meer."))
    return redirect("participation:group_people", pk)


@require_POST
@signed_in
def withdraw_group_invitation(request: SignedInRequest, pk: int, invitation: int) -> HttpResponse:
    found = _run(request, pk)
    asked = get_object_or_404(GroupInvitation, pk=invitation, group=found)
    if actions.withdraw(asked, now=timezone.now()):
        messages.success(request, _("De uitnodiging is ingetrokken."))
    return redirect("participation:group_people", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def group_invitation(request: Request, token: str) -> HttpResponse:
    """What somebody is asked, before they sign in; the same for who has an account and who not."""
    rows = GroupInvitation.objects.select_related("by", "group__neighbourhood__municipality")
    asked = get_object_or_404(rows.filter(group__neighbourhood__is_public=True), token=token)
    if is_member(request.user, asked.group):
        return redirect(asked.group)
    if asked.group.is_closed or not asked.is_open(timezone.now()):
        return _invitation_page(request, asked, over="over")
    if request.method == "POST" and not request.user.is_authenticated:
        return to_sign_in(request, request.path)
    name = name_form(request)
    if request.method == "POST" and (name is None or name.is_valid()):
        return _accept(request, asked, name)
    return _invitation_page(request, asked, name=name)


@require_POST
@signed_in
def leave_group(request: SignedInRequest, pk: int) -> HttpResponse:
    found = group_of(request, pk)
    if not is_member(request.user, found):
        raise Http404
    actions.leave(found, by=request.user)
    messages.success(request, _("U zit niet meer in deze focusgroep. Dank u wel."))
    return redirect("participation:groups", found.neighbourhood.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def close_group(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _run(request, pk)
    if found.is_closed:
        return redirect(found)
    form = SummaryForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.close(found, form.cleaned_data["summary"], by=request.user, now=timezone.now())
        messages.success(
            request, _("De focusgroep is gesloten. Iedereen kan de samenvatting lezen.")
        )
        return redirect(found)
    return render(
        request,
        "participation/close_group.html",
        frame_of(found) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def group_of(request: Request, pk: int) -> FocusGroup:
    """For others than those inside it does not exist until it is closed."""
    found = FocusGroup.objects.seen_by(request.user)
    return get_object_or_404(found.select_related("neighbourhood__municipality"), pk=pk)


def frame_of(found: FocusGroup) -> dict[str, object]:
    return frame(found.neighbourhood, TAKING_PART) | {"group": found}


def _run(request: SignedInRequest, pk: int) -> FocusGroup:
    found = group_of(request, pk)
    require(permissions.can_run(request.user, found.neighbourhood))
    return found


def _accept(request: Request, asked: GroupInvitation, name: ModelForm[User] | None) -> HttpResponse:
    assert request.user.is_authenticated
    try:
        actions.accept(asked, by=request.user, now=timezone.now())
    except actions.NotInvited as refused:
        return _invitation_page(request, asked, over=str(refused), status=409)
    if name:
        be_known_as(request.user, name.cleaned_data["name"])
    messages.success(request, _("Welkom! Lees mee, en zeg wat u vindt."))
    return redirect(asked.group)


def _invitation_page(
    request: Request,
    asked: GroupInvitation,
    *,
    over: str = "",
    name: ModelForm[User] | None = None,
    status: int = 0,
) -> HttpResponse:
    is_bound = name is not None and name.is_bound
    return render(
        request,
        "participation/group_invitation.html",
        frame_of(asked.group) | {"by": asked.by, "over": over, "name_form": name},
        partial="form",
        status=status or (422 if is_bound else 200),
    )

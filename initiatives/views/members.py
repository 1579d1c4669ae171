"""The team of an initiative: who belongs to it, and how somebody comes in or goes out."""

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.people import be_known_as
from accounts.http import SignedInRequest, name_form, signed_in, to_sign_in
from accounts.models import User
from core import qr
from core.access import require
from core.forms import InviteForm
from core.htmx import Request, render
from partners.actions import members as partners
from partners.models import Invitation

from .. import emails, permissions
from ..actions import keeping
from ..actions import team as actions
from ..forms.keeping import HandOnForm
from ..models import Initiative, LookBack
from ..selections.answers import person
from ..selections.people import team_of
from .which import frame, one_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def team(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who is in it, and who was asked; posted to, it asks one more by mail."""
    initiative = _run(request, pk)
    form = InviteForm(request.POST or None, own=request.user.email, open_now=_open_now(initiative))
    if form.is_valid():
        actions.invite(initiative, form.cleaned_data["email"], by=request.user, now=timezone.now())
        messages.success(request, _("De uitnodiging is verstuurd. U hoort het als iemand ja zegt."))
        return redirect("initiatives:team", pk)
    return _team_page(request, initiative, form)


@require_POST
@signed_in
def link(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make the link to share, or take it away."""
    initiative, now = _run(request, pk), timezone.now()
    if request.POST.get("want") != "no":
        actions.share_link(initiative, by=request.user, now=now)
    elif shared := initiative.team.invitations.open(now).links().first():
        actions.withdraw(initiative, shared, by=request.user, now=now)
        messages.success(request, _("De link werkt niet meer."))
    return redirect("initiatives:team", pk)


@require_POST
@signed_in
def withdraw(request: SignedInRequest, pk: int, invitation: int) -> HttpResponse:
    initiative = _run(request, pk)
    asked = get_object_or_404(Invitation, pk=invitation, organisation=initiative.team_id)
    if actions.withdraw(initiative, asked, by=request.user, now=timezone.now()):
        messages.success(request, _("De uitnodiging is ingetrokken."))
    return redirect("initiatives:team", pk)


@require_POST
@signed_in
def contact(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = _run(request, pk)
    key = request.POST.get("person", "")
    members = [one for one in team_of(initiative) if str(one.person_id) == key]
    if members and not members[0].person.erased_at:
        chosen = members[0].person
        actions.make_contact(initiative, chosen, by=request.user)
        messages.success(
            request,
            _("%(name)s is nu aanspreekpunt van het team.") % {"name": chosen.public_name},
        )
    return redirect("initiatives:team", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def leave(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks first, also what was learned; who is the last one finds somebody first."""
    initiative = _visible(request, pk)
    require(permissions.leads(request.user, initiative))
    form = _hand_on_form(request, initiative)
    others = [
        one for one in team_of(initiative) if one.person != request.user and one.person.is_active
    ]
    if request.method == "POST" and others and form.is_valid():
        if form.told:
            keeping.look_back(initiative, **form.told, key=uuid4(), by=request.user)
        try:
            actions.leave(initiative, by=request.user)
        except partners.LastMember:
            return redirect("initiatives:leave_team", pk)
        messages.success(request, _("U hoort niet meer bij het team. Dank u wel voor alles."))
        return redirect(initiative)
    return render(
        request,
        "initiatives/leave_team.html",
        frame(initiative)
        | {
            "others": others,
            "form": form,
        },
        partial="form",
        status=422 if form.is_bound and form.errors else 200,
    )


def _hand_on_form(request: SignedInRequest, initiative: Initiative) -> HandOnForm:
    """What the team wrote before stands in it."""
    before = LookBack.objects.filter(initiative=initiative).first()
    names = ("helped", "otherwise", "brought")
    return HandOnForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(before, name) for name in names} if before else {},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Request, token: str) -> HttpResponse:
    """What somebody is asked, before they sign in; the same for who has an account and who not."""
    asked = get_object_or_404(Invitation.objects.select_related("by"), token=token)
    public = Initiative.objects.visible_to(AnonymousUser()).select_related("neighbourhood")
    initiative = get_object_or_404(public, team=asked.organisation_id)
    if request.user.is_authenticated and permissions.leads(request.user, initiative):
        if request.method == "POST":
            return redirect(initiative)
        messages.info(request, _("U hoort al bij dit team."))
        return redirect(initiative)
    state = asked.state(timezone.now())
    if state != Invitation.State.OPEN:
        return _invitation_page(request, asked, initiative, over=state)
    if request.method == "POST" and not request.user.is_authenticated:
        return to_sign_in(request, request.path)
    name = name_form(request)
    if request.method == "POST" and (name is None or name.is_valid()):
        return _accept(request, asked, initiative, name)
    return _invitation_page(request, asked, initiative, name=name)


def _accept(
    request: Request, asked: Invitation, initiative: Initiative, name: ModelForm[User] | None
) -> HttpResponse:
    assert request.user.is_authenticated
    try:
        actions.accept(initiative, asked, by=request.user, now=timezone.now())
    except partners.NotInvited:
        asked.refresh_from_db()
        state = asked.state(timezone.now())
        over = "elsewhere" if state == Invitation.State.OPEN else state
        return _invitation_page(request, asked, initiative, over=over, status=409)
    if name:
        be_known_as(request.user, name.cleaned_data["name"])
    messages.success(request, _("Welkom in het team!"))
    return redirect(initiative)


def _invitation_page(
    request: Request,
    asked: Invitation,
    initiative: Initiative,
    *,
    over: str = "",
    name: ModelForm[User] | None = None,
    status: int = 0,
) -> HttpResponse:
    is_bound = name is not None and name.is_bound
    return render(
        request,
        "initiatives/invitation.html",
        frame(initiative)
        | {
            "by": person(asked.by),
            "over": over,
            "name_form": name,
        },
        partial="form",
        status=status or (422 if is_bound else 200),
    )


def _team_page(request: SignedInRequest, initiative: Initiative, form: InviteForm) -> HttpResponse:
    now = timezone.now()
    shared = initiative.team.invitations.open(now).links().first()
    members = team_of(initiative)
    address = emails.invitation_url(shared) if shared else ""
    open_now = initiative.team.invitations.open(now).for_one()
    return render(
        request,
        "initiatives/team.html",
        frame(initiative)
        | {
            "members": [one for one in members if not one.person.erased_at],
            "in_team": any(one.person_id == request.user.pk for one in members),
            "form": form,
            "asked": [
                (one, reverse("initiatives:withdraw_invitation", args=[initiative.pk, one.pk]))
                for one in open_now.select_related("by").order_by("pk")
            ],
            "link": address,
            "code": qr.code(address) if address else None,
        },
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _open_now(initiative: Initiative) -> int:
    return initiative.team.invitations.open(timezone.now()).for_one().count()


def _visible(request: SignedInRequest, pk: int) -> Initiative:
    visible = Initiative.objects.visible_to(request.user)
    return one_of(visible.select_related("neighbourhood", "team"), request, pk)


def _run(request: SignedInRequest, pk: int) -> Initiative:
    """For the team; where nobody of it is left, also for who helps to find an heir."""
    initiative = _visible(request, pk)
    require(permissions.can_invite(request.user, initiative))
    return initiative

"""Who belongs to an organisation, and how somebody comes in or goes out."""

from uuid import uuid4

from django.contrib import messages
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

from .. import emails, permissions
from ..actions import join_requests, members
from ..actions import people as actions
from ..forms.people import DeclineForm, JoinForm, MemberForm
from ..models import Invitation, JoinRequest, Member, Organisation
from ..selections.organisations import (
    Face,
    faces,
    members_of,
    own_request,
    waiting_to_join,
)
from ..states import NotPossible
from .which import edited, frame, seen


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def people(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who is there, who was asked and who asks; posted to, it asks one more by mail."""
    organisation = edited(request, slug)
    form = InviteForm(
        request.POST or None, own=request.user.email, open_now=_open_now(organisation)
    )
    if form.is_valid():
        email = form.cleaned_data["email"]
        actions.invite(organisation, email, by=request.user, now=timezone.now())
        messages.success(request, _("De uitnodiging is verstuurd. U hoort het als iemand ja zegt."))
        return redirect("partners:people", slug)
    return _people_page(request, organisation, form)


@require_POST
@signed_in
def link(request: SignedInRequest, slug: str) -> HttpResponse:
    """Make the link to share, or take it away."""
    organisation, now = edited(request, slug), timezone.now()
    if request.POST.get("want") != "no":
        members.share_link(organisation, by=request.user, now=now)
    elif shared := organisation.invitations.open(now).links().first():
        members.withdraw(shared, now=now)
        messages.success(request, _("De link werkt niet meer."))
    return redirect("partners:people", slug)


@require_POST
@signed_in
def withdraw(request: SignedInRequest, slug: str, invitation: int) -> HttpResponse:
    organisation = seen(request, slug)
    asked = get_object_or_404(Invitation, pk=invitation, organisation=organisation)
    require(permissions.can_edit(request.user, organisation))
    if members.withdraw(asked, now=timezone.now()):
        messages.success(request, _("De uitnodiging is ingetrokken."))
    return redirect("partners:people", slug)


@require_POST
@signed_in
def contact(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = edited(request, slug)
    key = request.POST.get("person", "")
    chosen = [one.person for one in members_of(organisation) if str(one.person_id) == key]
    if chosen:
        actions.make_contact(organisation, chosen[0], by=request.user)
        messages.success(
            request, _("%(name)s is nu het aanspreekpunt.") % {"name": chosen[0].public_name}
        )
    return redirect("partners:people", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def me_here(request: SignedInRequest, slug: str) -> HttpResponse:
    """What somebody does there, and when to find them."""
    organisation = seen(request, slug)
    mine = Member.objects.filter(organisation=organisation, person=request.user).first()
    require(mine is not None)
    assert mine
    form = MemberForm(request.POST or None, instance=mine)
    if form.is_valid():
        actions.tell(mine, **form.cleaned_data)
        messages.success(request, _("Het staat erbij."))
        return redirect(organisation)
    return render(
        request,
        "partners/me_here.html",
        frame(organisation) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def leave(request: SignedInRequest, slug: str) -> HttpResponse:
    """Asks first; who is the last one finds somebody first."""
    organisation = seen(request, slug)
    require(permissions.is_member(request.user, organisation.pk))
    others = [one for one in members_of(organisation) if one.person != request.user]
    if request.method == "POST" and others:
        try:
            actions.leave(organisation, by=request.user)
        except members.LastMember:
            return redirect("partners:leave", slug)
        messages.success(request, _("U hoort er niet meer bij. Dank u wel voor alles."))
        return redirect(organisation if not organisation.is_hidden else organisation.place_url)
    return render(request, "partners/leave.html", frame(organisation) | {"others": others})


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Request, slug: str, token: str) -> HttpResponse:
    """What somebody is asked, before they sign in; the same for who has an account and who not."""
    found = Invitation.objects.select_related("by", "organisation__neighbourhood__municipality")
    asked = get_object_or_404(
        found.filter(organisation__in=Organisation.objects.public().filter(slug=slug)),
        token=token,
    )
    organisation = asked.organisation
    if permissions.is_member(request.user, organisation.pk):
        messages.info(request, _("U hoort hier al bij."))
        return redirect(organisation)
    state = asked.state(timezone.now())
    if state != Invitation.State.OPEN:
        return _invitation_page(request, asked, over=state)
    if request.method == "POST" and not request.user.is_authenticated:
        return to_sign_in(request, request.path)
    name = name_form(request)
    if request.method == "POST" and (name is None or name.is_valid()):
        return _accept(request, asked, name)
    return _invitation_page(request, asked, name=name)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def join(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask to come in; who asked already reads how it stands."""
    organisation = seen(request, slug)
    if permissions.is_member(request.user, organisation.pk):
        messages.info(request, _("U hoort hier al bij."))
        return redirect(organisation)
    require(permissions.can_ask_to_join(request.user, organisation))
    mine = own_request(organisation, request.user)
    form, name = JoinForm(request.POST or None, initial={"key": uuid4()}), name_form(request)
    if form.is_valid() and (name is None or name.is_valid()):
        if name:
            be_known_as(request.user, name.cleaned_data["name"])
        clean = form.cleaned_data
        join_requests.ask(
            organisation, clean["words"], key=clean["key"], by=request.user, now=timezone.now()
        )
        messages.success(request, _("Uw vraag is verstuurd. U krijgt bericht."))
        return redirect(organisation)
    return render(
        request,
        "partners/join.html",
        frame(organisation) | {"form": form, "name_form": name, "mine": mine},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_POST
@signed_in
def withdraw_request(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = seen(request, slug)
    mine = own_request(organisation, request.user)
    if mine and mine.is_open:
        join_requests.withdraw(mine, by=request.user, now=timezone.now())
        messages.success(request, _("U vraagt niet meer om erbij te komen."))
    return redirect(organisation)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def join_request(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """The contact reads who asks, and says yes, or kindly no."""
    organisation = seen(request, slug)
    asked = get_object_or_404(
        JoinRequest.objects.select_related("person"), pk=pk, organisation=organisation
    )
    require(permissions.can_answer_people(request.user, organisation))
    if not asked.is_open:
        messages.info(request, _("Hier is al op geantwoord, of het is ingetrokken."))
        return redirect("partners:people", slug)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _answer(request, organisation, asked, form)
    return render(
        request,
        "partners/join_request.html",
        frame(organisation) | {"asked": asked, "form": form},
        status=422 if form.is_bound else 200,
    )


def _answer(
    request: SignedInRequest, organisation: Organisation, asked: JoinRequest, form: DeclineForm
) -> HttpResponse:
    try:
        if request.POST.get("want") == "no":
            answer = form.cleaned_data["answer"]
            join_requests.decline(asked, answer, by=request.user, now=timezone.now())
            words = _("U zei liever niet. Alleen wie het vroeg, krijgt bericht.")
        else:
            join_requests.accept(asked, by=request.user, now=timezone.now())
            words = _("%(name)s hoort er nu bij.") % {"name": asked.person.public_name}
    except NotPossible:
        messages.info(request, _("Hier is al op geantwoord, of het is ingetrokken."))
    else:
        messages.success(request, words)
    return redirect("partners:people", organisation.slug)


def _accept(request: Request, asked: Invitation, name: ModelForm[User] | None) -> HttpResponse:
    assert request.user.is_authenticated
    try:
        actions.accept(asked, by=request.user, now=timezone.now())
    except members.NotInvited:
        asked.refresh_from_db(fields=["used_at", "withdrawn_at", "ends_at"])
        state = asked.state(timezone.now())
        over = "elsewhere" if state == Invitation.State.OPEN else state
        return _invitation_page(request, asked, over=over, status=409)
    if name:
        be_known_as(request.user, name.cleaned_data["name"])
    messages.success(request, _("Welkom! Vertel nog wat u hier doet."))
    return redirect("partners:me_here", asked.organisation.slug)


def _invitation_page(
    request: Request,
    asked: Invitation,
    *,
    over: str = "",
    name: ModelForm[User] | None = None,
    status: int = 0,
) -> HttpResponse:
    is_bound = name is not None and name.is_bound
    return render(
        request,
        "partners/invitation.html",
        frame(asked.organisation)
        | {
            "by": Face(asked.by.public_name, asked.by.initials),
            "over": over,
            "name_form": name,
        },
        partial="form",
        status=status or (422 if is_bound else 200),
    )


def _people_page(
    request: SignedInRequest, organisation: Organisation, form: InviteForm
) -> HttpResponse:
    now = timezone.now()
    shared = organisation.invitations.open(now).links().first()
    here = members_of(organisation)
    address = emails.invitation_url(shared) if shared else ""
    open_now = organisation.invitations.open(now).for_one().select_related("by").order_by("pk")
    return render(
        request,
        "partners/people.html",
        frame(organisation)
        | {
            "members": list(zip(here, faces(here), strict=True)),
            "standing": permissions.stand(request.user, here),
            "can_answer": permissions.can_answer_people(request.user, organisation),
            "waiting": waiting_to_join(organisation),
            "form": form,
            "asked": [
                (one, reverse("partners:withdraw_invitation", args=[organisation.slug, one.pk]))
                for one in open_now
            ],
            "link": address,
            "code": qr.code(address) if address else None,
        },
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _open_now(organisation: Organisation) -> int:
    return organisation.invitations.open(timezone.now()).for_one().count()

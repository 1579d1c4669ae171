"""Making an organisation, and what its members change of its page."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions.people import be_known_as
from accounts.http import SignedInRequest, name_form, signed_in
from core.access import require
from core.htmx import render
from neighbourhoods.models import Neighbourhood

from .. import permissions
from ..actions import organisations as actions
from ..forms.organisations import AddForm, TextsForm, as_it_stands
from ..models import Organisation
from ..states import Kind, Overtaken
from .which import edited, frame, public_place


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who runs the neighbourhood adds any, and asks its contact; residents register their own."""
    place = public_place(slug)
    adds_any = permissions.can_add(request.user, place)
    form = AddForm(
        request.POST or None,
        initial={"key": uuid4()},
        kinds=permissions.kinds_added_by(request.user, place),
        asks_contact=adds_any,
    )
    name = None if adds_any else name_form(request)
    if form.is_valid() and (name is None or name.is_valid()):
        if name:
            be_known_as(request.user, name.cleaned_data["name"])
        return _add(request, place, form)
    return render(
        request,
        "partners/new.html",
        {
            "neighbourhood": place,
            "section": "about",
            "form": form,
            "name_form": name,
            "adds_any": adds_any,
        },
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _add(request: SignedInRequest, place: Neighbourhood, form: AddForm) -> HttpResponse:
    clean = form.cleaned_data
    contact = clean.get("contact", "")
    made = actions.add(
        Kind(clean["kind"]),
        clean["name"],
        neighbourhood=place,
        key=clean["key"],
        by=request.user,
        now=timezone.now(),
        contact=contact,
    )
    if contact:
        messages.success(request, _("De organisatie staat erbij. De uitnodiging is verstuurd."))
        return redirect(made)
    messages.success(request, _("Uw organisatie staat erbij. Vertel nu wie u bent."))
    return redirect("partners:edit", made.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """Whom somebody was ahead of sees that, and keeps what they wrote."""
    organisation = edited(request, slug)
    begin = as_it_stands(organisation) | {"key": uuid4()}
    form = TextsForm(request.POST or None, initial=begin, organisation=organisation)
    status = 422 if form.is_bound else 200
    overtaken = False
    if form.is_valid():
        clean = form.cleaned_data
        try:
            actions.edit(
                organisation, form.texts, seen=clean["seen"], key=clean["key"], by=request.user
            )
        except Overtaken:
            again = request.POST.copy()
            again["seen"] = str(edited(request, slug).edited_as or "")
            form = TextsForm(again, organisation=organisation)
            overtaken, status = True, 409
        else:
            messages.success(request, _("De pagina is aangepast."))
            return redirect(organisation)
    return render(
        request,
        "partners/edit.html",
        frame(organisation) | {"form": form, "overtaken": overtaken},
        partial="form",
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def team_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """A residents' team chooses whether it is listed; its members alone know of this page."""
    teams = Organisation.objects.filter(kind=Kind.RESIDENTS_TEAM).for_page()
    team = get_object_or_404(teams.filter(members__person=request.user), pk=pk)
    require(permissions.is_member(request.user, team.pk))
    if request.method != "POST":
        return render(request, "partners/team_page.html", frame(team))
    if request.POST.get("want") == "no":
        actions.unlist_team(team, by=request.user)
        messages.success(request, _("De pagina van uw team is weg."))
        return redirect("partners:team_page", pk)
    team = actions.list_team(team, by=request.user)
    messages.success(request, _("Uw team heeft nu een eigen pagina. Vertel wie u bent."))
    return redirect("partners:edit", team.slug)

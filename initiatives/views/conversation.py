"""Questions and reactions under an initiative: a visitor writes first, and signs in after."""

from uuid import uuid4

from django.contrib import messages
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.people import be_known_as
from accounts.http import SignedInRequest, name_form, signed_in
from accounts.models import User
from core.htmx import Request, render

from ..actions import conversation as actions
from ..forms.conversation import EditReactionForm, ReactionForm
from ..models import Initiative, Reaction, Update
from ..states import ReactionState, TooLate, TooMany
from .page import conversation_context, key_of


@require_http_methods(["GET", "HEAD", "POST"])
def reactions(request: Request, pk: int) -> HttpResponse:
    """A part of the conversation, and the form: to the initiative, some news, or a reaction."""
    initiative = _visible(request, pk)
    if request.method != "POST" or initiative.merged_into_id:
        return _page(request, initiative, _form(request))
    form = _form(request)
    if not form.is_valid():
        return _page(request, initiative, form)
    return _react(request, initiative, form)


@signed_in
def _react(request: SignedInRequest, initiative: Initiative, form: ReactionForm) -> HttpResponse:
    name = name_form(request)
    if name and not name.is_valid():
        return _page(request, initiative, form, name=name)
    if name:
        be_known_as(request.user, name.cleaned_data["name"])
    try:
        reaction = actions.react(
            initiative,
            form.cleaned_data["text"],
            key=form.cleaned_data["key"],
            by=request.user,
            now=timezone.now(),
            update=_news(request, initiative),
            parent=_parent(request, initiative),
        )
    except TooMany:
        form.add_error(
            "text", _("U schreef net al veel reacties. Wacht even, en druk dan nog eens.")
        )
        return _page(request, initiative, form)
    if reaction.state == ReactionState.WAITING:
        messages.success(request, _("Dank u wel! Iemand van de wijk leest uw reactie eerst even."))
    else:
        messages.success(request, _("Uw reactie staat erop."))
    return redirect(initiative.get_absolute_url() + reaction.anchor)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def own_reaction(request: SignedInRequest, pk: int, reaction: int) -> HttpResponse:
    """For its author: change it in the first minutes, or take it away whenever."""
    mine = _own(request, pk, reaction)
    now = timezone.now()
    may_edit = mine.may_be_edited(now)
    sent = request.POST if request.method == "POST" else None
    form = EditReactionForm(sent, initial={"text": mine.text})
    if form.is_valid():
        try:
            actions.edit(mine, form.cleaned_data["text"], by=request.user, now=now)
        except TooLate:
            form.add_error("text", _("Aanpassen kan alleen in het eerste kwartier."))
        else:
            messages.success(request, _("Uw reactie is aangepast."))
            return redirect(mine)
    return render(
        request,
        "initiatives/own_reaction.html",
        {
            "neighbourhood": mine.initiative.neighbourhood,
            "section": "initiatives",
            "initiative": mine.initiative,
            "reaction": mine,
            "may_edit": may_edit or form.is_bound,
            "form": form,
        },
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_POST
@signed_in
def remove_reaction(request: SignedInRequest, pk: int, reaction: int) -> HttpResponse:
    mine = _own(request, pk, reaction)
    actions.remove(mine, by=request.user, now=timezone.now())
    messages.success(request, _("Uw reactie is weggehaald."))
    return redirect("initiatives:reactions", pk)


def _form(request: Request) -> ReactionForm:
    sent = request.POST if request.method == "POST" else None
    return ReactionForm(
        sent,
        initial={"key": uuid4()},
        is_known=request.user.is_authenticated,
        now=timezone.now().timestamp(),
    )


def _page(
    request: Request,
    initiative: Initiative,
    form: ReactionForm,
    *,
    name: ModelForm[User] | None = None,
) -> HttpResponse:
    return render(
        request,
        "initiatives/reactions.html",
        conversation_context(request, initiative)
        | {
            "neighbourhood": initiative.neighbourhood,
            "section": "initiatives",
            "form": form,
            "name_form": name or name_form(request),
            "news": _news(request, initiative),
            "parent": _parent(request, initiative),
        },
        partial="earlier",
        status=422 if form.is_bound else 200,
    )


def _news(request: Request, initiative: Initiative) -> Update | None:
    """The piece of news that it is about; what is not there any more is left out."""
    key = key_of(request, "nieuws")
    seen = Update.objects.visible_to(request.user)
    return seen.filter(pk=key, initiative=initiative).first() if key else None


def _parent(request: Request, initiative: Initiative) -> Reaction | None:
    """What it replies to, if one may read that."""
    key = key_of(request, "op")
    seen = Reaction.objects.visible_to(request.user).select_related("author")
    public = seen.filter(initiative=initiative, state=ReactionState.PUBLIC)
    return public.filter(pk=key).first() if key else None


def _visible(request: Request, pk: int) -> Initiative:
    visible = Initiative.objects.readable_by(request.user)
    return get_object_or_404(visible.select_related("neighbourhood"), pk=pk)


def _own(request: SignedInRequest, pk: int, reaction: int) -> Reaction:
    mine = Reaction.objects.visible_to(request.user).filter(author=request.user, initiative=pk)
    return get_object_or_404(mine.select_related("initiative__neighbourhood"), pk=reaction)

"""Groups of residents pass on what the neighbourhood is told, to whom they reach (O45)."""

from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import render
from core.paging import page

from .. import permissions
from ..actions import passing_on as actions
from ..forms.passing_on import AskToPassOnForm, PassedOnForm, ReachForm
from ..models import Organisation, PassingOn, Post
from ..selections.organisations import in_words, rows
from ..selections.passing_on import could_pass_on, groups_for
from ..selections.posts import card
from ..states import Overtaken, PassingState, TooMany


@require_safe
@signed_in
def choose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who could pass it on, by the languages and people they reach; one is asked at a time."""
    post = _told(request, pk)
    form = ReachForm(request.GET)
    chosen = form.chosen()
    found = could_pass_on(post, words=chosen.values())
    one_page = page(found, request.GET.get("page"))
    return render(
        request,
        "partners/pass_on.html",
        _frame(post)
        | {
            "form": form,
            "query": urlencode([(name, value) for name, value in chosen.items() if value]),
            "page": one_page,
            "rows": list(zip(one_page.rows, rows(one_page.rows), strict=True)),
        },
        partial="results",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: SignedInRequest, pk: int, slug: str) -> HttpResponse:
    """One group, personally; once."""
    post = _told(request, pk)
    organisation = get_object_or_404(groups_for(post), slug=slug)
    form = AskToPassOnForm(
        request.POST if request.method == "POST" else None, initial={"key": uuid4()}
    )
    if form.is_valid() and _ask(request, post, organisation, form):
        return redirect(post)
    return render(
        request,
        "partners/ask_to_pass_on.html",
        _frame(post)
        | {
            "form": form,
            "organisation": organisation,
            "reaches": in_words(organisation.reached.all()),
        },
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _ask(
    request: SignedInRequest, post: Post, organisation: Organisation, form: AskToPassOnForm
) -> bool:
    clean = form.cleaned_data
    try:
        actions.ask(
            post,
            organisation,
            clean["words"],
            key=clean["key"],
            by=request.user,
            now=timezone.now(),
        )
    except TooMany:
        form.add_error(
            "words", _("Er is net genoeg gevraagd. Vraag later nog eens, of een andere groep.")
        )
        return False
    messages.success(
        request, _("Gevraagd aan %(name)s. U krijgt bericht.") % {"name": organisation.name}
    )
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """For who belongs to the group; for others there is nothing here."""
    passing = get_object_or_404(
        PassingOn.objects.filter(
            post__in=Post.objects.shown().values("pk"),
            organisation__members__person=request.user,
        ).select_related(
            "organisation", "post__organisation", "post__neighbourhood__municipality", "asked_by"
        ),
        pk=pk,
    )
    languages = list(passing.organisation.reached.values_list("word", flat=True))
    data = request.POST if request.method == "POST" else None
    form = PassedOnForm(data, languages=languages)
    if "no" in request.POST or form.is_valid():
        _answer(request, passing, form)
        return redirect(passing.post)
    return render(
        request,
        "partners/passing_on.html",
        _frame(passing.post)
        | {
            "form": form,
            "passing": passing,
            "is_asked": passing.state == PassingState.ASKED,
            "card": card(passing.post, today=timezone.localdate()),
        },
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _answer(request: SignedInRequest, passing: PassingOn, form: PassedOnForm) -> None:
    now = timezone.now()
    try:
        if "no" in request.POST:
            actions.rather_not(passing, by=request.user, now=now)
            messages.success(request, _("Goed. Een reden hoeft niet."))
        else:
            language = form.cleaned_data["language"]
            actions.pass_on(passing, language=language, by=request.user, now=now)
            messages.success(request, _("Dank u wel! Het staat erbij."))
    except Overtaken:
        messages.info(request, _("Iemand van uw groep was u voor."))


def _told(request: SignedInRequest, pk: int) -> Post:
    """What everybody reads, for whom may ask to pass it on."""
    shown = Post.objects.shown().select_related("organisation", "neighbourhood__municipality")
    post = get_object_or_404(shown, pk=pk)
    require(permissions.can_ask_to_pass_on(request.user, post))
    return post


def _frame(post: Post) -> dict[str, object]:
    return {"neighbourhood": post.neighbourhood, "section": "about", "post": post}

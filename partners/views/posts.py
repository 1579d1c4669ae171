"""What the neighbourhood hears from all: news and activities of every organisation (O36)."""

from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render
from core.paging import page
from neighbourhoods.http import office
from neighbourhoods.models import Neighbourhood

from .. import permissions
from ..actions import posts as actions
from ..forms.posts import ActivityForm, NewsForm, PostFilterForm, as_it_stands
from ..models import Organisation, Post
from ..models.post import PostQuerySet
from ..selections.passing_on import passed_on, waiting_for
from ..selections.posts import (
    ACTIVITIES,
    SHOWN,
    card,
    cards,
    listed_in,
    of_organisation,
    own_here,
    parties_in,
    places_to_post,
)
from ..states import TooMany
from .which import frame, public_place, seen


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """All of all parties: first what comes, then the news; or one of these."""
    place, today = public_place(slug), timezone.localdate()
    form = PostFilterForm(request.GET, parties=parties_in(place))
    chosen = form.chosen()
    kind, party = chosen["soort"], chosen["van"]
    one_page = page(listed_in(place, kind=kind, party=party, today=today), request.GET.get("page"))
    coming = listed_in(place, kind=ACTIVITIES, party=party, today=today)
    is_begin = not kind and one_page.number == 1
    works_here = place.pk in office(request).works_in
    return render(
        request,
        "partners/posts.html",
        {
            "neighbourhood": place,
            "section": "about",
            "form": form,
            "kind": kind,
            "party": party,
            "coming": cards(coming[:SHOWN], today=today) if is_begin else [],
            "query": urlencode([(name, value) for name, value in chosen.items() if value]),
            "page": one_page,
            "posts": cards(one_page.rows, today=today),
            "own": own_here(request.user, place, works_here=works_here),
        },
        partial="results",
    )


@require_safe
def of_one(request: Request, slug: str) -> HttpResponse:
    """What one organisation told; the first few are a part of its page."""
    organisation = seen(request, slug)
    shown = page(of_organisation(organisation, request.user), request.GET.get("page"))
    acts_for = permissions.acts_for(request.user, organisation)
    return render(
        request,
        "partners/posts_of.html",
        frame(organisation)
        | {
            "page": shown,
            "posts": cards(shown.rows, today=timezone.localdate()),
            "few": SHOWN,
            "acts_for": acts_for,
            "waiting": waiting_for(organisation) if acts_for else [],
        },
        partial="news-of",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: SignedInRequest, slug: str, *, activity: bool) -> HttpResponse:
    organisation = seen(request, slug)
    require(permissions.acts_for(request.user, organisation))
    form = (ActivityForm if activity else NewsForm)(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4()},
        places=places_to_post(organisation, request.user),
    )
    if not form.places:
        raise Http404  # its neighbourhood is closed: there is nobody to tell
    if form.is_valid() and (post := _publish(request, organisation, form)):
        return redirect(post)
    return _form_page(request, organisation, form, activity=activity)


def _publish(request: SignedInRequest, organisation: Organisation, form: NewsForm) -> Post | None:
    try:
        post = actions.publish(
            organisation,
            form.written,
            neighbourhood=form.place,
            key=form.cleaned_data["key"],
            by=request.user,
            now=timezone.now(),
        )
    except TooMany:
        form.add_error("title", _("U plaatste net al veel. Wacht even, en druk dan nog eens."))
        return None
    if post.is_public:
        messages.success(request, _("Het staat op de pagina van de wijk."))
    else:
        messages.info(request, _("Verstuurd. Een eerste bericht leest de wijk eerst even zelf."))
    return post


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    post = _seen(request, pk)
    is_own = permissions.can_change_post(request.user, post)
    may_ask = is_own or post.neighbourhood_id in office(request).works_in
    return render(
        request,
        "partners/post.html",
        _frame(post)
        | {
            "card": card(post, today=timezone.localdate()),
            "is_own": is_own,
            "may_ask": may_ask and post.is_public,
            "passed_on": passed_on(post, with_asked=may_ask),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    post = _own(request, pk)
    if post.removed_at:
        return redirect(post)
    data = request.POST if request.method == "POST" else None
    begin, nowhere = as_it_stands(post), Neighbourhood.objects.none()
    form = (
        ActivityForm(data, initial=begin, places=nowhere, stood=post.day)
        if post.is_activity
        else NewsForm(data, initial=begin, places=nowhere)
    )
    if form.is_valid():
        actions.edit(post, form.written, by=request.user)
        messages.success(request, _("Aangepast."))
        return redirect(post)
    return _form_page(request, post.organisation, form, activity=post.is_activity, post=post)


@require_POST
@signed_in
def take_away(request: SignedInRequest, pk: int) -> HttpResponse:
    """At once; the page says so, and takes it back with one press."""
    post = _own(request, pk)
    actions.take_away(post, by=request.user, now=timezone.now())
    return redirect(post)


@require_POST
@signed_in
def put_back(request: SignedInRequest, pk: int) -> HttpResponse:
    post = _own(request, pk)
    actions.put_back(post, by=request.user)
    messages.success(request, _("Het staat er weer."))
    return redirect(post)


def _seen(request: Request, pk: int) -> Post:
    return get_object_or_404(_with_all(Post.objects.visible_to(request.user)), pk=pk)


def _own(request: SignedInRequest, pk: int) -> Post:
    """For others there is nothing here."""
    return get_object_or_404(_with_all(Post.objects.of_somebody(request.user)), pk=pk)


def _with_all(posts: PostQuerySet) -> PostQuerySet:
    return posts.select_related(
        "organisation__municipality",
        "organisation__neighbourhood__municipality",
        "neighbourhood__municipality",
    )


def _frame(post: Post) -> dict[str, object]:
    return {"neighbourhood": post.neighbourhood, "section": "about", "post": post}


def _form_page(
    request: SignedInRequest,
    organisation: Organisation,
    form: NewsForm,
    *,
    activity: bool,
    post: Post | None = None,
) -> HttpResponse:
    return render(
        request,
        "partners/new_post.html",
        frame(organisation) | {"form": form, "activity": activity, "post": post},
        partial="form",
        status=422 if form.is_bound else 200,
    )

"""The photos of an initiative: to look at, and for its team to add, describe, order and remove."""

from uuid import uuid4

from django.contrib import messages
from django.core.files.base import File
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.htmx import Request, render, wants_fragment
from core.images import ImageRefused
from core.paging import Page
from neighbourhoods.http import office

from .. import permissions
from ..actions import album
from ..forms.album import DescriptionForm, PhotosForm
from ..models import Initiative, Photo, Update
from ..models.photo import PhotoQuerySet
from ..selections.album import page_with
from ..states import TooManyPhotos
from .page import key_of
from .which import frame, own, readable


@require_safe
def photos(request: Request, pk: int) -> HttpResponse:
    """All photos, those of news as well, for everybody who sees the initiative.

    There are several pages of them; the address of a photo (`?foto=`) leads to the one it is on.
    """
    initiative = readable(request, pk)
    in_team = permissions.leads(request.user, initiative)
    ready = Photo.objects.ready().filter(initiative=initiative)
    if office(request).moderates(initiative.neighbourhood):
        ready = ready.for_who_moderates()
    elif not in_team:
        ready = ready.public()
    return render(
        request,
        "initiatives/photos.html",
        frame(initiative)
        | {
            "page": _shown(request, ready.album_first()),
            "in_team": in_team,
            "can_flag": initiative.is_public and not in_team,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def own_photos(request: SignedInRequest, pk: int) -> HttpResponse:
    """The team's page: choose photos, for the album or for news, and see to those that there are.

    A script sends them one by one, and is answered with a word; the page that follows says which
    were refused.
    """
    initiative = own(request, pk)
    news = _news_of(request, initiative)
    form = PhotosForm(request.POST or None, request.FILES or None, initial={"key": uuid4()})
    if form.is_valid():
        refused = [
            f"{file.name}: {why}"
            for number, file in form.numbered()
            if (why := _refusal(request, initiative, form, number, file, news))
        ]
        if "one_by_one" in request.POST:
            for why in refused:
                messages.error(request, why)
            return HttpResponse(status=204)
        if not refused:
            return redirect(_address(initiative, news))
        for why in refused:
            form.add_error("photos", why)
    return _own_page(request, initiative, form, news)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def own_photo(request: SignedInRequest, pk: int, photo: int) -> HttpResponse:
    """What is on it. To htmx the photo as it is now, while it is being made ready."""
    initiative = own(request, pk)
    found = _photo(initiative, photo)
    form = DescriptionForm(request.POST or None, instance=found)
    if form.is_valid():
        album.describe(found, form.cleaned_data["description"])
        messages.success(request, _("Bewaard."))
        return redirect(f"{_address(initiative)}?foto={found.pk}#foto-{found.pk}")
    if form.is_bound:
        context = frame(initiative) | {"photo": found, "form": form}
        return render(request, "initiatives/own_photo.html", context, status=422)
    if not wants_fragment(request):
        return redirect("initiatives:own_photos", pk)
    context = {"photo": found, "form": form, "initiative": pk}
    return render(request, "components/own_photo.html", context)


@require_POST
@signed_in
def move_photo(request: SignedInRequest, pk: int, photo: int) -> HttpResponse:
    """One place forward, or back."""
    initiative = own(request, pk)
    found = _photo(initiative, photo)
    album.move(found, forward="forward" in request.POST)
    return redirect(f"{_address(initiative)}?foto={found.pk}#foto-{found.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remove_photo(request: SignedInRequest, pk: int, photo: int) -> HttpResponse:
    initiative = own(request, pk)
    found = _photo(initiative, photo)
    if request.method == "POST":
        album.remove(found, by=request.user)
        messages.success(request, _("De foto is weg."))
        return redirect("initiatives:own_photos", pk)
    return render(request, "initiatives/remove_photo.html", frame(initiative) | {"photo": found})


def _shown(request: Request, photos: PhotoQuerySet) -> Page[Photo]:
    return page_with(photos, key_of(request, "foto"), request.GET.get("page"))


def _refusal(
    request: SignedInRequest,
    initiative: Initiative,
    form: PhotosForm,
    number: int,
    file: File[bytes],
    news: Update | None,
) -> str:
    """Why this file was not taken in; nothing when it was."""
    try:
        album.add(
            initiative,
            file,
            key=form.cleaned_data["key"],
            number=number,
            by=request.user,
            update=news,
        )
    except ImageRefused as refused:
        return str(refused.reason.label)
    except TooManyPhotos:
        return _("Er passen geen foto’s meer bij. Haal er eerst een paar weg.")
    return ""


def _own_page(
    request: SignedInRequest, initiative: Initiative, form: PhotosForm, news: Update | None
) -> HttpResponse:
    all_photos = Photo.objects.filter(initiative=initiative).select_related("update").album_first()
    shown = _shown(request, all_photos)
    return render(
        request,
        "initiatives/own_photos.html",
        frame(initiative)
        | {
            "form": form,
            "news": news,
            "page": shown,
            "rows": [(photo, DescriptionForm(instance=photo)) for photo in shown.rows],
            "waits": any(photo.is_waiting for photo in shown.rows),
        },
        status=422 if form.is_bound else 200,
    )


def _news_of(request: SignedInRequest, initiative: Initiative) -> Update | None:
    """The news that the photos belong to, where the address says so."""
    key = key_of(request, "nieuws")
    return get_object_or_404(Update, pk=key, initiative=initiative) if key else None


def _address(initiative: Initiative, news: Update | None = None) -> str:
    address = reverse("initiatives:own_photos", args=[initiative.pk])
    return f"{address}?nieuws={news.pk}" if news else address


def _photo(initiative: Initiative, pk: int) -> Photo:
    return get_object_or_404(Photo.objects.select_related("update"), pk=pk, initiative=initiative)

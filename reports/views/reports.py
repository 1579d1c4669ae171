"""A report: to read for everybody, and begun, finished and published by who coordinates."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render, wants_fragment
from core.paging import page
from neighbourhoods.http import has_office, office

from .. import permissions
from ..actions import editing, making, publishing
from ..forms.reports import BeginForm, ChapterForm, PublishForm
from ..models import Report
from ..selections.composing import content_of
from ..selections.editing import chapters_of, edited
from ..selections.listing import drafts_for, drafts_in, published_in
from ..selections.missing import missing
from ..selections.part import residents_in
from ..selections.periods import to_begin
from ..selections.voices import afterwards
from ..states.reports import Chapter, NotPossible, Overtaken, Refused
from .which import frame, own_report, public_place, report_of

STOP_ASKING = 286  # what htmx makes of it
REFUSED = {
    "making": gettext_lazy("Het concept wordt nog gemaakt. Wacht tot het klaar is."),
    "lacks": gettext_lazy(
        "Schrijf eerst wat (nog) niet werkt. Zonder dat kan het niet naar buiten."
    ),
    "residents": gettext_lazy("Leg eerst uit waarom bewoners er geen deel in hadden."),
}
FROZEN = gettext_lazy("Dit verslag is gepubliceerd. Het staat vast.")


@require_safe
def reports(request: Request, slug: str) -> HttpResponse:
    """Newest first, and what is being made: for who coordinates, and for a story from anybody."""
    place = public_place(slug)
    can_edit = permissions.can_edit(request.user, place)
    return render(
        request,
        "reports/reports.html",
        frame(place)
        | {
            "page": page(published_in(place), request.GET.get("page")),
            "drafts": drafts_in(place),
            "can_edit": can_edit,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def begin(request: SignedInRequest, slug: str) -> HttpResponse:
    place = public_place(slug)
    require(permissions.can_edit(request.user, place))
    now, is_sent = timezone.now(), request.method == "POST"
    periods = to_begin(place, timezone.localdate(now), also_begun=is_sent)
    form = BeginForm(request.POST if is_sent else None, periods=periods)
    if form.is_valid():
        chosen = next(one for one in periods if one.code == form.cleaned_data["period"])
        report = making.begin(
            place, year=chosen.year, quarter=chosen.quarter, by=request.user, now=now
        )
        return redirect("reports:edit", report.pk)
    return render(
        request,
        "reports/begin.html",
        frame(place) | {"form": form, "periods": periods},
        partial="form",
        status=422 if is_sent else 200,
    )


@require_safe
def report(request: Request, pk: int) -> HttpResponse:
    """A draft only for who coordinates: until it is ready that is a page of its own."""
    found = report_of(request, pk)
    content = content_of(found)
    if content is None:
        return redirect("reports:edit", found.pk)
    return render(
        request,
        "reports/report.html",
        frame(found.neighbourhood)
        | {
            "report": found,
            "content": content,
            "facts": content.facts,
            "after": afterwards(found, timezone.now()) if found.is_published else None,
            "can_edit": found.neighbourhood_id in office(request).coordinates,
            "can_discuss": permissions.can_discuss(request.user, found),
        },
    )


@require_safe
@signed_in
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is there, what is missing, and what can be done; while it is made the page asks how far
    that is."""
    found = own_report(request, pk)
    if found.is_published:
        return _frozen(request, found)
    content = content_of(found)
    is_poll = wants_fragment(request) and request.htmx.target == "progress"
    return render(
        request,
        "reports/edit.html",
        frame(found.neighbourhood)
        | {
            "report": found,
            "making": found.making,
            "is_poll": is_poll,
            "content": content,
            "missing": missing(content, residents=residents_in(found, content.signed))
            if content
            else [],
            "chapters": chapters_of(found, content) if content else [],
        },
        partial="progress",
        status=STOP_ASKING if is_poll and not found.making.is_busy else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit_chapter(request: SignedInRequest, pk: int, chapter: str) -> HttpResponse:
    found = own_report(request, pk)
    if chapter not in Chapter.values:
        raise Http404
    if found.is_published:
        return _frozen(request, found)
    which = Chapter(chapter)
    sent = request.POST if request.method == "POST" else None
    form = ChapterForm(sent, chapter=which, edited=edited(found, which))
    if form.is_valid() and _is_saved(request, found, form):
        messages.success(request, _("Dit hoofdstuk is bewaard."))
        return redirect("reports:edit", found.pk)
    return render(
        request,
        "reports/edit_chapter.html",
        frame(found.neighbourhood) | {"report": found, "chapter": which, "form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _is_saved(request: SignedInRequest, found: Report, form: ChapterForm) -> bool:
    clean = form.cleaned_data
    try:
        editing.edit(
            found,
            form.chapter,
            words=clean["words"],
            left_out=clean["left_out"],
            why=clean.get("why", ""),
            order=form.order,
            seen=clean["seen"],
            by=request.user,
            now=timezone.now(),
        )
    except Overtaken:
        form.add_error(
            None,
            _("Een collega heeft dit hoofdstuk net veranderd. Open het eerst opnieuw."),
        )
    except NotPossible:
        form.add_error(None, str(FROZEN))
    return form.is_valid()


@require_POST
@signed_in
def make_anew(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was written in it stays."""
    found = own_report(request, pk)
    try:
        making.make_anew(found, now=timezone.now())
    except NotPossible:
        return _frozen(request, found)
    return redirect("reports:edit", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    found = own_report(request, pk)
    if found.is_published:
        return redirect(found)
    content = content_of(found)
    residents = residents_in(found, content.signed if content else [])
    form = PublishForm(request.POST if request.method == "POST" else None, heard=bool(residents))
    if form.is_valid():
        try:
            publishing.publish(
                found,
                explanation=form.cleaned_data.get("explanation", ""),
                by=request.user,
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(REFUSED[refused.reason]))
        else:
            messages.success(
                request, _("Het verslag staat op de site. Iedereen met een deel erin hoort het.")
            )
            return redirect(found)
    return render(
        request,
        "reports/publish.html",
        frame(found.neighbourhood)
        | {
            "report": found,
            "form": form,
            "missing": missing(content, residents=residents) if content else [],
            "lacks": content.words.get(Chapter.LACKS, "") if content else "",
            "is_busy": found.making.is_busy or content is None,
        },
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_safe
@signed_in
def waiting(request: SignedInRequest) -> HttpResponse:
    """Drafts that wait for who coordinates: a part of Mijn werk, and a page."""
    require(has_office(request))
    return render(
        request,
        "reports/waiting.html",
        {"section": "work", "page": page(drafts_for(request.user), request.GET.get("page"))},
        partial="reports",
    )


def _frozen(request: SignedInRequest, found: Report) -> HttpResponse:
    messages.info(request, str(FROZEN))
    return redirect(found)

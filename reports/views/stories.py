"""Stories in people's own words: told by who signed in or got a link, and asked for."""

from uuid import uuid4

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render
from core.paging import page
from core.photos import served
from goals.selections.speaking import spoken_for

from .. import permissions
from ..actions import stories as actions
from ..forms.stories import InviteForm, LeaveOutForm, StoryForm, as_it_stands
from ..models import Report, Story, StoryInvitation, StoryPhoto
from ..selections.voices import invitations_of, own_story, stories_of
from ..states.reports import NotPossible
from .which import around, making_of, own_report


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: Request, pk: int) -> HttpResponse:
    """Anybody writes while the report is made; who has no account signs in after that."""
    report = making_of(pk)
    if report.is_published:
        return _too_late(request, report)
    person = request.user if request.user.is_authenticated else None
    known = own_story(report, person) if person else None
    form = _form(request, report, known, signed=person.public_name if person else "")
    if form.is_valid():
        return _tell(request, report, form)
    return _tell_page(request, report, form, known)


@signed_in
def _tell(request: SignedInRequest, report: Report, form: StoryForm) -> HttpResponse:
    try:
        actions.tell(
            report,
            form.told,
            key=form.cleaned_data["key"],
            by=request.user,
            now=timezone.now(),
        )
    except NotPossible:
        return _too_late(request, report)
    messages.success(
        request, _("Dank u wel. U kunt uw verhaal veranderen tot het verslag uitkomt.")
    )
    return redirect("reports:tell_story", report.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def tell_by_link(request: Request, token: str) -> HttpResponse:
    """For whom the mail was sent to. It signs nobody in, and shows nothing but their own story."""
    asked = get_object_or_404(
        StoryInvitation.objects.open(timezone.now()).select_related(
            "report__neighbourhood__municipality"
        ),
        pk__in=StoryInvitation.objects.of_token(token).values("pk"),
    )
    report = asked.report
    known = stories_of(report).filter(invitation=asked).first()
    if request.method == "POST" and "withdraw" in request.POST:
        return _withdraw_by_link(request, known)
    form = _form(request, report, known, signed="", by_link=True)
    if form.is_valid():
        try:
            actions.tell_by_link(asked, form.told, key=form.cleaned_data["key"], now=timezone.now())
        except NotPossible as error:
            raise Http404 from error
        messages.success(
            request, _("Dank u wel. U kunt uw verhaal veranderen tot het verslag uitkomt.")
        )
        return redirect(request.path)
    response = _tell_page(request, report, form, known, by_link=True)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response


def _withdraw_by_link(request: Request, known: Story | None) -> HttpResponse:
    if known:
        actions.withdraw(known, by=None)
        messages.success(request, _("Uw verhaal is weg."))
    return redirect(request.path)


def _form(
    request: Request, report: Report, known: Story | None, *, signed: str, by_link: bool = False
) -> StoryForm:
    begin = as_it_stands(known) if known else {"signed": signed}
    return StoryForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial={"key": uuid4(), **begin},
        parties=[] if by_link else spoken_for(request.user, report.neighbourhood),
        has_photo=known is not None and hasattr(known, "photo"),
    )


def _tell_page(
    request: Request,
    report: Report,
    form: StoryForm,
    known: Story | None,
    *,
    by_link: bool = False,
) -> HttpResponse:
    return render(
        request,
        "reports/tell_story.html",
        around(report) | {"form": form, "story": known, "by_link": by_link, "here": request.path},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """One's own story; for others it is not there."""
    own = Story.objects.filter(person=request.user, report__neighbourhood__is_public=True)
    story = get_object_or_404(own.select_related("report__neighbourhood"), pk=pk)
    if request.method == "POST":
        try:
            actions.withdraw(story, by=request.user)
        except NotPossible:
            return _too_late(request, story.report)
        messages.success(request, _("Uw verhaal is weg."))
    return redirect("reports:tell_story", story.report_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def stories(request: SignedInRequest, pk: int) -> HttpResponse:
    """For who makes the report: the stories there are, and asking for one by a personal link."""
    report = own_report(request, pk)
    form = InviteForm(request.POST if request.method == "POST" else None, initial={"key": uuid4()})
    if form.is_valid():
        clean = form.cleaned_data
        try:
            actions.invite(
                report,
                clean["for_whom"],
                clean["email"],
                clean["voice"],
                key=clean["key"],
                by=request.user,
                now=timezone.now(),
            )
        except NotPossible:
            return _too_late(request, report)
        messages.success(request, _("De uitnodiging is onderweg."))
        return redirect("reports:stories", report.pk)
    shown = page(stories_of(report), request.GET.get("page"))
    return render(
        request,
        "reports/stories.html",
        around(report)
        | {"form": None if report.is_published else form, "page": shown}
        | {"invitations": invitations_of(report), "now": timezone.now()},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_POST
@signed_in
def withdraw_invitation(request: SignedInRequest, pk: int, one: int) -> HttpResponse:
    report = own_report(request, pk)
    asked = get_object_or_404(StoryInvitation, pk=one, report=report)
    actions.withdraw_invitation(asked, now=timezone.now())
    messages.success(request, _("De link werkt niet meer."))
    return redirect("reports:stories", report.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def leave_out(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks for a reason; with `take_in` it stands in the report after all."""
    seen = Story.objects.visible_to(request.user)
    story = get_object_or_404(
        seen.select_related("report__neighbourhood__municipality", "organisation"), pk=pk
    )
    report = story.report
    require(permissions.can_edit(request.user, report.neighbourhood))
    takes_in = "take_in" in request.POST
    form = LeaveOutForm(request.POST if request.method == "POST" and not takes_in else None)
    if takes_in or form.is_valid():
        try:
            if takes_in:
                actions.take_in(story, by=request.user)
            else:
                actions.leave_out(story, form.cleaned_data["why"], by=request.user)
        except NotPossible:
            return _too_late(request, report)
        return redirect("reports:stories", report.pk)
    return render(
        request,
        "reports/leave_out_story.html",
        around(report) | {"form": form, "story": story},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_safe
def photo(request: Request, pk: int, width: int, kind: str) -> FileResponse:
    """One width; who may not see the story gets 404."""
    visible = StoryPhoto.objects.visible_to(request.user)
    return served(get_object_or_404(visible, pk=pk), width, kind)


def _too_late(request: Request, report: Report) -> HttpResponse:
    messages.info(request, _("Dit verslag is uit. Een verhaal erbij kan niet meer."))
    return redirect(report)

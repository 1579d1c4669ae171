"""The house rules: what somebody flags, and what who moderates decides."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest, signed_in
from activity import flags
from activity.models import Flag
from core.access import require
from core.htmx import render
from neighbourhoods import permissions
from neighbourhoods.models import Neighbourhood

from ..actions import moderating as actions
from ..forms import AppealForm, DecideForm, FlagForm
from ..selections.moderation import Waiting, hidden_lately, subject_of, waiting_in

MOST = 100  # rows in one press


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def flag(request: SignedInRequest, path: str, pk: int) -> HttpResponse:
    """`Meld dit`, for everybody but who wrote it."""
    kind = _kind(path)
    thing = get_object_or_404(kind.seen_by(request.user), pk=pk)
    if request.user in kind.authors(thing):
        raise Http404
    mine = Flag.objects.of(kind.kind, pk).filter(reporter=request.user)
    form = FlagForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        clean = form.cleaned_data
        reason = Flag.Reason(clean["reason"])
        actions.report(kind, thing, reason, words=clean["words"], by=request.user)
        messages.success(request, _("Dank u wel. Iemand van de wijk kijkt ernaar."))
        return redirect(kind.tell(thing).url)
    return _page(request, kind, thing, form, "portal/flag.html", is_done=mine.exists())


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def appeal(request: SignedInRequest, path: str, pk: int) -> HttpResponse:
    """Who wrote it says once why it must not be hidden."""
    kind = _kind(path)
    thing = get_object_or_404(kind.standing(), pk=pk)
    told = kind.tell(thing)
    if told.state != "hidden" or request.user not in kind.authors(thing):
        raise Http404
    mine = Flag.objects.of(kind.kind, pk).filter(reason=Flag.Reason.APPEAL)
    form = AppealForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.appeal(kind, thing, form.cleaned_data["words"], by=request.user)
        messages.success(request, _("Uw bezwaar is gestuurd. Iemand kijkt er nog eens naar."))
        return redirect(told.url)
    return _page(request, kind, thing, form, "portal/appeal.html", is_done=mine.exists())


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def queue(request: SignedInRequest, slug: str) -> HttpResponse:
    """All that waits for a decision in a neighbourhood: one at a time, or several at once."""
    place = _moderated(request, slug)
    if request.method != "POST":
        return _queue_page(request, place)
    rows = [key for key in request.POST.getlist("row")[:MOST] if subject_of(key)]
    form = DecideForm(request.POST, ids=request.POST.get("form", "")[:40], rows=rows)
    if not form.is_valid():
        return _queue_page(request, place, form, status=422)
    _decide(request, place, form)
    return redirect("portal:moderation", slug)


@require_POST
@signed_in
def undo(request: SignedInRequest, slug: str) -> HttpResponse:
    place = _moderated(request, slug)
    found = subject_of(request.POST.get("row", ""))
    if found and _is_of(place, *found):
        kind, key = found
        actions.show_again(kind, key, by=request.user)
        messages.success(request, _("Het is weer te lezen. Wie het schreef, hoort dat."))
    return redirect("portal:moderation", slug)


def _decide(request: SignedInRequest, place: Neighbourhood, form: DecideForm) -> None:
    """Each row by itself: what a colleague decided in between stands, and is told."""
    decision = Flag.Decision(form.cleaned_data["decision"])
    done = 0
    for row in form.cleaned_data["row"]:
        found = subject_of(row)
        if not found or not _is_of(place, *found):
            continue
        kind, key = found
        reason = form.cleaned_data["reason"]
        try:
            actions.decide(kind, key, decision, reason=reason, by=request.user)
        except actions.AlreadyDecided as earlier:
            messages.info(request, _already(earlier.flag))
        else:
            done += 1
    if done:
        messages.success(request, _done_words(decision, done))


def _done_words(decision: Flag.Decision, done: int) -> str:
    if decision == Flag.Decision.HIDDEN:
        words = ngettext(
            "Het is verborgen. Wie het schreef, weet waarom.",
            "%(number)d zijn verborgen. Wie ze schreef, weet waarom.",
            done,
        )
    else:
        words = ngettext("Het blijft staan.", "%(number)d blijven staan.", done)
    return words % {"number": done} if done > 1 else words


def _already(flag: Flag | None) -> str:
    if flag is None or flag.decided_by is None:
        return _("Hier valt niets meer te beslissen.")
    return _("%(who)s was u voor: %(decision)s.") % {
        "who": flag.decided_by.public_name,
        "decision": flag.get_decision_display(),
    }


def _is_of(place: Neighbourhood, kind: flags.Flaggable, key: int) -> bool:
    return Flag.objects.of(kind.kind, key).filter(neighbourhood=place).exists()


def _kind(path: str) -> flags.Flaggable:
    kind = flags.of_path(path)
    if kind is None:
        raise Http404
    return kind


def _moderated(request: SignedInRequest, slug: str) -> Neighbourhood:
    found = get_object_or_404(Neighbourhood.objects.select_related("municipality"), slug=slug)
    allowed = permissions.can_moderate(request.user, found)
    if not (found.is_public or allowed):
        raise Http404
    require(allowed)
    return found


def _queue_page(
    request: SignedInRequest,
    place: Neighbourhood,
    sent: DecideForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """With what was typed in the form that could not be taken: of one row, or of all chosen."""
    waiting = waiting_in(place)
    chosen = request.POST.getlist("row") if sent else []
    ids = sent.data.get("form", "") if sent else ""
    return render(
        request,
        "portal/moderation.html",
        {
            "neighbourhood": place,
            "section": "work",
            "rows": [
                (one, sent if sent and ids == one.key else _empty_form(one)) for one in waiting
            ],
            "chosen": chosen if ids == "bulk" else [],
            "bulk": sent if ids == "bulk" else DecideForm(ids="bulk", rows=[]),
            "hidden": hidden_lately(place, {one.key for one in waiting}),
        },
        status=status,
    )


def _empty_form(one: Waiting) -> DecideForm:
    return DecideForm(ids=one.key, rows=[], initial={"reason": one.suggestion})


def _page(
    request: SignedInRequest,
    kind: flags.Flaggable,
    thing: Any,
    form: FlagForm | AppealForm,
    template: str,
    *,
    is_done: bool,
) -> HttpResponse:
    told = kind.tell(thing)
    return render(
        request,
        template,
        {"neighbourhood": told.neighbourhood, "told": told, "form": form, "is_done": is_done},
        partial="form",
        status=422 if form.is_bound else 200,
    )

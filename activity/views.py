from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.htmx import Request, render
from core.paging import page
from neighbourhoods.permissions import needs_second_factor

from . import actions
from .models import Notification


@require_safe
@signed_in
def inbox(request: SignedInRequest) -> HttpResponse:
    mine = Notification.objects.of(request.user)
    return render(
        request,
        "activity/inbox.html",
        {"page": page(mine, request.GET.get("page"))},
        partial="messages-list",
    )


@require_POST
@signed_in
def open_notification(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read one message and go where it is about."""
    notification = get_object_or_404(Notification.objects.of(request.user), pk=pk)
    actions.read(Notification.objects.filter(pk=pk), now=timezone.now())
    return redirect(notification.event.subject_url)


@require_POST
@signed_in
def read_all(request: SignedInRequest) -> HttpResponse:
    actions.read(Notification.objects.filter(person=request.user), now=timezone.now())
    return redirect("activity:inbox")


@csrf_exempt  # a mail program presses this for its reader (RFC 8058); the token is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: Request, token: str) -> HttpResponse:
    """The link under every mail: stop messages about this, or all mail."""
    notifications = Notification.objects.select_related("event", "person")
    notification = get_object_or_404(notifications, token=token)
    done, owed = "", False
    if request.method == "POST":
        what = request.POST.get("what")
        if what == "all":
            actions.stop_mail(notification, but_asked=False)
            done = _("U krijgt geen mail meer van de wijkaanpak.")
        elif what == "asked":
            actions.stop_mail(notification, but_asked=True)
            done = _("U krijgt alleen nog mail als u zelf iets moet doen.")
        else:
            actions.stop_about(notification)
            done = _("U krijgt hierover geen berichten meer.")
            owed = notification.reason in actions.OWED
    return render(
        request,
        "activity/stop.html",
        {
            "title": notification.event.subject_title,
            "done": done,
            "owed": owed,
            "works_here": not done and needs_second_factor(notification.person),
        },
    )

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from accounts.models import User
from core.htmx import Request, render
from core.paging import page
from neighbourhoods.permissions import needs_second_factor

from . import actions
from .actions import choosing
from .forms import PreferencesForm
from .models import Notification, Overview
from .selections import places_to_choose, with_earlier


@require_safe
@signed_in
def inbox(request: SignedInRequest) -> HttpResponse:
    shown = page(Notification.objects.newest_of_each(request.user), request.GET.get("page"))
    return render(
        request,
        "activity/inbox.html",
        {"page": shown, "about": with_earlier(shown.rows, request.user)},
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


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def preferences(request: SignedInRequest) -> HttpResponse:
    """How soon I am mailed, of what and from where."""
    person = request.user
    form = PreferencesForm(
        request.POST if request.method == "POST" else None,
        paces=choosing.paces_of([person])[person.pk],
        places=places_to_choose(person),
    )
    if form.is_valid():
        choosing.choose(person, form.chosen, now=timezone.now())
        messages.success(request, _("Bewaard. Zo krijgt u voortaan mail."))
        return redirect("activity:preferences")
    return render(
        request,
        "activity/preferences.html",
        {"form": form, "mail": person.mail, "section": "me"},
        partial="form",
        status=422 if form.is_bound else 200,
    )


DONE = {
    User.Mail.CALM: gettext_lazy("Alles staat op rustig."),
    User.Mail.ASKED: gettext_lazy("U krijgt alleen nog mail als u zelf iets moet doen."),
    User.Mail.NONE: gettext_lazy("U krijgt geen mail meer van de wijkaanpak."),
}


@require_POST
@signed_in
def choose_all(request: SignedInRequest) -> HttpResponse:
    """One press for everything."""
    try:
        mail = User.Mail(request.POST.get("mail", ""))
    except ValueError:
        raise Http404 from None
    if mail not in DONE:
        raise Http404
    choosing.choose_all(request.user, mail)
    messages.success(request, str(DONE[mail]))
    return redirect("activity:preferences")


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


@csrf_exempt  # as with one message
@require_http_methods(["GET", "HEAD", "POST"])
def stop_overviews(request: Request, token: str) -> HttpResponse:
    """The link under every overview: no overviews more, or no mail at all."""
    overview = get_object_or_404(Overview.objects.select_related("person"), token=token)
    done = ""
    if request.method == "POST":
        if request.POST.get("what") == "all":
            choosing.choose_all(overview.person, User.Mail.NONE)
            done = _("U krijgt geen mail meer van de wijkaanpak.")
        else:
            choosing.stop_overviews(overview.person, now=timezone.now())
            done = _("U krijgt geen overzichten meer.")
    return render(
        request,
        "activity/stop_overviews.html",
        {"done": done, "works_here": not done and needs_second_factor(overview.person)},
    )

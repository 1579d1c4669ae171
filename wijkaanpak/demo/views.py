"""Only in the demo do these addresses exist: become anybody, and read all mail."""

from django.contrib.auth import login, logout
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from core.csp import CSP, build_policy
from core.htmx import Request, render
from core.paging import page
from neighbourhoods.middleware import PASSED
from outbox.actions import as_mail
from outbox.models import Message

from .personas import PERSONAS

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
def people(request: Request) -> HttpResponse:
    return render(request, "demo/people.html", {"personas": PERSONAS})


@require_POST
def become(request: Request, persona: str) -> HttpResponse:
    """Sign in as this person, second factor included."""
    if persona not in PERSONAS:
        raise Http404
    user = get_object_or_404(User, email=PERSONAS[persona].email)
    logout(request)
    login(request, user, backend=BACKEND)
    request.session[PASSED] = user.pk
    return redirect(PERSONAS[persona].lands)


@require_safe
def mail(request: Request) -> HttpResponse:
    messages = Message.objects.order_by("-queued_at", "-pk")
    return render(
        request,
        "demo/mail.html",
        {"page": page(messages, request.GET.get("page"))},
    )


@require_safe
def message(request: Request, pk: int) -> HttpResponse:
    return render(request, "demo/message.html", {"message": get_object_or_404(Message, pk=pk)})


@require_safe
def message_html(request: Request, pk: int) -> HttpResponse:
    """As a mail program shows it. Styles in mails stand in the text, so here they are allowed."""
    mail = as_mail(get_object_or_404(Message, pk=pk))
    policy = {"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE]}
    headers = {CSP.HEADER_ENFORCE.value: build_policy(policy)}
    return HttpResponse(str(mail.alternatives[0][0]), headers=headers)

"""Who asks: the request as it is after signing in, and the browser of somebody who has not."""

import hashlib
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode, urlsplit

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import consume, respond_429
from django.conf import settings
from django.core import signing
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from core.htmx import Request

from .actions import drafts
from .forms import KnownAsForm, RequestCodeForm
from .models import Draft, User

P = ParamSpec("P")
BROWSER_COOKIE = "browser"
OWN, SHARED = "o", "s"  # the first sign of the cookie: whose device it is
BACK = "back_to"  # in the session: where to go on after signing in
LEAVES_WITH_BROWSER = "leaves_with_browser"  # in the session, until somebody is signed in
POSTED = "posted:"  # drafts of what was pressed when nobody was signed in
KEPT_AS = "kept_as"  # in a form that sends such a draft on: its key
NOT_KEPT = {"csrfmiddlewaretoken", "draft", "code", "next", "shared_device", KEPT_AS}
CARRIED = {"ballot", "receipt"}  # a vote is secret: nobody's draft holds it (decision 14)
NOT_KEPT |= CARRIED
CARRIED_COOKIE = "carried"
CARRIED_FOR = 30 * 60  # seconds in which one can sign in
CARRIED_MOST = 3500  # signs: no browser keeps a cookie that is much longer


class SignedInRequest(Request):
    user: User


def draft_of(request: Request, form: str) -> Draft | None:
    """What this person, or this browser before signing in, typed into it and did not send."""
    return Draft.objects.held_by(request.user, browser_of(request)).filter(form=form).first()


def signed_in(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[Request, P], HttpResponse]:
    """Only for who is signed in; others sign in first and come back to the page, not the button.

    What they pressed with words in it is kept, and offered again after signing in.
    """

    @wraps(view)
    def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            response = view(cast(SignedInRequest, request), *args, **kwargs)
            _drop_what_was_sent_on(request, response)
            return response
        token, browser = browser_to_keep_for(request) if has_words(request) else ("", "")
        response = to_sign_in(request, keep_pressed(request, browser) if browser else "")
        remember_browser(response, token, shared_device=is_shared_or_new(request))
        carry(request, response)
        return response

    return guarded


def to_sign_in(request: HttpRequest, back: str = "") -> HttpResponse:
    """Sign in, and then `back` (or the page that was left)."""
    query = urlencode({"next": back or page_left(request)})
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")


def address_form(request: HttpRequest) -> RequestCodeForm:
    """The question for an address, on a page of another app; what was posted to it is filled in."""
    form = RequestCodeForm(request.POST if "email" in request.POST else None)
    form.fields["email"].help_text = _(
        "U krijgt een code van zes cijfers. Een wachtwoord is niet nodig. Niemand ziet uw adres."
    )
    return form


def name_form(request: Request) -> KnownAsForm | None:
    """The question how they want to be known, for who is signed in and gave no name yet."""
    if not request.user.is_authenticated or request.user.name:
        return None
    sent = request.POST if request.method == "POST" else None
    return KnownAsForm(sent, instance=request.user)


def ask_code(request: HttpRequest, form: RequestCodeForm, *, back: str) -> HttpResponse:
    """Send a code to the address in a valid form; after it is filled in, one comes to `back`."""
    LoginCodeVerificationProcess.initiate(
        request=request, user=form._user, email=form.cleaned_data["email"], phone=None
    )
    shared = form.cleaned_data["shared_device"] or is_shared(request)
    request.session[BACK], request.session[LEAVES_WITH_BROWSER] = back, shared
    query = f"?{urlencode({'next': back})}" if back else ""
    return redirect(reverse("account_confirm_login_code") + query)


def has_words(request: HttpRequest) -> bool:
    return request.method == "POST" and any(texts_of(request).values())


def keep_pressed(request: HttpRequest, browser: str = "") -> str:
    """Keep what was pressed; returns the address of the page that sends it on."""
    pressed = {
        name: texts if len(texts) > 1 else texts[0]
        for name, texts in request.POST.lists()
        if name not in NOT_KEPT
    }
    form = f"{POSTED}{request.path}"
    longest = Draft._meta.get_field("form").max_length
    if longest is not None and len(form) > longest:
        return page_left(request)
    draft = drafts.keep(
        form, pressed, person=cast(Request, request).user, browser=browser, anew=True
    )
    return reverse("accounts:go_on", args=[draft.key])


def carry(request: HttpRequest, response: HttpResponse) -> None:
    """What we may not keep goes back to the browser that sent it, which shows it to the pages of
    the same thing (`/budgetronde/12/`) until it is closed; to us it is good for half an hour. Not
    on a device that is more people's."""
    fields = {name: texts for name, texts in request.POST.lists() if name in CARRIED}
    if not fields or is_shared(request):
        return
    value = signing.dumps(fields, salt=CARRIED_COOKIE, compress=True)
    if len(value) <= CARRIED_MOST:
        response.set_cookie(
            CARRIED_COOKIE,
            value,
            path=_thing(request),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def carried(request: HttpRequest) -> dict[str, list[str]]:
    """What this browser brings back; nothing when it is too old, or not from us."""
    value = request.COOKIES.get(CARRIED_COOKIE, "")
    try:
        found: dict[str, list[str]] = signing.loads(value, salt=CARRIED_COOKIE, max_age=CARRIED_FOR)
    except BadSignature:
        return {}
    return found


def drop_carried(request: HttpRequest, response: HttpResponse) -> None:
    """Once it was shown nobody brings it any more."""
    if CARRIED_COOKIE in request.COOKIES:
        response.delete_cookie(CARRIED_COOKIE, path=_thing(request), samesite="Lax")


def _thing(request: HttpRequest) -> str:
    """The first two parts of the path: what the page is about."""
    return "/".join(request.path.split("/")[:3]) + "/"


def _drop_what_was_sent_on(request: Request, response: HttpResponse) -> None:
    if request.method == "POST" and KEPT_AS in request.POST and response.status_code < 400:
        drafts.drop(f"{POSTED}{request.path}", person=request.user, browser="")


def texts_of(request: HttpRequest) -> dict[str, str]:
    """The texts in a form, without what is secret or only ours."""
    return {
        name: text
        for name, text in request.POST.items()
        if name not in NOT_KEPT and isinstance(text, str)
    }


def page_left(request: HttpRequest) -> str:
    """The address, on this site, of the page on which somebody pressed."""
    if request.method in {"GET", "HEAD"} and not request.headers.get("HX-Request"):
        return request.get_full_path()
    return came_from(request) or "/"


def came_from(request: HttpRequest) -> str:
    """The address, on this site, of the page before this one; empty when it was elsewhere."""
    before = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}):
        return ""
    parts = urlsplit(before)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def speak(response: HttpResponse, language: str, *, shared_device: bool = False) -> None:
    """This browser reads that language from now on; a shared one until it is closed."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=None if shared_device else 365 * 86_400,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def browser_of(request: HttpRequest) -> str:
    """The hash by which drafts of this browser are kept; empty when it has no token from us."""
    return _hash(_cookie(request)[1])


def is_shared(request: HttpRequest) -> bool:
    """Whether somebody said that more people use this device."""
    return _cookie(request)[0] == SHARED


def is_shared_or_new(request: HttpRequest) -> bool:
    return _cookie(request)[0] != OWN


def browser_to_keep_for(request: Request, action: str = "new_browser") -> tuple[str, str]:
    """This browser's token and its hash, made when it has none; both empty for who is signed in.

    Answers 429 by itself when very many new browsers come from one place (ACCOUNT_RATE_LIMITS, by
    `action`): nobody fills the disk, and a whole school that begins in one hour still can.
    """
    if request.user.is_authenticated:
        return "", ""
    token = _cookie(request)[1] or new_token(request, action)
    return token, _hash(token)


def new_token(request: Request, action: str = "new_browser") -> str:
    """For a browser that has none, or for somebody else on a shared device; 429 as above."""
    if not consume(request, action=action):
        raise ImmediateHttpResponse(respond_429(request))
    return secrets.token_urlsafe(32)


def remember_browser(response: HttpResponse, token: str, *, shared_device: bool) -> None:
    """On a shared device the browser forgets at the end of the session."""
    if token:
        response.set_cookie(
            BROWSER_COOKIE,
            _signer().sign((SHARED if shared_device else OWN) + token),
            max_age=None if shared_device else settings.DRAFT_DAYS * 86_400,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def forget_browser(response: HttpResponse) -> None:
    response.delete_cookie(BROWSER_COOKIE, samesite="Lax")


def _cookie(request: HttpRequest) -> tuple[str, str]:
    """Whose device, and the token; both empty when there is none, or it is not from us."""
    try:
        value = _signer().unsign(request.COOKIES.get(BROWSER_COOKIE, ""))
    except BadSignature:
        return "", ""
    return value[:1], value[1:]


def _signer() -> Signer:
    return Signer(salt="accounts.browser")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest() if token else ""

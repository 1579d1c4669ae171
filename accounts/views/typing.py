"""What is being typed, and what was pressed just as a session ended."""

import re

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.htmx import Request, render

from ..actions import drafts
from ..http import (
    KEPT_AS,
    POSTED,
    SignedInRequest,
    browser_to_keep_for,
    remember_browser,
    signed_in,
    texts_of,
)
from ..models import Draft

DRAFT_FORM = re.compile(r"[a-z]{1,30}:[\w-]{1,60}", re.ASCII)


@require_POST
def keep_draft(request: Request) -> HttpResponse:
    """Keep what is being typed. The form says what it is; a browser without a token gets one."""
    form = request.POST.get("draft", "")
    if not DRAFT_FORM.fullmatch(form):
        return HttpResponseBadRequest()
    token, browser = browser_to_keep_for(request)
    drafts.keep(form, texts_of(request), person=request.user, browser=browser)
    response = HttpResponse(_("Bewaard"))
    remember_browser(response, token, shared_device="shared_device" in request.POST)
    return response


@require_safe
@signed_in
def go_on(request: SignedInRequest, key: str) -> HttpResponse:
    """What was pressed just as a session ended: shown, and sent on with one press."""
    kept = Draft.objects.filter(person=request.user, form__startswith=POSTED)
    draft = get_object_or_404(kept, key=key)
    fields = [
        (name, text)
        for name, texts in draft.fields.items()
        for text in (texts if isinstance(texts, list) else [texts])
    ]
    return render(
        request,
        "accounts/go_on.html",
        {
            "action": draft.form.removeprefix(POSTED),
            "fields": fields,
            "shown": [text for _name, text in fields if " " in text],
            "kept_as": KEPT_AS,
            "key": draft.key,
        },
    )

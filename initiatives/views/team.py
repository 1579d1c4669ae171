"""What the team does with its initiative."""

from uuid import uuid4

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import drafts
from accounts.http import SignedInRequest, draft_of, signed_in, texts_of
from core.htmx import render

from ..actions import initiatives, photos, reviews
from ..forms.team import (
    EditForm,
    ReconsiderForm,
    ReplyForm,
    UpdateForm,
    as_it_stands,
)
from ..models import DateProposal, Initiative, Photo, Question
from ..selections.album import coming_of
from ..states import NotPossible, Overtaken
from .which import frame, led, own


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The text and the photo. Whom a teammate was ahead of sees that, and keeps what they wrote."""
    initiative = own(request, pk)
    if request.method != "POST":
        return _edit_page(request, initiative)
    form = EditForm(request.POST, request.FILES, neighbourhood=initiative.neighbourhood)
    try:
        edited = _save_edit(request, initiative, form) if form.is_valid() else None
    except Overtaken:
        _keep_edit(request, pk, form)
        return _edit_page(request, own(request, pk), status=409)
    if edited is None:
        _keep_edit(request, pk, form)
        return _edit_page(request, initiative, form, status=422)
    _drop_edit(request, pk)
    if edited.edited_as == form.cleaned_data["key"]:
        messages.success(
            request, _("Uw pagina is aangepast. Volgers krijgen hier geen bericht van.")
        )
    else:
        messages.info(request, _("U veranderde niets. Alles staat er zoals het was."))
    return redirect(edited)


@require_POST
@signed_in
def discard_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw away what was typed once that is sure, and begin with the text as it stands."""
    initiative = own(request, pk)
    if "sure" not in request.POST:
        drafts.keep(f"edit:{pk}", texts_of(request), person=request.user, browser="")
        return render(
            request,
            "initiatives/discard.html",
            {
                "neighbourhood": initiative.neighbourhood,
                "section": "initiatives",
                "title": request.POST.get("title") or initiative.title,
                "back": reverse("initiatives:edit", args=[pk]),
            },
        )
    _drop_edit(request, pk)
    return redirect("initiatives:edit", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def update(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = led(request, pk)
    name = f"update:{pk}"
    form = UpdateForm(request.POST or None, initial=_kept(request, name) | {"key": uuid4()})
    if form.is_valid():
        clean = form.cleaned_data
        news = initiatives.post_update(initiative, clean["text"], key=clean["key"], by=request.user)
        _drop(request, name)
        messages.success(
            request, _("Uw nieuws staat erop. Wie uw initiatief volgt, krijgt bericht.")
        )
        if "and_photos" in request.POST:
            address = reverse("initiatives:own_photos", args=[pk])
            return redirect(f"{address}?nieuws={news.pk}")
        return redirect(initiative)
    return _form_page(request, initiative, form, "update", draft_name=name)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def reconsider(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = led(request, pk)
    if initiative.review.is_open:
        messages.info(request, _("De gemeente is hier al mee bezig. U krijgt nog antwoord."))
        return redirect(initiative)
    name = f"reconsider:{pk}"
    form = ReconsiderForm(request.POST or None, initial=_kept(request, name))
    if form.is_valid():
        reviews.ask_to_reconsider(
            initiative.review, form.cleaned_data["why"], by=request.user, now=timezone.now()
        )
        _drop(request, name)
        messages.success(request, _("De gemeente kijkt er nog eens naar."))
        return redirect(initiative)
    return _form_page(request, initiative, form, "reconsider", draft_name=name)


@require_POST
@signed_in
def ask_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Of an initiative from a list: from now on the municipality owes an answer."""
    initiative = led(request, pk)
    reviews.ask_for_answer(initiative.review, by=request.user, now=timezone.now())
    messages.success(request, _("De gemeente weet dat u op antwoord wacht."))
    return redirect(initiative)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def reply(request: SignedInRequest, pk: int, question: int) -> HttpResponse:
    """The team answers the officer's question; the link in the mail leads here.

    Whom a teammate was ahead of reads that answer, and keeps what they wrote.
    """
    initiative = led(request, pk)
    asked = get_object_or_404(Question, pk=question, review=initiative.review)
    name = f"reply:{pk}-{question}"
    form = ReplyForm(request.POST or None, initial=_kept(request, name))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        text = form.cleaned_data["answer"]
        asked = reviews.reply(asked, text, by=request.user)
        if asked.answer == text and asked.answered_by == request.user:
            _drop(request, name)
            messages.success(request, _("Dank u wel. De contactambtenaar krijgt bericht."))
            return redirect(initiative)
        status = 409
    return _form_page(
        request, initiative, form, "reply", status=status, question=asked, draft_name=name
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def answer_date(request: SignedInRequest, pk: int, proposal: int) -> HttpResponse:
    """Another date for the answer: the team agrees with one press, or keeps the date."""
    initiative = led(request, pk)
    found = get_object_or_404(
        DateProposal.objects.select_related("officer"), pk=proposal, review=initiative.review
    )
    now = timezone.now()
    is_over = found.day < timezone.localdate(now)
    if request.method == "POST" and found.is_open:
        agrees = request.POST.get("agrees") == "yes"
        try:
            reviews.answer_date(found, agrees=agrees, by=request.user, now=now)
        except NotPossible:
            return redirect("initiatives:answer_date", pk, proposal)
        messages.success(
            request,
            _("Dank u wel. De nieuwe datum staat op uw pagina.")
            if agrees
            else _("Dat is goed. De datum blijft zoals hij was. De gemeente krijgt bericht."),
        )
        return redirect(initiative)
    return render(
        request,
        "initiatives/answer_date.html",
        frame(initiative) | {"proposal": found, "review": initiative.review, "is_over": is_over},
    )


def _kept(request: SignedInRequest, name: str) -> dict[str, str]:
    """What this person typed into the form before and did not send."""
    draft = draft_of(request, name)
    return draft.fields if draft else {}


def _drop(request: SignedInRequest, name: str) -> None:
    drafts.drop(name, person=request.user, browser="")


def _save_edit(request: SignedInRequest, initiative: Initiative, form: EditForm) -> Initiative:
    return initiatives.edit(
        initiative,
        form.idea,
        form.picture(draft_of(request, f"edit:{initiative.pk}")),
        seen=form.cleaned_data["seen"],
        key=form.cleaned_data["key"],
        by=request.user,
    )


def _keep_edit(request: SignedInRequest, pk: int, form: EditForm) -> None:
    """All that was typed, and a photo that was good."""
    texts = texts_of(request)
    draft = drafts.keep(f"edit:{pk}", texts, person=request.user, browser="", anew=True)
    if file := form.cleaned_data.get("photo"):
        photos.attach(file, draft=draft)


def _drop_edit(request: SignedInRequest, pk: int) -> None:
    """With the photo that waited."""
    if draft := draft_of(request, f"edit:{pk}"):
        photos.drop(draft)


def _edit_page(
    request: SignedInRequest,
    initiative: Initiative,
    form: EditForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Without a `form` the text as it stands, and over it what was typed and not saved."""
    draft = draft_of(request, f"edit:{initiative.pk}")
    kept: dict[str, str] = draft.fields if draft else {}
    if kept.get("key") == str(initiative.edited_as):  # kept just after it was saved
        draft, kept = None, {}
    begin = {"seen": initiative.edited_as, "key": uuid4(), "no_photo": "no_photo" in request.POST}
    form = form or EditForm(
        initial=as_it_stands(initiative) | kept | begin, neighbourhood=initiative.neighbourhood
    )
    is_overtaken = bool(kept) and kept.get("seen", "") != str(initiative.edited_as or "")
    return _form_page(
        request,
        initiative,
        form,
        "edit",
        status=status,
        draft=draft,
        draft_name=f"edit:{initiative.pk}",
        photo=Photo.objects.filter(draft=draft).first() if draft else None,
        coming=coming_of(initiative),
        shown=initiative.photo,
        here=reverse("initiatives:edit", args=[initiative.pk]),
        now=form.unlike(initiative) if is_overtaken and not form.is_bound else [],
    )


def _form_page(
    request: SignedInRequest,
    initiative: Initiative,
    form: Form,
    what: str,
    *,
    status: int = 0,
    **more: object,
) -> HttpResponse:
    return render(
        request,
        f"initiatives/{what}.html",
        frame(initiative)
        | {
            "form": form,
            **more,
        },
        partial=("form", "photo"),
        status=status or (422 if form.is_bound else 200),
    )

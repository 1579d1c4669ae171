"""A report to take along: on paper, for a screen reader, on the wall, and its figures to work on.

What is published is frozen, so its files are made once, by a worker. Of a draft, and of a report in
which something was hidden this very hour, a file is made at once.
"""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.documents import PDF, NotMade
from core.htmx import Request, render, wants_fragment
from core.storage import StorageUnavailable
from core.tables import CSV, ODS, XLSX

from .. import permissions
from ..actions import filing
from ..content import Content
from ..models import Report, ReportFiles
from ..models.files import path_of
from ..selections.composing import content_of
from ..selections.documents import title_of
from ..selections.files import file_of, fingerprint
from ..states.files import FileKind
from ..states.reports import NotPossible
from .which import frame, own_report, report_of

STOP_ASKING = 286  # what htmx makes of it
TYPES = {
    FileKind.PDF: PDF,
    FileKind.POSTER: PDF,
    FileKind.ODS: ODS,
    FileKind.XLSX: XLSX,
    FileKind.CSV: CSV,
}


@require_safe
def take_along(request: Request, pk: int) -> HttpResponse:
    """A part of the report's page, and a page; while files are made it asks how far that is."""
    found = report_of(request, pk)
    if content_of(found) is None:
        return redirect("reports:edit", found.pk)
    files = ReportFiles.objects.filter(report=found).first()
    is_poll = wants_fragment(request) and request.htmx.target == "meenemen"
    return render(
        request,
        "reports/take_along.html",
        frame(found.neighbourhood)
        | {
            "report": found,
            "files": files,
            "can_edit": permissions.can_edit(request.user, found.neighbourhood),
        },
        partial="meenemen",
        status=STOP_ASKING if is_poll and not (files and files.is_busy) else 200,
    )


@require_POST
@signed_in
def make_files(request: SignedInRequest, pk: int) -> HttpResponse:
    """For who coordinates, when it failed."""
    found = own_report(request, pk)
    try:
        filing.ask(found, now=timezone.now())
    except NotPossible:
        messages.info(request, _("Van een concept worden nog geen bestanden bewaard."))
    return redirect("reports:take_along", found.pk)


@require_safe
def report_file(request: Request, pk: int, kind: str) -> HttpResponseBase:
    found = report_of(request, pk)
    content = content_of(found)
    if content is None:
        raise Http404
    which = FileKind(kind)
    stored = _stored(found, content, which)
    if stored:
        return stored
    try:
        return _answer(found, which, file_of(which, found, content))
    except NotMade:
        messages.error(request, _("Dit bestand maken lukt nu niet. Probeer het straks opnieuw."))
        return redirect("reports:take_along", found.pk)


def _stored(found: Report, content: Content, kind: FileKind) -> FileResponse | None:
    """None while there is none, and of what tells something that was hidden since."""
    files = ReportFiles.objects.filter(report=found).exclude(name=None).first()
    if files is None or files.name is None or files.made_of != fingerprint(content):
        return None
    try:
        file = default_storage.open(path_of(files.name, kind))
    except (OSError, StorageUnavailable):
        return None
    response = FileResponse(file)
    for name, value in _headers(found, kind).items():  # it sets its own by the name in storage
        response[name] = value
    return response


def _answer(found: Report, kind: FileKind, content: bytes) -> HttpResponse:
    return HttpResponse(content, headers=_headers(found, kind))


def _headers(found: Report, kind: FileKind) -> dict[str, str]:
    """Named after the report. What is to be read opens at once; figures are kept."""
    name = slugify(title_of(found))[:60].strip("-")
    begin, end, how = {
        FileKind.PDF: ("", "pdf", "inline"),
        FileKind.POSTER: ("poster-", "pdf", "inline"),
    }.get(kind, ("cijfers-", kind.value, "attachment"))
    return {
        "Content-Type": TYPES[kind],
        "Content-Disposition": f'{how}; filename="{begin}{name}.{end}"',
    }

"""The files of a report, made of what somebody may read of it now."""

import hashlib
import json

from django.utils.translation import get_language

from core.documents import LONGEST, as_pdf, as_wall
from core.tables import as_csv, as_ods, as_xlsx

from ..content import Content, to_plain
from ..models import Report
from ..states.files import FileKind
from .documents import document_of, title_of
from .figures import list_of, tables_of
from .walls import wall_of

FORM = 1  # goes up when the same words get another form, so that stored files are made anew


def file_of(kind: FileKind, report: Report, content: Content, *, longest: int = LONGEST) -> bytes:
    """In the language of who reads. Raises core.documents.NotMade."""
    match kind:
        case FileKind.PDF:
            return as_pdf(document_of(report, content), longest=longest)
        case FileKind.POSTER:
            return as_wall(wall_of(report, content), longest=longest)
        case FileKind.ODS:
            language = (get_language() or "nl")[:2]
            return as_ods(tables_of(content), title=title_of(report), language=language)
        case FileKind.XLSX:
            return as_xlsx(tables_of(content), title=title_of(report))
        case FileKind.CSV:
            return as_csv(list_of(content))


def fingerprint(content: Content) -> str:
    """The same for the same words and pictures."""
    plain = json.dumps([FORM, to_plain(content)], sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()

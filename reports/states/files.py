"""In which forms a report goes along."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    """The value is how the name of the file ends, but of the poster, which is a PDF too."""

    PDF = "pdf", _("het verslag als PDF")
    POSTER = "poster", _("poster met het verslag in beeld")
    ODS = "ods", _("de cijfers in OpenDocument (ODS)")
    XLSX = "xlsx", _("de cijfers in Excel (XLSX)")
    CSV = "csv", _("de cijfers als CSV")

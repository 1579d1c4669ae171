"""In which forms a report goes along."""

from enum import StrEnum


class FileKind(StrEnum):
    """The value is how the name of the file ends, but of the poster, which is a PDF too."""

    PDF = "pdf"
    POSTER = "poster"
    ODS = "ods"
    XLSX = "xlsx"
    CSV = "csv"

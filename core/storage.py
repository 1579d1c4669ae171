"""Where uploads lie: here in a folder of this machine, in `core.bucket` at an S3 service."""

from contextlib import suppress
from typing import Any, cast

from django.core.files.storage import FileSystemStorage


class StorageUnavailable(Exception):
    """The place where files lie is full, gone, hangs or refuses us."""


class Folder(FileSystemStorage):
    def _save(self, name: str, content: Any) -> str:
        try:
            saved: str = cast(Any, super())._save(name, content)
        except OSError as error:
            with suppress(OSError):
                self.delete(name)  # a full disk leaves a part of it
            raise StorageUnavailable(type(error).__name__) from error
        return saved

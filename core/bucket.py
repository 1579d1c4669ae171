"""Uploads at an S3-compatible service; apart from `core.storage`, because boto3 is large."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from time import monotonic
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile
from storages.backends.s3 import S3Storage

from core.storage import StorageUnavailable

PAUSE = 15  # seconds
# A service that hangs is given up within 7 s: two tries, and at most a second between them.
CLIENT = Config(
    connect_timeout=2,
    read_timeout=3,
    retries={"mode": "standard", "total_max_attempts": 2},
    # The newer checksums are AWS's own; other services refuse them.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


class Bucket(S3Storage):
    """Whatever the service does wrong is `StorageUnavailable`.

    One that did not answer is left alone for a while: otherwise everybody who looks at a photo
    holds a thread until it is given up, and soon there is none for the rest of the site.
    """

    _left_alone_until = 0.0

    def get_default_settings(self) -> dict[str, Any]:
        ours = {"client_config": CLIENT, "transfer_config": TransferConfig(use_threads=False)}
        settings: dict[str, Any] = super().get_default_settings()
        return settings | ours

    def _open(self, name: str, mode: str = "rb") -> ContentFile[bytes]:
        """All of it, in one call; our files are photos of some hundreds of kilobytes."""
        if mode != "rb":
            raise ValueError(f"{mode}: a stored file is only read")
        with self._asked():
            return ContentFile(self.bucket.Object(self._key(name)).get()["Body"].read(), name)

    def _save(self, name: str, content: Any) -> str:
        with self._asked():
            saved: str = super()._save(name, content)
        return saved

    def delete(self, name: str) -> None:
        with self._asked():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with self._asked():
            return bool(super().exists(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with self._asked():
            folders, files = super().listdir(name)
        return folders, files

    def get_modified_time(self, name: str) -> datetime:
        with self._asked():
            at: datetime = super().get_modified_time(name)
        return at

    def _key(self, name: str) -> str:
        return str(self._normalize_name(name))

    @contextmanager
    def _asked(self) -> Iterator[None]:
        if monotonic() < self._left_alone_until:
            raise StorageUnavailable("it did not answer a moment ago")
        try:
            yield
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code == "NoSuchKey":
                raise FileNotFoundError from error
            raise StorageUnavailable(code) from error
        except (BotoCoreError, Boto3Error) as error:
            self._left_alone_until = monotonic() + PAUSE
            raise StorageUnavailable(type(error).__name__) from error

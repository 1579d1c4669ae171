import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError

log = logging.getLogger(__name__)
REST = 5.0  # seconds


class TolerantRedisCache(RedisCache):
    """A cache that is empty while Redis is gone: nothing but rate limits leans on it."""

    def add(self, *args: Any, **kwargs: Any) -> Any:
        return _or(True, super().add, *args, **kwargs)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return _or(default, super().get, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        _or(None, super().set, *args, **kwargs)

    def incr(self, *args: Any, **kwargs: Any) -> Any:
        return _or(1, super().incr, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return _or(False, super().delete, *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        return _or({}, super().get_many, *args, **kwargs)


class _Hanging:
    """Until when a Redis that did not answer in time is not asked: each question costs a second."""

    until = 0.0


def _or(instead: Any, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    if time.monotonic() < _Hanging.until:
        return instead
    try:
        return call(*args, **kwargs)
    except RedisError as error:
        if isinstance(error, RedisTimeoutError):
            _Hanging.until = time.monotonic() + REST
        log.warning("the cache is out of reach")
        return instead

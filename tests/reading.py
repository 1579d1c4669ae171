"""Which fields of a form or a query our code looks at: the only ones that junk can hurt."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict


class Read(NamedTuple):
    fields: set[str]
    files: set[str]


@contextmanager
def what_is_read() -> Iterator[Read]:
    """The names that are asked for meanwhile, whether they were sent or not; files when none is."""
    read = Read(set(), set())

    def noting(method: Callable[..., Any]) -> Callable[..., Any]:
        def note(self: MultiValueDict[str, Any], key: str, *more: Any, **options: Any) -> Any:
            if isinstance(self, QueryDict):
                read.fields.add(key)
            elif not self:  # Django's own addresses are in such a dictionary as well
                read.files.add(key)
            return method(self, key, *more, **options)

        return note

    with pytest.MonkeyPatch.context() as patch:
        for name in ("__getitem__", "__contains__", "_getlist"):
            patch.setattr(MultiValueDict, name, noting(getattr(MultiValueDict, name)))
        yield read

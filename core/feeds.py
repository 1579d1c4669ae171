"""What happens, for readers elsewhere: Atom (RFC 4287), asked again at little cost (RFC 9110).

Addresses are whole and ids stay the same for ever, also when a title or an address changes.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.http import http_date
from django.utils.translation import get_language

from core.text import clean

BEGAN = 2026  # in every id: a year in which we had this name (RFC 4151)
FRESH = 300  # seconds


class Entry(NamedTuple):
    """`key` is unique for ever, say `event/12`; `url` begins with a slash, `text` is plain."""

    key: str
    title: str
    url: str
    at: datetime
    text: str = ""


class Feed(NamedTuple):
    """`url` is the page it is about; `since` when that began, for as long as nothing happened."""

    key: str
    title: str
    url: str
    author: str
    since: datetime
    entries: Sequence[Entry]


class _Atom(Atom1Feed):
    """Django's own, which calls an empty feed changed each time that somebody asks."""

    def latest_post_date(self) -> datetime:
        found: datetime = self.feed["changed_at"]
        return found


def answer(request: HttpRequest, feed: Feed) -> HttpResponse:
    """The feed; 304 for a reader who has it already."""
    changed = max((one.at for one in feed.entries), default=feed.since)
    content = _written(feed, request.path, changed)
    response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    stamp = int(changed.timestamp())
    response["ETag"] = etag
    response["Last-Modified"] = http_date(stamp)
    response["Cache-Control"] = f"public, max-age={FRESH}"
    patch_vary_headers(response, ["Cookie"])  # which knows the language
    return get_conditional_response(request, etag, stamp, response) or response


def _written(feed: Feed, path: str, changed: datetime) -> bytes:
    made = _Atom(
        title=clean(feed.title),
        link=settings.SITE_URL + feed.url,
        description=None,
        language=get_language(),
        author_name=clean(feed.author),
        feed_url=settings.SITE_URL + path,
        feed_guid=_tag(feed.key),
        changed_at=changed,
    )
    for one in feed.entries:
        made.add_item(
            title=clean(one.title),
            link=settings.SITE_URL + one.url,
            description=linebreaks(clean(one.text), autoescape=True) if one.text else "",
            unique_id=_tag(one.key),
            pubdate=one.at,
            updateddate=one.at,
        )
    return made.writeString("utf-8").encode()


def _tag(key: str) -> str:
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{BEGAN}:{key}"

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
@cache  # a page has dozens, and what they look like changes only with a new release
def icon(name: str, size: str = "", flip: bool = False) -> SafeString:
    """One of ICONS in scripts/build_assets.py; flip: mirrored when read from right to left."""
    return format_html(
        '<svg class="wijk-icon{}{}" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        f" wijk-icon--{size}" if size else "",
        " wijk-icon--flip" if flip else "",
        static("vendor/icons.svg"),
        name,
    )

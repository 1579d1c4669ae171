import re
from functools import lru_cache

from django import template
from django.template.defaultfilters import urlize
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

MAYBE_ADDRESS = re.compile(r"[/@]|\w\.\w")


@register.simple_tag
def for_everybody(template_name: str, **about: str) -> SafeString:
    """A template that says the same to everybody who reads this language.

    All it knows is `about`: with other words it is another one.
    """
    return _rendered(template_name, get_language(), **about)


@lru_cache(maxsize=2048)  # on every page; another with a new release or with other words only
def _rendered(template_name: str, _language: str | None, **about: str) -> SafeString:
    return mark_safe(render_to_string(template_name, about).strip())


@register.simple_tag
@lru_cache  # a list has thirty, and most often nothing is chosen
def options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    """The options of a <select>: pairs of value and words, one of them perhaps `chosen`."""
    return format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        (
            (value, mark_safe(" selected") if value == chosen else "", words)
            for value, words in choices
        ),
    )


@register.filter
def linked(text: str) -> str:
    """Django's `urlize`, which takes its time, for words among which an address may be."""
    return urlize(text) if MAYBE_ADDRESS.search(text) else text

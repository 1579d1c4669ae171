import re
from functools import cache

from django import template
from django.template.defaultfilters import urlize
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

MAYBE_ADDRESS = re.compile(r"[/@]|\w\.\w")


@register.simple_tag
def for_everybody(name: str, section: str = "") -> SafeString:
    """The template `name`, which says the same to everybody who reads this language.

    `section` is where in the site the page stands: a word of a view, of which there are few.
    """
    return _rendered(name, section, get_language())


@cache  # on every page, and another only with a new release; nobody's words are in it
def _rendered(name: str, section: str, language: str | None) -> SafeString:
    return mark_safe(render_to_string(name, {"section": section}).strip())


@register.filter
def linked(text: str) -> str:
    """Django's `urlize`, which takes its time, for words among which an address may be."""
    return urlize(text) if MAYBE_ADDRESS.search(text) else text

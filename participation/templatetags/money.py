from django import template

from ..money import euros

register = template.Library()


@register.filter("euros")
def in_euros(cents: int | None) -> str:
    return "" if cents is None else euros(cents)

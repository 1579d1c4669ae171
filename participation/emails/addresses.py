from django.conf import settings
from django.urls import reverse


def address(name: str, *keys: int) -> str:
    """Where the reader has something to do; who is not signed in comes there after signing in."""
    return settings.SITE_URL + reverse(f"participation:{name}", args=keys)

"""What the environment says, checked once; what is wrong stops the start with a sentence."""

import re
import secrets
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env

ADDRESS = re.compile(r"[^\s@+<>,]+@[^\s@+<>,]+")
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "::1"}


def required(env: Env, name: str, advice: str) -> str:
    value: str = env.str(name, default="").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is missing: {advice} (or start with DEMO=1 to try out)")
    return value


def whole(env: Env, name: str, default: int) -> int:
    """A whole number of zero or more."""
    value = env.str(name, default=str(default)).strip()
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def switch(env: Env, name: str, default: bool) -> bool:
    value = env.str(name, default="1" if default else "0").strip().lower()
    if value not in {"0", "1", "true", "false", "yes", "no", ""}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value in {"1", "true", "yes"}


def site_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        raise ImproperlyConfigured(
            f"SITE_URL must look like https://wijk.example.nl, without a path, not {value!r}."
        )
    if parts.scheme == "http" and parts.hostname not in LOCAL_HOSTS:
        raise ImproperlyConfigured("SITE_URL must start with https:// (http only for localhost).")
    return value.rstrip("/")


def secret_key(value: str) -> str:
    if len(value) < 50 or len(set(value)) < 5:
        raise ImproperlyConfigured(
            "SECRET_KEY must have at least 50 random characters: make one with "
            '`python -c "import secrets; print(secrets.token_urlsafe(50))"`.'
        )
    return value


def kept_secret_key(path: Path) -> str:
    """The demo's own key, made at its first start and kept beside its data."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


def sender(value: str) -> str:
    """A name and an address; mail without a domain cannot be signed (DKIM)."""
    if not ADDRESS.fullmatch(parseaddr(value)[1]):
        raise ImproperlyConfigured(
            f"DEFAULT_FROM_EMAIL must look like Wijkaanpak <post@wijk.example.nl>, not {value!r}."
        )
    return value


def address(env: Env, name: str) -> str:
    """One address without a name, or nothing. We write a token behind a + in it ourselves."""
    value: str = env.str(name, default="").strip()
    if value and not ADDRESS.fullmatch(value):
        raise ImproperlyConfigured(f"{name} must look like post@wijk.example.nl, not {value!r}.")
    return value


def mailbox(env: Env, name: str) -> str:
    """The address of a mailbox, or nothing; without TLS only on this machine."""
    value: str = env.str(name, default="").strip()
    parts = urlsplit(value)
    is_local = parts.scheme == "imap" and parts.hostname in LOCAL_HOSTS
    if value and not (parts.username and (parts.scheme == "imaps" or is_local)):
        raise ImproperlyConfigured(f"{name} must look like imaps://user:password@host/INBOX.")
    return value


def refuse_demo_in_production(env: Env, url: str) -> None:
    """The demo lets anybody become anybody, so it never runs beside what only production has."""
    found = [name for name in ("EMAIL_URL", "S3_BUCKET") if env.str(name, default="")]
    if urlsplit(url).hostname not in LOCAL_HOSTS:
        found.append("SITE_URL")
    if found:
        raise ImproperlyConfigured(
            f"DEMO=1 lets every visitor become anybody, and {', '.join(found)} belongs to a real "
            "installation. Take out DEMO, or take out the other."
        )


def signalen(env: Env) -> tuple[str, str, str]:
    """Its address, the code of the municipality that runs it, and the category of what is new."""
    url: str = env.str("SIGNALEN_URL", default="").strip().rstrip("/")
    code: str = env.str("SIGNALEN_MUNICIPALITY", default="").strip()
    category: str = env.str("SIGNALEN_CATEGORY", default="overig/overig").strip()
    if not url:
        return "", "", category
    parts = urlsplit(url)
    is_local = parts.scheme == "http" and parts.hostname in LOCAL_HOSTS
    if not parts.hostname or not (parts.scheme == "https" or is_local):
        raise ImproperlyConfigured(
            f"SIGNALEN_URL must look like https://api.example.nl, not {url!r}."
        )
    if not re.fullmatch(r"GM\d{4}", code):
        raise ImproperlyConfigured(
            "SIGNALEN_MUNICIPALITY must be the code of the municipality whose Signalen this is, "
            f"like GM0363, not {code!r}."
        )
    if not re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+", category):
        raise ImproperlyConfigured(
            f"SIGNALEN_CATEGORY must look like overig/overig, not {category!r}."
        )
    return url, code, category

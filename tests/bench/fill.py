"""Fills the database of a bench run; called through `manage.py shell`, with Django set up."""

import json

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from accounts.models import User
from tests.bench.asking import fill_hour
from tests.bench.seed import Sizes, enrich, seed
from tests.bench.year import fill_year


def fill(initiatives: int) -> None:
    """Prints as JSON what the bench needs to know: addresses, keys and cookies of sessions."""
    made = seed(Sizes(initiatives=initiatives), timezone.now())
    much, year = enrich(made, timezone.now()), fill_year(made, timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    known = {
        "slug": made.neighbourhood.slug,
        "detail": made.initiative.get_absolute_url(),
        "much": much.get_absolute_url(),
        "year": year.plan.get_absolute_url(),
        "goal": year.goal.get_absolute_url(),
        "keys": [made.initiatives[0].pk, made.initiatives[-1].pk],
        "officer": cookie(made.officers[0], factor=factor_of(made.officers[0])),
        "hour": fill_hour(made),
        "residents": [cookie(resident) for resident in made.residents],
    }
    print(json.dumps(known))


def factor_of(user: User) -> int:
    made, _ = Authenticator.objects.get_or_create(user=user, type="totp", defaults={"data": {}})
    return int(made.pk)


def cookie(user: User, factor: int | None = None) -> str:
    """What the browser of somebody sends who signed in, and showed a second factor."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    if factor:
        session["account_authentication_methods_user"] = str(user.pk)  # as allauth keeps it
        session["account_authentication_methods"] = [{"method": "mfa", "id": factor}]
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"

"""What somebody types is kept from the first words, and is theirs once they have signed in."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from ..models import Draft, User

LONGEST = 20_000  # signs of one field that are kept; far more than any form takes


def keep(form: str, fields: dict[str, str], *, person: User | AnonymousUser, browser: str) -> Draft:
    """Keep what was typed into `form`; each field is replaced by what is typed now."""
    holder = {"person": person} if person.is_authenticated else {"browser": browser}
    draft, is_new = Draft.objects.get_or_create(form=form, **holder)
    draft.fields = draft.fields | {name: text[:LONGEST] for name, text in fields.items()}
    draft.save(update_fields=["fields", "updated_at"])
    return draft


@transaction.atomic
def claim(browser: str, *, by: User) -> int:
    """What this browser kept is the person's from now on; what they typed last stays."""
    claimed = 0
    for draft in Draft.objects.select_for_update().filter(browser=browser).exclude(browser=""):
        older = Draft.objects.filter(person=by, form=draft.form)
        older.delete()
        Draft.objects.filter(pk=draft.pk).update(person=by, browser="")
        claimed += 1
    return claimed


def drop(form: str, *, person: User | AnonymousUser, browser: str) -> None:
    Draft.objects.held_by(person, browser).filter(form=form).delete()


def forget(now: datetime) -> int:
    """Drafts that nobody touched for 30 days go; returns how many."""
    old = now - timedelta(days=settings.DRAFT_DAYS)
    return Draft.objects.unclaimed_since(old).delete()[0]

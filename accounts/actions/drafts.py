"""What somebody types is kept from the first words, and is theirs once they have signed in."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from ..models import Draft, User

Texts = Mapping[str, str | list[str]]

LONGEST = 20_000  # signs of one field that are kept; far more than any form takes
LARGEST = 60_000  # signs of one draft
MOST_FIELDS = 60
MOST_OF_A_PERSON = 50
MOST_OF_A_BROWSER = 10


@transaction.atomic
def keep(
    form: str,
    fields: Texts,
    *,
    person: User | AnonymousUser,
    browser: str,
    anew: bool = False,
) -> Draft:
    """Keep what was typed into `form`; each field is replaced by what is typed now.

    `anew` forgets the other fields as well. Who keeps very many drafts loses the oldest.
    """
    holder = {"person_id": person.pk} if person.is_authenticated else {"browser": browser}
    draft, is_new = Draft.objects.select_for_update().get_or_create(form=form, **holder)
    draft.fields = _within_reason(fields if anew else draft.fields | fields)
    draft.save(update_fields=["fields", "updated_at"])
    if is_new:
        most = MOST_OF_A_PERSON if person.is_authenticated else MOST_OF_A_BROWSER
        held = Draft.objects.held_by(person, browser).order_by("-updated_at", "-pk")
        too_many = list(held.values_list("pk", flat=True)[most:])
        Draft.objects.filter(pk__in=too_many).delete()
    return draft


def _within_reason(fields: Texts) -> dict[str, str | list[str]]:
    kept: dict[str, str | list[str]] = {}
    room = LARGEST
    for name, text in islice(fields.items(), MOST_FIELDS):
        cut = (
            text[: min(LONGEST, room)]
            if isinstance(text, str)
            else [one[: min(LONGEST, room)] for one in text[:MOST_FIELDS]]
        )
        kept[name[:100]] = cut
        room = max(0, room - sum(map(len, cut)))
    return kept


@transaction.atomic
def claim(browser: str, *, by: User) -> int:
    """What this browser kept is the person's from now on; where both have one, the last typed."""
    if not browser:
        return 0
    claimed = 0
    for draft in Draft.objects.select_for_update().filter(browser=browser):
        own = Draft.objects.select_for_update().filter(person=by, form=draft.form).first()
        if own and own.updated_at > draft.updated_at:
            draft.delete()
            continue
        if own:
            own.delete()
        claimed += _give(draft, by)
    return claimed


def _give(draft: Draft, by: User) -> int:
    try:
        with transaction.atomic():
            return Draft.objects.filter(pk=draft.pk).update(person=by, browser="")
    except IntegrityError:  # they type in another tab this very moment, and that is newer
        draft.delete()
        return 0


@transaction.atomic
def drop(form: str, *, person: User | AnonymousUser, browser: str) -> None:
    """Whoever puts a photo with it at the same moment waits, and then finds it gone."""
    held = Draft.objects.held_by(person, browser).filter(form=form)
    list(held.select_for_update())
    held.delete()


def forget(now: datetime) -> int:
    """Drafts that nobody touched for 30 days go; returns how many."""
    old = Draft.objects.unclaimed_since(now - timedelta(days=settings.DRAFT_DAYS))
    return old.delete()[1].get(Draft._meta.label, 0)

"""How soon somebody is mailed: what they chose in one press, and what they chose otherwise."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from accounts.models import User

from ..models import Preference
from ..states import LATER, NEWS, PACES, Kind, Pace

Choice = tuple[Kind, int | None]  # of a kind, in a neighbourhood or everywhere


class Paces(NamedTuple):
    mail: User.Mail
    rows: Mapping[tuple[str, int | None], str]

    def of(self, kind: str, neighbourhood: int | None) -> Pace:
        """What holds in that neighbourhood, else everywhere, else what they chose in one press."""
        chosen = self.rows.get((kind, neighbourhood)) or self.rows.get((kind, None))
        return Pace(chosen) if chosen else PACES[self.mail][Kind(kind)]


def paces_of(people: Collection[User]) -> dict[int, Paces]:
    """By key, as it stands in the database now, in two queries."""
    keys = [person.pk for person in people]
    mails = dict(User.objects.filter(pk__in=keys).values_list("pk", "mail"))
    rows: dict[int, dict[tuple[str, int | None], str]] = {key: {} for key in keys}
    chosen = Preference.objects.filter(person__in=keys)
    for key, kind, place, pace in chosen.values_list("person", "kind", "neighbourhood", "pace"):
        rows[key][kind, place] = pace
    return {key: Paces(User.Mail(mails[key]), rows[key]) for key in keys}


@transaction.atomic
def choose_all(person: User, mail: User.Mail) -> None:
    """One press for everything: what they chose of kinds and neighbourhoods is gone."""
    User.objects.filter(pk=person.pk, erased_at=None).update(mail=mail)
    Preference.objects.filter(person=person).delete()


@transaction.atomic
def choose(person: User, chosen: Mapping[Choice, Pace | None], *, now: datetime) -> None:
    """`None` of a neighbourhood is: as everywhere. Choosing the same again changes nothing."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.erased_at:
        return
    base = PACES[User.Mail(person.mail)]
    stands = {
        (one.kind, one.neighbourhood_id): one for one in Preference.objects.filter(person=person)
    }
    for (kind, place), pace in chosen.items():
        known = stands.get((kind, place))
        if pace is None or (place is None and pace == base[kind]):
            if known:
                known.delete()
        elif known is None:
            Preference.objects.create(
                person=person, kind=kind, neighbourhood_id=place, pace=pace, since=now
            )
        elif known.pace != pace:
            Preference.objects.filter(pk=known.pk).update(pace=pace, since=now)


def stop_overviews(person: User, *, now: datetime) -> None:
    """No overview any more; what is mailed at once stays so, and so does what they said no to."""
    paces = paces_of([person])[person.pk]
    kinds = [kind for kind in Kind if paces.of(kind, None) in LATER]
    places = [key for key, pace in paces.rows.items() if key[1] and pace in LATER]
    chosen: dict[Choice, Pace | None] = {(kind, None): Pace.NEVER for kind in kinds}
    chosen |= {(Kind(kind), place): Pace.NEVER for kind, place in places}
    choose(person, chosen, now=now)


def news_at_once() -> list[Preference]:
    """Who asked to be mailed at once of what is new in a neighbourhood."""
    found = Preference.objects.filter(kind__in=NEWS, pace=Pace.NOW, person__is_active=True)
    return list(found.select_related("person").order_by("pk"))

"""The texts that officers begin with. Callers have checked who may."""

from django.db import IntegrityError, transaction

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from neighbourhoods.models import Municipality, Neighbourhood

from .. import verbs
from ..models import StandardText

Home = Neighbourhood | Municipality


class NameTaken(Exception):
    """There is another text of this name for the same part."""


@transaction.atomic
def save(
    home: Home, *, part: str, name: str, text: str, by: User, known: StandardText | None = None
) -> StandardText:
    """A new one, or `known` with other words. The same one twice is one. Raises NameTaken."""
    place = _place(home)
    same = StandardText.objects.filter(part=part, name=name, **place).first()
    if same and same != known:
        if known is None and same.text == text:
            return same
        raise NameTaken
    standard = known or StandardText(**place)
    standard.part, standard.name, standard.text = part, name, text
    try:
        with transaction.atomic():
            standard.save()
    except IntegrityError as taken:  # somebody was first by a moment
        raise NameTaken from taken
    _record(home, by)
    return standard


@transaction.atomic
def remove(standard: StandardText, *, by: User) -> None:
    """What was written with it stays written."""
    home = standard.home
    if StandardText.objects.filter(pk=standard.pk).delete()[0]:
        _record(home, by)


def _place(home: Home) -> dict[str, Home]:
    return {"neighbourhood" if isinstance(home, Neighbourhood) else "municipality": home}


def _record(home: Home, by: User) -> None:
    activity.record(
        verbs.STANDARD_TEXT.name,
        home,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=home if isinstance(home, Neighbourhood) else None,
        public=False,
    )

"""What sort of initiative it is, and what a team that tries something finds out."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from activity import actions as activity
from activity.actions import Side

from .. import verbs
from ..models import Challenge, Experiment, Initiative
from ..states import CHALLENGE_RUNS, Kind, Overtaken, StillRuns


@transaction.atomic
def set_kind(initiative: Initiative, kind: Kind, *, by: User) -> Initiative:
    """The team says what sort it is. Raises StillRuns while it waits for a task of the
    municipality: that request is withdrawn first, so that nobody works on it for nothing."""
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if initiative.kind == kind:
        return initiative
    if Challenge.objects.filter(initiative=initiative, state__in=CHALLENGE_RUNS).exists():
        raise StillRuns(initiative.kind)
    initiative.kind = kind
    initiative.save(update_fields=["kind"])
    with translation.override(settings.LANGUAGE_CODE):  # history has one language
        words = str(Kind(kind).label).capitalize()
    _record(verbs.KIND.name, initiative, by, words)
    return initiative


@transaction.atomic
def tell_experiment(
    initiative: Initiative,
    *,
    question: str,
    tryout: str,
    learned: str,
    seen: UUID | None,
    key: UUID,
    by: User,
) -> Experiment:
    """The question, the try-out and what was learned, each when the team knows it.

    `seen` is the form by which it was last told, as its writer had it in front of them: raises
    Overtaken when a teammate was first.
    """
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    told = Experiment.objects.filter(initiative=initiative).first()
    texts = {"question": question, "tryout": tryout, "learned": learned}
    if told and (told.key == key or all(getattr(told, name) == texts[name] for name in texts)):
        return told
    if told and told.key != seen:
        raise Overtaken(f"told as {told.key}, seen {seen}")
    has_learned = bool(learned) and (told is None or told.learned != learned)
    told, _is_new = Experiment.objects.update_or_create(
        initiative=initiative, defaults=texts | {"author": by, "key": key}
    )
    if has_learned:
        _record(verbs.LEARNED.name, initiative, by, learned)
        return told
    with translation.override(settings.LANGUAGE_CODE):
        asked = ((_("De vraag"), question), (_("Wat we proberen"), tryout))
        words = "\n\n".join(f"{name}: {text}" for name, text in asked if text)
    _record(verbs.EXPERIMENT.name, initiative, by, words)
    return told


def _record(verb: str, initiative: Initiative, by: User, words: str) -> None:
    activity.record(
        verb,
        initiative,
        by=by,
        side=Side.TEAM,
        neighbourhood=initiative.neighbourhood,
        public=True,
        words=words,
    )

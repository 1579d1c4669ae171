"""A municipality brings its list of what residents do already. Callers have checked who may.

Nothing is written of a list before somebody confirms it; then its rows are the queue, and whoever
works on them may stop at any moment: what is half done is not done, and the next one goes on.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event, Flag, Follow
from core.sheets import Sheet
from neighbourhoods.models import Neighbourhood
from neighbourhoods.selections.officers import officer_for
from neighbourhoods.selections.terms import term
from neighbourhoods.states import AnswerTo
from neighbourhoods.working_days import due_at
from outbox.actions import nudge
from partners.actions.organisations import form_teams
from partners.models import Organisation

from .. import emails, verbs
from ..models import Answer, Import, ImportRow, Initiative, Review, SearchText
from ..selections import judging
from ..selections.recognising import guess_columns, header_row, places_of
from ..states import (
    ANSWERS,
    AT_WORK,
    UNCONFIRMED,
    ImportState,
    NotPossible,
    Overtaken,
    RowState,
    Status,
    Visibility,
)
from . import finding

BATCH = 100  # rows in one transaction
CLAIM = timedelta(minutes=1)  # much longer than a batch takes
UNCONFIRMED_KEPT = timedelta(days=7)
ROWS_KEPT = timedelta(days=30)  # after it is done, to look up what went wrong
SWEEP = "initiatives.tasks.import_lists"
# What stands on each initiative without anybody's doing.
ITS_OWN: set[type[models.Model]] = {Review, ImportRow, SearchText}


@transaction.atomic
def bring(
    neighbourhood: Neighbourhood, sheet: Sheet, *, name: str, year: int, key: UUID, by: User
) -> Import:
    """Keep the rows of a file, with a guess of what its columns are. The same `key` is one list."""
    rows = [cells for _number, cells in sheet.rows]
    at = header_row(rows)
    header, below = rows[at], sheet.rows[at + 1 :]
    cells = [cells for _number, cells in below]
    found, _is_new = Import.objects.get_or_create(
        key=key,
        defaults={
            "neighbourhood": neighbourhood,
            "name": name,
            "year": year,
            "by": by,
            "table": {"header": header, "rows": below, "tab": sheet.name},
            "columns": guess_columns(header, cells, places_of(neighbourhood)),
        },
    )
    return found


@transaction.atomic
def choose(
    found: Import,
    *,
    columns: Mapping[str, int],
    values: Mapping[str, Mapping[str, str]],
    now: datetime,
) -> Import:
    """What its columns are and its words mean; and so what will become of each row.

    Raises NotPossible once it was confirmed.
    """
    found = _locked(found)
    if found.is_confirmed:
        raise NotPossible(found.state)
    found.columns, found.values = dict(columns), dict(values)
    found.state, found.version = ImportState.PREVIEW, found.version + 1
    found.save(update_fields=["columns", "values", "state", "version"])
    found.rows.all().delete()
    place = found.neighbourhood
    rows = judging.judge(
        found, places_of(place), judging.there_in(place), today=timezone.localdate(now)
    )
    ImportRow.objects.bulk_create(rows, batch_size=500)
    return found


@transaction.atomic
def confirm(found: Import, *, seen: int, by: User, now: datetime) -> Import:
    """From here on it is written, by a worker. Pressed twice, or by two people, it is once.

    Raises Overtaken when a colleague chose other columns than those that were `seen`.
    """
    found = _locked(found)
    if found.is_confirmed:
        return found
    if found.state != ImportState.PREVIEW or found.version != seen:
        raise Overtaken(f"version {found.version}, seen {seen}")
    found.state, found.by = ImportState.RUNNING, by
    found.confirmed_at = found.free_after = now
    found.table = {}  # columns that nobody chose are kept no longer
    found.save(update_fields=["state", "by", "confirmed_at", "free_after", "table"])
    found.rows.exclude(state=RowState.NEW).update(record={})
    nudge(SWEEP)
    return found


def discard(found: Import) -> bool:
    """Throw away a list that nobody confirmed; False for one that somebody did."""
    return bool(Import.objects.filter(pk=found.pk, state__in=UNCONFIRMED).delete()[0])


@transaction.atomic
def take_back(found: Import, *, by: User, now: datetime) -> Import:
    """The whole list goes again, except what somebody did something with in the meantime."""
    found = _locked(found)
    if found.state != ImportState.DONE:
        return found
    found.state, found.free_after = ImportState.TAKING_BACK, now
    found.save(update_fields=["state", "free_after"])
    activity.record(
        verbs.LIST_TAKEN_BACK.name,
        found.neighbourhood,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=found.neighbourhood,
        public=True,
        words=found.source,
    )
    nudge(SWEEP)
    return found


def work(clock: Callable[[], datetime] = timezone.now) -> None:
    """Do all that waits, list after list. Safe to run twice, twice at once, or after a kill."""
    while found := _claim(clock()):
        claim: datetime | None = found.free_after
        while claim:
            claim = _work_on(found.pk, claim, now=clock())


def forget(now: datetime) -> None:
    """Lists that nobody confirmed go; of the others the rows that became nothing, and the words."""
    Import.objects.never_confirmed_since(now - UNCONFIRMED_KEPT).delete()
    done = ImportRow.objects.filter(of__finished_at__lt=now - ROWS_KEPT)
    done.filter(initiative=None).delete()
    done.exclude(title="").update(title="", notes=[])


def _locked(found: Import) -> Import:
    imports = Import.objects.select_for_update(of=("self",))
    return imports.select_related("neighbourhood__municipality", "by").get(pk=found.pk)


def _claim(now: datetime) -> Import | None:
    """Take one list for ourselves: whoever's update finds it still free has it."""
    while found := Import.objects.to_work_on(now).light().order_by("free_after", "pk").first():
        free = Import.objects.filter(pk=found.pk, free_after=found.free_after, state__in=AT_WORK)
        if free.update(free_after=now + CLAIM):
            found.free_after = now + CLAIM
            return found
    return None


@transaction.atomic
def _work_on(key: int, claim: datetime, *, now: datetime) -> datetime | None:
    """One batch; gives the claim for the next, None when it is done or another has taken over."""
    found = _locked(Import(pk=key))
    if found.state not in AT_WORK or found.free_after != claim:
        return None
    is_new = found.state == ImportState.RUNNING
    waiting = found.rows.filter(state=RowState.NEW if is_new else RowState.MADE)
    rows = list(waiting.order_by("number")[:BATCH])
    if not rows:
        _finish(found, now)
        return None
    if is_new:
        _make(found, rows, now)
    else:
        _take_away(rows)
    found.free_after = now + CLAIM
    found.save(update_fields=["free_after"])
    return found.free_after


def _finish(found: Import, now: datetime) -> None:
    was_running = found.state == ImportState.RUNNING
    found.state = ImportState.DONE if was_running else ImportState.TAKEN_BACK
    found.finished_at = now
    found.save(update_fields=["state", "finished_at"])
    made = found.rows.filter(state=RowState.MADE)
    number = made.count()
    if not (was_running and number):
        return
    with translation.override(settings.LANGUAGE_CODE):  # history has one language
        words = ngettext(
            "%(number)s initiatief uit ‘%(source)s’",
            "%(number)s initiatieven uit ‘%(source)s’",
            number,
        ) % {"number": number, "source": found.source}
    event = activity.record(
        verbs.LIST_IMPORTED.name,
        found.neighbourhood,
        by=found.by,
        side=Side.MUNICIPALITY,
        neighbourhood=found.neighbourhood,
        public=True,
        words=words,
    )
    waiting = Review.objects.open().filter(initiative__in=made.values("initiative"))
    emails.list_waits(event, found, list(waiting.select_related("officer")))


def _make(found: Import, rows: list[ImportRow], now: datetime) -> None:
    """Rows become public initiatives; one that came by another way meanwhile is not made again."""
    # Sending waits for the same row, and so does another list with the same rows.
    Neighbourhood.objects.select_for_update().get(pk=found.neighbourhood_id)
    keys = [row.record["key"] for row in rows]
    there = dict(
        Initiative.objects.in_neighbourhood(found.neighbourhood)
        .filter(source_key__in=keys)
        .values_list("source_key", "pk")
    )
    new = [row for row in rows if row.record["key"] not in there]
    made = open_from_list(found, new, now=now)
    for row, initiative in zip(new, made, strict=True):
        row.state, row.initiative = RowState.MADE, initiative
    for row in rows:
        if row.state == RowState.NEW:
            row.state, row.initiative_id = RowState.THERE, there[row.record["key"]]
        row.record = {}
    ImportRow.objects.bulk_update(rows, ["state", "initiative", "record"])


def open_from_list(found: Import, rows: list[ImportRow], *, now: datetime) -> list[Initiative]:
    """The one place where an initiative begins without somebody who sends it: no team, no clock.

    Only where the list says that it waits for an answer a term starts, from now.
    """
    place = found.neighbourhood
    teams = form_teams([row.record["title"] for row in rows], neighbourhood=place)
    made = Initiative.objects.bulk_create(
        Initiative(
            neighbourhood=place,
            buurt_id=row.record["buurt"],
            title=row.record["title"],
            plan=row.record["plan"],
            needs=row.record["needs"],
            place=row.record["place"],
            theme=row.record["theme"],
            stage=row.record["stage"],
            team=team,
            source=found.source,
            source_key=row.record["key"],
            sent_at=judging.moment_of(row.record["day"]),
        )
        for row, team in zip(rows, teams, strict=True)
    )
    _begin_reviews(found, list(zip(made, rows, strict=True)), now)
    activity.record_each(
        verbs.LISTED.name,
        [(one, _words(found, row)) for one, row in zip(made, rows, strict=True)],
        by=found.by,
        side=Side.MUNICIPALITY,
    )
    finding.index(made)
    return made


def _begin_reviews(found: Import, pairs: list[tuple[Initiative, ImportRow]], now: datetime) -> None:
    waits = [one for one, row in pairs if row.record["status"] == Status.AWAITING]
    reviews = [
        Review(initiative=one, status=row.record["status"], due_at=now)
        for one, row in pairs
        if row.record["status"] != Status.AWAITING
    ]
    Review.objects.bulk_create(reviews)
    Answer.objects.bulk_create(
        Answer(
            review=review,
            officer=found.by,
            status=review.status,
            reason=row.record["reason"],
            possible=row.record["possible"],
            at=now,
        )
        for review, row in _answered(reviews, pairs)
    )
    days = term(found.neighbourhood.municipality, AnswerTo.INITIATIVE) if waits else 0
    for one in waits:  # each goes to who has the least, so one after another
        officer = officer_for(found.neighbourhood, today=timezone.localdate(now))
        Review.objects.create(initiative=one, officer=officer, due_at=due_at(now, days))


def _answered(
    reviews: Iterable[Review], pairs: list[tuple[Initiative, ImportRow]]
) -> list[tuple[Review, ImportRow]]:
    row_of = {one.pk: row for one, row in pairs}
    return [
        (review, row_of[review.initiative_id]) for review in reviews if review.status in ANSWERS
    ]


def _words(found: Import, row: ImportRow) -> str:
    """What the story of the initiative begins with."""
    with translation.override(settings.LANGUAGE_CODE):  # history has one language
        told = [_("De lijst heet ‘%(source)s’.") % {"source": found.source}]
        if row.record["outcome"]:
            told.append(_("Daarin staat: %(outcome)s.") % {"outcome": row.record["outcome"]})
    return " ".join(told)


def _take_away(rows: list[ImportRow]) -> None:
    """What nobody did anything with is as if it had never been there; the rest stays."""
    keys = [key for row in rows if (key := row.initiative_id)]
    stay = touched(keys)
    gone = [one for one in Initiative.objects.filter(pk__in=keys) if one.pk not in stay]
    for row in rows:
        row.state = RowState.STAYS if row.initiative_id in stay else RowState.TAKEN_BACK
    ImportRow.objects.bulk_update(rows, ["state"])
    for one in gone:
        one.visibility = Visibility.GONE  # to search, which forgets its words
    finding.index(gone)
    activity.forget_all("initiative", [one.pk for one in gone])
    Initiative.objects.filter(pk__in=[one.pk for one in gone]).delete()
    Organisation.objects.filter(pk__in=[one.team_id for one in gone]).delete()


def touched(keys: Collection[int]) -> set[int]:
    """Of these initiatives those with which somebody did something since they were made.

    Whatever points at an initiative, at its answer or at its team is somebody's doing, also what
    is added to the platform later; so is a line of history by a person other than the first.
    """
    found = _pointed_at(Initiative, keys, but=ITS_OWN)
    reviews = dict(Review.objects.filter(initiative__in=keys).values_list("pk", "initiative"))
    found |= {reviews[key] for key in _pointed_at(Review, reviews, but={Answer})}
    changed = Review.objects.filter(initiative__in=keys).exclude(version=0)
    found |= set(changed.values_list("initiative", flat=True))
    teams = dict(Initiative.objects.filter(pk__in=keys).values_list("team", "pk"))
    found |= {teams[key] for key in _pointed_at(Organisation, teams, but={Initiative})}
    other = Q(pk__in=keys) & (~Q(visibility=Visibility.PUBLIC) | Q(edited_as__isnull=False))
    found |= set(Initiative.objects.filter(other).values_list("pk", flat=True))
    done = Event.objects.exclude(actor=None).exclude(verb=verbs.LISTED.name)
    for rows in (done, Follow.objects.all(), Flag.objects.all()):
        about = rows.filter(subject_kind="initiative", subject_id__in=keys)
        found |= set(about.values_list("subject_id", flat=True))
    return found


def _pointed_at(
    model: type[models.Model], keys: Collection[int], *, but: Collection[type[models.Model]]
) -> set[int]:
    """Keys of the rows at which any row of another table points."""
    found: set[int] = set()
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ForeignObjectRel) or relation.many_to_many:
            continue
        other: type[models.Model] = relation.related_model
        if other not in but:
            field = relation.field.name
            rows = other._base_manager.filter(**{f"{field}__in": list(keys)})
            found |= set(rows.values_list(field, flat=True))
    return found

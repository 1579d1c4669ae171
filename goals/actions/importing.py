"""A municipality brings its own figures. Callers have checked who may.

Nothing of a list is written before somebody confirms it; the same list twice gives the same.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from core.sheets import Sheet
from neighbourhoods.models import Municipality

from .. import verbs
from ..models import Figure, FigureImport, FigureSeries
from ..selections.importing import Line, read
from .figures import DIVISION, Loaded, write

UNCONFIRMED_KEPT = timedelta(days=7)


@transaction.atomic
def bring(
    municipality: Municipality,
    sheet: Sheet,
    *,
    source: str,
    licence: str,
    key: UUID,
    by: User,
    now: datetime,
) -> FigureImport:
    """Keep what was read of it. The same `key` is one list; lists that nobody confirmed go."""
    if known := FigureImport.objects.filter(key=key).first():
        return known
    waiting = FigureImport.objects.filter(municipality=municipality, confirmed_at=None)
    waiting.filter(at__lt=now - UNCONFIRMED_KEPT).delete()
    found = read(sheet, municipality, source=source)
    made, _is_new = FigureImport.objects.get_or_create(
        key=key,
        defaults={
            "municipality": municipality,
            "source": source,
            "licence": licence,
            "rows": found.lines,
            "refused": found.refused,
            "series": found.series,
            "by": by,
            "at": now,
        },
    )
    return made


@transaction.atomic
def confirm(found: FigureImport, *, by: User, now: datetime) -> Loaded:
    """From here on it is read on pages. Pressed twice, or by two people, it is once."""
    # Two lists with the same figures wait for each other.
    Municipality.objects.select_for_update().get(pk=found.municipality_id)
    found = FigureImport.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if found.confirmed_at:
        return Loaded()
    series = {name: _series(found, name) for name in found.series}
    lines = (Line(*row) for row in found.rows)
    written = write((_figure(line, series[line.name]) for line in lines), series.values())
    found.confirmed_at, found.by, found.rows = now, by, []
    found.save(update_fields=["confirmed_at", "by", "rows"])
    activity.record(
        verbs.figures.FIGURES_BROUGHT.name,
        found.municipality,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=None,
        public=True,
        words=found.source,
    )
    return written


def discard(found: FigureImport) -> bool:
    """Throw away what nobody confirmed; False for what somebody did."""
    return bool(FigureImport.objects.filter(pk=found.pk, confirmed_at=None).delete()[0])


def _series(found: FigureImport, name: str) -> FigureSeries:
    """What the newest list says of a figure counts, except where it says nothing."""
    about = found.series[name] | {"source": found.source, "licence": found.licence}
    said = {field: text for field, text in about.items() if text}
    series, _is_new = FigureSeries.objects.update_or_create(
        municipality_id=found.municipality_id,
        name=name,
        defaults=said,
        create_defaults=about,
    )
    return series


def _figure(line: Line, series: FigureSeries) -> Figure:
    return Figure(
        series=series,
        area_code=line.code,
        division=DIVISION,
        year=line.year,
        value=Decimal(line.value),
        source=line.source,
        method=line.method,
    )

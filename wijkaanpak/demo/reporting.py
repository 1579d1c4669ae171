"""Reports in the demo: that of the quarter before the last one is out, that of the last one waits
for visitors to finish it; through the same actions as people use."""

from datetime import datetime, time, timedelta
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from goals.quarters import Quarter, quarter_of
from initiatives.models import Initiative
from neighbourhoods.models import Neighbourhood
from neighbourhoods.selections.officers import coordinators_of
from neighbourhoods.working_days import AMSTERDAM
from partners.models import Member
from reports.actions import afterwards, editing, making, publishing, stories
from reports.actions.stories import Told
from reports.models import Report
from reports.selections.editing import seen_of
from reports.states.reports import Chapter

from .history import Past

MADE_AFTER, OUT_AFTER = timedelta(days=2), timedelta(days=24)
WORDS = {
    Chapter.LACKS: (
        "Jongeren van 16 tot 20 jaar bereiken wij nog niet. Wij nodigen uit op avonden waarop zij "
        "sporten of werken.\n\nEn wij beloven te snel. Twee keer stond een team te wachten op "
        "spullen die wij niet op tijd hadden. Dat is vervelend, en het is aan ons."
    ),
    Chapter.STORIES: (
        "Deze verhalen schreven bewoners zelf, toen het gebeurde. Wij veranderden er niets aan."
    ),
    Chapter.AGREEMENTS: (
        "Wat wij niet nakwamen, staat er net zo goed bij als wat lukte. Vraag ons ernaar."
    ),
}
STORY = Told(
    title="Het eerste licht in de tunnel",
    words=(
        "Mijn dochter liep 's avonds om. Wij hebben het drie keer gevraagd, en de derde keer kwam "
        "er iemand kijken. Nu brandt het licht, en loopt zij weer door de tunnel. Ik had het "
        "liever de eerste keer gehad."
    ),
    signed="Hatice",
)
REACTION = "Mooi dat er staat wat niet lukte. Wanneer gaan jullie naar de jongeren toe?"
ANSWER = "Vanaf september staan wij op donderdag bij het voetbalveld. Kom gerust langs."
ALONE = "In deze tijd was er geen bijeenkomst. In het buurthuis vertellen wij wat hier staat."


def tell_reports(neighbourhood: Neighbourhood, now: datetime) -> None:
    """After the photos are ready: a report shows them."""
    leads = coordinators_of(neighbourhood)
    if not leads:
        return
    past, by = Past(now), leads[0]
    last = quarter_of(timezone.localdate(now)).before
    report = _drafted(neighbourhood, last.before, past)
    if not report.is_published:
        out = datetime.combine(last.first_day, time(16, 5), tzinfo=AMSTERDAM) + OUT_AFTER
        for chapter, words in WORDS.items():
            editing.edit(
                report, chapter, words=words, left_out=[], why="", order=None,
                seen=seen_of(report, chapter), by=by, now=out,
            )  # fmt: skip
        with past.at(out):
            if resident := _resident(neighbourhood):
                stories.tell(report, STORY, key=uuid4(), by=resident, now=out)
            publishing.publish(report, explanation=ALONE, by=by, now=out)
            _react(report, by, out)
    _drafted(neighbourhood, last, past)
    past.keep_some_mail({by.email or ""})


def _resident(neighbourhood: Neighbourhood) -> User | None:
    """Somebody of a team here: of the first initiative that has one."""
    here = Initiative.objects.public().in_neighbourhood(neighbourhood)
    of_team = Member.objects.still_here().filter(organisation__initiative__in=here)
    first = of_team.select_related("person").order_by("pk").first()
    return first.person if first else None


def _react(report: Report, by: User, out: datetime) -> None:
    if resident := _resident(report.neighbourhood):
        given = afterwards.react(report, REACTION, key=uuid4(), by=resident, now=out)
        afterwards.answer(given, ANSWER, by=by, now=out)


def _drafted(neighbourhood: Neighbourhood, quarter: Quarter, past: Past) -> Report:
    day = datetime.combine(quarter.next.first_day, time(5, 20), tzinfo=AMSTERDAM)
    made = min(day + MADE_AFTER, past.now)
    with past.at(made):
        report = making.begin(
            neighbourhood, year=quarter.year, quarter=quarter.number, by=None, now=made
        )
        making.work(lambda: made)
    report.refresh_from_db()
    return report

"""Quarterly reviews as pages show them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.dates import in_words
from partners.models import Agreement
from partners.states import AGREEMENT_ICONS, AgreementState, Visibility

from ..models import Assessment, Goal, QuarterlyReview, ResidentInput, Voice, YearPlan
from ..quarters import Quarter, quarters_of
from ..states import Fits, Heard, Judgement, ReviewState, Sees
from .freezing import Plain, compose
from .voices import FITS, NOBODYS, SEES, Numbers

ON_THE_PAGE = 10  # of the words of people; all stand on a page of their own
TREND_ICONS = {Sees.BETTER: "trending-up", Sees.SAME: "equal", Sees.WORSE: "trending-down"}
JUDGEMENT_ICONS = {Judgement.KEEP: "check", Judgement.ADJUST: "pencil", Judgement.STOP: "x"}


class Segment(NamedTuple):
    """How often an answer was given; `x` and `width` in a bar of a hundred."""

    value: str
    label: str
    number: int
    x: float
    width: float


class Bar(NamedTuple):
    number: int
    segments: list[Segment]


class FigureLine(NamedTuple):
    title: str
    unit: str
    value: float
    before: float | None
    trend: str
    trend_label: str
    trend_icon: str


class AgreementLine(NamedTuple):
    """As `components/agreement.html` shows one."""

    text: str
    url: str
    maker: str
    receiver: str
    due: date
    state: str
    icon: str
    is_late: bool
    words: str = ""
    is_unconfirmed: bool = False
    is_first: bool = False


class Did(NamedTuple):
    what: str
    day: date
    who: str


class Outcome(NamedTuple):
    label: str
    icon: str
    why: str
    possible: str
    adjusted: str


class GoalPart(NamedTuple):
    """What a review shows of a goal; a bar is None where too few people answered, and `agreed` is
    what was agreed in the review itself."""

    pk: int
    title: str
    want: str
    url: str
    contributions: int
    hours: float
    euros: int
    newest: list[Did]
    fits: Bar | None
    sees: Bar | None
    figures: list[FigureLine]
    agreements: list[AgreementLine]
    agreed: list[AgreementLine]
    kept: int
    late: int
    outcome: Outcome | None
    differs: str


class Words(NamedTuple):
    pk: int
    words: str


class Shown(NamedTuple):
    """A review as its page shows it."""

    goals: list[GoalPart]
    numbers: Numbers
    parties: list[Plain]
    table: list[Words]
    saw: list[Words]
    closed_by: str
    own: int | None


class Attendance(NamedTuple):
    """Who were there, in numbers; never who."""

    residents: int
    others: int


class Line(NamedTuple):
    """A review in a list."""

    title: str
    url: str
    state: str
    is_open: bool
    meets_on: date | None


class Judged(NamedTuple):
    """What a review ended in for one goal."""

    title: str
    url: str
    outcome: Outcome


def is_closed(plan: YearPlan, quarter: Quarter) -> bool:
    """Whether what was done in that quarter stands fast. Who changes a contribution locks the row
    of the review (`actions.reviews.locked`) and asks in that transaction."""
    found = QuarterlyReview.objects.filter(plan=plan, quarter=quarter.number)
    return quarter.year == plan.year and found.filter(state=ReviewState.CLOSED).exists()


def months_of(quarter: Quarter) -> str:
    first, last = quarter.first_day, quarter.last_day
    return _("%(first)s tot en met %(last)s") % {
        "first": in_words(first, "F"),
        "last": in_words(last, "F Y"),
    }


def shown(review: QuarterlyReview, *, now: datetime, mine: Q = NOBODYS) -> Shown:
    """`mine` finds the voice of who looks (`voices.mine`).

    Of a closed review all is read from what was frozen; what was hidden since by the house rules is
    left out, and people are called as they are called now.
    """
    if review.frozen is not None:
        own = Voice.objects.filter(mine, review=review).values_list("pk", flat=True).first()
        return _read(review.frozen | {"own": own}, _Since.of(review, review.frozen))
    goals = list(Goal.objects.shown().of_year(review.plan).in_force())
    data = compose(review, goals, now=now, mine=mine)
    return _read(data, _Since(names=_names(data)))


def met_so_far(review: QuarterlyReview) -> dict[str, object]:
    """Who were there according to the meetings that host it: what its closing begins with."""
    met = list(
        ResidentInput.objects.filter(review=review, kind=Heard.MEETING).order_by("day", "pk")
    )
    if not met:
        return {}
    return {
        "residents": sum(one.residents for one in met),
        "others": sum(one.others for one in met),
        "present": ", ".join(dict.fromkeys(one.present for one in met if one.present)),
    }


def attendance(review: QuarterlyReview) -> Attendance:
    """Who were in the meeting: known once it is closed."""
    met = (review.frozen or {}).get("met", {})
    return Attendance(met.get("residents", 0), met.get("others", 0))


def bars(said: Plain) -> tuple[Bar | None, Bar | None]:
    """Whether it still fits, and what people saw change."""
    return _bar(said.get(FITS, {}), Fits), _bar(said.get(SEES, {}), Sees)


def reviews_in(plan: YearPlan) -> list[Line]:
    rows = QuarterlyReview.objects.filter(plan=plan).order_by("-quarter").defer("frozen")
    for row in rows:
        row.plan = plan
    return [
        Line(
            str(one), one.get_absolute_url(), one.get_state_display(), not one.is_closed,
            one.meets_on,
        )
        for one in rows
    ]  # fmt: skip


def next_opening(plan: YearPlan, today: date) -> date | None:
    """The day on which the next one opens, of a year that runs."""
    if not plan.is_running:
        return None
    days = (quarter.next.first_day for quarter in quarters_of(plan.year))
    return next((day for day in days if day > today), None)


def judged(goal: Goal) -> list[Judged]:
    """How it went on with a goal after each review, newest first."""
    rows = (
        Assessment.objects.filter(goal=goal)
        .select_related("review")
        .defer("review__frozen")
        .order_by("-review__quarter")
    )
    found = []
    for row in rows:
        row.review.plan = goal.plan
        outcome = _outcome(plain_outcome(row))
        assert outcome
        found.append(Judged(str(row.review), row.review.get_absolute_url(), outcome))
    return found


def plain_outcome(assessment: Assessment) -> Plain:
    return {
        "judgement": str(assessment.judgement),
        "why": assessment.why,
        "possible": assessment.possible,
        "adjusted": assessment.adjusted,
    }


class _Since(NamedTuple):
    """What changed since a review was frozen, and what people are called."""

    names: dict[int, str]
    hidden_goals: Collection[int] = ()
    hidden_voices: Collection[int] = ()
    hidden_agreements: Collection[int] = ()

    @classmethod
    def of(cls, review: QuarterlyReview, data: Plain) -> "_Since":
        goals = [one["pk"] for one in data["goals"]]
        promises = [line["pk"] for one in data["goals"] for line in one["agreements"]]
        public = Agreement.objects.public().filter(pk__in=promises)
        hidden = Q(visibility=Visibility.HIDDEN)
        return cls(
            _names(data),
            set(Goal.objects.filter(hidden, pk__in=goals).values_list("pk", flat=True)),
            set(Voice.objects.filter(hidden, review=review).values_list("pk", flat=True)),
            set(promises) - set(public.values_list("pk", flat=True)) if promises else set(),
        )


def _names(data: Plain) -> dict[int, str]:
    """Of the people whose keys stand in it."""
    lines = [line for one in data["goals"] for line in one["agreements"]]
    named = [line[side] for line in lines for side in ("maker_person", "receiver_person")]
    keys = [key for key in (*named, data.get("closed_by")) if key]
    if not keys:
        return {}
    return {one.pk: one.public_name for one in User.objects.filter(pk__in=keys)}


def _read(data: Plain, since: _Since) -> Shown:
    return Shown(
        goals=[_goal(one, since) for one in data["goals"] if one["pk"] not in since.hidden_goals],
        numbers=Numbers(**data["voices"]),
        parties=data["parties"],
        table=_words(data["table"], since),
        saw=_words(data["saw"], since),
        closed_by=since.names.get(data.get("closed_by") or 0, ""),
        own=data["own"],
    )


def _words(rows: Sequence[Plain], since: _Since) -> list[Words]:
    return [Words(**one) for one in rows if one["pk"] not in since.hidden_voices]


def _goal(one: Plain, since: _Since) -> GoalPart:
    fits, sees = bars(one["voices"])
    figures = [figure_line(line) for line in one["figures"]]
    lines = [line for line in one["agreements"] if line["pk"] not in since.hidden_agreements]
    agreements = [_agreement(line, since) for line in lines if not line["is_new"]]
    agreed = [_agreement(line, since) for line in lines if line["is_new"]]
    done = one["contributions"]
    return GoalPart(
        pk=one["pk"],
        title=one["title"],
        want=one["want"],
        url=reverse("goals:goal", args=[one["pk"]]),
        contributions=done["number"],
        hours=done.get("hours", 0),
        euros=done.get("euros", 0),
        newest=newest_of(done),
        fits=fits,
        sees=sees,
        figures=figures,
        agreements=agreements,
        agreed=agreed,
        kept=sum(line["state"] == AgreementState.KEPT for line in lines),
        late=sum(line.is_late for line in agreements),
        outcome=_outcome(one["outcome"]),
        differs=difference(sees, figures),
    )


def newest_of(done: Plain) -> list[Did]:
    return [Did(one["what"], date.fromisoformat(one["day"]), one["who"]) for one in done["newest"]]


def figure_line(line: Plain) -> FigureLine:
    """Nothing is said of where it goes when there is nothing to compare with."""
    if not line["trend"]:
        return FigureLine(trend_label="", trend_icon="", **line)
    trend = Sees(line["trend"])
    return FigureLine(trend_label=str(trend.label), trend_icon=TREND_ICONS[trend], **line)


def _agreement(line: Plain, since: _Since) -> AgreementLine:
    state = AgreementState(line["state"])
    return AgreementLine(
        text=line["text"],
        url=reverse("partners:agreement", args=[line["pk"]]),
        maker=line["maker"] or since.names.get(line["maker_person"], ""),
        receiver=line["receiver"] or since.names.get(line["receiver_person"], ""),
        due=date.fromisoformat(line["due"]),
        state=str(state.label),
        icon="alert-triangle" if line["is_late"] else AGREEMENT_ICONS[state],
        is_late=line["is_late"],
    )


def _outcome(one: Plain | None) -> Outcome | None:
    if one is None:
        return None
    judgement = Judgement(one["judgement"])
    return Outcome(
        str(judgement.label),
        JUDGEMENT_ICONS[judgement],
        one["why"],
        one["possible"],
        one["adjusted"],
    )


def _bar(sums: dict[str, int], answers: Any) -> Bar | None:
    number = sum(sums.values())
    if not number:
        return None
    segments, x = [], 0.0
    for value in answers.values:
        width = round(100 * sums.get(value, 0) / number, 2)
        segments.append(Segment(value, str(answers(value).label), sums.get(value, 0), x, width))
        x = round(x + width, 2)
    return Bar(number, segments)


def told_by(figures: Sequence[FigureLine]) -> Sees | None:
    """What most of them say; of as many the first."""
    trends = [line.trend for line in figures if line.trend]
    return Sees(max(dict.fromkeys(trends), key=trends.count)) if trends else None


def difference(sees: Bar | None, figures: Sequence[FigureLine]) -> str:
    """Where residents see something else than the systems report (O117); empty where they do not,
    or where one of the two says nothing."""
    told = told_by(figures)
    if sees is None or told is None:
        return ""
    seen = Sees(max(sees.segments, key=lambda one: one.number).value)
    if seen == told:
        return ""
    return _("De meeste mensen zeggen: %(seen)s. De cijfers zeggen: %(told)s.") % {
        "seen": seen.label,
        "told": told.label,
    }

"""Where a right to challenge stands: its steps in order, each with its day and whose turn it is."""

from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.dates import in_words

from ..models import (
    Challenge,
    ChallengeAgreement,
    ChallengeDecision,
    ChallengeEvaluation,
    MovedDate,
)
from ..states import ChallengeState

State = ChallengeState
WAITS_FOR_MUNICIPALITY = frozenset(
    {State.ASKED, State.DECIDING, State.OBJECTED, State.GRANTED, State.PARTLY}
)
DONE, WAITING, LATE, AHEAD, STOPPED = "done", "waiting", "late", "ahead", "stopped"
ICONS = {
    DONE: "circle-check",
    WAITING: "hourglass",
    LATE: "alert-triangle",
    AHEAD: "clock",
    STOPPED: "player-pause",
}


class Said(NamedTuple):
    """Words within a step, under a heading of their own."""

    title: str
    text: str


class Step(NamedTuple):
    """`how` is done, waiting, late, ahead or stopped; `says` whose turn it is, or what was done.

    `is_beside`: what was said are the words of both sides.
    """

    title: str
    how: str
    icon: str
    day: date | None
    says: str
    said: list[Said]
    is_beside: bool = False


class Stand(NamedTuple):
    """In one line, for the page of the initiative."""

    title: str
    says: str
    is_late: bool
    icon: str


def stand(challenge: Challenge) -> Stand:
    """Asks the database nothing."""
    late = challenge.is_late
    if late or challenge.state in WAITS_FOR_MUNICIPALITY:
        says = _turn(challenge)
    elif challenge.state == State.PROPOSED:
        says = _("Het team leest het voorstel, en neemt daar de tijd voor.")
    elif challenge.state == State.AGREED and challenge.evaluate_on:
        says = _looking_back(challenge.evaluate_on)
    else:
        says = ""
    label = str(State(challenge.state).label)
    how = LATE if late else _how(challenge)
    return Stand(capfirst(label), says, late, ICONS[how])


def steps(
    challenge: Challenge,
    decisions: list[ChallengeDecision],
    moved: list[MovedDate],
    agreements: list[ChallengeAgreement],
    evaluations: list[ChallengeEvaluation],
) -> list[Step]:
    """From the request to looking back; asks the database nothing.

    What comes after a step that waits stands there as well, so that everybody sees the way.
    """
    shown = [_asked(challenge), _confirmed(challenge)]
    told = [(one.at, _decided(one)) for one in decisions]
    told += [(one.at, _moved(one)) for one in moved]
    shown += [step for _at, step in sorted(told, key=lambda one: one[0])]
    if challenge.state in {State.ASKED, State.DECIDING, State.OBJECTED}:
        title = _("Nieuw besluit") if challenge.state == State.OBJECTED else _("Besluit")
        shown.append(_open_step(challenge, title, challenge.state != State.ASKED))
    if challenge.state == State.WITHDRAWN:
        shown = [step for step in shown if step.how == DONE]
        if challenge.agreed_at:
            shown.append(_agreed(challenge, agreements))
        day = _day(challenge.withdrawn_at)
        says = _("Het team stopte ermee. Het initiatief zelf gaat gewoon door.")
        shown.append(_step(_("Ingetrokken"), STOPPED, day, says))
    elif challenge.state != State.REFUSED:
        shown += [_agreed(challenge, agreements), _evaluated(challenge, evaluations)]
    return shown


def _asked(challenge: Challenge) -> Step:
    return _step(
        _("Aanvraag"),
        DONE,
        _day(challenge.asked_at),
        "",
        [
            Said(_("Hoe het team het doet"), challenge.approach),
            Said(_("Wat het kost, en wat het team vraagt"), challenge.money),
            Said(_("Hoe het goed blijft"), challenge.quality),
        ],
    )


def _confirmed(challenge: Challenge) -> Step:
    title = _("Wie beslist")
    if challenge.confirmed_at is None or challenge.decide_on is None:
        return _open_step(challenge, title, challenge.state == State.ASKED)
    says = _("%(who)s beslist, uiterlijk %(day)s.") % {
        "who": challenge.decider,
        "day": in_words(challenge.decide_on),
    }
    return _step(title, DONE, _day(challenge.confirmed_at), says)


def moved_words(before: date, day: date) -> str:
    return _("Het besluit komt uiterlijk %(day)s. Eerst was dat %(before)s.") % {
        "day": in_words(day),
        "before": in_words(before),
    }


def _moved(one: MovedDate) -> Step:
    says = moved_words(one.before, one.day)
    return _step(_("Een andere datum"), DONE, _day(one.at), says, [Said(_("Waarom"), one.reason)])


def _decided(decision: ChallengeDecision) -> Step:
    said = [Said(_("Waarom"), decision.reason), Said(_("Wat wel kan"), decision.possible)]
    if decision.objected_at:
        title = _("Het team vroeg op %(day)s een nieuw besluit") % {
            "day": in_words(timezone.localdate(decision.objected_at))
        }
        said.append(Said(title, decision.objection))
    says = f"{capfirst(decision.get_outcome_display())}. {decision.decider}"
    return _step(_("Besluit"), DONE, _day(decision.at), says, said)


def _agreed(challenge: Challenge, agreements: list[ChallengeAgreement]) -> Step:
    title = _("Afspraken over geld en kwaliteit")
    said = [
        Said(
            capfirst(agreement.get_about_display()),
            _("%(text)s (%(who)s, %(day)s)")
            % {
                "text": agreement.text,
                "who": agreement.get_side_display(),
                "day": in_words(agreement.by_day),
            },
        )
        for agreement in agreements
    ]
    if challenge.agreed_at:
        says = _("Het team en de gemeente zijn het eens.")
        return _step(title, DONE, _day(challenge.agreed_at), says, said)
    if challenge.state == State.PROPOSED:
        says = _("Het team leest het voorstel, en neemt daar de tijd voor.")
        return _step(title, WAITING, _day(challenge.proposed_at), says, said)
    return _open_step(challenge, title, challenge.state in {State.GRANTED, State.PARTLY})


def _evaluated(challenge: Challenge, evaluations: list[ChallengeEvaluation]) -> Step:
    title = _("Samen terugkijken")
    said = [
        Said(
            _("%(side)s, op %(day)s")
            % {
                "side": capfirst(one.get_side_display()),
                "day": in_words(timezone.localdate(one.at)),
            },
            one.text,
        )
        for one in evaluations
    ]
    if challenge.state == State.EVALUATED:
        last = max(one.at for one in evaluations)
        return _step(title, DONE, _day(last), "", said)._replace(is_beside=True)
    if challenge.state == State.AGREED and challenge.evaluate_on:
        late = challenge.is_late
        says = _turn(challenge) if late else _looking_back(challenge.evaluate_on)
        step = _step(title, LATE if late else WAITING, None, says, said)
        return step._replace(is_beside=True)
    return _step(title, AHEAD, None, "")


def _open_step(challenge: Challenge, title: str, is_now: bool) -> Step:
    if not is_now:
        return _step(title, AHEAD, None, "")
    return _step(title, LATE if challenge.is_late else WAITING, None, _turn(challenge))


def _turn(challenge: Challenge) -> str:
    """What the municipality owes, and before when; late in plain words (rule R9)."""
    assert challenge.due_at, "the municipality owes this step"
    day = in_words(timezone.localdate(challenge.due_at))
    if challenge.is_late:
        return _("Te laat. De gemeente had dit op %(day)s moeten doen.") % {"day": day}
    match challenge.state:
        case State.ASKED:
            return _("De gemeente zegt uiterlijk %(day)s wie er beslist.") % {"day": day}
        case State.DECIDING | State.OBJECTED:
            return _("%(who)s beslist uiterlijk %(day)s.") % {
                "who": challenge.decider,
                "day": day,
            }
        case _other:
            return _("De gemeente doet uiterlijk %(day)s een voorstel.") % {"day": day}


def _looking_back(day: date) -> str:
    return _("Op %(day)s kijken het team en de gemeente samen terug.") % {"day": in_words(day)}


def _how(challenge: Challenge) -> str:
    match challenge.state:
        case State.WITHDRAWN | State.REFUSED:
            return STOPPED
        case State.AGREED | State.EVALUATED:
            return DONE
    return WAITING


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _step(
    title: str, how: str, day: date | None, says: str, said: list[Said] | None = None
) -> Step:
    return Step(title, how, ICONS[how], day, says, said or [])

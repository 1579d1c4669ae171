"""From the texts to the database, through the same actions as everybody's."""

from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone

from accounts.actions import drafts
from accounts.actions.people import welcome
from accounts.models import User
from activity import flags
from activity.actions import REMIND_BEFORE
from activity.models import Flag
from core.images import read_photo, square
from core.sheets import read_sheet
from goals.models import Goal
from initiatives.actions import (
    challenges,
    conversation,
    imports,
    initiatives,
    kinds,
    photos,
    resemblances,
    reviews,
    standard_texts,
)
from initiatives.models import Challenge, Experiment, Initiative, Question, Reaction, Review
from initiatives.states import Kind, Stage, Status
from neighbourhoods.models import Area, Membership, Municipality, Neighbourhood
from neighbourhoods.selections.terms import term
from neighbourhoods.states import AnswerTo
from neighbourhoods.states import Role as Has
from neighbourhoods.working_days import AMSTERDAM, DAY, add_working_days
from partners.actions import concerns
from portal.actions import moderating, staffing, steering

from . import taking_part_panels
from .around import tell_assets, tell_concerns
from .blocking import tell_blocked
from .cast import Cast, picture_of
from .content import FOLDER, OFFICE_DOES, Idea, Listed, Step, Wijk
from .goals_contributions import write_down
from .goals_figures import tell_figures
from .goals_parties import tell_parties
from .goals_reviews import tell_reviews
from .goals_year import tell_goals
from .helping import tell_help
from .history import LONG_AGO, Past, have_been_here, moment, sent_day
from .lessons import tell_lessons
from .news import tell_news
from .partners import give_pages, tell_partners
from .people import crowd, support
from .personas import PERSONAS
from .promises import tell_promises
from .returned import tell_returned
from .taking_part_ballots import tell as tell_budget
from .taking_part_conversations import tell_conversations
from .taking_part_counting import tell as tell_counting
from .taking_part_meetings import tell_meetings
from .taking_part_more import tell_more
from .taking_part_processes import tell_processes

FACE = 320  # pixels
MORNING = time(9, 0)
VOICES = 14  # residents who give their voice in each quarterly review
REACTIONS = next(kind for kind in flags.registered() if kind.model is Reaction)


class NoAreas(Exception):
    """The wijken of the Netherlands are not loaded yet."""


@transaction.atomic
def tell(wijk: Wijk, *, now: datetime) -> Neighbourhood | None:
    """One neighbourhood with all that happened there, or None when it is there already.

    Raises NoAreas.
    """
    areas = list(Area.objects.filter(code__in=wijk.wijken).order_by("code"))
    if len(areas) != len(wijk.wijken):
        raise NoAreas(wijk.name)
    if Neighbourhood.objects.filter(areas__in=areas).exists():
        return None
    past = Past(now)
    opened = datetime.combine(_days_ago(wijk.opened, now), MORNING, tzinfo=AMSTERDAM)
    with past.at(opened):
        neighbourhood, cast = _open(wijk, areas)
    have_been_here(cast.everybody, since=opened, now=now)
    tell_partners(wijk, neighbourhood, cast.known, past, opened=opened)
    days = term(neighbourhood.municipality, AnswerTo.INITIATIVE)
    in_order = sorted(wijk.ideas, key=lambda idea: _sent(idea, days, now))
    told = [
        _tell_story(idea, _sent(idea, days, now), neighbourhood, cast, past) for idea in in_order
    ]
    for idea, initiative in zip(in_order, told, strict=True):
        others = [cast.known[one.key] for one in wijk.residents if one.key != idea.by]
        support(initiative, cast.crowd + others, idea.supports, now=now)
    for listed in wijk.lists:
        _bring(listed, neighbourhood, past)
    _office(wijk, neighbourhood, cast, past)
    tell_concerns(wijk, neighbourhood, cast, past)
    tell_assets(wijk, neighbourhood, cast, past)
    tell_help(wijk, neighbourhood, cast, past)
    tell_blocked(wijk, neighbourhood, past)
    tell_promises(neighbourhood, past)
    give_pages(wijk, neighbourhood, past)
    tell_news(wijk, neighbourhood, cast, past)
    in_force = tell_goals(wijk, neighbourhood, cast, past)
    goals = Goal.objects.standing().filter(plan__neighbourhood=neighbourhood)
    in_years = goals.select_related("plan__neighbourhood").order_by("plan__year", "place", "pk")
    of_all_years = list(in_years)
    tell_parties(of_all_years, past)
    tell_figures(of_all_years, past)
    write_down(in_force, past)
    if in_force:
        voicing = [cast.known[one.key] for one in wijk.residents] + cast.crowd
        tell_reviews(in_force[0].plan, voicing[:VOICES], past)
        taking_part_panels.tell(neighbourhood, voicing, past)
    tell_counting(neighbourhood, past)
    tell_budget(wijk, neighbourhood, cast, past)
    tell_conversations(wijk, neighbourhood, cast, past)
    tell_processes(wijk, neighbourhood, cast, past)
    tell_meetings(neighbourhood, cast, past)
    tell_lessons(neighbourhood, past)
    tell_more(wijk, neighbourhood, cast, past)
    for draft in wijk.drafts:
        fields = {name: text for name, text in draft.items() if name != "by"}
        drafts.keep(
            f"initiative:{neighbourhood.slug}", fields, person=cast.known[draft["by"]], browser=""
        )
    past.keep_some_mail({persona.email for persona in PERSONAS.values()})
    tell_returned(past)
    return neighbourhood


def make_photos(now: datetime) -> None:
    """What a worker would do within a minute."""
    while photos.make_one(now) or concerns.make_photo(now):
        pass


def _open(wijk: Wijk, areas: list[Area]) -> tuple[Neighbourhood, Cast]:
    municipality = Municipality.objects.get(code=wijk.municipality)
    chief = wijk.administrator
    by = steering.open_municipality(municipality, email=chief.email, name=chief.name).person
    neighbourhood = steering.open_neighbourhood(municipality, areas, name=wijk.name, by=by)
    steering.set_texts(neighbourhood, motto=wijk.motto, introduction=wijk.introduction, by=by)
    known = {chief.key: by}
    for role in wijk.roles:
        membership = steering.give_role(
            neighbourhood, Has(role.role), email=role.person.email, name=role.person.name, by=by
        )
        known[role.person.key] = membership.person
        if role.hours:
            steering.set_presence(
                membership,
                hours=role.hours,
                place=role.place,
                phone=role.phone,
                portrait=_face(role.portrait) if role.portrait else None,
                by=by,
            )
    for person in wijk.residents:
        known.setdefault(person.key, welcome(person.email, name=person.name))
    return neighbourhood, Cast(known, crowd(wijk.crowd, wijk.domain))


def _tell_story(
    idea: Idea, sent: date, neighbourhood: Neighbourhood, cast: Cast, past: Past
) -> Initiative:
    key = uuid5(NAMESPACE_URL, f"demo/{neighbourhood.slug}/{idea.title}")
    starter = cast.known[idea.by]
    last = moment(sent, idea.title, office=False, not_before=LONG_AGO, now=past.now)
    with past.at(last):
        initiative = _send(idea, neighbourhood, key=key, by=starter, now=last)
    for nth, (who, can_do) in enumerate(idea.participants, 2):
        with past.at(min(last + timedelta(days=nth * nth, hours=nth), past.now)):
            initiatives.join(initiative, can_do=can_do, by=cast.known[who])
    for nth, step in enumerate(idea.steps):
        day = sent + timedelta(days=step.after)
        office = step.does in OFFICE_DOES
        last = moment(day, f"{idea.title}{nth}", office=office, not_before=last, now=past.now)
        with past.at(last):
            by = cast.known[step.who] if step.who else starter
            _take(step, initiative, key=uuid5(key, str(nth)), by=by, now=last)
    _remind(initiative, past)
    return initiative


def _bring(listed: Listed, neighbourhood: Neighbourhood, past: Past) -> None:
    """As the coordinator would: what our words guess of it is right."""
    by = Membership.objects.coordinators().get(neighbourhood=neighbourhood).person
    day = datetime.combine(_days_ago(listed.brought, past.now), MORNING, tzinfo=AMSTERDAM)
    with past.at(day), (FOLDER / listed.file).open("rb") as file:
        found = imports.bring(
            neighbourhood,
            read_sheet(file),
            name=listed.name,
            year=past.now.year - listed.years_ago,
            key=uuid5(NAMESPACE_URL, f"demo/{listed.file}"),
            by=by,
        )
        found = imports.choose(found, columns=found.columns, values={}, now=past.now)
        imports.confirm(found, seen=found.version, by=by, now=past.now)
        imports.work(lambda: past.now)


def _send(
    idea: Idea, neighbourhood: Neighbourhood, *, key: UUID, by: User, now: datetime
) -> Initiative:
    buurt = Area.objects.get(code=idea.buurt) if idea.buurt else None
    initiative = initiatives.send(
        initiatives.Idea(
            title=idea.title,
            plan=idea.plan,
            theme=idea.theme,
            place=idea.place,
            buurt=buurt,
            needs=idea.needs,
        ),
        neighbourhood=neighbourhood,
        key=key,
        by=by,
        now=now,
    )
    if idea.picture:
        photos.attach(
            picture_of(idea.picture), initiative=initiative, description=idea.picture_says
        )
    return initiative


def _take(step: Step, initiative: Initiative, *, key: UUID, by: User, now: datetime) -> None:
    """One step of the story; the officer is the one whose initiative it is."""
    review = Review.objects.select_related("officer", "initiative__neighbourhood").get(
        initiative=initiative
    )
    officer = review.officer
    assert officer, "every neighbourhood of the demo has an officer"
    office = step.does in OFFICE_DOES
    match step.does:
        case "update":
            news = initiatives.post_update(initiative, step.words, key=key, by=by)
            for picture, says in step.pictures:
                photos.attach(
                    picture_of(picture), initiative=initiative, update=news, description=says
                )
        case "stage":
            initiatives.set_stage(initiative, Stage(step.value), words=step.words, by=by)
        case "ask":
            reviews.ask(review, step.words, seen=review.version, key=key, by=officer, now=now)
        case "reply":
            reviews.reply(Question.objects.get(review=review, answer=""), step.words, by=by)
        case "answer":
            reviews.answer(
                review,
                Status(step.value),
                reason=step.words,
                possible=step.possible,
                seen=review.version,
                key=key,
                by=officer,
            )
        case "reconsider":
            reviews.ask_to_reconsider(review, step.words, by=by, now=now)
        case "note":
            called = [officer] if step.who else []
            reviews.note(
                review, step.words, key=key, by=by if called else officer, mentioned=called
            )
        case "kind" | "experiment" | "learned" | "challenge" | "confirm":
            _of_its_kind(step, initiative, key=key, by=officer if office else by, now=now)
        case _:
            _talk(step, initiative, key=key, by=officer if step.does == "explain" else by, now=now)


def _of_its_kind(step: Step, initiative: Initiative, *, key: UUID, by: User, now: datetime) -> None:
    more = dict(step.more)
    if step.does == "kind":
        kinds.set_kind(initiative, Kind(step.value), by=by)
    elif step.does in {"experiment", "learned"}:
        known = Experiment.objects.filter(initiative=initiative).first()
        kinds.tell_experiment(
            initiative,
            question=known.question if known else step.words,
            tryout=known.tryout if known else more["tryout"],
            learned=step.words if known else "",
            seen=known.key if known else None,
            key=key,
            by=by,
        )
    elif step.does == "challenge":
        request = challenges.Request(step.words, more["approach"], more["money"], more["quality"])
        challenges.ask(initiative, request, key=key, by=by, now=now)
    else:
        asked = Challenge.objects.get(initiative=initiative)
        challenges.confirm(
            asked,
            decider=step.words,
            decide_on=add_working_days(timezone.localdate(now), int(step.value)),
            seen=asked.version,
            key=key,
            by=by,
            now=now,
        )


def _talk(step: Step, initiative: Initiative, *, key: UUID, by: User, now: datetime) -> None:
    """A reaction, what is said to the last one, or that somebody flags it."""
    last = Reaction.objects.filter(initiative=initiative, parent=None).order_by("pk").last()
    if step.does == "flag":
        moderating.report(REACTIONS, last, Flag.Reason(step.value), words=step.words, by=by)
        return
    parent = None if step.does == "react" else last
    conversation.react(initiative, step.words, key=key, by=by, now=now, parent=parent)


def _office(wijk: Wijk, neighbourhood: Neighbourhood, cast: Cast, past: Past) -> None:
    """What helps who works here: standard texts, who is away, and what looks like each other."""
    chief = cast.known[wijk.administrator.key]
    for text in wijk.texts:
        with past.at(_morning(30, past.now)):
            standard_texts.save(
                neighbourhood, part=text.part, name=text.name, text=text.text, by=chief
            )
    for away in wijk.away:
        first = _days_ago(away.since, past.now)
        back_on = _days_ago(-away.back_in, past.now)
        with past.at(_morning(away.since, past.now)):
            staffing.be_away(
                neighbourhood,
                cast.known[away.who],
                stand_in=cast.known[away.stand_in],
                first_day=first,
                back_on=back_on,
                by=cast.known[away.who],
            )
    for one, other in wijk.alike:
        here = Initiative.objects.in_neighbourhood(neighbourhood)
        pair = here.get(title=one), here.get(title=other)
        review = Review.objects.select_related("officer").get(initiative=pair[0])
        assert review.officer, "every neighbourhood of the demo has an officer"
        with past.at(_morning(5, past.now)):
            resemblances.mark(*pair, by=review.officer)


def _morning(days: int, now: datetime) -> datetime:
    return datetime.combine(_days_ago(days, now), MORNING, tzinfo=AMSTERDAM)


def _remind(initiative: Initiative, past: Past) -> None:
    """What the clock would have sent for an answer that is still waited for."""
    review = Review.objects.select_related("initiative__neighbourhood", "officer").get(
        initiative=initiative
    )
    if not review.is_open:
        return
    due = timezone.localdate(review.due_at)
    soon = due
    while add_working_days(soon, REMIND_BEFORE) > due:
        soon -= DAY
    for day in (soon, due, due + DAY):
        when = datetime.combine(day, MORNING, tzinfo=AMSTERDAM)
        if initiative.sent_at < when <= past.now:
            with past.at(when):
                reviews.remind(review, now=when)


def _sent(idea: Idea, term_in_days: int, now: datetime) -> date:
    if idea.due_in is not None:
        return sent_day(timezone.localdate(now), idea.due_in, term_in_days)
    assert idea.sent is not None, idea.title
    return _days_ago(idea.sent, now)


def _days_ago(days: int, now: datetime) -> date:
    return timezone.localdate(now) - timedelta(days=days)


def _face(name: str) -> bytes:
    return square(read_photo(picture_of(f"gezicht-{name}")), FACE)

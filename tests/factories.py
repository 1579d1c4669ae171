"""The least that is valid, of everything."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import User
from goals.models import (
    Contribution,
    FigureSeries,
    Goal,
    GoalParty,
    Indicator,
    Meaning,
    QuarterlyReview,
    Voice,
    YearPlan,
)
from goals.states import (
    Count,
    Direction,
    GoalState,
    Lead,
    Part,
    Say,
    Source,
    YearState,
)
from goals.states import Theme as GoalTheme
from initiatives.actions.finding import index
from initiatives.models import Initiative, Review
from initiatives.states import Theme
from neighbourhoods.models import Administrator, Area, Membership, Municipality, Neighbourhood
from neighbourhoods.states import Role
from participation.models import (
    AgendaItem,
    Barrier,
    BudgetProposal,
    BudgetRound,
    Conversation,
    FocusGroup,
    HourQuestion,
    Input,
    Meeting,
    Phase,
    Poll,
    PollOption,
    PollQuestion,
    Process,
    QuestionHour,
    Round,
)
from participation.states.budgets import ProposalState, RoundState, Rule
from participation.states.conversations import Spot
from participation.states.meetings import Bars
from participation.states.polls import WITH_OPTIONS, Asks, Audience, PollState
from participation.states.processes import InputKind, PhaseKind, PhaseState, PlaceKind
from partners.models import (
    ActiveIn,
    Agreement,
    Asset,
    Concern,
    Member,
    Organisation,
    Post,
    Presence,
    Programme,
)
from partners.states import Approach, AssetKind, ConcernKind, ConcernState, Group, Kind
from reports.actions.lessons import index as index_lessons
from reports.models import Method


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"bewoner{n}@example.org")
    name = factory.Sequence(lambda n: f"Bewoner {n}")
    mail = User.Mail.EACH  # a new person has CALM, and waits for an overview


class MunicipalityFactory(DjangoModelFactory[Municipality]):
    class Meta:
        model = Municipality

    code = factory.Sequence(lambda n: f"GM{n:04}")
    name = factory.Sequence(lambda n: f"Waterstad {n}")
    slug = factory.Sequence(lambda n: f"waterstad-{n}")
    search_name = factory.LazyAttribute(lambda m: m.name.lower())
    longitude = 4.8
    latitude = 52.4


class AreaFactory(DjangoModelFactory[Area]):
    class Meta:
        model = Area

    code = factory.Sequence(lambda n: f"WK{n:06}")
    name = factory.Sequence(lambda n: f"Wijk {n} Rietwijk")
    short_name = factory.Sequence(lambda n: f"Rietwijk {n}")
    level = "wijk"
    municipality = factory.SubFactory(MunicipalityFactory)
    search_name = factory.LazyAttribute(lambda a: a.short_name.lower())
    longitude = 4.8
    latitude = 52.4


class BuurtFactory(AreaFactory):
    code = factory.Sequence(lambda n: f"BU{n:08}")
    short_name = factory.Sequence(lambda n: f"Rietbuurt {n}")
    level = "buurt"
    parent = factory.SubFactory(AreaFactory)
    municipality = factory.LazyAttribute(lambda a: a.parent.municipality)


class NeighbourhoodFactory(DjangoModelFactory[Neighbourhood]):
    class Meta:
        model = Neighbourhood

    name = factory.Sequence(lambda n: f"Rietwijk {n}")
    slug = factory.Sequence(lambda n: f"rietwijk-{n}")
    municipality = factory.SubFactory(MunicipalityFactory)


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    person = factory.SubFactory(UserFactory)
    role = Role.OFFICER


class AdministratorFactory(DjangoModelFactory[Administrator]):
    class Meta:
        model = Administrator

    municipality = factory.SubFactory(MunicipalityFactory)
    person = factory.SubFactory(UserFactory)


class TeamFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    kind = Kind.RESIDENTS_TEAM
    name = "Team"
    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    municipality = factory.LazyAttribute(lambda team: team.neighbourhood.municipality)


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """A housing corporation with a page, active in its neighbourhood; nobody is there yet."""

    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    kind = Kind.HOUSING
    name = factory.Sequence(lambda n: f"Woonstichting {n}")
    slug = factory.Sequence(lambda n: f"woonstichting-{n}")
    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    municipality = factory.LazyAttribute(lambda one: one.neighbourhood.municipality)
    is_listed = True

    @factory.post_generation
    def active(self, create: bool, extracted: object, **more: object) -> None:
        if create:
            ActiveIn.objects.create(organisation=self, neighbourhood=self.neighbourhood)


class MemberFactory(DjangoModelFactory[Member]):
    class Meta:
        model = Member

    organisation = factory.SubFactory(TeamFactory)
    person = factory.SubFactory(UserFactory)


class AssetFactory(DjangoModelFactory[Asset]):
    """Something that is simply there, in the neighbourhood."""

    class Meta:
        model = Asset

    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    kind = AssetKind.TOOL
    title = factory.Sequence(lambda n: f"Boormachine {n}")
    put_by = factory.SubFactory(UserFactory)
    agreed_at = factory.LazyFunction(timezone.now)


class AgreementFactory(DjangoModelFactory[Agreement]):
    """A corporation promised something to a team, for in ten days."""

    class Meta:
        model = Agreement

    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    text = factory.Sequence(lambda n: f"Een bankje {n}")
    maker = factory.SubFactory(
        OrganisationFactory, neighbourhood=factory.SelfAttribute("..neighbourhood")
    )
    receiver = factory.SubFactory(
        TeamFactory, neighbourhood=factory.SelfAttribute("..neighbourhood")
    )
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=10))


class ConcernFactory(DjangoModelFactory[Concern]):
    """A public concern, held by an officer and due in three days."""

    class Meta:
        model = Concern

    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    kind = ConcernKind.LITTER
    place = factory.Sequence(lambda n: f"bij speeltuin {n}")
    text = "Er ligt afval naast de bak."
    reporter = factory.SubFactory(UserFactory)
    owner = factory.SubFactory(UserFactory)
    state = ConcernState.ASSIGNED
    due_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=3))


class ProgrammeFactory(DjangoModelFactory[Programme]):
    """In the evening, for everybody, to prevent."""

    class Meta:
        model = Programme

    organisation = factory.SubFactory(OrganisationFactory)
    neighbourhood = factory.LazyAttribute(lambda one: one.organisation.neighbourhood)
    title = factory.Sequence(lambda n: f"Club {n}")
    group = Group.EVERYBODY
    in_evening = True
    approach = Approach.PREVENT
    added_by = factory.SubFactory(UserFactory)


class PostFactory(DjangoModelFactory[Post]):
    """News of an organisation, for where it is at home."""

    class Meta:
        model = Post

    organisation = factory.SubFactory(OrganisationFactory)
    neighbourhood = factory.LazyAttribute(lambda one: one.organisation.neighbourhood)
    title = factory.Sequence(lambda n: f"Nieuws {n}")
    text = "Kom gerust kijken."
    posted_by = factory.SubFactory(UserFactory)


class PresenceFactory(DjangoModelFactory[Presence]):
    """Every Tuesday evening, without saying who."""

    class Meta:
        model = Presence

    organisation = factory.SubFactory(OrganisationFactory)
    neighbourhood = factory.LazyAttribute(lambda one: one.organisation.neighbourhood)
    days = "2"
    begins = time(19)
    ends = time(21)
    place = "in het buurthuis"
    added_by = factory.SubFactory(UserFactory)


class InitiativeFactory(DjangoModelFactory[Initiative]):
    """A public initiative; its review comes with `ReviewFactory`."""

    class Meta:
        model = Initiative
        skip_postgeneration_save = True

    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    title = factory.Sequence(lambda n: f"Moestuin {n}")
    plan = "Samen tuinieren op het veldje."
    theme = Theme.GREEN
    team = factory.SubFactory(TeamFactory, neighbourhood=factory.SelfAttribute("..neighbourhood"))
    sent_as = factory.LazyFunction(uuid4)

    @factory.post_generation
    def found(self, create: bool, extracted: object, **more: object) -> None:
        if create:  # search knows it, as the action that sends it sees to
            index([self])


class ReviewFactory(DjangoModelFactory[Review]):
    """A review of a public initiative, due in ten days, without an officer."""

    class Meta:
        model = Review

    initiative = factory.SubFactory(InitiativeFactory)
    due_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=10))


class ProcessFactory(DjangoModelFactory[Process]):
    """About a square, with its three phases; the first one runs."""

    class Meta:
        model = Process
        skip_postgeneration_save = True

    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    title = factory.Sequence(lambda n: f"Het plein wordt opnieuw ingericht {n}")
    subject = "Het plein ligt er kaal bij. Wat moet er komen?"
    asked_by = factory.SubFactory(OrganisationFactory)
    say = Say.DECIDE_ALONG
    say_words = "Bewoners en gemeente kiezen samen wat er komt."
    begun_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def phases(self, create: bool, extracted: object, **kwargs: object) -> None:
        if create:
            Phase.objects.bulk_create(
                Phase(process=self, kind=kind, state=state, opened_at=opened)
                for kind, state, opened in (
                    (PhaseKind.PREPARATION, PhaseState.OPEN, self.begun_at),
                    (PhaseKind.IMPLEMENTATION, PhaseState.COMING, None),
                    (PhaseKind.EVALUATION, PhaseState.COMING, None),
                )
            )


class ConversationFactory(DjangoModelFactory[Conversation]):
    """With one neighbour, today on the street."""

    class Meta:
        model = Conversation

    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    spot = Spot.STREET
    day = factory.LazyFunction(timezone.localdate)
    talent = "Kan goed fietsen maken"
    worry = "De lampen op het pad zijn stuk"
    recorded_by = factory.SubFactory(UserFactory)


class InputFactory(DjangoModelFactory[Input]):
    """A wish, in the phase that runs, without an answer."""

    class Meta:
        model = Input

    process = factory.SubFactory(ProcessFactory)
    phase = factory.LazyAttribute(lambda given: given.process.phases.get(state=PhaseState.OPEN))
    person = factory.SubFactory(UserFactory)
    kind = InputKind.WISH
    words = factory.Sequence(lambda n: f"Een bankje in de schaduw {n}")


class RoundFactory(DjangoModelFactory[Round]):
    """Twelve people at a school."""

    class Meta:
        model = Round

    process = factory.SubFactory(ProcessFactory)
    day = factory.LazyFunction(timezone.localdate)
    place = PlaceKind.SCHOOL
    where = "De Golf"
    number = 12
    people = factory.LazyFunction(lambda: ["families"])
    by = factory.SubFactory(UserFactory)
    key = factory.LazyFunction(uuid4)


class MeetingFactory(DjangoModelFactory[Meeting]):
    """In a week, for two hours."""

    class Meta:
        model = Meeting

    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    title = factory.Sequence(lambda n: f"Wijkgesprek {n}")
    about = "Wij praten bij over de wijk."
    begins_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda meeting: meeting.begins_at + timedelta(hours=2))
    place = "Buurthuis De Poort"
    called_by = factory.SubFactory(UserFactory)


class BudgetRoundFactory(DjangoModelFactory[BudgetRound]):
    """One in which people vote until next week: a thousand euros, the most votes first."""

    class Meta:
        model = BudgetRound

    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    title = factory.Sequence(lambda n: f"Geld voor groen {n}")
    budget = 100_000
    terms = "Voor alles wat de wijk groener maakt."
    who_may = "Iedereen die in de wijk woont."
    rule = Rule.GREEDY
    checker = factory.SubFactory(
        OrganisationFactory, neighbourhood=factory.SelfAttribute("..neighbourhood")
    )
    begins_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))
    propose_until = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=20))
    check_until = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=10))
    vote_until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))
    state = RoundState.VOTING
    opened_by = factory.SubFactory(UserFactory)

    class Params:
        collecting = factory.Trait(
            state=RoundState.COLLECTING,
            propose_until=factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=5)),
            check_until=factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=10)),
            vote_until=factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=20)),
        )


class BudgetProposalFactory(DjangoModelFactory[BudgetProposal]):
    """On the ballot, for four hundred euros."""

    class Meta:
        model = BudgetProposal

    round = factory.SubFactory(BudgetRoundFactory)
    initiative = factory.SubFactory(
        InitiativeFactory, neighbourhood=factory.SelfAttribute("..round.neighbourhood")
    )
    cost = 40_000
    costs_words = "Planten en aarde."
    state = ProposalState.FEASIBLE
    handed_in_by = factory.SubFactory(UserFactory)


class AgendaItemFactory(DjangoModelFactory[AgendaItem]):
    """Waits for an answer, for a week."""

    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    person = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda n: f"De verlichting op het pad {n}")
    place = factory.Sequence(lambda n: n + 1)
    due_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class BarrierFactory(DjangoModelFactory[Barrier]):
    class Meta:
        model = Barrier

    meeting = factory.SubFactory(MeetingFactory)
    bars = Bars.STAIRS
    words = "Ik zit in een rolstoel."
    due_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class PollFactory(DjangoModelFactory[Poll]):
    """Open to everybody, without questions."""

    class Meta:
        model = Poll

    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    audience = Audience.NEIGHBOURHOOD
    title = factory.Sequence(lambda n: f"Wat moet er op het plein komen? {n}")
    state = PollState.OPEN
    made_by = factory.SubFactory(UserFactory)
    opened_at = factory.LazyAttribute(
        lambda poll: None if poll.state == PollState.DRAFT else timezone.now()
    )
    closed_at = factory.LazyAttribute(
        lambda poll: timezone.now() if poll.state == PollState.CLOSED else None
    )


class PollQuestionFactory(DjangoModelFactory[PollQuestion]):
    """With three options, where it asks for them."""

    class Meta:
        model = PollQuestion
        skip_postgeneration_save = True

    poll = factory.SubFactory(PollFactory)
    place = factory.Sequence(lambda n: n + 1)
    asks = Asks.SINGLE
    text = factory.Sequence(lambda n: f"Wat kiest u? {n}")

    @factory.post_generation
    def options(self, create: bool, extracted: object, **kwargs: object) -> None:
        if create and self.asks in WITH_OPTIONS:
            words = ("Een boom", "Een bank", "Een schommel")
            PollOption.objects.bulk_create(
                PollOption(question=self, place=place, words=one)
                for place, one in enumerate(words, 1)
            )


class FocusGroupFactory(DjangoModelFactory[FocusGroup]):
    class Meta:
        model = FocusGroup

    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    title = factory.Sequence(lambda n: f"Jongeren over het plein {n}")
    about = "Wat willen jongeren op het plein doen?"
    begun_by = factory.SubFactory(UserFactory)


class QuestionHourFactory(DjangoModelFactory[QuestionHour]):
    """It began half an hour ago."""

    class Meta:
        model = QuestionHour

    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    title = factory.Sequence(lambda n: f"Vragen over de renovatie {n}")
    begins_at = factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=30))
    ends_at = factory.LazyAttribute(lambda hour: hour.begins_at + timedelta(hours=1))
    begun_by = factory.SubFactory(UserFactory)


class HourQuestionFactory(DjangoModelFactory[HourQuestion]):
    class Meta:
        model = HourQuestion

    hour = factory.SubFactory(QuestionHourFactory)
    words = factory.Sequence(lambda n: f"Wanneer begint de renovatie? {n}")


class YearPlanFactory(DjangoModelFactory[YearPlan]):
    """This year's, running since it began."""

    class Meta:
        model = YearPlan

    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    year = factory.LazyFunction(lambda: timezone.localdate().year)
    state = YearState.RUNNING
    chosen_at = factory.LazyAttribute(
        lambda plan: (
            None if plan.state == YearState.PREPARING else datetime(plan.year, 1, 1, 12, tzinfo=UTC)
        )
    )
    begun_by = factory.SubFactory(UserFactory)


class GoalFactory(DjangoModelFactory[Goal]):
    """A chosen goal of a running year."""

    class Meta:
        model = Goal

    plan = factory.SubFactory(YearPlanFactory)
    person = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda n: f"Samen buiten {n}")
    want = "Wij willen dat mensen elkaar op straat kennen."
    goes_well = "In de Rietstraat eten buren elke maand samen."
    theme = GoalTheme.MEETING
    lead = Lead.RESIDENTS
    say = Say.RESIDENTS
    say_words = "Bewoners beslissen wat er gebeurt; het geld staat vast."
    state = GoalState.CHOSEN


class GoalPartyFactory(DjangoModelFactory[GoalParty]):
    class Meta:
        model = GoalParty

    goal = factory.SubFactory(GoalFactory)
    organisation = factory.SubFactory(
        OrganisationFactory, neighbourhood=factory.SelfAttribute("..goal.plan.neighbourhood")
    )
    part = Part.JOINS
    brings = "Elke week een uur van de wijkbeheerder."
    by = factory.SubFactory(UserFactory)


class IndicatorFactory(DjangoModelFactory[Indicator]):
    """Counted by the platform: agreements that were kept."""

    class Meta:
        model = Indicator

    goal = factory.SubFactory(GoalFactory)
    source = Source.PLATFORM
    count = Count.KEPT
    title = "Afspraken die zijn nagekomen"
    direction = Direction.UP
    added_by = factory.SubFactory(UserFactory)


class PartyIndicatorFactory(IndicatorFactory):
    """Counted by an organisation of the neighbourhood."""

    source = Source.PARTY
    count = ""
    title = factory.Sequence(lambda n: f"Kinderen bij club {n}")
    counted_by = factory.SubFactory(
        OrganisationFactory, neighbourhood=factory.SelfAttribute("..goal.plan.neighbourhood")
    )


class FigureSeriesFactory(DjangoModelFactory[FigureSeries]):
    """Of CBS."""

    class Meta:
        model = FigureSeries

    name = factory.Sequence(lambda n: f"reeks_{n}")
    label = factory.Sequence(lambda n: f"Inwoners van soort {n}")
    unit = "%"
    theme = "bevolking"
    source = "CBS Kerncijfers wijken en buurten"
    licence = "CC BY 4.0, CBS"


class OfficialIndicatorFactory(IndicatorFactory):
    """Of a wijk of 2024; its figures come with `Figure`."""

    source = Source.OFFICIAL
    count = ""
    title = "Inwoners van 65 jaar en ouder"
    unit = "%"
    series = factory.SubFactory(FigureSeriesFactory)
    area_code = "WK000001"
    division = 2024


class MeaningFactory(DjangoModelFactory[Meaning]):
    class Meta:
        model = Meaning

    indicator = factory.SubFactory(IndicatorFactory)
    person = factory.SubFactory(UserFactory)
    words = factory.Sequence(lambda n: f"Ik zie het ook op straat {n}.")


class ContributionFactory(DjangoModelFactory[Contribution]):
    """Of today, by an organisation of the neighbourhood."""

    class Meta:
        model = Contribution

    goal = factory.SubFactory(GoalFactory)
    organisation = factory.SubFactory(
        OrganisationFactory, neighbourhood=factory.SelfAttribute("..goal.plan.neighbourhood")
    )
    what = factory.Sequence(lambda n: f"Een middag spelen op straat {n}")
    day = factory.LazyFunction(timezone.localdate)
    by = factory.SubFactory(UserFactory)


class QuarterlyReviewFactory(DjangoModelFactory[QuarterlyReview]):
    """Of the first quarter; voices can come in."""

    class Meta:
        model = QuarterlyReview

    plan = factory.SubFactory(YearPlanFactory)
    quarter = 1


class VoiceFactory(DjangoModelFactory[Voice]):
    class Meta:
        model = Voice

    review = factory.SubFactory(QuarterlyReviewFactory)
    person = factory.SubFactory(UserFactory)
    saw = "Er zijn meer kinderen buiten."


class MethodFactory(DjangoModelFactory[Method]):
    """As a builder wrote it, and found by search."""

    class Meta:
        model = Method
        skip_postgeneration_save = True

    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    person = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda n: f"Een soepbus langs de flats {n}")
    theme = Theme.MEETING
    what = "Elke vrijdag rijdt er een bus met soep. Wie wil, schuift aan."
    steps = "Vraag een bus.\nKook soep.\nRijd rond."

    @factory.post_generation
    def found(self, create: bool, extracted: object, **more: object) -> None:
        if create:
            index_lessons([self])

"""One of everything, and a person per role: what the tests walk through that visit every page."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone
from django.utils.text import slugify

from accounts.actions.people import erase
from accounts.models import Draft, User
from activity import actions as activity
from activity.models import Event, Flag, Notification, Overview
from goals.actions import closing
from goals.models import (
    Contribution,
    ContributionPhoto,
    FigureImport,
    Goal,
    GoalParty,
    Indicator,
    Meaning,
    Problem,
    QuarterlyReview,
    ResidentInput,
    Voice,
    YearPlan,
)
from goals.quarters import quarter_of
from goals.selections.logging import link_to_log
from goals.states import GoalState, Heard, YearState
from initiatives.actions import asking, challenges, obstacles, offers, requests, slots
from initiatives.actions.team import invite
from initiatives.models import (
    Ask,
    DateProposal,
    Import,
    ImportRow,
    Initiative,
    LookBack,
    Obstacle,
    Offer,
    Photo,
    Proposal,
    Question,
    Reaction,
    SavedFilter,
    Slot,
    StandardText,
    SupportRequest,
)
from initiatives.states import (
    AskedOf,
    Help,
    ImportState,
    ObstacleState,
    ReactionState,
    RowState,
    Visibility,
)
from initiatives.verbs import SENT
from neighbourhoods.middleware import PASSED
from neighbourhoods.models import Area, Membership, Municipality, Neighbourhood
from neighbourhoods.states import Role
from participation.models import (
    AgendaItem,
    Barrier,
    BudgetProposal,
    BudgetRound,
    CalendarLink,
    Conversation,
    FocusGroup,
    Grant,
    GroupInvitation,
    GroupMember,
    GroupMessage,
    HourQuestion,
    Input,
    Invited,
    LogNote,
    Meeting,
    OwnQuestion,
    Poll,
    PollAnswer,
    PollQuestion,
    PollWords,
    Process,
    QuestionHour,
    Receipt,
    Round,
    RoundImport,
    RuleDone,
    RulePhoto,
    Spending,
)
from participation.states.budgets import ProposalState, RoundState
from participation.states.meetings import MeetingKind
from participation.states.polls import Asks, PollState
from participation.states.processes import PhaseKind, PhaseState
from partners.actions import affiliations, assignments, join_requests, letters
from partners.actions import people as partners
from partners.actions.agreements import agree
from partners.models import (
    Affiliation,
    Agreement,
    Asset,
    Assignment,
    Concern,
    ConcernPhoto,
    Invitation,
    JoinRequest,
    Letter,
    Member,
    MeToo,
    Organisation,
    Party,
    PassingOn,
    Post,
    Presence,
    Programme,
)
from partners.states import ConcernState, Kind
from partners.states import Visibility as Shown
from reports.actions import lessons, making, publishing, thanks
from reports.models import (
    Lesson,
    Method,
    Report,
    ReportFiles,
    ReportReaction,
    ReportWords,
    Spotlight,
    Story,
    StoryInvitation,
    StoryPhoto,
)
from reports.models.files import path_of
from reports.models.story import hash_of
from reports.selections.composing import content_of
from reports.selections.files import fingerprint
from reports.states.files import FileKind
from tests.factories import (
    AdministratorFactory,
    AgendaItemFactory,
    AreaFactory,
    AssetFactory,
    BarrierFactory,
    BudgetProposalFactory,
    BudgetRoundFactory,
    ConcernFactory,
    ContributionFactory,
    ConversationFactory,
    FocusGroupFactory,
    GoalFactory,
    GoalPartyFactory,
    HourQuestionFactory,
    IndicatorFactory,
    InitiativeFactory,
    InputFactory,
    MeaningFactory,
    MeetingFactory,
    MemberFactory,
    MembershipFactory,
    MethodFactory,
    MunicipalityFactory,
    NeighbourhoodFactory,
    OrganisationFactory,
    PartyIndicatorFactory,
    PollFactory,
    PollQuestionFactory,
    PostFactory,
    PresenceFactory,
    ProcessFactory,
    ProgrammeFactory,
    QuarterlyReviewFactory,
    QuestionHourFactory,
    ReviewFactory,
    RoundFactory,
    TeamFactory,
    UserFactory,
    VoiceFactory,
    YearPlanFactory,
)
from tests.participation.counted import brought, counted

VISITOR = "visitor"
RESIDENT = "resident"
ORGANISER = "organiser"
ORGANISER_ELSEWHERE = "organiser of another initiative"
PARTNER = "partner member"
BUILDER = "builder"
OFFICER = "officer"
OFFICER_ELSEWHERE = "officer elsewhere"
COORDINATOR = "coordinator"
COORDINATOR_ELSEWHERE = "coordinator elsewhere"
ADMINISTRATOR = "administrator"
ADMINISTRATOR_ELSEWHERE = "administrator elsewhere"
ERASED = "erased"


@dataclass(frozen=True)
class World:
    """`here` is public and `closed` is not; both are of `municipality`, `elsewhere` as well.

    `sessions` are those of people who are signed in, by role.
    """

    people: dict[str, User]
    sessions: dict[str, str]
    municipality: Municipality
    here: Neighbourhood
    elsewhere: Neighbourhood
    closed: Neighbourhood
    area: Area
    free_area: Area
    initiative: Initiative
    hidden: Initiative
    unseen: Initiative
    challenged: Initiative
    proposal: Proposal
    help_request: SupportRequest
    hands: SupportRequest
    slot: Slot
    offer: Offer
    ask: Ask
    agreement: Agreement
    private_agreement: Agreement
    question: Question
    hidden_question: Question
    date_proposal: DateProposal
    photo: Photo
    hidden_photo: Photo
    photo_by_itself: Photo
    draft_photo: Photo
    draft: Draft
    role: Membership
    closed_role: Membership
    ended_role: Membership
    notification: Notification
    overview: Overview
    organisation: Organisation
    hidden_organisation: Organisation
    organisation_invitation: Invitation
    hidden_organisation_invitation: Invitation
    join_request: JoinRequest
    affiliation: Affiliation
    assignment: Assignment
    programme: Programme
    letter: Letter
    invitation: Invitation
    hidden_invitation: Invitation
    reaction: Reaction
    hidden_reaction: Reaction
    standard_text: StandardText
    saved_filter: SavedFilter
    listed: Import
    concern: Concern
    solved_concern: Concern
    hidden_concern: Concern
    concern_photo: ConcernPhoto
    hidden_concern_photo: ConcernPhoto
    obstacle: Obstacle
    answered_obstacle: Obstacle
    hidden_obstacle: Obstacle
    asset: Asset
    willing: Asset
    removed_asset: Asset
    hidden_asset: Asset
    knower: Asset
    presence: Presence
    post: Post
    hidden_post: Post
    removed_post: Post
    passing_on: PassingOn
    process: Process
    unseen_process: Process
    conversation: Conversation
    own_question: OwnQuestion
    log_note: LogNote
    last_process: Process
    given: Input
    hidden_given: Input
    heard_round: Round
    rule_photo: RulePhoto
    unseen_rule_photo: RulePhoto
    meeting: Meeting
    unseen_meeting: Meeting
    budget_round: BudgetRound
    voting_round: BudgetRound
    counted_round: BudgetRound
    unseen_round: BudgetRound
    budget_proposal: BudgetProposal
    hidden_proposal: BudgetProposal
    grant: Grant
    spending: Spending
    receipt: Receipt
    pdf_receipt: Receipt
    held_round: BudgetRound
    round_import: RoundImport
    past_meeting: Meeting
    walk: Meeting
    agenda_item: AgendaItem
    past_item: AgendaItem
    hidden_item: AgendaItem
    barrier: Barrier
    calendar_link: CalendarLink
    poll: Poll
    open_question: PollQuestion
    poll_words: PollWords
    draft_poll: Poll
    draft_question: PollQuestion
    closed_poll: Poll
    unseen_poll: Poll
    group: FocusGroup
    closed_group: FocusGroup
    group_invitation: GroupInvitation
    hour: QuestionHour
    unseen_hour: QuestionHour
    hour_question: HourQuestion
    plan: YearPlan
    next_plan: YearPlan
    goal: Goal
    proposed_goal: Goal
    hidden_goal: Goal
    refused_goal: Goal
    problem: Problem
    resident_input: ResidentInput
    goal_party: GoalParty
    indicator: Indicator
    party_indicator: Indicator
    removed_indicator: Indicator
    meaning: Meaning
    figure_import: FigureImport
    contribution: Contribution
    hidden_contribution: Contribution
    removed_contribution: Contribution
    contribution_photo: ContributionPhoto
    hidden_contribution_photo: ContributionPhoto
    log_link: str
    quarterly_review: QuarterlyReview
    closed_review: QuarterlyReview
    unseen_review: QuarterlyReview
    voice: Voice
    report: Report
    draft_report: Report
    unseen_report: Report
    story: Story
    story_photo: StoryPhoto
    story_invitation: StoryInvitation
    story_link: str
    reaction_on_report: ReportReaction
    hidden_report_reaction: ReportReaction
    ended_goal: Goal
    lesson: Lesson
    hidden_lesson: Lesson
    method: Method
    hidden_method: Method
    light: Spotlight


def build() -> World:
    people = {
        role: UserFactory(name=role.capitalize())
        for role in (
            RESIDENT,
            ORGANISER,
            ORGANISER_ELSEWHERE,
            PARTNER,
            BUILDER,
            OFFICER,
            OFFICER_ELSEWHERE,
            COORDINATOR,
            COORDINATOR_ELSEWHERE,
            ADMINISTRATOR,
            ADMINISTRATOR_ELSEWHERE,
            ERASED,
        )
    }
    municipality = MunicipalityFactory(name="Waterstad", slug="waterstad")
    area = AreaFactory(municipality=municipality, short_name="Rietwijk")
    free_area = AreaFactory(municipality=municipality, short_name="Havenkwartier")
    here, elsewhere, closed = (
        NeighbourhoodFactory(name=name, slug=name.lower(), municipality=municipality)
        for name in ("Rietwijk", "Elders", "Besloten")
    )
    here.areas.add(area)
    Neighbourhood.objects.filter(pk=closed.pk).update(is_public=False)
    closed.refresh_from_db()
    AdministratorFactory(municipality=municipality, person=people[ADMINISTRATOR])
    AdministratorFactory(person=people[ADMINISTRATOR_ELSEWHERE])
    MembershipFactory(neighbourhood=here, person=people[BUILDER], role=Role.BUILDER)
    MembershipFactory(neighbourhood=elsewhere, person=people[OFFICER_ELSEWHERE])
    MembershipFactory(
        neighbourhood=elsewhere, person=people[COORDINATOR_ELSEWHERE], role=Role.COORDINATOR
    )
    for place in (here, closed):
        MembershipFactory(neighbourhood=place, person=people[COORDINATOR], role=Role.COORDINATOR)
    organisation, hidden_organisation = (
        _organisation(here, people[PARTNER], name)
        for name in ("Woonstichting", "Verborgen bedrijf")
    )
    Organisation.objects.filter(pk=hidden_organisation.pk).update(hidden_reason="Het is reclame.")
    officer = people[OFFICER]
    initiative = _initiative(here, people[ORGANISER], officer, "Moestuin")
    hidden = _initiative(here, people[ORGANISER], officer, "Verborgen kraam")
    Initiative.objects.filter(pk=hidden.pk).update(
        visibility=Visibility.HIDDEN, hidden_reason="Er stond een telefoonnummer in."
    )
    hidden.refresh_from_db()
    challenged = _initiative(here, people[ORGANISER_ELSEWHERE], officer, "Voetbalkooi")
    challenges.ask(
        challenged,
        challenges.Request("De kooi onderhouden", "Met de club", "Wat het nu kost", "Een rooster"),
        key=uuid4(),
        by=people[ORGANISER_ELSEWHERE],
        now=timezone.now(),
    )
    draft = Draft.objects.create(
        form=f"posted:/initiatief/{initiative.pk}/meedoen/",
        person=people[RESIDENT],
        fields={"can_do": "Elke zaterdag koffie zetten"},
    )
    Draft.objects.create(form="initiative:rietwijk", person=people[RESIDENT])
    activity.follow(initiative, by=people[RESIDENT])
    now = timezone.now()
    proposal = Proposal.objects.create(
        asker=challenged, asked=initiative, kind="together", by=people[ORGANISER_ELSEWHERE]
    )
    agreement, private = (
        agree(
            text,
            maker=Party(organisation),
            receiver=Party(initiative.team),
            due_on=timezone.localdate(now) + timedelta(days=30),
            neighbourhood=here,
            key=uuid4(),
            by=people[ORGANISER],
            is_public=text != "Een hek",
        )
        for text in ("Een kraan op het veld", "Een hek")
    )
    help_request, hands = (
        requests.ask(
            initiative,
            kind,
            text,
            asked_of=asked_of,
            organisation=None,
            wanted_on=None,
            key=uuid4(),
            by=people[ORGANISER],
            now=now,
        )
        for kind, text, asked_of in (
            (Help.PLACE, "Mogen wij het veldje gebruiken?", AskedOf.MUNICIPALITY),
            (Help.HANDS, "Wie helpt met spitten?", AskedOf.NEIGHBOURS),
        )
    )
    slot = slots.add(
        hands,
        slots.When(now + timedelta(days=5), now + timedelta(days=5, hours=2), "Bij het hek", 4),
        key=uuid4(),
        by=people[ORGANISER],
        now=now,
    )
    offer = offers.make(
        initiative,
        maker=Party(organisation),
        text="Een kraan",
        due_on=timezone.localdate(now) + timedelta(days=30),
        words="",
        key=uuid4(),
        by=people[PARTNER],
    )
    willing = AssetFactory(neighbourhood=here, person=people[RESIDENT], asked_at_most=4)
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    ask = asking.ask(
        help_request,
        willing,
        asking.Message("Een boormachine lenen", tomorrow, "Mogen wij die van u?", tomorrow),
        key=uuid4(),
        by=people[ORGANISER],
        now=now,
    )
    concern, solved, hidden_concern = (
        ConcernFactory(neighbourhood=here, reporter=people[RESIDENT], owner=officer)
        for _number in range(3)
    )
    Concern.objects.filter(pk=concern.pk).update(organisation=organisation, owner=people[PARTNER])
    Concern.objects.filter(pk=solved.pk).update(state=ConcernState.ARRANGED)
    Concern.objects.filter(pk=hidden_concern.pk).update(
        visibility=Shown.HIDDEN, hidden_reason="Er stond een naam in."
    )
    for one in (concern, solved, hidden_concern):
        one.refresh_from_db()
    MeToo.objects.create(concern=solved, person=people[BUILDER])
    coalition = _organisation(here, people[ORGANISER_ELSEWHERE], "Samen sterk", Kind.COALITION)
    plan = YearPlanFactory(neighbourhood=here, begun_by=people[COORDINATOR])
    next_plan = YearPlanFactory(
        neighbourhood=here,
        begun_by=people[COORDINATOR],
        year=plan.year + 1,
        state=YearState.PREPARING,
    )
    goal, hidden_goal = (
        GoalFactory(plan=plan, title=title, person=people[RESIDENT])
        for title in ("Samen buiten", "Verborgen doel")
    )
    Goal.objects.filter(pk=hidden_goal.pk).update(
        visibility=Shown.HIDDEN, hidden_reason="Er stond een naam in."
    )
    quarterly_review = QuarterlyReviewFactory(plan=plan)
    contribution, hidden_contribution = (
        ContributionFactory(goal=one, organisation=organisation, by=people[PARTNER])
        for one in (goal, hidden_goal)
    )
    indicator = IndicatorFactory(goal=goal, added_by=people[COORDINATOR])
    # Not of the quarter in which contributions of today are made.
    over = 3 if timezone.localdate(now).month in {4, 5, 6} else 2
    closed_review = QuarterlyReviewFactory(plan=plan, quarter=over)
    VoiceFactory(review=closed_review, person=people[ORGANISER], table="Verlichting bij het veld")
    closing.close(
        closed_review,
        closing.Outcome(
            judged={
                one.pk: closing.Judged("keep", "Het loopt goed.") for one in (goal, hidden_goal)
            },
            lacks="Jongeren doen nog te weinig mee.",
            residents=12,
        ),
        by=people[COORDINATOR],
        now=now,
    )
    closed_review.refresh_from_db()
    process, unseen_process, last_process = (
        ProcessFactory(neighbourhood=place, begun_by=people[COORDINATOR], asked_by=organisation)
        for place in (here, closed, here)
    )
    last_process.phases.update(state=PhaseState.DONE)
    last_process.phases.filter(kind=PhaseKind.EVALUATION).update(state=PhaseState.OPEN)
    meeting, past_meeting = (
        MeetingFactory(
            neighbourhood=here,
            called_by=people[COORDINATOR],
            begins_at=timezone.now() + timedelta(days=days),
        )
        for days in (7, -7)
    )
    walk = MeetingFactory(
        neighbourhood=here,
        called_by=people[COORDINATOR],
        kind=MeetingKind.WALK,
        title="Samen langs het water",
        begins_at=timezone.now() - timedelta(days=2),
    )
    Invited.objects.create(meeting=meeting, organisation=organisation, by=people[COORDINATOR])
    world = World(
        people=people,
        sessions={},
        municipality=municipality,
        here=here,
        elsewhere=elsewhere,
        closed=closed,
        area=area,
        free_area=free_area,
        initiative=initiative,
        hidden=hidden,
        challenged=challenged,
        proposal=proposal,
        help_request=help_request,
        hands=hands,
        slot=slot,
        offer=offer,
        ask=ask,
        willing=willing,
        agreement=agreement,
        private_agreement=private,
        unseen=_initiative(closed, people[ORGANISER], officer, "Ongezien plan"),
        question=_question(initiative, officer),
        hidden_question=_question(hidden, officer),
        date_proposal=_proposal(initiative, officer),
        photo=_photo(initiative=initiative),
        hidden_photo=_photo(initiative=hidden),
        photo_by_itself=_photo(initiative=initiative, hidden_reason="Een nummerbord"),
        draft_photo=_photo(draft=draft),
        draft=draft,
        role=_with_face(MembershipFactory(neighbourhood=here, person=officer), "gezicht"),
        closed_role=_with_face(MembershipFactory(neighbourhood=closed, person=officer), "besloten"),
        ended_role=_with_face(
            MembershipFactory(neighbourhood=here, ended_at=timezone.now()), "vroeger"
        ),
        overview=Overview.objects.create(person=people[RESIDENT], day=timezone.localdate()),
        notification=Notification.objects.create(
            event=Event.objects.about(initiative).get(verb=SENT.name),
            person=people[RESIDENT],
            reason=Notification.Reason.FOLLOWER,
        ),
        concern=concern,
        solved_concern=solved,
        hidden_concern=hidden_concern,
        concern_photo=_concern_photo(concern),
        hidden_concern_photo=_concern_photo(hidden_concern),
        obstacle=_obstacle(initiative, people[ORGANISER], organisation),
        answered_obstacle=_obstacle(initiative, people[ORGANISER], state=ObstacleState.ARRANGED),
        hidden_obstacle=_obstacle(
            initiative,
            people[ORGANISER],
            visibility=Shown.HIDDEN,
            hidden_reason="Er stond een naam in.",
        ),
        asset=AssetFactory(neighbourhood=here, person=people[RESIDENT]),
        removed_asset=AssetFactory(neighbourhood=here, put_by=people[RESIDENT], removed_at=now),
        hidden_asset=AssetFactory(
            neighbourhood=here,
            person=people[RESIDENT],
            visibility=Shown.HIDDEN,
            hidden_reason="Het is reclame.",
        ),
        knower=AssetFactory(
            neighbourhood=here, kind="knower", email="nel@voorbeeld.nl", agreed_at=None
        ),
        presence=PresenceFactory(organisation=organisation),
        post=PostFactory(organisation=organisation),
        hidden_post=PostFactory(
            organisation=organisation, state=Shown.HIDDEN, hidden_reason="Het is reclame."
        ),
        removed_post=PostFactory(organisation=organisation, removed_at=now),
        plan=plan,
        next_plan=next_plan,
        goal=goal,
        hidden_goal=hidden_goal,
        proposed_goal=GoalFactory(
            plan=next_plan,
            title="Veilig naar school",
            person=people[RESIDENT],
            state=GoalState.PROPOSED,
        ),
        refused_goal=GoalFactory(
            plan=plan,
            title="Meer bankjes",
            person=people[RESIDENT],
            state=GoalState.NOT_CHOSEN,
            reason="Drie doelen zijn genoeg.",
            possible="Een bankje kan als initiatief.",
        ),
        problem=Problem.objects.create(
            plan=next_plan, words="De speeltuin is kaal", person=people[RESIDENT]
        ),
        resident_input=ResidentInput.objects.create(
            plan=next_plan,
            kind=Heard.TALK,
            day=timezone.localdate(now),
            residents=12,
            place="op het plein",
            words="Meer groen.",
            by=people[COORDINATOR],
        ),
        goal_party=GoalPartyFactory(goal=goal, organisation=organisation, by=people[PARTNER]),
        contribution=contribution,
        hidden_contribution=hidden_contribution,
        removed_contribution=ContributionFactory(
            goal=goal, organisation=organisation, by=people[PARTNER], removed_at=now
        ),
        contribution_photo=_contribution_photo(contribution),
        hidden_contribution_photo=_contribution_photo(hidden_contribution),
        log_link=link_to_log(
            people[PARTNER], organisation, plan, quarter_of(timezone.localdate(now))
        ),
        indicator=indicator,
        party_indicator=PartyIndicatorFactory(goal=goal, counted_by=organisation),
        removed_indicator=PartyIndicatorFactory(
            goal=goal, counted_by=organisation, removed_at=timezone.now()
        ),
        meaning=MeaningFactory(indicator=indicator, person=people[RESIDENT]),
        figure_import=FigureImport.objects.create(
            municipality=municipality,
            source="Wijkmonitor",
            rows=[[area.code, "groen", 2024, "12.5", "Wijkmonitor", ""]],
            refused=[[3, "WK999999, groen", "other_area"]],
            series={"groen": {"label": "Groen", "unit": "%", "theme": "", "direction": "up"}},
            by=people[COORDINATOR],
        ),
        quarterly_review=quarterly_review,
        closed_review=closed_review,
        conversation=ConversationFactory(neighbourhood=here, recorded_by=people[RESIDENT]),
        own_question=OwnQuestion.objects.create(
            neighbourhood=here, about="good", words="Wie is uw held?", added_by=people[COORDINATOR]
        ),
        log_note=LogNote.objects.create(
            person=people[BUILDER], day=timezone.localdate(), words="Bij Fatma langs"
        ),
        process=process,
        unseen_process=unseen_process,
        last_process=last_process,
        given=InputFactory(process=process, person=people[RESIDENT]),
        hidden_given=InputFactory(
            process=process,
            person=people[RESIDENT],
            visibility=Shown.HIDDEN,
            hidden_reason="Er stond een naam in.",
        ),
        heard_round=RoundFactory(process=process, by=people[BUILDER]),
        rule_photo=_rule_photo(process),
        unseen_rule_photo=_rule_photo(unseen_process),
        **_budget(here, closed, organisation, initiative, hidden, people[COORDINATOR]),
        held_round=counted(here, people[COORDINATOR]),
        round_import=brought(here, people[COORDINATOR]),
        meeting=meeting,
        unseen_meeting=MeetingFactory(neighbourhood=closed),
        past_meeting=past_meeting,
        walk=walk,
        agenda_item=AgendaItemFactory(meeting=meeting, person=people[RESIDENT], officer=officer),
        past_item=AgendaItemFactory(meeting=past_meeting, person=people[RESIDENT]),
        hidden_item=AgendaItemFactory(
            meeting=meeting,
            person=people[RESIDENT],
            visibility=Shown.HIDDEN,
            hidden_reason="Er stond een naam in.",
        ),
        barrier=BarrierFactory(meeting=meeting, person=people[RESIDENT], officer=officer),
        calendar_link=CalendarLink.objects.create(person=people[RESIDENT]),
        **_asked(here, closed, organisation, people),
        **_lessons(here, initiative, hidden, people),
        unseen_review=QuarterlyReviewFactory(plan=YearPlanFactory(neighbourhood=closed)),
        voice=VoiceFactory(review=quarterly_review, person=people[RESIDENT]),
        **_reports(here, closed, people[COORDINATOR], people[RESIDENT]),
        passing_on=PassingOn.objects.create(
            post=PostFactory(organisation=organisation),
            organisation=coalition,
            asked_by=people[PARTNER],
        ),
        listed=_listed(here, people[COORDINATOR]),
        organisation=organisation,
        hidden_organisation=hidden_organisation,
        organisation_invitation=partners.invite(
            organisation, "ander@voorbeeld.nl", by=people[PARTNER], now=now
        ),
        hidden_organisation_invitation=partners.invite(
            hidden_organisation, "ander@voorbeeld.nl", by=people[PARTNER], now=now
        ),
        join_request=join_requests.ask(
            organisation, "Ik werk hier", key=uuid4(), by=people[RESIDENT], now=now
        ),
        affiliation=affiliations.ask(
            coalition,
            organisation,
            by_coalition=True,
            by=people[ORGANISER_ELSEWHERE],
            now=now,
        ),
        assignment=assignments.propose(
            organisation,
            assignments.Terms("Het groen", "Snoeien en vegen", now.date(), now.date()),
            key=uuid4(),
            by=officer,
            now=now,
        ),
        programme=ProgrammeFactory(organisation=organisation, title="Avondclub"),
        letter=letters.send(
            organisation, "Is de zaal vrij?", key=uuid4(), by=people[RESIDENT], now=now
        ),
        invitation=invite(initiative, "ander@voorbeeld.nl", by=people[ORGANISER], now=now),
        hidden_invitation=invite(hidden, "ander@voorbeeld.nl", by=people[ORGANISER], now=now),
        reaction=_reaction(initiative, people[RESIDENT], "Mag ik ook een bak?"),
        hidden_reaction=_reaction(
            initiative,
            people[RESIDENT],
            "Geheime onaardige woorden",
            state=ReactionState.HIDDEN,
            hidden_reason="Huisregel 1: wees vriendelijk.",
        ),
        standard_text=StandardText.objects.create(
            neighbourhood=here, part="reason", name="Grond", text="De grond is van ons."
        ),
        saved_filter=SavedFilter.objects.create(
            person=officer, name="Te laat", query="wie=mij&stand=laat"
        ),
    )
    _flag(world)
    erase(people[ERASED], now=timezone.now())
    for role, person in people.items():
        world.sessions[role] = str(sign_in(Client(), person).session.session_key)
    return world


def _asked(
    here: Neighbourhood, closed: Neighbourhood, guest: Organisation, people: dict[str, User]
) -> dict[str, Any]:
    """Polls, a focus group that the resident is in, and a question hour that is going on."""
    coordinator, resident, now = people[COORDINATOR], people[RESIDENT], timezone.now()
    poll = PollFactory(neighbourhood=here, made_by=coordinator)
    PollQuestionFactory(poll=poll)
    open_question = PollQuestionFactory(poll=poll, asks=Asks.OPEN)
    answer = PollAnswer.objects.create(poll=poll, person=resident)
    draft = PollFactory(neighbourhood=here, made_by=coordinator, state=PollState.DRAFT)
    group = FocusGroupFactory(neighbourhood=here, begun_by=coordinator)
    GroupMember.objects.create(group=group, person=resident)
    GroupMessage.objects.create(group=group, person=resident, words="Een plek om te zitten.")
    hour = QuestionHourFactory(neighbourhood=here, begun_by=coordinator, guest=guest)
    return {
        "poll": poll,
        "open_question": open_question,
        "poll_words": PollWords.objects.create(
            answer=answer, question=open_question, words="Een boom met een bank."
        ),
        "draft_poll": draft,
        "draft_question": PollQuestionFactory(poll=draft),
        "closed_poll": PollFactory(neighbourhood=here, made_by=coordinator, state=PollState.CLOSED),
        "unseen_poll": PollFactory(neighbourhood=closed),
        "group": group,
        "closed_group": FocusGroupFactory(
            neighbourhood=here, begun_by=coordinator, closed_at=now, summary="Meer licht."
        ),
        "group_invitation": GroupInvitation.objects.create(
            group=group,
            email="ander@voorbeeld.nl",
            by=coordinator,
            ends_at=now + timedelta(days=30),
        ),
        "hour": hour,
        "unseen_hour": QuestionHourFactory(neighbourhood=closed),
        "hour_question": HourQuestionFactory(hour=hour, person=resident),
    }


def client_of(world: World, role: str, *, enforce_csrf_checks: bool = False) -> Client:
    """A browser in which this person is signed in, second factor included."""
    client = Client()
    client.handler = _handler(enforce_csrf_checks)
    if role != VISITOR:
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[role]
    return client


@cache
def _handler(enforce_csrf_checks: bool) -> ClientHandler:
    """One for all: the walks open thousands of browsers, and each would load all middleware."""
    return ClientHandler(enforce_csrf_checks)


def sign_in(client: Client, person: User) -> Client:
    """With a second factor, for whoever needs one."""
    client.force_login(person)
    session = client.session
    session[PASSED] = person.pk
    session.save()
    return client


def _initiative(place: Neighbourhood, by: User, officer: User, title: str) -> Initiative:
    """Sent; `officer` holds it and has not answered yet."""
    team = TeamFactory(neighbourhood=place, name=title)
    Member.objects.create(organisation=team, person=by, is_contact=True)
    initiative = InitiativeFactory(neighbourhood=place, title=title, team=team)
    ReviewFactory(initiative=initiative, officer=officer)
    activity.record(
        SENT.name,
        initiative,
        by=by,
        side=activity.Side.RESIDENT,
        neighbourhood=place,
        public=True,
    )
    return initiative


def _organisation(
    place: Neighbourhood, by: User, name: str, kind: Kind = Kind.HOUSING
) -> Organisation:
    organisation = OrganisationFactory(
        name=name, slug=slugify(name), neighbourhood=place, kind=kind
    )
    MemberFactory(organisation=organisation, person=by, is_contact=True)
    return organisation


def _listed(place: Neighbourhood, by: User) -> Import:
    """A list that was looked at and not confirmed."""
    rows = [[2, ["1", "Boekenkast"]], [3, ["2", ""]]]
    listed = Import.objects.create(
        neighbourhood=place,
        name="Buurtbudget",
        year=2022,
        by=by,
        state=ImportState.PREVIEW,
        version=1,
        table={"header": ["nr", "titel"], "rows": rows, "tab": ""},
        columns={"number": 0, "title": 1},
    )
    record = {"place": "", "buurt": None, "theme": "other", "stage": "idea", "day": "2022-01-01"}
    ImportRow.objects.create(
        of=listed, number=2, title="Boekenkast", state=RowState.NEW, record=record
    )
    ImportRow.objects.create(of=listed, number=3, state=RowState.WRONG, notes=[["no_title"]])
    return listed


def _reaction(initiative: Initiative, author: User, text: str, **more: str) -> Reaction:
    return Reaction.objects.create(initiative=initiative, author=author, text=text, **more)


def _flag(world: World) -> None:
    """Somebody flagged the reaction; the hidden one was decided about."""
    activity.flag(
        world.reaction, Flag.Reason.OTHER, by=world.people[PARTNER], neighbourhood=world.here
    )
    activity.flag(
        world.hidden_reaction,
        Flag.Reason.UNKIND,
        by=world.people[BUILDER],
        neighbourhood=world.here,
    )
    activity.close_flags(
        "reaction",
        world.hidden_reaction.pk,
        decision=Flag.Decision.HIDDEN,
        by=world.people[OFFICER],
    )


def _question(initiative: Initiative, officer: User) -> Question:
    return Question.objects.create(
        review=initiative.review, officer=officer, text="Op welke dagen?", key=uuid4()
    )


def _proposal(initiative: Initiative, officer: User) -> DateProposal:
    day = timezone.localdate() + timedelta(days=60)
    return DateProposal.objects.create(
        review=initiative.review, officer=officer, day=day, reason="De bodem wordt onderzocht."
    )


def _photo(**home: Initiative | Draft | str) -> Photo:
    photo = Photo.objects.create(width=480, height=320, widths=[480], **home)
    for kind in ("webp", "jpeg"):
        default_storage.save(photo.path(480, kind), ContentFile(b"a picture"))
    return photo


def _concern_photo(concern: Concern) -> ConcernPhoto:
    photo = ConcernPhoto.objects.create(width=480, height=320, widths=[480], concern=concern)
    for kind in ("webp", "jpeg"):
        default_storage.save(photo.path(480, kind), ContentFile(b"a picture"))
    return photo


def _contribution_photo(contribution: Contribution) -> ContributionPhoto:
    photo = ContributionPhoto.objects.create(
        width=480, height=320, widths=[480], contribution=contribution
    )
    for kind in ("webp", "jpeg"):
        default_storage.save(photo.path(480, kind), ContentFile(b"a picture"))
    return photo


def _rule_photo(process: Process) -> RulePhoto:
    done = RuleDone.objects.create(
        phase=process.phases.get(kind=PhaseKind.PREPARATION),
        rule="near",
        words="Wij stonden op het schoolplein.",
        by=process.begun_by,
    )
    photo = RulePhoto.objects.create(width=480, height=320, widths=[480], done=done)
    for kind in ("webp", "jpeg"):
        default_storage.save(photo.path(480, kind), ContentFile(b"a picture"))
    return photo


def _obstacle(
    initiative: Initiative, by: User, organisation: Organisation | None = None, **fields: object
) -> Obstacle:
    obstacle = obstacles.report(
        obstacles.Report("Drie formulieren per feest", "", organisation, initiative),
        neighbourhood=initiative.neighbourhood,
        key=uuid4(),
        by=by,
        now=timezone.now(),
    )
    Obstacle.objects.filter(pk=obstacle.pk).update(**fields)
    obstacle.refresh_from_db()
    return obstacle


def _budget(
    here: Neighbourhood,
    closed: Neighbourhood,
    checker: Organisation,
    initiative: Initiative,
    hidden: Initiative,
    by: User,
) -> dict[str, Any]:
    """One round in which plans come in, one of votes, and one of which the money was promised."""
    known = {"neighbourhood": here, "checker": checker, "opened_by": by}
    collecting = BudgetRoundFactory(collecting=True, title="Geld voor spelen", **known)
    voting = BudgetRoundFactory(title="Geld voor groen", **known)
    counted = BudgetRoundFactory(title="Geld van vorig jaar", state=RoundState.GRANTED, **known)
    waiting = {"round": collecting, "state": ProposalState.HANDED_IN}
    for one in (initiative, hidden):
        BudgetProposalFactory(round=voting, initiative=one)
    chosen = BudgetProposalFactory(
        round=counted, initiative=initiative, state=ProposalState.CHOSEN, votes=7, place=1
    )
    grant = Grant.objects.create(
        proposal=chosen,
        amount=chosen.cost,
        agreement=agree(
            "Geld voor de moestuin",
            maker=Party(OrganisationFactory(neighbourhood=here, name="Fonds")),
            receiver=Party(initiative.team),
            due_on=timezone.localdate(),
            neighbourhood=here,
            key=uuid4(),
            by=by,
        ),
    )
    spending = Spending.objects.create(
        grant=grant, day=timezone.localdate(), what="Aarde", amount=5_000, by=by
    )
    receipt = Receipt(spending=spending, width=480, height=320, widths=[480])
    default_storage.save(receipt.path(480, "jpeg"), ContentFile(b"jpeg"))
    receipt.save()
    bill = Spending.objects.create(
        grant=grant, day=timezone.localdate(), what="Planten", amount=2_000, by=by
    )
    pdf_receipt = Receipt(spending=bill, is_pdf=True)
    default_storage.save(pdf_receipt.document, ContentFile(b"%PDF-1.7 %%EOF"))
    pdf_receipt.save()
    return {
        "budget_round": collecting,
        "voting_round": voting,
        "counted_round": counted,
        "unseen_round": BudgetRoundFactory(neighbourhood=closed),
        "budget_proposal": BudgetProposalFactory(initiative=initiative, **waiting),
        "hidden_proposal": BudgetProposalFactory(initiative=hidden, **waiting),
        "grant": grant,
        "spending": spending,
        "receipt": receipt,
        "pdf_receipt": pdf_receipt,
    }


def _with_files(report: Report) -> Report:
    """As a worker left them, but for what is in them: making those takes seconds."""
    content = content_of(report)
    assert content is not None
    name, made_of = uuid4(), fingerprint(content)
    ReportFiles.objects.filter(report=report).update(
        state="done", percent=100, name=name, made_of=made_of, made_at=timezone.now()
    )
    for kind in FileKind:
        default_storage.save(path_of(name, kind), ContentFile(b"a file"))
    return report


def _reports(
    here: Neighbourhood, closed: Neighbourhood, by: User, resident: User
) -> dict[str, Any]:
    """One that is published, and one that is being finished; and one where nobody may look."""
    now, year = timezone.now(), timezone.localdate().year
    for place, one in ((here, year - 1), (here, year), (closed, year)):
        making.begin(place, year=one, quarter=None, by=by, now=now)
    making.work()
    last, draft = Report.objects.filter(neighbourhood=here).order_by("year")
    ReportWords.objects.create(report=last, chapter="lacks", words="Het bleef donker.", by=by)
    published = publishing.publish(last, explanation="De zaal was dicht.", by=by, now=now)
    return _said_of_reports(published, draft, by, resident) | {
        "report": _with_files(published),
        "draft_report": draft,
        "unseen_report": Report.objects.get(neighbourhood=closed),
    }


def _said_of_reports(published: Report, draft: Report, by: User, resident: User) -> dict[str, Any]:
    now, token = timezone.now(), "eenverhaalvanu"
    told = {"title": "Een bankje", "words": "Het staat er.", "voice": "resident"}
    story = Story.objects.create(report=draft, person=resident, signed="Fatma", **told)
    reacted = {"report": published, "person": resident, "words": "Mooi.", "due_at": now}
    return {
        "story": story,
        "story_photo": _story_photo(story),
        "story_invitation": StoryInvitation.objects.create(
            report=draft,
            for_whom="raadslid",
            voice="councillor",
            token_hash=hash_of(token),
            key=uuid4(),
            by=by,
            ends_at=now + timedelta(days=30),
        ),
        "story_link": f"/verhaal/{token}/",
        "reaction_on_report": ReportReaction.objects.create(**reacted),
        "hidden_report_reaction": ReportReaction.objects.create(
            **reacted, visibility=Shown.HIDDEN, hidden_reason="Er stond een naam in."
        ),
    }


def _lessons(
    here: Neighbourhood, initiative: Initiative, hidden: Initiative, people: dict[str, User]
) -> dict[str, Any]:
    """What was learned of a goal of long ago and of two initiatives; who is put in the light."""
    past = YearPlanFactory(
        neighbourhood=here, year=2020, state=YearState.CLOSED, closed_at=timezone.now()
    )
    told = [
        LookBack.objects.create(initiative=one, author=people[ORGANISER], helped="De kraan")
        for one in (initiative, hidden)
    ]
    lessons.index_new()
    lesson, hidden_lesson = (Lesson.objects.get(look_back=one) for one in told)
    return {
        "ended_goal": GoalFactory(plan=past, title="Van lang geleden", person=people[RESIDENT]),
        "lesson": lesson,
        "hidden_lesson": hidden_lesson,
        "method": MethodFactory(neighbourhood=here, person=people[BUILDER]),
        "hidden_method": MethodFactory(
            neighbourhood=here,
            person=people[RESIDENT],
            visibility=Shown.HIDDEN,
            hidden_reason="Het is reclame.",
        ),
        "light": thanks.propose(
            people[RESIDENT],
            "Zij kent elke buur",
            until=timezone.localdate() + timedelta(days=60),
            neighbourhood=here,
            key=uuid4(),
            by=people[COORDINATOR],
            now=timezone.now(),
        ),
    }


def _story_photo(story: Story) -> StoryPhoto:
    photo = StoryPhoto.objects.create(width=480, height=320, widths=[480], story=story)
    for kind in ("webp", "jpeg"):
        default_storage.save(photo.path(480, kind), ContentFile(b"a picture"))
    return photo


def _with_face(membership: Membership, name: str) -> Membership:
    membership.portrait = f"{name}{membership.pk}"
    membership.save(update_fields=["portrait"])
    default_storage.save(f"portraits/{membership.portrait}.jpg", ContentFile(b"a face"))
    return membership

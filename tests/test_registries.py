"""Three registries serve lower floors without their knowing who stands above (DESIGN section 4).
A model with a link to a person, residents' text or an officer that is in none is a leak."""

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models

from activity import flags
from core import privacy
from initiatives.selections.owed import STATEMENT
from initiatives.selections.story import HIDDEN
from neighbourhoods import holdings
from neighbourhoods.models import Membership

OURS = [
    model
    for config in apps.get_app_configs()
    if config.path.startswith(str(settings.BASE_DIR)) and "site-packages" not in config.path
    for model in config.get_models()
]
# Models of others that keep something of a person for us.
THEIRS = [
    model
    for model in apps.get_models()
    if model not in OURS and model._meta.app_label in {"account", "mfa"}
]

# Public words of residents that nobody flags by themselves: hiding what they stand on hides them.
NOT_FLAGGED = {
    "activity.Event": "a line of history; it goes with its subject",
    "goals.Contribution": "what an organisation did; it stands with its organisation",
    "goals.GoalParty": "what an organisation says of a goal; it stands with its organisation",
    "goals.Indicator": "what is counted for a goal; it stands with it, and is hidden with it",
    "goals.ResidentInput": "written by who runs the neighbourhood, of what residents said",
    "initiatives.Challenge": "a request to the municipality; it stands with its initiative",
    "initiatives.ChallengeDecision": "with it the team's objection; it stands with its initiative",
    "initiatives.ChallengeEvaluation": "both sides' words; they stand with their initiative",
    "initiatives.Experiment": "what a team tries stands with its initiative, and is hidden with it",
    "initiatives.LookBack": "what a team learned stands with its initiative, and is hidden with it",
    "initiatives.ObstacleAnswer": "an answer stands with its obstacle, and is hidden with it",
    "initiatives.ObstacleReply": "it stands with its obstacle, and is hidden with it",
    "initiatives.Question": "the team's answer to the municipality stands with its initiative",
    "initiatives.SearchText": "the words of its initiative, found with it only",
    "initiatives.Slot": "where and when stands with its request, and is hidden with it",
    "initiatives.SupportRequest": "it stands with its initiative, and is hidden with it",
    "participation.BudgetProposal": "it stands with its initiative, and is hidden with it",
    "participation.Spending": "what a team paid stands with its initiative, and is hidden with it",
    "participation.Barrier": "its words are for who answers; the answer stands with its meeting",
    "participation.Invited": "what an organisation answers; it stands with its meeting",
    "participation.Meeting": "of who hosts it; it stands in the agenda in a party's name",
    "participation.InputAnswer": "of who asks; it stands with what it answers",
    "participation.Process": "of who coordinates, in the name of who asks it",
    "participation.FocusGroup": "written by the coordinator",
    "participation.Poll": "written by the coordinator",
    "participation.QuestionHour": "written by the coordinator",
    "reports.GoalLookBack": "what was learned stands with its goal, and is hidden with it",
    "reports.Lesson": "the words of what it is of, found with it only",
    "reports.Spotlight": "by who has a role here; whom it is about takes it away with one press",
    "partners.Agreement": "both sides agreed to it; it is hidden with the initiative it is for",
    "partners.ConcernAnswer": "an answer stands with its concern, and is hidden with it",
    "partners.Member": "what somebody does there stands with their organisation",
    "partners.Presence": "it stands with its organisation, and is hidden with it",
    "partners.Programme": "it stands with its organisation, and is hidden with it",
}
# Texts that no resident wrote, or that the public never sees.
NOT_RESIDENTS_WORDS = {
    "goals.Assessment": "written by the coordinator, of what was said in the review",
    "goals.Figure": "official figures",
    "goals.FigureImport": "a municipality's own figures, before they are confirmed",
    "goals.FigureSeries": "official figures",
    "goals.QuarterlyReview": "written by the coordinator",
    "goals.YearPlan": "written by the coordinator",
    "reports.Correction": "written by the coordinator",
    "reports.StoryInvitation": "only for who coordinates; gone a month after it is over",
    "reports.StoryPhoto": "what is on the photo of a story; it is hidden with it",
    "reports.LeftOut": "written by the coordinator",
    "reports.Making": "what the platform drafted of what was public; only for the coordinator",
    "reports.Report": "written by the coordinator; what is hidden since is left out on reading",
    "reports.ReportFiles": "made of the report; what is hidden since is in no file that is given",
    "reports.ReportWords": "written by the coordinator",
    "participation.Ballot": "a receipt's hash; of nobody (decision 14)",
    "participation.BudgetRound": "written by the coordinator",
    "participation.Phase": "written by the coordinator",
    "participation.Conversation": "only for who wrote it down and who works there",
    "participation.LogNote": "only for who wrote it",
    "participation.MinutesVersion": "only for who writes the minutes",
    "participation.OwnQuestion": "written by the coordinator",
    "participation.Round": "a place and numbers, by who works here or a builder",
    "participation.RuleDone": "written by the coordinator",
    "participation.RoundImport": "from a file of who coordinates, before it is confirmed",
    "participation.HourSupport": "that somebody wants to know it, and no words",
    "participation.PollAnswer": "that somebody answered; their words are PollWords",
    "participation.PollOption": "written by the coordinator",
    "participation.PollQuestion": "written by the coordinator",
    "accounts.Draft": "only for who typed it",
    "activity.Flag": "only for who moderates",
    "accounts.User": "the public name is a person's own and changed by themselves",
    "partners.Forward": "what the town's Signalen answered",
    "initiatives.ChallengeAgreement": "written by the municipality",
    "initiatives.Answer": "written by the municipality",
    "initiatives.Ask": "between the team and whom it asks; an agreement says what came of it",
    "initiatives.DateProposal": "written by the municipality",
    "initiatives.Import": "named by who runs the neighbourhood",
    "initiatives.ImportRow": "only for who brings the list; public once it is an initiative",
    "initiatives.MovedDate": "written by the municipality",
    "initiatives.Proposal": "between two teams",
    "initiatives.Offer": "between who offers and the team; an agreement says what came of it",
    "initiatives.Note": "internal, for who works in the neighbourhood",
    "initiatives.Participant": "for the team only",
    "initiatives.SavedFilter": "only for who keeps it",
    "initiatives.StandardText": "written by the municipality",
    "neighbourhoods.Membership": "written by the municipality",
    "neighbourhoods.Municipality": "from CBS",
    "neighbourhoods.Area": "from CBS",
    "neighbourhoods.PostcodeArea": "from CBS",
    "neighbourhoods.Neighbourhood": "written by the coordinator",
    "partners.Assignment": "written by the municipality",
    "partners.JoinRequest": "for the contact of the organisation and who asks",
    "partners.Letter": "between who asks and the organisation",
    "partners.PassingOn": "between who asks and the group",
    "outbox.Message": "a mail to one address; forgotten with it (outbox.actions.forget_address)",
}
# Personal data without a link to a person, and why no registration finds it.
ERASED_OTHERWISE = {
    "initiatives.SearchText": "written anew with its initiative, and gone when that is taken away",
    "reports.Lesson": "read again each night, and gone with what it is of",
    "outbox.Message": "by address: accounts.actions.people.erase calls outbox.forget_address",
}
# Links to who works for the municipality that are history, not work that waits.
NOT_HELD = {
    ("initiatives.ChallengeDecision", "officer"): "who decided stays who decided",
    ("initiatives.Answer", "officer"): "who answered stays who answered",
    ("initiatives.DateProposal", "officer"): "who proposed it; the review is handed over",
    ("initiatives.MovedDate", "officer"): "who moved it stays who moved it",
    ("initiatives.Question", "officer"): "who asked stays who asked; the review is handed over",
}


def label(model: type[models.Model]) -> str:
    return model._meta.label


def links_to_people(model: type[models.Model]) -> list[str]:
    return [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and field.related_model is get_user_model()
    ]


def texts(model: type[models.Model]) -> list[str]:
    """Fields with free words: no choices, no keys, slugs or tokens."""
    return [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.SlugField | models.EmailField)
        and not field.choices
        and (field.max_length or 9999) >= 60
        and not field.unique
    ]


def test_what_is_linked_to_a_person_can_be_exported_and_erased():
    registered = {data.model for data in privacy.registered()}
    linked = {
        model for model in OURS + THEIRS if links_to_people(model) or model is get_user_model()
    }

    assert {label(model): links_to_people(model) for model in linked - registered} == {}


def test_words_are_flaggable_or_it_is_said_why_not():
    flaggable = {label(flag.model) for flag in flags.registered()}
    named = flaggable | set(NOT_FLAGGED) | set(NOT_RESIDENTS_WORDS)
    with_words = {label(model): texts(model) for model in OURS if texts(model)}

    assert {name: words for name, words in with_words.items() if name not in named} == {}


def test_words_of_residents_are_exported_and_erased():
    registered = {label(data.model) for data in privacy.registered()}
    public = {label(flag.model) for flag in flags.registered()} | set(NOT_FLAGGED)

    assert {label(model) for model in OURS} & public <= registered | set(ERASED_OTHERWISE)


def test_what_an_officer_holds_can_be_handed_over():
    held = {(label(holding.model), holding.field) for holding in holdings.registered()}
    officers = {
        (label(model), name)
        for model in OURS
        for name in links_to_people(model)
        if "officer" in name
    }

    assert officers <= held | set(NOT_HELD)


def test_a_role_itself_is_handed_over_by_ending_it():
    """Membership is no holding: the role ends, and what its holder had goes to a successor."""
    assert "ended_at" in {field.name for field in Membership._meta.get_fields()}


def test_exceptions_name_what_exists():
    known = {label(model) for model in OURS}
    named = set(NOT_FLAGGED) | set(NOT_RESIDENTS_WORDS) | set(ERASED_OTHERWISE)

    assert named | {model for model, _field in NOT_HELD} <= known


def test_nothing_is_both_flaggable_and_an_exception():
    flaggable = {label(flag.model) for flag in flags.registered()}

    assert not flaggable & (set(NOT_FLAGGED) | set(NOT_RESIDENTS_WORDS))


@pytest.mark.django_db
@pytest.mark.parametrize("data", privacy.registered(), ids=lambda data: data.model._meta.label)
def test_a_registration_works_for_somebody_who_has_nothing(data):
    """The query runs, its fields exist, and erasing nothing is no error."""
    rows = data.of(0)

    assert list(rows.values(*data.fields)) == []
    data.erase(rows)
    words = [privacy.word_for(field) for field in data.fields]
    assert len(set(words)) == len(words), "in the export one would hide the other"
    assert data.title
    assert data.kept


# Their lines in history are about what they belong to, or made public and not public with them.
NO_LINE_OF_ITS_OWN = {
    "initiatives.Update": "about its initiative",
    "initiatives.Photo": "about its initiative",
    "initiatives.Reaction": "about its initiative",
    "partners.Post": "its line is public as long as it is (activity.set_public)",
    "partners.Asset": "never public: it is of a person",
    "participation.AgendaItem": "about its meeting, without its words",
    "goals.Goal": "its line is public as long as it is (goals.actions.judging)",
    "reports.Method": "its line is public as long as it is (activity.set_public)",
    "reports.Story": "never public: it is about its report",
    "reports.ReportReaction": "never public: it is about its report",
    "goals.GoalSupport": "about its goal",
    "goals.Problem": "about its year",
    "goals.Meaning": "about its goal",
    "goals.Voice": "about its review",
    "participation.Input": "never public: it is about its process",
    "participation.PollWords": "never public: nobody reads whose they are",
    "participation.HourQuestion": "about its question hour, and never public",
    "participation.GroupMessage": "never public: it was said in a closed conversation",
}
SHOWN_APART = {
    "participation.AgendaItem": "counted in Mijn werk, with a list of its own",
    "participation.Barrier": "counted in Mijn werk, with a list of its own",
    "partners.Concern": "counted in Mijn werk, because organisations answer most of them",
    "partners.ConcernRoute": "says who gets a kind of concern; nothing waits",
}


def test_what_can_be_hidden_goes_from_the_history_of_the_neighbourhood_as_well():
    """`lately_in` is written out: what is new must be named there."""
    hidden = {
        flag.kind for flag in flags.registered() if label(flag.model) not in NO_LINE_OF_ITS_OWN
    }
    assert hidden <= set(HIDDEN)


def test_what_an_officer_holds_stands_in_their_work():
    """`owed` is written out: what is new must be added there."""
    held = {one.model for one in holdings.registered() if label(one.model) not in SHOWN_APART}
    assert {model for model in held if f"FROM {model._meta.db_table} " not in STATEMENT} == set()

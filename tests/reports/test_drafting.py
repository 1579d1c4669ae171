"""The draft of a report: what it tells, in which order, and that it is made once."""

import pytest
from django.utils import timezone

from activity.models import Event, Notification
from initiatives.states import AskedOf, Help, HelpState, NewsState
from reports.actions import making
from reports.models import Making, Report
from reports.selections.chapters import stories
from reports.states.reports import Chapter, MakingState, Period
from reports.tasks import begin_reports, make_drafts
from tests.factories import InitiativeFactory, NeighbourhoodFactory
from tests.goals.quarter import day
from tests.reports.telling import TODAY, content, drafted, fresh, telling, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    return telling()


def test_it_tells_what_happened_each_line_tied_to_its_goal(told):
    facts = content(drafted(told)).facts

    news, quote = facts.stories.lines
    assert (news.title, news.text) == ("De moestuin", "De eerste sla staat.")
    assert [one.description for one in news.pictures] == ["Sla"]
    assert (quote.text, news.goal) == ("Wij kennen de straat nu.", "Samen buiten")

    goal, other = facts.goals
    assert (goal.title, goal.contributions, goal.say) == ("Samen buiten", 1, "residents")
    assert [(one.who, one.number, one.hours) for one in goal.done] == [
        (told.place.organisation.name, 1, 4.0)
    ]
    assert [(one.state, one.why) for one in goal.reviews] == [("review:keep", "Het loopt goed.")]
    assert [(one.quarter, one.better) for one in goal.saw] == [(1, 5)]
    assert [one.title for one in goal.initiatives] == ["De moestuin"]
    assert (other.agreements.broken, other.saw) == (1, [])
    assert {one.text for one in facts.said.lines} == {"Er zijn meer kinderen buiten."}

    party = facts.agreements[0]
    assert (party.who, party.numbers.kept, party.numbers.broken) == (
        told.place.organisation.name, 1, 1,
    )  # fmt: skip
    assert party.numbers.rate == 50
    assert [(one.title, one.why, one.goal) for one in party.lines] == [
        ("Lampen ophangen", "De lampen kwamen niet.", "Een schone straat"),
        ("Banken schilderen", "", ""),
    ]

    assert [(one.title, one.state, one.why, one.possible) for one in facts.refused.lines] == [
        ("Een pad door het gras", "answer:not_now", "Er ligt daar een leiding.",
         "Een pad erlangs kan wel."),
    ]  # fmt: skip
    assert [one.state for one in facts.lacks.lines] == ["review:lacks", "agreement:broken"]
    assert [one.title for one in facts.own.lines] == ["De moestuin"]
    assert [one.helped for one in facts.lessons] == ["Een sleutel van de school."]
    numbers = {one.code: (one.value, one.before) for one in facts.numbers}
    assert numbers["kept"] == (1, 0)
    assert numbers["answers_late"] == (1, 0)
    assert numbers["residents_heard"] == (5, None)


def test_what_is_hidden_or_not_of_this_time_is_not_in_it(told):
    told.news.state, told.news.hidden_reason = NewsState.HIDDEN, "Er stond een naam in."
    told.news.save()
    InitiativeFactory(
        neighbourhood=told.place.neighbourhood, title="Later", sent_at=day(2026, 4, 2)
    )
    told.garden.requests.create(
        kind=Help.PLACE,
        text="Een sleutel",
        asked_of=AskedOf.MUNICIPALITY,
        organisation=told.place.organisation,
        due_at=TODAY,
        state=HelpState.DECLINED,
        reason="Er is geen sleutel.",
        possible="Overdag is het open.",
        answered_at=day(2026, 3, 20),
        by=told.place.member,
    )
    facts = content(drafted(told)).facts
    assert [one.text for one in facts.stories.lines] == ["Wij kennen de straat nu."]
    assert facts.own.lines == []  # it asked the municipality for something
    assert [one.why for one in facts.refused.lines][-1] == "Er is geen sleutel."
    assert "Later" not in str(facts)


def test_voices_of_fewer_than_five_are_not_told():
    told = telling()
    review = told.looking.review
    review.refresh_from_db()
    review.frozen["voices"] = {"residents": 4, "others": 0}
    review.save(update_fields=["frozen"])
    facts = content(drafted(told)).facts
    assert facts.said.lines == []
    assert "residents_heard" not in {one.code for one in facts.numbers}


def test_of_one_initiative_one_story_and_how_many_more_there_are(told, monkeypatch):
    monkeypatch.setattr(stories, "MOST_STORIES", 1)
    for number in range(3):
        one = InitiativeFactory(neighbourhood=told.place.neighbourhood, sent_at=day(2026, 2, 2))
        for at in (day(2026, 3, 1), day(2026, 3, 2)):
            one.updates.create(author=told.place.member, text=f"Nieuws {number}", at=at)
    found = content(drafted(told)).facts.stories
    assert found.lines[0].text == "De eerste sla staat."  # it has a photo
    assert found.more == 3


def test_asked_twice_made_twice_or_killed_there_is_one_report(told):
    report = drafted(told)
    assert drafted(told) == report
    assert making.work(lambda: TODAY) == 0
    assert Report.objects.count() == Making.objects.count() == 1
    told_of = Notification.objects.filter(event__verb="report_drafted")
    assert [one.person for one in told_of] == [told.coordinator]

    # A worker was killed halfway: another one takes it once its claim is over.
    Making.objects.update(
        state=MakingState.RUNNING, claimed_until=TODAY + making.CLAIM, percent=40, tries=1
    )
    assert making.work(lambda: TODAY) == 0
    later = TODAY + making.CLAIM * 2
    assert making.work(lambda: later) == 1
    assert fresh(report).making.state == MakingState.DONE
    assert Event.objects.filter(verb="report_drafted").count() == 1


def test_what_fails_again_and_again_says_so_and_can_be_asked_again(told, monkeypatch):
    report = making.begin(
        told.place.neighbourhood, year=2026, quarter=1, by=told.coordinator, now=TODAY
    )
    with monkeypatch.context() as broken:
        broken.setattr(making, "draft", lambda *args, **more: 1 / 0)
        for number in range(4):
            assert making.work(lambda number=number: TODAY + number * making.CLAIM) == 0
    assert fresh(report).making.has_failed
    making.make_anew(report, now=TODAY)
    assert making.work(lambda: TODAY) == 1
    assert fresh(report).making.state == MakingState.DONE


def test_made_anew_it_has_new_facts_and_loses_nothing_of_what_was_written(told):
    report = drafted(told)
    write(told, report)
    write(
        told, report, Chapter.STORIES, words="", left_out=[f"update:{told.news.pk}"],
        order=[f"lookback:{told.garden.look_back.pk}"],
    )  # fmt: skip
    told.garden.updates.create(author=told.place.member, text="De bonen bloeien.", at=TODAY)
    other = InitiativeFactory(neighbourhood=told.place.neighbourhood, sent_at=day(2026, 2, 2))
    other.updates.create(author=told.place.member, text="Wij beginnen.", at=day(2026, 3, 30))
    making.make_anew(report, now=TODAY)
    assert fresh(report).making.is_busy
    assert content(report).words == {"lacks": "Jongeren doen nog te weinig mee."}  # meanwhile
    making.work(lambda: TODAY)
    found = content(report)
    assert found.words == {"lacks": "Jongeren doen nog te weinig mee."}
    assert [one.text for one in found.facts.stories.lines] == [
        "Wij kennen de straat nu.", "Wij beginnen.",
    ]  # fmt: skip


def test_the_clock_begins_what_ended_where_something_happened(told):
    quiet = NeighbourhoodFactory(municipality=told.place.neighbourhood.municipality)
    Event.objects.filter(neighbourhood=told.place.neighbourhood).update(at=day(2026, 3, 1))
    for _twice in range(2):
        making.begin_due(TODAY)
    assert list(Report.objects.values_list("kind", "year", "quarter", "begun_by")) == [
        (Period.QUARTER, 2026, 1, None)
    ]
    assert not Report.objects.filter(neighbourhood=quiet).exists()
    making.begin_due(day(2027, 1, 3))
    assert Report.objects.filter(kind=Period.YEAR, year=2026, quarter=None).count() == 1


def test_the_clock_runs_both(told):
    begin_reports()
    make_drafts()
    assert not Making.objects.to_do().exists()
    assert timezone.localdate() >= TODAY.date()


def test_a_year_tells_all_its_quarters(told):
    facts = content(drafted(told, quarter=None)).facts
    assert (facts.kind, facts.quarter, str(facts.last_day)) == ("year", None, "2026-12-31")
    assert [one.title for one in facts.refused.lines] == ["Een pad door het gras"]

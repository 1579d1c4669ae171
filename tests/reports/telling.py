"""A neighbourhood of which there is something to tell: the first quarter of 2026 is over."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from goals.models import GoalAgreement, GoalInitiative
from initiatives.models import Answer, Initiative, LookBack, Photo, Review, Update
from initiatives.states import Stage, Status
from partners.models import Agreement
from partners.states import AgreementState
from reports.actions import editing, making, publishing
from reports.content import Content
from reports.models import Report
from reports.selections.composing import content_of
from reports.selections.editing import seen_of
from reports.states.reports import Chapter
from tests.factories import ContributionFactory, InitiativeFactory, TeamFactory
from tests.goals.quarter import LACKS, Looking, answer, day, end, looking_back

IN_TIME = day(2026, 3, 10)
TODAY = day(2026, 4, 8)


@dataclass(frozen=True)
class Telling:
    looking: Looking
    garden: Initiative
    news: Update
    photo: Photo
    refused: Initiative
    broken: Agreement

    @property
    def place(self) -> Any:
        return self.looking.place

    @property
    def coordinator(self) -> Any:
        return self.looking.place.coordinator

    @property
    def path(self) -> str:
        return f"/wijk/{self.place.neighbourhood.slug}/verslagen/"


def telling() -> Telling:
    """Two goals that were looked back on, a garden with news and a photo, an initiative that was
    refused, and an agreement that was broken."""
    looking = looking_back()
    answer(looking, ["yes"] * 5, saw="Er zijn meer kinderen buiten.")
    end(looking)
    here = looking.place.neighbourhood
    garden = InitiativeFactory(
        neighbourhood=here, title="De moestuin", stage=Stage.ACTIVE, sent_at=day(2026, 2, 1)
    )
    GoalInitiative.objects.create(
        goal=looking.goal, initiative=garden, by=looking.place.coordinator
    )
    news = Update.objects.create(
        initiative=garden, author=looking.place.member, text="De eerste sla staat.", at=IN_TIME
    )
    photo = Photo.objects.create(
        initiative=garden, update=news, width=480, height=320, widths=[480], description="Sla"
    )
    for kind in ("webp", "jpeg"):
        default_storage.save(photo.path(480, kind), ContentFile(b"a picture"))
    LookBack.objects.create(
        initiative=garden,
        author=looking.place.member,
        helped="Een sleutel van de school.",
        brought="Wij kennen de straat nu.",
        at=IN_TIME,
    )
    ContributionFactory(
        goal=looking.goal,
        organisation=looking.place.organisation,
        what="Een middag spelen",
        day=date(2026, 3, 3),
        hours_spent=4,
    )
    refused = InitiativeFactory(
        neighbourhood=here, title="Een pad door het gras", sent_at=day(2026, 1, 20)
    )
    review = Review.objects.create(
        initiative=refused, due_at=day(2026, 2, 10), status=Status.NOT_NOW
    )
    Answer.objects.create(
        review=review,
        officer=looking.place.coordinator,
        status=Status.NOT_NOW,
        reason="Er ligt daar een leiding.",
        possible="Een pad erlangs kan wel.",
        at=day(2026, 2, 15),
    )
    broken = promise(
        looking, "Lampen ophangen", AgreementState.BROKEN, words="De lampen kwamen niet."
    )
    GoalAgreement.objects.create(goal=looking.other, agreement=broken)
    promise(looking, "Banken schilderen", AgreementState.KEPT)
    return Telling(looking, garden, news, photo, refused, broken)


def promise(looking: Looking, text: str, state: AgreementState, **more: Any) -> Agreement:
    """By the organisation, and ended in this quarter."""
    return Agreement.objects.create(
        text=text,
        neighbourhood=looking.place.neighbourhood,
        maker=looking.place.organisation,
        receiver=TeamFactory(neighbourhood=looking.place.neighbourhood),
        due_on=date(2026, 3, 1),
        state=state,
        made_at=day(2026, 1, 5),
        ended_at=day(2026, 3, 2),
        **more,
    )


def drafted(told: Telling, *, quarter: int | None = 1, now: datetime = TODAY) -> Report:
    report = making.begin(
        told.place.neighbourhood, year=2026, quarter=quarter, by=told.coordinator, now=now
    )
    making.work(lambda: now)
    return fresh(report)


def fresh(report: Report) -> Report:
    return Report.objects.select_related("neighbourhood__municipality", "making").get(pk=report.pk)


def content(report: Report) -> Content:
    found = content_of(fresh(report))
    assert found is not None
    return found


def write(told: Telling, report: Report, chapter: Chapter = Chapter.LACKS, **more: Any) -> None:
    report = fresh(report)
    plain = {"words": LACKS, "left_out": [], "why": "", "order": None}
    editing.edit(
        report,
        chapter,
        **plain | more,
        seen=seen_of(report, chapter),
        by=told.coordinator,
        now=TODAY,
    )


def published(told: Telling, report: Report, *, explanation: str = "") -> Report:
    return publishing.publish(report, explanation=explanation, by=told.coordinator, now=TODAY)

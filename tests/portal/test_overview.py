"""A municipality as a whole: side by side without a league table, what was promised and became of
it, what is late and with whom, and all of it as a file."""

import csv
import io
from datetime import date, datetime, timedelta

import pytest
import time_machine
from openpyxl import load_workbook

from core.tables import TYPES, Format
from goals.models import GoalAgreement
from goals.states import GoalState, Lead, ReviewState, YearState
from initiatives.models import Answer, Obstacle, SupportRequest
from initiatives.states import AskedOf, Help, HelpState, Status
from neighbourhoods.working_days import AMSTERDAM
from partners.states import AgreementState, ConcernState, Visibility
from tests.factories import (
    AdministratorFactory,
    AgendaItemFactory,
    AgreementFactory,
    ConcernFactory,
    GoalFactory,
    InitiativeFactory,
    MeetingFactory,
    MunicipalityFactory,
    NeighbourhoodFactory,
    OrganisationFactory,
    QuarterlyReviewFactory,
    ReviewFactory,
    TeamFactory,
    UserFactory,
    YearPlanFactory,
)
from tests.html import parsed, problems
from tests.world import sign_in

pytestmark = pytest.mark.django_db
State = AgreementState
NOW = datetime(2026, 12, 1, 10, tzinfo=AMSTERDAM)
SPRING = date(2025, 4, 1)  # of last year
DAYS = timedelta(days=1)


@pytest.fixture(autouse=True)
def december():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def town():
    return MunicipalityFactory(name="Waterstad", slug="waterstad")


@pytest.fixture
def here(town):
    return NeighbourhoodFactory(name="Rietwijk", slug="rietwijk", municipality=town)


@pytest.fixture
def corporation(here):
    return OrganisationFactory(name="De Zaanoever", neighbourhood=here)


def page(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    html = response.content.decode()
    assert problems(html) == []
    return html


def words_of(element):
    return " ".join("".join(element.itertext()).split())


def row_of(html, name):
    """The words of a neighbourhood's row."""
    rows = [words_of(row) for row in parsed(html)[0].iter("tr")]
    return next(row for row in rows if row.startswith(name))


def press(client, html, words):
    """Go where the only link with these words leads."""
    found = {link.get("href") for link in parsed(html)[0].iter("a") if words in words_of(link)}
    assert len(found) == 1, (words, found)
    response = client.get(found.pop())
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def last_year(here, corporation):
    """Seven promises of which four were kept, by two parties, and what does not count."""
    common = {"neighbourhood": here, "due_on": SPRING}
    for number in range(4):
        AgreementFactory(text=f"Gelukt {number}", maker=corporation, state=State.KEPT, **common)
    AgreementFactory(
        text="Een kraan op het veld", maker=corporation, state=State.BROKEN,
        words="De leiding ligt te diep.", possible="Een regenton.", **common,
    )  # fmt: skip
    first = AgreementFactory(
        text="Lampen langs het pad", maker=corporation, state=State.RENEWED,
        words="De monteur was ziek.", **common,
    )  # fmt: skip
    again = AgreementFactory(
        text="Lampen langs het pad", maker=corporation, neighbourhood=here,
        due_on=date(2026, 3, 2), renewal_of=first, state=State.KEPT,
    )  # fmt: skip
    late = AgreementFactory(text="Een hek om de tuin", maker=corporation, **common)
    team = TeamFactory(name="Moestuin", neighbourhood=here)
    AgreementFactory(text="Taart", maker=team, state=State.BROKEN, words="Vergeten.", **common)
    AgreementFactory(text="Geheim", maker=corporation, is_public=False, **common)
    return again, late


def test_in_three_presses_a_visitor_reads_what_was_kept_and_what_not_and_why(
    client, here, last_year
):
    ReviewFactory(initiative=InitiativeFactory(neighbourhood=here))  # so that home knows the wijk

    html = press(client, page(client, "/"), "Gemeente Waterstad")
    html = press(client, html, "Wat is er in 2025 nagekomen, en wat niet?")

    assert "4 van de 7 afspraken nagekomen" in html
    assert "1 niet nagekomen, 1 kreeg een nieuwe datum, 1 te laat" in html
    for words in (
        "Een kraan op het veld", "De leiding ligt te diep.", "Een regenton.",
        "De monteur was ziek.", "De nieuwe datum is 2 maart 2026",
        "Waarom het te laat is, is nog niet gezegd.",
    ):  # fmt: skip
        assert words in html
    assert "Gelukt" not in html
    assert "Een kraan op het veld" in press(client, html, "Een kraan op het veld")


def test_by_way_of_the_neighbourhood_it_is_three_presses_as_well(client, here, last_year):
    ReviewFactory(initiative=InitiativeFactory(neighbourhood=here))

    html = press(client, page(client, "/"), "Rietwijk")
    html = press(client, html, "Afspraken")
    html = press(client, html, "Wat is er in 2025 nagekomen, en wat niet?")

    assert "Rietwijk in 2025" in html
    assert "4 van de 7 afspraken nagekomen" in html


def test_of_residents_and_their_teams_nothing_is_counted_or_listed(client, last_year):
    html = page(client, "/gemeente/waterstad/afspraken/", jaar="2025", stand="alles")

    assert "7 afspraken" in html
    assert "Taart" not in html
    assert "Geheim" not in html


def test_to_whom_something_was_promised_is_not_named_when_it_is_a_person(client, here, corporation):
    fatma = UserFactory(name="Fatma Yilmaz")
    AgreementFactory(
        neighbourhood=here, maker=corporation, receiver=None, receiver_person=fatma,
        due_on=SPRING, state=State.BROKEN, words="Te duur.",
    )  # fmt: skip
    query = {"jaar": "2025"}

    html = page(client, "/gemeente/waterstad/afspraken/", **query)
    file = client.get("/gemeente/waterstad/afspraken.csv", query).content.decode("utf-8-sig")

    assert "voor een bewoner" in html
    assert "een bewoner" in file
    assert "Fatma" not in html + file


def test_one_chooses_year_neighbourhood_and_how_it_stands(client, town, here, last_year):
    elsewhere = NeighbourhoodFactory(name="Lisdodde", slug="lisdodde", municipality=town)
    AgreementFactory(neighbourhood=elsewhere, text="Een fietsenrek", due_on=SPRING)
    address = "/gemeente/waterstad/afspraken/"

    assert "Een fietsenrek" in page(client, address, jaar="2025")
    assert "Een fietsenrek" not in page(client, address, jaar="2025", wijk="rietwijk")
    assert "Gelukt 0" in page(client, address, jaar="2025", stand="nagekomen")
    assert "1 van de 1 afspraken" in page(client, address, jaar="2026", wijk="rietwijk")
    # Nonsense in the address is as nothing.
    assert "4 van de 8" in page(client, address, jaar="x", wijk="weg", stand="?", page="-1")
    part = client.get(address, headers={"HX-Request": "true", "HX-Target": "results"})
    assert part.content.decode().strip().startswith('<div id="results"')


def test_a_year_without_promises_says_so(client, here):
    html = page(client, "/gemeente/waterstad/afspraken/")

    assert "Er was niets beloofd dat in 2025 klaar moest zijn." in html


def test_a_promise_names_the_goal_for_which_it_was_made(client, here, last_year):
    _again, late = last_year
    goal = GoalFactory(plan__neighbourhood=here, title="Samen buiten")
    GoalAgreement.objects.create(goal=goal, agreement=late)
    hidden = GoalFactory(plan=goal.plan, title="Verborgen", visibility=Visibility.HIDDEN,
                         hidden_reason="Huisregels")  # fmt: skip
    AgreementFactory(
        neighbourhood=here, maker=late.maker, due_on=SPRING, about_url=hidden.get_absolute_url()
    )

    html = page(client, "/gemeente/waterstad/afspraken/", jaar="2025")

    assert html.count("Voor het doel: ") == 1
    assert "Voor het doel: Samen buiten" in html


@pytest.mark.parametrize("kind", Format)
def test_what_was_chosen_goes_along_as_a_file(client, here, last_year, kind):
    query = {"jaar": "2025", "wijk": "rietwijk", "stand": ""}
    link = f'href="/gemeente/waterstad/afspraken.{kind}?jaar=2025&amp;wijk=rietwijk"'

    assert link in page(client, "/gemeente/waterstad/afspraken/", **query)
    answer = client.get(f"/gemeente/waterstad/afspraken.{kind}", query)

    assert answer["Content-Type"] == TYPES[kind]
    if kind == Format.XLSX:
        tab = load_workbook(io.BytesIO(answer.content)).active
        rows = [[str(cell or "") for cell in row] for row in tab.iter_rows(values_only=True)]
    elif kind == Format.CSV:
        words = answer.content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(words, newline=""), delimiter=";"))
    else:
        return
    assert len(rows) == 4
    kraan = next(row for row in rows if "Een kraan op het veld" in row)
    for words in ("Rietwijk", "De Zaanoever", "niet nagekomen", "De leiding ligt te diep."):
        assert words in kraan


def test_another_kind_of_file_there_is_not(client, here):
    assert client.get("/gemeente/waterstad/afspraken.exe").status_code == 404
    assert client.get("/gemeente/waterstad/wijken.pdf").status_code == 404


# --- Side by side


def test_neighbourhoods_stand_by_name_and_never_by_how_much_they_do(client, town):
    for name in ("Zuid", "Aalwijk", "Molenwijk"):
        place = NeighbourhoodFactory(name=name, municipality=town)
        for initiative in InitiativeFactory.create_batch(len(name), neighbourhood=place):
            ReviewFactory(initiative=initiative)

    html = page(client, "/gemeente/waterstad/")

    assert html.index("Aalwijk") < html.index("Molenwijk") < html.index("Zuid")
    assert "<caption" in html
    assert html.count("<tr>") == 4  # the header and these: nothing is added up


def test_the_goals_of_the_year_and_the_reviews_that_were_held_stand_beside_each_other(client, here):
    plan = YearPlanFactory(neighbourhood=here, year=2026)
    GoalFactory(plan=plan, title="Samen buiten", lead=Lead.RESIDENTS)
    GoalFactory(plan=plan, title="Veilig oversteken", lead=Lead.PARTNER, state=GoalState.STOPPED,
                reason="Het kan niet.", possible="Een drempel.")  # fmt: skip
    GoalFactory(plan=plan, title="Nog maar een idee", state=GoalState.PROPOSED)
    GoalFactory(plan=plan, title="Verborgen", visibility=Visibility.HIDDEN,
                hidden_reason="Huisregels")  # fmt: skip
    QuarterlyReviewFactory(
        plan=plan,
        quarter=1,
        state=ReviewState.CLOSED,
        closed_at=NOW,
        closed_by=UserFactory(),
        frozen={},
        lacks="Licht.",
    )
    QuarterlyReviewFactory(plan=plan, quarter=2)

    row = row_of(page(client, "/gemeente/waterstad/"), "Rietwijk")

    assert "Samen buiten" in row
    assert "Veilig oversteken" in row
    assert "Bewoners trekken er 1" in row
    assert "1 van de 3 gehouden" in row  # of three quarters that are over
    assert "Nog maar een idee" not in row
    assert "Verborgen" not in row


def test_a_year_that_is_prepared_or_was_not_begun_has_no_goals(client, here):
    plan = YearPlanFactory(neighbourhood=here, year=2026, state=YearState.PREPARING)
    GoalFactory(plan=plan, state=GoalState.PROPOSED)

    row = row_of(page(client, "/gemeente/waterstad/"), "Rietwijk")

    assert "Niet gekozen" in row
    assert "Nog niet aan de orde" in row


def asked(place, *, due, at=None, status=Status.JOINING):
    """An initiative whose answer was due then, and came then."""
    officer = UserFactory(name="Joyce de Groot")
    initiative = InitiativeFactory(neighbourhood=place, title=f"Tuin {due:%d %m}")
    review = ReviewFactory(
        initiative=initiative, due_at=due, officer=officer,
        status=status if at else Status.AWAITING,
    )  # fmt: skip
    if at:
        Answer.objects.create(
            review=review, officer=officer, status=status, reason="Mooi.", possible="Alles.", at=at
        )
    return initiative


def test_answers_count_by_their_date_and_late_ones_stand_as_openly(client, here, corporation):
    asked(here, due=NOW - 30 * DAYS, at=NOW - 40 * DAYS)
    asked(here, due=NOW - 31 * DAYS, at=NOW - 20 * DAYS)  # late
    late = asked(here, due=NOW - 5 * DAYS)  # late, and not there yet
    asked(here, due=NOW + 5 * DAYS)  # has time
    asked(here, due=NOW - 400 * DAYS, at=NOW - 401 * DAYS)  # of last year
    hidden = asked(here, due=NOW - 6 * DAYS)
    type(hidden).objects.filter(pk=hidden.pk).update(
        visibility="hidden", hidden_reason="Huisregels"
    )
    ConcernFactory(neighbourhood=here, due_at=NOW - 3 * DAYS, place="bij de brug")
    ConcernFactory(
        neighbourhood=here, due_at=NOW - 2 * DAYS, place="bij de flat", organisation=corporation
    )
    SupportRequest.objects.create(
        initiative=late, kind=Help.PLACE, text="Mogen wij het veldje?",
        asked_of=AskedOf.ORGANISATION,
        organisation=corporation, due_at=NOW - 9 * DAYS, by=UserFactory(), state=HelpState.DECLINED,
        reason="Te nat.", possible="Het plein.", answered_at=NOW - 10 * DAYS,
    )  # fmt: skip

    html = page(client, "/gemeente/waterstad/")

    row = row_of(html, "Rietwijk")
    assert "2 van de 6 op tijd" in row
    assert "3 zijn er nog niet" in row
    assert late.title in row
    assert "Antwoord op een ergernis, De Zaanoever" in row
    assert "1 van de 1 op tijd" in row_of(page(client, "/gemeente/waterstad/", jaar="2025"), "Riet")


def test_what_is_late_says_since_when_and_with_whom_and_never_names_a_person(
    client, here, corporation
):
    late = asked(here, due=NOW - 50 * DAYS)
    item = AgendaItemFactory(
        meeting=MeetingFactory(neighbourhood=here), due_at=NOW - 40 * DAYS, title="Licht op het pad"
    )
    obstacle = Obstacle.objects.create(
        neighbourhood=here, title="Te veel formulieren", organisation=corporation,
        reporter=UserFactory(name="Fatma Yilmaz"), due_at=NOW - 30 * DAYS,
    )  # fmt: skip
    promise = AgreementFactory(
        neighbourhood=here, maker=corporation, text="Een hek", due_on=NOW.date() - 20 * DAYS
    )
    concern = ConcernFactory(neighbourhood=here, due_at=NOW - 10 * DAYS, place="bij de brug")
    ConcernFactory(neighbourhood=here, due_at=NOW - 9 * DAYS, state=ConcernState.ARRANGED)
    team = TeamFactory(neighbourhood=here, name="Moestuin")
    AgreementFactory(neighbourhood=here, maker=team, text="Taart", due_on=SPRING)

    html = page(client, "/gemeente/waterstad/te-laat/")

    links = [link.get("href") for link in parsed(html)[0].find(".//*[@id='results']").iter("a")]
    assert links == [
        late.short_url,
        item.get_absolute_url(),
        obstacle.get_absolute_url(),
        promise.get_absolute_url(),
        concern.get_absolute_url(),
    ]  # the oldest first
    for address in links:
        assert client.get(address).status_code in {200, 301, 302}
    assert "5 dingen zijn te laat" in html
    assert "Ligt bij: de contactambtenaar" in html
    assert "Ligt bij: De Zaanoever" in html
    assert "Ligt bij: de gemeente, nog bij niemand" in html
    assert "Had er uiterlijk 12 oktober 2026 moeten zijn." in html
    for name in ("Joyce", "Fatma", "Moestuin", "Taart"):
        assert name not in html


def test_what_is_late_is_chosen_by_neighbourhood(client, town, here):
    elsewhere = NeighbourhoodFactory(name="Lisdodde", slug="lisdodde", municipality=town)
    asked(here, due=NOW - 5 * DAYS)

    assert "1 ding is te laat" in page(client, "/gemeente/waterstad/te-laat/", wijk="rietwijk")
    empty = page(client, "/gemeente/waterstad/te-laat/", wijk=elsewhere.slug)
    assert "Niets is te laat." in empty


def test_side_by_side_goes_along_as_a_file(client, here, last_year):
    asked(here, due=NOW - 30 * DAYS, at=NOW - 40 * DAYS)
    assert 'href="/gemeente/waterstad/wijken.csv?jaar=2026"' in page(client, "/gemeente/waterstad/")

    file = client.get("/gemeente/waterstad/wijken.csv", {"jaar": "2025"})
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";"))

    assert [row["Wijk"] for row in rows] == ["Rietwijk"]
    assert rows[0]["Afspraken nagekomen"] == "4"
    assert rows[0]["Afspraken niet nagekomen"] == "1"
    assert rows[0]["Nu te laat"] == "1"


def test_a_hidden_neighbourhood_is_nowhere_in_it(client, town, here):
    closed = NeighbourhoodFactory(name="Geheim", municipality=town, is_public=False)
    asked(closed, due=NOW - 5 * DAYS)
    AgreementFactory(neighbourhood=closed, due_on=SPRING, text="Een geheim hek")

    for address in ("", "te-laat/", "afspraken/?jaar=2025&stand=alles"):
        found = client.get(f"/gemeente/waterstad/{address}").content.decode()
        assert "geheim" not in found.lower()
    for kind in ("wijken.csv", "afspraken.csv?jaar=2025&stand=alles"):
        assert b"eheim" not in client.get(f"/gemeente/waterstad/{kind}").content


@pytest.mark.parametrize("number", [1, 3, 30])
def test_it_asks_as_much_of_one_neighbourhood_as_of_thirty(
    client, town, number, django_assert_num_queries
):
    for count in range(number):
        place = NeighbourhoodFactory(name=f"Wijk {count:02}", municipality=town)
        maker = OrganisationFactory(neighbourhood=place)
        for text in ("Een", "Twee", "Drie"):
            AgreementFactory(neighbourhood=place, maker=maker, text=text, due_on=SPRING)
        plan = YearPlanFactory(neighbourhood=place)
        GoalFactory.create_batch(2, plan=plan)
        asked(place, due=NOW - 3 * DAYS)
    admin = AdministratorFactory(municipality=town).person
    pages = {"": (5, 10), "afspraken/": (6, 10), "te-laat/": (4, 8), "wijken/": (3, 7)}
    for address, pinned in pages.items():
        for signed_in, queries in zip((False, True), pinned, strict=True):
            client.logout()
            if signed_in:
                sign_in(client, admin)
            with django_assert_num_queries(queries, info=f"{address}, {signed_in=}"):
                answer = client.get(f"/gemeente/waterstad/{address}")
            assert len(answer.content) < 60_000


def test_nonsense_in_the_address_of_the_register_is_as_nothing(client, here, last_year):
    html = page(client, "/wijk/rietwijk/afspraken/", stand="?", partij="x", doel="-1", page="z")

    assert "Een kraan op het veld" in html
    assert "Gelukt 0" in html

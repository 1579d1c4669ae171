"""A municipality brings its list: seen row by row, confirmed, made once, and taken back."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activity import actions as activity
from activity.models import Event, Flag, Notification
from initiatives.actions import conversation, imports, initiatives, reviews, team
from initiatives.models import Import, ImportRow, Initiative, Photo, Question, Review, SearchText
from initiatives.states import ImportState, NotPossible, RowState, Stage, Status, Theme, Visibility
from neighbourhoods.models import Area
from neighbourhoods.states import Role
from outbox.models import Message
from partners.models import Member, Organisation
from tests.factories import MembershipFactory, UserFactory
from tests.html import problems
from tests.lists import ALL, OWN
from tests.threads import at_once

from .conftest import AMSTERDAM, browser_of, make_place

pytestmark = pytest.mark.django_db

BRING = "/wijk/rietwijk/importeren/"
LIST = (
    "Nr;Titel;Omschrijving;Thema;Buurt;Uitkomst;Jaar;Kosten;Aanvrager\n"
    "1;Wilde bloemen, blije bijen;Langs het fietspad.;Groen;Rietbuurt;gekozen;2025;€ 40.000,00;"
    "J. Jansen\n"
    "2;Straatfeest;;Ontmoeten;;niet gekozen;2024;€ 900,00;P. de Vries\n"
    "3;;Zonder naam;Groen;;gekozen;2024;;\n"
    "4;Bankje;Om te zitten;Regeling 7b;bij de brug;afgerond;ooit;;\n"
)


def html_of(response, status=200):
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def words_of(response, status=200):
    """What stands on the page, as a reader sees it."""
    html = re.sub(r"(?s)<(head|footer|svg|select)\b.*?</\1>", " ", html_of(response, status))
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def upload(client, content=LIST, *, name="Buurtbudget", year="2025", key=None, address=BRING):
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("lijst.csv", data) if data is not None else ""
    fields = {"name": name, "year": year, "key": key or uuid4(), "file": file}
    return client.post(address, fields)


def send_columns(client, found, **changes):
    """The form of the columns as it stands, with some of it changed."""
    address = f"{BRING}{found.pk}/kolommen/"
    html = html_of(client.get(address))
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html))
    for name, options in re.findall(r'(?s)<select name="(\w+)"[^>]*>(.*?)</select>', html):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    fields.pop("csrfmiddlewaretoken", None)
    return client.post(address, fields | {name: str(value) for name, value in changes.items()})


def bring(client, content=LIST, *, year="2025", **changes):
    """To where somebody may confirm it."""
    response = upload(client, content, year=year)
    assert response.status_code == 302, words_of(response, 422)
    found = Import.objects.latest("pk")
    assert send_columns(client, found, **changes)["Location"] == f"{BRING}{found.pk}/"
    found.refresh_from_db()
    return found


def confirm(client, found, **fields):
    return client.post(f"{BRING}{found.pk}/bevestigen/", {"seen": found.version} | fields)


def taken_over(client, content=LIST, **more):
    found = bring(client, content, **more)
    confirm(client, found)
    imports.work()
    found.refresh_from_db()
    assert found.state == ImportState.DONE
    return found


@pytest.fixture
def desk(place):
    """The browser of the coordinator."""
    return browser_of(place.coordinator)


# --- Who


@pytest.mark.parametrize("who", ["officer", "starter", None])
def test_who_does_not_run_the_neighbourhood_finds_nothing_there(place, who):
    client = browser_of(getattr(place, who) if who else None)

    response = client.get(BRING)

    assert response.status_code == (404 if who else 302)


def test_the_list_of_another_neighbourhood_is_not_there(place, desk):
    found = bring(desk)
    other = MembershipFactory(role=Role.COORDINATOR)
    client = browser_of(other.person)

    assert client.get(f"{BRING}{found.pk}/").status_code == 404
    assert client.get(f"/wijk/{other.neighbourhood.slug}/importeren/{found.pk}/").status_code == 404
    assert confirm(client, found).status_code == 404


def test_the_page_of_the_neighbourhood_leads_there(place, desk):
    assert BRING in html_of(desk.get("/wijk/rietwijk/beheer/"))


# --- The file


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Dit bestand is leeg."),
        (b"\n\n", "Dit bestand is leeg."),
        (b"nr;titel\n", "De lijst is leeg."),
        (b"%PDF-1.7 een brief", "Dit is geen lijst."),
        (b"nr;titel\n1;Tu\x00in\n", "Dit is geen lijst."),
        (b"\xd0\xcf\x11\xe0 oud", "Dit is een oud Excel-bestand"),
        (b"PK\x03\x04 kapot", "Dit bestand is beschadigd"),
        (b"t\n" + b"x\n" * 10_001, "Deze lijst heeft meer dan 10.000 rijen."),
        (b"t\n" + b"x" * 10_001, "een tekst van meer dan 10.000 tekens"),
        (b";".join([b"x"] * 61) + b"\n1", "Deze lijst heeft meer dan 60 kolommen."),
        (b"x" * (5 * 1024 * 1024 + 1), "Dit bestand is groter dan 5 MB."),
        (None, "Kies een bestand."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_file_gets_a_clear_sentence_and_what_was_typed_is_kept(desk, content, sentence):
    html = html_of(upload(desk, content, name="Buurtbudget West"), 422)

    assert sentence in html
    assert 'value="Buurtbudget West"' in html
    assert not Import.objects.exists()


@pytest.mark.parametrize("year", ["", "22", "1949", "2999", "abc", "9" * 20, "2025.5", "-2025"])
def test_a_year_that_cannot_be_is_refused(desk, year):
    assert "Vul een jaar in, van 1950 tot en met" in html_of(upload(desk, year=year), 422)


def test_without_a_name_it_is_asked(desk):
    assert "Geef de lijst een naam." in html_of(upload(desk, name=" "), 422)


def test_sending_the_same_form_twice_is_once(desk):
    key = uuid4()
    places = {upload(desk, key=key)["Location"] for _ in range(2)}

    assert len(places) == Import.objects.count() == 1


# --- The columns


def test_columns_are_recognised_and_what_is_not_used_is_said(desk):
    upload(desk)
    found = Import.objects.get()

    html = html_of(desk.get(f"{BRING}{found.pk}/kolommen/"))

    chosen = {
        name: label
        for name, options in re.findall(
            r'(?s)<select name="column_(\w+)"[^>]*>(.*?)</select>', html
        )
        for label in re.findall(r"selected>([^<]*)", options)
    }
    assert chosen["title"].startswith("Titel")
    assert chosen["plan"].startswith("Omschrijving")
    assert chosen["theme"].startswith("Thema")
    assert chosen["place"].startswith("Buurt")
    assert chosen["stage"].startswith("Uitkomst")
    assert chosen["when"].startswith("Jaar")
    assert chosen["number"].startswith("Nr")
    assert chosen["needs"] == "Staat niet in de lijst"
    assert "niet als u bevestigt: Kosten, Aanvrager ." in words_of(
        desk.get(f"{BRING}{found.pk}/kolommen/")
    )


def test_words_are_translated_and_that_can_be_corrected(desk):
    found = bring(desk, theme_2="green", stage_0="stopped")

    rows = {row.number: row.record for row in found.rows.exclude(record={})}
    assert rows[5]["theme"] == Theme.GREEN  # "Regeling 7b", which nobody knew
    assert rows[2]["stage"] == Stage.STOPPED  # "gekozen"
    assert rows[3]["stage"] == Stage.IDEA  # "niet gekozen", as it was guessed


def test_another_column_brings_its_own_words_before_anything_goes_on(desk):
    upload(desk)
    found = Import.objects.get()

    response = send_columns(desk, found, column_stage=3)

    assert "Kijk ze na." in words_of(response)
    assert "Regeling 7b" in words_of(response)
    found.refresh_from_db()
    assert found.state == ImportState.COLUMNS


def test_the_words_of_another_column_come_by_themselves_too(desk):
    upload(desk)
    found = Import.objects.get()
    response = desk.post(
        f"{BRING}{found.pk}/kolommen/",
        {"again": "1", "column_title": "1", "column_theme": "5"},
        headers={"HX-Request": "true", "HX-Target": "form"},
    )

    assert html_of(response).lstrip().startswith("<form")
    assert "niet gekozen" in words_of(response)


def test_without_a_title_it_does_not_go_on(desk):
    upload(desk)
    found = Import.objects.get()

    response = send_columns(desk, found, column_title="")

    assert "Kies in welke kolom de titel staat." in html_of(response, 422)


@pytest.mark.parametrize("column", ["99", "-1", "abc", "1.5", "½", "9" * 20])
def test_a_column_that_is_not_there_is_refused(desk, column):
    upload(desk)
    response = send_columns(desk, Import.objects.get(), column_plan=column)

    assert "Kies een van de kolommen van uw bestand." in html_of(response, 422)


@pytest.mark.parametrize("name", ["theme_0", "stage_0", "place_0", "theme_rest"])
def test_a_meaning_that_is_not_offered_is_refused(desk, name):
    upload(desk)

    assert send_columns(desk, Import.objects.get(), **{name: "zomaar"}).status_code == 422


# --- The preview


def test_every_row_says_what_will_happen_and_nothing_is_written(desk):
    found = bring(desk)

    words = words_of(desk.get(f"{BRING}{found.pk}/"))

    assert "Er komen 3 initiatieven bij." in words
    assert (
        "Regel 2 Wilde bloemen, blije bijen Groen en natuur, bezig, Rietbuurt, 2025 Nieuw" in words
    )
    assert "De titel ontbreekt. Zonder titel kan het niet. Kan niet" in words
    assert "‘bij de brug’ is geen buurt van deze wijk." in words
    assert "‘ooit’ is geen datum. Wij nemen het jaar van de lijst." in words
    assert not Initiative.objects.exists()
    assert not Event.objects.exists()


def test_only_what_is_wrong_can_be_seen(desk):
    found = bring(desk)
    address = f"{BRING}{found.pk}/?toon=wrong"

    words = words_of(desk.get(address))
    part = words_of(desk.get(address, headers={"HX-Request": "true", "HX-Target": "rows"}))

    for shown in (words, part):
        assert "Regel 4 (zonder titel)" in shown
        assert "Regel 2" not in shown
        assert "Kan niet 1" in shown


@pytest.mark.parametrize("wanted", ["zomaar", "%00", "", "made"])
def test_a_choice_that_does_not_exist_is_no_choice(desk, wanted):
    found = bring(desk)

    assert "Regel 2" in words_of(desk.get(f"{BRING}{found.pk}/?toon={wanted}&page=99999"))


def test_a_long_title_is_cut_at_a_word_and_stands_whole_above_the_text(desk):
    title = "Een heel lange titel over een tuin " * 4
    found = taken_over(desk, f"titel;plan\n{title};Samen tuinieren.\n")

    made = Initiative.objects.get()
    assert len(made.title) <= 100
    assert made.title.endswith("…")
    assert made.plan == f"{title.strip()}\n\nSamen tuinieren."
    assert "De titel is langer dan 100 tekens." in words_of(desk.get(f"{BRING}{found.pk}/"))


def test_texts_that_are_too_long_are_cut_and_that_is_said(desk):
    found = bring(desk, f"titel;plan;nodig\nTuin;{'a ' * 2000};{'b ' * 800}\n")

    words = words_of(desk.get(f"{BRING}{found.pk}/"))

    assert "ingekort: de omschrijving" in words
    assert "ingekort: wat er nodig is" in words


def test_a_day_in_the_future_becomes_the_year_of_the_list(desk):
    found = taken_over(desk, "titel;datum\nTuin;2099-01-01\nFeest;03-05-2024\n", year="2023")

    days = dict(Initiative.objects.values_list("title", "sent_at"))
    assert days["Tuin"].astimezone(AMSTERDAM).date() == date(2023, 1, 1)
    assert days["Feest"].astimezone(AMSTERDAM).date() == date(2024, 5, 3)
    assert "‘2099-01-01’ ligt in de toekomst." in words_of(desk.get(f"{BRING}{found.pk}/"))


def test_what_lies_in_another_neighbourhood_is_left_out(place, desk):
    other = Area.objects.create(
        code="WK999901",
        name="Havenkwartier",
        short_name="Havenkwartier",
        level="wijk",
        municipality=place.neighbourhood.municipality,
        longitude=4.8,
        latitude=52.4,
        search_name="havenkwartier",
    )
    found = taken_over(desk, f"titel;wijk\nTuin;Rietbuurt\nKade;{other.name}\n")

    assert [one.title for one in Initiative.objects.all()] == ["Tuin"]
    assert "‘Havenkwartier’ hoort niet bij deze wijk." in words_of(desk.get(f"{BRING}{found.pk}/"))


def test_a_row_that_stands_in_the_list_twice_is_made_once(desk):
    found = bring(desk, "nr;titel\n1;Tuin\n1;Tuin\n2;Tuin\n")

    assert found.rows.all().numbers() == {RowState.NEW: 2, RowState.AGAIN: 1}
    assert "Dezelfde rij staat ook op regel 2." in words_of(desk.get(f"{BRING}{found.pk}/"))


def test_details_of_people_are_warned_of_and_somebody_looks_first(desk):
    found = bring(desk, "titel;plan\nTuin;Mail fatma@voorbeeld.nl\nFeest;In juni\n")

    assert "Er lijkt een e-mailadres, telefoonnummer of adres" in words_of(
        desk.get(f"{BRING}{found.pk}/")
    )
    assert "Kijk eerst of er gegevens van mensen in staan" in words_of(confirm(desk, found), 422)
    found.refresh_from_db()
    assert found.state == ImportState.PREVIEW
    assert confirm(desk, found, looked="on").status_code == 302
    found.refresh_from_db()
    assert found.state == ImportState.RUNNING


def test_a_page_of_the_preview_asks_as_much_for_one_as_for_many(desk, django_assert_num_queries):
    few = bring(desk, "titel;wijk\nTuin;Rietbuurt\n")
    many = bring(desk, "titel;wijk\n" + "".join(f"Plan {n};Rietbuurt\n" for n in range(300)))

    for found in (few, many):
        with django_assert_num_queries(14):
            desk.get(f"{BRING}{found.pk}/")


def test_the_columns_ask_as_much_for_one_as_for_many(desk, django_assert_num_queries):
    for rows in (1, 300):
        upload(desk, "titel;wijk\n" + "".join(f"Plan {n};Rietbuurt\n" for n in range(rows)))
        found = Import.objects.latest("pk")
        with django_assert_num_queries(9):
            desk.get(f"{BRING}{found.pk}/kolommen/")


def test_the_lists_ask_as_much_for_one_as_for_many(desk, django_assert_num_queries):
    for _ in range(3):
        upload(desk)
        with django_assert_num_queries(8):
            desk.get(BRING)


# --- What it becomes


def test_what_is_taken_over_is_public_and_says_where_it_came_from(desk, client):
    taken_over(desk)

    made = Initiative.objects.get(title="Wilde bloemen, blije bijen")
    words = words_of(client.get(made.get_absolute_url()))

    assert "Overgenomen door de gemeente uit een lijst: Buurtbudget, 2025" in words
    assert "Hier is nog geen team. Doet u dit, of wilt u ermee verder?" in words
    assert "Nog geen antwoord gevraagd" in words
    assert "De gemeente nam dit initiatief over uit een lijst" in words
    assert "De lijst heet ‘Buurtbudget, 2025’. Daarin staat: gekozen." in words
    assert "Langs het fietspad." in words
    assert "is gestopt" not in words
    assert "Antwoord uiterlijk" not in words
    assert made.buurt.short_name == "Rietbuurt"
    assert made.stage == Stage.ACTIVE


def test_without_a_text_the_page_says_that_the_list_has_none(desk, client):
    taken_over(desk)
    made = Initiative.objects.get(title="Straatfeest")

    assert "In de lijst staat geen omschrijving." in words_of(client.get(made.get_absolute_url()))


def test_the_neighbourhood_reads_one_line_and_nobody_gets_a_mail(desk, client, place):
    taken_over(desk)

    words = words_of(client.get("/wijk/rietwijk/"))
    assert words.count("De gemeente nam initiatieven over uit een lijst") == 1
    assert Event.objects.get(verb="list_imported").words == "3 initiatieven uit ‘Buurtbudget, 2025’"
    assert "De gemeente nam dit initiatief over" not in words
    assert not Message.objects.exists()
    assert not Notification.objects.exists()


def test_no_term_runs_and_nothing_waits_in_mijn_werk(desk, place):
    taken_over(desk)

    assert not Review.objects.open().exists()
    assert set(Review.objects.values_list("status", "officer")) == {(Status.NOT_ASKED, None)}
    officer = browser_of(place.officer)
    assert "Straatfeest" not in words_of(officer.get("/mijn/werk/?wie=allen"))


def test_the_list_stands_below_what_residents_start_now(desk, place, client):
    own = place.send(title="Vandaag begonnen", now=timezone.now())
    taken_over(desk)

    newest = Initiative.objects.in_neighbourhood(place.neighbourhood).newest_first()
    assert newest.first() == own
    assert newest.last().title == "Straatfeest"
    html = html_of(client.get("/wijk/rietwijk/initiatieven/"))
    assert html.index("Vandaag begonnen") < html.index("Wilde bloemen")
    assert "Nog geen antwoord gevraagd" in html


def test_what_is_taken_over_is_found(desk, client):
    taken_over(desk)

    assert "Wilde bloemen" in words_of(client.get("/wijk/rietwijk/initiatieven/?zoek=bijen"))


def test_nothing_is_kept_of_the_columns_that_nobody_chose(desk):
    found = bring(desk)
    assert "Jansen" in str(found.table)

    confirm(desk, found)
    imports.work()

    found.refresh_from_db()
    everything = str(found.table) + str(list(found.rows.values()))
    for word in ("Jansen", "de Vries", "40.000", "Langs het fietspad"):
        assert word not in everything


WAITING = (
    "titel;antwoord;reden;wat wel kan\n"
    "Tuin;wacht op antwoord;;\n"
    "Feest;wacht op antwoord;;\n"
    "Kas;we doen mee;Het past in de wijk.;Wij geven zand.\n"
    "Muur;niet;;\n"
)


def test_what_the_list_says_waits_for_an_answer_gets_an_officer_and_a_date(desk, place):
    found = bring(desk, WAITING)
    assert "2 ervan wachten op antwoord." in words_of(desk.get(f"{BRING}{found.pk}/"))
    before = timezone.now()
    confirm(desk, found)
    imports.work()

    waiting = Review.objects.open()
    assert {review.initiative.title for review in waiting} == {"Tuin", "Feest"}
    assert {review.officer for review in waiting} == {place.officer}
    assert all(review.due_at > before + timedelta(days=14) for review in waiting)
    letter = Message.objects.get()
    assert letter.to == place.officer.email
    assert letter.subject == "Er wachten 2 initiatieven op uw antwoord in Rietwijk"
    assert "/mijn/werk/" in letter.body


def test_an_answer_of_the_list_stands_on_the_page_with_its_reason(desk, client, place):
    taken_over(desk, WAITING)

    words = words_of(client.get(Initiative.objects.get(title="Kas").get_absolute_url()))

    assert "Het past in de wijk." in words
    assert "Wij geven zand." in words
    assert "Carla Coördinator" in words


def test_a_no_without_a_reason_is_no_answer(desk, client):
    found = taken_over(desk, WAITING)

    made = Initiative.objects.get(title="Muur")
    assert made.review.status == Status.NOT_ASKED
    assert "Daarin staat: niet." in words_of(client.get(made.get_absolute_url()))
    assert "Zonder reden en zonder wat er wel kan is dit geen antwoord." in words_of(
        desk.get(f"{BRING}{found.pk}/")
    )


def test_who_joins_is_heard_by_the_coordinator_and_then_goes_on_with_it(desk, place):
    """The whole way: from a line in a list to a team that waits for an answer."""
    taken_over(desk, "titel\nTuin\n", stage_rest="active")
    made = Initiative.objects.get()
    resident = UserFactory(name="Bo", email="bo@voorbeeld.nl")
    browser = browser_of(resident)
    address = f"/initiatief/{made.pk}/meedoen/"
    assert "Hier is nu geen team." in words_of(browser.get(address))
    browser.post(address, {"can_do": "Elke zaterdag"})
    assert Message.objects.get().to == place.coordinator.email

    invitation = team.invite(made, resident.email, by=place.officer, now=timezone.now())
    browser.post(f"/uitnodiging/{invitation.token}/")
    Message.objects.all().delete()
    page = browser.get(made.get_absolute_url())
    assert "Vraag de gemeente om een antwoord" in words_of(page)
    response = browser.post(f"/initiatief/{made.pk}/antwoord-vragen/", follow=True)

    words = words_of(response)
    assert "De gemeente weet dat u op antwoord wacht." in words
    assert "Antwoord uiterlijk" in words
    assert "Overgenomen door de gemeente uit een lijst" in words
    review = Review.objects.get()
    assert (review.status, review.officer) == (Status.AWAITING, place.officer)
    assert Message.objects.get().subject == "Het team van Tuin vraagt om een antwoord"
    browser.post(f"/initiatief/{made.pk}/antwoord-vragen/")
    assert Message.objects.count() == 1


def test_the_municipality_may_say_what_it_does_before_anybody_asked(desk, place, client):
    taken_over(desk, "titel\nTuin\n")
    made = Initiative.objects.get()
    officer = browser_of(place.officer)
    address = f"/initiatief/{made.pk}/beoordelen/"
    assert "Niemand vroeg hier nog om een antwoord" in words_of(officer.get(address))

    response = officer.post(
        f"{address}antwoord/",
        {"status": "joining", "reason": "Mooi.", "possible": "Zand.", "seen": 0, "key": uuid4()},
    )

    assert response.status_code == 302
    assert "We doen mee" in words_of(client.get(made.get_absolute_url()))


# --- Once


def test_the_same_file_twice_changes_nothing(desk):
    taken_over(desk)
    before = list(Initiative.objects.order_by("pk").values())

    again = bring(desk)
    words = words_of(desk.get(f"{BRING}{again.pk}/"))
    assert "Er komt niets nieuws bij. Er verandert dus niets." in words
    assert "Staat er al. Er verandert niets." in words
    assert "Neem" not in words.split("Rij voor rij")[0]
    confirm(desk, again)
    imports.work()

    assert list(Initiative.objects.order_by("pk").values()) == before
    assert Event.objects.filter(verb="list_imported").count() == 1


@pytest.mark.parametrize(
    "other",
    [
        LIST.replace("Nr;", "nummer;").replace("Jaar", "jaar"),
        LIST.replace(";", "\t"),
        LIST.replace("Straatfeest", "STRAATFEEST"),
    ],
    ids=["other headers", "other delimiter", "other capitals"],
)
def test_the_same_list_in_another_dress_changes_nothing(desk, other):
    taken_over(desk)

    again = bring(desk, other)

    assert again.rows.all().numbers() == {RowState.THERE: 3, RowState.WRONG: 1}


def test_a_list_without_numbers_is_known_again_by_its_titles(desk):
    content = "titel;wijk\nGroen dak;Rietstraat\nGroen dak;Lisstraat\nTuin;\n"
    taken_over(desk, content)
    assert Initiative.objects.count() == 3

    again = bring(desk, content)

    assert again.rows.all().numbers() == {RowState.THERE: 3}


def test_a_list_of_another_year_with_the_same_numbers_is_another_list(desk):
    taken_over(desk, "nr;titel\n1;Tuin\n2;Feest\n", year="2023")

    found = bring(desk, "nr;titel\n1;Kas\n2;Feest\n", year="2024")

    assert found.rows.get(number=2).state == RowState.NEW
    assert found.rows.get(number=3).state == RowState.THERE  # the same number and title


def test_a_number_that_has_another_title_there_is_told_and_left_alone(desk):
    taken_over(desk, "nr;titel\n1;Tuin\n")

    found = bring(desk, "nr;titel\n1;Iets heel anders\n")

    assert "Dit nummer staat er al, met een andere titel: ‘Tuin’." in words_of(
        desk.get(f"{BRING}{found.pk}/")
    )
    assert found.rows.get().state == RowState.THERE


def test_what_residents_started_themselves_is_not_doubled(place, desk):
    own = place.send(title="Straatfeest!")

    found = taken_over(desk)

    assert Initiative.objects.filter(title__startswith="Straatfeest").get() == own
    words = words_of(desk.get(f"{BRING}{found.pk}/"))
    assert "Er is al een initiatief met deze titel." in words


def test_what_looks_like_one_of_another_year_is_told(desk):
    taken_over(desk, "titel;jaar\nStraatfeest;2023\n")

    found = bring(desk, "titel;jaar\nStraatfeest;2024\n")

    assert "Lijkt op een initiatief dat er al staat, uit 2023." in words_of(
        desk.get(f"{BRING}{found.pk}/")
    )


def test_what_its_team_took_away_does_not_come_back_with_the_list(desk, place):
    taken_over(desk, "nr;titel\n1;Tuin\n")
    made = Initiative.objects.get()
    Member.objects.create(organisation=made.team, person=place.starter)
    initiatives.take_away(made, by=place.starter)

    again = bring(desk, "nr;titel\n1;Tuin\n")

    assert again.rows.get().state == RowState.THERE
    assert Initiative.objects.get().visibility == Visibility.GONE


def test_who_confirms_twice_confirms_once(desk):
    found = bring(desk)
    for _ in range(2):
        assert confirm(desk, found).status_code == 302
    imports.work()
    confirm(desk, found)
    imports.work()

    assert Initiative.objects.count() == 3


def test_who_confirms_confirms_what_they_saw(desk):
    found = bring(desk)
    send_columns(desk, found, stage_0="stopped")

    response = desk.post(f"{BRING}{found.pk}/bevestigen/", {"seen": found.version}, follow=True)

    assert "Een collega koos andere kolommen. Kijk nog eens." in words_of(response)
    found.refresh_from_db()
    assert found.state == ImportState.PREVIEW


def test_after_confirming_the_columns_are_past(desk):
    found = bring(desk)
    confirm(desk, found)

    assert desk.get(f"{BRING}{found.pk}/kolommen/")["Location"] == f"{BRING}{found.pk}/"
    assert desk.post(f"{BRING}{found.pk}/weg/")["Location"] == f"{BRING}{found.pk}/"
    assert Import.objects.filter(state=ImportState.RUNNING).exists()


def test_the_page_shows_how_far_it_is_and_asks_again_until_it_is_done(desk):
    found = bring(desk)
    confirm(desk, found)
    part = {"HX-Request": "true", "HX-Target": "progress"}

    during = html_of(desk.get(f"{BRING}{found.pk}/", headers=part))
    imports.work()
    after = html_of(desk.get(f"{BRING}{found.pk}/", headers=part))

    assert "0 van 3 initiatieven zijn overgenomen." in during
    assert 'data-hx-trigger="every 2s"' in during
    assert f'href="{BRING}{found.pk}/"' in during  # for who has no scripts
    assert "Klaar: 3 initiatieven zijn overgenomen." in after
    assert "every 2s" not in after


@pytest.mark.django_db(transaction=True)
def test_two_people_confirm_and_two_workers_start_and_it_is_made_once():
    place = make_place()
    colleague = MembershipFactory(neighbourhood=place.neighbourhood, role=Role.COORDINATOR).person
    found = bring(
        browser_of(place.coordinator), "titel\n" + "".join(f"Plan {n}\n" for n in range(250))
    )

    at_once(
        [
            lambda who=who: imports.confirm(found, seen=1, by=who, now=timezone.now())
            for who in (place.coordinator, colleague)
        ]
    )
    done = at_once([imports.work] * 2)

    assert done == [None, None]
    assert Initiative.objects.count() == Organisation.objects.count() == 250
    assert Event.objects.filter(verb="list_imported").count() == 1
    assert Import.objects.get().state == ImportState.DONE


@pytest.mark.django_db(transaction=True)
def test_two_lists_with_the_same_rows_at_once_make_them_once():
    place = make_place()
    desk = browser_of(place.coordinator)
    rows = "nr;titel\n" + "".join(f"{n};Plan {n}\n" for n in range(150))
    for _ in range(2):
        found = bring(desk, rows)
        confirm(desk, found)

    assert at_once([imports.work] * 2) == [None, None]

    assert Initiative.objects.count() == 150
    assert set(Import.objects.values_list("state", flat=True)) == {ImportState.DONE}


def test_a_list_of_which_the_worker_died_is_taken_up_when_its_claim_is_over(desk):
    found = bring(desk, "titel\n" + "".join(f"Plan {n}\n" for n in range(250)))
    confirm(desk, found)
    now = timezone.now()
    claimed = imports._claim(now)
    imports._work_on(found.pk, claimed.free_after, now=now)  # one batch, and then it dies

    imports.work(lambda: now + timedelta(seconds=59))
    assert Initiative.objects.count() == 100
    imports.work(lambda: now + timedelta(seconds=61))

    assert Initiative.objects.count() == 250


def test_a_worker_that_was_given_up_stops_when_it_wakes(desk):
    found = bring(desk, "titel\n" + "".join(f"Plan {n}\n" for n in range(250)))
    confirm(desk, found)
    now = timezone.now()
    slow = imports._claim(now).free_after
    imports._claim(now + timedelta(minutes=2))

    assert imports._work_on(found.pk, slow, now=now) is None
    assert not Initiative.objects.exists()


# --- Back


def test_a_list_is_taken_back_as_a_whole_and_can_come_again(desk, client):
    found = taken_over(desk)
    made = Initiative.objects.first()
    page = f"{BRING}{found.pk}/terugnemen/"
    assert "3 initiatieven verdwijnen dan weer." in words_of(desk.get(page))

    desk.post(page)
    imports.work()

    assert "De lijst is teruggenomen." in words_of(desk.get(f"{BRING}{found.pk}/"))
    assert client.get(made.get_absolute_url()).status_code == 404
    assert not Initiative.objects.exists()
    assert not Organisation.objects.exists()
    assert not SearchText.objects.exists()
    assert not Event.objects.filter(subject_kind="initiative").exists()
    words = words_of(client.get("/wijk/rietwijk/"))
    assert "De gemeente nam een lijst met initiatieven terug" in words
    taken_over(desk)
    assert Initiative.objects.count() == 3


def support(made, who, place):
    initiatives.support(made, by=who)


def take_part(made, who, place):
    initiatives.join(made, can_do="", by=who)


def only_follow(made, who, place):
    activity.follow(made, by=who)


def react(made, who, place):
    conversation.react(made, "Mooi!", key=uuid4(), by=who, now=timezone.now())


def flag(made, who, place):
    activity.flag(made, Flag.Reason.OTHER, by=who, neighbourhood=place.neighbourhood)


def hide(made, who, place):
    initiatives.hide(made, "Huisregel 2", by=place.officer)


def invite(made, who, place):
    team.invite(made, who.email, by=place.officer, now=timezone.now())


def come_in(made, who, place):
    Member.objects.create(organisation=made.team, person=who)


def answer(made, who, place):
    reviews.answer(
        made.review, Status.JOINING, reason="Mooi", possible="Zand", seen=0, key=uuid4(), by=who
    )


def ask(made, who, place):
    come_in(made, who, place)
    reviews.ask(made.review, "Waar?", seen=0, key=uuid4(), by=place.officer, now=timezone.now())


def note(made, who, place):
    reviews.note(made.review, "Bellen", key=uuid4(), by=place.officer)


def photo(made, who, place):
    Photo.objects.create(initiative=made, width=1, height=1, widths=[1])


def test_where_there_is_no_team_nobody_is_asked_and_it_is_said_what_one_can_do(desk, place):
    taken_over(desk)
    made = Initiative.objects.get(title="Straatfeest")
    office, page = browser_of(place.officer), f"/initiatief/{made.pk}/beoordelen/"

    html = office.get(page).content.decode()
    assert problems(html) == []
    assert "Hier is geen team. Een vraag of een voorstel zou niemand lezen." in html
    assert f'href="/initiatief/{made.pk}/team/"' in html
    assert "Stel het team een vraag" not in html
    assert "Stel een andere datum voor" not in html
    assert "Stuur het antwoord" in html
    assert "Bewaar de notitie" in html

    typed = {"question": "Waar is het?", "seen": 0, "key": uuid4()}
    after = office.post(f"{page}vraag/", typed, follow=True)
    assert "Uw vraag is niet gestuurd: hier is geen team dat hem leest." in words_of(after)
    assert not Question.objects.exists()
    with pytest.raises(NotPossible):
        reviews.ask(made.review, "Waar?", seen=0, key=uuid4(), by=place.officer, now=timezone.now())
    day = timezone.localdate() + timedelta(days=40)
    with pytest.raises(NotPossible):
        reviews.propose_date(
            made.review, day, "Druk", key=uuid4(), by=place.officer, now=timezone.now()
        )

    come_in(made, UserFactory(), place)
    assert "Stel het team een vraag" in office.get(page).content.decode()


@pytest.mark.parametrize(
    "touch",
    [support, take_part, only_follow, react, flag, hide, invite, come_in, answer, ask, note, photo],
)
def test_what_somebody_did_something_with_stays_and_that_is_said(desk, place, touch):
    found = taken_over(desk)
    kept = Initiative.objects.select_related("review__initiative__neighbourhood", "team").get(
        title="Straatfeest"
    )
    touch(kept, UserFactory(), place)

    imports.take_back(found, by=place.coordinator, now=timezone.now())
    imports.work()

    assert list(Initiative.objects.all()) == [kept]
    words = words_of(desk.get(f"{BRING}{found.pk}/"))
    assert "1 initiatief blijft staan, want iemand deed er al iets mee." in words
    assert "Straatfeest Blijft staan" in words


def test_what_was_there_before_the_list_stays(place, desk):
    own = place.send(title="Straatfeest")
    found = taken_over(desk)

    imports.take_back(found, by=place.coordinator, now=timezone.now())
    imports.work()

    assert list(Initiative.objects.all()) == [own]


def test_taking_back_twice_is_once_and_before_it_is_done_not_at_all(desk, place):
    found = bring(desk)
    page = f"{BRING}{found.pk}/terugnemen/"
    desk.post(page)
    confirm(desk, found)
    desk.post(page)
    imports.work()
    assert Initiative.objects.count() == 3
    for _ in range(2):
        desk.post(page)
        imports.work()

    assert not Initiative.objects.exists()
    assert Event.objects.filter(verb="list_taken_back").count() == 1


# --- Forgetting


def test_a_list_that_nobody_wants_is_thrown_away(desk):
    found = bring(desk)

    response = desk.post(f"{BRING}{found.pk}/weg/", follow=True)

    assert "De lijst is weg. Er is niets openbaar geworden." in words_of(response)
    assert not Import.objects.exists()
    assert not ImportRow.objects.exists()


def test_what_nobody_confirmed_goes_after_a_week(desk):
    now = timezone.now()
    old, young, confirmed = (bring(desk) for _ in range(3))
    Import.objects.exclude(pk=young.pk).update(made_at=now - timedelta(days=8))
    confirm(desk, confirmed)

    imports.forget(now)

    assert set(Import.objects.all()) == {young, confirmed}
    assert not ImportRow.objects.filter(of=old.pk).exists()


def test_the_rows_that_became_nothing_go_after_a_month(desk):
    found = taken_over(desk)
    Import.objects.update(finished_at=timezone.now() - timedelta(days=31))

    imports.forget(timezone.now())

    assert set(found.rows.values_list("state", "title")) == {(RowState.MADE, "")}
    assert "Straatfeest" in words_of(desk.get(f"{BRING}{found.pk}/"))
    imports.take_back(found, by=found.by, now=timezone.now())
    imports.work()
    assert not Initiative.objects.exists()


# --- Lists as municipalities keep them


@pytest.mark.parametrize("name", ALL)
def test_lists_of_municipalities_go_through_it_and_twice_changes_nothing(desk, place, name):
    sample = ALL[name]
    found = bring(desk, sample.content, year="2022")
    html_of(desk.get(f"{BRING}{found.pk}/?page=3"))
    confirm(desk, found)
    with CaptureQueriesContext(connection) as queries:
        imports.work()

    assert found.rows.all().numbers() == {RowState.MADE: sample.rows}
    assert Initiative.objects.count() == sample.rows
    assert len(queries) < 100 + sample.rows
    again = bring(desk, sample.content, year="2022")
    assert again.rows.all().numbers() == {RowState.THERE: sample.rows}


@pytest.mark.parametrize("name", OWN)
def test_every_shape_of_a_list_becomes_the_same_initiatives(desk, client, name):
    taken_over(desk, OWN[name].content, year="2022")

    said = set(Initiative.objects.values_list("title", "plan", "theme", "sent_at__year"))
    assert said == {
        ("Wilde bloemen, blije bijen", "", Theme.GREEN, 2022),
        ("@En Route; samen lopen", "Elke dag", Theme.MEETING, 2022),
        ("Café Ünal op de hoek", "“Welkom”", Theme.CULTURE, 2021),
    }
    assert Initiative.objects.get(buurt__short_name="Rietbuurt").title.startswith("@En Route")

"""A municipality’s own figures: seen row by row, and nothing is written before it is confirmed."""

import io
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone
from openpyxl import Workbook

from core.sheets import MAX_ROWS, read_sheet
from goals.actions import importing
from goals.models import Figure, FigureImport, FigureSeries
from goals.selections.importing import Wrong, read
from neighbourhoods.states import Role
from tests.factories import AreaFactory, MembershipFactory, NeighbourhoodFactory, UserFactory
from tests.goals.figuring import browser_of, follow, make_home, official
from tests.threads import at_once

# As in the example that municipalities are given.
LIST = """wijk_code,wijk_naam,gemeente_code,gemeente,indicator,periode,waarde,eenheid,bron,methode
WK001400,Rietwijk,GM0014,Waterstad,groen,2022,53.6,% van 18+,Wijkmonitor 2022,1-op-1
WK001400,Rietwijk,GM0014,Waterstad,groen,2024,54.2,% van 18+,Wijkmonitor 2024,origineel
WK001401,Havenkwartier,GM0014,Waterstad,groen,2024,60.0,% van 18+,Wijkmonitor 2024,origineel
WK001401,Havenkwartier,GM0014,Waterstad,bomen,2024,2401.0,aantal,Wijkmonitor 2024,origineel
"""
HEADER = "wijkcode;indicator;periode;waarde"


@pytest.fixture
def home(db):
    found = make_home()
    AreaFactory(municipality=found.area.municipality, code="WK001401", short_name="Havenkwartier")
    return found


def address(home):
    return f"/gemeente/{home.neighbourhood.municipality.slug}/cijfers/"


def bring(home, content, name="cijfers.csv", person=None, **more):
    content = content.encode() if isinstance(content, str) else content
    form = {
        "key": str(uuid4()),
        "source": "Wijkmonitor",
        "licence": "CC0",
        "file": SimpleUploadedFile(name, content),
    }
    return browser_of(person or home.coordinator).post(address(home), form | more)


def rows(home, *lines):
    sheet = read_sheet(io.BytesIO("\n".join([HEADER, *lines]).encode()))
    return read(sheet, home.neighbourhood.municipality, source="Wijkmonitor")


def why(home, *lines):
    return [Wrong(one.reason) for one in rows(home, *lines).refused]


def values(home, *lines):
    return [Decimal(one.value) for one in rows(home, *lines).lines]


def stand():
    figures = Figure.objects.order_by("series__name", "area_code", "year")
    return list(figures.values_list("series__name", "area_code", "year", "value", "method"))


def test_nothing_is_written_until_somebody_confirms(home):
    response = bring(home, LIST)
    browser = browser_of(home.coordinator)

    html = browser.get(response.url).content.decode()
    assert "Er komen 4 cijfers bij." in html
    assert not Figure.objects.exists()
    assert not FigureSeries.objects.exists()

    browser.post(f"{response.url}bevestigen/")
    assert stand() == [
        ("bomen", "WK001401", 2024, 2401, ""),
        ("groen", "WK001400", 2022, Decimal("53.6"), "1-op-1"),
        ("groen", "WK001400", 2024, Decimal("54.2"), ""),
        ("groen", "WK001401", 2024, 60, ""),
    ]
    series = FigureSeries.objects.get(name="groen")
    assert (series.label, series.unit) == ("Groen", "% van 18+")
    assert (series.source, series.licence) == ("Wijkmonitor", "CC0")
    assert series.municipality == home.neighbourhood.municipality


def test_twice_gives_the_same(home):
    browser = browser_of(home.coordinator)
    for _time in range(2):
        found = bring(home, LIST)
        browser.post(f"{found.url}bevestigen/")
        browser.post(f"{found.url}bevestigen/")
    before = stand()

    html = browser.get(bring(home, LIST).url).content.decode()

    assert stand() == before
    assert len(before) == 4
    assert "Er verandert niets" in html
    assert "4 cijfers stonden er al zo." in html
    assert FigureSeries.objects.count() == 2


def test_what_is_another_number_now_changes_and_is_said_beforehand(home):
    browser = browser_of(home.coordinator)
    browser.post(f"{bring(home, LIST).url}bevestigen/")

    found = bring(home, LIST.replace("54.2", "55.5"))

    assert "1 cijfer verandert." in browser.get(found.url).content.decode()
    browser.post(f"{found.url}bevestigen/")
    assert ("groen", "WK001400", 2024, Decimal("55.5"), "") in stand()


def test_a_row_that_is_wrong_is_named_with_its_reason_and_the_rest_is_taken(home):
    wrong = LIST + "WK999999,Elders,GM9999,Elders,groen,2024,1.5,% van 18+,x,origineel\n"
    found = bring(home, wrong)
    browser = browser_of(home.coordinator)

    html = browser.get(found.url).content.decode()
    assert "Regel 6" in html
    assert "WK999999, groen, 2024, 1.5" in html
    assert str(Wrong.OTHER_AREA.label) in html
    browser.post(f"{found.url}bevestigen/")
    assert len(stand()) == 4


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (";groen;2024;1", Wrong.NO_CODE),
        ("WK999999;groen;2024;1", Wrong.OTHER_AREA),
        ("GM0014;groen;2024;1", Wrong.OTHER_AREA),
        ("WK001400;;2024;1", Wrong.NO_NAME),
        (f"WK001400;{'g' * 61};2024;1", Wrong.LONG_NAME),
        ("WK001400;groen;;1", Wrong.NO_YEAR),
        ("WK001400;groen;2024-Q1;1", Wrong.NO_YEAR),
        ("WK001400;groen;1066;1", Wrong.NO_YEAR),
        ("WK001400;groen;٢٠٢٤;1", Wrong.NO_YEAR),
        ("WK001400;groen;2024;", Wrong.NO_VALUE),
        ("WK001400;groen;2024;veel", Wrong.NO_VALUE),
        ("WK001400;groen;2024;9999999999999", Wrong.NO_VALUE),
        ("WK001400;groen;2024;1.234", Wrong.TWO_WAYS),
    ],
)
def test_each_fault_has_its_own_reason(home, line, reason):
    assert why(home, line) == [reason]


def test_a_code_of_another_municipality_is_no_wijk_of_this_one(home):
    AreaFactory(code="WK047911")

    assert why(home, "WK047911;groen;2024;1") == [Wrong.OTHER_AREA]


def test_a_figure_that_stands_there_twice_is_taken_once(home):
    found = rows(home, "WK001400;groen;2024;1", "WK001400;groen;2024;2", "WK001400;groen;2023;3")

    assert [one.value for one in found.lines] == ["1.0000", "3.0000"]
    assert [(one.number, one.reason) for one in found.refused] == [(3, "double")]


def test_one_figure_has_one_unit(home):
    text = (
        "wijkcode;indicator;jaar;waarde;eenheid\nWK001400;groen;2024;1;%\nWK001401;groen;2024;2;ha"
    )
    found = read(read_sheet(io.BytesIO(text.encode())), home.neighbourhood.municipality, source="x")

    assert [one.reason for one in found.refused] == ["other_unit"]


def test_decimals_are_read_with_a_comma_or_a_point(home):
    comma = values(home, "WK001400;groen;2024;12,5", "WK001401;groen;2024;1.234")
    point = values(home, "WK001400;groen;2024;12.5", "WK001401;groen;2024;1.234")

    assert comma == [Decimal("12.5"), 1234]
    assert point == [Decimal("12.5"), Decimal("1.234")]


def test_empty_lines_are_no_rows(home):
    found = rows(home, "", "WK001400;groen;2024;1", ";;;", "", "WK001401;groen;2024;2", "")

    assert len(found.lines) == 2
    assert found.refused == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_however_a_spreadsheet_saved_it(home, encoding, delimiter):
    lines = ["wijkcode|indicator|periode|waarde|bron", "WK001400|café’s|2024|12.5|Coöperatie"]
    content = "\r\n".join(lines).replace("|", delimiter).encode(encoding)

    found = bring(home, content)

    line = FigureImport.objects.get().rows[0]
    assert found.status_code == 302
    assert line == ["WK001400", "café’s", 2024, "12.5000", "Coöperatie", ""]


def test_a_workbook_is_read_as_well(home):
    book = Workbook()
    book.active.append(["Wijkmonitor 2026"])
    book.active.append(["Wijkcode", "Indicator", "Jaar", "Waarde"])
    book.active.append(["WK001400", "groen", 2024, 12.345])
    book.active.append(["WK001401", "groen", 2024, 9.5])
    content = io.BytesIO()
    book.save(content)

    bring(home, content.getvalue(), name="cijfers.xlsx")

    assert [row[3] for row in FigureImport.objects.get().rows] == ["12.3450", "9.5000"]


def test_without_the_columns_that_we_need_nothing_is_kept(home):
    response = bring(home, "wijkcode;naam\nWK001400;groen\n")

    html = response.content.decode()
    assert response.status_code == 422
    assert "Wij missen een kolom" in html
    assert "periode, waarde" in html
    assert 'value="Wijkmonitor"' in html
    assert not FigureImport.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4", b"\x00\x01", (HEADER + "\n").encode(), b"\xd0\xcf\x11\xe0"]
)
def test_what_is_no_list_is_told_in_a_sentence(home, content):
    assert bring(home, content).status_code == 422
    assert not FigureImport.objects.exists()


def test_a_list_that_is_too_long_is_refused(home):
    lines = [f"WK001400;groen{n};2024;1" for n in range(MAX_ROWS + 1)]

    assert bring(home, "\n".join([HEADER, *lines])).status_code == 422


def test_the_same_press_twice_is_one_list(home):
    key = str(uuid4())

    first, second = bring(home, LIST, key=key), bring(home, LIST, key=key)

    assert first.url == second.url
    assert FigureImport.objects.count() == 1


def test_a_list_can_be_thrown_away_until_it_is_confirmed(home):
    browser = browser_of(home.coordinator)
    found = bring(home, LIST)
    browser.post(f"{found.url}weggooien/")
    assert not FigureImport.objects.exists()

    found = bring(home, LIST)
    browser.post(f"{found.url}bevestigen/")
    browser.post(f"{found.url}weggooien/")
    assert FigureImport.objects.count() == 1
    assert len(stand()) == 4


def test_what_nobody_confirmed_goes_with_a_later_list(home):
    bring(home, LIST)
    FigureImport.objects.update(at=timezone.now() - importing.UNCONFIRMED_KEPT * 2)

    bring(home, LIST)

    assert FigureImport.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_write_once():
    home = make_home()
    AreaFactory(municipality=home.area.municipality, code="WK001401")
    bring(home, LIST)
    found = FigureImport.objects.get()

    def confirm():
        return importing.confirm(found, by=home.coordinator, now=timezone.now())

    written = at_once([confirm] * 3)

    assert sorted(one.created for one in written) == [0, 0, 4]
    assert len(stand()) == 4


def test_only_who_coordinates_or_governs_here_brings_figures(home):
    elsewhere = MembershipFactory(
        neighbourhood=NeighbourhoodFactory(), role=Role.COORDINATOR
    ).person

    assert browser_of(home.place.officer).get(address(home)).status_code == 404
    assert browser_of(UserFactory()).get(address(home)).status_code == 404
    assert browser_of(elsewhere).get(address(home)).status_code == 404
    assert browser_of(home.coordinator).get(address(home)).status_code == 200


def test_a_list_of_another_municipality_is_not_there(home):
    found = bring(home, LIST)
    other = MembershipFactory(neighbourhood=NeighbourhoodFactory(), role=Role.COORDINATOR)
    slug = other.neighbourhood.municipality.slug
    pk = FigureImport.objects.get().pk

    assert found.status_code == 302
    assert browser_of(other.person).get(f"/gemeente/{slug}/cijfers/{pk}/").status_code == 404


def test_an_own_figure_is_followed_for_a_goal(home):
    found = bring(home, LIST)
    browser = browser_of(home.coordinator)
    browser.post(f"{found.url}bevestigen/")
    indicator = follow(home, official(home, FigureSeries.objects.get(name="groen")))

    html = browser_of().get(indicator.get_absolute_url()).content.decode()

    assert "54,2 % van 18+" in html
    assert "bron: Wijkmonitor" in html.replace("Bron", "bron")


def test_words_that_begin_as_a_formula_are_words(home):
    found = bring(home, f"{HEADER}\nWK001400;=1+1;2024;1\n\x00")

    assert found.status_code == 422 or FigureImport.objects.get().rows[0][1] == "=1+1"


def command(*words):
    out = io.StringIO()
    call_command("load_figures", *words, stdout=out)
    return out.getvalue()


def test_the_command_shows_what_a_list_does_and_writes_only_when_told(home, tmp_path):
    list_ = tmp_path / "cijfers.csv"
    list_.write_bytes(f"{LIST}WK999999,Elders,,,groen,2024,1,,,\n".encode("utf-8-sig"))
    town = home.neighbourhood.municipality
    words = ("--own", str(list_), "--municipality", town.code)

    said = command(*words)

    assert "4 nieuw, 0 gewijzigd, 0 hetzelfde, 1 geweigerd." in said
    assert "regel 6 (WK999999, groen, 2024, 1): Dit is geen wijk van deze gemeente." in said
    assert "nog niets overgenomen" in said
    assert stand() == []
    assert not FigureImport.objects.exists()

    confirmed = ("--confirm", "--by", home.coordinator.email, "--licence", "CC0")
    for new in (4, 0):
        said = command(*words, *confirmed)
        assert f"{new} nieuw, 0 gewijzigd, {4 - new} hetzelfde, 1 geweigerd." in said
        assert "De lijst is overgenomen." in said
    assert len(stand()) == 4
    series = FigureSeries.objects.get(name="groen")
    assert (series.source, series.licence) == (town.name, "CC0")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--own", "{there}"], "van welke gemeente"),
        (["--own", "{there}", "--municipality", "GM9999"], "van welke gemeente"),
        (["--own", "{gone}", "--municipality", "{town}"], "niet te lezen"),
        (["--own", "{bare}", "--municipality", "{town}"], "Wij missen een kolom"),
        (["--own", "{there}", "--municipality", "{town}", "--confirm"], "--by"),
        (["--own", "{there}", "--municipality", "{town}", "--confirm", "--by", "{other}"], "--by"),
    ],
)
def test_the_command_says_what_it_cannot_do_and_writes_nothing(home, tmp_path, words, says):
    there, bare = tmp_path / "cijfers.csv", tmp_path / "kaal.csv"
    there.write_text(LIST)
    bare.write_text("wijk;aantal\nRietwijk;3\n")
    known = {
        "there": there,
        "bare": bare,
        "gone": tmp_path / "weg.csv",
        "town": home.neighbourhood.municipality.code,
        "other": UserFactory().email,
    }

    with pytest.raises(CommandError, match=says):
        command(*(word.format(**known) for word in words))

    assert stand() == []

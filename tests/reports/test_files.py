"""A report to take along: for print and screen readers, on the wall, and its figures to work on."""

import csv
import io
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from openpyxl import load_workbook
from PIL import Image

from accounts.actions.people import erase
from core import documents
from initiatives.models import Update
from initiatives.states import NewsState
from reports.actions import filing
from reports.models import Correction, ReportFiles, Story
from reports.states.files import FileKind
from reports.states.reports import MakingState
from reports.tasks import make_files, renew_files
from tests.factories import UserFactory
from tests.partners.conftest import browser_of
from tests.pdf import alternatives_in, kinds_in, opened, words_in
from tests.reports.telling import TODAY, Telling, drafted, published, telling, write

pytestmark = pytest.mark.django_db
KINDS = {"pdf": "verslag.pdf", "poster": "poster.pdf", "ods": "cijfers.ods",
         "xlsx": "cijfers.xlsx", "csv": "cijfers.csv"}  # fmt: skip


@pytest.fixture
def told() -> Telling:
    made = telling()
    file = io.BytesIO()
    Image.new("RGB", (480, 320), "green").save(file, "JPEG")
    path = made.photo.path(480, "jpeg")
    default_storage.delete(path)
    default_storage.save(path, ContentFile(file.getvalue()))
    return made


def out(told: Telling, **more):
    """Published, and not yet a file of it made."""
    report = drafted(told, **more)
    write(told, report, words="Lampen ophangen duurt te lang.")
    return published(told, report, explanation="Wij vroegen niemand.")


def content_of(response) -> bytes:
    return response.getvalue()  # read to its end a file is closed


def test_a_report_is_read_aloud_in_its_order_with_its_pictures_described(told):
    report = out(told)
    filing.work(lambda: TODAY)
    response = browser_of().get(f"{report.get_absolute_url()}verslag.pdf")

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('inline; filename="verslag-van-kwartaal-1')
    with opened(content_of(response)) as pdf:
        assert str(pdf.Root.Lang) == "nl"
        assert str(pdf.docinfo.Title) == f"{report}: {report.neighbourhood.name}"
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        assert {"TOC", "TOCI", "H1", "H2", "Table", "TH", "BlockQuote", "Figure"} <= set(
            kinds_in(pdf)
        )
        assert "Sla" in alternatives_in(pdf)
        assert all(alternatives_in(pdf)), "no picture without words"
        assert len(pdf.open_outline().root) == len(
            [
                "verhalen",
                "doelen",
                "afspraken",
                "geweigerd",
                "werkt niet",
                "zelf",
                "lessen",
                "bijlage",
            ]
        )
        words = words_in(pdf)
    after_contents = words[words.index("Op de site:") :]
    in_order = [
        "Verhalen uit de wijk",
        "De eerste sla staat.",
        "Onze doelen",
        "Samen buiten",
        "Het loopt goed.",
        "Afspraken: nagekomen of niet",
        "De lampen kwamen niet.",
        "Geweigerd, te laat of gestopt",
        "Er ligt daar een leiding.",
        "Wat er wel kan: Een pad erlangs kan wel.",
        "Wat (nog) niet werkt",
        "Lampen ophangen duurt te lang.",
        "Wat bewoners zelf regelden",
        "Wat wij leerden",
        "Een sleutel van de school.",
        "Bijlage: de cijfers",
        "Geteld op deze site",
    ]
    missing = [one for one in in_order if one not in after_contents]
    assert missing == []
    at = -1
    for one in in_order:
        at = after_contents.index(one, at + 1)


def test_the_poster_is_one_a3_with_pictures_and_what_does_not_work(told):
    report = out(told, quarter=None)
    filing.work(lambda: TODAY)
    response = browser_of().get(f"{report.get_absolute_url()}poster.pdf")
    with opened(content_of(response)) as pdf:
        assert len(pdf.pages) == 1
        assert [round(float(one) / 72 * 25.4) for one in pdf.pages[0].mediabox] == [0, 0, 297, 420]
        assert alternatives_in(pdf)[0] == "Sla"
        assert alternatives_in(pdf)[-1].startswith("QR-code naar ")
        words = words_in(pdf)
    for one in ("Verslag van 2026", "De moestuin", "Wat (nog) niet werkt", "Lampen ophangen duurt"):
        assert one in words


def test_the_figures_are_the_same_in_three_forms_and_nothing_is_a_formula(told):
    told.place.organisation.name = '=HYPERLINK("http://x")'
    told.place.organisation.save()
    report = out(told)
    filing.work(lambda: TODAY)
    found = {
        kind: browser_of().get(f"{report.get_absolute_url()}{KINDS[kind]}")
        for kind in ("csv", "xlsx", "ods")
    }
    for kind, response in found.items():
        assert response["Content-Disposition"].startswith('attachment; filename="cijfers-verslag')
        assert response["Content-Disposition"].endswith(f'.{kind}"')
    text = content_of(found["csv"]).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    hours = [one for one in rows if one["Soort"] == "bijdrage" and one["Wat"] == "Uren"]
    assert [(one["Doel"], one["Wie"], one["Waarde"]) for one in hours] == [
        ("Samen buiten", '\'=HYPERLINK("http://x")', "4,0")
    ]
    book = load_workbook(io.BytesIO(content_of(found["xlsx"])))
    assert {"Geteld", "Bijdragen", "Afspraken"} <= set(book.sheetnames)
    assert all(cell.data_type != "f" for tab in book for row in tab.iter_rows() for cell in row)
    kept = {row[0].value: row[1].value for row in book["Afspraken"].iter_rows(min_row=2)}
    assert kept['=HYPERLINK("http://x")'] == 1
    ods = zipfile.ZipFile(io.BytesIO(content_of(found["ods"]))).read("content.xml").decode()
    assert "Samen buiten" in ods
    assert "table:formula" not in ods


def test_files_are_made_once_by_the_worker_and_meanwhile_the_page_says_how_far(told):
    report = out(told)
    page = f"{report.get_absolute_url()}meenemen/"
    assert "De bestanden worden gemaakt: 0 procent." in browser_of().get(page).content.decode()

    make_files()
    files = ReportFiles.objects.get(report=report)
    assert (files.state, set(files.sizes)) == (MakingState.DONE, set(FileKind))
    again = published(told, report, explanation="Wij vroegen niemand.")
    make_files()
    assert ReportFiles.objects.get(report=again).name == files.name, "pressed twice it is made once"
    shown = browser_of().get(page).content.decode()
    for name in KINDS.values():
        assert f'href="{report.get_absolute_url()}{name}"' in shown
    assert "Neem mee" in browser_of().get(report.get_absolute_url()).content.decode()


def test_what_is_hidden_later_is_in_no_file_from_that_moment_on(told):
    report = out(told)
    make_files()
    first = ReportFiles.objects.get(report=report)
    Update.objects.filter(pk=told.news.pk).update(
        state=NewsState.HIDDEN, hidden_reason="Huisregels"
    )

    path = f"{report.get_absolute_url()}verslag.pdf"
    for _time in ("made at once", "made by the worker"):
        with opened(content_of(browser_of().get(path))) as pdf:
            assert "De eerste sla staat." not in words_in(pdf)
            assert "Sla" not in alternatives_in(pdf)
        renew_files()
        make_files()
    second = ReportFiles.objects.get(report=report)
    assert second.name != first.name
    assert not default_storage.exists(f"report-files/{first.name}/pdf")
    assert default_storage.exists(f"report-files/{second.name}/pdf")


def test_signed_stories_and_corrections_are_in_the_file_and_a_name_can_leave_it(told):
    report = drafted(told)
    fatma = UserFactory(name="Fatma")
    story = {"title": "Een bankje", "words": "Vier jaar vroegen wij erom.", "voice": "resident"}
    Story.objects.create(report=report, person=fatma, signed="Fatma", **story)
    write(told, report, words="Lampen ophangen duurt te lang.")
    report = published(told, report)  # residents have a part in it, so nothing is to explain
    Correction.objects.create(
        report=report, chapter="figures", words="Geen 11 maar 12.", by=told.coordinator, key=uuid4()
    )

    def words_now():
        filing.ask_where_changed(timezone.now())
        filing.work(timezone.now)
        address = f"{report.get_absolute_url()}verslag.pdf"
        with opened(content_of(browser_of().get(address))) as pdf:
            return " ".join(words_in(pdf).split())

    words = words_now()
    assert words.index("Geen 11 maar 12.") < words.index("Vier jaar vroegen wij erom.")
    assert "Fatma, bewoner" in words
    erase(fatma, now=timezone.now())
    words = words_now()
    assert "Vier jaar vroegen wij erom." in words
    assert "Fatma" not in words


def test_a_draft_is_a_file_for_who_coordinates_only_and_is_not_kept(told):
    report = drafted(told)
    path = f"{report.get_absolute_url()}verslag.pdf"
    assert browser_of().get(path).status_code == 404
    assert browser_of(told.place.member).get(path).status_code == 404
    with opened(content_of(browser_of(told.coordinator).get(path))) as pdf:
        assert "Dit is een concept." in words_in(pdf)
    pressed = browser_of(told.coordinator).post(f"{report.get_absolute_url()}meenemen/opnieuw/")
    assert pressed.status_code == 302
    assert not ReportFiles.objects.exists()


def test_a_maker_that_fails_is_tried_again_and_then_says_so(told, monkeypatch):
    report = out(told)
    monkeypatch.setattr(documents.sys, "executable", "/bin/false")
    for minutes in range(0, 20, 5):
        filing.work(lambda m=minutes: TODAY + timedelta(minutes=m))
    assert ReportFiles.objects.get(report=report).has_failed
    coordinator = browser_of(told.coordinator)
    page = coordinator.get(f"{report.get_absolute_url()}meenemen/").content.decode()
    assert "lukte niet" in page
    told_so = coordinator.get(f"{report.get_absolute_url()}verslag.pdf", follow=True)
    assert "Dit bestand maken lukt nu niet." in told_so.content.decode()

    monkeypatch.undo()
    coordinator.post(f"{report.get_absolute_url()}meenemen/opnieuw/")
    filing.work(lambda: TODAY + timedelta(hours=1))
    assert ReportFiles.objects.get(report=report).state == MakingState.DONE


def test_a_file_asks_few_queries(told, django_assert_max_num_queries):
    report = out(told)
    make_files()
    browser = browser_of()
    for name in KINDS.values():
        with django_assert_max_num_queries(5):
            assert content_of(browser.get(f"{report.get_absolute_url()}{name}"))

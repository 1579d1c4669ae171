"""A municipality brings its list: from a spreadsheet to a page on which a neighbour goes on."""

import io

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from initiatives.actions import imports
from initiatives.models import Import, Initiative
from initiatives.states import ImportState
from tests.factories import UserFactory

from .conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)

ROWS: list[list[str | int | None]] = [
    ["Kenmerk", "Titel", "Toelichting", "Rubriek", "Gebied", "Besluit", "Jaar", "Aanvrager"],
    [
        "BB-1",
        "Vlinderveldje",
        "Een strook met bloemen.",
        "Groen",
        "Poelenburg Oost",
        "gekozen",
        2025,
        "J",
    ],
    [
        "BB-2",
        "Schaaktafels",
        "In het park.",
        "Regeling 7b",
        "Poelenburg",
        "niet gekozen",
        2025,
        "P",
    ],
    ["BB-3", None, "Zonder naam", "Groen", "Poelenburg", "gekozen", 2025, "S"],
    ["BB-4", "Buurtkoor", "Bel 06-12345678", "Cultuur", "de school", "gekozen", 2025, "K"],
]


def workbook() -> dict:
    book = Workbook()
    for row in ROWS:
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "lijst.xlsx", "mimeType": kind, "buffer": file.getvalue()}


@pytest.mark.parametrize(
    "size",
    [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop", marks=pytest.mark.full)],
)
def test_a_list_becomes_pages_and_a_neighbour_goes_on_with_one(
    visitor, wijk, enter, check_page, size
):
    page = visitor(viewport=size).new_page()
    enter(page.context, wijk.coordinator)
    page.goto(f"{wijk.path}beheer/")
    page.get_by_role("link", name="Voer een lijst in").click()
    page.get_by_role("button", name="Lees het bestand").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Kies een bestand.")
    check_page(page)
    page.get_by_label("Hoe heet de lijst?").fill("Buurtbudget")
    page.get_by_label("Het bestand").set_input_files(
        {"name": "lijst.xlsx", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 een brief"}
    )
    page.get_by_role("button", name="Lees het bestand").click()
    expect(page.get_by_role("alert")).to_contain_text("Dit is geen lijst.")
    expect(page.get_by_label("Hoe heet de lijst?")).to_have_value("Buurtbudget")
    page.get_by_label("Het bestand").set_input_files(workbook())
    page.get_by_role("button", name="Lees het bestand").click()

    # What is in which column; another column brings its own words.
    expect(page.get_by_role("heading", name="Wat staat waar?")).to_be_visible()
    expect(page.get_by_text("niet als u bevestigt: Aanvrager.")).to_be_visible()
    check_page(page)
    page.locator("#id_column_stage").select_option(label="Staat niet in de lijst")
    expect(page.get_by_label("niet gekozen")).to_have_count(0)
    page.locator("#id_column_stage").select_option(label="Besluit: gekozen")
    expect(page.get_by_label("niet gekozen")).to_have_value("idea")
    page.get_by_label("Regeling 7b").select_option(label="Spelen en sport")
    page.get_by_role("button", name="Bekijk wat er gebeurt").click()

    # Row by row, before anything is public.
    expect(page.get_by_text("Er komen 3 initiatieven bij.")).to_be_visible()
    expect(page.get_by_text("Spelen en sport, idee, 2025")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Kan niet 1").click()
    expect(page.get_by_text("De titel ontbreekt.")).to_be_visible()
    expect(page.get_by_text("Schaaktafels")).to_have_count(0)
    check_page(page)
    assert not Initiative.objects.exists()
    page.get_by_role("button", name="Neem 3 initiatieven over").click()
    expect(page.get_by_role("alert")).to_contain_text("gegevens van mensen")
    check_page(page)
    page.get_by_label("Ik heb gekeken").check()
    page.get_by_role("button", name="Neem 3 initiatieven over").click()
    expect(page.get_by_text("0 van 3 initiatieven zijn overgenomen.")).to_be_visible()
    check_page(page)
    imports.work()  # as the worker does
    expect(page.get_by_text("Klaar: 3 initiatieven zijn overgenomen.")).to_be_visible()
    expect(page.get_by_role("link", name="Vlinderveldje")).to_be_visible()
    check_page(page)

    # A neighbour finds one, and goes on with it.
    neighbour = visitor(viewport=size).new_page()
    enter(neighbour.context, UserFactory(name="Noor"))
    neighbour.goto(Initiative.objects.get(title="Schaaktafels").get_absolute_url())
    expect(neighbour.get_by_text("lijst: Buurtbudget")).to_be_visible()
    expect(neighbour.get_by_text("Hier is nog geen team.")).to_be_visible()
    check_page(neighbour)
    neighbour.get_by_role("link", name="Ik doe mee").click()
    check_page(neighbour)
    neighbour.get_by_role("button", name="Ik doe mee").click()
    expect(neighbour.get_by_role("button", name="U doet mee")).to_be_visible()

    # The list goes back; what the neighbour joined stays.
    page.get_by_role("link", name="Neem de lijst terug").click()
    check_page(page)
    page.get_by_role("button", name="Neem de lijst terug").click()
    expect(page.get_by_text("0 van 3 initiatieven zijn bekeken.")).to_be_visible()
    imports.work()
    expect(page.get_by_text("1 initiatief blijft staan")).to_be_visible()
    check_page(page)


def test_without_scripts_a_list_goes_in_as_well(no_js_page, wijk, enter, check_html):
    page = no_js_page
    enter(page.context, wijk.coordinator)
    page.goto(f"{wijk.path}importeren/")
    page.get_by_label("Hoe heet de lijst?").fill("Buurtbudget")
    page.get_by_label("Het bestand").set_input_files(workbook())
    page.get_by_role("button", name="Lees het bestand").click()
    page.locator("#id_column_stage").select_option(label="Staat niet in de lijst")
    page.get_by_role("button", name="Haal de woorden op").click()
    expect(page.get_by_label("niet gekozen")).to_have_count(0)
    check_html(page)
    page.get_by_role("button", name="Bekijk wat er gebeurt").click()
    page.get_by_role("link", name="Kan niet 1").click()
    expect(page.get_by_text("De titel ontbreekt.")).to_be_visible()
    page.get_by_label("Ik heb gekeken").check()
    page.get_by_role("button", name="Neem 3 initiatieven over").click()
    imports.work()
    page.get_by_role("link", name="Kijk hoe ver het is").click()
    expect(page.get_by_text("Klaar: 3 initiatieven zijn overgenomen.")).to_be_visible()
    check_html(page)
    assert Import.objects.get().state == ImportState.DONE

"""In one press the document that a council and the Omgevingswet ask for."""

import re
import zipfile
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pikepdf
import pytest
from django.utils import timezone

from participation.actions import processes
from participation.actions.processes import Promise
from participation.states.processes import PhaseKind
from tests.factories import RoundFactory, UserFactory
from tests.html import problems
from tests.partners.conftest import browser_of

from .running import NOW, Running, answer, close, go_on, running, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(db) -> Running:
    """From beginning to end."""
    this = running()
    fatma = UserFactory(name="Fatma Geheim")
    wish = say(this, fatma, words="Een bankje in de schaduw")
    objection = say(this, kind="objection", words="Mijn raam komt in de schaduw.")
    RoundFactory(process=this.process)
    processes.tick(
        this.phase(), "near", "Wij stonden op het schoolplein.", by=this.place.coordinator, now=NOW
    )
    due = timezone.localdate() + timedelta(days=9)
    processes.promise(
        this.process,
        Promise("Een tekening", this.town, this.place.organisation, due),
        key=uuid4(),
        by=this.place.coordinator,
    )
    answer(this, wish)
    answer(this, objection, done="not", reason="Het kan niet.", possible="Een lage boom.")
    go_on(this, PhaseKind.PREPARATION, report="De tekening komt.")
    go_on(this, PhaseKind.IMPLEMENTATION)
    close(this)
    return this


def test_the_page_tells_all_of_it_in_order_and_no_names(told):
    page = browser_of().get(f"{told.path}document/").content.decode()
    assert problems(page) == []
    places = [
        page.index(words)
        for words in (
            "Wat er is gevraagd",
            "Bewoners beslissen mee.",
            "De drie fasen",
            "Wij spraken mensen op 1 plek.",
            "Wij stonden op het schoolplein.",
            "Een tekening",
            "De tekening komt.",
            "Een bankje in de schaduw",
            "Het bankje staat er.",
            "Mijn raam komt in de schaduw.",
            "Een lage boom.",
            "Het plein is af.",
            "Eerder beginnen.",
        )
    ]
    assert places == sorted(places)
    assert "Fatma" not in page


def test_the_pdf_is_accessible_and_named_after_it(told):
    response = browser_of().get(f"{told.path}document.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="het-plein.pdf"'
    with pikepdf.open(BytesIO(response.content)) as pdf:
        assert str(pdf.Root.Lang) == "nl"
        assert str(pdf.docinfo.Title) == "Het plein"
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_the_odt_holds_the_same_words(told):
    response = browser_of().get(f"{told.path}document.odt")
    content = zipfile.ZipFile(BytesIO(response.content)).read("content.xml").decode()
    words = re.sub(r"<[^>]+>", " ", content)
    for one in ("Een bankje in de schaduw", "Het kan niet.", "Een lage boom.", "Eerder beginnen."):
        assert one in words


def test_one_that_only_began_is_a_document_too(db):
    this = running()
    page = browser_of().get(f"{this.path}document/").content.decode()
    assert "Er is nog niemand gehoord." in page
    assert "Dit traject loopt nog." in page
    for end in ("pdf", "odt"):
        assert browser_of().get(f"{this.path}document.{end}").status_code == 200

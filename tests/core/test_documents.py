"""A document is the same on the page, in an accessible PDF and in an OpenDocument text."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import html5lib
import pikepdf
import pytest

from core.documents import Bullets, Document, Heading, Table, Text, as_odt, as_pdf

NOW = datetime(2026, 5, 4, 20, tzinfo=UTC)
WORDS = 'Een *ster*, #let x = $y$, <b>vet</b>, `code`, _lijn_, \\n en "aanhaling" & meer'
DOCUMENT = Document(
    title="Het plein: *nieuw* #1",
    language="nl",
    subtitle="Rietwijk, 4 mei 2026",
    author="Gemeente Waterstad",
    blocks=[
        Heading("Wat er is gevraagd"),
        Text(f"Eerste alinea.\n\n{WORDS}\nnog een regel", "Vraag:"),
        Heading("Onder", 2),
        Bullets(["school", "markt"]),
        Table("Inbreng", ["Wat", "Antwoord"], [["Een bankje", "gedaan"], ["Een boom", ""]]),
    ],
)


def opened(document: Document) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(as_pdf(document)))


def kinds_in(element) -> list[str]:
    """The tags of the structure, in reading order."""
    found = [str(element.S)] if "/S" in element else []
    children = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            found += kinds_in(child)
    return found


def words_of(document: Document) -> str:
    return zipfile.ZipFile(BytesIO(as_odt(document, now=NOW))).read("content.xml").decode()


def test_a_pdf_says_its_language_and_title_and_that_it_is_accessible():
    with opened(DOCUMENT) as pdf:
        assert str(pdf.Root.Lang) == "nl"
        assert pdf.Root.MarkInfo.Marked is True
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert str(pdf.docinfo.Title) == DOCUMENT.title
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == DOCUMENT.title


def test_a_pdf_has_tags_in_the_order_of_reading():
    with opened(DOCUMENT) as pdf:
        kinds = kinds_in(pdf.Root.StructTreeRoot)
    marks = [kind for kind in kinds if kind in {"/H1", "/H2", "/L", "/LI", "/Table", "/TH", "/TD"}]
    assert marks == [
        "/H1", "/H2", "/L", "/LI", "/LI", "/Table", "/TH", "/TH", "/TD", "/TD", "/TD", "/TD",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "word", ["💥", "漢字", "عربي", "\u202e", "\ufffd", "ğışçö", "zł", "‘’“”–…€"]
)
def test_no_word_costs_anybody_the_document(word):
    document = Document(f"T {word}", "nl", [Text(f"Een {word}"), Table(word, [word], [[word]])])
    with opened(document) as pdf:
        assert len(pdf.pages) == 1
    assert word in words_of(document)


def test_nothing_at_all_is_a_document_too():
    empty = Document("Leeg", "ar", [Text(""), Bullets([]), Table("Niets", ["Wat"], [])])
    with opened(empty) as pdf:
        assert str(pdf.Root.Lang) == "ar"
    assert "Leeg" in words_of(empty)


def test_an_opendocument_text_has_headings_a_title_and_header_rows():
    file = zipfile.ZipFile(BytesIO(as_odt(DOCUMENT, now=NOW)))
    content, meta = file.read("content.xml").decode(), file.read("meta.xml").decode()
    assert file.read("mimetype") == b"application/vnd.oasis.opendocument.text"
    assert content.count('text:outline-level="1"') == 1
    assert 'text:style-name="Heading_20_2"' in content
    assert "table:table-header-rows" in content
    assert "<dc:title>Het plein: *nieuw* #1</dc:title>" in meta
    assert "<dc:language>nl-NL</dc:language>" in meta


def test_words_are_words_and_never_markup():
    text = "".join(html5lib.parse(words_of(DOCUMENT)).itertext())
    assert "#let x = $y$, <b>vet</b>, `code`" in text


def test_many_rows_are_made_in_a_moment():
    rows = [[f"Een lange zin over een bankje {n}", "gedaan", "omdat het kon"] for n in range(600)]
    many = Document(
        "Veel", "nl", [Table("Inbreng", ["Wat", "Wat ermee is gedaan", "Waarom"], rows)]
    )
    with opened(many) as pdf:
        assert len(pdf.pages) > 5
    assert "bankje 599" in words_of(many)

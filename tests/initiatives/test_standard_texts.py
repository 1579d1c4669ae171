"""A text to begin with is filled with the real data, and its writer goes on."""

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import Draft
from initiatives.models import Answer, Question, StandardText
from partners.models import Member
from tests.factories import AdministratorFactory, MunicipalityFactory, NeighbourhoodFactory
from tests.html import fragment_problems, problems
from tests.initiatives.conftest import browser_of

TEXT = "Beste {naam team}, u hoort vóór {datum} over {titel} in {wijk}. Groet, {ambtenaar}"


@pytest.fixture
def text(place):
    return StandardText.objects.create(
        neighbourhood=place.neighbourhood, part="reason", name="Begin", text=TEXT
    )


def desk(place):
    return reverse("initiatives:standard_texts", args=[place.neighbourhood.slug])


def insert(person, initiative, text, *, where="answer", htmx=False, **typed):
    headers = {"HX-Request": "true", "HX-Target": f"{where}-fields"} if htmx else {}
    sent = {f"standard_{where}": getattr(text, "pk", text), "insert": where, **typed}
    address = reverse("initiatives:insert", args=[initiative.pk])
    return browser_of(person).post(address, sent, headers=headers, follow=not htmx)


def test_it_is_filled_with_what_is_true_of_the_initiative(place, initiative, text):
    html = insert(place.officer, initiative, text).content.decode()

    assert (
        "Beste Samira Starter, u hoort vóór maandag 14 december over Moestuin in Rietwijk. "
        "Groet, Olga Officier"
    ) in html
    assert problems(html) == []


def test_all_that_was_typed_stays_and_the_text_comes_behind_it(place, initiative, text):
    typed = {"status": "partly", "reason": "Eerst dit.", "possible": "En dat.", "note": "Bel."}

    html = insert(place.officer, initiative, text, **typed).content.decode()

    for words in ("En dat.", "Bel."):
        assert words in html
    assert html.index("Eerst dit.") < html.index("Beste Samira Starter")
    kept = Draft.objects.get(person=place.officer).fields
    assert kept["status"] == "partly"


def test_inserted_twice_it_stands_there_once(place, initiative, text):
    insert(place.officer, initiative, text)
    reason = Draft.objects.get().fields["reason"]

    html = insert(place.officer, initiative, text, reason=reason).content.decode()

    assert html.count("Beste Samira Starter") == 1


def test_with_htmx_only_the_fields_come_back(place, initiative, text):
    response = insert(place.officer, initiative, text, htmx=True, possible="En dat.")

    html = response.content.decode()
    assert html.strip().startswith('<div id="answer-fields"')
    assert "Beste Samira Starter" in html
    assert "En dat." in html
    assert "De tekst staat erin." in html
    assert fragment_problems(html) == []


def test_a_question_has_texts_of_its_own(place, initiative, text):
    asks = StandardText.objects.create(
        municipality=place.neighbourhood.municipality,
        part="question",
        name="Hoeveel",
        text="Hoeveel mensen doen mee met {titel}?",
    )

    html = insert(place.officer, initiative, asks, where="question").content.decode()
    assert "Hoeveel mensen doen mee met Moestuin?" in html

    wrong = insert(place.officer, initiative, text, where="question").content.decode()
    assert "Kies eerst een standaardtekst." in wrong


@pytest.mark.parametrize("junk", ["", "abc", "0", "9" * 30, "-1", "½"])
def test_what_is_no_text_of_here_puts_nothing_in(place, initiative, text, junk):
    StandardText.objects.create(
        neighbourhood=NeighbourhoodFactory(), part="reason", name="Elders", text="Van elders"
    )
    html = insert(place.officer, initiative, junk, reason="Getypt").content.decode()

    assert "Kies eerst een standaardtekst." in html
    assert "Getypt" in html


def test_texts_of_elsewhere_are_not_offered(place, initiative, text):
    elsewhere = [
        StandardText.objects.create(part="reason", name=f"Elders {n}", text="Elders", **home)
        for n, home in enumerate(
            ({"neighbourhood": NeighbourhoodFactory()}, {"municipality": MunicipalityFactory()})
        )
    ]
    page = (
        browser_of(place.officer)
        .get(reverse("initiatives:review", args=[initiative.pk]))
        .content.decode()
    )
    assert "Waarom: Begin" in page
    assert not any(one.name in page for one in elsewhere)
    assert insert(place.officer, initiative, elsewhere[0]).content.decode().count("Elders") == 0


@pytest.mark.parametrize("field", ["reason", "possible"])
def test_what_is_not_filled_in_yet_cannot_leave(place, initiative, field):
    fields = {"status": "joining", "reason": "Goed.", "possible": "Alles.", "seen": 0}
    sent = fields | {"key": uuid4(), field: "Beste {naam team}, ja!"}

    response = browser_of(place.officer).post(
        reverse("initiatives:answer", args=[initiative.pk]), sent
    )

    html = response.content.decode()
    assert response.status_code == 422
    assert "Vul nog in wat tussen haken staat: {naam team}." in html
    assert "Beste {naam team}, ja!" in html
    assert not Answer.objects.exists()


def test_a_question_that_is_not_filled_in_cannot_leave_either(place, initiative):
    sent = {"question": "Wat kost {titel}?", "seen": 0, "key": uuid4()}

    response = browser_of(place.officer).post(
        reverse("initiatives:ask", args=[initiative.pk]), sent
    )

    assert response.status_code == 422
    assert not Question.objects.exists()


def test_what_is_not_known_stays_for_the_writer(place, initiative, text):
    Member.objects.all().delete()

    html = insert(place.officer, initiative, text).content.decode()

    assert "Beste {naam team}, u hoort" in html


# Keeping them


def fields(**changes):
    return {"part": "reason", "name": "Geld", "text": "Er is geld voor {titel}."} | changes


def test_the_coordinator_writes_and_the_officer_uses(place, initiative):
    client = browser_of(place.coordinator)
    for _ in range(2):
        html = client.post(desk(place), fields(), follow=True).content.decode()
    assert StandardText.objects.count() == 1
    assert "Geld" in html
    assert problems(html) == []

    html = insert(place.officer, initiative, StandardText.objects.get()).content.decode()
    assert "Er is geld voor Moestuin." in html


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ("Voor {bedrag} euro.", "{bedrag}"),
        ("Beste {naam", "{"),
        ("Beste naam}", "}"),
        ("{}", "{}"),
        ("{{titel}}", "{"),
        ("{titel} en {naam van het team}", "{naam van het team}"),
    ],
)
def test_a_word_that_is_not_filled_in_is_refused_with_those_that_are(place, wrong, named):
    response = browser_of(place.coordinator).post(desk(place), fields(text=wrong))

    html = response.content.decode()
    assert response.status_code == 422
    assert f"Dit wordt niet ingevuld: {named}" in html
    assert "Kies uit: {titel}, {naam team}, {datum}, {ambtenaar}, {wijk}." in html
    assert wrong in html
    assert not StandardText.objects.exists()


def test_capitals_and_spaces_in_the_braces_do_not_matter(place, initiative):
    browser_of(place.coordinator).post(desk(place), fields(text="Over { Titel }."))

    html = insert(place.officer, initiative, StandardText.objects.get()).content.decode()

    assert "Over Moestuin." in html


def test_a_name_stands_for_one_text(place, text):
    other = fields(name="Begin", text="Iets anders.")

    response = browser_of(place.coordinator).post(desk(place), other)

    assert response.status_code == 422
    assert "Er is al een tekst met deze naam." in response.content.decode()
    assert StandardText.objects.get().text == TEXT


def test_a_text_is_changed_and_taken_away(place, text):
    client = browser_of(place.coordinator)
    address = reverse("initiatives:standard_text", args=[text.pk])
    assert TEXT in client.get(address).content.decode()

    client.post(address, fields(name="Begin"))
    text.refresh_from_db()
    assert text.text == "Er is geld voor {titel}."

    client.post(f"{address}weg/")
    assert not StandardText.objects.exists()
    assert client.get(address).status_code == 404


def test_those_of_the_municipality_are_the_administrators(place, initiative):
    municipality = place.neighbourhood.municipality
    administrator = AdministratorFactory(municipality=municipality).person
    address = reverse("initiatives:municipal_standard_texts", args=[municipality.slug])

    browser_of(administrator).post(address, fields())

    known = StandardText.objects.get()
    page = browser_of(place.coordinator).get(desk(place)).content.decode()
    assert "Geld" in page
    change = reverse("initiatives:standard_text", args=[known.pk])
    assert change not in page
    assert browser_of(place.coordinator).get(change).status_code == 404
    assert "Er is geld voor Moestuin." in insert(place.officer, initiative, known).content.decode()


def test_a_key_beyond_a_thousand_is_written_without_a_point(place, initiative, text):
    StandardText.objects.filter(pk=text.pk).update(id=54321)
    page = browser_of(place.officer).get(reverse("initiatives:review", args=[initiative.pk]))
    assert '<option value="54321">' in page.content.decode()

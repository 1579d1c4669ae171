"""Searching in a neighbourhood: Dutch words, typing errors, and only what one may see."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from initiatives.actions import finding, initiatives
from initiatives.actions.initiatives import Idea, Picture
from initiatives.models import Initiative, SearchText
from initiatives.selections import finding as selection
from initiatives.selections.finding import find
from initiatives.states import Stage, Status, Theme, Visibility
from neighbourhoods.models import Area, Neighbourhood, Word
from tests.factories import BuurtFactory, InitiativeFactory, ReviewFactory
from tests.html import fragment_problems, problems

LIST = "/wijk/rietwijk/initiatieven/"
RESEMBLING = "Met precies deze woorden is er niets."


def page(client, address=LIST, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def titles(html):
    """Of the cards, in their order."""
    return re.findall(r'<h3 class="wijk-card__title"[^>]*><a [^>]*>(.*?)</a>', html)


def found(client, question, **query):
    return titles(page(client, zoek=question, **query))


def words():
    return set(Word.objects.filter(kind=Word.Kind.INITIATIVE).values_list("text", flat=True))


# What is understood


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("Minder zwerfafvalmeldingen", "zwerfafval"),
        ("Een speeltuin voor peuters", "speeltuinen"),
        ("Schoon door Slotervaart", "Slotervaat"),
        ("Samen tegen zwerfafval", "afval"),
        ("Bomen in de straat", "boom"),
        ("Veilige oversteek", "veiligheid"),
        ("Koffie op dinsdag", "KOFFIE"),
        ("Café ’t Hoekje", "cafe"),
        ("Vlaggen bij de één", "een vlag"),
        ("Vrijwilligers gezocht", "vrijwiligers"),
        ("Repaircafé 2.0", "2"),
        ("حديقة الحي", "حديقة"),
    ],
)
def test_what_somebody_means_is_found(place, client, title, question):
    place.send(title=title)
    place.send(title="Heel iets anders", plan="Met niets gemeen.")

    html = page(client, zoek=question)

    assert titles(html) == [title]
    assert RESEMBLING not in html
    assert problems(html) == []


@pytest.mark.parametrize(
    "question", ["knutselen", "steiger", "verfkwasten", "lisdodde", "rietwijk", "knutsel steigers"]
)
def test_all_that_it_says_can_be_looked_for(place, client, question):
    (area,) = Area.objects.wijken().filter(neighbourhoods=place.neighbourhood)
    buurt = BuurtFactory(parent=area, short_name="Lisdodde")
    texts = {"plan": "Knutselen met kinderen", "place": "aan de steiger", "needs": "Verfkwasten"}
    place.send(title="Middag", buurt=buurt, **texts)

    assert found(client, question) == ["Middag"]


def test_every_word_of_a_question_counts(place, client):
    place.send(title="Moestuin bij de school", plan="Groente.")
    place.send(title="Moestuin op het dak", plan="Groente.")

    assert found(client, "moestuin school") == ["Moestuin bij de school"]
    assert len(found(client, "moestuin")) == 2


def test_the_title_goes_first_then_the_word_itself_then_what_is_near(place, client):
    wanted = [
        "Speeltuin opknappen",
        "Speeltuinfeest",
        "Speltuin te klein",
        "Bankjes",
        "Hek",
        "Grasveld",
    ]
    plans = dict.fromkeys(wanted, "Iets moois.")
    plans["Bankjes"] = "Bij de speeltuinen."
    plans["Hek"] = "Voor het speeltuinterrein."
    plans["Grasveld"] = "Naast de speltuin."
    for title in wanted[::-1]:
        place.send(title=title, plan=plans[title])

    assert found(client, "speeltuin") == wanted


def test_of_equals_the_newest_goes_first(place, client):
    for number in range(3):
        place.send(title=f"Moestuin {number}")

    assert found(client, "moestuin") == ["Moestuin 2", "Moestuin 1", "Moestuin 0"]


def test_a_short_word_with_an_error_is_understood_when_there_is_nothing_else(place, client):
    place.send(title="Koffie op dinsdag", plan="Kopje erbij.")
    assert found(client, "kofie") == ["Koffie op dinsdag"]
    assert RESEMBLING in page(client, zoek="kofie")

    place.send(title="Kofie", plan="Zo heet de hond.")

    assert found(client, "kofie") == ["Kofie"]
    assert RESEMBLING not in page(client, zoek="kofie")


def test_with_one_word_too_many_what_has_most_of_them_is_shown(place, client):
    place.send(title="Moestuin bij de school", plan="Groente.")
    place.send(title="Fietsen", plan="Naar school.")

    html = page(client, zoek="moestuin school raket")

    assert titles(html) == ["Moestuin bij de school", "Fietsen"]
    assert RESEMBLING in html


def test_nothing_found_leads_on(place, client):
    place.send(title="Moestuin")

    html = page(client, zoek='kanariepiet & "co"')

    assert "Niets gevonden" in html
    assert "nieuw/?titel=kanariepiet%20%26%20%22co%22" in html
    assert "/zoeken/?zoek=kanariepiet%20%26%20%22co%22" in html
    assert problems(html) == []


def test_an_idea_begins_with_the_title_that_was_looked_for(place, client):
    html = page(client, f"{LIST}nieuw/", titel="Kanariepiet & co")

    assert 'value="Kanariepiet &amp; co"' in html
    assert problems(html) == []


@pytest.mark.parametrize(
    "question",
    [
        "\0", "9" * 20, "a" * 5000, "🌱" * 50, "' OR 1=1 --", '"', '"a" OR "b"', "a*", "NEAR(a b)",
        "title:moestuin", "{words} : a", "(", "moestuin)", "^moestuin", "a AND NOT b", "%", "_",
        "\\", "moestuin & ! | <->", "'; DROP TABLE initiatives_initiative; --", "\u202e", "½",
        "ß" * 90, "ﷺ" * 90, "de het een", "x y z " * 30, "ab", "-", "speeltuin\0en",
    ],
)  # fmt: skip
def test_whatever_is_asked_there_is_an_answer(place, client, question):
    place.send(title="Moestuin")
    for address in (LIST, f"{LIST}waar/", "/zoeken/"):
        html = page(client, address, zoek=question)
        assert problems(html) == [], address
    assert client.post(f"{LIST}nieuw/lijkt-op/", {"title": question}).status_code == 200


def test_pages_of_what_was_found_follow_each_other(place, client):
    for number in range(25):
        initiative = InitiativeFactory(
            neighbourhood=place.neighbourhood, title=f"Moestuin {number}", plan="Groente."
        )
        ReviewFactory(initiative=initiative)

    first, second = found(client, "moestuin"), found(client, "moestuin", page="2")

    assert (len(first), len(second)) == (20, 5)
    assert [*first, *second] == [f"Moestuin {number}" for number in range(24, -1, -1)]
    assert found(client, "moestuin", page="99") == second


def test_of_very_many_the_best_are_shown_and_it_is_said(place, client, monkeypatch):
    monkeypatch.setattr(selection, "MOST", 2)
    for title in ("Bankje", "Feest", "Moestuin", "Tuin"):
        place.send(title=title, plan="Een moestuin.")

    html = page(client, zoek="moestuin")

    assert titles(html) == ["Moestuin", "Tuin"]
    assert "Hier staan de 2 die het best passen." in html


# Who may see what


def test_what_is_hidden_is_not_found_and_not_counted(place, client, browser):
    place.send(title="Moestuin achter")
    hidden = place.send(title="Moestuin voor")
    initiatives.hide(hidden, "Er stond een nummer in.", by=place.coordinator)

    for question in ("moestuin", "voor", "moestuim"):
        html = page(client, zoek=question)
        assert "Moestuin voor" not in html
        assert "2 initiatieven" not in html
    assert found(browser(place.starter), "moestuin") == ["Moestuin voor", "Moestuin achter"]

    initiatives.show(hidden, by=place.coordinator)

    assert found(client, "moestuin") == ["Moestuin voor", "Moestuin achter"]


def test_of_another_or_a_closed_neighbourhood_nothing_is_found(place, client):
    place.send(title="Moestuin hier")
    elsewhere = InitiativeFactory(title="Moestuin elders")
    ReviewFactory(initiative=elsewhere)

    assert found(client, "moestuin") == ["Moestuin hier"]
    assert "Moestuin elders" in page(client, "/zoeken/", zoek="moestuin")

    Neighbourhood.objects.filter(pk=elsewhere.neighbourhood_id).update(is_public=False)

    html = page(client, "/zoeken/", zoek="moestuin")
    assert "Moestuin elders" not in html
    assert "1 initiatief" in html


def test_what_nobody_may_see_does_not_change_what_others_find(place, client):
    """A hidden text knows words; that they exist must not show."""
    hidden = place.send(title="Kofie", plan="Hond.")
    place.send(title="Koffie", plan="Kopje.")
    initiatives.hide(hidden, "Huisregel 1.", by=place.coordinator)

    assert found(client, "kofie") == ["Koffie"]


# The index is kept


def edited(initiative, by, **texts):
    plain = {
        "title": initiative.title,
        "plan": initiative.plan,
        "theme": initiative.theme,
        "needs": initiative.needs,
    }
    return initiatives.edit(
        initiative, Idea(**plain | texts), Picture(), seen=None, key=initiative.sent_as, by=by
    )


def test_an_edit_is_found_by_its_new_words_and_no_longer_by_the_old(place, client):
    initiative = place.send(title="Kippenhok", plan="Bij Jannetje Jansdochter.")

    edited(initiative, place.starter, title="Konijnenhok", plan="Achter het huis.")

    assert found(client, "konijnenhok") == ["Konijnenhok"]
    assert found(client, "kippenhok") == []
    assert found(client, "jansdochter") == []
    assert not {"kippenhok", "jannetje", "jansdochter"} & words()


def test_a_word_that_another_text_has_is_kept(place, client):
    initiative = place.send(title="Kippenhok")
    place.send(title="Tweede kippenhok")

    edited(initiative, place.starter, title="Konijnenhok")

    assert found(client, "kippenhokken") == ["Tweede kippenhok"]


def test_what_is_taken_away_is_forgotten_by_search(place, client):
    initiative = place.send(title="Kippenhok van Jannetje", needs="Gaas")
    before = words()

    initiatives.take_away(initiative, by=place.starter)

    assert {"kippenhok", "jannetje", "gaas"} <= before
    assert not {"kippenhok", "jannetje", "gaas"} & words()
    assert not SearchText.objects.filter(initiative=initiative).exists()
    assert found(client, "kippenhok") == []
    assert finding.index_missing() == 0


def test_what_came_in_another_way_is_found_after_a_night(place, client):
    initiative = place.send(title="Kippenhok")
    SearchText.objects.all().delete()
    Word.objects.all().delete()
    assert found(client, "kippenhok") == []

    assert finding.index_missing() == 1

    assert found(client, "kippenhokken") == ["Kippenhok"]
    before = list(SearchText.objects.values()), words()
    assert finding.index_missing() == 0
    finding.index([initiative])
    assert finding.index_all() == 1
    assert (list(SearchText.objects.values()), words()) == before


def test_the_index_holds_what_is_public_whatever_happened(place):
    """Each row says what its initiative says now, and each word is in some row."""
    one, other, third = (place.send(title=title) for title in ("Een", "Kippenhok", "Konijn"))
    edited(one, place.starter, plan="Met heel andere woorden.")
    initiatives.hide(other, "Huisregel 1.", by=place.coordinator)
    initiatives.take_away(third, by=place.starter)
    rows, known = list(SearchText.objects.order_by("pk").values()), words()

    finding.index_all()

    assert list(SearchText.objects.order_by("pk").values()) == rows
    assert words() == known


def test_many_are_indexed_in_as_many_queries_as_few(place, django_assert_max_num_queries):
    made = [InitiativeFactory(neighbourhood=place.neighbourhood) for _number in range(30)]
    SearchText.objects.all().delete()

    with django_assert_max_num_queries(10):  # a savepoint is two
        finding.index(made)

    everything = Initiative.objects.visible_to(AnonymousUser())
    assert len(find(everything, "moestuin").keys) == 30


# Filters


@pytest.fixture
def three(place):
    """One that asks for help in a buurt, one that does not, and one that has ended."""
    (area,) = Area.objects.wijken().filter(neighbourhoods=place.neighbourhood)
    buurt = Area.objects.buurten().get(parent=area)
    asking = place.send(title="Kas", needs="Handen", buurt=buurt)
    place.send(title="Bankje", theme=Theme.MEETING)
    ended = place.send(title="Feest", needs="Slingers")
    initiatives.set_stage(ended, Stage.COMPLETED, words="", by=place.starter)
    return asking


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"hulp": "ja"}, ["Kas"]),
        ({"hulp": "nee"}, ["Feest", "Bankje", "Kas"]),
        ({"waar": "heel"}, ["Feest", "Bankje"]),
        ({"waar": "BU99999999"}, ["Feest", "Bankje", "Kas"]),
        ({"waar": "%00"}, ["Feest", "Bankje", "Kas"]),
        ({"zoek": "samen tuinieren", "thema": "meeting"}, ["Bankje"]),
        ({"zoek": "tuinieren", "hulp": "ja", "antwoord": Status.AWAITING}, ["Kas"]),
        ({"zoek": "tuinieren", "fase": "completed"}, ["Feest"]),
    ],
)
def test_choices_narrow_what_is_found(three, client, query, expected):
    assert titles(page(client, **query)) == expected


def test_a_buurt_is_a_choice(three, client):
    html = page(client, waar=three.buurt.code)

    assert titles(html) == ["Kas"]
    assert f'name="waar" value="{three.buurt.code}"' in html
    assert "Rietbuurt" in html


def chips(html):
    """What each takes away, and where to."""
    part = html.partition('<ul class="wijk-chosen"')[2].partition("</ul>")[0]
    return [
        (re.sub(r"<[^>]*>", "", words).strip(), href.replace("&amp;", "&"))
        for href, words in re.findall(r'<a [^>]*href="([^"]*)">(.*?)</a>', part)
    ]


def test_what_is_chosen_can_be_taken_away_one_by_one(three, client):
    html = page(client, zoek="tuinieren", fase="idea", hulp="ja", waar=three.buurt.code)
    code = three.buurt.code

    assert chips(html) == [
        ("Haal weg: Zoek, “tuinieren”", f"?fase=idea&hulp=ja&waar={code}"),
        ("Haal weg: Fase, Idee", f"?zoek=tuinieren&hulp=ja&waar={code}"),
        ("Haal weg: Hulp, Vraagt nu hulp", f"?zoek=tuinieren&fase=idea&waar={code}"),
        ("Haal weg: Waar, Rietbuurt", "?zoek=tuinieren&fase=idea&hulp=ja"),
        ("Wis alles", LIST),
    ]
    assert chips(page(client)) == []
    assert problems(html) == []


def test_a_part_comes_with_its_choices(three, client):
    response = client.get(
        LIST, {"hulp": "ja"}, headers={"HX-Request": "true", "HX-Target": "results"}
    )
    part = response.content.decode()

    assert [words for words, _href in chips(part)] == [
        "Haal weg: Hulp, Vraagt nu hulp",
        "Wis alles",
    ]
    assert "data-announce" in part
    assert fragment_problems(part) == []


# Where


def test_the_picture_leads_to_what_is_in_a_buurt(three, place, client):
    hidden = place.send(title="Verborgen", buurt=three.buurt)
    initiatives.hide(hidden, "Huisregel 1.", by=place.coordinator)

    html = page(client, f"{LIST}waar/", zoek="tuinieren")

    assert re.findall(r'href="([^"]*)waar=([^"]*)"[^>]*>([^<]*)</a>[^>]*>([^<]*)<', html) == [
        (f"{LIST}?zoek=tuinieren&amp;", "heel", "De hele wijk", "2 initiatieven"),
        (f"{LIST}?zoek=tuinieren&amp;", three.buurt.code, "Rietbuurt", "1 initiatief"),
    ]
    assert problems(html) == []


def test_the_list_fetches_its_picture_only_when_it_is_reached(three, client):
    html = page(client, thema="green")

    assert 'data-hx-get="/wijk/rietwijk/initiatieven/waar/?thema=green"' in html
    assert 'data-hx-trigger="intersect once"' in html
    assert "Kies een buurt" not in html
    part = client.get(
        f"{LIST}waar/", {"thema": "green"}, headers={"HX-Request": "true", "HX-Target": "where"}
    ).content.decode()
    assert part.strip().startswith('<section id="where"')
    assert fragment_problems(part) == []


# What resembles a title


def alike(client, title, slug="rietwijk"):
    response = client.post(f"/wijk/{slug}/initiatieven/nieuw/lijkt-op/", {"title": title})
    assert response.status_code == 200
    html = response.content.decode()
    assert fragment_problems(html) == []
    here, _, elsewhere = html.partition("Elders, om van te leren")
    return [
        re.findall(r'<li><a href="[^"]*" dir="auto">(.*?)</a>', part) for part in (here, elsewhere)
    ]


def test_who_types_a_title_sees_what_is_there_already_and_then_elsewhere(place, client):
    for title in ("Moestuin bij school", "Fietsles", "Speeltuinfeest", "Tuin", "Koken op vrijdag"):
        place.send(title=title, plan="Iets moois.")
    InitiativeFactory(title="Moestuinen op daken", plan="x")

    assert alike(client, "Een moestuin") == [
        ["Moestuin bij school", "Tuin"],
        ["Moestuinen op daken"],
    ]
    assert alike(client, "Fietslessen voor vrouwen") == [["Fietsles"], []]
    assert alike(client, "Samen met buren") == [[], []]
    assert alike(client, "") == [[], []]


def test_of_what_is_alike_three_are_shown_here_and_three_elsewhere(place, client):
    for number in range(5):
        place.send(title=f"Moestuin {number}")
        InitiativeFactory(title=f"Moestuin elders {number}")

    here, elsewhere = alike(client, "Moestuin")

    assert here == ["Moestuin 4", "Moestuin 3", "Moestuin 2"]
    assert elsewhere == ["Moestuin elders 4", "Moestuin elders 3", "Moestuin elders 2"]


def test_what_is_hidden_closed_or_gone_resembles_nothing(place, browser):
    hidden, gone = place.send(title="Moestuin een"), place.send(title="Moestuin twee")
    initiatives.hide(hidden, "Huisregel 1.", by=place.coordinator)
    initiatives.take_away(gone, by=place.starter)
    closed = InitiativeFactory(title="Moestuin drie")
    Neighbourhood.objects.filter(pk=closed.neighbourhood_id).update(is_public=False)

    assert alike(browser(place.starter), "Moestuin") == [[], []]


def test_looking_for_what_is_alike_is_cheap(place, client, django_assert_num_queries):
    for number in range(3):
        place.send(title=f"Moestuin {number}")
        InitiativeFactory(title=f"Moestuin elders {number}")

    with django_assert_num_queries(3):  # the neighbourhood, the words, and what has them
        alike(client, "Samen een moestuin bij de school")


def test_without_script_it_is_seen_when_checking(place, client):
    place.send(title="Moestuin bij school")
    idea = {"title": "Moestuin", "plan": "Groente.", "theme": Theme.GREEN}

    checking = client.post(f"{LIST}nieuw/", idea, follow=True).content.decode()

    assert "Lijkt dit erop?" in checking
    assert "Moestuin bij school" in checking
    assert problems(checking) == []


def test_a_title_that_is_typed_is_in_no_address(place, client):
    html = page(client, f"{LIST}nieuw/")

    assert 'data-hx-post="/wijk/rietwijk/initiatieven/nieuw/lijkt-op/"' in html
    assert client.get(f"{LIST}nieuw/lijkt-op/", {"title": "x"}).status_code == 302


def test_sending_is_found_at_once(place, client):
    before = timezone.now()
    place.send(title="Kippenhok", now=before)

    assert found(client, "kippenhok") == ["Kippenhok"]
    assert Initiative.objects.get().visibility == Visibility.PUBLIC

"""What the neighbourhood hears from all: news and activities of every organisation."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions.people import erase
from activity.models import Event, Flag
from outbox.models import Message
from partners.actions import organisations, posts
from partners.models import Post
from partners.states import Kind, TooMany
from partners.tasks import forget_posts
from tests.factories import (
    MembershipFactory,
    NeighbourhoodFactory,
    OrganisationFactory,
    PostFactory,
    UserFactory,
)
from tests.html import problems
from tests.partners.conftest import browser_of, make_place
from tests.threads import at_once

LIST = "/wijk/rietwijk/nieuws/"
NEWS = "/organisatie/de-zaanoever/nieuws/nieuw/"
ACTIVITY = "/organisatie/de-zaanoever/activiteit/nieuw/"
TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)


def news(**more):
    plain = {"key": str(uuid4()), "title": "De zaal is open", "text": "Kom gerust kijken."}
    return plain | more


def activity(**more):
    plain = {
        "day": f"{TOMORROW:%Y-%m-%d}",
        "begins": "19:30",
        "ends": "21:00",
        "where": "in het buurthuis",
        "group": "everybody",
    }
    return news(title="Samen eten") | plain | more


def read(address, person=None, status=200):
    response = browser_of(person).get(address)
    assert response.status_code == status
    return response.content.decode()


def posted(home, **more):
    return posts.publish(
        home.organisation,
        posts.Written("De zaal is open", "Kom gerust kijken.", **more),
        neighbourhood=home.neighbourhood,
        key=uuid4(),
        by=home.member,
        now=timezone.now(),
    )


def test_news_of_an_organisation_is_read_everywhere_in_the_neighbourhood(place):
    page = browser_of(place.member).post(NEWS, news(), follow=True).content.decode()

    assert "Het staat op de pagina van de wijk." in page
    address = Post.objects.get().get_absolute_url()
    for where in (LIST, place.path, address, "/organisatie/de-zaanoever/nieuws/"):
        html = read(where)
        assert "De zaal is open" in html
        assert "De Zaanoever" in html
        assert problems(html) == []
    assert Event.objects.get(verb="posted").is_public
    assert not Message.objects.exists()


def test_an_activity_stands_by_its_day_and_later_among_what_has_been(place):
    browser_of(place.member).post(ACTIVITY, activity())

    html = read(LIST + "?soort=activiteiten")
    assert "Samen eten" in html
    assert "19:30 tot 21:00 uur" in html
    assert "in het buurthuis" in html
    assert "Samen eten" not in read(LIST + "?soort=nieuws")
    assert "Samen eten" in read(place.path)
    Post.objects.update(day=TODAY - timedelta(days=1))
    assert "Samen eten" not in read(LIST + "?soort=activiteiten")
    assert "Geweest:" in read(LIST + "?soort=geweest")
    assert "Samen eten" not in read(place.path).partition("Net gebeurd")[0]


def test_an_activity_may_last_until_after_midnight(place):
    browser_of(place.member).post(ACTIVITY, activity(begins="22:00", ends="01:00"))

    assert "22:00 tot 01:00 uur" in read(LIST)


def test_the_first_that_comes_stands_first_and_the_newest_news_too(place):
    for days in (3, 1, 2):
        PostFactory(
            organisation=place.organisation,
            title=f"Over {days}",
            day=TODAY + timedelta(days=days),
            begins="10:00",
            place="op het plein",
            group="everybody",
        )
    html = read(LIST + "?soort=activiteiten")

    assert html.index("Over 1") < html.index("Over 2") < html.index("Over 3")


def test_what_comes_stands_above_the_news_and_both_can_be_read_alone(place):
    posted(place)
    posted(place, day=TOMORROW, begins="10:00", place="op het plein", group="everybody")

    html = read(LIST)

    activities, _heading, told = html.partition("<h2>Nieuws</h2>")
    assert (activities.count(">De zaal is open<"), told.count(">De zaal is open<")) == (1, 1)
    assert "op het plein" in activities
    for kind in ("nieuws", "activiteiten"):
        one = read(f"{LIST}?soort={kind}&van=de-zaanoever")
        assert one.count(">De zaal is open<") == 1
        current = re.search(r"<a [^>]*aria-current[^>]*>", one.partition('id="results"')[2])
        assert current
        assert f"?soort={kind}&amp;van=de-zaanoever" in current[0]
        assert problems(one) == []
    assert problems(html) == []


def test_a_party_is_chosen_and_nonsense_is_no_choice(place):
    other = OrganisationFactory(name="De School", slug="school", neighbourhood=place.neighbourhood)
    PostFactory(organisation=other, title="Open dag")
    posted(place)

    assert "De zaal is open" not in read(LIST + "?van=school")
    assert "Open dag" in read(LIST + "?van=school")
    assert "De zaal is open" in read(LIST + "?van=onzin&soort=%00&page=0")


def test_an_empty_page_says_what_one_can_do(place):
    assert "plaatst u het eerste bericht" in read(LIST)
    assert "Hier staat nu geen activiteit" in read(LIST + "?soort=activiteiten")
    assert "Plaats nieuws" not in read(LIST, UserFactory())
    assert NEWS in read(LIST, place.member)


def test_only_its_people_post_and_change(place):
    post = posted(place)
    address = post.get_absolute_url()
    for person in (UserFactory(), place.coordinator):
        assert browser_of(person).post(NEWS, news()).status_code == 403
        for verb in ("aanpassen", "weg", "terug"):
            assert browser_of(person).post(f"{address}{verb}/", news()).status_code == 404

    browser_of(place.contact).post(f"{address}aanpassen/", news(title="De zaal is dicht"))
    browser_of(place.contact).post(f"{address}aanpassen/", news(title="De zaal is dicht"))

    assert "De zaal is dicht" in read(LIST)
    assert Event.objects.filter(verb="post_changed").count() == 1


def test_who_works_for_the_municipality_posts_for_it_where_they_work(place):
    town = organisations.municipality_organisation(place.neighbourhood.municipality)
    elsewhere = NeighbourhoodFactory(municipality=place.neighbourhood.municipality)
    address = f"/organisatie/{town.slug}/nieuws/nieuw/"
    assert browser_of(place.contact).get(address).status_code == 403
    assert "Plaats nieuws" in read(LIST, place.officer)

    browser_of(place.officer).post(address, news())
    MembershipFactory(person=place.officer, neighbourhood=elsewhere)
    assert browser_of(place.officer).post(address, news()).status_code == 422  # which one?
    browser_of(place.officer).post(address, news(neighbourhood=elsewhere.slug))

    first, second = Post.objects.order_by("pk")
    assert (first.neighbourhood, second.neighbourhood) == (place.neighbourhood, elsewhere)
    change = f"{first.get_absolute_url()}aanpassen/"
    assert browser_of(place.officer).get(change).status_code == 200
    assert browser_of(place.contact).get(change).status_code == 404


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "Schrijf een korte titel."),
        ({"text": "\x00 "}, "Schrijf wat u de wijk wilt vertellen."),
        ({"title": "x" * 101}, "Maak de tekst korter"),
        ({"day": "2020-01-01"}, "Kies een datum vanaf vandaag"),
        ({"day": "morgen"}, "Schrijf de datum als dag-maand-jaar"),
        ({"begins": "25:99"}, "Schrijf de tijd als uren en minuten"),
        ({"ends": "19:30"}, "Kies een tijd die later is dan het begin."),
        ({"begins": "17:59", "ends": "01:00"}, "Na middernacht kan vanaf 18:00 uur."),
        ({"where": ""}, "Schrijf waar het is."),
        ({"group": "martians"}, "group"),
        ({"key": "x"}, "key"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_the_rest_kept(place, changes, message):
    page = browser_of(place.member).post(ACTIVITY, activity() | changes)

    assert page.status_code == 422
    assert message in page.content.decode()
    assert "2020-01-01" not in changes or "2020-01-01" in page.content.decode()
    assert not Post.objects.exists()


def test_an_activity_that_was_may_still_be_changed(place):
    post = posted(place, day=TOMORROW, begins="10:00", place="op het plein", group="everybody")
    Post.objects.update(day=TODAY - timedelta(days=9))
    day = f"{TODAY - timedelta(days=9):%Y-%m-%d}"

    page = browser_of(place.member).post(
        f"{post.get_absolute_url()}aanpassen/", activity(day=day, text="Het was gezellig.")
    )

    assert page.status_code == 302
    post.refresh_from_db()
    assert post.text == "Het was gezellig."


def test_what_is_taken_away_is_gone_at_once_and_comes_back_with_one_press(place):
    post = posted(place)
    address, browser = post.get_absolute_url(), browser_of(place.member)
    for _press in range(2):
        page = browser.post(f"{address}weg/", follow=True).content.decode()
    assert "Zet het terug" in page
    for where in (LIST, place.path):
        assert "De zaal is open" not in read(where)
    read(address, status=404)
    read(address, place.coordinator, status=404)

    for _press in range(2):
        browser.post(f"{address}terug/")

    assert "De zaal is open" in read(place.path)
    assert Event.objects.filter(verb="post_put_back").count() == 1


def test_what_was_taken_away_is_forgotten_after_a_day(place):
    post, stays = posted(place), posted(place)
    posts.take_away(post, by=place.member, now=timezone.now() - timedelta(days=2))

    forget_posts()
    forget_posts()

    assert Post.objects.get() == stays
    assert not Event.objects.filter(subject_kind="post", subject_id=post.pk).exists()


def test_a_first_post_waits_where_the_neighbourhood_reads_that_first(place):
    place.neighbourhood.holds_first_posts = True
    place.neighbourhood.save()
    page = browser_of(place.member).post(NEWS, news(), follow=True).content.decode()
    assert "leest de wijk eerst" in page
    post = Post.objects.get()
    for where in (LIST, place.path):
        assert "De zaal is open" not in read(where)
    read(post.get_absolute_url(), status=404)
    posts.take_away(post, by=place.member, now=timezone.now())
    posts.put_back(post, by=place.member)
    assert "De zaal is open" in read("/wijk/rietwijk/moderatie/", place.coordinator)

    posts.show(post, by=place.coordinator)

    assert "De zaal is open" in read(place.path)
    assert {message.to for message in Message.objects.all()} == {
        place.contact.email,
        place.member.email,
    }
    assert posted(place).is_public


def test_what_breaks_the_house_rules_is_hidden_with_a_reason(place):
    post, reader = posted(place), UserFactory()
    address = post.get_absolute_url()
    browser_of(reader).post(f"/melden/bericht/{post.pk}/", {"reason": "advertising"})
    assert Flag.objects.count() == 1
    assert "De zaal is open" in read("/wijk/rietwijk/moderatie/", place.coordinator)

    for _press in range(2):
        posts.hide(post, "Het is reclame.", by=place.officer)

    read(address, status=404)
    assert "De zaal is open" not in read(place.path)
    assert "Het is reclame." in read(address, place.member)
    assert "Maak bezwaar" in read(address, place.member)
    assert Message.objects.filter(to=place.member.email).count() == 1
    posts.show(post, by=place.officer)
    assert "De zaal is open" in read(place.path)


def test_what_an_organisation_says_is_hidden_with_it(place):
    post = posted(place)
    organisations.hide(place.organisation, "Reclame.", by=place.officer)

    for where in (LIST, place.path):
        assert "De zaal is open" not in read(where)
    read(post.get_absolute_url(), status=404)
    organisations.show(place.organisation, by=place.officer)
    assert read(place.path).count("De zaal is open") == 2  # as news, and as what happened


def test_a_team_that_takes_its_page_away_tells_nothing_any_more(place):
    team = OrganisationFactory(kind=Kind.RESIDENTS_TEAM, neighbourhood=place.neighbourhood)
    PostFactory(organisation=team, title="Wij planten bomen")
    assert "Wij planten bomen" in read(LIST)

    organisations.unlist_team(team, by=place.member)

    assert "Wij planten bomen" not in read(LIST)


def test_who_is_erased_leaves_the_organisations_words_without_a_name(place):
    posted(place)
    erase(place.member, now=timezone.now())

    html = read(LIST)
    assert "De zaal is open" in html
    assert "Mila" not in html


def test_an_organisation_that_is_taken_away_takes_its_posts_along(place):
    posted(place)
    organisations.take_away(place.organisation, by=place.contact)

    assert not Post.objects.exists()
    assert not Event.objects.filter(subject_kind="post").exists()


def test_not_too_many_in_an_hour(place):
    for _each in range(posts.MOST):
        posted(place)
    with pytest.raises(TooMany):
        posted(place)
    page = browser_of(place.member).post(NEWS, news())
    assert page.status_code == 422
    assert "Wacht even" in page.content.decode()


def test_no_half_activity_and_nothing_hidden_without_a_reason(place):
    post = posted(place)
    for wrong in ({"day": TODAY}, {"begins": "10:00"}, {"state": "hidden"}, {"state": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Post.objects.filter(pk=post.pk).update(**wrong)


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_as_much_for_one_as_for_many(place, number, django_assert_num_queries):
    for each in range(number):
        organisation = OrganisationFactory(neighbourhood=place.neighbourhood)
        PostFactory(organisation=organisation)
        PostFactory(
            organisation=organisation,
            day=TOMORROW,
            begins="10:00",
            place="op het plein",
            group="youth",
        )
        PostFactory(organisation=place.organisation, title=f"Nieuws {each}")
    pages = {
        LIST: {None: 5, place.member: 10},
        f"{LIST}?soort=activiteiten": {None: 4},
        "/organisatie/de-zaanoever/nieuws/": {None: 4, place.member: 9},
    }
    for address, people in pages.items():
        for person, queries in people.items():
            client = browser_of(person)
            with django_assert_num_queries(queries, info=f"{person} at {address}"):
                assert client.get(address).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_pressing_twice_at_once_posts_once():
    place, key = make_place(), uuid4()
    written = posts.Written("De zaal is open", "Kom gerust kijken.")

    def press():
        posts.publish(
            place.organisation,
            written,
            neighbourhood=place.neighbourhood,
            key=key,
            by=place.member,
            now=timezone.now(),
        )

    at_once([press] * 3)

    assert Post.objects.count() == Event.objects.count() == 1

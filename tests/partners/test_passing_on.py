"""Groups of residents are found by language and group, and pass a message on."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions.people import erase
from outbox.models import Message
from partners.actions import passing_on, posts
from partners.models import PassingOn, Reached
from partners.states import Kind, NotPossible, Overtaken, TooMany
from tests.factories import MemberFactory, OrganisationFactory, PostFactory, UserFactory
from tests.html import problems
from tests.partners.conftest import browser_of, make_place
from tests.threads import at_once


@pytest.fixture
def post(place):
    return PostFactory(organisation=place.organisation, title="De zaal is open")


@pytest.fixture
def fathers(place):
    return group(place, "Vaders van het Weerpad", "ar", "men")


def group(place, name, *words, kind=Kind.SELF_ORGANISATION):
    made = OrganisationFactory(
        name=name, slug=name.lower().replace(" ", "-"), kind=kind, neighbourhood=place.neighbourhood
    )
    MemberFactory(organisation=made, person=UserFactory(name=f"Van {name}"), is_contact=True)
    Reached.objects.bulk_create(Reached(organisation=made, word=word) for word in words)
    return made


def speaker(organisation):
    return organisation.members.get().person


def ask(post, organisation, by, words="Jullie kennen iedereen."):
    return passing_on.ask(post, organisation, words, key=uuid4(), by=by, now=timezone.now())


def read(address, person=None, status=200):
    response = browser_of(person).get(address)
    assert response.status_code == status
    return response.content.decode()


def test_a_group_is_found_by_language_asked_and_passes_it_on(place, post, fathers):
    group(place, "Moeders van West", "tr", "women")
    choose = f"{post.get_absolute_url()}doorgeven/"
    html = read(f"{choose}?taal=ar&groep=men", place.member)
    assert "Vaders van het Weerpad" in html
    assert "Moeders van West" not in html
    assert "Moeders van West" in read(f"{choose}?taal=%00", place.member)
    assert problems(html) == []

    for _press in range(2):
        page = browser_of(place.member).post(
            f"{choose}{fathers.slug}/",
            {"key": str(uuid4()), "words": "Kom vooral samen."},
            follow=True,
        )
    assert "Gevraagd aan Vaders van het Weerpad" in page.content.decode()
    mail = Message.objects.get()
    assert mail.to == speaker(fathers).email
    assert "Kom vooral samen." in mail.body
    assert place.member.email not in mail.body
    assert fathers.name not in read(post.get_absolute_url())
    assert fathers.name not in read(choose, place.member).partition("results")[2]

    passing = PassingOn.objects.get()
    answer = passing.get_absolute_url()
    assert answer in read(f"/organisatie/{fathers.slug}/nieuws/", speaker(fathers))
    for _press in range(2):
        browser_of(speaker(fathers)).post(answer, {"language": "ar", "yes": "1"})

    html = read(post.get_absolute_url())
    assert "Vaders van het Weerpad" in html
    assert "doorgegeven (Arabisch)" in html
    told = [message.to for message in Message.objects.order_by("pk")]
    assert told == [speaker(fathers).email, place.member.email]
    assert "antwoord" in read(answer, speaker(fathers))


def test_rather_not_needs_no_reason_and_is_not_public(place, post, fathers):
    passing = ask(post, fathers, place.member)
    for _press in range(2):
        browser_of(speaker(fathers)).post(passing.get_absolute_url(), {"no": "1"})

    assert fathers.name not in read(post.get_absolute_url())
    assert "liever niet" in read(post.get_absolute_url(), place.member)
    assert Message.objects.filter(to=place.member.email).count() == 1
    with pytest.raises(Overtaken):
        passing_on.pass_on(passing, by=speaker(fathers), now=timezone.now())


def test_who_posted_and_who_works_here_ask_and_nobody_else(place, post, fathers):
    address = f"{post.get_absolute_url()}doorgeven/"
    assert browser_of(place.officer).get(address).status_code == 200
    assert browser_of(UserFactory()).get(address).status_code == 403
    passing = ask(post, fathers, place.officer)
    for person in (UserFactory(), place.member, place.officer):
        read(passing.get_absolute_url(), person, status=404)


def test_only_groups_of_residents_are_asked_and_not_themselves(place, fathers):
    own = PostFactory(organisation=fathers)
    school = group(place, "De School", kind=Kind.SCHOOL)
    for organisation in (fathers, school):
        with pytest.raises(NotPossible):
            ask(own, organisation, place.officer)
    html = read(f"{own.get_absolute_url()}doorgeven/", place.officer)
    assert "geen groep die u dit nog kunt vragen" in html


def test_what_they_are_asked_waits_for_them_on_their_own_page(place, post, fathers):
    answer = ask(post, fathers, place.member).get_absolute_url()
    for person, waits in ((speaker(fathers), True), (place.contact, False)):
        html = read("/mijn/", person)
        assert (f'href="{answer}"' in html) is waits
        assert ("vraagt of u dit doorgeeft:" in html) is waits
        assert problems(html) == []

    browser_of(place.member).post(f"{post.get_absolute_url()}weg/")
    assert answer not in read("/mijn/", speaker(fathers))
    browser_of(place.member).post(f"{post.get_absolute_url()}terug/")
    assert answer in read("/mijn/", speaker(fathers))
    browser_of(speaker(fathers)).post(answer, {"no": "1"})
    assert answer not in read("/mijn/", speaker(fathers))


def test_what_is_not_public_is_not_passed_on(place, post, fathers):
    passing = ask(post, fathers, place.member)
    posts.take_away(post, by=place.member, now=timezone.now())

    read(passing.get_absolute_url(), speaker(fathers), status=404)
    assert "Geeft u dit door" not in read(f"/organisatie/{fathers.slug}/nieuws/", speaker(fathers))
    with pytest.raises(NotPossible):
        ask(post, group(place, "Anderen"), place.member)


def test_who_has_enough_to_answer_is_not_asked_more(place, fathers):
    for _each in range(passing_on.WAITING):
        ask(PostFactory(organisation=place.organisation), fathers, place.member)
    more = PostFactory(organisation=place.organisation)
    with pytest.raises(TooMany):
        ask(more, fathers, place.member)

    page = browser_of(place.member).post(
        f"{more.get_absolute_url()}doorgeven/{fathers.slug}/", {"key": str(uuid4()), "words": "Ook"}
    )

    assert page.status_code == 422
    assert "Er is net genoeg gevraagd." in page.content.decode()


def test_a_language_that_nobody_there_speaks_is_refused(place, post, fathers):
    passing = ask(post, fathers, place.member)

    page = browser_of(speaker(fathers)).post(passing.get_absolute_url(), {"language": "tr"})

    assert page.status_code == 422
    passing.refresh_from_db()
    assert passing.state == "asked"


def test_who_is_erased_takes_their_words_along(place, post, fathers):
    passing = ask(post, fathers, place.member)
    erase(place.member, now=timezone.now())

    passing.refresh_from_db()
    assert passing.words == ""


def test_the_database_refuses_an_answer_of_nobody(place, post, fathers):
    passing = ask(post, fathers, place.member)
    with pytest.raises(IntegrityError), transaction.atomic():
        PassingOn.objects.filter(pk=passing.pk).update(state="passed_on")


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_as_much_for_one_as_for_many(place, post, number, django_assert_num_queries):
    for each in range(number):
        group(place, f"Groep {each}", "tr", "ar")
        passing_on.pass_on(
            ask(post, group(place, f"Vrouwen {each}", "tr"), place.officer),
            language="tr",
            by=place.officer,
            now=timezone.now(),
        )
    visitor, member = browser_of(), browser_of(place.member)
    with django_assert_num_queries(2):
        assert visitor.get(post.get_absolute_url()).status_code == 200
    with django_assert_num_queries(9):
        assert member.get(f"{post.get_absolute_url()}doorgeven/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_asking_twice_at_once_asks_once():
    place = make_place()
    post = PostFactory(organisation=place.organisation)
    fathers = group(place, "Vaders")

    at_once([lambda: ask(post, fathers, place.member)] * 3)

    assert PassingOn.objects.count() == Message.objects.count() == 1

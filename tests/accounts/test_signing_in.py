"""A code by mail is the whole key; who waits, errs or returns always knows what to do next."""

from datetime import timedelta
from urllib.parse import unquote
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from accounts import reasons
from accounts.actions import people
from accounts.models import User
from outbox.models import Message
from tests.accounts.conftest import last_code
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "samira@example.org"
BACK = "/wijk/poelenburg/initiatieven/nieuw/controleren/"


def person_of(client):
    return client.session.get("_auth_user_id")


def all_names():
    """The names of the views of each app."""
    return {
        app: {name for name in resolver.reverse_dict if isinstance(name, str)}
        for app, (_prefix, resolver) in get_resolver().namespace_dict.items()
    }


def goes_to(response):
    assert response.status_code == 302
    return unquote(response["Location"])


def test_a_code_from_the_mail_signs_in(client, sign_in):
    response = sign_in()

    assert response.status_code == 302
    assert client.get(response["Location"])["Location"] == "/mijn/"
    assert person_of(client) == str(User.objects.get(email=ADDRESS).pk)
    assert EmailAddress.objects.get(email=ADDRESS).verified


def test_one_comes_back_to_the_page_that_was_left(sign_in):
    assert sign_in(back=BACK)["Location"] == BACK


@pytest.mark.parametrize(
    ("back", "why"),
    [
        ("/initiatief/12/vragen/3/", "Log in om de vraag te beantwoorden."),
        ("/initiatief/12/steun/", "Log in om te laten zien dat u dit steunt."),
        ("/initiatief/12/meedoen/?x=1", "Log in om mee te doen."),
        (BACK, "Uw idee is bewaard. Log in om het te versturen."),
        (f"/account/verder/{UUID(int=1)}/", "Wat u schreef, is bewaard."),
    ],
)
def test_the_page_says_why_one_is_asked_to_sign_in(client, ask_code, back, why):
    assert why in client.get("/account/inloggen/", {"next": back}).content.decode()
    mistyped = ask_code("geen adres", back=back)
    assert mistyped.status_code == 422
    assert why in mistyped.content.decode()


@pytest.mark.parametrize("back", ["", "/", "/weg/", "https://elders.example/initiatief/1/steun/"])
def test_where_there_is_nothing_to_explain_nothing_is_said(client, back):
    page = client.get("/account/inloggen/", {"next": back}).content.decode()

    assert "Log in om" not in page


def test_every_page_that_says_why_exists():
    named = {f"{app}:{name}" for app, names in all_names().items() for name in names}

    assert set(reasons.registered()) <= named


def test_one_never_comes_back_on_another_site(sign_in):
    assert sign_in(back="https://elders.example/")["Location"] == "/mijn/start/"


def test_who_closed_the_browser_comes_back_to_that_page_too(client, ask_code, enter_code):
    ask_code(back=BACK)

    again = client.get("/account/inloggen/")
    assert goes_to(again).startswith("/account/inloggen/code/?next=")
    assert enter_code(last_code(ADDRESS))["Location"] == BACK  # the address bar had nothing


def test_an_address_is_one_person_whatever_its_capitals(client, sign_in):
    sign_in("samira@example.org")
    client.post("/account/uitloggen/")
    client.post("/account/inloggen/", {"email": "Samira@Example.ORG"})
    mail = Message.objects.order_by("-pk")[0]
    client.post("/account/inloggen/code/", {"code": mail.subject[:6]})

    assert User.objects.filter(email__iexact=ADDRESS).count() == 1
    assert person_of(client)


def test_a_wrong_code_is_said_beside_the_field_and_stays_there(ask_code, enter_code):
    ask_code()
    response = enter_code("000000")

    assert response.status_code == 422
    page = response.content.decode()
    assert "Deze code klopt niet" in page
    assert 'value="000000"' in page


def test_an_empty_code_is_said(ask_code, enter_code):
    ask_code()

    assert "Vul de code uit de mail in." in enter_code("").content.decode()


def test_a_code_may_have_spaces(client, ask_code, enter_code):
    ask_code()
    code = last_code(ADDRESS)

    enter_code(f" {code[:3]} {code[3:]} ")
    assert person_of(client)


def test_five_wrong_codes_ask_for_a_new_one_and_say_so(client, ask_code, enter_code):
    ask_code(back=BACK)
    right = last_code(ADDRESS)
    for _ in range(4):
        assert enter_code("000000").status_code == 422
    fifth = enter_code("000000", back=BACK)

    assert goes_to(fifth).startswith("/account/inloggen/?next=/wijk/poelenburg")
    assert "te vaak" in client.get(fifth["Location"]).content.decode()
    enter_code(right)
    assert not person_of(client)


def test_a_code_works_for_a_quarter_of_an_hour(client, ask_code, enter_code, time_machine):
    time_machine.move_to("2026-03-02 10:00:00+00:00")
    ask_code(back=BACK)
    time_machine.move_to("2026-03-02 10:16:00+00:00")
    late = enter_code(last_code(ADDRESS))

    assert goes_to(late).startswith("/account/inloggen/?next=")
    assert "werkt niet meer" in client.get(late["Location"]).content.decode()
    assert not person_of(client)


def test_a_new_code_works_for_a_quarter_again(client, ask_code, enter_code, time_machine):
    time_machine.move_to("2026-03-02 10:00:00+00:00")
    ask_code()
    time_machine.move_to("2026-03-02 10:14:00+00:00")
    client.post("/account/inloggen/code/", {"action": "resend"})
    time_machine.move_to("2026-03-02 10:20:00+00:00")
    enter_code(last_code(ADDRESS))

    assert person_of(client)


def test_a_new_code_ends_the_old_one_and_says_so(client, ask_code, enter_code):
    ask_code()
    old = last_code(ADDRESS)
    response = client.post("/account/inloggen/code/", {"action": "resend"}, follow=True)

    assert "U krijgt een nieuwe code" in response.content.decode()
    assert last_code(ADDRESS) != old
    assert enter_code(old).status_code == 422
    enter_code(last_code(ADDRESS))
    assert person_of(client)


def test_a_new_code_can_be_asked_for_twice(client, ask_code):
    ask_code()
    for _ in range(5):
        client.post("/account/inloggen/code/", {"action": "resend"})

    assert Message.objects.filter(to=ADDRESS).count() == 3


def test_a_used_code_sent_once_more_leads_on(ask_code, enter_code):
    ask_code(back=BACK)
    code = last_code(ADDRESS)
    enter_code(code, back=BACK)
    second = enter_code(code, back=BACK)

    assert (second.status_code, second["Location"]) == (302, BACK)


def test_a_used_code_opens_nothing_elsewhere(ask_code, enter_code):
    ask_code()
    code = last_code(ADDRESS)
    enter_code(code)
    elsewhere = Client()
    enter_code(code, by=elsewhere)

    assert not person_of(elsewhere)


def test_a_code_without_a_question_says_what_to_do(client, enter_code):
    response = enter_code("123456", back=BACK)

    assert goes_to(response) == f"/account/inloggen/?next={BACK}"
    assert (
        "Vraag hieronder een nieuwe code aan" in client.get(response["Location"]).content.decode()
    )


def test_somebody_who_mistyped_can_use_another_address(client, ask_code, enter_code):
    ask_code("samria@example.org", back=BACK)
    page = client.get("/account/inloggen/code/", {"next": BACK}).content.decode()
    assert "samria@example.org" in page
    assert "/account/inloggen/?ander=1&amp;next=" in page

    assert client.get("/account/inloggen/", {"ander": 1}).status_code == 200
    ask_code(ADDRESS, back=BACK)
    assert enter_code(last_code(ADDRESS))["Location"] == BACK
    assert person_of(client) == str(User.objects.get(email=ADDRESS).pk)


def test_a_second_question_goes_to_the_address_that_it_names(client, ask_code):
    """The page that checks an idea posts straight to here, whatever was asked before."""
    ask_code("een@example.org")
    ask_code("twee@example.org")

    assert Message.objects.filter(to="twee@example.org").exists()
    assert "twee@example.org" in client.get("/account/inloggen/code/").content.decode()


def test_a_second_tab_finds_the_question_waiting(client, ask_code):
    ask_code(back=BACK)

    response = client.get("/account/inloggen/", {"next": "/mijn/gegevens/"})
    assert goes_to(response) == "/account/inloggen/code/?next=/mijn/gegevens/"


def test_who_is_signed_in_already_goes_on(client, sign_in):
    sign_in()

    assert client.get("/account/inloggen/", {"next": BACK})["Location"] == BACK
    assert client.get("/account/inloggen/code/", {"next": BACK})["Location"] == BACK


def test_the_session_gets_a_new_key(client, ask_code, enter_code):
    ask_code()
    before = client.session.session_key
    enter_code(last_code(ADDRESS))

    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()


@pytest.mark.parametrize(
    "typed", ["", "samira", "samira@", "a b@example.org", f"{'a' * 60}@{'b' * 200}.nl"]
)
def test_what_is_no_address_is_said_and_kept(ask_code, typed):
    response = ask_code(typed)
    page = response.content.decode()

    assert response.status_code == 422
    assert f'value="{typed}"' in page or not typed
    assert "e-mailadres" in page
    assert not User.objects.exists()


def test_known_and_unknown_addresses_see_and_get_the_same(client, ask_code, sign_in):
    sign_in("bekend@example.org")
    client.post("/account/uitloggen/")
    seen = []
    for address in ("bekend@example.org", "nieuw@example.org"):
        visitor = Client()
        asked = ask_code(address, by=visitor)
        page = visitor.get(asked["Location"]).content.decode().replace(address, "ADRES")
        page = page[page.index("<main") : page.index("csrfmiddlewaretoken")]
        mail = Message.objects.filter(to=address).order_by("-pk")[0]
        seen.append((asked.status_code, page, mail.body.replace(last_code(address), "CODE")))

    assert seen[0] == seen[1]


def test_a_closed_account_sees_the_same_page_and_gets_a_mail_without_a_code(client, ask_code):
    UserFactory(email=ADDRESS, is_active=False)
    response = ask_code()

    assert response["Location"] == "/account/inloggen/code/"
    assert "Kijk in uw e-mail" in client.get(response["Location"]).content.decode()
    [mail] = Message.objects.all()
    assert mail.subject == "U kunt nu niet inloggen"


def test_an_account_that_is_closed_while_the_code_was_on_its_way_does_not_open(
    client, ask_code, enter_code
):
    ask_code()
    User.objects.update(is_active=False)
    response = enter_code(last_code(ADDRESS))

    assert not person_of(client)
    assert "U kunt nu niet inloggen" in client.get(response["Location"]).content.decode()


def test_an_erased_person_who_returns_is_somebody_new(client, sign_in):
    sign_in()
    old = User.objects.get(email=ADDRESS)
    people.erase(old, now=timezone.now())
    sign_in()

    assert User.objects.get(email=ADDRESS).pk != old.pk
    assert person_of(client)


def test_asking_very_often_is_stopped_in_plain_words(ask_code):
    answers = [ask_code(by=Client()) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 422]
    page = answers[-1].content.decode()
    assert "Dat was te vaak achter elkaar" in page
    assert f'value="{ADDRESS}"' in page
    assert Message.objects.filter(to=ADDRESS).count() == 3


def test_nobody_is_mailed_all_day_long(ask_code, time_machine):
    for hour in range(24):
        time_machine.move_to(f"2026-03-02 {hour:02}:00:00+00:00", tick=False)
        for _ in range(3):
            ask_code(by=Client())

    assert Message.objects.filter(to=ADDRESS).count() == 30


def test_one_place_does_not_make_people_without_end(ask_code):
    for number in range(40):
        ask_code(f"verzonnen{number}@example.org", by=Client())

    assert User.objects.count() == 30


def test_one_press_twice_makes_one_person():
    first = people.welcome("Nieuw@example.org")

    assert people.welcome("nieuw@example.org").pk == first.pk
    assert EmailAddress.objects.count() == 1


def test_mails_come_in_the_language_of_who_signed_in_first(client, ask_code):
    client.cookies["django_language"] = "ar"
    ask_code()

    assert User.objects.get().language == "ar"


def test_a_new_browser_speaks_the_language_of_who_signs_in(client, sign_in):
    UserFactory(email=ADDRESS, language="ar")
    sign_in()

    assert '<html lang="ar" dir="rtl"' in client.get("/").content.decode()


def test_a_language_that_was_chosen_in_this_browser_stays(client, sign_in):
    UserFactory(email=ADDRESS, language="ar")
    client.post("/taal/", {"language": "nl"})
    sign_in()

    assert '<html lang="nl" dir="ltr"' in client.get("/").content.decode()


def test_a_shared_device_keeps_nobodys_language(ask_code, enter_code):
    UserFactory(email=ADDRESS, language="ar")
    ask_code(shared_device="on")
    response = enter_code(last_code(ADDRESS))

    assert response.cookies["django_language"]["max-age"] == ""


def test_a_device_of_more_people_is_signed_out_with_the_browser(client, ask_code, enter_code):
    ask_code(shared_device="on")
    response = enter_code(last_code(ADDRESS))

    assert response.cookies["sessionid"]["max-age"] == ""


def test_ones_own_device_stays_signed_in(sign_in):
    assert sign_in().cookies["sessionid"]["max-age"] > timedelta(days=20).total_seconds()


def test_a_form_in_another_tab_that_lost_its_token_says_what_happened(ask_code):
    tab = Client(enforce_csrf_checks=True)
    response = tab.post("/account/inloggen/code/", {"code": "123456"})

    assert response.status_code == 403
    assert "Nog niet verstuurd" in response.content.decode()


def test_too_many_requests_get_a_friendly_page():
    typed = {"draft": "initiative:poelenburg", "title": "Hoi"}
    answers = [Client().post("/concept/", typed) for _ in range(101)]

    assert {answer.status_code for answer in answers[:100]} == {200}
    assert answers[100].status_code == 429
    assert "Even wachten" in answers[100].content.decode()

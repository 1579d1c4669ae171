"""After closing nothing in the database links a person to a ballot: decision 14, line by line."""

import json
import random
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.signing import Signer
from django.db import connection, models
from django.test import Client
from django.utils import timezone

from accounts.actions.people import erase
from accounts.models import Draft
from activity.models import Event, Notification
from core import privacy
from outbox.models import Message
from participation.actions import ballots, budgets
from participation.models import Ballot, OpenBallot, Voter
from participation.tasks import count_rounds
from tests.factories import MembershipFactory, UserFactory
from tests.partners.conftest import browser_of

from .voting import Round, a_round, cast, close, vote

VOTERS = 24


def elected(voting: Round) -> dict[int, str]:
    """Each votes through the page, in a known order; gives what is kept of each one's code."""
    receipts = {}
    for number in range(VOTERS):
        person, key = UserFactory(), uuid4()
        vote(browser_of(person), voting, number % 3, key=key)
        receipts[person.pk] = ballots.kept_of(ballots.code_of(key))
    return receipts


def rows_of(model: type[models.Model], column: str) -> list[object]:
    """In the order in which the database itself keeps them."""
    where = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {model._meta.db_table} ORDER BY {where}")
        return [row[0] for row in cursor.fetchall()]


def everything() -> str:
    """Every row of every table but those of the ballots themselves, as text."""
    told = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table != Ballot._meta.db_table:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                told += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(told)


@pytest.mark.django_db
def test_a_ballot_has_no_column_that_leads_to_a_person_or_a_time():
    kinds = {field.name: type(field) for field in Ballot._meta.get_fields()}
    assert kinds == {
        "id": models.UUIDField,
        "round": models.ForeignKey,
        "choices": models.JSONField,
        "receipt": models.CharField,
    }
    assert {field.name for field in Voter._meta.get_fields() if not field.auto_created} == {
        "round",
        "person",
    }
    pointing = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and not field.auto_created
        and field.related_model is Ballot
    ]
    assert pointing == []


@pytest.mark.django_db(transaction=True)
def test_after_closing_no_row_anywhere_knows_who_chose_what():
    voting = a_round()
    receipts = elected(voting)
    before = set(Voter.objects.values_list("pk", flat=True))

    close(voting)

    assert not OpenBallot.objects.exists()
    assert Voter.objects.count() == Ballot.objects.count() == VOTERS
    told = everything()
    for receipt in receipts.values():
        assert receipt not in told
    assert set(Ballot.objects.values_list("receipt", flat=True)) == set(receipts.values())
    assert not set(Voter.objects.values_list("pk", flat=True)) & before


@pytest.mark.django_db(transaction=True)
def test_no_order_of_rows_is_that_in_which_people_voted():
    """Of ballots nor of voters: by key, and as the database keeps them on its disk."""
    voting = a_round()
    receipts = elected(voting)
    people, in_order = list(receipts), list(receipts.values())

    close(voting)

    ballots_now = rows_of(Ballot, "receipt")
    voters_now = rows_of(Voter, "person_id")
    assert sorted(ballots_now) == sorted(in_order)
    assert sorted(voters_now) == sorted(people)
    by_key = list(Ballot.objects.order_by("pk").values_list("receipt", flat=True))
    assert by_key == ballots_now, "they stand as their random keys are ordered"
    by_number = list(Voter.objects.order_by("pk").values_list("person_id", flat=True))
    # 24 in the order of before, or turned, by chance: once in some 10**23.
    for now, then in ((ballots_now, in_order), (voters_now, people), (by_number, people)):
        assert now not in (then, then[::-1])
    # And not beside each other: the ballot of the first voter is not the first ballot.
    beside = sum(
        receipts[person] == receipt for person, receipt in zip(voters_now, ballots_now, strict=True)
    )
    assert beside < VOTERS / 2


@pytest.mark.django_db
def test_keys_of_ballots_are_random_and_not_of_a_clock():
    voting = a_round()
    cast(voting, 0)
    close(voting)
    assert Ballot.objects.get().pk.version == 4


@pytest.mark.django_db(transaction=True)
def test_what_is_deleted_is_gone_from_the_files_as_well():
    """A row that is deleted stays on the disk until something is written over it."""
    voting = a_round()
    receipts = elected(voting)
    changed = UserFactory()
    cast(voting, 0, by=changed)
    cast(voting, 1, by=changed)
    budgets.close_voting(voting.round, by=voting.place.coordinator)

    count_rounds()

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_relation_size(%s)", [OpenBallot._meta.db_table])
            assert cursor.fetchone()[0] == 0
        return
    name = str(connection.settings_dict["NAME"])
    connection.close()
    kept = b"".join(Path(f"{name}{end}").read_bytes() for end in ("", "-wal")
                    if Path(f"{name}{end}").exists())  # fmt: skip
    for receipt in receipts.values():
        assert kept.count(receipt.encode()) == 2, "its ballot, and the index of that"


@pytest.mark.django_db
def test_voting_writes_no_history_no_message_no_draft_and_nothing_in_the_session():
    voting = a_round()
    person, key = UserFactory(), uuid4()
    client = browser_of(person)
    before = [model.objects.count() for model in (Event, Notification, Message, Draft)]
    session = client.session.session_key

    vote(client, voting, 0, 1, key=key)
    vote(client, voting, 2, key=uuid4())

    assert [model.objects.count() for model in (Event, Notification, Message, Draft)] == before
    kept = json.dumps(Session.objects.get(session_key=session).get_decoded())
    for secret in (str(key), ballots.code_of(key), str(voting.proposals[2].pk) + "]"):
        assert secret not in kept


@pytest.mark.django_db
def test_a_vote_that_was_pressed_when_nobody_was_signed_in_is_kept_nowhere():
    voting = a_round()
    sent = {"receipt": str(uuid4()), "ballot": [str(voting.proposals[0].pk)]}
    answer = Client().post(f"{voting.path}stemmen/", sent)
    assert answer.status_code == 302
    assert not Draft.objects.exists()
    officer = MembershipFactory(neighbourhood=voting.place.neighbourhood).person
    client = Client()  # before a second factor was shown
    client.force_login(officer)
    assert client.post(f"{voting.path}stemmen/", sent).status_code == 302
    assert not Draft.objects.exists()
    assert not Voter.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("press", ["", "mandje/"], ids=["vote", "tick"])
def test_a_vote_whose_session_had_ended_comes_back_from_the_browser_alone(press):
    voting = a_round()
    page, person = f"{voting.path}stemmen/", UserFactory()
    cast(voting, 0, by=person)
    mine = [voting.proposals[1].pk, voting.proposals[2].pk]
    sent, client = {"receipt": str(uuid4()), "ballot": [str(one) for one in mine]}, Client()
    away = client.post(f"{page}{press}", sent, headers={"Referer": f"http://testserver{page}"})
    assert away.headers["Location"].endswith(f"next={quote(page, safe='')}")
    cookie = away.cookies["carried"]
    assert (cookie["path"], cookie["httponly"], cookie["max-age"]) == (voting.path, True, "")
    assert str(cookie.value) not in everything()

    client.force_login(person)
    html = client.get(page).content.decode()
    assert "Wat u koos, staat er nog" in html
    ticked = re.findall(r'value="(\d+)"[^>]*checked', html)
    assert sorted(map(int, ticked)) == mine  # they stand in another order each day
    assert OpenBallot.objects.get().choices == [voting.proposals[0].pk], "nothing is cast unseen"
    again = client.get(page).content.decode()
    assert "Wat u koos, staat er nog" not in again, "it is shown once"


@pytest.mark.django_db
def test_what_a_browser_brings_back_is_ours_and_young_and_from_no_shared_device():
    voting, person = a_round(), UserFactory()
    page = f"{voting.path}stemmen/"
    sent = {"receipt": str(uuid4()), "ballot": [str(voting.proposals[1].pk)]}

    def brings(value):
        client = browser_of(person)
        client.cookies["carried"] = value
        return "checked" in client.get(page).content.decode()

    value = Client().post(page, sent).cookies["carried"].value
    assert brings(value)
    assert not brings(f"{value}x")
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert not brings(value)
    shared = Client()
    shared.cookies["browser"] = Signer(salt="accounts.browser").sign("s" + "a" * 43)
    assert "carried" not in shared.post(page, sent).cookies


@pytest.mark.django_db
def test_no_address_holds_a_choice_or_a_code():
    voting = a_round()
    client = browser_of(UserFactory())
    page = client.get(f"{voting.path}stemmen/").content.decode()
    forms = re.findall(r"<form[^>]*>", page)
    assert all('method="post"' in form for form in forms), forms
    assert "data-hx-get" not in page.partition('id="form"')[2].partition("</form>")[0]
    _person, code = cast(voting, 0)
    close(voting)
    asked = client.get(f"{voting.path}bewijs/?code={code}").content.decode()
    assert "telt mee." not in asked


@pytest.mark.django_db
def test_while_it_lasts_one_gets_ones_own_ballot_in_ones_export_and_nobody_elses():
    voting = a_round()
    person, _code = cast(voting, 1)
    cast(voting, 0)
    data = next(one for one in privacy.registered() if one.model is OpenBallot)
    assert list(data.of(person.pk).values(*data.fields)) == [
        {"voter__round__title": voting.round.title, "choices": [voting.proposals[1].pk]}
    ]
    close(voting)
    assert list(data.of(person.pk)) == []


@pytest.mark.django_db
def test_who_is_erased_before_the_end_takes_their_ballot_along_and_after_it_stays():
    voting = a_round()
    early, _code = cast(voting, 0)
    late, _code = cast(voting, 1)
    erase(early, now=timezone.now())
    close(voting)
    assert Ballot.objects.count() == 1
    erase(late, now=timezone.now())
    assert Ballot.objects.count() == 1
    assert not Voter.objects.exists()


@pytest.mark.django_db
def test_the_shuffle_is_not_one_that_can_be_foretold():
    """Seeding the ordinary generator gives nobody the order in which voters are written."""
    voting = a_round()
    people = [cast(voting, 0)[0].pk for _number in range(VOTERS)]
    random.seed(1)
    close(voting)
    random.seed(1)
    foretold = list(people)
    random.shuffle(foretold)
    assert rows_of(Voter, "person_id") != foretold

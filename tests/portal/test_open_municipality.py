from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from neighbourhoods.models import Administrator
from tests.factories import MunicipalityFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def waterstad():
    return MunicipalityFactory(code="GM0479", name="Waterstad", slug="waterstad")


def open_it(*arguments):
    said = StringIO()
    call_command("open_municipality", *arguments, stdout=said)
    return said.getvalue()


def refused(*arguments):
    with pytest.raises(CommandError) as why:
        open_it(*arguments)
    assert not Administrator.objects.exists()
    return str(why.value)


def test_it_makes_the_first_administrator_and_says_what_to_do_next(waterstad):
    said = open_it("GM0479", "--admin", "Bo@Waterstad.nl", "--name", "Bo Bakker")

    administrator = Administrator.objects.get()
    assert administrator.municipality == waterstad
    assert (administrator.person.email, administrator.person.name) == (
        "bo@waterstad.nl",
        "Bo Bakker",
    )
    assert "Bo Bakker is beheerder van de gemeente Waterstad." in said
    assert "http://localhost/account/inloggen/ met bo@waterstad.nl" in said
    assert "tweede manier" in said
    assert "http://localhost/gemeente/waterstad/beheer/" in said


def test_twice_is_once_and_a_second_address_a_second_administrator():
    said = [open_it("gm0479", "--admin", "bo@waterstad.nl") for _ in range(2)]
    open_it("GM0479", "--admin", "an@waterstad.nl")

    assert said[0] == said[1]
    assert Administrator.objects.count() == 2


def test_the_name_that_somebody_chose_stays():
    person = UserFactory(name="Bo")

    assert "Bo is beheerder" in open_it("GM0479", "--admin", person.email, "--name", "B. Bakker")


def test_a_name_is_one_clean_line():
    open_it("GM0479", "--admin", "bo@waterstad.nl", "--name", " Bo\r\nBcc: x\0 ")

    assert Administrator.objects.get().person.name == "Bo Bcc: x"


@pytest.mark.parametrize("code", ["GM9999", "0479", "Waterstad", "", "WK047912"])
def test_an_unknown_code_says_what_a_code_looks_like(code):
    assert "zoals GM0479" in refused(code, "--admin", "bo@waterstad.nl")


def test_a_municipality_that_merged_is_not_opened(waterstad):
    waterstad.is_current = False
    waterstad.save()

    assert "Er is geen gemeente met code GM0479" in refused("GM0479", "--admin", "bo@waterstad.nl")


def test_without_areas_it_says_which_command_comes_first(waterstad):
    waterstad.delete()

    assert "python manage.py load_areas" in refused("GM0479", "--admin", "bo@waterstad.nl")


@pytest.mark.parametrize("email", ["", "bo", "bo@", "bo@waterstad.nl\nBcc: x@y.nl", "b" * 300])
def test_what_is_no_address_is_refused(email):
    assert "is geen e-mailadres" in refused("GM0479", "--admin", email)


def test_an_address_longer_than_there_is_room_for_is_refused():
    email = "b@" + ".".join(["a" * 60] * 4) + ".waterstad.nl"

    assert "is geen e-mailadres" in refused("GM0479", "--admin", email)


def test_a_name_that_is_too_long_is_refused():
    assert "passen 60 tekens" in refused("GM0479", "--admin", "bo@waterstad.nl", "--name", "b" * 61)

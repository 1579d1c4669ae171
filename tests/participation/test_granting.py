"""Winners get their money by an agreement, and everybody reads what becomes of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from activity.models import Event
from core.images import MAX_BYTES
from participation.actions import granting
from participation.models import Grant, Receipt, Spending
from participation.states.budgets import BudgetRefused, RoundState
from participation.tasks import make_photos
from partners.models import Agreement
from tests.core.test_images import corners, saved
from tests.factories import UserFactory
from tests.html import problems
from tests.partners.conftest import browser_of
from tests.threads import at_once

from .voting import a_round, cast, close, fresh

pytestmark = pytest.mark.django_db


def jpeg():
    return SimpleUploadedFile("bon.jpg", saved(corners()), content_type="image/jpeg")


def granted():
    voting = a_round(400)
    cast(voting, 0)
    close(voting)
    return voting


def pressed(voting, **more):
    due = timezone.localdate() + timedelta(days=30)
    return browser_of(voting.place.coordinator).post(
        f"{voting.path}toezeggen/", {"due_on": due.isoformat()} | more
    )


def spent(voting, client=None, **more):
    plain = {
        "key": str(uuid4()),
        "what": "Aarde en planten",
        "amount": "150,50",
        "day": timezone.localdate().isoformat(),
    }
    path = Grant.objects.get().get_absolute_url()
    return (client or browser_of(voting.team)).post(f"{path}uitgave/", plain | more)


def test_a_winner_gets_an_agreement_once_and_it_stands_in_the_register():
    voting = granted()
    lead = browser_of(voting.place.coordinator)
    page = lead.get(f"{voting.path}toezeggen/").content.decode()
    assert problems(page) == []
    assert "€ 400 voor “Plan 1 van de buurt”, uit het bewonersbudget" in page
    assert pressed(voting, due_on="").status_code == 422

    for _again in range(2):
        assert pressed(voting).status_code == 302

    agreement = Agreement.objects.get()
    assert agreement.receiver == voting.initiative.team
    assert agreement.maker.kind == "municipality"
    assert fresh(voting).state == RoundState.GRANTED
    assert Grant.objects.get().amount == 40_000
    assert Event.objects.filter(verb="budget_granted").count() == 1
    register = browser_of().get(f"{voting.place.neighbourhood.get_absolute_url()}afspraken/")
    assert "uit het bewonersbudget" in register.content.decode()


def test_who_has_the_money_is_asked_who_carries_on_when_it_stops():
    voting = granted()
    team, asked = browser_of(voting.team), f"/initiatief/{voting.initiative.pk}/hoe-gaat-het/"
    assert "als het geld stopt" not in team.get(asked).content.decode()
    pressed(voting)
    assert "als het geld stopt" in team.get(asked).content.decode()


def test_a_team_writes_down_what_it_paid_and_everybody_sees_the_balance():
    voting = granted()
    pressed(voting)
    path = Grant.objects.get().get_absolute_url()
    key = str(uuid4())
    form = browser_of(voting.team).get(f"{path}uitgave/").content.decode()
    assert problems(form) == []

    for _again in range(2):
        assert spent(voting, key=key).status_code == 302

    assert Spending.objects.count() == 1
    html = browser_of().get(path).content.decode()
    assert problems(html) == []
    assert "Er is nog € 249,50 van € 400." in html
    assert "Aarde en planten" in html
    assert "Haal weg" not in html
    part = browser_of().get(f"/initiatief/{voting.initiative.pk}/bewonersbudget/")
    assert "Nog € 249,50 van € 400" in part.content.decode()
    assert "€ 150,50 van € 400" in browser_of().get(voting.path).content.decode()
    proposal = browser_of().get(voting.proposals[0].get_absolute_url()).content.decode()
    assert path in proposal


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"amount": "400,01"}, "Er is nog € 400 over."),
        ({"amount": "-1"}, "Een bedrag kan niet onder nul zijn."),
        ({"day": "2999-01-01"}, "Kies vandaag of een dag die is geweest."),
        ({"what": "Voor 123456782"}, "burgerservicenummer"),
        ({"what": "\0"}, "Schrijf waar het voor was."),
        ({"key": "x"}, "Controleer uw gegevens"),
    ],
)
def test_a_spending_that_cannot_be_says_so(fields, says):
    voting = granted()
    pressed(voting)
    answer = spent(voting, **fields)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Spending.objects.exists()


def test_a_spending_taken_back_is_gone_with_its_receipt():
    voting = granted()
    pressed(voting)
    spent(voting, photo=jpeg())
    make_photos()
    receipt = Receipt.objects.get()
    one = Spending.objects.get()
    path = Grant.objects.get().get_absolute_url()
    assert browser_of(UserFactory()).post(f"{path}uitgave/{one.pk}/weg/").status_code == 403

    for _again in range(2):
        assert browser_of(voting.team).post(f"{path}uitgave/{one.pk}/weg/").status_code == 302

    assert not Spending.objects.exists()
    assert not Receipt.objects.exists()
    assert Event.objects.filter(verb="budget_spending_taken_back").count() == 1
    assert browser_of(voting.team).get(receipt.large).status_code == 404


def test_a_receipt_is_for_the_team_and_who_coordinates():
    voting = granted()
    pressed(voting)
    spent(voting, photo=jpeg())
    make_photos()
    path = Grant.objects.get().get_absolute_url()
    large = Receipt.objects.get().large
    for person, status in (
        (voting.team, 200),
        (voting.place.coordinator, 200),
        (voting.place.officer, 404),
        (voting.checker, 404),
        (None, 404),
    ):
        answer = browser_of(person).get(large)
        answer.getvalue() if status == 200 else None
        assert answer.status_code == status
        page = browser_of(person).get(path).content.decode()
        assert (large in page) is (status == 200)
        assert "bonnetje" in page


def pdf(content=b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"):
    return SimpleUploadedFile("bon.html", content, content_type="text/html")


def test_a_receipt_can_be_a_pdf_that_leaves_as_a_file_only():
    voting = granted()
    pressed(voting)
    spent(voting, photo=pdf())
    make_photos()
    page = Grant.objects.get().get_absolute_url()
    address = f"/bonnetje/{Receipt.objects.get().pk}.pdf"

    for person in (voting.place.officer, voting.checker, UserFactory(), None):
        assert browser_of(person).get(address).status_code == 404
        assert address not in browser_of(person).get(page).content.decode()
    for person in (voting.team, voting.place.coordinator):
        assert address in browser_of(person).get(page).content.decode()
        answer = browser_of(person).get(address)
        assert answer.getvalue().startswith(b"%PDF-1.7")
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]

    receipt, one = Receipt.objects.get(), Spending.objects.get()
    browser_of(voting.team).post(f"{page}uitgave/{one.pk}/weg/")
    assert not default_storage.exists(receipt.document)
    assert browser_of(voting.team).get(address).status_code == 404


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7\nhalf", "Deze PDF is niet heel"),
        (b"<script>%PDF-1.7 %%EOF", "Dit bestand is geen foto"),
        (b"%PDF-1.7\n" + b" " * MAX_BYTES + b"%%EOF", "hoogstens 15 MB"),
    ],
)
def test_what_only_looks_like_a_pdf_is_refused_and_nothing_is_kept(content, says):
    voting = granted()
    pressed(voting)

    answer = spent(voting, photo=pdf(content))

    assert answer.status_code == 422
    html = answer.content.decode()
    assert says in html
    assert "Aarde en planten" in html
    assert not Receipt.objects.exists()


def test_two_at_once_never_pay_more_than_there_is(transactional_db):
    voting = granted()
    pressed(voting)
    grant = Grant.objects.get()

    def pay():
        return granting.spend(
            grant,
            "Planten",
            day=timezone.localdate(),
            amount=15_000,
            photo=None,
            key=uuid4(),
            by=voting.team,
        )

    done = at_once([pay] * 5)

    assert sum(isinstance(one, Spending) for one in done) == 2
    assert sum(isinstance(one, BudgetRefused) for one in done) == 3
    assert grant.spent() == 30_000

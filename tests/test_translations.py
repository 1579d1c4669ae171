"""The languages that we offer: complete, faithful, and seen on pages and in mails."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import datetime
from gettext import c2py
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.urls import reverse

from activity import actions as activity
from initiatives.verbs import UPDATE
from outbox.actions import deliver_one
from outbox.models import Message
from scripts.compile_messages import catalogue, compiled, entries
from tests.conftest import ROOT
from tests.factories import AreaFactory, InitiativeFactory, ReviewFactory, UserFactory

NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
OTHERS = [code for code, name in django_settings.LANGUAGES if code != "nl"]
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|%%\w")
MARKUP = re.compile(r"</?\w+>")
ARABIC = re.compile(r"[\u0600-\u06ff]")
# Nothing in these says anything to a visitor, and copying them takes time.
WITHOUT_TEXTS = (".*", "node_modules", "var", "static*", "locale", "docs", "tests", "__pycache__")
EXTRACT = ["makemessages", "--locale", "en", "--no-location", "--keep-pot"]


def po_file(language):
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def read(language):
    """Every entry of a catalogue but its heading."""
    return [entry for entry in entries(po_file(language).read_text("utf-8")) if entry["msgid"]]


def forms(entry):
    return [text for field, text in sorted(entry.items()) if field.startswith("msgstr")]


def name(entry):
    return entry.get("msgctxt", ""), entry["msgid"]


def plural_rule(language):
    """From a number to the form that a language uses for it."""
    heading = catalogue(po_file(language).read_text("utf-8"))[""]
    found = re.search(r"nplurals=(\d+); *plural=(.+);", heading)
    assert found is not None
    return int(found[1]), c2py(found[2])


@pytest.fixture
def translated(settings, tmp_path):
    """The catalogues as they are now, whatever was compiled before."""
    for language in OTHERS:
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        texts = catalogue(po_file(language).read_text("utf-8"))
        (folder / "django.mo").write_bytes(compiled(texts))
    settings.LOCALE_PATHS = [tmp_path]


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> set[tuple[str, str]]:
    """Every text that code and templates ask a translation of, by GNU gettext itself."""
    if shutil.which("xgettext") is None:
        if os.environ.get("CI"):
            pytest.fail(".ci/run installs gettext, and it is not there")
        pytest.skip("there is no gettext: nobody looked whether every text is in the catalogues")
    copy = tmp_path_factory.mktemp("messages") / "project"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*WITHOUT_TEXTS))
    (copy / "locale").mkdir()
    plain = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-W", "ignore", "-m", "django", *EXTRACT]
    subprocess.run(command, cwd=copy, env=plain, check=True, capture_output=True)
    pot = (copy / "locale/django.pot").read_text("utf-8")
    return {name(entry) for entry in entries(pot) if entry["msgid"]}


# The catalogues


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_has_its_translation(language, written):
    known = {name(entry) for entry in read(language)}

    assert written - known == set(), "run `make messages` and translate these"
    assert known - written == set(), "nobody asks for these: run `make messages`"


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_empty_or_a_guess(language):
    text = po_file(language).read_text("utf-8")

    assert "fuzzy" not in text
    assert "#~" not in text
    assert [entry["msgid"] for entry in read(language) if not all(forms(entry))] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_names_what_the_dutch_names(language):
    """A form that is for one number only may say that number in words: مبادرتان."""
    count, form_of = plural_rule(language)
    numbers = Counter(form_of(number) for number in range(1000))
    wrong = []
    for entry in read(language):
        texts = forms(entry)
        plural = entry.get("msgid_plural")
        assert len(texts) == (count if plural else 1), entry["msgid"]
        wanted = Counter(PLACEHOLDER.findall(plural or entry["msgid"]))
        for form, text in enumerate(texts):
            found = Counter(PLACEHOLDER.findall(text))
            in_words = 1 if plural and numbers[form] == 1 else 0
            if found - wanted or (wanted - found).total() > in_words:
                wrong.append(text)
    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_shape_of_the_dutch(language):
    def shape(text):
        return Counter(MARKUP.findall(text)), text.count("\n"), text != text.lstrip()

    assert [
        text
        for entry in read(language)
        for text in forms(entry)
        if shape(text) != shape(entry["msgid"])
    ] == []


def test_arabic_is_written_in_arabic():
    same = [entry["msgid"] for entry in read("ar") if not all(map(ARABIC.search, forms(entry)))]
    assert same == []


def test_names_that_stay_stay():
    for language in OTHERS:
        for entry in read(language):
            for kept in ("CBS", "WCAG 2.2", "EUPL-1.2"):
                if kept in entry["msgid"]:
                    assert all(kept in text for text in forms(entry)), (language, entry["msgid"])


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "مبادرة واحدة"),
        (2, "مبادرتان"),
        (3, "%(number)s مبادرات"),
        (11, "%(number)s مبادرة"),
        (100, "%(number)s مبادرة"),
    ],
)
def test_arabic_counts_as_arabic_does(number, words):
    _, form_of = plural_rule("ar")
    counted = next(entry for entry in read("ar") if entry["msgid"] == "%(number)s initiatief")
    assert forms(counted)[form_of(number)] == words


# What people see


def page(client, language, address):
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = language
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "direction", "title"),
    [
        ("nl", "ltr", "Samen aan de slag in uw wijk"),
        ("en", "ltr", "Getting to work together in your neighbourhood"),
        ("ar", "rtl", "معاً من أجل حيّك"),
    ],
)
def test_a_page_speaks_its_language(client, translated, language, direction, title):
    html = page(client, language, reverse("portal:home"))

    assert f'<html lang="{language}" dir="{direction}"' in html
    assert f"<title>{title} · wijkaanpak</title>" in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "day"),
    [("nl", "23 november"), ("en", "23 November"), ("ar", "23 نوفمبر")],
)
def test_dates_are_in_the_language_of_the_page(client, translated, language, day):
    initiative = InitiativeFactory()
    ReviewFactory(initiative=initiative, due_at=NOON)

    assert day in page(client, language, initiative.get_absolute_url())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "number"), [("nl", "12.345"), ("en", "12,345"), ("ar", "12345")]
)
def test_large_numbers_are_written_as_in_the_language(client, translated, language, number):
    area = AreaFactory(residents=12345)
    html = page(client, language, reverse("portal:area", args=[area.code]))

    assert re.findall(r"12\D?345", html) == [number]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "wrong"),
    [("nl", "Vul uw e-mailadres in."), ("en", "Enter your email address."), ("ar", "أدخل عنوان")],
)
def test_a_mistake_is_explained_in_the_language_of_the_page(client, translated, language, wrong):
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.post(reverse("account_login"), {"email": ""})

    assert wrong in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "title"), [("nl", "Wat u volgt"), ("en", "What you follow")])
def test_what_we_keep_is_told_in_the_language_of_the_page(client, translated, language, title):
    assert title in page(client, language, reverse("portal:privacy"))


# Mail


def told(person):
    initiative = InitiativeFactory(title="Moestuin")
    event = activity.record(
        UPDATE.name,
        initiative,
        by=UserFactory(),
        side=activity.Side.TEAM,
        neighbourhood=initiative.neighbourhood,
        public=True,
        words="Er is koffie.",
    )
    template = "initiatives/email/news.txt"
    people = [(person, activity.Reason.FOLLOWER)]
    activity.notify(event, people, template, initiative=initiative)
    return Message.objects.get(to=person.email)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "subject"),
    [("nl", "Nieuws over Moestuin"), ("en", "News about Moestuin"), ("ar", "أخبار عن Moestuin")],
)
def test_a_mail_speaks_the_language_of_who_gets_it(translated, language, subject):
    message = told(UserFactory(language=language))

    assert message.subject == subject
    assert "Er is koffie." in message.body, "what residents wrote stays as it was"


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "direction"), [("nl", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_a_mail_says_which_language_it_is_in(translated, language, direction):
    message = told(UserFactory(language=language))
    assert deliver_one(message.free_after)

    (sent,) = mail.outbox
    ((html, _),) = sent.alternatives
    assert f'<html lang="{language}" dir="{direction}"' in html
    assert sent.message()["Content-Language"] == language


def test_nothing_compiled_is_kept_in_the_project():
    ignored = Path(ROOT / ".gitignore").read_text("utf-8").split()
    assert "*.mo" in ignored

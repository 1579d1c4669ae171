"""What a mail is when it leaves: read by a person, by a mail program and by a mail server."""

import email
import email.policy
from email.utils import getaddresses, parsedate_to_datetime

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from outbox.actions import as_mail, compose, queue_all
from outbox.layout import direction_of, letter
from outbox.models import Message
from outbox.tasks import deliver

SITE = "https://wijk.example"
STOP = f"{SITE}/bericht/stop/geheim/"
BODY = f"""Beste Noor,

Er is nieuws & koffie.

Bekijk de afspraak:
{SITE}/afspraak/1/

Alles over dit kwartaalgesprek:
{SITE}/kwartaalgesprek/2/

--
U krijgt dit bericht omdat u dit volgt.
Geen berichten meer? {STOP}"""


@pytest.fixture(autouse=True)
def _house(settings):
    settings.SITE_URL = SITE
    settings.DEFAULT_FROM_EMAIL = "Wijkaanpak <post@wijk.example>"


def made(body=BODY, *, title="Moestuin", language="nl", **fields):
    """One mail as the mail program gets it, read strictly: anything that is not as it should be
    in it is an error."""
    message = Message(
        pk=7, key="k", to="noor@example.org", subject=title, body=body, place="Poelenburg"
    )
    message.headers = {"Content-Language": language}
    for name, value in fields.items():
        setattr(message, name, value)
    return strictly_read(as_mail(message))


def strictly_read(mail: EmailMultiAlternatives):
    policy = email.policy.default.clone(raise_on_defect=True)
    read = email.message_from_bytes(mail.message().as_bytes(), policy=policy)
    for part in read.walk():
        assert part.defects == []
        assert all(value.defects == () for value in part.values())
    return read


def text(mail):
    return mail.get_body(("plain",)).get_content()


def html(mail):
    return mail.get_body(("html",)).get_content()


def news(**fields):
    return compose(
        **{
            "key": "k",
            "to": "noor@example.org",
            "template": "initiatives/email/news.txt",
            "context": {
                "initiative": {"title": fields.pop("title", "Moestuin")},
                "event": {"sentence": "Nieuws", "words": fields.pop("words", "Er is koffie.")},
                "person": {"public_name": fields.pop("name", "Noor")},
                "url": f"{SITE}/initiatief/1-moestuin/",
                "stop_url": STOP,
            },
        }
        | fields
    )


def test_the_html_has_one_button_and_no_bare_address_of_ours():
    page = html(made())
    assert page.count('class="button"') == 1
    assert 'href="https://wijk.example/afspraak/1/"' in page
    assert ">Bekijk de afspraak</a>" in page
    assert ">Alles over dit kwartaalgesprek</a>" in page
    assert ">Geen berichten meer?</a>" in page
    assert f">{SITE}" not in page
    assert "<img" not in page


def test_an_address_that_a_resident_wrote_is_never_the_button():
    page = html(made(f"Hallo,\n\nhttps://vals.example/inloggen/\n\n{SITE}/doel/1/"))
    assert page.count('class="button"') == 1
    assert ">Ga naar de pagina</a>" in page
    assert ">https://vals.example/inloggen/</a>" in page


def test_a_foot_that_a_resident_wrote_does_not_hide_how_to_stop():
    mail = letter(BODY.replace("koffie.", "koffie.\n--\nStop nooit."))
    assert [block.url for block in mail.foot] == ["", STOP]


def test_it_says_from_whom_it_comes_and_what_happens_with_a_reply(settings):
    mail = made()
    assert mail["From"] == "Wijkaanpak Poelenburg <post@wijk.example>"
    assert mail["Reply-To"] is None
    assert "Antwoorden op deze mail worden niet gelezen." in text(mail)
    assert "Antwoorden op deze mail worden niet gelezen." in html(mail)
    settings.REPLY_TO = "balie@wijk.example"
    mail = made()
    assert mail["Reply-To"] == "balie@wijk.example"
    assert "Dan leest de wijkaanpak dat." in text(mail)


def test_the_words_behind_the_subject_are_what_it_is_about():
    assert letter(BODY).preview == "Er is nieuws & koffie."


def test_programs_learn_that_a_machine_wrote_it_and_under_whose_domain():
    mail = made()
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@wijk.example>")
    assert parsedate_to_datetime(mail["Date"]).tzinfo is not None
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert "\n-- \nU krijgt dit bericht" in text(mail)


def test_a_neighbourhoods_mails_can_be_told_apart():
    headers = news(list_name="poelenburg", thread="initiatief/1").headers
    assert headers["List-Id"] == "<poelenburg.wijk.example>"
    assert headers["References"] == headers["In-Reply-To"]
    assert headers["References"].endswith("@wijk.example>")


def test_a_mail_in_arabic_runs_to_the_left_and_dutch_in_it_to_the_right():
    page = html(made("مرحباً ليلى،\n\nZaterdag is er koffie.\n\n482913", language="ar"))
    assert '<html lang="ar" dir="rtl">' in page
    assert '<p dir="rtl"' in page
    assert '<p dir="ltr"' in page
    assert '<span dir="ltr">482913</span>' in page
    with translation.override("ar"):
        assert direction_of("12 + 3") == "rtl"


def test_who_reads_in_the_dark_is_not_blinded():
    page = html(made())
    assert "prefers-color-scheme: dark" in page
    assert '<meta name="color-scheme" content="light dark">' in page


@pytest.mark.parametrize(
    ("title", "name", "words", "place"),
    [
        ("Tuin\r\nBcc: allen@example.org", "Noor\nBcc: x@example.org", "a\r\n.\r\nb", "P\nBcc: y"),
        ("🌻🌱👩🏽‍🌾 De tuin", "👩🏽‍🌾", "Prachtig 🌻", "Wijk 🌻"),
        ("حديقة الحي", "ليلى بن علي", "صباح الخير", "حي الزهور"),
        ("m" * 5000, "n" * 60, "w" * 5000, "p" * 80),
        ("é" * 5000, "ü" * 60, "ß " * 2500, "ñ" * 80),
        ("A\u202egnirB\x00\u2066", 'Jan, de "Oude" <x@y>', "=?utf-8?q?=41?=", 'A, "B" <c@d>'),
    ],
    ids=["injection", "emoji", "right-to-left", "long", "long and folded", "tricks"],
)
@pytest.mark.django_db
def test_what_people_write_arrives_as_one_sound_mail(
    settings, mail_server, title, name, words, place
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
    message = news(title=title, name=name, words=words, place=place, list_name="wijk")
    queue_all([message])
    deliver()
    [arrived] = mail_server.messages
    mail = strictly_read(as_mail(Message.objects.get()))
    for read in (arrived, mail):
        assert read["Bcc"] is None
        assert [address for _name, address in getaddresses([read["To"]])] == ["noor@example.org"]
        [sender] = read["From"].addresses
        assert (sender.addr_spec, sender.display_name) == (
            "post@wijk.example",
            f"Wijkaanpak {' '.join(place.split())}",
        )
        assert read["Subject"].lstrip() == message.subject  # what is too long begins on a new line
        assert {"\n", "\u202e", "\x00"}.isdisjoint(message.subject)
        assert words.replace("\r\n", "\n") in text(read).replace("\r\n", "\n")
    lines = as_mail(Message.objects.get()).message().as_bytes().splitlines()
    assert max(map(len, lines)) <= 998  # RFC 5322


@pytest.mark.django_db
def test_an_address_with_a_line_break_is_refused_and_holds_up_nobody(mailoutbox):
    queue_all([news(to="a@example.org\nBcc: b@example.org"), news(key="l", to="c@example.org")])
    deliver()
    assert [sent.to for sent in mailoutbox] == [["c@example.org"]]
    assert Message.objects.get(key="k").error == "BadHeaderError"

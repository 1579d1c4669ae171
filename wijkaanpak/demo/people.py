"""The many who press `ik steun dit`: names and addresses, nothing more."""

from datetime import datetime, timedelta
from zlib import crc32

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.models import User
from activity.models import Follow
from initiatives.models import Initiative, Support

NAMES = """
    Aad Achmed Agnieszka Aïcha Ali Amina Anouk Ans Arjan Asha Ayoub Bart Beppie Berfin Bob
    Brahim Can Carla Chantal Daan Danuta Demi Deniz Dirk Efe Elif Ellen Emine Fatou Femke Fien
    Frits Gamze Gerrit Ghizlane Gülsüm Hamid Hanneke Hans Hasan Ilse Imane Iris Ivana Jamila Jan
    Janny Jasper Jennifer Joke Joris Kaan Karim Kees Khadija Kim Koos Latoya Leyla Lies Linh
    Loes Maaike Mariam Marja Mark Merve Mieke Mo Murat Nadia Nasser Nel Nina Noah Olga Özlem
    Patrick Piet Rabia Ramon Rens Rita Roya Ruben Sanne Selma Siham Sophie Sven Tarik Thea Tom
    Truus Umut Vera Wendy Wout Xin Yara Youssef Zohra
""".split()  # noqa: SIM905 a list of a hundred quoted names is hard to read
INITIALS = "ABDEGHJKLMNPRSTVWYZ"
LONGEST_WAIT = timedelta(days=150)


def crowd(size: int, domain: str) -> list[User]:
    """Neighbours who support; they read their messages here and get no mail."""
    password = make_password(None)
    people = User.objects.bulk_create(
        User(
            email=f"buur{number}@{domain}",
            name=_name(number, domain),
            mail=User.Mail.NONE,
            password=password,
        )
        for number in range(1, size + 1)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, primary=True) for person in people
    )
    return people


def _name(number: int, domain: str) -> str:
    """Some go by a first name, some by an initial as well."""
    first = NAMES[(number * 37 + crc32(domain.encode())) % len(NAMES)]
    return f"{first} {INITIALS[number % len(INITIALS)]}." if number % 3 else first


def support(initiative: Initiative, people: list[User], number: int, *, now: datetime) -> None:
    """Each of them as `initiatives.actions.support` does, in two queries for all."""
    pool = sorted(people, key=lambda person: crc32(f"{initiative.title}{person.email}".encode()))
    chosen = pool[:number]
    wait = min(LONGEST_WAIT, now - initiative.sent_at) / (number + 1)
    moments = [initiative.sent_at + wait * (nth + 1) for nth in range(number)]
    Support.objects.bulk_create(
        Support(initiative=initiative, person=person, at=moment)
        for person, moment in zip(chosen, moments, strict=True)
    )
    Follow.objects.bulk_create(
        (
            Follow(
                person=person,
                subject_kind=Initiative.__name__.lower(),
                subject_id=initiative.pk,
                since=moment,
            )
            for person, moment in zip(chosen, moments, strict=True)
        ),
        ignore_conflicts=True,
    )

"""One person per role, all in Poelenburg; anybody becomes one of them at `/demo/`."""

from typing import NamedTuple


class Persona(NamedTuple):
    """`story` says who they are and what to try; `lands` is the page they come in on."""

    email: str
    name: str
    story: str
    lands: str


PERSONAS: dict[str, Persona] = {
    "bewoner": Persona(
        "samira@poelenburg.example",
        "Samira",
        "Bewoner. Samira doet mee met de moestuin en leert fietsen. Haar eigen idee, "
        "picknicktafels onder de kastanjes, is nog niet af.",
        "/mijn/",
    ),
    "organisator": Persona(
        "fatma@poelenburg.example",
        "Fatma Y.",
        "Organisator. Fatma begon de Poelentuin. Voor haar nieuwe plan, een kas, wacht er een "
        "vraag van de gemeente op antwoord.",
        "/mijn/",
    ),
    "partner": Persona(
        "ruud@zaanoever.example",
        "Ruud Bakker",
        "Partner. Ruud is het aanspreekpunt van Woonstichting De Zaanoever en volgt wat bewoners "
        "doen met muren en portieken. Iemand vraagt om erbij te komen, en er wacht een vraag.",
        "/mijn/",
    ),
    "losmaker": Persona(
        "yassin@poelenburg.example",
        "Yassin El Amrani",
        "Losmaker. Yassin kent iedereen, loopt met de jongens langs de deuren en helpt plannen "
        "op gang. Zijn postbus was vol: bij zijn gegevens staat dat mail aan hem terugkomt.",
        "/mijn/",
    ),
    "ambtenaar": Persona(
        "joyce@zaanstad.example",
        "Joyce Pinas",
        "Contactambtenaar. Joyce antwoordt bewoners, op tijd en met redenen. Vandaag wacht er "
        "een rij, en één antwoord is te laat.",
        "/mijn/werk/",
    ),
    "coordinator": Persona(
        "marieke@zaanstad.example",
        "Marieke de Boer",
        "Coördinator. Marieke ziet wat er in heel Poelenburg wacht en zorgt dat het goed komt. "
        "Zij past de teksten, mensen en uren aan.",
        "/mijn/werk/",
    ),
    "beheer": Persona(
        "hans@zaanstad.example",
        "Hans Visser",
        "Beheerder van Zaanstad. Hans opent wijken, geeft rollen en bepaalt binnen hoeveel "
        "werkdagen er antwoord komt.",
        "/mijn/werk/",
    ),
}

from typing import NamedTuple


class Persona(NamedTuple):
    email: str
    name: str
    story: str
    lands: str


PERSONAS: dict[str, Persona] = {}

"""Titles and plans as people write them, in Dutch compounds: few words often, very many rarely."""

import random
from itertools import accumulate
from typing import NamedTuple


def _words(text: str) -> list[str]:
    return text.split()


FIRST = _words("""
speel buurt wijk zwerfafval moes stads school koffie fiets taal huiswerk kinder jongeren ouderen
straat plein bloemen bomen boeken dieren honden katten muziek dans theater film foto kunst kleding
repair ruil weggeef kook eet soep tafel bank water regen dak gevel geveltuin groen natuur vogel
vlinder bijen insecten vis sport voetbal basketbal wandel hardloop zwem skate yoga schaak bridge
kaart spel spelletjes zomer winter lente herfst kerst sinterklaas iftar suikerfeest straatspeel
verkeers snelheid parkeer drempel licht lantaarn camera veiligheids preventie buren hulp zorg
mantelzorg vrijwilligers maatjes eenzaamheids inloop ontmoetings huis bewoners flat portiek kelder
lift galerij trap energie isolatie zonne warmte compost afval papier glas grofvuil container klein
werk leer computer tablet naai brei hout fruit groente kruiden kas
""")
SECOND = _words("""
tuin tuinen plek plekken feest feesten dag dagen avond avonden middag ochtend uur clubje club groep
team netwerk project actie acties route routes wandeling tocht markt winkel kast kasten kar bak
bakken bank banken tafel hoek hof veld veldje plein pad park bos boom muur wand bord borden melding
meldingen overlast probleem plan plannen cursus les lessen school café huis kamer keuken ruimte
hal kelder dak hek poort brug steiger strook perk perken haag pleister tegel tegels bankje bankjes
spel spelen toernooi wedstrijd voorstelling concert koor band orkest festival lunch diner ontbijt
maaltijd maaltijden buffet krant app kaart gids loket spreekuur dienst hulp
""")
ORDINARY = _words("""
samen nieuwe mooie veilige schone groene gezellige gratis elke week maand zaterdag dinsdag woensdag
vrijdag kinderen jongeren ouderen bewoners buren vrijwilligers gemeente corporatie welzijn wijkagent
school buurthuis bibliotheek speeltuin park plein straat flat hoek brug singel vaart opknappen
planten snoeien schilderen vegen opruimen bouwen repareren koken eten drinken wandelen fietsen
zwemmen lezen schrijven praten luisteren spelen voetballen dansen zingen leren helpen delen ruilen
geven brengen halen vragen nodig graag klein groot eerste jaar zomer winter begin eind kleur bloemen
bomen struiken aarde zand hout verf gereedschap geld plek sleutel stroom water licht muziek koffie
thee soep brood fruit groente kruiden talen mensen iedereen niemand altijd soms vaak vroeger
""")
LITTLE = _words("de het een en van in op met voor we wij ook dat die is er aan bij om te")
STREETS = [first + end for first in FIRST for end in ("straat", "laan", "weg", "kade", "dreef")]
COMPOUNDS = [first + second for first in FIRST for second in SECOND]
SYLLABLES = _words("ba de fi go ha jo ka le mi no pa ra so ta vi wo zee lij dra stro")


class Words:
    """The same for the same `seed`."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        often = random.Random(1)  # which words are the common ones is the same for every seed
        tail = [*COMPOUNDS, *STREETS, *_names()]
        often.shuffle(tail)
        self._all = [*ORDINARY, *tail]
        self._weights = list(accumulate(1 / (rank + 4) for rank in range(len(self._all))))

    def title(self) -> str:
        words = self._some(self._dice.randint(1, 4))
        between = [self._dice.choice(LITTLE), *words[1:]] if len(words) > 2 else words[1:]
        return " ".join([words[0], *between]).capitalize()[:100]

    def plan(self) -> str:
        number = self._dice.randint(25, 110)
        words = [
            self._dice.choice(LITTLE) if self._dice.random() < 0.45 else word
            for word in self._some(number)
        ]
        return " ".join(words).capitalize() + "."

    def _some(self, number: int) -> list[str]:
        return self._dice.choices(self._all, cum_weights=self._weights, k=number)


class Asked(NamedTuple):
    """What somebody types, and why."""

    words: str
    why: str


ASKED = [
    Asked("zwerfafval", "the first part of compounds"),
    Asked("speeltuinen", "the plural of what is everywhere"),
    Asked("buurtfeest", "a compound"),
    Asked("feest", "the last part of many compounds"),
    Asked("moestuin school", "two words"),
    Asked("koffie voor ouderen op dinsdag", "a sentence"),
    Asked("geveltuinn", "a sign too many"),
    Asked("Speeltuni", "two signs swapped"),
    Asked("vrijwiligers", "a sign missing"),
    Asked("bibliotheek", "an ordinary word"),
    Asked("kinderen", "in a great many texts"),
    Asked("groen", "the first part of many compounds"),
    Asked("boekenkast", "a word of its own"),
    Asked("soepkarren", "rare"),
    Asked("qwertyuiop", "no word at all"),
]


def _names() -> list[str]:
    dice = random.Random(2)
    return ["".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))) for _ in range(12_000)]

"""The rules of thumb (vuistregels) for taking part, by phase, in plain words.

From the handreiking "Betrokkenheid loont", as the wijkengids of Banier tells it in 3.9 "Partners en
bewoners betrekken" (O39-O52): there they stand per phase. What was added comes from the same pages
(O8, O10, O23, O26) and from "4 tips voor een wijkaanpak met bewoners" by Birgit Oelkers (O89, O95,
O97). They remind; nobody is held up by one.
"""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from .processes import PhaseKind


class Rule(NamedTuple):
    """`key` is its word in addresses and in the database: it stays when the words change."""

    key: str
    words: Any


RULES: dict[PhaseKind, tuple[Rule, ...]] = {
    PhaseKind.PREPARATION: (
        Rule("sees", _("Vraag iedereen die ermee te maken heeft hoe hij het ziet.")),
        Rule("open", _("Begin zonder agenda. Bepaal samen met bewoners wat het doel is.")),
        Rule("many", _("Praat met veel verschillende mensen, niet alleen met wie u al kent.")),
        Rule("strengths", _("Vraag wat er al goed gaat en wat mensen al doen.")),
        Rule("shared", _("Zoek wat mensen samen willen, en spreek iedereen aan als mens.")),
        Rule("near", _("Ga naar mensen toe: op school, in het buurthuis, op het werk.")),
        Rule("networks", _("Vraag groepen uit de wijk om het door te vertellen.")),
        Rule("clear", _("Zeg waar bewoners wel over gaan en waarover niet, en waarom.")),
    ),
    PhaseKind.IMPLEMENTATION: (
        Rule("listen", _("Luister naar wensen, ideeën en bezwaren, en neem ze serieus.")),
        Rule("join", _("Sluit aan bij wat er in de wijk al gebeurt.")),
        Rule("together", _("Voer het samen met bewoners uit.")),
        Rule("barriers", _("Haal weg wat mensen tegenhoudt: tijd, taal, oppas, trappen, scherm.")),
        Rule("promises", _("Kom afspraken na, en laat zien dat het gebeurt.")),
        Rule("honest", _("Zeg eerlijk wat niet lukt en waarom.")),
    ),
    PhaseKind.EVALUATION: (
        Rule("invite", _("Vraag wie meedeed of hij ook aan iets anders mee wil doen.")),
        Rule("network", _("Houd de groep die ontstond in stand.")),
        Rule("method", _("Schrijf op hoe u het deed, zodat anderen ervan leren.")),
        Rule("answer", _("Vertel iedereen wat er met zijn inbreng is gedaan.")),
        Rule("stays", _("Spreek af wie het bijhoudt als dit klaar is.")),
    ),
}


def rule_of(kind: str, key: str) -> Rule | None:
    rules = RULES[PhaseKind(kind)] if kind in PhaseKind.values else ()
    return next((one for one in rules if one.key == key), None)

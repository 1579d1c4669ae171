"""Who or what in the neighbourhood may fit what a team asks, and why (rules R7, R8)."""

from collections.abc import Iterable
from datetime import date, datetime
from heapq import nlargest
from typing import NamedTuple

from django.db.models import Q
from django.template.defaultfilters import date as as_words
from django.urls import reverse
from django.utils.translation import gettext as _

from core.dutch import (
    STOP_WORDS,
    Asked,
    Nearness,
    asked,
    cores,
    fold,
    nearness,
    set_of,
    stem,
    words_of,
)
from partners.models import Asset
from partners.models.asset import AssetQuerySet
from partners.selections.assets import AssetCard, asset_card
from partners.states import AssetKind

from ..models import Ask, SupportRequest
from ..models.asking import askable
from ..states import Help
from .finding import FAINT

MOST = 12
LOOKED_AT = 100  # the likeliest, of which it is asked who may be asked
EXPLAINED = 30  # of these, the likeliest again, the words are compared one by one
MOST_WORDS = 2  # of reasons
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
WEEKEND, SATURDAY = "weekend", 5
# Prepositions, pronouns, adverbs and verbs that only help: Snowball's Dutch stop words, and more of
# those sorts. Search finds by them, here they would be no reason.
FUNCTION_WORDS = set_of(
    "achter af alleen allemaal alles ander andere anderen anders beetje ben beneden binnen "
    "boven buiten daar daarna daarom daarvoor der doch doe doet drie echt eens eerst eigen "
    "elk elke enkele erg ergens even gaat ge genoeg geweest goed heb heel ieder iedere "
    "iets jouw komen komt kon konden laat langs laten liever maak mee meerdere misschien "
    "moest moet moeten na naast niemand niets nooit onder ongeveer onszelf ooit overal per "
    "reeds rond rondom sinds snel sommige soms tegen tijdens toch toen tussen twee vaak "
    "vanaf vanuit verder via vooral waaraan waarbij waarin waarmee waarom waaronder waarvan "
    "waarvoor wanneer want waren weer weinig welk welke wellicht werd werden wezen "
    "wilden wilt zal zelf zelfs zichzelf zoals zoiets zonder zouden zulke"
)
# What is in so many questions that it says nothing about what is asked.
EMPTY = (
    FAINT
    | STOP_WORDS
    | FUNCTION_WORDS
    | set_of(
        "wie heeft iemand nodig zoek zoekt zoeken graag help helpt helpen hulp mag mogen gebruik "
        "gebruiken leen lenen hand handen vraag vragen keer dag dagen uur uren paar weekend "
        "ochtend middag avond"
    )
)
KINDS = {
    Help.PLACE: (AssetKind.SPACE, AssetKind.PLACE),
    Help.HANDS: (AssetKind.TIME, AssetKind.SKILL, AssetKind.GROUP),
    Help.MATERIALS: (AssetKind.TOOL,),
    Help.KNOWLEDGE: (AssetKind.SKILL, AssetKind.KNOWER),
}
IN_TITLE, IN_WORDS, OF_KIND, NEAR_BY, ON_DAY = 6, 4, 3, 2, 2


class Fit(NamedTuple):
    """`why` in the reader's language. Of the three ways on one is open: to ask the person, to ask
    the organisation as a team asks organisations, or simply to go and look."""

    card: AssetCard
    why: list[str]
    ask_url: str
    organisation: str


class Typed(NamedTuple):
    """A word as search sees it, and as somebody typed it."""

    word: str
    typed: str


class Rank(NamedTuple):
    """What holds a word of the request comes before what is only of its kind."""

    has_words: bool
    score: int


class Looked(NamedTuple):
    """A word that is asked for, as it was typed, and what a text that has it holds."""

    asked: Asked
    typed: str
    cores: tuple[str, ...]


class Wanted(NamedTuple):
    """What a request asks for. `days` are words for a day, and how that is said to the reader."""

    words: list[Looked]
    kinds: tuple[AssetKind, ...]
    kind: Help
    buurt: int | None
    days: dict[str, str]


def fitting(request: SupportRequest, *, now: datetime) -> list[Fit]:
    """The best first. Of people only those who may be asked this; two queries.

    First all that is here is looked through, quickly; of the likeliest it is then asked who may be
    asked, and said which words are really the same, and why it fits.
    """
    wanted = _wanted(request)
    keys = _likeliest(request, wanted)
    may_be_asked = askable(request, now).filter(pk__in=keys).values("pk")
    rows = Asset.objects.filter(Q(person=None) | Q(pk__in=may_be_asked), pk__in=keys).for_cards()
    places = {pk: place for place, pk in enumerate(keys)}
    likeliest = sorted(rows, key=lambda asset: places[asset.pk])[:EXPLAINED]
    found = [_fit(asset, wanted, request) for asset in likeliest]
    best = sorted((one for one in found if one), key=lambda one: one[0], reverse=True)
    return [fit for _rank, fit in best[:MOST]]


def asks_of(request: SupportRequest) -> list[Ask]:
    """Whom the team asked this, the newest first; one query."""
    found = Ask.objects.filter(request=request).select_related("person", "agreement")
    return list(found.order_by("-at", "-pk"))


def _wanted(request: SupportRequest) -> Wanted:
    typed = {one.word: one.typed for one in _typed(request.text)}
    days = {word: typed[word] for word in (*DAYS, WEEKEND) if word in typed}
    telling = asked(" ".join(word for word in typed if word not in EMPTY))
    kind = Help(request.kind)
    return Wanted(
        words=[Looked(one, typed.get(one.text, one.text), cores(one)) for one in telling],
        kinds=KINDS.get(kind, ()),
        kind=kind,
        buurt=request.initiative.buurt_id,
        days=_days_of(request.wanted_on) | days if request.wanted_on else days,
    )


def _days_of(day: date) -> dict[str, str]:
    said = as_words(day, "l j F")
    named = [DAYS[day.weekday()], *([WEEKEND] if day.weekday() >= SATURDAY else [])]
    return dict.fromkeys(named, said)


def _here(request: SupportRequest) -> AssetQuerySet:
    """All that can be read here today, and is still there on the day itself; the team's own, and
    that of the organisation that it asked already, apart."""
    initiative = request.initiative
    known = [initiative.team_id, *filter(None, [request.organisation_id])]
    found = Asset.objects.shown().in_neighbourhood(initiative.neighbourhood)
    found = found.exclude(organisation__in=known)
    return found.exclude(until__lt=request.wanted_on) if request.wanted_on else found


def _likeliest(request: SupportRequest, wanted: Wanted) -> list[int]:
    """Keys, the likeliest first, by what is written and by what kind of thing it is.

    Looked through here: it takes half the time of a pattern in the database, which does not know
    another form of a word either.
    """
    rows = _here(request).filter(Q(person=None) | Q(asked_at_most__gt=0))
    columns = rows.order_by("-put_at", "-pk").values_list(
        "pk", "kind", "buurt_id", "title", "words"
    )
    scored = []
    for pk, kind, buurt, title, words in columns:
        said = _likely(wanted, _plain(title), _plain(words))
        score = said + OF_KIND * (kind in wanted.kinds)
        if score:
            near_by = wanted.buurt is not None and buurt == wanted.buurt
            scored.append((Rank(said > 0, score + NEAR_BY * near_by), pk))
    return [pk for _score, pk in nlargest(LOOKED_AT, scored, key=lambda one: one[0])]


def _likely(wanted: Wanted, title: str, words: str) -> int:
    score = 0
    for looked in wanted.words:
        if any(core in title for core in looked.cores):
            score += IN_TITLE
        elif any(core in words for core in looked.cores):
            score += IN_WORDS
    return score


def _plain(text: str) -> str:
    return text.lower() if text.isascii() else fold(text)


def _fit(asset: Asset, wanted: Wanted, request: SupportRequest) -> tuple[Rank, Fit] | None:
    """With its rank; None for what has neither the kind nor a word of it after all."""
    title, words = _shared(asset.title, wanted), _shared(asset.words, wanted)
    same = words | title
    of_kind = asset.kind in wanted.kinds
    if not (same or of_kind):
        return None
    near_by = asset.buurt is not None and asset.buurt_id == wanted.buurt
    day = next((one for one in _typed(asset.hours) if one.word in wanted.days), None)
    why = [
        _("U vraagt “%(asked)s”, en hier staat “%(here)s”.") % {"asked": one, "here": here}
        for one, here in list(same.items())[:MOST_WORDS]
    ]
    if of_kind:
        why.append(_of_kind(wanted.kind, AssetKind(asset.kind)))
    if near_by and asset.buurt:
        why.append(_("In dezelfde buurt: %(buurt)s.") % {"buurt": asset.buurt.short_name})
    if day:
        said = {"asked": wanted.days[day.word], "here": day.typed}
        why.append(_("U vraagt het voor %(asked)s, en hier staat “%(here)s”.") % said)
    if wanted.words and not same:
        why.append(_("Wat u schreef, staat er niet bij."))
    score = (
        IN_TITLE * len(title)
        + IN_WORDS * len(words.keys() - title.keys())
        + OF_KIND * of_kind
        + NEAR_BY * near_by
        + ON_DAY * bool(day)
    )
    return Rank(bool(same), score), _told(asset, why, request)


def _told(asset: Asset, why: list[str], request: SupportRequest) -> Fit:
    keys = [request.initiative_id, request.pk, asset.pk]
    return Fit(
        card=asset_card(asset),
        why=why,
        ask_url=reverse("initiatives:ask_person", args=keys) if asset.person_id else "",
        organisation=asset.organisation.name if asset.organisation else "",
    )


def _shared(text: str, wanted: Wanted) -> dict[str, str]:
    """Which words that were asked stand in it: as they were asked, and as they stand there."""
    plain = _plain(text)
    shared: dict[str, str] = {}
    for looked in wanted.words:
        if any(core in plain for core in looked.cores):
            here = next((one for one in _typed(text) if _is(looked, one.word)), None)
            if here:
                shared[looked.typed] = here.typed
    return shared


def _is(looked: Looked, word: str) -> bool:
    if not any(core in word for core in looked.cores):
        return False
    near = nearness(looked.asked, word, stem(word))
    return near is not None and near <= Nearness.NEAR


def _typed(text: str) -> Iterable[Typed]:
    for chunk in text.split():
        for word in words_of(chunk):
            yield Typed(word, chunk.strip(".,;:!?()[]'\"“”‘’"))


def _of_kind(kind: Help, asset: AssetKind) -> str:
    """Why this kind of thing is shown for that kind of request."""
    return {
        (Help.PLACE, AssetKind.SPACE): _("U vraagt een plek, en hier is ruimte."),
        (Help.PLACE, AssetKind.PLACE): _("U vraagt een plek, en hier komen mensen al samen."),
        (Help.HANDS, AssetKind.TIME): _("U vraagt hulp, en hier is tijd."),
        (Help.HANDS, AssetKind.SKILL): _("U vraagt hulp, en hier kan iemand iets goed."),
        (Help.HANDS, AssetKind.GROUP): _("U vraagt hulp, en dit is een groep mensen."),
        (Help.MATERIALS, AssetKind.TOOL): _("U vraagt spullen, en hier zijn spullen."),
        (Help.KNOWLEDGE, AssetKind.SKILL): _("U vraagt kennis, en hier kan iemand iets goed."),
        (Help.KNOWLEDGE, AssetKind.KNOWER): _("U vraagt kennis, en hier kent iemand de wijk goed."),
    }[kind, asset]

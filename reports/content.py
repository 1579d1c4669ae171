"""What a report says, as plain values: what the page and every document show, and what is frozen.

Nothing here needs a row of the database to be read. Organisations and teams stand by name, people
not at all; codes (`state`, `theme`, `say`) get their words in the language of who reads, by
`reports.words`. A `Line` has a `key` such as `update:12`: what it is about, so that the same thing
is the same line when the draft is made anew, and can be hidden when that is hidden.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

VERSION = 1

T = TypeVar("T")
Plain = dict[str, Any]


@dataclass(frozen=True)
class Picture:
    """A photo of an initiative or a contribution; `key` is `photo:12` or `contributionphoto:3`.

    `address` and `widths` as those of `core.photos.StoredPhoto`, so that its component shows it;
    `folder` is where its files stand in storage.
    """

    key: str
    address: str
    folder: str
    width: int
    height: int
    widths: list[int]
    description: str = ""

    def url(self, width: int, kind: str = "jpeg") -> str:
        return f"{self.address}{width}.{kind}"

    def _srcset(self, kind: str) -> str:
        return ", ".join(f"{self.url(width, kind)} {width}w" for width in self.widths)

    @property
    def small(self) -> str:
        return self.url(self.widths[0])

    @property
    def large(self) -> str:
        return self.url(self.widths[-1])

    @property
    def srcset_webp(self) -> str:
        return self._srcset("webp")

    @property
    def srcset_jpeg(self) -> str:
        return self._srcset("jpeg")


@dataclass(frozen=True)
class Line:
    """One thing that is told. `title` is what it is about and `text` its own words; `who` an
    organisation or a team; `goal` the title of the goal to which it is tied (O28), empty for none.

    `state` is a code of `words.STATES`; `why` the public reason and `possible` what can be done
    instead (rule R3). `rest` are the keys of what else it stands on: hidden with any of them.
    """

    key: str
    title: str
    text: str = ""
    who: str = ""
    day: date | None = None
    url: str = ""
    state: str = ""
    why: str = ""
    possible: str = ""
    goal: str = ""
    pictures: list[Picture] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)

    @property
    def is_agreement(self) -> bool:
        """Then `text` is to whom it was promised."""
        return self.state.startswith("agreement:")


@dataclass(frozen=True)
class Done:
    """What an organisation or team contributed to a goal in this period."""

    who: str
    number: int
    hours: float = 0
    euros: int = 0


@dataclass(frozen=True)
class Saw:
    """What residents and others saw change for a goal in a review, where five or more said it."""

    quarter: int
    better: int
    same: int
    worse: int


@dataclass(frozen=True)
class Kept:
    """How many agreements of one party ended how in this period, with no name for those of persons
    and of residents' teams together. Only a professional party has a rate (rule R4)."""

    kept: int = 0
    broken: int = 0
    renewed: int = 0
    late: int = 0
    running: int = 0
    unconfirmed: int = 0

    @property
    def is_any(self) -> bool:
        return any(
            (self.kept, self.broken, self.renewed, self.late, self.running, self.unconfirmed)
        )

    @property
    def rate(self) -> int | None:
        """Percent kept of what was kept or broken; None when nothing was."""
        settled = self.kept + self.broken
        return round(100 * self.kept / settled) if settled else None


@dataclass(frozen=True)
class GoalAccount:
    """One goal, and what came of it."""

    key: str
    title: str
    want: str
    goes_well: str
    theme: str
    state: str
    say: str
    say_words: str
    url: str = ""
    why: str = ""
    possible: str = ""
    done: list[Done] = field(default_factory=list)
    contributions: int = 0
    newest: list[Line] = field(default_factory=list)
    reviews: list[Line] = field(default_factory=list)
    saw: list[Saw] = field(default_factory=list)
    initiatives: list[Line] = field(default_factory=list)
    initiatives_more: int = 0
    agreements: Kept = field(default_factory=Kept)


@dataclass(frozen=True)
class PartyAgreements:
    """The agreements of one organisation, or with an empty `who` of residents and their teams."""

    who: str
    is_professional: bool
    numbers: Kept
    lines: list[Line] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True)
class Section:
    """Lines of a chapter; `more` is how many there are besides."""

    lines: list[Line] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True)
class Lesson:
    """What a team or the neighbourhood learned: `helped`, `otherwise` and `brought` of a look back
    (O62), or the `question`, `tryout` and `learned` of an experiment (O66)."""

    key: str
    title: str
    url: str = ""
    who: str = ""
    day: date | None = None
    goal: str = ""
    helped: str = ""
    otherwise: str = ""
    brought: str = ""
    question: str = ""
    tryout: str = ""
    learned: str = ""


@dataclass(frozen=True)
class Meant:
    """What a figure means according to somebody from the neighbourhood (O13)."""

    key: str
    words: str
    who: str = ""


@dataclass(frozen=True)
class Figure:
    """An indicator of a goal: what it was, against before, and how sure we are of our part in it
    (O30). `period` is `2026` or `2026-3`; `trend` is better, same, worse or empty."""

    key: str
    goal: str
    title: str
    unit: str
    value: float
    period: str
    before: float | None = None
    before_period: str = ""
    baseline: float | None = None
    target: float | None = None
    trend: str = ""
    source: str = ""
    confidence: str = ""
    confidence_words: str = ""
    meanings: list[Meant] = field(default_factory=list)


@dataclass(frozen=True)
class Number:
    """A count of this period; `code` is one of `words.NUMBERS`, `before` of the period before."""

    code: str
    value: float
    before: float | None = None


@dataclass(frozen=True)
class Facts:
    """What the platform drafts, in the order in which it is told; `said` is what people saw change
    in the reviews, and is told with the goals."""

    neighbourhood: str
    municipality: str
    kind: str
    year: int
    quarter: int | None
    first_day: date
    last_day: date
    made_on: date
    stories: Section = field(default_factory=Section)
    goals: list[GoalAccount] = field(default_factory=list)
    said: Section = field(default_factory=Section)
    agreements: list[PartyAgreements] = field(default_factory=list)
    refused: Section = field(default_factory=Section)
    lacks: Section = field(default_factory=Section)
    own: Section = field(default_factory=Section)
    lessons: list[Lesson] = field(default_factory=list)
    lessons_more: int = 0
    figures: list[Figure] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)


@dataclass(frozen=True)
class LeftOutHere:
    """How many lines the coordinator left out of a chapter for this reason."""

    chapter: str
    number: int
    why: str


@dataclass(frozen=True)
class Signed:
    """A story in somebody's own words; `number` is its key, `signed` how they sign it, and `voice`
    a code of `states.voices.Voice`."""

    number: int
    title: str
    text: str
    signed: str
    voice: str
    who: str = ""
    pictures: list[Picture] = field(default_factory=list)


@dataclass(frozen=True)
class Note:
    """What was corrected in a chapter after the report was published, and when."""

    day: date
    chapter: str
    text: str


@dataclass(frozen=True)
class Content:
    """The whole report: facts without what was left out, in the chosen order, and people's own
    words by chapter (`words["lacks"]`). `explanation` is why residents had no part (rule R5).

    `signed` and `corrections` are never frozen with it: who signed can have their name taken away.
    """

    facts: Facts
    words: dict[str, str] = field(default_factory=dict)
    left_out: list[LeftOutHere] = field(default_factory=list)
    explanation: str = ""
    signed: list[Signed] = field(default_factory=list)
    corrections: list[Note] = field(default_factory=list)
    version: int = VERSION


def to_plain(value: Any) -> Any:
    """A dataclass of this module as JSON takes it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: to_plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {key: to_plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def from_plain(kind: type[T], plain: Mapping[str, Any]) -> T:
    """The other way; what was frozen before a field existed gets that field's default."""
    hints = get_type_hints(kind)
    return kind(**{name: _read(hints[name], one) for name, one in plain.items() if name in hints})


def _read(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(hint) is list:
        return [_read(get_args(hint)[0], one) for one in value]
    if is_dataclass(hint) and isinstance(hint, type):
        return from_plain(hint, value)
    return date.fromisoformat(value) if date in (hint, *get_args(hint)) else value

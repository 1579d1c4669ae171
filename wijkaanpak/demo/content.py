"""The texts of the demo as data; README.md beside this file says how they are written."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from .personas import PERSONAS

FOLDER = Path(__file__).parent
PICTURES = FOLDER / "pictures"
# Poelenburg first: it is the one that people come to see.
FILES = ("poelenburg", "heechterp-schieringen", "slotervaart", "overvecht", "crabbehof")

Does = Literal[
    "update", "stage", "ask", "reply", "answer", "reconsider", "note",
    "react", "respond", "explain", "flag",
    "kind", "experiment", "learned", "challenge", "confirm",
]  # fmt: skip
# Steps of several texts; the first has the name of the step.
TEXTS: dict[Does, tuple[str, ...]] = {
    "experiment": ("tryout",),
    "learned": (),
    "challenge": ("approach", "money", "quality"),
}
OFFICE_DOES: frozenset[Does] = frozenset({"ask", "answer", "note", "explain", "confirm"})


@dataclass(frozen=True)
class Person:
    """`key` is how the texts call them: a persona, a short name or their address."""

    key: str
    name: str
    email: str


@dataclass(frozen=True)
class Role:
    person: Person
    role: str
    hours: str = ""
    place: str = ""
    phone: str = ""
    portrait: str = ""


@dataclass(frozen=True)
class Runs:
    """What an organisation runs, since so many days."""

    title: str
    about: str
    group: str
    parts: tuple[str, ...]
    approach: int
    added: int


@dataclass(frozen=True)
class Assigned:
    """A task from the municipality: begun so many days ago, and for so many days more."""

    title: str
    scope: str
    began: int
    ends_in: int


@dataclass(frozen=True)
class Partner:
    """The first of `members` is its contact. `texts` are what it says of itself, by their names;
    `reaches` are languages and groups. `parts` are the names of who form this coalition.

    `people` say what they do and when to find them; `asks` wants to join, `letters` were written.
    """

    kind: str
    name: str
    members: tuple[str, ...]
    texts: dict[str, str]
    reaches: tuple[str, ...]
    people: tuple[tuple[str, str, str], ...]
    programmes: tuple[Runs, ...]
    assignment: Assigned | None
    parts: tuple[str, ...]
    asks: tuple[tuple[str, str], ...]
    letters: tuple[tuple[str, str, str], ...]

    @property
    def all_texts(self) -> list[str]:
        runs = [text for one in self.programmes for text in (one.title, one.about)]
        assigned = [self.assignment.title, self.assignment.scope] if self.assignment else []
        said = [text for _who, *texts in (*self.asks, *self.letters) for text in texts]
        roles = [text for _who, *texts in self.people for text in texts]
        return [self.name, *self.texts.values(), *runs, *assigned, *said, *roles]


@dataclass(frozen=True)
class Step:
    """What happened `after` so many days; `value` is the stage or the status that it led to.

    `who` reacts, responds to the last reaction, flags it, or calls the officer in a note; of the
    rest it is known. `pictures` come with news: each a picture, and what is on it. `more` are the
    other texts of a step, by their name.
    """

    after: int
    does: Does
    words: str
    value: str = ""
    possible: str = ""
    who: str = ""
    pictures: tuple[tuple[str, str], ...] = ()
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Idea:
    """Sent so many days ago, or so that an answer is due in so many working days."""

    title: str
    by: str
    theme: str
    plan: str
    place: str
    needs: str
    buurt: str
    sent: int | None
    due_in: int | None
    supports: int
    participants: tuple[tuple[str, str], ...]
    picture: str
    picture_says: str
    steps: tuple[Step, ...]

    @property
    def texts(self) -> list[str]:
        steps = [text for step in self.steps for text in (step.words, step.possible)]
        steps += [says for step in self.steps for _, says in step.pictures + step.more]
        can_do = [words for _, words in self.participants]
        return [self.title, self.plan, self.place, self.needs, self.picture_says, *can_do, *steps]


@dataclass(frozen=True)
class Listed:
    """A list of what there was already, in a file beside this one, brought by the coordinator."""

    name: str
    file: str
    years_ago: int
    brought: int  # days ago


@dataclass(frozen=True)
class Text:
    """A standard text: for which part of an answer, and how it is called."""

    part: str
    name: str
    text: str


@dataclass(frozen=True)
class Away:
    """Somebody who works here was away since so many days, and is back after so many."""

    who: str
    stand_in: str
    since: int
    back_in: int


@dataclass(frozen=True)
class Slot:
    """In so many days, from `begins` (as 10:00) for `hours`; `who` come are residents by key."""

    days: int
    begins: str
    hours: int
    place: str
    places: int
    who: tuple[str, ...] = ()


@dataclass(frozen=True)
class Help:
    """What a team asked so many days ago, and what came of it.

    `of` is "gemeente", "buurt" or an organisation; a neighbour who offers is `by`. `promise` is
    what was agreed, due in so many days; `then` is how that ended: claimed, kept, broken, renewed,
    or nothing yet. `role`: an organisation that joins or runs it with that. `talk` is what the
    one who was asked says to be talking about; `slots` are when hands are needed. `person` is whom
    the team asks `ask` of, a day later, in `personal` words; they have not answered.
    """

    idea: str
    kind: str
    text: str
    of: str
    asked: int
    by: str = ""
    promise: str = ""
    due: int = 0
    then: str = ""
    words: str = ""
    possible: str = ""
    role: str = ""
    first: bool = False
    talk: str = ""
    slots: tuple[Slot, ...] = ()
    person: str = ""
    ask: str = ""
    personal: str = ""


@dataclass(frozen=True)
class Told:
    """A concern, sent so many days ago or due in so many working days.

    `to` is the organisation that got it and `because` why; `answer` came `after` so many days;
    `not_good` is what a resident said of that answer.
    """

    kind: str
    place: str
    text: str
    by: str
    buurt: str = ""
    sent: int | None = None
    due_in: int | None = None
    me_too: int = 0
    group: str = ""
    picture: str = ""
    to: str = ""
    because: str = ""
    answer: str = ""
    after: int = 2
    reason: str = ""
    possible: str = ""
    picture_after: str = ""
    not_good: str = ""


@dataclass(frozen=True)
class Blocked:
    """What blocked the team of `idea`, and `others`: reported so many days ago, or due in so many
    working days.

    `of` is "gemeente" or an organisation, which may say something of it (`reply`). The officer has
    `taken_up` it, and `answer` came `after` so many days; then the team could go on (`solved`), or
    said why not.
    """

    idea: str
    title: str
    text: str = ""
    of: str = "gemeente"
    sent: int | None = None
    due_in: int | None = None
    others: tuple[str, ...] = ()
    taken_up: bool = False
    reply: str = ""
    answer: str = ""
    after: int = 14
    reason: str = ""
    possible: str = ""
    solved: bool = False
    not_solved: str = ""


@dataclass(frozen=True)
class There:
    """Something that is already there: of `by` themselves, of the organisation that `whose` names,
    or (here) simply in the neighbourhood. `asked` is how many times a month they may be asked.
    Somebody looks at it again in so many days (`looks`)."""

    kind: str
    title: str
    by: str
    whose: str = "mine"
    words: str = ""
    hours: str = ""
    place: str = ""
    buurt: str = ""
    asked: int = 0
    put: int = 100
    condition: str = ""
    kept_by: str = ""
    heir: str = ""
    looks: int | None = None


@dataclass(frozen=True)
class Passed:
    """A group that was asked to pass it on: passed_on, rather_not, or nothing answered yet."""

    group: str
    words: str = ""
    answer: str = ""
    language: str = ""


@dataclass(frozen=True)
class Says:
    """What an organisation (or "gemeente") posted so many days ago; an activity is in so many
    days, or was when that is negative."""

    of: str
    by: str
    title: str
    text: str
    posted: int
    in_days: int | None = None
    begins: str = ""
    ends: str = ""
    place: str = ""
    group: str = ""
    passed_on: tuple[Passed, ...] = ()


@dataclass(frozen=True)
class Present:
    """When an organisation (or "gemeente") is there; `days` are digits, 1 for Monday."""

    of: str
    by: str
    days: str
    begins: str
    ends: str
    place: str
    who: str = ""


@dataclass(frozen=True)
class Wijk:
    municipality: str
    wijken: tuple[str, ...]
    name: str
    motto: str
    introduction: str
    opened: int
    crowd: int
    administrator: Person
    roles: tuple[Role, ...]
    residents: tuple[Person, ...]
    partners: tuple[Partner, ...]
    drafts: tuple[dict[str, str], ...]
    ideas: tuple[Idea, ...]
    lists: tuple[Listed, ...] = ()
    texts: tuple[Text, ...] = ()
    away: tuple[Away, ...] = ()
    alike: tuple[tuple[str, str], ...] = ()
    concerns: tuple[Told, ...] = ()
    helps: tuple[Help, ...] = ()
    together: tuple[tuple[str, str], ...] = ()
    obstacles: tuple[Blocked, ...] = ()
    assets: tuple[There, ...] = ()
    posts: tuple[Says, ...] = ()
    presences: tuple[Present, ...] = ()
    routes: tuple[tuple[str, str], ...] = ()
    team_pages: tuple[str, ...] = ()

    @property
    def domain(self) -> str:
        return _domain(self.name)


def wijken() -> list[Wijk]:
    return [read(FOLDER / f"{name}.toml") for name in FILES]


def read(path: Path) -> Wijk:
    """Raises KeyError when something is missing in the file, and ValueError for a strange step."""
    with path.open("rb") as file:
        told = tomllib.load(file)
    domain = _domain(told["name"])
    named = [
        Person(key, name, f"{key}@{domain}") for key, name in told.get("residents", {}).items()
    ]
    partners = tuple(_partner(row) for row in told["organisations"])
    working = {member for partner in partners for member in partner.members}
    personas = [_persona(key) for key in sorted(working & PERSONAS.keys())]
    return Wijk(
        municipality=told["municipality"],
        wijken=tuple(told["wijken"]),
        name=told["name"],
        motto=told["motto"],
        introduction=told["introduction"].strip(),
        opened=told["opened"],
        crowd=told["crowd"],
        administrator=_person(told["administrator"]),
        roles=tuple(_role(row) for row in told["people"]),
        residents=(*named, *personas),
        partners=partners,
        drafts=tuple(told.get("drafts", ())),
        ideas=tuple(_idea(row) for row in told["initiatives"]),
        lists=tuple(Listed(**row) for row in told.get("lists", ())),
        texts=tuple(Text(**row) for row in told.get("standard_texts", ())),
        away=tuple(Away(**row) for row in told.get("away", ())),
        alike=tuple((row["one"], row["other"]) for row in told.get("alike", ())),
        helps=tuple(_help(row) for row in told.get("helps", ())),
        together=tuple((row["one"], row["other"]) for row in told.get("together", ())),
        concerns=tuple(Told(**row) for row in told.get("concerns", ())),
        posts=tuple(_says(row) for row in told.get("posts", ())),
        presences=tuple(Present(**row) for row in told.get("presences", ())),
        obstacles=tuple(Blocked(**row) for row in told.get("obstacles", ())),
        assets=tuple(There(**row) for row in told.get("assets", ())),
        routes=tuple((row["kind"], row["to"]) for row in told.get("concern_routes", ())),
        team_pages=tuple(told.get("team_pages", ())),
    )


def _help(row: dict[str, Any]) -> Help:
    slots = tuple(Slot(**one | {"who": tuple(one.get("who", ()))}) for one in row.get("slots", ()))
    return Help(**row | {"slots": slots})


def _domain(name: str) -> str:
    return f"{name.lower()}.example"


def _persona(key: str) -> Person:
    return Person(key, PERSONAS[key].name, PERSONAS[key].email)


def _person(row: dict[str, Any]) -> Person:
    if "persona" in row:
        return _persona(row["persona"])
    return Person(row["email"], row["name"], row["email"])


def _role(row: dict[str, Any]) -> Role:
    seen = {name: row.get(name, "") for name in ("hours", "place", "phone", "portrait")}
    return Role(_person(row), row["role"], **seen)


def _partner(row: dict[str, Any]) -> Partner:
    said = ("aim", "can", "wants", "cannot", "conditions", "place", "hours", "phone")
    task = row.get("assignment")
    return Partner(
        kind=row["kind"],
        name=row["name"],
        members=tuple(row["members"]),
        texts={name: row[name].strip() for name in said if name in row},
        reaches=tuple(row.get("reaches", ())),
        people=tuple((one["who"], one["role"], one["hours"]) for one in row.get("people", ())),
        programmes=tuple(
            Runs(**one | {"parts": tuple(one["parts"])}) for one in row.get("programmes", ())
        ),
        assignment=Assigned(**task) if task else None,
        parts=tuple(row.get("parts", ())),
        asks=tuple((one["who"], one["words"]) for one in row.get("asks", ())),
        letters=tuple(
            (one["who"], one["text"], one.get("answer", "")) for one in row.get("letters", ())
        ),
    )


def _says(row: dict[str, Any]) -> Says:
    passed = tuple(Passed(**one) for one in row.get("passed_on", ()))
    return Says(**row | {"passed_on": passed})


def _idea(row: dict[str, Any]) -> Idea:
    return Idea(
        title=row["title"],
        by=row["by"],
        theme=row["theme"],
        plan=row["plan"].strip(),
        place=row.get("place", ""),
        needs=row.get("needs", ""),
        buurt=row.get("buurt", ""),
        sent=row.get("sent"),
        due_in=row.get("due_in"),
        supports=row.get("supports", 0),
        participants=tuple((one["who"], one["can_do"]) for one in row.get("participants", ())),
        picture=row.get("picture", ""),
        picture_says=row.get("picture_says", ""),
        steps=_steps(row.get("story", [])),
    )


def _steps(rows: list[dict[str, Any]]) -> tuple[Step, ...]:
    """In the order in which they happened; a question and its answer are two steps."""
    steps = [step for row in rows for step in _of_one_row(row)]
    return tuple(sorted(steps, key=lambda step: step.after))


def _of_one_row(row: dict[str, Any]) -> list[Step]:
    after = row["after"]
    if "answer" in row:
        return [Step(after, "answer", row["reason"], row["answer"], row["possible"])]
    if "stage" in row:
        return [Step(after, "stage", row.get("words", ""), row["stage"])]
    if "ask" in row:
        asked = [Step(after, "ask", row["ask"])]
        reply = [Step(row["reply_after"], "reply", row["reply"])] if "reply" in row else []
        return asked + reply
    if "update" in row:
        pictures = tuple((one["picture"], one["says"]) for one in row.get("pictures", ()))
        return [Step(after, "update", row["update"], pictures=pictures)]
    if "reconsider" in row:
        return [Step(after, "reconsider", row["reconsider"])]
    if "note" in row:
        return [Step(after, "note", row["note"], who=row.get("by", ""))]
    if "react" in row:
        return _talk(row)
    return _of_its_kind(row)


def _of_its_kind(row: dict[str, Any]) -> list[Step]:
    """What only some kinds of initiatives have."""
    after = row["after"]
    if "kind" in row:
        return [Step(after, "kind", "", row["kind"])]
    if "confirm" in row:
        return [Step(after, "confirm", row["confirm"], str(row["working_days"]))]
    for does, names in TEXTS.items():
        if does in row:
            return [Step(after, does, row[does], more=tuple((n, row[n]) for n in names))]
    raise ValueError(row)


def _talk(row: dict[str, Any]) -> list[Step]:
    """A reaction, and what somebody of the team or the officer says to it; or who flags it."""
    after, later = row["after"], row.get("later", 1)
    said = [Step(after, "react", row["react"], who=row["who"])]
    if "respond" in row:
        said.append(Step(after + later, "respond", row["respond"], who=row["by"]))
    if "explain" in row:
        said.append(Step(after + later, "explain", row["explain"]))
    if "flag" in row:
        said.append(Step(after, "flag", row["flag"], row["reason"], who=row["by"]))
    return said

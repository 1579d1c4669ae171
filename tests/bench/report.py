"""What a bench run found, as docs/performance.md."""

import os
import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from statistics import median, quantiles

from tests.bench.hall import Hall
from tests.bench.load import Run, ratios, time_of
from tests.bench.sizes import Visit

YARDSTICK = "Yardstick"
YARDSTICK_PRESS = "Yardstick, press"
SMALL, LARGE = "small", "large"
PRESS = "Press on support"
TIMES = {
    "List of 20": 2.5,
    "Initiative": 2.5,
    "Initiative with much": 2.5,
    "Neighbourhood": 4.0,
    "Home": 4.0,
    "Year": 4.0,
    "Goal": 4.0,
    "Mijn werk": 4.0,
    PRESS: 3.0,
}
TEN_TIMES_THE_DATA = 1.2
HTML, HTML_COMPRESSED = 60_000, 12_000
FIRST_VISIT, SCRIPT, REQUESTS = 90_000, 22_000, 14
MEMORY, GROWTH = 130, 2  # megabytes; what grows less than this does not grow

Runs = dict[str, list[Run]]

INTRODUCTION = """# How fast it is

Made by `make bench`; not edited by hand. {when}, on a machine with {machine}.
Load average before the measuring: {load:.1f}. Above the number of cores, others worked there too,
and the spread says how far to trust a ratio.

Absolute times mean little on a shared machine, so each page is compared with a yardstick in the
same run: a bare Django application (`tests/bench/yardstick/`) with the same web server (gunicorn,
two workers of two threads), the same PostgreSQL and pool, and the same size of HTML as our list,
that does one indexed query for 20 rows, one count and one template. Our side runs as in production:
all middleware, hashed static files, Redis, no caching of pages. The data: {small:,} and {large:,}
initiatives (nine of ten in one neighbourhood), each with 20 supports, 20 followers, 10 events, 3
updates, a question and a review in one of its states, one in three with a photo; 500 people; an
officer for whom 36 reviews wait. An initiative with
much has 40 times news, 120 photos, 500 reactions and 300 followers; what is said under a page comes
on its own (decision 6). The year has 3 goals, 15 indicators with five years of figures and 2,000
contributions of 8 parties.

All are held to the page of the yardstick, as DESIGN says. Under each table stands what the
press takes of a bare press there: somebody signed in, the CSRF token checked, one row written, one
count, one small template; that has no bar. DESIGN has none for the home page either; it is held to
that of the neighbourhood page, and so is the page of one goal of the year.

All pages run in turn (A B C A B C), {rounds} rounds of {seconds:g} seconds; a time is the median of
the rounds, in milliseconds of the whole server per request (one second, divided by requests per
second); *times* is the median of the ratios per round, with the lowest and highest. The
pages are asked anonymously, *Mijn werk* by an officer, the press by 500 residents, each on a random
initiative.
"""

QUERIES = """## Queries

Pinned by `tests/initiatives/test_queries.py` and `tests/portal/test_queries.py`, the same for 1,
3 and 1,000 initiatives. The bar is 12, and all of them are within it.
"""


def written(
    small: int,
    large: int,
    rounds: int,
    seconds: float,
    runs: dict[int, Runs],
    visits: dict[str, Visit],
    hall: Hall,
    memory: list[tuple[int, float]],
    load: float,
) -> str:
    head = INTRODUCTION.format(
        when=f"{datetime.now(UTC):%-d %B %Y}",
        machine=machine(),
        load=load,
        small=small,
        large=large,
        rounds=rounds,
        seconds=seconds,
    )
    parts = [head]
    for at_once, found in runs.items():
        parts.append(f"## {at_once} at once\n\n{_times(found, small, large)}")
    parts.append(f"## Quarterly review in session\n\n{_hall(hall)}")
    parts.append(f"## Sizes\n\n{_sizes(visits)}")
    if memory:
        parts.append(f"## Memory\n\n{_memory(memory)}")
    parts.append(QUERIES)
    return "\n".join(parts)


def _times(runs: Runs, small: int, large: int) -> str:
    rows = []
    for page, bar in TIMES.items():
        yardstick = runs[YARDSTICK]
        ours, more = runs[f"{page}, {SMALL}"], runs[f"{page}, {LARGE}"]
        rows.append(
            (
                page,
                f"{time_of(ours):.1f}",
                f"{time_of(yardstick):.1f}",
                _spread(ratios(ours, yardstick), bar),
                f"{time_of(more):.1f}",
                _spread(ratios(more, ours), TEN_TIMES_THE_DATA),
            )
        )
    head = ("", f"{small:,}", "yardstick", "times (bar)", f"{large:,}", "times (bar)")
    asked = sum(run.requests for each in runs.values() for run in each)
    wrong = sum(run.errors for each in runs.values() for run in each)
    bare = median(ratios(runs[f"{PRESS}, {SMALL}"], runs[YARDSTICK_PRESS]))
    said = f"The press takes {bare:.1f} times a bare press. {asked:,} requests, {wrong} errors."
    return f"{_table(head, rows)}\n{said}\n"


def _hall(hall: Hall) -> str:
    """A refresh is what the projector asks for every few seconds; mostly there is news."""
    first, last = hall.queries
    rows = [
        ("errors, of voices and refreshes", _against(hall.errors, 0, "{:.0f}")),
        ("voices lost", _against(hall.lost, 0, "{:.0f}")),
        ("a refresh, median and p95, ms", _middle(hall.looks)),
        ("a refresh with news, median and p95, ms", _middle(hall.with_news)),
        ("a voice sent, median and p95, ms", _middle(hall.voices)),
        ("the largest refresh, kB", f"{hall.largest / 1000:.1f}"),
        ("queries of a refresh, without voices", f"{first}"),
        (f"queries of a refresh, with {hall.phones} voices", _against(last, first, "{:.0f}")),
    ]
    note = (
        f"{hall.phones} phones without an account open the form and send it, at random moments "
        f"within {hall.within:g} seconds; meanwhile the projector asked {len(hall.looks)} times "
        "for what was new."
    )
    return f"{note}\n\n{_table(('', 'found (bar)'), rows)}"


def _middle(times: list[float]) -> str:
    """The median, and what nineteen of twenty stay below."""
    if len(times) < 2:
        return ", ".join(f"{time:.0f}" for time in times) or "none"
    return f"{median(times):.0f}, {quantiles(times, n=20, method='inclusive')[-1]:.0f}"


def _sizes(visits: dict[str, Visit]) -> str:
    rows = [
        (
            page,
            _against(visit.html / 1000, HTML / 1000, "{:.1f}"),
            _against(visit.html_compressed / 1000, HTML_COMPRESSED / 1000, "{:.1f}"),
            _against(visit.compressed / 1000, FIRST_VISIT / 1000, "{:.1f}"),
            _against(visit.script / 1000, SCRIPT / 1000, "{:.1f}"),
            _against(visit.requests, REQUESTS, "{:.0f}"),
        )
        for page, visit in visits.items()
    ]
    head = ("kB (bar)", "HTML", "compressed", "first visit", "its script", "requests")
    note = "First visit: page, styles, scripts, fonts and icons, compressed; people's photos apart."
    return f"{_table(head, rows)}\n{note}\n"


def _memory(memory: list[tuple[int, float]]) -> str:
    rows = [(f"{requests:,}", _against(size, MEMORY, "{:.0f}")) for requests, size in memory]
    growth = memory[-1][1] - memory[-2][1]
    said = f"Grown in the second half by {_against(growth, GROWTH, '{:.1f}')} MB."
    head = ("requests per worker, all pages in turn", "MB of the largest (bar)")
    return f"{_table(head, rows)}\n{said}\n"


def _against(value: float, bar: float, form: str) -> str:
    """The value and its bar; what is not met says so."""
    met = form.format(value) if value <= bar else f"**{form.format(value)} not met**"
    return f"{met} ({bar:g})"


def _spread(found: list[float], bar: float) -> str:
    return f"{_against(median(found), bar, '{:.2f}')} {min(found):.1f}–{max(found):.1f}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" if n == 0 else "---:" for n in range(len(head))), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def machine() -> str:
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{os.cpu_count()} cores and {gigabytes:.0f} GB of memory ({platform.system()}, "
        f"Python {platform.python_version()}, Django {version('django')})"
    )

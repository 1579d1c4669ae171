"""Pages under load with wrk, interleaved: every page once per round (A B C A B C ...), so that the
drift of a shared machine hits all alike."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from statistics import median
from typing import NamedTuple

PAUSE = 0.3  # seconds, in which a server ends what wrk left behind
LUA = """
local cookies = { %(cookies)s }
math.randomseed(%(seed)d)
wrk.method = %(method)s
wrk.body = %(body)s
%(headers)s
request = function()
  if #cookies > 0 then wrk.headers["Cookie"] = cookies[math.random(#cookies)] end
  return wrk.format(nil, string.format(%(path)s, math.random(%(low)d, %(high)d)))
end
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    '\\nRESULT {"requests":%%d,"microseconds":%%d,"p50":%%d,"p95":%%d,"errors":%%d}\\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(95),
    e.status + e.connect + e.read + e.write + e.timeout))
end
"""


class Target(NamedTuple):
    """One page or press. `%d` in `path` becomes a key between the two `keys`; each request takes
    one of `cookies`; `yardstick` is the name of the target that it is compared with."""

    name: str
    server: str
    path: str
    yardstick: str = ""
    method: str = "GET"
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    cookies: tuple[str, ...] = ()
    keys: tuple[int, int] = (1, 1)


class Run(NamedTuple):
    """What one run of wrk saw; times in milliseconds."""

    requests: int
    per_second: float
    p50: float
    p95: float
    errors: int


def measure(
    targets: list[Target], connections: int, rounds: int, seconds: float
) -> dict[str, list[Run]]:
    """The runs of each target, in the order of the rounds."""
    runs: dict[str, list[Run]] = {target.name: [] for target in targets}
    for number in range(rounds):
        for target in targets:
            run = load(target, connections, seconds, seed=100 * connections + number)
            time.sleep(PAUSE)
            runs[target.name].append(run)
            print(
                f"c={connections} round {number + 1} {target.name:34} {run.per_second:8.1f}/s"
                f"  p50 {run.p50:7.1f} ms  errors {run.errors}",
                file=sys.stderr,
                flush=True,
            )
    return runs


def load(target: Target, connections: int, seconds: float, seed: int) -> Run:
    script = LUA % {
        "seed": seed,
        "cookies": ", ".join(map(_quoted, target.cookies)),
        "method": _quoted(target.method),
        "body": _quoted(target.body) if target.body else "nil",
        "headers": "\n".join(
            f"wrk.headers[{_quoted(name)}] = {_quoted(value)}" for name, value in target.headers
        ),
        "path": _quoted(target.path),
        "low": target.keys[0],
        "high": target.keys[1],
    }
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        options = ["-t", "1", "-c", str(connections), "-d", f"{seconds:g}s", "--timeout", "60s"]
        done = subprocess.run(
            ["wrk", *options, "-s", file.name, target.server],
            check=False,
            capture_output=True,
            text=True,
            timeout=seconds + 120,
        )
    for line in done.stdout.splitlines():
        if line.startswith("RESULT "):
            seen = json.loads(line.removeprefix("RESULT "))
            return Run(
                requests=seen["requests"],
                per_second=max(1, seen["requests"]) / seen["microseconds"] * 1e6,
                p50=seen["p50"] / 1000,
                p95=seen["p95"] / 1000,
                errors=seen["errors"],
            )
    raise RuntimeError(f"wrk gave no result for {target.name}:\n{done.stdout}\n{done.stderr}")


def time_of(runs: Iterable[Run]) -> float:
    """Milliseconds of server time per request, as the median of the rounds."""
    return median(1000 / run.per_second for run in runs)


def ratios(runs: list[Run], to: list[Run]) -> list[float]:
    """How many times as long as `to`: each round against the same round."""
    return [other.per_second / run.per_second for run, other in zip(runs, to, strict=True)]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")
    return f"'{escaped}'"

"""`count_budget_round` as people run it: in a process of its own, here without a database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
NOWHERE = "postgres://nobody:nothing@127.0.0.1:1/nowhere"
FILE = """META
key;value
num_projects;3
num_votes;10
budget;100
vote_type;approval
PROJECTS
project_id;cost;name
1;50;Bankjes
2;50;Een feest
3;40,50;Een café
VOTES
voter_id;vote
"""
FILE += "".join(f"{number};1,2\n" for number in range(6))
FILE += "".join(f"{number};3\n" for number in range(6, 10))

pytestmark = pytest.mark.once


def told(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "count_budget_round", *words],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": NOWHERE},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_prints_what_is_chosen_and_what_that_costs(tmp_path):
    file = tmp_path / "ronde.pb"
    file.write_text(FILE, encoding="utf-8")
    shares = told(str(file), "--rule", "equal-shares")
    assert (shares.returncode, shares.stdout, shares.stderr) == (0, "1\n3\n90.50\n", "")
    greedy = told(str(file), "--rule", "greedy")
    assert (greedy.returncode, greedy.stdout, greedy.stderr) == (0, "1\n2\n100\n", "")


def test_what_is_wrong_it_says_in_one_line(tmp_path):
    file = tmp_path / "ronde.pb"
    file.write_text(FILE.replace("9;3", "9;4"), encoding="utf-8")
    for words, says in (
        ((str(file), "--rule", "greedy"), "deze stem is voor plan “4”"),
        ((str(tmp_path / "weg.pb"), "--rule", "greedy"), "weg.pb niet lezen"),
        ((str(tmp_path), "--rule", "greedy"), "niet lezen"),
    ):
        told_so = told(*words)
        assert (told_so.returncode, told_so.stdout) == (1, "")
        assert says in told_so.stderr
        assert "Traceback" not in told_so.stderr
    assert told(str(file), "--rule", "dice").returncode != 0

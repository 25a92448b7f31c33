"""Attacks succeed where nothing is in their way: else their failure says nothing."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from contextlib import ExitStack
from functools import partial

import pytest
from hostile import ANSWERS, HARM, NAMES, POINTS, QUIET, Attack
from hostile.every import EVERY, placed, reaching, unharmed
from processes import on_linux
from submissions import EXERCISES, submission

from bpcourse.grading import grader as grading
from bpcourse.grading.grader import Grader
from bpcourse.grading.sandbox import codec, server


@pytest.fixture(scope="module")
def uncontained():
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(grading, "FULL", "none")
            grader = Grader(2024, time_limit=5.0, uncontained=True)
            stack.enter_context(grader)
        yield grader


@on_linux
@pytest.mark.parametrize("attack", reaching(POINTS, HARM, QUIET), ids=str)
def test_an_attack_succeeds_where_nothing_contains_it(attack, uncontained, tmp_path):
    cells, victim = placed(attack, tmp_path)
    graded = uncontained.grade(submission(*cells), EXERCISES)
    got = {POINTS: graded.points == graded.possible, HARM: not unharmed(victim)}
    assert {**got, QUIET: not graded.notes}[attack.reaches], graded


HOLDING = """
import json, sys
from bpcourse import activations
from bpcourse.checking.judge import judge_function
from bpcourse.course import all_exercises
cells, names = json.load(sys.stdin)
asked = [all_exercises()[name] for name in names]
space = {}
for cell in cells: exec(cell, space)
print(sum(judge_function(space[e.name], e).score * e.points for e in asked))
"""


@pytest.mark.parametrize("attack", reaching(ANSWERS), ids=str)
def test_an_attack_succeeds_in_a_process_that_holds_the_answers(attack, tmp_path):
    cells, _ = placed(attack, tmp_path)
    ran = subprocess.run(
        [sys.executable, "-c", HOLDING],
        input=json.dumps([cells, NAMES]),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert float(ran.stdout.split()[-1]) > 0, ran.stdout + ran.stderr


def called(name: str) -> Attack:
    return next(a for a in EVERY if a.name == name)


def test_a_reply_is_evaluated_where_it_is_trusted(grader, tmp_path, monkeypatch):
    attack = called("a formula to be evaluated")
    cells, victim = placed(attack, tmp_path)
    trusting = partial(codec.decode, trusted=True)
    monkeypatch.setattr(server.codec, "decode", trusting)
    grader.grade(submission(*cells), EXERCISES)
    assert not unharmed(victim)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_object_runs_where_it_is_unpickled(tmp_path):
    attack = called("an object that runs when unpickled")
    cells, victim = placed(attack, tmp_path)
    space: dict = {}
    exec("\n".join(cells), space)
    pickle.loads(pickle.dumps(space["sigmoid"](0.0)))
    assert not unharmed(victim)

"""A check leaves nothing behind: what an answer changes in the interpreter is put back."""

from __future__ import annotations

import gc
import os
import random
import signal
import sys

import numpy as np
import pytest

from bpcourse.checking import judge_function, restored
from bpcourse.checking.reply import time_limit
from bpcourse.checking.restored import DEEPEST
from bpcourse.course import exercise


def lowers_the_limit():
    sys.setrecursionlimit(60)


def lifts_the_limit():
    sys.setrecursionlimit(10**7)


def prints_otherwise():
    np.set_printoptions(precision=2, suppress=True)


def seeds_numpy():
    np.random.seed(0)  # noqa: NPY002


def seeds_python():
    random.seed(0)


def moves():
    os.chdir("/")


def sets_the_environment():
    os.environ["BPCOURSE_TEST"] = "x"
    os.environ.pop("PATH", None)


def stops_collecting():
    gc.disable()


def traces():
    sys.settrace(lambda *_: None)


def state():
    return {
        "limit": sys.getrecursionlimit(),
        "function": sys.setrecursionlimit,
        "options": np.get_printoptions(),
        "random": random.getstate(),
        "numpy": repr(np.random.get_state()),  # noqa: NPY002
        "folder": os.getcwd(),
        "environment": dict(os.environ),
        "collects": gc.isenabled(),
        "trace": sys.gettrace(),
    }


@pytest.mark.parametrize(
    "harm",
    [
        *(
            lowers_the_limit,
            lifts_the_limit,
            prints_otherwise,
            seeds_numpy,
            seeds_python,
        ),
        *(moves, sets_the_environment, stops_collecting, traces),
    ],
)
@pytest.mark.parametrize("right", [True, False])
def test_harm_done_by_an_answer_is_undone(harm, right):
    asked = exercise("sigmoid")

    def answer(x):
        harm()
        return asked.reference(x) if right else x

    before = state()
    assert judge_function(answer, asked).passed == right
    assert state() == before


def test_a_recursion_without_an_end_comes_back_whatever_limit_is_set():
    depth = []

    def sigmoid(x, deep=0):
        sys.setrecursionlimit(10**7)
        depth.append(deep)
        return sigmoid(x, deep + 1)

    verdict = judge_function(sigmoid, exercise("sigmoid"))
    assert verdict.mistake == "general:recursion", str(verdict)
    assert max(depth) < DEEPEST


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no such limit")
def test_an_array_beyond_all_memory_is_refused_with_a_sentence():
    verdict = judge_function(
        lambda x: np.zeros((200_000, 200_000)), exercise("sigmoid")
    )
    assert verdict.mistake == "general:too_large", str(verdict)


@pytest.mark.parametrize("id", ["overflow", "both_branches"])
def test_an_overflow_is_seen_without_floating_point_flags(id, monkeypatch):
    """As in a browser's Python, where NumPy never warns."""
    monkeypatch.setattr(restored, "TELLS", False)
    asked, exp = exercise("sigmoid"), np.exp
    with np.errstate(all="ignore"):
        verdict = judge_function(asked.mistake(id).function, asked)
        assert not verdict.passed
        assert judge_function(asked.reference, asked).passed
    assert np.exp is exp


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no alarms here")
def test_an_alarm_that_comes_while_the_clock_is_cleared_away_stops_nothing(monkeypatch):
    """On a busy machine the second alarm comes before the first one is dealt with."""
    clock, real = signal.getitimer, signal.setitimer

    def late(which: int, seconds: float, again: float = 0.0):
        signal.raise_signal(signal.SIGALRM)
        return real(which, seconds, again)

    before = signal.getsignal(signal.SIGALRM)
    with time_limit(60):
        monkeypatch.setattr(signal, "setitimer", late)
    assert clock(signal.ITIMER_REAL)[0] == 0
    assert signal.getsignal(signal.SIGALRM) is before

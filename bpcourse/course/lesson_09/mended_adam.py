"""Lesson 09: the exercise `mended_adam`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Formula, Mistake, Rng

from .shared import moments


def mended_adam(w, gradient, eta, steps, beta1=0.9, beta2=0.999, eps=1e-8):
    """The weight after `steps` steps of Adam from m = s = 0: the code below, mended."""
    m, s = np.zeros_like(w), np.zeros_like(w)
    for t in range(1, steps + 1):
        g = gradient(w)
        m = beta1 * m + (1 - beta1) * g
        s = beta2 * s + (1 - beta2) * g**2
        m_hat = m / (1 - beta1**t)
        s_hat = s / (1 - beta2**t)
        w = w - eta * m_hat / (np.sqrt(s_hat) + eps)
    return w


STARTER = """\
    m, s = np.zeros_like(w), np.zeros_like(w)
    for t in range(steps):
        g = gradient(w)
        m = beta1 * m + (1 - beta1) * g
        s = beta2 * s + (1 - beta2) * g**2
        m = m / (1 - beta1 ** (t + 1))
        s = s / (1 - beta2**t) if t > 0 else s
        w = w - eta * m / np.sqrt(s + eps)
    return w"""
VALLEY = Formula("w: np.array([1.0, 10.0]) * w")
BENT = Formula("w: w**3 + np.sin(w)")


def _run(correct_m="fresh", correct_s="fresh", first=1, inside=False):
    """The program with some of its faults: how m and s are corrected, t, where ε stands."""

    def wrong(w, gradient, eta, steps, beta1=0.9, beta2=0.999, eps=1e-8):
        m, s = np.zeros_like(w), np.zeros_like(w)
        for step in range(steps):
            g, t = gradient(w), step + first
            m, s = moments(m, s, g, beta1, beta2)
            mh = m / (1 - beta1 ** (step + 1))
            sh = s / (1 - beta2**t) if t > 0 else s
            m, s = (
                (mh if correct_m == "kept" else m),
                (sh if correct_s == "kept" else s),
            )
            w = w - eta * mh / (np.sqrt(sh + eps) if inside else np.sqrt(sh) + eps)
        return w

    return wrong


def _cases(rng: Rng) -> Iterator[Case]:
    for steps in (1, 2, 5):
        yield Case((np.array([1.0, -2.0]), VALLEY, 0.1, steps, 0.9, 0.99, 0.05))
    w = rng.normal(size=3)
    yield Case((w, BENT, 0.05, 7, 0.8, 0.95, 0.1))
    yield Case((rng.normal(size=2), VALLEY, 0.02, 12))


EXERCISE = Exercise(
    title="An Adam that almost works",
    statement="**The program in the cell below runs, and its loss falls. It is still wrong in three places: find and correct them.** It should do `steps` steps of Adam on `w` from m = s = 0, with `gradient(w)` as the gradient, and return the weight. Compare it with your `adam_step`, step by step: after one step, after two, and with a large `eps`.",
    reference=mended_adam,
    cases=_cases,
    starter=STARTER,
    points=3,
    minutes=10,
    mistakes=(
        Mistake(
            "as_given",
            "the program as it was given",
            _run("kept", "kept", 0, True),
            "It goes downhill, so nothing seems to be wrong.",
            "Already the first step differs from `adam_step`.",
            "Compare m, s and w after each of the first three steps.",
        ),
        Mistake(
            "kept_left",
            "one fault is left: the corrected averages are kept",
            _run("kept", "kept"),
            "The next step needs the averages as they are.",
            "The first step is right, the second is not.",
            "Which m goes into the next turn of the loop?",
        ),
        Mistake(
            "m_kept_left",
            "one fault is left: the corrected m is kept",
            _run("kept"),
            "The next step needs the average as it is.",
            "The first step is right, the second is not.",
            "Which m goes into the next turn of the loop?",
        ),
        Mistake(
            "s_kept_left",
            "one fault is left: the corrected s is kept",
            _run(correct_s="kept"),
            "The next step needs the average as it is.",
            "The first step is right, the second is not.",
            "Which s goes into the next turn of the loop?",
        ),
        Mistake(
            "from_zero_left",
            "one fault is left: s is corrected with t from 0",
            _run(first=0),
            "After the first step t is 1 for both averages.",
            "The first step is much too long.",
            "What is 1 − β₂^t in the first turn?",
        ),
        Mistake(
            "inside_left",
            "one fault is left: ε stands inside the root",
            _run(inside=True),
            "Outside the root it is a length, inside a square.",
            "With eps = 0.05 the first step is too short.",
            "Where does eps stand in `adam_step`?",
        ),
        Mistake(
            "only_inside_mended",
            "ε is mended; the averages and t are not",
            _run("kept", "kept", 0),
            "Three faults were announced.",
            "Compare the first two steps.",
            "What is 1 − β₂^t in the first turn?",
        ),
        Mistake(
            "only_kept_mended",
            "the averages are mended; t and ε are not",
            _run(first=0, inside=True),
            "Three faults were announced.",
            "Compare the first step.",
            "What is 1 − β₂^t in the first turn?",
        ),
        Mistake(
            "only_zero_mended",
            "t is mended; the averages and ε are not",
            _run("kept", "kept", 1, True),
            "Three faults were announced.",
            "Compare the first two steps, with a large eps.",
            "Which m goes into the next turn of the loop?",
        ),
        Mistake(
            "one_step_more",
            "one step too many",
            lambda w, gradient, eta, steps, *more: _run()(
                w, gradient, eta, steps + 1, *more
            ),
            "The loop should turn `steps` times.",
            "With steps = 1 the weight moves twice.",
            "How often does your loop turn?",
        ),
    ),
    hints=(
        "Print m, s and w after one step, and compare them with adam_step(w, m, s, gradient(w), 1, ...). Then after two.",
        "Which names are corrected, and which names does the next turn use? Which t belongs to the first turn? Where is eps?",
        "Give the corrected averages names of their own, count from 1, and take eps out of the root.",
    ),
    symptoms=(
        (
            "right after one step, wrong after two",
            "What does the second turn begin with?",
        ),
        ("right with a tiny eps only", "Where does eps stand?"),
    ),
    taught="Both at once",
    another_way="The first fault is a common one: the names m and m_hat became one.",
)

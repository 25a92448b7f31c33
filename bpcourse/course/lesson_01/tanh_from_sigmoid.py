"""Lesson 01: the exercise `tanh_from_sigmoid`."""

from __future__ import annotations

import numpy as np

from bpcourse.course.model import Exercise, Measured, Mistake

from .shared import _everywhere, _s


def tanh_from_sigmoid(x):
    """tanh of every element of `x`, of any shape, through the sigmoid."""
    return 2 / (1 + np.exp(-2 * x)) - 1


EXERCISE = Exercise(
    title="tanh from the sigmoid",
    statement=(
        "tanh rises from −1 to 1, and the sigmoid from 0 to 1. Divide numerator and denominator of "
        "$\\tanh x=\\frac{e^x-e^{-x}}{e^x+e^{-x}}$ by $e^x$, and find the three numbers of "
        "$\\tanh x=A\\,\\sigma(c\\,x)+d$. Then write `tanh_from_sigmoid(x)` with them. You may call your own "
        "`sigmoid`. (Only values are compared, so `np.tanh` would pass as well; the three numbers are "
        "what you need next.)"
    ),
    reference=tanh_from_sigmoid,
    cases=_everywhere,
    measure=lambda case: Measured("np.tanh", np.tanh(case.args[0])),
    needs=("sigmoid",),
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "no_inner_two",
            "2 σ(x) − 1: the 2 inside is missing",
            lambda x: 2 * _s(x) - 1,
            "The height is stretched, and the width isn't.",
            "At x = 1 it gives 0.462, which is tanh(1/2).",
            "How steep is tanh at 0, and how steep is yours?",
        ),
        Mistake(
            "no_outer_two",
            "σ(2x) − 1: the 2 outside is missing",
            lambda x: _s(2 * np.asarray(x)) - 1,
            "It runs from −1 to 0; tanh runs from −1 to 1.",
            "At x = 0 it gives −0.5, and tanh(0) is 0.",
            "How tall is the step of σ, and how tall that of tanh?",
        ),
        Mistake(
            "no_shift",
            "2 σ(2x): the −1 is missing",
            lambda x: 2 * _s(2 * np.asarray(x)),
            "It runs from 0 to 2; tanh runs from −1 to 1.",
            "At x = 0 it gives 1, and tanh(0) is 0.",
            "Which value should come out at 0?",
        ),
        Mistake(
            "shift_inside",
            "2 (σ(2x) − 1): the −1 stands inside the bracket",
            lambda x: 2 * (_s(2 * np.asarray(x)) - 1),
            "The shift is doubled as well.",
            "At x = 0 it gives −1, and tanh(0) is 0.",
            "Multiply first, then subtract.",
        ),
        Mistake(
            "half_inside",
            "2 σ(x / 2) − 1: divided by 2 inside instead of multiplied",
            lambda x: 2 * _s(np.asarray(x) / 2) - 1,
            "tanh is the narrower curve: it needs a larger argument.",
            "At x = 1 it gives 0.245, and tanh(1) is 0.762.",
            "Which of the two curves rises faster?",
        ),
        Mistake(
            "mirrored",
            "1 − 2 σ(2x), so the curve falls",
            lambda x: 1 - 2 * _s(2 * np.asarray(x)),
            "Both terms have the wrong sign.",
            "At x = 1 it gives −0.762.",
            "Does tanh rise or fall?",
        ),
        Mistake(
            "sigmoid",
            "σ(x) itself",
            lambda x: _s(x),
            "tanh is σ stretched and shifted; nothing of that has been done yet.",
            "At x = 0 it gives one half, and tanh(0) is 0.",
            "Which three changes does the formula make?",
        ),
        Mistake(
            "shift_in_argument",
            "2 σ(2x − 1): the −1 stands inside σ",
            lambda x: 2 * _s(2 * np.asarray(x) - 1),
            "A shift inside moves the curve sideways; it should move down.",
            "At x = 0 it gives 0.54, and tanh(0) is 0.",
            "Which bracket should close before the −1?",
        ),
        Mistake(
            "slope",
            "1 − tanh², the slope instead of the value",
            lambda x: 1 - np.tanh(x) ** 2,
            "The slope is the next exercise. Here the value itself is asked for.",
            "At x = 0 it gives 1, and tanh(0) is 0.",
            "What is tanh at 0?",
        ),
    ),
    hints=(
        "After the division by e^x only e^(−2x) is left. Compare with σ(2x) = 1 / (1 + e^(−2x)).",
        "σ(2x) runs from 0 to 1, and tanh from −1 to 1: how much must it be stretched, and then shifted?",
        "Write s = σ(2x). Then e^(−2x) = (1 − s) / s. Put that into (1 − e^(−2x)) / (1 + e^(−2x)), and simplify.",
    ),
    symptoms=(
        ("too flat", "Is the argument of σ 2x?"),
        ("not zero at zero", "Is 1 subtracted last?"),
    ),
    taught="tanh is a stretched sigmoid",
    another_way="Write both with exponentials: multiply 2/(1 + e^(−2x)) − 1 above and below by e^x, and (e^x − e^(−x))/(e^x + e^(−x)) appears.",
)

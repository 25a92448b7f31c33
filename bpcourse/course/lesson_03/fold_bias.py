"""Lesson 03: the exercise `fold_bias`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng


def fold_bias(x, w, b):
    """`(x1, w1)`, each (n + 1,): the bias as weight number 0, with input 1."""
    return np.insert(x, 0, 1.0), np.insert(w, 0, b)


def _fold_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([2.0, 3.0]), np.array([0.4, 0.5]), 0.1))
    for n in (3, 5):
        x, w = rng.normal(size=n) + 3, rng.normal(size=n) - 3
        yield Case((x, w, float(rng.uniform(0.2, 0.8))))
    yield Case((np.array([2.0]), np.array([-0.7]), 0.3))


EXERCISE = Exercise(
    title="The bias as a weight",
    statement=(
        "A bias can be a weight like the others. Write `fold_bias(x, w, b)`, which returns "
        "`(x1, w1)` with one entry more each, in *front*, so that `np.dot(w1, x1)` is "
        "`np.dot(w, x) + b`: the bias stands among the weights, its constant input among the inputs."
    ),
    reference=fold_bias,
    cases=_fold_cases,
    parts=("x1", "w1"),
    points=1,
    minutes=4,
    mistakes=(
        Mistake(
            "at_end",
            "the new entries at the end",
            lambda x, w, b: (np.append(x, 1.0), np.append(w, b)),
            "The product is right; here the bias is to be weight number 0.",
            "w1[0] should be b.",
            "Which end is number 0?",
        ),
        Mistake(
            "swapped",
            "b among the inputs and 1 among the weights",
            lambda x, w, b: (np.insert(x, 0, b), np.insert(w, 0, 1.0)),
            "The product is right; but then training would move the 1 and not b.",
            "Inputs come from outside. b is a parameter.",
            "Which of the two, 1 and b, is learned?",
        ),
        Mistake(
            "zero_input",
            "a 0 as the bias's input",
            lambda x, w, b: (np.insert(x, 0, 0.0), np.insert(w, 0, b)),
            "Times 0 the bias has no effect, and its gradient is 0.",
            "np.dot(w1, x1) is w · x, without b.",
            "By which number must b be multiplied to remain b?",
        ),
        Mistake(
            "bias_twice",
            "b in both places",
            lambda x, w, b: (np.insert(x, 0, b), np.insert(w, 0, b)),
            "The product then has b² in it.",
            "With b = 0.1 it adds 0.01.",
            "Which input does the bias have?",
        ),
        Mistake(
            "ones_twice",
            "a 1 in both places",
            lambda x, w, b: (np.insert(x, 0, 1.0), np.insert(w, 0, 1.0)),
            "The product then has 1 in it, whatever b is.",
            "b occurs nowhere in the result.",
            "Where did b go?",
        ),
        Mistake(
            "added",
            "1 and b added to all entries instead of one entry more",
            lambda x, w, b: (x + 1, w + b),
            "A number plus an array adds to every entry; it doesn't make it longer.",
            "x1 still has n entries.",
            "Which function of NumPy puts an entry in front?",
        ),
        Mistake(
            "minus_one",
            "−1 as the new input",
            lambda x, w, b: (np.concatenate([[-1.0], x]), np.concatenate([[b], w])),
            "In some books a threshold is subtracted: input −1, weight θ. Here the bias is added.",
            "w1·x1 is w·x − b.",
            "Which input makes the new product equal to b?",
        ),
        Mistake(
            "threshold",
            "a threshold: input −1 and weight −b",
            lambda x, w, b: (np.concatenate([[-1.0], x]), np.concatenate([[-b], w])),
            "The product is right: two minus signs. The gradient of the new weight has the wrong sign, though.",
            "The new entries are −1 and −b where 1 and b are asked for.",
            "Which input does the statement give to the bias?",
        ),
        Mistake(
            "product",
            "the dot product itself",
            lambda x, w, b: np.dot(w, x) + b,
            "That is what the two new arrays are for. They are asked for first.",
            "One number comes back, and two arrays are asked for.",
            "What do you want to multiply later?",
        ),
        Mistake(
            "apart",
            "one array with both of them",
            lambda x, w, b: np.concatenate([[1.0], x, [b], w]),
            "All numbers are there; whoever calls it wants two arrays.",
            "One array comes back, and two are asked for.",
            "What does `return x1, w1` give?",
        ),
    ),
    hints=(
        "Both get longer by one. Which input makes a weight act as a bias?",
        "np.insert(x, 0, value) puts a value in front.",
        "return np.insert(x, 0, 1.0), np.insert(w, 0, b)",
    ),
    symptoms=(
        ("I get a shape error", "Both results need n + 1 entries."),
        (
            "the product is right and the check fails",
            "In front, and 1 among the inputs.",
        ),
    ),
    taught="From z to each weight",
    another_way="`np.concatenate([[1.0], x])` or `np.r_[1.0, x]` put a 1 in front as well.",
)

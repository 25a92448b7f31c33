"""No right answer is refused: other types, other styles, 200 seeds."""

from __future__ import annotations

import functools
import math

import numpy as np
import pytest
from rotation import part, sweep

from bpcourse.checking import judge_function
from bpcourse.course import Exercise, all_exercises, exercise

PLAIN = [
    e
    for e in all_exercises().values()
    if e.seconds <= 10 and e.finish is None and e.judge is None
]
every = pytest.mark.parametrize("exercise", PLAIN, ids=lambda e: e.name)


def nested(value, change):
    if isinstance(value, (tuple, list)):
        return type(value)(nested(v, change) for v in value)
    return change(value)


def swap(value):
    """Tuples as lists, and lists as tuples."""
    if isinstance(value, tuple):
        return [swap(v) for v in value]
    return tuple(swap(v) for v in value) if isinstance(value, list) else value


STYLES = {
    "nested lists": lambda v: nested(v, lambda a: np.asarray(a).tolist()),
    "arrays throughout": lambda v: nested(v, np.asarray),
    "Fortran order": lambda v: nested(v, lambda a: np.array(a, order="F")),
    "pairs the other way": swap,
    "last bits differ": lambda v: nested(v, lambda a: np.asarray(a) * (1 + 4e-15)),
    "NumPy scalars": lambda v: nested(
        v, lambda a: np.float64(a) if np.ndim(a) == 0 else a
    ),
    "arrays without an axis": lambda v: nested(v, np.array),
}


@sweep
@every
@pytest.mark.parametrize("style", STYLES)
def test_another_type_of_the_same_numbers_passes(exercise: Exercise, style):
    def answer(*args):
        with np.errstate(over="ignore"):
            return STYLES[style](exercise.reference(*args))

    for seed in part(range(10), 10):
        verdict = judge_function(answer, exercise, seed)
        assert verdict.passed, f"seed {seed}\n{verdict}"


@every
def test_single_precision_passes_where_its_range_reaches(exercise: Exercise):
    def answer(*args):
        with np.errstate(all="ignore"):
            return nested(exercise.reference(*args), np.float32)

    verdict = judge_function(answer, exercise)
    assert verdict.passed or "inf" in str(verdict), str(verdict)


class Callable:
    def __init__(self, function):
        self.function = function

    def __call__(self, *args):
        return self.function(*args)


@every
def test_partials_and_callable_objects_pass(exercise: Exercise):
    assert judge_function(functools.partial(exercise.reference), exercise).passed
    assert judge_function(Callable(exercise.reference), exercise).passed


# ---- lesson 01, written by hand in other ways


def sigmoid_by_sign(x):
    x = np.asarray(x, dtype=float)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + small), small / (1 + small))


def sigmoid_one_by_one(x):
    def one(v):
        return 1 / (1 + math.exp(-v)) if v > -700 else 0.0

    return np.reshape([one(v) for v in np.ravel(x)], np.shape(x))


def sigmoid_in_place(x):
    out = np.array(x, dtype=float)
    np.clip(out, -500, 500, out=out)
    np.negative(out, out=out)
    np.exp(out, out=out)
    out += 1
    return np.reciprocal(out)


def steps_in_two(f, x, h=1e-5):
    half = f(np.asarray(x) + h) - f(x)
    return (half + f(x) - f(np.asarray(x) - h)) / h / 2


def one_step_each(f, x, h=1e-5):
    return np.reshape([(f(v + h) - f(v - h)) / 2 / h for v in np.ravel(x)], np.shape(x))


def leaky_by_mask(x, p=0.01):
    slope = np.full(np.shape(x), float(p))
    slope[np.asarray(x) >= 0] = 1
    return slope


def leaky_by_hand(x, p=0.01):
    if np.ndim(x) == 0:
        return 1 if x > 0 else p
    return [leaky_by_hand(v, p) for v in x]


BY_HAND = {
    "sigmoid": [
        sigmoid_by_sign,
        sigmoid_one_by_one,
        sigmoid_in_place,
        lambda x: (1 + np.tanh(np.asarray(x) / 2)) / 2,
        lambda x: np.exp(-np.logaddexp(0, -np.asarray(x))),
    ],
    "central_difference": [
        one_step_each,
        lambda f, x, h=1e-5: 0.5 * (f(x + h) - f(x - h)) / h,
        lambda f, x, h=1e-5: (f(x + h) - f(x)) / (2 * h) + (f(x) - f(x - h)) / (2 * h),
        steps_in_two,
    ],
    "sigmoid_derivative": [
        lambda x: sigmoid_by_sign(x) * sigmoid_by_sign(-np.asarray(x)),
        lambda x: 1 / (2 + np.exp(x) + np.exp(-x)),
        lambda x: (1 - np.tanh(x / 2) ** 2) / 4,
    ],
    "sigmoid_derivative_from_output": [
        lambda a: a - a**2,
        lambda a: a - np.square(a),
        lambda a: 0.25 - (a - 0.5) ** 2,
    ],
    "scaled_sigmoid_derivative": [
        lambda x, A, B: A / B * sigmoid_by_sign(x / B) * (1 - sigmoid_by_sign(x / B)),
        lambda x, A, B: A / (4 * B) / np.cosh(x / (2 * B)) ** 2,
    ],
    "relu_derivative": [
        lambda x: np.heaviside(x, 0.5),
        lambda x: np.where(x >= 0, 1, 0),
        lambda x: x > 0,
        lambda x: (np.sign(x) + 1) / 2,
        lambda x: [float(v > 0) for v in x] if np.ndim(x) == 1 else np.greater(x, 0),
    ],
    "leaky_relu_derivative": [
        lambda x, p=0.01: np.maximum(np.sign(x), p),
        leaky_by_mask,
        leaky_by_hand,
        lambda x, p=0.01: p + (1 - p) * (x > 0),
    ],
    "tanh_from_sigmoid": [
        lambda x: 2 * sigmoid_by_sign(2 * x) - 1,
        lambda x: sigmoid_by_sign(2 * x) - sigmoid_by_sign(-2 * x),
        np.tanh,
    ],
    "tanh_derivative_from_output": [
        lambda a: (1 - a) * (1 + a),
        lambda a: 1 - np.square(a),
        lambda a: 1 - np.multiply(a, a),
    ],
}


@sweep
@pytest.mark.parametrize("name", BY_HAND)
def test_right_answers_in_other_styles_pass_on_two_hundred_seeds(name):
    for number, answer in enumerate(BY_HAND[name]):
        for seed in part(range(200), 20):
            verdict = judge_function(answer, exercise(name), seed)
            assert verdict.passed, f"variant {number}, seed {seed}\n{verdict}"

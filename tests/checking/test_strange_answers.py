"""Whatever an answer does, a check gives a verdict that is no pass, and says something."""

from __future__ import annotations

import dataclasses
import decimal
import fractions
import functools
import importlib
import math
import os
import sys
import threading
import warnings

import numpy as np
import pytest
from rotation import part, sweep

from bpcourse.checking import judge_function, texts
from bpcourse.checking.plain import Odd, plain
from bpcourse.course import Exercise, all_exercises, exercise

NO_DIAGNOSIS = texts.SENTENCES["no_diagnosis"].partition("{")[0]
pytestmark = pytest.mark.slow

EXERCISES = list(all_exercises().values())
every = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
QUICK = [e for e in EXERCISES if e.seconds <= 10]
quick = pytest.mark.parametrize("exercise", QUICK, ids=lambda e: e.name)
some = pytest.mark.parametrize("exercise", part(QUICK, 6), ids=lambda e: e.name)


def nested(value, change):
    if isinstance(value, (tuple, list)):
        return type(value)(nested(v, change) for v in value)
    return change(np.asarray(value))


class OffByOne:
    """Converts itself to an array, of wrong numbers."""

    def __init__(self, right):
        self.right = right

    def __array__(self, dtype=None, copy=None):
        return np.asarray(self.right, dtype=dtype) + 1.0


class Hostile:
    """Every question put to it raises."""

    def refuse(self, *_args):
        raise RuntimeError("no")

    __repr__ = __eq__ = __bool__ = __len__ = __iter__ = __float__ = refuse
    __array__ = __deepcopy__ = __getitem__ = __sub__ = refuse


class Flatterer:
    """Equal to everything, and no distance from anything."""

    __hash__ = None

    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__

    def __float__(self):
        return 0.5

    def __le__(self, other):
        return True

    __lt__ = __ge__ = __gt__ = __le__


class FlatteringFloat(float):
    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__


class FlatteringArray(np.ndarray):
    def __array_ufunc__(self, *_args, **_options):
        return True

    def __array_function__(self, *_args):
        return True


class LyingTuple(tuple):
    def __len__(self):
        raise RuntimeError("no length")

    def __iter__(self):
        raise RuntimeError("no items")


class Stubborn(type):
    def __getattr__(cls, name):
        raise RuntimeError(name)


class Mute(Exception):
    def __str__(self):
        raise RuntimeError("no text")

    __repr__ = __str__


def raising(error):
    def answer(_right):
        raise error

    return answer


def without_end(right):
    return without_end(right)


def holding_itself(_right):
    items = []
    items += [items, items]
    return items


def nested_deep(_right):
    tower = ()
    for _ in range(5_000):
        tower = (tower,)
    return tower


def ones_and_ones():
    while True:
        yield 1.0


class Endless:
    """Has a length and items without end."""

    def __len__(self):
        return 10**15

    def __getitem__(self, i):
        return 0.5


def coroutine(right):
    async def answer():
        return right

    made = answer()
    made.close()
    return made


ANSWERS = {
    "str": lambda right: "right",
    "bytes": lambda right: b"right",
    "dict": lambda right: {"result": right},
    "set": lambda right: {1.5, 2.5},
    "generator": lambda right: (v for v in [0.5, 1.5]),
    "endless generator": lambda right: ones_and_ones(),
    "map": lambda right: map(float, [1, 2]),
    "function": lambda right: lambda *_a: right,
    "class": lambda right: Stubborn("Answer", (), {}),
    "module": lambda right: np,
    "exception": lambda right: ValueError("x"),
    "lock": lambda right: threading.Lock(),
    "memoryview": lambda right: memoryview(b"abc"),
    "fraction": lambda right: fractions.Fraction(7, 3),
    "decimal": lambda right: decimal.Decimal("7.7"),
    "date": lambda right: np.datetime64("2020-01-01"),
    "NotImplemented": lambda right: NotImplemented,
    "dots in a tuple": lambda right: (..., ...),
    "None in a list": lambda right: [None, None],
    "huge number": lambda right: 10**400,
    "huge numbers": lambda right: nested(right, lambda a: [10**400] * max(1, a.size)),
    "ragged list": lambda right: [[1, 2], [3]],
    "list in itself": holding_itself,
    "five thousand brackets": nested_deep,
    "large array": lambda right: np.zeros((300, 300, 3)),
    "empty array": lambda right: np.zeros(0),
    "object array": lambda right: nested(right, lambda a: np.full(a.shape, object())),
    "array of None": lambda right: nested(right, lambda a: np.full(a.shape, None)),
    "array of words": lambda right: nested(right, lambda a: a.astype(str)),
    "structured array": lambda right: np.zeros(3, dtype=[("a", float)]),
    "masked array": lambda right: nested(
        right, lambda a: np.ma.masked_array(a.astype(float), mask=True)
    ),
    "masked": lambda right: np.ma.masked,
    "matrix": lambda right: nested(right, lambda a: np.matrix(np.ones((2, 2)))),
    "nan": lambda right: nested(right, lambda a: a * np.nan),
    "complex": lambda right: nested(right, lambda a: a + 1j),
    "complex nan": lambda right: nested(right, lambda a: a + 1j * np.nan),
    "object with __array__": lambda right: nested(right, OffByOne),
    "hostile object": lambda right: Hostile(),
    "hostile parts": lambda right: nested(right, lambda a: Hostile()),
    "flattering object": lambda right: Flatterer(),
    "flattering parts": lambda right: nested(right, lambda a: Flatterer()),
    "flattering float": lambda right: FlatteringFloat(77.5),
    "flattering array": lambda right: nested(
        right, lambda a: (a + 1.0).view(FlatteringArray)
    ),
    "lying tuple": lambda right: LyingTuple((77.5, 78.5)),
    "raises SystemExit": raising(SystemExit(0)),
    "raises KeyboardInterrupt": raising(KeyboardInterrupt()),
    "raises GeneratorExit": raising(GeneratorExit()),
    "raises StopIteration": raising(StopIteration()),
    "raises MemoryError": raising(MemoryError()),
    "raises a warning": raising(DeprecationWarning("old")),
    "raises without a text": raising(Mute()),
    "recursion without end": without_end,
    "coroutine": coroutine,
    "huge array": lambda right: np.zeros((40_000, 40_000)),
    "huge view": lambda right: np.broadcast_to(1.5, (10**12,)),
    "object of endless length": lambda right: Endless(),
    "own str": lambda right: type("Own", (str,), {})("right"),
    "quiet complex": lambda right: nested(right, lambda a: a * 1j),
    "raises a group": raising(ExceptionGroup("many", [ValueError("one")]))
    if sys.version_info >= (3, 11)
    else raising(ValueError("one")),
    "raises a long text": raising(ValueError("x" * 100_000)),
    "raises with brackets": raising(KeyError(("a", {"b": [1]}))),
}
EXPECTED = {  # general names that fit one of these answers or another
    *(
        "all_zero",
        "all_the_same",
        "no_number",
        "not_finite",
        "not_repeatable",
        "one_more",
    ),
    *(
        "a_kind",
        "goes_on",
        "a_function",
        "yields",
        "async",
        "none_used",
        "recursion",
        "one_number",
    ),
    *("other_shape", "result_count", "wrong_shape", "right_for_some", "float_of_array"),
    "too_large",
    "leaves_python",
    "needs_an_axis",
}


@sweep
@some
def test_a_strange_answer_gets_a_verdict_that_is_no_pass(exercise: Exercise):
    def answer(change, *args):
        with np.errstate(all="ignore"):
            right = exercise.reference(*args)
            right = list(right) if exercise.finish == "list" else right
        return change(right)

    known = {m.id for m in exercise.mistakes} | {f"general:{id}" for id in EXPECTED}
    for name, change in ANSWERS.items():
        verdict = judge_function(functools.partial(answer, change), exercise)
        told = f"{name}\n{verdict}"
        assert verdict.outcome in {"failed", "error"} and verdict.score == 0, told
        assert verdict.row("called") and verdict.rows[-1][1], told
        assert NO_DIAGNOSIS not in str(verdict), told
        assert "0x" not in str(verdict) and len(str(verdict)) < 2500, told
        assert verdict._repr_html_().count("<div") >= 2
        assert verdict.mistake in {None, *known}, told


@pytest.mark.parametrize("name", ["str", "nan", "hostile object", "raises SystemExit"])
def test_training_that_hands_back_something_strange_is_refused(name):
    verdict = judge_function(lambda *a: ANSWERS[name](0.0), exercise("train_digits"))
    assert verdict.outcome in {"failed", "error"}


# ---- conduct


@every
def test_an_answer_that_never_ends_is_stopped_once(exercise: Exercise):
    def answer(*_args):
        while True:
            pass

    verdict = judge_function(answer, dataclasses.replace(exercise, seconds=0.05))
    assert verdict.outcome == "error" and "loop" in str(verdict), str(verdict)


def test_an_answer_that_hangs_in_a_later_case_is_stopped():
    sigmoid = dataclasses.replace(exercise("sigmoid"), seconds=1.0)
    calls = []

    def answer(x):
        calls.append(x)
        while len(calls) > 2:
            pass
        return sigmoid.reference(x)

    verdict = judge_function(answer, sigmoid)
    assert verdict.outcome == "error" and len(calls) == 3


def test_an_endless_iterable_is_cut():
    def answer(X, T, batch_size, rng):
        while True:
            yield X[:batch_size], T[:batch_size]

    verdict = judge_function(answer, exercise("minibatches"))
    assert verdict.mistake == "general:goes_on", str(verdict)


@quick
def test_an_answer_that_only_prints_is_told_to_return(exercise: Exercise):
    def answer(*args):
        print(exercise.reference(*args))

    verdict = judge_function(answer, exercise)
    assert verdict.outcome == "failed" and "return" in str(verdict), str(verdict)


def test_much_printing_is_neither_kept_nor_shown(capsys):
    def answer(x):
        for _ in range(2000):
            print("x" * 1000)
            print("y" * 1000, file=sys.stderr)
        return exercise("sigmoid").reference(x)

    assert judge_function(answer, exercise("sigmoid")).passed
    assert capsys.readouterr() == ("", "")


def closes_the_output(x):
    sys.stdout.close()
    sys.stderr.close()
    print("still there")


def loosens_numpy(x):
    np.seterr(all="raise")
    warnings.simplefilter("error")


def takes_numpy_apart(x):
    np.exp = np.log = np.sum = lambda *a, **k: 7.0
    del np.where, np.maximum, np.linalg.norm, np.random.default_rng
    math.exp = None


def moves_the_ground(x):
    warnings.filters.clear()
    sys.stdout = None


@pytest.mark.parametrize(
    "harm", [closes_the_output, loosens_numpy, takes_numpy_apart, moves_the_ground]
)
def test_harm_done_by_an_answer_is_undone(harm):
    before = dict(vars(np)), dict(vars(math)), np.geterr(), list(warnings.filters)
    out = sys.stdout

    def answer(x):
        harm(x)
        return 0.5

    for name in ("sigmoid", "softmax", "dropout", "gradient_norms"):
        verdict = judge_function(lambda *a: answer(a[0]), exercise(name))
        assert verdict.outcome in {"failed", "error"}, str(verdict)
        assert judge_function(exercise(name).reference, exercise(name)).passed
    after = dict(vars(np)), dict(vars(math)), np.geterr(), list(warnings.filters)
    assert before == after and sys.stdout is out
    assert np.where is before[0]["where"] and np.linalg.norm([3.0, 4.0]) == 5.0


@quick
def test_an_answer_that_fills_its_arguments_with_rubbish_is_refused(exercise: Exercise):
    def answer(*args):
        for arg in args:
            if isinstance(arg, list):
                arg[:] = [Hostile()]
            elif isinstance(arg, np.ndarray) and arg.dtype.kind == "f":
                arg[...] = np.nan
        return "nothing"

    assert not judge_function(answer, exercise).passed


def appends_to_a_list_of_the_module():
    kept = []

    def answer(X, weights, biases):
        kept.append(X)
        for W, b in zip(weights, biases):
            kept.append(1 / (1 + np.exp(-(kept[-1] @ W + b))))
        return kept

    return answer


def appends_to_its_default():
    def answer(X, weights, biases, kept=[]):  # noqa: B006
        kept += exercise("forward").reference(X, weights, biases)
        return kept

    return answer


def counts_its_calls():
    calls = []

    def answer(*args):
        calls.append(1)
        activations = exercise("forward").reference(*args)
        return [A + 0.1 * len(calls) for A in activations]

    return answer


@pytest.mark.parametrize(
    "make", [appends_to_a_list_of_the_module, appends_to_its_default, counts_its_calls]
)
def test_a_state_that_outlives_a_call_is_named(make):
    verdict = judge_function(make(), exercise("forward"))
    assert verdict.mistake == "general:not_repeatable", str(verdict)


def test_an_answer_that_keeps_hold_of_its_arguments_harms_no_later_case():
    held = []

    def answer(X, delta):
        for earlier in held:
            earlier[...] = np.nan
        held.append(X)
        return X.T @ delta / len(X)

    assert judge_function(answer, exercise("weight_gradient")).passed


def test_an_alarm_that_an_answer_swallows_rings_again():
    turns = []

    def answer(x):
        while len(turns) < 3:
            try:
                while True:
                    pass
            except BaseException as stop:
                turns.append(type(stop).__name__)
        return x

    sigmoid = dataclasses.replace(exercise("sigmoid"), seconds=0.05)
    assert not judge_function(answer, sigmoid).passed
    assert turns == ["TookTooLong"] * 3


def test_a_diagnosis_that_fails_leaves_a_verdict(monkeypatch):
    def broken(*_args):
        raise KeyError("a fault of the checker's own")

    room = importlib.import_module("bpcourse.checking.judge")
    monkeypatch.setattr(room, "diagnose", broken)
    verdict = judge_function(lambda x: -x, exercise("sigmoid"))
    assert verdict.outcome == "failed" and NO_DIAGNOSIS in str(verdict)


@pytest.mark.parametrize("late", [3, 6, 8])
def test_what_a_function_remembers_is_noticed(late):
    calls = []

    def answer(x):
        calls.append(1)
        return exercise("sigmoid").reference(x) + (len(calls) > late)

    verdict = judge_function(answer, exercise("sigmoid"))
    assert verdict.mistake == "general:not_repeatable", str(verdict)


# ---- plain data


def test_numbers_of_every_kind_stay_what_they_are():
    for value in (1, 2.5, True, np.float32(0.5), np.int64(3), [1, [2.0]], (1, (2,))):
        assert plain(value) == value and type(plain(value)) is type(value)
    array = np.arange(6.0).reshape(2, 3)
    assert (plain(array) == array).all() and plain(array) is not array
    assert plain(np.array([1 + 0j])).dtype == float
    assert plain(None) is None and plain(...) is ...


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({}, "a dict"),
        (os, "a module"),
        (len, "a function (was it called?)"),
        (iter([]), "a list_iterator"),
        (np.array(["a"]), "an array of str32"),
        (np.array([1j]), "an array of complex128"),
        (10**400, "a number too large for a float"),
        (np.ma.masked, "a masked array"),
    ],
)
def test_what_is_no_number_is_said_in_words(value, words):
    assert plain(value) == Odd(words, plain(value).should) and repr(Odd(words)) == words


def test_what_is_put_into_an_argument_cannot_end_the_kernel():
    class Ends:
        def __array__(self, *_: object, **__: object):
            raise SystemExit(3)

        __eq__ = __array__
        __hash__ = None

    def forward(X, weights, biases):
        weights[0] = Ends()
        return [X]

    assert not judge_function(forward, exercise("forward")).passed


def printing(x):
    print(f"x = {x:.2f}")
    return 1 / (1 + np.exp(-x))


def hashing(x):
    return functools.lru_cache(lambda x: 1 / (1 + np.exp(-x)))(x)


def converting(x):
    return 1 / (1 + np.exp(-float(x)))


def asking_for_none(x):
    if x == None:  # noqa: E711
        return 0.0
    return (x > 0) * 1.0


def asking_for_size(x):
    if x <= 0:
        return 0.0
    return 1.0


def with_math(x):
    e = math.exp(-x)
    return 1 / (1 + e)


@pytest.mark.parametrize(
    ("answer", "name", "mistake"),
    [
        (printing, "sigmoid", None),
        (hashing, "sigmoid", None),
        (converting, "sigmoid", "general:float_of_array"),
        (with_math, "sigmoid", "one_number"),
        (asking_for_none, "relu_derivative", "general:truth_value"),
        (asking_for_size, "relu_derivative", "one_question"),
    ],
)
def test_what_stops_an_answer_is_named_by_its_cause_and_not_by_its_type(
    answer, name, mistake
):
    assert judge_function(answer, all_exercises()[name]).mistake == mistake


def test_a_long_list_of_numbers_is_compared_as_one_array():
    """Entry by entry, a list of 20,000 took ten seconds."""
    assert plain([0.5] * 20_000).shape == (20_000,)
    assert plain([[1, 2.0]] * 1_000).shape == (1_000, 2)
    assert plain([0.5] * 900) == [0.5] * 900
    mixed = [0.5] * 2_000 + [None]
    assert plain(mixed) == mixed
    verdict = judge_function(lambda *_: [0.5] * 20_000, exercise("weight_gradient"))
    assert verdict.mistake == "general:other_shape", str(verdict)

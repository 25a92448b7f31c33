"""What a worker may say, when it says anything at all: a result or "malformed", no fault."""

from __future__ import annotations

import re
import time
import warnings
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from grading.test_codec import VALUES
from hostile import NAMES
from hypothesis import given, settings
from hypothesis import strategies as st
from submissions import submission

from bpcourse.checking.judge import judge
from bpcourse.checking.reply import call_here
from bpcourse.course import all_exercises, exercise, lesson
from bpcourse.grading.cache import remembering
from bpcourse.grading.grader import Grader
from bpcourse.grading.sandbox.calls import KEPT_FRAME, Calls, new_id, prepared
from bpcourse.grading.sandbox.codec import Malformed, decode, encode
from bpcourse.grading.sandbox.session import (
    TOGETHER,
    Limits,
    Order,
    Session,
    in_batches,
)

FIELDS = (
    *("value", "error", "detail", "line", "warned", "printed", "changed", "seconds"),
    *("left_out", "sigmoid"),
)
TOLD = st.one_of(
    VALUES,
    st.dictionaries(st.sampled_from(FIELDS), VALUES),
    st.fixed_dictionaries({"value": VALUES, "error": st.none()}),
)


class Says:
    """A worker that answers whatever is asked with what it was given."""

    def __init__(self, told: Any) -> None:
        self.told = told

    def post(self, seconds: float, *data: bytes) -> None:
        self.id = re.search(rb'"id","(\w{16})"', data[0])[1].decode()

    def frame(self, seconds: float) -> bytes:
        return encode({"id": self.id, "answer": self.take("", 0)})

    def take(self, id: str, seconds: float) -> Any:
        if isinstance(self.told, Exception):
            raise self.told
        return self.told

    def ask(self, do: str, seconds: float, **values: Any) -> Any:
        return {n: "function" for n in NAMES} if do == "found" else self.take("", 0)

    def end(self) -> str:
        return ""


def session(told: Any, *cells: str) -> Session:
    order = Order(list(NAMES))
    return Session(lambda: Says(told), cells, order, Limits())  # type: ignore[arg-type, return-value]


def answers(told: Any, name: str) -> Any:
    return Calls(session(told)).fetch(exercise(name), 5)


@given(TOLD, st.sampled_from(["sigmoid", "softmax_jacobian", "minibatches", "dropout"]))
@settings(max_examples=150)
def test_any_reply_to_a_call_gets_a_verdict(told, name):
    verdict = judge(answers(told, name), exercise(name), seed=5)
    assert verdict.outcome in ("failed", "error", "not attempted")
    assert str(verdict)


@given(TOLD)
@settings(max_examples=300)
def test_any_reply_to_a_cell_is_noted_or_malformed(told):
    marking = session(told, "x = 1")
    marking.ready()
    assert all(note.isprintable() and len(note) < 400 for note in marking.notes)


@given(VALUES)
@settings(max_examples=100)
def test_any_reply_to_what_was_found_is_words_or_malformed(told):
    marking = session(None)
    worker = Says(told)
    worker.ask = lambda do, *_, **__: told if do == "found" else None  # type: ignore[method-assign]
    try:
        marking._run_cells(worker)  # type: ignore[arg-type]
    except Malformed:
        return
    assert all(type(kind) is str for kind in marking.found.values())


def test_a_worker_that_never_answers_is_our_fault():
    marking = session({})
    marking.start = Mute  # type: ignore[assignment]
    with pytest.raises(OSError, match="doesn't answer"):
        marking.ready()


class Mute(Says):
    def __init__(self) -> None:
        super().__init__(Malformed("nothing"))

    def ask(self, do: str, seconds: float, **values: Any) -> Any:
        raise Malformed("nothing")


def test_batches_fit_into_a_pipe_and_keep_the_order():
    sizes = [0] * 1000 + [TOGETHER * 2, 5, 5] + [TOGETHER // 3] * 4
    batches = list(in_batches(range(len(sizes)), sizes.__getitem__))
    assert [i for batch in batches for i in batch] == list(range(len(sizes)))
    for batch in batches:
        assert len(batch) == 1 or sum(sizes[i] for i in batch) <= TOGETHER


# ---- the submission's time


def test_a_file_has_its_time_once_for_all_that_is_judged_twice():
    slow = "import time\ndef sigmoid(x):\n    time.sleep(0.4)\n    return x\n"
    cells = [slow, "def sigmoid_derivative(x):\n    return sigmoid(x)"]
    asked = [exercise(n) for n in NAMES]
    with Grader(3, file_limit=1.0) as grader:
        started: list[float] = []
        worker = grader.server.worker
        grader.server.worker = lambda: started.append(time.monotonic()) or worker()
        begun = time.monotonic()
        graded = grader.grade(submission(*cells), asked)
    assert graded.points == 0 and dict(graded.needs_human)["spent"].endswith(
        "used up its 1 seconds"
    )
    assert all(at <= begun + 1.0 for at in started)


# ---- the package's own functions


def test_everything_that_can_be_imported_gives_no_point():
    """Each function of the course, taken from the package instead of written."""
    every = list(all_exercises().values())
    imports = "\n".join(
        f"try: from bpcourse.{room} import {e.name} as own_{e.name}\n"
        f"except ImportError: pass"
        for e in every
        for room in {lesson(e.lesson).room or "descent", "descent", "layer", "network"}
    )
    wraps = "\n".join(
        f"def {e.name}(*a, **k): return own_{e.name}(*a, **k)" for e in every
    )
    with Grader(4) as grader:
        graded = grader.grade(submission(imports, wraps), every)
    gained = {r.exercise for r in graded.results if r.points}
    assert not gained and len(graded.results) == len(every)


def test_a_given_function_is_no_answer_to_its_own_exercise():
    """What lesson 05 may use of lesson 04 brings nothing in lesson 04."""
    cell = "from bpcourse.layer import layer_output, weight_gradient, input_gradient"
    every = [e for e in all_exercises().values() if e.lesson in ("04", "05")]
    with Grader(4) as grader:
        graded = grader.grade(submission(cell), every)
    assert graded.points == 0


def test_values_of_the_reply_are_plain_arrays():
    kept: list[Any] = []
    call = answers({"value": np.ones(3), "error": None}, "sigmoid")
    judge(lambda c, e: kept.append(call(c, e)) or kept[-1], exercise("sigmoid"), 5)
    assert {type(r.value) for r in kept} == {np.ndarray}


# ---- references that remember


def test_a_reference_answers_each_case_once_and_other_cases_anew():
    asked = remembering(exercise("softmax"), 3)
    call = call_here(asked.reference)
    for case in asked.cases(np.random.default_rng(0)):
        other = replace(case)
        assert call(case, asked) is call(case, asked)
        assert call(other, asked) is not call(other, asked)
        assert np.array_equal(call(case, asked).value, call(other, asked).value)


@pytest.mark.parametrize("name", ["softmax", "dropout", "backtracking_step", "forward"])
def test_verdicts_are_the_same_with_references_that_remember(name):
    asked = exercise(name)
    kept = remembering(asked, 11)
    functions = [asked.reference, *(m.function for m in asked.mistakes)]
    for function in functions * 2:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            here, there = (judge(call_here(function), e, 11) for e in (asked, kept))
        assert str(here) == str(there) and here.mistake == there.mistake


def test_a_learners_own_attributes_are_not_taken_for_replies():
    def sigmoid(x):
        return 0.5

    case = next(iter(exercise("sigmoid").cases(np.random.default_rng(0))))

    class Own:
        def __getattribute__(self, name):
            raise SystemExit

        def __call__(self, x):
            return 0.5

    for function in (sigmoid, Own()):
        assert call_here(function)(case, exercise("sigmoid")).value == 0.5


def test_a_request_of_many_megabytes_is_made_anew_and_not_kept():
    """Each grader would hold a copy of the digits for every call."""
    asked = exercise("train_digits")
    ready = prepared(remembering(asked, 7), 7, 60.0)
    assert len(ready) == 3 and all(len(r.frame) <= KEPT_FRAME for r in ready)
    sent = ready[0].numbered(id := new_id())
    assert sum(memoryview(some).nbytes for some in sent) > KEPT_FRAME
    told = decode(b"".join(sent), trusted=True)
    (case,) = remembering(asked, 7).cases(None)
    assert told["id"] == id
    assert np.array_equal(told["cases"][0]["args"][0], case.args[0])

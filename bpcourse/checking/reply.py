"""One call of an answer, and everything that could be seen of it.

`call_here(function)` runs the answer in this process (instant checks). A grader puts a
function with the same signature in its place, whose calls cross a pipe.
"""

from __future__ import annotations

import builtins
import contextlib
import dis
import io
import signal
import threading
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import FrameType, FunctionType
from typing import Any

import numpy as np

from bpcourse.course import Case, Exercise

from .given import changed, fresh
from .plain import plain
from .restored import restored, watch_overflow
from .result import called

PRINTED = 2_000  # letters that are kept of what an answer prints
REPLIES = "_bpcourse_replies"
NUMPY_DEFAULT: Any = {
    "divide": "warn",
    "over": "warn",
    "invalid": "warn",
    "under": "ignore",
}


@dataclass(frozen=True)
class Reply:
    """What one call gave. value is meaningful where error is None.

    error: name of the exception ("ValueError"), detail: its text, line: where in the answer
    it rose (1 is the `def` line). "NotWritten" is NotImplementedError of a function that the
    answer calls, its name the detail; of "TookTooLong" and "GoesOn" it is the number of
    seconds or items. changed: positions of arguments that it changed.
    written: False where the body is empty.
    """

    value: Any = None
    error: str | None = None
    detail: str = ""
    line: int | None = None
    warned: tuple[str, ...] = ()
    printed: str = ""
    changed: tuple[int, ...] = ()
    seconds: float = 0.0
    written: bool = True

    @property
    def blank(self) -> bool:
        """True where nothing was written yet: NotImplementedError, or an empty body."""
        if self.error:
            return self.error == "NotImplementedError"
        return self.value is ... or (self.value is None and not self.written)


Call = Callable[[Case, Exercise], Reply]


def call_here(function: Callable[..., Any]) -> Call:
    """A `Call` that runs `function` in this process.

    A function with a dictionary REPLIES (id of a case: its reply, or None so far) runs once
    for each of these cases: a grader holds a whole class against the same ones.
    """
    plainly = type(function) is FunctionType  # anything else may act when it is asked
    replies = getattr(function, REPLIES, {}) if plainly else {}

    def call(case: Case, exercise: Exercise) -> Reply:
        if id(case) not in replies:
            return run(function, case, exercise)
        if replies[id(case)] is None:
            replies[id(case)] = run(function, case, exercise)
        return replies[id(case)]

    return call


def run(function: Callable[..., Any], case: Case, exercise: Exercise) -> Reply:
    """Call `function` on copies of the case's arguments; nothing that it does gets out."""
    given = tuple(fresh(arg, case.strided) for arg in case.args)
    printed, started = _Printed(), time.perf_counter()
    with warnings.catch_warnings(record=True) as caught, np.errstate(**NUMPY_DEFAULT):
        warnings.simplefilter("always")
        with (
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
            restored(),
        ):
            watch_overflow()
            builtins.input = _nobody_there
            reply = _guarded(function, given, case, exercise)
    return replace(
        reply,
        warned=tuple(str(w.message) for w in caught if _matters(w)),
        printed=printed.text,
        changed=tuple(
            i for i, (a, b) in enumerate(zip(case.args, given)) if changed(a, b)
        ),
        seconds=time.perf_counter() - started,
        written=reply.value is not None or bool(printed.text) or has_body(function),
    )


class _Printed(io.StringIO):
    """The beginning of what is printed; an answer can neither fill nor close it."""

    text = ""

    def write(self, text: str, /) -> int:
        self.text = (self.text + str(text))[:PRINTED]
        return len(text)

    def close(self) -> None:
        """Stays open."""


def _nobody_there(prompt: object = "") -> str:
    """Instead of `input`, which would wait at the keyboard until the time is over."""
    raise EOFError("input() asks for a line, and nobody is there to type one")


def _matters(warning: warnings.WarningMessage) -> bool:
    return issubclass(warning.category, RuntimeWarning)


def _guarded(function, given, case, exercise) -> Reply:
    try:
        with time_limit(exercise.seconds):
            return Reply(value=plain(called(function, given, case, exercise)))
    except NotImplementedError as error:
        return _not_implemented(function, error)
    except BaseException as error:  # an answer may raise anything, SystemExit included
        return Reply(
            error=type(error).__name__,
            detail=_first_line(error),
            line=_line(function, error),
        )


def _not_implemented(function: Any, error: BaseException) -> Reply:
    """Of the answer's own stub, or of another function that it calls."""
    trace, code = error.__traceback__, getattr(function, "__code__", None)
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    last = trace.tb_frame.f_code if trace else None
    if code is None or last is None or last is code or last is _guarded.__code__:
        return Reply(error="NotImplementedError", detail=_first_line(error))
    return Reply(error="NotWritten", detail=last.co_name)


EMPTY = {"RESUME", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST", "NOP"}


def has_body(function: Any) -> bool:
    """True where a function does something; `pass`, `...` and `return None` do nothing."""
    code = getattr(function, "__code__", None)
    return code is None or any(
        i.opname not in EMPTY for i in dis.get_instructions(code)
    )


def _first_line(error: BaseException) -> str:
    try:
        first = (str(error).splitlines() or [""])[0]
        return " ".join(first.split())[:300]
    except Exception:
        return ""


def _line(function: Any, error: BaseException) -> int | None:
    code = getattr(function, "__code__", None)
    trace, line = error.__traceback__, None
    while trace is not None and code is not None:
        if trace.tb_frame.f_code is code:
            line = trace.tb_lineno - code.co_firstlineno + 1
        trace = trace.tb_next
    return line


class TookTooLong(BaseException):
    """Raised inside an answer that runs past its limit; `except Exception` can't stop it."""


def time_limit(seconds: float) -> contextlib.AbstractContextManager[None]:
    """Stop the block after `seconds`, where the system has alarms and this is the main thread.

    Elsewhere (Windows, a worker thread) the learner interrupts the kernel instead.
    """
    main = threading.current_thread() is threading.main_thread()
    if not (main and hasattr(signal, "setitimer")):
        return contextlib.nullcontext()
    return _Limit(seconds)


class _Limit(contextlib.AbstractContextManager[None]):
    """A class, as an alarm may come at any line: on a busy machine the next one comes while the
    first is being cleared away, and a generator that it ends would leave the clock running."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __enter__(self) -> None:
        self.previous = signal.signal(signal.SIGALRM, self._stop)
        signal.setitimer(signal.ITIMER_REAL, self.seconds, 0.5)  # again, if swallowed

    def _stop(self, _: int, frame: FrameType | None) -> None:
        own = _Limit.__enter__.__code__, _Limit.__exit__.__code__
        while frame is not None:
            if frame.f_code in own:
                return
            frame = frame.f_back
        raise TookTooLong(f"{self.seconds:g}")

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self.previous)

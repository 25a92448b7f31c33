"""In the worker: runs a submission's cells, and calls what they define.

Nothing here knows an answer. Requests come from one pipe and replies go to another; a
submission can reach both, and gains nothing: a reply counts only if it holds the right value.
"""

from __future__ import annotations

import builtins
import contextlib
import io
import os
import sys
import time
from types import SimpleNamespace
from typing import Any

import numpy as np

from bpcourse.checking import reply
from bpcourse.course.model import Case, Seed

from . import cells, codec, isolation, standins

WAITS = 0.05  # seconds after which an answer isn't kept back for the next ones
HELD = 32_000  # bytes of them


class Worker:
    """One submission's namespace, and the operations that a grader asks for."""

    def __init__(self) -> None:
        self.space: dict[str, Any] = {
            "__name__": "__main__",
            "__builtins__": builtins,
            **standins.usual(),
        }
        self.own: dict[str, Any] = {}
        self.lent: dict[str, Any] = {}
        self.right: dict[str, Any] = {}
        self.wanted: list[str] = []
        self.too_slow: dict[str, Any] = {}

    def begin(
        self, wanted: list[str], given: dict[str, str], mine: dict[str, str]
    ) -> None:
        """wanted: names of the answers. given: "layer.layer_output" -> source. mine: right
        functions that `mine.NAME` means, name -> source."""
        self.wanted = wanted
        self.right = {name: _made(source) for name, source in mine.items()}
        made = {path: _made(source) for path, source in given.items()}
        standins.install(made, self._mine)
        builtins.input = _no_input

    def _mine(self, name: str) -> Any:
        """What `mine.name` is: a right one that was given, else the submission's own."""
        return self.right.get(name) or self.own.get(name)

    def cell(
        self, number: int, source: str, definitions: bool, delivered: bool
    ) -> dict[str, Any]:
        """Run a cell, or its definitions alone; what stopped it, if anything did.

        delivered: its functions answer nothing, whatever they are called.
        """
        before = {name: self.space.get(name) for name in self.wanted}
        told = cells.run(number, source, self.space, definitions)
        if delivered:
            self._lend(before)
        self._remember()
        return told

    def _lend(self, before: dict[str, Any]) -> None:
        """What a delivered cell defines is no answer, and takes no answer's place."""
        for name, old in before.items():
            value = self.space.get(name)
            if value is not old and not standins.is_ours(value):
                self.lent[name] = value
            if value is not old and name in self.own:
                self.space[name] = self.own[name]

    def _remember(self) -> None:
        """A later import of the package's function doesn't replace the learner's own."""
        for name in self.wanted:
            value = self.space.get(name)
            if value is None or value is self.lent.get(name) or standins.is_ours(value):
                continue
            if callable(value) or name not in self.own:
                self.own[name] = value

    def found(self) -> dict[str, str]:
        """Each wanted name: "function", "value", "package", "lent" or "missing"."""
        for name, value in self.own.items():  # imported over: the learner's is meant
            if isinstance(self.space.get(name), standins.Withheld):
                self.space[name] = value
        return {name: self._kind(name) for name in self.wanted}

    def _kind(self, name: str) -> str:
        if name in self.own:
            return "function" if callable(self.own[name]) else "value"
        if name in self.lent:
            return "lent"
        return "package" if name in self.space else "missing"

    def pin(self, functions: dict[str, str]) -> None:
        """Replace the learner's functions by right ones."""
        made = {name: _made(source) for name, source in functions.items()}
        self.space.update(made)
        self.right.update(made)

    def probe(self, secret: str, other: int, folder: str) -> dict[str, bool]:
        """What this process can't do."""
        return isolation.probe(secret, other, folder)

    def call(self, name: str, case: dict[str, Any], rules: dict[str, Any]) -> Any:
        """What one call gave. A function that took too long once isn't called again."""
        if name in self.too_slow:
            return self.too_slow[name]
        function = self.own.get(name, standins.Withheld(name))
        found = reply.run(function, Case(**case), SimpleNamespace(**rules))  # type: ignore[arg-type]
        answer = _told(found)
        if found.error == "TookTooLong":
            self.too_slow[name] = answer
        return answer


def _told(found: reply.Reply) -> dict[str, Any]:
    """A reply as it travels. Its seconds don't: the grader's own clock counts."""
    return {
        "value": found.value,
        "error": found.error,
        "detail": found.detail,
        "line": found.line,
        "warned": list(found.warned[:3]),
        "printed": found.printed,
        "changed": list(found.changed),
        "written": found.written,
    }


def _made(source: str) -> Any:
    space: dict[str, Any] = {"np": np}
    exec(source, space)
    return standins.marked(next(v for k, v in space.items() if k not in START))


START = ("np", "__builtins__")


def _no_input(*_: Any) -> str:
    raise EOFError("it asks for input, and nobody is there to answer")


# ---- the pipes


def serve(requests: int, replies: int) -> None:
    """Answer until the pipe ends."""
    worker = Worker()
    while True:
        _serve_one(worker, requests, replies)


def _serve_one(worker: Worker, requests: int, replies: int) -> None:
    """A request of many megabytes is gone before the next one comes."""
    asked = codec.decode(_frame(requests), trusted=True)
    if asked["do"] == "calls":
        _answer_calls(worker, replies, **asked)
    else:
        _send(replies, _answered(worker, asked))


def _answer_calls(
    worker: Worker, replies: int, id: str, do: str, name: str, rules: Any, cases: Any
) -> None:
    """An answer for each case, in order; small and quick ones travel together."""
    waiting, begun = bytearray(), time.perf_counter()
    for case in cases:
        asked = {"id": id, "do": "call", "name": name, "case": case, "rules": rules}
        waiting += _answered(worker, asked)
        if len(waiting) > HELD or time.perf_counter() - begun > WAITS:
            _send(replies, bytes(waiting))
            waiting, begun = bytearray(), time.perf_counter()
    _send(replies, bytes(waiting))


def _answered(worker: Worker, asked: dict[str, Any]) -> bytes:
    id, operation = asked.pop("id"), asked.pop("do")
    try:
        answer = getattr(worker, operation)(**asked)
        return codec.encode({"id": id, "answer": answer})
    except codec.Malformed as fault:
        detail = f"the result can't be handed back: {fault}"
        error = {"error": "TooLarge", "detail": detail}
    except MemoryError:
        error = {"error": "MemoryError", "detail": "it needs too much memory"}
    return codec.encode({"id": id, "answer": error})


def _frame(requests: int) -> bytearray:
    """The next request: held once, since it may be of many megabytes."""
    head = _filled(requests, bytearray(codec.HEAD.size))
    data = bytearray(len(head) + sum(codec.lengths(head, codec.REQUEST_LIMIT)))
    data[: len(head)] = head
    return _filled(requests, data, len(head))


def _filled(requests: int, data: bytearray, at: int = 0) -> bytearray:
    """The buffer, filled from there on with what comes."""
    pipe, view = io.FileIO(requests, closefd=False), memoryview(data)
    while at < len(data):
        count = pipe.readinto(view[at:])
        if not count:
            os._exit(0)
        at += count
    return data


def _send(replies: int, frame: bytes) -> None:
    view = memoryview(frame)
    while view:
        view = view[os.write(replies, view) :]


def rehearse() -> None:
    """Do once all that a submission needs, so that its own worker has it in memory."""
    cell = "import numpy as np\ndef f(x, rng):\n    return x @ x.T, rng.normal(size=2)"
    asked = {"id": "", "do": "cell", "number": 1, "source": cell}
    asked |= {"definitions": False, "delivered": False}
    trial = Worker()
    trial.wanted = ["f"]
    _answered(trial, codec.decode(codec.encode(asked), trusted=True))
    rules = {"finish": None, "seconds": 1.0}
    for value in (np.ones((2, 2)), "not a number"):
        case = {"args": (value, Seed(1)), "calls": 1, "extra": None}
        asked = {"id": "", "do": "call", "name": "f", "case": case, "rules": rules}
        _answered(trial, codec.decode(codec.encode(asked), trusted=True))


def quiet(requests: int, replies: int) -> tuple[int, int]:
    """Close every file but the two pipes; what is printed goes nowhere."""
    nothing = os.open(os.devnull, os.O_RDWR)
    requests, replies = _lifted(requests), _lifted(replies)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    highest = max(requests, replies)
    for number in range(3, highest):
        if number not in (requests, replies):
            _close(number)
    os.closerange(highest + 1, highest + 256)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115
    return requests, replies


def _lifted(number: int) -> int:
    """The same pipe under a number that isn't 0, 1 or 2."""
    while number < 3:
        number = os.dup(number)
    return number


def _close(number: int) -> None:
    with contextlib.suppress(OSError):
        os.close(number)


def main(order: dict[str, Any]) -> None:
    """A worker of its own, where there is no fork: the pipes are standard in and out."""
    standins.keep_only()
    requests, replies = quiet(0, 1)
    isolation.settle(order["level"])
    isolation.confine(order["level"], order["memory"])
    serve(requests, replies)

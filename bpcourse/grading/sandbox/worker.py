"""In the worker: runs a submission's cells, and calls what they define.

Nothing here knows an answer. Requests come from one pipe and replies go to another; a
submission can reach both, and gains nothing: a reply counts only if it holds the right value.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import linecache
import os
import re
import sys
import time
from types import SimpleNamespace
from typing import Any

import numpy as np

from bpcourse.checking import reply
from bpcourse.course.model import Case, Seed

from . import codec, isolation, standins

MAGIC = re.compile(r"^\s*(%|!|\?)|\?\s*$")
ASSIGNED = re.compile(r"^(\s*[\w\s,]+=\s*)[%!].*$")
CELLS = "<cell {}>"


class Worker:
    """One submission's namespace, and the operations that a grader asks for."""

    def __init__(self) -> None:
        self.space: dict[str, Any] = {
            "__name__": "__main__",
            "__builtins__": builtins,
            "get_ipython": standins.Harmless(),
            "display": standins.Harmless(),
        }
        self.own: dict[str, Any] = {}
        self.wanted: list[str] = []

    def begin(self, wanted: list[str], given: dict[str, str]) -> None:
        """wanted: names of the answers. given: "layer.layer_output" -> source."""
        self.wanted = wanted
        standins.install({path: _made(source) for path, source in given.items()})
        builtins.input = _no_input

    def cell(self, number: int, source: str, definitions: bool) -> dict[str, Any]:
        """Run a cell, or its definitions alone; what stopped it, if anything did."""
        name = CELLS.format(number)
        try:
            tree, left_out = _parsed(source, name)
            if definitions:
                tree.body = [s for s in tree.body if isinstance(s, DEFINITIONS)]
            linecache.cache[name] = (len(source), None, source.splitlines(True), name)
            exec(compile(tree, name, "exec"), self.space)
        except BaseException as fault:
            return {"error": type(fault).__name__, **_where(fault, name)}
        finally:
            self._remember()
        return {"left_out": left_out}

    def _remember(self) -> None:
        """A later import of the package's function doesn't replace the learner's own."""
        for name in self.wanted:
            value = self.space.get(name)
            if value is None or standins.is_ours(value):
                continue
            if callable(value) or name not in self.own:
                self.own[name] = value

    def found(self) -> dict[str, str]:
        """Each wanted name: "function", "value", "package" or "missing"."""
        for name, value in self.own.items():  # imported over: the learner's is meant
            if isinstance(self.space.get(name), standins.Withheld):
                self.space[name] = value
        return {name: self._kind(name) for name in self.wanted}

    def _kind(self, name: str) -> str:
        if name in self.own:
            return "function" if callable(self.own[name]) else "value"
        return "package" if name in self.space else "missing"

    def pin(self, functions: dict[str, str]) -> None:
        """Put right functions in the place of the learner's."""
        self.space.update({name: _made(source) for name, source in functions.items()})

    def probe(self, secret: str, other: int, folder: str) -> dict[str, bool]:
        """What this process can't do."""
        return isolation.probe(secret, other, folder)

    def call(self, name: str, case: dict[str, Any], rules: dict[str, Any]) -> Any:
        function = self.own.get(name, standins.Withheld(name))
        found = reply.run(function, Case(**case), SimpleNamespace(**rules))  # type: ignore[arg-type]
        return {
            "value": found.value,
            "error": found.error,
            "detail": found.detail,
            "line": found.line,
            "warned": list(found.warned[:3]),
            "printed": found.printed,
            "changed": list(found.changed),
            "seconds": found.seconds,
        }


DEFINITIONS = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Import,
    ast.ImportFrom,
)


def _made(source: str) -> Any:
    space: dict[str, Any] = {"np": np}
    exec(source, space)
    return standins.marked(next(v for k, v in space.items() if k not in START))


START = ("np", "__builtins__")


def _no_input(*_: Any) -> str:
    raise EOFError("it asks for input, and nobody is there to answer")


def _parsed(source: str, name: str) -> tuple[ast.Module, list[int]]:
    """The cell's code, with the numbers of the lines that only a notebook understands."""
    try:
        return ast.parse(source, name), []
    except SyntaxError:
        lines = source.splitlines()
        magic = [i for i, line in enumerate(lines) if MAGIC.search(line)]
        for i in magic:
            lines[i] = re.match(r"\s*", lines[i]).group() + "pass"  # type: ignore[union-attr]
        for i, line in enumerate(lines):
            if ASSIGNED.match(line):
                lines[i] = ASSIGNED.sub(r"\1None", line)
                magic.append(i)
        if not magic:
            raise
        text = "\n".join(lines)
        return ast.parse(text, name), [i + 1 for i in magic]


def _where(fault: BaseException, name: str) -> dict[str, Any]:
    """Text of an exception, and the line of the cell where it rose."""
    line, trace = getattr(fault, "lineno", None), fault.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == name:
            line = trace.tb_lineno
        trace = trace.tb_next
    try:
        detail = (str(fault).splitlines() or [""])[0][:300]
    except Exception:
        detail = ""
    return {"detail": detail, "line": line if isinstance(line, int) else None}


# ---- the pipes


def serve(requests: int, replies: int) -> None:
    """Answer until the pipe ends."""
    worker = Worker()
    while True:
        asked = codec.decode(_frame(requests), trusted=True)
        _send(replies, _answered(worker, asked))


def _answered(worker: Worker, asked: dict[str, Any]) -> bytes:
    id, operation = asked.pop("id"), asked.pop("do")
    begun = time.perf_counter()
    try:
        answer = getattr(worker, operation)(**asked)
        return codec.encode({"id": id, "answer": answer})
    except codec.Malformed as fault:
        detail = f"the result can't be handed back: {fault}"
        error = {"error": "TooLarge", "detail": detail}
    except MemoryError:
        error = {"error": "MemoryError", "detail": "it needs too much memory"}
    seconds = time.perf_counter() - begun
    return codec.encode({"id": id, "answer": {**error, "seconds": seconds}})


def _frame(requests: int) -> bytes:
    head = _read(requests, codec.HEAD.size)
    return head + _read(requests, sum(codec.lengths(head)))


def _read(requests: int, count: int) -> bytes:
    data = bytearray()
    while len(data) < count:
        more = os.read(requests, min(count - len(data), 1 << 20))
        if not more:
            os._exit(0)
        data += more
    return bytes(data)


def _send(replies: int, frame: bytes) -> None:
    view = memoryview(frame)
    while view:
        view = view[os.write(replies, view) :]


def rehearse() -> None:
    """Do once all that a submission needs, so that its own worker has it in memory."""
    cell = "import numpy as np\ndef f(x, rng):\n    return x @ x.T, rng.normal(size=2)"
    asked = {"id": "", "do": "cell", "number": 1, "source": cell, "definitions": False}
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

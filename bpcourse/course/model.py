"""What a lesson, an exercise and a known mistake are: plain data.

Everything a checker needs crosses this module, and everything in it can be sent to another
process as data: cases hold numbers, arrays, strings, and the two stand-ins `Formula`
(a function given by its text) and `Seed` (a random generator given by its seed).
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

Rng = np.random.Generator
STUB = """\
    # Write your answer here instead of the next line.
    raise NotImplementedError"""
BEGIN, END = "    ### BEGIN SOLUTION", "    ### END SOLUTION"


class Formula:
    """A function of arrays given by its text, so that a case stays data.

    >>> square = Formula("x: x**2")
    >>> square(3.0)
    9.0
    """

    def __init__(self, text: str, **constants: Any) -> None:
        self.text = text
        self.constants = constants
        self._function = eval(f"lambda {text}", {"np": np, **constants})

    def __call__(self, *args: Any) -> Any:
        return self._function(*args)

    def __repr__(self) -> str:
        return self.text.partition(":")[2].strip()


@dataclass(frozen=True)
class Seed:
    """A `numpy.random.Generator` argument: every call gets a fresh one from this seed."""

    value: int

    def __repr__(self) -> str:
        return f"np.random.default_rng({self.value})"


@dataclass(frozen=True)
class Case:
    """One call that a check makes.

    args: positional arguments. show: how the call is described where `repr` of the arguments
    would be long ("X of shape (5, 4)"); None lets the message write the arguments out.
    no_warning: True where the exercise promises that this call gives no warning.
    extra: what the case's own judge needs (never seen by the answer), held-out data, say.
    calls: how often the answer is called on the same arguments, where `finish` is "list";
    the items of all the calls are judged as one list (two epochs on one generator, say).
    strided: arrays come as views that aren't contiguous, as X.T or X[::2] are.
    """

    args: tuple[Any, ...]
    show: str | None = None
    no_warning: bool = False
    extra: Any = None
    calls: int = 1
    strided: bool = False


@dataclass(frozen=True)
class Problem:
    """Why one answer to one case is not accepted, or not worth all the points.

    text: one sentence. mistake: id of a known mistake that alone explains it, or None.
    score: the part of the points that the answer earns all the same, 0 to 1. Above 0 the
    answer passes; the text then says what was reached, and what would bring the rest.
    """

    text: str
    mistake: str | None = None
    score: float = 0.0


@dataclass(frozen=True)
class Mistake:
    """A known wrong way to do an exercise.

    id: short, unique within the exercise ("plus_sign"). name: plain words, completes
    "this looks like …". function: the wrong implementation, called as an answer would be.
    why: why it is tempting. see: how to see that it is wrong. ask: the question or step
    to take next. All three are one or two sentences to the learner. also: other functions that
    make the same mistake with other numbers.
    """

    id: str
    name: str
    function: Callable[..., Any] = field(repr=False)
    why: str
    see: str
    ask: str
    also: tuple[Callable[..., Any], ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Measured:
    """Evidence for one case: how a value was measured or derived without the reference."""

    how: str
    value: Any


Judge = Callable[[Case, Any, Any], "Problem | None"]


@dataclass(frozen=True)
class Exercise:
    """One thing to write, and all that checks, hints, notebooks and graders say about it.

    lesson: two digits ("01"), filled in from the folder that the exercise lies in.
    taught: the beginning of the heading under which its lesson teaches it. transfer: its answer
    stands nowhere in the course, the learner finds it alone.
    statement: Markdown, what to write and why. reference: a right
    answer as a learner could write it; its docstring and signature head the exercise, its body
    is the solution. cases: arguments for a random generator, the smallest and most telling
    first. mistakes: at least four. hints: three, from a nudge to nearly the answer.
    symptoms: (what the learner sees, what to do), for `hint(f, "shape")`.
    another_way: shown after a pass. measure: independent evidence for a case.
    judge: replaces the comparison with the reference where many answers are right; it gets
    (case, value of the reference, answer) and returns a Problem or None.
    own_test: a test as text (`np` and `same` are there), for the learner's own package, where
    the judge alone knows which results are right.
    rtol: tolerance relative to the size of the whole result. atol: an absolute floor.
    finish: what is done with the raw answer where it was made: "list" runs an iterable
    to its end, "call" calls the returned function on case.extra["call"], "names" puts for
    each name its place in the first argument, a dict; "table" turns a dict into its values in
    the order of the first argument's names.
    starter: body of the stub, where it is more than "raise NotImplementedError".
    needs: names of exercises whose functions this one may call.
    parts: names of the results where there are several ("dW", "db"); of lists with a place
    for the layer ("weights[{}]", "biases[{}]").
    backwards: the last layer's result is found first, so the last wrong one is shown.
    seconds: how long one call may take before it is stopped.
    """

    title: str
    statement: str
    reference: Callable[..., Any] = field(repr=False)
    cases: Callable[[Rng], Iterable[Case]] = field(repr=False)
    mistakes: tuple[Mistake, ...] = field(repr=False)
    hints: tuple[str, str, str] = field(repr=False)
    another_way: str = field(repr=False)
    taught: str
    lesson: str = ""
    transfer: bool = False
    points: int = 2
    minutes: int = 5
    symptoms: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    measure: Callable[[Case], Measured | None] | None = field(default=None, repr=False)
    judge: Judge | None = field(default=None, repr=False)
    own_test: str = field(default="", repr=False)
    rtol: float = 1e-9
    atol: float = 0.0
    finish: str | None = None
    starter: str | None = field(default=None, repr=False)
    needs: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    backwards: bool = False
    seconds: float = 10.0

    @property
    def name(self) -> str:
        """The function's name, by which it is found everywhere."""
        return self.reference.__name__

    @cached_property
    def signature(self) -> str:
        """`sigmoid_derivative(x)`, with defaults as they are written."""
        return f"{self.name}{inspect.signature(self.reference)}"

    @cached_property
    def source(self) -> str:
        """The reference as text: what `solution` shows."""
        return textwrap.dedent(inspect.getsource(self.reference)).rstrip()

    def split_source(self) -> tuple[str, str]:
        """(head, body): `def` line with docstring, and the lines that are the solution."""
        tree = ast.parse(self.source).body[0]
        assert isinstance(tree, ast.FunctionDef)
        last = tree.body[0].end_lineno or 1
        lines = self.source.splitlines()
        return "\n".join(lines[:last]), "\n".join(lines[last:])

    def answer(self, solved: bool) -> str:
        """The answer cell: the reference with its solution marked, or the stub without it.

        ValueError where stub and solution can't be told apart.
        """
        head, body = self.split_source()
        if not self.reference.__doc__ or not body.strip():
            raise ValueError(
                f"{self.name}: the reference needs a docstring, which heads the stub, "
                "and lines below it, which are the solution"
            )
        if solved:
            return "\n".join([head, BEGIN, body, END])
        return "\n".join([head, self.starter.strip("\n") if self.starter else STUB])

    def mistake(self, id: str) -> Mistake:
        """The known mistake with this id; KeyError when there is none."""
        for mistake in self.mistakes:
            if mistake.id == id:
                return mistake
        raise KeyError(f"{self.name} has no known mistake {id!r}")


@dataclass(frozen=True)
class Lesson:
    """A lesson: everything that is known about it as a whole stands here and nowhere else.

    number: two digits. slug: of its files (`sources/05_delta_recursion/`). question: the one
    it answers. minutes: what its author aims at; readers are told the range that its text
    needs (`publish/notebooks/minutes.py`), which has to hold them. documents: what it
    follows, for people ("D0 §7.7"). exercises: the names of its exercises, in the order in
    which they are asked, each a module of the lesson's folder. room: the module of
    mathematics that holds its functions, or None.
    """

    number: str
    slug: str
    title: str
    question: str
    minutes: int
    documents: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    room: str | None = None

    @property
    def name(self) -> str:
        """The stem of its notebooks' names: `05_delta_recursion`."""
        return f"{self.number}_{self.slug}"

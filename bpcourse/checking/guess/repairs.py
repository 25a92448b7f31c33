"""Which small edit of the answer's own text makes it right? Its fault lies there.

Every edit is compiled and called as the answer is; one that is right in all cases is a fact
about the learner's code, and no guess. Only where the text is at hand (instant checks).
"""

from __future__ import annotations

import ast
import contextlib
import io
import itertools
import warnings
from collections.abc import Callable, Iterator
from types import CodeType
from typing import TYPE_CHECKING, Any

import numpy as np

from bpcourse.checking import compare
from bpcourse.checking.plain import plain
from bpcourse.checking.reply import call_here, time_limit
from bpcourse.checking.restored import restored
from bpcourse.checking.result import called
from bpcourse.course import Exercise

from .additions import additions, renamed
from .arguments import argument_names, own
from .edit import Edit, copied, located
from .edits import expression_edits
from .line_edits import first_lines, line_edits
from .source import Source, blocks, helpers

if TYPE_CHECKING:
    from bpcourse.checking.trial import Trial

MOST = 300  # edits that are tried, nearest first
EFFORT = 25_000  # edits times the nodes of the text that each of them compiles
LOOPED = 15_000  # turns of the answer's own `for` loops in all edits together
MOST_LARGE, LARGE = 60, 1500  # fewer where a case has more entries than that
NAMES = 8  # of the answer's own, that are tried in each other's place
TURNS, ALL_TURNS = 150, 4000  # of a `while` loop in one edit, and in all together
BACKSTOP = 1.0  # seconds for one edit that never ends all the same; no name then
Put = Callable[[Any], None]
Function = Callable[..., Any]


def repair(
    source: Source | None, trials: list[Trial], exercise: Exercise
) -> tuple[Edit, Source] | None:
    """(the first edit that makes the answer right in every case, where it is made)"""
    if source is None:
        return None
    order = sorted(trials, key=lambda t: (t.problem is None, _size(t)))
    try:
        with _quietly():
            most, turns = _most(source, order[0], exercise), _Turns()
            variants = _variants(source, exercise, turns)
            for edit, where, function in itertools.islice(variants, most):
                turns.here = 0
                if _right_in_all(function, order, exercise):
                    return edit, where
    except BaseException:  # an edit that never ends, or asks to end the kernel
        return None
    return None


def _size(trial: Trial) -> int:
    return sum(np.size(a) for _, a in compare.parts_of(list(trial.case.args)))


def _most(source: Source, first: Trial, exercise: Exercise) -> int:
    """How many edits are tried: fewer of a long text, and where a call is large or loops long.

    Counted, and never timed: a busy machine finds the same names.
    """
    nodes = sum(1 for _ in ast.walk(source.tree))
    most = MOST_LARGE if _size(first) > LARGE else min(MOST, EFFORT // nodes)
    return min(most, LOOPED // max(1, _turns_in(source, first, exercise)))


def _turns_in(source: Source, trial: Trial, exercise: Exercise) -> int:
    """How many turns the answer's own `for` loops make in one call."""
    head, count = copied(source.tree), itertools.count()
    loops = [n for n in ast.walk(head) if isinstance(n, (ast.For, ast.comprehension))]
    for loop in loops:
        each = ast.Call(ast.Name("_each", ast.Load()), [loop.iter], [])
        loop.iter = located(each, loop.iter.lineno)
    if not loops:
        return 0
    space = {**source.function.__globals__}
    space["_each"] = lambda items: (item for item in items if next(count) >= 0)
    with contextlib.suppress(Exception):
        exec(compile(_module(head), "<edit>", "exec"), space)
        with time_limit(BACKSTOP):
            given = [own(a) for a in trial.case.args]
            called(space[source.name], given, trial.case, exercise)
    return next(count)


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    out = io.StringIO()
    with (
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(out),
        restored(),
    ):
        warnings.simplefilter("ignore")
        yield


# ---- is it right now?


def _right_in_all(function: Function, trials: list[Trial], exercise: Exercise) -> bool:
    with time_limit(BACKSTOP):
        if not all(_right(function, t, exercise) for t in trials):
            return False
    call = call_here(function)
    replies = [(t, call(t.case, exercise)) for t in trials]
    return not any(
        r.error or r.changed or (t.case.no_warning and r.warned) for t, r in replies
    )


def _right(function: Function, trial: Trial, exercise: Exercise) -> bool:
    try:
        given = [own(a) for a in trial.case.args]
        value = plain(called(function, given, trial.case, exercise))
        if exercise.judge:
            return exercise.judge(trial.case, trial.want, value) is None
        if compare.far(value, trial.want):
            return False
        return compare.same(value, trial.want, exercise.rtol, exercise.atol)
    except Exception:
        return False


# ---- the edited functions


def _variants(
    source: Source, exercise: Exercise, turns: _Turns
) -> Iterator[tuple[Edit, Source, Function]]:
    sources = [source, *helpers(source)]
    caller = compile(_module(source.tree), "<edit>", "exec")
    for group in range(3):
        for one in sources:
            edits = _edited(one, group, exercise, one is source)
            after = None if one is source else caller
            for edit, tree in edits:
                made = _made(tree, after, source, turns)
                if made is not None:
                    yield edit, one, made


def _made(
    tree: ast.Module, caller: CodeType | None, answer: Source, turns: _Turns
) -> Function | None:
    """The answer, with the edited function in the edited text: itself, or a helper of its
    caller's."""
    space = {**answer.function.__globals__, "_turn": turns, "np": np}
    try:
        exec(compile(tree, "<edit>", "exec"), space)
        if caller is not None:
            exec(caller, space)
    except Exception:
        return None
    return space.get(answer.name)


class _Turns:
    """Counts the turns of `while` loops, so that no edit runs without an end."""

    here = whole = 0

    def __call__(self) -> bool:
        self.here += 1
        self.whole += 1
        if self.whole > ALL_TURNS:
            raise KeyboardInterrupt  # enough of all edits together
        if self.here > TURNS:
            raise RuntimeError("this edit never ends")
        return True


def _module(head: ast.FunctionDef) -> ast.Module:
    return ast.fix_missing_locations(ast.Module([head], []))


def _edited(
    source: Source, group: int, exercise: Exercise, whole: bool
) -> Iterator[tuple[Edit, ast.Module]]:
    """(edit, the module with it). One tree is changed in place, and put right again."""
    head = copied(source.tree)
    for loop in [n for n in ast.walk(head) if isinstance(n, ast.While)]:
        guard = ast.Call(ast.Name("_turn", ast.Load()), [], [])
        loop.test = ast.BoolOp(ast.And(), [guard, loop.test])
    module = _module(head)
    names = source.names()[:NAMES]
    kinds = _kinds(source, exercise) if whole else ([], [], [])
    if group == 0:
        for edit, _ in _lines(head, kinds):
            yield edit, module
    for node, put, slot in list(_places(head)):
        edits = expression_edits(node, names, kinds[2])
        if slot:
            more = additions(node, names, kinds[0]), renamed(node, names)
            edits = itertools.chain(edits, *more)
        for edit, new in edits:
            if edit.group == group:
                put(located(new, node.lineno))
                yield edit, module
        put(node)


def _lines(head: ast.FunctionDef, kinds: Any) -> Iterator[tuple[Edit, None]]:
    for edit, line in first_lines(kinds[0], kinds[1]):
        head.body.insert(0, line)
        yield edit, None
        del head.body[0]
    for lines in list(blocks(head)):
        before = lines[:]
        for edit, changed in line_edits(before, lines is head.body):
            lines[:] = [located(line, edit.line) for line in changed or [ast.Pass()]]
            yield edit, None
        lines[:] = before


def _kinds(source: Source, exercise: Exercise) -> tuple[list[str], ...]:
    """The answer's names for the arguments that are arrays, lists and numbers."""
    case = next(iter(exercise.cases(np.random.default_rng(0))))
    given = [a.arg for a in source.arguments()]
    pairs = list(zip(given, case.args))
    if len(given) < len(argument_names(exercise)):
        return [], [], []
    return (
        [n for n, a in pairs if isinstance(a, np.ndarray)],
        [n for n, a in pairs if isinstance(a, list)],
        [n for n, a in pairs if isinstance(a, (int, float))],
    )


def _places(
    node: ast.AST, parent: ast.AST | None = None
) -> Iterator[tuple[ast.expr, Put, bool]]:
    """(expression that is read, how to put another there, whether it is a whole value)"""
    for name, value in ast.iter_fields(node):
        many = value if isinstance(value, list) else [value]
        for i, child in enumerate(many):
            if not isinstance(child, ast.AST) or isinstance(child, ast.arguments):
                continue
            if isinstance(child, ast.expr) and _may_change(node, name, child):
                put = _into(node, name, i if isinstance(value, list) else None)
                yield child, put, _is_value(node, name, parent)
            yield from _places(child, node)


def _may_change(parent: ast.AST, name: str, child: ast.expr) -> bool:
    """What is assigned to, called, imported from, or guards a loop stays as it is."""
    stored = isinstance(getattr(child, "ctx", None), ast.Store)
    guard = isinstance(child, ast.Call) and getattr(child.func, "id", "") == "_turn"
    module = isinstance(child, ast.Name) and child.id in ("np", "numpy", "math")
    keyword = isinstance(parent, ast.keyword)
    return not (stored or guard or module or keyword or name == "func")


def _is_value(parent: ast.AST, name: str, above: ast.AST | None) -> bool:
    """Returned, assigned, one of several that are returned, or the argument of a call."""
    if isinstance(parent, (ast.Return, ast.Assign, ast.AugAssign)):
        return name == "value"
    if isinstance(parent, ast.Call):
        return name == "args"
    return isinstance(parent, ast.Tuple) and isinstance(above, ast.Return)


def _into(node: ast.AST, name: str, i: int | None) -> Put:
    if i is None:
        return lambda new: setattr(node, name, new)
    return lambda new: getattr(node, name).__setitem__(i, new)

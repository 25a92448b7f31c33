"""How much of a reference stands in code that a learner has seen: runs of six tokens.

Names are abstracted, but for those that carry the mathematics (`np.exp`, `sum`, `axis`, …), so a
renamed copy counts as a copy.
"""

from __future__ import annotations

import ast
import io
import keyword
import tokenize
from collections.abc import Iterable

from bpcourse.course import Exercise

RUN = 6  # tokens
MATHEMATICS = {
    "np", "exp", "log", "sum", "max", "min", "where", "diag", "outer", "mean",
    "maximum", "minimum", "sqrt", "zip", "reversed", "range", "len", "insert",
    "append", "axis", "keepdims", "T", "permutation", "normal", "random", "sigmoid",
    "softmax", "abs", "sign", "clip", "errstate", "over", "eigvalsh", "argmax",
    "argmin", "shape", "reshape", "ravel", "tanh", "dot", "einsum", "flip", "any",
    "all", "zeros", "ones", "zeros_like", "ones_like", "empty", "copy", "astype",
    "linalg", "norm", "floor", "ceil", "cos", "pi",
}  # fmt: skip
WORDS = (tokenize.NAME, tokenize.OP, tokenize.NUMBER)


def tokens(code: str) -> list[str]:
    """The tokens of Python text, names abstracted; what can't be read to its end is cut."""
    found = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type in WORDS:
                found.append(_abstract(token))
    except (tokenize.TokenError, IndentationError):
        pass
    return found


def _abstract(token: tokenize.TokenInfo) -> str:
    text = token.string
    known = text in MATHEMATICS or keyword.iskeyword(text)
    return text if known or token.type != tokenize.NAME else "name"


def body(exercise: Exercise) -> list[str]:
    """The tokens of a reference without its head and its docstring."""
    return tokens("\n".join(_dedented(exercise)))


def _dedented(exercise: Exercise) -> Iterable[str]:
    function = ast.parse(exercise.source).body[0]
    assert isinstance(function, ast.FunctionDef)
    for statement in function.body[1:]:
        yield ast.unparse(statement)


def covered(wanted: list[str], seen: Iterable[list[str]], length: int = RUN) -> float:
    """The share of the tokens that stand in a run of this length that was seen."""
    run = min(length, max(3, len(wanted) - 1))
    known = {tuple(s[i : i + run]) for s in seen for i in range(len(s) - run + 1)}
    marks = [False] * len(wanted)
    for i in range(len(wanted) - run + 1):
        if tuple(wanted[i : i + run]) in known:
            marks[i : i + run] = [True] * run
    return sum(marks) / max(1, len(wanted))

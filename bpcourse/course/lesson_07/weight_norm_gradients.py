"""Lesson 07: the exercise `weight_norm_gradients`, for the learner alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng

from .shared import _stepped


def weight_norm_gradients(X, V, g, delta):
    """(dV, dg), means over the batch; dV like V (n_in, n_out), dg like g (n_out,)."""
    size = np.sqrt((V**2).sum(axis=0))
    unit = V / size
    ordinary = X.T @ delta / len(X)
    dg = (ordinary * unit).sum(axis=0)
    return (g / size) * (ordinary - dg * unit), dg


def _cases(rng: Rng) -> Iterator[Case]:
    X = np.array([[1.0, 2.0], [0.5, -1.0], [-1.0, 0.5]])
    V = np.array([[3.0, 0.0], [4.0, -2.0]])
    delta = np.array([[0.5, -1.0], [0.25, 0.5], [1.0, 0.0]])
    yield Case((X, V, np.array([2.0, -0.5]), delta))
    for n, i, o in ((5, 4, 3), (1, 3, 2), (3, 3, 3), (4, 1, 3), (6, 5, 1)):
        V, g = rng.normal(size=(i, o)), rng.normal(size=o) * 2
        show = f"X of shape {(n, i)}, V {(i, o)}, g {(o,)}, delta {(n, o)}"
        args = (rng.normal(size=(n, i)), V, g, rng.normal(size=(n, o)))
        yield Case(args, show=show)


def _slopes(case: Case) -> Measured:
    """Of the batch's mean of Σ δ z, whose slope in each z is the δ that was given."""
    X, V, g, delta = case.args

    def loss(V: Any, g: Any) -> Any:
        W = g * V / np.sqrt((V**2).sum(axis=0))
        return (delta * (X @ W)).sum() / len(X)

    found = _stepped(lambda U: loss(U, g), V), _stepped(lambda h: loss(V, h), g)
    return Measured("slopes of a loss with these δ by the complex step", found)


def _sizes(V: Any) -> Any:
    return np.sqrt((V**2).sum(axis=0))


def _answer(
    dV: Callable[..., Any] | None = None, dg: Callable[..., Any] | None = None
) -> Callable[..., Any]:
    """A right answer with dV(dW, V, g, size) or dg(dW, V, g, size) exchanged."""

    def answer(X, V, g, delta):
        right = weight_norm_gradients(X, V, g, delta)
        told = X.T @ delta / len(X), V, g, _sizes(V)
        return dV(*told) if dV else right[0], dg(*told) if dg else right[1]

    return answer


def _projected(dW: Any, V: Any, size: Any) -> Any:
    unit = V / size
    return dW - (dW * unit).sum(axis=0) * unit


def _with_size(measure: Callable[[Any], Any]) -> Callable[..., Any]:
    """The right formulas with another size of a direction."""

    def answer(X, V, g, delta):
        dW, size = X.T @ delta / len(X), measure(V)
        dg = (dW * V / size).sum(axis=0)
        return g / size * (dW - dg * V / size), dg

    return answer


EXERCISE = Exercise(
    title="Length and direction of a unit's weights",
    statement=(
        "Where weights start, their *size* is chosen apart from their direction. One can always "
        "keep the two apart. Column $k$ of `V` says in which direction the weights of unit "
        "$k$ point, and the number $g_k$ says how long they are:\n\n"
        "$$w_k=g_k\\,\\frac{v_k}{\\lVert v_k\\rVert},\\qquad Z=XW,\\qquad "
        "\\lVert v\\rVert=\\sqrt{v_1^2+v_2^2+\\dots}$$\n\n"
        "`V` is `(n_in, n_out)`, `g` is `(n_out,)` and may hold negative numbers; no column of "
        "`V` is zero. $W$ is the matrix whose columns are the $w_k$. `V` and `g` are what is "
        "trained. Write `weight_norm_gradients(X, V, g, delta)`, which gets "
        "$\\delta=\\partial E/\\partial Z$ of each sample, `(N, n_out)`, and returns the pair "
        "`(dV, dg)`, both for the mean loss of the batch. A gradient check tells you when you "
        "are right: take $E=\\sum_k\\delta_k z_k$ for each sample."
    ),
    reference=weight_norm_gradients,
    cases=_cases,
    measure=_slopes,
    parts=("dV", "dg"),
    transfer=True,
    points=4,
    minutes=20,
    taught="Where to start",
    mistakes=(
        Mistake(
            "norm_held_fixed",
            "the length of v taken for a constant",
            _answer(dV=lambda dW, V, g, size: g / size * dW),
            "v stands in the formula twice: above the line, and in the length below it.",
            "Scaling v changes nothing forward, so dV must have no part along v. This one has.",
            "By which paths does an entry of v reach w?",
        ),
        Mistake(
            "no_length",
            "dV without the factor g",
            _answer(dV=lambda dW, V, g, size: _projected(dW, V, size) / size),
            "w is g times the direction, and so is its slope.",
            "With g = 0 the direction would make a difference, though the weights are 0.",
            "Where does your dV use g?",
        ),
        Mistake(
            "not_over_size",
            "dV not divided by the length of v",
            _answer(dV=lambda dW, V, g, size: g * _projected(dW, V, size)),
            "A long v is turned less by the same step than a short one.",
            "Double v: forward nothing changes, and dV has to halve.",
            "What happens to dV when v is doubled?",
        ),
        Mistake(
            "unit_once",
            "a projection on v that isn't divided by its length squared",
            _answer(
                dV=lambda dW, V, g, size: (
                    g / size * (dW - (dW * V).sum(axis=0) * V / size)
                )
            ),
            "The part along v is (dW · u) u with the unit vector u, so the length comes twice.",
            "It is right where v has length 1.",
            "What is left of dV along v? It must be 0.",
        ),
        Mistake(
            "added",
            "the part along v added instead of taken away",
            _answer(
                dV=lambda dW, V, g, size: g / size * (2 * dW - _projected(dW, V, size))
            ),
            "The length stands below the line: its slope comes with a minus.",
            "Along v the gradient must be 0, and this one is twice as large there.",
            "Which sign has the slope of 1/‖v‖?",
        ),
        Mistake(
            "as_ordinary",
            "dW itself for dV",
            _answer(dV=lambda dW, V, g, size: dW),
            "That is the gradient of the weights w. v and g are what is trained.",
            "g makes no difference to dV.",
            "Apply the chain rule once more, from w to v.",
        ),
        Mistake(
            "dg_along_v",
            "dg with v instead of its direction",
            _answer(dg=lambda dW, V, g, size: (dW * V).sum(axis=0)),
            "w = g v/‖v‖: what g is multiplied by has length 1.",
            "Double v: forward nothing changes, and this dg doubles.",
            "What is ∂w/∂g?",
        ),
        Mistake(
            "dg_with_weights",
            "dg with w instead of the direction",
            _answer(dg=lambda dW, V, g, size: (dW * V / size * g).sum(axis=0)),
            "∂w/∂g is the direction alone; g has gone.",
            "With g = 0 it gives 0, and could never leave it.",
            "What is the slope of g·c with respect to g?",
        ),
        Mistake(
            "dg_matrix",
            "dg as a matrix: the entries haven't been added",
            _answer(dg=lambda dW, V, g, size: dW * V / size),
            "One g meets all the weights of its unit; the paths are added.",
            "It has the shape of V.",
            "How many numbers is g, and by how many paths does one of them reach z?",
        ),
        Mistake(
            "row_lengths",
            "lengths of the rows of V instead of its columns",
            _with_size(lambda V: np.sqrt((V**2).sum(axis=1, keepdims=True))),
            "Column k holds the weights into unit k.",
            "It depends on the weights of other units.",
            "Over which axis is a column added up?",
        ),
        Mistake(
            "whole_length",
            "one length for the whole matrix",
            _with_size(lambda V: np.sqrt((V**2).sum())),
            "Every unit has a direction and a length of its own.",
            "With one unit it is right.",
            "How many lengths are there?",
        ),
        Mistake(
            "length_squared",
            "divided by the length squared in the direction",
            _with_size(lambda V: (V**2).sum(axis=0)),
            "The length is the root of the sum of squares.",
            "It is right where v has length 1.",
            "What is the length of (3, 4)?",
        ),
        Mistake(
            "sums",
            "sums over the batch, not means",
            lambda X, V, g, delta: tuple(
                len(X) * part for part in weight_norm_gradients(X, V, g, delta)
            ),
            "E of a batch is the mean over its samples.",
            "With one sample it is right.",
            "Where does your function divide by N?",
        ),
        Mistake(
            "swapped_pair",
            "the pair the other way round",
            lambda X, V, g, delta: weight_norm_gradients(X, V, g, delta)[::-1],
            "(dV, dg), in this order.",
            "The first result has the shape of g.",
            "Which of the two comes first?",
        ),
    ),
    hints=(
        "Find ∂E/∂w first: an ordinary layer. Then ask for each unit how w depends on g, and "
        "how it depends on v. v reaches w by two paths.",
        "The slope of the length with respect to an entry of v is that entry over the length. So a step in v "
        "along v itself changes nothing: dV has to stand at right angles to v.",
        "With u = v/‖v‖ and dW = Xᵀδ/N: dg is the sum of dW·u over the inputs, and dV is "
        "g/‖v‖ times what is left of dW when its part along u is taken away.",
    ),
    symptoms=(
        ("dg is right, dV is not", "v stands in the formula twice."),
        ("I get a shape error", "Lengths of columns: sum over axis 0."),
    ),
    another_way=(
        "dV has no part along v, so a step in V turns the direction and never shortens it: "
        "the length of v can only grow."
    ),
)

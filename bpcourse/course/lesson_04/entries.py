"""One entry of a layer's matrices at a time, and which row and column make it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from bpcourse import layer
from bpcourse.drawing import svg
from bpcourse.drawing.film import Film
from bpcourse.drawing.matrix import Matrix
from bpcourse.drawing.palette import (
    BODY,
    FORWARD,
    GRADIENT,
    GREY,
    INK,
    PARAMETER,
    SMALL,
    TITLE,
)
from bpcourse.drawing.picture import Picture, card


@dataclass(frozen=True)
class Example:
    """A layer with numbers, everything that its forward and backward pass make."""

    X: np.ndarray
    W: np.ndarray
    b: np.ndarray
    T: np.ndarray

    @property
    def outputs(self) -> np.ndarray:
        return layer.layer_output(self.X, self.W, self.b)

    @property
    def Z(self) -> np.ndarray:
        return self.X @ self.W + self.b

    @property
    def delta(self) -> np.ndarray:
        return layer.layer_delta(self.outputs, self.T)


def example() -> Example:
    """4 samples, 3 inputs, 2 units: every count another one."""
    return Example(
        X=np.array(
            [[1.0, 0.5, -1.0], [0.2, -0.8, 0.6], [-1.2, 1.0, 0.4], [0.6, 0.3, 1.5]]
        ),
        W=np.array([[0.8, -0.6], [-1.0, 0.5], [0.3, 1.2]]),
        b=np.array([0.1, -0.3]),
        T=np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.5]]),
    )


PRODUCTS = {  # by id, in words
    "Z": "Z = X W + b",
    "dW": "dW = Xᵀ δ / N",
    "db": "db = mean of δ",
    "dX": "dX = δ Wᵀ",
}
SIZE = (840, 372)
CELL = (46.0, 28.0)


def entries(product: str = "dW", shown: Example | None = None) -> Film:
    """One frame an entry of the product: which row and column make it, and its number."""
    shown = shown or example()
    result = _result(product, shown)
    places = list(np.ndindex(*result.shape))
    return Film(len(places), lambda k: _entry(product, shown, result, *places[k]))


def _result(product: str, e: Example) -> np.ndarray:
    return {
        "Z": lambda: e.Z,
        "dW": lambda: layer.weight_gradient(e.X, e.delta),
        "db": lambda: layer.bias_gradient(e.delta)[None],
        "dX": lambda: layer.input_gradient(e.delta, e.W),
    }[product]()


def _entry(product: str, e: Example, result: np.ndarray, i: int, j: int) -> Picture:
    marks, terms, tail = _makers(product, e, i, j)
    words = _entry_words(product, i, j, terms, tail, float(result[i, j]))
    later = [(r, c) for r, c in np.ndindex(*result.shape) if (r, c) > (i, j)]
    now: dict[str, Any] = {"cells": [(i, j)], "hidden": later}
    parts = [
        svg.text(24, 26, PRODUCTS[product], 18, bold=True),
        *_layer(e, marks, now if product == "Z" else None),
    ]
    if product != "Z":
        out = Matrix(result, 676, 62, CELL)
        parts.append(out.draw(f"{product} {result.shape}", GRADIENT, digits=3, **now))
    parts += _sum_line(product, i, j, terms, tail, float(result[i, j]))
    return card(*SIZE, parts, words)


def _layer(e: Example, marks: dict, forming: dict | None) -> list[str]:
    """X, W, Z, A and δ; while Z is forming, what comes after it isn't known yet."""
    matrices = (
        ("X", e.X, 24, FORWARD),
        ("W", e.W, 186, PARAMETER),
        ("Z", e.Z, 304, FORWARD),
        ("A", e.outputs, 422, FORWARD),
        ("δ", e.delta, 540, GRADIENT),
    )
    parts = []
    for name, values, left, colour in matrices:
        how = marks.get(name, {})
        if forming is not None and name in "ZAδ":
            how = forming if name == "Z" else {"hidden": list(np.ndindex(4, 2))}
        title = f"{name} {values.shape}"
        parts.append(Matrix(values, left, 62, CELL).draw(title, colour, **how))
    return parts


def _makers(product: str, e: Example, i: int, j: int):
    """(marked parts, the products that are added, what is done with their sum)."""
    if product == "Z":
        pairs = [(e.X[i, m], e.W[m, j]) for m in range(3)]
        return (
            {"X": {"rows": [i]}, "W": {"columns": [j]}},
            pairs,
            f"+ {svg.fixed(e.b[j], 1)}",
        )
    if product == "dW":
        pairs = [(e.X[n, i], e.delta[n, j]) for n in range(4)]
        return {"X": {"columns": [i]}, "δ": {"columns": [j]}}, pairs, "/ 4"
    if product == "db":
        pairs = [(1.0, e.delta[n, j]) for n in range(4)]
        return {"δ": {"columns": [j]}}, pairs, "/ 4"
    pairs = [(e.delta[i, k], e.W[j, k]) for k in range(2)]
    return {"δ": {"rows": [i]}, "W": {"rows": [j]}}, pairs, ""


def _sum_line(name, i, j, terms, tail, value) -> list[str]:
    """The sum written out, below the matrices."""
    parts = [svg.text(24, 236, f"{name}[{i}, {j}]  =", TITLE, INK, bold=True)]
    for m, (a, b) in enumerate(terms):
        x = 134 + 142 * m
        sign = "" if m == 0 else "+"
        parts.append(svg.text(x - 14, 236, sign, TITLE, GREY))
        parts.append(svg.text(x, 236, f"{svg.fixed(a, 2)} · {_bracket(b)}", TITLE))
        parts.append(svg.text(x, 258, f"{svg.fixed(a * b, 4)}", SMALL, GREY))
    brackets = f"(sum) {tail}" if tail else "sum"
    parts.append(
        svg.text(24, 300, f"{brackets}  =  {svg.fixed(value, 4)}", 18, bold=True)
    )
    parts.append(
        svg.text(
            24,
            340,
            "marked: the row or column of each factor that this entry "
            "is made of; nothing else enters",
            BODY,
            GREY,
        )
    )
    return parts


def _bracket(value: float) -> str:
    text = svg.fixed(value, 3)
    return f"({text})" if text.startswith("−") else text


def _entry_words(name, i, j, terms, tail, value) -> str:
    source = {
        "Z": f"row {i} of X and column {j} of W",
        "dW": f"column {i} of X and column {j} of δ, over all samples",
        "db": f"column {j} of δ, over all samples",
        "dX": f"row {i} of δ and row {j} of W, over all units",
    }[name]
    total, result = svg.fixed(sum(a * b for a, b in terms), 4), svg.fixed(value, 4)
    return (
        f"{name}[{i}, {j}] is made of {source}: the sum {total} {tail} gives {result}."
    )

"""Pictures of lesson 10: a kernel that slides, what comes back, and trained kernels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bpcourse import convolution
from bpcourse.datasets import digits
from bpcourse.drawing import svg, tiles
from bpcourse.drawing.film import Film
from bpcourse.drawing.matrix import Matrix
from bpcourse.drawing.palette import (
    BODY,
    FORWARD,
    GRADIENT,
    GREY,
    HIGHLIGHT,
    PARAMETER,
    SMALL,
    TITLE,
)
from bpcourse.drawing.picture import Picture, card

Array = np.ndarray

# ---- the explorer: a kernel over a digit ---------------------------------------------

SIZE = (840, 410)
K = 3
KERNEL = np.array([[0.5, 1.0, 0.6], [0.1, -0.2, 0.3], [-0.4, -0.9, -0.7]])
PIXEL, CELL, TOP = (33.0, 27.0), (46.0, 27.0), 62.0


@dataclass(frozen=True)
class Pass:
    """One channel of a convolution, forward and back; all are tables of numbers."""

    X: Array
    W: Array
    stride: int
    Z: Array
    delta: Array
    dW: Array
    dX: Array

    @property
    def places(self) -> list[tuple[int, int]]:
        return list(np.ndindex(*self.Z.shape))

    def met(self, row: int, column: int) -> list[tuple[tuple[int, int], Any]]:
        """(place, its weight that lies on this pixel), for all places that saw it."""
        found = []
        for r, c in self.places:
            i, j = row - r * self.stride, column - c * self.stride
            if 0 <= i < K and 0 <= j < K:
                found.append(((r, c), (i, j)))
        return found


def one_pass(
    stride: int = 2,
    conv_output: Callable[..., Any] = convolution.conv_output,
    conv_weight_gradient: Callable[..., Any] = convolution.conv_weight_gradient,
    conv_input_gradient: Callable[..., Any] = convolution.conv_input_gradient,
) -> Pass:
    """A digit of 8 x 8 pixels, a kernel, deltas that are given, and what comes back."""
    X = digits()[0][0].reshape(1, 8, 8, 1)
    W = KERNEL[:, :, None, None]
    Z = conv_output(X, W, np.zeros(1), stride)
    delta = np.random.default_rng(4).integers(-9, 10, np.shape(Z)) / 10
    dW = conv_weight_gradient(X, delta, K, stride)
    dX = conv_input_gradient(delta, W, X.shape, stride)
    tables = [np.asarray(a, dtype=float) for a in (Z, delta, dX)]
    Z, delta, dX = (a[0, :, :, 0] for a in tables)
    return Pass(X[0, :, :, 0], KERNEL, stride, Z, delta, np.asarray(dW)[:, :, 0, 0], dX)


def frames(shown: Pass) -> Film:
    """Forward place by place; then what each weight receives; then pixels of the diagonal."""
    forward = [lambda p=p: _forward(shown, *p) for p in shown.places]
    weights = [lambda p=p: _weight(shown, *p) for p in np.ndindex(K, K)]
    pixels = [lambda k=k: _pixel(shown, k, k) for k in range(len(shown.X))]
    steps = [*forward, *weights, *pixels]
    return Film(len(steps), lambda k: steps[k]())


def _tables(shown: Pass) -> tuple[Matrix, Matrix, Matrix]:
    """Where image, kernel, and outputs or deltas stand."""
    image = Matrix(shown.X, 24, TOP, PIXEL)
    kernel = Matrix(shown.W, 318, TOP, CELL)
    return image, kernel, Matrix(shown.Z, 490, TOP, CELL)


def _box(table: Matrix, row: int, column: int, side: int) -> str:
    x, y = table.corner(row, column)
    wide, high = table.cell
    return svg.rect(x, y, side * wide, side * high, "none", HIGHLIGHT, 3)


def _head(words: str, p: Pass, colour: str) -> str:
    return svg.text(24, 26, f"{words}  ·  stride {p.stride}", 18, colour, bold=True)


def _forward(p: Pass, r: int, c: int) -> Picture:
    image, kernel, out = _tables(p)
    top, left = r * p.stride, c * p.stride
    later = [at for at in p.places if at > (r, c)]
    patch = p.X[top : top + K, left : left + K]
    terms = [(float(a), float(w)) for a, w in zip(patch.ravel(), p.W.ravel()) if w]
    words = (
        f"Forward, place ({r}, {c}), stride {p.stride}: the patch begins at row {top}, column {left}. Each of "
        f"its pixels times the weight that lies on it, added up: z = {_n(p.Z[r, c])}."
    )
    parts = [
        _head(f"forward: place ({r}, {c})", p, FORWARD),
        image.draw("image X", FORWARD, digits=1),
        _box(image, top, left, K),
        kernel.draw("kernel W", PARAMETER, digits=1),
        out.draw("Z", FORWARD, cells=[(r, c)], hidden=later, digits=2),
        *_sum("z", terms, float(p.Z[r, c])),
    ]
    return card(*SIZE, parts, words)


def _weight(p: Pass, i: int, j: int) -> Picture:
    image, kernel, out = _tables(p)
    pixels = [(r * p.stride + i, c * p.stride + j) for r, c in p.places]
    terms = [(float(p.X[at]), float(p.delta[k])) for at, k in zip(pixels, p.places)]
    dW = Matrix(p.dW, 318, TOP + 140, CELL)
    later = [at for at in np.ndindex(K, K) if at > (i, j)]
    words = (
        f"Back, weight ({i}, {j}), stride {p.stride}: at every place it met one pixel, those that are marked. "
        f"It receives each pixel times the δ of its place, added up: {_n(p.dW[i, j])}."
    )
    parts = [
        _head(f"back: what weight ({i}, {j}) receives", p, GRADIENT),
        image.draw("image X", FORWARD, cells=pixels, digits=1),
        kernel.draw("kernel W", PARAMETER, cells=[(i, j)], digits=1),
        dW.draw("dW", GRADIENT, cells=[(i, j)], hidden=later, digits=2),
        Matrix(p.delta, out.left, TOP, CELL).draw(
            "δ, of each place", GRADIENT, digits=1
        ),
        *_sum("dW", terms, float(p.dW[i, j])),
    ]
    return card(*SIZE, parts, words)


def _pixel(p: Pass, row: int, column: int) -> Picture:
    image, kernel, out = _tables(p)
    met = p.met(row, column)
    terms = [(float(p.delta[place]), float(p.W[weight])) for place, weight in met]
    places, weights = [place for place, _ in met], [weight for _, weight in met]
    back = Matrix(p.dX, 24, TOP, PIXEL)
    counted = f"{len(met)} place" + "s" * (len(met) != 1)
    words = (
        f"Back, pixel ({row}, {column}), stride {p.stride}: it took part in {counted}. It receives the δ of each, "
        f"times the weight that lay on it there, added up: {_n(p.dX[row, column])}."
    )
    if not met:
        words = f"Back, pixel ({row}, {column}), stride {p.stride}: no place saw it, so it receives nothing: 0."
    parts = [
        _head(f"back: what pixel ({row}, {column}) receives", p, GRADIENT),
        back.draw("dX, one for each pixel", GRADIENT, cells=[(row, column)], digits=1),
        kernel.draw("kernel W", PARAMETER, cells=weights, digits=1),
        Matrix(p.delta, out.left, TOP, CELL).draw(
            "δ, of each place", GRADIENT, cells=places, digits=1
        ),
        *_sum("dX", terms, float(p.dX[row, column])),
    ]
    return card(*SIZE, parts, words)


def _sum(name: str, terms: Sequence[tuple[float, float]], value: float) -> list[str]:
    """The products that are added, as many as there is room for, and their sum."""
    written = [f"{svg.fixed(a, 2)}·{_bracket(b)}" for a, b in terms if a and b]
    lines = [" + ".join(written[k : k + 5]) for k in (0, 5) if written[k:]]
    more = f" + … ({len(written) - 10} more)" if len(written) > 10 else ""
    first, second = [*lines, "", ""][:2]
    end = f"{more} = {_n(value)}"
    note = "products with a 0 aren't written" if len(written) < len(terms) else ""
    return [
        svg.text(24, 320, f"{name} = {first or 0}{'' if second else end}", TITLE),
        svg.text(24, 344, f"+ {second}{end}" if second else "", TITLE),
        svg.text(24, 384, note, SMALL, GREY),
    ]


def _bracket(value: float) -> str:
    words = svg.fixed(value, 1)
    return f"({words})" if value < 0 else words


def _n(value: float) -> str:
    return svg.fixed(value, 2)


# ---- images --------------------------------------------------------------------------


def some_fields(fields: Array, labels: Array, count: int = 12) -> Picture:
    """The first placed digits, (N, side, side, 1), with their labels."""
    side = fields.shape[1]
    pixel, step = 4.0, 4.0 * (side + 1)
    ink = tiles.grey(fields[:count].reshape(count, -1))
    parts = [
        svg.text(16, 26, "The same digits, each at a random place", TITLE, bold=True),
        tiles.draw(ink, count, 16, 40, pixel),
    ]
    for k, label in enumerate(labels[:count]):
        at = 16 + k * step + pixel * side / 2
        parts.append(svg.label(at, 60 + pixel * side, str(label), BODY))
    words = ", ".join(str(label) for label in labels[:count])
    alt = (
        f"{count} fields of {side} by {side} pixels, each with one small handwritten digit at "
        f"another place: {words}."
    )
    wide = 32 + count * step
    return card(wide, 76 + pixel * side, parts, alt)


def response(
    conv_output: Callable[..., Any] = convolution.conv_output,
    max_pool: Callable[..., Any] = convolution.max_pool,
) -> Picture:
    """A digit, what a kernel for lower edges makes of it, with ReLU, and pooled."""
    X = digits()[0][:1].reshape(1, 8, 8, 1)
    Z = np.asarray(conv_output(X, KERNEL[:, :, None, None], np.zeros(1)))
    A = np.maximum(Z, 0)
    P = np.asarray(max_pool(A, 2))
    shown = (
        ("image, 8 × 8", X, 22),
        ("Z, 6 × 6", Z, 22),
        ("ReLU, 6 × 6", A, 22),
        ("largest of 2 × 2", P, 44),
    )
    parts = [svg.text(16, 26, "Where ink ends below, Z is large", TITLE, bold=True)]
    left = 16.0
    for name, values, pixel in shown:
        flat = values.reshape(1, -1)
        colours = tiles.grey(flat) if values is X else tiles.signed(flat)
        parts.append(tiles.draw(colours, 1, left, 60, pixel))
        wide = pixel * values.shape[1]
        parts.append(svg.rect(left, 60, wide, wide, "none", GREY, 1))
        parts.append(svg.text(left, 52, name, BODY))
        left += wide + 28
    parts.append(
        svg.text(16, 256, "blue: positive · vermillion: negative", SMALL, GREY)
    )
    alt = (
        "A handwritten 0 of 8 by 8 pixels; the 6 by 6 outputs of a kernel that weighs the row above "
        f"against the row below, from {Z.min():.1f} to {Z.max():.1f}, positive along the lower "
        "edges of the strokes; the same without its negative entries; and the largest of each block of 2 by 2."
    )
    return card(left, 272, parts, alt)


def kernels(W: Array, title: str = "What the kernels look for") -> Picture:
    """Trained kernels (k, k, 1, C) side by side, each to its own size."""
    k, _, _, count = W.shape
    pixel, columns = 10.0, min(8, count)
    flat = W[:, :, 0].transpose(2, 0, 1).reshape(count, -1)
    rows = -(-count // columns)
    step = pixel * (k + 1)
    high = 52 + rows * step
    note = "blue: ink here counts for it · vermillion: ink here counts against it"
    parts = [
        svg.text(16, 26, title, TITLE, bold=True),
        tiles.draw(tiles.signed(flat), columns, 16, 40, pixel),
        svg.text(16, high + 12, note, SMALL, GREY),
    ]
    both = sum(1 for one in flat if one.min() < 0 < one.max())
    alt = (
        f"{count} kernels of {k} by {k} weights as small pictures; {both} of them have positive "
        "and negative parts. Many show a bright line or bow beside a dark one: a stroke, and the empty paper beside it."
    )
    return card(max(32 + columns * step, 480), high + 26, parts, alt)

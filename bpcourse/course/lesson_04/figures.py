"""Pictures of lesson 04: a layer as shapes and numbers, forward and back."""

from __future__ import annotations

import numpy as np

from bpcourse import activations, layer
from bpcourse.drawing import svg
from bpcourse.drawing.matrix import Matrix
from bpcourse.drawing.palette import (
    BODY,
    FORWARD,
    GRADIENT,
    GREY,
    HIGHLIGHT,
    INK,
    LIGHT,
    PARAMETER,
    SMALL,
    TARGET,
    TITLE,
    tint,
)
from bpcourse.drawing.picture import Picture, new_figure
from bpcourse.drawing.plot import plot
from bpcourse.gradcheck import relative_error

from .entries import example

# ---- shapes --------------------------------------------------------------------------

SIDES = {"N": 96.0, "n_in": 66.0, "n_out": 42.0}  # a picture of 5 samples, 4 → 3


def shapes() -> Picture:
    """Forward above and the three gradients below, every side as long as its count."""
    X, Z = ("X", "N", "n_in", FORWARD), ("Z", "N", "n_out", FORWARD)
    W, delta = ("W", "n_in", "n_out", PARAMETER), ("δ", "N", "n_out", GRADIENT)
    X_turned = ("Xᵀ", "n_in", "N", FORWARD)
    W_turned = ("Wᵀ", "n_out", "n_in", PARAMETER)
    dW, dX = ("dW", "n_in", "n_out", GRADIENT), ("dX", "N", "n_in", GRADIENT)
    rows = (
        (74, "forward", (X, "@", W, "+ b  =", Z)),
        (224, "gradient of W", (X_turned, "@", delta, "/ N  =", dW)),
        (374, "gradient of X", (delta, "@", W_turned, "=", dX)),
    )
    parts = [svg.text(24, 28, "Sides that meet have one name", 17, INK, bold=True)]
    parts += [
        piece for top, name, items in rows for piece in _product(top, name, items)
    ]
    alt = (
        "Three products of matrices, drawn to scale. Forward: X, N by n_in, times W, n_in by "
        "n_out, gives Z, N by n_out. Gradient of W: X transposed, n_in by N, times δ, N by "
        "n_out, gives the shape of W. Gradient of X: δ, N by n_out, times W transposed, n_out "
        "by n_in, gives the shape of X. In each product the sides that meet have one name."
    )
    return Picture(svg.card(760, 514, parts, alt), alt)


def _product(top: float, name: str, items: tuple) -> list[str]:
    parts = [svg.text(24, top + 54, name, TITLE, bold=True)]
    at = 190.0
    for item in items:
        if isinstance(item, str):
            parts.append(svg.text(at + 12, top + 54, item, 18))
            at += 34 + 9 * len(item)
            continue
        words, high, wide, colour = item
        box, at = _box(at, top, words, high, wide, colour)
        parts += box
    return parts


def _box(x: float, top: float, words: str, high: str, wide: str, colour: str):
    """A matrix to scale with the names of its sides; (parts, where it ends)."""
    h, w = SIDES[high], SIDES[wide]
    y = top + 50 - h / 2
    parts = [
        svg.rect(x + 34, y, w, h, tint(colour, 0.22), colour, 1.5),
        svg.text(x + 34 + w / 2, y + h / 2 + 6, words, 18, INK, "middle", bold=True),
        svg.text(x + 30, y + h / 2 + 4, high, SMALL, GREY, "end"),
        svg.text(x + 34 + w / 2, y + h + 16, wide, SMALL, GREY, "middle"),
    ]
    return parts, x + 34 + w


# ---- what reaches what ----------------------------------------------------------------


def weight_and_input() -> Picture:
    """One weight touches one unit; one input touches every unit."""
    parts = [
        svg.text(40, 28, "one weight w₁₂: one input, one unit", TITLE, bold=True),
        svg.text(430, 28, "one input x₁: every unit", TITLE, bold=True),
        *_fan(70, {(1, 2)}),
        *_fan(460, {(1, k) for k in range(3)}),
        svg.text(70, 318, "∂E/∂w₁₂ = x₁ δ₂", 16, GRADIENT),
        svg.text(460, 318, "∂E/∂x₁ = ?", 16, GRADIENT),
    ]
    alt = (
        "A layer with three inputs and three units, drawn twice. Left: the weight from input 1 to "
        "unit 2 is marked; it touches that unit alone, so its gradient is x1 times δ2. Right: all "
        "weights out of input 1 are marked; it touches every unit; its gradient is left open."
    )
    return Picture(svg.card(780, 335, parts, alt), alt)


def _fan(left: float, marked: set[tuple[int, int]]) -> list[str]:
    ys = [75.0, 165.0, 255.0]
    edges = [
        svg.line(
            [(left + 20, ys[j]), (left + 218, ys[k])],
            HIGHLIGHT if (j, k) in marked else LIGHT,
            4 if (j, k) in marked else 1.5,
        )
        for j in range(3)
        for k in range(3)
    ]
    inputs = [svg.node(left, y, f"x{_sub(j)}", edge=FORWARD) for j, y in enumerate(ys)]
    units = [
        svg.node(left + 240, y, f"δ{_sub(k)}", edge=GRADIENT) for k, y in enumerate(ys)
    ]
    return [*edges, *inputs, *units]


def _sub(index: int) -> str:
    return "₀₁₂₃₄₅₆₇₈₉"[index]


# ---- what the documents' sums do -----------------------------------------------------


def summed_updates() -> Picture:
    """The gradient with two sums beside the right one, on a layer with three inputs and two units."""
    e = example()
    right = layer.weight_gradient(e.X, e.delta)
    wrong = np.full_like(right, (e.delta.sum(1) * e.X.sum(1)).mean())
    parts = [
        Matrix(right, 40, 56, (84, 34)).draw("Xᵀδ / N", GRADIENT, digits=4),
        Matrix(wrong, 330, 56, (84, 34)).draw("both sums: Σδ · Σx", GRADIENT, digits=4),
        svg.text(40, 190, "six weights, six gradients", BODY, GREY),
        svg.text(330, 190, "six weights, one number", BODY, GREY),
    ]
    alt = (
        "Two 3 by 2 matrices of weight gradients of the same layer. Left, the right one: six "
        "different numbers. Right, with both sums: the same number, "
        f"{wrong[0, 0]:.4f}, in all six places."
    )
    return Picture(svg.card(560, 210, parts, alt), alt)


@plot
def training_with_sums(steps: int = 400, eta: float = 2.0) -> Picture:
    """Loss of one layer trained with the right gradient and with two sums."""
    right, wrong = (_train(steps, eta, sums) for sums in (False, True))
    figure, ax = new_figure(7.0, 3.4)
    ax.plot(right, color=TARGET, label="Xᵀδ / N")
    ax.plot(wrong, "--", color=GRADIENT, label="with both sums")
    ax.set(
        title="With the sums the layer sticks",
        xlabel="step",
        ylabel="mean loss",
        ylim=(0, None),
    )
    ax.legend()
    alt = (
        f"Mean loss over {steps} steps of one layer. With the right gradient it falls from "
        f"{right[0]:.3f} to {right[-1]:.3f}; with both sums it sticks at {wrong[-1]:.3f}."
    )
    return Picture(figure, alt)


def _train(steps: int, eta: float, sums: bool) -> np.ndarray:
    e = example()
    W, b, losses = e.W.copy(), e.b.copy(), []
    for _ in range(steps):
        O = activations.sigmoid(e.X @ W + b)
        losses.append(0.5 * ((O - e.T) ** 2).sum(1).mean())
        delta = layer.layer_delta(O, e.T)
        if sums:
            W = W - eta * (delta.sum(1) * e.X.sum(1)).mean()
            b = b - eta * delta.sum(1).mean()
        else:
            W, b = W - eta * layer.weight_gradient(e.X, delta), b - eta * delta.mean(0)
    return np.array(losses)


@plot
def mean_or_sum() -> Picture:
    """Size of the gradient against the batch size, as a sum and as a mean."""
    rng = np.random.default_rng(0)
    X, T = rng.normal(size=(1024, 3)), rng.uniform(size=(1024, 2))
    e, counts = example(), 2 ** np.arange(11)
    means = []
    for n in counts:
        delta = layer.layer_delta(layer.layer_output(X[:n], e.W, e.b), T[:n])
        means.append(np.linalg.norm(layer.weight_gradient(X[:n], delta)))
    figure, ax = new_figure(7.0, 3.4)
    ax.loglog(
        counts,
        counts * np.array(means),
        "--",
        marker="s",
        color=GREY,
        label="sum over the batch",
    )
    ax.loglog(counts, means, marker="o", color=GRADIENT, label="mean over the batch")
    ax.set(
        title="A sum grows with the batch, a mean doesn't",
        xlabel="samples N",
        ylabel="size of dW",
    )
    ax.legend()
    grown = counts[-1] * means[-1] / means[0]
    alt = (
        "Size of the weight gradient against the number of samples, both axes logarithmic. As a "
        f"sum it grows {grown:.0f}-fold from 1 to 1024 samples; as a mean it stays within a "
        "factor of a few."
    )
    return Picture(figure, alt)


@plot
def hidden_by_the_test(seeds: int = 200) -> Picture:
    """Relative error of dX without its transpose, for random and symmetric W."""
    rng = np.random.default_rng(1)
    names = ("random", "nearly symmetric", "symmetric")
    rows = []
    for _ in range(seeds):
        W, delta = rng.normal(size=(3, 3)), rng.normal(size=(5, 3))
        even = (W + W.T) / 2
        matrices = (W, even + 0.01 * W, even)
        rows.append(
            [max(relative_error(delta @ V.T, delta @ V), 1e-17) for V in matrices]
        )
    errors = np.array(rows).T
    figure, ax = new_figure(7.0, 3.0)
    for at, (values, marker) in enumerate(zip(errors, "os^")):
        spread = at + np.linspace(-0.3, 0.3, seeds)
        ax.semilogy(spread, values, marker, color=GRADIENT, markersize=3)
    ax.set(
        title="dX without its transpose: what the test layer hides",
        xticks=range(3),
        xticklabels=[f"{n} W" for n in names],
        ylabel="relative error",
    )
    ax.set_ylim(1e-18, 10)
    middle = np.median(errors, axis=1)
    alt = (
        "Relative error of dX without the transpose on 200 random square layers. Median with "
        f"a random W {middle[0]:.1g}, with a nearly symmetric W {middle[1]:.1g}, and with a "
        "symmetric W none that floats can show."
    )
    return Picture(figure, alt)

"""The δ-flow in words: what a step shows, and its sums written out."""

from __future__ import annotations

import numpy as np

from . import svg
from .flow import NONE, Flow, Step, differs, steps

Array = np.ndarray
SUP = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def headline(step: Step, depth: int) -> str:
    """The frame's title."""
    last = steps(depth)[-1].nth
    what = {
        "start": "the input",
        "z": f"forward → weighted inputs of layer {step.layer}",
        "a": f"forward → outputs of layer {step.layer}",
        "loss": "the loss: the way turns round here",
        "delta": f"← backward: δ of layer {step.layer}",
        "grad": f"← backward: gradients of layer {step.layer}",
    }[step.kind]
    return f"{step.nth} of {last} · {what}"


def _listed(values: Array) -> str:
    if len(values) <= 4:
        return ", ".join(svg.number(v) for v in values)
    low, high = svg.number(values.min()), svg.number(values.max())
    return f"{len(values)} numbers from {low} to {high}"


def what_it_shows(
    right: Flow, shown: Flow, step: Step, mistake: str, first: int | None
) -> str:
    """One or two sentences, which a screen reader reads."""
    at = step.layer - 1
    text = {
        "start": lambda: (
            f"The input x is {_listed(shown.a[0])}, the target {_listed(shown.target)}."
        ),
        "z": lambda: f"Layer {step.layer}: z = aW + b gives {_listed(shown.z[at])}.",
        "a": lambda: f"Layer {step.layer}: a = f(z) gives {_listed(shown.a[at + 1])}.",
        "loss": lambda: f"The loss E is {svg.number(shown.loss, 6)}.",
        "delta": lambda: f"δ of layer {step.layer} is {_listed(shown.delta[at])}.",
        "grad": lambda: (
            f"dW of layer {step.layer} is what came in times δ: "
            f"{_listed(shown.dW[at].ravel())}. db is δ."
        ),
    }[step.kind]()
    return text + _verdict(right, shown, step, mistake, first)


def _verdict(
    right: Flow, shown: Flow, step: Step, mistake: str, first: int | None
) -> str:
    if mistake == NONE:
        return ""
    if first is None or step.nth < first:
        return " So far every number is right."
    name = "δ" if step.kind == "delta" else "dW"
    at = step.layer - 1
    pair = (right.delta, shown.delta) if name == "δ" else (right.dW, shown.dW)
    if not differs(pair[0][at], pair[1][at]).any():
        return " These numbers are right."
    truth = _listed(pair[0][at].ravel())
    start = " Here it goes wrong first" if step.nth == first else " Wrong as well"
    return f"{start}: {name} should be {truth}."


def _sub(unit: int) -> str:
    return "₁₂₃₄₅₆₇₈"[unit]


def _added(pairs: list[tuple[float, float]]) -> str:
    """a·b + c·d, with all products where there are at most three."""
    most, digits = (2, 4) if len(pairs) != 3 else (3, 3)
    shown = [f"{_signed(p, digits)}·{_signed(q, digits)}" for p, q in pairs[:most]]
    return " + ".join(shown) + (" + …" if len(pairs) > most else "")


def _signed(value: float, digits: int = 4) -> str:
    words = svg.number(value, digits)
    return f"({words})" if words.startswith("−") else words


def sums_written(flow: Flow, layer: int) -> list[str]:
    """z of every unit of a layer, with its products."""
    x, W, b, z = (
        flow.a[layer - 1],
        flow.weights[layer - 1],
        flow.biases[layer - 1],
        flow.z[layer - 1],
    )
    return [
        f"z{_sub(k)} = {_added(list(zip(x, W[:, k])))} + {_signed(b[k])} = {svg.number(z[k], 6)}"
        for k in range(len(z))
    ]


def activated(flow: Flow, layer: int, unit: int) -> str:
    """The line that computes a unit's output."""
    z, a = flow.z[layer - 1][unit], flow.a[layer][unit]
    return f"a{_sub(unit)} = f({svg.number(z, 6)}) = {svg.number(a, 6)}"


def deltas_written(right: Flow, shown: Flow, layer: int) -> list[str]:
    """δ of every unit of a layer, with its products, or beside what it should be."""
    delta, slope = shown.delta[layer - 1], shown.slopes[layer - 1]
    honest = not differs(right.delta[layer - 1], delta).any()
    if not honest:
        return [
            f"δ{_sub(k)} = {svg.number(d, 6)}   ✗   should be {svg.number(r, 6)}"
            for k, (d, r) in enumerate(zip(delta, right.delta[layer - 1]))
        ]
    if layer == shown.depth:
        return [_output_delta(shown, k) for k in range(len(delta))]
    W, after = shown.weights[layer], shown.delta[layer]
    assert slope is not None
    return [
        f"δ{_sub(j)} = ({_added(list(zip(after, W[j])))}) · {svg.number(slope[j])}"
        f" = {svg.number(delta[j], 6)}"
        for j in range(len(delta))
    ]


def _output_delta(flow: Flow, unit: int) -> str:
    o, t, d = flow.a[-1][unit], flow.target[unit], svg.number(flow.delta[-1][unit], 6)
    start = f"δ{_sub(unit)} = ({svg.number(o)} − {_signed(t)})"
    slope = flow.slopes[-1]
    return (
        f"{start} = {d}"
        if slope is None
        else f"{start} · {svg.number(slope[unit])} = {d}"
    )

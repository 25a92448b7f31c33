"""The δ-flow: a forward and a backward pass through a network, one frame a step.

    frames(net, X, T)                        a list of (SVG text, words)
    frames(net, X, T, "no transpose")        the same with a named mistake switched on

Every number comes from the engine's own pass (`record`); nothing is computed twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bpcourse import datasets, network
from bpcourse.activations import activation
from bpcourse.layer import weighted_input

from . import svg
from .matrix import Matrix
from .palette import (
    BODY,
    FORWARD,
    GRADIENT,
    GREY,
    HIGHLIGHT,
    INK,
    LIGHT,
    PAPER,
    PARAMETER,
    SMALL,
    TARGET,
    TITLE,
    tint,
)

Array = np.ndarray
WIDTH, TOP, PANEL = 860, 44, 190
MOST_LAYERS, MOST_UNITS = 6, 8


@dataclass(frozen=True)
class Flow:
    """One sample's pass. Layer l has weights[l - 1], z[l - 1], delta[l - 1]; a[0] = x.

    slopes: f'(z) of the hidden layers, and of the output where it stands apart from the
    loss (None for softmax with cross-entropy). again: f' taken at a, a known mistake.
    """

    weights: list[Array]
    biases: list[Array]
    z: list[Array]
    a: list[Array]
    delta: list[Array]
    dW: list[Array]
    db: list[Array]
    target: Array
    loss: float
    slopes: list[Array | None]
    again: list[Array | None]

    @property
    def depth(self) -> int:
        """How many layers of weights there are."""
        return len(self.weights)

    @property
    def most(self) -> int:
        """Units of the widest layer, the input included."""
        return max(len(a) for a in self.a)


def record(net: Any = None, X: Any = None, T: Any = None) -> Flow:
    """Run the first row of X forward and back, and keep all that the engine computed.

    net: None for document 3's network; a `Network`; or anything with lists `weights`
    and `biases`, whose layers are then sigmoid layers under half squared error.
    ValueError beyond 6 layers or 8 units a layer.
    """
    net = datasets.worked_example() if net is None else net
    X = getattr(net, "X", None) if X is None else X
    T = getattr(net, "T", None) if T is None else T
    if X is None or T is None:
        raise ValueError("record: give X and T, of one row each or more")
    x, t = (
        np.atleast_2d(np.asarray(X, float))[:1],
        np.atleast_2d(np.asarray(T, float))[:1],
    )
    flow = (
        _of_network(net, x, t)
        if isinstance(net, network.Network)
        else _plain(net, x, t)
    )
    if flow.depth > MOST_LAYERS or flow.most > MOST_UNITS:
        raise ValueError(
            f"record: {flow.depth} layers of at most {flow.most} units; the picture has "
            f"room for {MOST_LAYERS} layers of {MOST_UNITS}"
        )
    return flow


def _plain(net: Any, x: Array, t: Array) -> Flow:
    weights = [np.asarray(W, float) for W in net.weights]
    biases = [np.asarray(b, float) for b in net.biases]
    a = network.forward(x, weights, biases)
    z = [weighted_input(A, W, b) for A, W, b in zip(a, weights, biases)]
    deltas = network.all_deltas(a, weights, t)
    sigmoid = activation("sigmoid")
    return _flow(
        weights, biases, z, a, deltas, network.all_gradients(a, deltas), t,
        float(0.5 * ((a[-1] - t) ** 2).sum()),
        [A * (1 - A) for A in a[1:]],
        [sigmoid.prime(A, sigmoid(A)) for A in a[1:]],
    )  # fmt: skip


def _of_network(net: network.Network, x: Array, t: Array) -> Flow:
    gradients = net.gradients(x, t)
    f = net.f
    slopes: list[Array | None] = [
        f.prime(z, a) for z, a in zip(net.z[:-1], net.a[1:-1])
    ]
    again: list[Array | None] = [f.prime(a, f(a)) for a in net.a[1:-1]]
    outer = getattr(net.loss, "f", None)
    slopes.append(outer.prime(net.z[-1], net.a[-1]) if outer else None)
    again.append(outer.prime(net.a[-1], outer(net.a[-1])) if outer else None)
    return _flow(
        [W.copy() for W in net.weights], [b.copy() for b in net.biases],
        net.z, net.a, net.deltas(t), gradients, t, net.value(x, t), slopes, again,
    )  # fmt: skip


def _flow(weights, biases, z, a, deltas, gradients, t, loss, slopes, again) -> Flow:
    row: Any = lambda arrays: [
        None if v is None else np.array(v[0], float) for v in arrays
    ]
    dW, db = zip(*gradients)
    return Flow(
        weights, biases, row(z), row(a), row(deltas), list(dW), list(db), t[0],
        loss, row(slopes), row(again),
    )  # fmt: skip


# ---- mistakes that can be switched on ------------------------------------------------

Down = Callable[[Flow, int, list[Array]], Array]


def _signal(flow: Flow, layer: int, delta: list[Array]) -> Array:
    """What comes back to layer (from 0) from the layer after it."""
    return flow.weights[layer + 1] @ delta[0]


def _no_transpose(flow: Flow, layer: int, delta: list[Array]) -> Array:
    return delta[0] @ flow.weights[layer + 1]


def _sums(flow: Flow, layer: int, delta: list[Array]) -> Array:
    return delta[0].sum() * flow.weights[layer + 1].sum(axis=1)


def _one_path(flow: Flow, layer: int, delta: list[Array]) -> Array:
    return np.diag(flow.weights[layer + 1]) * delta[0]


def _updated(flow: Flow, layer: int, delta: list[Array]) -> Array:
    step = np.outer(flow.a[layer + 1], delta[0])
    return (flow.weights[layer + 1] - 0.5 * step) @ delta[0]


@dataclass(frozen=True)
class Break:
    """A mistake. down: another back-signal; top: another output δ; dW: another gradient.

    square: it runs only where hidden weights are square. output: it needs the output's
    own slope.
    """

    down: Down = _signal
    top: Callable[[Flow], Array] | None = None
    slope: str = "slopes"
    dW: Callable[[Array, Array], Array] = np.outer
    square: bool = False
    output: bool = False


BREAKS: dict[str, Break] = {
    "no transpose in BP2": Break(down=_no_transpose, square=True),
    "product of sums in BP2": Break(down=_sums),
    "one path only in BP2": Break(down=_one_path, square=True),
    "weights already updated in BP2": Break(down=_updated),
    "slope taken at a, not z": Break(
        top=lambda f: (f.a[-1] - f.target) * f.again[-1], slope="again", output=True
    ),
    "no slope at the output": Break(top=lambda f: f.a[-1] - f.target, output=True),
    "the sign turned": Break(top=lambda f: -f.delta[-1]),
    "inputs summed in dW": Break(dW=lambda a, d: np.outer(np.full(len(a), a.sum()), d)),
}
NONE = "none"


def mistakes(flow: Flow) -> list[str]:
    """Names of the mistakes that can run on this network, "none" first."""
    square = all(W.shape[0] == W.shape[1] for W in flow.weights[1:])
    return [NONE] + [
        name
        for name, b in BREAKS.items()
        if (square or not b.square) and (flow.slopes[-1] is not None or not b.output)
    ]


def broken(flow: Flow, mistake: str) -> Flow:
    """The flow as it would be with a mistake; "none" gives the flow itself."""
    if mistake == NONE:
        return flow
    b = BREAKS[mistake]
    delta = [b.top(flow) if b.top else flow.delta[-1]]
    for layer in range(flow.depth - 2, -1, -1):
        delta.insert(0, b.down(flow, layer, delta) * getattr(flow, b.slope)[layer])
    dW = [b.dW(a, d) for a, d in zip(flow.a, delta)]
    return replace(flow, delta=delta, dW=dW, db=delta)


# ---- steps ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """kind: start, z, a, loss, delta or grad; layer from 1; nth in the whole pass."""

    kind: str
    layer: int
    nth: int


def steps(depth: int) -> list[Step]:
    """The order of a pass: forward layer by layer, the loss, back layer by layer."""
    kinds = [("start", 0)]
    kinds += [(kind, layer) for layer in range(1, depth + 1) for kind in ("z", "a")]
    kinds += [("loss", depth)]
    kinds += [
        (kind, layer) for layer in range(depth, 0, -1) for kind in ("delta", "grad")
    ]
    return [Step(kind, layer, nth) for nth, (kind, layer) in enumerate(kinds)]


def size(flow: Flow) -> tuple[int, int]:
    """Width and height of every frame of this network, in pixels."""
    return WIDTH, round(TOP + _pitch(flow) * flow.most + 24 + PANEL)


def _pitch(flow: Flow) -> float:
    return max(52.0, min(104.0, 290 / flow.most))


def frames(
    net: Any = None, X: Any = None, T: Any = None, mistake: str = NONE
) -> list[tuple[str, str]]:
    """Every frame of a pass, with what it shows in words."""
    right = net if isinstance(net, Flow) else record(net, X, T)
    shown = broken(right, mistake)
    first = _first_wrong(right, shown)
    return [_frame(right, shown, step, mistake, first) for step in steps(right.depth)]


def _differs(a: Array, b: Array) -> Array:
    return np.abs(a - b) > 1e-12 * max(1e-300, float(np.abs(a).max(initial=0.0)))


def _first_wrong(right: Flow, shown: Flow) -> int | None:
    """The number of the first step that shows a wrong number."""
    for step in steps(right.depth):
        at = step.layer - 1
        if step.kind == "delta" and _differs(right.delta[at], shown.delta[at]).any():
            return step.nth
        if step.kind == "grad" and _differs(right.dW[at], shown.dW[at]).any():
            return step.nth
    return None


def _frame(
    right: Flow, shown: Flow, step: Step, mistake: str, first: int | None
) -> tuple[str, str]:
    words = _words(right, shown, step, mistake, first)
    parts = [
        svg.text(20, 28, _headline(step, right.depth), 17, bold=True),
        *_edges(shown, step),
        *_units(right, shown, step),
        *_outside(shown, step),
        *_formulas(right, step),
        *_workings(right, shown, step),
    ]
    if mistake != NONE:
        warning = f"broken on purpose: {mistake}"
        parts.append(svg.text(WIDTH - 20, 28, warning, BODY, INK, "end", bold=True))
    return svg.card(*size(right), parts, words), words


# ---- words ---------------------------------------------------------------------------

SUP = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def _headline(step: Step, depth: int) -> str:
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


def _words(
    right: Flow, shown: Flow, step: Step, mistake: str, first: int | None
) -> str:
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
    if not _differs(pair[0][at], pair[1][at]).any():
        return " These numbers are right."
    truth = _listed(pair[0][at].ravel())
    start = " Here it goes wrong first" if step.nth == first else " Wrong as well"
    return f"{start}: {name} should be {truth}."


# ---- the network ---------------------------------------------------------------------


def _x(flow: Flow, layer: int) -> float:
    return 78 + (WIDTH - 250) / flow.depth * layer


def _y(flow: Flow, layer: int, unit: int) -> float:
    middle = TOP + _pitch(flow) * flow.most / 2
    return middle + (unit - (len(flow.a[layer]) - 1) / 2) * _pitch(flow)


def _half(flow: Flow) -> float:
    return 40.0 if flow.depth > 4 else 56.0


def _short(flow: Flow, value: float) -> str:
    """A number that fits into a unit's box."""
    return svg.number(value, 3 if flow.depth > 4 else 4)


def _edges(flow: Flow, step: Step) -> list[str]:
    parts = []
    for gap in range(flow.depth):
        active, colour = _active(gap, step)
        parts.append(
            _bundle(flow, gap, colour if active else LIGHT, 2 if active else 1)
        )
        if flow.most <= 3:
            parts += _weights(flow, gap)
        parts.append(_gap_name(flow, gap, step, active, colour))
    return parts


def _active(gap: int, step: Step) -> tuple[bool, str]:
    """Whether the edges of a gap carry something in this step, and its colour."""
    if step.kind == "z":
        return gap == step.layer - 1, FORWARD
    if step.kind == "delta":
        return gap == step.layer, GRADIENT
    return step.kind == "grad" and gap == step.layer - 1, GRADIENT


def _bundle(flow: Flow, gap: int, colour: str, width: float) -> str:
    """All edges of a gap as one path."""
    left, right = _x(flow, gap) + _half(flow), _x(flow, gap + 1) - _half(flow)
    path = "".join(
        f"M{left:.0f} {_y(flow, gap, j):.0f}L{right:.0f} {_y(flow, gap + 1, k):.0f}"
        for j in range(len(flow.a[gap]))
        for k in range(len(flow.a[gap + 1]))
    )
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}"/>'


def _weights(flow: Flow, gap: int) -> list[str]:
    """The weights, written on their edges near where they start."""
    W, parts = flow.weights[gap], []
    left, right = _x(flow, gap) + _half(flow), _x(flow, gap + 1) - _half(flow)
    for j, k in np.ndindex(*W.shape):
        share = 0.2 + 0.14 * (k % 2)
        y0, y1 = _y(flow, gap, j), _y(flow, gap + 1, k)
        at = (left + share * (right - left), y0 + share * (y1 - y0) + 4)
        parts.append(svg.label(*at, svg.number(float(W[j, k]), 3), SMALL, PARAMETER))
    return parts


def _gap_name(flow: Flow, gap: int, step: Step, active: bool, colour: str) -> str:
    """W of the gap, below it, and dW's size once it is known."""
    x = (_x(flow, gap) + _x(flow, gap + 1)) / 2
    y = TOP + _pitch(flow) * flow.most + 12
    arrow = {"z": " →", "delta": " ←"}.get(step.kind, "") if active else ""
    known = _reached("grad", gap + 1, step, flow.depth)
    name = f"dW{SUP[gap + 1]}" if known else f"W{SUP[gap + 1]}"
    if active and step.kind == "delta":
        name = f"W{SUP[gap + 1]}ᵀ"
    tone = GRADIENT if known else colour if active else GREY
    return svg.text(x, y, name + arrow, BODY, tone, "middle", bold=active or known)


def _reached(kind: str, layer: int, step: Step, depth: int) -> bool:
    """Whether this kind of number of a layer is known at a step."""
    when = next(s.nth for s in steps(depth) if (s.kind, s.layer) == (kind, layer))
    return step.nth >= when


def _units(right: Flow, shown: Flow, step: Step) -> list[str]:
    return [
        _unit(right, shown, step, layer, unit)
        for layer in range(shown.depth + 1)
        for unit in range(len(shown.a[layer]))
    ]


def _unit(right: Flow, shown: Flow, step: Step, layer: int, unit: int) -> str:
    x, y, half = _x(shown, layer), _y(shown, layer, unit), _half(shown)
    lines = _unit_lines(right, shown, step, layer, unit)
    now = layer == step.layer and step.kind in ("z", "a", "delta", "start")
    fill = tint(HIGHLIGHT, 0.16) if now else PAPER
    box = svg.rect(
        x - half,
        y - 24,
        2 * half,
        48,
        fill,
        HIGHLIGHT if now else GREY,
        2.5 if now else 1,
        6,
    )
    rows = [
        svg.text(x - half + 6, y - 10 + 15 * row, words, SMALL, colour, bold=bold)
        for row, words, colour, bold in lines
    ]
    return box + "".join(rows)


def _unit_lines(right: Flow, shown: Flow, step: Step, layer: int, unit: int):
    """(row, words, colour, bold) of a unit's numbers that are known at this step."""
    if layer == 0:
        return [
            (1, f"x {_short(shown, shown.a[0][unit])}", FORWARD, step.kind == "start")
        ]
    lines = []
    for row, (kind, values) in enumerate(
        (("z", shown.z), ("a", shown.a[1:]), ("delta", shown.delta))
    ):
        if not _reached(kind, layer, step, shown.depth):
            continue
        now = step.kind == kind and step.layer == layer
        name, colour = ("δ", GRADIENT) if kind == "delta" else (kind, FORWARD)
        value = values[layer - 1][unit]
        truth = right.delta[layer - 1]
        wrong = kind == "delta" and _differs(truth, shown.delta[layer - 1])[unit]
        mark = "✗" if wrong else ""
        lines.append(
            (row, f"{mark}{name} {_short(shown, value)}", colour, now or wrong)
        )
    return lines


def _outside(flow: Flow, step: Step) -> list[str]:
    """Targets and the loss, right of the output."""
    x = _x(flow, flow.depth) + _half(flow) + 12
    parts = [
        svg.text(
            x,
            _y(flow, flow.depth, k) + 4,
            f"t {svg.number(float(t))}",
            SMALL,
            TARGET,
            bold=True,
        )
        for k, t in enumerate(flow.target)
    ]
    if _reached("loss", flow.depth, step, flow.depth):
        y = TOP + _pitch(flow) * flow.most + 12
        words = f"E = {svg.number(flow.loss, 6)}"
        parts.append(svg.text(x - 40, y, words, BODY, INK, bold=step.kind == "loss"))
    return parts


# ---- formulas and workings -----------------------------------------------------------


def _formulas(flow: Flow, step: Step) -> list[str]:
    top = size(flow)[1] - PANEL + 34
    first = flow.depth == step.layer
    lines = (
        ("", "z = a W + b", step.kind == "z"),
        ("", "a = f(z)", step.kind == "a"),
        ("BP1", "δ = ∂E/∂a ⊙ f′(z)", step.kind == "delta" and first),
        ("BP2", "δ = (δ₊ W₊ᵀ) ⊙ f′(z)", step.kind == "delta" and not first),
        ("BP3", "dW = aᵀ δ", step.kind == "grad"),
        ("BP4", "db = δ", step.kind == "grad"),
    )
    parts = [svg.line([(20, top - 26), (WIDTH - 20, top - 26)], LIGHT, 1)]
    for row, (name, words, now) in enumerate(lines):
        y = top + 25 * row
        if now:
            parts.append(
                svg.rect(14, y - 17, 226, 24, tint(HIGHLIGHT, 0.3), "none", 0, 4)
            )
        parts.append(svg.text(20, y, "▸" if now else "", BODY, INK))
        parts.append(svg.text(36, y, name, SMALL, GREY, bold=now))
        parts.append(svg.text(72, y, words, TITLE, INK if now else GREY, bold=now))
    return parts


def _workings(right: Flow, shown: Flow, step: Step) -> list[str]:
    """The sums of this step, written out; the matrix where it is a matrix."""
    top = size(shown)[1] - PANEL + 34
    if step.kind == "grad":
        return _gradient_table(shown, step.layer, top)
    lines = {
        "start": lambda: [
            "Forward: from left to right.",
            "Then back, from right to left.",
        ],
        "z": lambda: _sums_written(shown, step.layer),
        "a": lambda: [
            _activated(shown, step.layer, u)
            for u in range(len(shown.z[step.layer - 1]))
        ],
        "loss": lambda: [
            "E is one number; every δ says how it changes",
            "with one weighted input.",
        ],
        "delta": lambda: _deltas_written(right, shown, step.layer),
    }[step.kind]()
    if len(lines) > 6:
        lines = [*lines[:5], f"… and {len(lines) - 5} more"]
    return [
        svg.text(270, top + 25 * row, words, BODY) for row, words in enumerate(lines)
    ]


def _sub(unit: int) -> str:
    return "₁₂₃₄₅₆₇₈"[unit]


def _added(pairs: list[tuple[float, float]]) -> str:
    """a·b + c·d, with all products where there are at most four."""
    most = 4 if len(pairs) <= 4 else 2
    shown = [f"{_signed(p)}·{_signed(q)}" for p, q in pairs[:most]]
    return " + ".join(shown) + (" + …" if len(pairs) > most else "")


def _signed(value: float, digits: int = 4) -> str:
    words = svg.number(value, digits)
    return f"({words})" if words.startswith("−") else words


def _sums_written(flow: Flow, layer: int) -> list[str]:
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


def _activated(flow: Flow, layer: int, unit: int) -> str:
    z, a = flow.z[layer - 1][unit], flow.a[layer][unit]
    return f"a{_sub(unit)} = f({svg.number(z, 6)}) = {svg.number(a, 6)}"


def _deltas_written(right: Flow, shown: Flow, layer: int) -> list[str]:
    delta, slope = shown.delta[layer - 1], shown.slopes[layer - 1]
    honest = not _differs(right.delta[layer - 1], delta).any()
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


def _gradient_table(flow: Flow, layer: int, top: float) -> list[str]:
    dW, db = flow.dW[layer - 1], flow.db[layer - 1]
    cell = (68.0, 17.0) if dW.shape[1] > 6 else (78.0, 17.0)
    table = Matrix(dW, 270, top - 2, cell)
    parts = [table.draw(f"dW{SUP[layer]} = aᵀ δ", GRADIENT, numbers=svg.number)]
    if dW.shape[1] <= 3:
        beside = Matrix(db[None], 580, top - 2, cell)
        parts.append(beside.draw(f"db{SUP[layer]} = δ", GRADIENT, numbers=svg.number))
    return parts

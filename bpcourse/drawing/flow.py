"""The δ-flow as numbers: a pass through a network, its steps, and ways to break it.

Every number comes from the engine's own pass (`record`); `flow_frames` draws them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

import numpy as np

from bpcourse import datasets, network
from bpcourse.activations import activation
from bpcourse.layer import weighted_input

Array = np.ndarray
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

    @cached_property
    def most(self) -> int:
        """Units of the widest layer, the input included."""
        return max(len(a) for a in self.a)


def record(net: Any = None, X: Any = None, T: Any = None) -> Flow:
    """Run the first row of X forward and back, and keep all that the engine computed.

    net: None for document 3's network; a `Network`; or anything with lists `weights`
    and `biases`, whose layers are then sigmoid layers under half squared error.
    ValueError beyond 6 layers or 8 units per layer.
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


NONE, HANDED_IN = "none", "handed_in"
BREAKS: dict[str, Break] = {
    "no_transpose": Break(down=_no_transpose, square=True),
    "product_of_sums": Break(down=_sums),
    "one_path": Break(down=_one_path, square=True),
    "already_updated": Break(down=_updated),
    "slope_at_a": Break(
        top=lambda f: (f.a[-1] - f.target) * f.again[-1], slope="again", output=True
    ),
    "no_output_slope": Break(top=lambda f: f.a[-1] - f.target, output=True),
    "sign": Break(top=lambda f: -f.delta[-1]),
    "summed_inputs": Break(dW=lambda a, d: np.outer(np.full(len(a), a.sum()), d)),
}
WORDS = {  # by id, in words
    NONE: "none",
    HANDED_IN: "none: the backward handed in",
    "no_transpose": "no transpose in BP2",
    "product_of_sums": "product of sums in BP2",
    "one_path": "one path only in BP2",
    "already_updated": "weights already updated in BP2",
    "slope_at_a": "slope taken at a, not z",
    "no_output_slope": "no slope at the output",
    "sign": "the sign turned",
    "summed_inputs": "inputs summed in dW",
}


def mistakes(flow: Flow) -> list[str]:
    """Ids of the mistakes that can run on this network, `NONE` first."""
    square = all(W.shape[0] == W.shape[1] for W in flow.weights[1:])
    return [NONE] + [
        id
        for id, b in BREAKS.items()
        if (square or not b.square) and (flow.slopes[-1] is not None or not b.output)
    ]


def broken(flow: Flow, mistake: str) -> Flow:
    """The flow as it would be with a mistake, by id; `NONE` gives the flow itself."""
    if mistake == NONE:
        return flow
    b = BREAKS[mistake]
    delta = [b.top(flow) if b.top else flow.delta[-1]]
    for layer in range(flow.depth - 2, -1, -1):
        delta.insert(0, b.down(flow, layer, delta) * getattr(flow, b.slope)[layer])
    dW = [b.dW(a, d) for a, d in zip(flow.a, delta)]
    return replace(flow, delta=delta, dW=dW, db=delta)


Backward = Callable[..., Any]


def handed_in(flow: Flow, backward: Backward) -> Flow:
    """The flow with the gradients that backward(X, weights, biases, T) finds.

    X and T are one row, so db of a layer is its δ. ValueError where the result is no list
    of (dW, db) in the shapes of the parameters, the first layer first.
    """
    copies = [[p.copy() for p in group] for group in (flow.weights, flow.biases)]
    pairs = list(backward(flow.a[0][None], *copies, flow.target[None]))
    if len(pairs) != flow.depth:
        raise ValueError(f"backward gives {len(pairs)} results for {flow.depth} layers")
    dW, db = ([np.array(part, float) for part in parts] for parts in zip(*pairs))
    for layer, (W, found, b) in enumerate(zip(flow.weights, dW, db), start=1):
        if found.shape != W.shape or b.shape != W.shape[1:]:
            raise ValueError(
                f"backward, layer {layer}: dW has shape {found.shape} and db {b.shape}; "
                f"expected {W.shape} and {W.shape[1:]}"
            )
    return replace(flow, delta=db, dW=dW, db=db)


# ---- steps ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """kind: start, z, a, loss, delta or grad; layer from 1; nth in the whole pass."""

    kind: str
    layer: int
    nth: int


@cache
def steps(depth: int) -> tuple[Step, ...]:
    """The order of a pass: forward layer by layer, the loss, back layer by layer."""
    kinds = [("start", 0)]
    kinds += [(kind, layer) for layer in range(1, depth + 1) for kind in ("z", "a")]
    kinds += [("loss", depth)]
    kinds += [
        (kind, layer) for layer in range(depth, 0, -1) for kind in ("delta", "grad")
    ]
    return tuple(Step(kind, layer, nth) for nth, (kind, layer) in enumerate(kinds))


def differs(a: Array, b: Array) -> Array:
    """Entry by entry: whether b is another number than a."""
    return np.abs(a - b) > 1e-12 * max(1e-300, float(np.abs(a).max(initial=0.0)))


def first_wrong(right: Flow, shown: Flow) -> int | None:
    """The number of the first step that shows a wrong number."""
    for step in steps(right.depth):
        at = step.layer - 1
        if step.kind == "delta" and differs(right.delta[at], shown.delta[at]).any():
            return step.nth
        if step.kind == "grad" and differs(right.dW[at], shown.dW[at]).any():
            return step.nth
    return None


def reached(kind: str, layer: int, step: Step, depth: int) -> bool:
    """Whether this kind of number of a layer is known at a step."""
    return step.nth >= _when(depth)[kind, layer]


@cache
def _when(depth: int) -> dict[tuple[str, int], int]:
    return {(step.kind, step.layer): step.nth for step in steps(depth)}

"""Steps that remember: momentum, RMSProp, Adam, clipping, schedules (lesson 09).

The functions are the lesson's: state in, state out, nothing is changed in place. w, its
gradient g and the state v, m, s have one shape, and eta is the step size. The classes
at the end keep the state between the steps of a whole training run; each takes your own
function instead of the course's, as `Momentum(rule=momentum_step)`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike

from bpcourse.arrays import Array, as_float

Pair = tuple[Array, Array]
Triple = tuple[Array, Array, Array]


def momentum_step(
    w: ArrayLike, v: ArrayLike, g: ArrayLike, eta: float, beta: float
) -> Pair:
    """(w, v): v <- beta v + g,  w <- w - eta v (Polyak, 1964).

    >>> momentum_step([1.0], [2.0], [4.0], eta=0.1, beta=0.5)
    (array([0.5]), array([5.]))
    """
    w, v, g = _alike("momentum_step", w=w, v=v, g=g)
    v = float(beta) * v + g
    return w - float(eta) * v, v


def nesterov_step(
    w: ArrayLike,
    v: ArrayLike,
    gradient: Callable[[Array], ArrayLike],
    eta: float,
    beta: float,
) -> Pair:
    """(w, v) as `momentum_step`, with the gradient at w - eta beta v (Nesterov, 1983).

    gradient: a function, asked where the remembered v alone would lead.

    >>> nesterov_step([1.0], [2.0], lambda w: 4 * w, eta=0.1, beta=0.5)
    (array([0.54]), array([4.6]))
    """
    w, v = _alike("nesterov_step", w=w, v=v)
    ahead = w - float(eta) * float(beta) * v
    return momentum_step(w, v, gradient(ahead), eta, beta)


def rmsprop_step(
    w: ArrayLike,
    s: ArrayLike,
    g: ArrayLike,
    eta: float,
    rho: float,
    eps: float = 1e-8,
) -> Pair:
    """(w, s): s <- rho s + (1 - rho) g^2,  w <- w - eta g / (sqrt s + eps).

    Tieleman and Hinton, lecture 6.5, 2012.

    >>> w, s = rmsprop_step([1.0], [0.0], [2.0], eta=0.1, rho=0.75)
    >>> w.round(6), s
    (array([0.8]), array([1.]))
    """
    w, s, g = _alike("rmsprop_step", w=w, s=s, g=g)
    s = float(rho) * s + (1 - float(rho)) * g * g
    return w - float(eta) * g / (np.sqrt(s) + float(eps)), s


def adam_step(
    w: ArrayLike,
    m: ArrayLike,
    s: ArrayLike,
    g: ArrayLike,
    t: int,
    eta: float,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> Triple:
    """(w, m, s) of step number t = 1, 2, ... (Kingma and Ba, 2015).

    m <- beta1 m + (1 - beta1) g,  s <- beta2 s + (1 - beta2) g^2, which come back as
    they are; the step divides them by 1 - beta1^t and 1 - beta2^t.

    >>> w, m, s = adam_step([1.0], [0.0], [0.0], [-3.0], t=1, eta=0.1)
    >>> w.round(6), m.round(6), s.round(6)
    (array([1.1]), array([-0.3]), array([0.009]))
    """
    if t < 1:
        raise ValueError(f"adam_step: t is {t}; count the steps from 1")
    w, m, s, g = _alike("adam_step", w=w, m=m, s=s, g=g)
    m = float(beta1) * m + (1 - float(beta1)) * g
    s = float(beta2) * s + (1 - float(beta2)) * g * g
    m_hat, s_hat = m / (1 - float(beta1) ** t), s / (1 - float(beta2) ** t)
    return w - float(eta) * m_hat / (np.sqrt(s_hat) + float(eps)), m, s


def adamw_step(
    w: ArrayLike,
    m: ArrayLike,
    s: ArrayLike,
    g: ArrayLike,
    t: int,
    eta: float,
    decay: float,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> Triple:
    """(w, m, s): Adam's step on the loss alone, and eta decay w (the old w) beside it.

    Loshchilov and Hutter, 2019. m and s know nothing of the decay.

    >>> w, m, s = adamw_step([1.0], [0.0], [0.0], [-3.0], t=1, eta=0.1, decay=0.5)
    >>> w.round(6)
    array([1.05])
    """
    shrink = float(eta) * float(decay) * as_float(w)
    w, m, s = adam_step(w, m, s, g, t, eta, beta1, beta2, eps)
    return w - shrink, m, s


def clip_by_norm(
    gradients: Sequence[tuple[ArrayLike, ArrayLike]], limit: float
) -> list[Pair]:
    """All (dW, db) scaled together, to a common Euclidean norm of at most `limit`.

    Unchanged where the norm is within the limit. Pascanu et al., 2013.

    >>> clip_by_norm([([[3.0]], [4.0])], limit=1.0)
    [(array([[0.6]]), array([0.8]))]
    """
    if not limit > 0:
        raise ValueError(f"clip_by_norm: limit is {limit}; expected a number above 0")
    pairs = [(as_float(dW), as_float(db)) for dW, db in gradients]
    parts = [part for pair in pairs for part in pair]
    largest = max((float(np.abs(part).max(initial=0.0)) for part in parts), default=0.0)
    if largest == 0:
        return pairs
    # scaled to at most 1 before it is squared, so that no square overflows
    square = sum(float(np.square(part / largest).sum()) for part in parts)
    share = float(limit) / largest / sqrt(square)
    return pairs if share >= 1 else [(share * dW, share * db) for dW, db in pairs]


def warmup_cosine(step: float, warmup: float, total: float, eta: float) -> float:
    """eta step / warmup up to `warmup`, then half a cosine down to 0 at `total`.

    0 < warmup < total, 0 <= step <= total; else ValueError. Loshchilov and Hutter, 2017.

    >>> [warmup_cosine(step, 2, 6, 0.5) for step in (0, 1, 2, 4, 6)]
    [0.0, 0.25, 0.5, 0.25, 0.0]
    """
    if not 0 < warmup < total:
        raise ValueError(
            f"warmup_cosine: warmup is {warmup}, total {total}; "
            "expected 0 < warmup < total"
        )
    if not 0 <= step <= total:
        raise ValueError(f"warmup_cosine: step is {step}; expected 0 to {total}")
    if step <= warmup:
        return float(eta * step / warmup)
    way = (step - warmup) / (total - warmup)
    return float(eta * (1 + np.cos(np.pi * way)) / 2)


def _alike(name: str, **arguments: ArrayLike) -> list[Array]:
    """All as floats of the first one's shape; ValueError naming what misfits."""
    arrays = [as_float(value) for value in arguments.values()]
    for argument, array in zip(arguments, arrays):
        if array.shape != arrays[0].shape:
            raise ValueError(
                f"{name}: {argument} has shape {array.shape}, but "
                f"{next(iter(arguments))} has shape {arrays[0].shape}; "
                "expected equal shapes"
            )
    return arrays


# ---- what a training run keeps between its steps ------------------------------------


class Optimizer(Protocol):
    """What `Network` and `Sequential` ask of an optimiser: one vector, in place."""

    def step(self, w: Array, g: Array, eta: float) -> None:
        """Change w, all parameters in one vector, by one step; g is its gradient."""


@dataclass
class Momentum:
    """v <- beta v + g,  w <- w - eta v.

    >>> w, momentum = np.array([1.0]), Momentum(beta=0.5)
    >>> for _ in range(2):
    ...     momentum.step(w, np.array([4.0]), 0.125)
    >>> w
    array([-0.25])
    """

    beta: float = 0.9
    rule: Callable[..., Any] = momentum_step
    state: list[Array] = field(default_factory=list)

    def __post_init__(self) -> None:
        _below_one("Momentum", beta=self.beta)

    def step(self, w: Array, g: Array, eta: float) -> None:
        """Change w in place by one step against its gradient g, an array like w."""
        _started(self.state, w, 1)
        w[...], *self.state = self.rule(w, *self.state, g, eta, self.beta)


@dataclass
class RMSProp:
    """s <- rho s + (1 - rho) g^2,  w <- w - eta g / (sqrt s + eps)."""

    rho: float = 0.9
    eps: float = 1e-8
    rule: Callable[..., Any] = rmsprop_step
    state: list[Array] = field(default_factory=list)

    def __post_init__(self) -> None:
        _below_one("RMSProp", rho=self.rho)

    def step(self, w: Array, g: Array, eta: float) -> None:
        """Change w in place by one step against its gradient g, an array like w."""
        _started(self.state, w, 1)
        w[...], *self.state = self.rule(w, *self.state, g, eta, self.rho, self.eps)


@dataclass
class Adam:
    """`adam_step`, which counts its steps; with a decay it is `adamw_step`."""

    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    decay: float = 0.0
    rule: Callable[..., Any] | None = None
    state: list[Array] = field(default_factory=list)
    t: int = 0

    def __post_init__(self) -> None:
        _below_one("Adam", beta1=self.beta1, beta2=self.beta2)
        if not self.decay >= 0:
            raise ValueError(f"Adam: decay is {self.decay!r}; expected 0 or more")

    def step(self, w: Array, g: Array, eta: float) -> None:
        """Change w in place by step number t + 1 against its gradient g, like w."""
        _started(self.state, w, 2)
        self.t += 1
        rule: Callable[..., Any] = adamw_step if self.decay else adam_step
        decay = (self.decay,) if self.decay else ()
        settings = (*decay, self.beta1, self.beta2, self.eps)
        w[...], *self.state = (self.rule or rule)(
            w, *self.state, g, self.t, eta, *settings
        )


def _below_one(name: str, **settings: float) -> None:
    """ValueError for a share of what is kept that isn't from 0 up to 1, 1 left out."""
    for setting, value in settings.items():
        if not 0 <= value < 1:
            raise ValueError(
                f"{name}: {setting} is {value!r}; expected 0 or more, and below 1"
            )


def _started(state: list[Array], w: Array, parts: int) -> None:
    """Zeros like w as the state before the first step."""
    if not state:
        state += [np.zeros_like(w) for _ in range(parts)]

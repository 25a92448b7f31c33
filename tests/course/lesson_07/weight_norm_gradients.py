"""Answers to `weight_norm_gradients` in many styles, right and wrong."""

import numpy as np


def column_by_column(X, V, g, delta):
    dV, dg = np.zeros(V.shape), np.zeros(g.shape)
    for k in range(len(g)):
        v = V[:, k]
        length = np.linalg.norm(v)
        dw = X.T @ delta[:, k] / len(X)
        dg[k] = dw @ v / length
        turn = np.eye(len(v)) / length - np.outer(v, v) / length**3
        dV[:, k] = g[k] * turn @ dw
    return dV, dg


def by_quotient_rule(X, V, g, delta):
    n2 = np.sum(V * V, axis=0, keepdims=True)
    dW = np.einsum("ni,no->io", X, delta) / X.shape[0]
    along = np.sum(dW * V, axis=0, keepdims=True)
    dV = g * (dW * n2 - V * along) / n2**1.5
    return [dV, (along / np.sqrt(n2))[0]]


class ByProjection:
    """The gradient of w, seen from the unit vectors."""

    def __call__(self, X, V, g, delta):
        U = V / np.linalg.norm(V, axis=0)
        dW = (delta.T @ X).T / len(delta)
        dg = np.einsum("io,io->o", dW, U)
        return (dW - U * dg) * g / np.linalg.norm(V, axis=0), dg


def varied(X, V, g, delta, *, dV=None, dg=None, N=None, size=None):
    """The right lines with slips built in."""
    size = np.sqrt((V**2).sum(0)) if size is None else size(V)
    U, dW = V / size, X.T @ delta / (N or len(X))
    right_dg = (dW * U).sum(0)
    told = (dW, U, V, g, size)
    return (
        g / size * (dW - right_dg * U) if dV is None else dV(*told),
        right_dg if dg is None else dg(*told),
    )


def slip(**slips):
    return lambda *args: varied(*args, **slips)


def part(dW, U):
    return dW - (dW * U).sum(0) * U


def sums(X, V, g, delta):
    return varied(X, V, g, delta, N=1)


def swapped(*args):
    return varied(*args)[::-1]


def scaled_back(X, V, g, delta):
    """As if V itself were the weights, with g on the outputs."""
    dW = X.T @ delta / len(X)
    return dW * g, (X @ V * delta).mean(0)


RIGHT = [column_by_column, by_quotient_rule, ByProjection()]


WRONG = [
    ("the length a constant", slip(dV=lambda dW, U, V, g, s: g * dW / s)),
    ("no g in dV", slip(dV=lambda dW, U, V, g, s: part(dW, U) / s)),
    ("not divided by the length", slip(dV=lambda dW, U, V, g, s: g * part(dW, U))),
    (
        "length once in the projection",
        slip(dV=lambda dW, U, V, g, s: g / s * (dW - (dW * V).sum(0) * U)),
    ),
    (
        "part along v added",
        slip(dV=lambda dW, U, V, g, s: g / s * (dW + (dW * U).sum(0) * U)),
    ),
    ("dV is dW", slip(dV=lambda dW, U, V, g, s: dW)),
    ("dg along v", slip(dg=lambda dW, U, V, g, s: (dW * V).sum(0))),
    ("dg along w", slip(dg=lambda dW, U, V, g, s: (dW * g * U).sum(0))),
    ("dg not added", slip(dg=lambda dW, U, V, g, s: dW * U)),
    ("dg a mean", slip(dg=lambda dW, U, V, g, s: (dW * U).mean(0))),
    ("dg summed over dW alone", slip(dg=lambda dW, U, V, g, s: dW.sum(0))),
    ("lengths of rows", slip(size=lambda V: np.sqrt((V**2).sum(1, keepdims=True)))),
    ("one length", slip(size=np.linalg.norm)),
    ("no root in the length", slip(size=lambda V: (V**2).sum(0))),
    ("sums", sums),
    ("pair swapped", swapped),
    ("gain on the outputs", scaled_back),
    (
        "dV over the length squared",
        slip(dV=lambda dW, U, V, g, s: g * part(dW, U) / s**2),
    ),
    ("uphill", slip(dV=lambda dW, U, V, g, s: -g / s * part(dW, U))),
]

"""Answers to `gain_layer_gradients` in many styles, right and wrong."""

import numpy as np


def sigma(z):
    return 1 / (1 + np.exp(-z))


def by_folding(X, W, g, T):
    O = sigma(X @ (W * g))
    d = (O - T) * O * (1 - O)
    dV = X.T @ d / len(X)
    return dV * g, (dV * W).sum(axis=0)


def by_samples(X, W, g, T):
    dW, dg = 0 * W, 0 * g
    for x, t in zip(X, T):
        h = x @ W
        o = sigma(h * g)
        d = (o - t) * o * (1 - o)
        dW = dW + np.outer(x, d * g)
        dg = dg + d * h
    return dW / len(X), dg / len(X)


def step_by_step(X, W, g, T):
    sums = np.dot(X, W)
    scaled = np.multiply(sums, g)
    out = sigma(scaled)
    d_out = out - T
    d_scaled = d_out * out * (1.0 - out)
    d_sums = d_scaled * g[None, :]
    return np.dot(X.T, d_sums) / X.shape[0], np.sum(d_scaled * sums, axis=0) / X.shape[
        0
    ]


RIGHT = [by_folding, by_samples, step_by_step]


def made(rule):
    def answer(X, W, g, T):
        H = X @ W
        O = sigma(H * g)
        return rule(X, g, H, O, (O - T) * O * (1 - O), len(X), T)

    return answer


WRONG = [
    ("no gain in dW", made(lambda X, g, H, O, d, n, T: (X.T @ d / n, (d * H).mean(0)))),
    (
        "divided by gain",
        made(lambda X, g, H, O, d, n, T: (X.T @ (d / g) / n, (d * H).mean(0))),
    ),
    (
        "dg like a bias",
        made(lambda X, g, H, O, d, n, T: (X.T @ (d * g) / n, d.mean(0))),
    ),
    (
        "dg with H g",
        made(lambda X, g, H, O, d, n, T: (X.T @ (d * g) / n, (d * H * g).mean(0))),
    ),
    (
        "dg with O",
        made(lambda X, g, H, O, d, n, T: (X.T @ (d * g) / n, (d * O).mean(0))),
    ),
    (
        "no slope",
        made(
            lambda X, g, H, O, d, n, T: (X.T @ ((O - T) * g) / n, ((O - T) * H).mean(0))
        ),
    ),
    ("sums", made(lambda X, g, H, O, d, n, T: (X.T @ (d * g), (d * H).sum(0)))),
    (
        "sum in dg",
        made(lambda X, g, H, O, d, n, T: (X.T @ (d * g) / n, (d * H).sum(0))),
    ),
    (
        "means first",
        made(lambda X, g, H, O, d, n, T: (X.T @ (d * g) / n, d.mean(0) * H.mean(0))),
    ),
    (
        "opposite",
        made(lambda X, g, H, O, d, n, T: (-X.T @ (d * g) / n, -(d * H).mean(0))),
    ),
    ("dg per sample", made(lambda X, g, H, O, d, n, T: (X.T @ (d * g) / n, d * H))),
    (
        "dg one number",
        made(lambda X, g, H, O, d, n, T: (X.T @ (d * g) / n, (d * H).mean())),
    ),
    (
        "dW transposed",
        made(lambda X, g, H, O, d, n, T: ((d * g).T @ X / n, (d * H).mean(0))),
    ),
    ("swapped", made(lambda X, g, H, O, d, n, T: ((d * H).mean(0), X.T @ (d * g) / n))),
    (
        "gain squared",
        made(lambda X, g, H, O, d, n, T: (X.T @ (d * g**2) / n, (d * H).mean(0))),
    ),
    ("only dW", made(lambda X, g, H, O, d, n, T: X.T @ (d * g) / n)),
    (
        "twice",
        made(lambda X, g, H, O, d, n, T: (2 * X.T @ (d * g) / n, 2 * (d * H).mean(0))),
    ),
]

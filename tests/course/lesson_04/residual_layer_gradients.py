"""Answers to `residual_layer_gradients` in many styles, right and wrong."""

import numpy as np


def sigma(z):
    return 1 / (1 + np.exp(-z))


def by_paths(X, W, b, T):
    A = sigma(np.dot(X, W) + b)
    dO = (X + A) - T
    dZ = dO * A * (1 - A)
    return np.dot(X.T, dZ) / X.shape[0], np.mean(dZ, 0), dO + np.dot(dZ, W.T)


def by_samples(X, W, b, T):
    dW, db, dX = np.zeros(W.shape), np.zeros(b.shape), []
    for x, t in zip(X, T):
        a = sigma(x @ W + b)
        e = x + a - t
        d = e * a * (1 - a)
        dW += np.outer(x, d) / len(X)
        db += d / len(X)
        dX.append(e + W @ d)
    return dW, db, np.array(dX)


def by_einsum(X, W, b, T):
    A = sigma(np.einsum("nj,jk->nk", X, W) + b)
    E = X + A - T
    D = np.einsum("nk,nk->nk", E, A - A**2)
    n = len(X)
    return [
        np.einsum("nj,nk->jk", X, D) / n,
        np.einsum("nk->k", D) / n,
        E + np.einsum("nk,jk->nj", D, W),
    ]


RIGHT = [by_paths, by_samples, by_einsum]


def made(rule):
    def answer(X, W, b, T):
        A = sigma(X @ W + b)
        return rule(X, W, X + A - T, A * (1 - A), len(X), A, T)

    return answer


def loss_only(X, W, b, T):
    return 0.5 * np.mean(np.sum((X + sigma(X @ W + b) - T) ** 2, axis=1))


def in_place(X, W, b, T):
    A = sigma(X @ W + b)
    X += A
    X -= T
    d = X * A * (1 - A)
    return X.T @ d / len(X), d.mean(0), X + d @ W.T


WRONG = [
    (
        "no way round",
        made(
            lambda X, W, e, s, n, A, T: (
                X.T @ (e * s) / n,
                (e * s).mean(0),
                (e * s) @ W.T,
            )
        ),
    ),
    (
        "way round only",
        made(lambda X, W, e, s, n, A, T: (X.T @ (e * s) / n, (e * s).mean(0), e)),
    ),
    (
        "slope on both",
        made(
            lambda X, W, e, s, n, A, T: (
                X.T @ (e * s) / n,
                (e * s).mean(0),
                (e * s) + (e * s) @ W.T,
            )
        ),
    ),
    (
        "error without X",
        made(
            lambda X, W, e, s, n, A, T: (
                X.T @ ((A - T) * s) / n,
                ((A - T) * s).mean(0),
                (A - T) + ((A - T) * s) @ W.T,
            )
        ),
    ),
    (
        "plain layer",
        made(
            lambda X, W, e, s, n, A, T: (
                X.T @ ((A - T) * s) / n,
                ((A - T) * s).mean(0),
                ((A - T) * s) @ W.T,
            )
        ),
    ),
    (
        "no slope",
        made(lambda X, W, e, s, n, A, T: (X.T @ e / n, e.mean(0), e + e @ W.T)),
    ),
    (
        "sums",
        made(
            lambda X, W, e, s, n, A, T: (
                X.T @ (e * s),
                (e * s).sum(0),
                e + (e * s) @ W.T,
            )
        ),
    ),
    (
        "dX over N",
        made(
            lambda X, W, e, s, n, A, T: (
                X.T @ (e * s) / n,
                (e * s).mean(0),
                (e + (e * s) @ W.T) / n,
            )
        ),
    ),
    (
        "W not transposed",
        made(
            lambda X, W, e, s, n, A, T: (
                X.T @ (e * s) / n,
                (e * s).mean(0),
                e + (e * s) @ W,
            )
        ),
    ),
    (
        "opposite",
        made(
            lambda X, W, e, s, n, A, T: (
                -X.T @ (e * s) / n,
                -(e * s).mean(0),
                -e - (e * s) @ W.T,
            )
        ),
    ),
    (
        "dW transposed",
        made(
            lambda X, W, e, s, n, A, T: (
                (e * s).T @ X / n,
                (e * s).mean(0),
                e + (e * s) @ W.T,
            )
        ),
    ),
    (
        "db of all samples",
        made(
            lambda X, W, e, s, n, A, T: (X.T @ (e * s) / n, (e * s), e + (e * s) @ W.T)
        ),
    ),
    (
        "plus X instead of error",
        made(
            lambda X, W, e, s, n, A, T: (
                X.T @ (e * s) / n,
                (e * s).mean(0),
                X + (e * s) @ W.T,
            )
        ),
    ),
    (
        "plus one",
        made(
            lambda X, W, e, s, n, A, T: (
                X.T @ (e * s) / n,
                (e * s).mean(0),
                1 + (e * s) @ W.T,
            )
        ),
    ),
    (
        "W plus identity",
        made(
            lambda X, W, e, s, n, A, T: (
                X.T @ (e * s) / n,
                (e * s).mean(0),
                (e * s) @ (W.T + np.eye(len(W))),
            )
        ),
    ),
    ("the loss", loss_only),
    ("in place", in_place),
    (
        "swapped",
        made(
            lambda X, W, e, s, n, A, T: (
                (e * s).mean(0),
                X.T @ (e * s) / n,
                e + (e * s) @ W.T,
            )
        ),
    ),
]

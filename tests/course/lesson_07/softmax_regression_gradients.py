"""Answers to `softmax_regression_gradients` in many styles, right and wrong."""

import numpy as np

from bpcourse.layer import bias_gradient, weight_gradient
from bpcourse.losses import softmax, softmax_cross_entropy_gradient


def one_line_each(X, W, b, Y):
    Z = X @ W + b
    Z = Z - Z.max(1)[:, None]
    P = np.exp(Z) / np.exp(Z).sum(1)[:, None]
    return np.einsum("nj,nk->jk", X, P - Y) / len(X), (P - Y).mean(0)


def sample_by_sample(X, W, b, Y):
    dW, db = np.zeros(W.shape), np.zeros(b.shape)
    for x, y in zip(X, Y):
        z = x @ W + b
        p = np.exp(z - max(z))
        d = p / sum(p) - y
        dW += np.outer(x, d) / len(X)
        db += d / len(X)
    return dW, db


class FromThePieces:
    """Lessons 02 and 04 in a row."""

    def __call__(self, X, W, b, Y):
        delta = softmax_cross_entropy_gradient(X @ W + b, Y)
        return [weight_gradient(X, delta), bias_gradient(delta)]


def divided_at_the_top(X, W, b, Y):
    delta = (softmax(X @ W + b) - Y) / X.shape[0]
    return (delta.T @ X).T, delta.sum(axis=0)


def varied(X, W, b, Y, *, sign=1, n=None, db_n=None, bias=True, p=softmax, extra=None):
    """The right lines with slips built in."""
    N = n or len(X)
    P = p(X @ W + (b if bias else 0))
    d = sign * (P - Y)
    if extra is not None:
        d = d * extra(P)
    return X.T @ d / N, d.sum(axis=0) / (db_n or N)


def slip(**slips):
    return lambda X, W, b, Y: varied(X, W, b, Y, **slips)


def no_shift(Z):
    with np.errstate(all="ignore"):
        e = np.exp(Z)
        return e / e.sum(axis=1, keepdims=True)


def sums(X, W, b, Y):
    return varied(X, W, b, Y, n=1)


def by_classes(X, W, b, Y):
    return varied(X, W, b, Y, n=Y.shape[1])


def bias_sum(X, W, b, Y):
    return varied(X, W, b, Y, db_n=1)


def weights_sum(X, W, b, Y):
    return varied(X, W, b, Y, n=1, db_n=len(X))


def transposed(X, W, b, Y):
    dW, db = varied(X, W, b, Y)
    return dW.T, db


def swapped(X, W, b, Y):
    return varied(X, W, b, Y)[::-1]


def one_bias_number(X, W, b, Y):
    return varied(X, W, b, Y)[0], (softmax(X @ W + b) - Y).mean()


def weights_only(X, W, b, Y):
    return varied(X, W, b, Y)[0]


def stepped(X, W, b, Y):
    dW, db = varied(X, W, b, Y)
    return W - dW, b - db


def no_input(X, W, b, Y):
    dW, db = varied(np.ones_like(X), W, b, Y)
    return dW, db


def hard(X, W, b, Y):
    return varied(X, W, b, Y, p=lambda Z: np.eye(Z.shape[1])[Z.argmax(axis=1)])


RIGHT = [one_line_each, sample_by_sample, FromThePieces(), divided_at_the_top]


WRONG = [
    ("the other sign", slip(sign=-1)),
    ("sums", sums),
    ("db summed", bias_sum),
    ("dW summed", weights_sum),
    ("divided by the classes", by_classes),
    ("scores for probabilities", slip(p=lambda Z: Z)),
    ("ten sigmoids", slip(p=lambda Z: 1 / (1 + np.exp(-np.clip(Z, -500, 500))))),
    ("softmax down the batch", slip(p=lambda Z: softmax(Z.T).T)),
    ("times p (1 - p)", slip(extra=lambda P: P * (1 - P))),
    ("times p", slip(extra=lambda P: P)),
    ("no maximum subtracted", slip(p=no_shift)),
    ("no bias", slip(bias=False)),
    ("dW transposed", transposed),
    ("pair swapped", swapped),
    ("db one number", one_bias_number),
    ("dW alone", weights_only),
    ("a step of 1", stepped),
    ("inputs left out", no_input),
    ("the largest score gets all", hard),
]

"""Answers to `relu_backward` in many styles, right and wrong."""

import numpy as np

from bpcourse.layer import bias_gradient, input_gradient, weight_gradient
from bpcourse.losses import softmax, softmax_cross_entropy_gradient
from bpcourse.network import Network


def from_pieces(X, weights, biases, Y):
    """What lessons 02 and 04 have left."""
    A = [X]
    for W, b in list(zip(weights, biases))[:-1]:
        A.append(np.maximum(A[-1] @ W + b, 0))
    delta = softmax_cross_entropy_gradient(A[-1] @ weights[-1] + biases[-1], Y)
    found = []
    for a, W in zip(A[::-1], weights[::-1]):
        found.append((weight_gradient(a, delta), bias_gradient(delta)))
        delta = input_gradient(delta, W) * np.sign(a)
    return found[::-1]


def recursive(X, weights, biases, Y):
    def go(a, layer):
        z = a @ weights[layer] + biases[layer]
        if layer == len(weights) - 1:
            delta, later = (softmax(z) - Y) / len(Y), []
        else:
            back, later = go(z * (z > 0), layer + 1)
            delta = np.where(z > 0, back, 0)
        pair = (a.T @ delta, delta.sum(axis=0))
        return delta @ weights[layer].T, [pair, *later]

    return go(X, 0)[1]


def sample_by_sample(X, weights, biases, Y):
    sums = [[np.zeros(W.shape), np.zeros(b.shape)] for W, b in zip(weights, biases)]
    for x, y in zip(X, Y):
        a, z = [x], []
        for W, b in zip(weights, biases):
            z.append(a[-1] @ W + b)
            a.append(np.clip(z[-1], 0, None))
        d = softmax(z[-1]) - y
        for i in reversed(range(len(weights))):
            sums[i][0] += np.outer(a[i], d) / len(X)
            sums[i][1] += d / len(X)
            if i > 0:
                d = (weights[i] @ d) * (z[i - 1] > 0)
    return sums


class WithTheNetwork:
    """The course's own network, filled with these parameters."""

    def __call__(self, X, weights, biases, Y):
        net = Network([X.shape[1], *[W.shape[1] for W in weights]], hidden="relu")
        for own, given in zip((*net.weights, *net.biases), (*weights, *biases)):
            own[:] = given
        return net.gradients(X, Y)


def varied(
    X, weights, biases, Y, *, sign=1, top=None, slope=None, N=None, db_N=None,
    f=lambda z: np.maximum(0, z), p=softmax, back=None,
):  # fmt: skip
    """The right loop with slips built in."""
    A = [X]
    for W, b in zip(weights[:-1], biases[:-1]):
        A.append(f(A[-1] @ W + b))
    P = p(A[-1] @ weights[-1] + biases[-1])
    delta = sign * (P - Y) * (1 if top is None else top(P))
    N = N or len(X)
    slope = slope or (lambda a: a > 0)
    found = []
    for i in range(len(weights) - 1, -1, -1):
        found.insert(0, (A[i].T @ delta / N, delta.sum(axis=0) / (db_N or N)))
        if i:
            W = weights[i].T if back is None else back(weights, i)
            delta = (delta @ W) * slope(A[i])
    return found


def slip(**slips):
    return lambda *args: varied(*args, **slips)


def sums(X, weights, biases, Y):
    return varied(X, weights, biases, Y, N=1)


def bias_sums(X, weights, biases, Y):
    return varied(X, weights, biases, Y, db_N=1)


def twice(X, weights, biases, Y):
    return varied(X, weights, biases, Y, N=len(X) ** 2)


def unsafe(Z):
    with np.errstate(all="ignore"):
        e = np.exp(Z)
        return e / e.sum(axis=1, keepdims=True)


def last_first(*args):
    return varied(*args)[::-1]


def biases_first(*args):
    return [(db, dW) for dW, db in varied(*args)]


def last_layer_only(*args):
    return varied(*args)[-1:]


def first_frozen(*args):
    found = varied(*args)
    return [tuple(np.zeros_like(part) for part in found[0]), *found[1:]]


def one_path(X, weights, biases, Y):
    return varied(
        X,
        weights,
        biases,
        Y,
        back=lambda W, i: np.diag(np.diag(W[i].T @ W[i])) @ W[i].T,
    )


def sigma(z):
    return 1 / (1 + np.exp(-z))


RIGHT = [from_pieces, recursive, sample_by_sample, WithTheNetwork()]


WRONG = [
    ("slope a (1 - a)", slip(slope=lambda a: a * (1 - a))),
    ("no slope", slip(slope=lambda a: 1)),
    ("times a", slip(slope=lambda a: a)),
    ("slope where the unit is silent", slip(slope=lambda a: a <= 0)),
    ("lesson 05 at the top", slip(top=lambda P: P * (1 - P))),
    ("the other sign", slip(sign=-1)),
    ("sums", sums),
    ("db summed", bias_sums),
    ("divided twice", twice),
    ("no transpose", slip(back=lambda W, i: W[i])),
    ("weights of the layer before", slip(back=lambda W, i: W[i - 1].T)),
    ("sigmoid layers", slip(f=sigma, slope=lambda a: a * (1 - a))),
    ("tanh layers", slip(f=np.tanh, slope=lambda a: 1 - a**2)),
    ("ReLU on the scores", slip(p=lambda Z: softmax(np.maximum(0, Z)))),
    ("softmax down the batch", slip(p=lambda Z: softmax(Z.T).T)),
    ("no maximum subtracted", slip(p=unsafe)),
    ("last layer first", last_first),
    ("pairs turned", biases_first),
    ("the last layer alone", last_layer_only),
    ("first layer not reached", first_frozen),
    ("one path weighed", one_path),
    ("no softmax", slip(p=lambda Z: Z)),
]

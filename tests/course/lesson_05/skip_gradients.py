"""Answers to `skip_gradients` in many styles, right and wrong."""

import numpy as np

from .shared import sigma


def run(X, weights, biases):
    A1 = sigma(X @ weights[0] + biases[0])
    A2 = sigma(A1 @ weights[1] + biases[1])
    return A1, A2, sigma((A1 + A2) @ weights[2] + biases[2])


def mean_pair(A, delta):
    return A.T @ delta / len(A), delta.mean(axis=0)


def skip_plain(X, weights, biases, T):
    A1, A2, O = run(X, weights, biases)
    d3 = (O - T) * O * (1 - O)
    s = d3 @ weights[2].T
    d2 = s * A2 * (1 - A2)
    d1 = (s + d2 @ weights[1].T) * A1 * (1 - A1)
    return [mean_pair(X, d1), mean_pair(A1, d2), mean_pair(A1 + A2, d3)]


def skip_by_samples(X, weights, biases, T):
    sums = [[np.zeros(W.shape), np.zeros(b.shape)] for W, b in zip(weights, biases)]
    for x, t in zip(X, T):
        a1 = sigma(x @ weights[0] + biases[0])
        a2 = sigma(a1 @ weights[1] + biases[1])
        o = sigma((a1 + a2) @ weights[2] + biases[2])
        d3 = (o - t) * o * (1 - o)
        into_a2 = weights[2] @ d3
        d2 = into_a2 * a2 * (1 - a2)
        into_a1 = weights[2] @ d3 + weights[1] @ d2
        d1 = into_a1 * a1 * (1 - a1)
        for pair, a, d in zip(sums, (x, a1, a1 + a2), (d1, d2, d3)):
            pair[0] += np.outer(a, d)
            pair[1] += d
    return [(dW / len(X), db / len(X)) for dW, db in sums]


def skip_as_one_wide_layer(X, weights, biases, T):
    """A1 and A2 side by side, W3 twice below itself: a layer of lesson 04."""
    A1, A2, O = run(X, weights, biases)
    n = A1.shape[1]
    d3 = (O - T) * (O - O**2) / len(X)
    back = d3 @ np.vstack([weights[2], weights[2]]).T
    d2 = back[:, n:] * (A2 - A2**2)
    d1 = (back[:, :n] + d2 @ weights[1].T) * (A1 - A1**2)
    wide = np.hstack([A1, A2]).T @ d3
    pairs = [(X.T @ d1, d1.sum(0)), (A1.T @ d2, d2.sum(0))]
    return pairs + [(wide[:n] + wide[n:], d3.sum(axis=0))]


def skip_complex(X, weights, biases, T):
    """The complex step itself: slow, and right."""

    def slope(group, at, index):
        moved = [[np.array(p, complex) for p in g] for g in (weights, biases)]
        moved[group][at][index] += 1e-30j
        O = run(X, *moved)[2]
        return (0.5 * ((O - T) ** 2).sum() / len(X)).imag / 1e-30

    found = []
    for at in range(3):
        pair = []
        for group, p in ((0, weights[at]), (1, biases[at])):
            slopes = [slope(group, at, index) for index in np.ndindex(p.shape)]
            pair.append(np.reshape(slopes, p.shape))
        found.append(tuple(pair))
    return found


RIGHT = [skip_plain, skip_by_samples, skip_as_one_wide_layer, skip_complex]


def slip(first=None, second=None, third=None, top=None, back=None):
    """`skip_plain` with one line exchanged; each line gets (s, d2, A1, A2, weights)."""

    def answer(X, weights, biases, T):
        A1, A2, O = run(X, weights, biases)
        d3 = top(O, T) if top else (O - T) * O * (1 - O)
        s = back(d3, weights) if back else d3 @ weights[2].T
        d2 = second(s, A1, A2) if second else s * A2 * (1 - A2)
        if first:
            d1 = first(s, d2, A1, A2, weights)
        else:
            d1 = (s + d2 @ weights[1].T) * A1 * (1 - A1)
        both = third(A1, A2) if third else A1 + A2
        return [mean_pair(X, d1), mean_pair(A1, d2), mean_pair(both, d3)]

    return answer


def chain(X, weights, biases, T):
    A1 = sigma(X @ weights[0] + biases[0])
    A2 = sigma(A1 @ weights[1] + biases[1])
    O = sigma(A2 @ weights[2] + biases[2])
    d3 = (O - T) * O * (1 - O)
    d2 = d3 @ weights[2].T * A2 * (1 - A2)
    d1 = d2 @ weights[1].T * A1 * (1 - A1)
    return [mean_pair(X, d1), mean_pair(A1, d2), mean_pair(A2, d3)]


def no_mean(X, weights, biases, T):
    return [(dW * len(X), db * len(X)) for dW, db in skip_plain(X, weights, biases, T)]


def only_weights(X, weights, biases, T):
    return [dW for dW, _ in skip_plain(X, weights, biases, T)]


def changes_weights(X, weights, biases, T):
    found = skip_plain(X, weights, biases, T)
    for W, (dW, _) in zip(weights, found):
        W -= dW
    return found


WRONG = [
    (
        "through layer 2 alone",
        slip(first=lambda s, d2, A1, A2, w: d2 @ w[1].T * A1 * (1 - A1)),
    ),
    (
        "past layer 2 alone",
        slip(first=lambda s, d2, A1, A2, w: s * A1 * (1 - A1)),
    ),
    (
        "bracket missing",
        slip(first=lambda s, d2, A1, A2, w: s + d2 @ w[1].T * A1 * (1 - A1)),
    ),
    (
        "delta 2 goes past",
        slip(first=lambda s, d2, A1, A2, w: (d2 + d2 @ w[1].T) * A1 * (1 - A1)),
    ),
    ("A2 in the last dW", slip(third=lambda A1, A2: A2)),
    ("A1 in the last dW", slip(third=lambda A1, A2: A1)),
    ("a plain chain", chain),
    (
        "slope of the sum",
        slip(second=lambda s, A1, A2: s * (A1 + A2) * (1 - A1 - A2)),
    ),
    (
        "the other layer's slope",
        slip(second=lambda s, A1, A2: s * A1 * (1 - A1)),
    ),
    (
        "ways multiplied",
        slip(first=lambda s, d2, A1, A2, w: s * (d2 @ w[1].T) * A1 * (1 - A1)),
    ),
    (
        "ways subtracted",
        slip(first=lambda s, d2, A1, A2, w: (s - d2 @ w[1].T) * A1 * (1 - A1)),
    ),
    (
        "W2 not turned over",
        slip(first=lambda s, d2, A1, A2, w: (s + d2 @ w[1]) * A1 * (1 - A1)),
    ),
    ("signal halved", slip(back=lambda d3, w: d3 @ w[2].T / 2)),
    ("signal doubled", slip(back=lambda d3, w: 2 * d3 @ w[2].T)),
    ("no slope at the output", slip(top=lambda O, T: O - T)),
    ("wrong sign", slip(top=lambda O, T: (T - O) * O * (1 - O))),
    ("twice the error", slip(top=lambda O, T: 2 * (O - T) * O * (1 - O))),
    (
        "no slope in layer 2",
        slip(second=lambda s, A1, A2: s),
    ),
    (
        "no slope in layer 1",
        slip(first=lambda s, d2, A1, A2, w: s + d2 @ w[1].T),
    ),
    ("sums", no_mean),
    ("last layer first", lambda X, w, b, T: skip_plain(X, w, b, T)[::-1]),
    ("only the weights", only_weights),
    ("changes the weights", changes_weights),
]

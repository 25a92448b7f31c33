"""Answers to `train_neuron` in many styles, right and wrong."""

from functools import partial

import numpy as np

from .shared import gradients_list, neuron_gradients, sigma, step_plain


def train_matrix(X, t, eta, steps):
    N, n = X.shape
    w, b = np.zeros(n), 0.0
    for _ in range(steps):
        o = sigma(X @ w + b)
        delta = (o - t) * o * (1 - o)
        w = w - eta * X.T @ delta / N
        b = b - eta * delta.mean()
    return w, b


def train_samples(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        total_w, total_b = np.zeros(X.shape[1]), 0.0
        for x, target in zip(X, t):
            dw, db = neuron_gradients(x, w, b, target)
            total_w += dw
            total_b += db
        w -= eta * total_w / len(X)
        b -= eta * total_b / len(X)
    return w, b


def train_folded(X, t, eta, steps):
    X1 = np.hstack([np.ones((len(X), 1)), X])
    w1 = np.zeros(X1.shape[1])
    for _ in range(steps):
        o = sigma(X1 @ w1)
        w1 = w1 - eta * np.mean(((o - t) * o * (1 - o))[:, None] * X1, axis=0)
    return w1[1:], w1[0]


def train_einsum(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    while steps > 0:
        o = sigma(np.einsum("nj,j->n", X, w) + b)
        d = (o - t) * o * (1 - o) / len(t)
        w, b = w - eta * np.einsum("n,nj->j", d, X), b - eta * np.einsum("n->", d)
        steps -= 1
    return w, b


def train_lists(X, t, eta, steps):
    n = len(X[0])
    w, b = [0.0] * n, 0.0
    for _ in range(steps):
        grads = [
            gradients_list(list(map(float, x)), w, b, float(tt)) for x, tt in zip(X, t)
        ]
        w = [w[j] - eta * sum(g[0][j] for g in grads) / len(X) for j in range(n)]
        b = b - eta * sum(g[1] for g in grads) / len(X)
    return w, b


def train_variant(X, t, eta, steps, *, start=0.0, scale=None, slope=True, sign=-1.0):
    """The matrix form with a slip built in."""
    w, b = np.full(X.shape[1], start), start
    scale = 1 / len(X) if scale is None else scale
    for _ in range(steps):
        o = sigma(X @ w + b)
        delta = (o - t) * (o * (1 - o) if slope else 1.0)
        w = w + sign * eta * scale * (X.T @ delta)
        b = b + sign * eta * scale * delta.sum()
    return w, b


def train_one_by_one(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        for x, target in zip(X, t):
            w, b = step_plain(x, w, b, target, eta)
    return w, b


def train_one_by_one_mean(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        for x, target in zip(X, t):
            w, b = step_plain(x, w, b, target, eta / len(X))
    return w, b


def train_one_sample_a_step(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for i in range(steps):
        k = i % len(X)
        w, b = step_plain(X[k], w, b, t[k], eta)
    return w, b


def train_bias_new_weights(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        o = sigma(X @ w + b)
        w = w - eta * X.T @ ((o - t) * o * (1 - o)) / len(X)
        o = sigma(X @ w + b)
        b = b - eta * np.mean((o - t) * o * (1 - o))
    return w, b


def train_no_bias(X, t, eta, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        o = sigma(X @ w)
        w = w - eta * X.T @ ((o - t) * o * (1 - o)) / len(X)
    return w, 0.0


def train_bias_sum(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        o = sigma(X @ w + b)
        d = (o - t) * o * (1 - o)
        w, b = w - eta * X.T @ d / len(X), b - eta * d.sum()
    return w, b


def train_divides_by_n(X, t, eta, steps):
    return train_variant(X, t, eta, steps, scale=1 / X.shape[1])


def train_one_more(X, t, eta, steps):
    return train_matrix(X, t, eta, steps + 1)


def train_one_less(X, t, eta, steps):
    return train_matrix(X, t, eta, max(steps - 1, 0))


def train_resets(X, t, eta, steps):
    return train_matrix(X, t, eta, min(steps, 1))


def train_returns_early(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        o = sigma(X @ w + b)
        d = (o - t) * o * (1 - o)
        w, b = w - eta * X.T @ d / len(X), b - eta * d.mean()
        return w, b
    return w, b


def train_random(X, t, eta, steps):
    rng = np.random.default_rng(0)
    w, b = rng.normal(size=X.shape[1]) * 0.1, 0.0
    for _ in range(steps):
        o = sigma(X @ w + b)
        d = (o - t) * o * (1 - o)
        w, b = w - eta * X.T @ d / len(X), b - eta * d.mean()
    return w, b


def train_mean_input(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        w, b = step_plain(X.mean(axis=0), w, b, t.mean(), eta)
    return w, b


def train_stale(X, t, eta, steps):
    """Computes the gradient once, and takes it for every step."""
    w, b = np.zeros(X.shape[1]), 0.0
    o = sigma(X @ w + b)
    d = (o - t) * o * (1 - o)
    for _ in range(steps):
        w, b = w - eta * X.T @ d / len(X), b - eta * d.mean()
    return w, b


def train_last_sample(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        for x, target in zip(X, t):
            dw, db = neuron_gradients(x, w, b, target)
        w, b = w - eta * dw, b - eta * db
    return w, b


def train_not_cleared(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    total_w, total_b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        for x, target in zip(X, t):
            dw, db = neuron_gradients(x, w, b, target)
            total_w += dw
            total_b += db
        w = w - eta * total_w / len(X)
        b = b - eta * total_b / len(X)
    return w, b


def train_swapped(X, t, eta, steps):
    return train_matrix(X, t, eta, steps)[::-1]


def train_column(X, t, eta, steps):
    w, b = np.zeros((X.shape[1], 1)), 0.0
    for _ in range(steps):
        o = sigma(X @ w + b)
        d = (o - t) * o * (1 - o)
        w, b = (
            w - eta * X.T @ d.mean(axis=1, keepdims=True) / len(X),
            b - eta * d.mean(),
        )
    return w[:, 0], b


def train_linear(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        d = X @ w + b - t
        w, b = w - eta * X.T @ d / len(X), b - eta * d.mean()
    return w, b


def train_capped(X, t, eta, steps):
    return train_matrix(X, t, eta, min(steps, 100))


def train_early_stop(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        o = sigma(X @ w + b)
        if np.mean((o - t) ** 2) < 0.05:
            break
        d = (o - t) * o * (1 - o)
        w, b = w - eta * X.T @ d / len(X), b - eta * d.mean()
    return w, b


def train_four_samples(X, t, eta, steps):
    return train_variant(X, t, eta, steps, scale=1 / 4)


def train_alias(X, t, eta, steps):
    w = old = np.zeros(X.shape[1])
    b = 0.0
    for _ in range(steps):
        for x, target in zip(X, t):
            dw, db = neuron_gradients(x, old, b, target)
            w -= eta * dw / len(X)
        b -= eta * db / len(X)
    return w, b


def train_decaying(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for i in range(steps):
        o = sigma(X @ w + b)
        d = (o - t) * o * (1 - o)
        step = eta / (1 + i)
        w, b = w - step * X.T @ d / len(X), b - step * d.mean()
    return w, b


def train_zeros(X, t, eta, steps):
    return np.zeros(X.shape[1]), 0.0


RIGHT = [
    train_matrix,
    train_samples,
    train_folded,
    train_einsum,
    train_lists,
    partial(train_variant, start=0.0),
]


WRONG = [
    ("sum instead of the mean", partial(train_variant, scale=1.0)),
    ("starts at ones", partial(train_variant, start=1.0)),
    ("starts at random", train_random),
    ("no slope", partial(train_variant, slope=False)),
    ("uphill", partial(train_variant, sign=1.0)),
    ("a step after each sample", train_one_by_one),
    ("a step of eta / N after each sample", train_one_by_one_mean),
    ("one sample a step", train_one_sample_a_step),
    ("bias from the new weights", train_bias_new_weights),
    ("no bias", train_no_bias),
    ("bias gradient is a sum", train_bias_sum),
    ("divides by the number of inputs", train_divides_by_n),
    ("one step more", train_one_more),
    ("one step less", train_one_less),
    ("begins anew in every step", train_resets),
    ("returns after the first step", train_returns_early),
    ("mean of the inputs first", train_mean_input),
    ("gradient computed once", train_stale),
    ("last sample only", train_last_sample),
    ("sums never cleared", train_not_cleared),
    ("swapped", train_swapped),
    ("(N, 1) against (N,)", train_column),
    ("no sigmoid", train_linear),
    ("at most a hundred steps", train_capped),
    ("stops when it is good enough", train_early_stop),
    ("four samples, whatever N is", train_four_samples),
    ("the old weights are the same array as the new ones", train_alias),
    ("the step shrinks", train_decaying),
    ("zeros", train_zeros),
    ("uphill, summed", partial(train_variant, sign=1.0, scale=1.0)),
    ("no slope, summed", partial(train_variant, slope=False, scale=1.0)),
    ("half the step", partial(train_variant, sign=-0.5)),
]

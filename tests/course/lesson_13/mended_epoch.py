"""Answers to `mended_epoch` in many styles, right and wrong."""

from functools import partial

import numpy as np


def epoch_mended(w, X, t, eta, batch_size):
    w = w.copy()
    for start in range(0, len(X), batch_size):
        x, y = X[start : start + batch_size], t[start : start + batch_size]
        change = -eta * x.T @ (x @ w - y) / len(x)
        w += change
    return w


def epoch_new_name(w, X, t, eta, batch_size):
    new = np.array(w, dtype=float)
    start = 0
    while start < len(t):
        x, y = X[start : start + batch_size], t[start : start + batch_size]
        new = new - eta * np.mean((x @ new - y)[:, None] * x, axis=0)
        start += batch_size
    return new


def epoch_recursive(w, X, t, eta, batch_size):
    if len(X) == 0:
        return w.copy()
    x, y = X[:batch_size], t[:batch_size]
    w = w - eta * x.T @ (x @ w - y) / len(y)
    return epoch_recursive(w, X[batch_size:], t[batch_size:], eta, batch_size)


def epoch_split(w, X, t, eta, batch_size):
    cuts = np.arange(batch_size, len(X), batch_size)
    for x, y in zip(np.split(X, cuts), np.split(t, cuts)):
        w = w - eta * np.einsum("nj,n->j", x, x @ w - y) / len(x)
    return w


def epoch_variant(
    w,
    X,
    t,
    eta,
    batch_size,
    *,
    copy=True,
    stop=0,
    sign=1.0,
    divide=len,
    frozen=False,
    error=None,
):
    """The code as given, each fault mended or not."""
    if copy:
        w = w.copy()
    old = w.copy()
    for start in range(0, len(X) - stop * batch_size, batch_size):
        x, y = X[start : start + batch_size], t[start : start + batch_size]
        at = old if frozen else w
        e = x @ at - y if error is None else error(x @ at, y)
        change = -eta * x.T @ e / (batch_size if divide is None else divide(x))
        w += sign * change
    return w


def epoch_alias(w, X, t, eta, batch_size):
    new = w
    for start in range(0, len(X), batch_size):
        x, y = X[start : start + batch_size], t[start : start + batch_size]
        new -= eta * x.T @ (x @ new - y) / len(x)
    return new


def epoch_last_dropped_off_by_one(w, X, t, eta, batch_size):
    w = w.copy()
    for start in range(0, len(X) - batch_size + 1, batch_size):
        x, y = X[start : start + batch_size], t[start : start + batch_size]
        w -= eta * x.T @ (x @ w - y) / len(x)
    return w


def epoch_full_batch(w, X, t, eta, batch_size):
    return w - eta * X.T @ (X @ w - t) / len(X)


def epoch_one_by_one(w, X, t, eta, batch_size):
    for x, y in zip(X, t):
        w = w - eta * (x @ w - y) * x
    return w


def epoch_returns_early(w, X, t, eta, batch_size):
    w = w.copy()
    for start in range(0, len(X), batch_size):
        x, y = X[start : start + batch_size], t[start : start + batch_size]
        w -= eta * x.T @ (x @ w - y) / len(x)
        return w


def epoch_copy_in_loop(w, X, t, eta, batch_size):
    for start in range(0, len(X), batch_size):
        new = w.copy()
        x, y = X[start : start + batch_size], t[start : start + batch_size]
        new -= eta * x.T @ (x @ new - y) / len(x)
    return new


def epoch_shuffled(w, X, t, eta, batch_size):
    order = np.random.default_rng(0).permutation(len(X))
    return epoch_mended(w, X[order], t[order], eta, batch_size)


def epoch_two_epochs(w, X, t, eta, batch_size):
    return epoch_mended(epoch_mended(w, X, t, eta, batch_size), X, t, eta, batch_size)


RIGHT = [
    epoch_mended,
    epoch_new_name,
    epoch_recursive,
    epoch_split,
    epoch_variant,
]


WRONG = [
    (
        "nothing mended",
        partial(epoch_variant, copy=False, stop=1, sign=-1.0, divide=None),
    ),
    ("no copy", partial(epoch_variant, copy=False)),
    ("another name is no copy", epoch_alias),
    ("sign not mended", partial(epoch_variant, sign=-1.0)),
    ("rest still left out", partial(epoch_variant, stop=1)),
    ("rest left out where it is no full batch", epoch_last_dropped_off_by_one),
    ("divides by batch_size", partial(epoch_variant, divide=None)),
    ("sum, no mean", partial(epoch_variant, divide=lambda x: 1)),
    ("divides by all samples", partial(epoch_variant, divide=lambda x: 9)),
    (
        "sign mended twice",
        partial(epoch_variant, sign=-1.0, error=lambda o, y: o - y),
    ),
    ("error turned too", partial(epoch_variant, error=lambda o, y: y - o)),
    ("all gradients at the old w", partial(epoch_variant, frozen=True)),
    ("one full batch", epoch_full_batch),
    ("one by one", epoch_one_by_one),
    ("returns after the first batch", epoch_returns_early),
    ("copies in the loop", epoch_copy_in_loop),
    ("shuffles", epoch_shuffled),
    ("two epochs", epoch_two_epochs),
    ("batch_size and no copy", partial(epoch_variant, divide=None, copy=False)),
    ("rest left out and batch_size", partial(epoch_variant, stop=1, divide=None)),
    ("twice the slope", partial(epoch_variant, sign=2.0)),
    ("divides by the inputs", partial(epoch_variant, divide=lambda x: x.shape[1])),
    ("w itself", lambda w, X, t, eta, batch_size: w),
]

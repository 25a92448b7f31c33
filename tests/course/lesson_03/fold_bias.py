"""Answers to `fold_bias` in many styles, right and wrong."""

import numpy as np

from .shared import fold_concatenate


def fold_lists(x, w, b):
    return [1.0] + list(x), [b] + list(w)


def fold_insert(x, w, b):
    return np.insert(np.asarray(x, float), 0, 1), np.insert(np.asarray(w, float), 0, b)


def fold_empty(x, w, b):
    n = len(x)
    x1 = np.ones(n + 1)
    w1 = np.empty(n + 1)
    w1[0] = b
    x1[1:] = x
    w1[1:] = w
    return x1, w1


def fold_array(x, w, b):
    return np.array([(1.0, *x), (b, *w)])


def fold_at_end(x, w, b):
    return np.append(x, 1.0), np.append(w, b)


def fold_swapped(x, w, b):
    return np.append(b, w), np.append(1.0, x)


def fold_b_in_x(x, w, b):
    return np.append(b, x), np.append(1.0, w)


def fold_only_w(x, w, b):
    return x, np.append(b, w)


def fold_zero(x, w, b):
    return np.append(0.0, x), np.append(b, w)


def fold_minus_one(x, w, b):
    return np.append(-1.0, x), np.append(b, w)


def fold_threshold(x, w, b):
    return np.append(-1.0, x), np.append(-b, w)


def fold_w_one(x, w, b):
    return np.append(1.0, x), np.append(1.0, w)


def fold_added(x, w, b):
    return x, w + b


def fold_both_b(x, w, b):
    return np.append(b, x), np.append(b, w)


def fold_mixed_ends(x, w, b):
    return np.append(x, 1.0), np.append(b, w)


def fold_overwrites(x, w, b):
    x1, w1 = x.copy(), w.copy()
    x1[0], w1[0] = 1.0, b
    return x1, w1


def fold_integers(x, w, b):
    x1 = np.ones(len(x) + 1, dtype=int)
    w1 = np.zeros(len(w) + 1, dtype=int)
    x1[1:], w1[0], w1[1:] = x, b, w
    return x1, w1


def fold_root(x, w, b):
    return np.append(np.sqrt(abs(b)), x), np.append(np.sqrt(abs(b)), w)


def fold_dot(x, w, b):
    x1, w1 = fold_concatenate(x, w, b)
    return np.dot(w1, x1)


RIGHT = [
    fold_concatenate,
    fold_lists,
    fold_insert,
    fold_empty,
    fold_array,
    lambda x, w, b: (np.r_[1.0, x], np.r_[b, w]),
    lambda x, w, b: (np.hstack((1, x)), np.hstack((b, w))),
]


WRONG = [
    ("at the end", fold_at_end),
    ("swapped", fold_swapped),
    ("b in x, 1 in w", fold_b_in_x),
    ("x not extended", fold_only_w),
    ("0 as the input", fold_zero),
    ("-1 as the input", fold_minus_one),
    ("threshold: -1 and -b", fold_threshold),
    ("1 in both", fold_w_one),
    ("bias added to every weight", fold_added),
    ("b in both", fold_both_b),
    ("front in one, end in the other", fold_mixed_ends),
    ("overwrites the first entries", fold_overwrites),
    ("integer arrays cut the decimals", fold_integers),
    ("roots", fold_root),
    ("the dot product", fold_dot),
    ("unchanged", lambda x, w, b: (x, w)),
    ("a row before", lambda x, w, b: (np.vstack([np.ones(len(x)), x]), w)),
]

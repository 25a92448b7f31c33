"""Answers to `epoch_mean` in many styles, right and wrong."""

import numpy as np


def mean_loop(batch_means, batch_sizes):
    total, count = 0.0, 0
    for mean, size in zip(batch_means, batch_sizes):
        total += mean * size
        count += size
    return total / count


def mean_repeat(batch_means, batch_sizes):
    return float(np.mean(np.repeat(batch_means, batch_sizes)))


RIGHT = [
    mean_loop,
    mean_repeat,
    lambda m, s: np.average(m, weights=s),
    lambda m, s: np.dot(m, s) / np.sum(s),
    lambda m, s: sum(a * b for a, b in zip(m, s)) / sum(s),
]


WRONG = [
    ("mean of the means", lambda m, s: np.mean(m)),
    ("divides by the number of batches", lambda m, s: np.dot(m, s) / len(s)),
    ("sum", lambda m, s: np.dot(m, s)),
    ("sum of the means", lambda m, s: np.sum(m)),
    ("means over sizes", lambda m, s: np.sum(np.divide(m, s))),
    ("weights upside down", lambda m, s: np.average(m, weights=1 / np.asarray(s))),
    ("sum of means over all samples", lambda m, s: np.sum(m) / np.sum(s)),
    ("last batch left out", lambda m, s: np.dot(m[:-1], s[:-1]) / np.sum(s[:-1])),
    ("size of the first batch for all", lambda m, s: np.sum(m) * s[0] / np.sum(s)),
    ("product of sums", lambda m, s: np.sum(m) * np.sum(s) / len(m)),
    ("a vector", lambda m, s: np.multiply(m, s) / np.sum(s)),
    ("median", lambda m, s: np.median(m)),
    (
        "256 and 80",
        lambda m, s: (256 * sum(m[:-1]) + 80 * m[-1]) / (256 * (len(m) - 1) + 80),
    ),
    ("squared sizes", lambda m, s: np.average(m, weights=np.square(s))),
    ("means and sizes swapped", lambda m, s: np.dot(m, s) / np.sum(m)),
    ("last batch's mean", lambda m, s: m[-1]),
    ("mean size", lambda m, s: np.dot(m, s) / np.max(s) / len(s)),
]

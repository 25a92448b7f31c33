"""Answers to `clip_by_norm` in many styles, right and wrong."""

import numpy as np


def by_sum(gradients, limit):
    total = 0.0
    for dW, db in gradients:
        total += float(np.sum(dW * dW)) + float(np.sum(db * db))
    norm = total**0.5
    if norm <= limit:
        return [(dW.copy(), db.copy()) for dW, db in gradients]
    return [(dW / norm * limit, db / norm * limit) for dW, db in gradients]


def by_one_vector(gradients, limit):
    flat = np.concatenate([np.ravel(p) for pair in gradients for p in pair])
    factor = min(1.0, limit / max(np.linalg.norm(flat), 1e-300))
    return [[dW * factor, db * factor] for dW, db in gradients]


def as_it_is(gradients, limit):
    norm = np.sqrt(sum(np.vdot(p, p) for pair in gradients for p in pair))
    return (
        gradients
        if norm <= limit
        else [(limit / norm * a, limit / norm * b) for a, b in gradients]
    )


RIGHT = [by_sum, by_one_vector, as_it_is]


def norm_of(gradients):
    return np.sqrt(sum((p**2).sum() for pair in gradients for p in pair))


def scaled(rule):
    return lambda g, limit: [(a * rule(g, limit), b * rule(g, limit)) for a, b in g]


def divides(gradients, limit):
    with np.errstate(all="ignore"):
        factor = limit / norm_of(gradients)
        return [
            (a * min(1, factor), b * min(1, factor)) if factor == factor else (a, b)
            for a, b in gradients
        ][:1]


def in_place(gradients, limit):
    norm = norm_of(gradients)
    for a, b in gradients:
        if norm > limit:
            a *= limit / norm
            b *= limit / norm
    return gradients


WRONG = [
    (
        "each number",
        lambda g, limit: [
            (np.clip(a, -limit, limit), np.clip(b, -limit, limit)) for a, b in g
        ],
    ),
    ("always", scaled(lambda g, limit: limit / max(norm_of(g), 1e-300))),
    (
        "squared norm",
        scaled(lambda g, limit: min(1.0, limit / max(norm_of(g) ** 2, 1e-300))),
    ),
    ("to one", scaled(lambda g, limit: 1 / norm_of(g) if norm_of(g) > limit else 1.0)),
    ("zeros", scaled(lambda g, limit: 0.0 if norm_of(g) > limit else 1.0)),
    ("plus small", scaled(lambda g, limit: min(1.0, limit / (norm_of(g) + 1e-6)))),
    ("first layer only", divides),
    ("in place", in_place),
    ("norm only", lambda g, limit: norm_of(g)),
    ("unchanged", lambda g, limit: g),
    ("halved", scaled(lambda g, limit: 0.5 if norm_of(g) > limit else 1.0)),
    (
        "multiplied by the norm",
        scaled(lambda g, limit: norm_of(g) / limit if norm_of(g) > limit else 1.0),
    ),
]

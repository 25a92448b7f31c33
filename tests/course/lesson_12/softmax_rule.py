"""Answers to `softmax_rule` in many styles, right and wrong."""

import numpy as np

from .shared import soft


def right(g, p):
    return p * g - p * np.sum(p * g, axis=-1, keepdims=True)


def jacobian(g, p):
    flat_g, flat_p = g.reshape(-1, g.shape[-1]), p.reshape(-1, p.shape[-1])
    rows = [(np.diag(b) - np.outer(b, b)) @ a for a, b in zip(flat_g, flat_p)]
    return np.array(rows).reshape(p.shape)


def einsum(g, p):
    return p * (g - np.einsum("...k,...k->...", g, p)[..., None])


RIGHT = [right, jacobian, einsum]

WRONG = [
    ("diagonal", lambda g, p: g * p - g * p * p),
    ("nothing subtracted", lambda g, p: g * p),
    ("no p", lambda g, p: g - (g * p).sum(-1, keepdims=True)),
    ("sum of g", lambda g, p: p * (g - g.sum(-1, keepdims=True))),
    ("mean of g", lambda g, p: p * (g - g.mean(-1, keepdims=True))),
    ("over all", lambda g, p: p * (g - np.sum(g * p))),
    ("over samples", lambda g, p: p * (g - np.sum(g * p, axis=0))),
    ("no keepdims", lambda g, p: p * (g - np.sum(g * p, axis=-1))),
    ("softmax again", lambda g, p: right(g, soft(p))),
    ("opposite", lambda g, p: -right(g, p)),
    ("mean over the batch", lambda g, p: right(g, p) / len(p)),
    ("p minus g", lambda g, p: p - g),
    ("added", lambda g, p: p * (g + (g * p).sum(-1, keepdims=True))),
]

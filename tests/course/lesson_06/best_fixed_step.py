"""Answers to `best_fixed_step` in many styles, right and wrong."""

import numpy as np


def best_sorted(H):
    values = sorted(np.linalg.eigvals(H).real)
    return 2 / (values[0] + values[-1])


def best_by_norms(H):
    return 2 / (np.linalg.norm(H, 2) + 1 / np.linalg.norm(np.linalg.inv(H), 2))


RIGHT = [
    best_sorted,
    best_by_norms,
    lambda H: 2 / np.linalg.eigvalsh(H)[[0, -1]].sum(),
    lambda H: 1 / np.mean([f(np.linalg.eigh(H)[0]) for f in (min, max)]),
]


WRONG = [
    ("largest stable step", lambda H: 2 / np.linalg.eigvalsh(H).max()),
    ("1 over the largest", lambda H: 1 / np.linalg.eigvalsh(H).max()),
    ("1 over the sum", lambda H: 1 / np.linalg.eigvalsh(H)[[0, -1]].sum()),
    (
        "difference",
        lambda H: 2 / (np.linalg.eigvalsh(H)[-1] - np.linalg.eigvalsh(H)[0]),
    ),
    ("sum of all eigenvalues", lambda H: 2 / np.linalg.eigvalsh(H).sum()),
    ("mean of all eigenvalues", lambda H: 1 / np.linalg.eigvalsh(H).mean()),
    (
        "geometric mean",
        lambda H: 1 / np.sqrt(np.prod(np.linalg.eigvalsh(H)[[0, -1]])),
    ),
    ("trace", lambda H: 2 / np.trace(H)),
    (
        "half the sum, upside down",
        lambda H: np.linalg.eigvalsh(H)[[0, -1]].sum() / 2,
    ),
    ("1 over the smallest", lambda H: 1 / np.linalg.eigvalsh(H).min()),
    (
        "mean of the reciprocals",
        lambda H: np.mean(1 / np.linalg.eigvalsh(H)[[0, -1]]),
    ),
    ("median", lambda H: 1 / np.median(np.linalg.eigvalsh(H))),
    ("diagonal entries", lambda H: 2 / (np.diag(H).min() + np.diag(H).max())),
    ("eig unsorted", lambda H: 2 / np.linalg.eig(H)[0][[0, -1]].sum()),
    ("contraction factor", lambda H: 1 - 2 / (1 + np.linalg.cond(H))),
    ("wrong by 4", lambda H: 4 / np.linalg.eigvalsh(H)[[0, -1]].sum()),
    ("one tenth", lambda H: 0.1),
    ("two smallest", lambda H: 2 / np.linalg.eigvalsh(H)[:2].sum()),
]

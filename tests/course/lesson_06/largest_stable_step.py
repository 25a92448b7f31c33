"""Answers to `largest_stable_step` in many styles, right and wrong."""

import numpy as np


def stable_power(H):
    """The largest eigenvalue by repeated multiplication."""
    v = np.arange(1.0, len(H) + 1)
    for _ in range(20000):
        v = H @ v
        v = v / np.linalg.norm(v)
    return 2 / (v @ H @ v)


RIGHT = [
    stable_power,
    lambda H: 2 / np.linalg.eigvalsh(H).max(),
    lambda H: 2 / max(np.linalg.eigvals(H).real),
    lambda H: 2 / np.linalg.norm(H, 2),
    lambda H: 2 / np.linalg.svd(H, compute_uv=False)[0],
    lambda H: float(2 * np.linalg.eigvalsh(np.linalg.inv(H))[0]),
]


WRONG = [
    ("smallest eigenvalue", lambda H: 2 / np.linalg.eigvalsh(H).min()),
    ("1 over the largest", lambda H: 1 / np.linalg.eigvalsh(H).max()),
    ("the eigenvalue itself", lambda H: np.linalg.eigvalsh(H).max()),
    ("upside down", lambda H: np.linalg.eigvalsh(H).max() / 2),
    ("trace", lambda H: 2 / np.trace(H)),
    ("largest entry", lambda H: 2 / np.max(H)),
    ("largest diagonal entry", lambda H: 2 / np.max(np.diag(H))),
    ("Frobenius norm", lambda H: 2 / np.linalg.norm(H)),
    ("determinant", lambda H: 2 / np.linalg.det(H)),
    (
        "best fixed step",
        lambda H: 2 / (np.linalg.eigvalsh(H)[0] + np.linalg.eigvalsh(H)[-1]),
    ),
    ("first eigenvalue of eig", lambda H: 2 / np.linalg.eig(H)[0][0]),
    ("last eigenvalue of eig", lambda H: 2 / np.linalg.eig(H)[0][-1]),
    ("mean eigenvalue", lambda H: 2 / np.linalg.eigvalsh(H).mean()),
    ("all eigenvalues", lambda H: 2 / np.linalg.eigvalsh(H)),
    ("largest row sum", lambda H: 2 / np.abs(H).sum(axis=1).max()),
    ("condition number", lambda H: 2 / np.linalg.cond(H)),
    ("4 over", lambda H: 4 / np.linalg.eigvalsh(H).max()),
    ("a little below", lambda H: 1.99 / np.linalg.eigvalsh(H).max()),
    ("negative", lambda H: -2 / np.linalg.eigvalsh(H).max()),
    ("second largest", lambda H: 2 / np.linalg.eigvalsh(H)[-2]),
    ("eigenvector's entry", lambda H: 2 / np.linalg.eigh(H)[1].max()),
]

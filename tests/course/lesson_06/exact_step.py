"""Answers to `exact_step` in many styles, right and wrong."""

import numpy as np


def exact_by_eigenvectors(H, g):
    values, vectors = np.linalg.eigh(H)
    parts = (vectors.T @ g) ** 2
    return parts.sum() / (values * parts).sum()


def exact_by_three_heights(H, g):
    """A parabola through three points of the line, and its vertex."""
    step = 1 / np.trace(H)
    f = lambda eta: -eta * (g @ g) + eta**2 * (g @ H @ g) / 2
    low, high = f(-step), f(step)
    return step * (low - high) / (2 * (low + high))


def exact_in_loops(H, g):
    above = below = 0.0
    for i in range(len(g)):
        above += g[i] ** 2
        for j in range(len(g)):
            below += g[i] * H[i, j] * g[j]
    return above / below


RIGHT = [
    exact_by_eigenvectors,
    exact_by_three_heights,
    exact_in_loops,
    lambda H, g: np.linalg.norm(g) ** 2 / np.einsum("i,ij,j", g, H, g),
    lambda H, g: (lambda u: 1 / (u @ H @ u))(g / np.linalg.norm(g)),
]


WRONG = [
    ("back at the same height", lambda H, g: 2 * (g @ g) / (g @ H @ g)),
    ("half as far", lambda H, g: (g @ g) / (2 * g @ H @ g)),
    ("upside down", lambda H, g: (g @ H @ g) / (g @ g)),
    ("length above the line", lambda H, g: np.linalg.norm(g) / (g @ H @ g)),
    ("1 above the line", lambda H, g: 1 / (g @ H @ g)),
    ("length of the step", lambda H, g: (g @ g) ** 1.5 / (g @ H @ g)),
    ("1 over the largest", lambda H, g: 1 / np.linalg.eigvalsh(H).max()),
    ("2 over the largest", lambda H, g: 2 / np.linalg.eigvalsh(H).max()),
    ("best fixed step", lambda H, g: 2 / np.linalg.eigvalsh(H)[[0, -1]].sum()),
    ("1 over the mean curvature", lambda H, g: 1 / np.mean(np.diag(H))),
    ("1 over the norm of H", lambda H, g: 1 / np.linalg.norm(H)),
    ("smallest new slope", lambda H, g: (H @ g) @ g / ((H @ g) @ (H @ g))),
    ("entry by entry", lambda H, g: g / (H @ g)),
    ("Newton's step", lambda H, g: np.linalg.solve(H, g)),
    ("with the inverse", lambda H, g: g @ np.linalg.inv(H) @ g / (g @ g)),
    ("diagonal only", lambda H, g: (g @ g) / (g @ (np.diag(H) * g))),
    ("negative", lambda H, g: -(g @ g) / (g @ H @ g)),
    ("sum instead of dot product", lambda H, g: g.sum() / (H @ g).sum()),
    ("always 0.1", lambda H, g: 0.1),
    ("rounded", lambda H, g: round(float((g @ g) / (g @ H @ g)), 3)),
]

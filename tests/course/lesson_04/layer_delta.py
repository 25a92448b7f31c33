"""Answers to `layer_delta` in many styles, right and wrong."""

import numpy as np

from .shared import delta_loops, sigma


def delta_einsum(O, T):
    return np.einsum("nk,nk,nk->nk", O - T, O, 1 - O)


def delta_lists(O, T):
    return [
        [float((o - t) * o * (1 - o)) for o, t in zip(row_o, row_t)]
        for row_o, row_t in zip(O, T)
    ]


def delta_copy(O, T):
    D = O.copy()
    D -= T
    D *= O
    D *= 1 - O
    return D


def delta_in_place(O, T):
    T -= O
    return -T * O * (1 - O)


RIGHT = [
    delta_loops,
    delta_einsum,
    delta_lists,
    delta_copy,
    lambda O, T: (O - T) * O * (1 - O),
    lambda O, T: -(T - O) * (O - O**2),
]


WRONG = [
    ("wrong sign", lambda O, T: (T - O) * O * (1 - O)),
    ("no slope", lambda O, T: O - T),
    ("mean over the batch", lambda O, T: (O - T) * O * (1 - O) / len(O)),
    ("batch averaged away", lambda O, T: ((O - T) * O * (1 - O)).mean(axis=0)),
    ("sigmoid again", lambda O, T: (O - T) * sigma(O) * (1 - sigma(O))),
    ("slope of T", lambda O, T: (O - T) * T * (1 - T)),
    ("twice", lambda O, T: 2 * (O - T) * O * (1 - O)),
    ("divides by the outputs", lambda O, T: (O - T) * O * (1 - O) / O.shape[1]),
    ("matrix product", lambda O, T: (O - T) @ (O * (1 - O)).T),
    ("1 + O", lambda O, T: (O - T) * O * (1 + O)),
    ("tanh's slope", lambda O, T: (O - T) * (1 - O**2)),
    ("slope alone", lambda O, T: O * (1 - O)),
    ("loss times slope", lambda O, T: 0.5 * (O - T) ** 2 * O * (1 - O)),
    ("changes T", delta_in_place),
    ("bracket missing", lambda O, T: (O - T) * O * 1 - O),
    ("only O", lambda O, T: (O - T) * O),
    ("transposed", lambda O, T: ((O - T) * O * (1 - O)).T),
    ("sum over the units", lambda O, T: ((O - T) * O * (1 - O)).sum(axis=1)),
    ("wrong sign and mean", lambda O, T: (T - O) * O * (1 - O) / len(O)),
    ("no slope and mean", lambda O, T: (O - T) / len(O)),
    ("absolute", lambda O, T: np.abs(O - T) * O * (1 - O)),
    ("mean over all entries", lambda O, T: (O - T) * O * (1 - O) / O.size),
]

"""Answers to `softmax_jacobian` in many styles, right and wrong."""

import numpy as np

from .shared import softmax


def jacobian_diag(z):
    p = softmax(z)
    return np.diag(p) - np.outer(p, p)


def jacobian_loop(z):
    p = softmax(z)
    k = len(p)
    J = np.empty((k, k))
    for i in range(k):
        for j in range(k):
            if i == j:
                J[i, j] = p[i] * (1 - p[i])
            else:
                J[i, j] = -p[i] * p[j]
    return J


def jacobian_broadcast(z):
    p = softmax(z)
    return p[:, None] * (np.eye(p.size) - p[None, :])


def jacobian_einsum(z):
    p = softmax(z)
    return np.einsum("i,ij->ij", p, np.eye(len(p))) - np.einsum("i,j->ij", p, p)


def jacobian_lists(z):
    p = [float(v) for v in softmax(z)]
    return [
        [a * ((1 if i == j else 0) - b) for j, b in enumerate(p)]
        for i, a in enumerate(p)
    ]


def jacobian_diagonal_only(z):
    p = softmax(z)
    return np.diag(p * (1 - p))


def jacobian_vector(z):
    p = softmax(z)
    return p * (1 - p)


def jacobian_plus(z):
    p = softmax(z)
    return np.diag(p) + np.outer(p, p)


def jacobian_off_positive(z):
    p = softmax(z)
    J = np.outer(p, p)
    np.fill_diagonal(J, p * (1 - p))
    return J


def jacobian_negated(z):
    p = softmax(z)
    return np.outer(p, p) - np.diag(p)


def jacobian_one_minus_everywhere(z):
    p = softmax(z)
    return np.outer(p, 1 - p)


def jacobian_eye(z):
    p = softmax(z)
    return np.eye(len(p)) - np.outer(p, p)


def jacobian_of_z(z):
    return np.diag(z) - np.outer(z, z)


def jacobian_diagonal_squared(z):
    p = softmax(z)
    J = -np.outer(p, p)
    return J


def jacobian_dot(z):
    p = softmax(z)
    return np.diag(p) - np.dot(p, p)


def jacobian_transposed_vector(z):
    p = softmax(z)
    return np.diag(p) - p * p.T


def jacobian_naive(z):
    p = np.exp(z) / np.exp(z).sum()
    return np.diag(p) - np.outer(p, p)


def jacobian_sigmoid(z):
    p = 1 / (1 + np.exp(-z))
    return np.diag(p) - np.outer(p, p)


def jacobian_in_place(z):
    p = softmax(z)
    J = np.zeros((len(p), len(p)))
    for i in range(len(p)):
        for j in range(len(p)):
            p[i] = p[i] * ((i == j) - p[j])
            J[i, j] = p[i]
    return J


def jacobian_off_plain_product(z):
    p = softmax(z)
    J = np.zeros((len(p), len(p)))
    for i in range(len(p)):
        for j in range(len(p)):
            J[i, j] = p[i] * (1 - p[i]) if i == j else -p[i] * (1 - p[j])
    return J


def jacobian_one_letter(z):
    p = np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z)))
    return np.diag(p) - np.tile(p**2, (len(p), 1))


RIGHT = [
    jacobian_diag,
    jacobian_loop,
    jacobian_broadcast,
    jacobian_einsum,
    jacobian_lists,
]


WRONG = [
    ("only the diagonal", jacobian_diagonal_only),
    ("a vector: the diagonal alone", jacobian_vector),
    ("plus instead of minus", jacobian_plus),
    ("off-diagonal entries positive", jacobian_off_positive),
    ("whole sign turned round", jacobian_negated),
    ("p_i (1 - p_j) everywhere", jacobian_one_minus_everywhere),
    ("the unit matrix instead of diag(p)", jacobian_eye),
    ("scores instead of probabilities", jacobian_of_z),
    ("forgets the diagonal term", jacobian_diagonal_squared),
    ("dot product instead of outer", jacobian_dot),
    ("p * p.T of a vector is no outer product", jacobian_transposed_vector),
    ("-p_i (1 - p_j) beside the diagonal", jacobian_off_plain_product),
    ("own softmax overflows", jacobian_naive),
    ("zeros", lambda z: np.zeros((len(z), len(z)))),
    ("three classes only", lambda z: jacobian_diag(z[:3])),
    ("mean over the classes", lambda z: jacobian_diag(z) / len(z)),
    ("sigmoid's slopes", lambda z: np.diag(np.exp(-z) / (1 + np.exp(-z)) ** 2)),
    ("sigmoid instead of softmax", jacobian_sigmoid),
    ("changes the probabilities while it goes", jacobian_in_place),
    ("probabilities themselves", softmax),
    ("sum of the rows", lambda z: jacobian_diag(z).sum(axis=0)),
    ("diag(p)", lambda z: np.diag(softmax(z))),
    (
        "p_j twice beside the diagonal",
        jacobian_one_letter,
    ),
    (
        "p_i twice beside the diagonal",
        lambda z: jacobian_one_letter(z).T,
    ),
]

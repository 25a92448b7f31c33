"""Answers to `all_gradients` in many styles, right and wrong."""

import numpy as np

from bpcourse.layer import bias_gradient, weight_gradient

from .shared import all_gradients


def gradients_pieces(activations, deltas):
    gradients = []
    for layer in range(len(deltas)):
        dW = weight_gradient(activations[layer], deltas[layer])
        db = bias_gradient(deltas[layer])
        gradients.append((dW, db))
    return gradients


def gradients_lists(activations, deltas):
    out = []
    for A, d in zip(activations, deltas):
        N = len(A)
        dW = sum(np.outer(a, e) for a, e in zip(A, d)) / N
        out.append([dW, sum(d) / N])
    return out


def gradients_map(activations, deltas):
    N = activations[0].shape[0]
    dWs = map(lambda A, d: np.einsum("nj,nk->jk", A, d) / N, activations, deltas)
    dbs = map(lambda d: np.einsum("nk->k", d) / N, deltas)
    return tuple(zip(dWs, dbs))


def gradients_own_activation(activations, deltas):
    return [(A.T @ d / len(d), d.mean(axis=0)) for A, d in zip(activations[1:], deltas)]


def gradients_sums(activations, deltas):
    return [(A.T @ d, d.sum(axis=0)) for A, d in zip(activations, deltas)]


def gradients_bias_sum(activations, deltas):
    return [(A.T @ d / len(d), d.sum(axis=0)) for A, d in zip(activations, deltas)]


def gradients_weight_sum(activations, deltas):
    return [(A.T @ d, d.mean(axis=0)) for A, d in zip(activations, deltas)]


def gradients_transposed(activations, deltas):
    return [(d.T @ A / len(d), d.mean(axis=0)) for A, d in zip(activations, deltas)]


def gradients_order(activations, deltas):
    return all_gradients(activations, deltas)[::-1]


def gradients_db_first(activations, deltas):
    return [(db, dW) for dW, db in all_gradients(activations, deltas)]


def gradients_two_lists(activations, deltas):
    gradients = all_gradients(activations, deltas)
    return [g[0] for g in gradients], [g[1] for g in gradients]


def gradients_weights_only(activations, deltas):
    return [A.T @ d / len(d) for A, d in zip(activations, deltas)]


def gradients_minus(activations, deltas):
    return [(-dW, -db) for dW, db in all_gradients(activations, deltas)]


def gradients_axis(activations, deltas):
    return [(A.T @ d / len(d), d.mean(axis=1)) for A, d in zip(activations, deltas)]


def gradients_number(activations, deltas):
    return [(A.T @ d / len(d), d.mean()) for A, d in zip(activations, deltas)]


def gradients_units(activations, deltas):
    return [
        (A.T @ d / d.shape[1], d.sum(axis=0) / d.shape[1])
        for A, d in zip(activations, deltas)
    ]


def gradients_flat_list(activations, deltas):
    return [g for pair in all_gradients(activations, deltas) for g in pair]


def gradients_first_layer_only(activations, deltas):
    return all_gradients(activations, deltas)[:1]


def gradients_input_everywhere(activations, deltas):
    X = activations[0]
    return [(X.T @ d / len(d), d.mean(axis=0)) for d in deltas]


def gradients_flipped_deltas(activations, deltas):
    return [(A.T @ d / len(d), d.mean(0)) for A, d in zip(activations, deltas[::-1])]


def gradients_slope_again(activations, deltas):
    return [
        (A.T @ (d * B * (1 - B)) / len(d), (d * B * (1 - B)).mean(axis=0))
        for A, d, B in zip(activations, deltas, activations[1:])
    ]


def gradients_consumed(activations, deltas):
    out = []
    while deltas:
        d, A = deltas.pop(0), activations[len(out)]
        out.append((A.T @ d / len(d), d.mean(axis=0)))
    return out


def gradients_kept_axis(activations, deltas):
    return [
        (A.T @ d / len(d), d.mean(axis=0, keepdims=True))
        for A, d in zip(activations, deltas)
    ]


RIGHT = [
    all_gradients,
    gradients_pieces,
    gradients_lists,
    gradients_map,
]


WRONG = [
    ("activations of the same layer", gradients_own_activation),
    ("sums", gradients_sums),
    ("bias gradient summed", gradients_bias_sum),
    ("weight gradient summed", gradients_weight_sum),
    ("transposed", gradients_transposed),
    ("last layer first", gradients_order),
    ("db first", gradients_db_first),
    ("two lists", gradients_two_lists),
    ("no bias gradients", gradients_weights_only),
    ("minus", gradients_minus),
    ("db over the wrong axis", gradients_axis),
    ("db a number", gradients_number),
    ("divided by the units", gradients_units),
    ("one long list", gradients_flat_list),
    ("first layer only", gradients_first_layer_only),
    ("input for all layers", gradients_input_everywhere),
    ("deltas from the wrong end", gradients_flipped_deltas),
    ("slope multiplied in again", gradients_slope_again),
    ("takes the caller's list apart", gradients_consumed),
    ("db (1, n)", gradients_kept_axis),
]

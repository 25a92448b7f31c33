"""Answers to `all_deltas` in many styles, right and wrong."""

from functools import partial

import numpy as np

from bpcourse.layer import layer_delta

from .shared import all_deltas, hidden_delta, sigma


def deltas_reversed(activations, weights, T):
    O = activations[-1]
    deltas = [(O - T) * O * (1 - O)]
    for W, A in zip(weights[:0:-1], activations[-2:0:-1]):
        deltas.append((deltas[-1] @ W.T) * A * (1 - A))
    return deltas[::-1]


def deltas_filled(activations, weights, T):
    L = len(weights)
    deltas = [None] * L
    deltas[L - 1] = layer_delta(activations[L], T)
    for i in reversed(range(L - 1)):
        A = activations[i + 1]
        deltas[i] = np.einsum("nk,jk->nj", deltas[i + 1], weights[i + 1]) * A * (1 - A)
    return deltas


def deltas_recursive(activations, weights, T):
    if len(weights) == 1:
        return [layer_delta(activations[1], T)]
    later = deltas_recursive(activations[1:], weights[1:], T)
    return [hidden_delta(later[0], weights[1], activations[1])] + later


def deltas_variant(activations, weights, T, *, first, back):
    deltas = [first(activations[-1], T)]
    for layer in range(len(weights) - 1, 0, -1):
        deltas.insert(0, back(deltas[0], weights[layer], activations[layer]))
    return deltas


def deltas_backward_order(activations, weights, T):
    return all_deltas(activations, weights, T)[::-1]


def deltas_with_input(activations, weights, T):
    deltas = all_deltas(activations, weights, T)
    return [deltas[0] @ weights[0].T] + deltas


def deltas_every_layer_its_target(activations, weights, T):
    return [layer_delta(A, T) if A.shape == T.shape else A for A in activations[1:]]


def deltas_output_delta_everywhere(activations, weights, T):
    last = layer_delta(activations[-1], T)
    deltas = [last]
    for layer in range(len(weights) - 1, 0, -1):
        W = weights[layer]
        A = activations[layer]
        signal = last if W.shape[1] == last.shape[1] else deltas[0]
        deltas.insert(0, (signal @ W.T) * A * (1 - A))
    return deltas


def deltas_wrong_weights(activations, weights, T):
    deltas = [layer_delta(activations[-1], T)]
    for layer in range(len(weights) - 1, 0, -1):
        A = activations[layer]
        deltas.insert(0, (deltas[0] @ weights[layer - 1].T) * A * (1 - A))
    return deltas


def deltas_wrong_activation(activations, weights, T):
    deltas = [layer_delta(activations[-1], T)]
    for layer in range(len(weights) - 1, 0, -1):
        A = activations[layer - 1]
        deltas.insert(0, (deltas[0] @ weights[layer].T) * A * (1 - A))
    return deltas


def deltas_one_too_few(activations, weights, T):
    return all_deltas(activations, weights, T)[1:]


def deltas_last_only(activations, weights, T):
    return layer_delta(activations[-1], T)


def deltas_mean(activations, weights, T):
    return [d / len(T) for d in all_deltas(activations, weights, T)]


def deltas_mean_each_layer(activations, weights, T):
    deltas = [layer_delta(activations[-1], T) / len(T)]
    for layer in range(len(weights) - 1, 0, -1):
        d = hidden_delta(deltas[0], weights[layer], activations[layer])
        deltas.insert(0, d / len(T))
    return deltas


def deltas_pops(activations, weights, T):
    A = activations.pop()
    deltas = [layer_delta(A, T)]
    for W in weights[:0:-1]:
        A = activations.pop()
        deltas.insert(0, hidden_delta(deltas[0], W, A))
    return deltas


def deltas_gradients(activations, weights, T):
    deltas = all_deltas(activations, weights, T)
    return [A.T @ d / len(T) for A, d in zip(activations, deltas)]


def deltas_forwards(activations, weights, T):
    """Begins at the wrong end."""
    deltas = [layer_delta(activations[-1], T)]
    for layer in range(1, len(weights)):
        A = activations[layer]
        W = weights[layer]
        if deltas[-1].shape[1] == W.shape[1]:
            deltas.append((deltas[-1] @ W.T) * A * (1 - A))
        else:
            deltas.append(np.zeros_like(A))
    return deltas


def deltas_two_layers(activations, weights, T):
    X, A1, A2 = activations
    delta2 = layer_delta(A2, T)
    return [hidden_delta(delta2, weights[1], A1), delta2]


def deltas_squeezed(activations, weights, T):
    return [d.squeeze() for d in all_deltas(activations, weights, T)]


RIGHT = [all_deltas, deltas_reversed, deltas_filled, deltas_recursive]


WRONG = [
    ("last layer first", deltas_backward_order),
    ("with a delta of the input", deltas_with_input),
    ("every layer compared with T", deltas_every_layer_its_target),
    ("output's delta for all layers", deltas_output_delta_everywhere),
    ("weights of the layer before", deltas_wrong_weights),
    ("activation of the layer before", deltas_wrong_activation),
    ("one too few", deltas_one_too_few),
    ("the last one only", deltas_last_only),
    ("divided by N", deltas_mean),
    ("divided by N in each layer", deltas_mean_each_layer),
    ("takes the caller's list apart", deltas_pops),
    ("gradients instead of deltas", deltas_gradients),
    ("begins at the wrong end", deltas_forwards),
    ("two layers only", deltas_two_layers),
    ("a batch of one loses its axis", deltas_squeezed),
    (
        "no slope at the output",
        partial(deltas_variant, first=lambda O, T: O - T, back=hidden_delta),
    ),
    (
        "no slope at the hidden layers",
        partial(deltas_variant, first=layer_delta, back=lambda d, W, A: d @ W.T),
    ),
    (
        "no slope anywhere",
        partial(deltas_variant, first=lambda O, T: O - T, back=lambda d, W, A: d @ W.T),
    ),
    (
        "wrong sign",
        partial(
            deltas_variant,
            first=lambda O, T: layer_delta(T, O) * 0 - layer_delta(O, T),
            back=hidden_delta,
        ),
    ),
    (
        "no transpose",
        partial(
            deltas_variant,
            first=layer_delta,
            back=lambda d, W, A: (d @ W) * A * (1 - A),
        ),
    ),
    (
        "slope of sigma(A)",
        partial(
            deltas_variant,
            first=layer_delta,
            back=lambda d, W, A: (d @ W.T) * sigma(A) * (1 - sigma(A)),
        ),
    ),
    (
        "wrong sign, no slope at the output",
        partial(deltas_variant, first=lambda O, T: T - O, back=hidden_delta),
    ),
    (
        "wrong sign in every layer",
        partial(
            deltas_variant,
            first=lambda O, T: -layer_delta(O, T),
            back=lambda d, W, A: -hidden_delta(d, W, A),
        ),
    ),
]

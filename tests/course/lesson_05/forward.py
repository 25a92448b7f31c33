"""Answers to `forward` in many styles, right and wrong."""

from functools import reduce

import numpy as np

from bpcourse.layer import layer_output

from .shared import forward, sigma


def forward_index(X, weights, biases):
    A = [X]
    for layer in range(len(weights)):
        A.append(layer_output(A[layer], weights[layer], biases[layer]))
    return A


def forward_reduce(X, weights, biases):
    def add(done, layer):
        W, b = layer
        return done + [sigma(done[-1] @ W + b)]

    return reduce(add, zip(weights, biases), [X])


def forward_recursive(X, weights, biases):
    if not weights:
        return [X]
    A = sigma(X @ weights[0] + biases[0])
    return [X] + forward_recursive(A, weights[1:], biases[1:])


def forward_tuple(X, weights, biases):
    out = [X]
    A = X
    for i, W in enumerate(weights):
        A = sigma(np.einsum("nj,jk->nk", A, W) + biases[i])
        out += [A]
    return tuple(out)


def forward_last_only(X, weights, biases):
    return forward(X, weights, biases)[-1]


def forward_without_input(X, weights, biases):
    return forward(X, weights, biases)[1:]


def forward_reversed(X, weights, biases):
    return forward(X, weights, biases)[::-1]


def forward_no_bias(X, weights, biases):
    A = [X]
    for W in weights:
        A.append(sigma(A[-1] @ W))
    return A


def forward_weighted_inputs(X, weights, biases):
    A, Z = X, [X]
    for W, b in zip(weights, biases):
        Z.append(A @ W + b)
        A = sigma(Z[-1])
    return Z


def forward_linear(X, weights, biases):
    A = [X]
    for W, b in zip(weights, biases):
        A.append(A[-1] @ W + b)
    return A


def forward_linear_output(X, weights, biases):
    A = forward(X, weights, biases)
    A[-1] = A[-2] @ weights[-1] + biases[-1]
    return A


def forward_always_x(X, weights, biases):
    A = [X]
    for W, b in zip(weights, biases):
        A.append(sigma(X @ W + b))
    return A


def forward_last_twice(X, weights, biases):
    A = forward(X, weights, biases)
    return A + [A[-1]]


def forward_stops_early(X, weights, biases):
    return forward(X, weights[:-1], biases[:-1])


def forward_sigmoid_of_input(X, weights, biases):
    A = forward(X, weights, biases)
    A[0] = sigma(X)
    return A


def forward_squashed_input(X, weights, biases):
    return forward(sigma(X), weights, biases)


def forward_first_bias(X, weights, biases):
    A = [X]
    for W in weights:
        A.append(sigma(A[-1] @ W + biases[0][: W.shape[1]].sum()))
    return A


def forward_two_layers(X, weights, biases):
    A1 = sigma(X @ weights[0] + biases[0])
    A2 = sigma(A1 @ weights[1] + biases[1])
    return [X, A1, A2]


def forward_one_buffer(X, weights, biases):
    A = [X]
    for W, b in zip(weights, biases):
        A = [X, sigma(A[-1] @ W + b)]
    return A


def forward_bias_outside(X, weights, biases):
    A = [X]
    for W, b in zip(weights, biases):
        A.append(sigma(A[-1] @ W) + b)
    return A


def forward_pops(X, weights, biases):
    A = [X]
    while weights:
        A.append(sigma(A[-1] @ weights.pop(0) + biases.pop(0)))
    return A


def forward_tanh(X, weights, biases):
    A = [X]
    for W, b in zip(weights, biases):
        A.append(np.tanh(A[-1] @ W + b))
    return A


def forward_wrong_exponent(X, weights, biases):
    A = [X]
    for W, b in zip(weights, biases):
        A.append(1 / (1 + np.exp(A[-1] @ W + b)))
    return A


def forward_slopes(X, weights, biases):
    return [X] + [A * (1 - A) for A in forward(X, weights, biases)[1:]]


RIGHT = [
    forward,
    forward_index,
    forward_reduce,
    forward_recursive,
    forward_tuple,
]


WRONG = [
    ("the last layer only", forward_last_only),
    ("the input left out", forward_without_input),
    ("last layer first", forward_reversed),
    ("no bias", forward_no_bias),
    ("weighted inputs, not activations", forward_weighted_inputs),
    ("no sigmoid", forward_linear),
    ("no sigmoid at the output", forward_linear_output),
    ("each layer gets X", forward_always_x),
    ("last layer twice", forward_last_twice),
    ("stops one layer early", forward_stops_early),
    ("sigmoid of the input kept", forward_sigmoid_of_input),
    ("sigmoid of the input goes in", forward_squashed_input),
    ("first layer's biases, added up", forward_first_bias),
    ("two layers only", forward_two_layers),
    ("keeps the last two only", forward_one_buffer),
    ("bias after the sigmoid", forward_bias_outside),
    ("empties the lists of the caller", forward_pops),
    ("tanh", forward_tanh),
    ("exponent of the wrong sign", forward_wrong_exponent),
    ("slopes instead of activations", forward_slopes),
]

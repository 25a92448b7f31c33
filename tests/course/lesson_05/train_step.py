"""Answers to `train_step` in many styles, right and wrong."""

import copy

from bpcourse.layer import layer_delta

from .shared import (
    backward,
    backward_bias_sum,
    backward_one_loop,
    backward_samples,
    forward,
)


def step_comprehension(X, T, weights, biases, eta):
    gradients = backward(X, weights, biases, T)
    new_weights = [W - eta * dW for W, (dW, _) in zip(weights, gradients)]
    new_biases = [b - eta * db for b, (_, db) in zip(biases, gradients)]
    return new_weights, new_biases


def step_deepcopy(X, T, weights, biases, eta):
    new_weights, new_biases = copy.deepcopy(weights), copy.deepcopy(biases)
    for i, (dW, db) in enumerate(backward_one_loop(X, weights, biases, T)):
        new_weights[i] -= eta * dW
        new_biases[i] -= eta * db
    return new_weights, new_biases


def step_zip(X, T, weights, biases, eta):
    moved = [
        (W - eta * dW, b - eta * db)
        for W, b, (dW, db) in zip(weights, biases, backward(X, weights, biases, T))
    ]
    return tuple(map(list, zip(*moved)))


def step_list_copy(X, T, weights, biases, eta):
    gradients = backward_samples(X, weights, biases, T)
    weights, biases = list(weights), list(biases)
    for i, (dW, db) in enumerate(gradients):
        weights[i] = weights[i] - eta * dW
        biases[i] = biases[i] - eta * db
    return [weights, biases]


def step_in_place(X, T, weights, biases, eta):
    for i, (dW, db) in enumerate(backward(X, weights, biases, T)):
        weights[i] -= eta * dW
        biases[i] -= eta * db
    return weights, biases


def step_replaces_entries(X, T, weights, biases, eta):
    for i, (dW, db) in enumerate(backward(X, weights, biases, T)):
        weights[i] = weights[i] - eta * dW
        biases[i] = biases[i] - eta * db
    return weights, biases


def step_shallow_copy(X, T, weights, biases, eta):
    gradients = backward(X, weights, biases, T)
    new_weights, new_biases = weights.copy(), biases.copy()
    for i, (dW, db) in enumerate(gradients):
        new_weights[i] -= eta * dW
        new_biases[i] -= eta * db
    return new_weights, new_biases


def step_uphill(X, T, weights, biases, eta):
    return step_comprehension(X, T, weights, biases, -eta)


def step_no_eta(X, T, weights, biases, eta):
    return step_comprehension(X, T, weights, biases, 1.0)


def step_layer_by_layer(X, T, weights, biases, eta):
    """Runs the network again after each layer's step."""
    weights, biases = list(weights), list(biases)
    for i in range(len(weights)):
        dW, db = backward(X, weights, biases, T)[i]
        weights[i] = weights[i] - eta * dW
        biases[i] = biases[i] - eta * db
    return weights, biases


def step_back_through_new(X, T, weights, biases, eta):
    weights, biases = list(weights), list(biases)
    A = forward(X, weights, biases)
    delta = layer_delta(A[-1], T)
    for i in range(len(weights) - 1, -1, -1):
        weights[i] = weights[i] - eta * A[i].T @ delta / len(X)
        biases[i] = biases[i] - eta * delta.mean(axis=0)
        delta = (delta @ weights[i].T) * A[i] * (1 - A[i])
    return weights, biases


def step_biases_after(X, T, weights, biases, eta):
    weights = [
        W - eta * dW for W, (dW, _) in zip(weights, backward(X, weights, biases, T))
    ]
    biases = [
        b - eta * db for b, (_, db) in zip(biases, backward(X, weights, biases, T))
    ]
    return weights, biases


def step_biases_stay(X, T, weights, biases, eta):
    return step_comprehension(X, T, weights, biases, eta)[0], biases


def step_weights_stay(X, T, weights, biases, eta):
    return weights, step_comprehension(X, T, weights, biases, eta)[1]


def step_swapped(X, T, weights, biases, eta):
    return step_comprehension(X, T, weights, biases, eta)[::-1]


def step_pairs(X, T, weights, biases, eta):
    return list(zip(*step_comprehension(X, T, weights, biases, eta)))


def step_sum(X, T, weights, biases, eta):
    return step_comprehension(X, T, weights, biases, eta * len(X))


def step_last_layer_only(X, T, weights, biases, eta):
    new_weights, new_biases = step_comprehension(X, T, weights, biases, eta)
    return weights[:-1] + new_weights[-1:], biases[:-1] + new_biases[-1:]


def step_changes(X, T, weights, biases, eta):
    gradients = backward(X, weights, biases, T)
    return [-eta * dW for dW, _ in gradients], [-eta * db for _, db in gradients]


def step_gradients(X, T, weights, biases, eta):
    gradients = backward(X, weights, biases, T)
    return [dW for dW, _ in gradients], [db for _, db in gradients]


def step_nothing(X, T, weights, biases, eta):
    gradients = backward(X, weights, biases, T)
    for W, b, (dW, db) in zip(weights, biases, gradients):
        W = W - eta * dW
        b = b - eta * db
    return weights, biases


def step_rows(X, T, weights, biases, eta):
    for x, t in zip(X, T):
        weights, biases = step_comprehension(
            x[None, :], t[None, :], weights, biases, eta
        )
    return weights, biases


def step_uphill_summed(X, T, weights, biases, eta):
    return step_comprehension(X, T, weights, biases, -eta * len(X))


def step_bias_sum(X, T, weights, biases, eta):
    gradients = backward_bias_sum(X, weights, biases, T)
    return (
        [W - eta * dW for W, (dW, _) in zip(weights, gradients)],
        [b - eta * db for b, (_, db) in zip(biases, gradients)],
    )


RIGHT = [step_comprehension, step_deepcopy, step_zip, step_list_copy]


WRONG = [
    ("changes the arrays in place", step_in_place),
    ("replaces the entries of the caller's lists", step_replaces_entries),
    ("copies the list, not the arrays", step_shallow_copy),
    ("uphill", step_uphill),
    ("no eta", step_no_eta),
    ("layer by layer, forward again each time", step_layer_by_layer),
    ("delta through the new weights", step_back_through_new),
    ("biases after the weights", step_biases_after),
    ("biases stay", step_biases_stay),
    ("weights stay", step_weights_stay),
    ("swapped", step_swapped),
    ("pairs", step_pairs),
    ("sum", step_sum),
    ("last layer only", step_last_layer_only),
    ("changes only", step_changes),
    ("gradients", step_gradients),
    ("new arrays thrown away", step_nothing),
    ("a step a sample", step_rows),
    ("uphill and summed", step_uphill_summed),
    ("bias gradients summed", step_bias_sum),
]

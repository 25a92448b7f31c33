"""Lesson 05: the exercise `train_step`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import (
    _RIGHT,
    BATCHES,
    BIASES3,
    SIZES,
    T3,
    WEIGHTS3,
    X3,
    _backward,
    _network,
    _step,
    _told,
    _updated_first,
    _weights_only,
)


def train_step(X, T, weights, biases, eta):
    """New (weights, biases) after one step; the old lists stay untouched."""
    activations = [X]
    for W, b in zip(weights, biases):
        activations.append(1 / (1 + np.exp(-(activations[-1] @ W + b))))
    O = activations[-1]
    delta = (O - T) * O * (1 - O)
    new_weights, new_biases = [], []
    for layer in range(len(weights) - 1, -1, -1):
        A = activations[layer]
        new_weights.insert(0, weights[layer] - eta * A.T @ delta / len(A))
        new_biases.insert(0, biases[layer] - eta * delta.mean(axis=0))
        delta = (delta @ weights[layer].T) * A * (1 - A)
    return new_weights, new_biases


def _step_cases(rng: Rng) -> Iterator[Case]:
    show = "the worked example: X, T, weights, biases, 0.5"
    yield Case((X3, T3, list(WEIGHTS3), list(BIASES3), 0.5), show=show)
    for n, sizes in zip(BATCHES, SIZES):
        X, T = rng.normal(size=(n, sizes[0])), rng.uniform(size=(n, sizes[-1]))
        eta = float(rng.uniform(0.3, 0.9))
        show = f"{_told(n, sizes)}, eta = {eta:.2f}"
        yield Case((X, T, *_network(rng, sizes), eta), show=show)


def _step_reversed(X, T, weights, biases, eta):
    new_W, new_b = _step()(X, T, weights, biases, eta)
    return new_W[::-1], new_b[::-1]


def _layer_by_layer(X, T, weights, biases, eta):
    weights, biases = list(weights), list(biases)
    for i in range(len(weights)):
        dW, db = _RIGHT(X, weights, biases, T)[i]
        weights[i], biases[i] = weights[i] - eta * dW, biases[i] - eta * db
    return weights, biases


def _biases_after(X, T, weights, biases, eta):
    new = _step()(X, T, weights, biases, eta)[0]
    return new, _step()(X, T, new, biases, eta)[1]


def _last_moved(weights, biases, new_weights, new_biases):
    return [*weights[:-1], new_weights[-1]], [*biases[:-1], new_biases[-1]]


def _one_at_a_time(X, T, weights, biases, eta):
    for x, t in zip(X, T):
        weights, biases = _step()(x[None], t[None], weights, biases, eta)
    return weights, biases


EXERCISE = Exercise(
    title="One step of training",
    statement=(
        "Write `train_step(X, T, weights, biases, eta)`: it returns new `(weights, biases)`, each "
        "parameter less $\\eta$ times its gradient. All gradients are taken at the *old* weights, "
        "and the lists that come in stay as they are."
    ),
    reference=train_step,
    cases=_step_cases,
    needs=("backward",),
    parts=("weights[{}]", "biases[{}]"),
    backwards=True,
    points=3,
    minutes=6,
    mistakes=(
        Mistake(
            "ascent",
            "a step uphill: + η times the gradient",
            _step(rule=lambda p, g, eta: p + eta * g),
            "If Δw has a minus already, subtracting it is a minus twice.",
            "On the worked example the loss rises from 0.2984 to 0.3159.",
            "Compare the loss before and after.",
        ),
        Mistake(
            "updated_first",
            "output weights that are updated before they carry the signal back",
            _updated_first,
            "Updating each layer as soon as its gradient is known saves a list. It changes the "
            "weights that the next δ needs.",
            "On the worked example w1 becomes 0.149818 instead of 0.149781: this is the bug behind "
            "the famous 0.291027924.",
            "Which weights did the forward pass use?",
        ),
        Mistake(
            "reversed",
            "new weights and biases with the last layer first",
            _step_reversed,
            "The way back finds the last layer's gradient first.",
            "The first entry has the last layer's shape, where the shapes differ at all.",
            "insert(0, …) instead of append(…), or a list turned round at the end?",
        ),
        Mistake(
            "weights_only",
            "a step for the weights, none for the biases",
            _weights_only,
            "The published version of the worked example keeps its biases.",
            "After one step the loss is 0.291028; with the biases trained it is 0.280471.",
            "Which list did your loop leave out?",
        ),
        Mistake(
            "no_eta",
            "a step of length 1: η is never used",
            _step(rule=lambda p, g, eta: p - g),
            "The formula w − dW hides a factor 1.",
            "Another η gives the same result.",
            "Where does your function use eta?",
        ),
        Mistake(
            "gradients_returned",
            "the steps η·gradient, not the new parameters",
            _step(rule=lambda p, g, eta: eta * g),
            "What should come back are parameters.",
            "With η = 0 it returns zeros; the parameters should come back unchanged.",
            "What is subtracted from what?",
        ),
        Mistake(
            "sums",
            "a step with sums over the batch, not means",
            _step(_backward(dW=lambda A, d: A.T @ d, db=lambda d: d.sum(0))),
            "With sums, a good η depends on the batch's size.",
            "Right for one sample, an N times too long step for N.",
            "What is E of a batch?",
        ),
        Mistake(
            "no_transpose",
            "a step whose back-signal lacks the transpose",
            _step(_backward(down=lambda d, W, A: (d @ W) * A * (1 - A))),
            "The output layer learns as it should, so the loss falls anyway.",
            "On the worked example w1 is off by 5 percent of its step, w3 by 17.",
            "Check your backward on its own first.",
        ),
        Mistake(
            "shrunk",
            "parameters that are multiplied by 1 − η·gradient",
            _step(rule=lambda p, g, eta: p * (1 - eta * g)),
            "w −= w·η·g isn't w −= η·g.",
            "A parameter that is 0 would never move.",
            "What is subtracted from w?",
        ),
        Mistake(
            "forward_again",
            "another forward pass after each layer's step",
            lambda X, T, weights, biases, eta: _layer_by_layer(
                X, T, weights, biases, eta
            ),
            "All gradients are taken at the old weights: one forward pass, one way back, then the steps.",
            "The layer that moves first is right, the others aren't.",
            "How often does your function run the network?",
        ),
        Mistake(
            "biases_after",
            "the biases stepped with weights that have just moved",
            lambda X, T, weights, biases, eta: _biases_after(
                X, T, weights, biases, eta
            ),
            "The gradients of the biases belong to the old weights as well.",
            "Every weight is right, and every bias a little off.",
            "Compute all gradients first, and move then.",
        ),
        Mistake(
            "only_last",
            "a step of the last layer alone",
            lambda X, T, weights, biases, eta: _last_moved(
                weights, biases, *_step()(X, T, weights, biases, eta)
            ),
            "Every layer has a gradient, and every one moves.",
            "weights[0] comes back as it was.",
            "Over which layers does your loop run?",
        ),
        Mistake(
            "bare_gradients",
            "the gradients, not the new parameters",
            _step(rule=lambda p, g, eta: g),
            "They say which way is up and how steep; the step is still to come.",
            "With eta = 0 it should give the old parameters back.",
            "What does the step begin with?",
        ),
        Mistake(
            "sample_by_sample",
            "a step after every sample",
            lambda X, T, weights, biases, eta: _one_at_a_time(
                X, T, weights, biases, eta
            ),
            "That is stochastic descent: later samples see weights that have moved.",
            "For one sample it is right; for a batch the order of the rows matters.",
            "How many steps does train_step take?",
        ),
        Mistake(
            "biases_only",
            "a step for the biases, none for the weights",
            lambda X, T, weights, biases, eta: (
                [W.copy() for W in weights],
                _step()(X, T, weights, biases, eta)[1],
            ),
            "Both kinds of parameters have gradients.",
            "Every bias is right, and every weight as it was.",
            "Which line makes the new weights?",
        ),
    ),
    hints=(
        "First all the gradients, then all the updates.",
        "gradients = backward(X, weights, biases, T), then two list comprehensions.",
        "gradients = backward(X, weights, biases, T)\n"
        "return ([W - eta * dW for W, (dW, db) in zip(weights, gradients)],\n"
        "        [b - eta * db for b, (dW, db) in zip(biases, gradients)])",
    ),
    symptoms=(
        (
            "the loss goes up",
            "Minus η times the gradient. Is the gradient's own sign right?",
        ),
        (
            "it changes my weights",
            "W -= … writes into the caller's array; W - … makes a new one.",
        ),
    ),
    taught="Any depth: the recursion",
    another_way=(
        "W -= eta * dW is faster and fine in your own training loop; here the caller still needs "
        "the old weights, to compare."
    ),
)

"""Lesson 13: the exercise `mended_backward`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from bpcourse.course.lesson_05.shared import (
    _backward,
    _backward_cases,
    _backward_slope,
    _mean_db,
    _own_weights,
    _pairs,
    _run,
    _slope_after,
)
from bpcourse.course.model import Exercise, Mistake


def mended_backward(X, weights, biases, T):
    """[(dW, db), ...], as in `backward`: the code below, with its two faults mended."""
    activations = [X]
    for W, b in zip(weights, biases):
        activations.append(1 / (1 + np.exp(-(activations[-1] @ W + b))))
    delta = (activations[-1] - T) * activations[-1] * (1 - activations[-1])
    gradients = []
    for layer in range(len(weights) - 1, -1, -1):
        A = activations[layer]
        gradients.insert(0, (A.T @ delta / len(X), delta.mean(axis=0)))
        if layer > 0:
            delta = (delta @ weights[layer].T) * A * (1 - A)
    return gradients


_MEND_STARTER = """
    activations = [X]
    for W, b in zip(weights, biases):
        activations.append(1 / (1 + np.exp(-(activations[-1] @ W + b))))
    delta = (activations[-1] - T) * activations[-1] * (1 - activations[-1])
    gradients = []
    for layer in range(len(weights) - 1, -1, -1):
        A = activations[layer]
        gradients.insert(0, (A.T @ delta / len(X), delta.sum(axis=0)))
        if layer > 0:
            delta = (delta @ weights[layer - 1].T) * A * (1 - A)
    return gradients
"""


def _wrong_layer(db: Callable[[Any], Any]) -> Callable[..., Any]:
    def answer(X, weights, biases, T):
        activations = _run(X, weights, biases)
        return _pairs(activations, _own_weights(activations, weights, T), db=db)

    return answer


EXERCISE = Exercise(
    title="It trains, and it is wrong",
    statement=(
        "**This code runs and is wrong: find and correct it.** On D3's network, one sample at a time, "
        "the loss falls nicely, so its author was content. It has two faults. Measure before you "
        "read: compare it with `numerical_gradient`, layer by layer, on a batch. Which parts are "
        "right, and from where on is it wrong?"
    ),
    reference=mended_backward,
    cases=_backward_cases,
    measure=_backward_slope,
    starter=_MEND_STARTER,
    parts=("dW", "db"),
    backwards=True,
    points=3,
    minutes=10,
    mistakes=(
        Mistake(
            "as_given",
            "the code as it was given",
            _wrong_layer(lambda d: d.sum(0)),
            "That the loss falls proves little: the output layer's weights learn as they should.",
            "On a batch every db is off; in the layers before the last, dW is off as well.",
            "Which entry of the list is the last one with a right dW?",
        ),
        Mistake(
            "only_bias_mended",
            "one fault mended, the one in db; the back-signal is still off",
            _wrong_layer(_mean_db),
            "The last layer is right altogether now. The layers before it aren't.",
            "Try a 4-5-3-2 network: the shapes refuse.",
            "The signal goes back the way it came: through which weights did A leave?",
        ),
        Mistake(
            "only_signal_mended",
            "one fault mended, the back-signal; db is still off",
            _backward(db=lambda d: d.sum(0)),
            "Every dW is right now. Every db is off by one and the same factor.",
            "Change the number of samples, and watch that factor.",
            "Is db a mean over the batch, as dW is?",
        ),
        Mistake(
            "sums",
            "sums in dW as well",
            _backward(dW=lambda A, d: A.T @ d, db=lambda d: d.sum(0)),
            "db and dW agree now, on the wrong scale: E of a batch is a mean.",
            "Everything is N times too large.",
            "What is E of a batch?",
        ),
        Mistake(
            "no_transpose",
            "the right weights without their transpose",
            _backward(down=lambda d, W, A: (d @ W) * A * (1 - A)),
            "The layer is right now; the direction isn't.",
            "In a network of one width it runs and is wrong.",
            "Write the shapes of δ and W.",
        ),
        Mistake(
            "own_slope",
            "the slope of the layer after",
            lambda X, weights, biases, T: _pairs(
                _run(X, weights, biases),
                _slope_after(_run(X, weights, biases), weights, T),
            ),
            "A (1 − A) was right as it stood: activations[layer] is what came out of the layer "
            "before the weights.",
            "In a network of one width it runs and is wrong.",
            "Whose z does the new δ belong to?",
        ),
        Mistake(
            "slope_lost",
            "both faults mended, and the slope lost in the way back",
            _backward(down=lambda d, W, A: d @ W.T),
            "A (1 − A) was right as it stood.",
            "The last layer is right, and the layers before it are too large.",
            "Compare the line with the one that was given: what else has changed?",
        ),
        Mistake(
            "bias_number",
            "db as one number for the whole layer",
            _backward(db=lambda d: d.mean()),
            "Without an axis the mean runs over the units as well.",
            "All biases of a layer would move alike.",
            "Along which axis do the samples stand?",
        ),
    ),
    hints=(
        "Measure with 3 samples on a 2-2-2 network. db is off in both layers, dW in the first one "
        "only: two different faults.",
        "db is N times too large. And weights[layer - 1] leads into A; which weights lead out of it?",
        "gradients.insert(0, (A.T @ delta / len(X), delta.mean(axis=0)))\n"
        "delta = (delta @ weights[layer].T) * A * (1 - A)",
    ),
    symptoms=(
        (
            "I get a shape error",
            "Layers of unequal width show it: which weights lead out of A?",
        ),
        (
            "right for one sample, wrong for a batch",
            "One of the two gradients is a sum.",
        ),
    ),
    taught="First story",
    another_way=(
        "“The loss falls” is a weak test: any direction within 90° of the gradient passes it. A "
        "gradient check on unequal widths and a batch is a strong one."
    ),
)

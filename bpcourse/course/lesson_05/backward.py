"""Lesson 05: the exercise `backward`."""

from __future__ import annotations

import numpy as np

from bpcourse.course.model import Exercise, Mistake

from .shared import (
    _backward,
    _backward_cases,
    _backward_slope,
    _down,
    _mean_dW,
    _pairs,
    _recursion,
    _run,
    _slope_of_output,
    _top,
)


def backward(X, weights, biases, T):
    """[(dW, db), ...], first layer first: the gradient of the mean error.

    Sigmoid layers; the error of a sample is half the squared error.
    """
    activations = [X]
    for W, b in zip(weights, biases):
        activations.append(1 / (1 + np.exp(-(activations[-1] @ W + b))))
    O = activations[-1]
    delta = (O - T) * O * (1 - O)
    gradients = []
    for layer in range(len(weights) - 1, -1, -1):
        A = activations[layer]
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))
        delta = (delta @ weights[layer].T) * A * (1 - A)
    return gradients


_SUM_INPUTS = lambda A, d: np.repeat(
    (d * A.sum(1)[:, None]).mean(0)[None], A.shape[1], 0
)


def _error_back(X, weights, biases, T):
    activations = _run(X, weights, biases)
    errors = [activations[-1] - T]
    for W in reversed(weights[1:]):
        errors.insert(0, errors[0] @ W.T)
    deltas = [e * A * (1 - A) for e, A in zip(errors, activations[1:])]
    return _pairs(activations, deltas)


def _own_outputs(X, weights, biases, T):
    activations = _run(X, weights, biases)
    return _pairs(activations[1:], _recursion(activations, weights, T))


def _moved_on_the_way(X, weights, biases, T):
    activations = _run(X, weights, biases)
    deltas = [_top(activations[-1], T)]
    for layer in range(len(weights) - 1, 0, -1):
        W = weights[layer] - _mean_dW(activations[layer], deltas[0])
        deltas.insert(0, _down(deltas[0], W, activations[layer]))
    return _pairs(activations, deltas)


def _zeroed(pairs):
    return [*((0 * dW, 0 * db) for dW, db in pairs[:-1]), pairs[-1]]


def _minus(weights, biases, pairs):
    return [(W - dW, b - db) for W, b, (dW, db) in zip(weights, biases, pairs)]


def _by_weighted_inputs(X, weights, biases, T):
    activations = _run(X, weights, biases)
    Z = [A @ W + b for A, W, b in zip(activations, weights, biases)]
    deltas = [(activations[-1] - T) * Z[-1] * (1 - Z[-1])]
    for W, z in zip(reversed(weights[1:]), reversed(Z[:-1])):
        deltas.insert(0, deltas[0] @ W.T * z * (1 - z))
    return _pairs(activations, deltas)


EXERCISE = Exercise(
    title="Backpropagation",
    statement=(
        "The whole algorithm, from an empty cell. `backward(X, weights, biases, T)` returns "
        "`[(dW, db), …]`, the first layer first: the gradient of the mean error with respect to every parameter, "
        "for the price of about three forward passes, however many parameters there are. The layers "
        "are sigmoids, and $E$ is half the squared error."
    ),
    reference=backward,
    cases=_backward_cases,
    measure=_backward_slope,
    needs=("forward", "all_deltas", "all_gradients"),
    parts=("dW", "db"),
    backwards=True,
    points=3,
    minutes=6,
    mistakes=(
        Mistake(
            "sign",
            "the gradient with the opposite sign: a step with it climbs",
            _backward(top=lambda A, T: -_top(A, T)),
            "Some texts take δ as target less output; subtracting it is a double minus.",
            "On the worked example one step takes the loss from 0.2984 to 0.3159.",
            "Take one small step and look: does the loss fall?",
        ),
        Mistake(
            "no_transpose",
            "a back-signal without the transpose",
            _backward(down=lambda d, W, A: (d @ W) * A * (1 - A)),
            "The output layer is right, so the loss still falls.",
            "Every layer before the last is off; unequal widths refuse.",
            "Which layer is the last one to be right? Look at the line that leads from it back.",
        ),
        Mistake(
            "slope_of_output",
            "slopes σ'(a) instead of σ'(z), in every layer",
            _backward(
                top=lambda A, T: (A - T) * _slope_of_output(A),
                down=lambda d, W, A: d @ W.T * _slope_of_output(A),
            ),
            "An activation has been through σ already: its slope is a (1 − a).",
            "All layers are somewhat too large, the first ones most.",
            "Is there any exponential on the way back?",
        ),
        Mistake(
            "summed_inputs",
            "every weight into a unit with the same gradient: a sum over the inputs",
            _backward(dW=_SUM_INPUTS),
            "The sum over inputs belongs to z, not to its derivative with respect to one weight.",
            "All rows of each dW are equal; the biases are right.",
            "Which input does W[j, k] multiply?",
        ),
        Mistake(
            "summed_outputs",
            "one δ for the whole output layer: a sum over the outputs",
            _backward(top=lambda A, T: _top(A, T).sum(1, keepdims=True) + 0 * A),
            "z_k reaches E through o_k alone.",
            "Training sticks where the outputs' δ add up to 0.",
            "Which outputs change when z_k changes?",
        ),
        Mistake(
            "product_of_sums",
            "(Σ δ)(Σ w) in the hidden layers",
            _backward(
                down=lambda d, W, A: d.sum(1, keepdims=True) * W.sum(1) * A * (1 - A)
            ),
            "A sum of products isn't a product of sums.",
            "The output layer is right, the hidden ones aren't.",
            "Multiply each δ_k by its own weight, then add.",
        ),
        Mistake(
            "no_output_slope",
            "δ = O − T at the output",
            _backward(top=lambda A, T: A - T),
            "“δ is the error” leaves out σ's slope.",
            "All layers are several times too large.",
            "Which link leads from o to z?",
        ),
        Mistake(
            "no_slopes",
            "no slope anywhere",
            _backward(top=lambda A, T: A - T, down=lambda d, W, A: d @ W.T),
            "It is the gradient of a network without σ on the way back.",
            "The first layers are many times too large.",
            "What does σ do to a small change that passes through it?",
        ),
        Mistake(
            "sums",
            "sums over the batch, not means",
            _backward(dW=lambda A, d: A.T @ d, db=lambda d: d.sum(0)),
            "E of a batch is a mean over its samples.",
            "Right for one sample, N times too large for N.",
            "What do you divide by?",
        ),
        Mistake(
            "no_half",
            "twice the right gradient: the half of ½(o − t)² is missing",
            _backward(top=lambda A, T: 2 * _top(A, T)),
            "(o − t)² without the half has the derivative 2(o − t).",
            "Every entry is doubled.",
            "What is the derivative of ½(o − t)²?",
        ),
        Mistake(
            "reversed",
            "the right pairs, the last layer first",
            lambda X, weights, biases, T: _backward()(X, weights, biases, T)[::-1],
            "The way back finds the last layer's gradient first, and append puts it there.",
            "The first pair has the last layer's shape.",
            "Turn the list round at the end, or insert at the front.",
        ),
        Mistake(
            "hidden_no_slope",
            "hidden layers without their slopes",
            _backward(down=lambda d, W, A: d @ W.T),
            "The signal crosses a unit of each layer, and is multiplied by its slope there.",
            "The last layer is right, and the layers before it are too large.",
            "What stands after δ Wᵀ in the recursion?",
        ),
        Mistake(
            "error_back",
            "the error sent back, and slopes only where gradients are formed",
            lambda X, weights, biases, T: _error_back(X, weights, biases, T),
            "Each layer's own slope is there, and those of the layers after it are lost.",
            "The last layer is right, and the layers before it are too large.",
            "Which of the two goes one layer down: the error, or δ?",
        ),
        Mistake(
            "own_output",
            "each layer's own output instead of its input",
            lambda X, weights, biases, T: _own_outputs(X, weights, biases, T),
            "activations[l + 1] comes out of layer l; what came in is activations[l].",
            "Where all layers are equally wide nothing refuses.",
            "Which activation did the weight multiply?",
        ),
        Mistake(
            "updated_first",
            "weights that move before the signal goes through them",
            lambda X, weights, biases, T: _moved_on_the_way(X, weights, biases, T),
            "All gradients belong to the weights of the forward pass. Here no weight should move at all.",
            "The last layer is right; the further back, the more is off.",
            "Which weights did the activations come from?",
        ),
        Mistake(
            "only_last",
            "the last layer's gradient alone, 0 for the others",
            lambda X, weights, biases, T: _zeroed(_backward()(X, weights, biases, T)),
            "Without a signal that goes back the hidden layers never learn.",
            "A push on a weight of the first layer moves the loss.",
            "Which line hands δ on to the layer before?",
        ),
        Mistake(
            "mean_in_each_layer",
            "divided by N in each layer once more",
            _backward(
                top=lambda A, T: _top(A, T) / len(A),
                down=lambda d, W, A: _down(d, W, A) / len(A),
                dW=lambda A, d: A.T @ d,
                db=lambda d: d.sum(axis=0),
            ),
            "δ is per sample. The mean is taken where the gradients are formed, once.",
            "The last layer is right; with each layer further back, another factor 1/N comes in.",
            "How many means does the mean loss have?",
        ),
        Mistake(
            "new_parameters",
            "new parameters instead of their gradients",
            lambda X, weights, biases, T: _minus(
                weights, biases, _backward()(X, weights, biases, T)
            ),
            "The step is another function's part; here the slopes are asked for.",
            "Where the outputs equal the targets it gives the weights, and the slopes are 0.",
            "Which line takes the step? Leave it to train_step.",
        ),
        Mistake(
            "slope_of_z",
            "slopes taken as z (1 − z)",
            lambda X, weights, biases, T: _by_weighted_inputs(X, weights, biases, T),
            "a (1 − a) is the slope, with a = σ(z).",
            "For negative z its sign turns, and a sigmoid rises everywhere.",
            "Which list do the slopes come from: the weighted inputs, or the activations?",
        ),
    ),
    hints=(
        "Three calls, of three functions that you have written and checked.",
        "activations = forward(…); deltas = all_deltas(…); then all_gradients(…).",
        "activations = forward(X, weights, biases)\n"
        "return all_gradients(activations, all_deltas(activations, weights, T))",
    ),
    symptoms=(
        ("the loss goes up", "Which way round is the difference at the output?"),
        (
            "the last layer is right, the others aren't",
            "The fault is in the line that goes one layer back.",
        ),
        ("right for one sample, wrong for a batch", "Are dW and db means?"),
    ),
    taught="From an empty cell",
    another_way=(
        "δ and the gradients can share one loop: form (dW, db) of the layer, then send δ one layer "
        "down. That is the puzzle before this one."
    ),
)

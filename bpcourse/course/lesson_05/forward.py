"""Lesson 05: the exercise `forward`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import BATCHES, BIASES3, SIZES, WEIGHTS3, X3, _network, _run, _s, _told


def forward(X, weights, biases):
    """[X, A1, ..., AL]: all activations of a network of sigmoid layers.

    `weights` and `biases` are lists with one entry per layer, W of shape
    (n_in, n_out) and b of shape (n_out,).
    """
    activations = [X]
    for W, b in zip(weights, biases):
        Z = activations[-1] @ W + b
        activations.append(1 / (1 + np.exp(-Z)))
    return activations


def _forward_cases(rng: Rng) -> Iterator[Case]:
    yield Case(
        (X3, list(WEIGHTS3), list(BIASES3)),
        show="the worked example: X, weights, biases",
    )
    for n, sizes in zip(BATCHES, SIZES):
        yield Case(
            (rng.normal(size=(n, sizes[0])), *_network(rng, sizes)),
            show=_told(n, sizes),
        )


def _outside(X: Any, weights: Any, biases: Any) -> list[Any]:
    activations = [X]
    for W, b in zip(weights, biases):
        activations.append(_s(activations[-1] @ W) + b)
    return activations


EXERCISE = Exercise(
    title="The forward pass",
    statement=(
        "Write `forward(X, weights, biases)`: every layer is a sigmoid layer of lesson 04, and its "
        "inputs are the outputs of the layer before it. Return **all** activations in a list, "
        "`[X, A1, …, AL]`, the input first. `weights` and `biases` are lists with one entry per layer."
    ),
    reference=forward,
    cases=_forward_cases,
    needs=("layer_output",),
    parts=("activations[{}]",),
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "no_input",
            "[A1, …, AL], without X at the front",
            lambda X, weights, biases: _run(X, weights, biases)[1:],
            "X isn't computed, so it seems to need no place in the list.",
            "The first layer's weight gradient is Xᵀδ: it needs what came in.",
            "What does the list start with before the loop?",
        ),
        Mistake(
            "only_output",
            "the last activation alone",
            lambda X, weights, biases: _run(X, weights, biases)[-1],
            "Inference needs no more. Training does.",
            "Without A1 there is no slope A1(1 − A1) on the way back.",
            "Append each layer's output to a list as you go.",
        ),
        Mistake(
            "weighted_inputs",
            "[X, Z1, …]: weighted inputs instead of activations",
            lambda X, weights, biases: (
                [X]
                + [
                    A @ W + b
                    for A, W, b in zip(_run(X, weights, biases), weights, biases)
                ]
            ),
            "Both are worth keeping. This list is to hold what σ gave.",
            "Some entries are negative or above 1.",
            "Which of the two does the next layer receive?",
        ),
        Mistake(
            "weighted_inputs_on",
            "Z handed on: the list holds σ(Z), and the next layer reads Z itself",
            lambda X, weights, biases: [
                X,
                *map(_s, _run(X, weights, biases, lambda z: z)[1:]),
            ],
            "The variable that the loop carries on is Z. What a layer puts out is σ(Z).",
            "A1 is right, and everything after it is not.",
            "Which variable does the loop's next turn multiply by W?",
        ),
        Mistake(
            "no_activation",
            "a network without σ",
            lambda X, weights, biases: _run(X, weights, biases, lambda z: z),
            "Without σ, any number of layers is one linear map.",
            "Two layers give what the single layer W1 @ W2 would give.",
            "What happens to Z before the next layer gets it?",
        ),
        Mistake(
            "linear_output",
            "hidden layers with σ, and an output layer without",
            lambda X, weights, biases: _last(X, weights, biases, lambda Z: Z),
            "Regression networks do so. Here every layer is a sigmoid layer.",
            "The last entry of the list leaves the range from 0 to 1.",
            "Does the loop treat the last layer differently?",
        ),
        Mistake(
            "no_bias",
            "σ(AW) in every layer, without the biases",
            lambda X, weights, biases: _run(X, weights, [0 * b for b in biases]),
            "Some texts write their formulas without biases.",
            "For X = 0 every unit of the first layer would give one half.",
            "Where does your loop use b?",
        ),
        Mistake(
            "reversed",
            "the right activations, the last layer first",
            lambda X, weights, biases: _run(X, weights, biases)[::-1],
            "insert(0, …) turns the order round. That is for the way back.",
            "The list ends with X.",
            "Where does append put the new entry?",
        ),
        Mistake(
            "input_each_time",
            "X fed into every layer",
            lambda X, weights, biases: [
                X,
                *(_s(X @ W + b) for W, b in zip(weights, biases)),
            ],
            "Each layer reads what the one before has put out; X goes into the first one only.",
            "Where the widths differ NumPy refuses; where they are equal nothing warns.",
            "Which entry of the list does the next layer read?",
        ),
        Mistake(
            "two_layers",
            "a network of exactly two layers of weights",
            lambda X, weights, biases: _run(
                X, (weights[0], weights[1]), (biases[0], biases[1])
            ),
            "A1 and A2 are written out by hand. The lists say how many layers there are.",
            "With one layer weights[1] doesn't exist; with four, two are left out.",
            "Which loop visits every layer, whatever their number?",
        ),
        Mistake(
            "last_twice",
            "the last activation in the list twice",
            lambda X, weights, biases: [
                *_run(X, weights, biases),
                _run(X, weights, biases)[-1],
            ],
            "It is appended in the loop, and once more after it.",
            "The list has L + 2 entries.",
            "How many layers of activations are there, the input counted?",
        ),
        Mistake(
            "last_two",
            "two entries, however deep the network is",
            lambda X, weights, biases: _run(X, weights, biases)[-2:],
            "For the outputs the newest one is enough. The way back needs them all.",
            "With L layers the list should have L + 1 entries.",
            "What does the first layer's gradient contain?",
            also=(lambda X, weights, biases: [X, _run(X, weights, biases)[-1]],),
        ),
        Mistake(
            "bias_outside",
            "σ(AW) + b: the bias is added after the activation",
            lambda X, weights, biases: _outside(X, weights, biases),
            "The bias moves the weighted input, so that σ can be steep in another place.",
            "Some activations are above 1.",
            "Which bracket does b stand in?",
        ),
        Mistake(
            "tanh",
            "tanh instead of σ",
            lambda X, weights, biases: _run(X, weights, biases, np.tanh),
            "Both are S-shaped; tanh runs from −1 to 1, and σ from 0 to 1.",
            "Some activations are negative.",
            "Which values can σ take?",
        ),
        Mistake(
            "input_activated",
            "σ(X) stored at the front",
            lambda X, weights, biases: [_s(X), *_run(X, weights, biases)[1:]],
            "The input is what it is: the first layer of weights reads X itself.",
            "The first entry differs from X.",
            "Which activation does the input layer have?",
        ),
        Mistake(
            "slopes",
            "a (1 − a): slopes instead of activations",
            lambda X, weights, biases: [
                X,
                *(A * (1 - A) for A in _run(X, weights, biases)[1:]),
            ],
            "The slopes belong to the way back, and can be had from the activations at any time.",
            "No entry is above a quarter.",
            "What does each layer hand on to the next one?",
        ),
    ),
    hints=(
        "A list that starts with X; each layer reads its last entry and appends one.",
        "for W, b in zip(weights, biases): the newest activation is activations[-1].",
        "activations = [X]\nfor W, b in zip(weights, biases):\n"
        "    activations.append(layer_output(activations[-1], W, b))\nreturn activations",
    ),
    symptoms=(
        (
            "I get a shape error",
            "Is it activations[-1] that meets W, and not X each time?",
        ),
        ("the list is one too short", "X itself is its first entry."),
    ),
    taught="Forward, and keep everything",
    another_way=(
        "itertools.accumulate(zip(weights, biases), layer, initial=X) is the same loop: a network "
        "is a fold over its layers."
    ),
)


def _last(X: Any, weights: Any, biases: Any, f: Callable[[Any], Any]) -> list[Any]:
    A = _run(X, weights, biases)
    return [*A[:-1], f(A[-2] @ weights[-1] + biases[-1])]

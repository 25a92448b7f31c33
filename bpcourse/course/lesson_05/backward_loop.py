"""Lesson 05: the exercise `backward_loop`."""

from __future__ import annotations

from typing import Any

import numpy as np

from bpcourse.course.model import Exercise, Mistake

from .shared import (
    _backward,
    _backward_cases,
    _backward_slope,
    _mean_db,
    _mean_dW,
    _pairs,
    _run,
    _top,
)


def backward_loop(X, weights, biases, T):
    """[(dW, db), ...], first layer first, in one loop: order the lines."""
    activations = [X]
    for W, b in zip(weights, biases):
        Z = activations[-1] @ W + b
        activations.append(1 / (1 + np.exp(-Z)))
    A = activations.pop()
    signal = A - T
    gradients = []
    for W in reversed(weights):
        delta = signal * A * (1 - A)
        A = activations.pop()
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))
        signal = delta @ W.T
    return gradients


_LOOP_STARTER = """
    raise NotImplementedError  # order the lines, then take this away
    activations = [X]
    for W, b in zip(weights, biases):
        activations.append(1 / (1 + np.exp(-Z)))
        Z = activations[-1] @ W + b
    gradients = []
    for W in reversed(weights):
        signal = delta @ W.T
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))
        A = activations.pop()
        delta = signal * A * (1 - A)
    A = activations.pop()
    signal = A - T
    return gradients
"""


def _popped_first(X, weights, biases, T):
    """A is popped before delta: the slope comes from the layer before."""
    activations = _run(X, weights, biases)
    A = activations.pop()
    signal = A - T
    gradients: list[Any] = []
    for W in reversed(weights):
        A = activations.pop()
        delta = signal * A * (1 - A)
        gradients.insert(0, (_mean_dW(A, delta), _mean_db(delta)))
        signal = delta @ W.T
    return gradients


def _popped_last(X, weights, biases, T):
    """A is popped after the gradients: each layer's own output takes its input's place."""
    activations = _run(X, weights, biases)
    A = activations.pop()
    signal = A - T
    gradients: list[Any] = []
    for W in reversed(weights):
        delta = signal * A * (1 - A)
        gradients.insert(0, (_mean_dW(A, delta), _mean_db(delta)))
        A = activations.pop()
        signal = delta @ W.T
    return gradients


def _same_signal(X, weights, biases, T):
    activations = _run(X, weights, biases)
    signal = activations[-1] - T
    deltas = [signal * A * (1 - A) for A in activations[1:]]
    return _pairs(activations, deltas)


EXERCISE = Exercise(
    title="Order the lines: backward in one loop",
    statement=(
        "**A puzzle: every line is right, the order isn't.** In `backward_loop` the signal "
        "travels back through the list of activations, which is taken apart from its end "
        "(`pop` takes the last entry off). Put the lines in order; each keeps its indentation. "
        "Within the second loop two orders run and are wrong."
    ),
    reference=backward_loop,
    cases=_backward_cases,
    measure=_backward_slope,
    starter=_LOOP_STARTER,
    parts=("dW", "db"),
    backwards=True,
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "popped_first",
            "A taken off the list before δ is formed",
            _popped_first,
            "δ then takes the slope of the layer before, and not its own.",
            "In the first layer the slope is taken at X, which never went through σ.",
            "At which line is A still this layer's output?",
        ),
        Mistake(
            "popped_last",
            "gradients formed while A is still the layer's own output",
            _popped_last,
            "dW wants what came *into* the layer.",
            "The biases are right, the weights aren't; unequal widths refuse.",
            "Between which two lines must A change from output to input?",
        ),
        Mistake(
            "sign",
            "the gradient with the opposite sign",
            _backward(top=lambda A, T: -_top(A, T)),
            "signal = A - T was right as it stood.",
            "A step with it climbs.",
            "Only the order of the lines has to change.",
        ),
        Mistake(
            "reversed",
            "the right pairs, the last layer first",
            lambda X, weights, biases, T: _backward()(X, weights, biases, T)[::-1],
            "insert(0, …) puts each new pair in front; append would leave them turned round.",
            "The first pair has the last layer's shape.",
            "Keep insert(0, …).",
        ),
        Mistake(
            "one_layer",
            "the last layer's pair alone",
            lambda X, weights, biases, T: _backward()(X, weights, biases, T)[-1:],
            "return inside the loop ends it after one turn.",
            "A network of three layers needs three pairs.",
            "Which indentation has the return line?",
        ),
        Mistake(
            "signal_stays",
            "a signal that never goes back: every layer gets the output's error",
            lambda X, weights, biases, T: _same_signal(X, weights, biases, T),
            "The line with W isn't reached, or stands after the loop.",
            "The last layer is right; the others use an error that isn't theirs.",
            "Which line reads W? It belongs to each round.",
        ),
        Mistake(
            "no_output_slope",
            "the output's δ without its slope",
            _backward(top=lambda A, T: A - T),
            "The first round has to multiply with A (1 − A) as well.",
            "The last layer is too large already.",
            "Which A does the line with δ read in the first round?",
        ),
    ),
    hints=(
        "Before the loop: all activations, the output A, and the first signal, A − T.",
        "In the loop A starts as the layer's output (for the slope) and becomes its input (for "
        "dW). The pop stands between the two.",
        "delta, pop, gradients, signal: in this order inside the second loop.",
    ),
    symptoms=(
        (
            "UnboundLocalError",
            "The line named in the message reads what is made further down.",
        ),
        (
            "IndexError: pop from empty list",
            "One pop before the loop, one in each turn: not more.",
        ),
        (
            "I get a shape error",
            "Is A this layer's output where δ is formed, and its input where dW is?",
        ),
    ),
    taught="Any depth: the recursion",
    another_way=(
        "Autograd libraries do this with a tape: forward writes entries, backward takes them off "
        "from the end. The list is your tape."
    ),
)

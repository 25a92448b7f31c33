"""Lesson 03: the exercise `train_neuron`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .neuron_step import neuron_step
from .shared import _s


def train_neuron(X, t, eta, steps):
    """`(w, b)` after full-batch descent from zeros;
    `X` (N, n), `t` (N,), `w` (n,).
    """
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        o = 1 / (1 + np.exp(-(X @ w + b)))
        delta = (o - t) * o * (1 - o)
        w = w - eta * X.T @ delta / len(X)
        b = b - eta * delta.mean()
    return w, b


def _train_cases(rng: Rng) -> Iterator[Case]:
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    yield Case((corners, np.array([0.0, 0.0, 0.0, 1.0]), 2.0, 1))
    yield Case((corners, np.array([0.0, 1.0, 1.0, 1.0]), 2.0, 5))
    X = rng.normal(size=(5, 3))
    yield Case((X, rng.uniform(0.1, 0.9, size=5), 1.0, 4))
    yield Case((np.array([[1.0, 2.0]]), np.array([1.0]), 0.5, 3))
    yield Case((corners, np.array([0.0, 0.0, 0.0, 1.0]), 2.0, 0))
    yield Case((corners, np.array([0.0, 0.0, 0.0, 1.0]), 8.0, 120))


def _train(
    mean: bool = True, bias: float = 1, sign: float = 1, slope: bool = True, more=0
) -> Callable[..., Any]:
    def wrong(X: Any, t: Any, eta: float, steps: int) -> Any:
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(steps + more):
            o = _s(X @ w + b)
            d = sign * eta * (o - t) * (o * (1 - o) if slope else 1)
            d = d / len(X) if mean else d
            w, b = w - X.T @ d, b - bias * d.sum()
        return w, b

    return wrong


def _one_by_one(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        for x, target in zip(X, t, strict=True):
            w, b = neuron_step(x, w, b, target, eta)
    return w, b


def _trained(start=0.0, pace=None, size=None, sigmoid=True, stop=None, cap=None):
    """Training with another start, another step in each round, another end."""

    def wrong(X: Any, t: Any, eta: float, steps: int) -> Any:
        w, b = np.full(X.shape[1], start), start
        for k in range(steps if cap is None else min(steps, cap)):
            o = _s(X @ w + b) if sigmoid else X @ w + b
            if stop is not None and np.mean((o - t) ** 2) < stop:
                break
            d = (o - t) * (o * (1 - o) if sigmoid else 1)
            d = d * (eta * pace(k) if pace else eta) / (size(X) if size else len(X))
            w, b = w - X.T @ d, b - d.sum()
        return w, b

    return wrong


def _scaled_one_by_one(X, t, eta, steps):
    return _one_by_one(X, t, eta / len(X), steps)


def _sample_a_step(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for k in range(steps):
        w, b = neuron_step(X[k % len(X)], w, b, t[k % len(X)], eta)
    return w, b


def _bias_after(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        w = w - eta * X.T @ _deltas(X, t, w, b) / len(X)
        b = b - eta * _deltas(X, t, w, b).mean()
    return w, b


def _deltas(X, t, w, b):
    o = _s(X @ w + b)
    return (o - t) * o * (1 - o)


def _stale(X, t, eta, steps):
    w, b = train_neuron(X, t, eta, 1)
    return steps * w, steps * b


def _never_cleared(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    dw, db = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        d = _deltas(X, t, w, b) / len(X)
        dw, db = dw + X.T @ d, db + d.sum()
        w, b = w - eta * dw, b - eta * db
    return w, b


def _last_sample(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        w, b = neuron_step(X[-1], w, b, t[-1], eta)
    return w, b


def _against_all(X, t, eta, steps):
    return train_neuron(X, np.full(len(X), np.mean(t)), eta, steps)


EXERCISE = Exercise(
    title="Let it learn",
    statement=(
        "Write `train_neuron(X, t, eta, steps)`: begin with zeros, and `steps` times step "
        "against the *mean* of the samples' gradients, all of them at the same `(w, b)`. Rows "
        "of `X` `(N, n)` are samples, `t` is `(N,)`, and `steps` may be 0. Then let it learn AND and OR."
    ),
    reference=train_neuron,
    cases=_train_cases,
    parts=("w", "b"),
    needs=("neuron_output", "neuron_delta", "neuron_gradients", "neuron_step"),
    points=4,
    minutes=10,
    mistakes=(
        Mistake(
            "sum",
            "the sum of the samples' gradients, not their mean",
            _train(mean=False),
            "It points the same way, and is N times as long.",
            "With four samples the first step is four times too far.",
            "What is E of a batch: a sum or a mean?",
        ),
        Mistake(
            "one_by_one",
            "a step after every sample",
            _one_by_one,
            "That is stochastic descent: later samples see parameters that have moved.",
            "Another order of the samples gives another result.",
            "How many steps does one pass over all samples make?",
            also=(_sample_a_step,),
        ),
        Mistake(
            "bias_kept",
            "the bias never moved from 0",
            _train(bias=0),
            "The loop moves w and forgets b.",
            "At x = (0, 0) the output stays one half for ever, and AND can't be learned.",
            "Which of the parameters has no line in your loop?",
        ),
        Mistake(
            "ascent",
            "steps uphill",
            _train(sign=-1),
            "The gradient points where E grows.",
            "The loss grows with each step.",
            "Which sign stands in front of eta?",
        ),
        Mistake(
            "no_slope",
            "the slope of the sigmoid left out",
            _train(slope=False),
            "That is training on cross-entropy. It even learns faster; it isn't this E.",
            "The first step is four times as long, as o (1 − o) is a quarter at zeros.",
            "Is o (1 − o) in your δ?",
        ),
        Mistake(
            "one_more",
            "one step too many",
            _train(more=1),
            "Often a range(steps + 1), or a last step after the loop.",
            "With steps = 0 the parameters should still be 0.",
            "How often does your loop run for steps = 1?",
        ),
        Mistake(
            "one_less",
            "one step too few",
            _train(more=-1),
            "Often a range(1, steps), or a return before the last step.",
            "With steps = 1 nothing has moved.",
            "How often does your loop run for steps = 1?",
        ),
        Mistake(
            "own_start",
            "a start that isn't 0",
            _trained(start=1.0),
            "A network's weights have to differ at the start. One neuron may begin anywhere, and here it begins at 0.",
            "With steps = 0 it should give zeros.",
            "Which values do w and b have before the loop?",
            also=(
                _trained(start=0.5),
                _trained(start=0.1),
                _trained(start=0.01),
            ),
        ),
        Mistake(
            "small_steps_one_by_one",
            "a step of eta / N after every sample",
            _scaled_one_by_one,
            "It adds up to nearly the same. The later samples see parameters that have moved, all the same.",
            "Another order of the samples gives another result.",
            "At which (w, b) are all the gradients of one step to be taken?",
        ),
        Mistake(
            "bias_after",
            "the bias stepped with the weights that have just moved",
            _bias_after,
            "Both gradients belong to the parameters before the step.",
            "With two parameters that lean on each other, the bias corrects what w has corrected already.",
            "Which line computes the outputs for the bias? Compute them once.",
        ),
        Mistake(
            "over_inputs",
            "divided by the number of inputs, and not of samples",
            _trained(size=lambda X: X.shape[1]),
            "The mean is taken over samples: over the rows of X.",
            "With 4 samples of 2 inputs every step is twice too long.",
            "Which of X's two lengths counts the samples?",
        ),
        Mistake(
            "four_samples",
            "divided by 4, whatever N is",
            _trained(size=lambda X: 4),
            "AND and OR have four samples; another table has another number.",
            "With a single sample every step is four times too short.",
            "How do you ask X for its number of rows?",
        ),
        Mistake(
            "first_step_only",
            "one step only: a return in the loop, or a new start in each round",
            lambda X, t, eta, steps: train_neuron(X, t, eta, min(steps, 1)),
            "What is set to 0 inside the loop is forgotten in every round; what is returned there ends it.",
            "With steps = 5 it gives what steps = 1 gives.",
            "Which lines belong before the loop, and which after it?",
        ),
        Mistake(
            "stale",
            "the gradient of the start, used for every step",
            _stale,
            "It was computed once, before the loop.",
            "With 120 steps the weights are 120 times the first step.",
            "Where do you stand when you ask for the slope?",
        ),
        Mistake(
            "never_cleared",
            "sums that are never cleared: each step adds all the gradients so far",
            _never_cleared,
            "total += … goes on from the last round. It has to begin with 0 in each.",
            "The first step is right, and the second one is twice too long.",
            "Which line sets the sums to 0, and is it inside the loop?",
        ),
        Mistake(
            "last_sample",
            "the last sample alone",
            _last_sample,
            "In the loop over samples the gradient is overwritten, and the last one is left.",
            "The other samples may have any target.",
            "Where do you add up what the samples say?",
        ),
        Mistake(
            "no_sigmoid",
            "a neuron without its sigmoid, o = z",
            _trained(sigmoid=False),
            "That is linear regression.",
            "AND comes out as a tilted plane, whose values leave the range from 0 to 1.",
            "Which function stands between z and o?",
        ),
        Mistake(
            "stops_early",
            "an end of your own, before all steps are taken",
            _trained(stop=0.05),
            "It looks good enough. Whoever asks for 120 steps wants to see 120.",
            "With more steps than that the result doesn't change any more.",
            "Which line ends your loop, besides range(steps)?",
            also=(
                _trained(stop=0.1),
                _trained(stop=0.02),
                _trained(cap=100),
                _trained(cap=50),
                _trained(cap=10),
            ),
        ),
        Mistake(
            "decaying",
            "a step that shrinks from round to round",
            _trained(pace=lambda k: 1 / (1 + k)),
            "Later lessons do that. Here eta stays what it is.",
            "The first step is right, and the second one half as long as it should be.",
            "By what is the gradient multiplied in the second round?",
        ),
        Mistake(
            "every_target",
            "every output compared with every target, as (N, 1) minus (N,) does",
            _against_all,
            "A column less a row makes a table: NumPy fits the shapes without a word.",
            "Each sample is compared with the mean of all targets, and nothing can be told apart.",
            "Print the shape of o − t. How many errors are there?",
        ),
    ),
    hints=(
        "A loop over steps. In each: all outputs, all deltas, the mean of the gradients, one step.",
        "X @ w + b gives z of all samples; X.T @ delta / len(X) is the mean of delta * x.",
        "o = 1 / (1 + np.exp(-(X @ w + b)))\ndelta = (o - t) * o * (1 - o)\n"
        "w = w - eta * X.T @ delta / len(X)\nb = b - eta * delta.mean()",
    ),
    symptoms=(
        (
            "right for one sample, wrong for a batch",
            "A mean over the samples, or a sum?",
        ),
        ("the loss goes up", "Minus eta times the gradient."),
        ("it learns OR and not AND", "Does the bias move?"),
    ),
    taught="Many samples",
    another_way=(
        "A loop over samples that adds up `neuron_gradients`, divided by N at the end, is the "
        "same step: slower, and easier to read."
    ),
)

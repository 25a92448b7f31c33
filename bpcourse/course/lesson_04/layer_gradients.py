"""Lesson 04: the exercise `layer_gradients`."""

from __future__ import annotations

import numpy as np

from bpcourse.course.model import Exercise, Mistake

from .shared import _s, _whole, _whole_cases, _whole_slope


def layer_gradients(X, W, b, T):
    """(dW, db, dX) of a sigmoid layer under half squared error.

    dW (n_in, n_out) and db (n_out,) are means over the batch,
    dX (N, n_in) is per sample.
    """
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    return X.T @ delta / len(X), delta.mean(axis=0), delta @ W.T


def _with_input_slope(X, gradients):
    dW, db, dX = gradients
    return dW, db, dX * X * (1 - X)


def _through_new(X, W, b, T):
    dW, db, _ = layer_gradients(X, W, b, T)
    O = _s(X @ W + b)
    return dW, db, (O - T) * O * (1 - O) @ (W - dW).T


def _minus(W, b, dW, db, dX):
    return W - dW, b - db, dX


def _by_weighted_input(X, W, b, T):
    Z = X @ W + b
    d = (_s(Z) - T) * Z * (1 - Z)
    return X.T @ d / len(X), d.mean(axis=0), d @ W.T


EXERCISE = Exercise(
    title="All three gradients of a layer",
    statement=(
        "Put the pieces together: `layer_gradients(X, W, b, T)` runs the layer forward and "
        "returns `(dW, db, dX)`. The first two are means over the batch, which all samples share; "
        "`dX` keeps one row per sample. You may call your own functions."
    ),
    reference=layer_gradients,
    cases=_whole_cases,
    measure=_whole_slope,
    needs=(
        "layer_output",
        "layer_delta",
        "weight_gradient",
        "bias_gradient",
        "input_gradient",
    ),
    parts=("dW", "db", "dX"),
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "no_slope",
            "δ = O − T, without the slope of σ",
            _whole(slope=lambda O, T: O - T),
            "z reaches E through σ, and its slope belongs to every one of the three.",
            "All three are several times too large, saturated units most of all.",
            "By how much does o change when z changes?",
        ),
        Mistake(
            "slope_of_output",
            "σ'(O) instead of O (1 − O)",
            _whole(slope=lambda O, T: (O - T) * _s(O) * (1 - _s(O))),
            "O is the output already; σ must not be applied to it again.",
            "The slopes crowd between 0.19 and 0.25.",
            "At which point is σ's slope taken: z or o?",
        ),
        Mistake(
            "sign",
            "δ = (T − O) O (1 − O): all three with the opposite sign",
            _whole(slope=lambda O, T: (T - O) * O * (1 - O)),
            "Some texts write δ so. Subtracting it from W climbs.",
            "The loss goes up after one step.",
            "Which way round is the difference?",
        ),
        Mistake(
            "linear",
            "a forward pass without σ",
            _whole(forward=lambda z: z),
            "O (1 − O) is σ's slope only if O is σ's output.",
            "O leaves the range from 0 to 1, and its “slope” turns negative.",
            "What is O before it meets the target?",
        ),
        Mistake(
            "sums",
            "sums over the batch in dW and db, not means",
            _whole(dW=lambda X, d: X.T @ d, db=lambda d: d.sum(0)),
            "E of a batch is a mean over its samples.",
            "Right for one sample, N times too large for N.",
            "What is E of a batch?",
        ),
        Mistake(
            "mean_in_delta",
            "δ divided by N before dX is formed",
            _whole(dX=lambda d, W: d @ W.T / len(d)),
            "The mean belongs to dW and db only; dX is asked per sample.",
            "dW and db are right, dX is N times too small.",
            "At which line does the mean enter?",
        ),
        Mistake(
            "no_transpose",
            "dX = δ @ W, without the transpose",
            _whole(dX=lambda d, W: d @ W),
            "Backward adds over the units, so W must lie the other way.",
            "dX is wrong in a square layer, and refused in any other.",
            "Write the shapes: (N, n_out) times what gives (N, n_in)?",
        ),
        Mistake(
            "transposed_dW",
            "dW as δᵀX / N, the transpose of what is asked",
            _whole(dW=lambda X, d: d.T @ X / len(X)),
            "It would fit weights stored (out, in).",
            "dW must have the shape of W; in a square layer only the numbers tell.",
            "Which index comes first in W[j, k]?",
        ),
        Mistake(
            "averaged_dX",
            "dX averaged over the samples",
            _whole(dX=lambda d, W: (d @ W.T).mean(axis=0)),
            "dW and db are means, as all samples share the weights. Each sample has its own inputs.",
            "dX has one row, and X has N.",
            "What does the layer before need: one row of slopes, or one for each sample?",
            also=(_whole(dX=lambda d, W: (d @ W.T).sum(axis=0)),),
        ),
        Mistake(
            "slope_of_inputs",
            "dX multiplied with X (1 − X): the slope of the layer before",
            lambda X, W, b, T: _with_input_slope(X, layer_gradients(X, W, b, T)),
            "The next step back multiplies with its own slope. dX stops at X.",
            "Where an input is 0 its gradient is 0; a push shows that it isn't.",
            "With respect to what is dX the derivative?",
        ),
        Mistake(
            "no_dX",
            "dW and db alone, without dX",
            lambda X, W, b, T: layer_gradients(X, W, b, T)[:2],
            "For the first layer that would do. Every other one has to hand something back.",
            "Two results come back, and three are asked for.",
            "What does the layer before need?",
        ),
        Mistake(
            "through_new_weights",
            "dX through the weights after a step",
            lambda X, W, b, T: _through_new(X, W, b, T),
            "All gradients belong to the weights of the forward pass.",
            "Without any step dX should come out the same, and it doesn't.",
            "Which W did the outputs come from?",
        ),
        Mistake(
            "stepped",
            "new parameters instead of their gradients",
            lambda X, W, b, T: _minus(W, b, *layer_gradients(X, W, b, T)),
            "The step is another function's part; here the slopes are asked for.",
            "Where the outputs equal the targets it gives W and b, and the slopes are 0.",
            "Which line takes the step? Leave it out.",
        ),
        Mistake(
            "slope_of_z",
            "the slope taken as Z (1 − Z)",
            lambda X, W, b, T: _by_weighted_input(X, W, b, T),
            "o (1 − o) is the slope, with o = σ(z).",
            "For negative z its sign turns, and a sigmoid rises everywhere.",
            "Which quantity does the rule want: z, or σ(z)?",
        ),
    ),
    hints=(
        "Four lines: forward, δ, and the three gradients, each of which you have written.",
        "delta is per sample. weight_gradient and bias_gradient take the mean themselves; "
        "input_gradient doesn't.",
        "delta = layer_delta(layer_output(X, W, b), T)\n"
        "return weight_gradient(X, delta), bias_gradient(delta), input_gradient(delta, W)",
    ),
    symptoms=(
        ("I get a shape error", "dW is like W, db like b, dX like X. Which one isn't?"),
        ("right for one sample, wrong for a batch", "Are dW and db means, and dX not?"),
        ("the loss goes up", "O − T, not T − O."),
    ),
    taught="What the shapes say",
    another_way=(
        "Compute delta / len(X) once, and dW = X.T @ that, db = its sum: two divisions fewer, "
        "and dX then needs the undivided δ."
    ),
)

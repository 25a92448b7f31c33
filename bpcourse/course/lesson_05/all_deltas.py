"""Lesson 05: the exercise `all_deltas`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import (
    BATCHES,
    BIASES3,
    SIZES,
    T3,
    WEIGHTS3,
    X3,
    _down,
    _mean_dW,
    _network,
    _own_weights,
    _recursion,
    _run,
    _slope_after,
    _slope_of_output,
    _told,
    _top,
)


def all_deltas(activations, weights, T):
    """[delta_1, ..., delta_L], first layer first, each (N, n_l), per sample.

    `activations` is what `forward` returns, [X, A1, ..., AL], and `T`
    (N, n_L) are the targets.
    """
    O = activations[-1]
    deltas = [(O - T) * O * (1 - O)]
    for layer in range(len(weights) - 1, 0, -1):
        A = activations[layer]
        deltas.insert(0, (deltas[0] @ weights[layer].T) * A * (1 - A))
    return deltas


def _deltas_cases(rng: Rng) -> Iterator[Case]:
    weights, biases = list(WEIGHTS3), list(BIASES3)
    show = "the activations of the worked example, weights, T"
    yield Case((_run(X3, weights, biases), weights, T3), show=show)
    for n, sizes in zip(BATCHES, SIZES):
        weights, biases = _network(rng, sizes)
        activations = _run(rng.normal(size=(n, sizes[0])), weights, biases)
        T = rng.uniform(size=(n, sizes[-1]))
        yield Case(
            (activations, weights, T), show=f"the activations of {_told(n, sizes)}"
        )


def _deltas(top=_top, down=_down) -> Callable[..., Any]:
    return lambda activations, weights, T: _recursion(
        activations, weights, T, top, down
    )


def _slope_before(activations, weights, T):
    deltas = [_top(activations[-1], T)]
    for layer in range(len(weights) - 1, 0, -1):
        deltas.insert(0, _down(deltas[0], weights[layer], activations[layer - 1]))
    return deltas


def _input_too(activations, weights, T):
    deltas = [_top(activations[-1], T)]
    for layer in range(len(weights) - 1, -1, -1):
        deltas.insert(0, _down(deltas[0], weights[layer], activations[layer]))
    return deltas


def _with_input_signal(weights, deltas):
    return [deltas[0] @ weights[0].T, *deltas]


def _two_deltas(activations, weights, T):
    _X, A1, A2 = activations
    delta2 = _top(A2, T)
    return [_down(delta2, weights[1], A1), delta2]


EXERCISE = Exercise(
    title="Every layer's error signal",
    statement=(
        "Start at the output, where the target is, and go back: `all_deltas(activations, weights, "
        "T)` returns $[\\delta^{(1)},\\dots,\\delta^{(L)}]$, the first layer first. Each δ uses "
        "the one after it, so there is only one order in which you can compute them. You may call "
        "your `layer_delta` and `hidden_delta`."
    ),
    reference=all_deltas,
    cases=_deltas_cases,
    needs=("layer_delta", "hidden_delta"),
    parts=("deltas[{}]",),
    backwards=True,
    points=4,
    minutes=10,
    mistakes=(
        Mistake(
            "reversed",
            "the right deltas, the last layer first",
            lambda activations, weights, T: _recursion(activations, weights, T)[::-1],
            "The recursion finds the last layer's δ first; the list is to start with layer 1.",
            "The first entry has the output's shape.",
            "insert(0, …) instead of append(…), or turn the list round at the end.",
        ),
        Mistake(
            "own_weights",
            "the layer's own weights instead of the next layer's",
            _own_weights,
            "“W of layer l” is the one on the way in. The signal comes back the way it went out.",
            "With layers of one width it runs; otherwise the shapes refuse.",
            "Which weights lead from this layer to the one after it?",
        ),
        Mistake(
            "slope_before",
            "the slope of the layer before: activations, one place too early",
            _slope_before,
            "activations[0] is X, so layer l's output stands in place l, not l − 1.",
            "The first layer's slope is taken at X, which never went through σ.",
            "In which place of the list does layer l's own output stand?",
        ),
        Mistake(
            "slope_after",
            "the slope of the layer after: activations, one place too late",
            _slope_after,
            "o_k (1 − o_k) has been used already, in the δ of the layer after.",
            "With layers of one width it runs; otherwise the shapes refuse.",
            "Whose z does this δ belong to?",
        ),
        Mistake(
            "no_transpose",
            "a back-signal without the transpose",
            _deltas(down=lambda d, W, A: (d @ W) * A * (1 - A)),
            "The last layer is right, so a quick look finds nothing.",
            "Every layer before the last is wrong; unequal widths refuse.",
            "Compare layer by layer, from the last one back: where does it go wrong first?",
        ),
        Mistake(
            "output_no_slope",
            "δ = O − T at the output, without its slope",
            _deltas(top=lambda A, T: A - T),
            "p − y is right for softmax with cross-entropy, not for σ with squared error.",
            "All layers are off: the last one's error travels on.",
            "Which link leads from o to z?",
        ),
        Mistake(
            "hidden_no_slope",
            "hidden deltas without their slopes",
            _deltas(down=lambda d, W, A: d @ W.T),
            "Only the output's slope was taken.",
            "Deep networks would never have vanishing gradients.",
            "Every layer has a σ, and so a slope.",
        ),
        Mistake(
            "only_last",
            "the output's δ alone",
            lambda activations, weights, T: [_top(activations[-1], T)],
            "The loop never runs, or its results are thrown away.",
            "Three layers need three deltas.",
            "How many times should the loop run for L layers?",
            also=(lambda activations, weights, T: _top(activations[-1], T),),
        ),
        Mistake(
            "one_too_many",
            "one δ too many, for the input",
            _input_too,
            "The input is no layer: it has no z and no slope.",
            "The list has L + 1 entries.",
            "Where should the loop stop?",
            also=(
                lambda activations, weights, T: _with_input_signal(
                    weights, _recursion(activations, weights, T)
                ),
            ),
        ),
        Mistake(
            "sign",
            "all deltas with the opposite sign",
            _deltas(top=lambda A, T: -_top(A, T)),
            "T − O at the output turns every sign behind it too.",
            "A step that subtracts these climbs.",
            "Which way round is the difference?",
        ),
        Mistake(
            "no_slopes",
            "no slope anywhere: the error itself sent back",
            _deltas(top=lambda A, T: A - T, down=lambda d, W, A: d @ W.T),
            "“The error is propagated back” is how many texts say it. What travels is a slope of the loss.",
            "A saturated unit would learn as fast as any other.",
            "What does each unit multiply its signal by?",
        ),
        Mistake(
            "one_too_few",
            "one δ too few: the first layer's is missing",
            lambda activations, weights, T: _recursion(activations, weights, T)[1:],
            "The first layer of weights needs a δ as well: that of the first hidden layer.",
            "With L layers of weights there are L − 1 entries.",
            "How many layers of units have weights leading into them?",
        ),
        Mistake(
            "alternating_sign",
            "a minus sign in every layer, so that the sign alternates",
            _deltas(top=lambda A, T: -_top(A, T), down=lambda d, W, A: -_down(d, W, A)),
            "The minus of the step belongs to the step, and nowhere else.",
            "Every second layer is right.",
            "Which of the lines should have a minus sign?",
        ),
        Mistake(
            "slope_of_output",
            "slopes σ'(a) instead of σ'(z), in every layer",
            _deltas(
                top=lambda A, T: (A - T) * _slope_of_output(A),
                down=lambda d, W, A: d @ W.T * _slope_of_output(A),
            ),
            "What is kept is a already; its slope is a (1 − a).",
            "All slopes lie between 0.19 and 0.25.",
            "Is there any exponential left to compute?",
        ),
        Mistake(
            "mean_in_each_layer",
            "divided by N, and in each layer once more",
            _deltas(
                top=lambda A, T: _top(A, T) / len(A),
                down=lambda d, W, A: _down(d, W, A) / len(A),
            ),
            "δ is per sample. The mean is taken where the gradients are formed, once.",
            "The further back a layer is, the smaller its δ, by a factor N each time.",
            "How many means does the mean loss have?",
        ),
        Mistake(
            "gradients",
            "gradients dW instead of deltas",
            lambda activations, weights, T: [
                _mean_dW(A, d)
                for A, d in zip(activations, _recursion(activations, weights, T))
            ],
            "The gradients are made of the deltas, one step later.",
            "Their shapes are those of the weights, and no longer (N, n).",
            "Which shape has the activation that δ belongs to?",
        ),
        Mistake(
            "every_layer_a_target",
            "hidden layers compared with T as well",
            lambda activations, weights, T: [_top(A, T) for A in activations[1:]],
            "Only the output has a target. Nobody knows what a hidden unit ought to say.",
            "The hidden deltas don't depend on the weights after them.",
            "From where does the error reach a hidden layer?",
            also=(
                lambda activations, weights, T: [
                    _top(A, T) if A.shape == T.shape else A for A in activations[1:]
                ],
            ),
        ),
        Mistake(
            "two_layers",
            "a network of exactly two layers of weights",
            _two_deltas,
            "`X, A1, A2 = activations` fits one depth only.",
            "With one layer, or with four, Python can't unpack the list.",
            "Which loop visits every layer, whatever their number?",
        ),
        Mistake(
            "hidden_slope_of_output",
            "hidden slopes σ'(a) instead of σ'(z)",
            _deltas(down=lambda d, W, A: d @ W.T * _slope_of_output(A)),
            "What is kept is a already; its slope is a (1 − a).",
            "The last layer is right; in the others all slopes lie between 0.19 and 0.25.",
            "Is there any exponential left to compute?",
        ),
    ),
    hints=(
        "One line for the output, then a loop that goes backwards and puts each new δ in front.",
        "For layer = L − 1, …, 1: the next δ is deltas[0], the weights that lead on are "
        "weights[layer], and this layer's output is activations[layer].",
        "deltas = [layer_delta(activations[-1], T)]\n"
        "for layer in range(len(weights) - 1, 0, -1):\n"
        "    deltas.insert(0, hidden_delta(deltas[0], weights[layer], activations[layer]))\n"
        "return deltas",
    ),
    symptoms=(
        (
            "I get a shape error",
            "weights[layer] leads from activations[layer] to the next one.",
        ),
        (
            "the last layer is right, the others aren't",
            "Look at the back-signal: transpose, weights, slope.",
        ),
        (
            "IndexError",
            "Print range(len(weights) - 1, 0, -1): which layers does it visit?",
        ),
    ),
    taught="Any depth: the recursion",
    another_way=(
        "zip(reversed(activations[1:-1]), reversed(weights[1:])) gives the pairs without an index: "
        "hidden outputs, and the weights that lead on from them."
    ),
)

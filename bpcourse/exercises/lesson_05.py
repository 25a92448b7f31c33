"""Lesson 05, the delta recursion: ten exercises and the lesson's questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .model import Case, Exercise, Measured, Mistake, Option, Question, Rng


def _s(z: Any) -> Any:
    return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))


# ---- networks to test with -----------------------------------------------------------------

X3 = np.array([[0.05, 0.10]])  # document 3's network (D3-30)
T3 = np.array([[0.01, 0.99]])
WEIGHTS3 = (
    np.array([[0.15, 0.25], [0.20, 0.30]]),
    np.array([[0.40, 0.50], [0.45, 0.55]]),
)
BIASES3 = (np.array([0.35, 0.35]), np.array([0.60, 0.60]))

SIZES = (
    (3, 3, 3, 3),
    (4, 5, 3, 3, 2),
    (2, 3, 3),
    (3, 2),
)  # equal widths: nothing refuses there
BATCHES = (4, 6, 1, 5)


def _network(rng: Rng, sizes: tuple[int, ...]) -> tuple[list[Any], list[Any]]:
    pairs = list(zip(sizes, sizes[1:]))
    return [rng.normal(size=p) for p in pairs], [rng.normal(size=o) for _, o in pairs]


def _told(n: int, sizes: tuple[int, ...]) -> str:
    return f"a batch of {n} through a {'-'.join(map(str, sizes))} network"


def _run(X: Any, weights: Any, biases: Any, f: Callable[[Any], Any] = _s) -> list[Any]:
    activations = [X]
    for W, b in zip(weights, biases):
        activations.append(f(activations[-1] @ W + b))
    return activations


def _loss(X: Any, weights: Any, biases: Any, T: Any) -> float:
    return float(0.5 * ((_run(X, weights, biases)[-1] - T) ** 2).sum(1).mean())


def _top(A: Any, T: Any) -> Any:
    return (A - T) * A * (1 - A)


def _down(d: Any, W: Any, A: Any) -> Any:
    return d @ W.T * A * (1 - A)


def _recursion(activations, weights, T, top=_top, down=_down) -> list[Any]:
    """The deltas, with the rule of the last layer or of the hidden ones exchanged."""
    deltas = [top(activations[-1], T)]
    for A, W in zip(reversed(activations[1:-1]), reversed(weights[1:])):
        deltas.insert(0, down(deltas[0], W, A))
    return deltas


def _mean_dW(A: Any, d: Any) -> Any:
    return A.T @ d / len(A)


def _mean_db(d: Any) -> Any:
    return d.mean(axis=0)


def _pairs(activations, deltas, dW=_mean_dW, db=_mean_db) -> list[Any]:
    return [(dW(A, d), db(d)) for A, d in zip(activations, deltas)]


def _backward(
    top=_top, down=_down, dW=_mean_dW, db=_mean_db, f=_s
) -> Callable[..., Any]:
    """`backward` with a part exchanged, to write mistakes in one line."""

    def backward(X, weights, biases, T):
        activations = _run(X, weights, biases, f)
        return _pairs(
            activations, _recursion(activations, weights, T, top, down), dW, db
        )

    return backward


def _slope_of_output(A: Any) -> Any:
    return _s(A) * (1 - _s(A))


def _one_path(d: Any, W: Any, A: Any) -> Any:
    if W.shape[0] != W.shape[1]:
        return _down(d, W, A)
    return d * np.diag(W) * A * (1 - A)


def _measured_gradients(X, weights, biases, T, h: float = 1e-5) -> list[Any]:
    found = []
    for layer in range(len(weights)):
        pair = []
        for group in (weights, biases):
            slope = np.zeros_like(group[layer])
            for index in np.ndindex(slope.shape):
                ends = []
                for sign in (1, -1):
                    moved = [p.copy() for p in group]
                    moved[layer][index] += sign * h
                    if group is weights:
                        ends.append(_loss(X, moved, biases, T))
                    else:
                        ends.append(_loss(X, weights, moved, T))
                slope[index] = (ends[0] - ends[1]) / (2 * h)
            pair.append(slope)
        found.append(tuple(pair))
    return found


# ---- forward -------------------------------------------------------------------------------


def forward(X, weights, biases):
    """Every layer's activations, [X, A1, ..., AL], of a network of sigmoid layers.

    `weights` and `biases` are lists with one entry a layer, W (n_in, n_out) and b (n_out,).
    """
    activations = [X]
    for W, b in zip(weights, biases):
        Z = activations[-1] @ W + b
        activations.append(1 / (1 + np.exp(-Z)))
    return activations


def _forward_cases(rng: Rng) -> Iterator[Case]:
    yield Case(
        (X3, list(WEIGHTS3), list(BIASES3)), show="D3's network: X, weights, biases"
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


FORWARD = Exercise(
    lesson="05",
    title="Forward, and keep everything",
    statement=(
        "The way back needs what the way there computed. Write `forward(X, weights, biases)`: "
        "layer after layer, $A^{(l)}=\\sigma(A^{(l-1)}W^{(l)}+b^{(l)})$, and return **all** "
        "activations in a list, `[X, A1, …, AL]`, the input first."
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
            "Inference needs no more. Training does (D1-07).",
            "Without A1 there is no slope A1(1 − A1) on the way back.",
            "Append each layer's output to a list as you go.",
        ),
        Mistake(
            "weighted_inputs",
            "[X, Z1, …]: weighted inputs in the place of activations",
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
            "D0 writes its formulas without biases.",
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
            "tanh in the place of σ",
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
            "a (1 − a): slopes in the place of activations",
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
    another_way=(
        "itertools.accumulate(zip(weights, biases), layer, initial=X) is the same loop: a network "
        "is a fold over its layers."
    ),
)


def _last(X: Any, weights: Any, biases: Any, f: Callable[[Any], Any]) -> list[Any]:
    A = _run(X, weights, biases)
    return [*A[:-1], f(A[-2] @ weights[-1] + biases[-1])]


# ---- hidden_delta --------------------------------------------------------------------------


def hidden_delta(delta_next, W_next, A):
    """delta (N, n) of a hidden sigmoid layer, from the layer after it.

    `delta_next` is (N, m), `W_next` (n, m) leads from this layer to the next one, and `A`
    (N, n) are this layer's activations.
    """
    return (delta_next @ W_next.T) * A * (1 - A)


def _hidden_cases(rng: Rng) -> Iterator[Case]:
    delta, W = np.array([[0.1, -0.2]]), np.array([[1.0, 2.0], [3.0, -4.0]])
    yield Case((delta, W, np.array([[0.5, 0.2]])))
    for n, here, after in ((4, 3, 3), (5, 4, 3), (3, 2, 4), (1, 3, 2), (2, 3, 1)):
        A = rng.uniform(0.05, 0.95, size=(n, here))
        yield Case((rng.normal(size=(n, after)), rng.normal(size=(here, after)), A))


def _hidden_slope(case: Case) -> Measured:
    delta, W, A = case.args
    Z, h = np.log(A / (1 - A)), 1e-5
    slope = np.zeros_like(Z)
    for index in np.ndindex(Z.shape):
        up, down = Z.copy(), Z.copy()
        up[index] += h
        down[index] -= h
        slope[index] = (((_s(up) - _s(down)) @ W) * delta).sum() / (2 * h)
    return Measured("slope of Σ_k δ_k z_k of the next layer in this layer's z", slope)


HIDDEN = Exercise(
    lesson="05",
    title="One step back (BP2)",
    statement=(
        "The line that gives backpropagation its name. A hidden unit $j$ has no target; it reaches "
        "the error through every unit $k$ of the next layer, so it gathers their δ, each through "
        "its own weight, and multiplies by its own slope:\n\n"
        "$$\\delta_j=o_j(1-o_j)\\sum_k\\delta_k\\,w_{jk}$$\n\n"
        "Write `hidden_delta(delta_next, W_next, A)` for a batch."
    ),
    reference=hidden_delta,
    cases=_hidden_cases,
    measure=_hidden_slope,
    needs=("input_gradient",),
    points=3,
    minutes=7,
    mistakes=(
        Mistake(
            "no_transpose",
            "δ @ W, without the transpose",
            lambda d, W, A: (d @ W) * A * (1 - A),
            "D4's listing does the same: mul(weights, grad_next).",
            "Between layers of one width it runs and is wrong; otherwise the shapes refuse.",
            "Over which index of W[j, k] does the sum run?",
        ),
        Mistake(
            "no_slope",
            "the gathered δ, without this layer's slope",
            lambda d, W, A: d @ W.T,
            "That is the gradient of the activation a. δ belongs to z.",
            "A saturated unit would get the whole signal.",
            "Which link leads from a to z?",
        ),
        Mistake(
            "slope_of_output",
            "σ'(A): the slope is taken at the activation (as D4's parameter text says)",
            lambda d, W, A: (d @ W.T) * _slope_of_output(A),
            "A has been through σ; its slope is A (1 − A).",
            "At z = 1 it takes 0.2194 for a slope of 0.1966.",
            "Is there any exponential left to compute?",
        ),
        Mistake(
            "product_of_sums",
            "(Σ δ_k)(Σ w_jk): a product of sums (D2's formula)",
            lambda d, W, A: d.sum(1, keepdims=True) * W.sum(1) * A * (1 - A),
            "A sum of products isn't a product of sums.",
            "Where the δ of the next layer add up to 0, it gives 0, whatever the weights are.",
            "Multiply each δ_k by its own weight, then add.",
        ),
        Mistake(
            "one_path",
            "one path only, from unit j to unit j of the next layer",
            _one_path,
            "“Multiply all derivatives along the path” (D3): there is more than one path.",
            "Only the diagonal of W counts; even the sign can be wrong.",
            "How many units of the next layer does unit j feed?",
        ),
        Mistake(
            "half_slope",
            "one factor of the slope, 1 − A",
            lambda d, W, A: (d @ W.T) * (1 - A),
            "σ's slope is a product of two factors.",
            "A unit that is off, A near 0, would pass everything.",
            "Which factor is missing?",
        ),
        Mistake(
            "tanh_slope",
            "1 − A², the slope of tanh",
            lambda d, W, A: (d @ W.T) * (1 - A**2),
            "Each activation has its own rule.",
            "At A = 0.5 it takes 0.75 for a slope of 0.25.",
            "Which activation made A?",
        ),
        Mistake(
            "batch_mean",
            "the right δ divided by N",
            lambda d, W, A: (d @ W.T) * A * (1 - A) / len(A),
            "δ is per sample. The mean is taken once, where dW and db are formed.",
            "Through L layers it would be divided by N again and again.",
            "Does sample 1 know of sample 2 here?",
        ),
        Mistake(
            "only_activation",
            "one factor of the slope, A",
            lambda d, W, A: (d @ W.T) * A,
            "The slope of σ is a product of two, and each flattens one end.",
            "Where A is close to 1 the slope should nearly vanish.",
            "What is left of 1 − A?",
        ),
        Mistake(
            "slope_of_delta",
            "the slope taken of the next layer's δ",
            lambda d, W, A: (d * d * (1 - d)) @ W.T,
            "δ is no activation. The slope belongs to this layer's unit, and comes after the weights.",
            "A makes no difference to the result.",
            "Where does your function use A?",
        ),
        Mistake(
            "added_slope",
            "the slope added to the gathered δ",
            lambda d, W, A: d @ W.T + A * (1 - A),
            "Links of one chain are multiplied; only different ways are added.",
            "With δ = 0 it should be 0.",
            "How many ways lead from z to a?",
        ),
    ),
    hints=(
        "Two links: from z of the next layer back to a (your input_gradient), then from a back to "
        "z (a slope).",
        "Gather with delta_next @ W_next.T, shape (N, n). Then multiply entry by entry by "
        "A * (1 - A).",
        "return (delta_next @ W_next.T) * A * (1 - A)",
    ),
    symptoms=(
        (
            "I get a shape error",
            "delta_next is (N, m), W_next is (n, m): which one has to turn?",
        ),
        (
            "right for one path, wrong in a network",
            "Is there a sum over all units of the next layer?",
        ),
    ),
    another_way=(
        "input_gradient(delta_next, W_next) * A * (1 - A): backpropagation is lesson 04's "
        "input_gradient and lesson 01's slope, and nothing else."
    ),
)


# ---- all_deltas ----------------------------------------------------------------------------


def all_deltas(activations, weights, T):
    """[delta_1, ..., delta_L], first layer first, each (N, n_l), per sample.

    `activations` is what `forward` returns, [X, A1, ..., AL]; `T` (N, n_L) are the targets.
    """
    O = activations[-1]
    deltas = [(O - T) * O * (1 - O)]
    for layer in range(len(weights) - 1, 0, -1):
        A = activations[layer]
        deltas.insert(0, (deltas[0] @ weights[layer].T) * A * (1 - A))
    return deltas


def _deltas_cases(rng: Rng) -> Iterator[Case]:
    weights, biases = list(WEIGHTS3), list(BIASES3)
    show = "the activations of D3's network, weights, T"
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


def _own_weights(activations, weights, T):
    deltas = [_top(activations[-1], T)]
    for layer in range(len(weights) - 1, 0, -1):
        deltas.insert(0, _down(deltas[0], weights[layer - 1], activations[layer]))
    return deltas


def _slope_before(activations, weights, T):
    deltas = [_top(activations[-1], T)]
    for layer in range(len(weights) - 1, 0, -1):
        deltas.insert(0, _down(deltas[0], weights[layer], activations[layer - 1]))
    return deltas


def _slope_after(activations, weights, T):
    deltas = [_top(activations[-1], T)]
    for layer in range(len(weights) - 1, 0, -1):
        deltas.insert(0, _down(deltas[0], weights[layer], activations[layer + 1]))
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


DELTAS = Exercise(
    lesson="05",
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
            "insert(0, …) in the place of append(…), or turn the list round at the end.",
        ),
        Mistake(
            "own_weights",
            "the layer's own weights in the place of the next layer's",
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
            "slopes σ'(a) in the place of σ'(z), in every layer",
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
            "gradients dW in the place of deltas",
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
            "From where does a hidden layer hear of the error?",
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
            "hidden slopes σ'(a) in the place of σ'(z)",
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
    another_way=(
        "zip(reversed(activations[1:-1]), reversed(weights[1:])) gives the pairs without an index: "
        "hidden outputs, and the weights that lead on from them."
    ),
)


# ---- all_gradients -------------------------------------------------------------------------


def all_gradients(activations, deltas):
    """[(dW, db), ...], first layer first, means over the batch.

    `activations` is [X, A1, ..., AL], `deltas` is [delta_1, ..., delta_L].
    """
    gradients = []
    for A, delta in zip(activations, deltas):
        gradients.append((A.T @ delta / len(A), delta.mean(axis=0)))
    return gradients


def _gradients_cases(rng: Rng) -> Iterator[Case]:
    X, A = np.array([[1.0, 2.0], [0.0, 3.0]]), np.array([[0.5, 0.25], [0.75, 0.5]])
    deltas = [np.array([[1.0, -1.0], [0.5, 2.0]]), np.array([[0.25, 0.5], [-1.0, 1.0]])]
    yield Case(([X, A, A], deltas), show="two layers of two units, two samples")
    for n, sizes in zip(BATCHES, SIZES):
        activations = [rng.normal(size=(n, k)) for k in sizes]
        deltas = [rng.normal(size=(n, k)) for k in sizes[1:]]
        yield Case((activations, deltas), show=f"the deltas of {_told(n, sizes)}")


def _gradients(dW=_mean_dW, db=_mean_db) -> Callable[..., Any]:
    return lambda activations, deltas: _pairs(activations, deltas, dW, db)


GRADIENTS = Exercise(
    lesson="05",
    title="From deltas to gradients (BP3, BP4)",
    statement=(
        "Once the deltas are there, every layer is lesson 04 again: what came in, times the δ of "
        "what went out. Write `all_gradients(activations, deltas)`: a list of `(dW, db)`, the "
        "first layer first, means over the batch."
    ),
    reference=all_gradients,
    cases=_gradients_cases,
    needs=("weight_gradient", "bias_gradient"),
    parts=("dW", "db"),
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "own_output",
            "each layer's own output in the place of its input",
            lambda activations, deltas: _pairs(activations[1:], deltas),
            "activations[l] is what layer l + 1 receives; the list starts with X.",
            "With layers of one width it runs; otherwise the shapes refuse.",
            "What did this layer multiply by its weights?",
        ),
        Mistake(
            "sums",
            "sums over the batch, not means",
            _gradients(lambda A, d: A.T @ d, lambda d: d.sum(0)),
            "E of a batch is a mean over its samples.",
            "Right for one sample, N times too large for N.",
            "What do you divide by?",
        ),
        Mistake(
            "sum_in_db",
            "db as a sum, dW as a mean",
            _gradients(db=lambda d: d.sum(0)),
            "The 1/N was put in at the matrix product, and forgotten at the bias.",
            "db is N times too large, dW is right.",
            "Are both of them gradients of the same E?",
        ),
        Mistake(
            "sum_in_dW",
            "dW as a sum, db as a mean",
            _gradients(dW=lambda A, d: A.T @ d),
            "mean(axis=0) averages; Aᵀδ adds.",
            "dW is N times too large, db is right.",
            "Where does N enter the matrix product?",
        ),
        Mistake(
            "transposed",
            "dW as δᵀA / N, for weights stored (out, in)",
            _gradients(dW=lambda A, d: d.T @ A / len(A)),
            "D4 stores W[to, from], so its gradient is δ aᵀ.",
            "dW must have the shape of W.",
            "Which index comes first in W[j, k]?",
        ),
        Mistake(
            "per_sample_db",
            "db as δ itself, one row a sample",
            _gradients(db=lambda d: d.copy()),
            "“The bias gradient is δ” (D4) holds for one sample.",
            "b has one axis.",
            "What is left to do with the rows?",
        ),
        Mistake(
            "product_of_means",
            "the outer product of two means in dW",
            _gradients(dW=lambda A, d: np.outer(A.mean(0), d.mean(0))),
            "A mean of products isn't the product of means.",
            "Right for one sample, wrong for a batch.",
            "Multiply in each sample first.",
        ),
        Mistake(
            "reversed",
            "the right pairs, the last layer first",
            lambda activations, deltas: _pairs(activations, deltas)[::-1],
            "The deltas come in with the first layer first; nothing has to be turned here.",
            "The first pair has the last layer's shape.",
            "Go through both lists from the front.",
        ),
        Mistake(
            "only_dW",
            "the weights' gradients alone",
            lambda activations, deltas: [dW for dW, _ in _pairs(activations, deltas)],
            "The biases are parameters too.",
            "Each layer has one array, and a pair (dW, db) is asked for.",
            "What is the gradient by b?",
        ),
        Mistake(
            "over_units",
            "divided by the number of units, and not of samples",
            _gradients(
                lambda A, d: A.T @ d / d.shape[1], lambda d: d.sum(axis=0) / d.shape[1]
            ),
            "The mean is taken over samples: over the rows of δ.",
            "In a layer with as many units as there are samples nobody notices.",
            "Which of δ's two lengths counts the samples?",
        ),
        Mistake(
            "input_each_time",
            "X taken as the input of every layer",
            lambda activations, deltas: _pairs([activations[0]] * len(deltas), deltas),
            "X comes into the first layer only; each other one reads the activation before it.",
            "The first pair is right.",
            "Which activation came into layer l?",
        ),
        Mistake(
            "deltas_reversed",
            "the deltas paired from the wrong end",
            lambda activations, deltas: _pairs(activations, deltas[::-1]),
            "On the way back the last δ is found first. The list that comes in is in the order of the layers.",
            "Where all layers are equally wide nothing refuses.",
            "Which δ belongs to X?",
        ),
        Mistake(
            "slope_again",
            "the slope multiplied in once more",
            lambda activations, deltas: _pairs(
                activations, [d * A * (1 - A) for A, d in zip(activations[1:], deltas)]
            ),
            "δ is the slope by z, so the unit's own slope is in it already.",
            "Every gradient is at most a quarter of what it should be.",
            "How much does z move when a weight moves?",
        ),
    ),
    hints=(
        "Walk through activations and deltas side by side. Which activation belongs to which δ?",
        "zip stops at the shorter list: X meets δ1, A1 meets δ2, …, and AL is left over.",
        "return [(weight_gradient(A, d), bias_gradient(d)) for A, d in zip(activations, deltas)]",
    ),
    symptoms=(
        (
            "I get a shape error",
            "δ of layer l meets the activation that came *into* layer l.",
        ),
        ("right for one sample, wrong for a batch", "Are both of them means?"),
    ),
    another_way="The last activation, AL, is never used here: all that the loss knows is in δ already.",
)


# ---- backward ------------------------------------------------------------------------------


def backward(X, weights, biases, T):
    """[(dW, db), ...], first layer first: the gradient of the batch's mean half squared error."""
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


def _backward_cases(rng: Rng) -> Iterator[Case]:
    X = np.array([[0.05, 0.10], [1.0, -2.0], [0.5, 0.3]])
    T = np.array([[0.01, 0.99], [0.8, 0.3], [0.2, 0.6]])
    W = [np.array([[0.5, -1.0], [2.0, 0.25]]), np.array([[1.5, -0.5], [0.75, -2.0]])]
    b = [np.array([0.1, -0.2]), np.array([0.3, -0.4])]
    yield Case((X, W, b, T), show="a batch of 3 through a 2-2-2 network")
    for n, sizes in zip(BATCHES, SIZES):
        X = rng.normal(size=(n, sizes[0]))
        yield Case(
            (X, *_network(rng, sizes), rng.uniform(size=(n, sizes[-1]))),
            show=_told(n, sizes),
        )


def _backward_slope(case: Case) -> Measured:
    return Measured(
        "slopes of E by central differences", _measured_gradients(*case.args)
    )


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


BACKWARD = Exercise(
    lesson="05",
    title="Backpropagation",
    statement=(
        "The whole algorithm: forward, deltas, gradients. `backward(X, weights, biases, T)` "
        "returns `[(dW, db), …]`, the gradient of the mean error by every parameter, for the "
        "price of about three forward passes, however many parameters there are."
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
            "D2's δ is S − Y times the slope; subtracting it is a double minus.",
            "On D3's network one step takes the loss from 0.2984 to 0.3159.",
            "Take one small step and look: does the loss fall?",
        ),
        Mistake(
            "no_transpose",
            "a back-signal without the transpose (D4's listing)",
            _backward(down=lambda d, W, A: (d @ W) * A * (1 - A)),
            "The output layer is right, so the loss still falls.",
            "Every layer before the last is off; unequal widths refuse.",
            "Which layer is the last one to be right? Look at the line that leads from it back.",
        ),
        Mistake(
            "slope_of_output",
            "slopes σ'(a) in the place of σ'(z), in every layer",
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
            "every weight into a unit with the same gradient (D2's sum over the inputs)",
            _backward(dW=_SUM_INPUTS),
            "The sum over inputs belongs to z, not to its derivative by one weight.",
            "All rows of each dW are equal; the biases are right.",
            "Which input does W[j, k] multiply?",
        ),
        Mistake(
            "summed_outputs",
            "one δ for the whole output layer (D2's sum over the outputs)",
            _backward(top=lambda A, T: _top(A, T).sum(1, keepdims=True) + 0 * A),
            "z_k reaches E through o_k alone.",
            "Training sticks where the outputs' δ add up to 0.",
            "Which outputs change when z_k changes?",
        ),
        Mistake(
            "product_of_sums",
            "(Σ δ)(Σ w) in the hidden layers (D2's formula)",
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
            "“δ is the error” (D2) leaves out σ's slope.",
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
            "each layer's own output in the place of its input",
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
            "new parameters in the place of their gradients",
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
    another_way=(
        "δ and the gradients can share one loop: form (dW, db) of the layer, then send δ one layer "
        "down. That is the Parsons problem further on."
    ),
)


# ---- train_step ----------------------------------------------------------------------------


def train_step(X, T, weights, biases, eta):
    """New (weights, biases) after one gradient-descent step; the old lists stay untouched."""
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
    show = "D3's X, T, weights, biases, 0.5"
    yield Case((X3, T3, list(WEIGHTS3), list(BIASES3), 0.5), show=show)
    for n, sizes in zip(BATCHES, SIZES):
        X, T = rng.normal(size=(n, sizes[0])), rng.uniform(size=(n, sizes[-1]))
        eta = float(rng.uniform(0.3, 0.9))
        show = f"{_told(n, sizes)}, eta = {eta:.2f}"
        yield Case((X, T, *_network(rng, sizes), eta), show=show)


_RIGHT = _backward()


def _step(backward=_RIGHT, rule=lambda p, g, eta: p - eta * g) -> Callable[..., Any]:
    def step(X, T, weights, biases, eta):
        gradients = backward(X, weights, biases, T)
        return (
            [rule(W, dW, eta) for W, (dW, _) in zip(weights, gradients)],
            [rule(b, db, eta) for b, (_, db) in zip(biases, gradients)],
        )

    return step


def _updated_first(X, T, weights, biases, eta):
    """Each layer is updated before its weights carry the signal on."""
    activations = _run(X, weights, biases)
    new_W: list[Any] = []
    new_b: list[Any] = []
    delta = _top(activations[-1], T)
    for layer in reversed(range(len(weights))):
        A = activations[layer]
        new_W.insert(0, weights[layer] - eta * _mean_dW(A, delta))
        new_b.insert(0, biases[layer] - eta * _mean_db(delta))
        delta = _down(delta, new_W[0], A)
    return new_W, new_b


def _step_reversed(X, T, weights, biases, eta):
    new_W, new_b = _step()(X, T, weights, biases, eta)
    return new_W[::-1], new_b[::-1]


def _weights_only(X, T, weights, biases, eta):
    return _step()(X, T, weights, biases, eta)[0], [b.copy() for b in biases]


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


STEP = Exercise(
    lesson="05",
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
            "D2 defines Δw with a minus and then subtracts it: minus twice.",
            "On D3's network the loss rises from 0.2984 to 0.3159.",
            "Compare the loss before and after.",
        ),
        Mistake(
            "updated_first",
            "output weights that are updated before they carry the signal back",
            _updated_first,
            "Updating each layer as soon as its gradient is known saves a list. It changes the "
            "weights that the next δ needs.",
            "On D3's network w1 becomes 0.149818 in the place of 0.149781: this is the bug behind "
            "the famous 0.291027924.",
            "Which weights did the forward pass use?",
        ),
        Mistake(
            "reversed",
            "new weights and biases with the last layer first",
            _step_reversed,
            "The way back finds the last layer's gradient first.",
            "The first entry has the last layer's shape, where the shapes differ at all.",
            "insert(0, …) in the place of append(…), or a list turned round at the end?",
        ),
        Mistake(
            "weights_only",
            "a step for the weights, none for the biases",
            _weights_only,
            "The published version of D3's example keeps its biases.",
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
            "On D3's network w1 is off by 5 percent of its step, w3 by 17.",
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
    another_way=(
        "W -= eta * dW is faster and fine in your own training loop; here the caller still needs "
        "the old weights, to compare."
    ),
)


# ---- column_hidden_delta -------------------------------------------------------------------


def column_hidden_delta(W_next, delta_next, z):
    """D4's `backward`, mended: delta (n, 1) of a hidden layer in the column convention.

    `W_next` is (m, n), with W_next[k, j] to unit k from unit j; `delta_next` is (m, 1); `z`
    (n, 1) is this layer's weighted input, and stays as it is.
    """
    a = 1 / (1 + np.exp(-z))
    return (W_next.T @ delta_next) * a * (1 - a)


def _column_cases(rng: Rng) -> Iterator[Case]:
    W = np.array([[0.5, 2.0], [-1.0, 3.0]])
    yield Case((W, np.array([[1.0], [-0.5]]), np.array([[1.0], [0.0]])))
    for m, n in ((3, 3), (2, 4), (3, 2), (1, 3), (4, 1)):
        yield Case(
            (rng.normal(size=(m, n)), rng.normal(size=(m, 1)), rng.normal(size=(n, 1)))
        )


_COLUMN_STARTER = """
    for j in range(len(z)):
        a = 1 / (1 + np.exp(-z[j, 0]))
        z[j, 0] = a * (1 - a)
    return (W_next @ delta_next) * z
"""


COLUMN = Exercise(
    lesson="05",
    title="Mend document 4's listing",
    statement=(
        "**This code runs and is wrong: find and mend it.** It is D4's `backward`, line by line, "
        "in Python. Samples are columns there, and `W_next[k, j]` leads *to* unit `k` *from* unit "
        "`j`. It has two faults: one gives wrong numbers, the other one damages what belongs to "
        "the caller. The lesson's detective story shows how the first one got into print."
    ),
    reference=column_hidden_delta,
    cases=_column_cases,
    starter=_COLUMN_STARTER,
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "no_transpose",
            "W δ, without the transpose: the listing's first fault",
            lambda W, d, z: (W @ d) * _s(z) * (1 - _s(z)),
            "Forward is W·a, so W·δ looks natural. Backward has to run the other way.",
            "In a square layer it is wrong, in any other it is refused; in a symmetric one nobody "
            "would notice.",
            "Write the shapes: (m, n) and (m, 1) are to give (n, 1).",
        ),
        Mistake(
            "slope_of_activation",
            "σ'(σ(z)): the slope is taken at the activation",
            lambda W, d, z: (W.T @ d) * _slope_of_output(_s(z)),
            "D4's parameter text says “the output of the previous layer”, and means z.",
            "At z = 1 it takes 0.2194 for a slope of 0.1966.",
            "What comes in: z, or a?",
        ),
        Mistake(
            "z_for_activation",
            "z (1 − z): z is treated as the activation",
            lambda W, d, z: (W.T @ d) * z * (1 - z),
            "a (1 − a) is right for a = σ(z). Here z comes in.",
            "At z = 1 it gives 0, where σ is far from flat.",
            "Apply σ to z first.",
        ),
        Mistake(
            "no_slope",
            "Wᵀδ alone, without the slope",
            lambda W, d, z: W.T @ d,
            "It is the gradient of the activation. δ belongs to z.",
            "z makes no difference to the result.",
            "Where does your function use z?",
        ),
        Mistake(
            "row",
            "the right numbers as a row",
            lambda W, d, z: ((W.T @ d) * _s(z) * (1 - _s(z))).T,
            "delta.T @ W is a row. In this convention δ is a column.",
            "Its shape is (1, n).",
            "Which shape has z?",
        ),
        Mistake(
            "product_of_sums",
            "(Σ δ)(Σ w): a product of sums",
            lambda W, d, z: d.sum() * W.sum(0)[:, None] * _s(z) * (1 - _s(z)),
            "A sum of products isn't a product of sums.",
            "Where the δ add up to 0 it gives 0.",
            "Multiply each δ_k by its own weight, then add.",
        ),
    ),
    hints=(
        "Call it twice with the same z and print z each time. Then measure the slope with a "
        "layer of 2 units and 4 inputs.",
        "z[j, 0] = … writes into the caller's array: compute the slope in a new one. And the "
        "shapes (m, n), (m, 1) → (n, 1) leave one choice.",
        "a = 1 / (1 + np.exp(-z))\nreturn (W_next.T @ delta_next) * a * (1 - a)",
    ),
    symptoms=(
        ("I get a shape error", "(m, n) and (m, 1): turn W_next."),
        ("it changes its argument", "Make a new array for the slope."),
        ("right the first time, wrong the second", "Look at z after the first call."),
    ),
    another_way=(
        "In the course's row convention W is this W transposed, and the same line reads "
        "delta @ W.T: the transpose stays, its reason is the same."
    ),
)


# ---- mended_backward -----------------------------------------------------------------------


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


MENDED = Exercise(
    lesson="05",
    title="It trains, and it is wrong",
    statement=(
        "**This code runs and is wrong: find and mend it.** On D3's network, one sample at a time, "
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
    another_way=(
        "“The loss falls” is a weak test: any direction within 90° of the gradient passes it. A "
        "gradient check on unequal widths and a batch is a strong one."
    ),
)


# ---- Parsons problems: the lines are given, the order isn't --------------------------------


def two_layer_step(X, T, W1, b1, W2, b2, eta):
    """(W1, b1, W2, b2) after one step for two sigmoid layers: order the lines below."""
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    delta2 = (A2 - T) * A2 * (1 - A2)
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    b2 = b2 - eta * delta2.mean(axis=0)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    b1 = b1 - eta * delta1.mean(axis=0)
    return W1, b1, W2, b2


_PARSONS_STARTER = """
    raise NotImplementedError  # order the lines below, then take this one away
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    b1 = b1 - eta * delta1.mean(axis=0)
    delta2 = (A2 - T) * A2 * (1 - A2)
    return W1, b1, W2, b2
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    b2 = b2 - eta * delta2.mean(axis=0)
"""


def _two_cases(rng: Rng) -> Iterator[Case]:
    W1, W2 = WEIGHTS3
    yield Case(
        (X3, T3, W1, BIASES3[0], W2, BIASES3[1], 0.5), show="D3's network, eta = 0.5"
    )
    for n, (i, h, o) in ((4, (3, 3, 3)), (6, (4, 5, 2)), (1, (2, 3, 3))):
        (W1, W2), (b1, b2) = _network(rng, (i, h, o))
        X, T = rng.normal(size=(n, i)), rng.uniform(size=(n, o))
        show = f"{_told(n, (i, h, o))}, eta = 0.8"
        yield Case((X, T, W1, b1, W2, b2, 0.8), show=show)


def _two(step: Callable[..., Any]) -> Callable[..., Any]:
    def answer(X, T, W1, b1, W2, b2, eta):
        (V1, V2), (c1, c2) = step(X, T, [W1, W2], [b1, b2], eta)
        return V1, c1, V2, c2

    return answer


def _forward_again(X, T, W1, b1, W2, b2, eta):
    """The output layer is updated first, and the forward pass run a second time in between."""
    (_, W2), (_, b2) = _step()(X, T, [W1, W2], [b1, b2], eta)
    (V1, _), (c1, _) = _step()(X, T, [W1, W2], [b1, b2], eta)
    return V1, c1, W2, b2


PARSONS_STEP = Exercise(
    lesson="05",
    title="Order the lines: one step of two layers",
    statement=(
        "**A puzzle: every line is right, the order isn't.** Move the lines (Alt + arrow keys, or "
        "cut and paste) until `two_layer_step` does one step of training. Several orders are "
        "right. One order runs without complaint and is wrong: it is the bug behind a famous "
        "number."
    ),
    reference=two_layer_step,
    cases=_two_cases,
    starter=_PARSONS_STARTER,
    parts=("W1", "b1", "W2", "b2"),
    points=2,
    minutes=6,
    mistakes=(
        Mistake(
            "updated_first",
            "W2 updated before delta1 reads it",
            _two(_updated_first),
            "After its line W2 is a new matrix, and delta1 then goes back through weights that the "
            "forward pass never used.",
            "On D3's network W1[0, 0] becomes 0.149818 in the place of 0.149781. This order gives the "
            "published loss 0.291027924.",
            "Which line must read W2 before it changes?",
        ),
        Mistake(
            "forward_again",
            "a second forward pass between the two updates",
            _forward_again,
            "The hidden layer then learns from an error that the step has changed already.",
            "All gradients of a step belong to one point, the old parameters.",
            "Run forward once, then both deltas, then the four updates.",
        ),
        Mistake(
            "swapped_result",
            "(W2, b2, W1, b1): the output layer first",
            lambda *args: (lambda r: (r[2], r[3], r[0], r[1]))(two_layer_step(*args)),
            "The backward pass finds them in that order.",
            "The docstring asks for W1 first.",
            "Leave the return line as it was given.",
        ),
        Mistake(
            "hidden_frozen",
            "an output layer that learns and a hidden layer that doesn't",
            lambda X, T, W1, b1, W2, b2, eta: (
                W1.copy(),
                b1.copy(),
                *two_layer_step(X, T, W1, b1, W2, b2, eta)[2:],
            ),
            "Lines behind the return never run.",
            "W1 and b1 come back as they went in.",
            "Which line must be the last one?",
        ),
        Mistake(
            "ascent",
            "a step uphill: a plus where every line has a minus",
            _two(_step(rule=lambda p, g, eta: p + eta * g)),
            "The gradient points to where the loss grows.",
            "The loss is larger after the step than before.",
            "The lines were right as they stood; which sign has changed?",
        ),
        Mistake(
            "sums",
            "sums over the batch, not means",
            _two(_step(_backward(dW=lambda A, d: A.T @ d, db=lambda d: d.sum(0)))),
            "The division by len(X) has got lost.",
            "For one sample it is right; for a batch the step is N times too long.",
            "The lines were right as they stood; what is missing?",
        ),
        Mistake(
            "output_frozen",
            "a step of the hidden layer alone",
            lambda X, T, W1, b1, W2, b2, eta: (
                *_two(_step())(X, T, W1, b1, W2, b2, eta)[:2],
                W2,
                b2,
            ),
            "The lines that move W2 and b2 aren't reached, or got lost.",
            "W2 and b2 come back as they were.",
            "Is every line there, and above the return?",
        ),
    ),
    hints=(
        "For each line ask what it reads. It must stand behind every line that makes what it reads.",
        "W2 is read by A2 and by delta1, and is made anew by its own update. So the update has to "
        "come after both.",
        "A1, A2, delta2, delta1, then the four updates in any order, then return.",
    ),
    symptoms=(
        (
            "UnboundLocalError",
            "The line named in the message reads what is made further down.",
        ),
        (
            "cannot access local variable",
            "The line named reads what is made further down.",
        ),
    ),
    another_way=(
        "With separate names for the new parameters (W2_new = W2 - …) the wrong order would be "
        "harmless: reusing a name is what makes the order matter."
    ),
)


def backward_loop(X, weights, biases, T):
    """[(dW, db), ...], first layer first, in one loop: order the lines below."""
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
    raise NotImplementedError  # order the lines below, then take this one away
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


PARSONS_LOOP = Exercise(
    lesson="05",
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
    another_way=(
        "Autograd libraries do this with a tape: forward writes entries, backward takes them off "
        "from the end. The list is your tape."
    ),
)


EXERCISES = (
    FORWARD,
    HIDDEN,
    DELTAS,
    GRADIENTS,
    BACKWARD,
    STEP,
    COLUMN,
    MENDED,
    PARSONS_STEP,
    PARSONS_LOOP,
)


# ---- questions -----------------------------------------------------------------------------

_W, _B = _weights_only(X3, T3, list(WEIGHTS3), list(BIASES3), 0.5)
_ONE = _loss(X3, _W, _B, T3)
_LATE = _loss(X3, _updated_first(X3, T3, list(WEIGHTS3), list(BIASES3), 0.5)[0], _B, T3)
_W_BOTH, _B_BOTH = train_step(X3, T3, list(WEIGHTS3), list(BIASES3), 0.5)
_BOTH = _loss(X3, _W_BOTH, _B_BOTH, T3)
_DELTA = _recursion(_run(X3, WEIGHTS3, BIASES3), WEIGHTS3, T3)
_PATHS = 10**4

QUESTIONS = (
    Question(
        "05-no-target",
        "A hidden unit has no target. **Where does it learn what to do?**",
        "",
        options=(
            Option(
                "From its own error: its output less the target",
                "There is no target for it; the target is at the output.",
                mistake="hidden_delta.no_slope",
            ),
            Option(
                "From the δ of every unit that it feeds, each weighted by the weight between them",
                "The signal comes back the way it went out, and its own slope is multiplied in.",
                right=True,
            ),
            Option(
                "From the sum of all δ of the next layer, times the sum of its weights",
                "A product of sums mixes δ of one unit with weights of another.",
                mistake="hidden_delta.product_of_sums",
            ),
            Option(
                "From the one unit of the next layer that has its number",
                "It feeds all of them. Each path counts.",
                mistake="hidden_delta.one_path",
            ),
        ),
    ),
    Question(
        "05-paths",
        "A network has 10 inputs, 3 hidden layers of 10 units and 10 outputs. **How many paths lead "
        "from one weight of the first layer to the outputs?**",
        "From its unit: 10 ways on, three times over, ending at each of the outputs: the recursion "
        "adds them all without walking any of them twice.",
        answer=float(_PATHS // 10),
        hint="The weight leads to one unit of the first hidden layer. From there, 10 choices at "
        "each of three steps.",
        traps=(
            (
                float(_PATHS),
                "The weight leads to *one* hidden unit; the first choice is made already.",
            ),
            (30.0, "Choices of one step after another multiply; they don't add."),
        ),
    ),
    Question(
        "05-first-step",
        "D3's network: hidden unit 1 feeds outputs with $\\delta=(0.138499,\\ -0.038098)$ through the "
        "weights $0.40$ and $0.50$, and its own output is $0.593270$. **What is its δ?** "
        "(three digits are enough)",
        "The weighted sum of both, times its own slope 0.593270 · 0.406730.",
        answer=float(_DELTA[0][0, 0]),
        tolerance=5e-3,
        hint="0.40 · 0.138499 + 0.50 · (−0.038098), then times o (1 − o).",
        traps=(
            (0.036350, "Your own slope is missing: multiply by o (1 − o)."),
            (0.013368, "That is the path to output 1 alone. There is a second one."),
        ),
    ),
    Question(
        "05-backwards",
        "**Why does the recursion start at the last layer?**",
        "",
        options=(
            Option(
                "Because the last layer is the most important one",
                "Importance has nothing to do with it.",
            ),
            Option(
                "Because δ of a layer is made of the δ of the layer after it, and only the last one is known from the loss",
                "One known end, and each step needs the one before it.",
                right=True,
            ),
            Option(
                "It doesn't have to: starting at the first layer gives the same deltas",
                "The first layer's δ needs the second one's, and that isn't known yet.",
                mistake="all_deltas.only_last",
            ),
            Option(
                "Because forward started at the first layer, and it saves memory to go the other way",
                "It costs memory: all activations have to be kept.",
            ),
        ),
    ),
    Question(
        "05-which-weights",
        "δ of layer 2 (of 4) is being computed. **Which weights does it use?**",
        "",
        options=(
            Option(
                "those into layer 2",
                "They brought the input in. The signal comes back through those that lead out.",
                mistake="all_deltas.own_weights",
            ),
            Option(
                "those from layer 2 to layer 3",
                "The signal comes back the way it went out.",
                right=True,
            ),
            Option(
                "those from layer 2 to layer 3, as the update has just changed them",
                "All gradients of a step belong to the old weights. This is the bug behind 0.291027924.",
                mistake="train_step.updated_first",
            ),
            Option(
                "those from layer 3 to layer 4", "They are already inside δ of layer 3."
            ),
        ),
    ),
    Question(
        "05-zeros",
        "All weights and biases of a sigmoid network with one hidden layer start at 0. **What "
        "happens to its hidden units?**",
        "",
        options=(
            Option(
                "They learn more slowly, and catch up",
                "They all get the same gradient at every step. Nothing ever tells them apart.",
            ),
            Option(
                "They stay equal to each other for ever",
                "Same value, same weights on, same δ: 50 units do the work of one.",
                right=True,
            ),
            Option("They explode", "Zeros make nothing large."),
            Option(
                "Nothing special: zero is as good a start as any",
                "For one layer it is (lesson 03). With a hidden layer it isn't.",
            ),
        ),
    ),
    Question(
        "05-lucky-transpose",
        "Your hidden δ lacks the transpose, and your test passes. **Which of these test networks "
        "could hide it?**",
        "",
        options=(
            Option("4-5-3-2, random weights", "The shapes refuse at once."),
            Option(
                "3-3-3, random weights",
                "It runs, and the numbers differ: a gradient check shows it.",
                mistake="hidden_delta.no_transpose",
            ),
            Option(
                "2-2-1, random weights",
                "Unequal widths again: (N, 1) @ (2, 1) is refused.",
            ),
            Option(
                "2-2-2, with a symmetric second weight matrix",
                "W and its transpose are then the same.",
                right=True,
            ),
        ),
    ),
    Question(
        "05-famous",
        "D3's network, one step with η = 0.5, the biases kept as they are. **Which loss does a right step "
        "leave?**",
        "",
        options=(
            Option(
                f"{_LATE:.9f}",
                "It circulates, and comes from a program that updates the output weights before "
                "they carry the signal back.",
                mistake="train_step.updated_first",
            ),
            Option(
                f"{_BOTH:.9f}",
                "That is the loss with the biases trained as well, as D3's listing does.",
            ),
            Option(
                f"{_ONE:.9f}",
                "All gradients at the old weights; differs from the famous number in the seventh digit.",
                right=True,
            ),
            Option(
                f"{_loss(X3, WEIGHTS3, BIASES3, T3):.9f}",
                "That is the loss before the step.",
            ),
        ),
    ),
    Question(
        "05-printout",
        "A printed run is reproduced to its last digit by code without the transpose, and in 2 of 10 "
        "numbers by code with it. **What follows?**",
        "",
        options=(
            Option(
                "The transpose is wrong",
                "The slope measured from the loss decides what is right, and it agrees with the transpose.",
            ),
            Option(
                "The printed run came from code without the transpose",
                "The print-out is a witness of the code that made it, not of the mathematics.",
                right=True,
            ),
            Option(
                "Nothing: printed digits are rounded",
                "Ten of ten in six digits, against two of ten, is no accident of rounding.",
            ),
        ),
    ),
    Question(
        "05-first-wrong",
        "A gradient check of a five-layer network: δ of layers 5 and 4 is right, δ of layers 3, 2 "
        "and 1 is wrong. **Where is the fault?**",
        "",
        options=(
            Option(
                "in the loss or its slope", "Then δ of layer 5 would be wrong already."
            ),
            Option(
                "in the step from δ of layer 4 to δ of layer 3",
                "The first wrong number, seen in the order of the computation, stands right behind the fault.",
                right=True,
            ),
            Option(
                "in layer 1, where the error is largest",
                "Errors are carried on and grow. Look where it goes wrong *first*.",
            ),
            Option(
                "in three places, one for each wrong layer",
                "One fault is enough: every δ behind it is made of the wrong one.",
            ),
        ),
    ),
    Question(
        "05-gradient-cost",
        "Central differences need two forward passes for each parameter. **How many forward passes "
        "do they need for a network with 4,810 parameters?** (backpropagation needs the work of "
        "about three)",
        "Two for each: this is why backpropagation is used for training, and differences for testing.",
        answer=9620.0,
        hint="Each parameter is pushed up once and down once.",
        traps=(
            (
                4810.0,
                "That would be one-sided differences (and one more for the middle).",
            ),
        ),
    ),
)

"""Lesson 07: the exercise `relu_backward`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.lesson_05.shared import _network
from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng

from .shared import _log_softmax, _one_hot, _softmax, _stepped, _unsafe


def relu_backward(X, weights, biases, Y):
    """[(dW, db), ...] of the batch's mean loss, first layer first.

    `weights` and `biases` are lists, one entry per layer; `Y` (N, K) is one-hot.
    """
    A = [X]
    for W, b in zip(weights[:-1], biases[:-1]):
        A.append(np.maximum(0, A[-1] @ W + b))
    z = A[-1] @ weights[-1] + biases[-1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    delta = e / e.sum(axis=1, keepdims=True) - Y
    gradients = []
    for layer in range(len(weights) - 1, -1, -1):
        gradients.insert(0, (A[layer].T @ delta / len(X), delta.mean(axis=0)))
        delta = (delta @ weights[layer].T) * (A[layer] > 0)
    return gradients


SIZES = ((5, (4, 5, 3)), (4, (3, 3, 3, 3)), (6, (4, 6, 5, 3)), (1, (3, 4, 3)))


def _cases(rng: Rng) -> Iterator[Case]:
    X = np.array([[1.0, 0.5], [-1.0, 2.0], [0.5, -0.5]])
    weights = [np.array([[1.0, -1.0, 0.5], [0.5, 1.0, -1.0]]), np.eye(3) - 0.5]
    biases = [np.array([0.1, 0.2, 0.3]), np.array([0.0, 0.1, -0.1])]
    show = "a batch of 3 through a 2-3-3 network"
    yield Case((X, weights, biases, np.eye(3)[[0, 2, 2]]), show=show)
    for n, sizes in SIZES:
        args = (rng.normal(size=(n, sizes[0])), *_network(rng, sizes))
        show = f"a batch of {n} through a {'-'.join(map(str, sizes))} network"
        yield Case((*args, _one_hot(rng, n, sizes[-1])), show=show)
    weights, biases = _network(rng, (3, 4, 3))
    biases[-1] = np.array([800.0, 1500.0, 1499.0])
    args = (rng.normal(size=(4, 3)) + 1, weights, biases, _one_hot(rng, 4, 3))
    yield Case(args, show="a batch of 4 through a 3-4-3 network with very large scores")


def _loss(X: Any, weights: Any, biases: Any, Y: Any) -> Any:
    for W, b in zip(weights[:-1], biases[:-1]):
        X = X @ W + b
        X = X * (X.real > 0)
    return -(Y * _log_softmax(X @ weights[-1] + biases[-1])).sum() / len(X)


def _slopes(case: Case) -> Measured:
    X, weights, biases, Y = case.args

    def of(group: list[Any], layer: int, call: Callable[[list[Any]], Any]) -> Any:
        def moved(p: Any) -> Any:
            return call([*group[:layer], p, *group[layer + 1 :]])

        return _stepped(moved, group[layer])

    found = [
        (
            of(weights, layer, lambda new: _loss(X, new, biases, Y)),
            of(biases, layer, lambda new: _loss(X, weights, new, Y)),
        )
        for layer in range(len(weights))
    ]
    return Measured("slopes of the mean loss by the complex step", found)


Part = Callable[..., Any]


def _relu(z: Any) -> Any:
    return np.maximum(0, z)


def _s(z: Any) -> Any:
    return 0.5 * (1 + np.tanh(z / 2))


def _answer(
    f: Part = _relu,
    p: Part = _softmax,
    top: Part = lambda p, Y: p - Y,
    down: Part = lambda d, W, A: (d @ W.T) * (A > 0),
    dW: Part = lambda A, d: A.T @ d / len(A),
    db: Part = lambda d: d.mean(axis=0),
) -> Callable[..., Any]:
    """A right answer with one of its parts exchanged."""

    def answer(X, weights, biases, Y):
        A = [X]
        for W, b in zip(weights[:-1], biases[:-1]):
            A.append(f(A[-1] @ W + b))
        delta = top(p(A[-1] @ weights[-1] + biases[-1]), Y)
        found: list[Any] = []
        for layer in reversed(range(len(weights))):
            found.insert(0, (dW(A[layer], delta), db(delta)))
            if layer:
                delta = down(delta, weights[layer], A[layer])
        return found

    return answer


def _weights_before(X, weights, biases, Y):
    """The signal goes back through the weights that lead into the layer."""
    turned = [None, *weights[:-1]]
    down = iter(reversed(turned[1:]))
    return _answer(down=lambda d, W, A: (d @ next(down).T) * (A > 0))(
        X, weights, biases, Y
    )


EXERCISE = Exercise(
    title="Backpropagation for ReLU layers and softmax",
    statement=(
        "Your `backward` of lesson 05 was for sigmoid layers and half squared errors. Here is "
        "the network that most people use today: every hidden layer is $a=\\max(0,\\,z)$, the "
        "last layer's scores go through softmax, and the loss of a sample is the cross-entropy "
        "$-\\sum_k y_k\\log p_k$. Write `relu_backward(X, weights, biases, Y)`: the list of "
        "pairs `(dW, db)`, first layer first, for the mean loss of the batch. The lists have "
        "one entry per layer, as in lesson 05; there may be any number of layers, and scores may "
        "be in the thousands."
    ),
    reference=relu_backward,
    cases=_cases,
    measure=_slopes,
    parts=("dW", "db"),
    backwards=True,
    points=4,
    minutes=15,
    taught="The network that most people use",
    mistakes=(
        Mistake(
            "sigmoid_slope",
            "a (1 − a), the sigmoid's slope, on ReLU layers",
            _answer(down=lambda d, W, A: (d @ W.T) * A * (1 - A)),
            "It was right in lesson 05. The slope is that of this layer's activation.",
            "The last layer is right, and the hidden ones aren't.",
            "What is the slope of max(0, z) where z is above 0, and where it is below?",
        ),
        Mistake(
            "no_slope",
            "no slope of the hidden layers at all",
            _answer(down=lambda d, W, A: d @ W.T),
            "A unit that is silent for a sample passes nothing on, and receives nothing.",
            "Units that gave 0 for every sample get a gradient all the same.",
            "What is the slope of max(0, z) where z is below 0?",
        ),
        Mistake(
            "mask_of_signal",
            "ReLU applied to the signal that comes back",
            _answer(down=lambda d, W, A: _relu(d @ W.T)),
            "The slope is 0 or 1 by the sign of z on the way forward. The signal may have either sign.",
            "Hidden layers never get a δ below 0.",
            "Whose sign decides whether a hidden unit passes the signal on?",
        ),
        Mistake(
            "scaled_by_activation",
            "multiplied by a instead of by the slope",
            _answer(down=lambda d, W, A: (d @ W.T) * A),
            "a and its slope are both 0 for a silent unit. For the others the slope is 1, "
            "and a is any number.",
            "The larger a unit's output, the more it is off.",
            "How steep is max(0, z) at z = 3?",
        ),
        Mistake(
            "squared_error",
            "the output layer of lesson 05: (p − y) p (1 − p)",
            _answer(top=lambda p, Y: (p - Y) * p * (1 - p)),
            "That is half squared error behind a sigmoid. Softmax with cross-entropy has "
            "a δ of its own (lesson 02).",
            "All layers are off, the last one too.",
            "What is ∂E/∂z for softmax with cross-entropy?",
        ),
        Mistake(
            "sign",
            "y − p at the top: every gradient has the other sign",
            _answer(top=lambda p, Y: Y - p),
            "“Target minus output” is the way down; the gradient points up.",
            "A step with it makes the loss larger.",
            "If the right class gets too little, which sign has the slope of its score?",
        ),
        Mistake(
            "sums",
            "sums over the batch, not means",
            _answer(dW=lambda A, d: A.T @ d, db=lambda d: d.sum(axis=0)),
            "E of a batch is the mean over its samples.",
            "With one sample it is right.",
            "Where does your function divide by the number of samples?",
        ),
        Mistake(
            "bias_sum",
            "db as a sum, beside a dW that is a mean",
            _answer(db=lambda d: d.sum(axis=0)),
            "Both belong to one loss, the mean.",
            "With one sample both are right.",
            "By what is dW divided, and by what db?",
        ),
        Mistake(
            "divided_twice",
            "divided by N twice",
            _answer(top=lambda p, Y: (p - Y) / len(Y)),
            "The 1/N may stand at the top or in the gradients, and not in both.",
            "With one sample it is right, with N samples N times too small.",
            "How often does your function divide by the number of samples?",
        ),
        Mistake(
            "no_transpose",
            "δ @ W instead of δ @ W.T on the way back",
            _answer(down=lambda d, W, A: (d @ W) * (A > 0)),
            "Forward is a @ W; backward has to run against it.",
            "Layers of unequal width refuse, layers of one width are wrong in silence.",
            "Write the shapes of δ and W.",
        ),
        Mistake(
            "weights_before",
            "the weights of the layer before, on the way back",
            _weights_before,
            "The signal returns through the weights by which the activation left.",
            "Layers of unequal width refuse, layers of one width are wrong in silence.",
            "A[layer] was multiplied by which weights?",
        ),
        Mistake(
            "sigmoid_layers",
            "sigmoid layers below a softmax",
            _answer(f=_s, down=lambda d, W, A: (d @ W.T) * A * (1 - A)),
            "A consistent network, and another one: `forward` of lesson 05 uses sigmoids.",
            "Its hidden outputs lie between 0 and 1.",
            "Which activation does the statement name for the hidden layers?",
        ),
        Mistake(
            "relu_on_scores",
            "ReLU on the scores as well, before softmax",
            _answer(p=lambda z: _softmax(_relu(z))),
            "The last layer has no activation of its own but softmax: scores may be below 0.",
            "All classes with scores below 0 would count alike.",
            "How many layers does your forward pass send through ReLU?",
        ),
        Mistake(
            "down_the_batch",
            "a softmax down the batch instead of over the classes",
            _answer(p=lambda z: _softmax(z.T).T),
            "With axis 0, samples compete with one another.",
            "With one sample every probability is 1.",
            "Which axis holds the classes?",
        ),
        Mistake(
            "overflow",
            "right for small scores; large ones overflow",
            _answer(p=_unsafe),
            "exp(900) is inf, and inf / inf is nan.",
            "With scores in the thousands there is nan in the result.",
            "What may be subtracted from every score of a row without changing p?",
        ),
        Mistake(
            "reversed",
            "the last layer first",
            lambda *args: relu_backward(*args)[::-1],
            "The backward pass finds them in that order; the list is in the layers' order.",
            "The first pair has the shapes of the last layer.",
            "Where does a new pair go in your list: to its end, or to its front?",
        ),
    ),
    hints=(
        "Take lesson 05's backward and change what has to change: the forward pass, δ at the "
        "top, and the slope of the hidden layers. Check it layer by layer.",
        "At the top: what cross-entropy with softmax sends back. Below: the slope of "
        "max(0, z) is 0 or 1, and the activation alone tells which.",
        "delta = p - Y at the top. Then for each layer, from the last: insert (A.T @ delta / N, "
        "delta.mean(axis=0)) at the front, and delta = (delta @ W.T) * (A > 0).",
    ),
    symptoms=(
        (
            "I get a shape error",
            "Which weights lead out of the activation that you use?",
        ),
        ("I get nan", "Subtract the largest score of each row before exp."),
        ("the last layer is right", "Then look at the slope, and at W.T."),
    ),
    another_way=(
        "The slope of ReLU can be read off z or off a: a > 0 exactly where z > 0. So only "
        "the activations have to be kept."
    ),
)

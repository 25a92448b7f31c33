"""Faulty answers as learners write them, and what their verdict must say.

`SAID`: (exercise, code, id of the mistake or None where any is right, words of the verdict).
"""

from __future__ import annotations

SAID = [  # exercise, code, id of the name, what the verdict says
    (
        "softmax",
        """
        def softmax(z):
            raise NotImplementedError
            e = np.exp(z - z.max(-1, keepdims=True))
            return e / e.sum(-1, keepdims=True)
        """,
        "general:unfinished",
        "Delete the line `raise NotImplementedError`",
    ),
    (
        "sigmoid",
        """
        def sigmoid(x):
            o = 1 / (1 + np.exp(-x))
        """,
        "general:no_return",
        "without a `return`",
    ),
    (
        "all_deltas",
        """
        def all_deltas(activations, weights, T):
            found = [activations[-1] - T]
            return found.reverse()
        """,
        "general:method_returns_none",
        "`.reverse()`",
    ),
    (
        "backward",
        """
        def forward(X, weights, biases):
            raise NotImplementedError

        def backward(X, weights, biases, T):
            activations = forward(X, weights, biases)
            return activations
        """,
        "general:calls_unwritten",
        "Write `forward` first",
    ),
    (
        "sigmoid",
        """
        def sigmoid(x):
            yield 1 / (1 + np.exp(-x))
        """,
        "general:yields",
        "`yield` instead of `return`",
    ),
    (
        "sigmoid",
        """
        def sigmoid(x, b):
            return 1 / (1 + np.exp(-x - b))
        """,
        "general:arity",
        "The check calls sigmoid(x)",
    ),
    (
        "sigmoid",
        """
        def sigmoid(x):
            if x > 0:
                return 1 / (1 + np.exp(-x))
            return np.exp(x) / (1 + np.exp(x))
        """,
        "general:truth_value",
        "np.where chooses entry by entry",
    ),
    (
        "tanh_from_sigmoid",
        """
        def tanh_from_sigmoid(x):
            return 2 / (1 + math.exp(-2 * x)) - 1
        """,
        "general:math_function",
        "`math`, which takes one number",
    ),
    (
        "forward",
        """
        def forward(X, weights, biases):
            W1, W2 = weights
            b1, b2 = biases
            A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
            return [X, A1, 1 / (1 + np.exp(-(A1 @ W2 + b2)))]
        """,
        "general:unpacking",
        "A loop takes any number",
    ),
    (
        "sigmoid",
        """
        def sigmoid(x):
            result = 1 / (1 + np.exp(-x))
            return reslut
        """,
        "general:misspelt",
        "Is `result` meant?",
    ),
    (
        "softmax",
        """
        def softmax(z):
            e = np.exp(z - z.max(axis=1, keepdims=True))
            return e / e.sum(axis=1, keepdims=True)
        """,
        "general:axis_of_batch",
        "axis=-1 is the last axis",
    ),
    (
        "train_step",
        """
        def train_step(X, T, weights, biases, eta):
            A = [X]
            for W, b in zip(weights, biases):
                A.append(1 / (1 + np.exp(-(A[-1] @ W + b))))
            w, b = list(weights), biases.copy()
            delta = (A[-1] - T) * A[-1] * (1 - A[-1])
            for l in reversed(range(len(w))):
                dW, db = A[l].T @ delta / len(X), delta.mean(axis=0)
                delta = (delta @ w[l].T) * A[l] * (1 - A[l])
                w[l] -= eta * dW
                b[l] -= eta * db
            return w, b
        """,
        "general:changes_argument",
        "A copy of a list holds the same arrays",
    ),
    (
        "step_downhill",
        """
        def step_downhill(w, gradient, eta):
            return w - 0.1 * gradient
        """,
        None,
        "",
    ),
    (
        "train_neuron",
        """
        def train_neuron(X, t, eta, steps):
            w, b = np.zeros(X.shape[1]), 0.0
            for _ in range(steps):
                o = 1 / (1 + np.exp(-(X @ w + b)))
                delta = (o - t) * o * (1 - o)
                w = w + eta * X.T @ delta / len(X)
                b = b - eta * delta.mean()
            return w, b
        """,
        "general:operation",
        "`+` in `w + eta * X.T @ delta / len(X)`",
    ),
    (
        "hidden_delta",
        """
        def hidden_delta(delta_next, W_next, A):
            heard = np.zeros(A.shape)
            for n in range(len(A)):
                for j in range(A.shape[1]):
                    for k in range(W_next.shape[1]):
                        heard[n, j] = delta_next[n, k] * W_next[j, k]
            return heard * A * (1 - A)
        """,
        "general:overwrites",
        "which replaces what is there already",
    ),
    (
        "he_init",
        """
        def he_init(n_in, n_out, rng):
            return np.random.randn(n_in, n_out) * np.sqrt(2 / n_in)
        """,
        "general:own_random",
        "`rng.random`, not `np.random`",
    ),
    (
        "leaky_relu_derivative",
        """
        def leaky_relu_derivative(x, p=0.01):
            slope = np.ones_like(x)
            slope[x < 0] = p
            return slope
        """,
        None,
        "whole numbers",
    ),
    (
        "backtracking_step",
        """
        def backtracking_step(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
            g, step = gradient(x), 1.0
            while not f(x - step * g) <= f(x) - c * step * (g @ g):
                step *= shrink
            return step
        """,
        "general:unused_argument",
        "the argument `eta`",
    ),
]

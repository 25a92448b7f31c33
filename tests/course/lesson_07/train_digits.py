"""Answers to `train_digits` in many styles, right and wrong."""

import numpy as np

from .shared import he_normal


def softmax(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def train_relu(X, Y, rng, *, hidden=64, epochs=12, eta=0.3, batch=32):
    W1, b1 = he_normal(144, hidden, rng), np.zeros(hidden)
    W2, b2 = he_normal(hidden, 10, rng), np.zeros(10)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for i in range(0, len(X), batch):
            x, y = X[order[i : i + batch]], Y[order[i : i + batch]]
            H = np.maximum(0, x @ W1 + b1)
            delta2 = (softmax(H @ W2 + b2) - y) / len(x)
            delta1 = (delta2 @ W2.T) * (H > 0)
            W2 -= eta * H.T @ delta2
            b2 -= eta * delta2.sum(axis=0)
            W1 -= eta * x.T @ delta1
            b1 -= eta * delta1.sum(axis=0)

    def predict(X):
        return np.argmax(np.maximum(0, X @ W1 + b1) @ W2 + b2, axis=1)

    return predict


class TrainTwoHiddenLayers:
    """Tanh, two hidden layers, a list of layers."""

    def __call__(self, X, Y, rng):
        sizes = [144, 96, 48, 10]
        layers = [
            [rng.normal(size=p) / np.sqrt(p[0]), np.zeros(p[1])]
            for p in zip(sizes, sizes[1:])
        ]
        for _ in range(12):
            for rows in np.array_split(rng.permutation(len(X)), len(X) // 20):
                outputs = self.forward(X[rows], layers)
                delta = (softmax(outputs[-1]) - Y[rows]) / len(rows)
                for i in reversed(range(3)):
                    dW, db = outputs[i].T @ delta, delta.sum(axis=0)
                    if i:
                        delta = (delta @ layers[i][0].T) * (1 - outputs[i] ** 2)
                    layers[i][0] = layers[i][0] - 0.2 * dW
                    layers[i][1] = layers[i][1] - 0.2 * db
        return lambda X: np.argmax(self.forward(X, layers)[-1], axis=1)

    def forward(self, X, layers):
        outputs = [X]
        for W, b in layers[:-1]:
            outputs.append(np.tanh(outputs[-1] @ W + b))
        return [*outputs, outputs[-1] @ layers[-1][0] + layers[-1][1]]


def train_sigmoid(X, Y, rng):
    W1, b1 = rng.normal(0, 0.2, (144, 64)), np.zeros(64)
    W2, b2 = rng.normal(0, 0.2, (64, 10)), np.zeros(10)

    def sigma(Z):
        return 1 / (1 + np.exp(-Z))

    for _ in range(15):
        order = rng.permutation(len(X))
        for i in range(0, len(X), 20):
            x, t = X[order[i : i + 20]], Y[order[i : i + 20]]
            H = sigma(x @ W1 + b1)
            O = sigma(H @ W2 + b2)
            d2 = (O - t) * O * (1 - O)
            d1 = (d2 @ W2.T) * H * (1 - H)
            W2 -= 5.0 * H.T @ d2 / len(x)
            b2 -= 5.0 * d2.mean(axis=0)
            W1 -= 5.0 * x.T @ d1 / len(x)
            b1 -= 5.0 * d1.mean(axis=0)
    return lambda X: np.argmax(sigma(sigma(X @ W1 + b1) @ W2 + b2), axis=-1).tolist()


def digits_softmax_regression(X, Y, rng):
    """No hidden layer."""
    W, b = np.zeros((144, 10)), np.zeros(10)
    for rows in [r for _ in range(8) for r in np.array_split(np.arange(len(X)), 60)]:
        delta = (softmax(X[rows] @ W + b) - Y[rows]) / len(rows)
        W -= 0.5 * X[rows].T @ delta
        b -= 0.5 * delta.sum(axis=0)
    return lambda X: (X @ W + b).argmax(axis=1)


def digits_untrained(X, Y, rng):
    W = he_normal(144, 10, rng)
    return lambda X: np.argmax(X @ W, axis=1)


def digits_uphill(X, Y, rng):
    return train_relu(X, Y, rng, eta=-0.2, epochs=5)


def digits_one_epoch_tiny_step(X, Y, rng):
    return train_relu(X, Y, rng, eta=0.001, epochs=1)


def digits_zeros(X, Y, rng):
    W1, W2 = np.zeros((144, 32)), np.zeros((32, 10))
    for _ in range(8):
        H = np.maximum(0, X @ W1)
        d2 = (softmax(H @ W2) - Y) / len(X)
        d1 = (d2 @ W2.T) * (H > 0)
        W2 -= 0.5 * H.T @ d2
        W1 -= 0.5 * X.T @ d1
    return lambda X: np.argmax(np.maximum(0, X @ W1) @ W2, axis=1)


def digits_returns_weights(X, Y, rng):
    return he_normal(144, 10, rng)


def digits_returns_scores(X, Y, rng):
    W, b = np.zeros((144, 10)), np.zeros(10)
    for _ in range(40):
        delta = (softmax(X @ W + b) - Y) / len(X)
        W -= X.T @ delta
        b -= delta.sum(axis=0)
    return lambda X: softmax(X @ W + b)


def digits_returns_predictions(X, Y, rng):
    return train_relu(X, Y, rng, epochs=3)(X)


def digits_constant(X, Y, rng):
    return lambda X: np.zeros(len(X), dtype=int)


def digits_remembers_training(X, Y, rng):
    labels = Y.argmax(axis=1)
    return lambda Z: labels[: len(Z)]


def digits_argmax_axis(X, Y, rng):
    predict = train_relu(X, Y, rng, epochs=3)
    return lambda Z: np.full(len(Z), predict(Z)[0])


def digits_only_x_shuffled(X, Y, rng):
    return train_relu(rng.permutation(X), Y, rng, epochs=5)


def digits_explodes(X, Y, rng):
    with np.errstate(all="ignore"):
        return train_relu(X, Y, rng, eta=500.0, epochs=2)


def digits_label_off_by_one(X, Y, rng):
    predict = train_relu(X, Y, rng, epochs=8)
    return lambda Z: predict(Z) + 1


def digits_one_hot(X, Y, rng):
    predict = train_relu(X, Y, rng, epochs=8)
    return lambda Z: np.eye(10)[predict(Z)]


def digits_first_hundred(X, Y, rng):
    return train_relu(X[:40], Y[:40], rng, epochs=8)


def digits_scales(X, Y, rng):
    return train_relu(X / 16, Y, rng, epochs=2, eta=0.05)


def digits_single(X, Y, rng):
    predict = train_relu(X, Y, rng, epochs=8)
    return lambda Z: int(predict(Z)[0])


def digits_changes_x(X, Y, rng):
    X -= X.mean(axis=0)
    return train_relu(X, Y, rng, epochs=8)


def digits_forgets_return(X, Y, rng):
    train_relu(X, Y, rng, epochs=1)


RIGHT = [train_relu, TrainTwoHiddenLayers(), train_sigmoid]


WRONG = [
    ("no hidden layer", digits_softmax_regression),
    ("not trained", digits_untrained),
    ("uphill", digits_uphill),
    ("far too short", digits_one_epoch_tiny_step),
    ("zeros at the start", digits_zeros),
    ("weights instead of a function", digits_returns_weights),
    ("scores instead of labels", digits_returns_scores),
    ("labels of the training images", digits_returns_predictions),
    ("always 0", digits_constant),
    ("training labels, whatever comes", digits_remembers_training),
    ("one label for all", digits_argmax_axis),
    ("only X shuffled", digits_only_x_shuffled),
    ("explodes", digits_explodes),
    ("labels off by one", digits_label_off_by_one),
    ("one-hot instead of labels", digits_one_hot),
    ("forty images", digits_first_hundred),
    ("scaled in training only", digits_scales),
    ("one label", digits_single),
    ("changes X", digits_changes_x),
    ("forgets to return", digits_forgets_return),
]

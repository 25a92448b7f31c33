"""Digits to 97 % held out, each library trained as its users write it.

64-64-10, ReLU, batches of 32, plain gradient descent at one rate; after every epoch the
held-out share is measured. Ends at 97 %; one round trains with one seed.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from bpcourse.datasets import one_hot, split_digits

from .worker import Prepared, WrongResult

GOAL, ETA, BATCH, HIDDEN, EPOCHS = 0.97, 1.0, 32, 64, 60


def prepare(name: str) -> Prepared:
    """Training runs of one candidate, a new seed each; the first is the check."""
    seeds, train = count(), TRAINERS[name](split_digits())
    epochs = train(next(seeds))
    if not epochs:
        raise WrongResult(f"below {GOAL:.0%} after {EPOCHS} epochs")
    return Prepared(lambda: train(next(seeds)), {"epochs": epochs})


Data = tuple[Any, Any, Any, Any]


def bpcourse(data: Data) -> Callable[[int], int]:
    from bpcourse.network import Network

    X, labels, X_out, labels_out = data
    Y = one_hot(labels)

    def train(seed: int) -> int:
        net = Network([64, HIDDEN, 10], hidden="relu", seed=seed)
        for epoch in range(1, EPOCHS + 1):
            net.fit(X, Y, ETA, batch_size=BATCH, seed=1000 * seed + epoch)
            if net.accuracy(X_out, labels_out) >= GOAL:
                return epoch
        return 0

    return train


def torch(data: Data) -> Callable[[int], int]:
    """A loop over shuffled rows, which is faster than a DataLoader."""
    import torch

    torch.set_num_threads(1)
    X, labels, X_out, labels_out = (torch.from_numpy(part) for part in data)

    def epoch_of(model: Any, optimizer: Any) -> bool:
        for rows in torch.randperm(len(X)).split(BATCH):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(X[rows]), labels[rows]).backward()
            optimizer.step()
        with torch.no_grad():
            found = model(X_out).argmax(1)
        return (found == labels_out).double().mean().item() >= GOAL

    def train(seed: int) -> int:
        torch.manual_seed(seed)
        layers = (
            torch.nn.Linear(64, HIDDEN),
            torch.nn.ReLU(),
            torch.nn.Linear(HIDDEN, 10),
        )
        model = torch.nn.Sequential(*layers).double()
        optimizer = torch.optim.SGD(model.parameters(), lr=ETA)
        epochs = range(1, EPOCHS + 1)
        return next((e for e in epochs if epoch_of(model, optimizer)), 0)

    return train


def sklearn(data: Data) -> Callable[[int], int]:
    """partial_fit once an epoch."""
    from sklearn.neural_network import MLPClassifier

    X, labels, X_out, labels_out = data

    def train(seed: int) -> int:
        model = MLPClassifier(
            (HIDDEN,),
            solver="sgd",
            alpha=0,
            batch_size=BATCH,
            learning_rate_init=ETA,
            momentum=0,
            random_state=seed,
        )
        for epoch in range(1, EPOCHS + 1):
            model.partial_fit(X, labels, classes=range(10))
            if model.score(X_out, labels_out) >= GOAL:
                return epoch
        return 0

    return train


TRAINERS: dict[str, Callable[[Data], Callable[[int], int]]] = {
    "bpcourse": bpcourse,
    "torch": torch,
    "sklearn": sklearn,
}

"""PyTorch's answers in float64, stored in data/torch_numbers.npz by running this file.

Every case draws its input, and what PyTorch says of it; all is stored, so that the
tests need no PyTorch. Layouts are the course's: images (N, H, W, C), kernels (k, k,
C_in, C_out).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from places import DATA

STORED = DATA / "torch_numbers.npz"
SHAPES = [(6, 5, 3, 1), (7, 9, 3, 2), (5, 6, 2, 3), (4, 4, 4, 1), (6, 7, 1, 1)]
Numbers = dict[str, np.ndarray]


def stored(name: str) -> Numbers:
    """One case's numbers by their names."""
    with np.load(STORED) as file:
        return {k.partition("/")[2]: file[k] for k in file if k.startswith(f"{name}/")}


def computed() -> dict[str, Numbers]:
    """All cases, computed by the PyTorch that is installed."""
    cases = {f"conv{i}": conv(i, *shape) for i, shape in enumerate(SHAPES)}
    cases |= {"max_pool": max_pool(), "mean_pool": mean_pool()}
    cases |= {"batch_norm": batch_norm((6, 4)), "image_norm": batch_norm((3, 4, 2, 5))}
    cases["net"] = net()
    rules = ("SGD", "RMSprop", "Adam", "AdamW", "Nesterov")
    return cases | {name: optimizer(name) for name in rules}


def rng(seed: int) -> Callable[..., np.ndarray]:
    return np.random.default_rng(seed).standard_normal


def arrays(**tensors: object) -> Numbers:
    detached = {k: getattr(v, "detach", lambda v=v: v)() for k, v in tensors.items()}
    return {k: np.asarray(v) for k, v in detached.items()}


def conv(seed: int, H: int, W: int, k: int, stride: int) -> Numbers:
    import torch

    draw = rng(seed)
    x, w, b = (
        torch.tensor(draw(shape), requires_grad=True)
        for shape in ((2, H, W, 3), (k, k, 3, 4), (4,))
    )
    z = torch.nn.functional.conv2d(
        x.permute(0, 3, 1, 2), w.permute(3, 2, 0, 1), b, stride
    ).permute(0, 2, 3, 1)
    delta = torch.tensor(draw(tuple(z.shape)))
    (z * delta).sum().backward()
    mean = {"dW": w.grad / 2, "db": b.grad / 2}
    return arrays(X=x, W=w, b=b, Z=z, delta=delta, dX=x.grad, **mean)


def pool(function: Callable[..., object], seed: int) -> Numbers:
    import torch

    draw = rng(seed)
    x = torch.tensor(draw((2, 6, 4, 3)), requires_grad=True)
    z = function(x.permute(0, 3, 1, 2), 2).permute(0, 2, 3, 1)  # type: ignore[attr-defined]
    delta = torch.tensor(draw((2, 3, 2, 3)))
    (z * delta).sum().backward()
    return arrays(X=x, Z=z, delta=delta, dX=x.grad)


def max_pool() -> Numbers:
    import torch

    return pool(torch.nn.functional.max_pool2d, 11)


def mean_pool() -> Numbers:
    import torch

    return pool(torch.nn.functional.avg_pool2d, 12)


def batch_norm(shape: tuple[int, ...]) -> Numbers:
    import torch

    draw = rng(13)
    x = torch.tensor(draw(shape) * 2 + 1, requires_grad=True)
    gamma, beta = (torch.tensor(draw(shape[-1]), requires_grad=True) for _ in range(2))
    channels = x if x.ndim == 2 else x.permute(0, 3, 1, 2)
    y = torch.nn.functional.batch_norm(channels, None, None, gamma, beta, training=True)
    y = y if y.ndim == 2 else y.permute(0, 2, 3, 1)
    delta = torch.tensor(draw(shape))
    (y * delta).sum().backward()
    mean = {"dgamma": gamma.grad / shape[0], "dbeta": beta.grad / shape[0]}
    return arrays(X=x, gamma=gamma, beta=beta, Y=y, dY=delta, dX=x.grad, **mean)


def net() -> Numbers:
    """A convolution net after three steps of SGD on one batch: each part of it."""
    import torch
    from torch import nn

    torch.manual_seed(0)
    model = nn.Sequential(
        nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3), nn.ReLU(), nn.Conv2d(3, 4, 2, 2),
        nn.Tanh(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(8, 3),
    ).double()  # fmt: skip
    draw = rng(16)
    X, labels = draw((5, 7, 11, 2)), np.array([0, 2, 1, 1, 0])
    before = [p.detach().clone().numpy() for p in model.parameters()]
    step = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    images = torch.tensor(X).permute(0, 3, 1, 2)
    for _ in range(3):
        step.zero_grad()
        nn.functional.cross_entropy(model(images), torch.tensor(labels)).backward()
        step.step()
    model.eval()
    after = [p.detach().numpy() for p in model.parameters()]
    found = {f"before{i}": p for i, p in enumerate(before)}
    found |= {f"after{i}": p for i, p in enumerate(after)}
    return arrays(X=X, labels=labels, mean=model[1].running_mean, **found)


def optimizer(name: str) -> Numbers:
    """The path of w through five steps with given gradients."""
    import torch

    draw = rng(14)
    w, gradients = torch.tensor(draw((2, 3)), requires_grad=True), draw((5, 2, 3))
    step = {
        "SGD": lambda: torch.optim.SGD([w], 0.1, momentum=0.8),
        "Nesterov": lambda: torch.optim.SGD([w], 0.1, momentum=0.8, nesterov=True),
        "RMSprop": lambda: torch.optim.RMSprop([w], 0.1, alpha=0.7, eps=1e-3),
        "Adam": lambda: torch.optim.Adam([w], 0.1, (0.8, 0.95), eps=1e-3),
        "AdamW": lambda: torch.optim.AdamW(
            [w], 0.1, (0.8, 0.95), eps=1e-3, weight_decay=0.3
        ),
    }[name]()
    path = [w.detach().clone()]
    for g in gradients:
        w.grad = torch.tensor(g)
        step.step()
        path.append(w.detach().clone())
    return arrays(gradients=gradients, path=torch.stack(path))


if __name__ == "__main__":
    flat = {f"{c}/{k}": v for c, found in computed().items() for k, v in found.items()}
    np.savez_compressed(STORED, **flat)

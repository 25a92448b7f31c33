"""Answers to `dropout_backward` in many styles, right and wrong."""

import numpy as np

RIGHT = [
    lambda grad, mask: grad * mask,
    np.multiply,
    lambda grad, mask: np.where(mask == 0, 0.0, grad * mask),
    lambda grad, mask: np.einsum("...,...->...", mask, grad),
    lambda grad, mask: np.array(
        [g * m for g, m in zip(np.ravel(grad), np.ravel(mask))]
    ).reshape(np.shape(grad)),
]


WRONG = [
    ("unchanged", lambda grad, mask: grad),
    ("divides", lambda grad, mask: grad / mask),
    ("0 or 1 instead of the mask", lambda grad, mask: grad * (mask > 0)),
    ("squared mask", lambda grad, mask: grad * mask**2),
    ("the mask", lambda grad, mask: mask),
    ("1 - mask", lambda grad, mask: grad * (1 - mask)),
    ("where it was dropped", lambda grad, mask: grad * (mask == 0)),
    ("matrix product", lambda grad, mask: grad @ mask.T),
    ("mean of the mask", lambda grad, mask: grad * mask.mean()),
    ("changes grad", lambda grad, mask: np.multiply(grad, mask, out=grad)),
    ("minus", lambda grad, mask: -grad * mask),
    (
        "new mask",
        lambda grad, mask: (
            grad * (np.random.default_rng(0).random(mask.shape) < 0.5) * mask.max()
        ),
    ),
    ("summed", lambda grad, mask: np.sum(grad * mask)),
    ("slope of a sigmoid", lambda grad, mask: grad * mask * (1 - mask)),
    ("kept entries only", lambda grad, mask: grad[mask > 0]),
    ("adds", lambda grad, mask: grad + mask),
    ("divided by the largest", lambda grad, mask: grad * mask / mask.max()),
    ("zeros", lambda grad, mask: np.zeros_like(grad)),
    ("mean over the batch", lambda grad, mask: grad * mask / len(grad)),
]

"""Answers to `step_downhill` in many styles, right and wrong."""

import numpy as np


def downhill_steps(w, gradient, eta):
    change = eta * gradient
    return w - change


def downhill_copy(w, gradient, eta):
    w = np.array(w, dtype=float)
    w -= eta * np.asarray(gradient)
    return w


def downhill_typed(w: float, gradient: float, eta: float = 0.01) -> float:
    return w + (-eta) * gradient


def downhill_lists(w, gradient, eta):
    if np.ndim(w) == 0:
        return float(w) - eta * float(gradient)
    return np.array([downhill_lists(a, g, eta) for a, g in zip(w, gradient)])


class Downhill:
    __name__ = "step_downhill"

    def __call__(self, w, gradient, eta):
        return np.subtract(w, np.multiply(eta, gradient))


def printed(w, gradient, eta):
    print(w - eta * gradient)


def in_place(w, gradient, eta):
    w -= eta * gradient
    return w


def nothing(w, gradient, eta):
    w - eta * gradient
    return w


def while_positive(w, gradient, eta):
    if np.all(np.asarray(gradient) > 0):
        return w - eta * gradient
    return w


RIGHT = [
    downhill_steps,
    downhill_copy,
    downhill_typed,
    downhill_lists,
    Downhill(),
    lambda w, gradient, eta: w - eta * gradient,
    lambda w, gradient, eta: -(eta * gradient - w),
]


WRONG = [
    ("uphill", lambda w, gradient, eta: w + eta * gradient),
    ("no eta", lambda w, gradient, eta: w - gradient),
    ("no gradient", lambda w, gradient, eta: w - eta),
    ("the change only", lambda w, gradient, eta: -eta * gradient),
    ("the change, uphill", lambda w, gradient, eta: eta * gradient),
    ("multiplies", lambda w, gradient, eta: w * eta * gradient),
    ("divides by eta", lambda w, gradient, eta: w - gradient / eta),
    ("shrinks w", lambda w, gradient, eta: w * (1 - eta * gradient)),
    ("eta times the difference", lambda w, gradient, eta: eta * (w - gradient)),
    ("subtracts w", lambda w, gradient, eta: eta * gradient - w),
    ("sign only", lambda w, gradient, eta: w - eta * np.sign(gradient)),
    ("absolute gradient", lambda w, gradient, eta: w - eta * np.abs(gradient)),
    ("twice", lambda w, gradient, eta: w - 2 * eta * gradient),
    ("eta fixed", lambda w, gradient, eta: w - 0.1 * gradient),
    ("the lesson's numbers", lambda w, gradient, eta: 2.88),
    ("uphill without eta", lambda w, gradient, eta: w + gradient),
    ("eta and gradient added", lambda w, gradient, eta: w - (eta + gradient)),
    ("eta squared", lambda w, gradient, eta: w - eta**2 * gradient),
    ("w as it was", lambda w, gradient, eta: w),
    ("result thrown away", nothing),
    ("positive slopes only", while_positive),
    ("prints", printed),
    ("changes w", in_place),
]

"""Answers to `running_average` in many styles, right and wrong."""

import numpy as np


def running_average_0(old, new, momentum):
    return (1 - momentum) * old + momentum * new


def running_average_1(old, new, momentum):
    return old + momentum * (new - old)


def running_average_2(old, new, momentum):
    weights = np.array([1.0 - momentum, momentum])
    return np.tensordot(weights, np.stack([old, new]), axes=1)


def running_average_3(old, new, momentum):
    result = np.array(old, dtype=float)
    result *= 1.0 - momentum
    result += momentum * np.asarray(new)
    return result


def running_average_4(old, new, momentum):
    return momentum * old + (1 - momentum) * new


def running_average_5(old, new, momentum):
    old *= 1 - momentum
    old += momentum * new
    return old


def running_average_6(old, new, momentum):
    return old + momentum * new


def running_average_7(old, new, momentum):
    return (old + new) / 2


def running_average_8(old, new, momentum):
    step = momentum * (old - new)
    return old + step


def running_average_9(old, new, momentum):
    running = (1 - momentum) * old + momentum * new


def running_average_10(old, new, momentum=0.1):
    m = 0.1
    return (1 - m) * old + m * new


def running_average_11(old, new, momentum):
    return 1 - momentum * old + momentum * new


def running_average_12(old, new, momentum):
    avg = (1 - momentum) * old + momentum * new
    return avg / (1 - momentum)


RIGHT = [running_average_0, running_average_1, running_average_2, running_average_3]


WRONG = [
    (
        "Uses the other convention (Keras): the momentum weighs the old value instead of the new on",
        running_average_4,
    ),
    (
        "The array of old statistics is updated in place so the argument is changed.",
        running_average_5,
    ),
    (
        "The old value keeps its full weight; the factor (1 - m) is missing as in the velocity of m",
        running_average_6,
    ),
    (
        "Momentum is ignored; the plain mean of old and new is returned.",
        running_average_7,
    ),
    (
        "The step goes away from the new value: old - new instead of new - old.",
        running_average_8,
    ),
    ("The result is computed but not returned.", running_average_9),
    (
        "The momentum is fixed at 0.1 inside the function and the argument is ignored.",
        running_average_10,
    ),
    (
        "Missing parentheses: 1 - momentum * old is not (1 - momentum) * old.",
        running_average_11,
    ),
    (
        "The average is divided by 1 - momentum a bias correction that belongs to Adam.",
        running_average_12,
    ),
    ("zeros", lambda old, new, momentum: 0 * old),
]

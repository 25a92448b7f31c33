"""Answers to `central_difference` in many styles, right and wrong."""

import numpy as np


def difference_plain(f, x, h=1e-5):
    return (f(x + h) - f(x - h)) / (2 * h)


def difference_steps(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    rise = f(x + h) - f(x - h)
    run = 2.0 * h
    return rise / run


def difference_elements(f, x, h=1e-5):
    if np.ndim(x) == 0:
        return (f(x + h) - f(x - h)) / 2 / h
    return np.array([difference_elements(f, v, h) for v in x])


def difference_two_sided_mean(f, x, h=1e-5):
    right = (f(x + h) - f(x)) / h
    left = (f(x) - f(x - h)) / h
    return 0.5 * (right + left)


def difference_in_place(f, x, h=1e-5):
    x += h
    up = f(x)
    x -= 2 * h
    return (up - f(x)) / (2 * h)


def difference_fixed_h(f, x, h=1e-5):
    return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5


def difference_large_default(f, x, h=0.1):
    return (f(x + h) - f(x - h)) / (2 * h)


def difference_tiny_default(f, x, h=1e-16):
    return (f(x + h) - f(x - h)) / (2 * h)


def difference_flat(f, x, h=1e-5):
    x = np.ravel(x)
    return (f(x + h) - f(x - h)) / (2 * h)


def difference_np_gradient(f, x, h=1e-5):
    return np.gradient(f(x))


RIGHT = [
    difference_plain,
    difference_steps,
    difference_elements,
    difference_two_sided_mean,
    lambda f, x, h=1e-5: -(f(x - h) - f(x + h)) / (h + h),
]


WRONG = [
    ("forward difference", lambda f, x, h=1e-5: (f(x + h) - f(x)) / h),
    ("backward difference", lambda f, x, h=1e-5: (f(x) - f(x - h)) / h),
    ("divides by h", lambda f, x, h=1e-5: (f(x + h) - f(x - h)) / h),
    ("bracket missing", lambda f, x, h=1e-5: (f(x + h) - f(x - h)) / 2 * h),
    ("no division", lambda f, x, h=1e-5: f(x + h) - f(x - h)),
    ("wrong sign", lambda f, x, h=1e-5: (f(x - h) - f(x + h)) / (2 * h)),
    ("adds", lambda f, x, h=1e-5: (f(x + h) + f(x - h)) / (2 * h)),
    ("ignores h", difference_fixed_h),
    ("a large default", difference_large_default),
    ("a tiny default", difference_tiny_default),
    ("changes x", difference_in_place),
    ("flat result", difference_flat),
    ("np.gradient of the values", difference_np_gradient),
    (
        "division binds closer than minus",
        lambda f, x, h=1e-5: f(x + h) - f(x - h) / (2 * h),
    ),
    ("f of the step", lambda f, x, h=1e-5: (f(x) + h - (f(x) - h)) / (2 * h)),
    (
        "second difference",
        lambda f, x, h=1e-5: (f(x + h) - 2 * f(x) + f(x - h)) / h**2,
    ),
    (
        "sum over the elements",
        lambda f, x, h=1e-5: np.sum(f(x + h) - f(x - h)) / (2 * h),
    ),
    ("divides by x", lambda f, x, h=1e-5: (f(x + h) - f(x - h)) / (2 * h * x)),
    (
        "relative step",
        lambda f, x, h=1e-5: (f(x * (1 + h)) - f(x * (1 - h))) / (2 * h),
    ),
    (
        "2h to both sides",
        lambda f, x, h=1e-5: (f(x + 2 * h) - f(x - 2 * h)) / (2 * h),
    ),
    (
        "half steps, divided by 2h",
        lambda f, x, h=1e-5: (f(x + h / 2) - f(x - h / 2)) / (2 * h),
    ),
    ("one-sided and wrong sign", lambda f, x, h=1e-5: (f(x) - f(x + h)) / h),
    (
        "half steps, divided by h: another accuracy",
        lambda f, x, h=1e-5: (f(x + h / 2) - f(x - h / 2)) / h,
    ),
]

"""Answers to `backtracking_step` in many styles, right and wrong."""

import itertools
import math
from functools import partial

import numpy as np


def backtracking_while(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    square = g @ g
    if square == 0:
        return eta
    here = f(x)
    while not f(x - eta * g) <= here - c * eta * square:
        eta *= shrink
    return eta


def backtracking_for(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = np.asarray(gradient(x))
    for k in itertools.count():
        step = eta * shrink**k
        with np.errstate(invalid="ignore"):
            new = f(x - step * g)
        if not math.isnan(new) and new <= f(x) - c * step * np.sum(g**2):
            return step


def backtracking_recursive(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    if f(x - eta * g) <= f(x) - c * eta * np.dot(g, g):
        return eta
    return backtracking_recursive(f, gradient, x, eta * shrink, shrink, c)


def backtracking_next(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    enough = c * np.linalg.norm(g) ** 2
    steps = (eta * shrink**k for k in range(2000))
    return next(s for s in steps if f(x - s * g) <= f(x) - s * enough)


def backtracking_at_most(
    f, gradient, x, eta=1.0, shrink=0.5, c=1e-4, *, most=200, **slip
):
    """The right rule, with slips that can be built in."""
    g = gradient(x)
    square = slip.get("square", lambda g: g @ g)(g)
    sign = slip.get("sign", -1.0)
    for _ in range(most):
        new = f(x + sign * eta * g)
        bound = slip.get("bound", lambda here, decrease: here - decrease)
        if slip.get("test", lambda a, b: a <= b)(new, bound(f(x), c * eta * square)):
            break
        eta = slip.get("change", lambda e: e * shrink)(eta)
    return slip.get("result", lambda e, x: e)(eta, x - eta * g)


def backtracking_wrong_while(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    while f(x - eta * g) > f(x) - c * eta * (g @ g):
        eta *= shrink
    return eta


def backtracking_any_decrease(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    if not g.any():
        return eta
    while not f(x - eta * g) < f(x):
        eta *= shrink
    return eta


def backtracking_no_zero(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    for _ in range(100):
        if f(x - eta * g) < f(x) - c * eta * (g @ g):
            return eta
        eta *= shrink
    return eta


def backtracking_one_too_far(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    for _ in range(100):
        done = f(x - eta * g) <= f(x) - c * eta * (g @ g)
        eta *= shrink
        if done:
            break
    return eta


def backtracking_one_short(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    old = eta
    for _ in range(100):
        if f(x - eta * g) <= f(x) - c * eta * (g @ g):
            break
        old = eta
        eta *= shrink
    return old


def backtracking_defaults(f, gradient, x, eta=0.1, shrink=0.9, c=0.5):
    return backtracking_at_most(f, gradient, x, eta, shrink, c)


def backtracking_best(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    steps = [eta * shrink**k for k in range(60)]
    values = [f(x - s * g) for s in steps]
    return steps[int(np.nanargmin(values))]


def backtracking_no_eta_in_bound(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    for _ in range(200):
        if f(x - eta * g) <= f(x) - c * (g @ g):
            break
        eta *= shrink
    return eta


def backtracking_new_gradient(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    for _ in range(200):
        g = gradient(x)
        new = x - eta * g
        if f(new) <= f(x) - c * eta * (g @ g):
            break
        x = new
        eta *= shrink
    return eta


def backtracking_in_place(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    here, g = f(x), gradient(x)
    start = x.copy()
    for _ in range(200):
        x -= eta * g
        if f(x) <= here - c * eta * (g @ g):
            return eta
        x[:] = start
        eta *= shrink
    return eta


def backtracking_nan_to_zero(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    for _ in range(200):
        if np.nan_to_num(f(x - eta * g)) <= f(x) - c * eta * (g @ g):
            break
        eta *= shrink
    return eta


def backtracking_zero_gives_zero(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    if not np.any(gradient(x)):
        return 0.0
    return backtracking_while(f, gradient, x, eta, shrink, c)


def backtracking_three_tries(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    return backtracking_at_most(f, gradient, x, eta, shrink, c, most=3)


def backtracking_twenty_tries(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    return backtracking_at_most(f, gradient, x, eta, shrink, c, most=20)


def backtrack_absolute(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    for _ in range(200):
        if abs(f(x - eta * g)) <= f(x) - c * eta * np.sum(g**2) or not g.any():
            break
        eta *= shrink
    return eta


RIGHT = [
    backtracking_while,
    backtracking_for,
    backtracking_recursive,
    backtracking_next,
    backtracking_at_most,
]


WRONG = [
    ("`while f(new) > …` lets nan through", backtracking_wrong_while),
    ("any decrease is enough", backtracking_any_decrease),
    ("strict inequality: g = 0 never ends well", backtracking_no_zero),
    ("shrinks once too often", backtracking_one_too_far),
    ("the last rejected step", backtracking_one_short),
    ("other defaults", backtracking_defaults),
    ("best of all steps", backtracking_best),
    ("no eta in the bound", backtracking_no_eta_in_bound),
    ("moves x while it tries", backtracking_new_gradient),
    ("changes x", backtracking_in_place),
    ("nan counts as 0", backtracking_nan_to_zero),
    ("g = 0 gives 0", backtracking_zero_gives_zero),
    ("three tries", backtracking_three_tries),
    ("twenty tries", backtracking_twenty_tries),
    (
        "norm not squared",
        partial(backtracking_at_most, square=lambda g: np.sqrt(g @ g)),
    ),
    (
        "sum of the gradient, not its square",
        partial(backtracking_at_most, square=np.sum),
    ),
    ("uphill", partial(backtracking_at_most, sign=1.0)),
    ("plus in the bound", partial(backtracking_at_most, bound=lambda a, b: a + b)),
    (
        "no decrease in the bound",
        partial(backtracking_at_most, bound=lambda a, b: a),
    ),
    ("test turned round", partial(backtracking_at_most, test=lambda a, b: a >= b)),
    (
        "halves, whatever shrink is",
        partial(backtracking_at_most, change=lambda e: e / 2),
    ),
    ("returns the point", partial(backtracking_at_most, result=lambda e, x: x)),
    ("never tries", lambda f, gradient, x, eta=1.0, shrink=0.5, c=1e-4: eta),
    (
        "one shrink",
        lambda f, gradient, x, eta=1.0, shrink=0.5, c=1e-4: eta * shrink,
    ),
    (
        "own c",
        lambda f, gradient, x, eta=1.0, shrink=0.5, c=1e-4: backtracking_while(
            f, gradient, x, eta, shrink
        ),
    ),
    (
        "absolute value of the new loss",
        backtrack_absolute,
    ),
]

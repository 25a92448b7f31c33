"""Answers to `neuron_step` in many styles, right and wrong."""

from .shared import (
    fold_concatenate,
    gradients_no_slope,
    neuron_gradients,
    output_loop,
    sigma,
    step_plain,
)


def step_copy(x, w, b, t, eta):
    dw, db = neuron_gradients(x, w, b, t)
    w = w.copy()
    w -= eta * dw
    b -= eta * db
    return w, b


def step_loop(x, w, b, t, eta):
    o = output_loop(x, w, b)
    d = (o - t) * o * (1 - o)
    new = []
    for j in range(len(w)):
        new.append(w[j] - eta * d * x[j])
    return new, b - eta * d


def step_folded(x, w, b, t, eta):
    x1, w1 = fold_concatenate(x, w, b)
    o = sigma(w1 @ x1)
    w1 = w1 - eta * (o - t) * o * (1 - o) * x1
    return w1[1:], w1[0]


def step_uphill(x, w, b, t, eta):
    dw, db = neuron_gradients(x, w, b, t)
    return w + eta * dw, b + eta * db


def step_in_place(x, w, b, t, eta):
    dw, db = neuron_gradients(x, w, b, t)
    w -= eta * dw
    b -= eta * db
    return w, b


def step_new_w_for_b(x, w, b, t, eta):
    w = w - eta * neuron_gradients(x, w, b, t)[0]
    b = b - eta * neuron_gradients(x, w, b, t)[1]
    return w, b


def step_new_b_for_w(x, w, b, t, eta):
    b = b - eta * neuron_gradients(x, w, b, t)[1]
    w = w - eta * neuron_gradients(x, w, b, t)[0]
    return w, b


def step_no_eta(x, w, b, t, eta):
    dw, db = neuron_gradients(x, w, b, t)
    return w - dw, b - db


def step_bias_stays(x, w, b, t, eta):
    return w - eta * neuron_gradients(x, w, b, t)[0], b


def step_weights_stay(x, w, b, t, eta):
    return w, b - eta * neuron_gradients(x, w, b, t)[1]


def step_returns_changes(x, w, b, t, eta):
    dw, db = neuron_gradients(x, w, b, t)
    return -eta * dw, -eta * db


def step_swapped(x, w, b, t, eta):
    return step_plain(x, w, b, t, eta)[::-1]


def step_only_w(x, w, b, t, eta):
    return step_plain(x, w, b, t, eta)[0]


def step_gradients(x, w, b, t, eta):
    return neuron_gradients(x, w, b, t)


def step_b_uphill(x, w, b, t, eta):
    dw, db = neuron_gradients(x, w, b, t)
    return w - eta * dw, b + eta * db


def step_b_no_eta(x, w, b, t, eta):
    dw, db = neuron_gradients(x, w, b, t)
    return w - eta * dw, b - db


def step_no_slope(x, w, b, t, eta):
    dw, db = gradients_no_slope(x, w, b, t)
    return w - eta * dw, b - eta * db


def step_double(x, w, b, t, eta):
    return step_plain(x, *step_plain(x, w, b, t, eta), t, eta)


def step_eta_squared(x, w, b, t, eta):
    return step_plain(x, w, b, t, eta**2)


def step_fixed_eta(x, w, b, t, eta):
    return step_plain(x, w, b, t, 0.1)


def step_divided(x, w, b, t, eta):
    dw, db = neuron_gradients(x, w, b, t)
    return w - dw / eta, b - db / eta


def step_uphill_no_slope(x, w, b, t, eta):
    dw, db = gradients_no_slope(x, w, b, t)
    return w + eta * dw, b + eta * db


def step_multiplied(x, w, b, t, eta):
    dw, db = neuron_gradients(x, w, b, t)
    return w * (1 - eta * dw), b * (1 - eta * db)


RIGHT = [step_plain, step_copy, step_loop, step_folded]


WRONG = [
    ("uphill", step_uphill),
    ("changes w in place", step_in_place),
    ("bias gradient at the new weights", step_new_w_for_b),
    ("weight gradient at the new bias", step_new_b_for_w),
    ("no eta", step_no_eta),
    ("bias stays", step_bias_stays),
    ("weights stay", step_weights_stay),
    ("returns the changes", step_returns_changes),
    ("swapped", step_swapped),
    ("weights only", step_only_w),
    ("returns the gradients", step_gradients),
    ("bias uphill", step_b_uphill),
    ("bias without eta", step_b_no_eta),
    ("no slope", step_no_slope),
    ("two steps", step_double),
    ("eta squared", step_eta_squared),
    ("own eta", step_fixed_eta),
    ("divides by eta", step_divided),
    ("uphill and no slope", step_uphill_no_slope),
    ("multiplied instead of subtracted", step_multiplied),
    ("nothing", lambda x, w, b, t, eta: (w, b)),
]

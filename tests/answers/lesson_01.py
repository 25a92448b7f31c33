"""Right and wrong answers to the exercises of lesson 01: activation derivatives."""

import math
from functools import partial

import numpy as np

# --- central_difference -------------------------------------------------------------


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


# --- sigmoid ------------------------------------------------------------------------


def sigmoid(x):
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(x)))


def sigmoid_where(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1 / (1 + small), small / (1 + small))


def sigmoid_masks(x):
    x = np.asarray(x, dtype=float)
    out = np.empty_like(x)
    right = x >= 0
    out[right] = 1 / (1 + np.exp(-x[right]))
    e = np.exp(x[~right])
    out[~right] = e / (1 + e)
    return out


def sigmoid_recursive(x):
    if np.ndim(x) > 0:
        return np.array([sigmoid_recursive(v) for v in x])
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    return math.exp(x) / (1 + math.exp(x))


def sigmoid_quiet(x):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-np.asarray(x, dtype=float)))


def sigmoid_clip(x):
    return 1 / (1 + np.exp(-np.clip(x, -709, 709)))


def sigmoid_logaddexp(x):
    return np.exp(-np.logaddexp(0, np.negative(x)))


def sigmoid_naive(x):
    return 1 / (1 + np.exp(-x))


def sigmoid_clip_tight(x):
    return 1 / (1 + np.exp(-np.clip(x, -10, 10)))


def sigmoid_math(x):
    return 1 / (1 + math.exp(-x))


def sigmoid_other_side(x):
    return np.exp(x) / (1 + np.exp(x))


def sigmoid_where_naive(x):
    return np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))


def sigmoid_in_place(x):
    if isinstance(x, np.ndarray):
        x *= -1
        return 1 / (1 + np.exp(x))
    return sigmoid_naive(x)


def slope_cosh(x):
    with np.errstate(over="ignore"):
        return 0.25 / np.cosh(np.asarray(x) / 2) ** 2


def slope_exp(x):
    e = np.exp(-np.abs(x))
    return e / (1 + e) ** 2


def slope_loop(x):
    flat = [float(sigmoid(v)) for v in np.ravel(x)]
    return np.array([s * (1 - s) for s in flat]).reshape(np.shape(x))


# --- scaled_sigmoid_derivative ------------------------------------------------------


def scaled_plain(x, A, B):
    s = sigmoid(np.asarray(x) / B)
    return A / B * s * (1 - s)


def scaled_by_f(x, A, B):
    F = A * sigmoid(np.asarray(x) / B)
    return F * (A - F) / (A * B)


def scaled_exp(x, A, B):
    e = np.exp(-np.abs(np.asarray(x) / B))
    return A * e / (B * (1 + e) ** 2)


def scaled_partial(x, A, B):
    unit = partial(np.multiply, A / B)
    return unit(slope_exp(np.divide(x, B)))


# --- relu, leaky relu ---------------------------------------------------------------


def relu_loop(x):
    if np.ndim(x) == 0:
        return 1.0 if x > 0 else 0.0
    return np.array([relu_loop(v) for v in x])


def relu_mask(x):
    out = np.zeros(np.shape(x))
    out[np.asarray(x) > 0] = 1
    return out


def relu_bool_number(x):
    return (np.asarray(x) > 0).astype(float)


def leaky_mask(x, p=0.01):
    out = np.full(np.shape(x), p)
    out[np.asarray(x) > 0] = 1.0
    return out


def leaky_other_default(x, p=0.2):
    return np.where(np.asarray(x) > 0, 1.0, p)


def leaky_fixed(x, p=0.01):
    return np.where(np.asarray(x) > 0, 1.0, 0.01)


def leaky_integers(x, p=0.01):
    out = np.ones(np.shape(x), dtype=int)
    out[np.asarray(x) <= 0] = p
    return out


def leaky_in_place(x, p=0.01):
    x = np.asarray(x)
    x[x > 0] = 1
    x[x < 0] = p
    return x


# --- tanh ---------------------------------------------------------------------------


def tanh_steps(x):
    doubled = np.multiply(2, x)
    return 2 * sigmoid(doubled) - 1


def tanh_where(x):
    return 2 * sigmoid_where(2 * np.asarray(x)) - 1


def tanh_list(x):
    if np.ndim(x) == 0:
        return 2 * sigmoid_recursive(2 * x) - 1
    return np.array([tanh_list(v) for v in x])


RIGHT = {
    "central_difference": [
        difference_plain,
        difference_steps,
        difference_elements,
        difference_two_sided_mean,
        lambda f, x, h=1e-5: -(f(x - h) - f(x + h)) / (h + h),
    ],
    "sigmoid": [
        sigmoid,
        sigmoid_where,
        sigmoid_masks,
        sigmoid_recursive,
        sigmoid_quiet,
        sigmoid_clip,
        sigmoid_logaddexp,
    ],
    "sigmoid_derivative": [
        slope_cosh,
        slope_exp,
        slope_loop,
        lambda x: sigmoid_naive(x) * (1 - sigmoid_naive(x)),
        lambda x: sigmoid(x) * (1 - sigmoid(x)),
        lambda x: sigmoid(x) * sigmoid(-np.asarray(x)),
    ],
    "sigmoid_derivative_from_output": [
        lambda a: a * (1 - a),
        lambda a: a - a**2,
        lambda a: np.multiply(a, np.subtract(1, a)),
        lambda a: 0.25 - (np.asarray(a) - 0.5) ** 2,
    ],
    "scaled_sigmoid_derivative": [
        scaled_plain,
        scaled_by_f,
        scaled_exp,
        scaled_partial,
    ],
    "relu_derivative": [
        relu_loop,
        relu_mask,
        relu_bool_number,
        lambda x: np.where(np.asarray(x) > 0, 1, 0),
        lambda x: np.where(np.asarray(x) >= 0, 1.0, 0.0),
        lambda x: np.heaviside(x, 0.5),
        lambda x: (np.sign(x) + 1) / 2,
    ],
    "leaky_relu_derivative": [
        leaky_mask,
        lambda x, p=0.01: np.where(np.asarray(x) > 0, 1.0, p),
        lambda x, p=0.01: np.where(np.asarray(x) < 0, p, 1.0),
        lambda x, p=0.01: p + (1 - p) * np.heaviside(x, 0.5),
        lambda x, p=0.01: np.array([1 if v > 0 else p for v in np.ravel(x)]).reshape(
            np.shape(x)
        ),
    ],
    "tanh_from_sigmoid": [
        tanh_steps,
        tanh_where,
        tanh_list,
        lambda x: 2 * sigmoid_naive(2 * np.asarray(x)) - 1,
        lambda x: sigmoid(2 * np.asarray(x)) - sigmoid(-2 * np.asarray(x)),
    ],
    "tanh_derivative_from_output": [
        lambda a: 1 - a**2,
        lambda a: (1 - a) * (1 + a),
        lambda a: 1 - np.square(a),
        lambda a: 4 * ((a + 1) / 2) * (1 - (a + 1) / 2),
    ],
}

WRONG = {
    "central_difference": [
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
    ],
    "sigmoid": [
        ("overflow warns", sigmoid_naive),
        ("e^x / (1 + e^x) is nan far out", sigmoid_other_side),
        ("np.where computes both branches", sigmoid_where_naive),
        ("clips at 10", sigmoid_clip_tight),
        ("numbers only", sigmoid_math),
        ("changes x", sigmoid_in_place),
        ("sign of the exponent", lambda x: 1 / (1 + np.exp(np.clip(x, -700, 700)))),
        ("tanh", np.tanh),
        ("tanh not scaled in x", lambda x: 0.5 * (1 + np.tanh(x))),
        ("bracket missing", lambda x: 1 / 1 + np.exp(-np.clip(x, -700, 700))),
        ("minus for plus", lambda x: 1 / (1 - np.exp(-np.clip(x, -700, 700)) + 1e-300)),
        ("no 1", lambda x: 1 / np.exp(-np.clip(x, -700, 700))),
        ("slope", lambda x: slope_exp(x)),
        ("a step", lambda x: np.where(np.asarray(x) > 0, 1.0, 0.0)),
        ("hard sigmoid", lambda x: np.clip(0.2 * np.asarray(x) + 0.5, 0, 1)),
        ("relu", lambda x: np.maximum(0, x)),
        ("one half", lambda x: np.full(np.shape(x), 0.5)),
        ("rounded", lambda x: np.round(sigmoid(x), 2)),
        ("softmax", lambda x: np.exp(x - np.max(x)) / np.sum(np.exp(x - np.max(x)))),
        ("base 2", lambda x: sigmoid(np.asarray(x) * math.log(2))),
        ("scaled by 2", lambda x: sigmoid(2 * np.asarray(x))),
    ],
    "sigmoid_derivative": [
        ("x (1 - x)", lambda x: x * (1 - x)),
        ("the value", lambda x: sigmoid(x)),
        ("sigma of sigma", lambda x: sigmoid(sigmoid(x)) * (1 - sigmoid(sigmoid(x)))),
        ("1 - sigma", lambda x: 1 - sigmoid(x)),
        ("sigma (1 + sigma)", lambda x: sigmoid(x) * (1 + sigmoid(x))),
        ("sigma (sigma - 1)", lambda x: sigmoid(x) * (sigmoid(x) - 1)),
        ("1 - sigma squared", lambda x: 1 - sigmoid(x) ** 2),
        ("sigma squared", lambda x: sigmoid(x) ** 2),
        ("tanh's slope", lambda x: 1 - np.tanh(x) ** 2),
        ("sigma (1 - x)", lambda x: sigmoid(x) * (1 - x)),
        ("x (1 - sigma)", lambda x: x * (1 - sigmoid(x))),
        ("a quarter", lambda x: np.full(np.shape(x), 0.25)),
        (
            "e^-x over the bracket, not squared",
            lambda x: 1 / (2 + 2 * np.cosh(np.clip(x, -700, 700))) ** 0.5,
        ),
        ("times x", lambda x: x * sigmoid(x) * (1 - sigmoid(x))),
        ("twice", lambda x: 2 * sigmoid(x) * (1 - sigmoid(x))),
        ("four times", lambda x: 4 * sigmoid(x) * (1 - sigmoid(x))),
        ("bracket missing", lambda x: sigmoid(x) * 1 - sigmoid(x)),
        ("sum", lambda x: np.sum(sigmoid(x) * (1 - sigmoid(x)))),
        ("second derivative", lambda x: slope_exp(x) * (1 - 2 * sigmoid(x))),
        ("wrong sign, of the value", lambda x: -(sigmoid(x) ** 2)),
    ],
    "sigmoid_derivative_from_output": [
        ("sigmoid again", lambda a: sigmoid(a) * (1 - sigmoid(a))),
        ("1 - a", lambda a: 1 - a),
        ("a (1 + a)", lambda a: a * (1 + a)),
        ("a (a - 1)", lambda a: a * (a - 1)),
        ("1 - a squared: tanh", lambda a: 1 - a**2),
        ("a squared", lambda a: a**2),
        ("bracket missing", lambda a: a * 1 - a),
        ("a", lambda a: a),
        ("a quarter", lambda a: np.full(np.shape(a), 0.25)),
        ("twice", lambda a: 2 * a * (1 - a)),
        ("a - 1 + a", lambda a: a - (1 - a)),
        ("a / (1 - a)", lambda a: a / (1 - a + 1e-12)),
        ("root", lambda a: np.sqrt(a * (1 - a))),
        ("sum", lambda a: np.sum(a * (1 - a))),
        ("log-odds", lambda a: np.log((a + 1e-12) / (1 - a + 1e-12))),
        ("four times", lambda a: 4 * a * (1 - a)),
        ("matrix product", lambda a: np.dot(a, 1 - np.asarray(a))),
        ("relu's slope", lambda a: (np.asarray(a) > 0) * 1.0),
        ("half", lambda a: a * (1 - a) / 2),
        ("squared", lambda a: (a * (1 - a)) ** 2),
    ],
    "scaled_sigmoid_derivative": [
        ("F (1 - F)", lambda x, A, B: A * sigmoid(x / B) * (1 - A * sigmoid(x / B))),
        ("no A, no B", lambda x, A, B: slope_exp(x / B)),
        ("no 1/B", lambda x, A, B: A * slope_exp(x / B)),
        ("no A", lambda x, A, B: slope_exp(x / B) / B),
        ("B times", lambda x, A, B: A * B * slope_exp(x / B)),
        ("x not divided by B", lambda x, A, B: A / B * slope_exp(x)),
        ("x times B", lambda x, A, B: A / B * slope_exp(x * B)),
        ("B / A", lambda x, A, B: B / A * slope_exp(x / B)),
        ("A and B swapped", lambda x, A, B: scaled_plain(x, B, A)),
        ("minus", lambda x, A, B: -scaled_plain(x, A, B)),
        (
            "F (A - F) / B",
            lambda x, A, B: A * sigmoid(x / B) * (A - A * sigmoid(x / B)) / B,
        ),
        ("F (A - F)", lambda x, A, B: A * sigmoid(x / B) * (A - A * sigmoid(x / B))),
        (
            "F (1 - F) / B",
            lambda x, A, B: A * sigmoid(x / B) * (1 - A * sigmoid(x / B)) / B,
        ),
        ("the value", lambda x, A, B: A * sigmoid(x / B)),
        ("the plain slope", lambda x, A, B: slope_exp(x)),
        ("B squared", lambda x, A, B: A / B**2 * slope_exp(x / B)),
        ("A squared", lambda x, A, B: A**2 / B * slope_exp(x / B)),
        ("value over B", lambda x, A, B: A / B * sigmoid(x / B)),
        ("x not divided, no 1/B", lambda x, A, B: A * slope_exp(x)),
        (
            "numerator not squared below",
            lambda x, A, B: A / B * np.sqrt(slope_exp(x / B)),
        ),
        ("4/A", lambda x, A, B: np.full(np.shape(x), A / (4 * B))),
        ("minus and no 1/B", lambda x, A, B: -A * slope_exp(x / B)),
    ],
    "relu_derivative": [
        ("relu itself", lambda x: np.maximum(0, x)),
        ("sign", np.sign),
        ("1 everywhere", lambda x: np.ones(np.shape(x))),
        ("wrong way round", lambda x: np.where(np.asarray(x) > 0, 0.0, 1.0)),
        ("x above 0", lambda x: np.where(np.asarray(x) > 0, x, 0)),
        ("1 only above 1", lambda x: np.where(np.asarray(x) >= 1, 1.0, 0.0)),
        ("leaky", lambda x: np.where(np.asarray(x) > 0, 1.0, 0.01)),
        ("-1 below", lambda x: np.where(np.asarray(x) > 0, 1.0, -1.0)),
        ("x / |x|", lambda x: x / np.abs(x)),
        ("relu / x", lambda x: np.maximum(0, x) / x),
        ("sigmoid's slope", lambda x: slope_exp(x)),
        ("sigmoid", sigmoid),
        ("one number", lambda x: float(np.any(np.asarray(x) > 0))),
        ("2 at 0", lambda x: np.where(np.asarray(x) == 0, 2.0, np.asarray(x) > 0)),
        ("integer part", lambda x: np.clip(np.floor(x), 0, 1)),
        ("numbers only", lambda x: 1.0 if x > 0 else 0.0),
        ("max of 0 and 1", lambda x: np.maximum(0, np.ones(np.shape(x)))),
        ("zeros", lambda x: np.zeros(np.shape(x))),
        ("clipped x", lambda x: np.clip(x, 0, 1)),
        ("above -1e-3", lambda x: np.where(np.asarray(x) > -1e-3, 1.0, 0.0)),
    ],
    "leaky_relu_derivative": [
        ("value", lambda x, p=0.01: np.where(np.asarray(x) > 0, x, p * np.asarray(x))),
        ("0 below", lambda x, p=0.01: np.where(np.asarray(x) > 0, 1.0, 0.0)),
        ("-p below", lambda x, p=0.01: np.where(np.asarray(x) > 0, 1.0, -p)),
        (
            "p x below",
            lambda x, p=0.01: np.where(np.asarray(x) > 0, 1.0, p * np.asarray(x)),
        ),
        ("wrong way round", lambda x, p=0.01: np.where(np.asarray(x) > 0, p, 1.0)),
        ("fixed 0.01", leaky_fixed),
        ("default 0.2", leaky_other_default),
        ("integers cut p", leaky_integers),
        ("changes x", leaky_in_place),
        ("p everywhere", lambda x, p=0.01: np.full(np.shape(x), p)),
        ("1 everywhere", lambda x, p=0.01: np.ones(np.shape(x))),
        ("1 - p below", lambda x, p=0.01: np.where(np.asarray(x) > 0, 1.0, 1 - p)),
        ("1/p below", lambda x, p=0.01: np.where(np.asarray(x) > 0, 1.0, 1 / p)),
        ("0 at 0", lambda x, p=0.01: (np.asarray(x) > 0) + p * (np.asarray(x) < 0)),
        ("1 + p above", lambda x, p=0.01: np.where(np.asarray(x) > 0, 1 + p, p)),
        (
            "both at 0",
            lambda x, p=0.01: (np.asarray(x) >= 0) + p * (np.asarray(x) <= 0),
        ),
        ("x above", lambda x, p=0.01: np.where(np.asarray(x) > 0, x, p)),
        ("p squared", lambda x, p=0.01: np.where(np.asarray(x) > 0, 1.0, p**2)),
        (
            "elu",
            lambda x, p=0.01: np.where(
                np.asarray(x) > 0, 1.0, p * np.exp(np.minimum(x, 0))
            ),
        ),
        ("max(1, p)", lambda x, p=0.01: np.maximum(1.0, p * np.ones(np.shape(x)))),
    ],
    "tanh_from_sigmoid": [
        ("2 sigma(x) - 1", lambda x: 2 * sigmoid(x) - 1),
        ("sigma(2x) - 1", lambda x: sigmoid(2 * np.asarray(x)) - 1),
        ("2 sigma(2x)", lambda x: 2 * sigmoid(2 * np.asarray(x))),
        ("1 - 2 sigma(2x)", lambda x: 1 - 2 * sigmoid(2 * np.asarray(x))),
        ("2 (sigma(2x) - 1)", lambda x: 2 * (sigmoid(2 * np.asarray(x)) - 1)),
        ("2 sigma(2x) + 1", lambda x: 2 * sigmoid(2 * np.asarray(x)) + 1),
        ("2 sigma(2x - 1)", lambda x: 2 * sigmoid(2 * np.asarray(x) - 1)),
        ("sigma(x)", sigmoid),
        ("sigma(2x)", lambda x: sigmoid(2 * np.asarray(x))),
        ("2 sigma(x/2) - 1", lambda x: 2 * sigmoid(np.asarray(x) / 2) - 1),
        ("sigma squared", lambda x: 2 * sigmoid(x) ** 2 - 1),
        ("2 sigma(4x) - 1", lambda x: 2 * sigmoid(4 * np.asarray(x)) - 1),
        ("sinh", lambda x: np.sinh(np.clip(x, -700, 700))),
        ("slope", lambda x: 1 - np.tanh(x) ** 2),
        ("x", lambda x: x),
        ("half", lambda x: sigmoid(2 * np.asarray(x)) - 0.5),
        ("sigma(x) - sigma(-x)", lambda x: sigmoid(x) - sigmoid(-np.asarray(x))),
        (
            "sigma(-2x) in the place of sigma(2x)",
            lambda x: 2 * sigmoid(-2 * np.asarray(x)) - 1,
        ),
        ("zeros", lambda x: np.zeros(np.shape(x))),
    ],
    "tanh_derivative_from_output": [
        ("a (1 - a): sigmoid", lambda a: a * (1 - a)),
        ("tanh again", lambda a: 1 - np.tanh(a) ** 2),
        ("1 + a squared", lambda a: 1 + a**2),
        ("a squared - 1", lambda a: a**2 - 1),
        ("1 - a", lambda a: 1 - a),
        ("(1 - a) squared", lambda a: (1 - a) ** 2),
        ("4 a (1 - a)", lambda a: 4 * a * (1 - a)),
        ("1 - 2a", lambda a: 1 - 2 * a),
        ("root", lambda a: np.sqrt(1 - a**2)),
        ("a squared", lambda a: a**2),
        ("1 - |a|", lambda a: 1 - np.abs(a)),
        ("a quarter of it", lambda a: (1 - a**2) / 4),
        ("four times", lambda a: 4 * (1 - a**2)),
        ("1 over", lambda a: 1 / (1 - a**2 + 1e-12)),
        ("dot product", lambda a: 1 - np.dot(a, a)),
        ("ones", lambda a: np.ones(np.shape(a))),
        ("1 - a cubed", lambda a: 1 - a**3),
        ("times a", lambda a: a * (1 - a**2)),
        ("1 - a xor", lambda a: 1 - a ^ 2),
        ("sech of a", lambda a: 1 / np.cosh(a)),
        ("sum", lambda a: np.sum(1 - np.square(a))),
    ],
}

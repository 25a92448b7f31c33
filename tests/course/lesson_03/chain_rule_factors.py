"""Answers to `chain_rule_factors` in many styles, right and wrong."""

import math

import numpy as np

from .shared import sigma


def factors_plain(x, w, b):
    h1 = w * x
    h2 = h1 + b
    h3 = -h2
    h4 = np.exp(h3)
    h5 = h4 + 1
    return -1 / h5**2, 1, h4, -1, 1, x


def factors_list(x, w, b):
    e = math.exp(-(w * x + b))
    return [-((1 + e) ** -2), 1.0, e, -1.0, 1.0, x]


def factors_array(x, w, b):
    f = sigma(w * x + b)
    return np.array([-(f**2), 1, 1 / f - 1, -1, 1, x])


def factors_reversed(x, w, b):
    back = []
    h = w * x
    back.append(x)
    h = h + b
    back.append(1)
    h = -h
    back.append(-1)
    h = math.exp(h)
    back.append(h)
    h = h + 1
    back.append(1)
    back.append(-1 / (h * h))
    return tuple(back[::-1])


def factors_dict(*, x, w, b):
    return factors_plain(x, w, b)


def with_factors(index, change):
    """All factors right but the one at `index`, which `change` makes of (x, w, b)."""

    def answer(x, w, b):
        factors = list(factors_plain(x, w, b))
        factors[index] = change(x, w, b)
        return tuple(factors)

    return answer


def factors_forward_order(x, w, b):
    return factors_plain(x, w, b)[::-1]


def factors_values(x, w, b):
    h1 = w * x
    h2 = h1 + b
    h3 = -h2
    h4 = np.exp(h3)
    h5 = h4 + 1
    return 1 / h5, h5, h4, h3, h2, h1


def factors_cumulative(x, w, b):
    return tuple(np.cumprod(factors_plain(x, w, b)))


def factors_product(x, w, b):
    return float(np.prod(factors_plain(x, w, b)))


def factors_five(x, w, b):
    return factors_plain(x, w, b)[:5]


def factors_example(x, w, b):
    return -0.25, 1, 1, -1, 1, 1


def factors_no_bias(x, w, b):
    return factors_plain(x, w, 0)


def factors_two_slips(x, w, b):
    e = math.exp(-(w * x + b))
    return 1 / (1 + e) ** 2, 1, e, 1, 1, x


def factors_sign_pair(x, w, b):
    e = math.exp(-(w * x + b))
    return 1 / (1 + e) ** 2, 1, -e, -1, 1, x


RIGHT = [
    factors_plain,
    factors_list,
    factors_array,
    factors_reversed,
    lambda x, w, b: factors_dict(x=x, w=w, b=b),
]


WRONG = [
    ("forward order", factors_forward_order),
    ("the values, not the slopes", factors_values),
    ("running products", factors_cumulative),
    ("the product", factors_product),
    ("five factors", factors_five),
    ("the example's numbers", factors_example),
    ("without the bias", factors_no_bias),
    (
        "1/h5² without its minus",
        with_factors(0, lambda x, w, b: sigma(w * x + b) ** 2),
    ),
    ("-1/h5, no square", with_factors(0, lambda x, w, b: -sigma(w * x + b))),
    ("log", with_factors(0, lambda x, w, b: np.log(1 + np.exp(-w * x - b)))),
    ("no minus at h3", with_factors(3, lambda x, w, b: 1)),
    ("last factor w", with_factors(5, lambda x, w, b: w)),
    ("last factor 1", with_factors(5, lambda x, w, b: 1)),
    ("b for the sum's slope", with_factors(4, lambda x, w, b: b)),
    (
        "exponential of the other sign",
        with_factors(2, lambda x, w, b: np.exp(w * x + b)),
    ),
    (
        "minus in the exponential",
        with_factors(2, lambda x, w, b: -np.exp(-w * x - b)),
    ),
    (
        "h3 · e^(h3 - 1)",
        with_factors(2, lambda x, w, b: -(w * x + b) * np.exp(-w * x - b - 1)),
    ),
    ("slope of h2 taken at z", with_factors(3, lambda x, w, b: -(w * x + b))),
    ("exponent without the bias", with_factors(2, lambda x, w, b: np.exp(-w * x))),
    ("both minus signs missing: the product is right", factors_two_slips),
    ("minus sign at the wrong link: the product is right", factors_sign_pair),
    (
        "f (1 - f)",
        with_factors(0, lambda x, w, b: sigma(w * x + b) * (1 - sigma(w * x + b))),
    ),
]

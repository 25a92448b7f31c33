"""Lesson 03: the exercise `chain_rule_factors`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng

from .shared import _s, _slope


def chain_rule_factors(x, w, b):
    """Six local derivatives from f back to `w`, in this order;
    `x`, `w`, `b` floats.
    """
    h1 = w * x
    h2 = h1 + b
    h3 = -h2
    h4 = np.exp(h3)
    h5 = h4 + 1
    return -1 / h5**2, 1.0, h4, -1.0, 1.0, x


def _chain_cases(rng: Rng) -> Iterator[Case]:
    yield Case((1.0, 0.0, 0.0))
    yield Case((2.0, 0.5, -0.3))
    for _ in range(3):
        x, w, b = rng.uniform(0.4, 0.9), rng.uniform(1.2, 2.0), rng.uniform(0.1, 0.3)
        yield Case((float(x), float(w), float(b)))
    yield Case((-1.5, 0.4, 0.2))


def _chain_measured(case: Case) -> Measured:
    x, w, b = case.args
    h = [w * x, w * x + b, -(w * x + b), float(np.exp(-(w * x + b)))]
    links: list[tuple[Callable[[float], float], float]] = [
        (lambda u: 1 / u, h[3] + 1),
        (lambda u: u + 1, h[3]),
        (lambda u: float(np.exp(u)), h[2]),
        (lambda u: -u, h[1]),
        (lambda u: u + b, h[0]),
        (lambda u: u * x, w),
    ]
    value = tuple(_slope(f, u) for f, u in links)
    return Measured("slope of each operation by a central difference", value)


def _chain(rule: Callable[..., Any]) -> Callable[..., Any]:
    """A wrong version: rule(x, w, b, z, the six right factors) gives six numbers."""

    def wrong(x: float, w: float, b: float) -> Any:
        z = w * x + b
        return rule(x, w, b, z, list(chain_rule_factors(x, w, b)))

    return wrong


EXERCISE = Exercise(
    title="Six links of a chain",
    statement=(
        "The neuron $f=1/(e^{-(wx+b)}+1)$ is taken apart: $h_1=wx$, $h_2=h_1+b$, $h_3=-h_2$, "
        "$h_4=e^{h_3}$, $h_5=h_4+1$, $f=1/h_5$. Write `chain_rule_factors(x, w, b)`: the six "
        "local derivatives on the way *back*: first that of $1/h_5$ with respect to $h_5$, last that of "
        "$wx$ with respect to $w$, as a tuple or a list of six numbers. At $x=1$, $w=b=0$ they are "
        "$-\\frac14,1,1,-1,1,1$. `x`, `w`, `b` are floats."
    ),
    reference=chain_rule_factors,
    cases=_chain_cases,
    measure=_chain_measured,
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "forward_order",
            "the right six, in forward order",
            _chain(lambda x, w, b, z, d: d[::-1]),
            "The product is the same; but the backward pass walks from f to w.",
            "The first number should be the one of 1/h₅.",
            "Which operation is the last of the forward pass?",
        ),
        Mistake(
            "values",
            "the values of the operations instead of their slopes",
            _chain(
                lambda x, w, b, z, d: (_s(z), d[2] + 1, d[2], -z, z, w * x),
            ),
            "The forward pass computes values; the backward pass multiplies slopes.",
            "At x = 1, w = b = 0 the last value is 0, and so would be the product.",
            "How much does the result move when the operation's input moves by 1?",
        ),
        Mistake(
            "reciprocal_sign",
            "+1/h₅² for the reciprocal: its minus sign is missing",
            _chain(lambda x, w, b, z, d: (-d[0], *d[1:])),
            "1/h falls when h grows.",
            "The product is negative, and f grows with w where x is positive.",
            "What is the derivative of 1/u?",
        ),
        Mistake(
            "reciprocal_power",
            "−1/h₅ for the reciprocal: the square is missing",
            _chain(lambda x, w, b, z, d: (-_s(z), *d[1:])),
            "1/u is u to the power −1, and the power goes down to −2.",
            "At h₅ = 2 it gives −1/2, not −1/4.",
            "Which power has u in the derivative of 1/u?",
        ),
        Mistake(
            "exponential_at_h2",
            "the exponential taken at h₂, without the minus",
            _chain(lambda x, w, b, z, d: (*d[:2], np.exp(z), *d[3:])),
            "The operation before has turned the sign: the input is h₃ = −h₂.",
            "At h₂ = 0 both are 1, so x = 1, w = b = 0 don't show it.",
            "What goes into the exponential?",
        ),
        Mistake(
            "negation_lost",
            "+1 for the negation",
            _chain(lambda x, w, b, z, d: (*d[:3], 1.0, *d[4:])),
            "−h₂ falls by 1 when h₂ grows by 1.",
            "The product has the wrong sign.",
            "What is the derivative of −u?",
        ),
        Mistake(
            "by_input",
            "the last link with respect to x instead of w",
            _chain(lambda x, w, b, z, d: (*d[:5], w)),
            "A product has two slopes: with respect to w it is x, with respect to x it is w.",
            "At w = 0 the product would be 0; the slope is a quarter.",
            "With respect to what is the derivative asked for?",
        ),
        Mistake(
            "addition_by_b",
            "b for the addition of the bias",
            _chain(lambda x, w, b, z, d: (*d[:4], b, d[5])),
            "An added constant doesn't change a slope.",
            "At b = 0 the product would be 0.",
            "When h₁ grows by 1, by how much does h₁ + b grow?",
        ),
        Mistake(
            "running_products",
            "products so far instead of the single links",
            _chain(lambda x, w, b, z, f: list(np.cumprod(f))),
            "That is what goes back along the chain. Here each link is asked for by itself.",
            "The last number is the whole derivative already.",
            "How much does h1 move when w moves, with everything else left out?",
            also=(_chain(lambda x, w, b, z, f: list(np.cumprod(f[::-1])[::-1])),),
        ),
        Mistake(
            "only_product",
            "the product of all six",
            _chain(lambda x, w, b, z, f: float(np.prod(f))),
            "The product is the derivative of f with respect to w. Which link made it small can't be seen in it.",
            "One number comes back, and six are asked for.",
            "Return the factors before you multiply them.",
        ),
        Mistake(
            "both_signs_lost",
            "both minus signs missing: the product is right all the same",
            _chain(lambda x, w, b, z, f: [-f[0], f[1], f[2], -f[3], f[4], f[5]]),
            "Two wrong signs make a right product, so the end result hides them.",
            "1/h falls when h grows, and −h falls too: both links are negative.",
            "Which of the six operations turn a rise into a fall?",
        ),
        Mistake(
            "sign_moved",
            "a minus sign at the wrong link: the product is right all the same",
            _chain(lambda x, w, b, z, f: [-f[0], f[1], -f[2], f[3], f[4], f[5]]),
            "The product hides where the sign came in.",
            "1/h falls when h grows, and e^h rises.",
            "Which of the six operations turn a rise into a fall?",
            also=(
                _chain(lambda x, w, b, z, f: [f[0], f[1], -f[2], -f[3], f[4], f[5]]),
            ),
        ),
        Mistake(
            "power_rule",
            "the power rule for e^h: h e^(h − 1)",
            _chain(lambda x, w, b, z, f: [f[0], f[1], -z * np.exp(-z - 1), *f[3:]]),
            "In e^h the variable is in the exponent; e^h is its own derivative.",
            "At h = 0 it gives 0, and e^h rises there with slope 1.",
            "Which function is its own derivative?",
        ),
        Mistake(
            "logarithm",
            "log h instead of −1/h²",
            _chain(lambda x, w, b, z, f: [np.log(1 + np.exp(-z)), *f[1:]]),
            "log h is what has the derivative 1/h: that is integrating.",
            "It is positive, and 1/h falls.",
            "What is the derivative of h^(−1)?",
        ),
        Mistake(
            "slope_of_whole",
            "f (1 − f) as the first link: the slope of the whole chain",
            _chain(lambda x, w, b, z, f: [_s(z) * (1 - _s(z)), *f[1:]]),
            "f (1 − f) is the product of the first four links.",
            "Multiplied with the others, it counts them twice.",
            "What is the derivative of 1/h with respect to h, and of nothing else?",
        ),
        Mistake(
            "no_bias",
            "the exponential taken without the bias",
            _chain(lambda x, w, b, z, f: [f[0], f[1], np.exp(-w * x), *f[3:]]),
            "h3 is −(wx + b): the bias has come in by then.",
            "With b = 0 nobody notices.",
            "At which value does the exponential stand?",
        ),
        Mistake(
            "exponential_sign",
            "−e^h as the slope of e^h",
            _chain(lambda x, w, b, z, f: [f[0], f[1], -f[2], *f[3:]]),
            "The minus sign stands in h3 = −h2, which is a link of its own.",
            "It is negative, and e^h rises everywhere.",
            "Which link turns h2 into −h2? It has the minus sign.",
        ),
    ),
    hints=(
        "Go forward first and keep h₁ to h₅. Then one slope for each operation, from the end.",
        "1/u has the slope −1/u²; e^u its own value; −u has −1; adding has 1; wx has x with respect to w.",
        "return -1 / h5**2, 1.0, h4, -1.0, 1.0, x",
    ),
    symptoms=(
        (
            "right at x = 1, w = b = 0 only",
            "Many things are 1 there. Try x = 2, w = 0.5.",
        ),
        ("the product has the wrong sign", "Two of the six links are negative."),
    ),
    taught="A neuron, taken apart",
    another_way="`np.prod(chain_rule_factors(x, w, b))` is x f (1 − f): lesson 01's slope.",
)

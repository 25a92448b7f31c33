"""Lesson 03: the exercise `used_twice_gradient`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.gradcheck import complex_gradient

from .shared import _s


def used_twice_gradient(x, w, b, t):
    """`(dw, db)`, slopes of E with respect to `w` and `b`; all floats."""
    a = 1 / (1 + np.exp(-(w * x + b)))
    error = w * a - t
    inner = error * w * a * (1 - a)  # what arrives at the weighted input
    return error * a + inner * x, inner


def _cases(rng: Rng) -> Iterator[Case]:
    yield Case((2.0, 0.5, -0.3, 1.0))
    yield Case((1.5, -0.8, 0.4, 0.3))
    yield Case((0.0, 1.2, 0.5, 0.0))
    for _ in range(4):
        x, w, b, t = rng.normal(size=4)
        yield Case((float(2 * x), float(w), float(b), float(t)))
    yield Case((3.0, 2.0, -1.0, -1.0))


def _measured(case: Case) -> Measured:
    x, w, b, t = case.args
    loss = lambda v: 0.5 * (v[0] / (1 + np.exp(-(v[0] * x + v[1]))) - t) ** 2
    dw, db = complex_gradient(loss, np.array([w, b]))
    return Measured("slopes of E by a complex step", (float(dw), float(db)))


def _parts(rule: Callable[..., Any]) -> Callable[..., Any]:
    """A wrong version from x, w, the inner output a, the error w a − t, and the slope of σ."""

    def wrong(x: Any, w: Any, b: Any, t: Any) -> Any:
        a = _s(w * x + b)
        return rule(x, w, a, w * a - t, a * (1 - a))

    return wrong


EXERCISE = Exercise(
    title="A weight that is used twice",
    statement=(
        "A neuron uses its weight twice: it weighs the input, and then the output as well. Its loss is\n\n"
        "$$E=\\tfrac12\\big(w\\,\\sigma(wx+b)-t\\big)^2$$\n\n"
        "Write `used_twice_gradient(x, w, b, t)`, which returns `(dw, db)`: the slopes of $E$ with "
        "respect to $w$ and to $b$. All of them are floats. The judge is the measured slope of $E$; you can use the "
        "same one, `complex_gradient`."
    ),
    reference=used_twice_gradient,
    cases=_cases,
    measure=_measured,
    parts=("dw", "db"),
    transfer=True,
    points=5,
    minutes=12,
    mistakes=(
        Mistake(
            "outer_path_only",
            "one path to w only: the factor in front of the sigmoid",
            _parts(lambda x, w, a, e, s: (e * a, e * w * s)),
            "w occurs twice. When it grows, the sigmoid's output grows too.",
            "At x = 2, w = 0.5 the measured slope is another one.",
            "Let w grow inside the sigmoid only: by how much does E grow then?",
        ),
        Mistake(
            "inner_path_only",
            "one path to w only: the one through the sigmoid",
            _parts(lambda x, w, a, e, s: (e * w * s * x, e * w * s)),
            "w occurs twice. It is also the factor in front of the sigmoid.",
            "At x = 0 it gives 0, and E still changes with w.",
            "Let w grow in front of the sigmoid only: by how much does E grow then?",
        ),
        Mistake(
            "outer_weight_lost",
            "the sigmoid's path without the factor w that it passes",
            _parts(lambda x, w, a, e, s: (e * a + e * s * x, e * s)),
            "The output of the sigmoid is multiplied by w before it meets the target.",
            "With w = 2 the slope with respect to b is half of the measured one.",
            "By how much does w σ grow when σ grows by a little?",
        ),
        Mistake(
            "outer_weight_lost_in_w",
            "the factor w is missing in the slope with respect to w alone",
            _parts(lambda x, w, a, e, s: (e * a + e * s * x, e * w * s)),
            "Both paths through the sigmoid pass the factor w on their way.",
            "db is right, and dw isn't.",
            "Which factors lie between the weighted input and E?",
        ),
        Mistake(
            "outer_weight_lost_in_b",
            "the factor w is missing in the slope with respect to b alone",
            _parts(lambda x, w, a, e, s: (e * a + e * w * s * x, e * s)),
            "b reaches E through the sigmoid and then through the factor w.",
            "dw is right, and db isn't.",
            "Which factors lie between b and E?",
        ),
        Mistake(
            "paths_multiplied",
            "the two paths multiplied instead of added",
            _parts(lambda x, w, a, e, s: (e * a * (e * w * s * x), e * w * s)),
            "Along one path slopes are multiplied. Two paths are added.",
            "At x = 0 it gives 0, and E still changes with w.",
            "Two small changes at once: what is the change of the whole?",
        ),
        Mistake(
            "paths_subtracted",
            "the difference of the two paths instead of their sum",
            _parts(lambda x, w, a, e, s: (e * a - e * w * s * x, e * w * s)),
            "Both paths push E; what they do is added.",
            "At x = 2, w = 0.5 it is smaller than the measured slope.",
            "Is there a minus on one of the paths?",
        ),
        Mistake(
            "plain_error",
            "the error of a plain neuron, σ − t",
            _parts(
                lambda x, w, a, e, s: (
                    (e - w * a + a) * (a + w * s * x),
                    (e - w * a + a) * w * s,
                )
            ),
            "The output of this neuron is w σ(wx + b), and that is compared with the target.",
            "With w = 2 the error is another one.",
            "What does E compare with t?",
        ),
        Mistake(
            "plain_neuron",
            "the gradient of a plain neuron, whose weight is used once",
            _parts(
                lambda x, w, a, e, s: ((a - (w * a - e)) * s * x, (a - (w * a - e)) * s)
            ),
            "That was the last exercise. Here the output is weighed once more.",
            "With w = 1 only db would be right.",
            "Where in your formula is the w in front of the sigmoid?",
        ),
        Mistake(
            "no_slope",
            "the slope of the sigmoid is missing",
            _parts(lambda x, w, a, e, s: (e * a + e * w * x, e * w)),
            "The way to the weighted input crosses the sigmoid.",
            "The measured slopes are smaller: the sigmoid is never steeper than a quarter.",
            "What is the slope of σ, from its output?",
        ),
        Mistake(
            "slope_at_output",
            "the sigmoid's slope at the output w σ instead of at σ",
            _parts(
                lambda x, w, a, e, s: (
                    e * a + e * w * (w * a) * (1 - w * a) * x,
                    e * w * (w * a) * (1 - w * a),
                )
            ),
            "a (1 − a) wants the output of the sigmoid itself.",
            "With w = 2 the slope becomes negative, and σ never falls.",
            "Which number came out of the sigmoid?",
        ),
        Mistake(
            "bias_times_x",
            "the slope with respect to b has a factor x",
            _parts(lambda x, w, a, e, s: (e * a + e * w * s * x, e * w * s * x)),
            "b is added: when it grows by a little, so does the weighted input.",
            "At x = 0 it gives 0, and E still changes with b.",
            "What is ∂(wx + b)/∂b?",
        ),
        Mistake(
            "bias_both_paths",
            "b gets both paths, and it has only one",
            _parts(lambda x, w, a, e, s: (e * a + e * w * s * x, e * a + e * w * s)),
            "b occurs once, inside the sigmoid.",
            "dw is right, and db is larger than measured.",
            "Where does b occur in E?",
        ),
        Mistake(
            "x_lost",
            "the factor x is missing on the path through the sigmoid",
            _parts(lambda x, w, a, e, s: (e * a + e * w * s, e * w * s)),
            "Inside the sigmoid w is multiplied by x.",
            "At x = 0 the inner path should give nothing.",
            "What is ∂(wx + b)/∂w?",
        ),
        Mistake(
            "sign",
            "both slopes with the opposite sign: t − w σ",
            _parts(lambda x, w, a, e, s: (-e * a - e * w * s * x, -e * w * s)),
            "(t − o)² and (o − t)² are equal, and their slopes with respect to o aren't.",
            "A step against it would raise E.",
            "What is the slope of ½(o − t)² with respect to o?",
        ),
        Mistake(
            "twice",
            "both slopes twice too large: the half of E is missing",
            _parts(lambda x, w, a, e, s: (2 * (e * a + e * w * s * x), 2 * e * w * s)),
            "E has a half, which cancels the 2 of the square.",
            "Every slope is twice the measured one.",
            "What is the slope of ½u²?",
        ),
    ),
    hints=(
        "Draw the graph: from w two arrows go out. Give the two places of w two names for a moment, "
        "u in front and v inside; find both slopes, and put u = v = w again.",
        "Along each path multiply the local derivatives, from E back; at w the two paths are added. b has one path.",
        "With a = σ(wx + b) and the error e = wa − t: the path in front gives e times a. The path "
        "inside passes the factor w, the slope of the sigmoid, and x.",
    ),
    symptoms=(
        ("db is right and dw isn't", "w has two paths. Which one is missing?"),
        ("right at x = 0 only", "There the path inside gives 0. What is wrong on it?"),
        (
            "the shape is wrong",
            "All four arguments are floats, and so are both slopes.",
        ),
    ),
    taught="Yours alone",
    another_way="E is ½(wσ − t)², so dw = (wσ − t) · d(wσ)/dw: the product rule of school gives both paths at once.",
)

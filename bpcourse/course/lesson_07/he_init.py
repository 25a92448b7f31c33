"""Lesson 07: the exercise `he_init`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Problem, Rng, Seed

from .shared import _problem_of_shape


def he_init(n_in, n_out, rng):
    """First weights (n_in, n_out) of a ReLU layer, drawn with rng, independent, mean 0."""
    return rng.normal(size=(n_in, n_out)) * np.sqrt(2 / n_in)


def _he_cases(rng: Rng) -> Iterator[Case]:
    number = int(rng.integers(2**31))
    yield Case((400, 60, Seed(number)), show="400, 60, rng")
    yield Case((60, 400, Seed(number + 1)), show="60, 400, rng")
    yield Case((3, 2, Seed(number + 2)), show="3, 2, rng")
    yield Case((1, 1, Seed(number + 3)), show="1, 1, rng")


def _he_judge(case: Case, want: Any, got: Any) -> Problem | None:
    n_in, n_out, _ = case.args
    if np.shape(got) == (n_out, n_in) != (n_in, n_out):
        return Problem(
            f"the shape is {np.shape(got)}, and should be {(n_in, n_out)}", "transposed"
        )
    problem = _problem_of_shape(got, (n_in, n_out), "the result")
    W = None if problem else np.asarray(got, dtype=float)
    if W is not None and not np.isfinite(W).all():
        return Problem("there is a weight that is nan or infinite", _forced(W))
    if W is None or W.size < 1000:
        return problem
    std, right = float(W.std()), np.sqrt(2 / n_in)
    if np.ptp(W) == 0:
        named = "constant" if W.any() else "zeros"
        return Problem(f"all weights are {W.flat[0]:.4g}", named)
    if abs(W.mean()) > 8 * right / np.sqrt(W.size):
        text = f"the mean is {W.mean():.3g}, and should be near 0"
        return Problem(text, "positive" if W.min() >= 0 else None)
    return _spread_problem(std, right, n_in, n_out) or _independence_problem(W)


def _spread_problem(std: float, right: float, n_in: int, n_out: int) -> Problem | None:
    """Within three per cent: six standard errors of 20 000 normal draws."""
    if abs(std / right - 1) < 0.03:
        return None
    known = {
        "no_scale": 1.0,
        "variance": 2 / n_in,
        "by_outputs": np.sqrt(2 / n_out),
        "xavier": np.sqrt(1 / n_in),
        "glorot": np.sqrt(2 / (n_in + n_out)),
        "uniform_limit": np.sqrt(2 / n_in / 3),
        "upside_down": np.sqrt(n_in / 2),
        "root_of_size": 2 / np.sqrt(n_in),
        "fixed": 0.01,
    }
    text = f"the standard deviation is {std:.4g}, and should be {right:.4g}"
    fits = [name for name, value in known.items() if abs(std / value - 1) < 0.03]
    return Problem(text, fits[0] if len(fits) == 1 else None)


def _independence_problem(W: Any) -> Problem | None:
    """Rows or columns whose correlation is far above what chance gives (0.05 for 400)."""
    for lines, what in ((W, "rows"), (W.T, "columns")):
        if lines.shape[1] < lines.shape[0]:
            continue
        unit = lines - lines.mean()
        unit /= np.sqrt((unit**2).sum(axis=1, keepdims=True))
        same = np.abs(unit @ unit.T) - np.eye(len(unit))
        if same.max() > 0.5:
            i, j = np.unravel_index(same.argmax(), same.shape)
            return Problem(f"{what} {i} and {j} are copies, up to the sign", "copies")
    rows, columns = W.mean(axis=1).std(), W.mean(axis=0).std()
    if max(rows * np.sqrt(W.shape[1]), columns * np.sqrt(W.shape[0])) > 3 * W.std():
        return Problem("each row or column is of one number", "copies")
    return None


def _forced(W: Any) -> str | None:
    """A single weight divided by its own deviation of 0 is nan."""
    return "forced" if W.size == 1 else None


def _one_row(n_in: int, n_out: int, rng: Rng) -> Any:
    return np.tile(rng.normal(size=n_out) * np.sqrt(2 / n_in), (n_in, 1))


def _mirrored(n_in: int, n_out: int, rng: Rng) -> Any:
    half = rng.normal(size=(n_in, (n_out + 1) // 2)) * np.sqrt(2 / n_in)
    return np.hstack([half, -half])[:, :n_out]


def _quiet_scale(W: Any, n_in: int) -> Any:
    with np.errstate(all="ignore"):
        return (W - W.mean()) / W.std() * np.sqrt(2 / n_in)


TEST = """\
def test_he_init_1():
    W = he_init(400, 60, np.random.default_rng(1))
    assert W.shape == (400, 60)
    assert abs(W.mean()) < 0.01
    assert abs(W.std() / np.sqrt(2 / 400) - 1) < 0.05
    assert not same(W, he_init(400, 60, np.random.default_rng(2)))"""

EXERCISE = Exercise(
    title="Where training starts",
    statement=(
        "A unit of a ReLU layer adds up $n_{in}$ products. Its weights are independent draws "
        "with mean 0 and one standard deviation. Choose the standard deviation so that the mean "
        "square of the signal stays level: what the layer gives, $\\operatorname E[a^2]$, is as "
        "large as what it gets, $\\operatorname E[x^2]$. You have both factors above: what the "
        "sum does to the mean square, and what ReLU leaves of it. Write "
        "`he_init(n_in, n_out, rng)`, which draws the weights of a layer; normal or uniform, as "
        "you like."
    ),
    reference=he_init,
    cases=_he_cases,
    judge=_he_judge,
    own_test=TEST,
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "no_scale",
            "standard normal weights, not scaled",
            lambda n_in, n_out, rng: rng.normal(size=(n_in, n_out)),
            "With 400 inputs the sums are twenty times too large: units saturate or explode.",
            "The standard deviation is 1, whatever n_in is.",
            "By what does the sum of n_in random terms grow?",
        ),
        Mistake(
            "variance",
            "scaled by 2/n_in, the variance instead of its root",
            lambda n_in, n_out, rng: rng.normal(size=(n_in, n_out)) * 2 / n_in,
            "2/n_in is the variance; numbers are scaled by the standard deviation.",
            "With 400 inputs the weights are fourteen times too small.",
            "What is the standard deviation, if the variance is 2/n_in?",
        ),
        Mistake(
            "by_outputs",
            "scaled by the outputs, sqrt(2 / n_out)",
            lambda n_in, n_out, rng: (
                rng.normal(size=(n_in, n_out)) * np.sqrt(2 / n_out)
            ),
            "A unit sums over its inputs, so their number counts.",
            "For a square layer nobody notices.",
            "How many terms has the sum of one unit?",
        ),
        Mistake(
            "xavier",
            "sqrt(1 / n_in), without the 2",
            lambda n_in, n_out, rng: rng.normal(size=(n_in, n_out)) * np.sqrt(1 / n_in),
            "ReLU silences half of its units; the 2 makes up for it.",
            "After ten layers the signal is thirty times too small.",
            "Which share of its inputs does ReLU let through?",
        ),
        Mistake(
            "zeros",
            "all weights 0",
            lambda n_in, n_out, rng: np.zeros((n_in, n_out)),
            "All hidden units stay identical for ever, and with ReLU nothing moves.",
            "The hidden layer's gradients are 0.",
            "What tells two hidden units apart, if they start alike?",
        ),
        Mistake(
            "positive",
            "numbers from 0 up: the mean isn't 0",
            lambda n_in, n_out, rng: (
                rng.random((n_in, n_out)) * np.sqrt(2 / n_in) * np.sqrt(12)
            ),
            "rng.random is never negative, and neither is an absolute value.",
            "Every sum of positive inputs is far above 0.",
            "What is the mean of your draws?",
        ),
        Mistake(
            "transposed",
            "(n_out, n_in): the other convention's shape",
            lambda n_in, n_out, rng: rng.normal(size=(n_out, n_in)) * np.sqrt(2 / n_in),
            "PyTorch stores (out, in). In this course W[j, k] goes from input j to unit k.",
            "X @ W doesn't fit.",
            "How many rows does W need, if X has n_in columns?",
        ),
        Mistake(
            "glorot",
            "sqrt(2 / (n_in + n_out)), Glorot's rule",
            lambda n_in, n_out, rng: (
                rng.normal(size=(n_in, n_out)) * np.sqrt(2 / (n_in + n_out))
            ),
            "It balances the way forward and the way back, for tanh. ReLU halves, and He counts inputs.",
            "With 50 inputs and 400 outputs the weights are three times too small.",
            "Which number of units stands under the line here?",
            also=(
                lambda n_in, n_out, rng: rng.uniform(
                    -np.sqrt(6 / (n_in + n_out)),
                    np.sqrt(6 / (n_in + n_out)),
                    (n_in, n_out),
                ),
            ),
        ),
        Mistake(
            "uniform_limit",
            "uniform numbers with sqrt(2 / n_in) as their limit",
            lambda n_in, n_out, rng: rng.uniform(
                -np.sqrt(2 / n_in), np.sqrt(2 / n_in), (n_in, n_out)
            ),
            "The limit of a uniform draw isn't its standard deviation: that is limit / √3.",
            "The weights are 1.73 times too small.",
            "Which limit has the standard deviation sqrt(2 / n_in)?",
        ),
        Mistake(
            "fixed",
            "a standard deviation of 0.01, whatever n_in is",
            lambda n_in, n_out, rng: 0.01 * rng.normal(size=(n_in, n_out)),
            "Small numbers look safe. Layer by layer the signal dies out.",
            "It doesn't change with n_in.",
            "Where does your function use n_in, but for the shape?",
        ),
        Mistake(
            "upside_down",
            "multiplied by sqrt(n_in / 2): the fraction is upside down",
            lambda n_in, n_out, rng: rng.normal(size=(n_in, n_out)) * np.sqrt(n_in / 2),
            "The root of 2 / n_in divides by the root of n_in.",
            "With 400 inputs the weights are 200 times too large.",
            "Should weights be larger or smaller when more of them are added up?",
        ),
        Mistake(
            "root_of_size",
            "2 / sqrt(n_in): the root covers n_in alone",
            lambda n_in, n_out, rng: rng.normal(size=(n_in, n_out)) * 2 / np.sqrt(n_in),
            "The 2 stands under the root as well.",
            "Every weight is 1.41 times too large.",
            "Put the whole fraction into np.sqrt.",
        ),
        Mistake(
            "constant",
            "one number for all weights",
            lambda n_in, n_out, rng: np.full((n_in, n_out), np.sqrt(2 / n_in)),
            "sqrt(2 / n_in) is the standard deviation of a draw, and not the weight itself.",
            "All units of the layer compute the same, and stay alike for ever.",
            "Where do the random numbers come from?",
        ),
        Mistake(
            "copies",
            "rows or columns that are copies of each other, up to the sign",
            lambda n_in, n_out, rng: np.repeat(
                rng.normal(size=(n_in, 1)) * np.sqrt(2 / n_in), n_out, axis=1
            ),
            "The spread of all the weights may well be right, and yet few of them are drawn.",
            "Units with the same weights compute the same, and learn the same.",
            "How many independent draws does the matrix need?",
            also=(_one_row, _mirrored),
        ),
        Mistake(
            "forced",
            "draws that are forced to an exact mean and deviation",
            lambda n_in, n_out, rng: _quiet_scale(rng.normal(size=(n_in, n_out)), n_in),
            "2 / n_in is the variance of each draw; what came out by chance varies around it.",
            "With a single weight it divides 0 by 0.",
            "Multiply the draws by a number that doesn't depend on them.",
        ),
    ),
    hints=(
        "Write the two factors one after the other, and set their product to 1. Solve for the "
        "variance of a weight; then ask what the standard deviation is.",
        "rng.normal(size=…) has standard deviation 1. The variance must be 2 / n_in; what "
        "must the draws be multiplied by?",
        "return rng.normal(size=(n_in, n_out)) * np.sqrt(2 / n_in)",
    ),
    symptoms=(
        ("the loss is nan", "Are the weights scaled at all?"),
        ("nothing learns", "Are they too small, or 0?"),
    ),
    taught="Where to start",
    another_way="rng.uniform(-limit, limit) with limit = sqrt(6 / n_in) has the same standard deviation.",
)

"""Lesson 02, loss gradients: seven exercises and the lesson's questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .model import Case, Exercise, Measured, Mistake, Option, Question, Rng

Z3 = np.array([1.0, 2.0, 3.0])


def _gradient(f: Callable[[Any], float], x: Any, h: float = 1e-6) -> Any:
    """Central differences of scalar f, entry by entry."""
    x = np.asarray(x, dtype=float)
    found = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        found[index] = (f(x + step) - f(x - step)) / (2 * h)
    return found


def _p(z: Any) -> Any:
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def _quiet(f: Callable[[], Any]) -> Any:
    with np.errstate(all="ignore"):
        return f()


# ---- half squared error


def half_squared_error(o, t):
    """Half the sum of the squared errors of one sample; `o` and `t` (K,); a float."""
    return 0.5 * np.sum((o - t) ** 2)


def _output_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([0.2, 0.7, 0.4]), np.array([0.0, 1.0, 0.5])))
    yield Case((rng.normal(size=3), rng.normal(size=3)))
    yield Case((rng.uniform(size=5), rng.uniform(size=5)))
    yield Case((rng.normal(size=1) + 2, rng.normal(size=1)))


HALF = Exercise(
    lesson="02",
    title="Half the squared error",
    statement=(
        "Write `half_squared_error(o, t)`, $E=\\frac12\\sum_k(o_k-t_k)^2$, for the outputs and "
        "the targets of one sample. D0 calls it “mean”, and it is half a *sum*: it has no $1/K$."
    ),
    reference=half_squared_error,
    cases=_output_cases,
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "mean",
            "the mean of the squares, 1/K in the place of 1/2",
            lambda o, t: np.mean((o - t) ** 2),
            "It is what libraries call the mean squared error, and what D0 names; D0 writes a half.",
            "With three outputs it is two thirds of E; with two, nobody could tell.",
            "Which factor stands before the sum?",
        ),
        Mistake(
            "no_half",
            "the sum of the squares, without the half",
            lambda o, t: np.sum((o - t) ** 2),
            "The half is there so that the 2 of the derivative cancels.",
            "It is twice E, and so is every gradient that follows.",
            "What is the derivative of (o − t)²?",
        ),
        Mistake(
            "half_mean",
            "half the mean of the squares",
            lambda o, t: 0.5 * np.mean((o - t) ** 2),
            "Both factors at once: the half belongs, the 1/K doesn't.",
            "With three outputs it is a third of E.",
            "Is a mean over the outputs asked for?",
        ),
        Mistake(
            "square_of_sum",
            "half the square of the summed errors",
            lambda o, t: 0.5 * np.sum(o - t) ** 2,
            "Square first, then add: here errors of opposite sign cancel.",
            "With errors 1 and −1 it gives 0.",
            "Where does the bracket of the square end?",
        ),
        Mistake(
            "absolute",
            "half the sum of the absolute errors",
            lambda o, t: 0.5 * np.sum(np.abs(o - t)),
            "That is another loss, with another gradient: its best constant is the median.",
            "An error of 10 should weigh a hundred times as much as one of 1.",
            "Which power does the formula have?",
        ),
        Mistake(
            "not_summed",
            "one number an output: the sum is missing",
            lambda o, t: 0.5 * (o - t) ** 2,
            "A loss is one number for the sample; only then is there a gradient.",
            "The result has the shape of o.",
            "How do you get one number from K?",
        ),
        Mistake(
            "root",
            "the length of the error vector, with a root",
            lambda o, t: 0.5 * np.sqrt(np.sum((o - t) ** 2)),
            "The root undoes the square, and its derivative is far less simple.",
            "Doubled errors should give four times the loss.",
            "Is there a root in the formula?",
        ),
        Mistake(
            "difference_of_squares",
            "half the difference of the squares, o² − t²",
            lambda o, t: 0.5 * np.sum(o**2 - t**2),
            "(o − t)² isn't o² − t²: subtract first, then square.",
            "Where o is smaller than t it is negative, and a squared error never is.",
            "What should come out where t is 1 and o is 0?",
        ),
        Mistake(
            "root_mean",
            "the root of the mean square",
            lambda o, t: np.sqrt(np.mean((o - t) ** 2)),
            "That is a typical size of the errors, handy in reports.",
            "Doubled errors should give four times the loss; here they give twice.",
            "Is there a root in the formula?",
        ),
    ),
    hints=(
        "Take the difference, square it entry by entry, add, halve. In this order.",
        "np.sum adds all entries of an array; ** 2 squares each.",
        "return 0.5 * np.sum((o - t) ** 2)",
    ),
    symptoms=(
        (
            "right for two outputs only",
            "With K = 2 a mean and half a sum are equal. Try K = 3.",
        ),
        ("I get an array", "A loss is one number: is np.sum round everything?"),
    ),
    another_way="With d = o - t, the product d @ d is the sum of the squares: `0.5 * d @ d`.",
)


def half_squared_error_gradient(o, t):
    """Gradient of the half squared error with respect to `o`; (K,)."""
    return o - t


HALF_GRADIENT = Exercise(
    lesson="02",
    title="Its gradient",
    statement=(
        "Write `half_squared_error_gradient(o, t)`: $\\partial E/\\partial o_i$ for every output. "
        "Of the sum over $k$ only one term depends on $o_i$."
    ),
    reference=half_squared_error_gradient,
    cases=_output_cases,
    measure=lambda case: Measured(
        "slope of E by a central difference",
        _gradient(lambda o: 0.5 * np.sum((o - case.args[1]) ** 2), case.args[0]),
    ),
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "sign",
            "t − o: the sign is turned",
            lambda o, t: t - o,
            "It points from where you are to where you want to be; a gradient points uphill.",
            "Where o is too large, E grows with o, so the slope is positive.",
            "If o rises a little above t, does E rise or fall?",
        ),
        Mistake(
            "doubled",
            "2 (o − t): the half of E is forgotten",
            lambda o, t: 2 * (o - t),
            "The derivative of the square brings a 2, and the half takes it away.",
            "Every measured slope is half of it.",
            "Which factor does E have before its sum?",
        ),
        Mistake(
            "mean",
            "(o − t) / K: as if E were a mean",
            lambda o, t: (o - t) / len(o),
            "A mean over the outputs would bring 1/K. E is half a sum.",
            "With three outputs the measured slopes are three times as large.",
            "Is there a 1/K in E?",
        ),
        Mistake(
            "mean_squared",
            "2 (o − t) / K, the gradient of the mean squared error",
            lambda o, t: 2 * (o - t) / len(o),
            "It is what libraries give for their mean squared error. With K = 2 it is even right.",
            "With three outputs it is two thirds of the measured slopes.",
            "Which constants does E have: 1/2, or 1/K?",
        ),
        Mistake(
            "summed",
            "one number: the sum of the errors",
            lambda o, t: np.sum(o - t),
            "A gradient has an entry for each output; the sum is gone after differentiating.",
            "All outputs would be told to move alike.",
            "Which terms of the sum depend on o_i?",
        ),
        Mistake(
            "squared",
            "the error squared: the value in the place of the slope",
            lambda o, t: (o - t) ** 2,
            "The derivative of a square is linear in the error.",
            "It is never negative, so no output would ever be told to grow.",
            "What is the derivative of u² / 2?",
        ),
        Mistake(
            "slope_too_much",
            "(o − t) o (1 − o): the slope of an activation is multiplied in",
            lambda o, t: (o - t) * o * (1 - o),
            "That is ∂E/∂z of a sigmoid unit. Here the derivative is with respect to o.",
            "No activation occurs in E.",
            "With respect to what is the derivative taken?",
        ),
        Mistake(
            "sign_only",
            "the signs of the errors",
            lambda o, t: np.sign(o - t),
            "They are the slopes of the absolute errors, which weigh all errors alike.",
            "Close to the target the slope should be small; yours is 1 or −1.",
            "What is the derivative of u² / 2?",
        ),
    ),
    hints=(
        "Write E out for K = 2, and differentiate by o_0. Which terms vanish?",
        "d/do of (o − t)²/2 is (o − t).",
        "return o - t        # one entry an output",
    ),
    symptoms=(
        ("right for two outputs only", "Is there a 2/K? With K = 2 it is 1."),
        ("the loss goes up", "Is it t − o? A gradient points uphill."),
    ),
    another_way="The sign is easy to remember: o above t means E grows with o, so the slope is positive.",
)


# ---- softmax


def softmax(z):
    """Probabilities along the last axis; `z` (K,) or (N, K); no warning up to ±1e4."""
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def _logit_cases(rng: Rng) -> Iterator[Case]:
    yield Case((Z3,))
    yield Case((rng.normal(size=(4, 3)) * 2,))
    yield Case((rng.normal(size=(3, 3)),))
    yield Case((rng.normal(size=5),))
    yield Case((np.array([1000.0, 0.0, 999.0]),), no_warning=True)
    yield Case((np.array([[-1e4, 0.0, 1e4], [1e4, 1e4, -1e4]]),), no_warning=True)
    yield Case((np.array([[0.0, 1.0], [1e4, 0.0], [-1e4, -9999.0]]),), no_warning=True)
    yield Case((rng.normal(size=(1, 4)),))


SOFTMAX = Exercise(
    lesson="02",
    title="From scores to probabilities",
    statement=(
        "Write `softmax(z)`, $p_i=\\frac{e^{z_i}}{\\sum_k e^{z_k}}$ along the last axis, for one "
        "sample `(K,)` or a batch `(N, K)`. $e^{1000}$ overflows; subtracting the largest score "
        "first changes nothing in the result, and keeps every exponential at 1 or below."
    ),
    reference=softmax,
    cases=_logit_cases,
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "naive",
            "the formula as it stands, which is nan for large scores",
            lambda z: np.exp(z) / np.sum(np.exp(z), axis=-1, keepdims=True),
            "It is right on paper; in floats e^1000 is inf, and inf / inf is nan.",
            "For scores 1000 and 0 it gives nan and 0.",
            "Which number may you subtract from all scores without changing p?",
        ),
        Mistake(
            "over_everything",
            "one sum over all entries of the batch",
            lambda z: np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z))),
            "Without an axis, np.sum adds the whole array: right for one sample, wrong for a batch.",
            "The rows don't add up to 1; only all of them together do.",
            "Along which axis do the probabilities of one sample stand?",
        ),
        Mistake(
            "wrong_axis",
            "a sum down the columns, over samples",
            lambda z: (
                np.exp(z - np.max(z, 0)) / np.sum(np.exp(z - np.max(z, 0)), axis=0)
            ),
            "axis=0 is the first axis. For one sample it is the last one too, so nothing shows.",
            "In a batch the columns add up to 1, and the rows don't.",
            "Which axis holds the classes?",
        ),
        Mistake(
            "sigmoid",
            "σ of each score, which is no distribution",
            lambda z: _quiet(lambda: 1 / (1 + np.exp(-z))),
            "σ looks at one score alone; softmax makes the scores share one whole.",
            "The entries don't add up to 1.",
            "If one probability rises, what must the others do?",
        ),
        Mistake(
            "no_exponential",
            "the scores divided by their sum, without e^z",
            lambda z: _quiet(lambda: z / np.sum(z, axis=-1, keepdims=True)),
            "Scores may be negative; the exponential makes them positive first.",
            "With a negative score there is a negative probability.",
            "What makes every entry positive?",
        ),
        Mistake(
            "log",
            "the logarithm of softmax",
            lambda z: (
                z
                - np.max(z, -1, keepdims=True)
                - np.log(
                    np.exp(z - np.max(z, -1, keepdims=True)).sum(-1, keepdims=True)
                )
            ),
            "log-softmax is what the loss needs; here the probabilities are asked for.",
            "Every entry is negative or 0.",
            "Which values can a probability take?",
        ),
        Mistake(
            "shifted_by_mean",
            "shifted by the mean in the place of the largest score",
            lambda z: (
                np.exp(z - np.mean(z, -1, keepdims=True))
                / np.exp(z - np.mean(z, -1, keepdims=True)).sum(-1, keepdims=True)
            ),
            "Any shift is right on paper; only the largest score keeps e^z from overflowing.",
            "With scores −1e4, 0, 1e4 the mean is 0, and nothing is gained.",
            "After which shift is every exponent 0 or below?",
        ),
        Mistake(
            "uncentred_sum",
            "shifted above the line only, not below it",
            lambda z: _quiet(
                lambda: (
                    np.exp(z - np.max(z, -1, keepdims=True))
                    / np.sum(np.exp(z), axis=-1, keepdims=True)
                )
            ),
            "The same shift has to stand above and below, or it doesn't cancel.",
            "The entries add up to less than 1.",
            "Compute the exponentials once, and use them twice.",
        ),
        Mistake(
            "no_keepdims",
            "a sum without keepdims, which fits no batch",
            lambda z: (
                np.exp(z - np.max(z, -1, keepdims=True))
                / np.sum(np.exp(z - np.max(z, -1, keepdims=True)), axis=-1)
            ),
            "The sum of each row is a row of numbers, one a sample; NumPy lays it along the classes.",
            "With 4 samples and 3 classes the shapes don't fit; with 3 and 3 they do, and the result is wrong.",
            "Which argument of np.sum keeps the summed axis, with length 1?",
            also=(
                lambda z: (
                    np.exp(z - np.max(z, axis=-1))
                    / np.sum(np.exp(z - np.max(z, axis=-1)), axis=-1)
                ),
            ),
        ),
        Mistake(
            "clipped",
            "scores clipped to ±700 in the place of a shift",
            lambda z: (
                np.exp(np.clip(z, -700, 700))
                / np.sum(np.exp(np.clip(z, -700, 700)), axis=-1, keepdims=True)
            ),
            "Clipping stops the overflow, and makes all large scores equal.",
            "For scores 1000 and 999 it gives one half each; it should be 0.73 and 0.27.",
            "Which number may you subtract from all scores without changing p?",
            also=(
                lambda z: (
                    np.exp(np.clip(z, -500, 500))
                    / np.sum(np.exp(np.clip(z, -500, 500)), axis=-1, keepdims=True)
                ),
                lambda z: (
                    np.exp(np.clip(z, -709, 709))
                    / np.sum(np.exp(np.clip(z, -709, 709)), axis=-1, keepdims=True)
                ),
            ),
        ),
        Mistake(
            "hard",
            "1 for the largest score, 0 for the others",
            lambda z: (z == np.max(z, -1, keepdims=True)) * 1.0,
            "That is the decision. softmax says how sure it is, and has a slope to learn from.",
            "Scores 1, 2 and 3 give 0, 0 and 1, whatever lies between them.",
            "Does a small change of a score change your result?",
        ),
        Mistake(
            "base_two",
            "2^z in the place of e^z",
            lambda z: (
                2.0 ** (z - np.max(z, -1, keepdims=True))
                / np.sum(2.0 ** (z - np.max(z, -1, keepdims=True)), -1, keepdims=True)
            ),
            "Another base makes all differences between scores smaller or larger.",
            "For scores 0 and 1 the ratio of the probabilities is 2, and should be e.",
            "Which function is its own derivative?",
        ),
        Mistake(
            "epsilon",
            "a small number added to the sum",
            lambda z: (
                np.exp(z - np.max(z, -1, keepdims=True))
                / (
                    np.sum(np.exp(z - np.max(z, -1, keepdims=True)), -1, keepdims=True)
                    + 1e-8
                )
            ),
            "After the shift one exponential is 1, so the sum is never 0: there is nothing to guard.",
            "The entries add up to a little less than 1.",
            "What is the smallest value that the sum can have?",
            also=(
                lambda z: (
                    np.exp(z - np.max(z, -1, keepdims=True))
                    / (
                        np.sum(
                            np.exp(z - np.max(z, -1, keepdims=True)), -1, keepdims=True
                        )
                        + 1e-7
                    )
                ),
                lambda z: (
                    np.exp(z - np.max(z, -1, keepdims=True))
                    / (
                        np.sum(
                            np.exp(z - np.max(z, -1, keepdims=True)), -1, keepdims=True
                        )
                        + 1e-6
                    )
                ),
                lambda z: (
                    np.exp(z - np.max(z, -1, keepdims=True))
                    / (
                        np.sum(
                            np.exp(z - np.max(z, -1, keepdims=True)), -1, keepdims=True
                        )
                        + 1e-5
                    )
                ),
                lambda z: (
                    np.exp(z - np.max(z, -1, keepdims=True))
                    / (
                        np.sum(
                            np.exp(z - np.max(z, -1, keepdims=True)), -1, keepdims=True
                        )
                        + 1e-3
                    )
                ),
            ),
        ),
    ),
    hints=(
        "Exponentials first, then divide by their sum along the last axis.",
        "axis=-1 with keepdims=True makes the sum a column that divides each row; subtract the "
        "row's largest score before np.exp.",
        "e = np.exp(z - np.max(z, axis=-1, keepdims=True))\n"
        "return e / np.sum(e, axis=-1, keepdims=True)",
    ),
    symptoms=(
        (
            "right for one sample, wrong for a batch",
            "Sum along axis=-1, with keepdims=True.",
        ),
        ("I get nan", "Subtract the largest score of each row first."),
        (
            "I get a shape error",
            "keepdims=True keeps the axis, so that the division fits.",
        ),
    ),
    another_way="np.exp(log-softmax) is the same, and the logarithm is what the loss needs anyway.",
)


def softmax_jacobian(z):
    """J[i, j] = dp_i / dz_j of softmax; `z` (K,), result (K, K)."""
    p = np.exp(z - np.max(z))
    p = p / p.sum()
    return np.diag(p) - np.outer(p, p)


def _jacobian_cases(rng: Rng) -> Iterator[Case]:
    yield Case((Z3,))
    yield Case((rng.normal(size=3),))
    yield Case((rng.normal(size=5) * 2,))
    yield Case((np.array([1000.0, 999.0, -1e4]),), no_warning=True)


def _measured_jacobian(case: Case) -> Measured:
    z = np.asarray(case.args[0], dtype=float)
    steps = 1e-6 * np.eye(len(z))
    columns = [(_p(z + h) - _p(z - h)) / 2e-6 for h in steps]
    return Measured("slopes of p by central differences", np.stack(columns, axis=1))


def _logistic_table(z: Any) -> Any:
    a = _quiet(lambda: 1 / (1 + np.exp(-z)))
    return np.diag(a) - np.outer(a, a)


JACOBIAN = Exercise(
    lesson="02",
    title="Every score moves every probability",
    statement=(
        "Write `softmax_jacobian(z)`, $J_{ij}=\\partial p_i/\\partial z_j=p_i(\\mathbb 1_{ij}-p_j)$: "
        "$p_i(1-p_i)$ on the diagonal, $-p_ip_j$ beside it. You may call your own `softmax`."
    ),
    reference=softmax_jacobian,
    cases=_jacobian_cases,
    measure=_measured_jacobian,
    needs=("softmax",),
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "diagonal_only",
            "the diagonal alone, as if softmax worked element by element",
            lambda z: np.diag(_p(z) * (1 - _p(z))),
            "For σ that is right. In softmax every score stands in the common denominator.",
            "Its columns don't add up to 0, and p must go on adding up to 1.",
            "What happens to p_0 when z_1 rises?",
        ),
        Mistake(
            "diagonal_rule_everywhere",
            "p_i (1 − p_j) in every entry",
            lambda z: np.outer(_p(z), 1 - _p(z)),
            "D0 writes the diagonal with two letters, p_i(1 − p_j), which invites this (D0-18).",
            "Beside the diagonal it is positive: raising one score would raise all others' shares.",
            "What is the sign of ∂p_0/∂z_1?",
        ),
        Mistake(
            "positive_outside",
            "+p_i p_j beside the diagonal: the minus is missing",
            lambda z: (
                np.diag(_p(z) * (1 - _p(z)))
                + np.outer(_p(z), _p(z)) * (1 - np.eye(len(z)))
            ),
            "A score that rises takes probability from the others.",
            "The columns add up to more than 0.",
            "If p_1 grows, can p_0 grow as well?",
        ),
        Mistake(
            "no_diagonal",
            "−p_i p_j in every entry: diag(p) is missing",
            lambda z: -np.outer(_p(z), _p(z)),
            "On the diagonal the numerator moves as well, which adds p_i.",
            "Even ∂p_i/∂z_i is negative, and more score should give more probability.",
            "Which term comes from differentiating the numerator?",
        ),
        Mistake(
            "sign",
            "pp^T − diag(p): the sign is turned",
            lambda z: np.outer(_p(z), _p(z)) - np.diag(_p(z)),
            "Both terms have the wrong sign.",
            "∂p_i/∂z_i is negative, and should be positive.",
            "Does p_i rise with its own score?",
        ),
        Mistake(
            "vector",
            "only the diagonal's entries, as a vector",
            lambda z: _p(z) * (1 - _p(z)),
            "K probabilities by K scores: the derivatives are a table.",
            "The result has the shape (K,).",
            "How many pairs (i, j) are there?",
        ),
        Mistake(
            "identity",
            "1 − p_i p_j on the diagonal: the 1 isn't weighted with p",
            lambda z: np.eye(len(z)) - np.outer(_p(z), _p(z)),
            "p_i (1 − p_j) multiplies the 1 by p_i as well.",
            "Its columns don't add up to 0.",
            "Multiply p_i (1_ij − p_j) out.",
        ),
        Mistake(
            "scores",
            "the scores in the place of the probabilities",
            lambda z: np.diag(z) - np.outer(z, z),
            "z comes in, and the formula wants p = softmax(z).",
            "For z = (1, 2, 3) the entries run up to 9; no slope of a probability is above a quarter.",
            "Which function turns z into p?",
        ),
        Mistake(
            "scalar_product",
            "diag(p) − p·p: one number in the place of a table",
            lambda z: np.diag(_p(z)) - np.dot(_p(z), _p(z)),
            "np.dot and @ of two vectors multiply and add. The table of all products is np.outer.",
            "The same number is taken off every entry.",
            "How many different products p_i p_j are there?",
            also=(lambda z: np.diag(_p(z)) - _p(z) @ _p(z),),
        ),
        Mistake(
            "vector_transpose",
            "p_j² or p * p.T in the place of p_i p_j",
            lambda z: np.diag(_p(z)) - _p(z) * _p(z).T,
            "Beside the diagonal stand two letters. A vector has one axis, so p * p.T is p² entry by entry.",
            "Every row has the same numbers taken off.",
            "Which p belongs to the row, and which to the column? np.outer(p, p) makes the table.",
        ),
        Mistake(
            "wrong_outside",
            "−p_i (1 − p_j) beside the diagonal",
            lambda z: np.where(
                np.eye(len(z)) == 1,
                np.diag(_p(z) * (1 - _p(z))),
                -np.outer(_p(z), 1 - _p(z)),
            ),
            "The 1 belongs to the diagonal only: it is 1 where i = j, and else 0.",
            "Its columns don't add up to 0.",
            "Put 0 for the 1 in p_i (1 − p_j): what is left?",
        ),
        Mistake(
            "sigmoid",
            "the slopes of a sigmoid on the diagonal",
            lambda z: np.diag(
                _quiet(lambda: 1 / (1 + np.exp(-z)))
                * (1 - _quiet(lambda: 1 / (1 + np.exp(-z))))
            ),
            "A sigmoid looks at one score alone, so its Jacobian is diagonal. softmax shares one whole.",
            "Its columns don't add up to 0.",
            "If one score rises, what happens to the other probabilities?",
            also=(lambda z: _logistic_table(z),),
        ),
        Mistake(
            "probabilities",
            "the probabilities themselves",
            lambda z: _p(z),
            "That is the function. Its derivative says how each entry moves with each score.",
            "The result has the shape (K,).",
            "How many pairs (i, j) are there?",
        ),
    ),
    hints=(
        "Differentiate the quotient. Where does z_j occur when i = j, and where when i ≠ j?",
        "diag(p) puts p on the diagonal; np.outer(p, p) is the table of p_i p_j.",
        "p = softmax(z)\nreturn np.diag(p) - np.outer(p, p)",
    ),
    symptoms=(
        (
            "the columns don't add up to zero",
            "Both the diagonal and the products are needed.",
        ),
        (
            "I get a vector",
            "np.diag(p) makes a matrix; np.outer(p, p) one of all products.",
        ),
    ),
    another_way="p[:, None] * (np.eye(len(p)) - p) writes the formula entry by entry, i down and j across.",
)


# ---- cross-entropy


def cross_entropy(p, y):
    """Cross-entropy of one sample, a float; `p`, `y` (K,); terms with y = 0 count 0."""
    there = y > 0
    with np.errstate(divide="ignore"):
        return -np.sum(y[there] * np.log(p[there]))


def _distribution_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([0.2, 0.5, 0.3]), np.array([0.0, 1.0, 0.0])))
    yield Case((_p(rng.normal(size=4)), _p(rng.normal(size=4))))
    yield Case((_p(rng.normal(size=3)), np.array([0.0, 0.3, 0.7])))
    yield Case((np.array([0.0, 0.4, 0.6]), np.array([0.0, 0.25, 0.75])))
    yield Case((np.array([1e-8, 1 - 1e-8, 0.0]), np.array([1.0, 0.0, 0.0])))
    yield Case((np.array([0.0, 1.0, 0.0]), np.array([0.5, 0.5, 0.0])))


CROSS_ENTROPY = Exercise(
    lesson="02",
    title="Cross-entropy",
    statement=(
        "Write `cross_entropy(p, y)`, $E=-\\sum_k y_k\\log p_k$ of one sample. A term with "
        "$y_k=0$ counts 0, even where $p_k=0$ ($0\\log 0$ is `nan` in NumPy); $y_k>0$ with $p_k=0$ "
        "gives infinity. Put no small number into the logarithm: it would be wrong everywhere."
    ),
    reference=cross_entropy,
    cases=_distribution_cases,
    points=2,
    minutes=6,
    mistakes=(
        Mistake(
            "sign",
            "without the minus sign",
            lambda p, y: _quiet(lambda: np.sum(y[y > 0] * np.log(p[y > 0]))),
            "The logarithm of a probability is negative, so the minus makes a loss of it.",
            "The loss comes out negative, and better predictions raise it towards 0.",
            "Which sign has log 0.5?",
        ),
        Mistake(
            "nan",
            "0 · log 0, which is nan",
            lambda p, y: -np.sum(y * np.log(p)),
            "On paper the term is 0; NumPy computes 0 · (−inf), which is nan.",
            "One impossible class with y = 0 spoils the whole loss.",
            "Which terms may you leave out of the sum?",
        ),
        Mistake(
            "epsilon",
            "a small number inside the logarithm",
            lambda p, y: -np.sum(y * np.log(p + 1e-12)),
            "It keeps the logarithm finite, and makes every value a little wrong.",
            "For p = 0 with y > 0 it gives about 27, and the loss is infinite.",
            "Which terms really need care? Only those with y = 0.",
            also=(
                lambda p, y: -np.sum(y * np.log(p + 1e-10)),
                lambda p, y: -np.sum(y * np.log(p + 1e-9)),
                lambda p, y: -np.sum(y * np.log(p + 1e-8)),
                lambda p, y: -np.sum(y * np.log(p + 1e-7)),
                lambda p, y: -np.sum(y * np.log(p + 1e-6)),
            ),
        ),
        Mistake(
            "clipped",
            "p clipped away from 0",
            lambda p, y: -np.sum(y * np.log(np.clip(p, 1e-7, 1))),
            "An impossible class that happens would cost no more than about 16.",
            "For p = 1e-8 it gives the loss of 1e-7.",
            "Leave p as it is, and take the sum over y > 0.",
            also=(
                lambda p, y: -np.sum(y * np.log(np.clip(p, 1e-12, 1))),
                lambda p, y: -np.sum(y * np.log(np.clip(p, 1e-10, 1))),
                lambda p, y: -np.sum(y * np.log(np.clip(p, 1e-9, 1))),
                lambda p, y: -np.sum(y * np.log(np.clip(p, 1e-8, 1))),
                lambda p, y: -np.sum(y * np.log(np.clip(p, 1e-6, 1))),
                lambda p, y: -np.sum(y * np.log(np.clip(p, 1e-12, 1 - 1e-12))),
                lambda p, y: -np.sum(y * np.log(np.clip(p, 1e-9, 1 - 1e-9))),
                lambda p, y: -np.sum(y * np.log(np.clip(p, 1e-7, 1 - 1e-7))),
            ),
        ),
        Mistake(
            "log_two",
            "a logarithm to base 2",
            lambda p, y: _quiet(lambda: -np.sum(y[y > 0] * np.log2(p[y > 0]))),
            "That counts in bits. With it the gradient p − y gets a factor 1/ln 2.",
            "Everything is 1.4427 times too large.",
            "Which logarithm has the derivative 1/x?",
        ),
        Mistake(
            "swapped",
            "−Σ p log y: the two in each other's place",
            lambda p, y: _quiet(lambda: -np.sum(p[p > 0] * np.log(y[p > 0]))),
            "The logarithm belongs to the prediction, the weight to the truth.",
            "With a one-hot y it is infinite.",
            "Which of the two is 0 and 1, and which lies strictly between?",
        ),
        Mistake(
            "mean",
            "a mean over the classes in the place of the sum",
            lambda p, y: _quiet(lambda: -np.sum(y[y > 0] * np.log(p[y > 0])) / len(y)),
            "One sample's loss is a sum over classes; means are taken over samples.",
            "With three classes everything is a third.",
            "Over what is a mean taken in this course?",
        ),
        Mistake(
            "binary",
            "the two-class formula summed over the classes",
            lambda p, y: _quiet(
                lambda: (
                    -np.sum(y[y > 0] * np.log(p[y > 0]))
                    - np.sum((1 - y)[y < 1] * np.log((1 - p)[y < 1]))
                )
            ),
            "It punishes the wrong classes a second time; softmax's denominator already does that.",
            "For a one-hot y it is larger than −log p of the true class.",
            "Which terms has the formula where y is 0?",
        ),
        Mistake(
            "log_ten",
            "a logarithm to base 10",
            lambda p, y: _quiet(lambda: -np.sum(y[y > 0] * np.log10(p[y > 0]))),
            "In NumPy np.log is the natural logarithm, and np.log10 another one.",
            "Everything is 2.3 times too small.",
            "Which logarithm has the derivative 1/x?",
        ),
        Mistake(
            "not_summed",
            "one number a class: the sum is missing",
            lambda p, y: _quiet(lambda: -y * np.log(p)),
            "A loss is one number for the sample; only then is there a gradient.",
            "The result has the shape of p.",
            "How do you get one number from K?",
            also=(
                lambda p, y: _quiet(lambda: np.where(y > 0, -y * np.log(p), 0.0)),
                lambda p, y: _quiet(lambda: -y[y > 0] * np.log(p[y > 0])),
                lambda p, y: _quiet(
                    lambda: np.nan_to_num(-y * np.log(p), nan=0.0, posinf=np.inf)
                ),
            ),
        ),
        Mistake(
            "made_finite",
            "infinity made finite",
            lambda p, y: np.nan_to_num(
                _quiet(lambda: -np.sum(y[y > 0] * np.log(p[y > 0])))
            ),
            "np.nan_to_num mends nan and turns infinity into the largest float on the way.",
            "For p = 0 with y > 0 it gives a large number, and the loss is infinite.",
            "Which entries are nan, and can they be left out before the sum?",
            also=(
                lambda p, y: _quiet(lambda: -np.sum(np.nan_to_num(y * np.log(p)))),
                lambda p, y: _quiet(lambda: np.sum(np.nan_to_num(-y * np.log(p)))),
                lambda p, y: min(
                    _quiet(lambda: -np.sum(y[y > 0] * np.log(p[y > 0]))), 1e9
                ),
            ),
        ),
        Mistake(
            "infinity_lost",
            "terms with p = 0 left out, where y > 0 makes them infinite",
            lambda p, y: -np.sum(y[(p > 0) & (y > 0)] * np.log(p[(p > 0) & (y > 0)])),
            "The rule is for y = 0. Where p is 0 and y isn't, something impossible has happened.",
            "For p = 0 with y = 0.5 it gives 0 for that term, and the loss is infinite.",
            "Of which of the two does the mask have to ask?",
            also=(lambda p, y: -np.sum(y[p > 0] * np.log(p[p > 0])),),
        ),
        Mistake(
            "one_hot",
            "−log p of the largest y: y taken for one-hot",
            lambda p, y: _quiet(lambda: -np.log(p[np.argmax(y)])),
            "For a one-hot y the sum has one term. Here y may share its whole among several classes.",
            "For y = (0, 0.3, 0.7) one of the two terms is missing, and the other one isn't weighted.",
            "Which terms has the formula where two classes have y > 0?",
            also=(lambda p, y: _quiet(lambda: -np.sum(np.log(p[y > 0.5]))),),
        ),
        Mistake(
            "log_of_sum",
            "−log Σ y p: the logarithm outside of the sum",
            lambda p, y: _quiet(lambda: -np.log(np.sum(y * p))),
            "For a one-hot y both are the same. Otherwise the logarithm of a sum isn't the sum of the logarithms.",
            "For p = y it isn't the entropy of y.",
            "Which is taken first in the formula: the logarithm, or the sum?",
        ),
        Mistake(
            "squared_error",
            "half the squared error",
            lambda p, y: 0.5 * np.sum((p - y) ** 2),
            "That is the other loss of this lesson. It stays below 1, however sure a wrong answer is.",
            "For p = 0 with y = 1 it gives 1 at most, and the cross-entropy is infinite.",
            "Where does the formula have a logarithm?",
            also=(
                lambda p, y: np.sum((p - y) ** 2),
                lambda p, y: np.mean((p - y) ** 2),
            ),
        ),
        Mistake(
            "gradient",
            "the gradient in the place of the loss",
            lambda p, y: p - y,
            "p − y is the slope by the scores, and a later exercise.",
            "The result has the shape of p.",
            "How do you get one number from K?",
            also=(lambda p, y: _quiet(lambda: -y / p),),
        ),
        Mistake(
            "one_inside",
            "log(1 + p) in the place of log p",
            lambda p, y: -np.sum(y * np.log(1 + p)),
            "The 1 keeps the logarithm finite, and turns the loss round.",
            "It is negative, and a sure right answer gives the smallest value, −0.69.",
            "What should the loss be for p = 1 and y = 1?",
        ),
    ),
    hints=(
        "Most terms vanish: with a one-hot y the loss is −log of one probability.",
        "Choose the entries with y > 0 by a mask, and take the sum over them.",
        'there = y > 0\nwith np.errstate(divide="ignore"):\n    return -np.sum(y[there] * np.log(p[there]))',
    ),
    symptoms=(
        ("I get nan", "0 · log 0: take the sum over y > 0 only."),
        ("the loss is negative", "Is the minus there?"),
    ),
    another_way="scipy.special.xlogy(y, p) is y log p with 0 log 0 = 0, one term at a time.",
)


def softmax_cross_entropy_gradient(z, y):
    """dE/dz of cross-entropy after softmax, per sample; `z`, `y` (K,) or (N, K)."""
    p = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return p / np.sum(p, axis=-1, keepdims=True) - y


def _fused_cases(rng: Rng) -> Iterator[Case]:
    yield Case((Z3, np.array([0.0, 1.0, 0.0])))
    yield Case((rng.normal(size=(4, 3)) * 2, np.eye(3)[rng.integers(3, size=4)]))
    yield Case((rng.normal(size=5), _p(rng.normal(size=5))))
    yield Case((rng.normal(size=(3, 3)), _p(rng.normal(size=(3, 3)))))
    yield Case((np.array([1e4, 0.0, -1e4]), np.array([0.0, 1.0, 0.0])), no_warning=True)
    far = np.array([[0.0, 1.0], [1e4, 0.0], [-1e4, -9999.0]])
    yield Case((far, np.eye(2)[[0, 1, 0]]), no_warning=True)
    yield Case((rng.normal(size=(1, 4)), np.eye(4)[[2]]))


def _measured_fused(case: Case) -> Measured:
    z, y = (np.asarray(a, dtype=float) for a in case.args)

    def loss(v: Any) -> float:
        return float(
            -np.sum(
                y
                * (
                    v
                    - np.max(v, -1, keepdims=True)
                    - np.log(
                        np.exp(v - np.max(v, -1, keepdims=True)).sum(-1, keepdims=True)
                    )
                )
            )
        )

    return Measured("slope of E by a central difference", _gradient(loss, z))


def _down(z: Any) -> Any:
    e = np.exp(z - np.max(z, axis=0))
    return e / e.sum(axis=0)


FUSED = Exercise(
    lesson="02",
    title="The great collapse: p − y",
    statement=(
        "A whole Jacobian times the gradient of the cross-entropy collapses to "
        "$\\partial E/\\partial z=p-y$, if the entries of each $y$ add up to 1. Write "
        "`softmax_cross_entropy_gradient(z, y)` for one sample or a batch, per sample. It gets the "
        "*scores* `z`. You may call your own `softmax`."
    ),
    reference=softmax_cross_entropy_gradient,
    cases=_fused_cases,
    measure=_measured_fused,
    needs=("softmax",),
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "sign",
            "y − p: the sign is turned",
            lambda z, y: y - _p(z),
            "It is the direction in which to move; the gradient points uphill.",
            "Where p is above y, the loss grows with z, so the slope is positive.",
            "If the score of a wrong class rises, does the loss rise or fall?",
        ),
        Mistake(
            "scores",
            "z − y: the scores in the place of the probabilities",
            lambda z, y: z - y,
            "z comes in, and the formula wants p = softmax(z).",
            "The entries don't add up to 0, and those of p − y do.",
            "Which function turns z into p?",
        ),
        Mistake(
            "slope_too_much",
            "(p − y) p (1 − p): a sigmoid's slope is multiplied in",
            lambda z, y: (_p(z) - y) * _p(z) * (1 - _p(z)),
            "For squared error a slope is due. Here the Jacobian has been used up in the collapse.",
            "Where p is far off and certain, the gradient nearly vanishes; it should be largest.",
            "What is left of the Jacobian after the collapse?",
        ),
        Mistake(
            "diagonal_only",
            "the Jacobian's diagonal alone",
            lambda z, y: -y * (1 - _p(z)),
            "Only the true class gets a gradient; the others share the denominator with it.",
            "The wrong classes' entries are 0, and their measured slopes aren't.",
            "What does raising a wrong class's score do to the loss?",
            also=(lambda z, y: _quiet(lambda: -y / _p(z) * _p(z) * (1 - _p(z))),),
        ),
        Mistake(
            "mean",
            "(p − y) / N: a mean over the batch",
            lambda z, y: (_p(z) - y) / (len(z) if np.ndim(z) == 2 else 1),
            "The mean is taken where weight gradients are formed. δ is per sample.",
            "For one sample it is right; for a batch everything is N times too small.",
            "Is a mean asked for here?",
        ),
        Mistake(
            "with_respect_to_p",
            "−y / p: the derivative by the probabilities",
            lambda z, y: -y / np.maximum(_p(z), 1e-300),
            "That is the first factor of the chain. The Jacobian still has to be multiplied in.",
            "For a one-hot y all entries but one are 0.",
            "With respect to what is the derivative taken: p or z?",
            also=(
                lambda z, y: _quiet(lambda: -y / _p(z)),
                lambda z, y: -y / (_p(z) + 1e-12),
                lambda z, y: -y / np.maximum(_p(z), 1e-12),
            ),
        ),
        Mistake(
            "sigmoid",
            "σ(z) − y: the sigmoid in the place of softmax",
            lambda z, y: _quiet(lambda: 1 / (1 + np.exp(-z))) - y,
            "That is the gradient of a sigmoid with binary cross-entropy.",
            "The entries don't add up to 0.",
            "Do the classes share one whole, or is each a yes or no of its own?",
        ),
        Mistake(
            "over_everything",
            "softmax over the whole batch at once",
            lambda z, y: np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z))) - y,
            "Without an axis the sum runs over all samples: right for one, wrong for a batch.",
            "The rows don't add up to 0.",
            "Along which axis stand the probabilities of one sample?",
        ),
        Mistake(
            "averaged",
            "one row for the whole batch: the mean over the samples",
            lambda z, y: (_p(z) - y).mean(axis=0) if np.ndim(z) == 2 else _p(z) - y,
            "The mean is taken where weight gradients are formed. δ is per sample.",
            "For a batch (N, K) the result has the shape (K,).",
            "How many rows does the next step back need?",
        ),
        Mistake(
            "wrong_axis",
            "softmax down the columns, over the samples",
            lambda z, y: _down(z) - y,
            "axis=0 is the first axis. For one sample it is the last one too, so nothing shows.",
            "The rows don't add up to 0.",
            "Which axis holds the classes?",
        ),
        Mistake(
            "softmax_of_y",
            "softmax of y as well",
            lambda z, y: _p(z) - _p(y),
            "y is a distribution already; softmax would flatten it.",
            "Where p equals y the gradient isn't 0.",
            "Which of the two are scores?",
        ),
        Mistake(
            "softmax_of_difference",
            "softmax(z − y): y subtracted from the scores",
            lambda z, y: _p(z - y),
            "Scores and probabilities are different things; the difference is taken of p and y.",
            "Every entry is positive, so every score would fall.",
            "In which order are the two steps taken?",
        ),
        Mistake(
            "hard",
            "the chosen class in the place of the probabilities",
            lambda z, y: (z == np.max(z, -1, keepdims=True)) - y,
            "argmax decides; the gradient needs to know how sure the network is.",
            "Where the right class wins by a hair the gradient is 0 already.",
            "Which values can p take?",
            also=(lambda z, y: np.eye(z.shape[-1])[np.argmax(z, -1)] - y,),
        ),
    ),
    hints=(
        "The lesson multiplies −y/p with the Jacobian. What is left when Σy = 1?",
        "Two steps: p from z, then one difference.",
        "return softmax(z) - y        # per sample",
    ),
    symptoms=(
        ("the loss goes up", "Is it y − p?"),
        (
            "right for one sample, wrong for a batch",
            "Does softmax sum along the last axis?",
        ),
    ),
    another_way="Each row adds up to 0: what one class loses, the others win. A free check for every implementation.",
)


def kl_divergence(y, p):
    """Kullback–Leibler divergence of `p` from `y`, both (K,), a float; y = 0 counts 0."""
    there = y > 0
    with np.errstate(divide="ignore"):
        return np.sum(y[there] * np.log(y[there] / p[there]))


def _kl_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([0.1, 0.6, 0.3]), np.array([0.3, 0.3, 0.4])))
    yield Case((_p(rng.normal(size=4)), _p(rng.normal(size=4))))
    yield Case((np.array([0.0, 0.25, 0.75]), np.array([0.0, 0.5, 0.5])))
    yield Case((np.array([0.0, 1.0, 0.0]), _p(rng.normal(size=3))))
    yield Case((np.array([0.5, 0.5, 0.0]), np.array([1.0, 0.0, 0.0])))


def _both_ways(y: Any, p: Any) -> Any:
    there, back = y > 0, p > 0
    return np.sum(y[there] * np.log(y[there] / p[there])) + np.sum(
        p[back] * np.log(p[back] / y[back])
    )


KL = Exercise(
    lesson="02",
    title="How far apart are two distributions?",
    statement=(
        "Write `kl_divergence(y, p)`, $\\sum_k y_k\\log\\frac{y_k}{p_k}$, with the same rule for "
        "$y_k=0$. It is the cross-entropy less the entropy of $y$: what the wrong prediction costs "
        "on top of what can't be avoided."
    ),
    reference=kl_divergence,
    cases=_kl_cases,
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "swapped",
            "KL(p‖y): the two in each other's place",
            lambda y, p: _quiet(lambda: np.sum(p[p > 0] * np.log(p[p > 0] / y[p > 0]))),
            "The divergence isn't symmetric: the truth y gives the weights.",
            "For the first case it gives 0.2367 in the place of 0.2197.",
            "Which of the two stands before the logarithm?",
        ),
        Mistake(
            "sign",
            "y log(p/y): the sign is turned",
            lambda y, p: _quiet(lambda: np.sum(y[y > 0] * np.log(p[y > 0] / y[y > 0]))),
            "Turning the fraction turns the sign.",
            "A divergence is never negative.",
            "Which stands above the line in the logarithm?",
        ),
        Mistake(
            "cross_entropy",
            "the cross-entropy, without the entropy taken off",
            lambda y, p: _quiet(lambda: -np.sum(y[y > 0] * np.log(p[y > 0]))),
            "The two differ by the entropy of y, which is 0 for a one-hot y only.",
            "Where p equals y the divergence is 0; yours isn't.",
            "What does it give for y = p?",
        ),
        Mistake(
            "nan",
            "0 · log 0, which is nan",
            lambda y, p: np.sum(y * np.log(y / p)),
            "On paper the term is 0; NumPy gives nan.",
            "One class with y = 0 spoils the sum.",
            "Which terms may you leave out?",
        ),
        Mistake(
            "epsilon",
            "a small number inside the logarithm",
            lambda y, p: np.sum(y * np.log((y + 1e-12) / (p + 1e-12))),
            "It hides the infinity, and makes every value a little wrong.",
            "An impossible class that happens should cost infinitely much.",
            "Take the sum over y > 0 instead.",
            also=(
                lambda y, p: np.sum(y * np.log((y + 1e-15) / (p + 1e-15))),
                lambda y, p: np.sum(y * np.log((y + 1e-10) / (p + 1e-10))),
                lambda y, p: np.sum(y * np.log((y + 1e-9) / (p + 1e-9))),
                lambda y, p: np.sum(y * np.log((y + 1e-8) / (p + 1e-8))),
                lambda y, p: np.sum(y * np.log((y + 1e-7) / (p + 1e-7))),
                lambda y, p: np.sum(y * np.log((y + 1e-6) / (p + 1e-6))),
                lambda y, p: np.sum(y[y > 0] * np.log(y[y > 0] / (p[y > 0] + 1e-12))),
                lambda y, p: np.sum(y[y > 0] * np.log(y[y > 0] / (p[y > 0] + 1e-10))),
                lambda y, p: np.sum(y[y > 0] * np.log(y[y > 0] / (p[y > 0] + 1e-9))),
                lambda y, p: np.sum(y[y > 0] * np.log(y[y > 0] / (p[y > 0] + 1e-8))),
            ),
        ),
        Mistake(
            "absolute",
            "the absolute value of every term",
            lambda y, p: _quiet(
                lambda: np.sum(np.abs(y[y > 0] * np.log(y[y > 0] / p[y > 0])))
            ),
            "Single terms may be negative; only their sum may not.",
            "It is too large wherever p is above y for some class.",
            "Which classes bring negative terms?",
        ),
        Mistake(
            "log_two",
            "a logarithm to base 2",
            lambda y, p: _quiet(
                lambda: np.sum(y[y > 0] * np.log2(y[y > 0] / p[y > 0]))
            ),
            "That counts in bits; the course takes natural logarithms throughout.",
            "Everything is 1.4427 times too large.",
            "Which logarithm has the derivative 1/x?",
        ),
        Mistake(
            "symmetric",
            "the mean of both directions",
            lambda y, p: _quiet(lambda: _both_ways(y, p) / 2),
            "A distance should be the same in both directions. This divergence isn't one, on purpose.",
            "An impossible class with p > 0 costs nothing in KL(y‖p); in the other direction it costs infinitely much.",
            "Which of the two gives the weights in the formula?",
            also=(lambda y, p: _quiet(lambda: _both_ways(y, p)),),
        ),
        Mistake(
            "infinity_lost",
            "terms with p = 0 left out, where y > 0 makes them infinite",
            lambda y, p: np.sum(
                y[(p > 0) & (y > 0)]
                * np.log(y[(p > 0) & (y > 0)] / p[(p > 0) & (y > 0)])
            ),
            "The rule is for y = 0. Where p is 0 and y isn't, something impossible has happened.",
            "For y = (0.5, 0.5) and p = (1, 0) it is negative, and the divergence is infinite.",
            "Of which of the two does the mask have to ask?",
        ),
        Mistake(
            "not_summed",
            "one number a class: the sum is missing",
            lambda y, p: _quiet(lambda: y * np.log(y / p)),
            "A divergence is one number for two distributions.",
            "The result has the shape of y.",
            "How do you get one number from K?",
            also=(
                lambda y, p: _quiet(lambda: np.where(y > 0, y * np.log(y / p), 0.0)),
                lambda y, p: _quiet(lambda: y[y > 0] * np.log(y[y > 0] / p[y > 0])),
            ),
        ),
        Mistake(
            "plus_entropy",
            "the cross-entropy plus the entropy",
            lambda y, p: _quiet(
                lambda: -np.sum(y[y > 0] * (np.log(p[y > 0]) + np.log(y[y > 0])))
            ),
            "The entropy is −Σ y log y, and it is taken off: two minus signs.",
            "Where p equals y the divergence is 0; yours is twice the entropy.",
            "What does it give for y = p?",
        ),
        Mistake(
            "absolute_difference",
            "the sum of the absolute differences",
            lambda y, p: np.sum(np.abs(y - p)),
            "That is another distance of distributions. It has no logarithm, and never exceeds 2.",
            "An impossible class that happens should cost infinitely much.",
            "Where does the formula have a logarithm?",
            also=(lambda y, p: 0.5 * np.sum(np.abs(y - p)),),
        ),
    ),
    hints=(
        "Each class contributes y times the logarithm of a ratio. Which ratio is 1 when p is perfect?",
        "As in cross_entropy: take the sum over y > 0 only.",
        "there = y > 0\nreturn np.sum(y[there] * np.log(y[there] / p[there]))",
    ),
    symptoms=(
        ("I get nan", "Leave out the terms with y = 0."),
        ("negative", "Is y above the line?"),
    ),
    another_way="cross_entropy(p, y) - cross_entropy(y, y) says in code what KL is: the avoidable part of the loss.",
)


EXERCISES = (HALF, HALF_GRADIENT, SOFTMAX, JACOBIAN, CROSS_ENTROPY, FUSED, KL)


# ---- questions

_WRONG, _RIGHT = 0.99, 0.01

QUESTIONS = (
    Question(
        "02-sum-zero",
        "Scores $z=(1,2,3)$ give probabilities $p$. You raise $z_2$ a little, and all three "
        "probabilities move. **What do the three changes add up to?** (a number)",
        "Probabilities go on adding up to 1, so their changes add up to 0.",
        answer=0.0,
        hint="The probabilities add up to 1 before and after.",
        traps=((1.0, "They add up to 1; by how much does that sum change?"),),
    ),
    Question(
        "02-certain",
        "Cross-entropy charges a classifier minus the natural logarithm of the probability that it "
        "gave to the true class. It gave 0.01. **What does it pay?** (a number)",
        "−log 0.01: nearly all of the loss comes from being sure and wrong.",
        answer=float(-np.log(_RIGHT)),
        tolerance=0.01,
        hint="Minus the natural logarithm of 0.01: `-np.log(0.01)`, if you like.",
        traps=(
            (_WRONG, "That is the error 1 − p. The loss takes a logarithm."),
            (2.0, "That is a logarithm to base 10. The course takes the natural one."),
            (
                float(np.log(_RIGHT)),
                "The sign: the logarithm of 0.01 is negative, and a loss isn't.",
            ),
        ),
    ),
    Question(
        "02-shift",
        "Softmax makes probabilities of scores, and you add 1000 to every score. **What do the "
        "probabilities do?**",
        "",
        options=(
            Option(
                "nothing, on paper; the plain formula gives nan",
                "e^1000 cancels on paper. In floats it is inf, unless you subtract the largest score first.",
                right=True,
            ),
            Option(
                "they become nan, so they have changed",
                "That is the program's fault, not the function's: a common factor cancels.",
                mistake="softmax.naive",
            ),
            Option(
                "they all come closer to 1/K",
                "Multiplying the scores would change their spread; adding doesn't.",
            ),
            Option(
                "the largest comes closer to 1",
                "That happens when the scores are multiplied, not when they are shifted.",
            ),
        ),
    ),
    Question(
        "02-k-two",
        "You test a squared-error gradient with $K=2$ outputs, and it agrees with a library's mean "
        "squared error. **What do you know?**",
        "",
        options=(
            Option(
                "that your scale is right for every K",
                "2/K is 1 for K = 2 and for no other K.",
                mistake="half_squared_error_gradient.mean_squared",
            ),
            Option(
                "nothing about the scale: with K = 2 the factor 2/K is 1",
                "K = 2 hides the difference between half a sum and a mean. Test with 3.",
                right=True,
            ),
            Option(
                "that the library takes half the sum",
                "It takes the mean; with two outputs that is the same.",
                mistake="half_squared_error.mean",
            ),
        ),
    ),
    Question(
        "02-collapse",
        "$\\partial E/\\partial z=p-y$ for cross-entropy after softmax. **Which condition does it "
        "need, and D0 doesn't say?**",
        "",
        options=(
            Option(
                "y is one-hot", "Soft labels work as well, as long as they add up to 1."
            ),
            Option(
                "the entries of y add up to 1",
                "The general form is p·Σy − y.",
                right=True,
            ),
            Option(
                "p is not too close to 0 or 1", "The collapse is exact for every p."
            ),
            Option("the scores add up to 0", "Scores may be shifted as you like."),
        ),
    ),
    Question(
        "02-off-diagonal",
        "In softmax, **what is the sign of $\\partial p_0/\\partial z_1$?**",
        "",
        options=(
            Option(
                "positive: p₀(1 − p₁)",
                "That is the diagonal's rule. A rising score takes from the others.",
                mistake="softmax_jacobian.diagonal_rule_everywhere",
            ),
            Option(
                "zero: each probability belongs to its own score",
                "They share the denominator.",
                mistake="softmax_jacobian.diagonal_only",
            ),
            Option(
                "negative: −p₀p₁", "What class 1 wins, the others lose.", right=True
            ),
        ),
    ),
    Question(
        "02-sure-and-wrong",
        "An output is 0.99 and should be 0. **How many times as large is the gradient by $z$ for "
        "cross-entropy, compared with half squared error (both after a sigmoid)?**",
        "o − t against (o − t)·o(1 − o): the slope of the saturated sigmoid takes nearly all of it.",
        answer=1 / (_WRONG * (1 - _WRONG)),
        tolerance=0.02,
        hint="p − y against (o − t) o (1 − o). What is the ratio?",
        traps=((1.0, "The slope o(1 − o) makes the difference."),),
    ),
    Question(
        "02-impossible",
        "A class has $y_k=0$ and $p_k=0$. **What does its term of the cross-entropy count?** (a number)",
        "0 log 0 counts 0: an impossible class that didn't happen costs nothing.",
        answer=0.0,
        hint="What is the limit of y log p for y = 0?",
    ),
    Question(
        "02-recap-scale",
        "Your gradient of $\\frac12\\sum_k(o_k-t_k)^2$ is `2 * (o - t) / K`, and $K=5$. **How many times "
        "as large as the right one is it?** (a number)",
        "2/K: the library's mean squared error in the place of half the sum.",
        answer=2 / 5,
        hint="The gradient of half the sum is o − t. Compare.",
        traps=((2.5, "That is the other way round: is yours too large or too small?"),),
    ),
    Question(
        "02-recap-sum",
        "Three classes, $p=(0.2,0.5,0.3)$, and the last one is true. **What is the last entry of "
        "$\\partial E/\\partial z$ for cross-entropy after softmax?** (a number)",
        "p − y = 0.3 − 1: the true class is pushed up by what it lacks.",
        answer=0.3 - 1,
        hint="p − y, and y is one-hot.",
        traps=(
            (
                0.7,
                "The sign: a gradient points uphill, and the loss falls when this score rises.",
            ),
        ),
    ),
    Question(
        "02-recap-which",
        "**Which line gives $\\partial E/\\partial z$ of cross-entropy after softmax?**",
        "",
        options=(
            Option(
                "`y - softmax(z)`",
                "That is the direction to move in; the gradient points uphill.",
                mistake="softmax_cross_entropy_gradient.sign",
            ),
            Option(
                "`(softmax(z) - y) * softmax(z) * (1 - softmax(z))`",
                "The Jacobian has been used up in the collapse; no slope is left.",
                mistake="softmax_cross_entropy_gradient.slope_too_much",
            ),
            Option(
                "`softmax(z) - y`", "One difference is all that is left.", right=True
            ),
            Option(
                "`-y / softmax(z)`",
                "That is the derivative by p; the Jacobian is still missing.",
                mistake="softmax_cross_entropy_gradient.with_respect_to_p",
            ),
        ),
    ),
    Question(
        "02-recap-entropy",
        "A prediction equals the truth, $p=y=(\\frac12,\\frac12)$. **What is the cross-entropy?** "
        "(a number)",
        "The entropy of y is left: log 2. The divergence is 0.",
        answer=float(np.log(2)),
        hint="Cross-entropy is entropy plus divergence, and the divergence is 0 here.",
        traps=(
            (0.0, "The divergence is 0. What can't be avoided is left."),
            (1.0, "That is the logarithm to base 2. Here it is the natural one."),
        ),
    ),
)

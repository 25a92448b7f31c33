"""Lesson 09: the exercise `average_gradients`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng


def average_gradients(w, rho, t):
    """`(dw, drho)` of E = ½ (a − t)², a the corrected running average of `w` (n,); floats else."""
    n = len(w)
    back = np.arange(n)[::-1]  # how many steps ago
    kept, left = (1 - rho) * rho**back, 1 - rho**n
    error = kept @ w / left - t
    powers = np.where(back > 0, back * rho ** np.maximum(back - 1, 0), 0.0)
    slope = ((1 - rho) * powers - rho**back) @ w
    drho = slope / left + kept @ w * n * rho ** (n - 1) / left**2
    return error * kept / left, error * drho


def _cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([1.0, 3.0]), 0.5, 1.0))
    yield Case((np.array([2.0, -1.0, 0.5, 4.0]), 0.9, 0.0))
    for n in (1, 3, 6):
        yield Case(
            (rng.normal(size=n) * 2, float(rng.uniform(0.2, 0.95)), float(rng.normal()))
        )
    yield Case((rng.normal(size=(2, 5)).T[:, 0], 0.7, -1.0))


def _average(w, rho, corrected=True):
    m = 0.0
    for value in w:
        m = rho * m + (1 - rho) * value
    return m / (1 - rho ** len(w)) if corrected else m


def _measured(case: Case) -> Measured:
    w, rho, t = case.args
    loss = lambda w, rho: 0.5 * (_average(w, rho) - t) ** 2
    unit = np.eye(len(w)) * 1e-30j
    dw = np.array([loss(w + step, rho).imag / 1e-30 for step in unit])
    drho = loss(w, rho + 1e-30j).imag / 1e-30
    return Measured("slopes of E by a complex step", (dw, float(drho)))


def _wrong(rule):
    """A wrong version from the right gradients, w, ρ, t and the error."""

    def wrong(w, rho, t):
        dw, drho = average_gradients(w, rho, t)
        return rule(dw, drho, np.asarray(w), rho, t, _average(w, rho) - t)

    return wrong


def _plain_slope(w, rho):
    return _average(w, rho + 1e-30j, False).imag / 1e-30


def _uncorrected(w, rho, t):
    back = np.arange(len(w))[::-1]
    error = _average(w, rho, False) - t
    return error * (1 - rho) * rho**back, error * _plain_slope(w, rho)


EXERCISE = Exercise(
    title="Through a running average",
    statement="The running average that Adam keeps, as the thing to be learned: from $m=0$, for every $w_k$ of a list in turn, $m\\leftarrow\\rho m+(1-\\rho)w_k$; at the end the corrected average is $a=m/(1-\\rho^n)$, and $E=\\frac12(a-t)^2$. Write `average_gradients(w, rho, t)`, which returns `(dw, drho)`: the slopes of $E$ with respect to every $w_k$, an array `(n,)`, and with respect to $\\rho$, a float. `w` is `(n,)` with n ≥ 1, and 0 < ρ < 1. The judge is the measured slope.",
    reference=average_gradients,
    cases=_cases,
    measure=_measured,
    transfer=True,
    parts=("dw", "drho"),
    points=6,
    minutes=15,
    mistakes=(
        Mistake(
            "uncorrected",
            "the correction is missing everywhere",
            _uncorrected,
            "a is m divided by 1 − ρⁿ.",
            "With one number a is that number, whatever ρ is.",
            "What is a for n = 1?",
        ),
        Mistake(
            "correction_lost_in_dw",
            "dw without the correction",
            _wrong(lambda dw, drho, w, rho, t, e: (dw * (1 - rho ** len(w)), drho)),
            "Every path from w_k to E passes the division.",
            "drho is right; dw is too small.",
            "Which operation stands between m and a?",
        ),
        Mistake(
            "correction_constant",
            "ρ in the correction is taken for a constant",
            _wrong(
                lambda dw, drho, w, rho, t, e: (
                    dw,
                    e * _plain_slope(w, rho) / (1 - rho ** len(w)),
                )
            ),
            "ρ occurs in 1 − ρⁿ, too: one more path.",
            "dw is right. For n = 1 drho should be 0.",
            "How many times does ρ occur in a?",
        ),
        Mistake(
            "correction_only",
            "only the path through the correction reaches ρ",
            _wrong(
                lambda dw, drho, w, rho, t, e: (
                    dw,
                    drho - e * _plain_slope(w, rho) / (1 - rho ** len(w)),
                )
            ),
            "ρ occurs in every step of the average, too.",
            "dw is right.",
            "How many times does ρ occur in a?",
        ),
        Mistake(
            "backwards",
            "dw in the opposite order: the oldest counts most",
            _wrong(lambda dw, drho, w, rho, t, e: (dw[::-1].copy(), drho)),
            "What came last has been multiplied by ρ least often.",
            "The last entry should be the largest.",
            "How often is w_1 multiplied by ρ?",
        ),
        Mistake(
            "plain_mean",
            "dw of a plain mean",
            _wrong(lambda dw, drho, w, rho, t, e: (e / len(w) * np.ones(len(w)), drho)),
            "Newer numbers count more.",
            "All entries are the same.",
            "How often is w_k multiplied by ρ?",
        ),
        Mistake(
            "no_error",
            "the slopes of a instead of E",
            _wrong(lambda dw, drho, w, rho, t, e: (dw / e, drho / e)),
            "E is a square of the error.",
            "They don't depend on t.",
            "How does E change with a?",
        ),
        Mistake(
            "twice",
            "twice too large: the half of E is missing",
            _wrong(lambda dw, drho, w, rho, t, e: (2 * dw, 2 * drho)),
            "E has a half, which cancels the 2 of the square.",
            "Every slope is twice the measured one.",
            "What is the slope of ½u²?",
        ),
        Mistake(
            "sign",
            "both with the opposite sign",
            _wrong(lambda dw, drho, w, rho, t, e: (-dw, -drho)),
            "(t − a)² and (a − t)² are equal, and their slopes aren't.",
            "A step against it would raise E.",
            "What is the slope of ½(a − t)² with respect to a?",
        ),
        Mistake(
            "whole",
            "dw with ρ to the power, without 1 − ρ",
            _wrong(lambda dw, drho, w, rho, t, e: (dw / (1 - rho), drho)),
            "Each number comes in with the part 1 − ρ.",
            "dw is 1/(1 − ρ) times the measured one.",
            "By what is w_k multiplied when it comes in?",
        ),
        Mistake(
            "last_only",
            "dw of the last number alone",
            _wrong(
                lambda dw, drho, w, rho, t, e: (
                    np.where(np.arange(len(w)) == len(w) - 1, dw, 0.0)
                    if len(w) > 1
                    else 2 * dw,
                    drho,
                )
            ),
            "The average remembers the earlier ones, too.",
            "All entries but the last are 0.",
            "Does a change with w_1?",
        ),
        Mistake(
            "one_power_more",
            "ρ once too often on each path",
            _wrong(lambda dw, drho, w, rho, t, e: (dw * rho, drho)),
            "The last number is not multiplied by ρ at all.",
            "dw is ρ times the measured one.",
            "How often is the last number multiplied by ρ?",
        ),
        Mistake(
            "drho_sign",
            "drho with the opposite sign",
            _wrong(
                lambda dw, drho, w, rho, t, e: (dw, -drho if len(w) > 1 else drho + 1.0)
            ),
            "ρ moves old numbers up and new ones down.",
            "dw is right.",
            "Which terms grow with ρ?",
        ),
    ),
    hints=(
        "Write a as a sum: which factor stands before w_k at the end?",
        'm holds (1 − ρ) ρ to the power of "how many steps ago", times w_k. For ρ: it occurs in every one of these factors and in the correction; add the paths.',
        "dw is the error times that factor over 1 − ρⁿ. For drho differentiate the sum, then the quotient.",
    ),
    symptoms=(
        (
            "drho is not 0 for one number",
            "Is ρ in the correction a constant in your derivation?",
        ),
        ("dw is upside down", "Which number has been multiplied by ρ most often?"),
    ),
    taught="Yours alone",
    another_way="Going back step by step, as in lesson 05, gives both without any sum: the slope with respect to m is multiplied by ρ at every step.",
)

"""Lesson 12: the exercise `softmax_rule`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.gradcheck import complex_gradient


def softmax_rule(g, p):
    """dE/dz, like `p`: p = softmax(z) along the last axis, and `g` is dE/dp."""
    return p * (g - (g * p).sum(axis=-1, keepdims=True))


def _softmax(z: Any) -> Any:
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)


def _cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([1.0, 0.0, -2.0]), np.array([0.5, 0.3, 0.2])))
    for shape in ((3,), (4, 3), (2, 5), (1, 4), (3, 3), (2, 3, 4)):
        p = _softmax(2 * rng.normal(size=shape))
        yield Case((rng.normal(size=shape), p), show=f"g and p of shape {shape}")


def _measured(case: Case) -> Measured:
    g, p = case.args
    found = complex_gradient(lambda z: (g * _softmax(z)).sum(), np.log(p))
    return Measured("slopes by a complex step, through softmax", found)


def _inner(g: Any, p: Any) -> Any:
    return (g * p).sum(axis=-1, keepdims=True)


EXERCISE = Exercise(
    title="Softmax, without its Jacobian",
    statement=(
        "The Jacobian of softmax has K × K entries (lesson 02), and the way back needs none of them one by one. Write `softmax_rule(g, p)`: `p` are the "
        "outputs of a softmax along the last axis, `g` is the gradient of $E$ with respect to `p`; return the gradient with respect to the logits, "
        "in the shape of `p` (any number of axes), with no K × K array on the way."
    ),
    reference=softmax_rule,
    cases=_cases,
    measure=_measured,
    needs=("softmax_jacobian",),
    taught="Rules for arrays",
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "diagonal",
            "p (1 − p) g: the diagonal of the Jacobian alone",
            lambda g, p: p * (1 - p) * g,
            "Each logit moves every output.",
            "The result doesn't add up to 0.",
            "What does z₀ do to p₁?",
        ),
        Mistake(
            "not_subtracted",
            "p g: nothing is subtracted",
            lambda g, p: p * g,
            "When one output grows, the others shrink.",
            "A g that is 1 everywhere should give 0: the outputs always add up to 1.",
            "What should come back when g is the same for all outputs?",
        ),
        Mistake(
            "factor_lost",
            "g − ⟨g, p⟩: the factor p is missing",
            lambda g, p: g - _inner(g, p),
            "An output near 0 hardly moves, whatever its logit does.",
            "The result doesn't add up to 0.",
            "What is ∂p₀/∂z₀ for p₀ = 0?",
        ),
        Mistake(
            "plain_sum",
            "the plain sum of g is subtracted, not the one weighted with p",
            lambda g, p: p * (g - g.sum(axis=-1, keepdims=True)),
            "The others' part is Σ g_k p_k.",
            "A g that is 1 everywhere should give 0.",
            "With which weights are the others counted?",
        ),
        Mistake(
            "plain_mean",
            "the plain mean of g is subtracted",
            lambda g, p: p * (g - g.mean(axis=-1, keepdims=True)),
            "The mean has to be weighted with p.",
            "It is right where all p are equal.",
            "With which weights are the others counted?",
        ),
        Mistake(
            "whole_sum",
            "one sum over the whole batch",
            lambda g, p: p * (g - (g * p).sum()),
            "Each row is a softmax of its own.",
            "With one row it agrees.",
            "Over which axis does the sum run?",
        ),
        Mistake(
            "first_axis",
            "the sum over the samples instead of the outputs",
            lambda g, p: p * (g - (g * p).sum(axis=0, keepdims=True)),
            "The outputs of one softmax stand along the last axis.",
            "With one axis it agrees.",
            "Over which axis does the sum run?",
        ),
        Mistake(
            "softmax_again",
            "softmax once more: p taken for logits",
            lambda g, p: softmax_rule(g, _softmax(p)),
            "p has been through softmax already.",
            "It is right nowhere but where all p are equal.",
            "What is handed in, z or p?",
        ),
        Mistake(
            "cross_entropy",
            "p − g, the rule of softmax with cross-entropy",
            lambda g, p: p - g,
            "That is the gradient where E is the cross-entropy and g its targets. Here E is anything.",
            "It doesn't vanish when g does.",
            "What should come back when g is 0?",
        ),
        Mistake(
            "no_g",
            "g isn't used in the product",
            lambda g, p: p * (1 - _inner(g, p)),
            "Each output hands back its own g.",
            "It is the same for g = 0 and ...: with g = 0 it gives p.",
            "What should come back when g is 0?",
        ),
        Mistake(
            "squared",
            "p squared in the first term",
            lambda g, p: p * p * g - p * _inner(g, p),
            "The first term is p g; only the subtracted one has two factors p.",
            "The result doesn't add up to 0.",
            "Multiply the Jacobian diag(p) − p pᵀ with g.",
        ),
        Mistake(
            "sigmoid",
            "the sum of all entries of the Jacobian's rows, weighted with g of the own output",
            lambda g, p: g * (p - p * p.sum(axis=-1, keepdims=True)),
            "Then everything cancels: every row of the Jacobian adds up to 0.",
            "It gives 0, or rounding.",
            "Which g belongs to which entry of a row?",
        ),
    ),
    hints=(
        "Lesson 02: J[i, j] = p_i (1 if i = j, else 0) − p_i p_j. What comes back to z_j is Σ_i g_i J[i, j]. Put it in, and look at the two sums.",
        "The first sum has one term, g_j p_j. In the second one p_j stands outside: p_j times the sum of g_i p_i, one number per row.",
        "p times (g minus that number): (g * p).sum(axis=-1, keepdims=True).",
    ),
    symptoms=(
        (
            "right for one row only",
            "Sum along the last axis, and keep it (keepdims=True).",
        ),
        (
            "it doesn't add up to 0",
            "A g that is the same for all outputs should give 0.",
        ),
    ),
    another_way="For one row: (np.diag(p) - np.outer(p, p)) @ g, with K² numbers on the way; the rule needs K.",
)

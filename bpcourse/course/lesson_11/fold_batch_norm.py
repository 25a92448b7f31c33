"""Lesson 11: the exercise `fold_batch_norm`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng


def fold_batch_norm(W, b, mean, var, gamma, beta, eps=1e-5):
    """`(W, b)` of the one layer that does at inference what layer and normalisation do together."""
    scale = gamma / np.sqrt(var + eps)
    return W * scale, (b - mean) * scale + beta


def _cases(rng: Rng) -> Iterator[Case]:
    for (i, o), eps in zip(((2, 3), (4, 2), (3, 5), (3, 3)), (0.3, 1e-5, 0.05, 0.1)):
        more = rng.normal(size=o), rng.normal(size=o), rng.uniform(0.2, 3, o)
        args = (
            rng.normal(size=(i, o)),
            *more,
            rng.uniform(0.5, 2, o),
            rng.normal(size=o),
        )
        yield Case((*args, eps), show=f"W ({i}, {o}), the others ({o},), eps {eps}")
    more = rng.normal(size=2), rng.normal(size=2), rng.uniform(0.2, 3, 2)
    args = rng.normal(size=(3, 2)), *more, rng.uniform(0.5, 2, 2), rng.normal(size=2)
    yield Case(args, show="W (3, 2), the others (2,)")


def _made(rule):
    """A wrong version from W, b, the mean, the scale γ/√(v + ε), γ, β and the root."""

    def wrong(W, b, mean, var, gamma, beta, eps=1e-5):
        root = np.sqrt(var + eps)
        return rule(W, b, mean, gamma / root, gamma, beta, root)

    return wrong


def _rows(W, b, mean, var, gamma, beta, eps=1e-5):
    scale = gamma / np.sqrt(var + eps)
    return W * scale[:, None], (b - mean) * scale + beta


EXERCISE = Exercise(
    title="One layer instead of two",
    statement="At inference a layer $XW+b$ followed by its normalisation is a straight line after a straight line, and so one layer. Write `fold_batch_norm(W, b, mean, var, gamma, beta, eps)`, which returns its `(W, b)`: for every `X`, `X @ W_new + b_new` is `batch_norm_inference(X @ W + b, mean, var, gamma, beta, eps)`. `W` is `(n_in, n_out)`, all the others `(n_out,)`.",
    reference=fold_batch_norm,
    cases=_cases,
    parts=("W", "b"),
    points=3,
    minutes=7,
    mistakes=(
        Mistake(
            "bias_not_scaled",
            "the old bias is not scaled",
            _made(lambda W, b, m, s, ga, be, r: (W * s, b - m * s + be)),
            "The bias goes through the normalisation, too.",
            "W is right.",
            "What happens to b on its way through the normalisation?",
        ),
        Mistake(
            "mean_not_scaled",
            "the mean is taken off after the scale",
            _made(lambda W, b, m, s, ga, be, r: (W * s, b * s - m + be)),
            "First the mean comes off, then the scale.",
            "W is right.",
            "What is multiplied by the scale?",
        ),
        Mistake(
            "no_mean",
            "the mean is lost",
            _made(lambda W, b, m, s, ga, be, r: (W * s, b * s + be)),
            "The normalisation takes it off.",
            "It is right for mean = 0.",
            "Where is mean?",
        ),
        Mistake(
            "no_beta",
            "beta is lost",
            _made(lambda W, b, m, s, ga, be, r: (W * s, (b - m) * s)),
            "It is added at the end.",
            "It is right for beta = 0.",
            "Where is beta?",
        ),
        Mistake(
            "beta_only",
            "the bias becomes beta",
            _made(lambda W, b, m, s, ga, be, r: (W * s, be + 0 * b)),
            "In training the mean takes the bias off; the *kept* mean need not.",
            "It is right where b is the kept mean.",
            "What is left of b − mean?",
        ),
        Mistake(
            "weights_not_scaled",
            "the weights are not scaled",
            _made(lambda W, b, m, s, ga, be, r: (W + 0 * s, (b - m) * s + be)),
            "The scale belongs to everything that arrives.",
            "b is right.",
            "What multiplies X in the end?",
        ),
        Mistake(
            "no_gamma",
            "gamma is left out",
            _made(lambda W, b, m, s, ga, be, r: (W / r, (b - m) / r + be)),
            "The scale is gamma over the root.",
            "It is right for gamma = 1.",
            "Where is gamma?",
        ),
        Mistake(
            "no_root",
            "divided by nothing: gamma alone",
            _made(lambda W, b, m, s, ga, be, r: (W * ga, (b - m) * ga + be)),
            "The scale is gamma over the root.",
            "It is right for var + eps = 1.",
            "Where is the spread?",
        ),
        Mistake(
            "variance",
            "divided by variance plus ε instead of the root",
            _made(
                lambda W, b, m, s, ga, be, r: (W * ga / r**2, (b - m) * ga / r**2 + be)
            ),
            "The spread is the root of the variance.",
            "It is right for var + eps = 1.",
            "Is there a root?",
        ),
        Mistake(
            "beta_scaled",
            "beta is scaled, too",
            _made(lambda W, b, m, s, ga, be, r: (W * s, (b - m + be) * s)),
            "beta is added after the scale.",
            "W is right.",
            "What is the last operation of the normalisation?",
        ),
        Mistake(
            "mean_added",
            "the mean is added",
            _made(lambda W, b, m, s, ga, be, r: (W * s, (b + m) * s + be)),
            "Normalising takes it off.",
            "W is right.",
            "Which sign has the mean?",
        ),
        Mistake(
            "bias_unchanged",
            "the bias is as it was",
            _made(lambda W, b, m, s, ga, be, r: (W * s, b + 0 * m)),
            "The bias goes through the normalisation, too.",
            "W is right.",
            "What happens to b on its way through the normalisation?",
        ),
        Mistake(
            "rows",
            "the scale multiplies the rows of W instead of its columns",
            _rows,
            "A unit is a column of W, and the scale belongs to units.",
            "In a square layer it runs, and is wrong.",
            "Which index of W[j, k] has the scale?",
        ),
        Mistake(
            "no_eps",
            "ε is left out",
            lambda W, b, mean, var, gamma, beta, eps=1e-5: (
                W * gamma / np.sqrt(var),
                (b - mean) * gamma / np.sqrt(var) + beta,
            ),
            "It must be the same layer.",
            "With eps = 0.3 it makes a difference.",
            "Where is eps?",
        ),
    ),
    hints=(
        "Write the normalisation of XW + b as X times something plus something.",
        "Each unit k has one factor, γₖ / √(vₖ + ε). It multiplies column k of W, and b − mean.",
        "W * scale; (b - mean) * scale + beta.",
    ),
    symptoms=(("W is right, b isn't", "Follow b alone through the normalisation."),),
    taught="Training and inference",
    another_way="NumPy multiplies column k of W by scale[k] all by itself: the last axes meet.",
)

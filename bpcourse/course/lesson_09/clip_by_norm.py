"""Lesson 09: the exercise `clip_by_norm`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import turned


def clip_by_norm(gradients, limit):
    """List of `(dW, db)`, all scaled together to a common norm of at most `limit` > 0."""
    norm = np.sqrt(sum((dW**2).sum() + (db**2).sum() for dW, db in gradients))
    scale = limit / norm if norm > limit else 1.0
    return [(dW * scale, db * scale) for dW, db in gradients]


def _cases(rng: Rng) -> Iterator[Case]:
    yield Case(([(np.array([[3.0], [0.0]]), np.array([4.0]))], 1.0))
    for limit in (0.5, 100.0, 2.0):
        pairs = [
            (rng.normal(size=(i, o)) * 2, rng.normal(size=o))
            for i, o in ((3, 2), (2, 4))
        ]
        yield Case((pairs, limit), show=f"gradients of two layers, limit {limit:g}")
    zeros = [(np.zeros((2, 3)), np.zeros(3))]
    yield Case((zeros, 1.0), show="gradients that are all 0, limit 1")
    pairs = [
        (turned(rng), rng.normal(size=3)),
        (rng.normal(size=(3, 1)) * 50, np.zeros(1)),
    ]
    yield Case((pairs, 3.0), show="gradients of two layers, limit 3")


def _scaled(factor):
    """A wrong version from the list and the limit: one factor for all."""

    def wrong(gradients, limit):
        scale = factor(gradients, limit)
        return [(dW * scale, db * scale) for dW, db in gradients]

    return wrong


def _norm(gradients, power=2, bias=True):
    parts = [p for dW, db in gradients for p in ((dW, db) if bias else (dW,))]
    return sum((np.abs(p) ** power).sum() for p in parts) ** (1 / power)


def _part(p, limit):
    norm = np.linalg.norm(p)
    return p * (limit / norm if norm > limit else 1.0)


EXERCISE = Exercise(
    title="A limit for the length of a step",
    statement="One steep place in the loss can throw all weights far away. Write `clip_by_norm(gradients, limit)`: where the common Euclidean norm of *all* numbers in the list of `(dW, db)` is above `limit`, all of them are scaled by one factor, so that the norm becomes `limit`; the direction stays. Where it is within the limit, they come back as they are. `limit` is above 0, and all gradients may be 0.",
    reference=clip_by_norm,
    parts=("dW", "db"),
    cases=_cases,
    points=3,
    minutes=7,
    mistakes=(
        Mistake(
            "each_number",
            "every number is cut off by itself",
            lambda gradients, limit: [
                (np.clip(dW, -limit, limit), np.clip(db, -limit, limit))
                for dW, db in gradients
            ],
            "That changes the direction.",
            "(3, 4) with limit 1 becomes (1, 1), which points elsewhere.",
            "Is the direction the same as before?",
        ),
        Mistake(
            "each_array",
            "every array has a norm of its own",
            lambda gradients, limit: [
                (_part(dW, limit), _part(db, limit)) for dW, db in gradients
            ],
            "One factor for all, or the direction changes.",
            "A small gradient beside a large one is not scaled.",
            "How many factors do you compute?",
        ),
        Mistake(
            "each_layer",
            "every layer has a norm of its own",
            lambda gradients, limit: [
                tuple(p * min(1.0, limit / max(_norm([pair]), 1e-300)) for p in pair)
                for pair in gradients
            ],
            "One factor for all layers, or the direction changes.",
            "Two layers of different size are scaled differently.",
            "Over what does the sum of squares run?",
        ),
        Mistake(
            "always_scaled",
            "small gradients are made larger",
            _scaled(lambda g, limit: limit / max(_norm(g), 1e-300)),
            "Within the limit nothing is to be done.",
            "A gradient of norm 0.1 gets the norm of the limit.",
            "What happens where the norm is below the limit?",
        ),
        Mistake(
            "no_root",
            "the sum of squares without its root",
            _scaled(
                lambda g, limit: limit / _norm(g) ** 2 if _norm(g) ** 2 > limit else 1.0
            ),
            "A norm is a root.",
            "(3, 4) has the norm 5, not 25.",
            "What is the length of (3, 4)?",
        ),
        Mistake(
            "sum_of_sizes",
            "the sum of the sizes instead of the Euclidean norm",
            _scaled(
                lambda g, limit: limit / _norm(g, 1) if _norm(g, 1) > limit else 1.0
            ),
            "The Euclidean norm squares, adds, and takes the root.",
            "(3, 4) has the norm 5, not 7.",
            "What is the length of (3, 4)?",
        ),
        Mistake(
            "largest",
            "the largest number instead of the norm",
            _scaled(
                lambda g, limit: (
                    limit
                    / max(
                        max(np.abs(dW).max(), np.abs(db).max(), 1e-300) for dW, db in g
                    )
                    if max(max(np.abs(dW).max(), np.abs(db).max()) for dW, db in g)
                    > limit
                    else 1.0
                )
            ),
            "All numbers count, not the largest alone.",
            "(3, 4) has the norm 5, not 4.",
            "What is the length of (3, 4)?",
        ),
        Mistake(
            "weights_only",
            "the biases do not count in the norm",
            _scaled(
                lambda g, limit: (
                    limit / _norm(g, 2, False) if _norm(g, 2, False) > limit else 1.0
                )
            ),
            "The common norm is that of all numbers.",
            "A large db is not noticed.",
            "Which arrays stand in your sum?",
        ),
        Mistake(
            "biases_not_scaled",
            "only the weights are scaled",
            lambda gradients, limit: [
                (dW * min(1.0, limit / max(_norm(gradients), 1e-300)), db)
                for dW, db in gradients
            ],
            "One factor for all, or the direction changes.",
            "db comes back as it was.",
            "What do you multiply by the factor?",
        ),
        Mistake(
            "cut_to_zero",
            "too large gradients become 0",
            _scaled(lambda g, limit: 0.0 if _norm(g) > limit else 1.0),
            "They should be shortened, not lost.",
            "Nothing is left of a steep place.",
            "Which norm should the result have?",
        ),
        Mistake(
            "to_length_one",
            "scaled to length 1 instead of the limit",
            _scaled(lambda g, limit: 1 / _norm(g) if _norm(g) > limit else 1.0),
            "The limit is an argument.",
            "With limit 2 the result has the norm 1.",
            "Which norm should the result have?",
        ),
        Mistake(
            "mean_of_squares",
            "the root of the *mean* of the squares",
            _scaled(
                lambda g, limit: (
                    limit / (_norm(g) / np.sqrt(sum(dW.size + db.size for dW, db in g)))
                    if _norm(g) / np.sqrt(sum(dW.size + db.size for dW, db in g))
                    > limit
                    else 1.0
                )
            ),
            "A norm adds; it does not divide by the count.",
            "A larger network may step further.",
            "Do you divide by the number of entries?",
        ),
        Mistake(
            "small_number",
            "a small number is added to the norm",
            _scaled(lambda g, limit: min(1.0, limit / (_norm(g) + 1e-6))),
            "Some libraries do so against a division by 0. Here the result has the norm `limit` to all digits.",
            "The norm is off in the seventh digit.",
            "Where could the norm be 0, and is there a division then?",
        ),
    ),
    hints=(
        "First one number, the norm of everything; then one factor for everything.",
        "The norm is the root of the sum of all squares, over all layers, weights and biases.",
        "The factor is limit / norm where norm > limit, else 1. With all zeros there is nothing to divide.",
    ),
    symptoms=(
        ("nan for zeros", "Divide only where the norm is above the limit."),
        ("the direction has changed", "Is it one factor for all arrays?"),
    ),
    taught="A limit for the length of a step",
    another_way="`min(1, limit / norm)` is the factor in one line, where the norm is not 0.",
)

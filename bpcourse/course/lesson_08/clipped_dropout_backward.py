"""Lesson 08: the exercise `clipped_dropout_backward`, for the learner alone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng


def clipped_dropout_backward(grad, mask, A, limit):
    """The gradient with respect to `A`, (N, n) like `grad`, `mask` and `A`; `limit` is a float above 0."""
    passes = A * mask < limit
    return np.where(passes, grad * mask, 0.0)


def _cases(rng: Rng) -> Iterator[Case]:
    A = np.array([[1.0, 3.0, -4.0], [0.5, 2.5, 6.0]])
    mask = np.array([[2.0, 2.0, 2.0], [0.0, 2.0, 0.0]])
    grad = np.array([[1.0, -2.0, 0.5], [3.0, 0.25, -1.0]])
    yield Case((grad, mask, A, 3.0))
    for shape, keep, limit in (
        ((4, 3), 0.8, 1.0),
        ((5, 2), 0.5, 0.7),
        ((2, 6), 0.9, 2),
    ):
        mask = (rng.random(shape) < keep) / keep
        A = 2 * rng.normal(size=shape)
        # between limit / mask and limit: which of the two is compared makes a difference
        mask.flat[:3], A.flat[:3] = (1 / keep, 0, 1 / keep), limit * (1 + keep) / 2
        A.flat[2] = limit * keep / 2
        A = np.where(np.abs(A * mask - limit) < 0.01, A + 0.1, A)
        yield Case((rng.normal(size=shape), mask, A, float(limit)))


def _by_differences(case: Case) -> Measured:
    """Of Σ grad · min(A · mask, limit); no entry is nearer to the limit than the step."""
    grad, mask, A, limit = case.args
    h = 1e-6
    ends = [grad * np.minimum((A + s * h) * mask, limit) for s in (1, -1)]
    slope = (ends[0] - ends[1]) / (2 * h)
    return Measured("slopes by central differences", slope)


EXERCISE = Exercise(
    title="Dropout with a limit, on the way back",
    statement=(
        "Inverted dropout makes the outputs that stay larger, and with a small share to keep "
        "some of them become very large. A cautious layer cuts them off: after dropout its "
        "output is\n\n"
        "$$\\min(A\\odot\\text{mask},\\;\\text{limit})$$\n\n"
        "entry by entry; `A`, `mask` and the result are `(N, n)`, `limit` is a number above 0. "
        "Entries of `A` may be negative, and only large *positive* ones are cut. `grad` is the "
        "gradient of the loss with respect to that output. Write `clipped_dropout_backward(grad, mask, A, "
        "limit)`: the gradient of the loss with respect to `A`. No entry lies exactly at the limit."
    ),
    reference=clipped_dropout_backward,
    cases=_cases,
    measure=_by_differences,
    transfer=True,
    points=3,
    minutes=10,
    taught="Silence units at random",
    mistakes=(
        Mistake(
            "no_limit",
            "dropout alone: as if nothing were cut off",
            lambda grad, mask, A, limit: grad * mask,
            "Where the output is cut off it is the limit, whatever A is.",
            "limit makes no difference.",
            "How does the output change when an entry far above the limit moves a little?",
        ),
        Mistake(
            "limit_on_input",
            "A compared with the limit, before the mask",
            lambda grad, mask, A, limit: grad * mask * (limit > A),
            "The limit cuts what dropout gives, and that is A times the mask.",
            "An A just below the limit becomes larger by 1/keep, and is cut.",
            "What stands before the comma in min(…, limit)?",
        ),
        Mistake(
            "no_mask",
            "the limit alone: the mask is missing from the slope",
            lambda grad, mask, A, limit: grad * (A * mask < limit),
            "A was multiplied by the mask, so its slope is, too.",
            "Silenced entries get a gradient.",
            "What is the slope of A·m with respect to A?",
        ),
        Mistake(
            "mask_as_zero_one",
            "the mask as 0 and 1, without its 1/keep",
            lambda grad, mask, A, limit: grad * ((mask > 0) & (A * mask < limit)),
            "The forward pass multiplied by 1/keep, and so does the slope.",
            "Every entry that passes is too small by the same factor.",
            "What was A multiplied by?",
        ),
        Mistake(
            "turned",
            "the comparison the other way round: what is cut passes",
            lambda grad, mask, A, limit: grad * mask * (A * mask > limit),
            "Above the limit the output is flat.",
            "Small entries get no gradient.",
            "On which side of the limit does the output follow A?",
        ),
        Mistake(
            "absolute_value",
            "large negative entries cut as well",
            lambda grad, mask, A, limit: grad * mask * (np.abs(A * mask) < limit),
            "min(…, limit) leaves everything below the limit as it is.",
            "Far below −limit it gives 0, where the output still follows A.",
            "What is min(−7, 3)?",
        ),
        Mistake(
            "grad_cut",
            "the gradient cut off instead of the output",
            lambda grad, mask, A, limit: np.minimum(grad * mask, limit),
            "The limit acts on the forward pass. On the way back it decides which entries "
            "receive something.",
            "Where the output was cut, the gradient isn't 0.",
            "Differentiate min(u, limit) with respect to u, below and above the limit.",
        ),
        Mistake(
            "forward",
            "the output of the forward pass",
            lambda grad, mask, A, limit: np.minimum(A * mask, limit),
            "That is what the layer gives. Asked for is what comes back.",
            "grad makes no difference.",
            "Where does your function use grad?",
        ),
        Mistake(
            "times_output",
            "the gradient times the output instead of its slope",
            lambda grad, mask, A, limit: grad * np.minimum(A * mask, limit),
            "A gradient is multiplied by slopes on its way back, not by values.",
            "Doubling A doubles the result.",
            "What is the slope of min(A·m, limit) with respect to A?",
        ),
        Mistake(
            "positive_only",
            "nothing for negative entries, as behind a ReLU",
            lambda grad, mask, A, limit: grad * mask * (A > 0) * (A * mask < limit),
            "There is no ReLU in this layer.",
            "Negative entries pass through min(…, limit) unchanged.",
            "What is min(−7, 3)?",
        ),
        Mistake(
            "mask_twice",
            "the mask twice",
            lambda grad, mask, A, limit: grad * mask**2 * (A * mask < limit),
            "A meets the mask once on the way forward, and its gradient once on the way back.",
            "Every entry that passes is too large by 1/keep.",
            "How often does the mask stand in the forward formula?",
        ),
    ),
    hints=(
        "Go through the formula from outside: first the min, then the mask. What is the slope "
        "of min(u, limit) in u on each side of the limit?",
        "Below the limit the output follows u, above it the output stands still. And u is A "
        "times the mask.",
        "grad times the mask, where A times the mask is below the limit; 0 elsewhere.",
    ),
    symptoms=(
        (
            "a few entries differ",
            "Do you compare A with the limit, or A times the mask?",
        ),
    ),
    another_way=(
        "ReLU does the same at the other side: max(u, 0) lets pass what is above 0, min(u, limit) "
        "what is below the limit."
    ),
)

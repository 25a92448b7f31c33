"""Lesson 06: the exercise `epoch_mean`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng


def epoch_mean(batch_means, batch_sizes):
    """The mean loss over all samples, from each batch's mean and size.

    Both are (batches,).
    """
    return np.dot(batch_means, batch_sizes) / np.sum(batch_sizes)


def _mean_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([1.0, 4.0]), np.array([3, 1])))
    yield Case((rng.uniform(0.5, 2, size=3), np.array([256, 256, 80])))
    yield Case((rng.uniform(0.5, 2, size=4), np.array([8, 8, 8, 8])))
    yield Case((np.array([0.25]), np.array([5])))
    yield Case((rng.uniform(0.5, 2, size=5), rng.integers(2, 30, size=5)))


def _sample_by_sample(case: Case) -> Measured:
    means, sizes = case.args
    losses = np.repeat(means, sizes)
    return Measured(f"the plain mean over {len(losses)} samples", losses.mean())


EXERCISE = Exercise(
    title="The mean over an epoch",
    statement=(
        "Of 50000 samples in batches of 256 the last batch has only 80. A plain mean of the batches' "
        "means counts its samples more than three times as much as the others. Write "
        "`epoch_mean(batch_means, batch_sizes)`: the mean loss over all *samples*."
    ),
    reference=epoch_mean,
    cases=_mean_cases,
    measure=_sample_by_sample,
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "mean_of_means",
            "the plain mean of the batch means",
            lambda means, sizes: np.mean(means),
            "It is right as long as all batches have one size.",
            "For means 1 and 4 of 3 and 1 samples it gives 2.5; the samples' mean is 1.75.",
            "How much should a batch of one sample count?",
        ),
        Mistake(
            "total",
            "the sum over all samples, not divided",
            lambda means, sizes: np.dot(means, sizes),
            "Mean times size is a batch's sum. The last step to a mean is missing.",
            "For means 1 and 4 of 3 and 1 samples it gives 7.",
            "How many samples are there in all?",
        ),
        Mistake(
            "per_batch",
            "the sum over all samples, divided by the number of batches",
            lambda means, sizes: np.dot(means, sizes) / len(means),
            "The sum runs over samples, so their number belongs under it.",
            "For means 1 and 4 of 3 and 1 samples it gives 3.5.",
            "What have you summed, and how many of them are there?",
        ),
        Mistake(
            "sum_of_means",
            "the sum of the batch means",
            lambda means, sizes: np.sum(means),
            "It grows with the number of batches.",
            "For means 1 and 4 it gives 5, larger than every loss.",
            "Can a mean lie above all that it is taken of?",
        ),
        Mistake(
            "double_mean",
            "the sum of the means, divided by the number of samples",
            lambda means, sizes: np.sum(means) / np.sum(sizes),
            "Each batch's mean has been divided by its size already.",
            "For means 1 and 4 of 3 and 1 samples it gives 1.25.",
            "Turn each mean back into a sum first.",
        ),
        Mistake(
            "largest_size",
            "every batch counted as if it were full",
            lambda means, sizes: np.dot(means, sizes) / (len(means) * np.max(sizes)),
            "The last batch is smaller, so the samples are fewer than batches times size.",
            "For means 1 and 4 of 3 and 1 samples it divides by 6 instead of 4.",
            "How many samples are there in all?",
        ),
        Mistake(
            "inverse_weights",
            "weights that are the wrong way round: small batches count more",
            lambda means, sizes: np.sum(means / sizes) / np.sum(1 / np.asarray(sizes)),
            "The means are divided by the sizes instead of multiplied.",
            "For means 1 and 4 of 3 and 1 samples it gives 3.25, close to the single sample.",
            "Which of the two batches should count more?",
        ),
        Mistake(
            "not_summed",
            "one number per batch: the sum is missing",
            lambda means, sizes: np.multiply(means, sizes) / np.sum(sizes),
            "Those are the shares of the batches. The mean is all of them together.",
            "The result has an entry for each batch.",
            "How do you get one number from them?",
        ),
        Mistake(
            "over_sizes",
            "each mean divided by its batch's size",
            lambda means, sizes: np.sum(np.divide(means, sizes)),
            "A mean has been divided by its size already. Times the size it becomes a sum again.",
            "For means 1 and 4 of 3 and 1 samples it gives 4.33, larger than both.",
            "What turns a mean back into a sum?",
        ),
        Mistake(
            "product_of_sums",
            "the sum of the means times the sum of the sizes",
            lambda means, sizes: np.sum(means) * np.sum(sizes) / len(means),
            "A sum of products isn't a product of sums: each mean goes with its own size.",
            "For means 1 and 4 of 3 and 1 samples it gives 10.",
            "Multiply each mean by its own size, then add.",
        ),
        Mistake(
            "median",
            "the median of the batch means",
            lambda means, sizes: np.median(means),
            "It looks at the middle batch alone.",
            "The sizes make no difference.",
            "How much should a batch of one sample count?",
        ),
    ),
    hints=(
        "A mean over samples is the sum over samples, divided by their number.",
        "A batch's sum is its mean times its size.",
        "return np.dot(batch_means, batch_sizes) / np.sum(batch_sizes)",
    ),
    symptoms=(
        ("right when all sizes are equal", "Weigh each mean by its batch's size."),
    ),
    taught="Epoch, batch, iteration",
    another_way="np.average(batch_means, weights=batch_sizes) is the same.",
)

"""Lesson 11: the exercise `mended_batch_norm`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng


def mended_batch_norm(batches, gamma, beta, momentum=0.1, eps=1e-5):
    """`(outputs, mean, var)`: every batch normalised in training, and the kept statistics."""
    n = batches[0].shape[1]
    kept_mean, kept_var, outputs = np.zeros(n), np.ones(n), []
    for X in batches:
        mean, var = X.mean(axis=0), X.var(axis=0)
        outputs.append(gamma * (X - mean) / np.sqrt(var + eps) + beta)
        kept_mean = (1 - momentum) * kept_mean + momentum * mean
        kept_var = (1 - momentum) * kept_var + momentum * var
    return outputs, kept_mean, kept_var


STARTER = """\
    n = batches[0].shape[1]
    kept_mean, kept_var, outputs = np.zeros(n), np.ones(n), []
    for X in batches:
        mean, var = X.mean(axis=0), X.var(axis=0)
        kept_mean = momentum * kept_mean + (1 - momentum) * mean
        kept_var = momentum * kept_var + (1 - momentum) * var
        outputs.append(gamma * (X - kept_mean) / np.sqrt(kept_var + eps) + beta)
    return outputs, kept_mean, kept_var"""


def _run(kept=False, swapped=False, var_old=False, first=False):
    """The program with some of its faults."""

    def wrong(batches, gamma, beta, momentum=0.1, eps=1e-5):
        new = 1 - momentum if swapped else momentum
        kept_mean, kept_var = (
            np.zeros(batches[0].shape[1]),
            np.ones(batches[0].shape[1]),
        )
        outputs = []
        for X in batches:
            mean, var = X.mean(axis=0), X.var(axis=0)
            before = kept_mean, kept_var
            kept_mean = (1 - new) * kept_mean + new * mean
            kept_var = (1 - new) * kept_var + new * var
            m, v = (before if first else (kept_mean, kept_var)) if kept else (mean, var)
            outputs.append(
                gamma * (X - m) / np.sqrt((kept_var if var_old else v) + eps) + beta
            )
        return outputs, kept_mean, kept_var

    return wrong


def _cases(rng: Rng) -> Iterator[Case]:
    for n, eps in ((2, 0.1), (3, 1e-5), (4, 0.02)):
        batches = [rng.normal(size=(k, n)) * 2 + 1 for k in (5, 4, 6)]
        args = batches, rng.uniform(0.5, 2, n), rng.normal(size=n), 0.2, eps
        yield Case(
            args, show=f"three batches of {n} units, gamma, beta ({n},), momentum 0.2"
        )
    batches = [rng.normal(size=(k, 2)) * 2 + 1 for k in (4, 3)]
    args = batches, rng.uniform(0.5, 2, 2), rng.normal(size=2)
    yield Case(args, show="two batches of 2 units, gamma, beta (2,)")


EXERCISE = Exercise(
    title="Training with the wrong statistics",
    statement="**The program in the cell below runs, and a network with it learns badly. It has two faults: find and correct them.** In training every batch is to be normalised with its *own* mean and variance; beside that, running averages of both are kept, of which the part `momentum` is new. It returns the list of outputs and the kept mean and variance, which begin at 0 and 1. `batches` is a list of arrays `(N, n)`.",
    reference=mended_batch_norm,
    cases=_cases,
    starter=STARTER,
    parts=("outputs[{}]", "mean", "var"),
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "as_given",
            "the program as it was given",
            _run(True, True),
            "It runs, and nothing fails.",
            "The outputs do not have the mean beta.",
            "With which mean is a batch normalised in training?",
        ),
        Mistake(
            "kept_left",
            "one fault is left: training uses the kept statistics",
            _run(True),
            "In training the batch's own statistics count.",
            "The outputs do not have the mean beta.",
            "With which mean is a batch normalised in training?",
        ),
        Mistake(
            "swapped_left",
            "one fault is left: momentum is the part that is kept",
            _run(False, True),
            "momentum is the part that is new.",
            "The outputs are right, the kept statistics are not.",
            "Which part of the kept mean is new?",
        ),
        Mistake(
            "kept_before",
            "training uses what was kept before the batch",
            _run(True, first=True),
            "In training the batch's own statistics count.",
            "The first batch is hardly changed.",
            "With which mean is a batch normalised in training?",
        ),
        Mistake(
            "kept_variance",
            "the mean is the batch's own, the variance the kept one",
            _run(var_old=True),
            "Both are the batch's own in training.",
            "The outputs have the mean beta, and not the spread gamma.",
            "Which variance stands under the root?",
        ),
        Mistake(
            "both_other",
            "kept statistics and the kept variance",
            _run(False, True, True),
            "Both are the batch's own in training.",
            "The outputs have the mean beta, and not the spread gamma.",
            "Which variance stands under the root?",
        ),
        Mistake(
            "swapped_before",
            "what was kept before, and momentum exchanged",
            _run(True, True, first=True),
            "In training the batch's own statistics count.",
            "The first batch is hardly changed.",
            "With which mean is a batch normalised in training?",
        ),
        Mistake(
            "outputs_only",
            "the kept statistics come back as they began",
            lambda batches, gamma, beta, momentum=0.1, eps=1e-5: (
                _run()(batches, gamma, beta, momentum, eps)[0],
                np.zeros(len(gamma)),
                np.ones(len(gamma)),
            ),
            "Inference needs them.",
            "The outputs are right.",
            "What is kept from batch to batch?",
        ),
    ),
    hints=(
        "Look at the outputs of the first batch: which mean and which spread do they have?",
        "Two questions: which statistics normalise a batch in training, and which part of the kept ones is new?",
        "The outputs use mean and var of the batch. The kept ones are (1 − momentum) times old plus momentum times new.",
    ),
    symptoms=(
        ("the outputs are right, the kept ones aren't", "Which part is new?"),
        (
            "the kept ones are right, the outputs aren't",
            "Which statistics normalise the batch?",
        ),
    ),
    taught="Training and inference",
    another_way="Both faults are common: the first freezes the layer, the second makes inference depend on the last batch.",
)

"""Lesson 06: step size."""

from bpcourse.course.model import Lesson

LESSON = Lesson(
    number="06",
    slug="step_size",
    title="Step size",
    question="How far should we step?",
    minutes=60,
    documents=(
        "D1",
        "D2",
        "D3",
    ),
    exercises=(
        "gradient_descent",
        "largest_stable_step",
        "minibatches",
        "backtracking_step",
        "best_fixed_step",
        "batches_per_epoch",
        "epoch_mean",
        "decayed_step",
        "exact_step",
        "step_size_slope",
    ),
    room="descent",
)

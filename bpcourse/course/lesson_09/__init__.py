"""Lesson 09: better steps."""

from bpcourse.course.model import Lesson

LESSON = Lesson(
    number="09",
    slug="better_steps",
    title="Better steps",
    question="Can a step remember?",
    minutes=60,
    documents=(
        "D1",
        "D3",
    ),
    exercises=(
        "momentum_step",
        "rmsprop_step",
        "adam_step",
        "nesterov_step",
        "clip_by_norm",
        "warmup_cosine",
        "adamw_step",
        "mended_adam",
        "beta_slope",
        "average_gradients",
    ),
    room="optimizers",
)

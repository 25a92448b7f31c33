"""Lesson 08: overfitting."""

from bpcourse.course.model import Lesson

LESSON = Lesson(
    number="08",
    slug="overfitting",
    title="Overfitting",
    question="What does a network memorise, and how do you keep it from that?",
    minutes=60,
    documents=("D2",),
    exercises=(
        "early_stopping",
        "l2_penalty_gradient",
        "dropout",
        "shift_images",
        "l1_penalty_subgradient",
        "soft_threshold",
        "dropout_backward",
        "elastic_gradient",
        "clipped_dropout_backward",
    ),
    room="regularization",
)

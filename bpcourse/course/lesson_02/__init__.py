"""Lesson 02: loss gradients."""

from bpcourse.course.model import Lesson

LESSON = Lesson(
    number="02",
    slug="loss_gradients",
    title="Loss gradients",
    question="Which way should the output move?",
    minutes=55,
    documents=(
        "D0 §7.4",
        "D2",
    ),
    exercises=(
        "half_squared_error",
        "half_squared_error_gradient",
        "softmax",
        "softmax_jacobian",
        "cross_entropy",
        "softmax_cross_entropy_gradient",
        "kl_divergence",
    ),
    room="losses",
)

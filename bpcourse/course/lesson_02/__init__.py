"""Lesson 02: loss gradients."""

from bpcourse.course.model import Lesson

LESSON = Lesson(
    number="02",
    slug="loss_gradients",
    title="Loss gradients",
    question="Which way should the output move?",
    minutes=60,
    documents=(
        "D0 §7.4",
        "D2",
    ),
    exercises=(
        "half_squared_error_gradient",
        "softmax",
        "softmax_jacobian",
        "softmax_cross_entropy_gradient",
        "half_squared_error",
        "cross_entropy",
        "kl_divergence",
        "mended_softmax_loss",
        "huber_gradient",
        "smoothed_cross_entropy_gradient",
        "tempered_gradient",
    ),
    room="losses",
)

"""Lesson 01: activation derivatives."""

from bpcourse.course.model import Lesson

LESSON = Lesson(
    number="01",
    slug="activation_derivatives",
    title="Activation derivatives",
    question="How steep is each activation, and what does that do to a gradient?",
    minutes=50,
    documents=(
        "D0 §7.3",
        "D2",
    ),
    exercises=(
        "central_difference",
        "sigmoid_derivative_from_output",
        "relu_derivative",
        "tanh_from_sigmoid",
        "tanh_derivative_from_output",
        "sigmoid",
        "sigmoid_derivative",
        "scaled_sigmoid_derivative",
        "leaky_relu_derivative",
        "mended_chain_slope",
        "swish_derivative",
        "softsign_derivative",
    ),
    room="activations",
)

"""Lesson 04: a full layer."""

from bpcourse.course.model import Lesson

LESSON = Lesson(
    number="04",
    slug="full_layer",
    title="A full layer",
    question="How does the error reach each weight, when there are many units and many samples?",
    minutes=60,
    documents=(
        "D0 §7.5.2",
        "D1",
        "D2",
        "D4",
    ),
    exercises=(
        "layer_output",
        "layer_delta",
        "sample_weight_gradient",
        "weight_gradient",
        "bias_gradient",
        "input_gradient",
        "numerical_gradient",
        "layer_gradients",
        "mended_layer_gradients",
        "residual_layer_gradients",
        "gain_layer_gradients",
    ),
    room="layer",
)

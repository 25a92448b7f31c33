"""Lesson 10: convolution and pooling."""

from bpcourse.course.model import Lesson

LESSON = Lesson(
    number="10",
    slug="convolution",
    title="Convolution",
    question="What if all units share their weights?",
    minutes=105,
    documents=("D1",),
    exercises=(
        "output_size",
        "patches",
        "conv_output",
        "conv_weight_gradient",
        "conv_bias_gradient",
        "conv_input_gradient",
        "max_pool",
        "max_pool_backward",
        "mean_pool_backward",
        "dilated_weight_gradient",
        "depthwise_gradients",
    ),
    room="convolution",
)

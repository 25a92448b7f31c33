"""Lesson 03: a single neuron."""

from bpcourse.course.model import Lesson

LESSON = Lesson(
    number="03",
    slug="single_neuron",
    title="A single neuron",
    question="How does the error reach one weight?",
    minutes=55,
    documents=(
        "D0 §7.5.1",
        "D1",
        "D3",
    ),
    exercises=(
        "neuron_output",
        "chain_rule_factors",
        "neuron_delta",
        "neuron_gradients",
        "neuron_step",
        "fold_bias",
        "used_twice_gradient",
        "train_neuron",
    ),
    room="neuron",
)

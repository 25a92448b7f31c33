"""Lesson 05: the delta recursion."""

from bpcourse.course.model import Lesson

LESSON = Lesson(
    number="05",
    slug="delta_recursion",
    title="Delta recursion",
    question="How does the error reach every layer?",
    minutes=70,
    documents=(
        "D0 §7.7",
        "D1",
        "D2",
        "D3",
        "D4",
    ),
    exercises=(
        "forward",
        "hidden_delta",
        "all_gradients",
        "backward_loop",
        "backward",
        "all_deltas",
        "train_step",
        "skip_gradients",
        "tied_autoencoder_gradient",
    ),
    room="network",
)
